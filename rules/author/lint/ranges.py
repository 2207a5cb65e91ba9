"""Ranges of exact numbers: where a value can lie."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

#: ends of a range of whole numbers that may be tried one by one
_FEW = 16


@dataclass(frozen=True, slots=True)
class Range:
    """From ``low`` to ``high``; None: without end. ``open``: the end itself is not in it. ``whole``: no fractions."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False
    whole: bool = False

    def meet(self, other: Range) -> Range:
        low, low_open = _tighter((self.low, self.low_open), (other.low, other.low_open), 1)
        high, high_open = _tighter((self.high, self.high_open), (other.high, other.high_open), -1)
        return Range(low, high, low_open, high_open, self.whole or other.whole).tidy()

    def tidy(self) -> Range:
        """Whole numbers begin and end at whole numbers."""
        if not self.whole:
            return self
        low, high = self.low, self.high
        if low is not None:
            low = Fraction(floor(low) + 1 if self.low_open else ceil(low))
        if high is not None:
            high = Fraction(ceil(high) - 1 if self.high_open else floor(high))
        return Range(low, high, False, False, True)

    @property
    def empty(self) -> bool:
        if self.low is None or self.high is None:
            return False
        return self.low > self.high or (self.low == self.high and (self.low_open or self.high_open))

    def without(self, excluded: frozenset[Fraction]) -> bool:
        """Whether nothing is left when single values are taken out."""
        if self.empty:
            return True
        if self.low is None or self.high is None or not excluded:
            return False
        if self.low == self.high:
            return self.low in excluded
        if self.whole and self.high - self.low < _FEW:
            return all(self.low + n in excluded for n in range(int(self.high - self.low) + 1))
        return False

    def plus(self, other: Range) -> Range:
        return Range(
            _sum(self.low, other.low), _sum(self.high, other.high), self.low_open or other.low_open,
            self.high_open or other.high_open, self.whole and other.whole,
        )  # fmt: skip

    def times(self, by: Fraction) -> Range:
        if by == 0:
            return exactly(Fraction(0))
        low, high = (None if e is None else e * by for e in (self.low, self.high))
        whole = self.whole and by.denominator == 1
        if by > 0:
            return Range(low, high, self.low_open, self.high_open, whole)
        return Range(high, low, self.high_open, self.low_open, whole)

    @property
    def not_negative(self) -> bool:
        return self.low is not None and self.low >= 0


ANY = Range()
WHOLE = Range(whole=True)
NOT_NEGATIVE = Range(Fraction(0))


def exactly(value: Fraction) -> Range:
    return Range(value, value, whole=value.denominator == 1)


def satisfying(op: str, bound: Fraction) -> Range:
    """The numbers x with ``x op bound``; for != all of them."""
    return {
        "==": Range(bound, bound),
        "<": Range(high=bound, high_open=True),
        "<=": Range(high=bound),
        ">": Range(low=bound, low_open=True),
        ">=": Range(low=bound),
    }.get(op, ANY)


def _sum(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a + b


_End = tuple[Fraction | None, bool]


def _tighter(a: _End, b: _End, sign: int) -> _End:
    if a[0] is None or b[0] is None:
        return b if a[0] is None else a
    if a[0] == b[0]:
        return a[0], a[1] or b[1]
    return max(a, b, key=lambda end: sign * (end[0] or Fraction(0)))
