"""A text object of OFD as placed characters. GB/T 33190-2016, 11: positions are in the object's own coordinates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.backends.glyphs import Glyph
from extractors.backends.markup import Node
from extractors.backends.ofd_file import numbers
from extractors.backends.ofd_matrix import Matrix, around, then
from extractors.model import Box

#: how far a character reaches above and below its baseline, in font sizes
_ABOVE, _BELOW = 0.86, 0.14
#: share of a slope above which text is tilted: a watermark laid over the page
_TILT = 0.08
#: white space and what XML cannot hold are written as four hexadecimal digits; other characters never are, and a
#: backslash before them is one
_ESCAPED = re.compile(r"\\(00[01][0-9A-Fa-f]|00(?:20|5[Cc]|7[Ff]|[Aa]0|[Aa]4)|3000|[Ff]{3}[EeFf])")
#: stands where a sign drawn before it shows this character too
_PLACE_HOLDER = "\u00a4"
_QUARTER: dict[int, tuple[float, float, float, float]] = {
    0: (1.0, 0.0, 0.0, 1.0),
    90: (0.0, 1.0, -1.0, 0.0),
    180: (-1.0, 0.0, 0.0, -1.0),
    270: (0.0, -1.0, 1.0, 0.0),
}


def glyphs(node: Node, to_points: Matrix) -> Iterator[Glyph]:
    """Characters of a text object in its order; white space only as a mark on what follows it.

    ``to_points``: from the object's coordinates to the page.
    """
    size = next(iter(numbers(node.get("Size"))), 0.0)
    stretch = next(iter(numbers(node.get("HScale"))), 1.0) or 1.0
    if size <= 0:
        return
    turn = _QUARTER[_degrees(node.get("CharDirection"))]
    onward = _degrees(node.get("ReadDirection"))
    x = y = 0.0
    space = False
    for code in node.all("TextCode"):
        x = next(iter(numbers(code.get("X"))), x)
        y = next(iter(numbers(code.get("Y"))), y)
        text = _ESCAPED.sub(_unescaped, code.text.strip("\r\n\t") if "\n" in code.text else code.text)
        across, down = steps(code.get("DeltaX"), len(text)), steps(code.get("DeltaY"), len(text))
        at = (x, y)
        for index, char in enumerate(text):
            wide = width(char) * size * stretch
            if char.isspace() or char == "\u200b":
                space = True
            elif char != _PLACE_HOLDER:
                glyph = _glyph(char, size, wide, then((*turn, *at), to_points), space)
                if glyph is not None:
                    yield glyph
                space = False
            at = _next(at, across, down, index, wide, size, onward)
        x, y = at


def _unescaped(told: re.Match[str]) -> str:
    return chr(int(told[1], 16))


def _next(
    at: tuple[float, float],
    across: list[float],
    down: list[float],
    index: int,
    wide: float,
    size: float,
    onward: int,
) -> tuple[float, float]:
    if across or down:  # where one is given the other stays as it is
        dx = across[min(index, len(across) - 1)] if across else 0.0
        dy = down[min(index, len(down) - 1)] if down else 0.0
        return at[0] + dx, at[1] + dy
    if onward in (90, 270):
        return at[0], at[1] + (size if onward == 90 else -size)
    return at[0] + (wide if onward == 0 else -wide), at[1]


def steps(text: str, most: int) -> list[float]:
    """Distances from character to character: ``3.2 g 4 1.6`` is 3.2 and four times 1.6."""
    found: list[float] = []
    words = text.replace(",", " ").split()
    index = 0
    while index < len(words) and len(found) < most:
        if words[index].lower() == "g":
            told, value = "".join(words[index + 1 : index + 2]), numbers("".join(words[index + 2 : index + 3]))
            count = int(told) if told.isdecimal() and len(told) < 20 else 0
            found += list(value) * min(count, most - len(found))
            index += 3
            continue
        found += numbers(words[index])
        index += 1
    return found


def width(char: str) -> float:
    """Ems; what the font says is not known, and Chinese papers have only these two widths."""
    return 1.0 if ord(char) > 0x2E7F or char in "—…“”‘’·×÷" else 0.5


def _glyph(char: str, size: float, wide: float, to_points: Matrix, space: bool) -> Glyph | None:
    a, b, c, d, _, _ = to_points
    upright = abs(c) <= _TILT * abs(d) and abs(b) <= _TILT * abs(a)
    quarter = abs(a) <= _TILT * abs(b) and abs(d) <= _TILT * abs(c)
    if not (upright or quarter):
        return None
    box = around(to_points, Box(0.0, -_ABOVE * size, wide, _BELOW * size))
    em = size * math.hypot(c, d)
    return Glyph(char, box, em, space, upright) if em > 0.5 else None


def _degrees(text: str) -> int:
    found = numbers(text)
    return int(found[0]) % 360 if found and int(found[0]) % 90 == 0 else 0


def closer(found: list[Glyph]) -> list[Glyph]:
    """Characters no wider than the step to the next one: half-width and condensed fonts run into each other else."""
    out = list(found)
    for index, (one, after_it) in enumerate(pairwise(found)):
        step = after_it.box.x0 - one.box.x0
        same = abs(after_it.box.bottom - one.box.bottom) < 0.2 * one.em
        if one.upright and same and 0.2 * one.em < step < one.box.width:
            box = Box(one.box.x0, one.box.top, one.box.x0 + step, one.box.bottom)
            out[index] = Glyph(one.text, box, one.em, one.space_before, one.upright)
    return out
