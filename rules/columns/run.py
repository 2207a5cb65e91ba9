"""Screens frames in chunks, two at a time, and adds up what comes of each measure."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields
from datetime import date
from typing import Any

import polars as pl

from rules.columns import decided, prepare
from rules.columns.frames import Frames, check
from rules.decisions import STATUSES
from rules.expressions import Call, Expression, facts_of, sides, walk
from rules.model import Condition, Derived, Gate, Measure, Pack, Test
from rules.screen import MeasureCount, Screening
from rules.validity import in_force

#: chunks under way at a time: Polars itself leaves a core idle between its steps
WORKERS = 2


def screen(
    pack: Pack,
    frames: Frames,
    on: date,
    named: Collection[str] | None,
    keep: bool,
    write: Callable[[pl.DataFrame], None] | None,
    size: int,
) -> Screening:
    """See :func:`rules.screen.screen`."""
    in_force(pack, on)
    check(pack, frames)
    measures = [m for m in pack.measures.values() if named is None or m.id in named]
    counts: dict[str, Counter[str]] = {m.id: Counter() for m in measures}
    kept: list[pl.DataFrame] = []
    apart = 0
    for found, alone, cases in _worked(pack, measures, on, frames, size):
        apart += alone
        for part in found:
            _count(counts, part)
        if write is not None or keep:
            made = _with_cases(found, cases)
            if write is not None:
                write(made)
            if keep:
                kept.append(made)
    return Screening(
        pack.reference, pack.content_hash, on, len(frames.cases), apart,
        tuple(_measure_count(m, counts[m.id], on) for m in measures),
        (pl.concat(kept) if kept else pl.DataFrame(schema={"case": frames.cases.schema["case"], **decided.SCHEMA}))
        if keep else None,
    )  # fmt: skip


def _worked(
    pack: Pack, measures: list[Measure], on: date, frames: Frames, size: int
) -> Iterator[tuple[list[pl.DataFrame], int, pl.DataFrame]]:
    """Decisions by measure, cases decided one by one and the cases, chunk by chunk; WORKERS are under way at a time."""
    waiting: deque[Future[tuple[list[pl.DataFrame], int, pl.DataFrame]]] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        for chunk in prepare.chunks(pack, frames, size, wanted(pack, measures)):
            waiting.append(pool.submit(_chunk, pack, measures, on, frames, chunk))
            if len(waiting) > WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _chunk(
    pack: Pack, measures: list[Measure], on: date, frames: Frames, chunk: prepare.Chunk
) -> tuple[list[pl.DataFrame], int, pl.DataFrame]:
    """Decisions by measure, how many cases were decided one by one, and the cases."""
    found, flagged = decided.in_columns(pack, measures, on, chunk)
    cases = chunk.cases.with_row_index(".")
    apart = pl.col(".").is_in(flagged.implode())
    lane = cases.filter(apart | pl.col("case").is_in(list(frames.exact)) if frames.exact else apart)
    if lane.is_empty():
        return found, 0, chunk.cases
    found = [part.filter(~pl.col(".").is_in(lane["."].implode())) for part in found]
    return [*found, decided.one_by_one(pack, measures, on, frames, lane)], len(lane), chunk.cases


def _with_cases(found: list[pl.DataFrame], cases: pl.DataFrame) -> pl.DataFrame:
    names = cases["case"]
    return pl.concat([part.select(names.gather(part["."]).alias("case"), *decided.SCHEMA) for part in found])


_MET = [status for status in STATUSES if status not in ("not_eligible", "undetermined")]


def _count(counts: dict[str, Counter[str]], part: pl.DataFrame) -> None:
    """Adds the decisions of a frame to the counts. Sums are of Int128: no chunk can overflow one."""
    fen = {name: pl.col(name).cast(pl.Int128) for name in ("amount_fen", "low_fen", "high_fen", "cap_fen")}
    granted = pl.col("status") == "eligible"
    open_ = pl.col("status") == "undetermined"
    only_cap = pl.col("amount_fen").is_null() & pl.col("high_fen").is_null()
    sums = {name: pl.when(granted).then(e).sum() for name, e in fen.items()}
    sums["cap_fen"] = pl.when(granted & only_cap).then(fen["cap_fen"]).sum()
    sums["open_fen"] = pl.when(open_).then(pl.coalesce(fen["amount_fen"], fen["high_fen"])).sum()
    states = {
        "met": pl.col("status").is_in(_MET).sum(),
        "not_eligible": ((pl.col("status") == "not_eligible") & pl.col("addressed")).sum(),
        "not_addressed": ((pl.col("status") == "not_eligible") & ~pl.col("addressed")).sum(),
        "undetermined": open_.sum(),
    }
    for row in part.group_by("measure").agg(**states, **sums).iter_rows(named=True):
        counts[row.pop("measure")].update(row)


def _measure_count(measure: Measure, counted: Counter[str], on: date) -> MeasureCount:
    until = measure.deadline.day if measure.deadline else None
    names = [field.name for field in fields(MeasureCount) if field.type == "int"]
    numbers: dict[str, Any] = {name: int(counted[name]) for name in names}
    return MeasureCount(measure.id, **numbers, deadline=until, deadline_passed=until is not None and on > until)


# -- what is read ---------------------------------------------------------------------------------------------------


def wanted(pack: Pack, measures: Collection[Measure]) -> frozenset[str]:
    """The facts and kinds of subjects that the measures speak of, through derived facts and registry lists."""
    names: set[str] = {m.over for m in measures if m.over}
    waiting: list[str] = []
    for measure in measures:
        waiting += _of_condition(measure.root, names)
        for formula in measure.amount.formulas if measure.amount else ():
            waiting += _of_expression(formula.expression, names)
    while waiting:
        name = waiting.pop()
        if name in names:
            continue
        names.add(name)
        spec = pack.facts[name]
        if pack.subjects[spec.subject].many:
            names.add(spec.subject)
        if spec.registry is not None:
            waiting.append(spec.registry.match)
        if name in pack.derived:
            waiting += _of_derived(pack.derived[name], names)
    return frozenset(names)


def _of_derived(derived: Derived, kinds: set[str]) -> list[str]:
    found = [name for when in derived.conditions for name in _of_condition(when, kinds)]
    if derived.value is not None:
        found += _of_expression(derived.value, kinds)
    return found


def _of_condition(condition: Condition, kinds: set[str]) -> list[str]:
    if isinstance(condition, Test):
        return [name for side in sides(condition.test) for name in _of_expression(side, kinds)]
    if isinstance(condition, Gate):
        return [name for child in condition.children for name in _of_condition(child, kinds)]
    return [condition.fact]


def _of_expression(expression: Expression, kinds: set[str]) -> list[str]:
    kinds.update(e.over for e in walk(expression) if isinstance(e, Call) and e.over)
    return list(facts_of(expression))
