"""The forward-chaining reader: feeds the comparisons of a world to the engine, stratum by stratum."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from rules import encode
from rules.facts import Outcome
from rules.model import Condition, Test
from rules.names import folds
from rules.network import Network, Node
from rules.types import Type
from rules.world import Truth, World

if TYPE_CHECKING:
    from rules.engine import Firing, Run


class ForwardReader:
    """Answers ``truth`` for one world once :meth:`run` has come to rest."""

    def __init__(self, world: World, network: Network, run: Run, numbers: dict[str, int]) -> None:
        self.world = world
        self.network = network
        self._run = run
        self._numbers = numbers  #: subject id to its number in the network
        self._words = encode.Words()
        self._first: dict[tuple[str, int], Firing] = {}

    def run(self, only: Collection[str] | None = None) -> None:
        """To rest. ``only``: keys of the conditions that are asked for, and of all below them; None: every one."""
        for stratum in range(self.network.strata):
            for node in self.network.nodes.values():
                if node.leaf and node.stratum == stratum and (only is None or node.condition.key in only):
                    self._feed(node)
            self._run.rest()
        for firing in self._run.firings:
            self._first.setdefault((firing.node, firing.subject), firing)

    @property
    def firings(self) -> tuple[Firing, ...]:
        return self._run.firings

    def truth(self, condition: Condition, subject: str) -> Truth:
        number = self._numbers[subject] if condition.scope else 0
        return self._run.truths.get((condition.key, number))

    def firing(self, condition: Condition, subject: str) -> Firing | None:
        """The first firing that settled a condition."""
        number = self._numbers[subject] if condition.scope else 0
        return self._first.get((condition.key, number))

    def _feed(self, node: Node) -> None:
        for subject in self._subjects(node):
            sides = self._sides(node, subject)
            values = [side.value for side in sides if side.value is not None]
            if len(values) < len(sides):
                continue
            number = self._numbers[subject] if node.scope else 0
            self._run.compare(node.number, number, encode.sides(values, self._kind(node), self._words))

    def _subjects(self, node: Node) -> Iterable[str]:
        return self.world.book.decided(node.scope) if node.scope else ("",)

    def _sides(self, node: Node, subject: str) -> tuple[Outcome, ...]:
        condition = node.condition
        if isinstance(condition, Test):
            return self.world.sides(condition, subject)
        fact = getattr(condition, "fact", "")  # the use of a computed yes/no: compared with true
        return (self.world.value(fact, subject), Outcome(True))

    def _kind(self, node: Node) -> Type:
        """What the sides are compared as."""
        if not isinstance(node.condition, Test):
            return Type.BOOL
        test = node.condition.test
        if test.left.type is Type.TEXT and (self.world.letters or not folds(test)):
            return Type.CHOICE
        return test.left.type
