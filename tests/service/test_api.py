"""The API over real parts: a restaurant's licence and lease go in, facts, pages and decisions come out."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image, ImageChops
from sqlalchemy import update

from rules import opened
from tests.service.helpers import LEASE, LICENCE, code, finish, png, service, upload
from workers import work
from workers.jobs import ToRead
from workers.settings import Settings
from workers.store import Store
from workers.tables import Decided

MAY = {"from": "2020-05-01", "to": "2020-05-31", "amount": "100", "per": "month"}
WHO = {"by": "a", "reason": "b"}


class Worked:
    """A finished case behind a client."""

    def __init__(self, client: FlaskClient, store: Store, case_id: str) -> None:
        self.client, self.store, self.case_id = client, store, case_id
        self.home = f"/api/v1/cases/{case_id}"

    def get(self, path: str = "", **kw: Any) -> Any:
        return self.client.get(self.home + path, **kw)

    def facts(self) -> dict[str, Any]:
        found: dict[str, Any] = self.get("/facts").get_json()
        return found


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worked]:
    app, store = service(Settings(data_dir=tmp_path_factory.mktemp("service") / "data"))
    client = app.test_client()
    declared = json.dumps([{"fact": "enterprise.industry", "value": "catering", "reason": "主营餐饮"}])
    files = [(LICENCE.name, LICENCE.read_bytes()), (LEASE.name, LEASE.read_bytes()), ("空.pdf", b"")]
    answer = upload(client, files, applicant="示例餐饮", declarations=declared)
    assert answer.status_code == 202
    case_id = answer.get_json()["id"]
    assert answer.headers["Location"] == f"/api/v1/cases/{case_id}"
    finish(store, case_id)
    yield Worked(client, store, case_id)
    store.close()


def test_a_case_tells_state_and_progress_and_its_law(worked: Worked) -> None:
    answer = worked.get()
    case = answer.get_json()
    assert case["state"] == "done"
    assert [d["state"] for d in case["documents"]] == ["read", "read", "failed"]
    assert [d["kind"] for d in case["documents"]] == ["business_licence", "lease", None]
    assert case["documents"][2]["error"]["code"] == "file.empty"
    assert answer.headers["Huiqi-Pack"].startswith("chaoyang-2020-8@")
    assert answer.headers["Huiqi-As-Of"] == "2020-05-15"


def test_every_extracted_fact_has_a_place_on_a_page(worked: Worked) -> None:
    extracted = [fact for fact in worked.facts()["facts"] if fact["state"] == "extracted"]
    assert {"lease.lessor", "enterprise.name"} <= {fact["name"] for fact in extracted}
    for fact in extracted:
        assert fact["evidence"]
        for place in fact["evidence"]:
            assert place["boxes"] and place["text"]
            for x0, top, x1, bottom in place["boxes"]:
                assert 0 <= x0 < x1 <= place["width"] and 0 <= top < bottom <= place["height"]


def test_a_declared_fact_names_who_and_why(worked: Worked) -> None:
    fact = next(one for one in worked.facts()["facts"] if one["name"] == "enterprise.industry")
    assert fact["state"] == "declared" and not fact["sure"]
    assert fact["stated"][0]["by"] == "示例餐饮" and fact["stated"][0]["reason"] == "主营餐饮"


def test_a_page_is_drawn_and_a_facts_boxes_are_drawn_into_it(worked: Worked) -> None:
    fact = next(one for one in worked.facts()["facts"] if one["name"] == "lease.lessor")
    place = fact["evidence"][0]
    plain = worked.client.get(place["image"])
    marked = worked.client.get(place["image"], query_string={"fact": fact["id"]})
    assert plain.mimetype == marked.mimetype == "image/png"
    before = Image.open(io.BytesIO(plain.data)).convert("RGB")
    after = Image.open(io.BytesIO(marked.data)).convert("RGB")
    changed = ImageChops.difference(before, after).getbbox()
    assert changed is not None
    scale = before.width / place["width"]
    x0, top, x1, bottom = place["boxes"][0]
    around = (x0 * scale - 8, top * scale - 8, x1 * scale + 8, bottom * scale + 8)
    assert around[0] <= changed[0] and around[1] <= changed[1]
    assert changed[2] <= around[2] and changed[3] <= around[3]


def test_a_field_that_no_rule_uses_can_be_shown_on_its_page(worked: Worked) -> None:
    field = next(one for one in worked.facts()["fields"] if one["id"].startswith("field:2:"))
    answer = worked.client.get(field["evidence"][0]["image"], query_string={"fact": field["id"]})
    assert answer.status_code == 200


def test_decisions_are_the_sealed_bytes(worked: Worked) -> None:
    answer = worked.get("/decisions?download=1")
    body = opened(answer.data)
    assert answer.headers["Huiqi-Digest"] == json.loads(answer.data)["digest"]
    assert answer.headers["Huiqi-Current"] == "true"
    assert "attachment" in answer.headers["Content-Disposition"]
    rent = next(one for one in body["decisions"] if one["measure"] == "1a")
    assert rent["status"] == "undetermined" and rent["missing"] and rent["proof"]["children"]


def test_advice_stands_beside_the_decisions_in_both_languages(worked: Worked) -> None:
    answer = worked.get("/advice")
    body = answer.get_json()
    decisions = opened(worked.get("/decisions").data)
    assert (body["pack"], body["content_hash"]) == (decisions["pack"], decisions["content_hash"])
    assert answer.headers["Huiqi-Current"] == "true" and body["revision"] == worked.get().get_json()["advised"]
    statuses = {one["measure"]: one["status"] for one in decisions["decisions"]}
    assert {statuses[one["measure"]] for one in body["changes"]} == {"not_eligible"}
    assert "undetermined" in {statuses[one["measure"]] for one in body["open"]}
    first = body["next"]["documents"][0]
    assert first["kind"] and first["sentence"]["zh"].startswith("补交") and first["sentence"]["en"]


def test_a_case_without_advice_says_so_and_its_page_does_without(worked: Worked) -> None:
    answer = upload(worked.client, [(LICENCE.name, LICENCE.read_bytes())])
    case_id = answer.get_json()["id"]
    assert code(worked.client.get(f"/api/v1/cases/{case_id}/advice")) == "case.not_advised"
    worked.store.jobs.submit(case_id)
    for document in worked.store.case(case_id).documents:
        begun = worked.store.jobs.begin_document(document.id)
        assert isinstance(begun, ToRead)
        work.read(worked.store, begun)
    assert worked.store.jobs.begin_decision(case_id)
    work.decide(worked.store, case_id)
    assert "正在推算" in worked.client.get(f"/cases/{case_id}").text
    with worked.store.database.write() as session:  # decided long ago, by a version that gave no advice
        long_ago = datetime(2020, 5, 15, tzinfo=UTC)
        session.execute(update(Decided).where(Decided.case_id == case_id).values(created=long_ago))
    page = worked.client.get(f"/cases/{case_id}").text
    assert "正在推算" not in page and "逐项核对" in page


def test_a_document_comes_with_its_report(worked: Worked) -> None:
    report = worked.get("/documents/2").get_json()["report"]
    assert report["kind"] == "lease"
    assert report["fields"]["lessor"]["evidence"][0]["boxes"]


def test_an_attested_fact_settles_its_criterion(worked: Worked) -> None:
    said = {"fact": "enterprise.in_good_order", "value": "true", "by": "李审核", "reason": "查无处罚记录"}
    answer = worked.client.post(f"{worked.home}/statements", json=said)
    assert answer.status_code == 202
    assert worked.get("/decisions").headers["Huiqi-Current"] == "false"
    finish(worked.store, worked.case_id)
    body = opened(worked.get("/decisions").data)
    fact = next(one for one in worked.facts()["facts"] if one["name"] == "enterprise.in_good_order")
    assert (fact["state"], fact["value"]) == ("attested", True)
    assert "李审核" in fact["source"] and "查无处罚记录" in fact["source"]
    rent = next(one for one in body["decisions"] if one["measure"] == "1a")
    assert "enterprise.in_good_order" not in {one["fact"] for one in rent["missing"]}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"fact": "enterprise.moon", "value": 1, "by": "a", "reason": "b"}, "statement.fact"),
        ({"fact": "enterprise.insured_after", "value": 1, "by": "a", "reason": "b"}, "statement.not_allowed"),
        ({"fact": "enterprise.in_good_order", "value": True, "by": "", "reason": "b"}, "statement.by"),
        ({"fact": "enterprise.in_good_order", "value": True, "by": "a", "reason": " "}, "statement.reason"),
        ({"fact": "enterprise.in_good_order", "value": "perhaps", "by": "a", "reason": "b"}, "statement.value"),
        ({"fact": "enterprise.industry", "value": "moon", "by": "a", "reason": "b"}, "statement.value"),
        ({"fact": "cut.reduction", "value": 1.5, "by": "a", "reason": "b"}, "statement.value"),
        ({"fact": "cut.reduction", "value": "1.005", "by": "a", "reason": "b"}, "statement.value"),
        ({"fact": "cut.reduction", "value": "-1", "by": "a", "reason": "b"}, "statement.value"),
        ({"fact": "lease.lessor", "subject": "lease", "value": "x", "by": "a", "reason": "b"}, "statement.subject"),
        ({"fact": "lease.lessor", "subject": "../1", "value": "x", "by": "a", "reason": "b"}, "statement.subject"),
        ({"parameter": "moon", "value": 1, "by": "a", "reason": "b"}, "statement.parameter"),
        ({"parameter": "layoff_rate", "value": "20%", "by": "a", "reason": " "}, "statement.reason"),
        ({"parameter": "layoff_rate", "value": "20%", "by": " ", "reason": "b"}, "statement.by"),
        ({"parameter": "layoff_rate", "value": "a fifth", "by": "a", "reason": "b"}, "statement.value"),
        ({"parameter": "layoff_rate", "value": "", "by": "a", "reason": "b"}, "statement.value"),
        ({"fact": "lease.rent_schedule", "value": [], "by": "a", "reason": "b"}, "statement.value"),
        ({"fact": "lease.rent_schedule", "value": [{**MAY, "per": "day"}], **WHO}, "statement.value"),
        ({"fact": "lease.rent_schedule", "value": [{**MAY, "to": "2020-04-30"}], **WHO}, "statement.value"),
        ({"fact": "lease.rent_schedule", "value": [MAY, MAY], **WHO}, "statement.value"),
        ({"fact": "lease.rent_schedule", "value": [{**MAY, "amount": "-1"}], **WHO}, "statement.value"),
        ({"fact": "lease.rent_schedule", "value": [{**MAY, "amount": 1.5}], **WHO}, "statement.value"),
        ({"fact": "lease.rent_schedule", "value": [{"from": "2020-05-01"}], **WHO}, "statement.value"),
        (
            {"fact": "enterprise.in_good_order", "value": True, "by": "a", "method": "applicant"},
            "statement.not_allowed",
        ),
        ({"fact": "enterprise.industry", "value": "catering", "by": "a", "method": "king"}, "statement.method"),
    ],
)
def test_a_statement_that_cannot_stand_is_refused(worked: Worked, said: dict[str, Any], expected: str) -> None:
    answer = worked.client.post(f"{worked.home}/statements", json=said)
    assert (answer.status_code, code(answer)) == (400, expected)


@pytest.mark.parametrize(
    ("path", "status", "expected"),
    [
        ("/documents/9", 404, "document.unknown"),
        ("/documents/3/pages/1.png", 404, "document.not_read"),
        ("/documents/1/pages/99.png", 404, "page.unknown"),
        ("/documents/1/pages/1.png?fact=nothing", 404, "fact.unknown"),
        ("/documents/1/pages/..%2f..%2f1.png", 404, "request.not_found"),
        ("/elsewhere", 404, "request.not_found"),
    ],
)
def test_what_is_not_there_is_said_with_a_stable_code(worked: Worked, path: str, status: int, expected: str) -> None:
    answer = worked.get(path)
    assert (answer.status_code, code(answer)) == (status, expected)


def test_a_fact_of_another_page_is_not_drawn_here(worked: Worked) -> None:
    fact = next(one for one in worked.facts()["facts"] if one["name"] == "lease.lessor")
    answer = worked.get(f"/documents/1/pages/1.png?fact={fact['id'].replace('#', '%23')}")
    assert (answer.status_code, code(answer)) == (404, "fact.not_here")


def test_the_notice_has_every_clause_at_its_span(worked: Worked) -> None:
    body = worked.client.get("/api/v1/packs/chaoyang-2020-8/notice").get_json()
    spans = {one["clause"]: body["text"][one["start"] : one["end"]] for one in body["clauses"]}
    assert spans["2"].startswith("2.对在疫情期间")
    one = worked.client.get("/api/v1/packs/chaoyang-2020-8/notice?clause=2").get_json()
    assert one["text"] == spans["2"]
    assert code(worked.client.get("/api/v1/packs/chaoyang-2020-8/notice?clause=99")) == "clause.unknown"


def test_a_pack_shows_its_measures_and_vocabulary(worked: Worked) -> None:
    pack = worked.client.get("/api/v1/packs/chaoyang-2020-8").get_json()
    assert {"1a", "2", "16b"} <= {one["id"] for one in pack["measures"]}
    assert any(one["name"] == "lease.lessor" for one in pack["facts"])
    assert code(worked.client.get("/api/v1/packs/../../etc")) == "request.not_found"
    assert code(worked.client.get("/api/v1/packs/none")) == "pack.unknown"


def test_further_documents_make_the_case_go_on(worked: Worked) -> None:
    data = {"files": [(io.BytesIO(png()), "照片.png")]}
    before = worked.get().get_json()["revision"]
    answer = worked.client.post(f"{worked.home}/documents", data=data, content_type="multipart/form-data")
    case = worked.get().get_json()
    assert answer.status_code == 202
    assert case["revision"] == before + 1 and case["documents"][-1]["state"] == "waiting"


def test_the_case_page_shows_the_decisions_the_error_and_where_to_click(worked: Worked) -> None:
    page = worked.client.get(f"/cases/{worked.case_id}").text
    assert "承租区属国有企业" in page and 'data-fact="' in page and 'data-clause="1"' in page
    assert "文件是空的" in page and 'role="alert"' in page
    english = worked.client.get(f"/cases/{worked.case_id}?lang=en").text
    assert "The file is empty" in english and '<html lang="en">' in english
