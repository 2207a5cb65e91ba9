"""The plain reader: the same conditions, evaluated by recursion. Tests hold the other readers to its answers."""

from __future__ import annotations

import operator
from collections.abc import Callable

from rules.model import Condition, Gate, Test
from rules.names import folds, normal_name
from rules.types import Value
from rules.world import Truth, World

_COMPARE: dict[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class PlainReader:
    """Answers ``truth`` for one world."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._truths: dict[tuple[str, str], Truth] = {}

    def truth(self, condition: Condition, subject: str) -> Truth:
        place = (condition.key, subject if condition.scope else "")
        if place not in self._truths:
            self._truths[place] = self._truth(condition, subject)
        return self._truths[place]

    def _truth(self, condition: Condition, subject: str) -> Truth:
        if isinstance(condition, Test):
            return self._test(condition, subject)
        if isinstance(condition, Gate):
            return _gate(condition.op, [self.truth(child, subject) for child in condition.children])
        when = self.world.pack.derived[condition.fact].when
        if when is None or self.world.stated(self.world.key(condition.fact, subject)):
            return self._bool(condition.fact, subject)
        return self.truth(when, subject)

    def _bool(self, fact: str, subject: str) -> Truth:
        value = self.world.value(fact, subject).value
        return value if isinstance(value, bool) else None

    def _test(self, condition: Test, subject: str) -> Truth:
        left, *right = (side.value for side in self.world.sides(condition, subject))
        others: list[Value] = [value for value in right if value is not None]
        if left is None or len(others) < len(right):
            return None
        if folds(condition.test) and not self.world.letters:
            left, others = normal_name(str(left)), [normal_name(str(value)) for value in others]
        if condition.test.op == "in":
            return left in others
        return _COMPARE[condition.test.op](left, others[0])


def _gate(op: str, truths: list[Truth]) -> Truth:
    if op == "not":
        return None if truths[0] is None else not truths[0]
    decides = op == "any"  # one met child decides any, one failed child decides all
    if decides in truths:
        return decides
    return None if None in truths else not decides
