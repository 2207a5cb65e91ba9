"""Sheets of an XLSX file, straight from its parts: what the cells display, and what is hidden or unknown in them.

Read here and not through a library: the files come from accounting programs whose styles the libraries refuse, and none
of them tells a formula without a value from an empty cell, or bounds what it unpacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path

from extractors.backends import packed
from extractors.backends.markup import feed, tree
from extractors.backends.number_format import shown, shown_text
from extractors.backends.packed import Package
from extractors.backends.sheets import COLUMNS, ROWS, Filled, Place, Sheet, place_of, points_of_width
from extractors.backends.xlsx_styles import Style, styles
from extractors.errors import DamagedFile, NoPages, TooManyCells
from extractors.limits import Limits

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: columns that a sheet's ``col`` elements may speak of, all together
_TOLD_COLUMNS = 100_000
_LONGEST = 32_767  #: characters that a cell can hold
#: of a cell: ECMA-376-1, 18.18.11 ST_CellType
_KINDS = frozenset(("b", "d", "e", "inlineStr", "n", "s", "str"))


def read(path: Path, limits: Limits) -> list[Sheet]:
    """Raises DamagedFile, EncryptedFile, UnpacksTooLarge, ForbiddenMarkup, TooManyCells, NoPages."""
    with packed.opened(path, limits) as package:
        return _Workbook(package, limits).sheets()


class _Workbook:
    def __init__(self, package: Package, limits: Limits) -> None:
        self.package, self.limits = package, limits
        self.path = self._target("", "officeDocument") or "xl/workbook.xml"
        self.filled = 0

    def sheets(self) -> list[Sheet]:
        if self.path not in self.package:
            raise DamagedFile()
        root = tree(self.package.read(self.path))
        texts_part, styles_part = self._target(self.path, "sharedStrings"), self._target(self.path, "styles")
        self.texts = _texts(self.package, texts_part) if texts_part else []
        self.styles = styles(tree(self.package.read(styles_part)) if styles_part else None)
        properties = root.first("workbookPr")
        self.from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        calculation = root.first("calcPr")
        # values of formulas that the writer itself wants computed anew are left over from a template, or all 0
        self.stale = calculation is not None and calculation.get("fullCalcOnLoad") in ("1", "true")
        relations = self._relations(self.path)
        found = []
        for entry in root.all("sheets", "sheet"):
            kind, target = relations.get(entry.get("id"), ("", ""))
            part = self.package.resolve(target, self.path)
            if kind not in ("worksheet", ""):  # a sheet that is one chart, or a dialogue
                continue
            if part is None:  # lost: what the others say may not be all, nor in the order it was
                raise DamagedFile()
            sheet = Sheet(entry.get("name"), hidden=entry.get("state", "visible") != "visible")
            _Reader(self, sheet).read(part)
            found.append(sheet)
        if not found:
            raise NoPages()
        return found

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and target by id."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in self.package:
            return {}
        root = tree(self.package.read(rels))
        return {r.get("Id"): (r.get("Type").rpartition("/")[2], r.get("Target")) for r in root.all("Relationship")}

    def _target(self, part: str, kind: str) -> str | None:
        for found, target in self._relations(part).values():
            if found == kind:
                return self.package.resolve(target, part)
        return None

    def style(self, index: str) -> Style:
        number = int(index) if index.isdecimal() else 0
        return self.styles[number] if number < len(self.styles) else Style()

    def count(self) -> None:
        self.filled += 1
        if self.filled > self.limits.max_cells:
            raise TooManyCells(limit=self.limits.max_cells)


def _texts(package: Package, part: str) -> list[str]:
    """Shared texts; pronunciations beside Chinese or Japanese words are no part of them."""
    found: list[str] = []
    pieces: list[str] = []
    inside = {"t": 0, "rPh": 0}

    def start(name: str, _: Mapping[str, str]) -> None:
        if name == "si":
            pieces.clear()
        elif name in inside:
            inside[name] += 1

    def end(name: str) -> None:
        if name == "si":
            found.append(_unescaped("".join(pieces)))
        elif name in inside:
            inside[name] -= 1

    def text(piece: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(piece)

    feed(package.chunks(part), start, end, text)
    return found


def _unescaped(text: str) -> str:
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")[:_LONGEST]


class _Reader:
    """One run through a sheet's part."""

    def __init__(self, book: _Workbook, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.row = -1
        self.column = -1
        self.style = Style()
        self.kind = ""
        self.value: list[str] | None = None  # of the cell
        self.formula = False
        self.inline: list[str] = []
        self.inside: list[str] = []
        self.told = 0
        self.starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "row": self._row, "c": self._cell, "col": self._columns, "sheetFormatPr": self._format,
            "mergeCell": self._merge,
        }  # fmt: skip

    def read(self, part: str) -> None:
        feed(self.book.package.chunks(part), self._start, self._end, self._text)

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.inside.append(name)
        if name == "v":
            self.value = []
        elif name == "f":
            self.formula = True
        elif name in self.starts:
            self.starts[name](attributes)

    def _end(self, name: str) -> None:
        self.inside.pop()
        if name == "c":
            self._finish()

    def _text(self, piece: str) -> None:
        if self.inside[-1] == "v" and self.value is not None:
            self.value.append(piece)
        elif self.inside[-1] == "t" and "is" in self.inside and "rPh" not in self.inside:
            self.inline.append(piece)

    def _format(self, attributes: Mapping[str, str]) -> None:
        self.sheet.height = _float(attributes, "defaultRowHeight") or self.sheet.height
        width = _float(attributes, "defaultColWidth")
        self.sheet.width = points_of_width(width) if width else self.sheet.width

    def _columns(self, attributes: Mapping[str, str]) -> None:
        first, last = _int(attributes, "min"), min(_int(attributes, "max"), COLUMNS)
        width = _float(attributes, "width")
        self.told += max(0, last - first)
        if self.told > _TOLD_COLUMNS:
            return
        for column in range(max(0, first - 1), last):
            if attributes.get("hidden") in ("1", "true"):
                self.sheet.hidden_columns.add(column)
            elif width:
                self.sheet.widths[column] = points_of_width(width)

    def _row(self, attributes: Mapping[str, str]) -> None:
        self.row = _int(attributes, "r") - 1 if attributes.get("r", "").isdecimal() else self.row + 1
        if self.row >= ROWS:
            raise DamagedFile()
        self.column = -1
        if attributes.get("hidden") in ("1", "true"):
            self.sheet.hidden_rows.add(self.row)
        elif height := _float(attributes, "ht"):
            self.sheet.heights[self.row] = height

    def _cell(self, attributes: Mapping[str, str]) -> None:
        place = place_of(attributes.get("r", ""))
        self.row, self.column = place or (max(0, self.row), self.column + 1)
        if self.column >= COLUMNS:
            raise DamagedFile()
        self.style = self.book.style(attributes.get("s", "0"))
        self.kind = attributes.get("t", "n")
        if self.kind not in _KINDS:  # what it holds would be taken for something else
            raise DamagedFile()
        self.value, self.formula, self.inline = None, False, []

    def _merge(self, attributes: Mapping[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        a, b = place_of(first), place_of(last or first)
        if a and b and a != b and a[0] <= b[0] and a[1] <= b[1]:
            self.sheet.merges.append((*a, *b))

    def _finish(self) -> None:
        place: Place = (self.row, self.column)
        self.style.sides.draw(self.sheet, *place)
        value = "".join(self.value) if self.value is not None else ""
        if self.formula and (self.book.stale or (not value and self.kind != "str")):
            self.sheet.uncomputed.append(place)
            return
        text, number = self._shown(value)
        if not text.strip():
            return
        self.book.count()
        align = self.style.align or ("right" if number else "center" if self.kind in ("b", "e") else "left")
        self.sheet.cells[place] = Filled(text[:_LONGEST], align, self.style.points, number)

    def _shown(self, value: str) -> tuple[str, bool]:
        """What the cell displays, and whether it holds a number or date."""
        code = self.style.code
        if self.kind == "s":
            index = int(value) if value.strip().isdecimal() else -1
            if not 0 <= index < len(self.book.texts):
                if value:
                    raise DamagedFile()
                return "", False
            return shown_text(self.book.texts[index], code), False
        if self.kind == "inlineStr":
            return shown_text(_unescaped("".join(self.inline)), code), False
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(value, value), False
        if self.kind in ("str", "e"):
            return _unescaped(value), False
        if self.kind == "d":
            return value.removesuffix("T00:00:00"), True
        if not value.strip():
            return "", False
        try:
            return shown(value, code, from_1904=self.book.from_1904), True
        except ValueError:
            return value, False


def _int(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _float(attributes: Mapping[str, str], name: str) -> float:
    """0 where it is missing, no number, or none that a sheet can have."""
    try:
        found = float(attributes.get(name, "0"))
    except ValueError:
        return 0.0
    return found if 0 < found < 1000 else 0.0
