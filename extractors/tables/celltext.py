"""A document's text cell by cell: what a narrow cell breaks over lines stands together, in a row behind its label.

Searched where the lines as printed do not say it: 税款所属时期 | 2020-03-01至<break>2020-03-31.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.model import Document, Evidence, Word
from extractors.recent import Recent
from extractors.tables.stream import Line, Row, evidence, stream


@dataclass(frozen=True)
class CellText:
    document: Document
    text: str  #: clean; a tab between the cells of a row, a line for each row and for each line outside tables
    starts: tuple[int, ...]  #: offset of each piece: a cell, or a line
    pieces: tuple[tuple[Line | Row, tuple[Word, ...]], ...]  #: what each piece stands in, and its words

    @classmethod
    def of(cls, document: Document) -> CellText:
        return _MADE(document)

    def search(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return pattern.finditer(self.text)

    def evidence(self, start: int, end: int) -> tuple[Evidence, ...]:
        """Where ``text[start:end]`` stands, as whole cells or lines. Empty for no characters."""
        if start >= end:
            return ()
        first, last = bisect_right(self.starts, start) - 1, bisect_right(self.starts, end - 1)
        return tuple(evidence(self.document, item, words) for item, words in self.pieces[first:last])


def _build(document: Document) -> CellText:
    texts: list[str] = []
    starts: list[int] = []
    pieces: list[tuple[Line | Row, tuple[Word, ...]]] = []
    at = 0
    for item in stream(document):
        cells = (
            [(c.text, c.words) for c in item.cells if c.text] if isinstance(item, Row) else [(item.text, item.words)]
        )
        for index, (said, words) in enumerate(cells):
            text = said + ("\n" if index == len(cells) - 1 else "\t")
            starts.append(at)
            texts.append(text)
            pieces.append((item, words))
            at += len(text)
    return CellText(document, "".join(texts), tuple(starts), tuple(pieces))


_MADE: Recent[Document, CellText] = Recent(_build)
