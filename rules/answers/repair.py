"""The smallest sets of facts that would have to be other than they are for a measure to hold.

Breadth first over sets of changed facts. Where the measure still fails, the comparisons that keep it failing
(:mod:`rules.answers.cores`) name the facts of which one has to change next; each is tried at one value of every
stretch on which its comparisons keep their truth (:mod:`rules.answers.probes`). Every step is worked out again by the
plain reader, so that what is found holds; a set that contains one found before is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from rules.answers import cores
from rules.answers.cores import Leaf
from rules.answers.critical import number
from rules.answers.probes import Probe, bearing, probes
from rules.answers.trial import Spent, Trial, Tried
from rules.expressions import AGGREGATES, Call, Expression, FactRef, children, sides
from rules.facts import Key
from rules.model import Condition, Test
from rules.types import Value
from rules.world import Truth, World

Values = dict[Key, Value]
#: facts in one set
LARGEST = 4
#: sets looked for; of one size all are found before the best are taken
ENOUGH = 12
_SUMMED = ("sum", "series_sum", "agree")


@dataclass(frozen=True, slots=True)
class Repair:
    """Values with which the condition is as wanted (``truth`` True), or open only for facts unknown before (None)."""

    values: Mapping[Key, Value]
    truth: Truth


class Repairs:
    """For one condition that is known not to be met."""

    def __init__(self, trial: Trial, root: Condition, subject: str) -> None:
        self.trial = trial
        self.reach = trial.reach
        self.root = root
        self.subject = subject
        self.stuck: dict[Leaf, None] = {}  #: comparisons that no single fact of theirs turns
        self.cut = False

    def find(self) -> tuple[Repair, ...]:
        found: list[Repair] = []
        level: list[Values] = [{}]
        seen: set[frozenset[tuple[Key, Value]]] = set()
        try:
            for size in range(LARGEST + 1):
                solved, open_ = self._level(level, found, seen)
                found += _best(solved)
                if len(found) >= ENOUGH or size == LARGEST:
                    self.cut = len(found) < ENOUGH and bool(open_)
                    break
                level = list(self._next(open_, found))
        except Spent:
            self.cut = True
        return tuple(found)

    def _level(
        self, level: list[Values], found: list[Repair], seen: set[frozenset[tuple[Key, Value]]]
    ) -> tuple[list[Repair], list[Values]]:
        """The sets of this size that do, and those that still fail. A fact in a set may be tried at other values."""
        solved: list[Repair] = []
        open_: list[Values] = []
        queue = list(level)
        for values in queue:
            mark = frozenset(values.items())
            if mark in seen or _covered(values, found):
                continue
            seen.add(mark)
            world = self.trial.world(values)
            truth = world.truth(self.root, self.subject)
            if truth is False:
                open_.append(values)
                queue += [more for more in self._steps(world, values) if len(more) == len(values)]
            elif truth or self.hopeful(world):
                solved.append(Repair(values, truth))
        return solved, open_

    def _next(self, open_: list[Values], found: list[Repair]) -> Iterator[Values]:
        for values in open_:
            if not _covered(values, found):
                world = self.trial.world(values)
                yield from (more for more in self._steps(world, values) if len(more) > len(values))

    def hopeful(self, world: World) -> bool:
        """It is open, and only for facts that were unknown or disputed before; no change took a value away."""
        causes = [c for leaf in cores.core(world, self.root, self.subject, True) for c in leaf.causes(world)]
        return all(c.kind != "problem" and not self.trial.base.value(c.fact, c.subject).known for c in causes
                   if c.fact in self.trial.pack.facts)  # fmt: skip

    def _steps(self, world: Tried, values: Values) -> Iterator[Values]:
        leaves = cores.core(world, self.root, self.subject, True)
        resting: dict[Key, list[Leaf]] = {}
        for leaf in leaves:
            for key in variables(world, leaf):
                resting.setdefault(key, []).append(leaf)
        turned: set[Leaf] = set()
        for key, some in resting.items():
            for probe, by in self._turning(world, values, some, key):
                turned.update(by)
                yield {**values, key: probe.value}
        self.stuck |= dict.fromkeys(leaf for leaf in leaves if leaf not in turned)

    def _turning(
        self, world: Tried, values: Values, leaves: list[Leaf], key: Key
    ) -> Iterator[tuple[Probe, list[Leaf]]]:
        """Values of the fact that make a leaf as wanted, or at least no longer fail on account of this fact."""
        now = world.value(*key).value
        tests = bearing(world, self.reach, self.root, self.subject, key)
        some = probes(world, self.reach, tests, key)
        alike: dict[object, tuple[Probe, list[Leaf]]] = {}
        for probe in sorted(some.probes, key=lambda p: _distance(p.value, now)):
            if probe.value == now:
                continue
            then = self.trial.other(values, key, probe.value)
            turned = [leaf for leaf in leaves if _turns(then, leaf, key)]
            mark: object = tuple(then.truth(test, s) for test, s in tests) if some.line else probe
            if turned and mark not in alike:
                alike[mark] = (probe, turned)
        yield from alike.values()


def _turns(then: World, leaf: Leaf, key: Key) -> bool:
    truth = leaf.truth(then)
    return truth is leaf.wanted or (truth is not None and key not in leaf.facts(then))


def variables(world: World, leaf: Leaf) -> list[Key]:
    """The known facts a leaf rests on, in the pack's order. What is added up of several counts as one fact."""
    found = set(leaf.facts(world))
    if isinstance(leaf.condition, Test):
        for side in sides(leaf.condition.test):
            for place, parts in summed(world, side, leaf.subject):
                found = (found - parts) | {place}
    order = {name: n for n, name in enumerate(world.pack.facts)}
    return sorted(found, key=lambda k: (order[k[0]], k[1]))


def summed(world: World, expression: Expression, subject: str) -> Iterator[tuple[Key, frozenset[Key]]]:
    """Derived facts that a person may state and that gather several known values; with all they rest on."""
    if isinstance(expression, FactRef):
        derived = world.pack.derived.get(expression.name)
        place = world.key(expression.name, subject)
        if derived is None or derived.value is None or world.stated(place):
            return
        outcome = world.value(*place)
        if derived.fact.stated and outcome.known and len(_gathered(world, derived.value, place)) > 1:
            yield place, outcome.facts
            return
        yield from summed(world, derived.value, subject)
        return
    if isinstance(expression, Call) and expression.name in AGGREGATES:
        return
    for child in children(expression):
        yield from summed(world, child, subject)


def summed_parts(world: World, key: Key) -> tuple[Key, ...]:
    """The facts that a derived fact gathers; none of any other."""
    derived = world.pack.derived.get(key[0])
    if derived is None or derived.value is None or world.stated(key):
        return ()
    return tuple(sorted(_gathered(world, derived.value, key)))


def _gathered(world: World, expression: Expression, place: Key) -> frozenset[Key]:
    """The facts whose values are added up or have to agree."""
    if not isinstance(expression, Call) or expression.name not in _SUMMED:
        return frozenset()
    names = frozenset(_givers(world, expression))
    return frozenset(key for key in world.value(*place).facts if key[0] in names)


def _givers(world: World, expression: Expression) -> Iterator[str]:
    """The facts that give the values of an expression, without those that only choose among them."""
    if isinstance(expression, FactRef):
        derived = world.pack.derived.get(expression.name)
        if derived is None or derived.value is None:
            yield expression.name
        else:
            yield from _givers(world, derived.value)
    gathered = isinstance(expression, Call) and expression.name in AGGREGATES
    for child in children(expression)[: 1 if gathered else None]:
        yield from _givers(world, child)


def _covered(values: Values, found: list[Repair]) -> bool:
    return any(repair.values.keys() <= values.keys() for repair in found)


def _best(solved: list[Repair]) -> list[Repair]:
    """Of several with the same facts the one that holds for certain, else the first."""
    best: dict[frozenset[Key], Repair] = {}
    for repair in solved:
        facts = frozenset(repair.values)
        if facts not in best or (repair.truth and not best[facts].truth):
            best[facts] = repair
    return list(best.values())


def _distance(value: Value, now: Value | None) -> Fraction:
    here, there = number(value), number(now)
    return Fraction(0) if here is None or there is None else abs(here - there)
