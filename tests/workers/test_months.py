"""A workbook of three months and a list of twelve through the real queue: each month decides with its own cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import rules
from tests.stack import ended
from tests.workers.monthpapers import insured_by_month, monthly_statements
from workers.supervisor import Stack

pytestmark = pytest.mark.stack

ON = date(2020, 5, 15)
STATEMENTS = {"2020-02": (42600, 780000, -243878), "2020-03": (118400, 862000, -191505), "2020-04": (279000, 858000, 5)}
YEAR = [f"{n // 12}-{n % 12 + 1:02}" for n in range(2019 * 12 + 4, 2020 * 12 + 4)]
INSURED = {month: (28, 28) if month < "2020-03" else (27, 27) for month in YEAR}


def decided(stack: Stack, *files: tuple[str, bytes]) -> dict[str, Any]:
    case = stack.store.create_case(applicant=None, pack="chaoyang-2020-8", on=ON)
    for name, data in files:
        stack.store.add_document(case.id, name, data)
    stack.queue.submit(case.id)
    done = ended(stack.store, case.id)
    assert [one.error for one in done.documents] == [None] * len(files)
    latest = stack.store.decisions(case.id)
    assert latest is not None
    return rules.opened(latest.sealed)


def derived(body: dict[str, Any], name: str) -> Any:
    return next((one["value"] for one in body["derived"] if one["name"] == name), None)


def cell(body: dict[str, Any], fact: str, subject: str) -> list[tuple[str, list[str]]]:
    (found,) = [one for one in body["inputs"]["facts"] if (one["name"], one["subject"]) == (fact, subject)]
    return [(place["sheet"], place["cells"]) for place in found["evidence"]]


def test_months_reach_the_decision(stack: Stack) -> None:
    book, listed = monthly_statements(STATEMENTS), insured_by_month(INSURED)
    body = decided(stack, ("利润表.xlsx", book), ("社保.xlsx", listed))
    assert derived(body, "enterprise.period_revenue") == 440_000_00
    assert derived(body, "enterprise.period_revenue_before") == 2_500_000_00
    assert derived(body, "enterprise.revenue_drop") == "103/125"
    assert derived(body, "enterprise.hardship_net_profit") == (-243878 - 191505 + 5) * 100
    assert (derived(body, "enterprise.insured_before"), derived(body, "enterprise.insured_after")) == (28, 27)
    assert derived(body, "enterprise.unemployment_insured") is True
    for row, month in enumerate(YEAR, 4):
        assert cell(body, "headcount.count", f"headcount:1-{month}") == [("缴费", [f"B{row}"])]
        assert cell(body, "headcount.month", f"headcount:1-{month}") == [("缴费", [f"A{row}"])]
    for month in STATEMENTS:
        assert cell(body, "statement.revenue", f"statement:1-{month}") == [(month, ["C4"])]
        assert cell(body, "statement.revenue_prev", f"statement:1-{month}") == [(month, ["D4"])]
        assert cell(body, "statement.month", f"statement:1-{month}") == [(month, ["C2"])]
    asked = {(one["fact"], one["detail"]) for d in body["decisions"] for one in d["missing"]}
    assert not {fact for fact, detail in asked if fact.startswith("headcount.") or detail.startswith("2020-")}
    assert not asked & {("statement.month", ""), ("statement.period", "")}
    # the year that decides the size is another paper, and is still asked for
    assert ("statement.revenue", "2019") in asked


def test_a_month_on_two_papers_that_differ_blocks_and_shows_both(stack: Stack) -> None:
    alone = monthly_statements({"2020-03": (118500, 862000, -191505)})
    body = decided(stack, ("三个月.xlsx", monthly_statements(STATEMENTS)), ("三月.xlsx", alone))
    assert derived(body, "enterprise.period_revenue") is None
    found = [c for d in body["decisions"] for c in d["conflicts"] if c["name"] == "statement.revenue"]
    assert found
    for conflict in found:
        assert {(r["subject"], r["value"], r["evidence"][0]["sheet"]) for r in conflict["readings"]} == {
            ("statement:1-2020-03", 11_840_000, "2020-03"),
            ("statement:2", 11_850_000, "2020-03"),
        }
