"""The stretches of a line that wide gaps part, with their places."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.model import Box
from extractors.textmap import TextMap


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line without a wide gap."""

    start: int
    end: int
    place: Box


def line_end(textmap: TextMap, at: int) -> int:
    """Where the line that holds the offset ``at`` ends."""
    end = textmap.text.find("\n", at)
    return len(textmap.text) if end < 0 else end


def pieces_of(textmap: TextMap, start: int, end: int) -> list[Piece]:
    """The pieces of ``text[start:end]``, which is a line or part of one."""
    found: list[Piece] = []
    at = start
    for text in textmap.text[start:end].split("\t"):
        first, last = textmap.place(at), textmap.place(at + len(text) - 1) if text else None
        if first and last:
            found.append(Piece(at, at + len(text), Box(first.x0, first.top, last.x1, last.bottom)))
        at += len(text) + 1
    return found
