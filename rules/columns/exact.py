"""Exact numbers in columns: pairs of integer columns with known bounds, never a float in a verdict or an amount.

An :class:`Int` is Int64 while its bound fits and Int128 beyond. Where a bound passes Int128, the rows whose estimate
does are flagged and made null; the estimate is a float, the only use of one: it errs by less than the room left.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

NARROW = 2**63 - 1
LIMIT = 2**127 - 1
#: an estimate below it is below LIMIT in truth: floats err by 2**-50, the room is a factor of two
SAFE = float(2**126)

Flags = list[pl.Expr]  #: rows that have to go to the exact lane


@dataclass(frozen=True, slots=True, eq=False)
class Int:
    """A column of integers, null where unknown. Int64 where ``hi`` fits, else Int128."""

    e: pl.Expr
    hi: int  #: bound of the magnitude over all rows
    const: int | None = None  #: the same known value in every row

    @property
    def wide(self) -> bool:
        return self.hi > NARROW


def _dtype(hi: int) -> type[pl.DataType]:
    return pl.Int128 if hi > NARROW else pl.Int64


def literal(value: int) -> Int:
    """A constant; ``abs(value) <= LIMIT``."""
    return Int(pl.lit(value, dtype=_dtype(abs(value))), abs(value), value)


ONE = literal(1)
NOTHING = Int(pl.lit(None, dtype=pl.Int64), 0)


def sized(e: pl.Expr, hi: int, was: int) -> Int:
    """``e`` of the width of ``was``, as an Int of bound ``hi``."""
    return Int(e if _dtype(hi) is _dtype(was) else e.cast(_dtype(hi)), hi)


def widened(value: Int, hi: int) -> pl.Expr:
    """The column in the width that a result of bound ``hi`` needs."""
    return value.e.cast(pl.Int128) if hi > NARROW and not value.wide else value.e


def _guarded(e: pl.Expr, hi: int, estimate: pl.Expr, flags: Flags) -> Int:
    if hi <= LIMIT:
        return Int(e, hi)
    flags.append(estimate >= SAFE)
    return Int(pl.when(estimate < SAFE).then(e), LIMIT)


def _size(value: Int) -> pl.Expr:
    return value.e.cast(pl.Float64).abs()


def times(a: Int, b: Int, flags: Flags) -> Int:
    if a.const == 1:
        return b
    if b.const == 1:
        return a
    hi = a.hi * b.hi
    if a.const is not None and b.const is not None and hi <= LIMIT:
        return literal(a.const * b.const)
    return _guarded(widened(a, hi) * widened(b, hi), hi, _size(a) * _size(b), flags)


def plus(a: Int, b: Int, flags: Flags) -> Int:
    hi = a.hi + b.hi
    return _guarded(widened(a, hi) + widened(b, hi), hi, _size(a) + _size(b), flags)


def minus(a: Int, b: Int, flags: Flags) -> Int:
    hi = a.hi + b.hi
    return _guarded(widened(a, hi) - widened(b, hi), hi, _size(a) + _size(b), flags)


def magnitude(a: Int) -> Int:
    return Int(a.e.abs(), a.hi)


def signed(a: Int, by: pl.Expr) -> Int:
    """``a`` with its sign turned where ``by`` is below zero."""
    return Int(pl.when(by < 0).then(0 - a.e).when(by >= 0).then(a.e), a.hi)


@dataclass(frozen=True, slots=True, eq=False)
class Num:
    """``n / d``, null where ``n`` is. ``d`` is above zero; the constant 1 for whole numbers, dates and months."""

    n: Int
    d: Int = ONE

    @property
    def whole(self) -> bool:
        return self.d.const == 1


def constant(value: int | Fraction) -> Num | None:
    """None where it does not fit."""
    exact = Fraction(value)
    if max(abs(exact.numerator), exact.denominator) > LIMIT:
        return None
    return Num(literal(exact.numerator), literal(exact.denominator))


def sides(a: Num, b: Num, flags: Flags) -> tuple[Int, Int]:
    """Both numerators over one denominator, which is above zero and not worked out."""
    if a.d is b.d or (a.d.const is not None and a.d.const == b.d.const):
        return a.n, b.n
    if a.d.const is not None and b.d.const is not None:
        common = math.lcm(a.d.const, b.d.const)
        if common <= LIMIT:
            left = times(a.n, literal(common // a.d.const), flags)
            return left, times(b.n, literal(common // b.d.const), flags)
    return times(a.n, b.d, flags), times(b.n, a.d, flags)


def below(a: Num, b: Num, flags: Flags) -> Int:
    """The denominator that :func:`sides` brings both to."""
    if a.d is b.d or (a.d.const is not None and a.d.const == b.d.const):
        return a.d
    if a.d.const is not None and b.d.const is not None:
        common = math.lcm(a.d.const, b.d.const)
        if common <= LIMIT:
            return literal(common)
    return times(a.d, b.d, flags)


def add(a: Num, b: Num, flags: Flags) -> Num:
    return Num(plus(*sides(a, b, flags), flags), below(a, b, flags))


def subtract(a: Num, b: Num, flags: Flags) -> Num:
    return Num(minus(*sides(a, b, flags), flags), below(a, b, flags))


def multiply(a: Num, b: Num, flags: Flags) -> Num:
    return Num(times(a.n, b.n, flags), times(a.d, b.d, flags))


def divide(a: Num, b: Num, flags: Flags) -> Num:
    """Null where ``b`` is zero."""
    if b.n.const is not None and b.d.const is not None:
        if b.n.const == 0:
            return Num(NOTHING)
        sign = 1 if b.n.const > 0 else -1
        return multiply(a, Num(literal(sign * b.d.const), literal(abs(b.n.const))), flags)
    above, under = times(a.n, b.d, flags), times(a.d, magnitude(b.n), flags)
    return Num(Int(pl.when(b.n.e < 0).then(0 - above.e).when(b.n.e > 0).then(above.e), above.hi), under)


def compare(op: str, a: Num, b: Num, flags: Flags) -> pl.Expr:
    """Null where either is unknown."""
    left, right = sides(a, b, flags)
    hi = max(left.hi, right.hi)
    x, y = widened(left, hi), widened(right, hi)
    found: dict[str, pl.Expr] = {
        "==": x == y, "!=": x != y, "<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y,
    }  # fmt: skip
    return found[op]


def rounded(a: Num, flags: Flags) -> Int:
    """To the nearest whole, halves away from zero."""
    if a.whole:
        return a.n
    two = literal(2)
    above, under = plus(times(magnitude(a.n), two, flags), a.d, flags), times(a.d, two, flags)
    hi = max(above.hi, under.hi)
    return signed(sized(widened(above, hi) // widened(under, hi), a.n.hi, hi), a.n.e)
