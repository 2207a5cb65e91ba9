"""What decisions under the Chaoyang pack say: disputes with their own readings, words as a person would put them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from rules import FactSet, Pack, evaluate, load_pack, shipped_packs
from rules.decisions import Decision, ProofNode
from rules.facts import Fact, SourceRef, State
from rules.types import Value
from tests.rules import sentence_packs
from tests.rules.sentence_meaning import read_alike

ON = date(2020, 5, 15)
MONTHS = ("2020-02", "2020-03", "2020-04")


@cache
def pack() -> Pack:
    return load_pack("chaoyang-2020-8")


def decide(measure: str, **facts: Value) -> Decision:
    """``lease_1__lessor`` is ``lease.lessor`` of ``lease:1``; everything is confirmed."""
    given = []
    for word, value in facts.items():
        subject, _, own = word.partition("__")
        kind, _, number = subject.partition("_")
        whom = f"{kind}:{number}" if number else kind
        source = SourceRef("reviewer", by="审核员", at="2020-05-15", reason="核对")
        given.append(Fact(word, f"{kind}.{own}", whom, value, State.CONFIRMED, (source,), True, True))
    evaluation = evaluate(pack(), FactSet(tuple(given)), ON, reader="plain")
    (decision,) = [d for d in evaluation.decisions if d.measure == measure]
    return decision


def walk(node: ProofNode) -> Iterable[ProofNode]:
    yield node
    for child in node.children:
        yield from walk(child)


def said(decision: Decision) -> set[str]:
    return {words for node in walk(decision.proof) for words in (node.finding.zh, node.requires.zh)}


def statements(drop: int) -> dict[str, Value]:
    """Three months of 1,000,000 yuan a year before, fallen by ``drop`` per cent."""
    found: dict[str, Value] = {}
    for number, month in enumerate(MONTHS, 1):
        found[f"statement_{number}__month"] = month
        found[f"statement_{number}__revenue"] = 1_000_000 * (100 - drop)
        found[f"statement_{number}__revenue_prev"] = 100_000_000
    return found


def test_a_dispute_over_one_month_shows_only_that_month() -> None:
    counts: dict[str, Value] = {}
    for number, (month, count) in enumerate([("2020-01", 28), ("2020-04", 18), ("2020-04", 14)], 1):
        counts |= {f"headcount_{number}__month": month, f"headcount_{number}__count": count}
    decision = decide("16a", training_1__count=9, **counts)
    (conflict,) = decision.conflicts
    assert [(r.subject, r.value) for r in conflict.readings] == [("headcount:2", 18), ("headcount:3", 14)]


def test_disputes_over_two_months_are_two() -> None:
    counts: dict[str, Value] = {}
    for number, (month, count) in enumerate([("2020-01", 28), ("2020-01", 29), ("2020-04", 18), ("2020-04", 14)], 1):
        counts |= {f"headcount_{number}__month": month, f"headcount_{number}__count": count}
    decision = decide("1d", **counts)
    readings = [{r.value for r in c.readings} for c in decision.conflicts]
    assert readings == [{28, 29}, {18, 14}]


def test_sources_that_should_agree_dispute_the_fact_they_make() -> None:
    decision = decide(
        "15", enterprise__industry="software", enterprise__resumed_work=True, enterprise__headcount=300,
        statement_1__period="2019-12", statement_1__revenue_ytd=9_000_000_000,
        statement_2__period="2019", statement_2__revenue=12_000_000_000,
    )  # fmt: skip
    (conflict,) = decision.conflicts
    assert (conflict.name, conflict.subject) == ("enterprise.annual_revenue", "enterprise")
    assert {(r.name, r.value) for r in conflict.readings} == {
        ("statement.revenue_ytd", 9_000_000_000), ("statement.revenue", 12_000_000_000),
    }  # fmt: skip
    assert (decision.missing, decision.summary.zh) == ((), "尚不能确定：各处材料说法不一致，须由审核人员裁定")


def test_what_is_missing_is_said_to_be_missing() -> None:
    assert decide("14c").summary.zh == "尚不能确定：还需补充材料或说明"
    nothing_before = statements(0) | {f"statement_{n}__revenue_prev": 0 for n in (1, 2, 3)}
    told = decide("4", enterprise__is_sme=True, enterprise__needs_renewal_loan=True, **nothing_before)
    assert [t.code for t in told.troubles] == ["division_by_zero"]
    assert told.summary.zh == "尚不能确定：已有数据算不出结果，须由审核人员核定"


def test_a_lease_nobody_has_shown_is_asked_for_before_its_lessor_is_looked_up() -> None:
    by_fact = {m.fact: m for m in decide("1a").missing}
    assert by_fact["lease.lessor_class"].kinds == ("lease",)
    assert by_fact["lease.lessor_class"].ask is not None
    assert "名录" not in by_fact["lease.lessor_class"].ask.zh
    unlisted = {m.fact: m for m in decide("1a", lease_1__lessor="某某公司").missing}["lease.lessor_class"]
    assert unlisted.ask is not None
    assert (unlisted.kinds, unlisted.ask.zh) == ((), "名录（目前只有虚构示例）中没有该出租方，请审核人员确认其类别")


def test_nobody_is_asked_to_confirm_a_paper_that_was_not_shown() -> None:
    missing = {m.fact for m in decide("2").missing}
    assert {"cut.reduction", "certificate.issuer"} <= missing
    assert not {"cut.by_applicant", "cut.in_epidemic", "certificate.of_applicant"} & missing


def test_metres_are_not_per_cent() -> None:
    decision = decide(
        "14b", enterprise__desk_spacing=Fraction("1.2"), enterprise__work_area=Fraction(45),
        enterprise__people_on_site=20, enterprise__large_space_managed=True,
    )  # fmt: skip
    assert decision.status == "not_eligible"
    (failing,) = decision.failing
    assert failing.gap is not None
    assert (failing.finding.zh, failing.gap.zh) == ("每人使用面积为2.25平方米", "0.25平方米")


@pytest.mark.parametrize(("drop", "gap"), [(40, "10个百分点"), (20, "30个百分点")])
def test_the_reason_inside_a_derived_fact_is_named_with_its_gap(drop: int, gap: str) -> None:
    decision = decide("1e", **statements(drop))
    (failing,) = decision.failing
    assert failing.gap is not None
    assert (failing.id, failing.gap.zh) == ("severe", gap)
    assert failing.finding.zh == f"受疫情影响严重比较期收入同比降幅为{drop}%"


def test_findings_read_as_words() -> None:
    words = said(decide("1a", enterprise__in_good_order=True, enterprise__licence_type="有限责任公司"))
    assert {"在朝阳区规范经营：是", "“符合首都城市战略定位”尚未确认", "营业执照所载类型为“有限责任公司”"} <= words
    assert not [w for w in words if "为是" in w or "为否" in w or "是的" in w]


def test_one_of_two_amounts_is_never_a_range() -> None:
    benefit = decide("8a", enterprise__demo_recognised=True, enterprise__first_recognition=True).benefit
    assert benefit is not None
    assert (benefit.kind, benefit.amount_fen, benefit.low_fen, benefit.high_fen) == (
        "one_of", None, 30_000_000, 50_000_000,
    )  # fmt: skip
    assert benefit.filled.zh == "300,000元或500,000元"


def test_the_numbers_are_put_into_the_formula() -> None:
    cut: dict[str, Value] = {
        "cut_1__reduction": 333_333_330, "cut_1__by_applicant": True, "cut_1__in_epidemic": True,
        "cut_1__tenant_is_sme": True,
    }  # fmt: skip
    benefit = decide("2", enterprise__carrier_type="mall", enterprise__carrier_recognised=True, **cut).benefit
    assert benefit is not None
    assert benefit.filled.zh == "30%×3,333,333.30元 ＝ 999,999.99元"


# -- every sentence of every shipped pack ------------------------------------------------------------------------


@pytest.mark.parametrize("name", shipped_packs())
def test_no_two_conditions_of_a_shipped_pack_read_alike(name: str) -> None:
    shipped = load_pack(name)
    assert not read_alike(sentence_packs.speaker(shipped), sentence_packs.conditions(shipped))


STIFF = re.compile(
    r"(的[^，；。“”（）的]{0,12}){4,}|为是|为否|并非|不属于(该|此|有|在|已|投资)|[，；、]{2}|约约|元元|%%"
)
STIFF_EN = re.compile(r"\bis is\b|\bnot not\b|\bthe (the|a|an)\b|  |\b1 (metres|papers|days|months|years)\b|[,;] [,;]")


@pytest.mark.parametrize("name", shipped_packs())
def test_the_sentences_of_a_shipped_pack_read_well(name: str) -> None:
    shipped = load_pack(name)
    speaker = sentence_packs.speaker(shipped)
    said = [speaker.requires(c, wanted) for c in sentence_packs.conditions(shipped) for wanted in (True, False)]
    assert [words.zh for words in said if STIFF.search(words.zh)] == []
    assert [words.en for words in said if STIFF_EN.search(words.en)] == []
