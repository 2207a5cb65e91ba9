"""What each column of a statement holds, from its header."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.finders.statement_words import Period, period_in, scope_in, unit_in, without_latin, words

#: roles that hold amounts
VALUE_ROLES = frozenset(
    {
        "end",
        "open",
        "prev_end",
        "month",
        "ytd",
        "prev_same",
        "prev_month",
        "prev",
        "current",
        "quarter",
        "dated",
        "each_month",
    }
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: from where to where (points), its role, and what its header says besides."""

    x0: float
    x1: float
    role: str  #: item, note, skip, blocked, unknown, empty, or one of VALUE_ROLES
    period: Period | None = None
    scope: str | None = None  #: 合并 or 母公司
    unit: str | None = None
    quarter: int = 0  #: 1..4
    month: int = 0  #: 1..12, of each_month
    year: Period | None = None  #: the year that flows run over where ``period`` is its last day: 2015年度/2015.12.31
    months: str = ""  #: the months its header says its figures are of, 7-9, whatever the year
    restated: bool = False  #: 调整后, beside 调整前


_DECOR = re.compile(
    r"(未经审计|已?经审计|未审计|已审计|人民币|本集团|本公司|本银?行|合并|母公司|公司|集团|单位|\(\)|[:;/、*])"
)
#: the months of a year beside each other
_EACH_MONTH = re.compile(r"(1[0-2]|0?[1-9])月(?:份)?(?:数|金额|发生额|实际|实际数)?")
#: the months of the period named before: 第三季度(7-9月)
_ITS_MONTHS = re.compile(r"\((\d{1,2}-\d{1,2})月(?:份)?\)")
#: the compared figures as they are after an earlier year was restated: they are what the newest ones are compared with
_RESTATED = re.compile(r"\(?(?:追溯)?(?:(?:调整|重述)后|[经已](?:重述|追溯调整))\)?")
#: the same before it was restated: 调整前 is left out where 调整后 stands beside it
_BEFORE = re.compile(r"\(?(?:追溯)?(?:调整|重述)前\)?")
#: the last column of a consolidation worksheet
_CONSOLIDATED = re.compile(r"合并(数|金额|报表数|报表金额|后金额|后余额)")
#: roles of a period that can have been restated
_EARLIER = frozenset({"open", "prev_end", "prev", "prev_same", "prev_month", "dated"})
_BALANCE_TAIL = re.compile(r"(余额|数|金额|发生额|末|止|末余额|末数|终|度|年度|累计|期末)?")


def column_of(header: str, x0: float, x1: float) -> Column:
    """The column under a clean header text."""
    after = _RESTATED.search(header)
    if after is None:
        before = _BEFORE.search(header)
        if before is not None:
            made = _column_of(header[: before.start()] + header[before.end() :], x0, x1)
            if made.role in _EARLIER:
                return replace(made, role="before")
        return _column_of(header, x0, x1)
    made = _column_of(header[: after.start()] + header[after.end() :], x0, x1)
    if made.role in _EARLIER:
        return replace(made, restated=True)
    return _column_of(header, x0, x1)


def _column_of(header: str, x0: float, x1: float) -> Column:
    known = words().columns
    header = without_latin(header)
    blank = Column(x0, x1, "empty")
    if not header:
        return blank
    if _CONSOLIDATED.fullmatch(header):
        return replace(blank, role="current", scope="合并")
    for role in ("item", "note"):
        if known[role].fullmatch(header) or known[role].fullmatch(re.sub(r"\(.*?\)", "", header)):
            return replace(blank, role=role)
    quarter = known["quarter"].fullmatch(header)
    if quarter:
        return replace(blank, role="quarter", quarter="一二三四".find(quarter[1]) + 1 or int(quarter[1]))
    month = _EACH_MONTH.fullmatch(header)
    if month:
        return replace(blank, role="each_month", month=int(month[1]))
    if known["skip"].fullmatch(header):
        return replace(blank, role="skip")
    unit = unit_in(header)
    rest = header
    if unit:
        rest = rest[: unit[1][0]] + rest[unit[1][1] :]
    scope = scope_in(rest)
    found = period_in(rest, bare_year=True)
    period = year = second = None
    if found:
        period, (start, end) = found
        rest = rest[:start] + rest[end:]
        second = period_in(rest, bare_year=True)
        if second:  # 2015年度/2015.12.31: flows and balances in one column
            if second[0].year != period.year:
                return replace(blank, role="blocked")
            year = second[0] if (period.month, period.day) == (12, 31) and second[0].whole_year else None
            rest = rest[: second[1][0]] + rest[second[1][1] :]
    of_months = _ITS_MONTHS.search(rest)
    rest = _ITS_MONTHS.sub("", rest)
    said = _DECOR.sub("", rest).strip("()")
    made = replace(blank, period=period, year=year, scope=scope, unit=unit[0] if unit else None)
    made = replace(made, months=of_months[1] if of_months else "")
    for role in ("end", "open", "prev_end", "month", "ytd", "prev_same", "prev_month", "prev", "current"):
        if said and known[role].fullmatch(said):
            if role == "current" and period is not None and said in {"金额", "数额"}:
                break
            return replace(made, role=role)
    if period is not None and _BALANCE_TAIL.fullmatch(said):
        if said == "累计":
            return replace(made, role="ytd")
        if said.startswith(("末", "终")) and not period.day:
            made = replace(made, period=_end_of(period), year=period if second and period.whole_year else None)
        return replace(made, role="dated")
    if known["blocked"].fullmatch(header):
        return replace(made, role="blocked")
    if not said and scope:
        return replace(made, role="empty")
    return replace(made, role="unknown")


def _end_of(period: Period) -> Period:
    """The last day of a year or a month: 2019年末 is a day, of which there are balances only."""
    month = period.month or 12
    return Period(period.year, month, monthrange(period.year, month)[1])


#: what a heading over another makes of it: (over, under) -> role
_OVER = {
    "month": {"current": "month", "prev_same": "prev_same", "prev_month": "prev_month", "prev": "prev_same"},
    "ytd": {"current": "ytd", "prev_same": "other", "prev_month": "other", "prev": "other"},
    "current": {
        "current": "current",
        "month": "month",
        "ytd": "ytd",
        "prev_same": "prev_same",
        "prev": "prev",
        "end": "end",
        "open": "open",
    },
    "end": {"current": "end", "end": "end"},
    "open": {"current": "open", "open": "open"},
    "prev_end": {"current": "prev_end"},
    "prev": {"current": "prev"},
    "prev_same": {"current": "prev_same"},
}


def stacked(texts: Sequence[str], x0: float, x1: float) -> Column:
    """The column under clean header texts that stand one over the other: 本月数 over 上年同期."""
    whole = column_of("".join(texts), x0, x1)
    if len(texts) < 2 or whole.role not in {"unknown", "blocked"}:
        return whole
    told = [column_of(text, x0, x1) for text in texts]
    if any(c.role == "skip" for c in told):
        return replace(whole, role="skip")
    if any(c.role in {"blocked", "unknown", "dated"} for c in told):
        return whole
    roles = [c.role for c in told if c.role in VALUE_ROLES]
    if not roles:
        return whole
    role: str | None = roles[0]
    for under in roles[1:]:
        role = _OVER.get(role or "", {}).get(under)
    if role is None:
        return whole
    unit = next((c.unit for c in told if c.unit), None)
    scope = next((c.scope for c in told if c.scope), None)
    return replace(whole, role=role, scope=scope, unit=unit)


def spread_scopes(columns: Sequence[Column]) -> list[Column]:
    """合并 and 母公司 each set in the middle over several columns hold for all of them, where nothing drawn says so:
    the columns fall into as many groups of the same roles as there are scopes, each with one scope in it."""
    values = [i for i, c in enumerate(columns) if c.role in VALUE_ROLES]
    scopes = [s for s in dict.fromkeys(columns[i].scope for i in values) if s is not None]
    if len(scopes) < 2 or len(values) % len(scopes):
        return list(columns)
    size = len(values) // len(scopes)
    groups = [values[n : n + size] for n in range(0, len(values), size)]
    told = [{columns[i].scope for i in group} - {None} for group in groups]
    roles = {tuple((columns[i].role, columns[i].period) for i in group) for group in groups}
    if [next(iter(t), None) for t in told] != scopes or any(len(t) != 1 for t in told) or len(roles) != 1:
        return list(columns)
    whose = {i: scope for group, scope in zip(groups, scopes, strict=True) for i in group}
    return [replace(c, scope=whose[i]) if i in whose else c for i, c in enumerate(columns)]


def beside_restated(columns: Sequence[Column]) -> list[Column]:
    """Figures as they were before they were restated are left out where the restated ones stand beside them; alone
    they are not understood."""
    role = "other" if any(c.restated for c in columns) else "blocked"
    return [replace(c, role=role, period=None) if c.role == "before" else c for c in columns]


def of_worksheet(columns: Sequence[Column], headers: Sequence[str]) -> list[Column]:
    """The columns of a consolidation worksheet: its companies, their sum and what is set off lead to the one column
    of consolidated figures, which alone is taken."""
    values = [i for i, c in enumerate(columns) if c.role in VALUE_ROLES]
    if len(values) != 1 or not _CONSOLIDATED.fullmatch(headers[values[0]]):
        return list(columns)
    return [replace(c, role="skip") if c.role in {"unknown", "blocked"} else c for c in columns]


#: heads the sum of the months beside it
_SUM = re.compile(r"(全年|本年|年度)?(合计|累计|总计)(数|金额)?|全年(数|金额)?")


def sum_of_parts(columns: Sequence[Column], headers: Sequence[str]) -> list[Column]:
    """The column after those of the months since January, or of the quarters: the year where all twelve, or four, are
    there, else the year so far."""
    quarters = [c.quarter for c in columns if c.role == "quarter"]
    months = quarters or [c.month for c in columns if c.role == "each_month"]
    part, whole = ("quarter", 4) if quarters else ("each_month", 12)
    sums = [i for i, c in enumerate(columns) if c.role in {"unknown", "ytd", "current"} and _SUM.fullmatch(headers[i])]
    others = [c for c in columns if c.role in VALUE_ROLES and c.role not in {part, "ytd", "current"}]
    if len(sums) != 1 or others or len(months) < 2 or months != list(range(1, len(months) + 1)):
        return list(columns)
    role = "current" if len(months) == whole else "ytd"
    return [replace(c, role=role) if i == sums[0] else c for i, c in enumerate(columns)]


#: in a title: the months since January, beside statements of the quarter alone
_SINCE_JANUARY = re.compile(r"年初[至到](本)?(报告)?期末|前三季度")


def since_january(columns: Sequence[Column], title: str) -> list[Column]:
    """The columns of a statement whose title says that it runs from the year's beginning to the period's end."""
    if not _SINCE_JANUARY.search(title) or any(c.role in {"ytd", "month", "dated"} or c.period for c in columns):
        return list(columns)
    into = {"current": "ytd", "prev": "other", "prev_same": "other"}
    return [replace(c, role=into.get(c.role, c.role)) for c in columns]


def settle(columns: Sequence[Column]) -> list[Column]:
    """Dated columns told apart as the current and the compared one, in each half of the table (from one column of
    items to the next) and within each scope; the rest are left out.

    The newest is the current one. Compared with it is the column one year older, or for a balance the year's
    opening. Two columns of the same newest period (restated and not) cannot be told apart: both are left out.
    """
    starts = [i for i, c in enumerate(columns) if c.role == "item" and i > 0]
    stops = [0, *starts, len(columns)]
    return [c for low, high in pairwise(stops) for c in _settled(columns[low:high])]


def _settled(columns: Sequence[Column]) -> list[Column]:
    result = list(columns)
    for scope in {c.scope for c in columns}:
        dated = [i for i, c in enumerate(columns) if c.role == "dated" and c.scope == scope]
        periods = [p for i in dated if (p := columns[i].period) is not None]
        if not periods:
            continue
        if any(c.role in {"end", "current", "month"} and c.scope == scope for c in columns):
            continue
        quarters = {p for p in periods if p.first_month and p.month - p.first_month == 2}
        if len({(p.month) for p in quarters}) > 1:  # the quarters of a year beside each other
            for i in dated:
                period = columns[i].period
                told = period in quarters and len({p.year for p in quarters}) == 1 and period is not None
                result[i] = replace(columns[i], role="quarter" if told else "other")
                if told and period is not None:
                    result[i] = replace(result[i], quarter=period.month // 3)
            continue
        newest = max(periods, key=_age)
        month = Period(newest.year, newest.month)
        newest = month if newest.first_month == 1 and month in periods else newest
        if any(columns[i].restated and columns[i].period == newest for i in dated):
            # nothing newer to compare with: what a change of policy does to one day's figures
            result = [replace(c, role="blocked") if i in dated else c for i, c in enumerate(result)]
            continue
        if any(c.role == "unknown" and c.period is not None and _age(c.period) >= _age(newest) for c in columns):
            # the newest column was not understood, so none of the others can be told by its age
            result = [replace(c, role="blocked") if i in dated else c for i, c in enumerate(result)]
            continue
        since = [p for p in periods if (p.year, p.month, p.first_month) == (newest.year, newest.month, 1)]
        since += [p for p in periods if newest.month == 12 and not newest.day and p == Period(newest.year)]
        if newest.first_month != 1 and len(since) == 1:  # a month or a quarter beside the months since January
            result[dated[periods.index(since[0])]] = replace(columns[dated[periods.index(since[0])]], role="ytd")
            dated = [i for i in dated if result[i].role != "ytd"]
        older = [p for p in periods if p != newest and _compared(newest, p)]
        opening = [i for i in dated if newest.day and columns[i].period == Period(newest.year - 1, 12, 31)]
        if len(set(older)) == 2 and len(opening) == 1:  # beside the same day a year before: a balance has its opening
            result[opening[0]] = replace(columns[opening[0]], role="open")
            dated = [i for i in dated if i != opening[0]]
            older = []
        for i in dated:
            period = columns[i].period
            if period == newest and periods.count(newest) == 1:
                result[i] = replace(columns[i], role="current")
            elif period in older and len(set(older)) == 1 and older.count(older[0]) == 1:
                same_month = bool(newest.month) and not newest.day
                result[i] = replace(columns[i], role="prev_same" if same_month else "prev")
            else:
                result[i] = replace(columns[i], role="other" if periods.count(newest) == 1 else "blocked")
    return result


def _age(period: Period) -> tuple[int, int, int, int]:
    return period.year, period.month, period.day, period.first_month


def _compared(newest: Period, period: Period) -> bool:
    if period.year == newest.year and period.day:
        return (period.month, period.day) == (1, 1)
    if period.year != newest.year - 1 or bool(period.day) != bool(newest.day):
        return False
    if newest.day:
        return (period.month, period.day) in {(newest.month, newest.day), (12, 31)}
    return (period.month, period.first_month) == (newest.month, newest.first_month)
