"""Documents made of small grids: rows of texts become words at their places, with or without drawn lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.model import Box, Document, Method, Page, Ruling, Word

SIZE = 9.0  #: points of a full-width character
ROW = 16.0  #: points from one row to the next


@dataclass(frozen=True)
class Text:
    """A line of text above, between or below the tables; several pieces stand apart on one line."""

    text: str
    align: str = "left"  #: left, middle, right


@dataclass(frozen=True)
class Apart:
    """A line of pieces that stand far from each other: 编制单位 … 日期 … 单位."""

    pieces: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """``rows``: texts; ``<`` joins a place to the cell on its left, ``^`` to the cell above; ``\\n`` breaks a line.

    ``lines``: all, open (no outer sides), columns (no row lines but the outer ones), three (head and foot only),
    rows (row lines only), under (a line under each row, none above the heading), none.
    """

    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    lines: str = "all"
    x: float = 50.0


@dataclass
class _Pen:
    words: list[Word] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    confidence: float = 1.0


def width_of(text: str) -> float:
    return sum(SIZE if ord(c) > 0x2E7F else SIZE * 0.5 for c in text)


def _word(pen: _Pen, text: str, x: float, top: float) -> None:
    edges = [x]
    for char in text:
        edges.append(edges[-1] + (SIZE if ord(char) > 0x2E7F else SIZE * 0.5))
    box = Box(x, top, edges[-1], top + SIZE)
    pen.words.append(Word(text, box, box, pen.confidence, tuple(edges)))


def _number(text: str) -> bool:
    return bool(text) and all(c in "0123456789,.-()%/" for c in text)


def _spans(grid: Grid) -> dict[tuple[int, int], tuple[int, int]]:
    """Rows and columns that each written cell spans."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(grid.rows):
        for c, text in enumerate(row):
            if text in {"<", "^"}:
                continue
            columns = 1
            while c + columns < len(row) and row[c + columns] == "<":
                columns += 1
            rows = 1
            while r + rows < len(grid.rows) and grid.rows[r + rows][c] == "^":
                rows += 1
            found[r, c] = (rows, columns)
    return found


def _draw(pen: _Pen, grid: Grid, y: float) -> float:
    heights = [ROW * max(1, max((t.count("\n") + 1 for t in row), default=1)) for row in grid.rows]
    xs = [grid.x]
    for width in grid.widths:
        xs.append(xs[-1] + width)
    ys = [y]
    for height in heights:
        ys.append(ys[-1] + height)
    spans = _spans(grid)
    for (r, c), (rows, columns) in spans.items():
        x0, x1, top, bottom = xs[c], xs[c + columns], ys[r], ys[r + rows]
        parts = grid.rows[r][c].split("\n")
        first = top + (bottom - top - ROW * len(parts)) / 2 + (ROW - SIZE) / 2
        for i, part in enumerate(parts):
            if part:
                right = _number(part) and columns == 1
                _word(pen, part, x1 - 3 - width_of(part) if right else x0 + 3, first + i * ROW)
        if grid.lines in {"all", "open"}:
            if r + rows < len(grid.rows):
                pen.rulings.append(Ruling(x0, bottom, x1, bottom))
            if c + columns < len(grid.widths):
                pen.rulings.append(Ruling(x1, top, x1, bottom))
    left, end, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
    if grid.lines in {"all", "columns"}:
        pen.rulings += [Ruling(left, top, left, bottom), Ruling(end, top, end, bottom)]
    if grid.lines == "columns":
        pen.rulings += [Ruling(x, top, x, bottom) for x in xs[1:-1]]
    if grid.lines in {"all", "open", "columns", "three", "rows"}:
        pen.rulings += [Ruling(left, top, end, top), Ruling(left, bottom, end, bottom)]
    if grid.lines == "three":
        pen.rulings.append(Ruling(left, ys[1], end, ys[1]))
    if grid.lines == "rows":
        pen.rulings += [Ruling(left, at, end, at) for at in ys[1:-1]]
    if grid.lines == "under":
        pen.rulings += [Ruling(left, at, end, at) for at in ys[1:]]
    return bottom


Block = Text | Apart | Grid


def page(blocks: Sequence[Block], *, number: int = 1, method: Method = Method.TEXT_LAYER, top: float = 60.0) -> Page:
    pen = _Pen(confidence=0.995 if method is Method.OCR else 1.0)
    y = top
    width = 595.0
    for block in blocks:
        if isinstance(block, Text):
            length = width_of(block.text)
            x = {"left": 50.0, "middle": (width - length) / 2, "right": width - 50 - length}[block.align]
            _word(pen, block.text, x, y)
            y += ROW
        elif isinstance(block, Apart):
            lengths = [width_of(p) for p in block.pieces]
            gap = (width - 100 - sum(lengths)) / max(1, len(lengths) - 1)
            x = 50.0
            for piece, length in zip(block.pieces, lengths, strict=True):
                _word(pen, piece, x, y)
                x += length + gap
            y += ROW
        else:
            y = _draw(pen, block, y) + 8
    reason = "no_text" if method is Method.OCR else "text_layer"
    return Page(number, width, 842.0, tuple(pen.words), tuple(pen.rulings), method, reason)


def document(*pages: Sequence[Block], method: Method = Method.TEXT_LAYER) -> Document:
    made = tuple(page(blocks, number=i, method=method) for i, blocks in enumerate(pages, 1))
    return Document("0" * 64, "made.pdf", "application/pdf", made)
