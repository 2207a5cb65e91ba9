"""One frame while a pack is read over it: named columns, the case of each row, the rows for the exact lane."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import count

import polars as pl

from rules.columns import exact
from rules.columns.exact import Flags, Int
from rules.columns.values import Plain, Val, ints, with_ints

_NUMBERS = count()


class Sheet:
    """``case``: for each row the number of its case in the chunk. Columns are worked out at once and kept."""

    def __init__(self, kind: str, case: pl.Series, columns: dict[str, pl.Series]) -> None:
        self.kind = kind  #: a kind of which a case has many; empty: one row for a case
        self.case = case
        self.columns = columns
        self.flagged: list[pl.Series] = []  #: cases for the exact lane
        self.memory: dict[Hashable, object] = {}

    def __len__(self) -> int:
        return len(self.case)

    def select(self, *exprs: pl.Expr) -> list[pl.Series]:
        """The columns of some expressions, as long as the sheet."""
        roots = dict.fromkeys(name for e in exprs for name in e.meta.root_names())
        frame = pl.DataFrame([self.case.alias("."), *(self.columns[name].alias(name) for name in roots)])
        made = frame.with_columns(e.alias(f".{i}") for i, e in enumerate(exprs))
        return [made[f".{i}"] for i in range(len(exprs))]

    def put(self, series: pl.Series) -> pl.Expr:
        """Keeps a column; returns how to name it."""
        name = f"~{next(_NUMBERS)}"
        self.columns[name] = series
        return pl.col(name)

    def settle(self, flags: Flags) -> None:
        """Marks the cases of the rows where one of the flags is true."""
        if not flags:
            return
        for series in self.select(*flags):
            rows = series.fill_null(value=False)
            if rows.any():
                self.flagged.append(self.case.filter(rows).unique())

    def keep(self, *exprs: pl.Expr) -> list[pl.Expr]:
        return [self.put(series) for series in self.select(*exprs)]

    def hold(self, val: Val, flags: Flags | None = None) -> Val:
        """The value in columns of its own; bounds become those of the values at hand."""
        if isinstance(val, Plain):
            found: Val = Plain(self.keep(val.e)[0])
        else:
            parts = ints(val)
            free = [i for i in dict.fromkeys(parts) if i.const is None]
            made = dict(
                zip(
                    free,
                    (self._int(i, s) for i, s in zip(free, self.select(*(i.e for i in free)), strict=True)),
                    strict=True,
                )
            )
            found = with_ints(val, [made.get(i, i) for i in parts])
        if flags:
            self.settle(flags)
        return found

    def _int(self, was: Int, series: pl.Series) -> Int:
        return self.put_int(series, was.hi)

    def put_int(self, series: pl.Series, hi: int | None = None) -> Int:
        """Keeps a column of integers in the width its values need."""
        if hi is None or hi > exact.NARROW >> 20:
            low, high = series.min(), series.max()
            hi = max(abs(low), abs(high)) if isinstance(low, int) and isinstance(high, int) else 0
        wanted = pl.Int128 if hi > exact.NARROW else pl.Int64
        return Int(self.put(series if series.dtype == wanted else series.cast(wanted)), hi)


def gathered(val: Val, source: Sheet, target: Sheet, rows: pl.Series) -> Val:
    """A value of one sheet in the rows of another: row ``rows[i]`` of ``source`` for row i."""

    def over(e: pl.Expr) -> pl.Expr:
        return target.put(source.columns[e.meta.root_names()[0]].gather(rows)) if e.meta.root_names() else e

    if isinstance(val, Plain):
        return Plain(over(val.e))
    done: dict[Int, Int] = {}
    for part in ints(val):
        done[part] = part if part.const is not None else Int(over(part.e), part.hi)
    return with_ints(val, [done[part] for part in ints(val)])
