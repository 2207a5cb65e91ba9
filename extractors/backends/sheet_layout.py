"""A worksheet laid out as pages of words and rulings, so that whatever reads paper reads it too.

Columns are as wide as stated, and wider where their numbers or labels would not fit: a program hides what does not fit
behind ``####`` or the next cell, a reader must not. A sheet longer than a page goes on on the next one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from extractors.backends.rulings import merged
from extractors.backends.sheet_grid import drawn_sides
from extractors.backends.sheets import Filled, Place, Sheet, areas, cell_name
from extractors.model import Box, Page, Ruling, Word

#: points left free around the sheet
_MARGIN = 18.0
#: points between the sides of a cell and its text: the texts of two cells stand further apart than words of one line
_INSET = 8.0
#: height of a line of text, in font sizes
_LEADING = 1.3
#: points a page is high at most: some 130 rows. Statements stay whole, tables are read in time, and a page can be drawn
_PAGE_HEIGHT = 2_000.0
#: points; a stated width or height beyond these is decoration
_WIDEST, _NARROWEST, _HIGHEST, _LOWEST = 320.0, 14.0, 60.0, 6.0
#: points of text on one line before it is broken, where nothing beside it is in the way
_LONGEST_LINE = 420.0
#: rows or columns with nothing in them that are kept, one after another; more say nothing
_BLANK = 2
#: rows of a merged cell up to which it is kept whole: no page begins inside it, and its text has room
_TALL = 60
#: a cell that a program does not show was not seen by who handed the sheet in: no value out of it is sure
_HIDDEN_CONFIDENCE = 0.5


def width_of(text: str, points: float) -> float:
    """Points; a Chinese character is as wide as it is high, a Latin one little more than half."""
    return sum(_advance(char) for char in text) * points


def _advance(char: str) -> float:
    return 1.0 if ord(char) > 0x2E7F or char in "—…“”‘’·×÷" else 0.3 if char in " .,:;'|!" else 0.56


@dataclass(frozen=True, slots=True)
class _Laid:
    """A cell's text broken into lines, and the columns and rows it may use."""

    place: Place
    cell: Filled
    lines: tuple[str, ...]
    last_row: int
    last_column: int

    @property
    def height(self) -> float:
        return len(self.lines) * self.cell.points * _LEADING


def pages(sheet: Sheet, first: int) -> list[Page]:
    """Pages of a sheet, numbered from ``first``; none where nothing stands in it."""
    if not sheet.cells:
        return []
    rows = 1 + max(row for row, _ in sheet.cells)
    columns = 1 + max(column for _, column in sheet.cells)
    merges = {(r0, c0): (min(r1, rows - 1), min(c1, columns - 1)) for r0, c0, r1, c1 in sheet.merges}
    covered = _covered(merges)
    shown = {place: cell for place, cell in sheet.cells.items() if place not in covered}
    xs = _columns(sheet, shown, merges, columns)
    laid = [_laid(place, cell, sheet, merges, xs, columns) for place, cell in sorted(shown.items())]
    heights = _heights(sheet, laid, rows)
    above, left = drawn_sides(sheet, shown, merges, rows, columns)
    for one in laid:  # a text that runs over into empty cells covers the lines between them
        left -= {(one.place[0], column) for column in _run_over(one, xs)}
    tops, sides = _by_row(above), _by_row(left)
    breaks = _breaks(heights, merges)
    starts = [begin for begin, _ in breaks]
    found: list[Page] = []
    by_page: dict[int, list[_Laid]] = {}
    for one in laid:
        by_page.setdefault(bisect_right(starts, one.place[0]) - 1, []).append(one)
    for index, (begin, end) in enumerate(breaks):
        mine = by_page.get(index, [])
        if not mine:
            continue
        ys = [_MARGIN + y for y in accumulate(heights[begin:end], initial=0.0)]
        words = [word for one in mine for word in _words(one, sheet, xs, ys, begin, end)]
        width = max([xs[-1], *(word.box.x1 for word in words)]) + _MARGIN
        height = ys[-1] + _MARGIN
        lines = merged(_rulings(tops, sides, xs, ys, begin, end), width, height)
        found.append(
            Page(first + len(found), width, height, tuple(words), tuple(lines), reason="cells", sheet=sheet.name)
        )
    return found


def _covered(merges: Mapping[Place, Place]) -> set[Place]:
    """Places under a merged cell, other than its first."""
    found: set[Place] = set()
    for (r0, c0), (r1, c1) in areas(merges):
        found.update((r, c) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1) if (r, c) != (r0, c0))
    return found


def _columns(sheet: Sheet, cells: Mapping[Place, Filled], merges: Mapping[Place, Place], count: int) -> list[float]:
    """x of the column borders, ``count + 1`` of them."""
    needs = [0.0] * count
    for (row, column), cell in cells.items():
        if _reach((row, column), cell, cells, merges, count) > column:
            continue
        widest = max(width_of(line, cell.points) for line in cell.text.split("\n")) + 2 * _INSET
        needs[column] = max(needs[column], widest if cell.number else min(widest, _LONGEST_LINE))
    filled = {column for _, column in cells}
    widths: list[float] = []
    blank = 0
    for column in range(count):
        blank = 0 if column in filled else blank + 1
        stated = min(_WIDEST, max(_NARROWEST, sheet.widths.get(column, sheet.width)))
        usual = stated if not blank else _NARROWEST if blank <= _BLANK else 0.0
        widths.append(max(usual, needs[column]))
    for place, cell in sorted(cells.items()):
        last = _reach(place, cell, cells, merges, count)
        if last == count - 1 and place not in merges and not cell.number:
            continue  # nothing stands to the right: the page may grow
        widest = max(width_of(line, cell.points) for line in cell.text.split("\n")) + 2 * _INSET
        lacks = (widest if cell.number else min(widest, _LONGEST_LINE)) - sum(widths[place[1] : last + 1])
        widths[last] += max(0.0, lacks)
    return [_MARGIN + x for x in accumulate(widths, initial=0.0)]


#: columns that a text may run over: one stray cell far to the right must not make every row as long
_RUN_OVER = 100


def _reach(
    place: Place, cell: Filled, cells: Mapping[Place, Filled], merges: Mapping[Place, Place], columns: int
) -> int:
    """The last column that a cell's text may run into: its own, the merged ones, or the empty ones beside it."""
    row, column = place
    if place in merges:
        return merges[place][1]
    if not cell.number and cell.align in ("left", "across", "center"):
        while column + 1 < min(columns, place[1] + _RUN_OVER) and (row, column + 1) not in cells:
            column += 1
    return column


def _laid(
    place: Place, cell: Filled, sheet: Sheet, merges: Mapping[Place, Place], xs: Sequence[float], columns: int
) -> _Laid:
    column = place[1]
    last_row = merges.get(place, place)[0]
    last_column = _reach(place, cell, sheet.cells, merges, columns)
    room = xs[last_column + 1] - xs[column] - 2 * _INSET
    if last_column == columns - 1 and place not in merges and not cell.number:
        room = max(room, _LONGEST_LINE)  # nothing stands to the right: the page may grow
    lines = [part for line in cell.text.strip("\n").split("\n") for part in _broken(line, cell, room)]
    if place not in merges and cell.align == "center":
        own = xs[column + 1] - xs[column]
        if all(width_of(line, cell.points) <= own for line in lines):
            last_column = column
    return _Laid(place, cell, tuple(lines), last_row, last_column)


def _broken(line: str, cell: Filled, room: float) -> Iterator[str]:
    """A line broken where it would leave its room; a number never is."""
    if cell.number or width_of(line, cell.points) <= room:
        yield line
        return
    part, used = "", 0.0
    for char in line:
        step = _advance(char) * cell.points
        if part and used + step > room:
            yield part
            part, used = "", 0.0
        part, used = part + char, used + step
    yield part


def _heights(sheet: Sheet, laid: Sequence[_Laid], rows: int) -> list[float]:
    usual = min(_HIGHEST, max(_LOWEST, sheet.height))
    heights = [min(_HIGHEST, max(_LOWEST, sheet.heights.get(row, usual))) for row in range(rows)]
    filled = {one.place[0] for one in laid}
    blank = 0
    for row in range(rows):
        blank = 0 if row in filled else blank + 1
        if blank > _BLANK:
            heights[row] = 0.0
    for one in laid:
        row = one.place[0]
        if one.last_row == row:
            heights[row] = max(heights[row], one.height + 2)
    for one in laid:  # over several rows: what they lack goes to the last
        if one.place[0] < one.last_row <= one.place[0] + _TALL:
            there = sum(heights[one.place[0] : one.last_row + 1])
            heights[one.last_row] += max(0.0, one.height + 2 - there)
    return heights


def _breaks(heights: Sequence[float], merges: Mapping[Place, Place]) -> list[tuple[int, int]]:
    """From which row to which (not included) each page runs; no page begins inside a merged cell."""
    spans = sorted({(r0, r1) for (r0, _), (r1, _) in merges.items() if r0 < r1 <= r0 + _TALL})
    breaks: list[tuple[int, int]] = []
    begin, used = 0, 0.0
    for row, height in enumerate(heights):
        if used + height > _PAGE_HEIGHT and row > begin:
            at = min([row, *(r0 for r0, r1 in spans if r0 < row <= r1 and r0 > begin)])
            breaks.append((begin, at))
            begin, used = at, sum(heights[at:row])
        used += height
    breaks.append((begin, len(heights)))
    return breaks


def _words(one: _Laid, sheet: Sheet, xs: Sequence[float], ys: Sequence[float], begin: int, end: int) -> Iterator[Word]:
    """Words of one cell: each line parted at its blanks, every character in its place."""
    row, column = one.place
    name = cell_name(row, column)
    hidden = row in sheet.hidden_rows or column in sheet.hidden_columns
    confidence = _HIDDEN_CONFIDENCE if hidden or one.place in sheet.cut else 1.0
    left, right = xs[column] + _INSET, xs[one.last_column + 1] - _INSET
    top, bottom = ys[row - begin], ys[min(one.last_row + 1, end) - begin]
    points = one.cell.points
    y = (top + bottom - one.height) / 2 + (_LEADING - 1) / 2 * points
    for line in one.lines:
        x = _start(one, line, left, right)
        edges = [x, *(x + step for step in accumulate(_advance(char) * points for char in line))]
        for start, stop in _runs(line):
            box = Box(edges[start], y, edges[stop], y + points)
            yield Word(line[start:stop], box, box, confidence, tuple(edges[start : stop + 1]), cell=name)
        y += points * _LEADING


def _start(one: _Laid, line: str, left: float, right: float) -> float:
    """Where a line of a cell begins, between the sides of its room."""
    width = width_of(line, one.cell.points)
    if one.cell.align == "right":
        return right - width
    return max(left, (left + right - width) / 2) if one.cell.align in ("center", "across") else left


def _run_over(one: _Laid, xs: Sequence[float]) -> Iterator[int]:
    """Columns whose left side a cell's text covers."""
    column = one.place[1]
    left, right = xs[column] + _INSET, xs[one.last_column + 1] - _INSET
    for line in one.lines if one.last_column > column else ():
        x0 = _start(one, line, left, right)
        x1 = x0 + width_of(line, one.cell.points)
        yield from (c for c in range(column + 1, one.last_column + 1) if x0 < xs[c] < x1)


def _runs(line: str) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for index, char in enumerate(line):
        if char.isspace() or char in "\u200b\ufeff":
            if start is not None:
                yield start, index
            start = None
        elif start is None:
            start = index
    if start is not None:
        yield start, len(line)


def _by_row(places: set[Place]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, column in places:
        found.setdefault(row, []).append(column)
    return found


def _rulings(
    tops: Mapping[int, Sequence[int]],
    sides: Mapping[int, Sequence[int]],
    xs: Sequence[float],
    ys: Sequence[float],
    begin: int,
    end: int,
) -> Iterator[Ruling]:
    for row in range(begin, end + 1):
        y = ys[row - begin]
        for column in tops.get(row, ()):
            if column + 1 < len(xs):
                yield Ruling(xs[column], y, xs[column + 1], y)
        for column in sides.get(row, ()) if row < end else ():
            if column < len(xs):
                yield Ruling(xs[column], y, xs[column], ys[row - begin + 1])
