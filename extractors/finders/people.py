"""Headings that count people: insured, trained, of the unit; and those that count others.

One home for what the tables of insurance and training are asked by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.model import Document, Evidence
from extractors.tables.stream import Row, evidence, stream

_STAFF = r"(?:职工|员工|人员|学员)"
_UNIT = r"(?:\(.{0,6}\))?"

#: people who came, left, owe, draw a pension or belong to another time are no headcount
OTHERS = re.compile(
    r"新增|新参|增加|增员|减少|减员|停保|退休|离职|欠费|欠缴|补缴|未缴|中断|变动|灵活|转入|转出|终止|女|男|农民工|"
    r"(?<!截至)上(一|个)?(年|月|期|季)|年初|期初|月初|原"
)
#: a heading of a number of people, whoever they are
COUNTED = re.compile(r"人数|人次")
PEOPLE = re.compile(rf".{{0,8}}(?:人|职工|员工|人员)数{_UNIT}|(?:参保|缴费){_STAFF}\(人\)|(?:合|总|共)计\(人\)|人次")
#: the number of insured people, as of the paper's own time
INSURED_HEAD = re.compile(
    rf"(?:(?:截至上|本|当)?[年月期][末底]?|现|目前|当前|实际|正常|单位|企业|城镇)*"
    rf"(?:参保|缴费|在保|应缴|实缴|参保缴费)(?:在职)?{_STAFF}?(?:总)?(?:人数|职工数){_UNIT}"
)
#: the number of people trained
TRAINED_HEAD = re.compile(
    rf"(?:参加|计划|实际)?(?:参训|培训|参培|学员|结业){_STAFF}?(?:总)?人数(?:\(.*\))?|人数(?:\(.*\))?"
)


_NO_LINE = re.compile(rf"{OTHERS.pattern}|养老|医疗|失业|工伤|生育")
_WHOSE = re.compile(r"(?:参保|缴费|用人|参训|送培)?(?:单位|企业|公司)(?:名称)?")
_TOTAL = re.compile(r"合计|总计|共计")
_COUNT = re.compile(r"\d{1,6}人?")
_MONTH = r"(?:19|20)\d\d(?:[年./-]?(?:0?[1-9]|1[0-2])月?)?[年度份]{0,2}"
#: a year, a month or a stretch of months, which tells the lines of one unit apart
_PERIOD = re.compile(rf"{_MONTH}(?:[-至到~—]+{_MONTH})?")


def counts_people(text: str) -> bool:
    """Whether a clean heading counts people as a headcount does."""
    return bool(PEOPLE.fullmatch(text)) and not OTHERS.search(text)


@dataclass(frozen=True, slots=True)
class Column:
    """What a summary's column of people comes to."""

    count: int
    evidence: tuple[Evidence, ...]
    checks: tuple[str, ...]  #: of its total against its lines
    whole: bool  #: whether it is certain that this is all: one line, or a total


def column_of(document: Document, head: re.Pattern[str]) -> Column | None:
    """The one line or the total below the only heading of that name in a row of at least three; None without any, and
    where a line counts people who are no part of a headcount, those of one insurance, of another unit or another time.
    """
    rows = [item for item in stream(document) if isinstance(item, Row)]
    for index, top in enumerate(rows):
        named = [c for c in top.cells if head.fullmatch(c.text)]
        if len(named) != 1 or len([c for c in top.cells if c.text]) < 3:
            continue
        unit = next((c.column for c in top.cells if _WHOSE.fullmatch(c.text)), None)
        lines: list[int] = []
        places: list[Evidence] = []
        units: set[str] = set()
        periods: set[str] = set()
        for row in rows[index + 1 :]:
            cell = row.table.at(row.index, named[0].column) if row.table is top.table else None
            if cell is None or cell.row != row.index or not _COUNT.fullmatch(cell.text):
                continue
            if any(_NO_LINE.search(c.text) for c in row.cells if c.column < cell.column):
                return None
            count, at = int(cell.text.rstrip("人")), evidence(document, row, cell.words)
            if any(_TOTAL.fullmatch(c.text) for c in row.cells):
                held = sum(lines) == count
                return Column(count, (at,), ("+sum" if held else "-sum",) if lines else (), True)
            lines.append(count)
            places.append(at)
            units |= {c.text for c in row.cells if c.column == unit}
            periods |= {c.text for c in row.cells if c.column < cell.column and _PERIOD.fullmatch(c.text)}
            if len(units) > 1 or (len(lines) > 1 and len(periods) > 1):
                return None
        if lines:
            return Column(sum(lines), tuple(places), (), len(lines) == 1)
    return None
