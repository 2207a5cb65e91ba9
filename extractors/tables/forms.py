"""Pages whose drawn tables read cell by cell: a label and the value beside it, however many lines each takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace

from extractors.layout import FormPage
from extractors.model import Document, Page, Word
from extractors.onward import STARTS
from extractors.tables.find import tables_of
from extractors.tables.grid import Cell, Table, lines_of

#: a cell of so many characters, without a sentence's marks, is one label however its lines end
_LABEL = 16
_MARKS = re.compile(r"[，。；,;：:]")
#: a line that ends this many ems before its cell's longest one ends its paragraph
_SHORT_EM = 2.6


def by_cells(document: Document) -> Document:
    """The document with the rows of its drawn tables as lines; itself where nothing is drawn that is a form.

    Words that run over a cell's border are cut there; every word keeps its place.
    """
    pages = tuple(_page(page) for page in document.pages)
    if all(new is old for new, old in zip(pages, document.pages, strict=True)):
        return document
    return replace(document, pages=pages)


def _page(page: Page) -> Page:
    if not page.rulings or page.sheet is not None:
        return page
    tables = [table for table in tables_of(page) if table.ruled and table.column_count > 1]
    if not tables:
        return page
    words = [word for word in page.words if not any(_inside(word, table) for table in tables)]
    rows: list[tuple[tuple[int, ...], ...]] = []
    for table in tables:
        for index in range(table.row_count):
            for line in _lines([cell for cell in table.row(index) if cell.words]):
                row = []
                for segment in line:
                    row.append(tuple(range(len(words), len(words) + len(segment))))
                    words += segment
                rows.append(tuple(row))
    known = {field.name: getattr(page, field.name) for field in fields(Page)}
    return FormPage(**{**known, "words": tuple(words)}, rows=tuple(rows))


def _inside(word: Word, table: Table) -> bool:
    middle, box = (word.place.x0 + word.place.x1) / 2, table.place
    return box.x0 - 3 < middle < box.x1 + 3 and box.top - 1 < word.place.middle < box.bottom + 1


def _lines(cells: Sequence[Cell]) -> list[list[list[Word]]]:
    """A row of cells as lines of segments: the first paragraph of each cell side by side, the others after them.

    Where several cells hold several paragraphs, they stand in columns whose lines belong together: as printed.
    """
    told = [_paragraphs(cell) for cell in cells]
    if sum(len(paragraphs) > 1 for paragraphs in told) > 1:
        level = lines_of(word for cell in cells for word in cell.words)
        return [[part for cell in cells if (part := [w for w in line if w in cell.words])] for line in level]
    first = [paragraphs[0] for paragraphs in told]
    return [first, *([paragraph] for paragraphs in told for paragraph in paragraphs[1:])] if first else []


def _paragraphs(cell: Cell) -> list[list[Word]]:
    lines = lines_of(cell.words)
    if len(cell.text) <= _LABEL and not _MARKS.search(cell.text):
        return [[word for line in lines for word in line]]
    right = max(line[-1].place.x1 for line in lines)
    found: list[list[Word]] = []
    ended = True
    for line in lines:
        text = "".join(word.text for word in line)
        if ended or STARTS.match(text):
            found.append([])
        found[-1] += line
        height = max(word.place.height for word in line)
        ended = line[-1].place.x1 < right - _SHORT_EM * height
    return found
