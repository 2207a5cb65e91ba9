"""On random packs: what coverage calls impossible never happens, and what counts gives the outcome by itself."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import loader
from rules.author.possible import EVERY, Possible
from rules.author.reasons import Reasons
from rules.book import Book
from rules.compile import roots
from rules.model import Condition, Gate, Pack
from rules.plain import PlainReader
from rules.types import Type
from rules.world import Truth, World
from tests.rules import random_packs
from tests.rules.test_lint_proofs import ON, not_negative, subjects

ORDINARY = settings(deadline=None, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
PROVEN: Counter[str] = Counter()


def nodes(condition: Condition) -> Iterator[Condition]:
    yield condition
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from nodes(child)


def drawn(data: st.DataObject) -> Pack:
    with tempfile.TemporaryDirectory() as folder:
        return loader.load(random_packs.write(Path(folder), data.draw(random_packs.pack_files())))


def world_of(data: st.DataObject, pack: Pack) -> World:
    facts = not_negative(data.draw(random_packs.fact_sets(pack)), pack, Type.COUNT)
    world = World(Book(pack, facts), max(ON, pack.effective[0]))
    world.reader = PlainReader(world).truth
    return world


@settings(ORDINARY, max_examples=40)
@given(st.data())
def check_proofs(data: st.DataObject) -> None:
    pack = drawn(data)
    possible = Possible(pack)
    claims = [(node, possible.truths(node)) for root in roots(pack) for node in nodes(root)]
    PROVEN.update(str(truth) for _, can in claims for truth in EVERY - can)
    for _ in range(4):
        world = world_of(data, pack)
        for condition, can in claims:
            for subject in subjects(world.book, condition.scope or "enterprise"):
                assert world.truth(condition, subject) in can, condition.key


def test_what_is_called_impossible_never_happens() -> None:
    PROVEN.clear()
    check_proofs()
    assert set(PROVEN) == {"True", "False", "None"}, "random packs have something to prove of each truth"


@settings(ORDINARY, max_examples=30)
@given(st.data())
def test_the_truths_that_count_give_the_outcome_by_themselves(data: st.DataObject) -> None:
    """With every leaf that does not count left unknown or turned around, the entry comes out the same."""
    pack = drawn(data)
    for _ in range(3):
        world = world_of(data, pack)
        for measure in pack.measures.values():
            for subject in subjects(world.book, measure.over or "enterprise"):
                reasons = Reasons(world)
                reasons.condition(measure.root, subject)
                kept = {key for key, _ in reasons.truths}
                truth = world.truth(measure.root, subject)
                for other in (True, False, None):
                    assert _again(measure.root, subject, world, kept, other) is truth


def _again(condition: Condition, subject: str, world: World, kept: set[str], other: Truth) -> Truth:
    if not isinstance(condition, Gate):
        return world.truth(condition, subject) if condition.key in kept else other
    parts = [_again(child, subject, world, kept, other) for child in condition.children]
    if condition.op == "not":
        return None if parts[0] is None else not parts[0]
    settles = condition.op == "any"
    if settles in parts:
        return settles
    return None if None in parts else not settles
