"""A worksheet as read from any spreadsheet format, before it is laid out as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Place = tuple[int, int]  #: row and column, from 0

#: drawn sides that a sheet keeps: whole columns are formatted to their end with a click, and say nothing there
_MOST_SIDES = 600_000
#: cells under all merged cells of a sheet together; no two of them overlap in an honest file
_MOST_COVERED = 2_000_000


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell with something in it."""

    text: str  #: as displayed; lines parted by ``\\n``
    align: str = "left"  #: left, center, right, or across: centred over the empty cells to the right
    points: float = 11.0  #: font size
    number: bool = False  #: shown from a number or date: never runs over into the next cell


@dataclass(slots=True)
class Sheet:
    name: str  #: empty where the format has no names (CSV)
    cells: dict[Place, Filled] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  #: first row, column, last row, column
    widths: dict[int, float] = field(default_factory=dict)  #: points, where stated
    heights: dict[int, float] = field(default_factory=dict)  #: points, where stated
    width: float = 54.0  #: points, of the other columns; the default of the usual programs
    height: float = 14.25  #: points, of the other rows
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    #: drawn sides of cells: above the cell of this row and column (row may be one beyond the last) …
    above: set[Place] = field(default_factory=set)
    #: … and to its left (column may be one beyond the last)
    left: set[Place] = field(default_factory=set)
    uncomputed: list[Place] = field(default_factory=list)  #: formulas that the file holds no value for
    hidden: bool = False
    cut: set[Place] = field(default_factory=set)  #: cells of which cannot be told that they are whole


@dataclass(frozen=True, slots=True)
class Sides:
    """Which sides of a cell a style draws."""

    left: bool = False
    right: bool = False
    top: bool = False
    bottom: bool = False

    def draw(self, sheet: Sheet, row: int, column: int) -> None:
        if len(sheet.left) + len(sheet.above) > _MOST_SIDES:
            return
        if self.left:
            sheet.left.add((row, column))
        if self.right:
            sheet.left.add((row, column + 1))
        if self.top:
            sheet.above.add((row, column))
        if self.bottom:
            sheet.above.add((row + 1, column))


def areas(merges: Mapping[Place, Place]) -> Iterator[tuple[Place, Place]]:
    """First and last cell of each merged one, as far as they cover no more than a sheet holds."""
    left = _MOST_COVERED
    for (r0, c0), (r1, c1) in merges.items():
        size = (r1 - r0 + 1) * (c1 - c0 + 1)
        if 0 < size <= left:
            left -= size
            yield (r0, c0), (r1, c1)


def column_name(column: int) -> str:
    """0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def cell_name(row: int, column: int) -> str:
    """``C12`` for row 11, column 2."""
    return f"{column_name(column)}{row + 1}"


#: all that a sheet can have
ROWS, COLUMNS = 1_048_576, 16_384


def place_of(name: str) -> Place | None:
    """Row and column of ``C12`` or ``$C$12``; None for anything else, or beyond a million rows or 16,384 columns."""
    letters = name.replace("$", "").rstrip("0123456789")
    digits = name.replace("$", "")[len(letters) :]
    if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha() and 0 < len(digits) <= 7):
        return None
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - 64
    row = int(digits)
    return (row - 1, column - 1) if 0 < row <= ROWS and column <= COLUMNS else None


#: pixels of Excel's default font per character of width, and what a cell keeps free
_PIXELS, _PADDING = 7, 5


def points_of_width(characters: float) -> float:
    """Points of a column width given in characters (ECMA-376 part 1, 18.3.1.13), at 96 pixels an inch."""
    return (characters * _PIXELS + _PADDING) * 0.75


def hidden_cells(sheet: Sheet) -> Mapping[str, int]:
    """How many rows and columns with something in them are hidden."""
    rows = {row for row, _ in sheet.cells} & sheet.hidden_rows
    columns = {column for _, column in sheet.cells} & sheet.hidden_columns
    return {"rows": len(rows), "columns": len(columns)}
