"""From labelled values to the table that says how certain a value is: weights, maps, thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.confidence import AGAINST, FOR, WAYS, Signs, Table, belief, features, judged, mapped
from extractors.values import TYPES
from samples.calibrate.observe import Observation
from samples.calibrate.statistics import Step, isotonic, lower_bound

#: of the values used without a person, this share has to be right …
GOAL = 0.995
#: … with this certainty (one-sided)
CERTAINTY = 0.95
#: and of those that are just certain enough, still this share
FLOOR = 0.99
#: how strongly weights, and the differences between types, are drawn towards nothing (variance of the prior 1 / this)
_RIDGE, _TYPE_RIDGE = 0.5, 2.0
#: what the other types show counts, for one type, like this many values of its own
_SHARED = 100
#: a type with fewer values than this, read in some way, is as strict as the strictest that has them
_FEW = 30
_NAMES = (*FOR, *AGAINST)
#: belief and confidence where nothing was seen at all
_UNKNOWN = ((-1.0, 0.25), (1.0, 0.75))


@dataclass(frozen=True, slots=True)
class Support:
    """A threshold and what it rests on."""

    least: float  #: 1: never
    values: int  #: of this type and way, at or above it
    wrong: int
    by: str  #: whose numbers carry it: type, way, all_ocr; none for "never"; strictest for too few values


@dataclass(frozen=True, slots=True)
class Fitted:
    table: Table
    supports: dict[str, dict[str, Support]]  #: type -> way


def fit(seen: Sequence[Observation], day: str) -> Fitted:
    """The table for what was seen, measured on ``day``."""
    base, weights, types = _weights(seen)
    maps = {way: _UNKNOWN for way in WAYS}
    bare = Table(day, base, weights, types, maps, {})
    for way in WAYS:
        steps = isotonic((_belief(one.signs, bare), one.right) for one in seen if one.signs.way == way)
        maps[way] = _points(steps)
    supports = _thresholds(seen, replace(bare, maps=maps))
    least = {name: {way: one.least for way, one in ways.items()} for name, ways in supports.items()}
    return Fitted(replace(bare, maps=maps, thresholds=least), supports)


def _belief(signs: Signs, table: Table) -> float:
    return round(belief(signs, table), 3)


def _points(steps: Sequence[Step]) -> tuple[tuple[float, float], ...]:
    points = tuple((round(step.centre, 3), round(step.share, 5)) for step in steps)
    return points or _UNKNOWN


# --- weights


def _weights(seen: Sequence[Observation]) -> tuple[float, dict[str, float], dict[str, float]]:
    """Ridge logistic regression; a sign that speaks for a value never counts against it, nor the other way round."""
    types = sorted(TYPES)
    columns = np.array(
        [[1.0, *(features(one.signs)[n] for n in _NAMES), *(float(one.signs.type == t) for t in types)] for one in seen]
    )
    right = np.array([float(one.right) for one in seen])
    ridge = np.array([0.01, *(_RIDGE for _ in _NAMES), *(_TYPE_RIDGE for _ in types)])
    low = np.array([-np.inf, *(0.0 if n in FOR else -np.inf for n in _NAMES), *(-np.inf for _ in types)])
    high = np.array([np.inf, *(0.0 if n in AGAINST else np.inf for n in _NAMES), *(np.inf for _ in types)])
    found = np.round(_solved(columns, right, ridge, low, high), 3)
    signs = len(_NAMES)
    return (
        float(found[0]),
        {name: float(value) for name, value in zip(_NAMES, found[1 : 1 + signs], strict=True)},
        {name: float(value) for name, value in zip(types, found[1 + signs :], strict=True)},
    )


_Numbers = NDArray[np.float64]


def _solved(columns: _Numbers, right: _Numbers, ridge: _Numbers, low: _Numbers, high: _Numbers) -> _Numbers:
    """Newton's step for one coordinate after another, cut at its bounds, until nothing moves."""
    at = np.zeros(columns.shape[1])
    shown = columns @ at
    for _ in range(500):
        moved = 0.0
        for j in range(len(at)):
            chance = 1 / (1 + np.exp(-shown))
            slope = columns[:, j] @ (right - chance) - ridge[j] * at[j]
            curve = (columns[:, j] ** 2) @ (chance * (1 - chance)) + ridge[j]
            # half steps and a bound on each: far from the solution the curve says little
            step = float(np.clip(at[j] + np.clip(slope / curve, -1, 1), low[j], high[j])) - at[j]
            at[j] += step
            shown += step * columns[:, j]
            moved = max(moved, abs(step))
        if moved < 1e-4:
            break
    return at


# --- thresholds


_Values = list[tuple[float, bool]]


def _at_least(values: _Values, least: float) -> tuple[int, int]:
    """How many values are that certain, and how many of them are wrong."""
    of = [right for confidence, right in values if confidence >= least]
    return len(of), len(of) - sum(of)


def _bound(values: _Values, least: float) -> float:
    count, wrong = _at_least(values, least)
    return lower_bound(count - wrong, count, CERTAINTY)


def _thresholds(seen: Sequence[Observation], table: Table) -> dict[str, dict[str, Support]]:
    by: dict[tuple[str, str], _Values] = {(name, way): [] for name in TYPES for way in WAYS}
    for one in seen:
        if not one.flagged:
            stated = round(mapped(table.maps[one.signs.way], belief(one.signs, table)), 4)
            by[one.signs.type, one.signs.way].append((stated, one.right))
    found: dict[str, dict[str, Support]] = {name: {} for name in TYPES}
    for way in WAYS:
        of_way = [value for (_, w), values in by.items() if w == way for value in values]
        wider = (
            [of_way] if way == "text_layer" else [of_way, [v for (_, w), vs in by.items() if w != WAYS[0] for v in vs]]
        )
        for name in TYPES:
            if len(by[name, way]) >= _FEW:
                found[name][way] = _threshold(by[name, way], wider)
        strictest = max((one.least for ways in found.values() if (one := ways.get(way))), default=1.0)
        for name in TYPES:
            if way not in found[name]:
                found[name][way] = Support(strictest, *_at_least(by[name, way], strictest), "strictest")
    return found


def _threshold(own: _Values, wider: Sequence[_Values]) -> Support:
    """The least confidence at which the numbers carry GOAL: the type's own, or the wider ones and no contradiction."""
    for least in sorted({confidence for values in (own, *wider) for confidence, _ in values if confidence >= FLOOR}):
        count, wrong = _at_least(own, least)
        all_count, all_wrong = _at_least(wider[0], least)
        others = (all_count - count - (all_wrong - wrong) + 0.5) / (all_count - count + 1)
        if (count - wrong + _SHARED * others) / (count + _SHARED) < GOAL:
            continue
        for values, by in zip((own, *wider), ("type", "way", "all_ocr"), strict=False):
            if _bound(values, least) >= GOAL:
                return Support(least, count, wrong, by)
    return Support(1.0, 0, 0, "none")


def presented(seen: Sequence[Observation], table: Table) -> list[tuple[Observation, float, bool]]:
    """Each value with its confidence and whether it is sure, by ``table``."""
    out = []
    for one in seen:
        confidence, sure = judged(one.signs, table)
        out.append((one, confidence, sure and not one.flagged))
    return out
