"""Of two copies of one paper, what the worse one got wrong: a letter, never a number."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rules.facts import Fact
from workers import wording


def without(facts: Sequence[Fact], copies: Collection[str]) -> list[Fact]:
    """The facts without those of a copy that are another fact's wording misread by a letter.

    ``copies``: sha256 of the documents that are copies of others. An unsure reading gives way to a sure one; every
    other difference stays, and is a dispute.
    """
    kept = list(facts)
    for fact in facts:
        for rival in kept:
            same_place = (rival.name, rival.subject) == (fact.name, fact.subject) and rival is not fact
            from_copy = any(ref.document in copies for ref in (*fact.evidence, *rival.evidence))
            if same_place and from_copy and _misread(fact, rival):
                kept = [one for one in kept if one is not fact]
                break
    return kept


def _misread(fact: Fact, rival: Fact) -> bool:
    if fact.sure or not rival.sure or not isinstance(fact.value, str) or not isinstance(rival.value, str):
        return False
    return fact.value != rival.value and wording.alike(fact.value, rival.value)
