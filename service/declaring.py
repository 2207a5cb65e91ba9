"""The questions of the home form: the few that bear on most measures first, the rest by the measure they are for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rules.expressions import facts_of as in_expressions
from rules.load_derived import facts_of as in_condition
from rules.model import FactSpec, Measure, Pack
from rules.types import Type
from service import language
from workers.bind import APPLICANT

_FIRST = 6  #: questions that everybody is shown
_SHARED = 2  #: measures on which these bear at least


@dataclass(frozen=True, slots=True)
class Topic:
    title: str
    facts: tuple[FactSpec, ...]


def asked(pack: Pack) -> tuple[tuple[FactSpec, ...], tuple[Topic, ...]]:
    """What an applicant may declare before any paper is there: first what most measures use, then topic by topic."""
    used = {measure.id: _used(pack, measure) for measure in pack.measures.values()}
    bears = {spec.name: [one for one, facts in used.items() if spec.name in facts] for spec in _declared(pack)}
    ranked = sorted((name for name in bears if len(bears[name]) >= _SHARED), key=lambda name: -len(bears[name]))
    first = ranked[:_FIRST]
    topics: dict[str, list[FactSpec]] = {}
    for name, measures in bears.items():
        if name not in first:
            title = (
                language.pick_text(pack.measures[measures[0]].title) if measures else language.say("home.other_topic")
            )
            topics.setdefault(title, []).append(pack.facts[name])
    order = [language.pick_text(measure.title) for measure in pack.measures.values()]
    ordered = sorted(topics, key=lambda title: order.index(title) if title in order else len(order))
    return tuple(pack.facts[name] for name in first), tuple(Topic(one, tuple(topics[one])) for one in ordered)


def _declared(pack: Pack) -> Iterable[FactSpec]:
    for spec in pack.facts.values():
        # who applies stands at the head of the form already
        if spec.name == APPLICANT or pack.subjects[spec.subject].many:
            continue
        if spec.declare and spec.type is not Type.SCHEDULE:
            yield spec


def _used(pack: Pack, measure: Measure) -> frozenset[str]:
    """Every fact that a measure rests on, through what is worked out from others."""
    found: set[str] = set()
    waiting = set(in_condition(measure.root))
    if amount := measure.amount:
        for formula in (amount.value, amount.low, amount.high, amount.cap):
            if formula is not None:
                waiting |= in_expressions(formula.expression)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= pack.needs.get(name, frozenset()) - found
    return frozenset(found)
