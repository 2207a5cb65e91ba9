"""Numbers in columns: exact at every width, and flagged where they would pass 128 bits."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import product

import polars as pl
import pytest

from rules.columns import exact
from rules.columns.exact import Flags, Num
from rules.columns.sheet import Sheet
from rules.types import half_up

#: around zero, around 64 bits, around 128 bits
WHOLE = [0, 1, -1, 2, -3, 7, 10**6, 2**62, 2**63 - 1, -(2**63), 2**63, 10**25, -(10**30), 2**126, 2**127 - 1]
SHARES = [Fraction(1, 2), Fraction(-1, 2), Fraction(5, 2), Fraction(-5, 2), Fraction(1, 3), Fraction(-2, 10**18 + 1)]
VALUES = [*map(Fraction, WHOLE), *SHARES]
PAIRS = list(product(VALUES, VALUES))


def _sheet(width: int) -> Sheet:
    return Sheet("", pl.int_range(width, dtype=pl.UInt32, eager=True), {})


def _column(sheet: Sheet, values: list[Fraction]) -> Num:
    n = sheet.put_int(pl.Series([v.numerator for v in values], dtype=pl.Int128))
    d = sheet.put_int(pl.Series([v.denominator for v in values], dtype=pl.Int128))
    return Num(n, d)


def _results(sheet: Sheet, made: Num, flags: Flags) -> tuple[list[Fraction | None], set[int]]:
    n, d = sheet.select(made.n.e, made.d.e)
    sheet.settle(flags)
    flagged = {row for series in sheet.flagged for row in series.to_list()}
    return [None if a is None else Fraction(a, b) for a, b in zip(n, d, strict=True)], flagged


ARITHMETIC: dict[str, tuple[Callable[[Num, Num, Flags], Num], Callable[[Fraction, Fraction], Fraction | None]]] = {
    "+": (exact.add, lambda a, b: a + b),
    "-": (exact.subtract, lambda a, b: a - b),
    "*": (exact.multiply, lambda a, b: a * b),
    "/": (exact.divide, lambda a, b: a / b if b else None),
}


@pytest.mark.parametrize("op", ARITHMETIC)
@pytest.mark.parametrize("values", [PAIRS, [p for p in PAIRS if all(abs(v) < 2**31 and v.denominator < 9 for v in p)]])
def test_arithmetic_is_exact_or_flagged(op: str, values: list[tuple[Fraction, Fraction]]) -> None:
    ours, theirs = ARITHMETIC[op]
    sheet, flags = _sheet(len(values)), Flags()
    found, flagged = _results(
        sheet, ours(_column(sheet, [a for a, _ in values]), _column(sheet, [b for _, b in values]), flags), flags
    )
    for row, (a, b) in enumerate(values):
        assert row in flagged or found[row] == theirs(a, b), (a, op, b)
    small = [r for r, pair in enumerate(values) if all(abs(v) < 2**31 and v.denominator < 9 for v in pair)]
    assert small and not flagged & set(small), "what is small is never left to the exact lane"


@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">="])
def test_comparisons_are_exact_or_flagged(op: str) -> None:
    sheet, flags = _sheet(len(PAIRS)), Flags()
    truth = exact.compare(op, _column(sheet, [a for a, _ in PAIRS]), _column(sheet, [b for _, b in PAIRS]), flags)
    found = sheet.select(truth)[0].to_list()
    sheet.settle(flags)
    flagged = {row for series in sheet.flagged for row in series.to_list()}
    wanted = {"==": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}[op]
    for row, (a, b) in enumerate(PAIRS):
        assert row in flagged or found[row] is getattr(a, wanted)(b), (a, op, b)


def test_rounding_goes_away_from_zero_at_the_half() -> None:
    sheet, flags = _sheet(len(VALUES)), Flags()
    rounded = exact.rounded(_column(sheet, VALUES), flags)
    found, flagged = _results(sheet, Num(rounded), flags)
    for row, value in enumerate(VALUES):
        assert row in flagged or found[row] == half_up(value), value


def test_a_constant_divides_as_a_column_does() -> None:
    for divisor in (Fraction(0), Fraction(-3), Fraction(1, 7), Fraction(10**20)):
        constant = exact.constant(divisor)
        assert constant is not None
        sheet, flags = _sheet(len(VALUES)), Flags()
        found, flagged = _results(sheet, exact.divide(_column(sheet, VALUES), constant, flags), flags)
        for row, value in enumerate(VALUES):
            assert row in flagged or found[row] == (value / divisor if divisor else None), (value, divisor)


def test_what_fits_in_64_bits_stays_there() -> None:
    sheet, flags = _sheet(2), Flags()
    price = Num(sheet.put_int(pl.Series([10**9, 5])))
    wide = exact.multiply(price, Num(sheet.put_int(pl.Series([10**10, 1]))), flags)
    assert not flags and [s.dtype for s in sheet.select(price.n.e, wide.n.e)] == [pl.Int64, pl.Int128]
    loose = Num(exact.Int(pl.lit(3, dtype=pl.Int64), 2**40))  # bounded more widely than it is
    held = sheet.hold(exact.multiply(price, loose, flags))
    assert isinstance(held, Num) and sheet.select(held.n.e)[0].dtype == pl.Int64
