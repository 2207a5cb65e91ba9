"""Which figures inside an expression are the notice's, and which are nobody's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rules.lint import examine
from tests.rules.museum import GOOD


def told(tmp_path: Path, file: str, text: str, by: str) -> list[str]:
    """The figures that are doubted in one expression of the good pack."""
    pack = tmp_path / "good"
    shutil.copytree(GOOD, pack)
    path = pack / file
    before = path.read_text(encoding="utf-8")
    assert text in before
    path.write_text(before.replace(text, by, 1), encoding="utf-8")
    report = examine(pack)
    assert not report.errors, report.errors
    line = before[: before.index(text)].count("\n") + 1
    found = [d for d in report.warnings if d.code == "lint.bare_figure" and d.place.file == file]
    return [d.message.split(" stands in")[0] for d in found if d.place.line == line]


@pytest.mark.parametrize(
    ("test", "figures"),
    [
        ("sum(cut.amount) > yuan(0)", []),
        ("enterprise.staff >= 1", []),
        ("enterprise.staff >= param.small.staff", []),
        ("enterprise.staff * 12 > param.small.staff / 100", []),
        ("12 * enterprise.staff > param.small.staff", []),
        ("at(statement.revenue, statement.month, month(\"2020-03\") - 12) > yuan(0)", ['month("2020-03")']),
        ("enterprise.staff >= 12", ["12"]),
        ("enterprise.staff >= 3", ["3"]),
        ("enterprise.revenue_drop >= 0.8", ["0.8"]),
        ("sum(cut.amount) * 0.5 > yuan(1000000)", ["0.5", "yuan(1000000)"]),
        ("at(statement.revenue, statement.month, month(\"2020-03\")) > yuan(1)", ['month("2020-03")']),
        ("contains(enterprise.name, \"第3分店\")", []),
    ],
)  # fmt: skip
def test_a_figure_that_a_notice_may_set_belongs_into_a_parameter(tmp_path: Path, test: str, figures: list[str]) -> None:
    assert told(tmp_path, "measures/2.yaml", "sum(cut.amount) > yuan(0)", f"'{test}'") == figures


def test_a_day_counts_as_a_figure(tmp_path: Path) -> None:
    by = "'lease.start < date(\"2020-02-01\")'"
    assert told(tmp_path, "measures/1.yaml", "enterprise.in_order", by) == ['date("2020-02-01")']


SHARE = """\
- fact: enterprise.share
  type: ratio
  label: {zh: 比例, en: share}
  source: {text: 示例通知第3条}
  choose: [{value: 0.5, when: {test: enterprise.staff > 7}}]
  otherwise: 0.25
"""


def test_what_choose_gives_cannot_be_a_parameter(tmp_path: Path) -> None:
    pack = tmp_path / "good"
    shutil.copytree(GOOD, pack)
    (pack / "derived" / "share.yaml").write_text(SHARE, encoding="utf-8")
    report = examine(pack)
    assert not report.errors
    said = [d.message for d in report.warnings if d.code == "lint.bare_figure" and "share" in d.place.file]
    assert len(said) == 1 and said[0].startswith("7 stands")


def test_figures_of_two_amounts_are_told_each(tmp_path: Path) -> None:
    amounts = "low: yuan(500) * enterprise.staff\n  high: yuan(3000) * enterprise.staff"
    assert told(tmp_path, "measures/3.yaml", amounts, "one_of: [yuan(500), yuan(700)]") == ["yuan(500)", "yuan(700)"]
