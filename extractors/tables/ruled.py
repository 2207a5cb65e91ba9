"""A lattice of drawn lines filled with words: cells, merged cells, rows that only text lines tell apart."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.model import Box, Page, Word
from extractors.tables.clean import clean
from extractors.tables.columns import columns_of, place_words
from extractors.tables.grid import Cell, Table, cut, lines_of
from extractors.tables.rulings import Lattice

#: points; a word's middle this far outside the outermost line still belongs to the table
_BESIDE = 3.5
#: figures that cannot be a piece of a wrapped code: grouped by thousands or with decimals
_MONEY = re.compile(r"[(-]?\d{1,3}(,\d{3})+(\.\d+)?\)?|[(-]?\d+\.\d{2}\)?")


def ruled_table(page: Page, lattice: Lattice, words: Sequence[Word]) -> Table | None:
    """The table of a lattice with those of ``words`` that stand in it; None when fewer than two cells hold text."""
    if not lattice.down:
        return _stacked(page, lattice, words)
    owner = _owners(lattice)
    held: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        row = _slot(lattice.ys, word.place.middle)
        if row is None:
            continue
        borders = [lattice.xs[c + 1] for c in range(len(lattice.xs) - 2) if lattice.line_right(row, c)]
        for part in cut(page, word, borders):
            column = _slot(lattice.xs, (part.place.x0 + part.place.x1) / 2)
            if column is not None:
                held.setdefault(owner[row, column], []).append(part)
    if sum(1 for cell_words in held.values() if cell_words) < 2:
        return None
    cells: list[Cell] = []
    for (row, column), (rows, columns) in _spans(owner).items():
        inside = held.get((row, column), [])
        stops = [0, *_gaps(inside, lattice.xs[column : column + columns + 1]), columns]
        for low, high in pairwise(stops):
            x0, x1 = lattice.xs[column + low], lattice.xs[column + high]
            mine = tuple(w for w in inside if len(stops) == 2 or x0 <= (w.place.x0 + w.place.x1) / 2 < x1)
            cells.append(
                Cell(row, column + low, Box(x0, lattice.ys[row], x1, lattice.ys[row + rows]), mine, rows, high - low)
            )
    cells.sort(key=lambda c: (c.row, c.column))
    return _numbered(page, lattice, list(_split_tall(cells, len(lattice.ys) - 1)))


def _gaps(words: Sequence[Word], xs: Sequence[float]) -> list[int]:
    """Inner borders of a cell over several columns that its words leave wide free, with words on both sides.

    A merged cell holds one text; several texts, each over its own column, stand in a row whose column lines the
    scan lost or the form never drew.
    """
    found: list[int] = []
    lines = lines_of(words)
    for index, x in enumerate(xs[1:-1], 1):
        free = False
        for line in lines:
            before = [w for w in line if (w.place.x0 + w.place.x1) / 2 < x]
            after = line[len(before) :]
            em = max(w.place.height for w in line)
            if any(w.place.x0 + 0.5 * em < x < w.place.x1 - 0.5 * em for w in line):
                free = False
                break
            if before and after and after[0].place.x0 - max(w.place.x1 for w in before) >= 1.2 * em:
                free = True
        if free:
            found.append(index)
    return found


def _slot(borders: Sequence[float], at: float) -> int | None:
    """Between which two borders ``at`` stands; a little outside still counts as the outermost."""
    index = bisect_right(borders, at) - 1
    if index < 0:
        return 0 if at > borders[0] - _BESIDE else None
    if index >= len(borders) - 1:
        return len(borders) - 2 if at < borders[-1] + _BESIDE else None
    return index


def _owners(lattice: Lattice) -> dict[tuple[int, int], tuple[int, int]]:
    """For each elementary cell the first one of the drawn cell it belongs to."""
    rows, columns = len(lattice.ys) - 1, len(lattice.xs) - 1
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    def join(a: tuple[int, int], b: tuple[int, int]) -> None:
        first, second = sorted((root(a), root(b)))
        parent[second] = first

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not lattice.line_right(r, c):
                join((r, c), (r, c + 1))
            if r + 1 < rows and not lattice.line_below(r, c) and not _line_through(lattice, r):
                join((r, c), (r + 1, c))
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in parent:
        groups.setdefault(root(cell), []).append(cell)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for members in groups.values():
        top, left = min(r for r, _ in members), min(c for _, c in members)
        bottom, right = max(r for r, _ in members), max(c for _, c in members)
        if len(members) == (bottom - top + 1) * (right - left + 1):
            owner.update(dict.fromkeys(members, (top, left)))
        else:  # a broken line let two cells run together: trust only what is joined along one row
            owner.update(_along_rows(lattice, members))
    return owner


def _line_through(lattice: Lattice, row: int) -> bool:
    """Whether the line under ``row`` runs over nearly the whole table, so that a gap in it is a break of the scan."""
    if lattice.limits.same < 3:
        return False
    return lattice.share_below(row) >= 0.9


def _along_rows(
    lattice: Lattice, members: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    inside = set(members)
    for row, column in sorted(members):
        start = column
        while (row, start - 1) in inside and not lattice.line_right(row, start - 1):
            start -= 1
        yield (row, column), (row, start)


def _spans(owner: dict[tuple[int, int], tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for (row, column), (top, left) in owner.items():
        rows, columns = spans.get((top, left), (1, 1))
        spans[top, left] = (max(rows, row - top + 1), max(columns, column - left + 1))
    return spans


def _split_tall(cells: list[Cell], row_count: int) -> Iterator[list[Cell]]:
    """Rows of cells; a drawn row holding several figures one under the other in a column becomes a row per line."""
    spanned = {r for cell in cells if cell.rows > 1 for r in range(cell.row, cell.row + cell.rows)}
    by_row: dict[int, list[Cell]] = {}
    for cell in cells:
        by_row.setdefault(cell.row, []).append(cell)
    for row in range(row_count):
        here = by_row.get(row, [])
        if row in spanned or not any(_stacked_figures(cell) for cell in here):
            yield here
            continue
        bands = lines_of([word for cell in here for word in cell.words])
        for band in bands:
            chosen = {id(word) for word in band}
            top, bottom = min(w.place.top for w in band), max(w.place.bottom for w in band)
            yield [
                Cell(
                    row,
                    cell.column,
                    Box(cell.place.x0, top, cell.place.x1, bottom),
                    tuple(word for word in cell.words if id(word) in chosen),
                    1,
                    cell.columns,
                )
                for cell in here
            ]


def _stacked_figures(cell: Cell) -> bool:
    """Whether a cell holds two amounts or three serial numbers one under the other; a header may stand above them."""
    texts = [clean("".join(w.text for w in line)) for line in lines_of(cell.words)]
    if sum(1 for t in texts if _MONEY.fullmatch(t)) >= 2:
        return True
    counts = [int(t) for t in texts if t.isdecimal() and len(t) < 4]
    return 3 <= len(counts) >= len(texts) - 1 and all(b == a + 1 for a, b in pairwise(counts))


def _numbered(page: Page, lattice: Lattice, rows: list[list[Cell]]) -> Table:
    """The table with rows numbered anew after splitting."""
    first: dict[int, int] = {}
    count: dict[int, int] = {}
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        for cell in row:
            first.setdefault(cell.row, index)
    starts = sorted(first)
    for index, row in enumerate(rows):
        for cell in row:
            last = cell.row + cell.rows
            at = bisect_left(starts, last)
            after = first[starts[at]] if at < len(starts) else len(rows)
            height = 1 if cell.rows == 1 else max(1, after - index)
            cells.append(Cell(index, cell.column, cell.place, cell.words, height, cell.columns))
            count[index] = 1
    place = Box(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1])
    return Table(page.number, place, tuple(cells), len(rows), len(lattice.xs) - 1, True, lattice.xs)


def _stacked(page: Page, lattice: Lattice, words: Sequence[Word]) -> Table | None:
    """A table with row lines only: columns from the gaps, rows from the lines, tall rows by their text lines."""
    inside = list(words)
    lines = lines_of(inside)
    columns = columns_of(lines)
    if len(columns) < 2:
        return None
    rows: list[list[Cell]] = []
    bands: dict[int | None, list[Word]] = {}
    for word in inside:
        bands.setdefault(_slot(lattice.ys, word.place.middle), []).append(word)
    for index, (top, bottom) in enumerate(pairwise(lattice.ys)):
        band = bands.get(index)
        if not band:
            continue
        cells = [
            Cell(index, column, Box(c0, top, c1, bottom), tuple(held), 1, span)
            for (column, span), held, (c0, c1) in place_words(lines_of(band), columns, page)
        ]
        rows += list(_split_tall([Cell(0, c.column, c.place, c.words, 1, c.columns) for c in cells], 1))
    numbered = tuple(
        Cell(index, cell.column, cell.place, cell.words, 1, cell.columns)
        for index, row in enumerate(rows)
        for cell in row
    )
    place = Box(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1])
    edges = (columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1])
    return Table(page.number, place, numbered, len(rows), len(columns), False, edges)
