"""Dated values of a parameter: which one holds on a day, and where it comes from."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from rules import Fact, FactSet, Pack, State, evaluate
from rules.author.explain import explain
from rules.author.notice_diff_rests import rests
from rules.errors import PackInvalid
from rules.loader import load

GOOD = Path(__file__).parent / "good"
OLD = "values: [{from: 2020-03-01, value: 100}]"


def pack_with(folder: Path, values: str) -> Pack:
    home = folder / "good"
    shutil.copytree(GOOD, home)
    file = home / "parameters" / "limits.yaml"
    text = file.read_text(encoding="utf-8")
    assert OLD in text
    file.write_text(text.replace(OLD, f"values: {values}"), encoding="utf-8")
    return load(home)


@pytest.mark.parametrize(
    ("on", "value", "source"),
    [
        (date(2020, 5, 31), 80, "修订前的示例通知第1条：职工不超过80人"),
        (date(2020, 6, 1), 100, "示例通知第1条"),
    ],
)
def test_an_older_value_has_its_own_source(tmp_path: Path, on: date, value: int, source: str) -> None:
    """The words it rested on no longer stand in the notice, so they cannot be quoted from it."""
    older = "{from: 2020-03-01, value: 80, source: {text: 修订前的示例通知第1条：职工不超过80人}}"
    pack = pack_with(tmp_path, f"[{older}, {{from: 2020-06-01, value: 100}}]")
    staff = Fact("staff", "enterprise.staff", "enterprise", 150, State.CONFIRMED)
    decided = evaluate(pack, FactSet((staff,)), on, reader="plain")
    used = {p.name: p for d in decided.decisions for p in d.parameters}["small.staff"]
    assert (used.value, used.source.text) == (value, source)
    told = next(p for p in explain(pack, on=on).parameters if p.name == "small.staff")
    assert told.source.text == source
    assert [r.cite.quote for r in rests(pack) if r.owner == "small.staff"] == ["不超过100人"]


def test_the_source_of_a_value_is_checked_against_the_notice(tmp_path: Path) -> None:
    wrong = '[{from: 2020-03-01, value: 100, source: {text: 示例通知第1条, clause: "1", quote: 不超过900人}}]'
    with pytest.raises(PackInvalid) as refused:
        pack_with(tmp_path, wrong)
    assert [d.code for d in refused.value.diagnostics] == ["pack.quote"]
