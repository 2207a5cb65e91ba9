"""A moment under a date format. Chinese and ISO-like formats as they are; others, where a reader would have to guess
which number is the month (``m-d-yy``), as year-month-day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from extractors.backends.format_numerals import by_digit, counted

_WEEK = "一二三四五六日"
_ENGLISH_MONTH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Part(Protocol):
    @property
    def what(self) -> str: ...
    @property
    def text(self) -> str: ...


def is_dated(parts: Sequence[Part]) -> bool:
    return any(part.what in ("date", "elapsed") for part in parts)


def dated(parts: Sequence[Part], moment: datetime, days: Decimal, *, numerals: int) -> str:
    """``days``: the number itself, for hours that run beyond a day."""
    kinds = _kinds(parts)
    order = "".join(kind for kind in kinds if kind in "ymd")
    long_year = any(
        (k == "y" and len(p.text) > 2) or p.text.lower().startswith("e") for k, p in zip(kinds, parts, strict=True)
    )
    if set(order) == {"y", "m", "d"} and not (order == "ymd" and long_year):
        day = moment.strftime("%Y-%m-%d")
        return f"{day} {moment:%H:%M}" if "h" in kinds else day
    if order in ("my", "ym") and not long_year:
        return moment.strftime("%Y-%m")
    half = any(part.what == "date" and "/" in part.text for part in parts)
    return "".join(
        _one(kind, part.text, moment, days, numerals, half) for kind, part in zip(kinds, parts, strict=True)
    ).strip()


def _kinds(parts: Sequence[Part]) -> list[str]:
    """y, m, d, h, n (minutes), s, a (half of the day), w (weekday), x (elapsed) or t (text) for each part."""
    kinds: list[str] = []
    for part in parts:
        if part.what == "elapsed":
            kinds.append("x")
        elif part.what == "date":
            first = part.text[0].lower()
            if "/" in part.text:
                kinds.append("a")
            elif first == "a" or (first == "d" and len(part.text) > 2):
                kinds.append("w")
            else:
                kinds.append("y" if first in "eb" else first)
        else:
            kinds.append("t")
    clock = [i for i, kind in enumerate(kinds) if kind not in ("t",)]
    for nth, index in enumerate(clock):
        before = kinds[clock[nth - 1]] if nth else ""
        after = kinds[clock[nth + 1]] if nth + 1 < len(clock) else ""
        if kinds[index] == "m" and len(parts[index].text) < 3 and (before in ("h", "x") or after == "s"):
            kinds[index] = "n"
    return kinds


def _one(kind: str, code: str, moment: datetime, days: Decimal, numerals: int, half: bool) -> str:
    if kind == "t":
        return code
    if kind == "y":
        year = f"{moment:%y}" if len(code) == 2 and code[0].lower() != "e" else f"{moment.year:04d}"
        return by_digit(year, numerals) if numerals else year
    if kind == "m" and len(code) >= 3:
        return _ENGLISH_MONTH[moment.month - 1]
    if kind == "w":
        name = _WEEK[moment.weekday()]
        return name if code.lower() == "aaa" else f"星期{name}"
    if kind == "a":
        return "上午" if moment.hour < 12 else "下午"
    if kind == "x":
        return str(int(days * {"h": 24, "m": 1440, "s": 86_400}[code[0]]))
    hour = (moment.hour % 12 or 12) if half else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[kind]
    if numerals:
        return counted(number, numerals)
    width = len(re.sub(r"\..*", "", code))
    return f"{number:02d}" if width > 1 else str(number)
