"""Runs the cases of a pack and says, in sentences, where a decision is not what the case expects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rules import cases, reach, wording
from rules.cases import Case
from rules.decisions import Decision
from rules.errors import Place, RulesError
from rules.evaluation import at_rest, decider_of
from rules.expectations import Expected, ExpectedFact
from rules.model import Pack
from rules.world import World


@dataclass(frozen=True, slots=True)
class CaseResult:
    name: str
    place: Place
    failures: tuple[str, ...]  #: empty: as expected

    @property
    def passed(self) -> bool:
        return not self.failures


#: what may look at a case at rest beside the judging of it: the world and the decisions the case speaks of
Watcher = Callable[[Case, World, tuple[Decision, ...]], None]


def run_cases(pack: Pack, *, reader: str = "durable", watch: Watcher | None = None) -> tuple[CaseResult, ...]:
    """Every case of the pack. Raises :class:`rules.errors.PackInvalid` where a case cannot be read."""
    return tuple(run_case(pack, case, reader=reader, watch=watch) for case in cases.load(pack))


def run_case(pack: Pack, case: Case, *, reader: str = "durable", watch: Watcher | None = None) -> CaseResult:
    """One evaluation, of the entries and derived facts that the case speaks of."""
    try:
        with at_rest(pack, case.facts, case.on, reader=reader, only=_asked(pack, case)) as (world, forward):
            decider = decider_of(world, forward)
            decisions = tuple(
                decider.decide(pack.measures[name], subject)
                for name in dict.fromkeys(e.measure for e in case.expected)
                for subject in subjects(world, pack.measures[name].over)
            )
            failures = [f for expected in case.expected for f in _differences(decisions, expected)]
            failures += [f for wanted in case.facts_expected for f in _other_value(world, wanted)]
            if watch is not None:
                watch(case, world, decisions)
    except RulesError as error:
        return CaseResult(case.name, case.place, (f"{case.place}: {error}",))
    return CaseResult(case.name, case.place, tuple(failures))


def _asked(pack: Pack, case: Case) -> frozenset[str]:
    measures = [pack.measures[name] for name in dict.fromkeys(e.measure for e in case.expected)]
    return reach.conditions(pack, measures, [wanted.name for wanted in case.facts_expected])


def subjects(world: World, over: str | None) -> tuple[str, ...]:
    """For whom a measure is decided."""
    return tuple(world.book.decided(over)) if over else ("enterprise",)


def meant(decisions: tuple[Decision, ...], expected: Expected) -> list[Decision]:
    """The decisions an expectation can mean; one, where it is well said."""
    found = [d for d in decisions if d.measure == expected.measure]
    return [d for d in found if expected.subject in (None, d.subject)]


def _other_value(world: World, wanted: ExpectedFact) -> Iterator[str]:
    found = world.value(wanted.name, wanted.subject).value
    if found != wanted.value:
        spec = world.pack.facts[wanted.name]
        got, expected = (wording.value(v, spec.type, spec.choices).en for v in (found, wanted.value))
        yield f"{wanted.place}: {wanted.name} is {got}, expected {expected}"


def _differences(decisions: tuple[Decision, ...], expected: Expected) -> Iterator[str]:
    found = meant(decisions, expected)
    if len(found) != 1:
        known = ", ".join(d.subject for d in decisions if d.measure == expected.measure)
        yield f"{expected.place}: {expected.measure} is decided for {known}; name one of them as `subject`"
        return
    decision = found[0]
    for what, wanted, got in _compared(decision, expected):
        if wanted != got:
            yield f"{expected.place}: {expected.measure}: {what} is {got}, expected {wanted}"
    lacking = [c for c in expected.because if c not in decision.because]
    if lacking:
        yield f"{expected.place}: {expected.measure}: not met: {lacking}; met are {list(decision.because)}"


def _compared(decision: Decision, expected: Expected) -> Iterator[tuple[str, object, object]]:
    benefit = decision.benefit
    yield "status", expected.status, decision.status
    if expected.says_amount:
        yield "amount in fen", expected.amount_fen, benefit.amount_fen if benefit else None
    if expected.says_range:
        yield "range in fen", expected.range_fen, (benefit.low_fen, benefit.high_fen) if benefit else None
    if expected.cap_fen is not None:
        yield "cap in fen", expected.cap_fen, benefit.cap_fen if benefit else None
    if expected.capped is not None:
        yield "capped", expected.capped, benefit.capped if benefit else None
    if expected.failing is not None:
        yield "failing", sorted(set(expected.failing)), sorted({f.id for f in decision.failing})
    missing = sorted({m.fact for m in decision.missing})
    if expected.missing is not None:
        yield "missing", sorted(set(expected.missing)), missing
    if expected.missing_has:
        wanted = sorted(set(expected.missing_has))
        yield "missing (of those named)", wanted, [m for m in missing if m in wanted]
    if expected.papers_has:
        kinds = {kind for m in decision.missing for kind in m.kinds}
        wanted = sorted(set(expected.papers_has))
        yield "papers to bring (of those named)", wanted, [kind for kind in wanted if kind in kinds]
    if expected.troubles is not None:
        yield "values without a result", sorted(set(expected.troubles)), sorted({t.code for t in decision.troubles})
    if expected.conflicts is not None:
        yield "conflicts", sorted(set(expected.conflicts)), sorted({c.name for c in decision.conflicts})
    if expected.provisional is not None:
        yield "provisional", expected.provisional, decision.provisional
    if expected.addressed is not None:
        yield "addressed", expected.addressed, decision.addressed
