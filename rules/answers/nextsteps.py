"""Which document to bring next, which question to answer next: by what it unlocks, in fen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rules.answers import steps_words as said
from rules.answers.model import Gain, Named, Next, NextStep
from rules.answers.prospects import Outlook, Prospect, detail
from rules.answers.repair import Values
from rules.answers.sums import Adder
from rules.answers.trial import Spent
from rules.facts import Key
from rules.model import Pack
from rules.schema import Text

Gives = Callable[[Key], bool]
_Way = tuple[Prospect, Values]
#: a search has this part of the allowance
_ASIDE = 5


@dataclass(frozen=True, slots=True)
class _Step:
    """A document kind (``key`` None) or a question."""

    kind: str
    key: Key | None
    gives: Gives


def steps(outlook: Outlook, kinds: Mapping[str, Text]) -> Next:
    """``kinds``: what document kinds are called; of others the subject that one makes names it, else their own name."""
    weigher = _Weigher(outlook, kinds)
    used = outlook.filler.sorted(
        k for p in outlook.prospects for k in (*p.ways, *(p.amount if p.ways or not p.pending else ()))
    )
    documents = [_Step(kind, None, _by_kind(outlook, kind)) for kind in _kinds(outlook, used)]
    questions = [_Step("", key, _just(key)) for key in used if _askable(outlook, key)]
    return Next(weigher.ranked(documents), weigher.ranked(questions))


def _by_kind(outlook: Outlook, kind: str) -> Gives:
    return lambda key: kind in outlook.kinds(key)


def _just(wanted: Key) -> Gives:
    return lambda key: key == wanted


def _kinds(outlook: Outlook, used: Iterable[Key]) -> list[str]:
    return list(dict.fromkeys(kind for key in used for kind in outlook.kinds(key)))


def _askable(outlook: Outlook, key: Key) -> bool:
    """A person may state it, and what it is about is there, or no paper would show it."""
    pack = outlook.world.pack
    spec = pack.facts[key[0]]
    return spec.stated and (key[1] not in outlook.papers or pack.subjects[spec.subject].document is None)


class _Weigher:
    def __init__(self, outlook: Outlook, kinds: Mapping[str, Text]) -> None:
        self.outlook = outlook
        self.filler = outlook.filler
        self.adder = Adder(outlook.shown)
        self.pack: Pack = outlook.world.pack
        self.names = {s.document: s.label for s in self.pack.subjects.values() if s.document} | dict(kinds)

    def ranked(self, some: Sequence[_Step]) -> tuple[NextStep, ...]:
        made = [step for one in some if (step := self._step(one)) is not None]
        made.sort(key=_rank)
        after = [*made[1:], None][: len(made)]
        return tuple(replace(a, before_next=said.before(a, b)) for a, b in zip(made, after, strict=True))

    def _step(self, one: _Step) -> NextStep | None:
        alone: list[_Way] = []
        together: list[_Way] = []
        for prospect in self.outlook.prospects:
            way = self._alone(prospect, one.gives)
            if way is not None:
                alone.append((prospect, way))
                continue
            ways = [w for w in prospect.ways.values() if any(one.gives(k) for k in w)]
            if not ways and prospect.ways and any(one.gives(k) for k in prospect.amount):
                ways = [next(iter(prospect.ways.values()))]
            if ways:
                together.append((prospect, min(ways, key=lambda w: sum(not one.gives(k) for k in w))))
        if not alone and not together:
            return None
        by_self, both = self._sums(alone, together, one.gives)
        useful = [k for p, way in (*alone, *together) for k in (*way, *p.amount) if one.gives(k)]
        return self._made(one, alone, together, by_self, both, self.filler.sorted(useful))

    def _alone(self, prospect: Prospect, gives: Gives) -> Values | None:
        """A way on which the step gives all that is needed."""
        if not prospect.pending:
            return {} if prospect.amount and all(gives(k) for k in prospect.amount) else None
        for way in prospect.ways.values():
            if all(gives(k) for k in way):
                return way
        measure = prospect.measure
        if not prospect.ways or not self.filler.able(measure.root, prospect.here, True, gives):
            return None
        self.outlook.trial.forget(_ASIDE)
        return self.filler.fill(measure.root, prospect.here, allowed=gives)

    # -- sums --------------------------------------------------------------------------------------------------

    def _sums(self, alone: list[_Way], together: list[_Way], gives: Gives) -> tuple[list[Prospect], list[Prospect]]:
        """The decisions that come true with one and the same values: by the step alone, and with all the others."""
        first, values = self._joint(alone, {}, [], gives)
        rest = [(p, w) for p, w in alone if p not in first] + together
        both, _ = self._joint(rest, values, first, None)
        return first, both

    def _joint(
        self, some: list[_Way], values: Values, kept: list[Prospect], allowed: Gives | None
    ) -> tuple[list[Prospect], Values]:
        """Those kept, and one after the other, the most first, what comes true beside them."""
        found = list(kept)
        for prospect, way in sorted(some, key=lambda pair: -(pair[0].worth.most_fen or 0)):
            if prospect.worth.kind == "none":
                continue
            more: Values | None = {**values, **way}
            if any(values.get(key, value) != value for key, value in way.items()):
                self.outlook.trial.forget(_ASIDE)
                more = self.filler.fill(prospect.measure.root, prospect.here, start=values, allowed=allowed)
            if more is not None:
                found.append(prospect)
                values = more
        return (found, values) if found == kept else (self._holding(found, values), values)

    def _holding(self, some: list[Prospect], values: Values) -> list[Prospect]:
        """Those that do come true with the values: worked out once more, all at once."""
        self.outlook.trial.forget()
        try:
            world = self.outlook.trial.at_once(values)
        except Spent:
            return []
        return [p for p in some if world.truth(p.measure.root, p.here) is True]

    # -- putting together --------------------------------------------------------------------------------------

    def _made(
        self, one: _Step, alone: list[_Way], together: list[_Way],
        by_self: list[Prospect], both: list[Prospect], useful: list[Key],
    ) -> NextStep:  # fmt: skip
        details = sorted(
            {detail(self.outlook.world, self.outlook.papers[s]) for _, s in useful if s in self.outlook.papers}
        )
        spec = self.pack.facts[one.key[0]] if one.key else None
        named = self.outlook.name(one.key) if one.key else None
        label = named.label if named else self.names.get(one.kind, Text(one.kind, one.kind))
        step = NextStep(
            kind=one.kind,
            fact=named.fact if named else "",
            subject=named.subject if named else "",
            label=label,
            who="applicant" if spec is None or spec.declare else "reviewer",
            ask=spec.ask if spec else None,
            details=tuple(d for d in details if d) if spec is None else (),
            states=self.outlook.named(useful),
            alone=tuple(self._gain(p, way, one.gives, p in by_self) for p, way in alone),
            together=tuple(self._gain(p, way, one.gives, p in both) for p, way in together),
            helps=tuple(dict.fromkeys(p.measure.id for p, _ in (*alone, *together))),
            sum_alone=self.adder.total(by_self),
            sum_all=self.adder.total(both),
            sentence=Text("", ""),
            before_next=Text("", ""),
        )
        return replace(step, sentence=said.sentence(step))

    def _gain(self, prospect: Prospect, way: Values, gives: Gives, counted: bool) -> Gain:
        keys = [k for k in self.filler.sorted(way) if not gives(k)]
        others: tuple[Named, ...] = self.outlook.named(keys)
        papers = tuple(dict.fromkeys(kind for n in others for kind in n.kinds[:1]))
        return Gain(
            prospect.measure.id, prospect.measure.title, prospect.subject, prospect.worth, others, papers, counted
        )


def _rank(step: NextStep) -> tuple[int, ...]:
    """Amounts first, then decisions; ties keep the order of the pack's vocabulary."""
    return (-step.sum_alone.most_fen, -step.sum_all.most_fen, -len(step.alone), -len(step.together))
