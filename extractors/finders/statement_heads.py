"""The header of a statement's table: which rows make it, and what each column's texts, one over the other, say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.finders.statement_columns import (
    VALUE_ROLES,
    Column,
    beside_restated,
    column_of,
    of_worksheet,
    settle,
    spread_scopes,
    stacked,
)
from extractors.finders.statement_words import is_caption, item_of, title_in, unit_in
from extractors.tables.clean import is_amount
from extractors.tables.grid import Cell, Table
from extractors.tables.stream import Line, Row

_PERCENT = re.compile(r"[(-]?\d[\d,.]*%\)?")
#: says something above the heads and heads nothing: 税款所属期起:2020-01-01
_TOLD = re.compile(r"(?!其中)[^:()]{3,}[:;].")
#: a header has no more rows than this
_MOST_ROWS = 4
#: a piece of a heading is no longer than this
_SHORT = 8
#: a line number has no more digits than this
_NUMBERING = 3
#: so many names of items make a column one of items
_LABELS = 2


def filled(row: Row) -> list[Cell]:
    """Cells of a row that hold text."""
    return [cell for cell in row.cells if cell.text]


def header_length(items: Sequence[Line | Row], index: int) -> int:
    """How many rows from ``index`` on make a header; 0 when none begins here."""
    row = items[index]
    if not isinstance(row, Row) or not _may_head(row):
        return 0
    roles = _roles(row)
    strong = sum(1 for r in roles if r in VALUE_ROLES)
    length = 1
    has_item = "item" in roles
    while index + length < len(items) and length < _MOST_ROWS:
        following = items[index + length]
        if not isinstance(following, Row) or following.table is not row.table or not _may_head(following):
            break
        first = row.table.at(following.index, 0)
        starts = first is not None and bool(first.text) and first.row == following.index
        below = _roles(following)
        if starts and not (below and below[0] == "item"):
            break
        if not filled(following):
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
    cells = filled(row)
    if not cells or any(is_amount(c.text) and not re.fullmatch(r"(19|20)\d\d", c.text) for c in cells):
        return False
    if any(_PERCENT.fullmatch(c.text) for c in cells):
        return False
    if is_caption(row.text) or (title_in(row.text) and len(cells) == 1):
        return False
    if any(_TOLD.match(c.text) and unit_in(c.text) is None for c in cells):
        return False
    return not (len(cells) == 1 and (cells[0].columns > 1 or row.table.column_count > 2) and not _roles_any(cells))


def _roles_any(cells: Sequence[Cell]) -> bool:
    """Whether one of the cells heads figures, or, on a line of its own between those of the others, notes or items."""
    return any((role := column_of(cell.text, 0, 0).role) in VALUE_ROLES or role in {"note", "item"} for cell in cells)


def _roles(row: Row) -> list[str]:
    return [column_of(cell.text, 0, 0).role for cell in filled(row)]


def header_parts(rows: Sequence[Row], table: Table) -> list[tuple[Cell, ...]]:
    """For each column the header's filled cells over it, from the top."""
    found: list[tuple[Cell, ...]] = []
    for column in range(table.column_count):
        said: dict[int, Cell] = {}
        for row in rows:
            cell = table.at(row.index, column)
            if cell is not None and cell.text:
                said.setdefault(id(cell), cell)
        found.append(tuple(said.values()))
    return found


def columns_under(parts: Sequence[tuple[Cell, ...]], table: Table) -> tuple[list[Column], tuple[int, ...]]:
    """The columns under a header, and for each the one it belongs to: drawn columns that share every cell of their
    heading are one column, whose figures stand in merged cells."""
    edges = table.edges
    groups: list[int] = []
    for index, cells in enumerate(parts):
        same = table.ruled and index > 0 and cells and [id(c) for c in cells] == [id(c) for c in parts[index - 1]]
        groups.append(groups[-1] if same else index)
    told: list[Column] = []
    for index, cells in enumerate(parts):
        texts = [cell.text for cell in cells]
        if groups[index] != index:
            told.append(Column(edges[index], edges[index + 1], "joined"))
            continue
        end = index + groups.count(index)
        column = stacked(texts, edges[index], edges[end])
        if column.scope is None and column.role in VALUE_ROLES:
            column = replace(column, scope=next((o for o in _OWNERS if _OWNERS[o].search("".join(texts))), None))
        told.append(column)
    told = _owners_apart(told)
    told = of_worksheet(told, ["".join(cell.text for cell in cells) for cells in parts])
    columns = settle(spread_scopes(beside_restated(told)))
    first = next((i for i, c in enumerate(columns) if c.role == "item" or c.role in VALUE_ROLES), 0)
    if not any(c.role == "item" for c in columns) or (columns[first].role != "item" and first > 0):
        columns[0] = Column(edges[0], edges[1], "item")  # figures stand right of what they are figures of
    return columns, tuple(groups)


#: whose figures stand in a column, where two owners stand beside each other: 本集团 | 本行, 合并 | 公司
_OWNERS = {"group": re.compile("集团(?!公司)"), "company": re.compile("公司|[本银]行")}


def _owners_apart(columns: Sequence[Column]) -> list[Column]:
    """The group's columns and those of the company by itself, told by each other; one of them alone says nothing."""
    told = {c.scope for c in columns}
    apart = "合并" in told or {"group", "company"} <= told
    scopes = {"group": "合并", "company": "母公司"} if apart else {}
    return [replace(c, scope=scopes.get(c.scope)) if c.scope in {"group", "company"} else c for c in columns]


def begins_heads(above: Line | Row, head: Row) -> bool:
    """Whether a row right above the heads is the first line of some of them: 账载 over 金额, which alone would be
    taken for the figures asked for."""
    if not isinstance(above, Row) or above.table is not head.table or above.index != head.index - 1:
        return False
    cells = filled(above)
    return bool(cells) and all(
        cell.column > 0 and len(cell.text) <= _SHORT and ":" not in cell.text and not is_amount(cell.text)
        for cell in cells
    )


def labels_found(columns: Sequence[Column], table: Table, below: int) -> list[Column]:
    """The columns, with those as columns of items that nothing understood heads and that hold names of items: else the
    figures beside them would be taken for those of the items further left."""
    told = list(columns)
    for index, column in enumerate(columns):
        if column.role in {"unknown", "empty"}:
            cells = (table.at(row, index) for row in range(below + 1, table.row_count))
            if sum(cell is not None and item_of(cell.text) is not None for cell in cells) >= _LABELS:
                told[index] = replace(column, role="item")
    return told


def under_figures(columns: Sequence[Column], table: Table, below: int) -> list[Column]:
    """The columns of a table without drawn ones, each heading over figures: one set far left of figures set right may
    have been put over the words or the line numbers beside them, and figures stand under none. As many headings as
    columns of figures go together in order; else nothing tells which is which."""
    told = list(columns)
    figures, amounts = _figures_by_column(table, below)
    starts = [i for i, c in enumerate(columns) if c.role == "item" and i > 0]
    for low, high in pairwise([0, *starts, len(columns)]):
        here = range(low, high)
        unheaded = max((figures[i] for i in here if columns[i].role == "empty"), default=0)
        headed = [amounts[i] for i in here if columns[i].role in VALUE_ROLES] or [0]
        # a few figures beside those under the heads, such as the negative ones set otherwise, move no head
        if table.ruled or unheaded < _LABELS or (2 * min(headed) >= unheaded and 2 * unheaded < max(headed)):
            continue
        holding = [i for i in here if columns[i].role != "item" and figures[i] >= _LABELS]
        heads = [columns[i] for i in here if columns[i].role not in {"item", "empty", "joined"}]
        if len(heads) != len(holding):
            heads = [head for head in heads if head.role != "note"]
        fit = dict(zip(holding, heads, strict=True)) if len(heads) == len(holding) else {}
        for i in here:
            if columns[i].role != "item":
                held = fit.get(i, Column(0, 0, "unknown"))
                told[i] = replace(held, x0=columns[i].x0, x1=columns[i].x1)
    return told


def _figures_by_column(table: Table, below: int) -> tuple[Counter[int], Counter[int]]:
    """How many figures each column holds from the row after ``below`` to the next header; and how many of them are
    no line numbers."""
    figures: Counter[int] = Counter()
    amounts: Counter[int] = Counter()
    for index in range(below + 1, table.row_count):
        cells = [cell for cell in table.row(index) if cell.text]
        if sum(column_of(cell.text, 0, 0).role in VALUE_ROLES for cell in cells) > 1:
            break
        told = [cell for cell in cells if cell.columns == 1 and is_amount(cell.text)]
        figures.update(cell.column for cell in told)
        amounts.update(cell.column for cell in told if not cell.text.isdigit() or len(cell.text) > _NUMBERING)
    return figures, amounts
