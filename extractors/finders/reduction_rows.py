"""Waived rent told by a table: a row for each month, what was due, what is waived, and the sum below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractors import amounts, dates
from extractors.finders.base import Candidate
from extractors.model import Document
from extractors.tables.grid import Cell
from extractors.tables.stream import Row, evidence, stream

_HEADS = {
    "total": re.compile(r"(?:减免|减收|免收|免除|减租|免租|优惠)(?:租金|房租|金额|租金金额|总额|额)+"),
    "month": re.compile(r"(?:月|应[收付缴交]|原|合同|约定)(?:月)?(?:租金|房租)(?:标准|金额)?"),
}
_NO_AMOUNT = re.compile(r"比例|月份|期间|月数|比率|%|减免后|后|实[收付缴交]|备注")
_TOTAL = re.compile(r"合计|总计|共计|小计")
_FIGURES = re.compile(r"¥?(\d[\d,]*(?:\.\d{1,2})?)元?")


def reduction_rows(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """``part``: ``total``, what is waived in all; ``month``, the rent of a month, where every row has the same;
    ``months``, which months' rows waive anything.

    A sum that its rows do not make is doubtful.
    """
    rows = [item for item in stream(document) if isinstance(item, Row)]
    found: list[Candidate] = []
    for index, head in enumerate(rows):
        column = _column(head, "total")
        if column is None or len([cell for cell in head.cells if cell.text]) < 3:
            continue
        below = [row for row in rows[index + 1 :] if row.table is head.table]
        months = [row for row in below if _months(row) == 1]
        totals = [row for row in below if _TOTAL.search(row.cells[0].text if row.cells else "")]
        if len([row for row in below if _months(row)]) != len(months) or not months:
            continue
        if spec["part"] == "months":
            found += _named(document, head, column, months)
        elif spec["part"] == "total":
            found += _whole(document, head, column, months, totals)
        elif (rent := _column(head, "month")) is not None and rent != column:
            found += _each(document, head, rent, months)
    return found


def _column(head: Row, part: str) -> int | None:
    """The one column whose head says it holds the amounts."""
    told = [c for c in head.cells if _HEADS[part].search(c.text) and not _NO_AMOUNT.search(c.text) and len(c.text) < 16]
    return told[0].column if len(told) == 1 else None


def _months(row: Row) -> int:
    return len(dates.month_list(row.cells[0].text)) if row.cells else 0


def _read(head: Row, row: Row, column: int) -> tuple[Cell, Decimal] | None:
    cell = row.table.at(row.index, column)
    match = _FIGURES.fullmatch(cell.text) if cell is not None else None
    read = amounts.figures(match[1]) if match else None
    if cell is None or read is None or read[1]:
        return None
    named = head.table.at(head.index, column)
    return cell, read[0] * (10_000 if named is not None and "万元" in named.text else 1)


def _whole(
    document: Document, head: Row, column: int, months: Sequence[Row], totals: Sequence[Row]
) -> Iterator[Candidate]:
    if len(totals) != 1 or (whole := _read(head, totals[0], column)) is None:
        return
    parts = [_read(head, row, column) for row in months]
    agrees = sum((part[1] for part in parts if part), Decimal(0)) == whole[1] and all(parts)
    tags = {} if agrees else {"doubtful": "true"}
    at = evidence(document, totals[0], whole[0].words)
    yield Candidate(whole[0].text, (at,), 1.0, value=whole[1], tags=tags)


def _named(document: Document, head: Row, column: int, months: Sequence[Row]) -> Iterator[Candidate]:
    parts = [(row, _read(head, row, column)) for row in months]
    if not all(read for _, read in parts):
        return
    waived = [row for row, read in parts if read and read[1] > 0]
    names = sorted({name for row in waived for name in dates.month_list(row.cells[0].text)})
    if names:
        raw = ",".join(row.cells[0].text for row in waived)
        places = tuple(evidence(document, row, row.cells[0].words) for row in waived)
        yield Candidate(raw, places, 1.0, value=tuple(names))


def _each(document: Document, head: Row, column: int, months: Sequence[Row]) -> Iterator[Candidate]:
    parts = [(row, read) for row in months if (read := _read(head, row, column)) is not None]
    if len(parts) != len(months) or len({read[1] for _, read in parts}) != 1:
        return
    row, (cell, value) = parts[0]
    yield Candidate(cell.text, (evidence(document, row, cell.words),), 1.0, value=value)
