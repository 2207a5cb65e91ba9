"""What several open decisions would give together, beyond what is granted already."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from rules.answers.model import Sum
from rules.answers.prospects import Prospect
from rules.benefit import Calculator
from rules.decide import GRANTING
from rules.once import benefit_of, partners
from rules.sentences import Speaker
from rules.world import World


class Adder:
    """``world``: of the case as it is. A benefit that several measures grant counts once, the largest."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._granted: dict[Hashable, tuple[list[str], int, int]] = {}

    def total(self, some: Sequence[Prospect]) -> Sum:
        groups: dict[Hashable, list[Prospect]] = {}
        for prospect in some:
            groups.setdefault(benefit_of(prospect.measure, prospect.subject), []).append(prospect)
        least = most = 0
        once: dict[str, None] = {}
        for group in groups.values():
            ids, low, high = self._already(group[0])
            # an amount between least and most comes where one between low and high is granted
            least += max(0, max(p.worth.least_fen or 0 for p in group) - high)
            most += max(0, max(p.worth.most_fen or 0 for p in group) - low)
            named = dict.fromkeys((*ids, *(p.measure.id for p in group)))
            once |= named if len(named) > 1 else {}
        return Sum(least, most, _ids(p for p in some if p.worth.most_fen is None), tuple(once))

    def _already(self, prospect: Prospect) -> tuple[list[str], int, int]:
        """Which other measures grant the benefit of a prospect already, at least and at most how much."""
        key = benefit_of(prospect.measure, prospect.subject)
        if key not in self._granted:
            ids, low, high = [], 0, 0
            for id_ in partners(self.world.pack.measures, prospect.measure):
                worth = self._worth(id_, prospect.subject)
                if worth is not None:
                    ids.append(id_)
                    low, high = max(low, worth[0]), max(high, worth[1])
            self._granted[key] = (ids, low, high)
        return self._granted[key]

    def _worth(self, id_: str, subject: str) -> tuple[int, int] | None:
        """What a measure grants the subject now; None where nothing."""
        measure = self.world.pack.measures[id_]
        decided = self.world.book.decided(measure.over)
        if subject not in decided or measure.amount is None or measure.outcome not in GRANTING:
            return None
        if self.world.truth(measure.root, subject) is not True:
            return None
        benefit = Calculator(self.world, Speaker(self.world)).work(measure.amount, subject, granted=True).benefit
        if benefit is None:
            return None
        low, high = (benefit.low_fen, benefit.high_fen) if benefit.amount_fen is None else (benefit.amount_fen,) * 2
        return low or 0, high or 0


def _ids(some: Iterable[Prospect]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.measure.id for p in some))
