"""A page with the numbers of natural persons masked, for pictures that are drawn from what was read.

A sheet has no picture of its own: what is drawn of it shows no more than its values do. A scan or a page of a PDF is
shown as it is, because whoever checks a value compares it with the paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors import masking
from extractors.backends.sheets import place_of
from extractors.geometry import overlap_y
from extractors.model import Page, Word

#: a heading or label of numbers that tell who a person is
_LABEL = re.compile(r"(?:身份|证件|公民|居民|社会保障)[^\d\n]{0,8}")


def veiled(page: Page, sheet: Sequence[Page] = ()) -> Page:
    """The page with those numbers masked in its words, each character in its place.

    ``sheet``: all pages of a workbook, where the headings of columns may stand on an earlier one.
    """
    said = {id(word): word.text for word in page.words}
    if page.sheet is None:
        for line in _lines(page.words):
            _mask(line, "", said)
    else:
        heads = _Labels.of(word for one in (*sheet, page) if one.sheet == page.sheet for word in one.words)
        for name, words in _cells(page.words).items():
            for label in ("", *heads.over(name)):
                _mask(words, label, said)
    shown = tuple(w if said[id(w)] == w.text else replace(w, text=said[id(w)]) for w in page.words)
    return replace(page, words=shown)


def _mask(words: Sequence[Word], label: str, said: dict[int, str]) -> None:
    """Masks words that are read on from one to the next, behind what labels them."""
    parts: list[str] = []
    for before, word in zip((None, *words), words, strict=False):
        between = "" if before is None else " " if overlap_y(before.place, word.place) > 0 else "\n"
        parts += [between, said[id(word)]]
    whole = masking.text(label + "".join(parts))
    at = len(label)
    for between, word in zip(parts[::2], words, strict=True):
        at += len(between)
        said[id(word)] = whole[at : at + len(word.text)]
        at += len(word.text)


def _cells(words: Iterable[Word]) -> dict[str, list[Word]]:
    """The words of each cell in reading order."""
    found: dict[str, list[Word]] = {}
    for word in sorted(words, key=lambda one: (one.place.top, one.place.x0)):
        if word.cell is not None:
            found.setdefault(word.cell, []).append(word)
    return found


@dataclass(frozen=True, slots=True)
class _Labels:
    """Headings and labels of numbers that tell who a person is, in their cells."""

    columns: Mapping[int, list[tuple[int, str]]]  #: by column: row and label
    rows: Mapping[int, list[tuple[int, str]]]  #: by row: column and label

    @classmethod
    def of(cls, words: Iterable[Word]) -> _Labels:
        columns: dict[int, list[tuple[int, str]]] = {}
        rows: dict[int, list[tuple[int, str]]] = {}
        for name, inside in _cells(words).items():
            text = "".join(word.text for word in inside).rstrip(":： ")
            found, place = _LABEL.search(text), place_of(name)
            if found is not None and found.end() == len(text) and place is not None:
                columns.setdefault(place[1], []).append((place[0], f"{found[0]}:"))
                rows.setdefault(place[0], []).append((place[1], f"{found[0]}:"))
        return cls(columns, rows)

    def over(self, name: str) -> Iterator[str]:
        """The heading above a cell, and the label before it."""
        place = place_of(name)
        if place is not None:
            row, column = place
            for labels, at in ((self.columns.get(column, ()), row), (self.rows.get(row, ()), column)):
                before = [one for one in labels if one[0] < at]
                if before:
                    yield max(before)[1]


def _lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words beside one another on a page of paper."""
    line: list[Word] = []
    for word in sorted(words, key=lambda one: (one.place.middle, one.place.x0)):
        if line and abs(word.place.middle - line[-1].place.middle) > word.place.height / 2:
            yield sorted(line, key=lambda one: one.place.x0)
            line = []
        line.append(word)
    if line:
        yield sorted(line, key=lambda one: one.place.x0)
