"""A document as one sequence of table rows and lines of text, in reading order over all pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from extractors.geometry import union
from extractors.model import Box, Document, Evidence, Page, Word
from extractors.tables.clean import clean
from extractors.tables.find import tables_of
from extractors.tables.grid import Cell, Table, evidence_of, lines_of


@dataclass(frozen=True)
class Line:
    """A line of text outside every table."""

    page: Page
    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return clean("".join(w.text for w in self.words))

    @cached_property
    def place(self) -> Box:
        return union(w.place for w in self.words)


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    page: Page
    table: Table
    index: int  #: in the table, from 0
    cells: tuple[Cell, ...]  #: those that begin in this row

    @cached_property
    def text(self) -> str:
        return "".join(cell.text for cell in self.cells)

    @cached_property
    def place(self) -> Box:
        return union(c.place for c in self.cells) if self.cells else self.table.place

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for cell in self.cells for word in cell.words)


def stream(document: Document) -> tuple[Line | Row, ...]:
    """Rows and lines of all pages; worked out once for each document object."""
    if _Last.document is not document:
        _Last.items = tuple(item for page in document.pages for item in _page(page))
        _Last.document = document
    return _Last.items


def _page(page: Page) -> list[Line | Row]:
    tables = tables_of(page)
    rows: list[Row] = []
    for table in tables:
        for index in range(table.row_count):
            cells = tuple(table.row(index))
            if any(cell.words for cell in cells):
                rows.append(Row(page, table, index, cells))
    taken = [table.place for table in tables]
    free = [w for w in page.words if w.text.strip() and not _inside(w, taken)]
    lines: list[Line | Row] = [Line(page, tuple(line)) for line in lines_of(free)]
    # tables side by side keep their rows together: order by the table first, lines fall between by height
    order: list[tuple[float, float, int, Line | Row]] = []
    for serial, item in enumerate(rows):
        order.append((item.table.place.top, item.table.place.x0, serial, item))
    order += [(line.place.top, line.place.x0, -1, line) for line in lines]
    return [item for *_, item in sorted(order, key=lambda o: o[:3])]


def _inside(word: Word, places: list[Box]) -> bool:
    middle = (word.place.x0 + word.place.x1) / 2
    return any(box.x0 - 3 < middle < box.x1 + 3 and box.top - 1 < word.place.middle < box.bottom + 1 for box in places)


class _Last:
    """The document worked on last and its stream: fields ask for the same one many times over, one after another."""

    document: Document | None = None
    items: tuple[Line | Row, ...] = ()


def evidence(document: Document, item: Line | Row, words: tuple[Word, ...] | None = None) -> Evidence:
    """Evidence of some words of a row or line, or of all its words. Raises ValueError when there are none."""
    return evidence_of(document, item.page, words if words is not None else item.words)
