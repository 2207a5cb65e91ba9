"""Figures of a document's statements: by item, period slot and scope, in yuan where the unit is stated.

Nothing is guessed: two different figures for one place, a column whose header is not understood, a table that only
looks like a statement give nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from extractors.finders.statement_captions import unit_of_all
from extractors.finders.statement_columns import Column
from extractors.finders.statement_model import Entry, Section
from extractors.finders.statement_sections import sections_of
from extractors.finders.statement_words import (
    UNITS,
    Equation,
    amount_in,
    is_open,
    item_of,
    plain_label,
    unit_of_label,
    words,
)
from extractors.model import Document, Evidence, Method
from extractors.tables.clean import is_blank
from extractors.tables.grid import Cell, evidence_of

MAIN, PREV, YTD = "", "_prev", "_ytd"
SLOTS = (MAIN, PREV, YTD)
_BALANCE = {"end": MAIN, "current": MAIN, "open": PREV, "prev": PREV, "prev_end": PREV}
SERIES = "series"  #: of a month that is neither the current nor the compared one


@dataclass(frozen=True)
class Figure:
    item: str
    slot: str  #: MAIN, PREV, YTD, SERIES; "q1".."q4" for a quarter's column
    scope: str | None  #: 合并, 母公司, or None when nothing says
    amount: Decimal  #: as printed, in ``unit``
    unit: str | None
    whole: bool  #: False when the figure was mended (a point read for a thousands mark)
    section: Section
    entry: Entry
    cell: Cell
    restated: bool = False  #: of an earlier year, as it is after having been restated
    #: in a column of which the heading does not say for certain whether it is the one compared with
    compared: bool = True

    @cached_property
    def value(self) -> Decimal:
        """Yuan where the unit is known, else as printed."""
        return self.amount * UNITS[self.unit] if self.unit else self.amount

    @property
    def step(self) -> Decimal:
        """The last printed digit, as printed."""
        exponent = self.amount.as_tuple().exponent
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)

    @property
    def grain(self) -> Decimal:
        """The last printed digit, in the unit of ``value``."""
        return self.step * UNITS[self.unit] if self.unit else self.step

    def evidence(self, document: Document) -> Evidence:
        return evidence_of(document, self.entry.row.page, self.cell.words)

    @property
    def unsigned(self) -> bool:
        """Read as more than nothing, and may be less: OCR cuts off a minus sign now and then, and some print red
        for it."""
        told = self.entry.row.page.method is not Method.OCR and not red(self.cell)
        return self.amount > 0 and self.item in words().signed and not told

    @property
    def score(self) -> float:
        """0..1, how far the place is to be believed: a titled statement before key data before an untitled table."""
        return {3: 0.97, 2: 0.95}.get(rank(self.section), 0.92)


def rank(section: Section) -> int:
    """3 a titled statement, 2 a table of key data, 1 an untitled table of enough items, 0 no statement."""
    if section.looks_only:
        return 0
    named = {item for entry in section.entries if (item := item_of(entry.text)) is not None}
    if section.kind in {"balance", "income", "cash"}:
        own = {item for item in named if words().statement[item] == section.kind}
        return 3 if own else 0
    if section.kind == "key":
        return 2 if named else 0
    for other in section.beside:
        named |= {item for entry in other.entries if (item := item_of(entry.text)) is not None}
    return 1 if len(named) >= 3 else 0


def label_items(entries: Sequence[Entry]) -> list[str | None]:
    """The item of each entry of one half, wrapped labels put together.

    A label may run over the lines before and after the one with the figures. What begins on the line before
    belongs to the name: 归属于母公司所有者的 / 净利润 is not 净利润.
    """
    found: list[str | None] = []
    for index, entry in enumerate(entries):
        if not entry.amounts:
            found.append(item_of(entry.text))
            continue
        before = entries[index - 1] if index and _bare(entries[index - 1], entry) else None
        after = entries[index + 1] if index + 1 < len(entries) and _bare(entries[index + 1], entry) else None
        found.append(_item(before.text if before else "", entry.text, after.text if after else ""))
    return found


def _bare(neighbour: Entry, entry: Entry) -> bool:
    """Whether a neighbouring line holds only words and may be a piece of this entry's label."""
    if neighbour.amounts or neighbour.row.page.number != entry.row.page.number:
        return False
    if neighbour.row.table.ruled and neighbour.row.table is entry.row.table:
        mine, other = entry.row.place, neighbour.row.place
        if any(cell.place.height > 0 and not cell.words for cell in entry.row.cells) and mine.height > 1.9 * (
            other.height or 1
        ):
            return False
    return bool(neighbour.text)


def _continues(text: str) -> bool:
    """Whether a line of words alone is the beginning of a name, and neither a heading nor an empty item."""
    if is_open(text):
        return True
    bare = plain_label(text)
    if text.endswith((":", "合计", "总计")) or item_of(text) is not None:
        return False
    return bare.startswith(("归属", "扣除", "少数", "其他综合收益中归属")) or bare.endswith(
        ("的", "于", "及", "和", "与", "、", "所有", "股", "上市公", "母公", "股东权", "所有者", "产生", "现金流")
    )


def _item(before: str, own: str, after: str) -> str | None:
    if before and _continues(before):
        return item_of(before + own) or (item_of(before + own + after) if after else None)
    known = item_of(own)
    if known is not None:
        return known
    if after and not item_of(after) and (joined := item_of(own + after)):
        return joined
    if own.startswith("(") and before:
        return item_of(before + own)
    if is_open(own) and before and after:
        return item_of(before + own + after)
    return item_of(before + after) if not own and before and after else None


@dataclass
class Reading:
    """All figures of a document, and the sections they come from."""

    sections: list[Section] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    blanks: list[tuple[str, str | None, Entry]] = field(default_factory=list)  #: item, scope, row without figures

    def of(self, item: str, slot: str, scopes: Iterable[str | None]) -> list[Figure]:
        """Figures for one place, of the best ranked sections only."""
        wanted = set(scopes)
        here = [f for f in self.figures if f.item == item and f.slot == slot and f.scope in wanted]
        best = max((rank(f.section) for f in here), default=0)
        return [f for f in here if rank(f.section) == best]


def read_statements(document: Document) -> Reading:
    """Figures of every statement of the document."""
    reading = Reading()
    sections = sections_of(document)
    for section in sections:
        section.beside = [s for s in sections if s is not section and _one_table(s, section)]
    reading.sections = [section for section in sections if rank(section) > 0]
    _name_parents(reading.sections)
    _units_of_labels(reading.sections)
    unit_of_all(reading.sections)
    for section in reading.sections:
        for half in sorted({e.half for e in section.entries}):
            entries = [e for e in section.entries if e.half == half]
            for entry, item in zip(entries, label_items(entries), strict=True):
                if item is None or not _belongs(item, section):
                    continue
                figures = list(_figures(item, entry, section))
                reading.figures += figures
                if not figures:
                    reading.blanks.append((item, section.scope, entry))
    return reading


def _one_table(one: Section, other: Section) -> bool:
    """Whether two sections, each with a header of its own, are parts of one table: balances above, flows below."""
    return bool(one.entries and other.entries) and one.entries[0].row.table is other.entries[0].row.table


def _belongs(item: str, section: Section) -> bool:
    return section.kind in {"key", None} or words().statement[item] == section.kind


def _name_parents(sections: Sequence[Section]) -> None:
    """An untitled owner beside a consolidated statement of the same kind is the parent company's own."""
    for section in sections:
        titled = section.kind in {"balance", "income", "cash"} and section.title is not None
        if section.scope is None and titled and any(s.kind == section.kind and s.scope == "合并" for s in sections):
            section.scope, section.scope_at = "母公司", section.title


def _units_of_labels(sections: Sequence[Section]) -> None:
    """A table whose rows each name one and the same unit (营业收入(元)) is in that unit."""
    for section in sections:
        if section.unit is not None:
            continue
        rows = [e for e in section.entries if e.amounts and item_of(e.text) is not None]
        told = {unit_of_label(e.text) for e in rows}
        if len(told) == 1 and (unit := next(iter(told))) is not None:
            section.unit, section.unit_at = unit, rows[0].row


def _figures(item: str, entry: Entry, section: Section) -> Iterable[Figure]:
    for column, cell in entry.amounts:
        slot = slot_of(item, column, section)
        if slot is None and column.role == "other" and column.period is not None and column.period.month:
            slot = SERIES
        if column.role == "each_month" and words().statement[item] == "income":
            slot = SERIES
        if slot is None or is_blank(cell.text):
            continue
        unit = unit_of_label(entry.text) or column.unit or section.unit
        read = amount_in(cell.raw, pointed=entry.row.page.method is Method.OCR and unit in {None, "元", "千元"})
        if read is None:
            continue
        amount, whole = read
        if amount > 0 and item in words().signed and red(cell) and not _reds_plain(section):
            amount, whole = -amount, False
        told = slot != PREV or column.role != "prev" or words().statement[item] == "balance"
        yield Figure(
            item=item,
            slot=slot,
            scope=column.scope or section.scope,
            amount=amount,
            unit=unit,
            whole=whole,
            section=section,
            entry=entry,
            cell=cell,
            restated=column.restated,
            compared=told or _years_apart(column, section),
        )


def red(cell: Cell) -> bool:
    """Whether a cell's figure is printed in red."""
    return bool(cell.words) and all(word.red for word in cell.words)


def _reds_plain(section: Section) -> bool:
    """Whether red is no minus in a section: figures that cannot be less than nothing are printed so, too."""
    cells = ((item_of(e.text), cell) for e in section.entries for _, cell in e.amounts)
    return any(item is not None and item not in words().signed and red(cell) for item, cell in cells)


def slot_of(item: str, column: Column, section: Section) -> str | None:
    """Which figure of an item a column holds; None for one that is not asked for or cannot be told."""
    if column.role == "quarter":
        return f"q{column.quarter}"
    beside = [c for c in _half(column, section) if c.scope == column.scope]
    roles = [c.role for c in beside]
    period = section.period
    if words().statement[item] == "balance":
        told = [_BALANCE[c.role] for c in beside if c.role in _BALANCE]
        if column.role == "prev_end" and period is not None and period.month not in {0, 12}:
            return None  # the end of the month before, maybe
        # two columns for one slot: the columns are not understood, and nothing in this half can be told
        return _BALANCE.get(column.role) if len(set(told)) == len(told) else None
    if column.role in {"month", "current"}:
        return MAIN if roles.count("month") + roles.count("current") == 1 else None
    if column.role == "ytd":
        yearly = (
            period is not None and period.whole_year and not {"month", "current", "each_month", "quarter"} & set(roles)
        )
        return MAIN if yearly else YTD
    if column.role == "prev":
        return PREV if _years_apart(column, section) or ("current" in roles and "ytd" not in roles) else None
    if column.role == "prev_month":
        return PREV if "month" in roles or "current" in roles else None
    if column.role == "prev_same":
        index = beside.index(column)
        before = [r for r in roles[:index] if r in {"month", "current", "ytd"}]
        after_ytd = bool(before) and before[-1] == "ytd" and len(set(roles) & {"month", "current"}) > 0
        return None if after_ytd else PREV
    return None


def _years_apart(column: Column, section: Section) -> bool:
    """Whether 上期 is certainly the year before: beside a month or a quarter it may be the one before, though the
    standards' own form means the year before."""
    period = section.period
    if period is None or not period.month or period.whole_year:
        return True
    if column.months and any(c.role == "current" and c.months == column.months for c in _half(column, section)):
        return True  # 本期(7-9月) beside 上期(7-9月)
    return column.year is not None and any(c.role == "current" and c.year is not None for c in _half(column, section))


def _half(column: Column, section: Section) -> list[Column]:
    """The columns from the item column before ``column`` to the next one."""
    index = section.columns.index(column)
    items = [i for i, c in enumerate(section.columns) if c.role == "item"]
    start = max((i for i in items if i < index), default=0)
    end = min((i for i in items if i > index), default=len(section.columns))
    return section.columns[start:end]


def tolerance(figures: Sequence[Figure]) -> Decimal:
    """How far a sum of printed figures may be off by rounding: not at all where they are printed to the fen."""
    if all(f.unit in {None, "元"} and f.grain <= Decimal("0.01") for f in figures):
        return Decimal(0)
    return sum((f.grain for f in figures), Decimal(0)) / 2


def check(equation: Equation, chosen: dict[str, Figure]) -> tuple[bool, list[Figure]] | None:
    """Whether an equation holds among the figures chosen; None when too few of them are there to tell."""
    total = chosen.get(equation.total)
    terms = [(name, 1) for name in equation.plus] + [(name, -1) for name in equation.minus]
    there = [(chosen[name], sign) for name, sign in terms if name in chosen]
    if total is None or not there or len({f.unit for f, _ in there} | {total.unit}) > 1:
        return None
    figures = [total, *(f for f, _ in there)]
    ways = [sum((f.value * sign for f, sign in there), Decimal(0))]
    if any(sign < 0 for _, sign in there) and all(f.value <= 0 for f, sign in there if sign < 0):
        ways.append(sum((f.value for f, _ in there), Decimal(0)))  # what is taken away is printed in brackets
    holds = any(abs(summed - total.value) <= tolerance(figures) for summed in ways)
    if holds and total.value != 0:
        return True, figures
    if len(there) == len(terms) and not holds:
        return False, figures
    return None
