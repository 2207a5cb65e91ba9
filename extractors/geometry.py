"""Pure functions on boxes, and the one mapping between a straightened page and the page as shown. Unit: points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from extractors.model import Box, Page, Word

#: x' = a x + b y + c ; y' = d x + e y + f
Affine = tuple[float, float, float, float, float, float]


def union(boxes: Iterable[Box]) -> Box:
    """Smallest box around ``boxes``. Raises ValueError when there is none."""
    got = list(boxes)
    if not got:
        raise ValueError("union of no boxes")
    return Box(min(b.x0 for b in got), min(b.top for b in got), max(b.x1 for b in got), max(b.bottom for b in got))


def overlap_x(a: Box, b: Box) -> float:
    """Length of the common part on the x axis, 0 when there is none."""
    return max(0.0, min(a.x1, b.x1) - max(a.x0, b.x0))


def overlap_y(a: Box, b: Box) -> float:
    """Length of the common part on the y axis, 0 when there is none."""
    return max(0.0, min(a.bottom, b.bottom) - max(a.top, b.top))


def same_line(a: Box, b: Box) -> bool:
    """Whether two boxes share more than half of the lower one's height."""
    return overlap_y(a, b) > 0.5 * min(a.height, b.height)


def grown(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.top - by, box.x1 + by, box.bottom + by)


def clipped(box: Box, width: float, height: float) -> Box:
    """``box`` cut to a page of this size."""
    x0, x1 = min(max(box.x0, 0.0), width), min(max(box.x1, 0.0), width)
    top, bottom = min(max(box.top, 0.0), height), min(max(box.bottom, 0.0), height)
    return Box(x0, top, max(x0, x1), max(top, bottom))


def apply(affine: Affine, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = affine
    return a * x + b * y + c, d * x + e * y + f


def after(first: Affine, second: Affine) -> Affine:
    """The mapping that does ``first``, then ``second``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        p * a + q * d,
        p * b + q * e,
        p * c + q * f + r,
        s * a + t * d,
        s * b + t * e,
        s * c + t * f + u,
    )


def inverse(affine: Affine) -> Affine:
    """Raises ZeroDivisionError for a mapping that flattens the plane."""
    a, b, c, d, e, f = affine
    det = a * e - b * d
    return (e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det)


def straightened_size(width: float, height: float, turned: int, skew: float) -> tuple[float, float]:
    """Size of the straightened page for a page as shown of this size; no corner is cut off."""
    if turned % 180:
        width, height = height, width
    c, s = abs(math.cos(math.radians(skew))), abs(math.sin(math.radians(skew)))
    return width * c + height * s, width * s + height * c


def straightening(width: float, height: float, turned: int, skew: float) -> Affine:
    """Page as shown -> straightened page: ``turned`` degrees clockwise, then ``skew`` degrees clockwise."""
    turn: Affine = {
        0: (1.0, 0.0, 0.0, 0.0, 1.0, 0.0),
        90: (0.0, -1.0, height, 1.0, 0.0, 0.0),
        180: (-1.0, 0.0, width, 0.0, -1.0, height),
        270: (0.0, 1.0, 0.0, -1.0, 0.0, width),
    }[turned % 360]
    if turned % 180:
        width, height = height, width
    if not skew:
        return turn
    c, s = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    new_width, new_height = straightened_size(width, height, 0, skew)
    # y grows downwards, so a clockwise rotation by skew is (c, -s; s, c)
    rotate: Affine = (
        c,
        -s,
        new_width / 2 - c * width / 2 + s * height / 2,
        s,
        c,
        new_height / 2 - s * width / 2 - c * height / 2,
    )
    return after(turn, rotate)


def mapped(box: Box, affine: Affine) -> Box:
    """The upright box around where ``affine`` takes the corners of ``box``."""
    points = [apply(affine, x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    return Box(
        min(p[0] for p in points),
        min(p[1] for p in points),
        max(p[0] for p in points),
        max(p[1] for p in points),
    )


def to_shown(page: Page, place: Box) -> Box:
    """Where ``place``, a box on the straightened page, stands on the page as shown."""
    if not page.turned and not page.skew:
        return place
    back = inverse(straightening(page.width, page.height, page.turned, page.skew))
    return clipped(mapped(place, back), page.width, page.height)


def span_place(word: Word, start: int, end: int) -> Box:
    """Place of the characters ``start:end`` of a word on the straightened page."""
    n = len(word.text)
    if not n or (start <= 0 and end >= n):
        return word.place
    edges: Sequence[float] = word.edges
    if len(edges) != n + 1:
        step = word.place.width / n
        edges = [word.place.x0 + step * i for i in range(n + 1)]
    return Box(edges[max(0, start)], word.place.top, edges[min(n, end)], word.place.bottom)


def span_box(page: Page, word: Word, start: int, end: int) -> Box:
    """Box of the characters ``start:end`` of a word on the page as shown, for evidence."""
    if start <= 0 and end >= len(word.text):
        return word.box
    return to_shown(page, span_place(word, start, end))
