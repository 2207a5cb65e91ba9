"""Text to search in, with the way back to the words and boxes it came from.

Two readings of the same words. ``lines``: one line of text for each line of the page, ``\\t`` at wide gaps; for
labels and forms. ``flow``: paragraphs, lines and pages joined where a sentence runs on; for sentences.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from extractors.clean import clean, joint, latin
from extractors.geometry import span_box, span_place, union, upright_size
from extractors.layout import Line, lines_of
from extractors.model import Box, Document, Evidence, Page
from extractors.onward import Turn, turns
from extractors.recent import Recent

#: page index, line number within the document, word index, character index in the word; None for what was put in
Source = tuple[int, int, int, int] | None

PAGE_NUMBER = re.compile(r"^[-(第]*(共?\d+页?)?(\d+[/／]\d+|\d{1,3}|第?\d+页[,，;/]?共?\d*页?)[-)页]*$")
#: a gap inside a sentence up to this many ems is a filled-in blank, not a column
_HOLE_EM = 4.0


@dataclass(frozen=True, slots=True)
class TextMap:
    document: Document
    text: str
    sources: tuple[Source, ...]  #: one for each character of ``text``
    lines: tuple[Line, ...]  #: of all pages, in reading order
    starts: tuple[int, ...]  #: offset in ``text`` at which each of ``lines`` starts; -1 for a line left out
    turns: tuple[Turn, ...] = ()  #: how each of ``lines`` ends
    following: tuple[int, ...] = ()  #: index of the line printed after each of ``lines``; -1 for the last

    @classmethod
    def of(cls, thing: Document | Page, *, flow: bool = True) -> TextMap:
        """The map of a document or of one page; kept for the documents asked for last."""
        document = thing if isinstance(thing, Document) else Document("", "", "", (thing,))
        return _FLOWS(document) if flow else _LINES(document)

    def search(self, pattern: re.Pattern[str], start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.text, start, len(self.text) if end is None else end)

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """Where ``text[start:end]`` stands: one for each page, with a box for each line. Empty for no characters."""
        return self.evidence_of([(start, end)])

    def evidence_of(self, spans: Iterable[tuple[int, int]]) -> tuple[Evidence, ...]:
        """The same for a value in several pieces, such as the lines of one cell."""
        grouped: dict[int, dict[int, dict[int, tuple[int, int]]]] = {}
        for source in (s for start, end in spans for s in self.sources[max(0, start) : end]):
            if source is None:
                continue
            page, line, word, char = source
            words = grouped.setdefault(page, {}).setdefault(line, {})
            low, high = words.get(word, (char, char))
            words[word] = (min(low, char), max(high, char))
        return tuple(self._evidence(page, grouped[page]) for page in sorted(grouped))

    def _evidence(self, index: int, lines: dict[int, dict[int, tuple[int, int]]]) -> Evidence:
        page = self.document.pages[index]
        boxes: list[Box] = []
        texts: list[str] = []
        cells: dict[str, None] = {}
        confidence = 1.0
        for line in sorted(lines):
            parts = sorted(lines[line].items(), key=lambda item: page.words[item[0]].place.x0)
            for printed in _printed(page, lines[line]) if self.lines[line].celled else [parts]:
                boxes.append(union(span_box(page, page.words[w], low, high + 1) for w, (low, high) in printed))
                texts.append(" ".join(page.words[w].text[low : high + 1].strip() for w, (low, high) in printed))
            confidence = min([confidence, *(page.words[w].least(low, high + 1) for w, (low, high) in parts)])
            cells.update((cell, None) for w, _ in parts if (cell := page.words[w].cell))
        text, where = "\n".join(texts), tuple(boxes)
        sha256 = self.document.sha256
        return Evidence(sha256, page.number, where, text, page.method, confidence, page.sheet, tuple(cells))

    def place(self, offset: int) -> Box | None:
        """Place of the character at ``offset`` on its straightened page; None for what was put in."""
        source = self.sources[offset] if 0 <= offset < len(self.sources) else None
        if source is None:
            return None
        word = self.document.pages[source[0]].words[source[2]]
        return span_place(word, source[3], source[3] + 1)

    def page_of(self, offset: int) -> int:
        """Number of the page on which the character at ``offset`` stands, 1 for an empty document."""
        after = range(max(0, offset), len(self.sources))
        for at in chain(after, range(min(offset, len(self.sources)) - 1, -1, -1)):
            if (source := self.sources[at]) is not None:
                return self.document.pages[source[0]].number
        return 1

    def cut_off(self, end: int) -> bool:
        """Whether a value that ends at ``end`` ends with a line of which cannot be told that it is the last."""
        if end < len(self.text) and self.text[end] != "\n":
            return False
        source = self.sources[end - 1] if 0 < end <= len(self.sources) else None
        return source is not None and self.turns[source[1]] is not Turn.ENDS

    def line_at(self, offset: int) -> int:
        """Index into ``lines`` of the line that holds ``offset`` (of a ``lines`` map)."""
        return max(0, bisect_right(self.starts, offset) - 1)


def _printed(page: Page, words: Mapping[int, tuple[int, int]]) -> list[list[tuple[int, tuple[int, int]]]]:
    """Words of cells, with the stretch of each, by the lines of print they stand on; each line from the left."""
    found: list[list[tuple[int, tuple[int, int]]]] = []
    for word, stretch in words.items():  # in reading order
        if not found or _below(page, word, found[-1][-1][0]) or _below(page, found[-1][-1][0], word):
            found.append([])
        found[-1].append((word, stretch))
    return found


def _line_text(page_index: int, number: int, page: Page, line: Line, hole: float) -> tuple[str, list[Source]]:
    text: list[str] = []
    sources: list[Source] = []
    reach: float | None = None
    firsts = {segment.words[0] for segment in line.segments}
    last = -1
    for index in line.words:
        word = page.words[index]
        shown, offsets = clean(word.text)
        if not shown:
            continue
        if line.celled and text and (index in firsts or _below(page, index, last)):
            between = "\t" if index in firsts else joint("".join(text), shown)
            text.extend(between)
            sources.extend([None] * len(between))
            reach = None
        last = index
        if reach is not None and text:
            gap = word.place.x0 - reach
            if gap > hole * line.em:
                text.append("\t")
                sources.append(None)
            elif gap > 0.15 * line.em and latin(text[-1]) and latin(shown[0]):
                text.append(" ")
                sources.append(None)
        reach = word.place.x1 if reach is None else max(reach, word.place.x1)
        text.extend(shown)
        sources.extend((page_index, number, index, offset) for offset in offsets)
    return "".join(text), sources


def _below(page: Page, index: int, before: int) -> bool:
    """Whether a word of a cell starts a line of print below the word before it."""
    place, other = page.words[index].place, page.words[before].place
    return place.middle - other.middle > 0.5 * min(place.height, other.height)


def _furniture(document: Document, lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """Lines that belong to the page, not to the text: page numbers, and headers that come back. A sheet has none."""
    heights = {page.number: upright_size(page)[1] for page in document.pages if page.sheet is None}
    edge = {
        i
        for i, line in enumerate(lines)
        if line.page in heights and not 0.08 <= line.place.middle / heights[line.page] <= 0.92
    }
    repeated = Counter(texts[i] for i in edge)
    return {i for i in edge if PAGE_NUMBER.match(texts[i]) or repeated[texts[i]] >= 3}


def _build(document: Document, flow: bool) -> TextMap:
    lines: list[Line] = []
    texts: list[str] = []
    found: list[list[Source]] = []
    for page_index, page in enumerate(document.pages):
        for line in lines_of(page):
            text, sources = _line_text(page_index, len(lines), page, line, _HOLE_EM if flow else 1.2)
            lines.append(line)
            texts.append(text)
            found.append(sources)
    furniture = _furniture(document, lines, texts)
    left_out = furniture if flow else set()
    told, following = turns(document.pages, lines, texts, furniture)
    told = tuple(_within_cells(document, lines, told, following))
    out: list[str] = []
    all_sources: list[Source] = []
    starts: list[int] = []
    length = 0
    previous: int | None = None
    for index, text in enumerate(texts):
        if index in left_out or not text:
            starts.append(length if not flow else -1)
            continue
        if previous is not None:
            between = joint(texts[previous], text) if flow and told[previous] is Turn.ON else "\n"
            out.append(between)
            all_sources.extend([None] * len(between))
            length += len(between)
        starts.append(length)
        out.append(text)
        all_sources.extend(found[index])
        length += len(text)
        previous = index
    return TextMap(document, "".join(out), tuple(all_sources), tuple(lines), tuple(starts), told, following)


def _within_cells(
    document: Document, lines: Sequence[Line], told: Sequence[Turn], following: Sequence[int]
) -> Iterator[Turn]:
    """How lines end, where on a sheet none goes on in another cell than it ended in."""
    pages = {page.number: page for page in document.pages}
    for index, turn in enumerate(told):
        page = pages[lines[index].page]
        if page.sheet is not None and turn is not Turn.ENDS and following[index] >= 0:
            after = lines[following[index]]
            last, first = list(lines[index].words)[-1], next(iter(after.words))
            if after.page != page.number or page.words[last].cell != page.words[first].cell:
                turn = Turn.ENDS
        yield turn


_FLOWS: Recent[Document, TextMap] = Recent(lambda document: _build(document, flow=True))
_LINES: Recent[Document, TextMap] = Recent(lambda document: _build(document, flow=False))
