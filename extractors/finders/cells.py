"""Values in the cell beside a label's cell: forms drawn as tables, whose narrow cells wrap label and value alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.finders.base import Candidate
from extractors.finders.patterns import part_of
from extractors.model import Document, Evidence
from extractors.tables.clean import clean, is_blank
from extractors.tables.grid import Cell
from extractors.tables.stream import Row, evidence, stream

_TOTAL = re.compile(r"合计|总计|小计|共计")


def beside(document: Document) -> Iterator[tuple[Row, Cell, Cell]]:
    """Each filled cell of a drawn table with the cell to its right in the same row."""
    for item in stream(document):
        if not isinstance(item, Row) or not item.table.ruled:
            continue
        for cell in item.cells:
            following = item.table.at(item.index, cell.column + cell.columns)
            if cell.text and following is not None and following.row == item.index:
                yield item, cell, following


def beside_cell(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """What stands in the cell to the right of one that holds a label and nothing else.

    ``labels``: the label in its spellings. A cell there that is itself a label gives nothing.
    """
    labels = {clean(label) for label in spec["labels"]}
    others = labels | {clean(label) for label in spec.get("_stops", ())}
    found: list[Candidate] = []
    for row, cell, following in beside(document):
        if cell.text.rstrip(":") not in labels or following.text.rstrip(":") in others:
            continue
        if following.text:
            found.append(Candidate(following.text, (evidence(document, row, following.words),), 1.0))
        else:
            found.append(Candidate("", (evidence(document, row, cell.words),), 1.0, blank=True))
    return found


def under_head(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """What stands under a heading of a table, where every line of it (besides totals) says the same.

    ``labels``: the heading in its spellings; ``part``: ``first`` or ``last`` of a range.
    """
    labels = {clean(label) for label in spec["labels"]}
    others = labels | {clean(label) for label in spec.get("_stops", ())}
    found: list[Candidate] = []
    rows = [item for item in stream(document) if isinstance(item, Row)]
    for index, row in enumerate(rows):
        heads = [c for c in row.cells if _bare(c.text) in labels]
        if not heads or len([c for c in row.cells if c.text]) < 3:
            continue
        lines = [
            r for r in rows[index + 1 :] if r.table is row.table and not any(_TOTAL.fullmatch(c.text) for c in r.cells)
        ]
        if any(_bare(c.text) in others for r in lines[:1] for c in r.cells):
            continue  # lines of a form, with labels in each
        told = [(r, c) for r in lines if (c := r.table.at(r.index, heads[0].column)) is not None and c.text]
        if not told or len(told) < len(lines) - 1 or len({c.text for _, c in told}) > 1:
            continue
        raw = part_of(told[0][1].text, spec.get("part"))
        found.append(Candidate(raw, (evidence(document, told[0][0], told[0][1].words),), 1.0, blank=not raw))
    return found


def below(document: Document, labels: re.Pattern[str]) -> list[tuple[str, Evidence]]:
    """Texts standing under a header cell of that name, down to the next row without one."""
    found: list[tuple[str, Evidence]] = []
    under: tuple[object, int] | None = None
    for item in stream(document):
        if not isinstance(item, Row):
            under = None
            continue
        cells = [c for c in item.cells if c.text]
        head = next((c for c in cells if labels.fullmatch(c.text)), None)
        if head is not None and all(not re.search(r"\d{4}", c.text) for c in cells):
            under = (item.table, head.column)
            continue
        if under is not None and under[0] is item.table:
            cell = item.table.at(item.index, under[1])
            if cell is None or is_blank(cell.text) or cell.row != item.index:
                under = None
                continue
            if cell.columns < item.table.column_count:
                found.append((cell.text, evidence(document, item, cell.words)))
            else:
                under = None
    return found


def _bare(text: str) -> str:
    return re.sub(r"\(.*?\)", "", text).rstrip(":")
