"""Doubtful characters of a line read again by the sure network, and its reading put in their place.

Nothing is cut out bare: on its own "一" is read as "-" by either network. A window keeps some characters on each side,
is cut where the line is white, and only what stands between two characters that both networks agree on is taken over.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.backends.doubts import doubtful, regular
from extractors.backends.line import Line
from extractors.prepare.levels import levels

Picture = NDArray[np.uint8]

#: characters kept on each side of doubtful ones
CONTEXT = 2
#: windows that together take more than this share of a line are no saving
_MOST = 0.7
#: two readings of the same character lie no further apart than this many times the line's height
_SAME_PLACE = 0.45

Read = Callable[[Picture], Line]


def settled(crop: Picture, line: Line, sure: Read) -> Line:
    """``line``, the fast reading of ``crop``, with what is doubtful in it read again by ``sure``."""
    if not line.text:
        return sure(crop)
    line = regular(line)
    spans = doubtful(line)
    if not spans:
        return line
    windows = _windows(crop, line, spans)
    width = crop.shape[1]
    if sum(w.right - w.left for w in windows) > _MOST * width:
        return sure(crop)
    for window in reversed(windows):
        part = sure(np.ascontiguousarray(crop[:, window.left : window.right]))
        spliced = _spliced(line, window, part, width, crop.shape[0])
        if spliced is None:
            return sure(crop)
        line = spliced
    return line


@dataclass(frozen=True, slots=True)
class _Window:
    left: int  #: pixels of the crop
    right: int
    first: int  #: the first doubtful character
    last: int  #: behind the last doubtful character
    begin: int  #: the first character inside
    end: int  #: behind the last character inside


def _windows(crop: Picture, line: Line, spans: Sequence[tuple[int, int]]) -> list[_Window]:
    """Around ``spans``, in order, never overlapping; neighbours whose context meets are one."""
    count = len(line.text)
    groups: list[list[int]] = []
    for first, last in spans:
        if groups and first - CONTEXT < groups[-1][1] + CONTEXT + 1:
            groups[-1][1] = last
        else:
            groups.append([first, last])
    ink = _ink(crop)
    out: list[_Window] = []
    for first, last in groups:
        begin, left = _cut(ink, line, range(max(0, first - CONTEXT), -1, -1))
        end, right = _cut(ink, line, range(min(count, last + CONTEXT), count + 1))
        if out and begin < out[-1].end:
            previous = out.pop()
            begin, left, first = previous.begin, previous.left, previous.first
        out.append(_Window(left, right, first, last, begin, end))
    return out


def _cut(ink: NDArray[np.bool_], line: Line, places: range) -> tuple[int, int]:
    """The first of ``places`` (before which character) where the line is white, and the pixel to cut at."""
    width = len(ink)
    for place in places:
        if place == 0:
            return 0, 0
        if place == len(line.text):
            return place, width
        low, high = int(line.centres[place - 1] * width), int(line.centres[place] * width)
        white = np.flatnonzero(~ink[low:high])
        if len(white):
            # the middle of the widest white
            runs = np.split(white, np.flatnonzero(np.diff(white) > 1) + 1)
            widest = max(runs, key=len)
            return place, low + int(widest[len(widest) // 2])
    return (0, 0) if places.step < 0 else (len(line.text), width)


def _ink(crop: Picture) -> NDArray[np.bool_]:
    """Which columns of a line hold ink, rules above and below it apart."""
    height = crop.shape[0]
    strip = np.minimum.reduce(cv2.split(crop[int(0.12 * height) : max(1, int(0.88 * height))]))
    paper, dark = levels(strip, (90, 2))
    columns: NDArray[np.bool_] = (strip < paper - 0.4 * (paper - dark)).any(axis=0)
    return columns


def _spliced(line: Line, window: _Window, part: Line, width: int, height: int) -> Line | None:
    """``line`` with ``part``, the reading of ``window``, between the agreed characters nearest to the doubtful ones.

    None when the two readings agree on no character on a side that was cut.
    """
    scale = (window.right - window.left) / width
    centres = [window.left / width + c * scale for c in part.centres]
    near = _SAME_PLACE * height / width

    def agreed(k: int) -> int | None:
        same = [m for m, c in enumerate(part.text) if c == line.text[k] and abs(centres[m] - line.centres[k]) < near]
        return min(same, key=lambda m: abs(centres[m] - line.centres[k])) if same else None

    left = (0, 0)  # behind which character of the line and of the part the part is taken
    if window.begin > 0:
        pairs = ((k, agreed(k)) for k in range(window.first - 1, window.begin - 1, -1))
        found = next(((k, m) for k, m in pairs if m is not None), None)
        if found is None:
            return None
        left = (found[0] + 1, found[1] + 1)
    right = (len(line.text), len(part.text))
    if window.end < len(line.text):
        pairs = ((k, agreed(k)) for k in range(window.last, window.end))
        found = next(((k, m) for k, m in pairs if m is not None), None)
        if found is None:
            return None
        right = found
    if right[1] < left[1]:
        return None
    a, b, m, n = left[0], right[0], left[1], right[1]
    merged = [*line.centres[:a], *centres[m:n], *line.centres[b:]]
    if any(x > y for x, y in pairwise(merged)):
        return None
    return Line(
        line.text[:a] + part.text[m:n] + line.text[b:],
        (*line.probabilities[:a], *part.probabilities[m:n], *line.probabilities[b:]),
        tuple(merged),
    )
