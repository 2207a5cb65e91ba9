"""A cell's number as its format shows it: decimals, thousands, percent, accounting brackets, dates, Chinese numerals.

Written from the format codes' description in ECMA-376 part 1, 18.8.30-31. What a format does not say in digits (the
blank as wide as a bracket, the filling of a cell's width) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import lru_cache

from extractors.backends.format_dates import dated, is_dated
from extractors.backends.format_numerals import chinese

#: formats that files name by number only. 14 and 27 to 58 stand as a Chinese system shows them
BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "General",
    13: "General", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"',
    30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"',
    35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '¥#,##0;-¥#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '¥#,##0.00;-¥#,##0.00;"-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
#: digits that Excel itself shows and computes with; what a file holds beyond them is the binary number's noise
_DIGITS = 15
_CONDITION = re.compile(r"^(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_CURRENCY = re.compile(r"^\$([^-]*)(-.*)?$")
_GENERAL = ("general", "g/通用格式", "通用格式")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a section: ``what`` is lit, digit, dot, comma, percent, exp, text, date, elapsed or general."""

    what: str
    text: str


@dataclass(frozen=True, slots=True)
class _Section:
    parts: tuple[Part, ...]
    condition: tuple[str, Decimal] | None
    numerals: int  #: 0: Arabic; 1, 2: Chinese, plain or banking


def shown(raw: str, code: str, *, from_1904: bool = False) -> str:
    """The number ``raw`` (decimal text, as the file holds it) under the format ``code``.

    Raises ValueError where ``raw`` is no finite number. A code that cannot be followed shows the plain number.
    """
    number = _number(raw)
    sections = _sections(code)
    section, signed = _chosen(sections, number)
    if section is None:
        return _general(number)
    if is_dated(section.parts):
        day = _moment(number, from_1904)
        return _general(number) if day is None else dated(section.parts, *day, numerals=section.numerals)
    text = _formed(section, abs(number))
    if number < 0 and any(char in "123456789" for char in text):
        # a section that tells less than nothing by its colour only: the words have none
        return f"-{text}" if not signed or not any(mark in text for mark in _MINUS) else text
    return text


def shown_text(text: str, code: str) -> str:
    """A text under a format: the fourth section, or the only one with an ``@``, may put words around it."""
    sections = _sections(code)
    for section in (*sections[3:4], *sections[:1]):
        if any(part.what == "text" for part in section.parts):
            return "".join(text if part.what == "text" else part.text for part in section.parts)
    return text


def _number(raw: str) -> Decimal:
    try:
        number = Decimal(raw.strip())
    except ArithmeticError:
        raise ValueError(f"no number: {raw[:40]!r}") from None
    if not number.is_finite() or number.adjusted() > 308:
        raise ValueError(f"no number: {raw[:40]!r}")
    with localcontext() as context:
        context.prec = _DIGITS
        return +number


def _general(number: Decimal) -> str:
    """All digits, where Excel would round to the width of the cell: a reader wants the value."""
    if number == 0:
        return "0"
    number = number.normalize()
    if -10 < number.adjusted() < _DIGITS:
        return format(number, "f")
    mantissa, _, exponent = format(number, "E").partition("E")
    return f"{mantissa}E{int(exponent):+03d}"


def _moment(number: Decimal, from_1904: bool) -> tuple[datetime, Decimal] | None:
    """The moment and the days it stands for; None for what is none (negative, beyond the year 9999)."""
    days = number + (1462 if from_1904 else 0)
    if not 0 <= days < 2_958_466:
        return None
    # 1900 was no leap year, and the numbers count as if it had been one
    start = datetime(1899, 12, 31) if days < 60 else datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
    seconds = (days * 86_400).to_integral_value(ROUND_HALF_UP)
    return start + timedelta(seconds=int(seconds)), days


def _chosen(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, bool]:
    """The section for a number, and whether it writes the sign of a negative one itself."""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(section.condition, number):
                return section, section.condition is not None and section.condition[0].startswith("<")
        return None, False
    if number < 0 and len(sections) > 1:
        return sections[1], True
    if number == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit,
        "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


#: what a format writes about a number that is less than nothing
_MINUS = ("-", "−", "－", "(", "（", "△", "▲", "负", "贷", "亏")


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    sections = tuple(_section(piece) for piece in _split(code))
    return sections or (_Section((Part("general", ""),), None, 0),)


def _split(code: str) -> Iterator[str]:
    """Sections of a code, at semicolons outside quotes and brackets."""
    start, quoted, index = 0, False, 0
    while index < len(code):
        char = code[index]
        if char == '"':
            quoted = not quoted
        elif not quoted and char in "\\!_*":
            index += 1
        elif not quoted and char == ";":
            yield code[start:index]
            start = index + 1
        index += 1
    yield code[start:]


def _section(code: str) -> _Section:
    parts: list[Part] = []
    condition: tuple[str, Decimal] | None = None
    numerals = 0
    index = 0
    while index < len(code):
        char = code[index]
        rest = code[index:]
        general = next((word for word in _GENERAL if rest.lower().startswith(word)), None)
        if general:
            parts.append(Part("general", ""))
            index += len(general)
        elif char == '"':
            end = code.find('"', index + 1)
            end = len(code) if end < 0 else end
            parts.append(Part("lit", code[index + 1 : end]))
            index = end + 1
        elif char in "\\!":
            parts.append(Part("lit", code[index + 1 : index + 2]))
            index += 2
        elif char in "_*":  # the width of a character, and what fills the cell: no text
            index += 2
        elif char == "[":
            end = code.find("]", index)
            end = len(code) if end < 0 else end
            inside = code[index + 1 : end]
            index = end + 1
            if match := _CONDITION.match(inside):
                condition = (match[1], Decimal(match[2]))
            elif inside.lower().startswith("dbnum"):
                numerals = {"1": 1, "2": 2}.get(inside[5:6], 0)
            elif (inside and set(inside.lower()) <= {"h"}) or set(inside.lower()) in ({"m"}, {"s"}):
                parts.append(Part("elapsed", inside.lower()))
            elif match := _CURRENCY.match(inside):
                parts.append(Part("lit", match[1]))
        else:
            what, text = _plain(rest)
            parts.append(Part(what, text))
            index += len(text)
    return _Section(tuple(part for part in parts if part.text or part.what == "general"), condition, numerals)


_PLAIN = (
    ("date", re.compile(r"am/pm|a/p|上午/下午|y+|m+|d+|h+|s+(?:\.0+)?|e+(?![+-])|aaaa?|bbbb|bb", re.IGNORECASE)),
    ("exp", re.compile(r"[eE][+-]")),
    ("digit", re.compile(r"[0#?]")),
    ("dot", re.compile(r"\.")),
    ("comma", re.compile(r",")),
    ("percent", re.compile(r"%")),
    ("text", re.compile(r"@")),
)


def _plain(rest: str) -> tuple[str, str]:
    for what, pattern in _PLAIN:
        if match := pattern.match(rest):
            return what, match.group()
    return "lit", rest[0]


def _formed(section: _Section, number: Decimal) -> str:
    """A number that is not negative, under one section."""
    parts = section.parts
    if any(part.what == "general" for part in parts):
        plain = chinese(_general(number), section.numerals) if section.numerals else _general(number)
        return "".join(plain if p.what == "general" else p.text for p in parts if p.what in ("general", "lit"))
    places = [index for index, part in enumerate(parts) if part.what == "digit"]
    if not places:
        return "".join(_general(number) if p.what == "text" else p.text for p in parts if p.what in ("lit", "text"))
    exponent = next((i for i, part in enumerate(parts) if part.what == "exp"), None)
    if exponent is not None:
        return _scientific(parts, exponent, number)
    dot = next((i for i, part in enumerate(parts) if part.what == "dot"), None)
    whole = [i for i in places if dot is None or i < dot]
    decimals = [i for i in places if dot is not None and i > dot]
    last = whole[-1] if whole else -1
    commas = [i for i, part in enumerate(parts) if part.what == "comma"]
    # a comma behind the last digit divides by a thousand, one between digits groups them
    thousands = sum(1 for i in commas if i > last and (dot is None or i < dot or i > max(decimals, default=0)))
    grouped = any(whole and whole[0] < i < last for i in commas)
    percents = sum(1 for part in parts if part.what == "percent")
    scaled = number.scaleb(2 * percents - 3 * thousands)
    with localcontext() as context:
        context.prec = 400
        rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    digits, _, fraction = format(rounded, "f").partition(".")
    written = _whole(parts, whole, digits.lstrip("0"), grouped)
    written |= _fraction(parts, decimals, fraction)
    out: list[str] = []
    for index, part in enumerate(parts):
        if part.what in ("lit", "percent"):
            out.append(part.text)
        elif part.what == "dot":
            out.append("." if any(written.get(i) for i in decimals) or not decimals else "")
        else:
            out.append(written.get(index, ""))
    text = "".join(out)
    return chinese(text, section.numerals) if section.numerals else text


def _whole(parts: tuple[Part, ...], places: list[int], digits: str, grouped: bool) -> dict[int, str]:
    """Digits before the point put into their places from the right; the first place takes what is left."""
    written: dict[int, str] = {}
    taken = 0
    for nth, index in enumerate(reversed(places)):
        final = nth == len(places) - 1
        left = max(0, len(digits) - taken)
        own = digits[:left] if final else digits[max(0, left - 1) : left]
        if not own and parts[index].text == "0":
            own = "0"
        shown = ""
        for offset, digit in enumerate(reversed(own)):
            behind = taken + offset
            shown = digit + ("," if grouped and behind and behind % 3 == 0 else "") + shown
        written[index] = shown
        taken += max(1, len(own))
    return written


def _fraction(parts: tuple[Part, ...], places: list[int], digits: str) -> dict[int, str]:
    kept = len(places)
    while kept and parts[places[kept - 1]].text != "0" and digits[kept - 1] == "0":
        kept -= 1
    return {index: digits[nth] for nth, index in enumerate(places) if nth < kept}


def _scientific(parts: tuple[Part, ...], exponent: int, number: Decimal) -> str:
    dot = next((i for i, part in enumerate(parts) if part.what == "dot"), exponent)
    decimals = sum(1 for i, part in enumerate(parts) if part.what == "digit" and dot < i < exponent)
    mantissa, _, power = format(number, f".{decimals}E").partition("E")
    sign = "-" if int(power) < 0 else "+" if parts[exponent].text.endswith("+") else ""
    width = sum(1 for i, part in enumerate(parts) if part.what == "digit" and i > exponent)
    return f"{mantissa}E{sign}{abs(int(power)):0{max(1, width)}d}"
