"""Sentences of every operator and type, in both languages, as a person would write them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules import model
from rules.evaluation import evaluate
from rules.facts import Fact, FactSet, State
from rules.model import Pack
from rules.negation import negated
from rules.schema import Text
from rules.types import Type
from tests.rules.sentence_packs import ON, conditions, pack_of, parts, speaker

TABLE: tuple[tuple[str, str, str], ...] = tuple(
    (row["test"], row["zh"], row["en"])
    for row in yaml.safe_load((Path(__file__).parent / "sentence_table.yaml").read_text(encoding="utf-8"))
)


@cache
def table_pack() -> Pack:
    return pack_of([written for written, _, _ in TABLE])


@pytest.mark.parametrize("number", range(len(TABLE)), ids=[written for written, _, _ in TABLE])
def test_what_a_test_asks_for(number: int) -> None:
    said = speaker(table_pack()).requires(parts(table_pack())[number])
    assert (said.zh, said.en) == TABLE[number][1:]


# -- groups and opposites ----------------------------------------------------------------------------------------

STAFF, LISTED, RESUMED = ({"test": t} for t in ("enterprise.staff < 300", "enterprise.listed", "enterprise.resumed"))
GROUPS: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"any": [LISTED, RESUMED]}, "上市公司或已复工复产", "listed company or has resumed work"),
    (
        {"all": [STAFF, LISTED, RESUMED]},
        "从业人员少于300人；上市公司；且已复工复产",
        "the staff is below 300; listed company; and has resumed work",
    ),
    (
        {"any": [STAFF, {"all": [LISTED, RESUMED]}]},
        "从业人员少于300人，或（上市公司且已复工复产）",
        "the staff is below 300, or (listed company and has resumed work)",
    ),
    ({"not": STAFF}, "从业人员不少于300人", "the staff is at least 300"),
    ({"not": {"not": STAFF}}, "从业人员少于300人", "the staff is below 300"),
    (
        {"not": {"test": 'enterprise.trade in {"catering", "retail"}'}},
        "行业不属于餐饮业或零售业",
        "the trade is neither “catering” nor “retail”",
    ),
    (
        {"not": {"any": [STAFF, LISTED]}},
        "不属于下列任何一种情形（从业人员少于300人或上市公司）",
        "none of this holds: (the staff is below 300 or listed company)",
    ),
    (
        {"not": {"all": [STAFF, LISTED]}},
        "不同时满足（从业人员少于300人且上市公司）",
        "not all of this holds: (the staff is below 300 and listed company)",
    ),
    (
        {"any": [{"test": f'contains(shop.name, "{word}")'} for word in "餐饭店"]},
        "门店名称含有“餐”“饭”或“店”",
        "name of the shop contains “餐”, “饭” or “店”",
    ),
    (
        {"not": {"any": [{"test": f'contains(shop.name, "{word}")'} for word in "餐饭"]}},
        "门店名称不含“餐”或“饭”",
        "name of the shop does not contain “餐” or “饭”",
    ),
)


@pytest.mark.parametrize("number", range(len(GROUPS)))
def test_what_a_group_asks_for(number: int) -> None:
    pack = pack_of((), [group for group, _, _ in GROUPS])
    said = speaker(pack).requires(parts(pack)[number])
    assert (said.zh, said.en) == GROUPS[number][1:]


@pytest.mark.parametrize(
    ("label", "opposite"),
    [
        (Text("中小微企业", "an SME"), "不属于中小微企业"),
        (Text("属于担保机构", "a guarantee institution"), "不属于担保机构"),
        (Text("在本区经营", "operates here"), "不在本区经营"),
        (Text("已复工", "resumed"), "尚未复工"),
        (Text("有续贷需求", "needs a loan"), "没有续贷需求"),
        (Text("参加失业保险", "in unemployment insurance"), "没有参加失业保险"),
        (Text("不在整治范围内", "outside the programme"), "不符合“不在整治范围内”"),
        (Text("获得“示范”认定", "recognised as “model”"), "没有获得“示范”认定"),
        (Text("参加保险并获准缓缴", "insured, payment deferred"), "不符合“参加保险并获准缓缴”"),
        (Text("经营困难", "in difficulty"), "不符合“经营困难”"),
    ],
)
def test_the_opposite_of_a_label(label: Text, opposite: str) -> None:
    assert negated(label).zh == opposite
    assert negated(label, {opposite}).zh.startswith("不符合“"), "another fact is called that already"


@pytest.mark.parametrize(
    ("label", "opposite"),
    [
        ("operates properly in the district", "does not operate properly in the district"),
        ("has a project", "does not have a project"),
        ("has resumed work", "has not resumed work"),
        ("in difficulty", "not in difficulty"),
        ("the tenant is an SME", "the tenant is not an SME"),
        ("listed company", "“listed company” does not hold"),
        ("laid off nobody or few", "“laid off nobody or few” does not hold"),
        ("recognised by the authority", "not recognised by the authority"),
    ],
)
def test_the_opposite_of_an_english_label(label: str, opposite: str) -> None:
    assert negated(Text("甲", label)).en == opposite


# -- what the case says ------------------------------------------------------------------------------------------


def said_of(test: str, *, amount: str = "", **facts: Any) -> Any:
    """The decision on one test; ``shop_1__name`` is ``shop.name`` of ``shop:1``."""
    given = []
    for word, value in ({"shop_1__name": "店"} | facts).items():
        subject, _, own = word.partition("__")
        kind, _, number = subject.partition("_")
        whom = f"{kind}:{number}" if number else kind
        given.append(Fact(word, f"{kind}.{own}", whom, value, State.CONFIRMED, (), True, True))
    (decision,) = evaluate(pack_of([test], amount=amount), FactSet(tuple(given)), ON, reader="plain").decisions
    return decision


FINDINGS: tuple[tuple[str, dict[str, Any], str, str, str | None], ...] = (
    ("enterprise.staff < 300", {"enterprise__staff": 320}, "从业人员为320人", "the staff is 320", "20人"),
    ("enterprise.staff < 300", {"enterprise__staff": 300}, "从业人员为300人", "the staff is 300", "1人"),
    ("enterprise.staff < 300", {}, "从业人员尚不清楚", "the staff is not known", None),
    (
        "enterprise.capital >= param.limit",
        {"enterprise__capital": 99_999_999},
        "注册资本为999,999.99元",
        "the registered capital is 999,999.99 yuan",
        "0.01元",
    ),
    (
        "enterprise.capital / 3 >= param.limit",
        {"enterprise__capital": 299_999_999},
        "注册资本÷3约为999,999.997元",
        "the registered capital ÷ 3 is about 999,999.997 yuan",
        "约0.003元",
    ),
    (
        "enterprise.drop >= param.drop",
        {"enterprise__drop": Fraction(79_999, 100_000)},
        "收入同比降幅为79.999%",
        "the drop in revenue is 79.999%",
        "0.001个百分点",
    ),
    (
        "enterprise.drop >= param.drop",
        {"enterprise__drop": Fraction(2, 3)},
        "收入同比降幅约为66.67%",
        "the drop in revenue is about 66.67%",
        "约13.33个百分点",
    ),
    (
        "enterprise.spacing >= 1",
        {"enterprise__spacing": Fraction(3, 4)},
        "办公间距为0.75米",
        "the spacing between desks is 0.75 metres",
        "0.25米",
    ),
    (
        "enterprise.staff - enterprise.trained <= 5",
        {"enterprise__staff": 10},
        "从业人员为10人，参培职工人数尚不清楚",
        "the staff is 10; the employees trained are not known",
        None,
    ),
    (
        "enterprise.staff <= enterprise.trained",
        {"enterprise__staff": 10, "enterprise__trained": 7},
        "从业人员为10人，参培职工人数为7人",
        "the staff is 10; the employees trained are 7",
        "3人",
    ),
    (
        "enterprise.profit / enterprise.capital > 0.5",
        {"enterprise__profit": 1, "enterprise__capital": 0},
        "净利润为0.01元，注册资本为0元，算不出结果",
        "the net profit is 0.01 yuan; the registered capital is 0 yuan; this gives no result",
        None,
    ),
    ("enterprise.listed", {"enterprise__listed": False}, "上市公司：否", "listed company: no", None),
    ("enterprise.listed", {}, "“上市公司”尚未确认", "not known yet: “listed company”", None),
    (
        'enterprise.trade == "catering"',
        {"enterprise__trade": "none"},
        "行业：都不是",
        "the trade is “neither”",
        None,
    ),
    ('contains(shop.name, "餐")', {}, "门店名称为“店”", "the name of the shop is “店”", None),
)


@pytest.mark.parametrize("number", range(len(FINDINGS)))
def test_what_was_found_and_how_far_it_is_off(number: int) -> None:
    test, facts, zh, en, gap = FINDINGS[number]
    proof = said_of(test, **facts).proof
    node = proof.children[0]
    assert (node.finding.zh, node.finding.en) == (zh, en)
    assert (node.gap.zh if node.gap else None) == gap


def test_an_amount_rounded_to_the_fen_says_so() -> None:
    exact = said_of(
        "enterprise.listed", amount="enterprise.capital * 0.3", enterprise__listed=True, enterprise__capital=100
    )
    assert exact.benefit.filled.zh == "1元×0.3 ＝ 0.30元"
    rounded = said_of(
        "enterprise.listed",
        amount="round_fen(enterprise.capital * 0.3)",
        enterprise__listed=True,
        enterprise__capital=101,
    )
    assert rounded.benefit.filled.zh == "1.01元×0.3 ＝ 0.30元（四舍五入到分）"
    assert rounded.benefit.filled.en == "1.01 yuan × 0.3 = 0.30 yuan (rounded to the fen)"


# -- the sentence determines the condition -----------------------------------------------------------------------

ORDER = ("==", "!=", "<", "<=", ">", ">=")
SAME = ("==", "!=")
#: facts of one type, thresholds of that type, operators
GRID: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (("enterprise.staff", "enterprise.trained"), ("0", "1", "29", "30", "30.5", "enterprise.spacing"), ORDER),
    (("enterprise.drop", "enterprise.fall"), ("0", "0.8", "param.small", "param.fine", "0.80001"), ORDER),
    (("enterprise.spacing",), ("0", "1", "0.99999", "0.999999", "enterprise.staff"), ORDER),
    (
        ("enterprise.capital", "enterprise.profit"),
        ("yuan(0)", "param.limit", 'yuan("999999.99")', "yuan(10000)", "yuan(1000000000)", "sum(report.revenue)"),
        ORDER,
    ),
    (("enterprise.founded", "shop.start"), ("param.day", 'date("2020-03-02")', "param.day - 1", "shop.end"), ORDER),
    (("enterprise.since",), ("param.month", "param.last", "param.month - 12", "param.month + 12"), ORDER),
    (("enterprise.name", "shop.name"), ('"甲"', '"乙"', '"申请单位名称"'), SAME),
    (("enterprise.trade",), ('"catering"', '"retail"', '"none"'), SAME),
    (("enterprise.listed", "enterprise.resumed", "enterprise.kept"), ("true",), SAME),
)


def grid() -> Iterator[str]:
    for facts, thresholds, operators in GRID:
        for fact, operator, threshold in product(facts, operators, thresholds):
            yield f"{fact} {operator} {threshold}"
        fixed = [t for t in thresholds if not t.startswith(("enterprise.", "shop.", "sum("))]
        for fact in facts if operators != SAME or len(fixed) > 1 else ():
            yield f"{fact} in {{{', '.join(fixed)}}}"
            yield f"{fact} in {{{', '.join(fixed[:2])}}}"


def test_no_two_tests_of_the_grid_read_alike() -> None:
    """Every pair that differs in one operator, one threshold or one fact stands here."""
    tests = list(grid())
    pack = pack_of(tests)
    one = speaker(pack)
    for lang in ("zh", "en"):
        read: dict[str, str] = {}
        for written, condition in zip(tests, parts(pack), strict=True):
            words = getattr(one.requires(condition), lang)
            assert words not in read, (words, written, read.get(words))
            read[words] = written
    assert len(tests) > 150


def test_a_sentence_and_its_opposite_are_two() -> None:
    pack = pack_of(list(grid()), [group for group, _, _ in GROUPS])
    one = speaker(pack)
    for condition in conditions(pack):
        said, opposite = one.requires(condition), one.requires(condition, False)
        assert said.zh != opposite.zh
        assert said.en != opposite.en


def test_facts_that_share_a_label_are_told_apart() -> None:
    pack = pack_of(["enterprise.staff > 1", "shop.staff > 1"])
    one = speaker(pack)
    assert [one.requires(c).zh for c in parts(pack)] == ["从业人员多于1人", "门店的从业人员多于1人"]
    assert [one.requires(c).en for c in parts(pack)] == [
        "the staff is more than 1",
        "the staff of the shop is more than 1",
    ]


def test_the_table_above_speaks_of_every_operator_of_every_type() -> None:
    seen = {(c.test.left.type, c.test.op) for c in parts(table_pack()) if isinstance(c, model.Test)}
    assert {(kind, op) for kind in (Type.COUNT, Type.MONEY) for op in ORDER} <= seen
    assert {(Type.DATE, op) for op in ORDER} <= seen
    assert {(Type.RATIO, op) for op in ("==", "<", "<=", ">", ">=")} <= seen
    assert {(kind, op) for kind in (Type.TEXT, Type.CHOICE) for op in (*SAME, "in")} <= seen
    assert {kind for kind, _ in seen} == set(Type) - {Type.SCHEDULE}
