"""Values in words, Chinese and English: money with thousands, shares in per cent, dates as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from rules.schema import Text
from rules.types import RentStep, Type, Value, half_up

UNKNOWN = Text("未知", "unknown")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PER = {
    "month": ("每月", "a month"),
    "quarter": ("每季度", "a quarter"),
    "year": ("每年", "a year"),
    "total": ("共", "in all"),
}


def value(
    given: Value | None, kind: Type, choices: Mapping[str, Text] | None = None, apart: Value | None = None
) -> Text:
    """``apart``: a value the text must not look equal to unless it is."""
    if given is None:
        return UNKNOWN
    if isinstance(given, bool):
        return Text("是", "yes") if given else Text("否", "no")
    if isinstance(given, tuple):
        steps = [_step(step) for step in given]
        return Text("；".join(s.zh for s in steps), "; ".join(s.en for s in steps))
    if isinstance(given, date):
        return Text(
            f"{given.year}年{given.month}月{given.day}日", f"{given.day} {_MONTHS[given.month - 1]} {given.year}"
        )
    if isinstance(given, str):
        if kind is Type.MONTH:
            year, month = given.split("-")
            return Text(f"{year}年{int(month)}月", f"{_MONTHS[int(month) - 1]} {year}")
        return (choices or {}).get(given, Text(given, given))
    if kind is Type.MONEY:
        return yuan(given)
    if kind is Type.RATIO:
        number = _decimal(Fraction(given) * 100, Fraction(apart) * 100 if isinstance(apart, int | Fraction) else None)
        return Text(f"{number}%", f"{number}%")
    number = _decimal(Fraction(given), Fraction(apart) if isinstance(apart, int | Fraction) else None)
    return Text(number, number)


def yuan(fen: int | Fraction) -> Text:
    """45,000元; 999,999.99元. Parts of a fen are rounded for showing only."""
    number = _places(Fraction(half_up(fen), 100), 2).removesuffix(".00")
    return Text(f"{number}元", f"{number} yuan")


def _decimal(number: Fraction, apart: Fraction | None) -> str:
    """Exact where four places do, else two places, or as many as keep it apart from another number."""
    for places in (0, 1, 2, 3, 4):
        if (number * 10**places).denominator == 1:
            return _places(number, places)
    for places in range(2, 13):
        text = _places(number, places)
        if apart is None or apart == number or text != _places(apart, places):
            return text
    return _places(number, 12)


def _places(number: Fraction, places: int) -> str:
    whole, part = divmod(abs(half_up(number * 10**places)), 10**places)
    sign = "-" if number < 0 and (whole or part) else ""
    return f"{sign}{whole:,}" + (f".{part:0{places}d}" if places else "")


def _step(step: RentStep) -> Text:
    zh, en = _PER[step.per]
    amount = yuan(step.amount)
    start, end = value(step.start, Type.DATE), value(step.end, Type.DATE)
    return Text(f"{start.zh}至{end.zh}{zh}{amount.zh}", f"{start.en} to {end.en}: {amount.en} {en}")
