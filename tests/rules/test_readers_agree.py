"""The rule engine, the plain reader and the columns give every condition the same truth, and the same decisions."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import loader
from rules.book import Book
from rules.columns.errors import AmountTooLarge
from rules.decisions import STATUSES, Decision, Evaluation, ProofNode
from rules.evaluation import evaluate, network_of, settled
from rules.facts import FactSet
from rules.model import Pack
from rules.plain import PlainReader
from rules.screen import frames_of, screen
from rules.world import World
from tests.rules import column_truths, random_packs

ON = date(2020, 5, 15)
#: parameters change between the two
DAYS = (ON, date(2020, 2, 1))
AMOUNTS = ("amount_fen", "low_fen", "high_fen", "cap_fen", "capped")
Row = tuple[object, ...]
SEEN: Counter[str] = Counter()
SHOWN: Counter[str] = Counter()


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


def rows(evaluation: Evaluation) -> dict[tuple[str, str], Row]:
    """The decisions as the columnar reader says them."""
    return {
        (d.measure, d.subject): (d.status, d.addressed, *(getattr(d.benefit, name, None) for name in AMOUNTS))
        for d in evaluation.decisions
    }


def columnar(pack: Pack, cases: dict[str, FactSet], on: date) -> tuple[dict[str, dict[tuple[str, str], Row]], int]:
    """The same out of columns, all cases in one frame; and how many were decided one by one."""
    result = screen(pack, frames_of(pack, cases), on, chunk=3)
    assert result.decisions is not None
    found: dict[str, dict[tuple[str, str], Row]] = {case: {} for case in cases}
    for row in result.decisions.iter_rows(named=True):
        key = (row["measure"], row["subject"])
        assert key not in found[row["case"]]
        found[row["case"]][key] = (row["status"], row["addressed"], *(row[name] for name in AMOUNTS))
    return found, result.exact_cases


def too_large(some: dict[tuple[str, str], Row]) -> bool:
    return any(isinstance(cell, int) and abs(cell) >= 2**63 for row in some.values() for cell in row)


@settings(max_examples=60, phases=(Phase.generate,), deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_every_condition_of_a_random_pack_has_one_truth(data: st.DataObject) -> None:
    files = data.draw(random_packs.pack_files())
    with tempfile.TemporaryDirectory() as folder:
        pack = loader.load(random_packs.write(Path(folder), files))
    on = data.draw(st.sampled_from(DAYS))
    cases = {f"case {n}": data.draw(random_packs.fact_sets(pack)) for n in range(4)}
    plain = {name: evaluate(pack, facts, on, reader="plain") for name, facts in cases.items()}
    for name in list(cases)[:2]:
        by_engine, by_plain = truths(pack, cases[name])
        assert by_engine == by_plain
        SEEN.update(str(truth) for (_, subject), truth in by_plain.items() if subject != "value")
        one, two = evaluate(pack, cases[name], on, reader="durable"), plain[name]
        for ours, theirs in zip(one.decisions, two.decisions, strict=True):
            for field in fields(ours):
                assert getattr(bare(ours), field.name) == getattr(theirs, field.name), field.name
        assert (one.totals, one.derived) == (two.totals, two.derived)
    inside, _ = column_truths.by_columns(pack, cases, on)
    assert inside == column_truths.by_plain(pack, cases, on, inside)
    wanted = {name: rows(evaluation) for name, evaluation in plain.items()}
    large = {name for name in cases if too_large(wanted[name])}
    for name in large:
        with pytest.raises(AmountTooLarge):
            columnar(pack, {name: cases[name]}, on)
    found, alone = columnar(pack, {name: facts for name, facts in cases.items() if name not in large}, on)
    assert found == {name: some for name, some in wanted.items() if name not in large}
    SHOWN.update(_shown(found))
    SHOWN.update({"cases": len(found), "exact lane": alone})


def _shown(found: dict[str, dict[tuple[str, str], Row]]) -> Iterator[str]:
    for row in (row for some in found.values() for row in some.values()):
        yield str(row[0])
        yield from (name for name, cell in zip(AMOUNTS, row[2:], strict=True) if cell)
        if row[1] is False:
            yield "not addressed"


def test_the_random_packs_reach_every_truth() -> None:
    """A property that only ever saw unknowns would prove nothing."""
    if not SEEN:
        test_every_condition_of_a_random_pack_has_one_truth()
    total = sum(SEEN.values())
    assert all(SEEN[truth] > total / 20 for truth in ("True", "False", "None")), SEEN
    # some of the amounts, not each: which of them a few dozen packs reach is chance; the shipped pack has them all
    groups = (*((one,) for one in STATUSES[:3]), STATUSES[3:], AMOUNTS, ("not addressed",))
    assert all(any(SHOWN[what] for what in group) for group in groups), SHOWN
    # what the columns leave to the plain reader agrees by itself: it must not be what is tested
    assert SHOWN["exact lane"] < SHOWN["cases"] / 3, SHOWN
