"""Why a decision comes out otherwise: the criteria whose truth changed, and the changes of the packs behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rules.author import diff_match
from rules.author.diff_model import DECISION, PackDiff
from rules.author.diff_normal import Node
from rules.author.replay_model import Cause, Need
from rules.decide import Decider
from rules.decisions import Decision, ProofNode
from rules.evaluation import at_rest, decider_of
from rules.facts import FactSet
from rules.model import Measure, Pack
from rules.schema import Text


@dataclass(frozen=True, slots=True)
class Said:
    causes: tuple[Cause, ...]
    changes: tuple[int, ...]
    missing: tuple[Need, ...]


class Why:
    """Over two packs; made once for a replay."""

    def __init__(self, a: Pack, b: Pack, found: PackDiff) -> None:
        self.a = a
        self.b = b
        self.found = found
        self.partner = dict(self._partners())  #: key of a condition in A to that in B

    def _partners(self) -> Iterator[tuple[str, str]]:
        owners = [(self.a.measures[x], self.b.measures[y]) for x, y in self.found.renumbered]
        for one, two in owners:
            yield from _keys(diff_match.criteria(one, two).pairs)
        for name in self.a.derived.keys() & self.b.derived.keys():
            yield from _keys(diff_match.criteria(self.a.derived[name], self.b.derived[name]).pairs)

    def of(self, a: FactSet, b: FactSet, on: date) -> CaseWhy:
        """Of one case, with the facts as each pack takes them."""
        return CaseWhy(self, _decider(self.a, a, on), _decider(self.b, b, on))


def _decider(pack: Pack, facts: FactSet, on: date) -> Decider:
    """Decides with proofs, measure by measure: only those that came out otherwise are asked for."""
    with at_rest(pack, facts, on, reader="plain") as (world, _):
        return decider_of(world, None)


def _keys(pairs: dict[Node, Node]) -> Iterator[tuple[str, str]]:
    return ((x.condition.key, y.condition.key) for x, y in pairs.items() if not x.made and not y.made)


@dataclass(slots=True)
class CaseWhy:
    why: Why
    old: Decider
    new: Decider

    def said(self, a: Measure | None, b: Measure | None, subject: str, decided: tuple[bool, bool]) -> Said:
        """Of one decision. ``decided``: whether each pack decides the measure for this subject."""
        old = self.old.decide(a, subject) if a and decided[0] else None
        new = self.new.decide(b, subject) if b and decided[1] else None
        turned = _Turned(self.why, old, new)
        causes = tuple(turned.causes())
        changes = dict.fromkeys(n for c in causes for n in c.changes)
        owners = {m.id for m in (a, b) if m is not None}
        for number, change in enumerate(self.why.found.changes):
            if change.layer != DECISION:
                continue
            whole = change.kind.startswith("measure.") and change.owner in owners
            priced = bool(owners & set(change.amounts)) and _granted(old) and _granted(new)
            if whole or priced or set(change.conditions) & turned.keys():
                changes[number] = None
        missing = tuple(dict.fromkeys(Need(m.fact, m.label) for m in new.missing)) if new else ()
        return Said(causes, tuple(sorted(changes)), missing)


def _granted(decision: Decision | None) -> bool:
    return decision is not None and decision.status == "eligible"


class _Turned:
    """What stands otherwise in the proofs of one decision."""

    def __init__(self, why: Why, old: Decision | None, new: Decision | None) -> None:
        self.why = why
        self.before = _nodes(old)
        self.after = _nodes(new)
        back = {y: x for x, y in why.partner.items()}
        #: (node of A, node of B), partners or alone
        self.pairs: list[tuple[ProofNode | None, ProofNode | None]] = [
            (self.before.get(back.get(k, k)), n) for k, n in self.after.items()
        ]
        seen = {x.key for x, _ in self.pairs if x is not None}
        self.pairs += [(n, None) for k, n in self.before.items() if k not in seen]
        self.pairs = [(x, y) for x, y in self.pairs if _truth(x) != _truth(y)]

    def keys(self) -> set[str]:
        return {n.key for pair in self.pairs for n in pair if n is not None}

    def causes(self) -> Iterator[Cause]:
        """Criteria with an id (or tests where none has one) whose truth is another, the outermost first."""
        named = [(x, y) for x, y in self.pairs if any(n and n.id for n in (x, y))]
        for x, y in named or [(x, y) for x, y in self.pairs if any(n and n.test for n in (x, y))]:
            node = y or x
            if node is not None and _told(x, y):
                below = {n.key for top in (x, y) if top is not None for n in _walk(top)}
                changes = tuple(
                    number
                    for number, change in enumerate(self.why.found.changes)
                    if change.layer == DECISION and below & set(change.conditions)
                )
                yield Cause(node.id or node.key, node.label, _truth(x), _truth(y), _finding(node), changes)


def _told(x: ProofNode | None, y: ProofNode | None) -> bool:
    """A criterion that came or went matters where it is not simply met."""
    return (x is not None and y is not None) or _truth(x or y) != "met"


def _finding(node: ProofNode) -> Text:
    """What the case says; of a group or a derived fact, what its deciding test says."""
    while not node.finding.zh:
        inner = [child for child in node.children if child.truth == node.truth]
        if len(inner) != 1:
            break
        node = inner[0]
    return node.finding


def _truth(node: ProofNode | None) -> str:
    return node.truth if node is not None else "absent"


def _walk(node: ProofNode) -> Iterator[ProofNode]:
    yield node
    for child in node.children:
        yield from _walk(child)


def _nodes(decision: Decision | None) -> dict[str, ProofNode]:
    return {n.key: n for n in _walk(decision.proof)} if decision is not None else {}
