"""``huiqi rules lint`` as an author meets it: what it says of shipped packs, how it prints, who supplies what."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from rules import load_pack, quotes, shipped_packs
from rules.lint import Offer, examine, lint
from rules.types import Type
from service.commands.rules.supplied import supply
from tests.rules.museum import GOOD, SUPPLY, exhibits


def huiqi_lint(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "service.cli", *map(str, arguments)],
        capture_output=True, text=True, timeout=240, check=False, cwd=cwd,
    )  # fmt: skip


@pytest.mark.parametrize("name", shipped_packs())
def test_a_shipped_pack_gives_an_author_nothing_to_correct(name: str) -> None:
    found = [str(d) for d in lint(load_pack(name), supply())]
    assert found == []


def test_what_documents_give_is_what_the_kinds_say() -> None:
    given = supply()
    assert given["lease"].fields["start_date"] == {Type.DATE, Type.TEXT}
    assert given["financial_statement"].fields["revenue_prev_yuan"] == {Type.MONEY}
    assert given["social_insurance"].fields["insured_by_type.失业保险"] == {Type.COUNT, Type.NUMBER}
    assert "insured_by_type" not in given["social_insurance"].fields, "no fact can take it whole"


def test_without_knowing_what_documents_give_nothing_is_said_of_it() -> None:
    assert {d.code for d in lint(load_pack(GOOD))} == {d.code for d in examine(GOOD, SUPPLY).diagnostics}
    told = {d.code for d in examine(GOOD, {"lease": Offer({})}).diagnostics}
    assert {"lint.unknown_kind", "lint.unknown_field", "lint.no_supplier"} <= told


def test_a_fact_that_a_person_may_state_has_a_supplier(tmp_path: Path) -> None:
    shutil.copytree(GOOD, tmp_path / "good")
    file = tmp_path / "good" / "vocabulary" / "facts.yaml"
    text = file.read_text(encoding="utf-8")
    source = "from: [{kind: social_insurance, field: insured_count}]"
    asked = f"{source}\n    attest: true\n    ask: {{zh: 几人？, en: how many?}}"
    file.write_text(text.replace(source, asked), encoding="utf-8")
    told = [d for d in examine(tmp_path / "good", {}).diagnostics if d.code == "lint.no_supplier"]
    assert not [d for d in told if "enterprise.staff" in d.message]


# -- the command ---------------------------------------------------------------------------------------------------


def exhibit(name: str, folder: Path) -> Path:
    return next(e for e in exhibits() if e.name == name).build(folder)


def test_a_mistake_is_a_line_that_an_editor_can_follow(tmp_path: Path) -> None:
    exhibit("all mistakes of one measure", tmp_path)
    done = huiqi_lint("rules", "lint", tmp_path / "good")
    lines = done.stderr.splitlines()
    assert done.returncode == 1
    assert lines[0].startswith(f"{tmp_path}/good/measures/1.yaml:3:17 pack.unknown_key 一项措施的 title 没有键 'eng'")
    assert len(lines) == 5 and "4处错误" in lines[-1]


def test_the_same_in_english_and_as_json(tmp_path: Path) -> None:
    exhibit("unknown fact", tmp_path)
    done = huiqi_lint("--lang", "en", "rules", "lint", tmp_path / "good")
    assert "measures/2.yaml:8:13 expr.unknown_fact no fact 'cut.amuont' in the vocabulary" in done.stderr
    done = huiqi_lint("rules", "lint", "--json", tmp_path / "good")
    report: list[dict[str, Any]] = json.loads(done.stdout)
    (found,) = report[0]["found"]
    assert done.returncode == 1
    assert (found["file"], found["line"], found["column"]) == ("measures/2.yaml", 8, 13)
    assert found["severity"] == "error" and set(found["text"]) == {"zh", "en"}


def test_warnings_do_not_fail_unless_they_shall(tmp_path: Path) -> None:
    exhibit("fewer than none", tmp_path)
    plain = huiqi_lint("rules", "lint", tmp_path / "good")
    assert plain.returncode == 0 and "lint.never_met" in plain.stdout
    assert huiqi_lint("rules", "lint", "--strict", tmp_path / "good").returncode == 1


# -- quotations ----------------------------------------------------------------------------------------------------

NOTICE = "1.给予每人500元—3000元的补贴，收入同比下降80%（含）以上的，\n按上限执行。"


@pytest.mark.parametrize(
    ("quoted", "there", "why"),
    [
        ("每人500元-3000元", "每人500元—3000元", "标点不同"),
        ("下降80%(含)以上", "下降80%（含）以上", "全角半角不同"),
        ("以上的，按上限执行", "以上的，\n按上限执行", "只差空白或换行"),
        ("收入同比降低80%（含）以上", "收入同比下降80%（含）以上", "字句不同"),
    ],
)
def test_a_quotation_is_led_to_the_words_that_were_meant(quoted: str, there: str, why: str) -> None:
    meant = quotes.nearest(quoted, NOTICE, 0, len(NOTICE))
    assert meant is not None and meant.words == there and why in meant.why.zh
    assert NOTICE[meant.start :].startswith(there)


def test_words_that_resemble_nothing_are_led_nowhere() -> None:
    assert quotes.nearest("延期申报纳税", NOTICE, 0, len(NOTICE)) is None
