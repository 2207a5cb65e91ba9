"""What an entry rests on: the derived facts below it, and every condition that bears on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules import expressions
from rules.expressions import Expression
from rules.load_derived import facts_of
from rules.model import Amount, Condition, Gate, Measure, Pack


def formulas(amount: Amount | None) -> tuple[Expression, ...]:
    if amount is None:
        return ()
    return tuple(f.expression for f in (amount.value, amount.low, amount.high, amount.cap) if f is not None)


def derived_below(pack: Pack, facts: Iterable[str]) -> frozenset[str]:
    """The derived ones among the facts, and those their derivations need, directly or through others."""
    waiting, found = list(facts), set[str]()
    while waiting:
        name = waiting.pop()
        if name in pack.derived and name not in found:
            found.add(name)
            waiting += pack.needs[name]
    return frozenset(found)


def derived_of(pack: Pack, measure: Measure) -> frozenset[str]:
    """The derived facts that the conditions or the amount of an entry rest on."""
    return derived_below(pack, facts_of(measure.root) | expressions.facts_of(*formulas(measure.amount)))


def conditions(pack: Pack, measures: Iterable[Measure], facts: Iterable[str]) -> frozenset[str]:
    """Keys of all conditions that bear on the entries and on the derived facts."""
    asked = list(measures)
    derived = derived_below(pack, facts).union(*(derived_of(pack, measure) for measure in asked))
    roots = [*(m.root for m in asked), *(root for name in derived for root in pack.derived[name].conditions)]
    return frozenset(key for root in roots for key in _keys(root))


def _keys(condition: Condition) -> Iterator[str]:
    yield condition.key
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from _keys(child)
