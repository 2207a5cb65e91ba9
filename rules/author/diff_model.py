"""What :func:`rules.author.diff.diff` hands back. Frozen; sentences in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from rules.errors import Place
from rules.schema import Text

#: what a change can alter, weightiest first
DECISION, SERVICE, SOURCE, TEXT = "decision", "service", "source", "text"
LAYERS = (DECISION, SERVICE, SOURCE, TEXT)

#: what moves money first: the order in which changes are told
ORDER = (
    "measure.removed", "measure.added", "measure.outcome", "measure.over", "measure.renumbered",
    "amount.added", "amount.removed", "amount.value", "amount.low", "amount.high", "amount.cap", "amount.either",
    "amount.rounding", "amount.parameter", "total.once", "parameter.money",
    "criterion.removed", "criterion.added", "criterion.threshold", "criterion.operator", "criterion.choices",
    "criterion.fact", "criterion.test", "criterion.negated", "criterion.moved", "criterion.part", "gate.operator",
    "parameter.value", "parameter.removed", "parameter.added", "parameter.type", "parameter.discretion",
    "criterion.parameter", "criterion.renamed",
    "derived.removed", "derived.added", "derived.sort", "derived.value", "derived.otherwise", "derived.choice",
    "registry.removed", "registry.added", "registry.row_removed", "registry.row_added", "registry.row_changed",
    "registry.complete", "registry.columns",
    "fact.removed", "fact.added", "fact.type", "fact.choices", "fact.origin", "fact.sources", "fact.stated",
    "fact.lookup", "subject.removed", "subject.added", "subject.changed", "pack.effective",
    "deadline", "department", "contact",
    "stale.quote", "stale.label",
    "parameter.source", "derived.source", "cite.quote", "cite.clause", "registry.source", "pack.number", "notice",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two packs, told in words."""

    kind: str  #: stable, ``criterion.threshold``; ``text`` for words alone
    layer: str  #: decision: may move a decision or money; service; source; text
    owner: str  #: id of a measure, or name of a fact, parameter, registry, subject; empty: the pack
    item: str  #: criterion, row, … inside the owner; empty: the owner itself
    effect: str  #: looser, stricter (conditions); more, less (money); empty where that cannot be said
    text: Text  #: the whole sentence
    before: Text | None  #: the old value in words
    after: Text | None
    place_a: Place | None  #: where it stands in each pack; None: nowhere there
    place_b: Place | None
    measures: tuple[str, ...]  #: ids (of B, of A where B has none) of the measures it can reach
    conditions: tuple[str, ...] = ()  #: keys, in A or B, of the conditions whose truth it can change
    amounts: tuple[str, ...] = ()  #: ids of the measures whose amount it can change


@dataclass(frozen=True, slots=True)
class PackDiff:
    a: str  #: name@version
    b: str
    hash_a: str
    hash_b: str
    changes: tuple[Change, ...]  #: what moves money first
    renumbered: tuple[tuple[str, str], ...]  #: measures of both packs, (id in A, id in B)

    @property
    def names(self) -> tuple[str, str]:
        """Both packs, told apart by their content where name and version do not."""
        if self.a != self.b:
            return self.a, self.b
        return f"{self.a} ({self.hash_a[:8]})", f"{self.b} ({self.hash_b[:8]})"

    @property
    def same_meaning(self) -> bool:
        """No decision and no amount can come out otherwise."""
        return all(c.layer != DECISION for c in self.changes)

    def of(self, *layers: str) -> tuple[Change, ...]:
        return tuple(c for c in self.changes if c.layer in layers)


def rank(change: Change) -> tuple[int, int]:
    """Sorts by what moves money first."""
    place = ORDER.index(change.kind) if change.kind in ORDER else len(ORDER)
    return (LAYERS.index(change.layer), place)
