"""Readers for a replay: for many cases at once, what each measure comes to. Any of them may be put in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction

from rules.author.replay_model import Verdict
from rules.decisions import Decision
from rules.evaluation import at_rest
from rules.facts import FactSet
from rules.model import Amount, Formula, Measure, Pack
from rules.types import half_up
from rules.world import World

#: (measure, subject) to what it comes to
Verdicts = Mapping[tuple[str, str], Verdict]
#: pack and cases (facts, as-of date) to their verdicts, in the same order
Reader = Callable[[Pack, Sequence[tuple[FactSet, date]]], Sequence[Verdicts]]

NOTHING = (0, 0)


def plain(pack: Pack, cases: Sequence[tuple[FactSet, date]]) -> Sequence[Verdicts]:
    """Case by case, without proofs and sentences. Raises as :func:`rules.evaluation.evaluate` does."""
    found = []
    for facts, on in cases:
        with at_rest(pack, facts, on, reader="plain") as (world, _):
            found.append({(m.id, s): _verdict(world, m, s) for m, s in _decided(world)})
    return found


def _decided(world: World) -> Iterator[tuple[Measure, str]]:
    for measure in world.pack.measures.values():
        for subject in world.book.decided(measure.over):
            yield measure, subject


def _verdict(world: World, measure: Measure, subject: str) -> Verdict:
    truth = world.truth(measure.root, subject)
    if truth is not True:
        return Verdict("undetermined" if truth is None else "not_eligible", *NOTHING, None)
    if measure.outcome not in _GRANTING:
        return Verdict(measure.outcome, *NOTHING, None)
    return Verdict("eligible", *_money(world, measure.amount, subject))


_GRANTING = ("entitlement", "up_to", "range")


def _money(world: World, amount: Amount | None, subject: str) -> tuple[int, int, int | None]:
    """Low end, high end, cap of what is granted up to a cap. Nothing while a part of it is unknown."""
    if amount is None:
        return (*NOTHING, None)
    values = [_fen(world, f, subject) for f in (amount.value, amount.low, amount.high, amount.cap)]
    if sum(v is not None for v in values) < len(amount.formulas):
        return (*NOTHING, None)
    value, low, high, cap = values
    if value is not None:
        return (_cut(value, cap), _cut(value, cap), None)
    if low is not None and high is not None:
        return (_cut(low, cap), _cut(high, cap), None)
    return (*NOTHING, None if cap is None else half_up(cap))


def _fen(world: World, formula: Formula | None, subject: str) -> Fraction | None:
    """None where there is no formula, where its value is unknown, and where it would be negative."""
    value = world.evaluate(formula.expression, subject).value if formula else None
    if not isinstance(value, int | Fraction) or value < 0:
        return None
    return Fraction(value)


def _cut(value: Fraction, cap: Fraction | None) -> int:
    return half_up(value if cap is None else min(value, cap))


def of_decision(decision: Decision) -> Verdict:
    """The same out of a whole decision."""
    benefit = decision.benefit
    if benefit is None or not benefit.granted:
        return Verdict(decision.status, *NOTHING, None)
    low = benefit.low_fen if benefit.amount_fen is None else benefit.amount_fen
    high = benefit.high_fen if benefit.amount_fen is None else benefit.amount_fen
    return Verdict(decision.status, low or 0, high or 0, benefit.cap_fen if benefit.kind == "cap" else None)
