"""From all the places a field might stand at to one draft, a conflict, or a reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from extractors import values
from extractors.clean import bare
from extractors.drafts import Draft
from extractors.finders.base import Candidate
from extractors.kindmodel import FieldSpec
from extractors.model import Value

#: a rival value this far below the best is not a rival
_RIVAL = 0.12
#: a blank place beats what stands at a place this much worse
_BLANK = 0.04
#: places this close in score are equally good
_EQUAL = 0.03
#: two texts this alike are one text read twice, once badly
_ALIKE = 0.8
_PROSE = frozenset({"text", "name", "address"})


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate with the weight of the finder that made it."""

    candidate: Candidate
    score: float  #: 0..1
    despite_blank: bool = False


@dataclass(slots=True)
class Outcome:
    """Exactly one of the three: a draft, rival drafts, or the reason why nothing was taken."""

    draft: Draft | None = None
    rivals: tuple[Draft, ...] = ()
    code: str = ""  #: of the conflict
    reason: str = ""  #: of the missing value


@dataclass(slots=True)
class _Group:
    """All offers of one value."""

    value: Value
    best: Offer
    reading: values.Reading
    offers: list[Offer] = field(default_factory=list)

    @property
    def score(self) -> float:
        return self.best.score

    def places(self) -> int:
        """In how many places the value stands, the overlapping ones counted once."""
        found: list[tuple[int, float, float]] = []
        for offer in self.offers:
            evidence = offer.candidate.evidence[0]
            box = evidence.boxes[0]
            here = (evidence.page, box.top, box.bottom)
            if not any(p == here[0] and t < here[2] and here[1] < b for p, t, b in found):
                found.append(here)
        return len(found)


def _same(a: Value, b: Value) -> bool:
    if isinstance(a, str) and isinstance(b, str):
        return bare(a) == bare(b)
    return type(a) is type(b) and a == b


def _read(offer: Offer, spec: FieldSpec) -> values.Reading:
    candidate = offer.candidate
    if candidate.blank:
        return values.BLANK
    doubtful = candidate.tags.get("doubtful") == "true"
    if candidate.value is not None:
        return values.Reading(candidate.value, doubtful=doubtful)
    reading = values.parse(spec.type, candidate.raw, spec.options)
    return replace(reading, doubtful=True) if doubtful else reading


def _draft(name: str, group: _Group, extra: int = 0) -> Draft:
    reading = group.reading
    draft = Draft(
        name,
        group.value,
        group.best.candidate.evidence,
        group.score,
        reading.doubtful,
        group.places() - 1 + extra,
        tags=group.best.candidate.tags,
        offers=len(group.offers),
    )
    for check in reading.checks:
        if check.startswith("+"):
            draft.passed.append(check)
            draft.confirmed += 1
        else:
            draft.failed.append(check)
    return draft


def settle(spec: FieldSpec, offers: Sequence[Offer]) -> Outcome:
    """What the offers, in the order of the YAML's finders, say together."""
    groups: list[_Group] = []
    blank = 0.0
    unreadable = False
    for offer in offers:
        reading = _read(offer, spec)
        if reading.blank:
            blank = max(blank, offer.score)
        elif reading.value is None:
            unreadable = True
        else:
            for group in groups:
                if _same(group.value, reading.value):
                    group.offers.append(offer)
                    if offer.score > group.score:
                        group.best, group.reading = offer, reading
                    break
            else:
                groups.append(_Group(reading.value, offer, reading, [offer]))
    kept = [g for g in groups if g.score >= blank - _BLANK or any(o.despite_blank for o in g.offers)]
    if not kept:
        return Outcome(reason="empty" if blank else "unreadable" if unreadable else "not_found")
    twice = _written_twice(spec, kept)
    if twice is not None:
        return twice
    outcome = _chosen(spec, kept)
    if outcome.draft is not None:
        outcome.draft.rivals = len(groups) - 1
    return outcome


def _written_twice(spec: FieldSpec, groups: list[_Group]) -> Outcome | None:
    """An amount in words with the same in figures beside it: equal, or a conflict in which neither is chosen."""
    top = max(group.score for group in groups)
    by_pair: dict[str, list[_Group]] = {}
    for group in groups:
        for offer in group.offers:
            pair = offer.candidate.tags.get("pair")
            if pair and offer.score >= top - _RIVAL and group not in by_pair.setdefault(pair, []):
                by_pair[pair].append(group)
    for both in by_pair.values():
        if len(both) > 1:
            return Outcome(rivals=tuple(_draft(spec.name, g) for g in both), code="words_figures_differ")
    return None


def _chosen(spec: FieldSpec, groups: list[_Group]) -> Outcome:
    top = max(group.score for group in groups)
    near = [group for group in groups if group.score >= top - _RIVAL]
    equal = [group for group in groups if group.score >= top - _EQUAL]
    if spec.pick == "first":
        near = equal[:1]  # within one finder the places come in reading order
    elif spec.pick == "last":
        near = [max(near, key=_where)]
    best = max(near, key=lambda g: (g.score + 0.05 * (g.places() - 1), _certainty(g), -_order(g)))
    draft = _draft(spec.name, best)
    pairs = [o.candidate.tags["pair"] for o in best.offers if "pair" in o.candidate.tags]
    if len(pairs) > len(set(pairs)):
        draft.passed.append("+words_figures")
        draft.confirmed += 1
    if spec.pick in {"first", "last"} and any(not _one_text(spec, best.value, g.value) for g in equal if g is not best):
        draft.doubtful = True  # one of several equally good ones was taken by its place alone
    others = [group for group in near if group is not best]
    if spec.pick == "all":
        others = []
    alike = [g for g in others if _one_text(spec, best.value, g.value)]
    rivals = [g for g in others if g not in alike]
    if alike:
        # one of them was misread, or cut off; the longer of two that start alike is the whole one
        longest = max([best, *alike], key=lambda g: len(str(g.value)))
        if str(longest.value).startswith(str(best.value)) and longest.score >= best.score:
            draft = _draft(spec.name, longest)
        elif not all(str(best.value).startswith(str(g.value)) for g in alike):
            draft.doubtful = True
    if rivals:
        return Outcome(
            rivals=(draft, *(_draft(spec.name, g) for g in rivals)),
            code="two_values",
        )
    if (
        len(groups) > len(near)
        and spec.pick == "one"
        and any(not _one_text(spec, best.value, g.value) and g.score > top - 2 * _RIVAL for g in groups)
    ):
        draft.doubtful = draft.doubtful or draft.confirmed == 0
    return Outcome(draft)


def _one_text(spec: FieldSpec, a: Value, b: Value) -> bool:
    if spec.type not in _PROSE or not isinstance(a, str) or not isinstance(b, str):
        return False
    one, other = bare(a), bare(b)
    return one in other or other in one or SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _certainty(group: _Group) -> float:
    return min(evidence.confidence for evidence in group.best.candidate.evidence)


def _where(group: _Group) -> tuple[int, float, float]:
    evidence = group.best.candidate.evidence[0]
    return evidence.page, evidence.boxes[0].top, evidence.boxes[0].x0


def _order(group: _Group) -> float:
    page, top, _ = _where(group)
    return page * 100_000 + top
