"""Which truths a condition can ever have: proven from the pack, never from an author's word.

Sound in one direction: a truth is called impossible only where no facts of any case can bring it about. What is not
proven impossible counts as possible.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import product
from typing import Any

from rules.author.lint.prover import Always
from rules.expressions import Call, Expression, FactRef, Literal, ParamRef, sides
from rules.model import Condition, Derived, Gate, Pack, Test
from rules.names import folds, normal_name
from rules.types import Type, Value
from rules.world import Truth

EVERY: frozenset[Truth] = frozenset((True, False, None))
#: more combinations of values than this are not tried: the condition then counts as able to be anything
_MANY = 4096
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip

Values = frozenset[Value] | None  #: None: anything


class Possible:
    """What can be in one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._always = Always(pack)
        self._truths: dict[str, frozenset[Truth]] = {}

    def truths(self, condition: Condition) -> frozenset[Truth]:
        """What the values on both sides allow, less what the linter's prover refutes (for counts of 0 or more)."""
        if condition.key not in self._truths:
            found = self._of(condition)
            refuted = {truth for truth in (True, False) if truth in found and self._refuted(condition, truth)}
            self._truths[condition.key] = found - refuted
        return self._truths[condition.key]

    def _refuted(self, condition: Condition, truth: bool) -> bool:
        return self._always.impossible((condition, truth))

    def unknown(self, expression: Expression) -> bool:
        """Whether a case can leave the expression without a value."""
        if isinstance(expression, Literal | ParamRef):
            return False
        if isinstance(expression, FactRef):
            derived = self.pack.derived.get(expression.name)
            return derived is None or self._underivable(derived)
        return True  # a function or an operation may fail (no subject, a gap in a schedule, a division by zero)

    # -- conditions --------------------------------------------------------------------------------------------

    def _of(self, condition: Condition) -> frozenset[Truth]:
        if isinstance(condition, Test):
            return self._test(condition)
        if isinstance(condition, Gate):
            return self._gate(condition)
        spec = self.pack.facts[condition.fact]
        when = self.pack.derived[condition.fact].when
        return EVERY if spec.stated or when is None else self.truths(when)

    def _gate(self, gate: Gate) -> frozenset[Truth]:
        parts = [self.truths(child) for child in gate.children]
        if gate.op == "not":
            return frozenset(None if truth is None else not truth for truth in parts[0])
        settles = gate.op == "any"
        found: set[Truth] = set()
        if any(settles in part for part in parts):
            found.add(settles)
        if all((not settles) in part for part in parts):
            found.add(not settles)
        if any(None in part for part in parts) and all(part != {settles} for part in parts):
            found.add(None)
        return frozenset(found)

    def _test(self, condition: Test) -> frozenset[Truth]:
        test = condition.test
        found: set[Truth] = {None} if any(self.unknown(side) for side in sides(test)) else set()
        left, *right = (self._values(side) for side in sides(test))
        known = [values for values in (left, *right) if values is not None]
        if len(known) <= len(right) or _combinations(known) > _MANY:
            return frozenset(found | {True, False})
        if folds(test):
            known = [frozenset(normal_name(str(value)) for value in values) for values in known]
        for one, *others in product(*known):
            found.add(one in others if test.op == "in" else _COMPARE[test.op](one, others[0]))
        return frozenset(found)

    # -- expressions -------------------------------------------------------------------------------------------

    def _values(self, expression: Expression) -> Values:
        """The values an expression can have where it has one."""
        if isinstance(expression, Literal):
            return frozenset((expression.value,))
        if isinstance(expression, ParamRef):
            parameter = self.pack.parameters[expression.name]
            # one that the notice leaves open may be overruled by anything
            return None if parameter.discretion else frozenset(dated.value for dated in parameter.values)
        if isinstance(expression, FactRef):
            return self._fact_values(expression.name)
        if isinstance(expression, Call) and expression.name == "at" and expression.args[0] == expression.args[1]:
            return self._values(expression.args[2])  # the value where it equals the key: the key, or nothing
        return None

    def _fact_values(self, name: str) -> Values:
        spec = self.pack.facts[name]
        derived = self.pack.derived.get(name)
        if derived is not None and not spec.stated:
            return self._derived_values(derived)
        if spec.type is Type.BOOL:
            return frozenset((True, False))
        return frozenset(spec.choices) if spec.type is Type.CHOICE else None

    def _derived_values(self, derived: Derived) -> Values:
        if derived.value is not None:
            return self._values(derived.value)
        if derived.when is not None:
            return frozenset(truth for truth in self.truths(derived.when) if truth is not None)
        chosen = {choice.value for choice in derived.choose if True in self.truths(choice.when)}
        if derived.otherwise is not None:
            chosen.add(derived.otherwise)
        return frozenset(chosen)

    def _underivable(self, derived: Derived) -> bool:
        if derived.fact.stated:
            return True  # sources may disagree
        if derived.value is not None:
            return self.unknown(derived.value)
        if derived.when is not None:
            return None in self.truths(derived.when)
        whens = [self.truths(choice.when) for choice in derived.choose]
        return derived.otherwise is None or any(None in when for when in whens) or len(whens) > 1


def _combinations(values: list[frozenset[Value]]) -> int:
    total = 1
    for some in values:
        total *= len(some)
    return total
