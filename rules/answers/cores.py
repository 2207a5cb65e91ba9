"""Why a condition is not as wanted: the comparisons that keep it so, and the facts those rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules import support
from rules.expressions import AGGREGATES, Call, Expression, FactRef, Literal, children, facts_of, sides
from rules.facts import Cause, Key
from rules.model import Condition, Gate, Pack, Test, Use
from rules.world import Truth, World


@dataclass(frozen=True, slots=True)
class Leaf:
    """A condition that is not taken apart further, and the truth it should have."""

    condition: Condition
    subject: str
    wanted: bool

    def truth(self, world: World) -> Truth:
        return world.truth(self.condition, self.subject)

    def facts(self, world: World) -> frozenset[Key]:
        """Known facts on which its truth rests."""
        return support.of(world, self.condition, self.subject).facts

    def causes(self, world: World) -> frozenset[Cause]:
        """What leaves it open."""
        return support.of(world, self.condition, self.subject).causes


def inside(world: World, condition: Use, subject: str) -> Condition | None:
    """The condition of a derived yes/no fact; None where a word stands for the fact or it is worked out otherwise."""
    when = world.pack.derived[condition.fact].when
    return None if when is None or world.stated(world.key(condition.fact, subject)) else when


def core(world: World, condition: Condition, subject: str, wanted: bool) -> tuple[Leaf, ...]:
    """Leaves that keep the condition from being ``wanted``: none of these other than it is, and it stays as it is.

    Where it is open the leaves are open ones; where it has the opposite truth they have the opposite of their
    ``wanted``. Of several parts that each stand in the way, the one with the fewest leaves is named.
    """
    if isinstance(condition, Use):
        when = inside(world, condition, subject)
        return (Leaf(condition, subject, wanted),) if when is None else core(world, when, subject, wanted)
    if isinstance(condition, Test):
        held = list(_held(world, condition)) if wanted and world.truth(condition, subject) is None else []
        return tuple(dict.fromkeys(leaf for some in held for leaf in some)) or (Leaf(condition, subject, wanted),)
    if condition.op == "not":
        return core(world, condition.children[0], subject, not wanted)
    truth = world.truth(condition, subject)
    against = [core(world, c, subject, wanted) for c in condition.children if world.truth(c, subject) is truth]
    if (condition.op == "any") is wanted:  # one part is enough: all that could be it
        return tuple(dict.fromkeys(leaf for some in against for leaf in some))
    return min(against, key=len)


def _held(world: World, test: Test) -> Iterator[tuple[Leaf, ...]]:
    """Of "one of the papers for which it holds", ``at(x, x, true)``: what keeps it from holding for each paper.

    Such a comparison stays open while no paper does, for another may follow; the way to it leads through a paper.
    """
    call, right = test.test.left, test.test.right[0]
    if not isinstance(call, Call) or call.name != "at" or not isinstance(right, Literal) or right.value is not True:
        return
    value, key, wanted = call.args
    if not isinstance(value, FactRef) or value != key or not isinstance(wanted, Literal) or wanted.value is not True:
        return
    derived = world.pack.derived.get(value.name)
    if derived is None or derived.when is None:
        return
    for subject in world.book.subjects[call.over or ""]:
        if not world.stated((value.name, subject)):
            yield core(world, derived.when, subject, True)


def open_leaves(world: World, condition: Condition, subject: str) -> tuple[Leaf, ...]:
    """Every open comparison on which an open condition hangs."""
    if isinstance(condition, Use):
        when = inside(world, condition, subject)
        return (Leaf(condition, subject, True),) if when is None else open_leaves(world, when, subject)
    if isinstance(condition, Test):
        return (Leaf(condition, subject, True),)
    some = [open_leaves(world, c, subject) for c in condition.children if world.truth(c, subject) is None]
    return tuple(dict.fromkeys(leaf for leaves in some for leaf in leaves))


class Reach:
    """What conditions and facts can rest on, by name, whatever the values. One pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._facts: dict[str, frozenset[str]] = {}
        self._conditions: dict[str, frozenset[str]] = {}
        self._touched: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        #: facts by which registry lists are searched
        self.searched = frozenset(f.registry.match for f in pack.facts.values() if f.registry)
        for measure in pack.measures.values():
            self._all(measure.root)
        for derived in pack.derived.values():
            for when in derived.conditions:
                self._all(when)

    def _all(self, condition: Condition) -> None:
        self.condition(condition)
        for child in condition.children if isinstance(condition, Gate) else ():
            self._all(child)

    def touched(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        """The facts, and the keys of the conditions, that can be other when this fact is."""
        if name not in self._touched:
            facts = {name, *(f.name for f in self.pack.facts.values() if f.registry and f.registry.match == name)}
            self._touched[name] = (
                frozenset(n for n in self.pack.facts if self.fact(n) & facts),
                frozenset(key for key, names in self._conditions.items() if names & facts),
            )
        return self._touched[name]

    def fact(self, name: str) -> frozenset[str]:
        """The fact itself and all it is derived from."""
        if name not in self._facts:
            derived = self.pack.derived.get(name)
            found = frozenset((name,))
            if derived is not None:
                found = found.union(*(self.fact(n) for n in self.pack.needs[name]))
            self._facts[name] = found
        return self._facts[name]

    def condition(self, condition: Condition) -> frozenset[str]:
        if condition.key not in self._conditions:
            self._conditions[condition.key] = self._condition(condition)
        return self._conditions[condition.key]

    def _condition(self, condition: Condition) -> frozenset[str]:
        if isinstance(condition, Gate):
            return frozenset().union(*(self.condition(c) for c in condition.children))
        if isinstance(condition, Use):
            return self.fact(condition.fact)
        return self.expressions(*sides(condition.test))

    def expressions(self, *some: Expression) -> frozenset[str]:
        return frozenset().union(*(self.fact(n) for n in facts_of(*some)))


def tests_on(
    world: World, reach: Reach, condition: Condition, subject: str, name: str, wanted: bool, choice: bool = False
) -> Iterator[tuple[Test, str]]:
    """The comparisons through which a fact of this name bears on the condition being ``wanted``.

    ``choice``: the condition is one of several that would each do. Such a one is passed over where another part of it,
    on which the fact has no influence, keeps it from doing.
    """
    if name not in reach.condition(condition):
        return
    if isinstance(condition, Gate):
        if condition.op == "not":
            yield from tests_on(world, reach, condition.children[0], subject, name, not wanted, choice)
            return
        enough = (condition.op == "any") is wanted
        others = (c for c in condition.children if name not in reach.condition(c))
        if choice and not enough and any(world.truth(c, subject) is (not wanted) for c in others):
            return
        for child in condition.children:
            yield from tests_on(world, reach, child, subject, name, wanted, choice or enough)
    elif isinstance(condition, Use):
        when = inside(world, condition, subject)
        if when is not None:
            yield from tests_on(world, reach, when, subject, name, wanted, choice)
        else:
            yield from tests_in_fact(world, reach, condition.fact, subject, name)
    else:
        yield condition, subject
        for side in sides(condition.test):
            yield from tests_in(world, reach, side, subject, name)


def tests_in_fact(world: World, reach: Reach, fact: str, subject: str, name: str) -> Iterator[tuple[Test, str]]:
    """The comparisons inside the derivation of a fact."""
    derived = world.pack.derived.get(fact)
    if derived is None or name not in reach.fact(fact) or world.stated(world.key(fact, subject)):
        return
    for when in derived.conditions:
        yield from tests_on(world, reach, when, subject, name, True)
    if derived.value is not None:
        yield from tests_in(world, reach, derived.value, subject, name)


def tests_in(world: World, reach: Reach, expression: Expression, subject: str, name: str) -> Iterator[tuple[Test, str]]:
    """The comparisons inside the derived facts of an expression."""
    if isinstance(expression, FactRef):
        yield from tests_in_fact(world, reach, expression.name, subject, name)
    gathered = AGGREGATES.get(expression.name, 0) if isinstance(expression, Call) else 0
    for number, child in enumerate(children(expression)):
        over = expression.over if isinstance(expression, Call) and number < gathered else None
        for each in world.book.subjects[over] if over else (subject,):
            yield from tests_in(world, reach, child, each, name)
