"""Expressions as sums of multiples: ``1 - a / 2`` is 1 and minus a half of ``a``; what cannot be taken apart stays one.

Dates count in days and months in months, so that ``days(a, b)`` and ``month + 1`` are sums as well. Wherever all parts
of the sum are known, the expression's value is the sum's; where the expression has no value, nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules import parameters
from rules.author.lint.ranges import ANY, NOT_NEGATIVE, WHOLE, Range
from rules.expressions import Arithmetic, Call, Expression, FactRef, Literal, ParamRef
from rules.model import FactSpec, Pack
from rules.types import NUMERIC, WHOLE_STEPS, Type, Value, months_of

_SUMS = (Type.MONEY, *NUMERIC, Type.DATE, Type.MONTH)
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Form:
    """``terms``: by the number that :class:`Forms` gave a part, in order, what it is taken times."""

    terms: tuple[tuple[int, Fraction], ...]  #: none times zero
    constant: Fraction

    def plus(self, other: Form, by: Fraction = _ONE) -> Form:
        found = dict(self.terms)
        for part, times in other.terms:
            found[part] = found.get(part, Fraction(0)) + times * by
        kept = sorted((part, times) for part, times in found.items() if times)
        return Form(tuple(kept), self.constant + other.constant * by)

    def times(self, by: Fraction) -> Form:
        return Form((), Fraction(0)).plus(self, by)


class Forms:
    """The forms of one pack's expressions at one day.

    ``generous``: facts that are amounts or shares are taken to be 0 or more, as papers give them. Counts always are.
    """

    def __init__(self, pack: Pack, on: date, *, generous: bool = False) -> None:
        self.pack = pack
        self.on = on
        self.generous = generous
        self._forms: dict[Expression, Form] = {}
        self._numbers: dict[Expression, int] = {}
        self._ranges: list[Range] = []  #: of the parts, by number

    def constant(self, expression: Expression) -> Value | None:
        """The one value of a literal or of a parameter that nobody may overrule."""
        if isinstance(expression, Literal):
            return expression.value
        if isinstance(expression, ParamRef):
            parameter = self.pack.parameters[expression.name]
            return None if parameter.discretion else parameters.at(parameter, self.on).value
        return None

    def of(self, expression: Expression) -> Form:
        """Of a number, an amount, a date or a month."""
        if expression not in self._forms:
            self._forms[expression] = self._of(expression)
        return self._forms[expression]

    def _of(self, expression: Expression) -> Form:
        value = self.constant(expression)
        if value is not None:
            return Form((), _number(value))
        if isinstance(expression, FactRef):
            derived = self.pack.derived.get(expression.name)
            if derived and derived.value is not None and not derived.fact.stated and not _agreed(derived.value):
                return self.of(derived.value)
        if isinstance(expression, Arithmetic):
            made = self._arithmetic(expression)
            if made is not None:
                return made
        if isinstance(expression, Call) and expression.name == "days":
            return self.of(expression.args[1]).plus(self.of(expression.args[0]), -_ONE)
        return Form(((self._index(expression), _ONE),), Fraction(0))

    def _index(self, part: Expression) -> int:
        """The number of a part; equal parts have one."""
        if part not in self._numbers:
            self._ranges.append(self._part(part))  # its own parts get their numbers first
            self._numbers[part] = len(self._ranges) - 1
        return self._numbers[part]

    def _arithmetic(self, node: Arithmetic) -> Form | None:
        left, right = self.of(node.left), self.of(node.right)
        if node.op in "+-":
            return left.plus(right, _ONE if node.op == "+" else -_ONE)
        if node.op == "*" and not left.terms:
            return right.times(left.constant)
        if node.op == "*" and not right.terms:
            return left.times(right.constant)
        if node.op == "/" and not right.terms and right.constant:
            return left.times(1 / right.constant)
        return None

    # -- where a part can lie ----------------------------------------------------------------------------------

    def range_of(self, form: Form) -> Range:
        total = Range(form.constant, form.constant, whole=form.constant.denominator == 1)
        for part, times in form.terms:
            total = total.plus(self.part(part).times(times))
        return total

    def part(self, number: int) -> Range:
        """Where one part of a sum can lie, when it has a value."""
        return self._ranges[number]

    def _part(self, part: Expression) -> Range:
        whole = WHOLE if part.type in WHOLE_STEPS else ANY
        if isinstance(part, FactRef):
            spec = self.pack.facts[part.name]
            if spec.derived and not self._derived_not_negative(spec):
                return ANY
            if spec.derived:
                return NOT_NEGATIVE
            return whole.meet(NOT_NEGATIVE) if spec.type is Type.COUNT or self._paper(spec.type) else whole
        if isinstance(part, ParamRef):  # one that may be overruled
            return NOT_NEGATIVE if self._paper(part.type) else ANY
        if isinstance(part, Arithmetic):
            both = self.range_of(self.of(part.left)), self.range_of(self.of(part.right))
            return NOT_NEGATIVE if all(r.not_negative for r in both) else ANY
        if isinstance(part, Call):
            return self._call(part)
        return ANY

    def _derived_not_negative(self, spec: FactSpec) -> bool:
        """Of a fact whose value is not simply its derivation's."""
        if spec.type not in (Type.MONEY, *NUMERIC):
            return False
        if spec.stated and not (spec.type is Type.COUNT or self.generous):
            return False
        derived = self.pack.derived[spec.name]
        if derived.value is not None:
            return self.range_of(self.of(derived.value)).not_negative
        values = [*(c.value for c in derived.choose), derived.otherwise]
        return all(v is None or _number(v) >= 0 for v in values)

    def _paper(self, kind: Type) -> bool:
        return self.generous and kind in (Type.MONEY, *NUMERIC)

    def _call(self, call: Call) -> Range:
        if call.name == "count":  # a case without any is unknown, not 0
            return Range(_ONE, whole=True)
        if call.name == "abs":
            return NOT_NEGATIVE
        if call.name == "due" and self.generous:
            return NOT_NEGATIVE
        if call.name in ("sum", "at", "series_sum") and call.type in (Type.MONEY, *NUMERIC):
            inner = self.range_of(self.of(call.args[0]))
            return NOT_NEGATIVE if inner.not_negative else ANY
        if call.name == "round_fen":
            return NOT_NEGATIVE if self.range_of(self.of(call.args[0])).not_negative else WHOLE
        if call.name in ("min", "max", "agree") and call.type in _SUMS:
            return _between(call.name, [self.range_of(self.of(a)) for a in call.args])
        return ANY


def _between(name: str, ranges: list[Range]) -> Range:
    """Where the least, the greatest, or any one of several can lie."""
    lows, highs = [r.low for r in ranges], [r.high for r in ranges]
    known_lows, known_highs = [e for e in lows if e is not None], [e for e in highs if e is not None]
    low = min(known_lows) if len(known_lows) == len(lows) else None
    high = max(known_highs) if len(known_highs) == len(highs) else None
    if name == "max" and known_lows:
        low = max(known_lows)
    if name == "min" and known_highs:
        high = min(known_highs)
    return Range(low, high)


def _agreed(expression: Expression) -> bool:
    """agree() of a derived fact may be told by one of its parts alone."""
    return isinstance(expression, Call) and expression.name == "agree"


def _number(value: Value) -> Fraction:
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if isinstance(value, str):
        return Fraction(months_of(value))
    return Fraction(value) if isinstance(value, int | Fraction) else Fraction(0)


def is_sum(kind: Type) -> bool:
    """Whether values of a type can be taken apart into sums."""
    return kind in _SUMS
