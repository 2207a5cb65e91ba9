"""What the lines above a table say about it: which statement, whose, in what unit, for what period."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace

from extractors.finders.statement_model import Section
from extractors.finders.statement_words import (
    Period,
    currency_in,
    foreign_in,
    period_in,
    scope_in,
    title_in,
    unit_in,
    words,
)
from extractors.geometry import upright_size
from extractors.tables.stream import Line, Row

#: the day on which the paper was filled in, not the one it speaks of
_DRAWN_UP = re.compile(
    r"(报送|填报|填表|制表|打印|编报|申报|出具|报出|批准报出|导出|输出|生成|查询|下载|受理|提交|上报|签发|审核|审批|录入|系统|当前)"
    r"(日期|时间|日)[:;]?(19|20)\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?"
    # some call the day that a statement speaks of that of its making: then it is the last of a month
    r"|编制(日期|时间)[:;]?(19|20)\d\d[年.\-/]\d{1,2}[月.\-/](0?[1-9]|1\d|2[0-7])(?!\d)日?"
    # nor is the first day of a period the period
    r"|起(日期|始日期|期)?[:;](19|20)\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?(?![^\d]{0,10}(19|20)\d\d)"
)
#: a line without these marks is no sentence; such lines may be long, with several things said side by side
_SENTENCE = re.compile(r"[。,]")


def but_drawn_up(text: str) -> str:
    """A clean line in which the days it was filled in, or a period began, are blotted out, all else at its place."""
    return _DRAWN_UP.sub(lambda match: "*" * len(match[0]), text)


def read_caption(section: Section) -> None:
    """Kind, scope, unit and period from the caption; what stands nearest to the table counts."""
    block = words().not_statements
    for item in reversed(section.caption):
        text = item.text
        kind = title_in(text) or next((k for piece in _pieces(item) if (k := title_in(piece))), None)
        if kind and section.title is None:
            section.kind, section.title = kind, item
            section.looks_only = section.looks_only or bool(block.search(text))
        if section.unit is None and (unit := unit_in(text)):
            section.unit, section.unit_at = unit[0], item
        foreign = currency_in(text) or (section.unit is None and foreign_in(text))
        section.looks_only = section.looks_only or foreign
        if section.scope is None and kind and (scope := scope_in(text)):
            section.scope, section.scope_at = scope, item
        brief = len(text) < 60 or (len(text) < 160 and not _SENTENCE.search(text))
        if section.period is None and brief and (period := period_in(_DRAWN_UP.sub("", text))):
            section.period, section.period_at = period[0], item
        if kind:
            break
    else:
        near = [item.text for item in section.caption[-3:]]
        section.looks_only = section.looks_only or any(block.search(text) for text in near if len(text) < 40)


def _pieces(item: Line | Row) -> list[str]:
    """What the cells of a row say, each by itself: what stands over a table may have been taken for a row of it."""
    return [cell.text for cell in item.cells if cell.text] if isinstance(item, Row) else []


def settle_period(section: Section) -> None:
    """The period as the statement's kind has it: a balance is of a day, flows are of a month or a year.

    Flows under a day (programs print the last day of the month) are of its month when a column says so, of its year
    when the columns are those of the yearly form, and of the day otherwise: nothing tells what they run over.
    """
    period = section.period
    if period is None:
        return
    if section.kind == "balance":
        section.period = period.at_end()
    elif section.kind in {"income", "cash"}:
        roles = {c.role for c in section.columns}
        yearly = {"ytd", "prev"} <= roles and not roles & {"month", "current", "prev_same", "prev_month"}
        if yearly and period.month == 12 and not period.first_month:
            section.period = Period(period.year)
        elif period.day and not period.last_day and roles & {"month", "prev_month"} and _last_day(period):
            section.period = Period(period.year, period.month)


def runs_up_to(column: Period, caption: Period) -> bool:
    """Whether a column's months end with the month that the caption names: the figures are of them all, not of it."""
    months = column.first_month and column.first_month != column.month
    return bool(months) and not caption.first_month and (column.year, column.month) == (caption.year, caption.month)


def _last_day(period: Period) -> bool:
    return period.day == monthrange(period.year, period.month)[1]


def doubt_older(section: Section) -> None:
    """Columns of which the newest is older than the year the caption names: the newest was not understood."""
    dated = [c for c in section.columns if c.role in {"current", "prev", "prev_same"} and c.period is not None]
    newest = max((c.period.year for c in dated if c.period is not None), default=0)
    if section.period is not None and 0 < newest < section.period.year:
        section.columns = [replace(c, role="other") if c in dated else c for c in section.columns]


def goes_on(header: Sequence[str], row: Row, current: Section) -> bool:
    """Whether a header without a caption repeats the one of a table that ended with the page before, be its empty
    columns seen otherwise."""
    return (
        bool(current.entries)
        and current.last.page.number == row.page.number - 1
        and [text for text in header if text] == [text for text in current.header if text]
    )


def continue_title(section: Section, before: Sequence[Section]) -> None:
    """资产负债表(续): what its caption leaves out stands above the first part."""
    if section.title is None or "续" not in section.title.text:
        return
    first = next((s for s in reversed(before) if s.kind == section.kind), None)
    if first is None:
        return
    if section.scope is None:
        section.scope, section.scope_at = first.scope, first.scope_at
    if section.unit is None:
        section.unit, section.unit_at = first.unit, first.unit_at
    if section.period_at is None:
        section.period, section.period_at = first.period, first.period_at


def unit_from_item_header(section: Section, rows: Sequence[Row]) -> None:
    """A unit in the header of the item column (项目(万元)) holds for the table."""
    if section.unit is not None:
        return
    for row in rows:
        for cell in row.cells:
            found = unit_in(cell.text)
            if found and cell.column == 0:
                section.unit, section.unit_at = found[0], row


def inherit(section: Section, current: Section) -> None:
    """What a further part of a table has from the part before."""
    section.kind, section.title = current.kind, current.title
    section.scope, section.scope_at = current.scope, current.scope_at
    inherit_unit(section, current)


def inherit_unit(section: Section, current: Section) -> None:
    """What a table with nothing between it and the one before on its page has from that."""
    section.unit, section.unit_at = current.unit, current.unit_at
    section.looks_only = current.looks_only


def furniture(item: Line | Row) -> bool:
    """Whether a line, or a row without drawn cells, is a running head or a page number; a sheet has neither."""
    if item.page.sheet is not None or (isinstance(item, Row) and item.table.ruled):
        return False
    height = upright_size(item.page)[1]
    return item.place.bottom < _MARGIN * height or item.place.top > (1 - _MARGIN) * height


#: lines in this share of the page at its top and bottom are running heads and page numbers
_MARGIN = 0.075


#: says the unit of every statement that follows, above the title of the first
_OF_ALL = re.compile(r"以下|各表|报表|除.{2,14}外")


def unit_of_all(sections: Sequence[Section]) -> None:
    """A sentence before the statements that names their unit holds for those that name none themselves."""
    told = [
        (number, found[0], item)
        for number, section in enumerate(sections)
        for item in section.caption
        if _OF_ALL.search(item.text) and (found := unit_in(item.text))
    ]
    if len({unit for _, unit, _ in told}) != 1:
        return
    first, unit, at = told[0]
    for section in sections[first:]:
        if section.unit is None and section.kind in {"balance", "income", "cash"}:
            section.unit, section.unit_at = unit, at
