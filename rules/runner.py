"""Runs the cases of a pack and says, in sentences, where a decision is not what the case expects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules import cases
from rules.cases import Case, Expected
from rules.decisions import Decision, Evaluation
from rules.errors import Place, RulesError
from rules.evaluation import evaluate
from rules.model import Pack


@dataclass(frozen=True, slots=True)
class CaseResult:
    name: str
    place: Place
    failures: tuple[str, ...]  #: empty: as expected

    @property
    def passed(self) -> bool:
        return not self.failures


def run_cases(pack: Pack, *, reader: str = "durable") -> tuple[CaseResult, ...]:
    """Every case of the pack. Raises :class:`rules.errors.PackInvalid` where a case cannot be read."""
    return tuple(run_case(pack, case, reader=reader) for case in cases.load(pack))


def run_case(pack: Pack, case: Case, *, reader: str = "durable") -> CaseResult:
    try:
        evaluation = evaluate(pack, case.facts, case.on, reader=reader)
    except RulesError as error:
        return CaseResult(case.name, case.place, (f"{case.place}: {error}",))
    failures = tuple(f for expected in case.expected for f in _differences(evaluation, expected))
    return CaseResult(case.name, case.place, failures)


def _differences(evaluation: Evaluation, expected: Expected) -> Iterator[str]:
    found = [d for d in evaluation.decisions if d.measure == expected.measure]
    if expected.subject is not None:
        found = [d for d in found if d.subject == expected.subject]
    if len(found) != 1:
        subjects = ", ".join(d.subject for d in evaluation.decisions if d.measure == expected.measure)
        yield f"{expected.place}: {expected.measure} is decided for {subjects}; name one of them as `subject`"
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
    if expected.range_fen is not None:
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
    if expected.conflicts is not None:
        yield "conflicts", sorted(set(expected.conflicts)), sorted({c.name for c in decision.conflicts})
    if expected.provisional is not None:
        yield "provisional", expected.provisional, decision.provisional
    if expected.addressed is not None:
        yield "addressed", expected.addressed, decision.addressed
