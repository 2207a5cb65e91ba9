"""Which sides of a sheet's cells are lines of a table: the drawn ones, or, where nobody drew any, the table's grid."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extractors.backends.sheets import Filled, Place, Sheet, areas

#: share of the filled cells of a table that have a drawn side, above which its lines are taken for drawn
_DRAWN = 0.5
#: filled cells that make a row one of a table
_FEW = 2
_LABEL = re.compile(r"[:：]")
#: a label with its value behind it: 编制单位：…, 单位：元
_STATED = re.compile(r"[:：]\s*\S")
_AMOUNT = re.compile(r"[(（]?[-+¥￥]?\d[\d,]*(\.\d+)?%?[)）]?")


def drawn_sides(
    sheet: Sheet, cells: Mapping[Place, Filled], merges: Mapping[Place, Place], rows: int, columns: int
) -> tuple[set[Place], set[Place]]:
    """Places with a line above them, and to their left; none inside a merged cell."""
    above = {(r, c) for r, c in sheet.above if r <= rows and c < columns}
    left = {(r, c) for r, c in sheet.left if r < rows and c <= columns}
    for first, last in _tables(cells, above, left):
        _grid(first, last, above, left)
    for (r0, c0), (r1, c1) in areas(merges):
        above -= {(r, c) for r in range(r0 + 1, r1 + 1) for c in range(c0, c1 + 1)}
        left -= {(r, c) for r in range(r0, r1 + 1) for c in range(c0 + 1, c1 + 1)}
    return above, left


def _grid(first: Place, last: Place, above: set[Place], left: set[Place]) -> None:
    for row in range(first[0], last[0] + 2):
        for column in range(first[1], last[1] + 2):
            if column <= last[1]:
                above.add((row, column))
            if row <= last[0]:
                left.add((row, column))


class _Rows:
    """The filled cells of each row, and what sort of row they make it."""

    def __init__(self, cells: Mapping[Place, Filled]) -> None:
        self.columns: dict[int, list[int]] = {}
        self._texts: dict[int, list[str]] = {}
        for (row, column), cell in sorted(cells.items()):
            self.columns.setdefault(row, []).append(column)
            self._texts.setdefault(row, []).append(cell.text)

    def few(self, row: int) -> bool:
        return len(self.columns[row]) < _FEW

    def opens(self, row: int) -> bool:
        """A heading or the first line of a table: several cells, and not labels with what they say behind them."""
        return not self.few(row) and (self._amounts(row) > 0 or not self._some(row, _LABEL))

    def ends(self, row: int) -> bool:
        """A caption, of this table or of the next one."""
        return not self.few(row) and not self._amounts(row) and 2 * self._some(row, _STATED) > len(self._texts[row])

    def signs(self, row: int) -> bool:
        """What may stand under a table: one note, or the places to sign (制表人：)."""
        return self.few(row) or (not self._amounts(row) and self._some(row, _LABEL) == len(self._texts[row]))

    def _some(self, row: int, pattern: re.Pattern[str]) -> int:
        return sum(1 for text in self._texts[row] if pattern.search(text) and not _AMOUNT.fullmatch(text.strip()))

    def _amounts(self, row: int) -> int:
        return sum(1 for text in self._texts[row] if _AMOUNT.fullmatch(text.strip()))


def _tables(cells: Mapping[Place, Filled], above: set[Place], left: set[Place]) -> list[tuple[Place, Place]]:
    """First and last cell of each run of rows that stands as a table and has no lines of its own."""
    rows = _Rows(cells)
    runs: list[list[int]] = [[]]
    for row in sorted(rows.columns):
        run = runs[-1]
        if run and row == run[-1] + 1 and not rows.ends(row):
            run.append(row)
        else:
            runs.append([row] if rows.opens(row) else [])
    found: list[tuple[Place, Place]] = []
    for run in runs:
        while run and rows.signs(run[-1]):
            run.pop()
        if len(run) < 2:
            continue
        filled = [(row, column) for row in run for column in rows.columns[row]]
        sided = sum(
            1 for r, c in filled if (r, c) in above or (r, c) in left or (r + 1, c) in above or (r, c + 1) in left
        )
        if sided < _DRAWN * len(filled):
            columns = [column for _, column in filled]
            found.append(((run[0], min(columns)), (run[-1], max(columns))))
    return found
