"""The way from revenue down to operating profit, row by row, as evidence for both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import product

from extractors.finders.statement_columns import Column
from extractors.finders.statement_model import Entry
from extractors.finders.statement_values import Figure
from extractors.finders.statement_words import amount_in, item_of, plain_label, words
from extractors.tables.clean import is_blank

NAME = "operating_profit_chain"
#: more rows than this of which the sign is open are not tried out
_MOST_OPEN = 4


def holds(chosen: Mapping[str, Figure]) -> tuple[bool, list[Figure]] | None:
    """Whether the rows between revenue and operating profit lead from one to the other, and the figures so tied.

    None when the two do not stand in one column, or when a row between them is not understood and the sum differs.
    """
    end, first = chosen.get("operating_profit"), chosen.get("revenue_total") or chosen.get("revenue")
    if end is None or first is None or end.section is not first.section:
        return None
    entries = [e for e in end.section.entries if e.half == end.entry.half]
    places = {id(entry): at for at, entry in enumerate(entries)}
    column = _column(end)
    if column is None or column is not _column(first) or id(first.entry) not in places:
        return None
    between = entries[places[id(first.entry)] + 1 : places[id(end.entry)]]
    told = _steps(between, column)
    if told is None:
        return None
    fixed, either, understood = told
    grain = max(first.step, end.step)
    allowed = grain * (len(between) + 2) / 2 if grain > Decimal("0.01") or end.unit not in {None, "元"} else Decimal(0)
    figures = [first, end]
    revenue = chosen.get("revenue")
    if revenue is not None and revenue is not first and revenue.value == first.value:
        figures.append(revenue)
    for signs in product((1, -1), repeat=len(either)):
        way = first.amount + fixed + sum((s * a for s, a in zip(signs, either, strict=True)), Decimal(0))
        if abs(way - end.amount) <= allowed:
            return (True, figures) if fixed != 0 else None
    return (False, figures) if understood else None


def _column(figure: Figure) -> Column | None:
    return next((column for column, cell in figure.entry.amounts if cell is figure.cell), None)


def _steps(between: Sequence[Entry], where: Column) -> tuple[Decimal, list[Decimal], bool] | None:
    """What is added in all, the amounts whose sign is open, and whether every row was understood; None when a figure
    cannot be read or too many signs are open."""
    chain = words().profit_chain
    fixed, understood, in_sum, cost_seen = Decimal(0), True, False, False
    either: list[Decimal] = []
    for entry in between:
        cell = next((cell for column, cell in entry.amounts if column is where), None)
        if cell is None or is_blank(cell.text):
            continue
        read = amount_in(cell.raw)
        if read is None:
            return None
        amount = read[0]
        label = plain_label(entry.text)
        if chain["sum"].fullmatch(label):
            fixed, in_sum = fixed - amount, True
        elif chain["minus"].fullmatch(label):
            fixed -= Decimal(0) if in_sum else amount
            cost_seen = True
        elif chain["plus"].fullmatch(label):
            fixed, in_sum = fixed + amount, False
        elif chain["either"].fullmatch(label):
            either += [] if in_sum else [amount]
        elif not (chain["result"].fullmatch(label) or chain["parts"].fullmatch(label) or _part(entry)):
            understood = False
    if len(either) > _MOST_OPEN:
        return None
    return fixed, either, understood and (cost_seen or in_sum)


def _part(entry: Entry) -> bool:
    """Whether a row tells a part of the row above again."""
    return entry.text.startswith("其中") or item_of(entry.text) in {"revenue"}
