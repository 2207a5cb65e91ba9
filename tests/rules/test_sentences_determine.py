"""The sentence determines the condition; whatever the labels, every condition and every value can be said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import wording
from rules.decisions import Decision, ProofNode
from rules.evaluation import evaluate
from rules.schema import Text
from rules.types import Type
from tests.rules import random_packs, sentence_packs
from tests.rules.sentence_meaning import read_alike

QUOTED = re.compile(r"“[^“”]*”")
QUICK = settings(
    max_examples=50, phases=(Phase.generate,), deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
COMPARED: Counter[str] = Counter()


@QUICK
@given(st.data())
def test_two_conditions_that_differ_never_read_alike(data: st.DataObject) -> None:
    pack = data.draw(sentence_packs.labelled_packs())
    speaker = sentence_packs.speaker(pack)
    conditions = sentence_packs.conditions(pack)
    assert not read_alike(speaker, conditions)
    COMPARED.update(lang for lang in ("zh", "en") for _ in conditions)


def test_the_comparison_above_saw_enough() -> None:
    if not COMPARED:
        test_two_conditions_that_differ_never_read_alike()
    assert COMPARED["zh"] > 500


def texts(decision: Decision) -> Iterator[tuple[str, Text]]:
    def tree(node: ProofNode) -> Iterator[tuple[str, Text]]:
        yield "label", node.label
        if node.kind not in ("all", "any", "not"):
            yield "requires", node.requires
        if node.kind == "test":
            yield "finding", node.finding
        if node.gap is not None:
            yield "gap", node.gap
        for child in node.children:
            yield from tree(child)

    yield from tree(decision.proof)
    yield "summary", decision.summary
    for failing in decision.failing:
        yield "requires", failing.requires
    if decision.benefit:
        yield "formula", decision.benefit.formula
        yield "filled", decision.benefit.filled
        for step in decision.benefit.steps:
            yield from (("step", one) for one in (step.label, step.formula, step.filled, step.result))


def balanced(words: str) -> bool:
    pairs = {"）": "（", ")": "(", "”": "“", "’": "‘"}
    open_: list[str] = []
    for letter in re.sub(r"(?<=\w)’s", "", words):
        if letter in pairs.values():
            open_.append(letter)
        elif letter in pairs and (not open_ or open_.pop() != pairs[letter]):
            return False
    return not open_


NEVER = re.compile(r"None|Fraction|datetime|RentStep|Type\.|[\[\]{}<>]|为是$|为否$|，，|；；|  ")


def unknown_said(words: Text) -> tuple[bool, bool]:
    return (
        bool(re.search("尚不清楚|尚未确认|算不出结果", words.zh)),
        bool(re.search("not known|gives no result", words.en)),
    )


def says_not_known_only_of_what_is_not(node: ProofNode) -> None:
    if node.kind == "test":
        if node.left is None:
            assert unknown_said(node.finding) == (True, True), node
        elif all(value is not None for value in node.right):
            assert unknown_said(node.finding) == (False, False), node
    for child in node.children:
        says_not_known_only_of_what_is_not(child)


@QUICK
@given(st.data())
def test_everything_a_decision_says_is_whole(data: st.DataObject) -> None:
    pack = data.draw(sentence_packs.labelled_packs())
    facts = data.draw(random_packs.fact_sets(pack))
    evaluation = evaluate(pack, facts, sentence_packs.ON, reader="plain")
    for decision in evaluation.decisions:
        says_not_known_only_of_what_is_not(decision.proof)
        for sort, words in texts(decision):
            for one in (words.zh, words.en):
                assert one.strip(), (sort, words)
                assert one == one.strip()
                own = QUOTED.sub("“”", one)  # a text of the case or the pack is quoted as it is written
                assert not NEVER.search(own), (sort, one)
                assert balanced(own), (sort, one)
                assert "未知" not in one and "unknown" not in one, (sort, one)
            if sort == "gap":
                assert not re.match(r"约?-?0(\.0+)?(?!\.)\D*$", words.zh), words
    for derived in evaluation.derived:
        assert (derived.shown == wording.UNKNOWN) is (derived.value is None)


numbers = st.one_of(random_packs.shares, st.fractions(), st.integers())
nearly = st.one_of(
    st.just(Fraction(0)), st.sampled_from([Fraction(s, 10**n) for n in range(1, 30, 4) for s in (1, -1)])
)


def bare(words: str) -> str:
    return words.removeprefix("约").removeprefix("about ")


@given(numbers, nearly, st.sampled_from([Type.RATIO, Type.NUMBER, Type.MONEY]))
@settings(QUICK, max_examples=200)
def test_a_value_never_looks_like_a_threshold_it_is_not(threshold: Fraction, off: Fraction, kind: Type) -> None:
    value = threshold + off
    shown, limit = wording.value(value, kind, apart=threshold), wording.exact(threshold, kind)
    for one, other in ((shown.zh, limit.zh), (shown.en, limit.en)):
        if value == threshold:
            assert bare(one) == bare(wording.value(threshold, kind).zh if one == shown.zh else one)
        else:
            assert bare(one) != other


@given(numbers, st.sampled_from([Type.RATIO, Type.NUMBER]))
@settings(QUICK, max_examples=200)
def test_a_rounded_number_says_so_and_never_looks_round(value: Fraction, kind: Type) -> None:
    shown = wording.value(value, kind)
    written = Fraction(bare(shown.zh).replace(",", "").rstrip("%")) / (100 if kind is Type.RATIO else 1)
    assert (written != value) is shown.zh.startswith("约") is shown.en.startswith("about ")
    assert not (written != value and bare(shown.zh).rstrip("%").endswith("0"))


@given(st.lists(numbers, min_size=2, max_size=2, unique=True), st.sampled_from([Type.RATIO, Type.NUMBER]))
@settings(QUICK, max_examples=200)
def test_two_thresholds_never_read_alike(pair: Iterable[Fraction], kind: Type) -> None:
    one, other = pair
    assert wording.exact(one, kind) != wording.exact(other, kind)


@given(st.integers(), st.integers())
@settings(QUICK, max_examples=200)
def test_two_amounts_never_read_alike(one: int, other: int) -> None:
    for worded in (wording.money, wording.yuan):
        assert (worded(one) == worded(other)) is (one == other)
