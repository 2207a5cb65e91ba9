"""The notice as paragraphs that know their character spans, with a cited span marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.clauses import PREAMBLE
from rules.model import Notice


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    marked: bool = False
    first: bool = False  #: the beginning of the marked span


@dataclass(frozen=True, slots=True)
class Paragraph:
    start: int  #: character offset in the notice
    end: int  #: exclusive
    clause: str | None  #: number of the clause that begins here
    pieces: tuple[Piece, ...]


def paragraphs(notice: Notice, mark: tuple[int, int] | None = None) -> list[Paragraph]:
    """The notice's lines that are not blank. ``mark``: a span (start, end) to highlight."""
    begins = {c.start: c.number for c in notice.clauses.values() if c.number != PREAMBLE}
    found = []
    marked_before = False
    for match in re.finditer(r"[^\n]*\S[^\n]*", notice.text):
        start, end = match.span()
        pieces = tuple(_pieces(match[0], start, mark, marked_before))
        marked_before = marked_before or any(piece.marked for piece in pieces)
        number = begins.get(end - len(match[0].lstrip()))
        found.append(Paragraph(start, end, number, pieces))
    return found


def _pieces(text: str, start: int, mark: tuple[int, int] | None, marked_before: bool) -> Iterator[Piece]:
    if mark is None:
        yield Piece(text)
        return
    first = min(max(mark[0] - start, 0), len(text))
    last = min(max(mark[1] - start, 0), len(text))
    for piece in (Piece(text[:first]), Piece(text[first:last], True, not marked_before), Piece(text[last:])):
        if piece.text:
            yield piece
