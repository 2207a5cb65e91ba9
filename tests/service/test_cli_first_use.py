"""What somebody meets who uses the command line for the first time: wrong days, names and files; deadlines; tables."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import polars as pl

from service import catalogue
from tests.service.helpers import LICENCE, SAMPLES
from tests.service.test_cli import huiqi

PACK = "chaoyang-2020-8"
TAX = SAMPLES / "packs" / "example-tax-deferral"  #: has a deadline, 2022-07-31


def _flat(text: str) -> str:
    return text.replace("\n", "")


def test_a_day_outside_the_pack_is_told_before_anything_is_read() -> None:
    done = huiqi("decide", LICENCE, "--pack", PACK, "--on", "2019-01-01")
    assert done.returncode == 2 and not done.stdout
    assert f"{PACK}@" in done.stderr and catalogue.text("decide.choose_day", "zh") in _flat(done.stderr)
    assert len(done.stderr.splitlines()) <= 3


def test_a_decision_in_the_terminal_tells_for_whom_and_until_when() -> None:
    said = "enterprise.insurance_deferred=是"
    done = huiqi("decide", LICENCE, "--on", "2020-12-20", "--applicant", "甲公司", "--declare", said)
    assert done.returncode == 0, done.stderr
    head = done.stdout.splitlines()[0]
    assert "甲公司" in head and f"{PACK}@" in head and "2020-12-20" in head
    assert catalogue.text("case.departments", "zh") in done.stdout
    assert catalogue.text("figure.undetermined", "zh") + " 0" not in done.stdout


def test_a_deadline_is_shown_before_and_after_it() -> None:
    def said(on: str) -> str:
        return _flat(huiqi("decide", LICENCE, "--pack", TAX, "--on", on).stdout)

    passed = catalogue.text("case.deadline_passed", "zh", {"date": "2022-07-31"})
    assert passed in said("2022-08-01")
    assert passed not in said("2022-07-31")


def test_beside_json_an_unreadable_file_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_text("no paper", encoding="utf-8")
    done = huiqi("decide", bad, "--on", "2020-05-15", "--json")
    assert done.returncode == 1 and json.loads(done.stdout)["evaluation"]
    assert f"坏.pdf：{catalogue.text('error.file.unknown_format')}" in _flat(done.stderr)


def test_unknown_names_are_told_with_where_they_were_sought() -> None:
    fact = huiqi("decide", LICENCE, "--on", "2020-05-15", "--declare", "enterprise.moon=1")
    assert f"{PACK}@" in fact.stderr
    hint = catalogue.text("decide.packs_not_set", "zh")
    assert hint in _flat(huiqi("decide", LICENCE, "--pack", "none").stderr)
    value = huiqi("decide", LICENCE, "--on", "2020-05-15", "--declare", "enterprise.reinvests=也许")
    assert value.returncode == 2 and "true" in value.stderr and "是、否" in value.stderr


def _district(folder: Path, **tables: str) -> Path:
    folder.mkdir()
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def test_a_screening_counts_what_is_late_and_what_is_not_addressed(tmp_path: Path) -> None:
    tables = _district(
        tmp_path / "d",
        enterprise="case,enterprise.manufacturer,enterprise.sales,enterprise.tax_grade\n甲,true,1000000,other\n乙,false,,\n",
        tax_month="case,tax_month.month,tax_month.payable,tax_month.paid_before\n"
        "甲,2022-02,1000.50,true\n甲,2022-04,1000.50,false\n乙,2022-02,1000.50,true\n",
    )
    out = tmp_path / "all.csv"
    found = huiqi("screen", TAX, tables, "--on", "2022-08-01", "--json", "--out", out)
    assert found.returncode == 0, found.stderr
    counted = {one["measure"]: one for one in json.loads(found.stdout)["measures"]}
    first, late = counted["1"], counted["2"]
    assert (first["not_addressed"], first["deadline"], first["deadline_passed"]) == (1, None, False)
    assert (late["met"], late["deadline"], late["deadline_passed"]) == (1, "2022-07-31", True)
    written = pl.read_csv(out, infer_schema=False)
    for measure, one in counted.items():
        rows = written.filter(pl.col("measure") == measure)
        failing = rows.filter(pl.col("status") == "not_eligible")["addressed"]
        assert (one["not_addressed"], one["not_eligible"]) == ((failing == "false").sum(), (failing == "true").sum())
        assert set(rows["deadline"]) <= {one["deadline"]}
    granted = written.filter((pl.col("measure") == "1") & (pl.col("status") == "eligible"))
    assert {Decimal(text) * 100 for text in granted["amount_yuan"]} == {Decimal(first["amount_fen"]) / len(granted)}
    shown = huiqi("screen", TAX, tables, "--on", "2022-08-01").stdout
    assert catalogue.text("screen.late", "zh", {"count": 1, "measures": "2"}) in _flat(shown)
    in_time = huiqi("screen", TAX, tables, "--on", "2022-07-31").stdout
    assert "2022-07-31" in in_time and catalogue.text("screen.passed", "zh", {"date": "2022-07-31"}) not in in_time


def test_unknown_columns_are_told_at_once_with_their_whole_names(tmp_path: Path) -> None:
    tables = _district(tmp_path / "d", enterprise="case\n甲\n", headcount="case,month,cuont\n甲,2020-01,3\n")
    done = huiqi("screen", PACK, tables, "--on", "2020-05-15")
    assert done.returncode == 2
    assert "month → headcount.month" in done.stderr and "cuont → headcount.count" in done.stderr
