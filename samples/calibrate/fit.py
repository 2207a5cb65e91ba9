"""From labelled values to the table that says how certain a value is: weights, maps, thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from extractors.confidence import (
    AGAINST,
    FOR,
    PLACE,
    WAYS,
    Points,
    Signs,
    Table,
    belief,
    characters,
    features,
    judged,
    mapped,
    stated,
)
from extractors.values import TYPES
from samples.calibrate.observe import Observation
from samples.calibrate.statistics import Step, isotonic, lower_bound

TEXT, OCR, CONFIRMED = WAYS
#: of the values used without a person, this share has to be right …
GOAL = 0.995
#: … with this certainty (one-sided). Pages for OCR cost seconds each and so are fewer: with 95%, three wrong ones would
#: need 1,550 values to carry them
CERTAINTY = {TEXT: 0.95, OCR: 0.8, CONFIRMED: 0.8}
#: and of those that are just certain enough, still this share
FLOOR = 0.95
#: how strongly weights, and the differences between types, are drawn towards nothing (variance of the prior 1 / this)
_RIDGE, _TYPE_RIDGE = 0.5, 2.0
#: what all types show counts, for one type, like this many values of its own
_SHARED = 100
#: a type with fewer values than this, read in some way, is as strict as the strictest that has them
_FEW = 30
_GOOD_PLACE = 0.98
_SIGNS = (*FOR, *AGAINST)


@dataclass(frozen=True, slots=True)
class Support:
    """A threshold and what it rests on."""

    least: float  #: 1: never
    values: int  #: of this type and way, at or above it
    wrong: int
    #: whose numbers carry it: type, spotless; none: never; strictest: too few values; confirmed: no less than those
    by: str


@dataclass(frozen=True, slots=True)
class Fitted:
    table: Table
    supports: dict[str, dict[str, Support]]  #: type -> way


def fit(placed: Sequence[Observation], read: Sequence[Observation], day: str) -> Fitted:
    """The table measured on ``day``: places from values of text layers, characters from values that OCR read.

    ``placed`` should be of layouts nobody had worked on: of the others nearly every place is right. Raises ValueError
    where either is empty.
    """
    base, weights, types = _weights(placed)
    bare = Table(day, base, weights, types, {}, {})
    places = _points(isotonic((round(belief(one.signs, bare), 3), one.right) for one in placed))
    maps = {PLACE: places}
    for way in (OCR, CONFIRMED):
        # where the place may well be wrong, a wrong value says nothing of its characters
        plain = [one for one in read if one.signs.way == way and not one.flagged]
        plain = [one for one in plain if mapped(places, belief(one.signs, bare)) >= _GOOD_PLACE]
        maps[way] = _points(isotonic((round(characters(one.signs), 3), one.right) for one in plain))
    known = replace(bare, maps=maps)
    supports = _thresholds([*placed, *read], known)
    least = {name: {way: one.least for way, one in ways.items()} for name, ways in supports.items()}
    return Fitted(replace(known, thresholds=least), supports)


def _points(steps: Sequence[Step]) -> Points:
    if not steps:
        raise ValueError("no values to measure on")
    return tuple((round(step.centre, 3), round(step.share, 5)) for step in steps)


# --- weights


_Numbers = NDArray[np.float64]


def _weights(seen: Sequence[Observation]) -> tuple[float, dict[str, float], dict[str, float]]:
    """Ridge logistic regression; a sign that speaks for a place never counts against it, nor the other way round."""
    types = sorted(TYPES)
    columns = np.array([_column(one.signs, types) for one in seen])
    right = np.array([float(one.right) for one in seen])
    ridge = np.array([0.01, *(_RIDGE for _ in _SIGNS), *(_TYPE_RIDGE for _ in types)])
    low = np.array([-np.inf, *(0.0 if n in FOR else -np.inf for n in _SIGNS), *(-np.inf for _ in types)])
    high = np.array([np.inf, *(0.0 if n in AGAINST else np.inf for n in _SIGNS), *(np.inf for _ in types)])
    found = [round(float(value), 3) for value in _solved(columns, right, ridge, low, high)]
    after = 1 + len(_SIGNS)
    return found[0], dict(zip(_SIGNS, found[1:after], strict=True)), dict(zip(types, found[after:], strict=True))


def _column(signs: Signs, types: Sequence[str]) -> list[float]:
    shown = features(signs)
    return [1.0, *(shown[name] for name in _SIGNS), *(float(signs.type == name) for name in types)]


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
            # far from the solution the curve says little: no step is longer than 1
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


def _carried(count: int, wrong: int, certainty: float) -> bool:
    return lower_bound(count - wrong, count, certainty) >= GOAL


def _thresholds(seen: Sequence[Observation], table: Table) -> dict[str, dict[str, Support]]:
    """By type and way. What OCR read is sure only where its place would be, so those come first."""
    found: dict[str, dict[str, Support]] = {name: {} for name in TYPES}
    plain = [one for one in seen if not one.flagged]
    for ways in ((TEXT,), (OCR, CONFIRMED)):
        by: dict[tuple[str, str], _Values] = {(name, way): [] for name in TYPES for way in ways}
        for one in plain:
            place, confidence = stated(one.signs, table)
            if one.signs.way in ways and (ways == (TEXT,) or place >= found[one.signs.type][TEXT].least):
                by[one.signs.type, one.signs.way].append((confidence, one.right))
        for (name, way), own in by.items():
            if len(own) >= _FEW:
                found[name][way] = _threshold(own, list(by.values()), CERTAINTY[way])
        for (name, way), own in by.items():
            if len(own) < _FEW:
                known = [of[way].least for of in found.values() if way in of and of[way].by in ("type", "spotless")]
                strictest = max(known, default=1.0)
                found[name][way] = Support(strictest, *_at_least(own, strictest), "strictest")
        if CONFIRMED in ways:
            for name in TYPES:
                of = found[name]
                if of[CONFIRMED].least > of[OCR].least:  # what nothing confirms is never easier
                    of[OCR] = Support(of[CONFIRMED].least, *_at_least(by[name, OCR], of[CONFIRMED].least), "confirmed")
    return found


def _threshold(own: _Values, types: Sequence[_Values], certainty: float) -> Support:
    """The least confidence at which the numbers carry GOAL: the type's own alone, or it is spotless there, the spotless
    types together carry it, and what all types show does not speak against it. ``types``: all types, by way."""
    for least in sorted({confidence for values in types for confidence, _ in values if confidence >= FLOOR}):
        count, wrong = _at_least(own, least)
        if _carried(count, wrong, certainty):
            return Support(least, count, wrong, "type")
        if wrong:
            continue
        counts = [_at_least(values, least) for values in types]
        every, bad = sum(n for n, _ in counts), sum(k for _, k in counts)
        expected = (count + _SHARED * (every - bad + 0.5) / (every + 1)) / (count + _SHARED)
        if expected >= GOAL and _carried(sum(n for n, k in counts if not k), 0, certainty):
            return Support(least, count, wrong, "spotless")
    return Support(1.0, 0, 0, "none")


def presented(seen: Sequence[Observation], table: Table) -> list[tuple[Observation, float, bool]]:
    """Each value with its confidence and whether it is sure, by ``table``."""
    out = []
    for one in seen:
        confidence, sure = judged(one.signs, table)
        out.append((one, confidence, sure and not one.flagged))
    return out
