"""On what the truth of a condition rests: the facts and parameters that decide it, or the causes that leave it open.

Of several children that would each decide alone (one of ``any`` is met, one of ``all`` is not), the firmest is named:
one that needs no unconfirmed value, else the one that needs the fewest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.facts import Outcome, known, unknown
from rules.model import Condition, Gate, Test, Use

if TYPE_CHECKING:
    from rules.world import World


def of(world: World, condition: Condition, subject: str) -> Outcome:
    """``value`` is the truth; None with causes where it is undetermined."""
    place = (condition.key, subject if condition.scope else "")
    if place not in world.grounds:
        world.grounds[place] = _of(world, condition, subject)
    return world.grounds[place]


def _of(world: World, condition: Condition, subject: str) -> Outcome:
    truth = world.truth(condition, subject)
    if isinstance(condition, Test):
        sides = world.sides(condition, subject)
        if truth is None:
            return unknown(parts=tuple(s for s in sides if not s.known))
        return known(truth, sides)
    if isinstance(condition, Use):
        return world.value(condition.fact, subject)
    parts = deciding(world, condition, subject)
    if truth is None:
        return unknown(parts=parts)
    return known(truth, parts)


def deciding(world: World, gate: Gate, subject: str) -> tuple[Outcome, ...]:
    """The grounds of the children that decide the gate."""
    truth = world.truth(gate, subject)
    if gate.op == "not":
        return (of(world, gate.children[0], subject),)
    if truth is None:  # the settled children no longer matter
        return tuple(of(world, c, subject) for c in gate.children if world.truth(c, subject) is None)
    if truth is (gate.op == "all"):  # every child was needed
        return tuple(of(world, c, subject) for c in gate.children)
    alone = [of(world, c, subject) for c in gate.children if world.truth(c, subject) is truth]
    return (min(alone, key=lambda o: sum(not world.firm(k) for k in o.facts)),)
