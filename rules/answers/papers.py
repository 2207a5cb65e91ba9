"""Papers that nobody has shown and that open decisions ask for: stood in for by subjects with nothing known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from rules.answers import cores
from rules.answers.trial import Trial, assumed
from rules.expressions import AGGREGATES, Call, Expression, FactRef, children, sides
from rules.facts import FactSet, Key
from rules.functions import Uncomputable, month_range
from rules.model import Amount, Condition, Measure, Pack, Test, Use
from rules.types import Value
from rules.world import World

#: a paper may ask for another; further than this nothing is followed
_ROUNDS = 3
_EXPECTED = "expected"
Decided = tuple[Measure, str]  #: a measure and its subject


@dataclass(frozen=True, slots=True)
class Paper:
    """``key`` and ``wanted``: which of several, by the fact that says so (the month of a statement)."""

    kind: str  #: of subject
    key: str | None = None
    wanted: Value | None = None


def expected(trial: Trial, open_: Iterable[Decided]) -> tuple[Trial, dict[str, Paper]]:
    """The case with a subject for every paper that open decisions ask for; those subjects."""
    wanted: dict[Paper, str] = {}
    some = list(open_)
    for _ in range(_ROUNDS):
        found: dict[Paper, None] = {}
        for measure, subject in some:
            found |= dict.fromkeys(_asked(trial.base, measure, stand_in(trial.base, measure, subject)))
        found = _different(found, wanted, trial.base)
        new = [paper for paper in found if paper not in wanted and not _covered(paper, found, trial.base)]
        if not new:
            break
        for paper in new:
            wanted[paper] = f"{paper.kind}:{_EXPECTED}-{len(wanted) + 1}"
        trial = Trial(trial.pack, trial.reach, _with(trial.facts, {p: wanted[p] for p in new}, trial.pack), trial.on,
                      trial.budget)  # fmt: skip
    return trial, {subject: paper for paper, subject in wanted.items()}


def _different(found: Iterable[Paper], before: Iterable[Paper], world: World) -> dict[Paper, None]:
    """One of those that differ only in how the text is written that says which: the earliest."""
    first: dict[tuple[object, ...], Paper] = {}
    for paper in (*before, *found):
        kind = world.pack.facts[paper.key].type if paper.key else None
        meant = paper.wanted if kind is None or paper.wanted is None else world.compared(paper.wanted, kind)
        first.setdefault((paper.kind, paper.key, meant), paper)
    return dict.fromkeys(paper for paper in found if paper in first.values())


def stand_in(world: World, measure: Measure, subject: str) -> str:
    """The subject a decision is about; of one that nobody has shown, its stand-in."""
    if measure.over is None or subject != measure.over:
        return subject
    return world.book.decided(measure.over)[0]


def _covered(paper: Paper, found: Iterable[Paper], world: World) -> bool:
    """Any paper of its kind would do, and one is there or asked for already."""
    others = any(p.kind == paper.kind and p.key for p in found)
    return paper.key is None and (others or bool(world.book.subjects[paper.kind]))


def _with(facts: FactSet, papers: dict[Paper, str], pack: Pack) -> FactSet:
    keys = tuple(
        assumed((paper.key, subject), paper.wanted)
        for paper, subject in papers.items()
        if paper.key and paper.wanted is not None and not pack.facts[paper.key].derived
    )
    return replace(facts, facts=(*facts.facts, *keys), subjects=(*facts.subjects, *papers.values()))


def _asked(world: World, measure: Measure, subject: str) -> Iterator[Paper]:
    if measure.over and not world.book.subjects[measure.over]:
        yield Paper(measure.over)
    if world.truth(measure.root, subject) is None:
        yield from _in_condition(world, measure.root, subject)
    for expression in formulas(measure.amount):
        yield from _in_expression(world, expression, subject)


def formulas(amount: Amount | None) -> Iterator[Expression]:
    if amount is not None:
        yield from (f.expression for f in amount.formulas)


def _in_condition(world: World, condition: Condition, subject: str) -> Iterator[Paper]:
    for leaf in cores.open_leaves(world, condition, subject):
        if isinstance(leaf.condition, Use):
            yield from _in_fact(world, leaf.condition.fact, leaf.subject)
        elif isinstance(leaf.condition, Test):
            for side in sides(leaf.condition.test):
                yield from _in_expression(world, side, leaf.subject)


def _in_fact(world: World, name: str, subject: str) -> Iterator[Paper]:
    derived = world.pack.derived.get(name)
    if derived is None or world.value(name, subject).known or world.stated(world.key(name, subject)):
        return
    for when in derived.conditions:
        if world.truth(when, subject) is None:
            yield from _in_condition(world, when, subject)
    if derived.value is not None:
        yield from _in_expression(world, derived.value, subject)


def _in_expression(world: World, expression: Expression, subject: str) -> Iterator[Paper]:
    if isinstance(expression, FactRef):
        yield from _in_fact(world, expression.name, subject)
    elif isinstance(expression, Call) and expression.name in AGGREGATES:
        yield from _in_aggregate(world, expression, subject)
    else:
        for child in children(expression):
            yield from _in_expression(world, child, subject)


def _in_aggregate(world: World, call: Call, subject: str) -> Iterator[Paper]:
    kind = call.over or ""
    subjects = world.book.subjects[kind]
    leading = AGGREGATES[call.name]
    for each in subjects:
        for gathered in call.args[:leading]:
            yield from _in_expression(world, gathered, each)
    for wanted in call.args[leading:]:
        yield from _in_expression(world, wanted, subject)
    if leading < 2:
        if not subjects:
            yield Paper(kind)
        return
    key = call.args[1]
    values = [world.evaluate(a, subject).value for a in call.args[2:]]
    if not isinstance(key, FactRef) or any(v is None for v in values):
        return
    for value in _each(call.name, values):
        if not any(_same(world, key.name, world.value(key.name, s).value, value) for s in subjects):
            yield Paper(kind, key.name, value)


def _same(world: World, fact: str, one: Value | None, other: Value | None) -> bool:
    """Both known, and equal as the rules compare them."""
    if one is None or other is None:
        return False
    kind = world.pack.facts[fact].type
    return world.compared(one, kind) == world.compared(other, kind)


def _each(name: str, values: list[Value | None]) -> list[Value | None]:
    if name == "at":
        return values[:1]
    try:
        return list(month_range(str(values[0]), str(values[1])))
    except Uncomputable:
        return []


def suppliable(world: World, key: Key) -> bool:
    """The fact is unknown or disputed, and its subject is there to have it."""
    name, subject = key
    spec = world.pack.facts[name]
    if world.pack.subjects[spec.subject].many and subject not in world.book.subjects[spec.subject]:
        return False
    if key in world.book.unasked:
        return False
    return (not spec.derived or spec.stated) and not world.value(name, subject).known
