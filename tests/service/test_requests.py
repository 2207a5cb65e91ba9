"""What any request must hold to: limits, names, origins, headers, one error shape."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask import Flask
from flask.testing import FlaskClient

from service import create_app
from service.errors import STATUS
from service.security import HEADERS
from tests.service.helpers import code, png, service, upload
from workers.settings import Settings
from workers.store import Store

OPENAPI = Path(__file__).resolve().parents[2] / "service" / "openapi.yaml"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Store]]:
    settings = replace(Settings(), data_dir=tmp_path_factory.mktemp("web") / "data", max_bytes=20_000, max_documents=5)
    app, store = service(settings)
    yield app, store
    store.close()


@pytest.fixture
def client(running: tuple[Flask, Store]) -> FlaskClient:
    return running[0].test_client()


@pytest.mark.parametrize(
    "path", ["/", "/packs/chaoyang-2020-8/notice", "/api/v1/cases", "/nowhere", "/static/base.css"]
)
def test_every_answer_carries_the_security_headers(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


@pytest.mark.parametrize("path", ["/", "/packs/chaoyang-2020-8/notice"])
def test_pages_hold_to_their_own_policy(client: FlaskClient, path: str) -> None:
    page = client.get(path).text
    assert "<style" not in page and " style=" not in page and " onclick=" not in page and "http://" not in page
    for tag in page.split("<script")[1:]:
        assert 'src="/static/' in tag.split(">")[0] or 'type="application/json"' in tag.split(">")[0]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Referer": "https://evil.example/page"}, 403),
        ({"Origin": "http://localhost"}, 400),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 400),
        ({}, 400),
    ],
)
def test_another_sites_page_cannot_hand_in(client: FlaskClient, headers: dict[str, str], status: int) -> None:
    answer = client.post("/api/v1/cases", headers=headers)
    assert answer.status_code == status
    assert code(answer) == ("request.cross_origin" if status == 403 else "case.no_documents")


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd", "a/b\\c.png", "扫描🏢件.png", "长" * 300 + ".png", "C:\\temp\\x.png", "\u202egnp.exe"],
)
def test_any_file_name_is_kept_for_people_and_never_used_as_a_path(
    running: tuple[Flask, Store], client: FlaskClient, name: str
) -> None:
    store = running[1]
    folder = store.settings.data_dir
    answer = upload(client, [(name, png(41, 41))])
    assert answer.status_code == 202
    record = store.case(answer.get_json()["id"]).documents[0]
    assert record.filename and "\n" not in record.filename and "\u202e" not in record.filename
    assert len(record.filename) <= 400
    assert store.blob_path(record.sha256).resolve().is_relative_to(folder)
    assert record.sha256 in str(store.blob_path(record.sha256))
    page = client.get(answer.get_json()["page"])
    assert page.status_code == 200


def test_a_file_over_the_limit_fails_alone(running: tuple[Flask, Store], client: FlaskClient) -> None:
    answer = upload(client, [("大.png", b"\x89PNG\r\n\x1a\n" + bytes(30_000)), ("小.png", png(42, 42))])
    assert answer.status_code == 202
    big, small = client.get(answer.get_json()["href"]).get_json()["documents"]
    assert (big["state"], big["error"]["code"]) == ("failed", "file.too_large")
    assert small["state"] == "waiting"


def test_a_request_over_the_limit_is_refused_before_it_is_read(client: FlaskClient) -> None:
    class Endless(io.RawIOBase):
        """Fails the test when the body is read."""

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            raise AssertionError("the body was read")

    answer = client.post(
        "/api/v1/cases",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"wsgi.input": Endless(), "CONTENT_LENGTH": str(10**10)},
    )
    assert (answer.status_code, code(answer)) == (413, "request.too_large")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ({"on": "2020-13-01"}, "case.date"),
        ({"on": "1999-01-01"}, "case.date"),
        ({"applicant": "企" * 201}, "case.applicant_too_long"),
        ({"declarations": "{"}, "case.declarations"),
        ({"declarations": '{"fact": 1}'}, "case.declarations"),
        ({"declarations": '[{"fact": "enterprise.in_good_order", "value": true}]'}, "statement.not_allowed"),
        ({"pack": "../../etc"}, "pack.unknown"),
    ],
)
def test_a_case_that_cannot_be_made_leaves_nothing(
    running: tuple[Flask, Store], client: FlaskClient, form: dict[str, str], expected: str
) -> None:
    before = len(running[1].cases(limit=1000))
    answer = upload(client, [("a.png", png(43, 43))], **form)
    assert answer.status_code == STATUS[expected] and code(answer) == expected
    assert len(running[1].cases(limit=1000)) == before


def test_too_many_files_are_refused_together(running: tuple[Flask, Store], client: FlaskClient) -> None:
    before = len(running[1].cases(limit=1000))
    answer = upload(client, [(f"{n}.png", png(50 + n, 50)) for n in range(6)])
    assert (answer.status_code, code(answer)) == (413, "case.too_many_documents")
    assert len(running[1].cases(limit=1000)) == before


def test_the_form_works_without_its_script(client: FlaskClient) -> None:
    data = {
        "files": [(io.BytesIO(png(44, 44)), "a.png")],
        "applicant": "示例",
        "on": "2020-05-15",
        "fact:enterprise.industry": "catering",
        "fact:enterprise.resumed_work": "",
    }
    answer = client.post("/cases", data=data, content_type="multipart/form-data")
    assert answer.status_code == 303
    case = client.get("/api/v1" + answer.headers["Location"]).get_json()
    assert [(one["fact"], one["value"], one["by"]) for one in case["statements"]] == [
        ("enterprise.industry", "catering", "示例")
    ]


@pytest.mark.parametrize("path", ["/api/v1/cases/none", "/cases/none", "/cases/none/live"])
def test_an_unknown_case_is_said_to_be_unknown(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "没有这个申报" in answer.text


def test_a_wrong_method_answers_in_the_same_shape(client: FlaskClient) -> None:
    answer = client.delete("/api/v1/cases")
    assert (answer.status_code, code(answer)) == (405, "request.method")


def test_a_crash_tells_the_caller_nothing_of_its_inside(tmp_path: Path) -> None:
    store = Store(Settings(data_dir=tmp_path / "data"))
    app = create_app(store.settings, store)
    store.database.close()
    (tmp_path / "data" / "huiqi.db").write_bytes(b"this is no database" * 100)
    answer = app.test_client().get("/api/v1/cases/x")
    assert (answer.status_code, code(answer)) == (500, "request.internal")
    assert "database" not in answer.text and "Traceback" not in answer.text


def test_the_language_is_remembered(client: FlaskClient) -> None:
    assert "Hand in your papers" in client.get("/?lang=en").text
    assert "Hand in your papers" in client.get("/").text
    assert "交齐材料" in client.get("/?lang=zh").text


def test_openapi_and_the_routes_are_the_same(running: tuple[Flask, Store]) -> None:
    described = yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))
    spoken = {
        (path, method.upper()) for path, item in described["paths"].items() for method in item if method != "parameters"
    }
    served = set()
    for rule in running[0].url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            path = rule.rule.replace("<int:", "<").replace("<", "{").replace(">", "}")
            served |= {(path, method) for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}}
    assert spoken == served
