"""Of two copies of one paper, what the worse one got wrong: a letter, never a number."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules.facts import Fact, Key
from workers import wording


def without(facts: Sequence[Fact], copies: Collection[str]) -> list[Fact]:
    """The facts without those of a copy that are another fact's wording misread by a letter.

    ``copies``: sha256 of the documents that are copies of others. An unsure reading gives way to a sure one; every
    other difference stays, and is a dispute.
    """
    if not copies:
        return list(facts)
    rivals: dict[Key, list[Fact]] = {}
    for fact in facts:
        rivals.setdefault((fact.name, fact.subject), []).append(fact)
    kept: list[Fact] = []
    for fact in facts:
        others = [one for one in rivals[fact.name, fact.subject] if one is not fact]
        if any(_from_copy(fact, other, copies) and _misread(fact, other) for other in others):
            rivals[fact.name, fact.subject] = others
        else:
            kept.append(fact)
    return kept


def _from_copy(fact: Fact, rival: Fact, copies: Collection[str]) -> bool:
    return any(ref.document in copies for ref in (*fact.evidence, *rival.evidence))


def _misread(fact: Fact, rival: Fact) -> bool:
    if fact.sure or not rival.sure or not isinstance(fact.value, str) or not isinstance(rival.value, str):
        return False
    return fact.value != rival.value and wording.alike(fact.value, rival.value)
