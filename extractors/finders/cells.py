"""Values in the cell beside a label's cell: forms drawn as tables, whose narrow cells wrap label and value alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.finders.base import Candidate
from extractors.model import Document
from extractors.tables.clean import clean
from extractors.tables.grid import Cell
from extractors.tables.stream import Row, evidence, stream


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
