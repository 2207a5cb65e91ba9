"""Placed characters to words: lines by baseline, words by gaps, drawn lines and white space. Points, as shown.

For every format that places its characters one by one (PDF, OFD).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.model import Box, Ruling, Word

#: a gap wider than this many ems starts a new word. Chinese text justified over a line opens up to about 0.35 em,
#: cells of the tightest tables seen stand 0.7 em apart
_GAP_EM = 0.6
#: characters further than this many ems from the line's baseline belong to another line
_BASELINE_EM = 0.35
#: points; the same character drawn within this of itself is one character
_SAME_PLACE = 1.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A visible character; a ligature stands for two or more."""

    text: str
    box: Box
    em: float  #: points
    space_before: bool
    upright: bool
    red: bool = False


class Drawn:
    """Where each character has been drawn. "Fake bold" draws one twice a fraction of a point apart, now and then in a
    font of another name; comparing each with all others would take time with the square of the page's text."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, float, int, int], list[tuple[float, float]]] = {}

    def again(self, text: str, size: float, box: Box) -> bool:
        """Whether this character of this size stands there already; remembers that it does."""
        x, y = int(box.x0 // _SAME_PLACE), int(box.top // _SAME_PLACE)
        near = (
            place
            for i in (x - 1, x, x + 1)
            for j in (y - 1, y, y + 1)
            for place in self._at.get((text, size, i, j), ())
        )
        known = any(abs(px - box.x0) <= _SAME_PLACE and abs(py - box.top) <= _SAME_PLACE for px, py in near)
        self._at.setdefault((text, size, x, y), []).append((box.x0, box.top))
        return known


@dataclass(frozen=True, slots=True)
class TextLayer:
    """What a page holds as text, and what tells whether to believe it."""

    words: tuple[Word, ...]
    rulings: tuple[Ruling, ...]
    characters: int  #: visible, other than white space
    garbled: int  #: of these, how many stand for no character a reader would know
    image_share: float  #: 0..1, share of the page covered by its images
    curves: int  #: drawn shapes other than lines and rects: letters turned into outlines look like this


def unknown(text: str) -> bool:
    """Whether an extracted character is none that a page in Chinese or English would show."""
    if text.startswith("(cid:"):
        return True
    code = ord(text[0])
    known = (
        0x20 < code < 0x7F
        or 0xA0 <= code <= 0x24F
        or 0x391 <= code <= 0x451
        or 0x2000 <= code <= 0x2BFF
        or 0x2E80 <= code <= 0x9FFF
        or 0xF900 <= code <= 0xFAFF
        or 0xFE10 <= code <= 0xFE6F
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
    )
    # Wingdings bullets live at U+F0xx and are legitimate in ones and twos; the caller compares shares
    return not known


def words_of(glyphs: Sequence[Glyph], lines: Sequence[Ruling]) -> Iterator[Word]:
    """Words of a page in reading order, those written sideways last. ``lines``: a word never runs through one."""
    upright = [g for g in glyphs if g.upright]
    walls = sorted((r for r in lines if r.x1 - r.x0 < r.bottom - r.top), key=lambda r: r.x0)
    wall_xs = [r.x0 for r in walls]
    for line in _lines(upright):
        run = [line[0]]
        for glyph in line[1:]:
            before = run[-1]
            em = min(before.em, glyph.em)
            gap = glyph.box.x0 - before.box.x1
            if glyph.space_before or gap > _GAP_EM * em or _wall_between(before.box, glyph.box, walls, wall_xs):
                yield _word(run)
                run = []
            run.append(glyph)
        yield _word(run)
    for glyph_run in _sideways([g for g in glyphs if not g.upright]):
        text = "".join(g.text for g in glyph_run)
        box = Box(
            min(g.box.x0 for g in glyph_run),
            min(g.box.top for g in glyph_run),
            max(g.box.x1 for g in glyph_run),
            max(g.box.bottom for g in glyph_run),
        )
        yield Word(text, box, box)


def _lines(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters grouped by baseline, lines from the top, each from the left.

    A space that the file draws between two characters is found again after sorting: it travels on the character
    that follows it in the file, which is also the one to its right.
    """
    rows: list[list[Glyph]] = []
    ends: list[tuple[float, float]] = []  # (baseline, em) of each row
    # files draw line by line nearly always, so the row wanted is among the last few; look back from the end
    for glyph in glyphs:
        for at in range(len(rows) - 1, max(-1, len(rows) - 400), -1):
            base, em = ends[at]
            if abs(base - glyph.box.bottom) <= _BASELINE_EM * min(em, glyph.em):
                rows[at].append(glyph)
                break
        else:
            rows.append([glyph])
            ends.append((glyph.box.bottom, glyph.em))
    for row in rows:
        row.sort(key=lambda g: (g.box.x0, g.box.x1))
    rows.sort(key=lambda row: (row[0].box.bottom, row[0].box.x0))
    return rows


def _wall_between(left: Box, right: Box, walls: Sequence[Ruling], wall_xs: Sequence[float]) -> bool:
    """Whether a vertical ruling stands between the centres of two characters of a line."""
    middle = (left.middle + right.middle) / 2
    low, high = (left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2
    at = bisect_right(wall_xs, low)
    while at < len(walls) and wall_xs[at] < high:
        if walls[at].top <= middle <= walls[at].bottom:
            return True
        at += 1
    return False


def _word(run: Sequence[Glyph]) -> Word:
    text, edges = "", []
    for glyph in run:
        n = len(glyph.text)  # a ligature stands for two characters or more
        edges += [glyph.box.x0 + glyph.box.width * i / n for i in range(n)]
        text += glyph.text
    edges.append(run[-1].box.x1)
    for i in range(1, len(edges)):  # kerned characters may overlap; edges never run backwards
        edges[i] = max(edges[i], edges[i - 1])
    box = Box(
        min(g.box.x0 for g in run),
        min(g.box.top for g in run),
        max(g.box.x1 for g in run),
        max(g.box.bottom for g in run),
    )
    return Word(text, box, box, 1.0, tuple(edges), red=all(g.red for g in run))


def _sideways(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters turned by a quarter, in the order drawn, cut where they leave their column or at white space."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            gap = max(last.box.top - glyph.box.bottom, glyph.box.top - last.box.bottom)
            if glyph.space_before or abs(last.box.x0 - glyph.box.x0) > last.em or gap > _GAP_EM * last.em:
                yield run
                run = []
        run.append(glyph)
    if run:
        yield run


def share(boxes: Sequence[Box], width: float, height: float) -> float:
    """Share of the page under any of ``boxes``, on a grid of 40 x 40 points of the page."""
    if not boxes:
        return 0.0
    n = 40
    hit = sum(
        any(b.x0 <= (i + 0.5) * width / n <= b.x1 and b.top <= (j + 0.5) * height / n <= b.bottom for b in boxes)
        for i in range(n)
        for j in range(n)
    )
    return hit / (n * n)
