"""``due`` over columns: the rent of one calendar month out of a schedule, as :func:`rules.functions.due` says it."""

from __future__ import annotations

from functools import reduce
from operator import add

import polars as pl

from rules.columns import exact, values
from rules.columns.exact import Flags, Int, Num
from rules.columns.sheet import Sheet
from rules.columns.values import PER, Step, Steps

#: ordinal of 1970-01-01, from which Polars counts days
EPOCH = 719163


def due(schedule: Steps, start: Num, end: Num, month: Num, sheet: Sheet, flags: Flags) -> Num:
    """Fen, half up. Null where the term is turned, where a day of it has no step and where one has two."""
    opens, days = _month(month.n.e, sheet)
    first, last = sheet.keep(pl.max_horizontal(opens, start.n.e), pl.min_horizontal(opens + days - 1, end.n.e))
    wanted = (last - first + 1).clip(lower_bound=0)
    parts: list[Num] = []
    covered = []
    for step in schedule.steps:
        inside = sheet.keep(_inside(step, first, last))[0]
        covered.append(inside)
        part = sheet.hold(_part(step, inside, days, sheet, flags), flags)
        parts += [part] if isinstance(part, Num) else []
    fits = reduce(add, covered, pl.lit(0, dtype=pl.Int64)) == wanted
    right = fits & (start.n.e <= end.n.e) & schedule.count.e.is_not_null() & opens.is_not_null()
    total = reduce(lambda a, b: exact.add(a, b, flags), parts) if parts else Num(exact.literal(0))
    rounded = exact.rounded(total, flags)
    return Num(Int(pl.when(right).then(rounded.e), rounded.hi))


def _month(month: pl.Expr, sheet: Sheet) -> tuple[pl.Expr, pl.Expr]:
    """The first day of a month as an ordinal, and its days."""
    first = pl.date(month // 12, month % 12 + 1, 1)
    opens = first.cast(pl.Int32).cast(pl.Int64) + EPOCH
    days = first.dt.days_in_month().cast(pl.Int64)
    made = sheet.keep(opens, days)
    return made[0], made[1]


def _inside(step: Step, first: pl.Expr, last: pl.Expr) -> pl.Expr:
    """Days of the step between two days; 0 where there is no such step."""
    both = pl.min_horizontal(last, step.end.e) - pl.max_horizontal(first, step.start.e) + 1
    return pl.when(step.start.e.is_not_null()).then(both.clip(lower_bound=0)).otherwise(0).cast(pl.Int64)


def _part(step: Step, inside: pl.Expr, days: pl.Expr, sheet: Sheet, flags: Flags) -> Num:
    """What a step owes for so many days."""
    per, amount = step.per.e, Int(step.amount.e.fill_null(0), step.amount.hi)
    above = exact.times(amount, Int(inside, 31), flags)
    total = per == PER["total"]
    spread = step.end.e - step.start.e + 1
    below = pl.when(inside == 0).then(1).when(total).then(spread).otherwise(per * days).cast(pl.Int64)
    most = max(values.LAST_DAY, 12 * 31)
    return Num(above, Int(sheet.keep(below)[0], most))
