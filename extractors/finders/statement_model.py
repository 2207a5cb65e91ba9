"""What the reader of statements works with: sections (one table under one header) and their entries."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.finders.statement_columns import Column
from extractors.finders.statement_words import Period
from extractors.model import Word
from extractors.tables.grid import Cell, Table
from extractors.tables.stream import Line, Row


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
    head: Row  #: the first row of the header
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
    #: for each column, the one it belongs to: a heading over several drawn columns makes them one
    groups: tuple[int, ...] = ()
    #: by table: which column of the section each of its columns is, None for one that is none of them
    places: dict[int, tuple[int | None, ...]] = field(default_factory=dict)
    #: amounts stood under no heading: the columns are not those of the header, and tell nothing of the next page
    loose: bool = False
    #: from where to where the amounts of each column have stood so far, points
    spans: dict[int, tuple[float, float]] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        return self.head.table

    @property
    def last(self) -> Row:
        """The row read last."""
        return self.entries[-1].row if self.entries else self.head

    @property
    def item_columns(self) -> list[Column]:
        return [c for c in self.columns if c.role == "item"]
