"""Cells and tables; cutting a word that runs over a cell's border."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from extractors.geometry import span_box, span_place, union
from extractors.model import Box, Document, Evidence, Page, Word
from extractors.tables.clean import clean


def shared(a0: float, a1: float, b0: float, b1: float) -> float:
    """Length of what two intervals share, 0 when nothing."""
    return max(0.0, min(a1, b1) - max(a0, b0))


def lines_of(words: Iterable[Word]) -> list[list[Word]]:
    """Words as lines of text, top to bottom, each left to right, by where they stand on the straightened page."""
    lines: list[list[Word]] = []
    spans: list[tuple[float, float]] = []  # top and bottom of the line's tallest word so far
    for word in sorted(words, key=lambda w: (w.place.middle, w.place.x0)):
        box = word.place
        for index in range(len(lines) - 1, max(-1, len(lines) - 4), -1):
            top, bottom = spans[index]
            common = shared(top, bottom, box.top, box.bottom)
            if common > 0.5 * max(0.1, min(bottom - top, box.height)):
                lines[index].append(word)
                if box.height > bottom - top and box.height < 1.6 * (bottom - top):
                    spans[index] = (box.top, box.bottom)
                break
        else:
            lines.append([word])
            spans.append((box.top, box.bottom))
    for line in lines:
        line.sort(key=lambda w: w.place.x0)
    return lines


def text_of(words: Sequence[Word]) -> str:
    """Verbatim text of words in reading order, lines put together without a break."""
    return "".join("".join(w.text for w in line) for line in lines_of(words))


def evidence_of(document: Document, page: Page, words: Sequence[Word], between: str = "") -> Evidence:
    """Evidence of words of one page: a box for each line of text, ``between`` two words of its text. Raises
    ValueError when there are no words."""
    lines = lines_of(words)
    return Evidence(
        document=document.sha256,
        page=page.number,
        boxes=tuple(union(w.box for w in line) for line in lines),
        text=between.join(between.join(w.text for w in line) for line in lines),
        method=page.method,
        confidence=min(w.least(0, len(w.text)) for w in words),
        sheet=page.sheet,
        cells=tuple(dict.fromkeys(w.cell for line in lines for w in line if w.cell)),
    )


@dataclass(frozen=True)
class Cell:
    row: int  #: from 0
    column: int  #: from 0
    place: Box  #: on the straightened page; the ruled cell, or the words' own place where nothing is drawn
    words: tuple[Word, ...] = ()
    rows: int = 1  #: rows it spans
    columns: int = 1  #: columns it spans

    @cached_property
    def raw(self) -> str:
        """Verbatim text, lines put together."""
        return text_of(self.words)

    @cached_property
    def text(self) -> str:
        """Text after :func:`extractors.tables.clean.clean`."""
        return clean(self.raw)


@dataclass(frozen=True)
class Table:
    page: int  #: from 1
    place: Box  #: on the straightened page
    cells: tuple[Cell, ...]  #: by row, then column; cells without words included where they are ruled
    row_count: int
    column_count: int
    ruled: bool  #: whether its columns come from drawn lines
    edges: tuple[float, ...] = ()  #: x of the column borders, ``column_count + 1`` numbers
    _at: dict[tuple[int, int], Cell] = field(default_factory=dict, compare=False, repr=False)
    _rows: dict[int, list[Cell]] = field(default_factory=dict, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        for cell in self.cells:
            self._rows.setdefault(cell.row, []).append(cell)
            for row in range(cell.row, cell.row + cell.rows):
                for column in range(cell.column, cell.column + cell.columns):
                    self._at[row, column] = cell

    def at(self, row: int, column: int) -> Cell | None:
        """The cell covering this place; None where nothing is drawn and nothing stands."""
        return self._at.get((row, column))

    def row(self, row: int) -> list[Cell]:
        """Cells that begin in this row, left to right."""
        return list(self._rows.get(row, ()))

    def texts(self) -> list[list[str]]:
        """Clean text of each place; a spanning cell's text at its first place only."""
        shown = [[""] * self.column_count for _ in range(self.row_count)]
        for cell in self.cells:
            shown[cell.row][cell.column] = cell.text
        return shown


def edges_of(word: Word) -> tuple[float, ...]:
    """Left edge of each character and the right edge of the last; by usual widths where the reader gave none."""
    if len(word.edges) == len(word.text) + 1:
        return word.edges
    widths = [1.0 if ord(c) > 0x2E7F else 0.55 for c in word.text]
    unit = word.place.width / (sum(widths) or 1.0)
    edges = [word.place.x0]
    for width in widths:
        edges.append(edges[-1] + width * unit)
    return tuple(edges)


def _part(page: Page, word: Word, start: int, end: int) -> Word | None:
    """Characters ``start:end`` as a word of their own, blanks at the ends left away; None when only blanks."""
    while start < end and word.text[start].isspace():
        start += 1
    while end > start and word.text[end - 1].isspace():
        end -= 1
    return span_of(page, word, start, end) if start < end else None


def span_of(page: Page, word: Word, start: int, end: int) -> Word:
    """Characters ``start:end`` of a word, at least one, as a word of their own."""
    edged = replace(word, edges=edges_of(word))
    return replace(
        word,
        text=word.text[start:end],
        box=span_box(page, edged, start, end),
        place=span_place(edged, start, end),
        edges=edged.edges[start : end + 1],
        probabilities=word.probabilities[start:end],
    )


def cut(page: Page, word: Word, xs: Iterable[float]) -> list[Word]:
    """The word cut at borders ``xs`` (points on the straightened page) that run through it.

    A border less than half a character from the word's end is the recogniser's padding and cuts nothing; where two
    characters differ in kind (a blank, a figure beside a word) near the border, the cut goes there.
    """
    edges = edges_of(word)
    count = len(word.text)
    if count < 2:
        return [word]
    em = word.place.width / count
    places: set[int] = set()
    for x in xs:
        if not edges[0] + 0.5 * em < x < edges[-1] - 0.5 * em:
            continue
        nearest = min(range(1, count), key=lambda i: abs(edges[i] - x) - _seam(word.text, i) * em)
        places.add(nearest)
    if not places:
        return [word]
    bounds = [0, *sorted(places), count]
    parts = [_part(page, word, a, b) for a, b in itertools.pairwise(bounds)]
    return [part for part in parts if part is not None]


def _seam(text: str, index: int) -> float:
    """How much likelier a cut before ``index`` is, in characters: at a blank or where figures meet words."""
    before, after = text[index - 1], text[index]
    if before.isspace() or after.isspace():
        return 1.5
    figures = "0123456789,.-()"
    if (before in figures) != (after in figures):
        return 1.0
    return 0.0
