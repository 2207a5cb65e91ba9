"""Drawn shapes of OFD: their straight lines, for tables; which are filled, and which are curves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from extractors.backends.markup import Node
from extractors.backends.ofd_file import no, numbers, yes
from extractors.backends.ofd_matrix import Matrix, point
from extractors.model import Box, Ruling

#: a filled shape thinner than this (points) is a line
_THIN = 2.5
#: how many numbers each operator takes: start, move, line, quadratic, cubic, arc, close
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST_POINTS = 100_000
#: a channel of a colour as #FF
_HEX = re.compile(r"#([0-9A-Fa-f]{1,2})(?![0-9A-Fa-f])")


@dataclass(frozen=True, slots=True)
class Path:
    """One shape without a gap."""

    box: Box
    lines: tuple[Ruling, ...]  #: horizontal and vertical ones, and others: the caller drops what is slanted
    filled: bool
    white: bool
    curved: bool


def paths(node: Node, to_points: Matrix) -> Iterator[Path]:
    data = node.first("AbbreviatedData")
    if data is None:
        return
    stroked, filled = not no(node, "Stroke"), yes(node, "Fill")
    colour = node.first("FillColor") if filled and not stroked else node.first("StrokeColor")
    for points, curved in _shapes(data.text):
        placed = [point(to_points, x, y) for x, y in points]
        box = Box(
            min(x for x, _ in placed), min(y for _, y in placed), max(x for x, _ in placed), max(y for _, y in placed)
        )
        thin = filled and min(box.width, box.height) <= _THIN
        lines: tuple[Ruling, ...] = ()
        if thin and box.width >= box.height:
            lines = (Ruling(box.x0, box.middle, box.x1, box.middle),)
        elif thin:
            middle = (box.x0 + box.x1) / 2
            lines = (Ruling(middle, box.top, middle, box.bottom),)
        elif stroked and not curved:
            lines = tuple(
                Ruling(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in pairwise(placed)
            )
        yield Path(box, lines, filled, is_white(colour), curved)


def _shapes(text: str) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """Runs of points, and whether a curve is among them."""
    words = text.split()
    points: list[tuple[float, float]] = []
    curved = False
    index = 0
    while index < len(words) and index < _MOST_POINTS:
        operator = words[index].upper()
        if operator not in _TAKES:
            index += 1
            continue
        taken = numbers(" ".join(words[index + 1 : index + 1 + _TAKES[operator]]))
        index += 1 + _TAKES[operator]
        if len(taken) != _TAKES[operator]:
            continue
        if operator in "SM":
            if len(points) > 1:
                yield points, curved
            points, curved = [(taken[0], taken[1])], False
        elif operator == "C":
            if len(points) > 2:
                points.append(points[0])
        else:
            curved = curved or operator != "L"
            points.append((taken[-2], taken[-1]))
    if len(points) > 1:
        yield points, curved


def is_white(colour: Node | None) -> bool:
    """Whether a colour is as light as paper; one in another colour space than RGB or grey is taken for ink."""
    if colour is None:
        return False
    value = numbers(_HEX.sub(lambda told: str(int(told[1], 16)), colour.get("Value")))
    return len(value) in (1, 3) and all(channel >= 250 for channel in value)
