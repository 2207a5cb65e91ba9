"""On which truths a decision of a case rests: what a case shows about the criteria, beside its outcome.

From the root of an entry downwards: a part of ``all`` that is not met settles it, and then only the parts that are not
met count; a part of ``any`` that is met settles it, and then only the met ones count; otherwise every part counts.
Below a criterion that counts, the derivations of the facts it reads count too, unless a person has stated the fact.
"""

from __future__ import annotations

from rules.expressions import AGGREGATES, Call, Expression, FactRef, children, sides
from rules.model import Condition, Gate, Test, Use
from rules.names import folds
from rules.types import Type
from rules.world import Truth, World


class Reasons:
    """Collects the truths that count in one world at rest."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.truths: set[tuple[str, Truth]] = set()  #: condition key and its truth
        self.equal: set[tuple[str, int]] = set()  #: test whose left side equals that right side, by its number
        self._conditions: set[tuple[str, str]] = set()
        self._facts: set[tuple[str, str]] = set()

    @property
    def derivations(self) -> set[str]:
        """Names of the facts whose derivation counts."""
        return {name for name, _ in self._facts}

    def condition(self, condition: Condition, subject: str) -> None:
        place = (condition.key, subject if condition.scope else "")
        if place in self._conditions:
            return
        self._conditions.add(place)
        truth = self.world.truth(condition, subject)
        self.truths.add((condition.key, truth))
        if isinstance(condition, Test):
            left, *right = (side.value for side in self.world.sides(condition, subject))
            if folds(condition.test):
                left, *right = (value and self.world.compared(value, Type.TEXT) for value in (left, *right))
            self.equal |= {(condition.key, n) for n, value in enumerate(right) if left is not None and value == left}
            for side in sides(condition.test):
                self.expression(side, subject)
        elif isinstance(condition, Use):
            self.fact(condition.fact, subject)
        else:
            for child in self._counting(condition, truth, subject):
                self.condition(child, subject)

    def fact(self, name: str, subject: str) -> None:
        """The derivation of a fact, where it is derived and nobody stated it."""
        key = self.world.key(name, subject)
        derived = self.world.pack.derived.get(name)
        if derived is None or key in self._facts or self.world.stated(key):
            return
        self._facts.add(key)
        if derived.when is not None:
            self.condition(derived.when, key[1])
        for choice in derived.choose:
            self.condition(choice.when, key[1])
        if derived.value is not None:
            self.expression(derived.value, key[1])

    def expression(self, expression: Expression, subject: str) -> None:
        if isinstance(expression, FactRef):
            self.fact(expression.name, subject)
            return
        inner = children(expression)
        own = 0
        if isinstance(expression, Call) and expression.name in AGGREGATES:
            own = AGGREGATES[expression.name]
            for one in self.world.book.subjects[expression.over or ""]:
                for argument in inner[:own]:
                    self.expression(argument, one)
        for argument in inner[own:]:
            self.expression(argument, subject)

    def _counting(self, gate: Gate, truth: Truth, subject: str) -> tuple[Condition, ...]:
        settles = {"all": False, "any": True}.get(gate.op)
        if settles is None or truth is not settles:
            return gate.children
        return tuple(child for child in gate.children if self.world.truth(child, subject) is settles)
