"""Parts of a text between two patterns; the columns of a page where two parties' particulars stand side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.model import Box
from extractors.textmap import TextMap


def sections(textmap: TextMap, between: Sequence[re.Pattern[str]] | None) -> list[tuple[int, int]]:
    """Parts of the text from the first pattern to the next place of the second (or the end); all of it without."""
    if not between:
        return [(0, len(textmap.text))]
    found = []
    for match in between[0].finditer(textmap.text):
        end = between[1].search(textmap.text, match.end()) if len(between) > 1 else None
        found.append((match.start(), end.start() if end else len(textmap.text)))
    return found


#: the other name of a party, before the one sought
_OTHER_ROLE = re.compile(r"(?:[\u4e00-\u9fff]{2,3}[ \t]*\()?")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text, and the part of the page's width that belongs to it."""

    low: int
    high: int
    left: float = float("-inf")
    right: float = float("inf")

    def holds(self, place: Box | None) -> bool:
        return place is None or self.left <= place.x0 < self.right


def columns(textmap: TextMap, between: Sequence[re.Pattern[str]] | None) -> list[Section]:
    """``sections``; where both patterns head columns side by side, the part below the first, in its own column."""
    found: list[Section] = []
    for low, high in sections(textmap, between):
        own = textmap.place(_head(textmap, low))
        beside = [] if own is None or not between or len(between) < 2 else _beside(textmap, low, own, between[1])
        if not beside or own is None:
            found.append(Section(low, high))
            continue
        right = min((x for x in beside if x > own.x0), default=float("inf"))
        left = own.x0 if any(x < own.x0 for x in beside) else float("-inf")
        closing = between[1].finditer(textmap.text, low) if between else ()
        rows = (m.start() for m in closing if not _level(own, textmap.place(m.start())))
        em = own.height
        end = next(rows, len(textmap.text))
        # heads that stand in the middle of their columns: where the second one's labels start tells more
        twin = _twin(textmap, low, end)
        if twin is not None and own.x0 < twin < right:
            right = twin
        elif twin is not None and twin < own.x0 and left > float("-inf"):
            left = twin
        found.append(Section(low, end, left - em, right - em))
    return found


def _twin(textmap: TextMap, low: int, high: int) -> float | None:
    """Where the labels of the second of two columns start: the ones that stand on their line for the second time."""
    starts: list[float] = []
    at = low
    while at < high:
        end = _line_end(textmap, at)
        seen: set[str] = set()
        for text in textmap.text[at:end].split("\t"):
            place = textmap.place(at)
            label = text.split(":")[0]
            if label in seen and place is not None:
                starts.append(place.x0)
                break
            seen.add(label)
            at += len(text) + 1
        at = end + 1
    return min(starts, default=None)


def _line_end(textmap: TextMap, at: int) -> int:
    end = textmap.text.find("\n", at)
    return len(textmap.text) if end < 0 else end


def _level(one: Box, other: Box | None) -> bool:
    """Whether two boxes stand on one row, as two cells of a table do whose lines differ in number."""
    return other is not None and abs(one.middle - other.middle) <= 1.2 * one.height


def _head(textmap: TextMap, at: int) -> int:
    """Where the cell starts in which ``at`` stands."""
    return max(textmap.text.rfind("\t", 0, at), textmap.text.rfind("\n", 0, at)) + 1


def _heads(textmap: TextMap, at: int) -> bool:
    """Whether what stands at ``at`` heads its cell: 出租方…, 甲方(出租方)…"""
    return bool(_OTHER_ROLE.fullmatch(textmap.text, _head(textmap, at), at))


def _beside(textmap: TextMap, at: int, own: Box, rival: re.Pattern[str]) -> list[float]:
    """Where the heads of the other columns start, for a head at ``at``; none when it does not start a cell."""
    if not _heads(textmap, at):
        return []
    number = textmap.line_at(at)
    page = textmap.lines[number].page
    found: list[float] = []
    for index in range(max(0, number - 1), min(number + 2, len(textmap.lines))):
        if textmap.lines[index].page != page:
            continue
        start = textmap.starts[index]
        for match in rival.finditer(textmap.text, start, _line_end(textmap, start)):
            place = textmap.place(_head(textmap, match.start()))
            if _heads(textmap, match.start()) and place and _level(own, place):
                found += [place.x0] if abs(place.x0 - own.x0) > 4 * own.height else []
    return found
