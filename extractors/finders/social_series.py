"""Headcounts of a unit over months: tables with a line or a column for each month, a list for each, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors import dates
from extractors.finders.headcounts import month_counts
from extractors.finders.people import COUNTED, OTHERS
from extractors.finders.roster import Roster
from extractors.finders.social_months import INSURANCES, MonthRow
from extractors.model import Document, Evidence
from extractors.tables.grid import Cell
from extractors.tables.stream import Line, Row, evidence, stream
from extractors.textmap import TextMap

_COUNT = re.compile(r"(\d{1,6})人?")
_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:度)?")
_MONTH = re.compile(r"(?:(?P<y>(?:19|20)\d\d)(?:年|[-./])?)?(?P<m>0?[1-9]|1[0-2])月?(?:份)?")


@dataclass(frozen=True, slots=True)
class Point:
    """How many people one place tells for one month."""

    month: str  #: YYYY-MM
    count: int
    insurance: str  #: 养老, 失业 …; "" for the unit
    evidence: tuple[Evidence, ...]
    when: tuple[Evidence, ...] = ()  #: where the month stands; empty where only the lines above tell it


@dataclass(frozen=True, slots=True)
class Series:
    counts: dict[str, int]  #: by YYYY-MM, in order
    evidence: tuple[Evidence, ...]  #: one for each month, in order
    when: dict[str, tuple[Evidence, ...]]  #: by YYYY-MM, where the month stands

    def at(self, month: str) -> Evidence:
        return self.evidence[list(self.counts).index(month)]


def points(document: Document, rows: Sequence[MonthRow], flow: TextMap, rosters: Sequence[Roster]) -> list[Point]:
    """What the document tells of months; the first way of telling that tells anything."""
    for found in (
        list(_by_rows(document, rows)),
        list(_by_columns(document)),
        list(_by_rosters(document, rosters)),
        [
            Point(m.month, m.count, "", flow.evidence(m.start, m.end), flow.evidence(*m.when))
            for m in month_counts(flow.text)
        ],
    ):
        if found:
            return found
    return []


def series_of(told: Iterable[Point], insurance: str = "") -> Series | None:
    """The months' counts of an insurance, or of the unit: its own, else those that all insurances agree on.

    None when a month is told two ways.
    """
    told = list(told)
    own = [p for p in told if p.insurance == insurance]
    if not insurance and not own:
        own = told
    by_month: dict[str, list[Point]] = {}
    for point in own:
        by_month.setdefault(point.month, []).append(point)
    if not by_month or any(len({p.count for p in same}) > 1 for same in by_month.values()):
        return None
    months = sorted(by_month)
    return Series(
        {month: by_month[month][0].count for month in months},
        tuple(by_month[month][0].evidence[0] for month in months),
        {month: by_month[month][0].when or by_month[month][0].evidence[:1] for month in months},
    )


def of_one_month(told: Sequence[Point]) -> tuple[dict[str, int], tuple[Evidence, ...]] | None:
    """The counts by insurance of the only month that is told of; None where one is told two ways, or of fewer."""
    counts = {f"{point.insurance}保险": point.count for point in told}
    alone = len({point.month for point in told}) == 1 and all(point.insurance for point in told)
    if not alone or len(counts) < 2 or len(counts) != len(told):
        return None
    return counts, tuple(point.evidence[0] for point in told)


def _insurance(text: str) -> str:
    return next((kind for kind in INSURANCES if kind in text), "")


#: where a month has several numbers of people, those insured are asked for
_INSURED = re.compile(r"参保|缴费|实缴|应缴")


def _by_rows(document: Document, rows: Sequence[MonthRow]) -> Iterator[Point]:
    for row in rows:
        kind = next((_insurance(cell.text) for _, cell in row.cells if re.fullmatch(r".{0,8}保险费?", cell.text)), "")
        counted = [
            (head, cell)
            for head, cell in row.cells
            if _COUNT.fullmatch(cell.text) and COUNTED.search(head) and not OTHERS.search(head)
        ]
        insured = [(head, cell) for head, cell in counted if _INSURED.search(head) or _insurance(head)]
        for head, cell in insured or counted:
            at = evidence(document, row.row, cell.words)
            when = (evidence(document, row.row, tuple(w for told in row.when for w in told.words)),)
            yield Point(row.month, int(cell.text.rstrip("人")), _insurance(head) or kind, (at,), when)


def _by_columns(document: Document) -> Iterator[Point]:
    """A table whose columns are months and one of whose rows counts people."""
    year = ""
    head: tuple[Row, dict[int, str]] | None = None
    for item in stream(document):
        if isinstance(item, Line):
            years = {match[1] for match in re.finditer(r"((?:19|20)\d\d)年", item.text)}
            year = next(iter(years)) if len(years) == 1 else ("" if years else year)
            continue
        months = _months_across(item.cells, year)
        if len(months) >= 2:
            head = (item, months)
            continue
        label = next((c for c in item.cells if c.text), None)
        if head is None or head[0].table is not item.table or label is None:
            continue
        said = "".join(c.text for c in item.cells if c.column < min(head[1]))
        if not COUNTED.search(said) or OTHERS.search(said):
            continue
        for cell in item.cells:
            match = _COUNT.fullmatch(cell.text)
            if match is not None and cell.column in head[1]:
                at = evidence(document, item, cell.words)
                over = next(c for c in head[0].cells if c.column == cell.column)
                when = (evidence(document, head[0], over.words),)
                yield Point(head[1][cell.column], int(match[1]), _insurance(said), (at,), when)


def _months_across(cells: Sequence[Cell], year: str) -> dict[int, str]:
    filled = [cell for cell in cells if cell.text]
    if not filled:
        return {}
    own = _YEAR.search(filled[0].text)
    found: dict[int, str] = {}
    for cell in filled[1:] if len(filled) > 1 else []:
        match = _MONTH.fullmatch(cell.text)
        if match is None or not (match["y"] or "月" in cell.text):
            continue
        when = match["y"] or (own[1] if own else year)
        if when:
            found[cell.column] = dates.month_name(int(when), int(match["m"]))
    return found


def _by_rosters(document: Document, rosters: Sequence[Roster]) -> Iterator[Point]:
    """Lists one below the other, each under its own month."""
    dated = [roster for roster in rosters if len(roster.months) == 1]
    if len(dated) < 2 or len({roster.months[0] for roster in dated}) != len(rosters):
        return
    for roster in dated:
        if not roster.in_order or roster.unread:
            return
    for roster in dated:
        yield Point(roster.months[0], roster.distinct, "", roster.evidence(document))
