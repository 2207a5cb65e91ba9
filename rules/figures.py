"""Figures in the words of a notice: amounts, shares, numbers of things, months and days, in digits or in Chinese."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from rules.types import Type, Value

_FEN = 100
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SIZES = {"万": 10**4, "亿": 10**8}
_ONE = "〇零一二两三四五六七八九"
_HAN = f"{_ONE}十百千万亿"
_N = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_ALONE = rf"(?<![\d.第{_HAN}])"
_TO = "[-—–~至到]+"
#: 30—50万元: the unit stands once
_PAIR = rf"{_ALONE}(?:(?P<low>{_N}){_TO})?(?P<high>{_N})\s*"
_MONEY = re.compile(rf"{_PAIR}(?P<unit>[十百千]?[万亿]?元|[万亿](?=[、,，。;；)）至到—~-]|$))", re.ASCII)
_MONEY_HAN = re.compile(rf"{_ALONE}(?P<low>)(?P<high>[{_HAN}]+)(?P<unit>元)")
_SHARE = re.compile(rf"{_PAIR}(?P<unit>[%‰倍折]|成(?![立员为果本功效熟交都]))", re.ASCII)
_SHARE_HAN = re.compile(rf"{_ALONE}(?P<low>)(?P<high>[{_ONE}十])(?P<unit>[倍折]|成(?![立员为果本功效熟交都]))")
_PART = re.compile(rf"{_ALONE}(?P<of>[{_HAN}]+)分之(?P<part>[{_HAN}]+)(?:点(?P<rest>[{_ONE}]+))?")
_HALF = re.compile("减半|一半|半数")
_TENTH = Fraction(1, 10)
_SHARES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "成": _TENTH, "折": _TENTH, "倍": Fraction(1)}
_COUNTED = r"个工作日|个月|个|人|名|户|家|次|天|日|年(?![\d初底末度])"
_COUNT = re.compile(rf"{_PAIR}(?P<unit>{_COUNTED})", re.ASCII)
_COUNT_HAN = re.compile(rf"{_ALONE}(?P<low>)(?P<high>[{_HAN}]+)(?P<unit>个工作日|个月|人|名|户|家|年)")
_YEAR = rf"(?P<y>\d{{4}}|[{_ONE}]{{4}})\s*年\s*"
_TWO = rf"\d{{1,2}}|[{_ONE}十]{{1,3}}"
#: 2020年2月、3月和4月; 3月15日; 2020年2至4月
_DATE = re.compile(
    rf"(?:(?<![\d{_HAN}]){_YEAR})?(?<![\d.第{_HAN}])(?P<m>{_TWO})\s*(?:月份?|(?=(?:[、和]|{_TO})\d{{1,2}}月))"
    rf"\s*(?:(?P<d>{_TWO})\s*[日号]|(?P<last>底|末))?(?:[之以]?(?P<side>[前后]))?",
    re.ASCII,
)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure in a text. Of a range with one unit (30—50万元) there are two in the same place."""

    type: Type  #: money, ratio, count or date; a month is a date of many days
    start: int  #: offset of the first character in the text
    end: int  #: exclusive, the unit included
    words: str
    unit: str
    #: fen, a share, a number; of a date the first and the last day, None where the text does not name the year
    low: Value | None
    high: Value | None


def found(text: str) -> tuple[Figure, ...]:
    """Every figure of a text in its order. Never raises."""
    plain = "".join(n if len(n := unicodedata.normalize("NFKC", sign)) == 1 else sign for sign in text)
    figures = list(_dates(plain))
    for more in (_amounts(plain), _shares(plain), _counts(plain)):
        taken = [(f.start, f.end) for f in figures]
        figures += [f for f in more if not any(start < f.end and f.start < end for start, end in taken)]
    written = [replace(f, words=text[f.start : f.end]) for f in figures]
    return tuple(sorted(written, key=lambda f: (f.start, f.end)))


def agrees(value: Value, kind: Type, words: str) -> bool | None:
    """Whether a value is among the figures of its type in the words; None: they name none, or not to the full."""
    wanted = Type.DATE if kind is Type.MONTH else kind
    figures = [f for f in found(words) if f.type is wanted]
    if not figures or any(f.low is None for f in figures):
        return None
    if wanted is not Type.DATE:
        return any(value in _readings(f) for f in figures)
    days = _days(value)
    return days is None or any(low <= days[1] and days[0] <= high for low, high in _spans(figures, words))


def _readings(figure: Figure) -> tuple[Value | None, ...]:
    """Two years are also 24 months."""
    if figure.type is Type.COUNT and figure.unit == "年" and isinstance(figure.low, int):
        return (figure.low, figure.low * _MONTHS)
    return (figure.low,)


def _days(value: Value) -> tuple[date, date] | None:
    if isinstance(value, date):
        return value, value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}", value):
        return _month(int(value[:4]), int(value[5:]))
    return None


def _spans(figures: list[Figure], words: str) -> Iterator[tuple[date, date]]:
    """The days that the figures name, and those from one to the next where the words say so."""
    before: Figure | None = None
    for figure in figures:
        assert isinstance(figure.low, date) and isinstance(figure.high, date)  # noqa: S101 - asked by the caller
        yield figure.low, figure.high
        if before is not None and isinstance(before.low, date) and re.fullmatch(
            rf"\s*(?:{_TO}|[－～―]+)\s*", words[before.end : figure.start]
        ):  # fmt: skip
            yield before.low, figure.high
        before = figure


def _dates(text: str) -> Iterator[Figure]:
    year: int | None = None
    for match in _DATE.finditer(text):
        year = _number(match["y"]) if match["y"] else year
        month, day = _number(match["m"]), _number(match["d"]) if match["d"] else None
        span = _span(year, month, day)
        if year is not None and span is None:
            continue
        low, high = span or (None, None)
        if low and high:
            low = high if match["last"] else low
            low -= timedelta(days=match["side"] == "前")
            high += timedelta(days=match["side"] == "后")
        end = match.end() if not match["side"] else match.start("side")
        words = text[match.start() : end].rstrip("之以")
        yield Figure(Type.DATE, match.start(), match.start() + len(words), words, "日" if day else "月", low, high)


def _span(year: int | None, month: int, day: int | None) -> tuple[date, date] | None:
    """First and last day; None without a year, or where there is no such day."""
    if year is None or not date.min.year < year < date.max.year or not 1 <= month <= _MONTHS:
        return None
    first, last = _month(year, month)
    if day is None:
        return first, last
    return (first.replace(day=day), first.replace(day=day)) if 1 <= day <= last.day else None


def _month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _amounts(text: str) -> Iterator[Figure]:
    for pattern in (_MONEY, _MONEY_HAN):
        for match in pattern.finditer(text):
            size = Fraction(_FEN)
            for sign in match["unit"]:
                size *= (_TENS | _SIZES).get(sign, 1)
            yield from _pair(match, Type.MONEY, size)


def _shares(text: str) -> Iterator[Figure]:
    for pattern in (_SHARE, _SHARE_HAN):
        for match in pattern.finditer(text):
            yield from _pair(match, Type.RATIO, _SHARES[match["unit"]])
    for match in _PART.finditer(text):
        rest = Fraction(_number(match["rest"]), 10 ** len(match["rest"])) if match["rest"] else 0
        whole = _number(match["of"])
        if whole:
            share = Fraction(_number(match["part"]) + rest) / whole
            yield Figure(Type.RATIO, *match.span(), match[0], "", share, share)
    for match in _HALF.finditer(text):
        yield Figure(Type.RATIO, *match.span(), match[0], "", Fraction(1, 2), Fraction(1, 2))


def _counts(text: str) -> Iterator[Figure]:
    for match in _COUNT.finditer(text):
        yield from _pair(match, Type.COUNT, Fraction(1))
    for match in _COUNT_HAN.finditer(text):
        if match["high"] != "一" or match["unit"] in ("个月", "年"):  # 一家, 一人: no figure
            yield from _pair(match, Type.COUNT, Fraction(1))


def _pair(match: re.Match[str], kind: Type, size: Fraction) -> Iterator[Figure]:
    for written in (match["low"], match["high"]):
        if written:
            exact = _exact(written) * size
            value = int(exact) if kind is not Type.RATIO and exact.denominator == 1 else exact
            yield Figure(kind, *match.span(), match[0].strip(), match["unit"], value, value)


def _exact(written: str) -> Fraction:
    plain = written.replace(",", "")
    return Fraction(plain) if plain[0].isdigit() and plain.isascii() else Fraction(_number(plain))


def _number(written: str) -> int:
    """三万五千, 二〇二〇, 15."""
    if written.isascii():
        return int(written)
    if all(sign in _DIGITS for sign in written):
        return int("".join(str(_DIGITS[sign]) for sign in written))
    total = part = digit = 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _TENS:
            part, digit = part + (digit or 1) * _TENS[sign], 0
        else:
            total, part, digit = (total + part + digit or 1) * _SIZES[sign], 0, 0
    return total + part + digit
