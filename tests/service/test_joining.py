"""A paper photographed page by page: handed in as one document, joined later, put in order, taken apart."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.service.helpers import code, finish, service, upload
from tests.service.leasepages import FIRST, SECOND, THIRD, page_pdf
from workers.settings import Settings
from workers.store import Store

PAGES = [("p1.pdf", page_pdf(FIRST)), ("p2.pdf", page_pdf(SECOND)), ("p3.pdf", page_pdf(THIRD))]


@pytest.fixture
def both(settings: Settings) -> tuple[FlaskClient, Store]:
    app, store = service(settings)
    return app.test_client(), store


def handed_in(client: FlaskClient, **form: Any) -> str:
    answer = upload(client, PAGES, **form)
    assert answer.status_code == 202, answer.data
    return str(json.loads(answer.data)["id"])


def documents(client: FlaskClient, case: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(client.get(f"/api/v1/cases/{case}").data)["documents"]
    return found


def test_one_document_of_several_files_is_handed_in(both: tuple[FlaskClient, Store]) -> None:
    client, store = both
    case = handed_in(client, joined="[[0, 1, 2]]")
    finish(store, case)
    first, *others = documents(client, case)
    assert (first["state"], first["kind"], first["pages_total"]) == ("read", "lease", 3)
    assert [file["filename"] for file in first["files"]] == ["p1.pdf", "p2.pdf", "p3.pdf"]
    assert [(one["state"], one["duplicate_of"]) for one in others] == [("joined", 1), ("joined", 1)]
    facts = json.loads(client.get(f"/api/v1/cases/{case}/facts").data)
    (rent,) = [one for one in facts["fields"] if one["name"] == "rent_monthly_yuan"]
    (place,) = rent["evidence"]
    assert (place["document"], place["page"], place["file"], place["where"]) == (1, 2, "p2.pdf", "第 2/3 页（p2.pdf）")
    assert "p2.pdf" in rent["source"]
    picture = client.get(place["image"])
    assert picture.status_code == 200 and "immutable" in picture.headers["Cache-Control"]
    alone = client.get(place["image"].partition("?")[0])
    assert alone.data == picture.data and "immutable" not in alone.headers.get("Cache-Control", "")
    page = client.get(f"/cases/{case}").get_data(as_text=True)
    assert "共 3 个文件，按此顺序为各页" in page and 'id="doc-2"' not in page
    assert client.get(f"/api/v1/cases/{case}/documents/1/pages/4.png").status_code == 404


def test_files_that_look_like_pages_are_proposed_and_joined_by_the_form(both: tuple[FlaskClient, Store]) -> None:
    client, store = both
    case = handed_in(client)
    finish(store, case)
    page = client.get(f"/cases/{case}").get_data(as_text=True)
    assert "这些文件看起来是同一份材料的几页，合成一份？" in page
    answer = client.post(f"/cases/{case}/join", data={"document": ["1", "2", "3"]})
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"/cases/{case}#doc-1")
    finish(store, case)
    page = client.get(f"/cases/{case}").get_data(as_text=True)
    assert "看起来是同一份材料" not in page
    assert [one["state"] for one in documents(client, case)] == ["read", "joined", "joined"]


def test_who_says_that_they_are_different_papers_is_not_asked_again(both: tuple[FlaskClient, Store]) -> None:
    client, store = both
    case = handed_in(client)
    finish(store, case)
    said = {"of": "1", "by": "李审核", "reason": "两份合同"}
    assert client.post(f"/cases/{case}/documents/2/apart", data=said).status_code == 303
    assert "看起来是同一份材料" not in client.get(f"/cases/{case}").get_data(as_text=True)


def test_order_and_taking_apart(both: tuple[FlaskClient, Store]) -> None:
    client, _ = both
    case = handed_in(client, joined="[[2, 1, 0]]")
    before = documents(client, case)[0]
    assert [file["number"] for file in before["files"]] == [3, 2, 1]
    url = f"/api/v1/cases/{case}/documents/1"
    assert client.post(f"{url}/order", json={"order": [1, 2, 3]}).status_code == 202
    after = documents(client, case)[0]
    assert [file["number"] for file in after["files"]] == [1, 2, 3] and after["sha256"] != before["sha256"]
    assert client.post(f"/cases/{case}/documents/1/order", data={"file": ["3", "1", "2"]}).status_code == 303
    assert [file["number"] for file in documents(client, case)[0]["files"]] == [3, 1, 2]
    assert client.post(f"{url}/split").status_code == 202
    assert [(one["state"], one["files"]) for one in documents(client, case)] == [("waiting", [])] * 3


def test_pages_that_come_later_and_again(both: tuple[FlaskClient, Store]) -> None:
    client, _ = both
    case = handed_in(client)
    more = [*PAGES[:2], ("p4.pdf", page_pdf(["补充条款：无。"]))]
    data = {"files": [(io.BytesIO(content), name) for name, content in more], "joined": "[[0, 1, 2]]"}
    assert client.post(f"/api/v1/cases/{case}/documents", data=data).status_code == 202
    found = documents(client, case)
    assert [one["state"] for one in found] == ["waiting", "joined", "waiting", "duplicate", "duplicate", "joined"]
    assert [file["filename"] for file in found[0]["files"]] == ["p1.pdf", "p2.pdf", "p4.pdf"]


@pytest.mark.parametrize(
    ("joined", "said"),
    [
        ("[[0]]", "join.too_few"),
        ("[[0, 0]]", "join.order"),
        ("[[0, 1], [1, 2]]", "join.order"),
        ("[[0, 7]]", "join.order"),
        ("[[0, -1]]", "join.order"),
        ("[[0, true]]", "join.order"),
        ("[[0, 3]]", "join.not_pages"),
        ("[0, 1]", "request.bad"),
        ("{}", "request.bad"),
        ("[[0, 1", "request.bad"),
        ("[" * 100_000, "request.bad"),
    ],
)
def test_what_is_asked_wrongly_makes_no_case(both: tuple[FlaskClient, Store], joined: str, said: str) -> None:
    client, store = both
    answer = upload(client, [*PAGES, ("表.csv", "项目,金额\n收入,1\n".encode())], joined=joined)
    assert (answer.status_code, code(answer)) == (400, said)
    assert store.cases() == ()


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("join", {"documents": [1]}, "join.too_few"),
        ("join", {"documents": [1, 9]}, "document.unknown"),
        ("join", {"documents": ["x", 1]}, "request.bad"),
        ("join", {"documents": "12"}, "request.bad"),
        ("join", [1, 2], "request.bad"),
        ("documents/1/order", {"order": [1]}, "join.order"),
        ("documents/9/order", {"order": [1]}, "document.unknown"),
        ("documents/9/split", {}, "document.unknown"),
    ],
)
def test_what_is_asked_wrongly_of_a_case(both: tuple[FlaskClient, Store], path: str, body: Any, said: str) -> None:
    client, _ = both
    case = handed_in(client)
    assert code(client.post(f"/api/v1/cases/{case}/{path}", json=body)) == said
    assert code(client.post("/api/v1/cases/none/join", json={"documents": [1, 2]})) == "case.unknown"
    assert [one["state"] for one in documents(client, case)] == ["waiting"] * 3
