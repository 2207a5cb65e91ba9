"""Dates, months and ranges in normalised text. A date with a hole in it (2019年__月__日) is no date."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors import numerals

_GAP = r"[ \t_]*"
_HAN = "〇零一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾"
#: 二0一八年: the round of a year in words is often the figure
_YEAR_DIGITS = "〇零0○一二三四五六七八九壹贰叁肆伍陆柒捌玖"
_DATE = re.compile(
    rf"(?<![\d〇零一二三四五六七八九])(?P<y>(?:19|20)\d\d|[一二壹贰][{_YEAR_DIGITS}]{{3}}){_GAP}年{_GAP}"
    rf"(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}}){_GAP}月{_GAP}(?P<d>\d{{1,2}}|[{_HAN}]{{1,3}}){_GAP}[日号]"
    r"|(?<![\d.])(?P<y2>(?:19|20)\d\d)(?P<s>[-/.]) ?(?P<m2>\d{1,2})(?P=s) ?(?P<d2>\d{1,2})(?![\d]|\.\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)")
_MONTH = re.compile(
    rf"(?<![\d〇零一二三四五六七八九])(?P<y>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}}){_GAP}年{_GAP}"
    rf"(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}}){_GAP}月"
    r"|(?<![\d.])(?P<y2>(?:19|20)\d\d)[-/.](?P<m2>0?[1-9]|1[0-2])(?![-/.]?\d)"
)
_COMPACT_MONTH = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?!\d)")
_EARLIEST, _LATEST = 1949, 2100


@dataclass(frozen=True, slots=True)
class Dated:
    start: int
    end: int
    value: date


def _day(year: int | None, month: int | None, day: int | None) -> date | None:
    if year is None or month is None or day is None or not _EARLIEST <= year <= _LATEST:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(text: str) -> int | None:
    if text.isdigit() and text.isascii():
        return int(text)
    return numerals.positional(text.replace("0", "〇").replace("○", "〇"))


def find(text: str, start: int = 0, end: int | None = None, *, compact: bool = False) -> Iterator[Dated]:
    """Every real calendar date of ``text[start:end]`` in order. ``compact``: 20190605 counts too."""
    stop = len(text) if end is None else end
    for match in _DATE.finditer(text, start, stop):
        y, m, d = match["y"] or match["y2"], match["m"] or match["m2"], match["d"] or match["d2"]
        value = _day(_year(y), numerals.number(m), numerals.number(d))
        if value:
            yield Dated(match.start(), match.end(), value)
    if compact:
        for match in _COMPACT.finditer(text, start, stop):
            value = _day(int(match["y"]), int(match["m"]), int(match["d"]))
            if value:
                yield Dated(match.start(), match.end(), value)


def month_name(year: int, month: int) -> str:
    """``YYYY-MM``."""
    return f"{year:04d}-{month:02d}"


def find_months(text: str, *, compact: bool = False) -> list[str]:
    """Every month named with its year, in order, ``YYYY-MM``. The month of a full date counts."""
    found: list[tuple[int, str]] = []
    for match in _MONTH.finditer(text):
        year, month = _year(match["y"] or match["y2"]), numerals.number(match["m"] or match["m2"])
        if year and month and 1 <= month <= 12 and _EARLIEST <= year <= _LATEST:
            found.append((match.start(), month_name(year, month)))
    for dated in find(text):
        found.append((dated.start, month_name(dated.value.year, dated.value.month)))
    if compact:
        found += [(m.start(), month_name(int(m["y"]), int(m["m"]))) for m in _COMPACT_MONTH.finditer(text)]
    return list(dict.fromkeys(value for _, value in sorted(found)))


_TO = r"(?:起)?(?:至|到|-+|~+)(?:止)?"
_YEAR = r"(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3}"
_NUMBER = rf"\d{{1,2}}|[{_HAN}]{{1,3}}"
_ONE = rf"(?:(?P<%sy>{_YEAR})年)?(?P<%sm>{_NUMBER})月(?:份)?(?:(?:{_NUMBER})[日号])?"
_RANGE = re.compile(rf"{_ONE % ('a', 'a')}{_TO}{_ONE % ('b', 'b')}")
_LISTED = re.compile(
    rf"(?:(?P<y>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}})年)?(?P<m>\d{{1,2}}|[{_HAN}]{{1,3}})(?:月份|月|(?=、\d))"
)


def month_list(text: str) -> tuple[str, ...]:
    """All months that a phrase covers: 2020年2月、3月和4月; 2020年2月至4月; 2020年3月1日至4月30日. Sorted, ``YYYY-MM``.

    A month without a year takes the year before it in the phrase; without any year it is left out.
    """
    text = re.sub(r"[ \t_]", "", text)
    text = re.sub(r"(?<![\d.])((?:19|20)\d\d)[-/.](0?[1-9]|1[0-2])(?:[-/.](\d{1,2}))?(?!\d)", _spelled, text)
    months: set[str] = set()
    rest = text
    for match in _RANGE.finditer(text):
        first_year = _year(match["ay"]) if match["ay"] else _year_before(text, match.start())
        first, last = numerals.number(match["am"]), numerals.number(match["bm"])
        last_year = _year(match["by"]) if match["by"] else first_year
        if not (first_year and last_year and first and last) or not (1 <= first <= 12 and 1 <= last <= 12):
            continue
        low, high = first_year * 12 + first - 1, last_year * 12 + last - 1
        if low <= high <= low + 600:
            months.update(month_name(n // 12, n % 12 + 1) for n in range(low, high + 1))
            rest = rest.replace(match[0], f"{last_year}年", 1)
    year: int | None = None
    for match in _LISTED.finditer(rest):
        year = _year(match["y"]) if match["y"] else (_year_before(rest, match.start()) or year)
        month = numerals.number(match["m"])
        if year and month and 1 <= month <= 12 and _EARLIEST <= year <= _LATEST:
            months.add(month_name(year, month))
    return tuple(sorted(months))


def _spelled(match: re.Match[str]) -> str:
    return f"{match[1]}年{match[2]}月" + (f"{match[3]}日" if match[3] else "")


def _year_before(text: str, at: int) -> int | None:
    years = re.findall(r"((?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年", text[:at])
    return _year(years[-1]) if years else None


def months_between(start: date, end: date) -> int | None:
    """Whole months of a term whose days count at both ends: 2019-06-05 to 2020-06-04 is 12. None for a part month."""
    after = date.fromordinal(end.toordinal() + 1)
    months = (after.year - start.year) * 12 + after.month - start.month
    if after.day == start.day:
        return months if months > 0 else None
    # a term that starts on the 31st ends with its last month
    if after.day == 1 and start.day > calendar.monthrange(end.year, end.month)[1]:
        return months - 1 if months > 1 else None
    # 2019-06-05 to 2020-06-05, loosely written, is a year too
    if end.day == start.day:
        months = (end.year - start.year) * 12 + end.month - start.month
        return months if months > 0 else None
    return None


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
