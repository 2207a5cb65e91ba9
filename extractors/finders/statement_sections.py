"""A document's statements: for each table its kind, whose figures, unit, period, columns and rows.

Read from the stream of rows and lines: a header row opens a section, the lines since the last table are its
caption; a table without header continues the section before it (a table over a page break).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.finders.statement_columns import VALUE_ROLES, Column, column_of, settle
from extractors.finders.statement_words import (
    Period,
    is_caption,
    period_in,
    scope_in,
    title_in,
    unit_in,
    words,
)
from extractors.model import Document, Word
from extractors.tables.clean import clean, is_amount
from extractors.tables.grid import Cell, Table, shared, text_of
from extractors.tables.stream import Line, Row, stream

#: the day on which the paper was filled in, not the one it speaks of
_DRAWN_UP = re.compile(
    r"(报送|填报|填表|制表|打印|编报|申报|出具|报出|批准报出)(日期|时间|日)[:;]?(19|20)\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?"
    # nor is the first day of a period the period
    r"|起(日期|始日期|期)?[:;](19|20)\d\d[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?(?![^\d]{0,10}(19|20)\d\d)"
)
#: lines in this share of the page at its top and bottom are running heads and page numbers
_MARGIN = 0.075


_PERCENT = re.compile(r"[(-]?\d[\d,.]*%\)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """The cells of one row in one half of a statement: a label and its amounts by column."""

    row: Row
    half: int  #: which item column, from 0
    label: tuple[Word, ...]
    text: str  #: clean label
    amounts: tuple[tuple[Column, Cell], ...]  #: filled cells under value columns


@dataclass
class Section:
    caption: list[Line | Row]
    columns: list[Column]
    header: tuple[str, ...]  #: clean header texts, to know a repeated header
    kind: str | None = None  #: balance, income, cash, key; None when no title stands above
    title: Line | Row | None = None
    scope: str | None = None  #: 合并, 母公司
    scope_at: Line | Row | None = None
    unit: str | None = None
    unit_at: Line | Row | None = None
    period: Period | None = None
    period_at: Line | Row | None = None
    looks_only: bool = False  #: its caption says it is an analysis, an adjustment, another company's
    entries: list[Entry] = field(default_factory=list)
    beside: list[Section] = field(default_factory=list)  #: other sections of the same drawn table

    @property
    def item_columns(self) -> list[Column]:
        return [c for c in self.columns if c.role == "item"]


def sections_of(document: Document) -> list[Section]:
    """Sections of the document in reading order, each with at least one value column."""
    found: list[Section] = []
    current: Section | None = None
    caption: list[Line | Row] = []
    broken = 0  #: page on which text stood after the current section's rows; 0 when none did
    items = stream(document)
    index = 0
    while index < len(items):
        item = items[index]
        if isinstance(item, Line):
            if title_in(item.text):
                caption.append(item)
                current = None
            elif not _furniture(item) and (current is None or not _continues_after(items, index, current)):
                caption.append(item)
                broken = item.page.number
            index += 1
            continue
        length = _header_length(items, index)
        if length:
            rows = [row for row in items[index : index + length] if isinstance(row, Row)]
            section = _open(rows, caption, current)
            if section is not current:
                _continue_title(section, found)
                found.append(section)
            current, caption, broken = section, [], 0
            index += length
            continue
        if _is_caption_row(item):
            if title_in(item.text):
                current, caption = None, [*caption, item]
            elif current is None or not current.entries:
                caption.append(item)
            index += 1
            continue
        if current is not None and broken != item.page.number and _fits(item, current):
            _add(item, current)
            caption, broken = [], 0
        else:
            if current is not None:
                caption = []
            current = None
            caption.append(item)
        index += 1
    return [section for section in found if any(c.role in VALUE_ROLES for c in section.columns)]


def _furniture(line: Line) -> bool:
    height = line.page.height if line.page.turned in {0, 180} else line.page.width
    return line.place.bottom < _MARGIN * height or line.place.top > (1 - _MARGIN) * height


def _continues_after(items: Sequence[Line | Row], index: int, current: Section) -> bool:
    """Whether this line only interrupts a table: the next row belongs to the same drawn table or there is only
    furniture between; a real line of text ends the section for what has no header of its own."""
    last = current.entries[-1].row if current.entries else None
    following = next((i for i in items[index + 1 :] if isinstance(i, Row)), None)
    return last is not None and following is not None and following.table is last.table


def _filled(row: Row) -> list[Cell]:
    return [cell for cell in row.cells if cell.text]


def _is_caption_row(row: Row) -> bool:
    filled = _filled(row)
    if any(is_amount(cell.text) for cell in filled):
        return False
    text = row.text
    if is_caption(text) or title_in(text):
        return True
    return len(filled) == 1 and filled[0].columns > 1 and filled[0].columns == row.table.column_count


def _header_length(items: Sequence[Line | Row], index: int) -> int:
    """How many rows from ``index`` on make a header; 0 when none begins here."""
    row = items[index]
    if not isinstance(row, Row) or not _may_head(row):
        return 0
    roles = _roles(row)
    strong = sum(1 for r in roles if r in VALUE_ROLES)
    length = 1
    has_item = "item" in roles
    while index + length < len(items) and length < 4:
        following = items[index + length]
        if not isinstance(following, Row) or following.table is not row.table or not _may_head(following):
            break
        cells = _filled(following)
        first = row.table.at(following.index, 0)
        starts = first is not None and bool(first.text) and first.row == following.index
        below = _roles(following)
        if starts and not (below and below[0] == "item") and row.table.ruled:
            break
        if starts and not row.table.ruled and not (below and below[0] == "item"):
            break
        if not cells:
            break
        strong += sum(1 for r in below if r in VALUE_ROLES)
        has_item = has_item or "item" in below
        length += 1
    if strong == 0:
        return 0
    if strong == 1 and not has_item and row.table.at(row.index, 0) is not None:
        first = row.table.at(row.index, 0)
        if first is not None and first.text:
            return 0
    return length


def _may_head(row: Row) -> bool:
    filled = _filled(row)
    if not filled or any(is_amount(c.text) and not re.fullmatch(r"(19|20)\d\d", c.text) for c in filled):
        return False
    if any(_PERCENT.fullmatch(c.text) for c in filled):
        return False
    if is_caption(row.text) or (title_in(row.text) and len(filled) == 1):
        return False
    return not (len(filled) == 1 and (filled[0].columns > 1 or row.table.column_count > 2) and not _roles_any(filled))


def _roles_any(cells: Sequence[Cell]) -> bool:
    return any(column_of(cell.text, 0, 0).role in VALUE_ROLES for cell in cells)


def _roles(row: Row) -> list[str]:
    return [column_of(cell.text, 0, 0).role for cell in _filled(row)]


def _open(rows: Sequence[Row], caption: list[Line | Row], current: Section | None) -> Section:
    table = rows[0].table
    texts = _header_texts(rows, table)
    header = tuple(texts)
    titled = any(title_in(c.text) for c in caption)
    if current is not None and header == current.header and not titled and current.entries:
        last = current.entries[-1].row
        if last.page.number != rows[0].page.number and not any(unit_in(c.text) for c in caption):
            return current
    edges = table.edges
    told = [column_of(text, edges[i], edges[i + 1]) for i, text in enumerate(texts)]
    if any(c.scope == "合并" for c in told):  # 合并 | 公司
        told = [
            replace(c, scope="母公司") if c.scope is None and "公司" in text and c.role in VALUE_ROLES else c
            for c, text in zip(told, texts, strict=True)
        ]
    columns = settle(told)
    if not any(c.role == "item" for c in columns):
        columns[0] = Column(edges[0], edges[1], "item")
    section = Section(list(caption), columns, header)
    if current is not None and not caption and rows[0].table is (current.entries or [_none(rows[0])])[-1].row.table:
        _inherit(section, current)
    elif current is not None and not caption and _goes_on(header, rows[0], current):
        _inherit(section, current)
        section.period, section.period_at = current.period, current.period_at
    _read_caption(section)
    values = [c for c in columns if c.role in VALUE_ROLES]
    section.looks_only = section.looks_only or any(c.role == "blocked" and not c.period for c in columns)
    units = {c.unit for c in values}
    if len(units) == 1 and None not in units:
        section.unit = next(iter(units))
    _unit_from_item_header(section, rows)
    if section.kind == "balance" and section.period is not None:
        section.period = section.period.at_end()
    _doubt_older(section)
    if section.period is None and section.kind in {"balance", "income", "cash", "key", None}:
        dated = [c.period for c in values if c.role == "current" and c.period is not None]
        if len(set(dated)) == 1:
            section.period, section.period_at = dated[0], rows[0]
    return section


def _doubt_older(section: Section) -> None:
    """Columns of which the newest is older than the year the caption names: the newest was not understood."""
    dated = [c for c in section.columns if c.role in {"current", "prev", "prev_same"} and c.period is not None]
    newest = max((c.period.year for c in dated if c.period is not None), default=0)
    if section.period is not None and 0 < newest < section.period.year:
        section.columns = [replace(c, role="other") if c in dated else c for c in section.columns]


def _goes_on(header: Sequence[str], row: Row, current: Section) -> bool:
    """Whether a header without a caption repeats the one of a table that ended with the page before, be its empty
    columns seen otherwise."""
    return (
        bool(current.entries)
        and current.entries[-1].row.page.number == row.page.number - 1
        and [text for text in header if text] == [text for text in current.header if text]
    )


def _continue_title(section: Section, before: Sequence[Section]) -> None:
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


def _none(row: Row) -> Entry:
    return Entry(row, 0, (), "", ())


def _unit_from_item_header(section: Section, rows: Sequence[Row]) -> None:
    """A unit in the header of the item column (项目(万元)) holds for the table."""
    if section.unit is not None:
        return
    for row in rows:
        for cell in row.cells:
            found = unit_in(cell.text)
            if found and cell.column == 0:
                section.unit, section.unit_at = found[0], row


def _inherit(section: Section, current: Section) -> None:
    section.kind, section.title = current.kind, current.title
    section.scope, section.scope_at = current.scope, current.scope_at
    section.unit, section.unit_at = current.unit, current.unit_at
    section.looks_only = current.looks_only


def _header_texts(rows: Sequence[Row], table: Table) -> list[str]:
    texts: list[str] = []
    for column in range(table.column_count):
        said: list[str] = []
        seen: set[int] = set()
        for row in rows:
            cell = table.at(row.index, column)
            if cell is not None and cell.text and id(cell) not in seen:
                seen.add(id(cell))
                said.append(cell.text)
        texts.append("".join(said))
    return texts


def _read_caption(section: Section) -> None:
    """Kind, scope, unit and period from the caption; what stands nearest to the table counts."""
    block = words().not_statements
    for item in reversed(section.caption):
        text = item.text
        kind = title_in(text)
        if kind and section.title is None:
            section.kind, section.title = kind, item
            section.looks_only = section.looks_only or bool(block.search(text))
        if section.unit is None and (unit := unit_in(text)):
            section.unit, section.unit_at = unit[0], item
        if section.scope is None and kind and (scope := scope_in(text)):
            section.scope, section.scope_at = scope, item
        if section.period is None and len(text) < 60 and (period := period_in(_DRAWN_UP.sub("", text))):
            section.period, section.period_at = period[0], item
        if kind:
            break
    else:
        near = [item.text for item in section.caption[-3:]]
        section.looks_only = section.looks_only or any(block.search(text) for text in near if len(text) < 40)


def _fits(row: Row, section: Section) -> bool:
    """Whether a row goes under the section's columns."""
    if not section.entries:
        return True
    last = section.entries[-1].row
    if row.table is last.table:
        return True
    if row.page.number not in {last.page.number, last.page.number + 1}:
        return False
    # a table over a page break: columns at the same places
    value = [c for c in section.columns if c.role in VALUE_ROLES]
    amounts = [cell for cell in row.cells if is_amount(cell.text)]
    if row.table.ruled != last.table.ruled:
        return False
    if row.table.ruled:
        return row.table.column_count == last.table.column_count and all(
            abs(a - b) < 8 for a, b in zip(row.table.edges, last.table.edges, strict=True)
        )
    return all(any(shared(c.place.x0, c.place.x1, v.x0, v.x1) > 0 for v in value) for c in amounts)


def _column_for(cell: Cell, row: Row, section: Section, first: Table) -> Column | None:
    if row.table is first:
        return section.columns[cell.column] if cell.columns == 1 else None
    best = max(section.columns, key=lambda c: shared(cell.place.x0, cell.place.x1, c.x0, c.x1))
    share = shared(cell.place.x0, cell.place.x1, best.x0, best.x1)
    return best if share > 0.5 * min(cell.place.width, best.x1 - best.x0) else None


def _add(row: Row, section: Section) -> None:
    first = section.entries[0].row.table if section.entries else row.table
    halves: list[list[Word]] = [[] for _ in section.item_columns] or [[]]
    amounts: list[list[tuple[Column, Cell]]] = [[] for _ in halves]
    starts = [c.x0 for c in section.item_columns] or [row.table.place.x0]
    for cell in _filled(row):
        column = _column_for(cell, row, section, first)
        where = column.x0 if column is not None else cell.place.x0
        half = max(0, sum(1 for start in starts if where >= start - 1) - 1)
        if column is not None and (column.role in VALUE_ROLES or column.role == "other"):
            amounts[half].append((column, cell))
        elif column is None or column.role == "item":
            halves[half] += cell.words
    for half, label in enumerate(halves):
        if label or amounts[half]:
            text = clean(text_of(label))
            section.entries.append(Entry(row, half, tuple(label), text, tuple(amounts[half])))
