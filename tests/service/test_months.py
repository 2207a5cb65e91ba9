"""Papers of several months on the page: each month named, seen at its cell, settled by a reviewer, not asked again."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from PIL import Image, ImageChops

from rules import opened
from tests.service.helpers import code, finish, service, upload
from tests.service.test_api import Worked
from tests.workers.monthpapers import insured_by_month, monthly_statements
from workers import work
from workers.settings import Settings

STATEMENTS = {"2020-02": (100000, 900000, -7), "2020-03": (150000, 900000, -7), "2020-04": (250000, 900000, -7)}
INSURED = {"2020-01": (28, 28), "2020-02": (28, 28), "2020-04": (27, 27)}
SUBJECT = "statement:1-2020-03"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worked]:
    app, store = service(Settings(data_dir=tmp_path_factory.mktemp("months") / "data"))
    files = [
        ("三个月.xlsx", monthly_statements(STATEMENTS)),
        ("三月.xlsx", monthly_statements({"2020-03": (160000, 900000, -7)})),
        ("社保.xlsx", insured_by_month(INSURED)),
    ]
    declared = json.dumps([{"fact": "enterprise.key_trade", "value": "life_service", "reason": "餐饮"}])
    answer = upload(app.test_client(), files, declarations=declared)
    assert answer.status_code == 202
    case_id = answer.get_json()["id"]
    finish(store, case_id)
    yield Worked(app.test_client(), store, case_id)
    store.close()


def page(worked: Worked, lang: str = "zh") -> str:
    shown: str = worked.client.get(f"/cases/{worked.case_id}?lang={lang}").get_data(as_text=True)
    return shown


def revenue(worked: Worked, subject: str = SUBJECT) -> dict[str, Any]:
    known: list[dict[str, Any]] = worked.get("/facts?lang=zh").get_json()["facts"]
    (found,) = [one for one in known if (one["name"], one["subject"]) == ("statement.revenue", subject)]
    return found


def clashes(worked: Worked) -> list[dict[str, Any]]:
    known: list[dict[str, Any]] = worked.get("/facts?lang=zh").get_json()["conflicts"]
    return [one for one in known if one["name"] == "statement.revenue"]


def test_each_month_stands_under_its_own_name(worked: Worked) -> None:
    shown = page(worked)
    for month in (2, 3, 4):
        assert f"财务报表 1（2020年{month}月）" in shown
    assert "社会保险记录 1（2020年4月）" in shown
    assert "financial statement 1 (February 2020)" in page(worked, "en").casefold().replace("february", "February")
    assert "{period}" not in shown


def test_what_each_month_tells_the_paper_does_not_lack(worked: Worked) -> None:
    missing = worked.get("/documents/1").get_json()["report"]["missing"]
    assert missing["period"] == missing["revenue_yuan"] == "ambiguous"
    assert "有多处可能" not in page(worked)


def test_a_month_is_seen_at_its_cell_and_nowhere_else(worked: Worked) -> None:
    one = revenue(worked)
    (place,) = one["evidence"]
    assert (place["sheet"], place["cells"]) == ("2020-03", ["C4"])
    plain = worked.client.get(place["image"])
    marked = worked.client.get(f"{place['image']}?fact={one['id'].replace('#', '%23')}")
    with Image.open(io.BytesIO(plain.data)) as a, Image.open(io.BytesIO(marked.data)) as b:
        x0, top, x1, bottom = ImageChops.difference(a.convert("RGB"), b.convert("RGB")).getbbox() or (0, 0, 0, 0)
        scale = a.width / place["width"]
    box = [edge * scale for edge in place["boxes"][0]]
    assert abs(x0 - box[0]) < 8 and abs(top - box[1]) < 8 and abs(x1 - box[2]) < 8 and abs(bottom - box[3]) < 8


def test_what_is_missing_names_no_month_that_is_there(worked: Worked) -> None:
    decisions = opened(worked.get("/decisions").data)["decisions"]
    asked = {(one["fact"], one["detail"]) for decision in decisions for one in decision["missing"]}
    assert ("statement.revenue", "2019") in asked  # the year that decides the size
    advice = worked.get("/advice").get_json()
    papers = {one["kind"]: one["details"] for one in advice["next"]["documents"]}
    assert papers.get("social_insurance", []) == [] and "2019" in papers["financial_statement"]
    assert not [detail for detail in papers["financial_statement"] if detail.startswith("2020")]
    for fact, detail in asked:
        assert fact not in ("statement.month", "statement.period") and not fact.startswith("headcount.")
        assert not (fact == "statement.revenue" and detail.startswith("2020"))


def test_the_month_in_dispute_shows_both_papers_and_a_reviewer_settles_it(worked: Worked) -> None:
    (clash,) = clashes(worked)
    assert {(one["subject"], one["shown"]) for one in clash["readings"]} == {
        (SUBJECT, "150,000元"), ("statement:2", "160,000元"),
    }  # fmt: skip
    said = {"fact": "statement.revenue", "value": "160000", "by": "审核甲", "reason": "核对账簿"}
    answer = worked.client.post(worked.home + "/statements", json={**said, "subject": f"{SUBJECT}-31"})
    assert answer.status_code == 202  # a day that no paper has: told when the case is decided
    answer = worked.client.post(worked.home + "/statements", json={**said, "subject": "statement:1-2020-13"})
    assert (answer.status_code, code(answer)) == (400, "statement.subject")
    assert worked.client.post(worked.home + "/statements", json={**said, "subject": SUBJECT}).status_code == 202
    assert worked.store.jobs.begin_decision(worked.case_id)
    work.decide(worked.store, worked.case_id)
    assert not clashes(worked)
    assert (revenue(worked)["shown"], revenue(worked)["state"]) == ("160,000元", "corrected")
    assert "财务报表 1（2020年3月31日）" in page(worked)
