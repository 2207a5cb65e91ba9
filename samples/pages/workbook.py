"""A paper with a table as the spreadsheet it may have been printed from: XLSX, or CSV in one of the usual encodings."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from samples.generate.paper import Cell
from samples.pages.lot import Lot
from samples.pages.made import Made
from samples.pages.sheet import marked, plain

Cells = dict[str, list[str]]  #: by field name the cells its value stands in, ``利润表!C12``; CSV has no sheet's name

_AMOUNT = re.compile(r"-?\d{1,3}(,\d{3})*\.\d{2}")
_COUNT = re.compile(r"\d{1,4}")
_FORMATS = ("#,##0.00", "#,##0.00_);(#,##0.00)", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "General")
_ENCODINGS = ("gbk", "utf-8-sig", "utf-16")
_NAMES = {"financial_statement": "报表", "social_insurance": "明细", "training_roster": "花名册"}
#: kinds that offices hand in as spreadsheets
KINDS = tuple(_NAMES)


def written(made: Made, seed: str) -> tuple[str, bytes, Cells] | None:
    """Ending, bytes and cells; None for a paper without a table, or of a kind that is no spreadsheet."""
    widest = max((sum(c.across for c in row) for told in made.told if told.rules for row in told.rows), default=0)
    if made.layout.kind not in KINDS or widest < 2:
        return None
    lot = Lot(seed)
    grid = _Grid(made, widest, lot.number(0, 1))
    if lot.chance(0.3):
        return "csv", grid.as_csv(lot), grid.cells("")
    name = lot.pick(("Sheet1", _NAMES[made.layout.kind]))
    return "xlsx", grid.as_xlsx(lot, name), grid.cells(name)


class _Grid:
    """Lines and tables of a paper put into rows, one under the other."""

    def __init__(self, made: Made, widest: int, shift: int) -> None:
        self.widest, self.shift = widest, shift
        self.placed: dict[tuple[int, int], tuple[Cell, str]] = {}  #: row and column from 0: the cell, rules around it
        row = 0
        for told in made.told:
            for cells in told.rows:
                self._row(row, cells, told.rules)
                row += 1
        self.known = set(made.boxes)

    def _row(self, row: int, cells: tuple[Cell, ...], rules: str) -> None:
        column = self.shift
        for at, cell in enumerate(cells):
            if not rules and at:  # the other end of a line
                column = max(column, self.shift + self.widest - 1)
            self.placed[row, column] = (cell, rules)
            column += cell.across

    def cells(self, name: str) -> Cells:
        from openpyxl.utils import get_column_letter

        found: Cells = {}
        for (row, column), (cell, _) in self.placed.items():
            for field in marked(cell.text):
                if field in self.known:
                    where = f"{get_column_letter(column + 1)}{row + 1}"
                    found.setdefault(field, []).append(f"{name}!{where}" if name else where)
        return found

    def as_csv(self, lot: Lot) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter=lot.pick((",", ",", ";", "\t")))
        rows = 1 + max(row for row, _ in self.placed)
        columns = 1 + max(column for _, column in self.placed)
        for row in range(rows):
            held = [self.placed.get((row, column)) for column in range(columns)]
            writer.writerow([plain(one[0].text) if one else "" for one in held])
        return out.getvalue().encode(lot.pick(_ENCODINGS), "replace")

    def as_xlsx(self, lot: Lot, name: str) -> bytes:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Border, Font, Side

        book = Workbook()
        sheet: Any = book.active
        sheet.title = name
        numbers, code, merged = lot.chance(0.75), lot.pick(_FORMATS), lot.chance(0.6)
        thin = Side(style="thin")
        for (row, column), (given, rules) in self.placed.items():
            text = plain(given.text)
            if not text and rules != "all":
                continue
            cell = sheet.cell(row + 1, column + 1)
            if numbers and rules and _AMOUNT.fullmatch(text):
                cell.value, cell.number_format = float(text.replace(",", "")), code
            elif rules and _COUNT.fullmatch(text) and not text.startswith("0"):
                cell.value = int(text)
            else:
                cell.value = text or None
            if rules == "all":
                cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
            if given.align != "left":
                cell.alignment = Alignment(horizontal={"centre": "center"}.get(given.align, given.align))
            title = not rules and given.align == "centre"
            if title:
                cell.font = Font(size=16, bold=True)
            across = self.widest if title and merged else given.across
            if across > 1:
                end = column + across
                sheet.merge_cells(start_row=row + 1, start_column=column + 1, end_row=row + 1, end_column=end)
        for column in range(1, self.widest + self.shift + 1):
            if lot.chance(0.7):
                sheet.column_dimensions[chr(64 + column) if column <= 26 else "AA"].width = lot.number(6, 26)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
