"""The proof of a decision: the tree of conditions down to facts, what holds, what fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rules import support
from rules.decisions import Failing, ProofNode
from rules.facts import Key
from rules.model import Condition, Gate, Test, Use
from rules.schema import Text
from rules.sentences import Speaker
from rules.world import Truth, World

if TYPE_CHECKING:
    from rules.engine import Firing
    from rules.forward import ForwardReader

_TRUTHS = {True: "met", False: "not_met", None: "undetermined"}


class Prover:
    """Makes proofs over one world at rest."""

    def __init__(self, world: World, speaker: Speaker, forward: ForwardReader | None) -> None:
        self.world = world
        self.speaker = speaker
        self._forward = forward
        self._trees: dict[tuple[str, str], ProofNode] = {}  #: derived conditions stand in many proofs

    def truth(self, condition: Condition, subject: str) -> Truth:
        return self.world.truth(condition, subject)

    def fact_ids(self, keys: frozenset[Key]) -> tuple[str, ...]:
        return tuple(sorted(self.world.book.facts[key].id for key in keys))

    def tree(self, condition: Condition, subject: str) -> ProofNode:
        place = (condition.key, subject if condition.scope else "")
        if place not in self._trees:
            self._trees[place] = self._tree(condition, subject)
        return self._trees[place]

    def _tree(self, condition: Condition, subject: str) -> ProofNode:
        truth = self.truth(condition, subject)
        sides = self.world.sides(condition, subject) if isinstance(condition, Test) else ()
        firing = self._firing(condition, subject)
        return ProofNode(
            id=condition.id,
            key=condition.key,
            kind=_kind(condition),
            label=self.speaker.label(condition),
            truth=_TRUTHS[truth],
            # the words of a group are those of its parts, which stand below it
            requires=Text("", "") if isinstance(condition, Gate) else self.speaker.requires(condition),
            finding=self.speaker.finding(condition, subject),
            test=condition.test.text if isinstance(condition, Test) else None,
            left=sides[0].value if sides else None,
            right=tuple(side.value for side in sides[1:]),
            gap=self.speaker.gap(condition, sides) if isinstance(condition, Test) and truth is False else None,
            cite=condition.cite,
            facts=self.fact_ids(support.of(self.world, condition, subject).facts),
            children=tuple(self.tree(child, subject) for child in self._below(condition, subject)),
            rule=firing.rule if firing else None,
            firing=firing.order if firing else None,
        )

    def _key(self, condition: Use, subject: str) -> Key:
        return self.world.key(condition.fact, subject)

    def _below(self, condition: Condition, subject: str) -> tuple[Condition, ...]:
        if isinstance(condition, Gate):
            return condition.children
        if isinstance(condition, Use):
            when = self.world.pack.derived[condition.fact].when
            return (when,) if when is not None and not self.world.stated(self._key(condition, subject)) else ()
        return ()

    def _firing(self, condition: Condition, subject: str) -> Firing | None:
        return self._forward.firing(condition, subject) if self._forward else None

    # -- criteria ----------------------------------------------------------------------------------------------

    def because(self, condition: Condition, subject: str) -> Iterator[str]:
        """Ids of the criteria that are met, outermost first."""
        if condition.id and self.truth(condition, subject):
            yield condition.id
        if isinstance(condition, Gate):
            for child in condition.children:
                yield from self.because(child, subject)

    def blocking(self, condition: Condition, subject: str, wanted: bool = True) -> Iterator[tuple[Condition, bool]]:
        """The outermost criteria that keep the condition from being ``wanted``, each with the truth it should have."""
        if self.truth(condition, subject) is not (not wanted):
            return
        if condition.id or not isinstance(condition, Gate):
            yield condition, wanted
        elif condition.op == "not":
            yield from self.blocking(condition.children[0], subject, not wanted)
        else:
            for child in condition.children:
                yield from self.blocking(child, subject, wanted)

    def failing(self, root: Condition, subject: str) -> tuple[Failing, ...]:
        return tuple(self._failed(c, wanted, subject) for c, wanted in self.blocking(root, subject))

    def _inside(self, condition: Condition, subject: str, wanted: bool) -> Iterator[Condition]:
        """The parts of a group, or of the derivation of a fact, that keep it from being ``wanted``."""
        turned = isinstance(condition, Gate) and condition.op == "not"
        for child in self._below(condition, subject):
            yield from (c for c, _ in self.blocking(child, subject, wanted is not turned))

    def _failed(self, condition: Condition, wanted: bool, subject: str) -> Failing:
        leaf = condition
        parts: list[str] = []
        inside = list(self._inside(condition, subject, wanted))
        if isinstance(condition, Gate):
            parts = [c.id or c.key for c in inside]
        while len(inside) == 1:  # one reason: say it
            leaf = inside[0]
            inside = list(self._inside(leaf, subject, wanted))
        sides = self.world.sides(leaf, subject) if isinstance(leaf, Test) else ()
        return Failing(
            id=condition.id or condition.key,
            label=self.speaker.label(condition),
            requires=self.speaker.requires(condition, wanted),
            finding=self.speaker.finding(leaf, subject),
            value=sides[0].value if sides else None,
            threshold=sides[1].value if len(sides) == 2 else None,
            gap=self.speaker.gap(leaf, sides) if isinstance(leaf, Test) else None,
            cite=condition.cite,
            facts=self.fact_ids(support.of(self.world, condition, subject).facts),
            parts=tuple(parts),
        )


def _kind(condition: Condition) -> str:
    if isinstance(condition, Gate):
        return condition.op
    return "test" if isinstance(condition, Test) else "derived"
