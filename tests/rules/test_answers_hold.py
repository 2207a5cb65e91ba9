"""What the answers promise is what happens: every value of every fact of small random packs is worked out."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import combinations
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import evaluate, loader
from rules.answers import advise
from rules.answers.model import Change, ChangeSet, Gain, NextStep
from rules.book import Book
from rules.decisions import Decision
from rules.facts import Key
from rules.model import Pack
from rules.plain import PlainReader
from rules.types import Value
from rules.world import World
from tests.rules import small_packs

ON = date(2020, 5, 15)
SEEN: Counter[str] = Counter()
Values = dict[Key, Value]
quick = settings(
    max_examples=70, derandomize=True, phases=(Phase.generate,), deadline=None, suppress_health_check=list(HealthCheck)
)


def drawn(data: st.DataObject, unknown: int) -> tuple[Pack, Values]:
    files = data.draw(small_packs.pack_files())
    with tempfile.TemporaryDirectory() as folder:
        pack = loader.load(small_packs.write(Path(folder), files))
    return pack, data.draw(small_packs.cases(pack, unknown))


def truth(pack: Pack, measure: str, values: Values) -> bool | None:
    world = World(Book(pack, small_packs.known(values)), ON)
    world.reader = PlainReader(world).truth
    return world.truth(pack.measures[measure].root, "enterprise")


def decision(pack: Pack, measure: str, values: Mapping[Key, Value]) -> Decision:
    evaluation = evaluate(pack, small_packs.known(dict(values)), ON, reader="plain")
    return next(d for d in evaluation.decisions if d.measure == measure)


def tried(some: tuple[Change, ...]) -> Values:
    return {(c.fact, c.subject): c.tried for c in some}


# -- what would change ---------------------------------------------------------------------------------------------


@quick
@given(st.data())
def test_a_change_set_turns_the_decision_and_no_part_of_it_does(data: st.DataObject) -> None:
    pack, values = drawn(data, 2)
    for changes in advise(pack, small_packs.known(values), ON).changes:
        for one in changes.sets:
            then = decision(pack, changes.measure, {**values, **tried(one.changes)})
            assert then.status == ("eligible" if one.granted else "undetermined")
            assert {m.fact for m in then.missing if m.needed_for == "condition"} == {n.fact for n in one.still}
            for size in range(len(one.changes)):
                for part in combinations(one.changes, size):
                    assert truth(pack, changes.measure, {**values, **tried(part)}) is False
            SEEN[f"sets of {len(one.changes)}"] += 1
            _bounds_are_exact(pack, changes.measure, values, one)


def _bounds_are_exact(pack: Pack, measure: str, values: Values, one: ChangeSet) -> None:
    for change in one.changes if one.granted else ():
        key = (change.fact, change.subject)
        around = {v: truth(pack, measure, {**values, **tried(one.changes), key: v})
                  for v in small_packs.DOMAIN[pack.facts[change.fact].type]}  # fmt: skip
        assert all(holds for value, holds in around.items() if _within(change, value)), (change, around)
        SEEN[change.to] += 1
        step = 1 if change.fact != "enterprise.m1" else 100
        outside = []
        if change.to in ("at_least", "between") and isinstance(low := change.bounds[0], int):
            outside.append(low - 1)
        if change.to in ("at_most", "between") and isinstance(high := change.bounds[-1], int):
            outside.append(high + 1)
        for value in outside:
            if step == 1 or value % step == 0:
                assert truth(pack, measure, {**values, **tried(one.changes), key: value}) is not True
        if change.to in ("is", "one_of"):
            assert {v for v, holds in around.items() if holds} == set(change.bounds) or change.fact[-2] in "nm"


def _within(change: Change, value: Value) -> bool:
    bounds = change.bounds
    if change.to in ("is", "one_of"):
        return value in bounds
    assert isinstance(value, int)
    if change.to == "between":
        return bounds[0] <= value <= bounds[1]  # type: ignore[operator]
    if change.to == "at_least":
        return value >= bounds[0]  # type: ignore[operator]
    return value <= bounds[0] if change.to == "at_most" else False  # type: ignore[operator]


@quick
@given(st.data())
def test_no_smaller_set_was_overlooked(data: st.DataObject) -> None:
    """Where all facts are known, every single fact that turns a decision is found, at whatever value it does."""
    pack, values = drawn(data, 0)
    for changes in advise(pack, small_packs.known(values), ON).changes:
        alone = {c.fact for one in changes.sets if len(one.changes) == 1 for c in one.changes}
        turning = {
            key[0]
            for key in values
            if any(truth(pack, changes.measure, {**values, **other})
                   for other in small_packs.assignments(pack, [key]))
        }  # fmt: skip
        assert alone == turning or (len(alone) == 5 and alone < turning)
        SEEN["single facts"] += len(turning)


# -- what is open --------------------------------------------------------------------------------------------------


def _really(pack: Pack, measure: str, values: Values, unknown: list[Key]) -> set[str]:
    """Facts of which, the others having some values, one value makes the measure hold and another does not."""
    table = {tuple(a.items()): truth(pack, measure, {**values, **a}) for a in small_packs.assignments(pack, unknown)}
    found = set()
    for n, key in enumerate(unknown):
        groups: dict[tuple[object, ...], set[bool | None]] = {}
        for items, holds in table.items():
            groups.setdefault((*items[:n], *items[n + 1 :]), set()).add(holds)
        if any(len(truths) > 1 for truths in groups.values()):
            found.add(key[0])
    return found


@quick
@given(st.data())
def test_a_fact_that_matters_really_does(data: st.DataObject) -> None:
    pack, values = drawn(data, 4)
    unknown = [key for key in small_packs.keys(pack) if key not in values]
    for one in advise(pack, small_packs.known(values), ON).open:
        really = _really(pack, one.measure, values, unknown)
        proved = {n.fact for n in one.matters}
        missing = {m.fact for m in decision(pack, one.measure, values).missing if m.needed_for == "condition"}
        assert proved <= really <= missing, "the proved ones matter, and whatever matters is listed as missing"
        assert really <= proved | {n.fact for n in one.unproven}
        SEEN.update({"proved": len(proved), "really": len(really), "missing": len(missing)})
        if one.attainable:
            assert any(truth(pack, one.measure, {**values, **a}) for a in small_packs.assignments(pack, unknown))


# -- what to bring -------------------------------------------------------------------------------------------------


@quick
@given(st.data())
def test_what_is_promised_comes_when_the_papers_do(data: st.DataObject) -> None:
    pack, values = drawn(data, 4)
    unknown = [key for key in small_packs.keys(pack) if key not in values]
    following = advise(pack, small_packs.known(values), ON).next
    for step in (*following.documents, *following.questions):
        given_ = [k for k in unknown if step.kind in pack.kinds_of(k[0]) or k[0] == step.fact]
        _comes_true(pack, values, given_, [g for g in step.alone if g.in_sum], step, step.sum_alone.most_fen)
        both = [g for g in (*step.alone, *step.together) if g.in_sum]
        _comes_true(pack, values, unknown, both, step, step.sum_all.most_fen)
        for gain in step.alone:
            assert any(truth(pack, gain.measure, {**values, **a}) for a in small_packs.assignments(pack, given_))
        for gain in step.together:
            named = given_ + [k for k in unknown if k[0] in {n.fact for n in gain.others}]
            assert any(truth(pack, gain.measure, {**values, **a}) for a in small_packs.assignments(pack, named))


def _comes_true(
    pack: Pack, values: Values, given_: list[Key], gains: list[Gain], step: NextStep, promised: int
) -> None:
    """One and the same values bring all that is counted, and the amounts are those promised."""
    if not gains:
        assert promised == 0 or step.alone != ()
        return
    fitting = [
        a for a in small_packs.assignments(pack, given_)
        if all(truth(pack, g.measure, {**values, **a}) is True for g in gains)
    ]  # fmt: skip
    assert fitting
    evaluation = evaluate(pack, small_packs.known({**values, **fitting[0]}), ON, reader="plain")
    amounts = {d.measure: d.benefit.amount_fen for d in evaluation.decisions if d.benefit and d.benefit.granted}
    certain = [g for g in gains if g.worth.kind == "amount"]
    assert [amounts[g.measure] for g in certain] == [g.worth.most_fen for g in certain]
    capped = [g for g in gains if g.worth.kind == "cap"]
    assert all((amounts.get(g.measure) or 0) <= (g.worth.most_fen or 0) for g in capped)
    assert promised == sum(g.worth.most_fen or 0 for g in gains)
    SEEN["promised"] += promised > 0


def test_the_random_packs_reach_what_is_tested() -> None:
    """Properties of nothing would prove nothing."""
    if not SEEN:
        test_a_change_set_turns_the_decision_and_no_part_of_it_does()
        test_a_fact_that_matters_really_does()
        test_what_is_promised_comes_when_the_papers_do()
    wanted = ("sets of 1", "sets of 2", "at_least", "at_most", "is", "proved", "promised")
    assert all(SEEN[what] > 4 for what in wanted), SEEN
