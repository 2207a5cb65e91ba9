"""A document's statements: for each table its kind, whose figures, unit, period, columns and rows.

Read from the stream of rows and lines: a header row opens a section, the lines since the last table are its
caption; a table without header continues the section before it (a table over a page break).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.finders.statement_captions import (
    continue_title,
    doubt_older,
    furniture,
    goes_on,
    inherit,
    inherit_unit,
    read_caption,
    runs_up_to,
    settle_period,
    unit_from_item_header,
)
from extractors.finders.statement_columns import VALUE_ROLES, since_january, sum_of_parts
from extractors.finders.statement_fit import add, fits, repeated
from extractors.finders.statement_heads import (
    begins_heads,
    columns_under,
    filled,
    header_length,
    header_parts,
    labels_found,
    under_figures,
)
from extractors.finders.statement_model import Section
from extractors.finders.statement_sides import are_beside, own_part
from extractors.finders.statement_words import is_caption, title_in, unit_in
from extractors.model import Document
from extractors.tables.clean import is_amount
from extractors.tables.stream import Line, Row, stream

#: who signs under a statement: what follows on the next page is no part of it
_SIGNED = re.compile(r"^(公司|单位|企业|机构)?(法定代表人|负责人)[:(]|^(公司|单位|企业)(法定代表人|负责人)")


def sections_of(document: Document) -> list[Section]:
    """Sections of the document in reading order, each with at least one value column."""
    found: list[Section] = []
    current: Section | None = None
    caption: list[Line | Row] = []
    above: list[Line | Row] = []  #: the lines over the current section, those of a table beside it among them
    broken = 0  #: page on which text stood after the current section's rows; 0 when none did
    items = stream(document)
    index = 0
    while index < len(items):
        item = items[index]
        if isinstance(item, Line):
            if title_in(item.text):
                caption.append(item)
                current = None
            elif current is None and furniture(item) and _unit_below_title(item, caption):
                caption.append(item)
            elif not furniture(item) and (current is None or not _continues_after(items, index, current)):
                caption.append(item)
                broken = item.page.number
                if _SIGNED.match(item.text):
                    current = None
            index += 1
            continue
        length = header_length(items, index)
        if length:
            rows = [row for row in items[index : index + length] if isinstance(row, Row)]
            table = rows[0].table
            if not caption and current is not None and are_beside(table, current.table):
                caption = own_part(above, table, items) or []
            else:
                above, caption = caption, own_part(caption, table, items) or caption
            section = _open(rows, caption, current)
            if section is not current:
                continue_title(section, found)
                found.append(section)
            current, caption, broken = section, [], 0
            index += length
            continue
        index += 1
        if _is_caption_row(item):
            if title_in(item.text):
                current, caption = None, [*caption, item]
            elif current is None or not current.entries:
                caption.append(item)
        elif not any(is_amount(c.text) for c in item.cells) and (furniture(item) or _SIGNED.match(item.text)):
            if not furniture(item):
                current, caption = None, []
        elif current is not None and broken != item.page.number and fits(item, current):
            add(item, current)
            caption, broken = [], 0
        else:
            if current is not None:
                caption = []
            current = None
            caption.append(item)
    return [section for section in found if any(c.role in VALUE_ROLES for c in section.columns)]


def _unit_below_title(item: Line, caption: Sequence[Line | Row]) -> bool:
    """Whether a line at a page's foot names the unit for a title on that page whose table the next page begins with."""
    title = next((c for c in reversed(caption) if title_in(c.text)), None)
    return title is not None and title.page is item.page and unit_in(item.text) is not None


def _continues_after(items: Sequence[Line | Row], index: int, current: Section) -> bool:
    """Whether this line only interrupts a table: the next row belongs to the same drawn table or there is only
    furniture between; a real line of text ends the section for what has no header of its own."""
    following = next((i for i in (items[k] for k in range(index + 1, len(items))) if isinstance(i, Row)), None)
    return bool(current.entries) and following is not None and following.table is current.last.table


def _is_caption_row(row: Row) -> bool:
    cells = filled(row)
    if any(is_amount(cell.text) for cell in cells):
        return False
    text = row.text
    if is_caption(text) or title_in(text):
        return True
    return len(cells) == 1 and cells[0].columns > 1 and cells[0].columns == row.table.column_count


def _open(rows: Sequence[Row], caption: list[Line | Row], current: Section | None) -> Section:
    table = rows[0].table
    if caption and begins_heads(caption[-1], rows[0]):
        *caption, first = caption
        rows = [row for row in (first, *rows) if isinstance(row, Row)]
    parts = header_parts(rows, table)
    header = tuple("".join(cell.text for cell in cells) for cells in parts)
    anew = any(title_in(c.text) or unit_in(c.text) for c in caption)
    over_pages = current is not None and bool(current.entries) and current.last.page.number != rows[0].page.number
    if current is not None and over_pages and not anew and header == current.header:
        repeated(table, current)
        return current
    columns, groups = columns_under(parts, table)
    columns = under_figures(labels_found(columns, table, below=rows[-1].index), table, below=rows[-1].index)
    section = Section(list(caption), columns, header, rows[0], groups=groups)
    if current is not None and not caption and (not current.entries or table is current.last.table):
        inherit(section, current)
    elif current is not None and not caption and goes_on(header, rows[0], current):
        inherit(section, current)
        section.period, section.period_at = current.period, current.period_at
    elif current is not None and not caption and rows[0].page is current.last.page:
        if current.kind == "key":
            inherit(section, current)
        inherit_unit(section, current)
    read_caption(section)
    if section.title is not None and section.kind in {"income", "cash"}:
        section.columns = sum_of_parts(since_january(section.columns, section.title.text), header)
    values = [c for c in section.columns if c.role in VALUE_ROLES]
    section.looks_only = section.looks_only or any(c.role == "blocked" and not c.period for c in section.columns)
    units = {c.unit for c in values} - {None}
    if len(units) == 1:  # set over one column only, it holds for those beside it, too
        section.unit = next(iter(units))
    unit_from_item_header(section, rows)
    doubt_older(section)
    dated = {period for c in values if c.role == "current" and (period := c.year or c.period) is not None}
    newest = next(iter(dated)) if len(dated) == 1 else None
    if newest is not None and (section.period is None or runs_up_to(newest, section.period)):
        section.period, section.period_at = newest, rows[0]
    settle_period(section)
    return section
