"""Pure functions on boxes, and the one mapping between a straightened page and the page as shown. Unit: points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from extractors.model import Box, Flattened, Page, Projective, Word

#: the mapping that leaves everything where it is
AS_SHOWN: Projective = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


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


def grown(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.top - by, box.x1 + by, box.bottom + by)


def clipped(box: Box, width: float, height: float) -> Box:
    """``box`` cut to a page of this size."""
    x0, x1 = min(max(box.x0, 0.0), width), min(max(box.x1, 0.0), width)
    top, bottom = min(max(box.top, 0.0), height), min(max(box.bottom, 0.0), height)
    return Box(x0, top, max(x0, x1), max(top, bottom))


def apply(mapping: Projective, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f, g, h, i = mapping
    w = g * x + h * y + i
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w


def after(first: Projective, second: Projective) -> Projective:
    """The mapping that does ``first``, then ``second``."""
    a, b, c, d, e, f, g, h, i = first
    p, q, r, s, t, u, v, w, z = second
    return (
        p * a + q * d + r * g,
        p * b + q * e + r * h,
        p * c + q * f + r * i,
        s * a + t * d + u * g,
        s * b + t * e + u * h,
        s * c + t * f + u * i,
        v * a + w * d + z * g,
        v * b + w * e + z * h,
        v * c + w * f + z * i,
    )


def inverse(mapping: Projective) -> Projective:
    """Raises ZeroDivisionError for a mapping that flattens the plane to a line."""
    a, b, c, d, e, f, g, h, i = mapping
    det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    return (
        (e * i - f * h) / det,
        (c * h - b * i) / det,
        (b * f - c * e) / det,
        (f * g - d * i) / det,
        (a * i - c * g) / det,
        (c * d - a * f) / det,
        (d * h - e * g) / det,
        (b * g - a * h) / det,
        (a * e - b * d) / det,
    )


def straightened_size(
    width: float, height: float, turned: int, skew: float, flat: Flattened | None = None
) -> tuple[float, float]:
    """Size of the straightened page for a page as shown of this size; turning cuts no corner off."""
    if turned % 180:
        width, height = height, width
    if flat is not None:
        width, height = flat.width, flat.height
    c, s = abs(math.cos(math.radians(skew))), abs(math.sin(math.radians(skew)))
    return width * c + height * s, width * s + height * c


def straightening(width: float, height: float, turned: int, skew: float, flat: Flattened | None = None) -> Projective:
    """Page as shown -> straightened page: ``turned`` degrees clockwise, flattened, then ``skew`` degrees clockwise."""
    done: Projective = {
        0: AS_SHOWN,
        90: (0.0, -1.0, height, 1.0, 0.0, 0.0, 0.0, 0.0, 1.0),
        180: (-1.0, 0.0, width, 0.0, -1.0, height, 0.0, 0.0, 1.0),
        270: (0.0, 1.0, 0.0, -1.0, 0.0, width, 0.0, 0.0, 1.0),
    }[turned % 360]
    if turned % 180:
        width, height = height, width
    if flat is not None:
        done = after(done, flat.mapping)
        width, height = flat.width, flat.height
    if not skew:
        return done
    c, s = math.cos(math.radians(skew)), math.sin(math.radians(skew))
    new_width, new_height = straightened_size(width, height, 0, skew)
    # y grows downwards, so a clockwise rotation by skew is (c, -s; s, c)
    rotate: Projective = (
        c,
        -s,
        new_width / 2 - c * width / 2 + s * height / 2,
        s,
        c,
        new_height / 2 - s * width / 2 - c * height / 2,
        0.0,
        0.0,
        1.0,
    )
    return after(done, rotate)


def mapped(box: Box, mapping: Projective) -> Box:
    """The upright box around where ``mapping`` takes the corners of ``box``."""
    points = [apply(mapping, x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    return Box(
        min(p[0] for p in points),
        min(p[1] for p in points),
        max(p[0] for p in points),
        max(p[1] for p in points),
    )


def upright_size(page: Page) -> tuple[float, float]:
    """Width and height of the straightened page, on which :attr:`Word.place` stands."""
    return straightened_size(page.width, page.height, page.turned, page.skew, page.flat)


def to_shown(page: Page, place: Box) -> Box:
    """Where ``place``, a box on the straightened page, stands on the page as shown."""
    if not page.turned and not page.skew and page.flat is None:
        return place
    back = inverse(straightening(page.width, page.height, page.turned, page.skew, page.flat))
    return clipped(mapped(place, back), page.width, page.height)


def span_place(word: Word, start: int, end: int) -> Box:
    """Place of the characters ``start:end`` of a word on the straightened page."""
    n = len(word.text)
    if not n or (start <= 0 and end >= n):
        return word.place
    edges: Sequence[float] = word.edges
    if len(edges) != n + 1:
        x0, step = word.place.x0, word.place.width / n
        return Box(x0 + step * max(0, start), word.place.top, x0 + step * min(n, end), word.place.bottom)
    return Box(edges[max(0, start)], word.place.top, edges[min(n, end)], word.place.bottom)


def span_box(page: Page, word: Word, start: int, end: int) -> Box:
    """Box of the characters ``start:end`` of a word on the page as shown, for evidence."""
    if start <= 0 and end >= len(word.text):
        return word.box
    return to_shown(page, span_place(word, start, end))
