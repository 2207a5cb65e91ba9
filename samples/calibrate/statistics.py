"""Bounds on shares, monotone regression, and how far a stated confidence is from the share that is right."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


def _at_most(wrong: int, count: int, rate: float) -> float:
    """Probability of at most ``wrong`` wrong ones of ``count`` when each is wrong with ``rate``."""
    if rate <= 0:
        return 1.0
    if rate >= 1:
        return 1.0 if wrong >= count else 0.0
    total = 0.0
    for k in range(wrong + 1):
        log = math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1)
        total += math.exp(log + k * math.log(rate) + (count - k) * math.log1p(-rate))
    return min(1.0, total)


def lower_bound(right: int, count: int, certainty: float = 0.95) -> float:
    """The share of right ones that is reached with ``certainty`` (one-sided, Clopper-Pearson); 0 of nothing."""
    wrong = count - right
    if count == 0 or wrong >= count:
        return 0.0
    low, high = 0.0, 1.0  # of the rate of wrong ones
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(wrong, count, middle) > 1 - certainty:
            low = middle
        else:
            high = middle
    return 1 - high


def upper_bound(right: int, count: int, certainty: float = 0.95) -> float:
    """The share of right ones that is not passed with ``certainty`` (one-sided, Clopper-Pearson); 1 of nothing."""
    return 1 - lower_bound(count - right, count, certainty) if count else 1.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a monotone map."""

    centre: float  #: mean belief of its values
    right: int
    count: int

    @property
    def share(self) -> float:
        """That is right; half a right and half a wrong one imagined, so that nothing is certain."""
        return (self.right + 0.5) / (self.count + 1)

    def with_(self, other: Step) -> Step:
        count = self.count + other.count
        centre = (self.centre * self.count + other.centre * other.count) / count
        return Step(centre, self.right + other.right, count)


def isotonic(values: Iterable[tuple[float, bool]], least: int = 30) -> list[Step]:
    """The monotone steps nearest to what was seen (pool adjacent violators), of at least ``least`` values each.

    Values of one belief stay together. Fewer values than ``least`` make one step; none make none.
    """
    by_belief: dict[float, Step] = {}
    for belief, right in values:
        one = Step(belief, int(right), 1)
        by_belief[belief] = by_belief[belief].with_(one) if belief in by_belief else one
    # equally many values first: a lone value's share is no share
    parts: list[Step] = []
    for _, step in sorted(by_belief.items()):
        if parts and parts[-1].count < least:
            parts[-1] = parts[-1].with_(step)
        else:
            parts.append(step)
    if len(parts) > 1 and parts[-1].count < least:
        parts[-2:] = [parts[-2].with_(parts[-1])]
    steps: list[Step] = []
    for part in parts:
        steps.append(part)
        while len(steps) > 1 and steps[-2].share >= steps[-1].share:
            steps[-2:] = [steps[-2].with_(steps[-1])]
    return steps


def brier(values: Sequence[tuple[float, bool]]) -> float:
    """Mean squared distance between confidence and outcome; 0 is best."""
    return sum((confidence - right) ** 2 for confidence, right in values) / max(1, len(values))


@dataclass(frozen=True, slots=True)
class Bin:
    """Values of about one confidence."""

    confidence: float  #: mean of what was stated
    share: float  #: that was right
    count: int


def bins(values: Iterable[tuple[float, bool]], count: int = 10) -> list[Bin]:
    """About ``count`` bins of equally many values; values of one confidence are never parted."""
    ordered = sorted(values)
    out: list[Bin] = []
    group: list[tuple[float, bool]] = []
    size = len(ordered) / count
    for at, value in enumerate(ordered):
        group.append(value)
        last = at + 1 == len(ordered)
        if last or (len(group) >= size and ordered[at + 1][0] > value[0]):
            shares = sum(right for _, right in group) / len(group)
            out.append(Bin(sum(confidence for confidence, _ in group) / len(group), shares, len(group)))
            group = []
    return out


def calibration_error(values: Sequence[tuple[float, bool]], count: int = 10) -> float:
    """Expected calibration error: mean distance between stated confidence and share right, over :func:`bins`."""
    return sum(abs(one.confidence - one.share) * one.count for one in bins(values, count)) / max(1, len(values))
