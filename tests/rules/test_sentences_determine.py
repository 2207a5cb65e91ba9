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
from rules.expressions import Arithmetic, Call, Expression, FactRef, Literal, ParamRef, walk
from rules.model import Condition, Gate, Use
from rules.schema import Text
from rules.types import Type, Value
from rules.world import World
from tests.rules import random_packs, sentence_packs

FLIPPED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
QUICK = settings(
    max_examples=50, phases=(Phase.generate,), deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
COMPARED: Counter[str] = Counter()


class Meaning:
    """What a condition means, without what logic makes the same: not (a < b) is a >= b, 3 < a is a > 3."""

    def __init__(self, world: World) -> None:
        self.world = world

    def value(self, value: Value) -> object:
        if isinstance(value, bool):
            return ("yes/no", value)
        return ("number", Fraction(value)) if isinstance(value, int | Fraction) else ("value", str(value))

    def fixed(self, side: Expression) -> bool:
        """A day or month counted from a written one is a written one too."""
        if isinstance(side, Literal | ParamRef):
            return True
        whole = all(isinstance(n, Literal | ParamRef | Arithmetic) for n in walk(side))
        return whole and side.type in (Type.DATE, Type.MONTH)

    def side(self, side: Expression) -> object:
        if self.fixed(side):
            return self.value(self.world.evaluate(side, "").value)  # type: ignore[arg-type]
        if isinstance(side, FactRef):
            return ("fact", side.name)
        if isinstance(side, Arithmetic):
            return (side.op, self.side(side.left), self.side(side.right))
        assert isinstance(side, Call)
        return (side.name, side.over, *(self.side(arg) for arg in side.args))

    def of(self, condition: Condition, wanted: bool = True) -> object:
        if isinstance(condition, Use):
            return ("is", ("fact", condition.fact), wanted)
        if isinstance(condition, Gate):
            if condition.op == "not":
                return self.of(condition.children[0], not wanted)
            if len(condition.children) == 1:
                return self.of(condition.children[0], wanted)
            return (condition.op, wanted, *(self.of(child) for child in condition.children))
        op, left, right = condition.test.op, condition.test.left, condition.test.right
        if op == "in" and len(right) > 1:
            return ("in", wanted, self.side(left), *(self.side(r) for r in right))
        op, other = ("==" if op == "in" else op), right[0]
        if self.fixed(left) and not self.fixed(other):
            left, op, other = other, MIRRORED[op], left
        if not wanted:
            op = FLIPPED[op]
        if left.type is Type.BOOL and self.fixed(other):
            return ("is", self.side(left), (self.world.evaluate(other, "").value is True) is (op == "=="))
        return (op, self.side(left), self.side(other))


@QUICK
@given(st.data())
def test_two_conditions_that_differ_never_read_alike(data: st.DataObject) -> None:
    pack = data.draw(sentence_packs.labelled_packs())
    speaker = sentence_packs.speaker(pack)
    meaning = Meaning(speaker.world)
    read: dict[str, dict[str, object]] = {"zh": {}, "en": {}}
    for condition in sentence_packs.conditions(pack):
        for wanted in (True, False):
            said, meant = speaker.requires(condition, wanted), meaning.of(condition, wanted)
            for lang, words in (("zh", said.zh), ("en", said.en)):
                assert read[lang].setdefault(words, meant) == meant, words
                COMPARED[lang] += 1


def test_the_comparison_above_saw_enough() -> None:
    if not COMPARED:
        test_two_conditions_that_differ_never_read_alike()
    assert COMPARED["zh"] > 1000


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
                assert not NEVER.search(one), (sort, one)
                assert balanced(one), (sort, one)
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
