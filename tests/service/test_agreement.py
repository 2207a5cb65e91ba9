"""What the pages and the API say of documents that are one paper, or do not agree; and what a person says to it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.service.conftest import Served
from tests.service.helpers import LEASE, LICENCE, SAMPLES, code, finish, service, upload
from tests.service.leasepages import FIRST, SECOND, THIRD, page_pdf
from tests.stack import ended
from workers.settings import Settings
from workers.store import Store

#: the same pages in another file, as a second printout is
AGAIN = LEASE.read_bytes() + b"\n% printed again\n"
#: another enterprise's statement
OTHERS = next((SAMPLES / "software-training" / "text").glob("*.pdf"))


@pytest.fixture
def running(settings: Settings) -> Iterator[tuple[Flask, Store]]:
    app, store = service(settings)
    yield app, store
    store.close()


def decided(running: tuple[Flask, Store], *files: tuple[str, bytes]) -> tuple[Any, str]:
    app, store = running
    client = app.test_client()
    case: str = upload(client, files).get_json()["id"]
    finish(store, case)
    return client, case


def subjects(client: Any, case: str) -> set[str]:
    facts = client.get(f"/api/v1/cases/{case}/facts").get_json()["facts"]
    return {one["subject"] for one in facts if one["subject"].startswith("lease:")}


def test_a_lease_handed_in_twice_is_one_until_a_person_says_otherwise(running: tuple[Flask, Store]) -> None:
    client, case = decided(running, ("合同.pdf", LEASE.read_bytes()), ("合同（再）.pdf", AGAIN))
    found = client.get(f"/api/v1/cases/{case}/agreement").get_json()
    assert [(one["document"], one["of"], one["apart"]) for one in found["copies"]] == [(2, 1, False)]
    assert subjects(client, case) == {"lease:1"}
    page = client.get(f"/cases/{case}?lang=zh").get_data(as_text=True)
    assert "与第 1 份“合同.pdf”几乎相同" in page and "不重复计算" in page
    assert "项，数值全部一致。" in page and 'data-role="differs"' not in page

    said = {"of": 1, "by": "王芳", "reason": "两处门店各有一份"}
    assert client.post(f"/api/v1/cases/{case}/documents/2/apart", json=said).status_code == 202
    finish(running[1], case)
    assert subjects(client, case) == {"lease:1", "lease:2"}
    assert client.get(f"/api/v1/cases/{case}/agreement").get_json()["copies"][0]["apart"] is True
    assert "两处门店各有一份" in client.get(f"/cases/{case}").get_data(as_text=True)

    back = client.post(f"/cases/{case}/documents/2/apart", data={**said, "apart": "false"})
    assert back.status_code == 303 and back.headers["Location"].endswith("#doc-2")
    finish(running[1], case)
    assert subjects(client, case) == {"lease:1"}


def test_of_two_papers_that_are_nearly_one_it_is_told_what_differs(running: tuple[Flask, Store]) -> None:
    lines = [*FIRST, *SECOND, "四、甲方应于交付房屋前完成水电检修，乙方应当爱护房屋及设施，合理使用。", *THIRD]
    other = [line.replace("押金18000元", "押金27000元") for line in lines]
    client, case = decided(running, ("合同.pdf", page_pdf(lines)), ("合同（改）.pdf", page_pdf(other)))
    (copy,) = client.get(f"/api/v1/cases/{case}/agreement").get_json()["copies"]
    assert [one["name"] for one in copy["differ"]] == ["deposit_yuan"]
    mine, yours = copy["differ"][0]["readings"]
    assert [(one["shown"], one["evidence"][0]["document"]) for one in (mine, yours)] == [
        ("18,000.00 元", 1),
        ("27,000.00 元", 2),
    ]
    assert all(one["evidence"][0]["boxes"] for one in (mine, yours)) and copy["only"] == []
    page = client.get(f"/cases/{case}").get_data(as_text=True)
    told = page.partition('data-role="twin"')[2].partition("</form>")[0]
    assert "押金" in told and "18,000.00 元" in told and "27,000.00 元" in told
    assert f"其余两份都读出的 {copy['agreeing']} 项一致" in told and copy["agreeing"] >= 8
    assert 'data-fact="field:1:deposit_yuan"' in told and 'data-fact="field:2:deposit_yuan"' in told


def test_what_was_read_in_one_of_them_only_and_that_all_the_rest_agrees(running: tuple[Flask, Store]) -> None:
    lines = [*FIRST, *SECOND, "四、甲方应于交付房屋前完成水电检修，乙方应当爱护房屋及设施，合理使用。", *THIRD]
    client, case = decided(running, ("合同.pdf", page_pdf(lines)), ("合同（未签）.pdf", page_pdf(lines[:-1])))
    (copy,) = client.get(f"/api/v1/cases/{case}/agreement").get_json()["copies"]
    assert copy["differ"] == [] and [one["name"] for one in copy["only"]] == ["sign_date"]
    page = client.get(f"/cases/{case}").get_data(as_text=True)
    assert f"两份都读出的 {copy['agreeing']} 项，数值全部一致。" in page
    assert "只在其中一份读到：" in page and "2021-07-20" in page.partition('data-role="twin"')[2].partition("</ul>")[0]


def test_what_cannot_be_said_of_two_documents(running: tuple[Flask, Store]) -> None:
    client = running[0].test_client()
    case = upload(client, [("执照.pdf", LICENCE.read_bytes()), ("合同.pdf", LEASE.read_bytes())]).get_json()["id"]
    said = {"of": 1, "by": "王芳", "reason": "是"}
    wrong: list[tuple[int, Any, str]] = [
        (2, {**said, "of": 7}, "document.unknown"),
        (9, said, "document.unknown"),
        (2, {**said, "of": 2}, "request.bad"),
        (2, {**said, "of": "一"}, "request.bad"),
        (2, {**said, "by": ""}, "statement.by"),
        (2, {**said, "reason": " "}, "statement.reason"),
        (2, [], "request.bad"),
    ]
    for number, body, expected in wrong:
        answer = client.post(f"/api/v1/cases/{case}/documents/{number}/apart", json=body)
        assert code(answer) == expected, body
    assert running[1].case(case).statements == ()


def test_papers_of_two_enterprises_are_told_with_both_places(running: tuple[Flask, Store]) -> None:
    client, case = decided(running, ("执照.pdf", LICENCE.read_bytes()), ("别家.pdf", OTHERS.read_bytes()))
    findings = client.get(f"/api/v1/cases/{case}/agreement").get_json()["findings"]
    (company,) = [one for one in findings if one["check"] == "company"]
    assert company["relation"] == "differs"
    places = [(place["document"], place["page"]) for r in company["readings"] for place in r["evidence"]]
    assert {document for document, _ in places} == {1, 2}
    assert all(place["boxes"] for reading in company["readings"] for place in reading["evidence"])
    page = client.get(f"/cases/{case}").get_data(as_text=True)
    assert all(f'data-fact="{reading["id"]}"' in page for reading in company["readings"])


def test_a_copy_is_told_on_the_page_and_split_by_hand(served: Served, browser: Browser) -> None:
    store = served.stack.store
    case = store.create_case(applicant=None, pack="chaoyang-2020-8@1.1.0", on=None)
    for name, data in (("合同.pdf", LEASE.read_bytes()), ("合同（再）.pdf", AGAIN)):
        store.add_document(case.id, name, data)
    served.stack.queue.submit(case.id)
    ended(store, case.id)
    page = browser.new_page()
    page.goto(f"{served.address}/cases/{case.id}")
    twin = page.locator("#doc-2 [data-role=twin]")
    assert "第 1 份" in twin.inner_text()
    twin.locator("summary").click()
    twin.locator("input[name=by]").fill("王芳")
    twin.locator("input[name=reason]").fill("两处门店")
    twin.locator("button").click()
    page.wait_for_url("**#doc-2")
    assert "两处门店" in page.locator("#doc-2 [data-role=twin]").inner_text()
    page.close()
    facts = json.dumps(dict(ended_facts(store, case.id)))
    assert "lease:2" in facts


def ended_facts(store: Store, case_id: str) -> Any:
    from tests.stack import until

    until(lambda: store.case(case_id), lambda one: one.decided == one.revision)
    latest = store.facts(case_id)
    assert latest is not None
    return latest.data
