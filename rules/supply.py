"""Who can give a fact that is missing, and by which papers."""

from __future__ import annotations

from dataclasses import dataclass

from rules.facts import Key
from rules.schema import Text
from rules.world import World


@dataclass(frozen=True, slots=True)
class Supply:
    kinds: tuple[str, ...]  #: document kinds that give the fact, in the pack's order
    ask: Text | None  #: the question to put to the applicant
    who: str  #: applicant, reviewer or registry


def supply(world: World, key: Key) -> Supply:
    """Of a fact of the pack's vocabulary."""
    name, subject = key
    pack = world.pack
    spec = pack.facts[name]
    kinds, ask = pack.kinds_of(name), spec.ask
    if spec.registry and (spec.registry.match, subject) not in world.book.facts:
        # not looked up yet: first comes what the list is searched by
        kinds = tuple(dict.fromkeys((*kinds, *pack.kinds_of(spec.registry.match))))
        ask = pack.facts[spec.registry.match].ask or ask
    return Supply(kinds, ask, "applicant" if kinds or spec.declare else "reviewer" if spec.attest else "registry")
