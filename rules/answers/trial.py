"""A case with other values than it has: worked out by the plain reader, counted, limited."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

from rules.answers.cores import Reach
from rules.book import Book
from rules.facts import Fact, FactSet, Key, SourceRef, State
from rules.model import Pack
from rules.plain import PlainReader
from rules.types import Value
from rules.world import World

_ASSUMED = "assumed:"
_SOURCE = (SourceRef("reviewer", reason="assumed"),)


class Spent(Exception):
    """The limit of trials is reached."""


def assumed(key: Key, value: Value) -> Fact:
    """A value as if a reviewer had confirmed it."""
    return Fact(f"{_ASSUMED}{key[0]}@{key[1]}", *key, value, State.CONFIRMED, _SOURCE, True, True)


def changed(facts: FactSet, values: Mapping[Key, Value]) -> FactSet:
    """The facts of a case with other values for some: as if a reviewer had confirmed these."""
    return replace(
        facts,
        facts=(
            *(f for f in facts.facts if (f.name, f.subject) not in values),
            *(assumed(key, value) for key, value in values.items()),
        ),
        conflicts=tuple(c for c in facts.conflicts if (c.name, c.subject) not in values),
        subjects=tuple(dict.fromkeys((*facts.subjects, *(s for _, s in values if ":" in s)))),
    )


class Budget:
    """How many worlds may be made: in all, and in the search at hand."""

    def __init__(self, limit: int, each: int) -> None:
        self.left = limit
        self.each = each  #: for one search
        self.here = each
        self.made = 0
        self.spent = False  #: some search ended at its limit
        self._ended = False

    def search(self, share: int = 1) -> None:
        """A new search begins, with its own allowance or a part of it."""
        self.here = self.each // share

    def more(self, limit: int) -> None:
        """Another part of the work begins, with so many trials of its own."""
        self.left = limit

    def ended(self) -> bool:
        """Whether a search ended at its limit since this was asked last."""
        ended, self._ended = self._ended, False
        return ended

    def take(self) -> None:
        if self.left <= 0 or self.here <= 0:
            self.spent = self._ended = True
            raise Spent
        self.left -= 1
        self.here -= 1
        self.made += 1


#: layers above which they are made one
_HIGH = 4


class _Layer(dict[tuple[str, str], Any]):
    """What a world worked out, over what the world it was made from had, but for what the change touches."""

    def __init__(self, below: dict[tuple[str, str], Any], touched: frozenset[str]) -> None:
        super().__init__()
        self.height: int = below.height + 1 if isinstance(below, _Layer) else 1
        self.below = below
        self.touched = touched
        if self.height > _HIGH:
            self.update({place: value for place, value in _all(below).items() if place[0] not in touched})
            self.below, self.height = {}, 1

    def __contains__(self, place: object) -> bool:
        if dict.__contains__(self, place):
            return True
        return isinstance(place, tuple) and place[0] not in self.touched and place in self.below

    def __missing__(self, place: tuple[str, str]) -> Any:
        return self.below[place]


def _all(layer: dict[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """Every entry that a layer shows."""
    if not isinstance(layer, _Layer):
        return dict(layer)
    under = {place: value for place, value in _all(layer.below).items() if place[0] not in layer.touched}
    under.update(layer.items())
    return under


class _Reader(PlainReader):
    def over(self, world: World, conditions: frozenset[str]) -> _Reader:
        made = _Reader(world)
        made._truths = _Layer(self._truths, conditions)
        return made


class Tried(World):
    """A world that can be made again with one value changed, keeping what the change does not touch."""

    def __init__(self, book: Book, on: date) -> None:
        super().__init__(book, on)
        self.plain = _Reader(self)
        self.reader = self.plain.truth

    def over(self, book: Book, facts: frozenset[str], conditions: frozenset[str]) -> Tried:
        made = copy(self)
        made.book = book
        made._values = _Layer(self._values, facts)
        made._sides = _Layer(self._sides, conditions)
        made.grounds = _Layer(self.grounds, conditions)
        made.plain = self.plain.over(made, conditions)
        made.reader = made.plain.truth
        return made


class Trial:
    """One case; worlds of it under other values."""

    def __init__(self, pack: Pack, reach: Reach, facts: FactSet, on: date, budget: Budget) -> None:
        self.pack = pack
        self.reach = reach
        self.facts = facts
        self.on = on
        self.budget = budget
        self.base = Tried(Book(pack, facts), on)
        self._made: dict[frozenset[tuple[Key, Value]], Tried] = {}

    def forget(self, share: int = 1) -> None:
        """A new search begins. Worlds with one value changed are kept: many decisions rest on the same facts."""
        self._made = {mark: world for mark, world in self._made.items() if len(mark) == 1}
        self.budget.search(share)

    def world(self, values: Mapping[Key, Value]) -> Tried:
        """The case with these values. Raises Spent."""
        if not values:
            return self.base
        mark = frozenset(values.items())
        if mark not in self._made:
            *before, (key, value) = values.items()
            self._made[mark] = self._step(self.world(dict(before)), key, value)
        return self._made[mark]

    def at_once(self, values: Mapping[Key, Value]) -> Tried:
        """The case with these values, made in one step and not kept. Raises Spent."""
        self.budget.take()
        return Tried(Book(self.pack, changed(self.facts, values)), self.on)

    def given(self, values: Mapping[Key, Value]) -> Trial:
        """The same case with these values for good."""
        return Trial(self.pack, self.reach, changed(self.facts, values), self.on, self.budget)

    def other(self, values: Mapping[Key, Value], key: Key, value: Value) -> Tried:
        """The case with these values and one more, or one of them other. Raises Spent."""
        mark = frozenset({**values, key: value}.items())
        if mark not in self._made:
            self._made[mark] = self._step(self.world(values), key, value)
        return self._made[mark]

    def _step(self, world: Tried, key: Key, value: Value) -> Tried:
        """A world with one value changed. Raises Spent."""
        self.budget.take()
        facts, conditions = self.reach.touched(key[0])
        if key[0] in self.reach.searched:  # lists have to be looked up again
            given = {k: f.value for k, f in world.book.facts.items() if f.id.startswith(_ASSUMED)}
            book = Book(self.pack, changed(self.facts, {**given, key: value}))
        else:
            book = copy(world.book)
            book.facts = {**book.facts, key: assumed(key, value)}
            book.conflicts = {k: c for k, c in book.conflicts.items() if k != key}
        return world.over(book, facts, conditions)
