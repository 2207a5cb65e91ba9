"""A pack of another shape (an invented notice, decided month by month) beside the first, without any code for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rules import run_cases
from rules.author.coverage import coverage
from rules.author.lint import lint
from rules.author.publish import publish
from rules.sealing import opened
from rules.shelves import Shelves, at
from tests.service.helpers import LICENCE, finish, service, upload
from workers.settings import Settings

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "packs"
NAME = "example-tax-deferral"
GRADE = {"fact": "enterprise.tax_grade", "value": "other", "by": "李审核", "reason": "查过信用级别"}
MAKES = {"fact": "enterprise.manufacturer", "value": "true", "by": "李审核", "reason": "电动机制造"}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Path]:
    """An office's folder of packs with the second pack published."""
    folder = tmp_path / "office"
    shutil.copytree(FOLDER / NAME, folder / NAME)
    publish(folder / NAME, None, date(2022, 3, 2))
    yield folder


def test_it_says_that_it_is_an_example() -> None:
    pack = at(FOLDER / NAME)
    assert "示例" in pack.title.zh and "Example" in pack.title.en and "虚构" in pack.notice.text


def test_it_is_tidy_and_its_cases_show_every_criterion() -> None:
    pack = at(FOLDER / NAME)
    assert lint(pack) == ()
    assert coverage(pack).complete


@pytest.mark.parametrize("reader", ["durable", "plain"])
def test_its_cases(reader: str) -> None:
    wrong = [failure for one in run_cases(at(FOLDER / NAME), reader=reader) for failure in one.failures]
    assert wrong == []


def test_it_stands_beside_the_shipped_packs(office: Path) -> None:
    names = Shelves.beside(office).published_names()
    assert NAME in names and set(Shelves().published_names()) < set(names)


def test_a_case_of_it_is_decided_by_the_service(office: Path, tmp_path: Path) -> None:
    app, store = service(replace(Settings(), data_dir=tmp_path / "data", packs=office))
    client = app.test_client()
    answer = upload(client, [("执照.pdf", LICENCE.read_bytes())], pack=NAME, on="2022-04-15")
    assert answer.status_code == 202, answer.get_json()
    case = str(answer.get_json()["id"])
    finish(store, case)
    sales = {"fact": "enterprise.sales", "value": "30000000", "by": "李审核", "reason": "利润表"}
    months = [
        {"fact": f"tax_month.{word}", "subject": f"tax_month:{n}", "value": value, "by": "李审核", "reason": "申报表"}
        for n, (month, payable) in enumerate([("2022-01", "1000"), ("2022-05", "333.33")], 1)
        for word, value in (("month", month), ("payable", payable))
    ]
    for said in (GRADE, MAKES, sales, *months):
        assert client.post(f"/api/v1/cases/{case}/statements", json=said).status_code == 202, said
    finish(store, case)
    found = opened(client.get(f"/api/v1/cases/{case}/decisions").data)
    store.close()
    assert found["pack"] == f"{NAME}@1.0.0"
    first = [d for d in found["decisions"] if d["measure"] == "1"]
    assert [(d["subject"], d["status"], d["benefit"]["amount_fen"]) for d in first] == [
        ("tax_month:1", "eligible", 50000),
        ("tax_month:2", "eligible", 16667),
    ]
    assert next(t for t in found["totals"] if t["measure"] == "1")["granted_fen"] == 66667
