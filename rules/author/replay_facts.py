"""The facts of a seal, put into the words of a pack that may know other facts: what does not fit is named, not lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rules import jsonform
from rules.author.replay_model import Lost
from rules.book import Book
from rules.errors import FactRefused, OverruleRefused, SealBroken
from rules.facts import FactSet
from rules.model import Pack


@dataclass(frozen=True, slots=True)
class Fitted:
    facts: FactSet
    lost: tuple[Lost, ...]


def fitted(inputs: Mapping[str, Any], pack: Pack, side: str) -> Fitted:
    """``side``: a or b, for telling. Raises :class:`SealBroken` where the inputs are not those of a seal."""
    try:
        whole = jsonform.facts_from_json(inputs, pack)
        Book(pack, whole)
        return Fitted(whole, ())
    except (SealBroken, FactRefused, OverruleRefused):
        return _by_one(inputs, pack, side)


def _by_one(inputs: Mapping[str, Any], pack: Pack, side: str) -> Fitted:
    """Each fact on its own, so that those that do not fit are named and the others stay."""
    try:
        taken = _Taking(pack, side)
        rest: dict[str, Any] = {"facts": [], "conflicts": [], "subjects": [], "overrulings": []}
        for subject in inputs["subjects"]:
            taken.one({**rest, "subjects": [subject]}, "", str(subject))
        for raw in inputs["facts"]:
            taken.one({**rest, "facts": [raw]}, str(raw["name"]), str(raw["subject"]))
        for raw in inputs["conflicts"]:
            taken.one({**rest, "conflicts": [raw]}, str(raw["name"]), str(raw["subject"]))
        for raw in inputs["overrulings"]:
            taken.one({**rest, "overrulings": [raw]}, str(raw["parameter"]), "")
    except (KeyError, TypeError) as error:
        raise SealBroken(reason="inputs", detail=str(error)) from error
    return Fitted(_joined(taken.parts), tuple(dict.fromkeys(taken.lost)))


class _Taking:
    """Takes the inputs in one by one, each checked by the pack itself."""

    def __init__(self, pack: Pack, side: str) -> None:
        self.pack = pack
        self.side = side
        self.parts: list[FactSet] = []
        self.lost: list[Lost] = []

    def one(self, raw: Mapping[str, Any], what: str, subject: str) -> None:
        reason = next(self._refused(raw), "")
        if reason:
            self.lost.append(Lost(what or subject, subject, reason, self.side))

    def _refused(self, raw: Mapping[str, Any]) -> Iterator[str]:
        for entry in (*raw["facts"], *raw["conflicts"]):
            if entry["name"] not in self.pack.facts:
                yield "unknown_fact"
        for ruling in raw["overrulings"]:
            if ruling["parameter"] not in self.pack.parameters:
                yield "unknown_parameter"
        try:
            part = jsonform.facts_from_json(raw, self.pack)
        except SealBroken:
            yield "wrong_type"
            return
        try:
            Book(self.pack, part)
        except (FactRefused, OverruleRefused) as error:
            yield str(error.data["reason"])
            return
        self.parts.append(part)


def _joined(parts: Iterable[FactSet]) -> FactSet:
    some = tuple(parts)
    return FactSet(
        tuple(f for p in some for f in p.facts), tuple(c for p in some for c in p.conflicts),
        tuple(s for p in some for s in p.subjects), tuple(o for p in some for o in p.overrulings),
    )  # fmt: skip
