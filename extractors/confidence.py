"""How certain a value is, and whether that is certain enough. The figures are data, measured: ``confidence.yaml``.

Two things can be wrong: the place that was chosen, and what was read there. The signs of a place give its belief
(log-odds), and a monotone map takes it to the share of such places that were right where it was measured; another map
does so for the least certain character of what PaddleOCR read. The confidence is the product. A threshold for each
type and way of reading says from where on a value may be used without a person.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from extractors.drafts import Draft
from extractors.model import Method
from extractors.strictyaml import Node, load
from extractors.values import TYPES

_FILE = Path(__file__).parent / "confidence.yaml"
#: how a value was read: from a text layer or a cell, by OCR, by OCR with something that says the same
WAYS = ("text_layer", "ocr", "ocr_confirmed")
#: what speaks for a place (weights 0 or more) and against it (0 or less); see :func:`features`
FOR = ("place", "confirmed")
AGAINST = ("alone", "rivals", "doubtful", "failed")
PLACE = "place"
#: the map of places, and those of characters by way of reading
MAPS = (PLACE, "ocr", "ocr_confirmed")
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a draft that may tell whether it is right."""

    type: str
    way: str  #: one of WAYS
    place: float  #: 0..1, how far the place is to be believed
    least: float  #: 0..1, the least certain of the value's own characters; 1 for a text layer
    confirmed: int  #: independent things that say the same
    offers: int  #: finders and places that gave it, 0 where a reader decided by itself
    rivals: int  #: other values that were offered
    doubtful: bool  #: mended, loosely written, or perhaps cut off
    failed: int  #: checks that speak against it

    @property
    def flagged(self) -> bool:
        """Something speaks against it: never sure."""
        return self.doubtful or self.failed > 0


#: belief, or certainty of characters, with the share that was right; both rising
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What was measured."""

    measured: str  #: date
    base: float
    weights: Mapping[str, float]  #: of FOR and AGAINST
    types: Mapping[str, float]  #: what a value of this type is believed beside the weights
    maps: Mapping[str, Points]  #: by the names of MAPS
    thresholds: Mapping[str, Mapping[str, float]]  #: type -> way of reading -> least confidence; 1: never


@lru_cache(maxsize=2)
def table(path: Path = _FILE) -> Table:
    """Raises KindError for a file that is not as it should be."""
    names = ("measured", "base", "weights", "types", "maps", "thresholds", "from")
    root = load(path).mapping(names, names[:-1])
    signs = (*FOR, *AGAINST)
    of_type = root["thresholds"].mapping(TYPES, TYPES)
    return Table(
        root["measured"].text(),
        root["base"].number(),
        {name: node.number() for name, node in root["weights"].mapping(signs, signs).items()},
        {name: node.number() for name, node in root["types"].mapping(TYPES, TYPES).items()},
        {name: _rising(node) for name, node in root["maps"].mapping(MAPS, MAPS).items()},
        {name: {way: _least(ways) for way, ways in node.mapping(WAYS, WAYS).items()} for name, node in of_type.items()},
    )


def _rising(node: Node) -> Points:
    points = [tuple(number.number() for number in pair.sequence()) for pair in node.sequence()]
    if not points or any(len(point) != 2 for point in points):
        node.fail("pairs of belief and confidence are expected here")
    made = tuple((point[0], point[1]) for point in points)
    if any(a[0] >= b[0] or a[1] > b[1] for a, b in pairwise(made)):
        node.fail("beliefs and confidences must rise")
    return made


def _least(node: Node) -> float:
    known = ("least", "values", "wrong", "by")
    least = node.mapping(known, ("least",))["least"].number()
    if not 0 < least <= 1:
        node.fail("a share above 0, up to 1, is expected here")
    return least


def thresholds() -> Mapping[str, Mapping[str, float]]:
    """The least confidence of a sure value, by type and way of reading."""
    return table().thresholds


def signs_of(draft: Draft, kind: str) -> Signs:
    """The signs of a draft of the type ``kind``."""
    read = min(evidence.confidence for evidence in draft.evidence)
    seen = read < 1 or any(evidence.method is Method.OCR for evidence in draft.evidence)
    way = "text_layer" if not seen else "ocr_confirmed" if draft.confirmed else "ocr"
    # on a sheet only what the program hides is read with doubt: whoever handed it in may never have seen it
    hidden = any(evidence.sheet is not None and evidence.confidence < 1 for evidence in draft.evidence)
    return Signs(
        kind,
        way,
        draft.score,
        read,
        draft.confirmed,
        draft.offers,
        draft.rivals,
        draft.doubtful or hidden,
        len(draft.failed),
    )


def features(signs: Signs) -> dict[str, float]:
    """Numbers of about 0 to 2 by the names of FOR and AGAINST."""
    return {
        # doubts count by their order of magnitude: between 0.9 and 0.98 lies as much as between 0.5 and 0.9
        "place": -math.log10(1.02 - signs.place),
        "confirmed": float(min(2, signs.confirmed)),
        "alone": float(signs.offers == 1 and not signs.confirmed),
        "rivals": float(min(2, signs.rivals)),
        "doubtful": float(signs.doubtful),
        "failed": float(min(2, signs.failed)),
    }


def belief(signs: Signs, by: Table) -> float:
    """Log-odds that a place with these signs is the right one."""
    shown = features(signs)
    return by.base + by.types[signs.type] + sum(weight * shown[name] for name, weight in by.weights.items())


def characters(signs: Signs) -> float:
    """How certain the least certain character is, in orders of magnitude: 1 for 0.9, 2 for 0.99, at most 3.3."""
    return -math.log10(1.0005 - signs.least)


def mapped(points: Sequence[tuple[float, float]], at: float) -> float:
    """The share at a belief: between the measured points, and never beyond the outermost."""
    after = bisect_right(points, at, key=lambda point: point[0])
    if after == 0:
        return points[0][1]
    if after == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[after - 1], points[after]
    return y0 + (y1 - y0) * (at - x0) / (x1 - x0)


def stated(signs: Signs, by: Table) -> tuple[float, float]:
    """How certain the place is, and how certain the value: what was read there, too."""
    place = mapped(by.maps[PLACE], belief(signs, by))
    read = 1.0 if signs.way == WAYS[0] else mapped(by.maps[signs.way], characters(signs))
    return round(place, _DIGITS), round(place * read, _DIGITS)


Listener = Callable[[Draft, Signs], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)


@contextmanager
def told(listener: Listener) -> Iterator[None]:
    """Within it, ``listener`` hears of each draft that is judged, with its signs; for measuring."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def judge(draft: Draft, kind: str) -> tuple[float, bool]:
    """Confidence 0..1 of a draft of the type ``kind``, and whether it is sure."""
    signs = signs_of(draft, kind)
    if (listener := _listener.get()) is not None:
        listener(draft, signs)
    return judged(signs, table())


def judged(signs: Signs, by: Table) -> tuple[float, bool]:
    """Confidence and whether a value with these signs is sure."""
    place, confidence = stated(signs, by)
    least = by.thresholds[signs.type]
    if signs.flagged or least[signs.way] >= 1 or confidence < least[signs.way]:
        return confidence, False
    return confidence, place >= least[WAYS[0]]
