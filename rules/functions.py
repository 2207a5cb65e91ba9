"""What the functions of the expression language compute, on known values: exact, no floats."""

from __future__ import annotations

import calendar
from datetime import date
from fractions import Fraction

from rules.types import MONTHS, RentStep, half_up, month_text, months_of

#: a series longer than this is a mistake in the pack, not a period of a notice
MONTHS_LIMIT = 240


class Uncomputable(Exception):
    """The values are known and give no result; ``code`` says why, stable."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def month_range(first: str, last: str) -> list[str]:
    """Months from first to last, both included."""
    start, end = months_of(first), months_of(last)
    if end < start or end - start >= MONTHS_LIMIT:
        raise Uncomputable("month_range")
    return [month_text(n) for n in range(start, end + 1)]


def later(day: date | str, by: Fraction | int) -> date | str:
    """A date some days later, a month some months later (or earlier: negative)."""
    if Fraction(by).denominator != 1:
        raise Uncomputable("part_of_a_day")
    try:
        if isinstance(day, date):
            return date.fromordinal(day.toordinal() + int(by))
        number = months_of(day) + int(by)
    except (ValueError, OverflowError) as error:
        raise Uncomputable("date_range") from error
    if number not in MONTHS:
        raise Uncomputable("date_range")
    return month_text(number)


def due(schedule: tuple[RentStep, ...], start: date, end: date, month: str) -> int:
    """Rent due for one calendar month, in fen, half-up.

    Days of the month outside ``start..end`` owe nothing. A month's rent goes by calendar days; a quarter's rent is
    three equal months, a year's twelve; a total is spread evenly over the days of its step. A day of the term that
    no step covers, or two cover, makes the rent uncomputable: schedule_gap, schedule_overlap.
    """
    if end < start:
        raise Uncomputable("term_reversed")
    number = months_of(month)
    year, in_year = number // 12, number % 12 + 1
    days = calendar.monthrange(year, in_year)[1]
    first = max(date(year, in_year, 1).toordinal(), start.toordinal())
    last = min(date(year, in_year, days).toordinal(), end.toordinal())
    total = Fraction(0)
    covered = 0
    for step in schedule:
        inside = min(last, step.end.toordinal()) - max(first, step.start.toordinal()) + 1
        if inside > 0:
            covered += inside
            total += _daily(step, days) * inside
    wanted = max(0, last - first + 1)
    if covered != wanted:
        raise Uncomputable("schedule_gap" if covered < wanted else "schedule_overlap")
    return half_up(total)


def _daily(step: RentStep, days: int) -> Fraction:
    """Fen per day in a month of so many days."""
    if step.per == "total":
        return Fraction(step.amount, (step.end - step.start).days + 1)
    return Fraction(step.amount, {"month": 1, "quarter": 3, "year": 12}[step.per] * days)
