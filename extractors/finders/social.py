"""The reader of social-insurance records: whose, which month, how many people, what was paid.

A personal record never gives a headcount. A unit's count comes from its sentences, its table by insurance, and its
roster; where they disagree nothing is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from extractors.finders import social_about as about
from extractors.finders.base import Read
from extractors.finders.counting import listed, settle_count
from extractors.finders.findings import Findings
from extractors.finders.headcounts import INSURED
from extractors.finders.people import INSURED_HEAD, column_of
from extractors.finders.roster import Roster, rosters_of
from extractors.finders.social_months import (
    MonthRow,
    by_insurance,
    first_last,
    last_paid,
    latest,
    month_rows,
)
from extractors.finders.social_owner import owner
from extractors.finders.social_periods import MONTH, periods
from extractors.finders.social_series import Point, Series, of_one_month, points, series_of
from extractors.finders.social_sums import is_due, paid
from extractors.model import Document, Evidence
from extractors.tables.celltext import CellText
from extractors.textmap import TextMap

#: insurance whose members decide on a refund for keeping staff
_UNEMPLOYMENT = "失业"


def read(document: Document, spec: Mapping[str, Any]) -> Read:
    """``spec``: ``fields``, the names whose absence is told."""
    lines, flow = TextMap.of(document, flow=False), TextMap.of(document, flow=True)
    rosters = rosters_of(document)
    title = about.title_of(document)
    said = title.text if title else ""
    personal = about.is_personal(document, said, roster=bool(rosters))
    found = Findings()
    if title is not None:
        found.add("title", title.text, (title.evidence,), 0.95, doubtful=not title.whole)
        subtype = about.subtype_of(title.text, personal=personal, roster=bool(rosters))
        if subtype is not None:
            found.add("subtype", subtype, (title.evidence,), 0.95)
    rows = month_rows(document)
    owner(found, document, lines, flow)
    series: Series | None = None
    if personal or not is_due(said):
        _paid_months(found, document, rows)
    if personal:
        _personal(found, document, rows)
        found.lacking("insured_count", "not_stated_by_this_kind")
    else:
        told = points(document, rows, flow, rosters)
        series = _series(found, told)
        typed = by_insurance(document, flow) or of_one_month(told)
        _count(found, document, (lines, flow), rosters, series, typed, some=about.lists_some(said))
    _when(found, document, lines, flow, title, series, rows if personal else ())
    paid(found, document, (lines, flow), said, personal=personal)
    owed = about.arrears(flow)
    if owed is not None:
        found.add("arrears", owed[0], owed[1], 0.9)
    for name in spec.get("fields", ()):
        if name not in found.named:
            found.lacking(name)
    return found.read()


def _personal(found: Findings, document: Document, rows: Sequence[MonthRow]) -> None:
    last = latest(document, rows)
    if last is not None:
        found.add("latest", last[0], (last[1],), 0.93, kind="money")


def _paid_months(found: Findings, document: Document, rows: Sequence[MonthRow]) -> None:
    paid = {row.month: row for row in rows if row.paid}
    if paid:
        at = [paid[month].told(document) for month in sorted(paid)]
        found.add("months_paid", tuple(sorted(paid)), at, 0.93, kind="month")


def _series(found: Findings, told: Sequence[Point]) -> Series | None:
    """The headcount of each month, where the paper tells of several."""
    whole = series_of(told)
    if whole is not None and len(whole.counts) > 1:
        found.add("headcount_by_month", dict(whole.counts), whole.evidence, 0.93, kind="count")
    if found.missing.get("unit_name") != "ambiguous":  # of several units: whose months they are, nothing tells
        found.by, found.periods = MONTH, periods(told)
    one = series_of(told, _UNEMPLOYMENT)
    if one is not None and len(one.counts) > 1:
        found.add("unemployment_by_month", dict(one.counts), one.evidence, 0.93, kind="count")
    return whole


def _count(
    found: Findings,
    document: Document,
    texts: tuple[TextMap, TextMap],
    rosters: Sequence[Roster],
    series: Series | None,
    typed: tuple[dict[str, int], tuple[Evidence, ...]] | None,
    *,
    some: bool,
) -> None:
    """``texts``: its lines and its sentences; ``typed``: the counts by insurance; ``some``: the paper lists those who
    came, left or pay later, not all of the unit."""
    several = series is not None and len(series.counts) > 1
    # lists of several months are no one list; of several lists of one month the longest is the unit's
    roster = None if several and len(rosters) > 1 else max(rosters, key=lambda r: len(r.people), default=None)
    seen = None
    if roster is not None:
        checks = ("+serials",) if roster.in_order else ()
        at, unread = roster.evidence(document), roster.unread > 0
        found.add("roster_rows", len(roster.people), at, 0.9, checks, kind="count", doubtful=unread)
        seen = None if some or several else listed(document, [roster], whole=len(rosters) == 1)
    numbers: set[int] = set()
    if typed is not None:
        numbers = set(typed[0].values())
        found.add("insured_by_type", dict(typed[0]), typed[1], 0.93, kind="count")
    months = series.counts.values() if several and series is not None else ()
    if settle_count(found, "insured_count", texts, INSURED, seen, numbers, "by_insurance", months):
        return
    if typed is not None and len(numbers) == 1:
        alone = len(typed[0]) < 2  # of one insurance only
        found.add("insured_count", numbers.pop(), typed[1], 0.9, kind="count", doubtful=alone)
    elif typed is not None:
        found.lacking("insured_count", "ambiguous")
    elif series is not None:
        counts = set(series.counts.values())
        if len(counts) == 1:
            found.add("insured_count", counts.pop(), series.evidence, 0.9, kind="count", doubtful=several)
        else:
            found.lacking("insured_count", "ambiguous")
    elif (column := column_of(document, INSURED_HEAD)) is not None:
        doubtful = not column.whole
        found.add("insured_count", column.count, column.evidence, 0.9, column.checks, kind="count", doubtful=doubtful)
    elif roster is not None and seen is not None and not seen.torn and roster.in_order and not roster.some_left:
        # nobody states the count: the list is the only word on it, and a page of it may be lacking
        at = roster.evidence(document)
        found.add("insured_count", roster.distinct, at, 0.8, kind="count", doubtful=True)


def _when(
    found: Findings,
    document: Document,
    lines: TextMap,
    flow: TextMap,
    title: about.Title | None,
    series: Series | None,
    own: Sequence[MonthRow],
) -> None:
    """``own``: the months of a person's record."""
    several = series is not None and len(series.counts) > 1
    cells = CellText.of(document)
    month = None if several else about.for_month(lines, flow, cells, title)
    column = last_paid(document, about.LAST_PAID_HEAD)
    last = about.Told(column[0], (column[1],)) if column is not None else None
    as_of = about.as_of_month(flow, lines, about.print_date(lines), last, month)
    span = about.period(flow, cells)
    if month is None and span is not None and span[0].value == span[1].value and not several:
        month = span[0]
    if as_of is not None:
        found.add("as_of_month", as_of.value, as_of.evidence, 0.92, kind="month", doubtful=not as_of.certain)
    if month is not None:
        found.add("month", month.value, month.evidence, 0.92, kind="month")
    if span is not None:
        found.add("period_start", span[0].value, span[0].evidence, 0.92, kind="month")
        found.add("period_end", span[1].value, span[1].evidence, 0.92, kind="month")
    elif month is None and series is not None and len(series.counts) == 1:  # of the only line of a table of months
        only = next(iter(series.counts))
        found.add("month", only, series.when[only], 0.85, kind="month", doubtful=True)
    elif several and series is not None:  # nobody states the period: the months listed may be a part of it
        months = list(series.counts)
        found.add("period_start", months[0], series.evidence[:1], 0.85, kind="month", doubtful=True)
        found.add("period_end", months[-1], series.evidence[-1:], 0.85, kind="month", doubtful=True)
    elif (ends := first_last(own)) is not None:
        for name, row in zip(("period_start", "period_end"), ends, strict=True):
            found.add(name, row.month, (row.told(document),), 0.85, kind="month", doubtful=True)
