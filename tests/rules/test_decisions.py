"""What a decision says: proofs, provisional or not, missing, conflicts, lists, overrulings, totals, words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from rules import evaluate, load_pack
from rules.decisions import Decision, Evaluation, ProofNode
from rules.errors import FactRefused, NotInForce, OverruleRefused
from rules.facts import Conflict, Fact, FactSet, Overruling, SourceRef, State
from rules.types import RentStep, Value

PACK = load_pack(Path(__file__).parent / "good")
ON = date(2020, 5, 15)
TERM = (RentStep(date(2019, 7, 1), date(2020, 4, 15), 3_000_000, "month"),)


def fact(name: str, value: Value, subject: str = "", **more: object) -> Fact:
    subject = subject or name.partition(".")[0]
    base = Fact(
        f"{name}@{subject}", name, subject, value, State.EXTRACTED, (SourceRef("ocr", "ab" * 32, 1),), sure=True
    )
    return replace(base, **more)  # type: ignore[arg-type]


def lease(number: int, lessor: str = "示例国有资产(集团)公司") -> tuple[Fact, ...]:
    subject = f"lease:{number}"
    return (
        fact("lease.lessor", lessor, subject),
        fact("lease.schedule", TERM, subject),
        fact("lease.start", date(2019, 7, 1), subject),
        fact("lease.end", date(2020, 4, 15), subject),
    )


COMPANY = (
    fact("enterprise.staff", 50),
    fact("enterprise.trade", "catering", state=State.CONFIRMED),
    fact("enterprise.in_order", True, state=State.ATTESTED),
)


def decided(*facts: Fact, measure: str = "1a", subject: str = "lease:1", **more: object) -> Decision:
    evaluation = evaluate(PACK, FactSet(facts, **more), ON)  # type: ignore[arg-type]
    return one(evaluation, measure, subject)


def one(evaluation: Evaluation, measure: str, subject: str) -> Decision:
    return next(d for d in evaluation.decisions if (d.measure, d.subject) == (measure, subject))


def flat(node: ProofNode) -> list[ProofNode]:
    return [node, *(inner for child in node.children for inner in flat(child))]


def test_a_list_gives_the_class_of_the_lessor_whatever_brackets_the_lease_has() -> None:
    decision = decided(*COMPANY, *lease(1))
    assert (decision.status, decision.provisional) == ("eligible", False)
    assert decision.benefit is not None
    assert decision.benefit.amount_fen == 4_500_000
    assert [s.result.zh for s in decision.benefit.steps] == ["30,000元", "15,000元", "45,000元"]
    assert decision.summary.zh == "符合条件；免收的房租：45,000元"


def test_the_proof_names_rule_order_and_facts() -> None:
    nodes = {n.key: n for n in flat(decided(*COMPANY, *lease(1)).proof)}
    small = nodes["enterprise.small:when.1"]
    assert (small.truth, small.rule, small.facts) == (
        "met",
        "enterprise.small:when.1 met",
        ("enterprise.staff@enterprise",),
    )
    assert (small.left, small.right) == (50, (100,))
    assert small.finding.zh == "职工人数为50人"
    assert small.requires.zh == "职工人数不超过100人"
    orders = {n.key: n.firing for n in nodes.values()}
    assert all(orders.values())
    assert orders["enterprise.small:when.1"] < orders["1a.small"] < orders["1a:decision"]  # type: ignore[operator]
    state = nodes["1a.state"]
    assert state.facts == ("registry:lease.lessor_class@lease:1",)
    assert state.cite is not None
    assert PACK.notice.text[state.cite.start : state.cite.end] == state.cite.quote == "承租国有房产"


def test_a_name_not_on_an_incomplete_list_stays_unknown_and_a_reviewer_is_asked() -> None:
    decision = decided(*COMPANY, *lease(1, "某某商贸公司"))
    assert decision.status == "undetermined"
    assert [(m.fact, m.who, m.kinds) for m in decision.missing] == [("lease.lessor_class", "reviewer", ())]


def test_a_list_found_by_an_unsure_name_makes_the_decision_provisional() -> None:
    facts = (replace(lease(1)[0], sure=False), *lease(1)[1:])
    decision = decided(*COMPANY, *facts)
    assert (decision.status, decision.provisional) == ("eligible", True)
    assert [w.fact for w in decision.weak] == ["lease.lessor_class"]


def test_a_document_against_the_list_is_a_conflict_and_a_reviewer_ends_it() -> None:
    other = fact("lease.lessor_class", "other", "lease:1")
    decision = decided(*COMPANY, *lease(1), other)
    assert decision.status == "undetermined"
    assert [(c.name, {r.value for r in c.readings}) for c in decision.conflicts] == [
        ("lease.lessor_class", {"other", "state"})
    ]
    settled = decided(*COMPANY, *lease(1), replace(other, state=State.ATTESTED))
    assert settled.status == "not_eligible"
    assert [f.id for f in settled.failing] == ["state"]


def test_a_lease_nobody_has_shown_is_decided_as_such() -> None:
    decision = decided(*COMPANY, subject="lease")
    assert decision.status == "undetermined"
    assert {m.fact for m in decision.missing} == {"lease.lessor_class", "lease.schedule", "lease.start", "lease.end"}
    assert {k for m in decision.missing for k in m.kinds} == {"lease"}


def test_what_no_longer_matters_is_not_missing() -> None:
    decision = decided(fact("enterprise.staff", 101), subject="lease")
    assert (decision.status, decision.missing) == ("not_eligible", ())
    failing = decision.failing[0]
    assert failing.id == "small"


def test_a_failed_amount_shows_its_gap() -> None:
    facts = [
        f
        for n, (now, before) in enumerate(
            [(400_000_00, 2_000_000_00), (300_000_00, 1_500_000_00), (300_000_01, 1_500_000_00)], 1
        )
        for f in (
            fact("statement.month", f"2020-0{n + 1}", f"statement:{n}"),
            fact("statement.revenue", now, f"statement:{n}"),
            fact("statement.before", before, f"statement:{n}"),
        )
    ]
    decision = decided(*facts, fact("enterprise.staff", 50), measure="3", subject="enterprise")
    failing = decision.failing[0]
    assert decision.status == "not_eligible"
    assert failing.threshold == Fraction(4, 5)
    assert failing.value == Fraction(399_999_999, 500_000_000)
    assert failing.finding.zh == "收入同比降幅为79.9999998%"
    assert failing.gap is not None
    assert failing.gap.zh != "0%"
    assert [(p.name, p.discretion) for p in decision.parameters] == [("drop", True)]


def test_a_reviewer_may_overrule_discretion_only_with_a_reason() -> None:
    ruling = Overruling("drop", Fraction(1, 2), "李审核", "2020-05-16T09:00:00", "按市里口径")
    used = evaluate(PACK, FactSet((), overrulings=(ruling,)), ON)
    assert used.inputs.overrulings == (ruling,)
    for bad in (
        replace(ruling, reason=" "),
        replace(ruling, parameter="small.staff", value=5),
        replace(ruling, parameter="x"),
    ):
        with pytest.raises(OverruleRefused):
            evaluate(PACK, FactSet((), overrulings=(bad,)), ON)


def test_declared_values_are_provisional_and_only_where_the_pack_allows() -> None:
    declared = replace(COMPANY[1], state=State.DECLARED, sure=False)
    decision = decided(COMPANY[0], declared, COMPANY[2], *lease(1))
    assert (decision.status, [w.state for w in decision.weak]) == ("eligible", ["declared"])
    with pytest.raises(FactRefused) as caught:
        decided(replace(COMPANY[0], state=State.DECLARED))
    assert caught.value.data["reason"] == "not_declarable"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (fact("enterprise.staf", 5), "unknown_fact"),
        (fact("enterprise.staff", "5"), "wrong_type"),
        (fact("enterprise.staff", True), "wrong_type"),
        (fact("enterprise.trade", "mining"), "wrong_type"),
        (fact("enterprise.staff", 5, "lease:1"), "wrong_subject"),
        (fact("lease.start", ON, "lease"), "wrong_subject"),
        (fact("enterprise.small", True), "derived"),
    ],
)
def test_a_fact_the_vocabulary_does_not_know_is_refused(wrong: Fact, reason: str) -> None:
    with pytest.raises(FactRefused) as caught:
        decided(wrong)
    assert caught.value.data["reason"] == reason


def test_two_documents_that_differ_are_a_conflict_without_being_told() -> None:
    twice = (COMPANY[0], replace(COMPANY[0], id="other", value=60))
    decision = decided(*twice, *COMPANY[1:], *lease(1))
    assert (decision.status, [c.name for c in decision.conflicts]) == ("undetermined", ["enterprise.staff"])
    given = decided(*COMPANY[1:], *lease(1), conflicts=(Conflict("enterprise.staff", "enterprise", twice),))
    assert given.conflicts == decision.conflicts


def test_totals_sum_what_is_granted_over_subjects() -> None:
    evaluation = evaluate(PACK, FactSet((*COMPANY, *lease(1), *lease(2), fact("cut.amount", 333_333_330, "cut:1"))), ON)
    totals = {t.measure: t for t in evaluation.totals}
    assert totals["1a"].granted_fen == 9_000_000
    assert totals["2"].granted_fen == 99_999_999
    assert totals[None].granted_fen == 108_999_999
    assert [d.subject for d in evaluation.decisions if d.measure == "1a"] == ["lease:1", "lease:2"]


def test_before_the_pack_is_in_force_nothing_is_decided() -> None:
    with pytest.raises(NotInForce):
        evaluate(PACK, FactSet(), date(2020, 2, 29))
