"""The periods of a document that holds statements, or columns, of several months: the figures of each by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.finders.statement_columns import Column
from extractors.finders.statement_model import Section
from extractors.finders.statement_values import MAIN, PREV, YTD, Figure, Reading, rank
from extractors.finders.statement_words import Period, period_in, words
from extractors.model import Document, Evidence, Value, Word
from extractors.tables.clean import clean
from extractors.tables.grid import evidence_of
from extractors.tables.stream import Line, Row, evidence

BY = "period"
_OF_MONTH = re.compile(r"\d{1,2}月|上年|去年|上期|同期|同月")


@dataclass(frozen=True)
class OnePeriod:
    text: str  #: YYYY-MM, of a balance YYYY-MM-DD
    reading: Reading  #: its figures as those of the current period, those of the year before as the compared ones

    @property
    def sections(self) -> Sequence[Section]:
        return list({id(f.section): f.section for f in self._own}.values())

    @property
    def _own(self) -> list[Figure]:
        return [f for f in self.reading.figures if f.slot == MAIN]

    def told(self, document: Document) -> tuple[Evidence, ...]:
        """Where the period stands: the heading of its column, and the line that tells its year or all of it."""
        figure = self._own[0]
        places = list(_heading(document, figure))
        above = figure.section.period_at
        if above is not None and (_column(figure).period is None or not places):
            places.append(evidence(document, above, _naming(above)))
        return tuple(dict.fromkeys(places)) or (evidence(document, figure.section.head),)


def periods(reading: Reading, scopes: Sequence[str | None], whole: Value | None) -> dict[str, OnePeriod]:
    """By their texts; a month told in two ways stands there twice. Empty for a document of fewer than two months.

    ``whole``: the period that the document tells of itself; its balances are then the document's own.
    """
    here = [f for f in reading.figures if f.scope in scopes and f.unit]
    flows = [(f, month) for f in here if (month := month_of(f))]
    if len({month for f, month in flows if f.slot != PREV}) < 2:
        return {}
    by_text: dict[str, list[Figure]] = {}
    before: dict[str, list[Figure]] = {}
    for figure, month in flows:
        # a column that names a month is a statement of it; one that only says 上年同期 belongs to that of this year
        relative = figure.slot == PREV and _column(figure).period is None
        (before if relative else by_text).setdefault(month, []).append(replace(figure, slot=MAIN))
    balances = [f for f in here if whole is None and words().statement[f.item] == "balance"]
    for figure in balances:
        if figure.slot == MAIN and (text := _end_of(figure)):
            by_text.setdefault(text, []).append(figure)
    found: dict[str, OnePeriod] = {}
    for text, own in sorted(by_text.items()):
        year_before = _year_before(text)
        beside = [replace(f, slot=PREV) for f in before.get(year_before) or by_text.get(year_before, [])]
        beside += [f for f in here if f.slot == YTD and _so_far(f) == text]
        sections = {id(f.section) for f in own}
        beside += [f for f in balances if f.slot == PREV and id(f.section) in sections]
        for number, told in enumerate(_ways(own), 1):
            name = text if number == 1 else f"{text}~{number}"
            found[name] = OnePeriod(text, Reading(reading.sections, [*told, *beside]))
    return found


def month_of(figure: Figure) -> str | None:
    """The one month a figure of a flow is for; None when it is for more, or nothing says."""
    column = _column(figure)
    if column.role == "ytd" or figure.slot == YTD:
        return None
    period = column.period or figure.section.period
    if column.role == "each_month":
        return f"{period.year:04}-{column.month:02}" if period is not None else None
    if period is None or not period.month or period.day or period.first_month:
        return None
    year = period.year
    if column.period is None:
        if column.role in {"prev_same", "prev_month"} and figure.slot == PREV:
            year -= 1
        elif column.role not in {"month", "current"}:
            return None
    return f"{year:04}-{period.month:02}"


def _ways(figures: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of one period together, or those of each column apart where two differ."""
    best = {f.item: max(rank(g.section) for g in figures if g.item == f.item) for f in figures}
    kept = [f for f in figures if rank(f.section) == best[f.item]]
    if not any(_differ(f, g) for f in kept for g in kept if f.item == g.item):
        yield kept
        return
    apart: dict[tuple[int, int], list[Figure]] = {}
    for figure in kept:
        apart.setdefault((id(figure.section), figure.section.columns.index(_column(figure))), []).append(figure)
    yield from apart.values()


def _naming(line: Line | Row) -> tuple[Word, ...]:
    """The words of a line that name a period; all where they do so only together."""
    return tuple(w for w in line.words if period_in(clean(w.text), bare_year=True)) or line.words


def _differ(one: Figure, other: Figure) -> bool:
    return abs(one.value - other.value) > max(one.grain, other.grain)


def _column(figure: Figure) -> Column:
    return next(column for column, cell in figure.entry.amounts if cell is figure.cell)


def _year_before(text: str) -> str:
    return f"{int(text[:4]) - 1:04}{text[4:]}"


def _end_of(figure: Figure) -> str | None:
    """The day of a balance, or the month at whose end it was drawn up."""
    period = _column(figure).period or figure.section.period
    return period.text() if period is not None and period.month else None


def _so_far(figure: Figure) -> str | None:
    """The month up to which the figures since January run."""
    period = _column(figure).period or figure.section.period
    if period is None or not period.month or period.day or period.first_month > 1:
        return None
    return Period(period.year, period.month).text()


def _heading(document: Document, figure: Figure) -> Iterator[Evidence]:
    """The cells over a column that tell its month."""
    section, column = figure.section, _column(figure)
    index, table = section.columns.index(column), section.table
    first = min((e.row.index for e in section.entries if e.row.table is table), default=table.row_count)
    for row in range(section.head.index, first):
        cell = table.at(row, index)
        if cell is not None and cell.words and (period_in(cell.text, bare_year=True) or _OF_MONTH.search(cell.text)):
            yield evidence_of(document, section.head.page, cell.words)
