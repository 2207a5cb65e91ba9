"""A sheet of paper one writes on from the top: flowing paragraphs, lines of text, ruled tables, marks for seals.

Coordinates are PDF points from the top left. ``<…>`` in a paragraph underlines what was filled in by hand.
Every line written is remembered with its place (:attr:`Paper.placed`), so that the truth can have boxes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from samples.generate.fonts import HEI, SONG, Face, lacks, register

rl_config.useA85 = 0

#: stands at the foot of every page
DISCLAIMER = "虚构样例 仅供测试 不具任何效力"

#: punctuation that may not begin a line
_NOT_FIRST = frozenset("，。、；：！？）》」』”’】〕%)")
#: these may not end one
_NOT_LAST = frozenset("（《“￥")
_PIECE = re.compile(r"[<>]|￥?[0-9A-Za-z][0-9A-Za-z.,:/\-]*|.", re.S)


@dataclass(frozen=True, slots=True)
class Placed:
    """One run of text as written. Points from the top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where a seal goes when the paper is scanned. ``x``, ``y``: its centre, in points from the top left."""

    page: int
    x: float
    y: float
    owner: str  #: the words along the rim
    below: str = ""  #: the words under the star, as in 合同专用章
    diameter: float = 113.0  #: points; 4.0 cm


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    align: str = "left"  #: left, centre, right
    across: int = 1  #: columns it runs over
    bold: bool = False


def width_of(text: str, face: Face, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, face.name, size))


class Paper:
    """One document under way."""

    def __init__(
        self, size: tuple[float, float] = A4, *, margin: float = 72, face: Face = SONG, points: float = 12
    ) -> None:
        register()
        self.width, self.height = size
        self.margin, self.face, self.points = margin, face, points
        self.page = 1
        self.y = margin  #: the next line's top
        self.number_pages = False
        self.placed: list[Placed] = []
        self.seals: list[SealPlace] = []
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=size, invariant=1, pageCompression=1)

    @property
    def inner(self) -> float:
        return self.width - 2 * self.margin

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
        """Write one line whose upper edge is ``top``; gives its width. Raises ValueError for a lacking glyph."""
        face, points = face or self.face, points or self.points
        if gone := lacks(face, text):
            raise ValueError(f"{face.name} has no {gone!r} of {text!r}")
        wide = width_of(text, face, points) + spacing * max(len(text) - 1, 0)
        x -= {"left": 0, "centre": wide / 2, "right": wide}[align]
        writer = self.canvas.beginText(x, self.height - top - points * 0.86)
        writer.setFont(face.name, points)
        writer.setCharSpace(spacing)
        self.canvas.setFillColorRGB(*colour)
        if bold:
            self.canvas.setStrokeColorRGB(*colour)
            self.canvas.setLineWidth(points / 32)
            writer.setTextRenderMode(2)
        writer.textOut(text)
        if bold:
            writer.setTextRenderMode(0)
        self.canvas.drawText(writer)
        if text.strip():
            self.placed.append(Placed(self.page, x, top, x + wide, top + points, text))
        return wide

    def line(self, x0: float, y0: float, x1: float, y1: float, *, width: float = 0.7) -> None:
        self.canvas.setStrokeColorRGB(0, 0, 0)
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def title(self, text: str, *, points: float = 20, face: Face = HEI, spacing: float = 0) -> None:
        """A centred heading; the cursor moves below it."""
        self.text(self.width / 2, self.y, text, face=face, points=points, align="centre", bold=True, spacing=spacing)
        self.y += points * 1.9

    def paragraph(
        self, text: str, *, indent: int = 2, leading: float = 1.75, bold: bool = False, left: float = 0
    ) -> None:
        """A paragraph from the cursor on; breaks lines and pages. ``indent`` in characters of the first line."""
        x, limit = self.margin + left + indent * self.points, self.width - self.margin
        run, start, under = "", x, False

        def flush() -> None:
            nonlocal run, start
            if run:
                self.text(start, self.y, run, bold=bold)
                if under:
                    self.line(start, self.y + self.points + 2, x, self.y + self.points + 2, width=0.5)
            run, start = "", x

        self._room(self.points * leading * (2 if bold else 1))  # a heading never stands alone at the foot
        for piece in _PIECE.findall(text):
            if piece in "<>":
                flush()
                under = piece == "<"
                continue
            wide = width_of(piece, self.face, self.points)
            needed = wide + 3 * self.points if piece in _NOT_LAST else wide
            if x + needed > limit and piece not in _NOT_FIRST:
                flush()
                self.y += self.points * leading
                self._room(self.points * leading)
                x = start = self.margin + left
            run += piece
            x += wide
        flush()
        self.y += self.points * leading

    def wrap(self, text: str, room: float, points: float, face: Face | None = None) -> list[str]:
        """``text`` in lines no wider than ``room`` points; a newline breaks as well."""
        lines = []
        for part in text.split("\n"):
            line = ""
            for piece in _PIECE.findall(part):
                if line and width_of(line + piece, face or self.face, points) > room:
                    lines.append(line)
                    line = ""
                line += piece
            lines.append(line)
        return lines

    def table(
        self,
        widths: Sequence[float],
        rows: Sequence[Sequence[Cell | str]],
        *,
        row_height: float = 22,
        points: float = 10,
        ruled: bool = True,
        left: float | None = None,
        rules: str = "all",
    ) -> None:
        """A table at the cursor, which moves below it; a row that does not fit starts a new page.

        ``rules``: ``all``, ``rows`` (horizontal lines only) or ``none``.
        """
        x0 = self.margin if left is None else left
        rules = rules if ruled else "none"
        for row in rows:
            cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
            laid, at = [], 0
            for cell in cells:
                wide = sum(widths[at : at + cell.across])
                laid.append((cell, wide, self.wrap(cell.text, wide - 6, points)))
                at += cell.across
            high = max(row_height, *(len(lines) * points * 1.3 + 8 for _, _, lines in laid))
            self._room(high)
            x = x0
            for cell, wide, lines in laid:
                self._cell(x, wide, high, cell, lines, points)
                if rules == "all":
                    self.line(x, self.y, x, self.y + high, width=0.6)
                x += wide
            if rules == "all":
                self.line(x, self.y, x, self.y + high, width=0.6)
            if rules != "none":
                self.line(x0, self.y, x, self.y, width=0.6)
                self.line(x0, self.y + high, x, self.y + high, width=0.6)
            self.y += high

    def _cell(self, x: float, wide: float, high: float, cell: Cell, lines: list[str], points: float) -> None:
        top = self.y + (high - len(lines) * points * 1.3) / 2 + points * 0.15
        at = {"left": x + 3, "centre": x + wide / 2, "right": x + wide - 3}[cell.align]
        for line in lines:
            self.text(at, top, line, points=points, align=cell.align, bold=cell.bold)
            top += points * 1.3

    def seal(self, x: float, top: float, owner: str, below: str = "") -> None:
        """Remember that a seal covers this place when the paper is scanned."""
        self.seals.append(SealPlace(self.page, x, top, owner, below))

    def _room(self, high: float) -> None:
        if self.y + high > self.height - self.margin + 12:
            self.new_page()

    def new_page(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.page += 1
        self.y = self.margin

    def _foot(self) -> None:
        foot = self.height - 26
        self.text(self.width - 24, foot, DISCLAIMER, points=7, align="right", colour=(0.55, 0.55, 0.55))
        if self.number_pages:
            self.text(self.width / 2, foot - 14, f"- {self.page} -", points=9, align="centre")

    def bytes(self) -> bytes:
        """Close the document and give the PDF file."""
        self._foot()
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()
