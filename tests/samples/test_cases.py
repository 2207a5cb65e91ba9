"""Each case from its papers to its decisions, through the pipeline itself, against the hand-worked expectation."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from rules import evaluate, load_pack
from rules.decisions import Decision
from rules.facts import State
from tests.samples.casefiles import CASES, Run, extraction_of, load_yaml, papers, run, truth


@cache
def _text(case: str) -> Run:
    return run(case, "text")


def _expected(case: str) -> list[dict[str, Any]]:
    found = load_yaml(case, "expected.yaml")["decisions"]
    assert isinstance(found, list)
    return found


def _decision(case: Run, expected: dict[str, Any]) -> Decision:
    found = [one for one in case.decided.evaluation.decisions if one.measure == expected["measure"]]
    if "subject" in expected:
        found = [one for one in found if one.subject == expected["subject"]]
    (decision,) = found
    return decision


def _found(decision: Decision, expected: dict[str, Any]) -> dict[str, Any]:
    """What the decision says about everything that the expectation names, in the expectation's own form."""
    benefit = decision.benefit
    granted = benefit if benefit is not None and benefit.granted else None
    reading: dict[str, Any] = {
        "measure": decision.measure,
        "subject": decision.subject,
        "status": decision.status,
        "amount": _yuan(granted.amount_fen if granted else None),
        "low": _yuan(granted.low_fen if granted else None),
        "high": _yuan(granted.high_fen if granted else None),
        "missing": sorted({kind for one in decision.missing for kind in one.kinds}),
        "missing_facts": sorted({one.fact for one in decision.missing}),
        "failing": [one.id for one in decision.failing],
    }
    return {name: reading[name] for name in expected if name in reading} | {
        "conflict": sorted({one.name for one in decision.conflicts})
    }


def _yuan(fen: int | None) -> str | None:
    return None if fen is None else f"{Decimal(fen) / 100:.2f}"


def _hold(decision: Decision, expected: dict[str, Any]) -> None:
    found = _found(decision, expected)
    assert found == {"conflict": []} | expected


_ROWS = [pytest.param(case, row, id=f"{case}-{row['measure']}") for case in CASES for row in _expected(case)]


@pytest.mark.parametrize(("case", "row"), _ROWS)
def test_text_papers_give_the_decision_worked_out_by_hand(case: str, row: dict[str, Any]) -> None:
    _hold(_decision(_text(case), row), row)


@pytest.mark.parametrize("case", CASES)
def test_every_paper_is_recognised_and_every_statement_taken(case: str) -> None:
    made = _text(case)
    kinds = [one.kind.kind for one in made.extractions.values()]
    assert kinds == [entry["kind"] for entry in truth(case, "text")]
    problems = [(one.code, dict(one.data)) for one in made.decided.bound.problems]
    assert problems == []


def test_a_decided_amount_leads_back_to_the_papers() -> None:
    made = _text("restaurant-district-landlord")
    decision = _decision(made, {"measure": "1a", "subject": "lease:1"})
    used = {one.id: one for one in made.decided.evaluation.inputs.facts}
    documents = {
        made.names[ref.document]
        for fact in used.values()
        for ref in fact.evidence
        if fact.name.startswith(("lease.", "headcount.")) and ref.document
    }
    assert documents == {"02-房屋租赁合同.pdf", "03-社保缴费证明-202001.pdf", "04-社保缴费明细-202004.pdf"}
    clauses = {cite.clause for cite in decision.citations}
    assert clauses == {"1"}


def test_the_two_counts_are_both_shown() -> None:
    made = _text("software-two-counts")
    decision = _decision(made, {"measure": "1a"})
    (conflict,) = [one for one in decision.conflicts if one.name == "headcount.count"]
    counts = {one.value for one in conflict.readings}
    assert counts == {18, 14}
    shown = {made.names[ref.document] for one in conflict.readings for ref in one.evidence if ref.document}
    assert shown == {"04-社保缴费证明-202004.pdf", "05-参保人员名单-202004.pdf"}


@pytest.mark.parametrize("case", CASES)
def test_nothing_decided_from_unsure_readings_looks_firm(case: str) -> None:
    """The same papers, had the machine been unsure of every single value."""
    evaluation = _text(case).decided.evaluation
    doubted = tuple(
        replace(fact, sure=False) if fact.state is State.EXTRACTED else fact for fact in evaluation.inputs.facts
    )
    again = evaluate(
        load_pack(evaluation.pack), replace(evaluation.inputs, facts=doubted), evaluation.on, reader="plain"
    )
    assert [d.status for d in again.decisions] == [d.status for d in evaluation.decisions]
    assert [d.measure for d in again.decisions if d.status != "undetermined" and not d.provisional] == []


def test_a_dispute_is_said_to_be_one_where_nothing_is_missing() -> None:
    decision = _decision(_text("software-two-counts"), {"measure": "1a"})
    assert decision.missing == ()
    assert decision.summary.zh == "尚不能确定：各处材料说法不一致，须由审核人员裁定"


def test_an_empty_form_and_a_bill_give_no_values() -> None:
    by_name = {path.name: path for path in papers("single", "text")}
    form = extraction_of(by_name["02-空白租赁合同.pdf"])
    kind, values = form.kind.kind, {one.name: one.value for one in form.fields}
    assert (kind, values) == ("lease", {})
    bill = extraction_of(by_name["03-物业缴费通知单.pdf"])
    kind, values = bill.kind.kind, {one.name: one.value for one in bill.fields}
    assert (kind, values) == ("other", {})


@pytest.mark.ocr
@pytest.mark.parametrize("case", ["building-rent-cut"])
def test_scanned_papers_give_the_same_decisions(case: str) -> None:
    """The case with the fewest pages; what OCR leaves unsure makes a decision provisional, never different."""
    made = run(case, "scan")
    rows = _expected(case)
    assert [_found(_decision(made, row), row) for row in rows] == [{"conflict": []} | row for row in rows]
