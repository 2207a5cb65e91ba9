"""At each measure: what would have to be other than it is, and which of what is missing matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from service import language
from service.facts import CaseFacts, Shown

_FIRST = 2  #: ways shown at once
_MOST_PARTS = 6  #: values shown of what is added up


@dataclass(frozen=True, slots=True)
class Turn:
    """One fact that would have to be other than it is."""

    words: str
    basis: tuple[tuple[str, Shown], ...]  #: where the present value comes from, to be looked at; each with its label


@dataclass(frozen=True, slots=True)
class Way:
    """Facts that would have to change together."""

    turns: tuple[Turn, ...]
    then: str  #: what holds then, and on what it still hangs


@dataclass(frozen=True, slots=True)
class Remedy:
    """What a measure that fails would need; the smallest changes first."""

    first: tuple[Way, ...]
    more: tuple[Way, ...]
    stuck: tuple[str, ...]
    cut: bool  #: there may be other ways

    @property
    def shown(self) -> bool:
        return bool(self.first or self.stuck)


Weights = Mapping[tuple[str, str, str], bool]  #: by fact, subject and detail: proved to matter


def remedy(known: CaseFacts, measure: str, subject: str) -> Remedy | None:
    """For a decision that is not_eligible; None without advice."""
    raw = _of(known, "changes", measure, subject)
    if raw is None:
        return None
    ways = tuple(_way(one, known) for one in raw["sets"])
    stuck = tuple(language.pick(one["sentence"]) for one in raw["stuck"])
    return Remedy(ways[:_FIRST], ways[_FIRST:], stuck, raw["cut"])


def weights(known: CaseFacts, measure: str, subject: str) -> Weights:
    """For a decision that is undetermined: whether each missing fact is proved to matter; empty without advice."""
    raw = _of(known, "open", measure, subject)
    if raw is None:
        return {}
    proved = (*raw["matters"], *raw["amount"])
    # a decision may ask for any paper of a kind where the advice knows which
    return {key: False for n in raw["unproven"] for key in _keys(n)} | {key: True for n in proved for key in _keys(n)}


def _keys(raw: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    fact, subject = raw["fact"], raw["subject"]
    return (fact, subject, raw["detail"]), (fact, subject, "")


def _of(known: CaseFacts, part: str, measure: str, subject: str) -> Mapping[str, Any] | None:
    found: Sequence[Mapping[str, Any]] = known.advice[part] if known.advice else ()
    return next((one for one in found if (one["measure"], one["subject"]) == (measure, subject)), None)


def _way(raw: Mapping[str, Any], known: CaseFacts) -> Way:
    still = _names(raw["still"])
    disputed = _names(raw["disputed"])
    parts = []
    if still:
        parts.append(language.say("advice.still", facts=still))
    if disputed:
        parts.append(language.say("advice.disputed", facts=disputed))
    then = (
        "" if raw["granted"] else language.say("advice.may_hold", conditions=language.say("app.semicolon").join(parts))
    )
    return Way(tuple(_turn(one, known) for one in raw["changes"]), then)


def _turn(raw: Mapping[str, Any], known: CaseFacts) -> Turn:
    found = [
        (named(one) if raw["parts"] else "", shown)
        for one in raw["parts"] or (raw,)
        if (shown := known.by_key.get((one["fact"], one["subject"]))) is not None and shown.places
    ]
    return Turn(language.pick(raw["words"]), tuple(found[:_MOST_PARTS]))


def _names(some: Sequence[Mapping[str, Any]]) -> str:
    return language.say("app.comma").join(dict.fromkeys(named(one) for one in some))


def named(raw: Mapping[str, Any]) -> str:
    """The label of a fact, with which paper where that is told."""
    given = raw.get("detail", "")
    detail = language.say("app.bracket", text=language.month(given)) if given else ""
    return f"{language.pick(raw['label'])}{detail}"
