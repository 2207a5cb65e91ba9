"""A paper that knows where its values stand: marks in the text become boxes.

``mark("lessor", "…")`` wraps a value in private-use characters; whatever the sheet writes (a line, a paragraph that
breaks, a cell that wraps) leaves one :class:`Mark` for each line of it. A value may carry several field names.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4

from samples.generate.fonts import HEI, KAI, SONG, Face
from samples.generate.paper import Cell, Paper, width_of

_OPEN, _NAMED, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARK = re.compile(f"{_OPEN}([^{_NAMED}]*){_NAMED}([^{_CLOSE}]*){_CLOSE}")
#: blue-black ink
_INK = (0.08, 0.12, 0.38)


@dataclass(frozen=True, slots=True)
class Mark:
    """One line of one value. Points from the top left; ``place`` tells the lines of one writing from another's."""

    names: tuple[str, ...]
    place: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """Lines or a table as the layout gave them, marks and all: what a paper says without how it is drawn."""

    rows: tuple[tuple[Cell, ...], ...]
    rules: str  #: of a table all, rows or none; empty for lines of text


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    names: str
    place: int


def mark(names: str, text: str) -> str:
    """``text`` as the value of the fields ``names`` (separated by blanks); nothing stays nothing."""
    return f"{_OPEN}{names}{_NAMED}{text}{_CLOSE}" if text else ""


def marked(text: str) -> list[str]:
    """Names of the fields whose values stand in ``text``."""
    return [name for found in _MARK.finditer(text) for name in found[1].partition("#")[0].split()]


def plain(text: str) -> str:
    """``text`` without its marks."""
    return _MARK.sub(r"\2", text)


class Sheet(Paper):
    """A :class:`Paper` with marks; ``hand``: what is marked is filled in by hand."""

    def __init__(
        self,
        size: tuple[float, float] = A4,
        *,
        margin: float = 72,
        face: Face = SONG,
        points: float = 12,
        hand: bool = False,
    ) -> None:
        super().__init__(size, margin=margin, face=face, points=points)
        self.hand = hand
        self._bottom = margin
        self.marks: list[Mark] = []
        self.told: list[Told] = []
        self._telling = False
        self._places = 0
        self._flow: list[_Span] | None = None
        self._at = 0
        self._tremble = random.Random(7)  # noqa: S311 - not for secrets

    def _parse(self, text: str) -> tuple[str, list[_Span]]:
        """The text without marks, and the marks as spans of it."""
        spans, out, at = [], "", 0
        for found in _MARK.finditer(text):
            out += text[at : found.start()]
            names, _, number = found[1].partition("#")
            if number:
                place = int(number)
            else:
                self._places += 1
                place = self._places
            spans.append(_Span(len(out), len(out) + len(found[2]), names, place))
            out += found[2]
            at = found.end()
        return out + text[at:], spans

    def text(
        self,
        x: float,
        top: float,
        text: str,
        *,
        face: Face | None = None,
        points: float | None = None,
        align: str = "left",
        bold: bool = False,
        spacing: float = 0,
        colour: tuple[float, float, float] = (0, 0, 0),
    ) -> float:
        """As :meth:`Paper.text`; marks within the line are remembered with their boxes."""
        self._tell([[Cell(text, align)]])
        shown, spans = self._parse(text)
        if self._flow is not None:
            start, self._at = self._at, self._at + len(shown)
            spans = [
                _Span(max(s.start, start) - start, min(s.end, self._at) - start, s.names, s.place)
                for s in self._flow
                if s.start < self._at and s.end > start
            ]
        face, points = face or self.face, points or self.points
        wide = width_of(shown, face, points) + spacing * max(len(shown) - 1, 0)
        left = x - {"left": 0.0, "centre": wide / 2, "right": wide}[align]
        by_hand = self.hand and len(spans) == 1 and spans[0].end - spans[0].start == len(shown)
        if by_hand:
            self._write(left, top, shown, face, points)
        else:
            super().text(left, top, shown, face=face, points=points, bold=bold, spacing=spacing, colour=colour)
        for span in spans:
            x0 = left + width_of(shown[: span.start], face, points) + spacing * span.start
            inside = shown[span.start : span.end]
            x1 = x0 + width_of(inside, face, points) + spacing * max(len(inside) - 1, 0)
            names = tuple(span.names.split())
            self.marks.append(Mark(names, span.place, self.page, x0, top, x1, top + points, inside))
        return wide

    def _write(self, left: float, top: float, text: str, face: Face, points: float) -> None:
        """By hand: each character a little off the line, as wide as print would be."""
        for char in text:
            shake = self._tremble.uniform(-0.7, 0.7)
            super().text(left, top + shake, char, face=KAI, points=points * 1.06, colour=_INK)
            left += width_of(char, face, points)

    def wrap(self, text: str, room: float, points: float, face: Face | None = None) -> list[str]:
        """As :meth:`Paper.wrap`; a mark that runs over lines is opened again on each."""
        shown, spans = self._parse(text)
        lines, at = [], 0
        for line in super().wrap(shown, room, points, face):
            if shown[at : at + 1] == "\n":
                at += 1
            end, out, done = at + len(line), "", at
            for span in spans:
                start, stop = max(span.start, at), min(span.end, end)
                if start < stop:
                    out += shown[done:start] + mark(f"{span.names}#{span.place}", shown[start:stop])
                    done = stop
            lines.append(out + shown[done:end])
            at = end
        return lines

    def paragraph(
        self, text: str, *, indent: int = 2, leading: float = 1.75, bold: bool = False, left: float = 0
    ) -> None:
        """As :meth:`Paper.paragraph`; marks within it are kept over line and page breaks."""
        shown, spans = self._parse(text)
        rules = [at for at, char in enumerate(shown) if char in "<>"]

        def moved(at: int) -> int:
            return at - sum(1 for rule in rules if rule < at)

        self._flow = [_Span(moved(s.start), moved(s.end), s.names, s.place) for s in spans]
        self._at = 0
        try:
            with self._given([[Cell(text)]]):
                super().paragraph(shown, indent=indent, leading=leading, bold=bold, left=left)
        finally:
            self._flow = None

    def title(self, text: str, *, points: float = 20, face: Face = HEI, spacing: float = 0) -> None:
        with self._given([[Cell(text, "centre")]]):
            super().title(text, points=points, face=face, spacing=spacing)

    def table(self, widths: Sequence[float], rows: Sequence[Sequence[Cell | str]], **how: Any) -> None:
        given = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows]
        with self._given(given, how.get("rules", "all") if how.get("ruled", True) else "none"):
            super().table(widths, rows, **how)

    def _tell(self, rows: Sequence[Sequence[Cell]], rules: str = "") -> None:
        if not self._telling:
            self.told.append(Told(tuple(map(tuple, rows)), rules))

    @contextmanager
    def _given(self, rows: Sequence[Sequence[Cell]], rules: str = "") -> Iterator[None]:
        """Within it, what is drawn belongs to what the layout gave as one."""
        self._tell(rows, rules)
        kept, self._telling = self._telling, True
        try:
            yield
        finally:
            self._telling = kept

    def _room(self, high: float) -> None:
        if self.y + high > self.height - self._bottom + 12:
            self.new_page()

    def _foot(self) -> None:
        kept, self._flow = self._flow, None
        with self._given([]):  # the page's number is none of the paper's words
            super()._foot()
        self._flow = kept

    def lines(self, texts: Sequence[str], *, step: float = 20, points: float | None = None, x: float = 0) -> None:
        """Texts below one another at the margin, or at ``x``; a pair divided by a tab goes to both margins."""
        for text in texts:
            one, _, other = text.partition("\t")
            with self._given([[Cell(one), Cell(other, "right")] if other else [Cell(one)]]):
                self.text(x or self.margin, self.y, one, points=points)
                if other:
                    self.text(self.width - self.margin, self.y, other, points=points, align="right")
            self.y += step

    def ends(self, texts: Sequence[str], *, step: float = 22, inset: float = 0, points: float | None = None) -> None:
        """Lines at the right margin, as letters end."""
        for text in texts:
            self.text(self.width - self.margin - inset, self.y, text, align="right", points=points)
            self.y += step

    def sides(self, left: Sequence[str], right: Sequence[str], *, step: float = 22) -> None:
        """Two columns of lines for the signatures, kept together on one page."""
        self.keep(step * max(len(left), len(right)) + 20)
        top, middle = self.y, self.width / 2 + 8
        for x, column in ((self.margin, left), (middle, right)):
            y = top
            for text in column:
                for line in self.wrap(text, self.inner / 2 - 12, self.points):
                    self.text(x, y, line)
                    y += step * 0.82 if line else step
                y += step * 0.18
            self.y = max(self.y, y)

    def keep(self, high: float) -> None:
        """A new page when less than ``high`` points are left."""
        if self.y + high > self.height - self.margin:
            self.new_page()

    @contextmanager
    def column(self, x0: float, x1: float) -> Iterator[None]:
        """Within it, paragraphs and tables run between ``x0`` and ``x1``; must not break the page."""
        kept = self.margin, self.width
        self.margin, self.width = x0, x0 + x1
        try:
            yield
        finally:
            self.margin, self.width = kept

    def boxes(self) -> dict[str, list[list[dict[str, Any]]]]:
        """For each field the places its value stands at; a place is a list of lines with page, box and text."""
        places: dict[str, dict[int, list[dict[str, Any]]]] = {}
        for one in self.marks:
            box = [round(value, 2) for value in (one.x0, one.top, one.x1, one.bottom)]
            for name in one.names:
                lines = places.setdefault(name, {}).setdefault(one.place, [])
                lines.append({"page": one.page, "box": box, "text": one.text})
        return {name: list(found.values()) for name, found in places.items()}
