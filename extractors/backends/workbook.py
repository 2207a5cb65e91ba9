"""Spreadsheets of any format read here as pages, with what a person must hear of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from extractors import sniff
from extractors.backends import csv_file, sheet_layout, xls_file, xlsx_file
from extractors.backends.sheets import Place, Sheet, cell_name, hidden_cells
from extractors.errors import NoPages, TooManyPages
from extractors.limits import Limits
from extractors.model import Page, Problem

_READERS: dict[str, Callable[[Path, Limits], list[Sheet]]] = {
    sniff.XLSX: xlsx_file.read,
    sniff.XLS: xls_file.read,
    sniff.CSV: csv_file.read,
}
#: what a program shows where a formula or a reference fails
_ERRORS = frozenset(("#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#N/A", "#NULL!", "#NUM!"))


def read(path: Path, media: str, limits: Limits) -> tuple[list[Page], list[Problem]]:
    """Pages of the sheets that are shown, in their order; a hidden sheet is named in a problem.

    Raises what the readers raise, NoPages where nothing stands in any shown sheet, TooManyPages.
    """
    pages: list[Page] = []
    problems: list[Problem] = []
    for sheet in _READERS[media](path, limits):
        if sheet.hidden:
            if sheet.cells:
                problems.append(Problem("sheet.hidden", {"sheet": sheet.name, "cells": len(sheet.cells)}))
            continue
        laid = sheet_layout.pages(sheet, len(pages) + 1)
        if len(pages) + len(laid) > limits.max_pages:
            raise TooManyPages(pages=len(pages) + len(laid), limit=limits.max_pages)
        pages += laid
        if laid or sheet.uncomputed:
            problems += _told(sheet, laid[0].number if laid else None)
    if not pages:
        raise NoPages()
    return pages, problems


def _told(sheet: Sheet, page: int | None) -> list[Problem]:
    problems: list[Problem] = []
    hidden = hidden_cells(sheet)
    if any(hidden.values()):
        problems.append(Problem("sheet.hidden_cells", {"sheet": sheet.name or "CSV", **hidden}, page))
    if sheet.uncomputed:
        problems.append(Problem("sheet.formula_without_value", _some(sheet, sheet.uncomputed), page))
    wrong = [place for place, cell in sorted(sheet.cells.items()) if cell.text in _ERRORS]
    if wrong:
        problems.append(Problem("sheet.error_in_cell", _some(sheet, wrong), page))
    return problems


def _some(sheet: Sheet, places: list[Place]) -> dict[str, str | int]:
    """The first few cells by name, and how many there are."""
    named = "、".join(cell_name(*place) for place in sorted(places)[:5])
    return {"sheet": sheet.name or "CSV", "cells": named, "count": len(places)}
