"""Sheets of an XLS file (Excel 97 to 2003), through xlrd: it tells number formats, merged and hidden cells too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from extractors.backends.number_format import shown, shown_text
from extractors.backends.sheets import Filled, Sheet, Sides, points_of_width
from extractors.errors import DamagedFile, EncryptedFile, ExtractionError, NoPages, TooManyCells
from extractors.limits import Limits

_ALIGN = {1: "left", 2: "center", 3: "right", 5: "left", 6: "across", 7: "center"}
_FURTHEST = (65_536, 256)  # all that the format can hold


def read(path: Path, limits: Limits) -> list[Sheet]:
    """Raises DamagedFile, EncryptedFile, TooManyCells, NoPages."""
    import xlrd

    try:
        with (
            path.open("rb") as stream,
            xlrd.open_workbook(file_contents=stream.read(), formatting_info=True, logfile=_Silent()) as book,
        ):
            found = [_sheet(book, sheet, limits) for sheet in book.sheets()]
    except ExtractionError:
        raise
    except Exception as error:  # xlrd raises any type at all on a broken file
        raise EncryptedFile() if "encrypt" in str(error).lower() else DamagedFile() from error
    if not found:
        raise NoPages()
    return found


class _Silent:
    """xlrd prints what it finds odd about a file; nothing a reader of the log could act on."""

    def write(self, _: str) -> None: ...

    def flush(self) -> None: ...


def _sheet(book: Any, source: Any, limits: Limits) -> Sheet:
    sheet = Sheet(source.name, hidden=source.visibility != 0)
    for column, info in source.colinfo_map.items():
        if info.hidden:
            sheet.hidden_columns.add(column)
        elif info.width:
            sheet.widths[column] = points_of_width(info.width / 256)
    if source.defcolwidth:
        sheet.width = points_of_width(source.defcolwidth)
    for row, info in source.rowinfo_map.items():
        if info.hidden:
            sheet.hidden_rows.add(row)
        elif info.height and info.has_default_height != 1:
            sheet.heights[row] = info.height / 20  # twips
    sheet.merges = [(r0, c0, r1 - 1, c1 - 1) for r0, r1, c0, c1 in source.merged_cells if (r1 - r0) * (c1 - c0) > 1]
    filled = 0
    for row in range(min(source.nrows, _FURTHEST[0])):
        for column, cell in enumerate(source.row(row)):
            style = book.xf_list[cell.xf_index] if cell.xf_index is not None else None
            if style is not None:
                _sides(style.border).draw(sheet, row, column)
            text, number = _shown(book, cell, style)
            if not text.strip():
                continue
            filled += 1
            if filled > limits.max_cells:
                raise TooManyCells(limit=limits.max_cells)
            align = _ALIGN.get(style.alignment.hor_align) if style is not None else None
            points = book.font_list[style.font_index].height / 20 if style is not None else 11.0
            sheet.cells[row, column] = Filled(
                text, align or ("right" if number else "left"), min(36.0, max(6.0, points)), number
            )
    return sheet


def _sides(border: Any) -> Sides:
    return Sides(
        bool(border.left_line_style), bool(border.right_line_style), bool(border.top_line_style),
        bool(border.bottom_line_style),
    )  # fmt: skip


def _shown(book: Any, cell: Any, style: Any) -> tuple[str, bool]:
    """What the cell displays, and whether it holds a number or date."""
    import xlrd

    code = book.format_map[style.format_key].format_str if style is not None else "General"
    if cell.ctype in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return shown(repr(cell.value), code, from_1904=bool(book.datemode)), True
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return shown_text(cell.value.replace("\r\n", "\n").replace("\r", "\n"), code), False
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return ("TRUE" if cell.value else "FALSE"), False
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#N/A"), False
    return "", False
