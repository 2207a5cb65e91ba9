"""Text laid out on pages as words with boxes, the way the readers hand them over. No file, no OCR."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.extract import extract
from extractors.model import Box, Document, Extraction, Field, Method, Page, Word
from extractors.report import to_report

EM = 12.0
LEFT, TOP, LEADING = 72.0, 60.0, 20.0
#: ems on a full line, and lines on a page
WIDTH, LINES = 37, 36


def _wide(char: str) -> float:
    return EM if ord(char) > 0x2E7F else EM / 2


def _words(text: str, x: float, top: float, confidence: float) -> tuple[list[Word], float]:
    words: list[Word] = []
    for part in re.split(r"( +)", text):
        width = sum(_wide(char) for char in part)
        if part.strip():
            edges = [x]
            for char in part:
                edges.append(edges[-1] + _wide(char))
            box = Box(x, top, x + width, top + EM)
            words.append(Word(part, box, box, confidence, tuple(edges)))
        x += width
    return words, x


def _wrapped(line: str, ems: int) -> list[str]:
    rows, row, size = [], "", 0.0
    for char in line:
        if size + _wide(char) / EM > ems and char not in "，。；、）":
            rows.append(row)
            row, size = "", 0.0
        row += char
        size += _wide(char) / EM
    return [*rows, row]


def paper(text: str, *, confidence: float = 1.0, method: Method = Method.TEXT_LAYER, width: int = WIDTH) -> Document:
    """One paragraph for each line, wrapped at the margin; ``\\t`` moves on to the next eighth of the line,
    ``\\f`` turns the page; a line that starts with ``^`` is centred. ``width``: ems on a full line."""
    pages: list[Page] = []
    for number, sheet in enumerate(_sheets(text, width), 1):
        words: list[Word] = []
        for index, row in enumerate(sheet):
            top = TOP + index * LEADING
            x = LEFT
            if row.startswith("^"):
                row = row[1:]
                x = LEFT + max(0.0, width * EM - sum(_wide(c) for c in row)) / 2
            for nth, cell in enumerate(row.split("\t")):
                if nth:
                    stop = width * EM / 8
                    x = LEFT + stop * (int((x - LEFT) / stop) + 1) + (EM * 2 if cell else 0)
                placed, x = _words(cell, x, top, confidence)
                words += placed
        pages.append(Page(number, 595.0, 842.0, tuple(words), method=method))
    return Document("0" * 64, "paper.pdf", "application/pdf", tuple(pages))


def _sheets(text: str, width: int) -> Sequence[list[str]]:
    sheets: list[list[str]] = [[]]
    for paragraph in text.strip("\n").split("\n"):
        for nth, piece in enumerate(paragraph.split("\f")):
            if nth:
                sheets.append([])
            for row in [piece] if "\t" in piece or piece.startswith("^") else _wrapped(piece, width):
                if len(sheets[-1]) >= LINES:
                    sheets.append([])
                sheets[-1].append(row)
    return sheets


class Got:
    """An extraction, easy to ask."""

    def __init__(
        self, text: str, *, confidence: float = 1.0, method: Method = Method.TEXT_LAYER, width: int = WIDTH
    ) -> None:
        self.document = paper(text, confidence=confidence, method=method, width=width)
        self.extraction: Extraction = extract(self.document)
        self.report = to_report(self.document, self.extraction)
        self.kind = self.extraction.kind.kind
        self.missing = {missing.name: missing.reason for missing in self.extraction.missing}
        self.conflicts = {conflict.name: conflict.code for conflict in self.extraction.conflicts}

    def __getitem__(self, name: str) -> object:
        """The value as the report shows it; None when there is none."""
        entry = self.report["fields"].get(name)
        return entry["value"] if entry else None

    def field(self, name: str) -> Field:
        return next(field for field in self.extraction.fields if field.name == name)

    def values(self) -> dict[str, object]:
        return {name: entry["value"] for name, entry in self.report["fields"].items()}
