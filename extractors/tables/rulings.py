"""Drawn lines to lattices: the borders of a table's rows and columns, with what is really drawn between cells.

Tolerances: a text layer's lines are exact to a fraction of a point; a scan's are broken, bent and a point or two off.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.model import Method, Page, Ruling
from extractors.tables.grid import shared

#: a lattice of more cells is graph paper or a hatching; a full page of a workbook has some thousand
_MOST_CELLS = 40_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line: where it stands across, and from where to where it runs."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Tolerance:
    same: float  #: points; lines nearer than this are one line
    join: float  #: points; a gap in a line up to this is a break in the drawing
    touch: float  #: points; ends this near to a crossing line touch it


def tolerance(page: Page) -> Tolerance:
    if page.method is Method.OCR:
        return Tolerance(same=3.5, join=14.0, touch=6.0)
    return Tolerance(same=2.5, join=4.0, touch=3.5)


def _merge(strokes: Sequence[Stroke], limits: Tolerance) -> list[Stroke]:
    """Pieces of one line put together; two rules side by side (a double line) become one."""
    groups: list[list[Stroke]] = []
    for stroke in sorted(strokes, key=lambda s: s.at):
        if groups and stroke.at - groups[-1][-1].at <= limits.same and stroke.at - groups[-1][0].at <= 2 * limits.same:
            groups[-1].append(stroke)
        else:
            groups.append([stroke])
    merged: list[Stroke] = []
    for group in groups:
        weight = sum(s.end - s.start for s in group) or 1.0
        at = sum(s.at * (s.end - s.start) for s in group) / weight if weight > 1 else group[0].at
        pieces: list[list[float]] = []
        for stroke in sorted(group, key=lambda s: s.start):
            if pieces and stroke.start <= pieces[-1][1] + limits.join:
                pieces[-1][1] = max(pieces[-1][1], stroke.end)
            else:
                pieces.append([stroke.start, stroke.end])
        merged += [Stroke(at, start, end) for start, end in pieces]
    return merged


def strokes(page: Page) -> tuple[list[Stroke], list[Stroke]]:
    """Horizontal and vertical lines of the page, pieces joined, specks left out."""
    limits = tolerance(page)
    across: list[Stroke] = []
    down: list[Stroke] = []
    for ruling in page.rulings:
        stroke, horizontal = _stroke(ruling)
        (across if horizontal else down).append(stroke)
    return (
        [s for s in _merge(across, limits) if s.end - s.start >= 8],
        [s for s in _merge(down, limits) if s.end - s.start >= 5],
    )


def _stroke(ruling: Ruling) -> tuple[Stroke, bool]:
    x0, x1 = sorted((ruling.x0, ruling.x1))
    top, bottom = sorted((ruling.top, ruling.bottom))
    if x1 - x0 >= bottom - top:
        return Stroke((top + bottom) / 2, x0, x1), True
    return Stroke((x0 + x1) / 2, top, bottom), False


@dataclass(frozen=True)
class Lattice:
    """Borders of rows and columns of one table, and the lines drawn along them."""

    xs: tuple[float, ...]  #: column borders, left to right; two when only row lines are drawn
    ys: tuple[float, ...]  #: row borders, top to bottom
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    limits: Tolerance

    @cached_property
    def _across(self) -> _Strokes:
        return _Strokes(self.across)

    @cached_property
    def _down(self) -> _Strokes:
        return _Strokes(self.down)

    def line_below(self, row: int, column: int) -> bool:
        """Whether a line is drawn between this elementary cell and the one under it."""
        return self._across.drawn(self.ys[row + 1], self.xs[column], self.xs[column + 1], self.limits.same + 0.5)

    def line_right(self, row: int, column: int) -> bool:
        return self._down.drawn(self.xs[column + 1], self.ys[row], self.ys[row + 1], self.limits.same + 0.5)

    def share_below(self, row: int) -> float:
        """How much of the table's width is drawn under a row, 0..1 where no line is drawn twice."""
        left, right = self.xs[0], self.xs[-1]
        return self._across.covered(self.ys[row + 1], left, right, self.limits.same + 0.5) / (right - left)


class _Strokes:
    """Lines of one direction, found by where they stand across."""

    def __init__(self, lines: Sequence[Stroke]) -> None:
        self._lines = sorted(lines, key=lambda line: line.at)
        self._ats = [line.at for line in self._lines]

    def covered(self, at: float, start: float, end: float, near: float) -> float:
        """How much of the stretch lines cover that stand within ``near`` of ``at``, in points."""
        low, high = bisect_left(self._ats, at - near), bisect_right(self._ats, at + near)
        return sum(shared(line.start, line.end, start, end) for line in self._lines[low:high])

    def drawn(self, at: float, start: float, end: float, near: float) -> bool:
        return self.covered(at, start, end, near) >= 0.55 * (end - start)


def _levels(values: Sequence[float], near: float) -> list[float]:
    """Values nearer than ``near`` to each other as one level."""
    levels: list[list[float]] = []
    for value in sorted(values):
        if levels and value - levels[-1][-1] <= near:
            levels[-1].append(value)
        else:
            levels.append([value])
    return [sum(level) / len(level) for level in levels]


def lattices(page: Page) -> list[Lattice]:
    """Lattices of the page, top to bottom: lines that touch, and stacks of row lines without column lines."""
    limits = tolerance(page)
    across, down = strokes(page)
    parent = list(range(len(across) + len(down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, h in enumerate(across):
        for j, v in enumerate(down):
            t = limits.touch
            if v.start - t <= h.at <= v.end + t and h.start - t <= v.at <= h.end + t:
                parent[root(i)] = root(len(across) + j)
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, h in enumerate(across):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(down):
        groups.setdefault(root(len(across) + j), ([], []))[1].append(v)
    found: list[Lattice] = []
    loose: list[Stroke] = []
    for group_across, group_down in groups.values():
        lattice = _lattice(group_across, group_down, limits)
        if lattice is not None:
            found.append(lattice)
        elif not group_down:
            loose += group_across
    found += _stacks(loose, found, limits)
    return sorted(_without_frames(found), key=lambda f: (f.ys[0], f.xs[0]))


def _lattice(across: list[Stroke], down: list[Stroke], limits: Tolerance) -> Lattice | None:
    if not across or not down:
        return None
    xs = _levels([v.at for v in down], limits.same + 0.5)
    ys = _levels([h.at for h in across], limits.same + 0.5)
    # open sides: the lines that end in the air show where the table ends
    left, right = min(h.start for h in across), max(h.end for h in across)
    top, bottom = min(v.start for v in down), max(v.end for v in down)
    if left < xs[0] - 10:
        xs.insert(0, left)
    if right > xs[-1] + 10:
        xs.append(right)
    if top < ys[0] - 8:
        ys.insert(0, top)
    if bottom > ys[-1] + 8:
        ys.append(bottom)
    if len(xs) < 2 or len(ys) < 2 or len(xs) + len(ys) < 5 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    return Lattice(tuple(xs), tuple(ys), tuple(across), tuple(down), limits)


def _stacks(loose: list[Stroke], found: list[Lattice], limits: Tolerance) -> list[Lattice]:
    """Row lines without column lines (three-line tables): lines of much the same extent, one under the other."""
    stacks: list[list[Stroke]] = []
    for stroke in sorted(loose, key=lambda s: s.at):
        if stroke.end - stroke.start < 120 or any(
            f.ys[0] <= stroke.at <= f.ys[-1] and shared(stroke.start, stroke.end, f.xs[0], f.xs[-1]) > 0 for f in found
        ):
            continue
        for stack in stacks:
            last = stack[-1]
            common = shared(last.start, last.end, stroke.start, stroke.end)
            if common >= 0.85 * max(last.end - last.start, stroke.end - stroke.start):
                stack.append(stroke)
                break
        else:
            stacks.append([stroke])
    made: list[Lattice] = []
    for stack in stacks:
        ys = _levels([s.at for s in stack], limits.same + 0.5)
        if len(ys) >= 3:
            xs = (min(s.start for s in stack), max(s.end for s in stack))
            made.append(Lattice(xs, tuple(ys), tuple(stack), (), limits))
    return made


def _without_frames(found: list[Lattice]) -> list[Lattice]:
    """A frame around a page or around other tables is no table."""
    kept: list[Lattice] = []
    for lattice in found:
        inside = [
            other
            for other in found
            if other is not lattice
            and other.xs[0] >= lattice.xs[0] - 2
            and other.xs[-1] <= lattice.xs[-1] + 2
            and other.ys[0] >= lattice.ys[0] - 2
            and other.ys[-1] <= lattice.ys[-1] + 2
        ]
        if inside and len(lattice.xs) <= 2 and len(lattice.ys) <= 3:
            continue
        kept.append(lattice)
    return kept
