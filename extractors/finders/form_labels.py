"""The labels of a printed form, and what stands between them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.finders.labels import spread
from extractors.geometry import union
from extractors.model import Box
from extractors.textmap import TextMap

#: what may stand between a label and its colon: (姓名), Registered Capital
_ASIDE = r"(?:[ ]*[A-Za-z][A-Za-z .&/'-]{1,40}(?=:))?(?:[ \t]*\([^()\n]{0,12}\))?"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without a wide gap and without a label."""

    start: int  #: offsets in the text map
    end: int
    place: Box
    page: int
    em: float  #: width of a character, as far as they are set close


@dataclass(slots=True)
class Row:
    """A label with the lines of its value."""

    name: str  #: the label without blanks; "" for one that is not known
    start: int
    end: int
    place: Box
    page: int
    apart: bool  #: a colon, a gap or the line's end follows: it is no beginning of a longer word
    lines: list[list[Piece]] = field(default_factory=list)  #: top to bottom; each left to right
    loose: bool = False  #: where the value ends, or which label a line of it belongs to, is not certain

    def bottom(self) -> float:
        return max([self.place.bottom, *(piece.place.bottom for line in self.lines for piece in line)])

    def left(self) -> float:
        """Where the first line of its value that was found starts."""
        return self.lines[0][0].place.x0 if self.lines else self.place.x0


def _place(textmap: TextMap, start: int, end: int) -> Box | None:
    places = [place for place in (textmap.place(at) for at in range(start, end)) if place is not None]
    return union(places) if places else None


@lru_cache(maxsize=64)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str]:
    either = "|".join(spread(label) for label in sorted(set(labels), key=len, reverse=True))
    return re.compile(rf"(?P<name>{either}){_ASIDE}(?P<colon>[ \t]*:)?")


def _starts(textmap: TextMap, at: int) -> bool:
    """Whether a stretch of the line, or at least a word, starts there."""
    if at == 0 or textmap.text[at - 1] in "\t\n":
        return textmap.sources[at] is not None
    here, before = textmap.sources[at], textmap.sources[at - 1]
    return here is not None and here[3] == 0 and (before is None or before[2] != here[2])


def _ends(textmap: TextMap, at: int) -> bool:
    """Whether a gap, the line's end or another word follows."""
    if at >= len(textmap.text) or textmap.text[at] in "\t\n":
        return True
    here, before = textmap.sources[at], textmap.sources[at - 1]
    if here is None or before is None or here[2] != before[2]:
        return True
    return here[3] > before[3] + 1  # a blank inside the word


def _labels(textmap: TextMap, names: tuple[str, ...], offset: int, line: str) -> Iterator[Row]:
    pattern = _pattern(names)
    at = 0
    while at < len(line):
        # tried only where one may start: 公司 at the end of a name and 类型 behind a gap are no 公司类型
        match = pattern.match(line, at) if _starts(textmap, offset + at) else None
        if match is None:
            at += 1
            continue
        at = match.end()
        start, end = offset + match.start(), offset + match.end()
        first = not line[: match.start()].strip()
        apart = bool(match["colon"]) or _ends(textmap, end)
        # inside a line a label has a colon or stands apart on both sides; at its start it may touch its value
        if not (apart or first or textmap.text[start - 1] == "\t"):
            continue
        place = _place(textmap, start, end)
        if place is not None:
            name = re.sub(r"[ \t]", "", match["name"])
            yield Row(name, start, end, place, textmap.page_of(start), apart)


def _ems(char: str) -> float:
    return 1.0 if ord(char) > 0x2E7F else 0.5


def _pieces(textmap: TextMap, start: int, end: int) -> Iterator[Piece]:
    at = start
    for text in textmap.text[start:end].split("\t"):
        low = at + len(text) - len(text.lstrip(" :"))
        high = at + len(text.rstrip(" "))
        place = _place(textmap, low, high) if high > low else None
        if place is not None and textmap.text[low:high].strip(" :_"):
            said = textmap.text[low:high]
            yield Piece(low, high, place, textmap.page_of(low), place.width / sum(_ems(char) for char in said))
        at += len(text) + 1


def found(textmap: TextMap, names: tuple[str, ...]) -> tuple[list[Row], list[Piece]]:
    """Every label of ``names``, with nothing dealt to it yet, and every stretch of text that is none."""
    labels: list[Row] = []
    pieces: list[Piece] = []
    texts = textmap.text.split("\n")
    offset = 0
    for text in texts:
        labels += _labels(textmap, names, offset, text)
        offset += len(text) + 1
    labels = _genuine(textmap, labels)
    ahead = deque(sorted(labels, key=lambda row: row.start))
    offset = 0
    for text in texts:
        at = offset
        while ahead and ahead[0].start <= offset + len(text):
            row = ahead.popleft()
            pieces += _pieces(textmap, at, row.start)
            at = row.end
        pieces += _pieces(textmap, at, offset + len(text))
        offset += len(text) + 1
    return labels, pieces


def _genuine(textmap: TextMap, labels: list[Row]) -> list[Row]:
    """Without words that a value's next line happens to start with: a label that touches what follows it counts
    only in a column of labels."""
    firm = [row for row in labels if row.apart]
    starts = sorted(row.place.x0 for row in labels)
    on_page: dict[int, list[tuple[Row, float]]] = {}
    for row in firm:
        on_page.setdefault(row.page, []).append((row, _value_at(textmap, row)))
    kept = list(firm)
    for row in labels:
        em, x0 = row.place.height, row.place.x0
        if not row.apart and bisect_right(starts, x0 + em) - bisect_left(starts, x0 - em) > 1:
            behind = any(
                other.place.x1 <= x0 and row.place.top - other.place.bottom < em
                for other, value_at in on_page.get(row.page, ())
                if abs(value_at - x0) <= em and other.place.top < row.place.top
            )
            kept += [] if behind else [row]
    return kept


def _value_at(textmap: TextMap, row: Row) -> float:
    """Where what follows a label on its line starts; far away where nothing follows."""
    at = row.end
    while at < len(textmap.text) and textmap.text[at] in " \t:":
        at += 1
    place = textmap.place(at) if at < len(textmap.text) and textmap.text[at] != "\n" else None
    return place.x0 if place else float("inf")
