"""The Chaoyang pack in one case at a time: whom to call, by when, what a list may say, what rests on a proposal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

import pytest

from rules import Evaluation, FactSet, Pack, evaluate, load_pack
from rules.decisions import Decision, ProofNode
from rules.facts import Fact, SourceRef, State
from rules.types import RentStep, Value

ON = date(2020, 5, 15)
SOE, INSTITUTION = "北京朝阳示例国有资产经营有限公司", "北京市朝阳区示例事务中心"


@cache
def pack() -> Pack:
    return load_pack("chaoyang-2020-8")


def decided(facts: dict[str, Value], on: date = ON) -> Evaluation:
    """``"lease:1.lessor"`` is ``lease.lessor`` of ``lease:1``; everything is confirmed."""
    source = SourceRef("reviewer", by="审核员", at="2020-05-15", reason="核对")
    given = []
    for place, value in facts.items():
        subject, _, own = place.partition(".")
        name = f"{subject.partition(':')[0]}.{own}"
        given.append(Fact(place, name, subject, value, State.CONFIRMED, (source,), True, True))
    return evaluate(pack(), FactSet(tuple(given)), on, reader="plain")


def one(measure: str, facts: dict[str, Value], on: date = ON) -> Decision:
    (decision,) = [d for d in decided(facts, on).decisions if d.measure == measure]
    return decision


def departments(decision: Decision) -> list[str]:
    return [contact.department.zh for contact in decision.contacts]


def walk(node: ProofNode) -> Iterable[ProofNode]:
    yield node
    for child in node.children:
        yield from walk(child)


@pytest.mark.parametrize("measure", ["1a", "1e", "1f"])
def test_the_landlord_says_whom_to_call(measure: str) -> None:
    assert departments(one(measure, {"lease:1.lessor": SOE})) == ["区国资委"]
    assert departments(one(measure, {"lease:1.lessor": INSTITUTION})) == ["区财政局"]
    assert departments(one(measure, {"lease:1.lessor": "某某公司"})) == ["区国资委", "区财政局"]
    # neither contact is for another owner's tenant: then all are shown rather than nobody
    assert departments(one(measure, {"lease:1.lessor_class": "other"})) == ["区国资委", "区财政局"]


@pytest.mark.parametrize(
    ("carrier", "zone", "whom"),
    [
        ("office_building", None, ["区发展改革委"]),
        ("mall", None, ["区商务局"]),
        ("shopping_street", None, ["区商务局"]),
        ("tech_park", None, ["区科技和信息化局"]),
        ("maker_space", None, ["区科技和信息化局"]),
        ("startup_base", None, ["区科技和信息化局"]),
        ("incubator", None, ["区科技和信息化局"]),
        ("culture_park", "inside", ["文创实验区管委会"]),
        ("culture_park", "outside", ["区文创办"]),
        ("culture_park", None, ["文创实验区管委会", "区文创办"]),
        (None, None, ["区发展改革委", "区商务局", "区科技和信息化局", "文创实验区管委会", "区文创办"]),
    ],
)
def test_the_carrier_says_whom_to_call(carrier: str | None, zone: str | None, whom: list[str]) -> None:
    facts: dict[str, Value] = {}
    if carrier:
        facts["enterprise.carrier_type"] = carrier
    if zone:
        facts["enterprise.pilot_zone"] = zone
    assert departments(one("2", facts)) == whom


def test_the_venue_says_whom_to_call() -> None:
    assert departments(one("14c", {"enterprise.outdoor_venue": "scenic"})) == ["区文化和旅游局"]
    assert departments(one("14c", {"enterprise.outdoor_venue": "fitness"})) == ["区体育局"]


@pytest.mark.parametrize(("day", "passed"), [(date(2020, 6, 30), False), (date(2020, 7, 1), True)])
def test_the_departments_have_until_the_end_of_june(day: date, passed: bool) -> None:
    facts: dict[str, Value] = {
        "enterprise.is_sme": True, "enterprise.innovation_class": "tech", "enterprise.guidance_fund_project": True,
    }  # fmt: skip
    decision = one("11", facts, day)
    assert (decision.status, decision.deadline_passed) == ("duty", passed)


def test_a_name_on_no_list_is_never_a_no() -> None:
    """Every fact that a list gives stays unknown for a name the list does not hold."""
    looked_up = [spec for spec in pack().facts.values() if spec.registry]
    assert {spec.registry.list for spec in looked_up if spec.registry} == set(pack().registries)
    for spec in looked_up:
        assert spec.registry is not None
        assert spec.registry.otherwise is None
        subject = f"{spec.subject}:1" if pack().subjects[spec.subject].many else spec.subject
        matched = f"{subject}.{spec.registry.match.partition('.')[2]}"
        assert decided({matched: "北京真实存在有限公司"}).looked_up == ()
        assert spec.ask is not None
        assert "虚构示例" in spec.ask.zh
    for registry in pack().registries.values():
        assert "虚构示例" in registry.label.zh
        assert "虚构示例" in registry.source
        assert "invented" in registry.label.en


def test_the_waivers_of_all_leases_are_summed() -> None:
    facts: dict[str, Value] = dict.fromkeys(
        (f"enterprise.{name}" for name in (
            "is_sme", "in_good_order", "fits_capital", "outside_clearance", "hardship", "kept_jobs",
        )), True,
    )  # fmt: skip
    facts["enterprise.kept_operation"] = "open"
    for number, (lessor, rent) in enumerate([(SOE, 3_100_000), (INSTITUTION, 900_000), ("某某公司", 500_000)], 1):
        step = RentStep(date(2019, 7, 1), date(2021, 6, 30), rent, "month")
        facts |= {
            f"lease:{number}.lessor": lessor, f"lease:{number}.tenant_is_applicant": True,
            f"lease:{number}.in_beijing": True, f"lease:{number}.business_use": True,
            f"lease:{number}.start_date": step.start, f"lease:{number}.end_date": step.end,
            f"lease:{number}.rent_schedule": (step,),
        }  # fmt: skip
    (total,) = [t for t in decided(facts).totals if t.measure == "1a"]
    assert (total.granted_fen, total.decided, total.undetermined) == (8_000_000, 2, 1)
    assert total.estimate_fen == 1_000_000


def test_the_certificate_is_proved_part_by_part() -> None:
    name = "北京示例楼宇管理有限公司"
    facts: dict[str, Value] = {
        "enterprise.name": name, "enterprise.carrier_type": "office_building", "certificate:1.holder": name,
        "certificate:1.carrier_type": "office_building", "certificate:1.issuer": "北京市朝阳区商务局",
    }  # fmt: skip
    nodes = {node.label.zh: node for node in walk(one("2", facts).proof)}
    parts = {
        "有认定该类载体的证书": "met",
        "有对应主管部门认定的证书": "undetermined",
        "有申请单位持有的证书": "met",
        "以上各项出自同一份证书": "undetermined",
    }
    assert {label: nodes[label].truth for label in parts} == parts
    assert nodes["有申请单位持有的证书"].facts == ("certificate:1.holder", "enterprise.name")
    assert all(node.cite and node.cite.clause == "2" for label, node in nodes.items() if label in parts)


TERMS = {"4": "large_impact", "1e": "severe_impact", "1a": "hardship"}


@pytest.mark.parametrize(("measure", "term"), TERMS.items())
def test_a_term_the_notice_leaves_open_rests_on_parameters_of_its_own(measure: str, term: str) -> None:
    facts: dict[str, Value] = {"lease:1.lessor": SOE}
    for number, month in enumerate(("2020-02", "2020-03", "2020-04"), 1):
        facts |= {
            f"statement:{number}.month": month, f"statement:{number}.revenue": 95_000_000,
            f"statement:{number}.revenue_prev": 100_000_000, f"statement:{number}.net_profit": 1,
        }  # fmt: skip
    decision = one(measure, facts)
    assert decision.status == "not_eligible"
    used = {p.name: p for p in decision.parameters}
    assert {f"{term}_drop", f"{term}_first_month", f"{term}_last_month"} <= used.keys()
    assert {p.name for p in decision.parameters if p.name.startswith(tuple(set(TERMS.values()) - {term}))} == set()
    assert all(p.discretion for p in used.values())
    assert all("没有写明" in p.source.text and "建议" in p.source.text for p in used.values())


def test_clause_16_states_its_months_and_nobody_may_move_them() -> None:
    fixed = [pack().parameters[name] for name in ("revenue_first_month", "revenue_last_month", "revenue_drop_16b")]
    assert not any(p.discretion for p in fixed)
    assert all(p.source.citation and p.source.citation.clause == "16" for p in fixed)
