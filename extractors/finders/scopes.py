"""For which part of a lease's term something is said: 第一年, 前两年, 第三个租赁年度起, 2020年1月1日至12月31日."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extractors import dates, numerals
from extractors.dates import add_months
from extractors.finders.term import Span, lease_term
from extractors.textmap import TextMap

_N = rf"(?:\d+|[{numerals.CHARACTERS}]+)"
_YEAR = r"(?:个?(?:租赁|计租|合同|租约|租金)?年度?)"
_NTH = re.compile(
    rf"第(?P<first>{_N})(?P<unit>{_YEAR}|个月)?(?:(?:至|到|-|~|、|和|及)第?(?P<last>{_N})(?P<unit2>{_YEAR}|个月)?)?"
    r"(?P<on>(?:开始|以?后|起)(?!至|到))?"
)
#: 首年, 首三年, 前两年
_FIRST = re.compile(rf"(?:首个?(?P<n>{_N})?|前(?P<m>{_N})){_YEAR}")
_AFTER = re.compile(rf"(?:后|其后|之后|剩余|余下)(?P<n>{_N}){_YEAR}")
#: a year by its number: 2017年度
_CALENDAR = re.compile(r"(?P<year>(?:19|20)\d\d)年度")
#: the year that another is measured by: 按第二年租金上升8%
_THAN = re.compile(rf"(?:按照?|在|较|比)第{_N}{_YEAR}的?(?:每?[月年]的?)?租金(?:的?标准|的?基础)?上?")
_FROM = re.compile(r"起|开始|始")
_TO = re.compile(r"[至到\-~]")


@dataclass(frozen=True, slots=True)
class Scope:
    """Either months of the term, counted from 1, or days; an end that is None is that of the term or the next step."""

    months: tuple[int, int | None] | None = None
    days: tuple[date, date | None] | None = None


def find(text: str, before: Scope | None = None) -> Scope | None:
    """What ``text`` says of the time that the amount behind it is for. ``before``: the step before, for 后两年."""
    text = _THAN.sub("", text.replace("次年", "第二年").replace("_", ""))
    days = list(dates.find(text))
    if len(days) >= 2 and _TO.search(text, days[-2].end, days[-1].start):
        return Scope(days=(days[-2].value, days[-1].value))
    nth = [m for m in _NTH.finditer(text) if (m["unit"] or m["unit2"]) and not text.startswith(("条", "款"), m.end())]
    first = list(_FIRST.finditer(text))
    after = list(_AFTER.finditer(text))
    last = max([*nth, *first, *after], key=lambda m: m.start(), default=None)
    calendar = list(_CALENDAR.finditer(text))
    if calendar and (last is None or calendar[-1].start() > last.start()):
        year = int(calendar[-1]["year"])
        return Scope(days=(date(year, 1, 1), date(year, 12, 31)))
    if last is None:
        if len(days) == 1 and _FROM.match(text, days[0].end):
            return Scope(days=(days[0].value, None))
        return None
    if last in first:
        years = _number(last["n"] or last["m"] or "1")
        return Scope(months=(1, 12 * years)) if years else None
    if last in after:
        years = _number(last["n"])
        if before is None or before.months is None or before.months[1] is None or not years:
            return None
        return Scope(months=(before.months[1] + 1, before.months[1] + 12 * years))
    return _nth(last)


def _number(text: str) -> int | None:
    value = numerals.number(text)
    return value if value and value <= 60 else None


def _nth(match: re.Match[str]) -> Scope | None:
    size = 1 if "月" in (match["unit2"] or match["unit"]) else 12
    low = _number(match["first"])
    high = _number(match["last"]) if match["last"] else low
    if not low or not high or high < low:
        return None
    opened = bool(match["on"]) and not match["last"]
    return Scope(months=(size * (low - 1) + 1, None if opened else size * high))


def begins(scope: Scope | None, textmap: TextMap) -> tuple[int, date]:
    """For the order of steps, be they told by years or by days."""
    if scope is None:
        return 0, date.min
    place = placed(scope, lease_term(textmap))
    if place is not None:
        return 1, place[0]
    return (scope.months[0] if scope.months else 0), (scope.days[0] if scope.days else date.min)


def later(scope: Scope, textmap: TextMap) -> bool:
    """Whether the scope starts after the term does."""
    if scope.months:
        return scope.months[0] > 1
    term = lease_term(textmap)
    return bool(scope.days and term and scope.days[0] > term.first)


def covers(scope: Scope, textmap: TextMap) -> bool:
    """Whether the scope is the whole term, as far as the term is known."""
    term = lease_term(textmap)
    place = placed(scope, term)
    return bool(term and place and place[0] <= term.first and (place[1] is None or place[1] >= term.last))


def placed(scope: Scope, term: Span | None) -> tuple[date, date | None] | None:
    """The scope by days; None where the term it counts from is not known."""
    if scope.days:
        return scope.days
    if term is None or scope.months is None:
        return None
    low, high = scope.months
    first = add_months(term.first, low - 1)
    if first > term.last:
        return None
    last = None if high is None else min(add_months(term.first, high) - timedelta(days=1), term.last)
    return first, last
