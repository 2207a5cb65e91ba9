"""The values of expressions as columns: a number as a pair, a word or yes/no as one, a rent schedule as its steps."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import and_, or_

import polars as pl

from rules import types
from rules.columns import exact
from rules.columns.exact import NOTHING, ONE, Flags, Int, Num
from rules.types import NUMERIC, RentStep, Type, Value

#: parts of a year that a rent is stated for, as numbers; 0: a total over the days of its step
PER = {"month": 1, "quarter": 3, "year": 12, "total": 0}
NUMBERS = (Type.MONEY, Type.DATE, Type.MONTH, *NUMERIC)
LAST_DAY = date.max.toordinal()
LAST_MONTH = 119999


@dataclass(frozen=True, slots=True, eq=False)
class Plain:
    """Text, choice or bool."""

    e: pl.Expr


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Days as ordinals, fen, :data:`PER`; null past the last step."""

    start: Int
    end: Int
    amount: Int
    per: Int


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """A rent schedule; ``count`` is null where it is unknown."""

    count: Int
    steps: tuple[Step, ...]


Val = Num | Plain | Steps


def ints(val: Val) -> list[Int]:
    """The integer columns of a value, the first null exactly where the value is unknown."""
    if isinstance(val, Num):
        return [val.n, val.d]
    if isinstance(val, Steps):
        return [val.count, *(i for s in val.steps for i in (s.start, s.end, s.amount, s.per))]
    return []


def with_ints(val: Val, parts: Sequence[Int]) -> Val:
    """The value with other columns in the places of :func:`ints`."""
    if isinstance(val, Num):
        return Num(parts[0], parts[1])
    rest = parts[1:]
    return Steps(parts[0], tuple(Step(*rest[i : i + 4]) for i in range(0, len(rest), 4)))


def known(val: Val) -> pl.Expr:
    if isinstance(val, Plain):
        return val.e.is_not_null()
    return ints(val)[0].e.is_not_null()


def nothing(kind: Type) -> Val:
    """Unknown in every row."""
    if kind in NUMBERS:
        return Num(NOTHING)
    if kind is Type.SCHEDULE:
        return Steps(NOTHING, ())
    return Plain(pl.lit(None, dtype=pl.Boolean if kind is Type.BOOL else pl.String))


def constant(value: Value | None, kind: Type, flags: Flags) -> Val:
    """The same value in every row. A number past Int128 flags every row."""
    if value is None:
        return nothing(kind)
    if kind is Type.SCHEDULE and isinstance(value, tuple):
        return Steps(exact.literal(len(value)), tuple(_step(step) for step in value))
    if isinstance(value, bool | str) and kind is not Type.MONTH:
        return Plain(pl.lit(value))
    if isinstance(value, str):
        return Num(exact.literal(types.months_of(value)))
    if isinstance(value, date):
        return Num(exact.literal(value.toordinal()))
    found = None if isinstance(value, tuple) else exact.constant(value)
    if found is None:
        flags.append(pl.lit(True))
        return nothing(kind)
    return found


def _step(step: RentStep) -> Step:
    parts = (step.start.toordinal(), step.end.toordinal(), step.amount, PER[step.per])
    return Step(*(exact.literal(part) for part in parts))


def equal(a: Val, b: Val, flags: Flags) -> pl.Expr:
    """Null where either is unknown."""
    if isinstance(a, Num) and isinstance(b, Num):
        return exact.compare("==", a, b, flags)
    if isinstance(a, Plain) and isinstance(b, Plain):
        return a.e == b.e
    left, right = ints(a), ints(b)
    width = max(len(left), len(right))
    padded = [each + [NOTHING] * (width - len(each)) for each in (left, right)]
    same = [x.e.eq_missing(y.e) for x, y in zip(padded[0][1:], padded[1][1:], strict=True)]
    return reduce(and_, same, left[0].e == right[0].e)


def pick(first: pl.Expr, a: Val, b: Val, flags: Flags) -> Val:
    """``a`` where ``first`` is true, ``b`` where it is false; unknown where it is null."""
    if isinstance(a, Plain) and isinstance(b, Plain):
        return Plain(pl.when(first).then(a.e).when(~first).then(b.e))
    if isinstance(a, Num) and isinstance(b, Num):
        return _pick_number(first, a, b, flags)
    left, right = ints(a), ints(b)
    width = max(len(left), len(right))
    padded = [each + [NOTHING] * (width - len(each)) for each in (left, right)]
    return with_ints(Steps(NOTHING, ()), [_pick(first, x, y) for x, y in zip(*padded, strict=True)])


def _pick(first: pl.Expr, a: Int, b: Int) -> Int:
    hi = max(a.hi, b.hi)
    return Int(pl.when(first).then(exact.widened(a, hi)).when(~first).then(exact.widened(b, hi)), hi)


def _pick_number(first: pl.Expr, a: Num, b: Num, flags: Flags) -> Num:
    if a.n is NOTHING:
        a = Num(NOTHING, b.d)
    if b.n is NOTHING:
        b = Num(NOTHING, a.d)
    if a.d.const is not None and b.d.const is not None and math.lcm(a.d.const, b.d.const) <= exact.NARROW:
        left, right = exact.sides(a, b, flags)
        return Num(_pick(first, left, right), exact.below(a, b, flags))
    if a.d is b.d:
        return Num(_pick(first, a.n, b.n), a.d)
    return Num(_pick(first, a.n, b.n), _pick(first, a.d, b.d))


@dataclass(frozen=True, slots=True, eq=False)
class Agreed:
    val: Val
    disputed: pl.Expr | None  #: None: never


def either(*some: pl.Expr | None) -> pl.Expr | None:
    """True where one is; None where none can be. Each is true or false, never null."""
    there = [each for each in some if each is not None]
    return reduce(or_, there) if there else None


def agree(
    parts: Sequence[tuple[Val, pl.Expr | None]],
    hold: Callable[[Val], Val],
    compared: Callable[[Val], Val],
    flags: Flags,
) -> Agreed:
    """The one value of those that are known, each part with where it is disputed; see ``World._agree``.

    ``compared``: a value as it is compared (:func:`rules.columns.texts.compared`).
    """
    val = parts[-1][0]
    for other, _ in reversed(parts[:-1]):
        val = hold(pick(known(other), other, val, flags))
    meant = compared(val)
    differ = [known(other) & ~equal(compared(other), meant, flags) for other, _ in parts]
    disputed = either(reduce(or_, differ).fill_null(value=False), *(d for _, d in parts))
    return Agreed(pick(~disputed, val, blank(val), flags) if disputed is not None else val, disputed)


def blank(val: Val) -> Val:
    """Unknown, in the columns of another value."""
    if isinstance(val, Plain):
        return Plain(pl.lit(None))
    return Num(NOTHING, val.d) if isinstance(val, Num) else Steps(NOTHING, ())


def later(start: Num, by: Num, last: int, first: int, flags: Flags) -> Num:
    """A day or month some days or months later; null outside ``first..last`` and for a part of one."""
    n = by.n
    if not by.whole:
        hi = max(n.hi, by.d.hi)
        above, under = exact.widened(n, hi), exact.widened(by.d, hi)
        n = Int(pl.when(above % under == 0).then(above // under), hi)
    total = exact.plus(start.n, n, flags)
    inside = total.e.is_between(first, last)
    return Num(Int(pl.when(inside).then(total.e).cast(pl.Int64), last), ONE)
