"""What several tests together leave possible: ranges of sums, and the choices left to words."""

from __future__ import annotations

from fractions import Fraction

from rules.author.lint.forms import Form, Forms, is_sum
from rules.author.lint.ranges import ANY, Range, satisfying
from rules.expressions import Comparison, Expression, FactRef
from rules.model import Pack
from rules.names import normal_name
from rules.types import Type, Value

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
NEGATED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_NONE: frozenset[Fraction] = frozenset()


class Store:
    """Constraints that hold at once. ``add`` answers False where nothing can satisfy them any more."""

    def __init__(self, forms: Forms, pack: Pack) -> None:
        self.forms = forms
        self.pack = pack
        self.ranges: dict[Form, Range] = {}
        self.excluded: dict[Form, frozenset[Fraction]] = {}
        self.words: dict[Expression, frozenset[Value]] = {}  #: what a word may still be
        self.not_words: dict[Expression, frozenset[Value]] = {}

    def copy(self) -> Store:
        other = Store(self.forms, self.pack)
        other.ranges, other.excluded = dict(self.ranges), dict(self.excluded)
        other.words, other.not_words = dict(self.words), dict(self.not_words)
        return other

    def add(self, op: str, left: Expression, right: Expression) -> bool:
        if is_sum(left.type) and is_sum(right.type):
            return self._sum(op, self.forms.of(left).plus(self.forms.of(right), Fraction(-1)))
        if left == right:
            return op in ("==", "<=", ">=")
        one, two = self.forms.constant(left), self.forms.constant(right)
        if left.type is right.type is Type.TEXT:
            one, two = _as_name(one), _as_name(two)
        if one is not None and two is not None:
            return (one == two) == (op == "==")
        if two is not None:
            return self._word(op, left, two)
        return self._word(op, right, one) if one is not None else True

    # -- sums --------------------------------------------------------------------------------------------------

    def _sum(self, op: str, form: Form) -> bool:
        if not form.terms:
            kept = satisfying(op, Fraction(0)).meet(Range(form.constant, form.constant))
            return form.constant != 0 if op == "!=" else not kept.empty
        first = form.terms[0][1]
        bound = -form.constant / first
        way = Form(tuple((part, times / first) for part, times in form.terms), Fraction(0))
        if first < 0:
            op = _TURNED[op]
        if op == "!=":
            self.excluded[way] = self.excluded.get(way, _NONE) | {bound}
        self.ranges[way] = self._range(way).meet(satisfying(op, bound))
        return all(self._possible(each) for each in self.ranges)

    def _range(self, way: Form) -> Range:
        known = self.ranges.get(way)
        return known if known is not None else self.forms.range_of(way)

    def _possible(self, way: Form) -> bool:
        range_ = self.ranges[way]
        if len(way.terms) > 1:  # what its single parts leave
            parts = ANY
            for number, (part, times) in enumerate(way.terms):
                single = self._range(Form(((part, Fraction(1)),), Fraction(0))).times(times)
                parts = parts.plus(single) if number else single
            range_ = range_.meet(parts)
        return not range_.without(self.excluded.get(way, _NONE))

    # -- words -------------------------------------------------------------------------------------------------

    def _word(self, op: str, part: Expression, value: Value) -> bool:
        if op == "==":
            self.words[part] = self._left(part, frozenset((value,))) & {value}
        elif op == "!=":
            self.not_words[part] = self.not_words.get(part, frozenset()) | {value}
        left = self._left(part, frozenset())
        return not left.issubset(self.not_words.get(part, frozenset())) if part in self.words or left else True

    def _left(self, part: Expression, default: frozenset[Value]) -> frozenset[Value]:
        """The words still possible; ``default`` where a word may be anything."""
        if part in self.words:
            return self.words[part]
        if part.type is Type.BOOL:
            return frozenset((True, False))
        if part.type is Type.CHOICE and isinstance(part, FactRef):
            return frozenset(self.pack.facts[part.name].choices)
        return default


def _as_name(value: Value | None) -> Value | None:
    """A text as it is compared."""
    return normal_name(value) if isinstance(value, str) else value


def alternatives(test: Comparison, wanted: bool) -> list[list[tuple[str, Expression, Expression]]]:
    """A test that comes out as wanted, as alternatives of constraints that hold at once."""
    if test.op == "in":
        if wanted:
            return [[("==", test.left, right)] for right in test.right]
        return [[("!=", test.left, right) for right in test.right]]
    return [[(test.op if wanted else NEGATED[test.op], test.left, test.right[0])]]
