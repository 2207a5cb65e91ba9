"""Places of values for people: on a page of paper, or in cells of a sheet; in words, and beside the page's picture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors import sniff
from service import catalogue, language

_CELL = re.compile(r"([A-Z]+)(\d+)")
#: runs of cells named before the rest are only counted
_MOST = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands on a page."""

    number: int  #: of the document in its case
    filename: str
    page: int  #: from 1
    pages: int
    width: float  #: of the page, points
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]  #: points
    text: str
    method: str
    confidence: float
    image: str  #: the page's PNG
    sheet: str | None = None  #: of a spreadsheet
    cells: tuple[str, ...] = ()
    media_type: str = ""
    file: str = ""  #: of a document of several files the one with this page

    @property
    def where(self) -> str:
        """``第 3 页``, ``第 3 页（IMG_103.jpg）``, ``工作表“利润表”单元格 C12``."""
        return worded(self.page, self.sheet, self.cells, language.current()) + self._in_file

    @property
    def seen(self) -> str:
        """The same beside the page's picture, with the number of pages."""
        return worded(self.page, self.sheet, self.cells, language.current(), pages=self.pages) + self._in_file

    @property
    def _in_file(self) -> str:
        return language.say("app.bracket", text=self.file) if self.file else ""

    @property
    def method_text(self) -> str:
        return catalogue.coded("method", "cells" if self.cells else self.method, language.current())

    @property
    def note(self) -> str:
        """What must be said of a picture that is drawn from what was read; empty for one of the page itself."""
        if self.media_type in sniff.SPREADSHEETS:
            return language.say("where.drawn_sheet")
        return language.say("where.drawn_ofd") if self.media_type == sniff.OFD else ""


def cells(names: Sequence[str]) -> tuple[str, ...]:
    """Cells under or beside one another as ranges: A4, A5, A6, C9 is A4:A6, C9."""
    runs: list[list[str]] = []
    for name in names:
        if runs and _follows(runs[-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return tuple(run[0] if len(run) == 1 else f"{run[0]}:{run[-1]}" for run in runs)


def _follows(run: Sequence[str], name: str) -> bool:
    """Whether a cell goes on a run downwards, or to the right, the way the run goes."""
    down = _below(run[-1], name) and (len(run) == 1 or _below(run[0], run[1]))
    return down or (_beside(run[-1], name) and (len(run) == 1 or _beside(run[0], run[1])))


def _below(one: str, other: str) -> bool:
    a, b = _CELL.fullmatch(one), _CELL.fullmatch(other)
    return a is not None and b is not None and a[1] == b[1] and int(b[2]) == int(a[2]) + 1


def _beside(one: str, other: str) -> bool:
    a, b = _CELL.fullmatch(one), _CELL.fullmatch(other)
    return a is not None and b is not None and a[2] == b[2] and _number(b[1]) == _number(a[1]) + 1


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def worded(page: int, sheet: str | None, names: Sequence[str], lang: str, *, pages: int | None = None) -> str:
    """``工作表“利润表”单元格 C12``, ``第 3 页``, or ``第 3/12 页`` where ``pages`` is given."""
    if not names:
        if pages is None:
            return catalogue.text("where.page", lang, {"page": page})
        return catalogue.text("where.page_of", lang, {"page": page, "pages": pages})
    ranges = cells(names)
    between = catalogue.text("app.comma", lang)
    shown = between.join(ranges[:_MOST])
    if len(ranges) > _MOST:
        shown = catalogue.text("where.and_more", lang, {"cells": shown, "count": len(names)})
    if sheet:
        return catalogue.text("where.sheet_cells", lang, {"sheet": sheet, "cells": shown})
    return catalogue.text("where.cells", lang, {"cells": shown})
