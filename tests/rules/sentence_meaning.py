"""What a condition means, to hold sentences to it: two that mean different things must not read alike."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from rules.expressions import Arithmetic, Call, Expression, FactRef, Literal, ParamRef, walk
from rules.model import Condition, Gate, Use
from rules.sentences import Speaker
from rules.types import Type, Value
from rules.world import World

FLIPPED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class Meaning:
    """What a condition means, without what logic makes the same: not (a < b) is a >= b, 3 < a is a > 3."""

    def __init__(self, world: World) -> None:
        self.world = world

    def value(self, value: Value) -> object:
        if isinstance(value, bool):
            return ("yes/no", value)
        return ("number", Fraction(value)) if isinstance(value, int | Fraction) else ("value", str(value))

    def fixed(self, side: Expression) -> bool:
        """A day or month counted from a written one is a written one too."""
        if isinstance(side, Literal | ParamRef):
            return True
        whole = all(isinstance(n, Literal | ParamRef | Arithmetic) for n in walk(side))
        return whole and side.type in (Type.DATE, Type.MONTH)

    def side(self, side: Expression) -> object:
        if self.fixed(side):
            return self.value(self.world.evaluate(side, "").value)  # type: ignore[arg-type]
        if isinstance(side, FactRef):
            return ("fact", side.name)
        if isinstance(side, Arithmetic):
            return (side.op, self.side(side.left), self.side(side.right))
        assert isinstance(side, Call)
        return (side.name, side.over, *(self.side(arg) for arg in side.args))

    def of(self, condition: Condition, wanted: bool = True) -> object:
        if isinstance(condition, Use):
            return ("is", ("fact", condition.fact), wanted)
        if isinstance(condition, Gate):
            if condition.op == "not":
                return self.of(condition.children[0], not wanted)
            if len(condition.children) == 1:
                return self.of(condition.children[0], wanted)
            return (condition.op, wanted, *(self.of(child) for child in condition.children))
        op, left, right = condition.test.op, condition.test.left, condition.test.right
        if op == "in" and len(right) > 1:
            return ("in", wanted, self.side(left), *(self.side(r) for r in right))
        op, other = ("==" if op == "in" else op), right[0]
        if self.fixed(left) and not self.fixed(other):
            left, op, other = other, MIRRORED[op], left
        if not wanted:
            op = FLIPPED[op]
        if left.type is Type.BOOL and self.fixed(other):
            return ("is", self.side(left), (self.world.evaluate(other, "").value is True) is (op == "=="))
        return (op, self.side(left), self.side(other))


def read_alike(speaker: Speaker, conditions: Iterable[Condition]) -> list[str]:
    """Sentences that are said of two conditions, or of one and another's opposite, that mean different things."""
    meaning = Meaning(speaker.world)
    read: dict[tuple[str, str], object] = {}
    found = []
    for condition in conditions:
        for wanted in (True, False):
            said, meant = speaker.requires(condition, wanted), meaning.of(condition, wanted)
            for lang, words in (("zh", said.zh), ("en", said.en)):
                if read.setdefault((lang, words), meant) != meant:
                    found.append(words)
    return found
