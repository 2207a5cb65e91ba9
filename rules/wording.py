"""Values in words, Chinese and English: money as the notices write it, shares in per cent, dates as people say them.

Two ways to write money: :func:`yuan` counts it out (45,000元) for sums that have to add up; :func:`money` says it as a
notice does (100万元, 2亿元) where it is whole. What had to be rounded says so: 约33.33%, about 33.33%.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
_WAN = 10_000 * 100  #: fen
_YI = 10_000 * _WAN
_LEAST = 2  #: decimal places of a number that has to be rounded
_FULL = 4  #: decimal places up to which a number is written out as it is


def value(
    given: Value | None,
    kind: Type,
    choices: Mapping[str, Text] | None = None,
    apart: Value | Iterable[Value | None] | None = None,
) -> Text:
    """``apart``: values the text must not look equal to unless it is equal to them."""
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
            return Text(f"{int(year)}年{int(month)}月", f"{_MONTHS[int(month) - 1]} {int(year)}")
        return (choices or {}).get(given, Text(given, given))
    scale = {Type.RATIO: Fraction(100), Type.MONEY: Fraction(1, 100)}.get(kind, Fraction(1))
    others = [Fraction(a) * scale for a in _listed(apart) if isinstance(a, int | Fraction)]
    number, rounded = _decimal(Fraction(given) * scale, others, fixed=2 if kind is Type.MONEY else None)
    unit = {Type.RATIO: ("%", "%"), Type.MONEY: ("元", " yuan")}.get(kind, ("", ""))
    return Text(f"{'约' * rounded}{number}{unit[0]}", f"{'about ' * rounded}{number}{unit[1]}")


def exact(given: Value, kind: Type, choices: Mapping[str, Text] | None = None) -> Text:
    """A value that stands in a rule: never rounded, money as a notice writes it."""
    if isinstance(given, bool) or not isinstance(given, int | Fraction):
        return value(given, kind, choices)
    if kind is Type.MONEY and isinstance(given, int):
        return money(given)
    number = Fraction(given) * (100 if kind is Type.RATIO else 1)
    if not _ends(number.denominator):
        written = f"{Fraction(given).numerator}/{Fraction(given).denominator}"  # a share like 1/3 has no decimal form
        return Text(written, written)
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
    text = _places(number, places) + ("%" if kind is Type.RATIO else "")
    return Text(text, text)


def yuan(fen: int | Fraction) -> Text:
    """45,000元; 999,999.99元. Parts of a fen are rounded for showing only."""
    number = _places(Fraction(half_up(fen), 100), 2).removesuffix(".00")
    return Text(f"{number}元", f"{number} yuan")


def money(fen: int) -> Text:
    """100万元, 1,540元, 2亿元: in 万 or 亿 where that is a whole number. English counts it out."""
    english = yuan(fen).en
    for unit, word in ((_YI, "亿"), (_WAN, "万")):
        if fen and fen % unit == 0:
            return Text(f"{_places(Fraction(fen, unit), 0)}{word}元", english)
    return Text(yuan(fen).zh, english)


def span(first: str, last: str) -> Text:
    """Months from first to last: 2020年2月至4月, February to April 2020."""
    one, other = value(first, Type.MONTH), value(last, Type.MONTH)
    if first == last:
        return one
    if first[:4] == last[:4]:
        return Text(f"{one.zh}至{other.zh.partition('年')[2]}", f"{one.en.partition(' ')[0]} to {other.en}")
    return Text(f"{one.zh}至{other.zh}", f"{one.en} to {other.en}")


def _listed(apart: Value | Iterable[Value | None] | None) -> Iterable[Value | None]:
    if apart is None or isinstance(apart, int | Fraction | str | date):
        return (apart,)
    return apart  # type: ignore[return-value]


def _ends(denominator: int) -> bool:
    """Whether a fraction with this denominator has a decimal form that ends."""
    for prime in (2, 5):
        while denominator % prime == 0:
            denominator //= prime
    return denominator == 1


def _decimal(number: Fraction, apart: Iterable[Fraction], fixed: int | None = None) -> tuple[str, bool]:
    """The number, and whether it had to be rounded.

    Exact where few places do (money: none or two). Else rounded, with as many places as it takes not to look like a
    rounder number than it is (79.9999998 is never 80.00) nor like one it must be kept apart from.
    """
    for places in (0, fixed) if fixed else range(_FULL + 1):
        if (number * 10**places).denominator == 1:
            return _places(number, places), False
    others = [other for other in apart if other != number]
    places = _LEAST
    while True:
        text = _places(number, places)
        if not text.endswith("0") and all(text != _places(other, places) for other in others):
            return text, (number * 10**places).denominator != 1
        places += 1


def _places(number: Fraction, places: int) -> str:
    whole, part = divmod(abs(half_up(number * 10**places)), 10**places)
    sign = "-" if number < 0 and (whole or part) else ""
    return f"{sign}{whole:,}" + (f".{part:0{places}d}" if places else "")


def _step(step: RentStep) -> Text:
    zh, en = _PER[step.per]
    amount = yuan(step.amount)
    start, end = value(step.start, Type.DATE), value(step.end, Type.DATE)
    return Text(f"{start.zh}至{end.zh}{zh}{amount.zh}", f"{start.en} to {end.en}: {amount.en} {en}")
