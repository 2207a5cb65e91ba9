"""Values worth trying for one fact: one for every stretch on which all comparisons keep their truth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from rules.answers.cores import Reach, tests_on
from rules.answers.critical import Turning, number
from rules.expressions import AGGREGATES, Call, Expression, FactRef, Literal, sides, walk
from rules.facts import Key
from rules.model import Condition, Test
from rules.names import normal_name
from rules.types import MONTHS, WHOLE_STEPS, Type, Value, month_text
from rules.world import World

#: a text that no list, name or search of a pack can be meant by
OTHER_TEXT = "〇"
_LINE = (*WHOLE_STEPS, Type.RATIO, Type.NUMBER)


@dataclass(frozen=True, slots=True)
class Probe:
    """A value to try; of a text also what makes it fit: ``is``, ``contains``, ``starts_with`` a word, or ``other``."""

    value: Value
    how: str = "is"
    word: str = ""


@dataclass(frozen=True, slots=True)
class Probes:
    """In order along the line where the type has one. ``rough``: truth may turn between two of them."""

    probes: tuple[Probe, ...]
    line: bool
    rough: bool


def probes(world: World, reach: Reach, tests: Iterable[tuple[Test, str]], key: Key) -> Probes:
    """``tests``: the comparisons that the fact bears on (:func:`rules.answers.cores.tests_on`)."""
    spec = world.pack.facts[key[0]]
    if spec.type is Type.BOOL:
        return Probes((Probe(True), Probe(False)), False, False)
    if spec.type is Type.CHOICE:
        return Probes(tuple(Probe(c) for c in spec.choices), False, False)
    if spec.type is Type.TEXT:
        return Probes(tuple(_texts(world, tests, key)), False, False)
    if spec.type not in _LINE:
        return Probes((), False, True)
    turning = Turning(world, reach, key)
    for test, subject in dict.fromkeys(tests):
        turning.add(test, subject)
    now = number(world.value(*key).value)
    points = sorted(turning.points | ({now} if now is not None else set()))
    values = _whole(points, spec.type) if spec.type in WHOLE_STEPS else _between(points)
    return Probes(tuple(Probe(v) for v in values), True, turning.rough)


def bearing(
    world: World, reach: Reach, root: Condition, subject: str, key: Key, wanted: bool = True
) -> tuple[tuple[Test, str], ...]:
    """The comparisons that the fact bears on, where the root is to be as wanted."""
    return tuple(dict.fromkeys(tests_on(world, reach, root, subject, key[0], wanted)))


def _whole(points: list[Fraction], kind: Type) -> Iterator[Value]:
    """Both neighbours of every point, so that the exact bound is among them."""
    found = sorted({n + by for p in points for n in (floor(p), ceil(p)) for by in (-1, 0, 1)})
    for n in found:
        value = at_place(n, kind)
        if value is not None:
            yield value


def at_place(place: int, kind: Type) -> Value | None:
    """The value of a whole-stepped type at a place on its line; None where it has none. A count is never negative."""
    if kind is Type.DATE:
        return date.fromordinal(place) if 1 <= place <= date.max.toordinal() else None
    if kind is Type.MONTH:
        return month_text(place) if place in MONTHS else None
    return None if kind is Type.COUNT and place < 0 else place


def _between(points: list[Fraction]) -> Iterator[Value]:
    """Each point, one between each two, one beyond each end."""
    if not points:
        return
    yield points[0] - 1
    for here, there in pairwise(points):
        yield here
        yield (here + there) / 2
    yield points[-1]
    yield points[-1] + 1


def _texts(world: World, tests: Iterable[tuple[Test, str]], key: Key) -> Iterator[Probe]:
    found: dict[Probe, None] = {}
    for test, subject in tests:
        parts = [node for side in sides(test.test) for node in walk(side)]
        for call in (n for n in parts if isinstance(n, Call)):
            if call.name in ("contains", "starts_with") and _speaks_of(world, call.args[0], key, subject):
                word = world.evaluate(call.args[1], subject).value
                if isinstance(word, str):
                    found |= dict.fromkeys(_with(world.value(*key).value, call.name, word))
            if call.name in AGGREGATES and len(call.args) == 3 and _names(call.args[1], key):
                found |= dict.fromkeys(_said(world, call.args[2], subject))
        for side in sides(test.test):
            if not _speaks_of(world, side, key, subject):
                for probe in _said(world, side, subject):
                    found[probe] = None
    first: dict[tuple[str, str, str], Probe] = {}
    for probe in found:  # two that are compared alike come to the same
        first.setdefault((probe.how, normal_name(probe.word), normal_name(str(probe.value))), probe)
    yield from first.values()
    yield Probe(OTHER_TEXT, "other")


def _with(now: Value | None, how: str, word: str) -> Iterator[Probe]:
    """The text at hand with the word in it, and the word alone."""
    if isinstance(now, str):
        yield Probe(now + word if how == "contains" else word + now, how, word)
    yield Probe(word, how, word)


def _names(expression: Expression, key: Key) -> bool:
    return isinstance(expression, FactRef) and expression.name == key[0]


def _speaks_of(world: World, expression: Expression, key: Key, subject: str) -> bool:
    return isinstance(expression, FactRef) and world.key(expression.name, subject) == key


def _said(world: World, side: Expression, subject: str) -> Iterator[Probe]:
    if isinstance(side, Literal) or side.type in (Type.TEXT, Type.CHOICE):
        value = world.evaluate(side, subject).value
        if isinstance(value, str):
            yield Probe(value, "is", value)
