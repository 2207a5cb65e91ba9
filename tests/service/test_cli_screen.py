"""``huiqi screen``: a folder of tables in, a summary and every decision out, mistakes told by file, row and column."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from rules.columns.errors import REASONS
from service import catalogue
from tests.service.test_cli import huiqi

PACK = "chaoyang-2020-8"
TABLES = {
    "enterprise.csv": (
        "case,enterprise.insurance_deferred,enterprise.reinvests,enterprise.is_sme\n"
        "甲公司,是,true,true\n乙公司,,,\n丙公司,是,false,\n"
    ),
    "training.csv": "case,training.count\n甲公司,12\n甲公司,3\n丙公司,0\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "district"
    made.mkdir()
    for name, text in TABLES.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


def test_a_folder_is_screened_and_summed_up(folder: Path) -> None:
    done = huiqi("screen", PACK, folder, "--on", "2020-05-15")
    assert done.returncode == 0, done.stderr
    row = next(line for line in done.stdout.splitlines() if line.startswith("16a"))
    assert "15,000.00" in row.split() and row.split()[2:6] == ["1", "1", "0", "1"]
    assert (
        catalogue.text("screen.done", "zh", {"pack": "", "on": "2020-05-15", "cases": 3, "exact": 0})[1:] in done.stdout
    )


def test_the_summary_as_json(folder: Path) -> None:
    done = huiqi("screen", PACK, folder, "--on", "2020-05-15", "--json")
    found = {one["measure"]: one for one in json.loads(done.stdout)["measures"]}
    assert (found["16a"]["met"], found["16a"]["amount_fen"]) == (1, 1_500_000)
    assert found["9b"]["not_eligible"] == 1 and found["9b"]["undetermined"] == 2


@pytest.mark.parametrize("name", ["all.csv", "all.parquet"])
def test_every_decision_is_written(folder: Path, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    done = huiqi("screen", PACK, folder, "--on", "2020-05-15", "--out", out)
    assert done.returncode == 0, done.stderr
    csv = out.suffix == ".csv"
    written = pl.read_csv(out) if csv else pl.read_parquet(out)
    row = written.filter((pl.col("case") == "甲公司") & (pl.col("measure") == "16a"))
    amounts = row["amount_yuan" if csv else "amount_fen"].to_list()
    assert not csv or ",15000.00," in out.read_text("utf-8-sig")
    assert amounts == ([15000.00] if csv else [1_500_000]) and row["status"].to_list() == ["eligible"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "district"]), "nothing else is left behind"


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("enterprise.csv", "case,enterprise.reinvest\n甲,true\n", "enterprise.reinvests"),
        ("training.csv", "case,training.count\n甲公司,十二\n", "第 2 行，列 training.count：十二"),
        ("training.csv", "case,training.count\n丁公司,1\n", "第 2 行：case 的值 丁公司"),
        ("trainings.csv", "case\n", "training"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_code_2(folder: Path, file: str, text: str, said: str) -> None:
    (folder / file).write_text(text, encoding="utf-8")
    done = huiqi("screen", PACK, folder, "--on", "2020-05-15")
    assert done.returncode == 2 and not done.stdout
    assert said in done.stderr.replace("\n", "")


def test_a_wrong_call_is_told(folder: Path, tmp_path: Path) -> None:
    assert huiqi("screen", PACK, tmp_path / "none").returncode == 2
    assert huiqi("screen", PACK, folder, "--on", "gestern").returncode == 2
    assert huiqi("screen", PACK, folder, "--on", "2019-01-01").returncode == 2
    assert huiqi("screen", PACK, folder, "--on", "2020-05-15", "--out", tmp_path / "x.xlsx").returncode == 2


def test_every_reason_has_a_sentence() -> None:
    for lang in catalogue.LANGUAGES:
        assert {f"error.screen.{reason}" for reason in REASONS} <= set(catalogue.sentences(lang))
