"""Evidence of a stretch of a line's or row's clean text: the characters that say it and no others."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.model import Document, Evidence, Page, Word
from extractors.tables.clean import clean
from extractors.tables.grid import lines_of, span_of
from extractors.tables.stream import Line, Row, evidence


def evidence_within(document: Document, item: Line | Row, start: int, end: int) -> Evidence:
    """Evidence of ``item.text[start:end]``; of the whole line or row where its characters cannot be told apart.

    Raises ValueError for a line without words.
    """
    places = [(word, at) for word in _in_order(item) for at, char in enumerate(word.text) for _ in clean(char)]
    here = places[start:end]
    if not here or len(places) != len(item.text):
        return evidence(document, item)
    reach: dict[int, tuple[Word, int, int]] = {}
    for word, at in here:
        _, low, high = reach.get(id(word), (word, at, at))
        reach[id(word)] = (word, min(low, at), max(high, at))
    return evidence(document, item, tuple(_cut(item.page, word, low, high + 1) for word, low, high in reach.values()))


def _in_order(item: Line | Row) -> Iterator[Word]:
    """The words as their texts follow each other in the clean text."""
    if isinstance(item, Line):
        yield from item.words
        return
    for cell in item.cells:
        for line in lines_of(cell.words):
            yield from line


def _cut(page: Page, word: Word, start: int, end: int) -> Word:
    if (start, end) == (0, len(word.text)):
        return word
    return span_of(page, word, start, end)
