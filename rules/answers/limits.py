"""How far a changed value may go with the measure still holding: exact bounds, the other changes being made."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rules.answers.critical import number
from rules.answers.probes import Probe, at_place, bearing, probes
from rules.answers.repair import Repair, Repairs
from rules.facts import Key
from rules.types import WHOLE_STEPS, Type, Value


@dataclass(frozen=True, slots=True)
class Bound:
    """``to`` and ``bounds`` as in :class:`rules.answers.model.Change`."""

    to: str
    bounds: tuple[Value, ...]


def bound(repairs: Repairs, repair: Repair, key: Key) -> Bound:
    """Raises Spent."""
    trial = repairs.trial
    chosen = repair.values[key]
    world = trial.world(repair.values)
    tests = bearing(world, repairs.reach, repairs.root, repairs.subject, key)
    some = probes(world, repairs.reach, tests, key)
    if not some.line:
        return _among(repairs, repair, key, some.probes)
    place = number(chosen) or Fraction(0)  # a type with a line has a number for every value
    kind = trial.pack.facts[key[0]].type
    places = sorted({p for p in (number(probe.value) for probe in some.probes) if p is not None} | {place})
    start = places.index(place)
    low = high = start
    while low > 0 and _holds(repairs, repair, key, _value(places[low - 1], kind)):
        low -= 1
    while high < len(places) - 1 and _holds(repairs, repair, key, _value(places[high + 1], kind)):
        high += 1
    if kind in WHOLE_STEPS:
        return _whole_bound(repairs, repair, key, kind, places, low, high)
    return _line_bound(places, low, high)


def _value(place: Fraction, kind: Type) -> Value | None:
    return at_place(int(place), kind) if kind in WHOLE_STEPS else place


def _holds(repairs: Repairs, repair: Repair, key: Key, value: Value | None) -> bool:
    if value is None:
        return False
    world = repairs.trial.other(repair.values, key, value)
    truth = world.truth(repairs.root, repairs.subject)
    return truth is True or (truth is None and repair.truth is None and repairs.hopeful(world))


def _among(repairs: Repairs, repair: Repair, key: Key, some: tuple[Probe, ...]) -> Bound:
    chosen = repair.values[key]
    how = next((p.how for p in some if p.value == chosen), "is")
    if how == "other":
        words = [p for p in some if p.how == "is" and not _holds(repairs, repair, key, p.value)]
        return Bound("other_than", tuple(p.value for p in words))
    fitting = [p for p in some if p.how == how and (p.value == chosen or _holds(repairs, repair, key, p.value))]
    values = tuple(dict.fromkeys(p.word or p.value for p in fitting)) or (chosen,)
    if how != "is":
        return Bound(how, values)
    return Bound("is" if len(values) == 1 else "one_of", values)


def _whole_bound(
    repairs: Repairs, repair: Repair, key: Key, kind: Type, places: list[Fraction], low: int, high: int
) -> Bound:
    """Bounds by whole steps; narrowed by halving where truth may turn between two places that were tried."""

    def narrowed(inside: int, outside: int) -> int:
        while abs(outside - inside) > 1:
            middle = (inside + outside) // 2
            if _holds(repairs, repair, key, at_place(middle, kind)):
                inside = middle
            else:
                outside = middle
        return inside

    least = narrowed(int(places[low]), int(places[low - 1])) if low > 0 else None
    most = narrowed(int(places[high]), int(places[high + 1])) if high < len(places) - 1 else None
    if kind is Type.COUNT and least == 0:
        least = None  # no count is less
    lower = None if least is None else at_place(least, kind)
    upper = None if most is None else at_place(most, kind)
    if lower is not None and upper is not None:
        return Bound("is", (lower,)) if lower == upper else Bound("between", (lower, upper))
    if lower is not None:
        return Bound("at_least", (lower,))
    return Bound("at_most", (upper,)) if upper is not None else Bound("other_than", ())


def _line_bound(places: list[Fraction], low: int, high: int) -> Bound:
    """Places alternate: a point at which truth can turn, one between two such points, beyond the ends."""
    below = _edge(places, low, -1)
    above = _edge(places, high, 1)
    if below and above:
        if below == above:
            return Bound("is", (below[0],))
        if below[1] and above[1]:
            return Bound("between", (below[0], above[0]))
        return Bound("inside", (below[0], above[0]))
    if below:
        return Bound("at_least" if below[1] else "above", (below[0],))
    if above:
        return Bound("at_most" if above[1] else "below", (above[0],))
    return Bound("other_than", ())


def _edge(places: list[Fraction], end: int, step: int) -> tuple[Fraction, bool] | None:
    """The bound at one end of the stretch and whether it belongs to it; None: no bound."""
    beyond = end + step
    if not 0 <= beyond < len(places):
        return None
    # even places lie between points, odd ones are points
    return (places[end], True) if end % 2 else (places[beyond], False)
