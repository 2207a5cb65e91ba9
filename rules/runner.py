"""Runs the cases of a pack and says, in sentences, where a decision is not what the case expects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rules import cases, reach
from rules.cases import Case
from rules.decisions import Decision
from rules.errors import Place, RulesError
from rules.evaluation import at_rest, decider_of
from rules.judging import Failure, differences, other_value
from rules.model import Pack
from rules.schema import Text
from rules.world import World


@dataclass(frozen=True, slots=True)
class CaseResult:
    name: str
    place: Place
    failures: tuple[Failure, ...]  #: empty: as expected

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
                for subject in world.book.decided(pack.measures[name].over)
            )
            failures = [f for expected in case.expected for f in differences(decisions, expected)]
            failures += [f for wanted in case.facts_expected for f in other_value(world, wanted)]
            if watch is not None:
                watch(case, world, decisions)
    except RulesError as error:
        data = ", ".join(str(value) for value in error.data.values())
        text = Text(f"无法判断（{error.code}）：{data}", f"cannot be decided ({error.code}): {data}")
        return CaseResult(case.name, case.place, (Failure(case.place, text),))
    return CaseResult(case.name, case.place, tuple(failures))


def _asked(pack: Pack, case: Case) -> frozenset[str]:
    measures = [pack.measures[name] for name in dict.fromkeys(e.measure for e in case.expected)]
    return reach.conditions(pack, measures, [wanted.name for wanted in case.facts_expected])
