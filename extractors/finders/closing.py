"""The day a paper was signed or printed: a date that stands by itself among its closing lines, and in no table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extractors import dates
from extractors.finders.base import Candidate
from extractors.geometry import overlap_x, overlap_y
from extractors.model import Box, Document
from extractors.tables.stream import Row, stream
from extractors.textmap import TextMap

#: what stands beside a date of signing is short: a name, 盖章, 制表人
_BESIDE = 14
#: the cell before a date, of a form
_LABEL = re.compile(r".{0,8}(日期|时间|年月|期限?|日)")
_RANGE = re.compile(r"[至起止前后内]|-{1,2}$|^-")


def closing_date(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """``from``: share of a page's lines above which nothing is looked at (0.5). ``unless``: what must not stand
    beside the date. A date under other dates, or in a column of a table, tells of what the table lists."""
    textmap = TextMap.of(document, flow=False)
    share, unless = float(spec.get("from", 0.5)), spec.get("unless")
    tables = _tables(document)
    found: list[Candidate] = []
    for page in document.pages:
        mine = [i for i, line in enumerate(textmap.lines) if line.page == page.number]
        for index in mine[int(share * len(mine)) :]:
            low = textmap.starts[index]
            text = textmap.text[low:].split("\n", 1)[0]
            for dated in dates.find(text):
                beside = _beside(text, dated.start, dated.end)
                if len(beside) > _BESIDE or _RANGE.search(beside) or (unless and unless.search(beside)):
                    continue
                at = textmap.evidence(low + dated.start, low + dated.end)
                place = textmap.place(low + dated.start)
                if place is None or any(n == page.number and _in(place, box) for n, box in tables):
                    continue
                found.append(Candidate(text[dated.start : dated.end], at, 1.0, value=dated.value))
    return found


def _tables(document: Document) -> list[tuple[int, Box]]:
    """Places of the cells that hold one of several dates of a table's column."""
    columns: dict[tuple[int, int], list[tuple[int, Box]]] = {}
    for item in stream(document):
        if not isinstance(item, Row):
            continue
        for cell in item.cells:
            dated = bool(dates.find_months(cell.text, compact=True))
            if dated or (re.search(r"日期|时间|年月|月份|所属", cell.text) and len(cell.text) <= 10):
                columns.setdefault((id(item.table), cell.column), []).append((item.page.number, cell.place))
    return [place for places in columns.values() if len(places) > 1 for place in places]


def _in(place: Box, box: Box) -> bool:
    return overlap_x(place, box) > 0 and overlap_y(place, box) > 0


def _beside(text: str, start: int, end: int) -> str:
    """What stands in the same stretch of the line, and the label before it."""
    low = text.rfind("\t", 0, start) + 1
    high = text.find("\t", end)
    before = text[:low].rstrip("\t ").rsplit("\t", 1)[-1]
    label = before if before.endswith(":") or _LABEL.fullmatch(before) else ""
    return re.sub(r"[\s_]", "", label + text[low:start] + text[end : high if high >= 0 else len(text)])
