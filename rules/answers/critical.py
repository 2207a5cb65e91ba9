"""At which values of one fact a comparison can turn: exact roots of its two sides, the other facts being as they are.

A value is followed through an expression as a quotient of polynomials in the one fact, branch by branch where the
expression has branches (least, greatest, agreed value, choices). Truth is constant between neighbouring points.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product
from math import isqrt

from rules.answers.cores import Reach
from rules.expressions import AGGREGATES, Arithmetic, Call, Expression, FactRef, sides
from rules.facts import Key
from rules.model import Test
from rules.types import RentStep, Value, months_of
from rules.world import World

#: an expression with more branches than this is not followed
BRANCHES = 16
_HALF = Fraction(1, 2)
Poly = tuple[Fraction, ...]  #: coefficients, lowest power first, without trailing zeros
Quotient = tuple[Poly, Poly]
_ONE: Poly = (Fraction(1),)


class NotFollowed(Exception):
    """The expression is none that is solved here, or one of its other facts is unknown."""


def number(value: Value | None) -> Fraction | None:
    """A value on the line of its type: days, months, fen, numbers. None: it has no order."""
    if isinstance(value, bool) or value is None or isinstance(value, tuple):
        return None
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if isinstance(value, str):
        try:
            return Fraction(months_of(value))
        except ValueError:
            return None
    return Fraction(value)


@dataclass(slots=True)
class Turning:
    """Where the comparisons of one fact can turn. ``rough``: there may be more such values."""

    world: World
    reach: Reach
    key: Key
    points: set[Fraction] = field(default_factory=set)
    rough: bool = False

    def add(self, test: Test, subject: str) -> None:
        left, *rights = sides(test.test)
        for right in rights:
            try:
                pairs = product(self._branches(left, subject), self._branches(right, subject))
                for (n1, d1), (n2, d2) in pairs:
                    self._roots(_minus(_times(n1, d2), _times(n2, d1)))
                    self._roots(d1)
                    self._roots(d2)
            except NotFollowed:
                self.rough = True

    def _roots(self, poly: Poly) -> None:
        if len(poly) == 2:
            self.points.add(-poly[0] / poly[1])
        elif len(poly) == 3:
            self._quadratic(poly)
        elif len(poly) > 3:
            self.rough = True

    def _quadratic(self, poly: Poly) -> None:
        c, b, a = poly
        inner = b * b - 4 * a * c
        if inner < 0:
            return
        # the root of p/q is the root of p*q over q; what is not a whole root is bracketed by whole numbers
        scaled = inner.numerator * inner.denominator
        root = isqrt(scaled)
        exact = root * root == scaled
        self.rough |= not exact
        for near in (root,) if exact else (root, root + 1):
            for sign in (1, -1):
                self.points.add((-b + sign * Fraction(near, inner.denominator)) / (2 * a))

    # -- expressions -------------------------------------------------------------------------------------------

    def _branches(self, expression: Expression, subject: str) -> list[Quotient]:
        found = self._followed(expression, subject)
        if len(found) > BRANCHES:
            raise NotFollowed
        return list(dict.fromkeys(found))

    def _constant(self, expression: Expression, subject: str) -> list[Quotient]:
        value = number(self.world.evaluate(expression, subject).value)
        if value is None:
            raise NotFollowed
        return [(_trim((value,)), _ONE)]

    def _followed(self, expression: Expression, subject: str) -> list[Quotient]:
        if self.key[0] not in self.reach.expressions(expression):
            return self._constant(expression, subject)
        if isinstance(expression, FactRef):
            return self._fact(expression, subject)
        if isinstance(expression, Arithmetic):
            pairs = product(self._branches(expression.left, subject), self._branches(expression.right, subject))
            return [_apply(expression.op, one, other) for one, other in pairs]
        if isinstance(expression, Call):
            return self._call(expression, subject)
        return self._constant(expression, subject)

    def _fact(self, ref: FactRef, subject: str) -> list[Quotient]:
        place = self.world.key(ref.name, subject)
        if place == self.key:
            return [((Fraction(0), Fraction(1)), _ONE)]
        derived = self.world.pack.derived.get(ref.name)
        if derived is None or self.world.stated(place):
            return self._constant(ref, subject)
        if derived.value is not None:
            return self._branches(derived.value, subject)
        values = [number(c.value) for c in derived.choose] + [number(derived.otherwise)]
        known = [(_trim((v,)), _ONE) for v in values if v is not None]
        return known or self._constant(ref, subject)

    def _call(self, call: Call, subject: str) -> list[Quotient]:
        if call.name in AGGREGATES:
            return self._aggregate(call, subject)
        if call.name in ("min", "max", "agree"):
            return [branch for a in call.args for branch in self._branches(a, subject)]
        if call.name == "due":
            self._due(call, subject)
            raise NotFollowed
        args = [self._branches(a, subject) for a in call.args]
        if call.name == "abs":
            return [branch for b in args[0] for branch in (b, _apply("-", ((), _ONE), b))]
        if call.name == "round_fen":  # the result turns where half a fen is passed
            shifts = [(_trim((shift,)), _ONE) for shift in (Fraction(0), _HALF, -_HALF)]
            return [_apply("+", b, shift) for b in args[0] for shift in shifts]
        if call.name == "days":
            return [_apply("-", later, first) for first, later in product(args[0], args[1])]
        raise NotFollowed

    def _aggregate(self, call: Call, subject: str) -> list[Quotient]:
        if call.name == "count":
            return self._constant(call, subject)
        subjects = self.world.book.subjects[call.over or ""]
        inner = call.args[0]
        if call.name == "sum":
            total: list[Quotient] = [((), _ONE)]
            for each in subjects:
                pairs = list(product(total, self._branches(inner, each)))
                if len(pairs) > BRANCHES:
                    raise NotFollowed
                total = [_apply("+", one, other) for one, other in pairs]
            return total
        found = [] if call.name == "series_sum" else self._wanted(call, subject)
        now = self.world.evaluate(call, subject).value
        for each in subjects:
            if not isinstance(inner, FactRef):
                continue
            value = self.world.value(inner.name, each)
            moves = [b for b in self._branches(inner, each) if len(b[0]) > 1] if value.known else []
            if call.name == "series_sum":  # all the rest of the sum stays
                rest = number(now), number(value.value)
                if rest[0] is None or rest[1] is None:
                    raise NotFollowed
                moves = [_apply("+", b, (_trim((rest[0] - rest[1],)), _ONE)) for b in moves]
            found += moves
        return found or self._constant(call, subject)

    def _wanted(self, call: Call, subject: str) -> list[Quotient]:
        """``at`` with the fact as its key: another subject is meant where the key is the wanted one."""
        key = call.args[1]
        if isinstance(key, FactRef) and key.name == self.key[0]:
            wanted = number(self.world.evaluate(call.args[2], subject).value)
            if wanted is not None:
                self.points.add(wanted)
        return []

    def _due(self, call: Call, subject: str) -> None:
        """Rent for a month turns, if at all, within the month or where a step of the schedule begins or ends."""
        schedule = self.world.evaluate(call.args[0], subject).value
        month = self.world.evaluate(call.args[3], subject).value
        if isinstance(month, str):
            year, in_year = divmod(months_of(month), 12)
            if 1 <= year <= 9999:
                last = calendar.monthrange(year, in_year + 1)[1]
                days = (date(year, in_year + 1, 1), date(year, in_year + 1, last))
                self.points.update(Fraction(d.toordinal()) for d in days)
        for step in schedule if isinstance(schedule, tuple) else ():
            if isinstance(step, RentStep):
                self.points.update(Fraction(d.toordinal()) for d in (step.start, step.end))


def _trim(poly: Poly) -> Poly:
    while poly and poly[-1] == 0:
        poly = poly[:-1]
    return poly


def _plus(one: Poly, other: Poly) -> Poly:
    size = max(len(one), len(other))
    padded = [(*p, *(Fraction(0),) * (size - len(p))) for p in (one, other)]
    return _trim(tuple(a + b for a, b in zip(*padded, strict=True)))


def _times(one: Poly, other: Poly) -> Poly:
    if not one or not other:
        return ()
    found = [Fraction(0)] * (len(one) + len(other) - 1)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            found[i + j] += a * b
    return _trim(tuple(found))


def _minus(one: Poly, other: Poly) -> Poly:
    return _plus(one, tuple(-c for c in other))


def _apply(op: str, one: Quotient, other: Quotient) -> Quotient:
    (n1, d1), (n2, d2) = one, other
    if op in "+-":
        combine = _plus if op == "+" else _minus
        if d1 == d2:  # keeps degrees low: (a - b) / b
            return combine(n1, n2), d1
        return combine(_times(n1, d2), _times(n2, d1)), _times(d1, d2)
    if op == "*":
        return _times(n1, n2), _times(d1, d2)
    if not n2:
        raise NotFollowed  # always a division by zero
    if d1 == d2:
        return n1, n2
    return _times(n1, d2), _times(d1, n2)
