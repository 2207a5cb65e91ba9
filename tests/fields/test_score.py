"""The score: right, wrong, sure but wrong, missed, invented."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from extractors.alike import same
from extractors.errors import EncryptedFile
from extractors.score import KIND, ScoreTable, score
from extractors.truthfile import BadTruth
from service import catalogue


def _report(kind: str, sure: bool = True, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "fields": {n: {"value": v, "sure": sure} for n, v in fields.items()}, "conflicts": []}


def _score(tmp_path: Path, truth: dict[str, Any], report: Mapping[str, Any]) -> ScoreTable:
    path = tmp_path / "truth.json"
    path.write_text(json.dumps([{"file": "a.pdf", **truth}], ensure_ascii=False), "utf-8")
    asked: list[Path] = []

    def extractor(file: Path) -> Mapping[str, Any]:
        asked.append(file)
        return report

    table = score(path, extractor)
    assert asked == [tmp_path / "a.pdf"]
    return table


def test_each_outcome_is_counted_once(tmp_path: Path) -> None:
    truth = {
        "kind": "lease",
        "fields": {
            "lessor": "北京某公司",
            "lessee": "张三",
            "area_m2": "93",
            "agent": None,
            "use": None,
            "term_months": 12,
        },
    }
    report = _report("lease", lessor="北京某公司。", lessee="李四", use="办公", term_months="12", extra="not scored")
    total = _score(tmp_path, truth, report).total()
    assert (total.right, total.wrong, total.missed, total.invented) == (3, 1, 1, 1)
    assert (total.wrong_sure, total.right_sure) == (2, 2)


def test_unsure_mistakes_are_not_counted_as_sure(tmp_path: Path) -> None:
    table = _score(tmp_path, {"kind": "lease", "fields": {"use": "办公"}}, _report("lease", sure=False, use="商铺"))
    assert (table.total().wrong, table.total().wrong_sure) == (1, 0)
    assert table.misses[0].outcome == "wrong"


def test_a_contradiction_must_be_reported_and_nothing_chosen(tmp_path: Path) -> None:
    truth = {"kind": "lease", "fields": {"deposit_yuan": None, "conflict": ["deposit_yuan"]}}
    good = {**_report("lease"), "conflicts": [{"name": "deposit_yuan", "code": "words_figures_differ"}]}
    assert _score(tmp_path, truth, good).rows["lease", "conflict:deposit_yuan"].right == 1
    silent = _score(tmp_path, truth, _report("lease"))
    assert silent.rows["lease", "conflict:deposit_yuan"].missed == 1
    chosen = _score(tmp_path, truth, _report("lease", deposit_yuan="3000.00"))
    assert chosen.rows["lease", "conflict:deposit_yuan"].wrong_sure == 1


def test_nested_truth_is_sought_in_parts_and_in_fields(tmp_path: Path) -> None:
    truth = {"kind": "financial_statement", "fields": {"parent_only": {"revenue_yuan": "10.00", "cash": None}}}
    report = {**_report("financial_statement"), "parts": {"parent_only": _report("x", revenue_yuan="10.00", cash="1")}}
    table = _score(tmp_path, truth, report)
    assert table.rows["financial_statement", "parent_only.revenue_yuan"].right == 1
    assert table.rows["financial_statement", "parent_only.cash"].invented == 1
    latest = {"kind": "social_insurance", "fields": {"latest": {"month": "2017-08"}}}
    inside = _report("social_insurance", latest={"month": "2017-08"})
    assert _score(tmp_path, latest, inside).rows["social_insurance", "latest.month"].right == 1


def test_the_kind_counts_too(tmp_path: Path) -> None:
    known = _score(tmp_path, {"kind": "other", "fields": {}}, _report("lease"))
    assert known.rows["other", KIND].wrong == 1
    unknown = _score(tmp_path, {"kind": "lease", "fields": {"use": "x"}}, _report("other"))
    assert unknown.rows["lease", KIND].missed == 1
    assert unknown.rows["lease", "use"].missed == 1


def test_a_file_that_cannot_be_read_is_missed_not_fatal(tmp_path: Path) -> None:
    path = tmp_path / "truth.json"
    path.write_text(json.dumps([{"file": "a.pdf", "kind": "lease", "fields": {"use": "x"}}]), "utf-8")

    def broken(file: Path) -> Mapping[str, Any]:
        raise EncryptedFile()

    table = score(path, broken)
    assert table.rows["lease", "use"].missed == 1
    assert {miss.name for miss in table.misses} == {"(file)", "(kind)", "use"}
    assert json.loads(json.dumps(table.to_data()))["total"]["missed"] == 1


@pytest.mark.parametrize(
    ("expected", "got", "name", "equal"),
    [
        ("5800.00", "5800", "rent_monthly_yuan", True),
        ("5800.00", "58000.00", "rent_monthly_yuan", False),
        ("-3120458.70", "-3120458.7", "retained_earnings", True),
        ("3120458.70", "-3120458.70", "retained_earnings", False),
        ("有限责任公司（自然人独资）", "有限责任公司(自然人独资)", "type", True),
        ("2019-06-05", "2019-06-04", "start_date", False),
        ("0169364", "169364", "unit_no", False),
        (["2020-03"], ["2020-03", "2020-04"], "months", False),
        (28, "28", "insured_count", True),
        (
            [{"from": "2019-01-01", "to": "2019-12-31", "amount_yuan": "100.00", "per": "month"}],
            [{"from": "2019-01-01", "to": "2019-12-31", "amount_yuan": "100", "per": "month"}],
            "rent_schedule",
            True,
        ),
    ],
)
def test_values_are_compared_by_what_they_mean(expected: Any, got: Any, name: str, equal: bool) -> None:
    assert same(expected, got, name) is equal


GOOD = {"file": "a.pdf", "kind": "lease"}
REFUSED: list[tuple[bytes, str]] = [
    (b"\xff\xfe", "not_utf8"),
    (b"[\n{,", "not_json"),
    (b"[" * 100_000, "not_json"),
    *(
        (json.dumps(data).encode(), code)
        for data, code in [
            ({}, "not_list"),
            ([], "empty"),
            ([1], "no_entry"),
            ([GOOD, {"kind": "lease"}], "no_file"),
            ([{**GOOD, "file": 3}], "no_file"),
            ([{"file": "a"}], "no_kind"),
            ([{**GOOD, "fields": ["area_m2"]}], "bad_fields"),
            ([{**GOOD, "boxes": [1]}], "bad_boxes"),
            ([{**GOOD, "fields": {"conflict": "area_m2"}}], "bad_conflict"),
        ]
    ),
]


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_what_is_no_truth_file_is_refused_before_anything_is_read(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "truth.json"
    path.write_bytes(data)
    read: list[Path] = []

    def extractor(file: Path) -> dict[str, Any]:
        read.append(file)
        return {}

    with pytest.raises(BadTruth) as refused:
        score(path, extractor)
    assert refused.value.code == code and not read
    for lang in ("zh", "en"):
        assert "{" not in catalogue.text(f"truth.{code}", lang, refused.value.data)


def test_a_truth_file_may_leave_out_what_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "truth.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([GOOD, {**GOOD, "fields": None}]).encode())
    assert score(path, lambda file: _report("lease")).files == 2
