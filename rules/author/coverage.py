"""What the cases of a pack show, criterion by criterion: met, not met and unknown; and what no case shows.

What counts as a criterion: in an entry, each condition to which its author gave an id and each test or use, inside the
entry's ``applies`` and ``when``; in a derived fact the same, inside its ``when`` and each ``when`` of its ``choose``.
When a truth counts: see :mod:`rules.author.reasons`; for an entry in the cases that expect something of that entry,
for a derived fact in every case. A truth that :mod:`rules.author.possible` proves impossible is not asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rules import reach, wording
from rules.author.covered import AmountCover, Coverage, Criterion, Section, advice_of, gaps_of
from rules.author.possible import EVERY, Possible
from rules.author.reasons import Reasons
from rules.book import Book
from rules.cases import Case
from rules.decisions import Decision
from rules.expressions import Expression, FactRef, Literal
from rules.facts import FactSet
from rules.judging import meant
from rules.model import Condition, Derived, Gate, Measure, Pack, Test
from rules.runner import run_cases
from rules.schema import Text
from rules.sentences import Speaker
from rules.world import Truth, World


def coverage(pack: Pack, *, reader: str = "plain") -> Coverage:
    """Runs the cases of a pack, one evaluation each, and gathers what they show.

    The plain reader gives the engine's answers (tests hold both to that) in a quarter of the time.

    Raises :class:`rules.errors.PackInvalid` where a case cannot be read.
    """
    tally = _Tally(pack)
    results = run_cases(pack, reader=reader, watch=tally.watch)
    teller = _Teller(pack, tally)
    entries = tuple(teller.entry(measure) for measure in pack.measures.values())
    derived = tuple(teller.derived(one) for one in pack.derived.values() if one.conditions)
    sections = (*entries, *derived)
    return Coverage(pack.reference, results, entries, derived, gaps_of(sections), advice_of(sections))


def criteria(condition: Condition) -> Iterator[Condition]:
    """Outermost first."""
    if not isinstance(condition, Gate) or condition.id:
        yield condition
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from criteria(child)


class _Tally:
    """Counts cases while they run."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.cases: Counter[str] = Counter()  #: by entry or derived fact
        self.shown: Counter[tuple[str, str, Truth]] = Counter()  #: by owner, condition key and truth
        self.tried: set[tuple[str, str, int]] = set()  #: by owner: tests whose left side equals that right side
        self.amounts: Counter[tuple[str, str]] = Counter()  #: by entry and what is shown

    def watch(self, case: Case, world: World, decisions: tuple[Decision, ...]) -> None:
        below: set[tuple[str, Truth]] = set()
        facts: set[str] = set()
        for name in dict.fromkeys(expected.measure for expected in case.expected):
            self.cases[name] += 1
            found = self._entry(name, case, world, decisions)
            below |= found.truths
            facts |= found.derivations
        reasons = Reasons(world)
        for wanted in case.facts_expected:
            reasons.fact(wanted.name, wanted.subject)
        self.cases.update(facts | reasons.derivations)
        self.shown.update(("", key, truth) for key, truth in below | reasons.truths)
        self.tried |= {("", key, number) for key, number in reasons.equal}

    def _entry(self, name: str, case: Case, world: World, decisions: tuple[Decision, ...]) -> Reasons:
        measure = self.pack.measures[name]
        reasons, amounts = Reasons(world), set()
        for expected in (e for e in case.expected if e.measure == name):
            for decision in meant(decisions, expected):
                reasons.condition(measure.root, decision.subject)
                stated = expected.says_amount or expected.says_range or expected.cap_fen is not None
                if measure.amount and decision.status != "not_eligible" and (stated or expected.capped is not None):
                    amounts |= _shown_of(decision)
                    for formula in reach.formulas(measure.amount):
                        reasons.expression(formula, decision.subject)
        self.amounts.update((name, word) for word in amounts)
        self.shown.update((name, key, truth) for key, truth in reasons.truths)
        self.tried |= {(owner, key, number) for owner in (name, "") for key, number in reasons.equal}
        return reasons


def _shown_of(decision: Decision) -> set[str]:
    benefit = decision.benefit
    if benefit is None:
        return {"unknown"}
    return {"known", "capped" if benefit.capped else "whole"}


class _Teller:
    """Makes the sections out of what was counted."""

    def __init__(self, pack: Pack, tally: _Tally) -> None:
        self.pack = pack
        self.tally = tally
        self.possible = Possible(pack)
        self.speaker = Speaker(World(Book(pack, FactSet()), pack.effective[0]))
        self.reach = {m.id: reach.derived_of(pack, m) for m in pack.measures.values()}

    def entry(self, measure: Measure) -> Section:
        found = tuple(self._criterion(measure.id, c) for c in criteria(measure.root))
        cases = self.tally.cases[measure.id]
        return Section(measure.id, False, measure.title, measure.place, cases, found, self._amount(measure), ())

    def derived(self, one: Derived) -> Section:
        found = tuple(self._criterion("", c) for root in one.conditions for c in criteria(root))
        users = tuple(entry for entry, facts in self.reach.items() if one.fact.name in facts)
        name = one.fact.name
        return Section(name, True, one.fact.label, found[0].place, self.tally.cases[name], found, None, users)

    def _criterion(self, owner: str, condition: Condition) -> Criterion:
        met, not_met, unknown = (self.tally.shown[owner, condition.key, truth] for truth in (True, False, None))
        never = EVERY - self.possible.truths(condition)
        words = tuple(word for word, truth in _TRUTHS.items() if truth in never)
        label = self.speaker.label(condition)
        untried = () if words else tuple(self._untried(owner, condition))
        return Criterion(condition.key, condition.id, label, condition.place, met, not_met, unknown, words, untried)

    def _untried(self, owner: str, condition: Condition) -> Iterator[Text]:
        if not isinstance(condition, Test):
            return
        test = condition.test
        if test.op in _ORDERED and (owner, condition.key, 0) not in self.tally.tried:
            yield Text("正好落在界限上", "exactly at its limit")
        for number, side in enumerate(test.right if test.op == "in" else ()):
            if isinstance(side, Literal) and (owner, condition.key, number) not in self.tally.tried:
                shown = wording.value(side.value, side.type, self._choices(test.left))
                yield Text(f"取“{shown.zh}”这个值", f"with {shown.en}")

    def _choices(self, side: Expression) -> Mapping[str, Text]:
        return self.pack.facts[side.name].choices if isinstance(side, FactRef) else {}

    def _amount(self, measure: Measure) -> AmountCover | None:
        amount = measure.amount
        if amount is None:
            return None
        wanted = ["known"]
        if any(self.possible.unknown(e) for e in reach.formulas(amount)):
            wanted.append("unknown")
        if amount.cap and (amount.value or amount.high):
            wanted += ["capped", "whole"]
        count = {word: self.tally.amounts[measure.id, word] for word in ("known", "unknown", "capped", "whole")}
        return AmountCover(measure.place, **count, wanted=tuple(wanted))


_ORDERED = ("<", "<=", ">", ">=")
_TRUTHS: dict[str, Truth] = {"met": True, "not_met": False, "unknown": None}
