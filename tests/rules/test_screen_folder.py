"""Folders of tables: what they come to as facts, and every mistake with its file, row and column."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import polars as pl
import pytest

from rules import load_pack
from rules.columns.errors import FrameRefused
from rules.facts import FactSet
from rules.model import Pack
from rules.screen import read_folder, screen
from rules.types import RentStep, Value

ON = date(2020, 5, 15)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("chaoyang-2020-8")


def facts(given: FactSet) -> dict[tuple[str, str], Value]:
    return {(f.name, f.subject): f.value for f in given.facts}


def write(folder: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (folder / f"{name.replace('__', '.')}.csv").write_text(text, encoding="utf-8")
    return folder


def test_every_sort_of_cell_is_read_exactly(pack: Pack, tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        cases="﻿case,enterprise.guarantee_paid,enterprise.work_area,enterprise.reinvests,enterprise.industry,"
        "enterprise.people_on_site\n甲, 1234567.8 ,12.50,是,catering,30\n乙,-0.01,,false,,\n丙,,,,,\n",
        statement="case,subject,statement.month,statement.revenue\n甲,statement:9,2020-02,100\n甲,4,2019-12,\n",
        lease="case,lease.start_date,lease.lessor\n甲,2019-07-01,某公司\n",
        lease__rent_schedule="case,subject,from,to,amount,per\n甲,1,2019-07-01,2020-03-31,30000,month\n"
        "甲,1,2020-04-01,2020-12-31,31000.50,month\n",
    )
    frames = read_folder(pack, folder)
    assert facts(frames.fact_set(pack, "甲")) == {
        ("enterprise.guarantee_paid", "enterprise"): 123456780,
        ("enterprise.work_area", "enterprise"): Fraction(25, 2),
        ("enterprise.reinvests", "enterprise"): True,
        ("enterprise.industry", "enterprise"): "catering",
        ("enterprise.people_on_site", "enterprise"): 30,
        ("statement.month", "statement:9"): "2020-02",
        ("statement.revenue", "statement:9"): 10000,
        ("statement.month", "statement:4"): "2019-12",
        ("lease.start_date", "lease:1"): date(2019, 7, 1),
        ("lease.lessor", "lease:1"): "某公司",
        ("lease.rent_schedule", "lease:1"): (
            RentStep(date(2019, 7, 1), date(2020, 3, 31), 3000000, "month"),
            RentStep(date(2020, 4, 1), date(2020, 12, 31), 3100050, "month"),
        ),
    }
    assert facts(frames.fact_set(pack, "乙"))[("enterprise.guarantee_paid", "enterprise")] == -1
    assert not frames.fact_set(pack, "丙").facts
    assert screen(pack, frames, ON).cases == 3


def test_parquet_is_read_with_its_own_types(pack: Pack, tmp_path: Path) -> None:
    pl.DataFrame(
        {
            "case": [1, 2],
            "enterprise.guarantee_paid": [Decimal("12.34"), None],
            "enterprise.work_area": [Decimal("3.125"), Decimal(1)],
            "enterprise.reinvests": [True, None],
        }
    ).write_parquet(tmp_path / "enterprise.parquet")
    pl.DataFrame({"case": [1], "statement.month": [date(2020, 2, 1)], "statement.revenue": [7]}).write_parquet(
        tmp_path / "statement.parquet"
    )
    frames = read_folder(pack, tmp_path)
    assert facts(frames.fact_set(pack, "1")) == {
        ("enterprise.guarantee_paid", "enterprise"): 1234,
        ("enterprise.work_area", "enterprise"): Fraction(25, 8),
        ("enterprise.reinvests", "enterprise"): True,
        ("statement.month", "statement:1"): "2020-02",
        ("statement.revenue", "statement:1"): 700,
    }
    assert screen(pack, frames, ON).cases == 2


CASES = "case,enterprise.reinvests\n甲,true\n"
MISTAKES: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "no_cases": ({"lease": "case\n"}, {}),
    "twice": ({"cases": CASES, "enterprise": CASES}, {"frame": "cases.csv", "value": "enterprise.csv"}),
    "unknown_file": ({"cases": CASES, "leases": "case\n"}, {"frame": "leases.csv", "near": "lease"}),
    "short_row": ({"cases": "case,enterprise.reinvests\n甲,true\n乙\n"}, {"row": 3}),
    "missing_column": ({"cases": "name\n甲\n"}, {"column": "case"}),
    "unknown_fact": ({"cases": "case,enterprise.reinvest\n甲,1\n"}, {"near": "enterprise.reinvests"}),
    "derived": ({"cases": "case,enterprise.rent_cut\n甲,1\n"}, {"column": "enterprise.rent_cut"}),
    "steps_apart": ({"cases": CASES, "lease": "case,lease.rent_schedule\n甲,30000\n"}, {"frame": "lease.csv"}),
    "column_twice": ({"cases": "case,enterprise.name,enterprise.name\n"}, {"column": "enterprise.name"}),
    "empty_name": ({"cases": "case,enterprise.reinvests\n,true\n"}, {"row": 2}),
    "case_twice": ({"cases": CASES + "甲,false\n"}, {"row": 3, "value": "甲"}),
    "unknown_case": ({"cases": CASES, "lease": "case\n甲\n乙\n"}, {"row": 3, "value": "乙"}),
    "subject_twice": ({"cases": CASES, "lease": "case,subject\n甲,1\n甲,lease:1\n"}, {"row": 3}),
    "bad_choice": (
        {"cases": "case,enterprise.industry\n甲,catring\n"},
        {"row": 2, "column": "enterprise.industry", "near": "catering"},
    ),
    "bad_subject": ({"cases": CASES, "lease": "case,subject\n甲,store:1\n"}, {"value": "store:1"}),
}


@pytest.mark.parametrize("reason", MISTAKES)
def test_a_mistake_is_told_with_its_place(pack: Pack, tmp_path: Path, reason: str) -> None:
    tables, data = MISTAKES[reason]
    with pytest.raises(FrameRefused) as refused:
        read_folder(pack, write(tmp_path, **tables))
    assert refused.value.code == f"screen.{reason}"
    assert {key: refused.value.data.get(key) for key in data} == data


BAD_CELLS = {
    "enterprise.guarantee_paid": ["1.234", "1,000", "1e3", "￥5", "一万", "NaN"],
    "enterprise.people_on_site": ["1.0", "-", "12人"],
    "enterprise.work_area": ["35%", "1/3", "inf"],
    "enterprise.reinvests": ["yes", "1"],
    "lease.start_date": ["2020-02-30", "2020/1/1", "20200101"],
    "statement.month": ["2020-13", "2020-1", "2020-01-01"],
}


@pytest.mark.parametrize(("column", "cell"), [(c, cell) for c, cells in BAD_CELLS.items() for cell in cells])
def test_a_cell_that_is_not_of_its_type_is_told_with_its_place(
    pack: Pack, tmp_path: Path, column: str, cell: str
) -> None:
    kind = column.partition(".")[0]
    tables = {"cases": "case\n甲\n"} | {kind: f'case,{column}\n甲,\n甲,"{cell}"\n'}
    if kind == "enterprise":
        tables = {"cases": f'case,{column}\n甲,\n乙,"{cell}"\n'}
    with pytest.raises(FrameRefused) as refused:
        read_folder(pack, write(tmp_path, **tables))
    assert refused.value.code == "screen.bad_cell"
    assert (refused.value.data["row"], refused.value.data["column"], refused.value.data["value"]) == (3, column, cell)


BROKEN: dict[str, Callable[[Path], object]] = {
    "unreadable": lambda f: (f / "cases.csv").write_bytes("case,enterprise.name\n甲,乙\n".encode("gbk")),
    "wrong_type": lambda f: pl.DataFrame({"case": ["a"], "enterprise.guarantee_paid": [1.5]}).write_parquet(
        f / "cases.parquet"
    ),
    "no_files": lambda f: (f / "read.me").touch(),
}


@pytest.mark.parametrize("reason", BROKEN)
def test_a_file_that_cannot_be_read_is_told(pack: Pack, tmp_path: Path, reason: str) -> None:
    BROKEN[reason](tmp_path)
    with pytest.raises(FrameRefused) as refused:
        read_folder(pack, tmp_path)
    assert refused.value.code == f"screen.{reason}"


@pytest.mark.parametrize(
    "row", ["甲,1,2020-04-01,2020-03-31,1,month", "甲,1,2020-04-01,2020-04-30,1,week", "甲,1,2020-04-01,,1,month",
            "甲,2,2020-04-01,2020-04-30,1,month"],
)  # fmt: skip
def test_a_wrong_rent_step_is_told(pack: Pack, tmp_path: Path, row: str) -> None:
    head = "case,subject,from,to,amount,per\n甲,1,2020-01-01,2020-03-31,1,month\n"
    with pytest.raises(FrameRefused) as refused:
        read_folder(
            pack, write(tmp_path, cases="case\n甲\n", lease="case\n甲\n", lease__rent_schedule=head + row + "\n")
        )
    assert refused.value.data["row"] == 3
