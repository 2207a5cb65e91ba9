"""How well the evidence of a value covers the places where the truth says that it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

#: page, then x0, top, x1, bottom in points
Area = tuple[int, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Areas of the evidence and of the places it touches, compared. 0..1 each."""

    union: float  #: what both cover, of what either covers (intersection over union)
    covered: float  #: what both cover, of the truth
    right_page: bool  #: whether any of the evidence is on a page where the value stands


def overlap(places: Iterable[Iterable[Mapping[str, Any]]], evidence: Iterable[Mapping[str, Any]]) -> Overlap | None:
    """``places``: for each place a value stands at, its lines with ``page`` and ``box``; ``evidence`` as reported.

    A value may stand at several places: those that the evidence touches are what it has to cover. None where the
    truth or the evidence has no boxes (a cell of a spreadsheet has none).
    """
    truth = [[_area(line["page"], line["box"]) for line in place] for place in places]
    shown = [_area(one["page"], box) for one in evidence for box in one.get("boxes") or ()]
    if not any(truth) or not shown:
        return None
    touched = [area for place in truth if any(_touch(a, b) for a in place for b in shown) for area in place]
    right_page = bool({area[0] for place in truth for area in place} & {area[0] for area in shown})
    if not touched:
        return Overlap(0.0, 0.0, right_page)
    of_truth, either = _size(touched), _size([*touched, *shown])
    both = of_truth + _size(shown) - either
    return Overlap(both / either, both / of_truth, right_page)


def _area(page: Any, box: Sequence[float]) -> Area:
    x0, top, x1, bottom = (float(value) for value in box)
    return int(page), x0, top, x1, bottom


def _touch(a: Area, b: Area) -> bool:
    return a[0] == b[0] and a[1] < b[3] and b[1] < a[3] and a[2] < b[4] and b[2] < a[4]


def _size(areas: Sequence[Area]) -> float:
    """What the areas cover together, square points."""
    total = 0.0
    for page in {area[0] for area in areas}:
        mine = [area for area in areas if area[0] == page]
        for left, right in pairwise(sorted({x for area in mine for x in (area[1], area[3])})):
            reach = None
            for top, bottom in sorted((a[2], a[4]) for a in mine if a[1] <= left and right <= a[3]):
                start = top if reach is None else max(top, reach)
                total += max(0.0, bottom - start) * (right - left)
                reach = bottom if reach is None else max(bottom, reach)
    return total
