"""Open decisions: what they would give, with which values they come true, which of their unknown facts matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from operator import eq

from rules import wording
from rules.answers import cores, papers, words
from rules.answers.cores import Leaf
from rules.answers.fill import Allowed, Filler, open_keys
from rules.answers.model import Named, Open, Worth
from rules.answers.papers import Paper
from rules.answers.repair import Values
from rules.answers.trial import Trial
from rules.benefit import Calculator
from rules.decide import GRANTING
from rules.facts import Key
from rules.model import Measure
from rules.sentences import Speaker
from rules.supply import supply
from rules.types import Type, half_up
from rules.world import World

#: a search for another way, and one for the opposite, has this part of the allowance
_ASIDE, _OPPOSITE = 5, 10
_NONE = Worth("none", None, None)


@dataclass(slots=True)
class Prospect:
    """``subject`` as decided; ``here`` its stand-in where nobody has shown it."""

    measure: Measure
    subject: str
    here: str
    worth: Worth
    open: tuple[Key, ...]  #: unknown facts on which the condition hangs
    amount: tuple[Key, ...]  #: unknown facts on which only the amount hangs
    ways: dict[Key, Values] = field(default_factory=dict)  #: by a fact used: values that make it come true
    cut: bool = False  #: the search for a way ended at its limit

    @property
    def pending(self) -> bool:
        """The condition itself is open, not only the amount."""
        return bool(self.open)


class Outlook:
    """The open decisions of a case, with stand-ins for the papers they ask for."""

    def __init__(self, trial: Trial) -> None:
        decided = [(m, s) for m in trial.pack.measures.values()
                   for s in trial.base.book.decided(m.over)]  # fmt: skip
        open_ = [
            (m, s) for m, s in decided if trial.base.truth(m.root, s) is not False and _unsettled(trial.base, m, s)
        ]
        self.shown = trial.base
        self.trial, self.papers = papers.expected(trial, open_)
        self.world = self.trial.base
        self.filler = Filler(self.trial, self.suppliable)
        self.prospects = [self._prospect(measure, subject) for measure, subject in open_]
        for prospect in self.prospects:
            if prospect.pending:
                self._learn(prospect, self._way(prospect, None))
                prospect.cut = self.trial.budget.ended()
        for prospect in self.prospects:
            self._more_ways(prospect)

    def suppliable(self, key: Key) -> bool:
        return papers.suppliable(self.world, key)

    def _prospect(self, measure: Measure, subject: str) -> Prospect:
        here = papers.stand_in(self.world, measure, subject)
        leaves: tuple[Leaf, ...] = ()
        if self.world.truth(measure.root, here) is None:
            leaves = cores.open_leaves(self.world, measure.root, here)
        open_ = self.filler.sorted(k for leaf in leaves for k in open_keys(self.world, leaf) if self.suppliable(k))
        causes = {(c.fact, c.subject) for e in papers.formulas(measure.amount)
                  for c in self.world.evaluate(e, here).causes if c.kind != "problem"}  # fmt: skip
        amount = [k for k in causes if k[0] in self.world.pack.facts and self.suppliable(k)]
        return Prospect(measure, subject, here, self._worth(measure, subject, here), tuple(open_),
                        tuple(self.filler.sorted(amount)))  # fmt: skip

    def _worth(self, measure: Measure, subject: str, here: str) -> Worth:
        """Amounts that the facts at hand give, or that the notice caps; nothing is assumed."""
        if measure.amount is None or measure.outcome not in GRANTING:
            return _NONE
        world, who_ = (self.world, here) if here != subject else (self.shown, subject)
        benefit = Calculator(world, Speaker(world)).work(measure.amount, who_, granted=True).benefit
        if benefit is None:
            cap = measure.amount.cap
            most = world.evaluate(cap.expression, who_).value if cap else None
            return Worth("cap", 0, half_up(most)) if isinstance(most, int | Fraction) else Worth("unknown", None, None)
        if benefit.kind == "cap":
            return Worth("cap", 0, benefit.cap_fen)
        if benefit.kind == "amount":
            return Worth("amount", benefit.amount_fen, benefit.amount_fen)
        return Worth(benefit.kind, benefit.low_fen, benefit.high_fen)

    def _more_ways(self, prospect: Prospect) -> None:
        """For facts and papers that the first way does without: a way on which they are used, where one is found."""
        if not prospect.ways:
            return
        for key in prospect.open:
            if key not in prospect.ways and key[1] not in self.papers:
                self._learn(prospect, self._way(prospect, partial(eq, key)))
        kinds = dict.fromkeys(kind for key in prospect.open for kind in self.kinds(key))
        for kind in kinds:
            if not any(kind in self.kinds(key) for key in prospect.ways):
                self._learn(prospect, self._way(prospect, partial(self._gives, kind)))

    def _gives(self, kind: str, key: Key) -> bool:
        return kind in self.kinds(key)

    @staticmethod
    def _learn(prospect: Prospect, found: Values | None) -> None:
        for key in found or ():
            prospect.ways.setdefault(key, dict(found or {}))

    def _way(self, prospect: Prospect, first: Allowed | None) -> Values | None:
        self.trial.forget(1 if first is None else _ASIDE)
        return self.filler.fill(prospect.measure.root, prospect.here, first=first)

    # -- what matters ------------------------------------------------------------------------------------------

    def open(self, prospect: Prospect) -> Open:
        """A fact matters where, the others having some values, one value of it makes the measure hold, another not."""
        self.trial.budget.ended()
        proved = [key for key in prospect.open if self._matters(prospect, key)]
        return Open(
            measure=prospect.measure.id,
            title=prospect.measure.title,
            subject=prospect.subject,
            matters=self.named(proved),
            amount=self.named([k for k in prospect.amount if k not in prospect.open]),
            unproven=self.named([k for k in prospect.open if k not in proved and k[1] not in self.papers]),
            attainable=bool(prospect.ways),
            cut=self.trial.budget.ended() or (prospect.cut and not prospect.ways),
        )

    def _matters(self, prospect: Prospect, key: Key) -> bool:
        way = prospect.ways.get(key)
        if way is None:
            return False
        # without the fact the way leaves the measure open; if it can still fail, this fact alone makes the difference
        others = {k: v for k, v in way.items() if k != key}
        self.trial.forget(_OPPOSITE)
        filler = Filler(self.trial.given(others), lambda k: k not in others and self.suppliable(k))
        return filler.fill(prospect.measure.root, prospect.here, wanted=False, trim=False) is not None

    # -- words -------------------------------------------------------------------------------------------------

    def named(self, keys: list[Key] | tuple[Key, ...]) -> tuple[Named, ...]:
        return tuple(dict.fromkeys(self.name(key) for key in keys))

    def name(self, key: Key) -> Named:
        name, subject = key
        paper = self.papers.get(subject)
        by = supply(self.world, key)
        if paper is None:
            return Named(name, subject, words.label(self.shown, key), "", by.who, by.kinds)
        label = self.world.pack.facts[name].label
        return Named(name, paper.kind, label, detail(self.world, paper), by.who, by.kinds)

    def kinds(self, key: Key) -> tuple[str, ...]:
        """Document kinds that give a fact; of one looked up in a list, those that give what the list is searched by."""
        return supply(self.world, key).kinds


def detail(world: World, paper: Paper) -> str:
    """Which paper of its kind, as a person knows it: "2020-02", "2019"."""
    if paper.key is None or isinstance(paper.wanted, bool) or paper.wanted is None:
        return ""
    kind = world.pack.facts[paper.key].type
    return str(paper.wanted) if kind in (Type.MONTH, Type.TEXT) else wording.value(paper.wanted, kind).zh


def _unsettled(world: World, measure: Measure, subject: str) -> bool:
    if world.truth(measure.root, subject) is None:
        return True
    if measure.outcome not in GRANTING:
        return False
    return any(not world.evaluate(e, subject).known for e in papers.formulas(measure.amount))
