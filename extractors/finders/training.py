"""The reader of training rosters: how many people took part, as stated and as listed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from extractors.finders.base import Read
from extractors.finders.counting import listed, settle_count
from extractors.finders.findings import Findings
from extractors.finders.headcounts import TRAINED
from extractors.finders.roster import rosters_of
from extractors.model import Document, Evidence
from extractors.tables.stream import Row, evidence, stream
from extractors.textmap import TextMap

_HEAD = re.compile(r"(参加|计划|实际)?(参训|培训|参培|学员|结业)(职工|人员|学员)?(总)?人数(\(.*\))?|人数(\(.*\))?")
_TOTAL = re.compile(r"合计|总计|共计")


def read(document: Document, spec: Mapping[str, Any]) -> Read:
    """``spec``: ``fields``, the names whose absence is told. A stated count that is not that of the whole list is a
    conflict; without a stated one the list's own length counts, which is certain only where its serial numbers run
    without a gap."""
    found = Findings()
    rosters = rosters_of(document)
    seen = listed(document, rosters)
    if seen is not None:
        checks = ("+serials",) if seen.in_order else ()
        found.add("roster_rows", seen.lines, seen.evidence, 0.9, checks, kind="count", doubtful=seen.unread)
    texts = (TextMap.of(document, flow=False), TextMap.of(document, flow=True))
    if not settle_count(found, "trainee_count", texts, TRAINED, seen):
        column = None if seen is not None else _column(document)
        if seen is not None:
            checks = ("+serials",) if seen.in_order and seen.people == seen.lines else ()
            found.add("trainee_count", seen.people, seen.evidence, 0.88, checks, kind="count", doubtful=not checks)
        elif column is not None:
            found.add("trainee_count", column[0], column[1], 0.9, column[2], kind="count", doubtful=not column[3])
    for name in spec.get("fields", ()):
        if name not in found.named:
            found.lacking(name)
    return found.read()


def _column(document: Document) -> tuple[int, tuple[Evidence, ...], tuple[str, ...], bool] | None:
    """A summary's column of people trained: its one line or its total, with the check of the sum, and whether it is
    certain that this is the whole."""
    rows = [item for item in stream(document) if isinstance(item, Row)]
    for index, head in enumerate(rows):
        named = [c for c in head.cells if _HEAD.fullmatch(c.text)]
        if len(named) != 1 or len([c for c in head.cells if c.text]) < 3:
            continue
        lines: list[int] = []
        places: list[Evidence] = []
        for row in rows[index + 1 :]:
            cell = row.table.at(row.index, named[0].column) if row.table is head.table else None
            if cell is None or cell.row != row.index or not re.fullmatch(r"\d{1,6}人?", cell.text):
                continue
            count, at = int(cell.text.rstrip("人")), evidence(document, row, cell.words)
            if any(_TOTAL.fullmatch(c.text) for c in row.cells):
                held = sum(lines) == count
                return count, (at,), ("+sum" if held else "-sum",) if lines else (), True
            lines.append(count)
            places.append(at)
        if lines:
            return sum(lines), tuple(places), (), len(lines) == 1
    return None
