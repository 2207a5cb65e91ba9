"""The rule engine and the plain reader give every condition the same truth, and the same decisions."""

from __future__ import annotations

import tempfile
from collections import Counter
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import loader
from rules.book import Book
from rules.decisions import Decision, ProofNode
from rules.evaluation import evaluate, network_of, settled
from rules.facts import FactSet
from rules.model import Pack
from rules.plain import PlainReader
from rules.world import World
from tests.rules import random_packs

ON = date(2020, 5, 15)
SEEN: Counter[str] = Counter()


def truths(pack: Pack, facts: FactSet) -> tuple[dict[tuple[str, str], object], dict[tuple[str, str], object]]:
    """Truth of every condition for every subject, by the engine and by the plain reader; derived values too."""
    book = Book(pack, facts)
    places = [
        (node.condition, subject)
        for node in network_of(pack).nodes.values()
        for subject in (book.decided(node.scope) if node.scope else ("enterprise",))
    ]
    plain = World(book, ON)
    plain.reader = PlainReader(plain).truth
    engine = World(book, ON)
    with settled(engine):
        by_engine: dict[tuple[str, str], object] = {(c.key, s): engine.truth(c, s) for c, s in places}
        by_engine |= {(name, "value"): engine.value(name, "item:1") for name in pack.derived if book.subjects["item"]}
    by_plain: dict[tuple[str, str], object] = {(c.key, s): plain.truth(c, s) for c, s in places}
    by_plain |= {(name, "value"): plain.value(name, "item:1") for name in pack.derived if book.subjects["item"]}
    return by_engine, by_plain


def without_firings(node: ProofNode) -> ProofNode:
    return replace(node, rule=None, firing=None, children=tuple(without_firings(c) for c in node.children))


def bare(decision: Decision) -> Decision:
    return replace(decision, proof=without_firings(decision.proof))


@settings(max_examples=120, phases=(Phase.generate,), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_condition_of_a_random_pack_has_one_truth(data: st.DataObject) -> None:
    files = data.draw(random_packs.pack_files())
    with tempfile.TemporaryDirectory() as folder:
        pack = loader.load(random_packs.write(Path(folder), files))
    for _ in range(2):
        facts = data.draw(random_packs.fact_sets(pack))
        by_engine, by_plain = truths(pack, facts)
        assert by_engine == by_plain
        SEEN.update(str(truth) for (_, subject), truth in by_plain.items() if subject != "value")
        one = evaluate(pack, facts, ON, reader="durable")
        two = evaluate(pack, facts, ON, reader="plain")
        for ours, theirs in zip(one.decisions, two.decisions, strict=True):
            for field in fields(ours):
                assert getattr(bare(ours), field.name) == getattr(theirs, field.name), field.name
        assert (one.totals, one.derived) == (two.totals, two.derived)


def test_the_random_packs_reach_every_truth() -> None:
    """A property that only ever saw unknowns would prove nothing."""
    if not SEEN:
        test_every_condition_of_a_random_pack_has_one_truth()
    total = sum(SEEN.values())
    assert all(SEEN[truth] > total / 20 for truth in ("True", "False", "None")), SEEN
