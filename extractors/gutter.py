"""Pages set in two columns of running text, and sheets with two pages side by side: where the gutter is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.geometry import upright_size
from extractors.model import Page, Word

#: the gutter is looked for in this part of the page's width, so many points apart, at so many places at most
_FROM, _TO, _STEP, _PLACES = 0.38, 0.62, 4.0, 200
#: both sides together have at least so many lines, and the shorter one so many, …
_LINES, _FEW_LINES = 14, 3
#: … and so many commas and full stops: the halves of a balance sheet, or two parties' particulars, have none
_MARKS, _FEW_MARKS = 10, 2
_SENTENCE = re.compile(r"[，。；]|(?<!\d)[,;](?!\d)")
#: figures make a table, not a text
_FIGURES, _MOST_FIGURES = re.compile(r"\d"), 0.3
#: this share of a side's lines fills the side: labels and figures do not
_FULL_SHARE = 0.4
#: a line that takes this share of its side's width is full
_FULL = 0.8


@dataclass(frozen=True, slots=True)
class Gutter:
    """Between ``top`` and ``bottom``, in points on the straightened page, no word crosses ``x``."""

    x: float
    top: float
    bottom: float

    def holds(self, word: Word) -> bool:
        return self.top <= word.place.middle <= self.bottom


def gutter_of(page: Page) -> Gutter | None:
    """The gutter of a page of two columns; None for every other page."""
    words = [word for word in page.words if word.text.strip()]
    if len(words) < _LINES:
        return None
    width = max(upright_size(page)[0], max(word.place.x1 for word in words))
    best: tuple[int, Gutter] | None = None
    order = sorted(range(len(words)), key=lambda i: words[i].place.middle)
    middles = [words[i].place.middle for i in order]
    step = max(_STEP, (_TO - _FROM) * width / _PLACES)
    x = _FROM * width
    while x <= _TO * width:
        for gutter in _clear(words, x):
            low, high = bisect_left(middles, gutter.top), bisect_right(middles, gutter.bottom)
            if best is None or high - low > best[0]:
                inside = [words[i] for i in sorted(order[low:high])]
                if _text(inside, gutter.x):
                    best = (len(inside), gutter)
        x += step
    return best[1] if best else None


def _clear(words: Sequence[Word], x: float) -> list[Gutter]:
    """The stretches of the page that no word crosses at ``x``."""
    crossing = sorted(word.place.middle for word in words if word.place.x0 < x - 1 and word.place.x1 > x + 1)
    ends = [min(w.place.top for w in words) - 1, *crossing, max(w.place.bottom for w in words) + 1]
    return [Gutter(x, a + 0.1, b - 0.1) for a, b in pairwise(ends) if b - a > 5 * _LINES]


@dataclass(frozen=True, slots=True)
class _Side:
    lines: int
    full: int  #: lines that fill the side
    marks: int


def _side(words: Sequence[Word]) -> _Side:
    rows: dict[int, list[Word]] = {}
    for word in words:
        rows.setdefault(round(word.place.middle / max(4.0, word.place.height)), []).append(word)
    left, right = min(w.place.x0 for w in words), max(w.place.x1 for w in words)
    wide = [max(w.place.x1 for w in row) - min(w.place.x0 for w in row) for row in rows.values()]
    full = sum(width >= _FULL * (right - left) for width in wide)
    return _Side(len(rows), full, len(_SENTENCE.findall("".join(w.text for w in words))))


def _text(inside: Sequence[Word], x: float) -> bool:
    """Whether running text stands on both sides of ``x``."""
    left, right = [w for w in inside if w.place.x1 <= x + 1], [w for w in inside if w.place.x0 >= x - 1]
    if not left or not right:
        return False
    for side in (left, right):
        text = "".join(word.text for word in side)
        if len(_FIGURES.findall(text)) > _MOST_FIGURES * len(text):
            return False
    sides = _side(left), _side(right)
    longer = max(sides, key=lambda side: side.lines)
    return (
        sum(side.lines for side in sides) >= _LINES
        and sum(side.marks for side in sides) >= _MARKS
        and all(side.lines >= _FEW_LINES and side.marks >= _FEW_MARKS for side in sides)
        and longer.full >= _FULL_SHARE * longer.lines
    )
