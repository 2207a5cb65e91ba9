"""The hand-worked expectations against the truth of the papers: the same arithmetic, done again from the other end."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from tests.samples.casefiles import load_yaml, truth

CENT = Decimal("0.01")


def _fields(case: str, kind: str) -> list[dict[str, Any]]:
    return [entry["fields"] for entry in truth(case, "text") if entry["kind"] == kind]


def _decision(case: str, measure: str) -> dict[str, Any]:
    (found,) = [row for row in load_yaml(case, "expected.yaml")["decisions"] if row["measure"] == measure]
    assert isinstance(found, dict)
    return found


def _fall(case: str) -> Decimal:
    months = [one for one in _fields(case, "financial_statement") if one["period"] in {"2020-02", "2020-03", "2020-04"}]
    assert len(months) == 3
    now = sum((Decimal(one["revenue_yuan"]) for one in months), Decimal(0))
    before = sum((Decimal(one["revenue_prev_yuan"]) for one in months), Decimal(0))
    return (before - now) / before


def test_the_waiver_is_the_rent_of_march_and_april() -> None:
    (lease,) = _fields("restaurant-district-landlord", "lease")
    due = Decimal(0)
    for first, last in (("2020-03-01", "2020-03-31"), ("2020-04-01", "2020-04-30")):
        (step,) = [row for row in lease["rent_schedule"] if row["from"] <= first and last <= row["to"]]
        due += Decimal(step["amount_yuan"])
    assert str(due) == _decision("restaurant-district-landlord", "1a")["amount"]


def test_the_reward_is_thirty_percent_of_the_cuts() -> None:
    cuts = sum((Decimal(one["reduction_yuan"]) for one in _fields("building-rent-cut", "rent_reduction")), Decimal(0))
    reward = (cuts * 3 / 10).quantize(CENT, ROUND_HALF_UP)
    assert reward < 1_000_000
    assert str(reward) == _decision("building-rent-cut", "2")["amount"]


@pytest.mark.parametrize("case", ["restaurant-district-landlord", "software-training"])
def test_the_training_subsidy_is_a_thousand_for_each_trainee(case: str) -> None:
    (roster,) = _fields(case, "training_roster")
    assert Decimal(_decision(case, "16a")["amount"]) == 1000 * roster["trainee_count"]


def test_the_range_for_keeping_jobs() -> None:
    case = "restaurant-district-landlord"
    (roster,) = _fields(case, "training_roster")
    (persons,) = [
        row["value"]
        for row in load_yaml(case, "case.yaml")["declarations"]
        if row["fact"] == "enterprise.temp_post_persons"
    ]
    trainees, decision = roster["trainee_count"], _decision(case, "16b")
    assert Decimal(decision["low"]) == 500 * trainees + 1540 * persons
    assert Decimal(decision["high"]) == 3000 * trainees + 1540 * persons


@pytest.mark.parametrize(
    ("case", "eligible"),
    [
        ("restaurant-district-landlord", True),
        ("software-training", False),
        ("restaurant-no-social-insurance", False),
        ("software-two-counts", False),
    ],
)
def test_the_fall_of_revenue_decides_16b(case: str, eligible: bool) -> None:
    assert (_fall(case) >= Decimal("0.8")) is eligible
    assert _decision(case, "16b")["status"] == ("eligible" if eligible else "not_eligible")


def test_the_two_records_of_one_month_disagree() -> None:
    records = _fields("software-two-counts", "social_insurance")
    april = {one["insured_count"] for one in records if "2020-04" in (one.get("month"), one.get("as_of_month"))}
    assert april == {18, 14}


def test_the_incomplete_case_has_no_record() -> None:
    assert _fields("restaurant-no-social-insurance", "social_insurance") == []
