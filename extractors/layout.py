"""Words of a page in reading order: lines, and within a line the segments that wide gaps part.

Works on :attr:`Word.place`, the straightened page, so that a scan's skew moves no word to another line.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from extractors.geometry import union
from extractors.gutter import gutter_of
from extractors.model import Box, Page, Word

#: a gap wider than this many ems parts two segments; justified Chinese text opens up to 0.35 em, a label with
#: its characters spread (名　　称) is put together again by the label's own pattern
GAP_EM = 1.2
#: two words stand on one line when their middles are nearer than this share of the lower one's height
_SAME_LINE = 0.5


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one line that stand close together."""

    words: tuple[int, ...]  #: indexes into :attr:`Page.words`
    place: Box


@dataclass(frozen=True, slots=True)
class Line:
    page: int  #: from 1
    segments: tuple[Segment, ...]
    place: Box
    em: float  #: points; height of a usual character of this line
    column: int = 0  #: 1 left, 2 right on a page of two columns of text; 0 for a line over the page's width

    #: its segments are cells of a drawn table, whose words may stand on several lines of print
    celled: bool = False

    @property
    def area(self) -> tuple[int, int]:
        """The page, or the column of it, whose margins are this line's."""
        return self.page, self.column

    @property
    def words(self) -> Iterable[int]:
        return (index for segment in self.segments for index in segment.words)


@dataclass(frozen=True, slots=True)
class FormPage(Page):
    """A page whose drawn tables are already told apart: lines of cells, or of parts of them, as indexes of words."""

    rows: tuple[tuple[tuple[int, ...], ...], ...] = ()


def _rows(words: tuple[Word, ...], among: Iterable[int]) -> list[list[int]]:
    rows: list[list[int]] = []
    middles: list[list[float]] = []  # of each row's words, rising
    heights: list[list[float]] = []
    order = sorted(among, key=lambda i: (words[i].place.middle, words[i].place.x0))
    for index in order:
        place = words[index].place
        if not words[index].text.strip():
            continue
        best: tuple[float, int] | None = None
        for row in range(len(rows) - 1, max(-1, len(rows) - 6), -1):
            apart = abs(place.middle - _amid(middles[row]))
            if apart <= _SAME_LINE * min(_amid(heights[row]), place.height) and (best is None or apart < best[0]):
                best = (apart, row)
        if best is None:
            rows.append([index])
            middles.append([place.middle])
            heights.append([max(place.height, 1.0)])
        else:
            rows[best[1]].append(index)
            insort(middles[best[1]], place.middle)
            insort(heights[best[1]], place.height)
    return rows


def _amid(rising: Sequence[float]) -> float:
    """The median of numbers that are sorted already."""
    half = len(rising) // 2
    return rising[half] if len(rising) % 2 else (rising[half - 1] + rising[half]) / 2


def lines_of(page: Page) -> tuple[Line, ...]:
    """All lines of a page, top to bottom, words left to right; of two columns of text the left one first."""
    if isinstance(page, FormPage):
        return _with_cells(page)
    gutter = gutter_of(page)
    if gutter is None:
        return _lines(page, range(len(page.words)), 0)
    above: list[int] = []
    left: list[int] = []
    right: list[int] = []
    below: list[int] = []
    for index, word in enumerate(page.words):
        if not gutter.holds(word):
            (above if word.place.middle < gutter.top else below).append(index)
        else:
            (left if word.place.x1 <= gutter.x + 1 else right).append(index)
    return (*_lines(page, above, 0), *_lines(page, left, 1), *_lines(page, right, 2), *_lines(page, below, 0))


def _lines(page: Page, among: Iterable[int], column: int) -> tuple[Line, ...]:
    words = page.words
    found: list[Line] = []
    for row in _rows(words, among):
        row.sort(key=lambda i: words[i].place.x0)
        em = median(min(words[i].place.height, _width_em(words[i])) for i in row)
        segments: list[list[int]] = []
        reach = 0.0
        for index in row:
            place = words[index].place
            if segments and place.x0 - reach <= GAP_EM * em:
                segments[-1].append(index)
                reach = max(reach, place.x1)
            else:
                segments.append([index])
                reach = place.x1
        built = tuple(Segment(tuple(s), union(words[i].place for i in s)) for s in segments)
        found.append(Line(page.number, built, union(s.place for s in built), max(em, 1.0), column))
    found.sort(key=lambda line: (line.place.middle, line.place.x0))
    return tuple(found)


def _with_cells(page: FormPage) -> tuple[Line, ...]:
    """The lines outside the drawn tables, and those of the tables where they stand."""
    held = {index for row in page.rows for segment in row for index in segment}
    free = _lines(page, (index for index in range(len(page.words)) if index not in held), 0)
    found: list[tuple[float, int, Line]] = [(line.place.top, -1, line) for line in free]
    reach = 0.0
    for serial, row in enumerate(page.rows):
        built = tuple(Segment(segment, union(page.words[i].place for i in segment)) for segment in row)
        place = union(segment.place for segment in built)
        em = median(min(page.words[i].place.height, _width_em(page.words[i])) for segment in row for i in segment)
        # the rest of a cell follows its first line, wherever it stands
        reach = place.top if serial == 0 or place.top < reach - place.height else max(reach, place.top)
        found.append((reach, serial, Line(page.number, built, place, max(em, 1.0), celled=True)))
    return tuple(line for *_, line in sorted(found, key=lambda item: item[:2]))


def _width_em(word: Word) -> float:
    """How wide a full-width character of this word is, in points; Latin ones count half."""
    wide = sum(1.0 if ord(char) > 0x2E7F else 0.5 for char in word.text) or 1.0
    return max(word.place.width / wide, 1.0) if len(word.text) > 1 else max(word.place.height, 1.0)
