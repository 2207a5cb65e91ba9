"""Columns of files into facts, strictly: every cell is what its type says, or is empty, which is unknown.

Money in files is yuan. Text is read exactly, with the signs below; numbers that a file holds as floats are refused.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from rules.columns.errors import FrameRefused
from rules.errors import nearest
from rules.model import FactSpec
from rules.schema import Text
from rules.types import PER, Type

#: how a cell is written, by type
_WRITTEN = {
    Type.MONEY: r"^-?\d{1,15}(\.\d{1,2})?$",
    Type.COUNT: r"^-?\d{1,18}$",
    Type.RATIO: r"^-?\d{1,15}(\.\d{1,12})?$",
    Type.NUMBER: r"^-?\d{1,15}(\.\d{1,12})?$",
    Type.DATE: r"^\d{4}-\d{2}-\d{2}$",
    Type.MONTH: r"^\d{4}-(0[1-9]|1[0-2])$",
}
_YES_NO = {"true": True, "false": False, "是": True, "否": False}
#: digits after the point that a ratio or number may have
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file. ``heading``: 1 where row 1 of the file names the columns, 0 where nothing does."""

    file: str
    name: str
    series: pl.Series
    heading: int

    def refused(self, reason: str, wrong: pl.Series, **data: str) -> FrameRefused:
        """For the first row where ``wrong``."""
        row = wrong.arg_max() or 0
        value = str(self.series[row])
        return FrameRefused(
            reason, frame=self.file, row=row + 1 + self.heading, column=self.name, value=value[:60], **data
        )

    def text(self) -> pl.Series:
        """As text, without blanks around; null where nothing is left."""
        if isinstance(self.series.dtype, pl.Categorical | pl.Enum | pl.String) or self.series.dtype == pl.Null:
            stripped = self.series.cast(pl.String).str.strip_chars()
            return pl.select(pl.when(stripped != "").then(stripped)).to_series()
        raise FrameRefused(
            "wrong_type", frame=self.file, column=self.name, wanted=Type.TEXT.value, dtype=str(self.series.dtype)
        )


def fact(column: Column, spec: FactSpec) -> pl.Series:
    """The facts of a column as frames hold them. Raises FrameRefused with file, row and column."""
    dtype = column.series.dtype
    if isinstance(dtype, pl.String) or dtype == pl.Null:
        return _from_text(column, spec)
    if spec.type in (Type.TEXT, Type.CHOICE):
        return _from_text(column, spec)
    if spec.type is Type.BOOL and dtype == pl.Boolean:
        return column.series
    if spec.type is Type.DATE and dtype == pl.Date:
        return column.series
    if spec.type is Type.MONTH and dtype == pl.Date:
        return _months(column.series)
    if spec.type is Type.MONEY and (dtype.is_integer() or dtype.is_decimal()):
        return _fen(column)
    if spec.type is Type.COUNT and dtype.is_integer():
        return column.series
    if spec.type in (Type.RATIO, Type.NUMBER) and (dtype.is_integer() or dtype.is_decimal()):
        return column.series
    raise FrameRefused("wrong_type", frame=column.file, column=column.name, wanted=spec.type.value, dtype=str(dtype))


def _from_text(column: Column, spec: FactSpec) -> pl.Series:
    words = column.text()
    pattern = _WRITTEN.get(spec.type)
    if pattern is not None:
        _all(column, words, words.str.contains(pattern), spec.type.value)
    if spec.type is Type.MONEY:
        return words.cast(pl.Decimal(38, 2)).to_physical().cast(pl.Int64)
    if spec.type is Type.COUNT:
        return words.cast(pl.Int64)
    if spec.type in (Type.RATIO, Type.NUMBER):
        digits = words.str.extract(r"\.(\d+)$").str.len_chars().max()
        return words.cast(pl.Decimal(38, digits if isinstance(digits, int) else 0))
    if spec.type is Type.DATE:
        days = words.str.to_date("%Y-%m-%d", strict=False)
        _all(column, words, days.is_not_null(), spec.type.value)
        return days
    if spec.type is Type.MONTH:
        return (words.str.slice(0, 4).cast(pl.Int32) * 12 + words.str.slice(5).cast(pl.Int32) - 1).cast(pl.Int32)
    if spec.type is Type.BOOL:
        _all(column, words, words.is_in(list(_YES_NO)), spec.type.value)
        return words.replace_strict(_YES_NO, return_dtype=pl.Boolean)
    if spec.type is Type.CHOICE:
        wrong = words.is_not_null() & ~words.is_in(list(spec.choices))
        if wrong.any():
            word = str(words[wrong.arg_max() or 0])
            raise column.refused("bad_choice", wrong, near=nearest(word, spec.choices) or ", ".join(spec.choices))
    return words


def _all(column: Column, words: pl.Series, right: pl.Series, wanted: str) -> None:
    wrong = words.is_not_null() & ~right
    if wrong.any():
        raise column.refused("bad_cell", wrong, wanted=wanted)


def _months(days: pl.Series) -> pl.Series:
    return days.dt.year().cast(pl.Int32) * 12 + days.dt.month().cast(pl.Int32) - 1


def _fen(column: Column) -> pl.Series:
    """Whole fen out of yuan; an amount with parts of a fen is refused."""
    hundredfold = column.series.cast(pl.Decimal(38, 6)).to_physical()
    frame = pl.DataFrame({"x": hundredfold})
    wrong = frame.select((pl.col("x") % 10_000 != 0) & pl.col("x").is_not_null()).to_series()
    if wrong.any():
        raise column.refused("bad_cell", wrong, wanted=Type.MONEY.value)
    return frame.select((pl.col("x") // 10_000).cast(pl.Int64)).to_series()


def steps(columns: dict[str, Column]) -> pl.DataFrame:
    """Rent steps, one a row: ``from``, ``to``, ``amount`` (yuan), ``per``; all of them given."""
    found = {}
    for name, kind in _STEP.items():
        found[name] = fact(columns[name], FactSpec(name, "", kind, Text("", "")))
    found["per"] = columns["per"].text()
    for name, series in found.items():
        if series.has_nulls():
            raise columns[name].refused("bad_cell", series.is_null(), wanted=_STEP.get(name, Type.TEXT).value)
    turned = found["to"] < found["from"]
    if turned.any():
        raise columns["to"].refused("bad_cell", turned, wanted="date")
    odd = ~found["per"].is_in(list(PER))
    if odd.any():
        raise columns["per"].refused("bad_choice", odd, near=", ".join(PER))
    return pl.DataFrame({"start": found["from"], "end": found["to"], "amount": found["amount"], "per": found["per"]})


_STEP = {"from": Type.DATE, "to": Type.DATE, "amount": Type.MONEY}
