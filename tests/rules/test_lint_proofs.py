"""What the linter calls impossible is impossible: against random facts, and against every fact there is."""

from __future__ import annotations

import itertools
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import loader
from rules.author.lint.prover import Prover, zero
from rules.book import Book
from rules.expressions import Comparison
from rules.facts import Fact, FactSet, State
from rules.model import Condition, Gate, Pack
from rules.plain import PlainReader
from rules.types import NUMERIC, Type
from rules.world import Truth, World
from tests.rules import random_packs

ON = date(2020, 5, 15)
ORDINARY = settings(deadline=None, derandomize=True, phases=(Phase.generate,), suppress_health_check=list(HealthCheck))
PROVEN: Counter[str] = Counter()
FOUND: Counter[str] = Counter()


def written(files: dict[str, str]) -> Pack:
    with tempfile.TemporaryDirectory() as folder:
        return loader.load(random_packs.write(Path(folder), files))


def nodes(condition: Condition) -> Iterator[Condition]:
    yield condition
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from nodes(child)


def pairs(root: Condition) -> list[tuple[Condition, Condition]]:
    """Neighbours in one group."""
    return [p for n in nodes(root) if isinstance(n, Gate) for p in itertools.combinations(n.children[:4], 2)]


def not_negative(facts: FactSet, pack: Pack, *kinds: Type) -> FactSet:
    """Papers count people, they do not owe any."""

    def counted(fact: Fact) -> Fact:
        value = fact.value
        if pack.facts[fact.name].type not in kinds or not isinstance(value, int | Fraction):
            return fact
        return replace(fact, value=value if value >= 0 else -value)

    return replace(facts, facts=tuple(counted(fact) for fact in facts.facts))


def reader_of(world: World) -> PlainReader:
    reader = PlainReader(world)
    world.reader = reader.truth
    return reader


@settings(ORDINARY, max_examples=20)
@given(st.data())
def test_random_facts_never_bring_about_what_is_called_impossible(data: st.DataObject) -> None:
    pack = written(data.draw(random_packs.pack_files()))
    on = max(ON, pack.effective[0])
    prover = Prover(pack, on)
    roots = [(m.root, m.over or "enterprise") for m in pack.measures.values()]
    claims = [(n, truth, over) for root, over in roots for n in nodes(root) for truth in (True, False)]
    never = [claim for claim in claims if not prover.possible([claim[:2]])]
    apart = [
        (one, two, t, u, over)
        for root, over in roots
        for one, two in pairs(root)
        for t, u in itertools.product((True, False), repeat=2)
        if not prover.possible([(one, t), (two, u)])
    ]
    for _ in range(3):
        facts = not_negative(data.draw(random_packs.fact_sets(pack)), pack, Type.COUNT)
        book = Book(pack, facts)
        reader = reader_of(World(book, on))
        for condition, truth, over in never:
            for subject in subjects(book, over):
                assert reader.truth(condition, subject) is not truth, (condition.key, truth)
        for one, two, t, u, over in apart:
            for subject in subjects(book, over):
                assert (reader.truth(one, subject), reader.truth(two, subject)) != (t, u), (one.key, two.key, t, u)


def subjects(book: Book, over: str) -> tuple[str, ...]:
    return book.decided(over) if over in book.subjects else (over,)


@settings(ORDINARY, max_examples=15)
@given(st.data())
def test_an_amount_that_is_not_doubted_is_never_negative(data: st.DataObject) -> None:
    pack = written(data.draw(random_packs.pack_files()))
    on = max(ON, pack.effective[0])
    prover = Prover(pack, on, generous=True)
    sure = []
    for measure in pack.measures.values():
        value = measure.amount.value if measure.amount else None
        if value is not None:
            below = Comparison("<", value.expression, (zero(Type.MONEY),), "")
            if not prover.possible([(measure.root, True), (below, True)]):
                sure.append((measure, value.expression))
    for _ in range(3):
        drawn = data.draw(random_packs.fact_sets(pack))
        facts = not_negative(replace(drawn, overrulings=()), pack, Type.MONEY, *NUMERIC)
        book = Book(pack, facts)
        world = World(book, on)
        reader = reader_of(world)
        for measure, expression in sure:
            for subject in subjects(book, measure.over or "enterprise"):
                amount = world.evaluate(expression, subject).value
                if reader.truth(measure.root, subject) is True and amount is not None:
                    assert isinstance(amount, int | Fraction) and amount >= 0, measure.id


# -- every fact there is -------------------------------------------------------------------------------------------

COUNTS = (0, 1, 2, 4, None)
CHOICES = ("red", "green", None)
VOCABULARY: dict[str, Any] = {
    "subjects": {"enterprise": {"label": random_packs.LABEL}},
    "facts": {
        "enterprise.staff": {"type": "count", "label": random_packs.LABEL, "attest": True, "ask": random_packs.LABEL},
        "enterprise.rooms": {"type": "count", "label": random_packs.LABEL, "attest": True, "ask": random_packs.LABEL},
        "enterprise.colour": {
            "type": "choice", "choices": dict.fromkeys(("red", "green"), "色"), "label": random_packs.LABEL,
            "attest": True, "ask": random_packs.LABEL,
        },
        "enterprise.open": {"type": "bool", "label": random_packs.LABEL, "attest": True, "ask": random_packs.LABEL},
    },
}  # fmt: skip
SIDES = (
    "enterprise.staff",
    "enterprise.rooms",
    "enterprise.staff + enterprise.rooms",
    "2 * enterprise.staff - 1",
    "param.most",
)
NUMBERS = st.sampled_from((*SIDES, "0", "1", "2", "3", "2.5"))
TESTS = st.one_of(
    st.builds(
        "{} {} {}".format, st.sampled_from(SIDES[:4]), st.sampled_from(["<", "<=", "==", "!=", ">", ">="]), NUMBERS
    ),
    st.builds("enterprise.staff in {{{}, {}}}".format, NUMBERS, NUMBERS),
    st.builds('enterprise.colour {} "{}"'.format, st.sampled_from(["==", "!="]), st.sampled_from(["red", "green"])),
    st.just("enterprise.open"),
)
CONDITIONS = st.recursive(
    TESTS.map(lambda test: {"test": test}),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
        st.just({"use": "enterprise.large"}),
        st.just({"test": 'enterprise.band == "green"'}),
    ),
    max_leaves=7,
)


@st.composite
def small_packs(draw: st.DrawFn) -> dict[str, str]:
    made = {
        "pack.yaml": random_packs.HEAD,
        "vocabulary/facts.yaml": VOCABULARY,
        "parameters/all.yaml": [
            {
                "name": "most", "type": "count", "label": random_packs.LABEL, "source": {"text": "《随机》"},
                "values": [{"from": "2020-01-01", "value": draw(st.integers(0, 3))}],
            }
        ],
        "derived/all.yaml": [
            {
                "fact": "enterprise.large", "type": "bool", "label": random_packs.LABEL, "source": {"text": "随机"},
                "when": {"test": draw(TESTS)},
            },
            {
                "fact": "enterprise.band", "type": "choice", "label": random_packs.LABEL, "source": {"text": "随机"},
                "choices": dict.fromkeys(("red", "green"), "色"), "otherwise": "red",
                "choose": [{"value": "green", "when": {"test": draw(TESTS)}}],
            },
        ],
        "measures/m.yaml": {
            "id": "m", "clause": "1", "title": random_packs.LABEL, "outcome": "duty",
            "departments": [random_packs.LABEL], "when": draw(CONDITIONS) | {"cite": random_packs.CITE},
        },
    }  # fmt: skip
    files = {name: json.dumps(content, ensure_ascii=False) for name, content in made.items()}
    return {"notice.txt": random_packs.NOTICE, **files}


def every_fact_set() -> Iterator[FactSet]:
    names = list(VOCABULARY["facts"])
    for values in itertools.product(COUNTS, COUNTS, CHOICES, (True, False, None)):
        yield FactSet(
            tuple(
                Fact(f"f{n}", name, "enterprise", value, State.ATTESTED, (), True, True)
                for n, (name, value) in enumerate(zip(names, values, strict=True))
                if value is not None
            )
        )


@settings(ORDINARY, max_examples=30)
@given(small_packs())
def test_what_is_called_impossible_is_so_for_every_fact_there_is(files: dict[str, str]) -> None:
    """And most of what is impossible is found: the sums and words of this small language can all be told."""
    pack = written(files)
    prover = Prover(pack, ON)
    root = pack.measures["m"].root
    each = list(nodes(root))
    seen: dict[str, set[Truth]] = {n.key: set() for n in each}
    met: Counter[tuple[str, str, Truth, Truth]] = Counter()
    for facts in every_fact_set():
        reader = reader_of(World(Book(pack, facts), ON))
        truths = {n.key: reader.truth(n, "enterprise") for n in each}
        for key, truth in truths.items():
            seen[key].add(truth)
        for one, two in pairs(root):
            met[one.key, two.key, truths[one.key], truths[two.key]] += 1
    for node in each:
        for truth in (True, False):
            possible = prover.possible([(node, truth)])
            assert possible or truth not in seen[node.key], (node.key, truth)
            PROVEN["single"] += not possible
            FOUND["single"] += truth not in seen[node.key]
    for one, two in pairs(root):
        for t, u in itertools.product((True, False), repeat=2):
            possible = prover.possible([(one, t), (two, u)])
            assert possible or not met[one.key, two.key, t, u], (one.key, two.key, t, u)
            PROVEN["pairs"] += not possible


def test_the_proofs_find_something() -> None:
    """A prover that never proved anything would be sound and useless."""
    if not PROVEN:
        test_what_is_called_impossible_is_so_for_every_fact_there_is()
    assert PROVEN["single"] > 3 and PROVEN["pairs"] > 10, PROVEN
    # only a few numbers are tried here, so not all that never happened is impossible
    assert PROVEN["single"] > FOUND["single"] / 2, (PROVEN, FOUND)
