"""Which column of a section the cells of a row stand under, also where the table goes on without its header."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.finders.statement_columns import VALUE_ROLES, Column
from extractors.finders.statement_model import Entry, Section
from extractors.model import Word
from extractors.tables.clean import clean, is_amount
from extractors.tables.grid import Cell, Table, shared, text_of
from extractors.tables.stream import Row

#: points; drawn columns of one table keep their places from page to page within this
_SAME_EDGE = 8.0
_WITHOUT_AMOUNTS = frozenset({"item", "note", "empty", "joined"})

#: for each column of a table, the section's column it is
Places = tuple[int | None, ...]


def fits(row: Row, section: Section) -> bool:
    """Whether a row goes under the section's columns."""
    last = section.last
    if row.table is not last.table and row.page.number not in {last.page.number, last.page.number + 1}:
        return False
    return _places(row.table, section) is not None


def repeated(table: Table, section: Section) -> None:
    """Says that ``table`` has the section's header again, column for column."""
    if table.column_count == len(section.columns):
        section.places[id(table)] = tuple(range(table.column_count))


def add(row: Row, section: Section) -> None:
    """Adds a row that fits: an entry for each half of the section in which it holds something."""
    places = _places(row.table, section) or ()
    halves: list[list[Word]] = [[] for _ in section.item_columns] or [[]]
    amounts: list[list[tuple[int, Cell]]] = [[] for _ in halves]
    starts = [c.x0 for c in section.item_columns] or [row.table.place.x0]
    for cell in row.cells:
        if not cell.text:
            continue
        index = _index(cell, places, section)
        column = section.columns[index] if index is not None else None
        where = column.x0 if column is not None else cell.place.x0
        half = max(0, sum(1 for start in starts if where >= start - 1) - 1)
        if index is not None and column is not None and (column.role in VALUE_ROLES or column.role == "other"):
            amounts[half].append((index, cell))
        elif column is not None and column.role == "empty" and is_amount(cell.text):
            section.loose = True
        elif (column is None and not is_amount(cell.text)) or (column is not None and column.role == "item"):
            halves[half] += cell.words
    for half, label in enumerate(halves):
        told = _each_once(amounts[half], section)
        if label or told:
            section.entries.append(Entry(row, half, tuple(label), clean(text_of(label)), told))


def _each_once(amounts: list[tuple[int, Cell]], section: Section) -> tuple[tuple[Column, Cell], ...]:
    """Cells by column; two cells under one heading cannot be told apart and both are left out."""
    indexes = [index for index, _ in amounts]
    told = [(index, cell) for index, cell in amounts if indexes.count(index) == 1]
    for index, cell in told:
        if is_amount(cell.text):
            low, high = section.spans.get(index, (cell.place.x0, cell.place.x1))
            section.spans[index] = (min(low, cell.place.x0), max(high, cell.place.x1))
    return tuple((section.columns[index], cell) for index, cell in told)


def _index(cell: Cell, places: Places, section: Section) -> int | None:
    """The section's column of a cell; None when it stands under none, or under several headings."""
    held = {places[at] for at in range(cell.column, cell.column + cell.columns) if at < len(places)}
    own = {section.groups[i] if section.groups else i for i in held if i is not None}
    return next(iter(own)) if len(own) == 1 and None not in held else None


def _places(table: Table, section: Section) -> Places | None:
    """The columns of a table as the section's; None when it cannot be told which is which."""
    if table is section.table:
        return tuple(range(table.column_count))
    if id(table) not in section.places:
        found = _found(table, section)
        if found is None:
            return None
        section.places[id(table)] = found
    return section.places[id(table)]


def _found(table: Table, section: Section) -> Places | None:
    if section.loose or table.ruled != section.table.ruled:
        return None
    edges = section.table.edges
    if table.ruled and table.column_count == section.table.column_count:
        near = all(abs(a - b) < _SAME_EDGE for a, b in zip(table.edges, edges, strict=True))
        if near:
            return tuple(range(table.column_count))
    if table.ruled and (abs(table.edges[0] - edges[0]) >= _SAME_EDGE or abs(table.edges[-1] - edges[-1]) >= _SAME_EDGE):
        return None
    return _by_place(table, section)


def _by_place(table: Table, section: Section) -> Places | None:
    """Columns that hold amounts go one to one, in order, under the section's; where there are as many of them as
    headings that may hold amounts, by their order, else each under the only one it stands under."""
    wanted = [i for i, c in enumerate(section.columns) if c.role not in _WITHOUT_AMOUNTS]
    filled: dict[int, tuple[float, float]] = {}
    for cell in table.cells:
        if cell.columns == 1 and is_amount(cell.text):
            low, high = filled.get(cell.column, (cell.place.x0, cell.place.x1))
            filled[cell.column] = (min(low, cell.place.x0), max(high, cell.place.x1))
    here = sorted(filled)
    spans = {i: section.spans.get(i, (section.columns[i].x0, section.columns[i].x1)) for i in wanted}
    touched = {j: [i for i in wanted if _common(filled[j], spans[i]) > 0] for j in here}
    told: dict[int, int] = {}
    if len(here) == len(wanted):
        told = dict(zip(here, wanted, strict=True))
        if any(touched[j] and told[j] not in touched[j] for j in here):
            return None
    else:
        for j in here:
            over = [i for i in touched[j] if _common(filled[j], spans[i]) > 0.5]
            if len(over) != 1 or over[0] in told.values():
                return None
            told[j] = over[0]
    return _with_labels(told, table, section)


def _with_labels(told: dict[int, int], table: Table, section: Section) -> Places:
    """Columns without amounts put between those told: labels and notes stand where they stood in the header."""
    found: list[int | None] = [told.get(j) for j in range(table.column_count)]
    stops = [-1, *sorted(told), table.column_count]
    for left, right in pairwise(stops):
        here = list(range(left + 1, right))
        low = told.get(left, -1)
        high = told[right] if right in told else len(section.columns)
        there = [i for i in range(low + 1, high) if section.columns[i].role in {"item", "note"}]
        if len(here) == len(there):
            for j, i in zip(here, there, strict=True):
                found[j] = i
        elif here and there:
            found[here[0]] = there[0]
            for j in here[1:]:
                found[j] = _beside(table, j, section, there[1:])
    return tuple(found)


def _common(a: tuple[float, float], b: tuple[float, float]) -> float:
    """What two intervals share, as a part of the narrower one."""
    return shared(*a, *b) / max(0.1, min(a[1] - a[0], b[1] - b[0]))


def _beside(table: Table, column: int, section: Section, among: Sequence[int]) -> int | None:
    """Of the section's columns ``among``, the one that shares more than half with a column of the table."""
    x0, x1 = table.edges[column], table.edges[column + 1]
    for i in among:
        held = section.columns[i]
        if shared(x0, x1, held.x0, held.x1) > 0.5 * min(x1 - x0, held.x1 - held.x0):
            return i
    return None
