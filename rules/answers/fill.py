"""Values of unknown facts with which a condition comes out as wanted: found step by step, worked out by the reader.

What is found holds; that nothing was found within the allowance proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from rules.answers import cores
from rules.answers.cores import Leaf, inside
from rules.answers.probes import Probe, bearing, probes
from rules.answers.repair import Values
from rules.answers.trial import Spent, Trial, Tried
from rules.facts import Key
from rules.model import Condition, Gate, Use
from rules.types import RentStep, Type, Value, month_text
from rules.world import World

Allowed = Callable[[Key], bool]
#: values of one fact followed up while its comparison stays open, or turns out badly
_OPEN, _BAD = 2, 1
#: steps in a row: a case has no more unknown facts that one decision needs
_DEPTH = 60


class Filler:
    """For one case. Remembers the values that did, so that one answer serves many decisions."""

    def __init__(self, trial: Trial, unknown: Allowed) -> None:
        self.trial = trial
        self.unknown = unknown  #: facts that may be given a value
        self.memory: dict[Key, Value] = {}
        self._order = {name: n for n, name in enumerate(trial.pack.facts)}

    def fill(
        self,
        root: Condition,
        subject: str,
        *,
        wanted: bool = True,
        start: Mapping[Key, Value] | None = None,
        allowed: Allowed | None = None,
        first: Allowed | None = None,
        trim: bool = True,
    ) -> Values | None:
        """``start`` and more values, of facts that are ``allowed``, none of them idle. None: nothing found.

        ``first``: facts to be used where there is a choice. ``trim``: False where idle values do no harm.
        """
        search = _Search(self, root, subject, wanted, dict(start or {}), allowed, first)
        try:
            found = search.reach(dict(start or {}), 0)
            if found is None:
                return None
            found = search.trimmed(found) if trim else found
        except Spent:
            return None
        self.memory |= found
        return found

    def able(self, root: Condition, subject: str, wanted: bool, allowed: Allowed) -> bool:
        """Every part that is open and needed hangs on an allowed fact. No trial is spent on this."""
        return _able(self.trial.base, root, subject, wanted, lambda key: self.unknown(key) and allowed(key))

    def sorted(self, keys: Iterable[Key]) -> list[Key]:
        return sorted(set(keys), key=lambda k: (self._order[k[0]], k[1]))


class _Search:
    def __init__(
        self, filler: Filler, root: Condition, subject: str, wanted: bool, start: Values, allowed: Allowed | None,
        first: Allowed | None,
    ) -> None:  # fmt: skip
        self.filler = filler
        self.trial = filler.trial
        self.root = root
        self.subject = subject
        self.wanted = wanted
        self.start = start
        self.allowed = allowed
        self.first = first
        self.seen: set[frozenset[tuple[Key, Value]]] = set()

    def usable(self, key: Key) -> bool:
        return key not in self.start and self.filler.unknown(key) and (self.allowed is None or self.allowed(key))

    def reach(self, values: Values, depth: int) -> Values | None:
        mark = frozenset(values.items())
        if mark in self.seen or depth > _DEPTH:
            return None
        self.seen.add(mark)
        world = self.trial.world(values)
        truth = world.truth(self.root, self.subject)
        if truth is self.wanted:
            return values
        if truth is None and self.allowed and not _able(world, self.root, self.subject, self.wanted, self.usable):
            return None
        for leaf in self._leaves(world):
            for more in self._tries(world, values, leaf):
                found = self.reach(more, depth + 1)
                if found is not None:
                    return found
        return None

    def _leaves(self, world: World) -> list[Leaf]:
        leaves = cores.core(world, self.root, self.subject, self.wanted)
        return sorted(leaves, key=lambda leaf: not self._preferred(world, leaf)) if self.first else list(leaves)

    def _preferred(self, world: World, leaf: Leaf) -> bool:
        return any(self.first is not None and self.first(key) for key in open_keys(world, leaf))

    def _tries(self, world: Tried, values: Values, leaf: Leaf) -> Iterator[Values]:
        if leaf.truth(world) is None:
            yield from self._answers(world, values, leaf)
        else:
            yield from self._mends(world, values, leaf)

    def _keys(self, some: Iterable[Key]) -> list[Key]:
        keys = [k for k in self.filler.sorted(some) if self.usable(k)]
        first = self.first
        return keys if first is None else sorted(keys, key=lambda k: not first(k))

    def _answers(self, world: Tried, values: Values, leaf: Leaf) -> Iterator[Values]:
        """The next unknown fact of an open leaf at some values.

        All of its facts have to be known in the end, whichever comes first; a second, should the first be a dead end.
        """
        for key in self._keys(open_keys(world, leaf))[:2]:
            open_: list[Values] = []
            bad: list[Values] = []
            for value in self._values(world, values, key):
                more = {**values, key: value}
                truth = leaf.truth(self.trial.world(more))
                if truth is leaf.wanted or (truth is None and value == self.filler.memory.get(key)):
                    yield more
                else:
                    (open_ if truth is None else bad).append(more)
            yield from (*open_[:_OPEN], *bad[:_BAD])

    def _mends(self, world: Tried, values: Values, leaf: Leaf) -> Iterator[Values]:
        """An assumed fact of a leaf that turned out badly at other values: such as do, then such as no longer hurt."""
        better: list[Values] = []
        for key in self._keys(leaf.facts(world)):
            for value in self._values(world, values, key):
                more = {**{k: v for k, v in values.items() if k != key}, key: value}
                then = self.trial.other(values, key, value)
                truth = leaf.truth(then)
                if truth is leaf.wanted:
                    yield more
                    break
                if truth is None or key not in leaf.facts(then):
                    better.append(more)
        yield from better[:_OPEN]

    def _values(self, world: Tried, values: Values, key: Key) -> Iterator[Value]:
        """What did before, then what the comparisons turn at, then anything of the type."""
        now = values.get(key)
        offered: list[Value] = []
        if key in self.filler.memory:
            offered.append(self.filler.memory[key])
        tests = bearing(world, self.trial.reach, self.root, self.subject, key, self.wanted)
        found: list[Probe] = list(probes(world, self.trial.reach, tests, key).probes)
        offered += [probe.value for probe in found]
        offered += anything(world, key)
        yield from (value for value in dict.fromkeys(offered) if value != now)

    def trimmed(self, values: Values) -> Values:
        """Without the values that are not needed."""
        for key in reversed(list(values)):
            if key in self.start:
                continue
            less = {k: v for k, v in values.items() if k != key}
            if self.trial.at_once(less).truth(self.root, self.subject) is self.wanted:
                values = less
        return values


def open_keys(world: World, leaf: Leaf) -> set[Key]:
    """The facts that leave a leaf open: unknown or disputed."""
    return {(c.fact, c.subject) for c in leaf.causes(world) if c.kind != "problem" and c.fact in world.pack.facts}


def _able(world: World, condition: Condition, subject: str, wanted: bool, usable: Allowed) -> bool:
    if isinstance(condition, Gate):
        if condition.op == "not":
            return _able(world, condition.children[0], subject, not wanted, usable)
        open_ = [c for c in condition.children if world.truth(c, subject) is None]
        each = (_able(world, c, subject, wanted, usable) for c in open_)
        return any(each) if (condition.op == "any") is wanted else all(each)
    if isinstance(condition, Use):
        when = inside(world, condition, subject)
        if when is not None:
            return _able(world, when, subject, wanted, usable)
    return any(usable(key) for key in open_keys(world, Leaf(condition, subject, wanted)))


def anything(world: World, key: Key) -> list[Value]:
    """Some values of a fact's type, for one that has to be known before another can be worked out."""
    kind = world.pack.facts[key[0]].type
    conflict = world.book.conflicts.get(key)
    if conflict is not None:  # one of the readings is right
        return list(dict.fromkeys(fact.value for fact in conflict.readings))
    if kind is Type.SCHEDULE:
        first = date(world.on.year, 1, 1)
        return [(RentStep(first, date(world.on.year, 12, 31), 100_00, "month"),)]
    if kind is Type.MONTH:
        return [month_text(world.on.year * 12 + world.on.month - 1)]
    some: dict[Type, list[Value]] = {
        Type.MONEY: [100_00, 0],
        Type.COUNT: [1, 0, 10],
        Type.RATIO: [Fraction(1, 2), Fraction(0), Fraction(1)],
        Type.NUMBER: [Fraction(1), Fraction(0), Fraction(10)],
        Type.DATE: [world.on],
    }
    return some.get(kind, [])
