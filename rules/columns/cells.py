"""What a cell of a frame holds for each type of fact, there and back (:mod:`rules.columns.frames`)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import polars as pl

from rules.columns import exact
from rules.types import RentStep, Type, Value, month_text, months_of

STEP = pl.Struct({"start": pl.Date, "end": pl.Date, "amount": pl.Int64, "per": pl.String})
PAIR = pl.Struct({"n": pl.Int128, "d": pl.Int128})
DTYPES: dict[Type, pl.DataType | type[pl.DataType]] = {
    Type.MONEY: pl.Int128, Type.COUNT: pl.Int128, Type.RATIO: PAIR, Type.NUMBER: PAIR, Type.DATE: pl.Date,
    Type.MONTH: pl.Int32, Type.TEXT: pl.String, Type.CHOICE: pl.String, Type.BOOL: pl.Boolean,
    Type.SCHEDULE: pl.List(STEP),
}  # fmt: skip


def holds(kind: Type, dtype: pl.DataType) -> bool:
    """Whether a column of the dtype can hold facts of a type. A column of nulls holds any."""
    if dtype == pl.Null:
        return True
    if kind in (Type.MONEY, Type.COUNT, Type.MONTH):
        return dtype.is_integer()
    if kind in (Type.RATIO, Type.NUMBER):
        pair = isinstance(dtype, pl.Struct) and {f.name for f in dtype.fields} == {"n", "d"}
        return dtype.is_integer() or dtype.is_decimal() or pair
    return bool(dtype == DTYPES[kind])


def written(value: Value, kind: Type) -> tuple[Any, bool]:
    """A value as the column of :data:`DTYPES` holds it, and whether it can."""
    if kind in (Type.RATIO, Type.NUMBER) and isinstance(value, int | Fraction):
        whole = Fraction(value)
        if max(abs(whole.numerator), whole.denominator) > exact.LIMIT:
            return None, False
        return {"n": whole.numerator, "d": whole.denominator}, True
    if isinstance(value, tuple):
        if any(abs(step.amount) > exact.NARROW for step in value):
            return None, False
        return [{"start": s.start, "end": s.end, "amount": s.amount, "per": s.per} for s in value], True
    if kind is Type.MONTH:
        return months_of(str(value)), True
    if isinstance(value, int) and abs(value) > exact.LIMIT:
        return None, False
    return value, True


def read(cell: Any, kind: Type) -> Value:
    """The value that a cell, not null, stands for."""
    reading = _READ.get(kind)
    found: Value = reading(cell) if reading else cell
    return found


def _ratio(cell: Any) -> Fraction:
    return Fraction(cell["n"], cell["d"]) if isinstance(cell, dict) else Fraction(cell)


def _steps(cell: Any) -> tuple[RentStep, ...]:
    return tuple(RentStep(s["start"], s["end"], s["amount"], s["per"]) for s in cell)


_READ: dict[Type, Callable[[Any], Value]] = {
    Type.RATIO: _ratio, Type.NUMBER: _ratio, Type.MONTH: month_text, Type.SCHEDULE: _steps,
}  # fmt: skip
