"""Where a statement says its period, its unit and its scope: the characters that do, not the line they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.finders.statement_captions import but_drawn_up
from extractors.finders.statement_model import Section
from extractors.finders.statement_words import Period, period_in, unit_in
from extractors.model import Document, Evidence
from extractors.tables.grid import Cell
from extractors.tables.stream import Line, Row, evidence
from extractors.tables.within import evidence_within


def text_place(document: Document, item: Line | Row, text: str) -> Evidence:
    """Where a line says ``text``; all of it where it does not in so many words."""
    at = item.text.find(text)
    return evidence_within(document, item, at, at + len(text)) if text and at >= 0 else evidence(document, item)


def period_place(document: Document, item: Line | Row, period: Period) -> Evidence:
    """Where a caption or a row of headings names the period; it may name others, and the day it was printed on."""
    parts: list[Line | Row] = [Line(item.page, (word,)) for word in item.words]
    if isinstance(item, Row):
        parts = [Row(item.page, item.table, cell.row, (cell,)) for cell in item.cells if cell.words]
    alike: tuple[Line | Row, tuple[int, int]] | None = None
    for part in (*parts, item):
        found = period_in(but_drawn_up(part.text), bare_year=part is not item and isinstance(part, Row))
        if found is not None and found[0] == period:
            return evidence_within(document, part, *found[1])
        if found is not None and _alike(found[0], period):
            alike = (part, found[1])  # the longest that can be told: the whole line comes last
    return evidence_within(document, alike[0], *alike[1]) if alike is not None else evidence(document, item)


def _alike(found: Period, period: Period) -> bool:
    """Whether one may stand for the other: a range for the day it ends on, a day for the year it closes."""
    return found.year == period.year and (not found.month or not period.month or found.month == period.month)


def unit_place(document: Document, section: Section) -> Evidence:
    """Where the unit is named: above the table, else over a column, else (in every row) in the first row."""
    if section.unit_at is not None:
        return _unit_within(document, section.unit_at) or evidence(document, section.unit_at)
    for cell in _headings(section):
        if unit_in(cell.text):
            row = Row(section.head.page, section.table, cell.row, (cell,))
            return _unit_within(document, row) or evidence(document, row)
    return evidence(document, section.entries[0].row if section.entries else section.head)


def _headings(section: Section) -> Iterator[Cell]:
    first = min((e.row.index for e in section.entries if e.row.table is section.table), default=section.table.row_count)
    for index in range(section.head.index, first):
        yield from section.table.row(index)


def _unit_within(document: Document, item: Line | Row) -> Evidence | None:
    """The name of the unit alone: 元 of 单位:元."""
    found = unit_in(item.text)
    if found is None:
        return None
    unit, (start, end) = found
    at = item.text.rfind(unit, start, end)
    return evidence_within(document, item, at, at + len(unit)) if at >= 0 else None
