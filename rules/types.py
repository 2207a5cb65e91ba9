"""The types of facts, parameters and expressions, and the literal values of each.

money     int fen in facts; inside an expression a Fraction of a fen until it is rounded
count     int
ratio     Fraction (a share: 0.8 is 80 %)
number    Fraction or int: a measurement (its label names the unit); what arithmetic over counts and ratios gives
date      datetime.date
month     "YYYY-MM"
text, choice  str
bool      bool
schedule  tuple of RentStep
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Type(StrEnum):
    MONEY = "money"
    COUNT = "count"
    RATIO = "ratio"
    NUMBER = "number"
    DATE = "date"
    MONTH = "month"
    TEXT = "text"
    CHOICE = "choice"
    BOOL = "bool"
    SCHEDULE = "schedule"


#: types a fact may have
FACT_TYPES = tuple(Type)
#: types a parameter may have
PARAM_TYPES = (Type.MONEY, Type.COUNT, Type.RATIO, Type.NUMBER, Type.DATE, Type.MONTH, Type.TEXT, Type.BOOL)
NUMERIC = (Type.COUNT, Type.RATIO, Type.NUMBER)
ORDERED = (Type.MONEY, Type.DATE, Type.MONTH, *NUMERIC)
#: types whose values follow one another: fen, days, months
WHOLE_STEPS = (Type.MONEY, Type.COUNT, Type.DATE, Type.MONTH)

PER = ("month", "quarter", "year", "total")
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class RentStep:
    """One step of a rent schedule. Days inclusive at both ends."""

    start: date
    end: date
    amount: int  #: fen
    per: str  #: month, quarter, year, total


Value = int | Fraction | date | str | bool | tuple[RentStep, ...]


#: months since year 0 that can be written ``YYYY-MM``
MONTHS = range(12, 120_000)


def months_of(month: str) -> int:
    """Months since year 0. Raises ValueError for anything but ``YYYY-MM``."""
    found = _MONTH.fullmatch(month)
    if not found:
        raise ValueError(month)
    return int(found[1]) * 12 + int(found[2]) - 1


def month_text(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def fits(value: object, kind: Type) -> bool:
    """Whether ``value`` is what a fact of this type holds."""
    if kind is Type.BOOL:
        return isinstance(value, bool)
    if kind in (Type.MONEY, Type.COUNT):
        return isinstance(value, int) and not isinstance(value, bool)
    if kind in (Type.RATIO, Type.NUMBER):
        return isinstance(value, int | Fraction) and not isinstance(value, bool)
    if kind is Type.DATE:
        return isinstance(value, date)
    if kind is Type.MONTH:
        return isinstance(value, str) and bool(_MONTH.fullmatch(value))
    if kind in (Type.TEXT, Type.CHOICE):
        return isinstance(value, str) and bool(value)
    return isinstance(value, tuple) and bool(value) and all(isinstance(step, RentStep) for step in value)


def half_up(amount: Fraction | int) -> int:
    """To the nearest whole, halves away from zero: how amounts of money are rounded to fen."""
    whole = Fraction(amount)
    sign = -1 if whole < 0 else 1
    return sign * ((abs(whole) * 2 + 1) // 2).__int__()
