"""``huiqi rules diff``, ``replay``, ``notice-diff``: what they print, exit codes, what they say to bad input."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from rules import evaluate, load_pack, seal
from rules.facts import Fact, FactSet, State
from service import cli
from tests.rules.diff_edits import GOOD, edited
from tests.service.helpers import LICENCE, finish
from workers.settings import Settings
from workers.store import Store

A = load_pack(GOOD)
CAP = ("measures/2.yaml", "yuan(1000000)", "yuan(2000000)")
LABEL = ("measures/2.yaml", "zh: 减租奖励", "zh: 减租的奖励")


def run(capfd: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """In this process: the command line without starting Python anew."""
    code = cli.main([str(a) for a in arguments])
    said = capfd.readouterr()
    return code, said.out, said.err


def sealed(amount: int = 500_000_000) -> bytes:
    facts = FactSet((Fact("f", "cut.amount", "cut:1", amount, State.CONFIRMED, confirmed=True),))
    return seal(evaluate(A, facts, date(2020, 5, 15), reader="plain"))


@pytest.fixture
def b(tmp_path: Path) -> Path:
    return edited(tmp_path / "b", CAP, LABEL)


@pytest.fixture
def filed(tmp_path: Path) -> Path:
    folder = tmp_path / "filed"
    folder.mkdir()
    (folder / "一.json").write_bytes(sealed() + b"\n")
    return folder


# -- diff --------------------------------------------------------------------------------------------------------------


def test_diff_says_what_changed_with_both_places(capfd: pytest.CaptureFixture[str], b: Path) -> None:
    code, out, _ = run(capfd, "rules", "diff", GOOD, b)
    assert code == 1
    assert "会改变判断或金额（1处）" in out
    assert "2：上限由100万元提高到200万元" in out and "measures/2.yaml:14:3" in out
    assert "2：金额所引的原文仍写着100万元，规则已改为200万元" in out
    assert "另有1处只改了" in out and "减租的奖励" not in out


def test_diff_lists_texts_when_asked_and_speaks_english(capfd: pytest.CaptureFixture[str], b: Path) -> None:
    code, out, _ = run(capfd, "--lang", "en", "rules", "diff", GOOD, b, "--texts")
    assert code == 1
    assert "2: the cap rises from 1,000,000 yuan to 2,000,000 yuan" in out and "减租的奖励" in out


def test_diff_of_the_same_meaning_is_no_finding(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capfd, "rules", "diff", GOOD, GOOD)
    assert code == 0 and "没有任何差别" in out
    code, out, _ = run(capfd, "rules", "diff", GOOD, edited(tmp_path, LABEL))
    assert code == 0 and "含义没有改变" in out


def test_diff_as_json(capfd: pytest.CaptureFixture[str], b: Path) -> None:
    code, out, _ = run(capfd, "rules", "diff", GOOD, b, "--json")
    body = json.loads(out)
    assert code == 1 and body["same_meaning"] is False
    assert [c["kind"] for c in body["changes"]] == ["amount.cap", "stale.quote", "text"]


# -- replay ------------------------------------------------------------------------------------------------------------


def test_replay_says_which_case_flips_why_and_the_money(
    capfd: pytest.CaptureFixture[str], b: Path, filed: Path
) -> None:
    code, out, err = run(capfd, "rules", "replay", GOOD, b, "--on", filed)
    assert code == 1 and not err
    assert "+50万元" in out or "+500,000元" in out
    assert "一.json（2020-05-15，封存于 good@1.0.0）" in out
    assert "起因：2：上限由100万元提高到200万元" in out
    assert "没有在规则集的差别中找到" not in out


def test_replay_tells_a_change_that_several_cases_share_once(
    capfd: pytest.CaptureFixture[str], b: Path, filed: Path
) -> None:
    (filed / "二.json").write_bytes(sealed())
    (filed / "三.json").write_bytes(sealed(400_000_000))  # another amount: a block of its own
    _, out, _ = run(capfd, "rules", "replay", GOOD, b, "--on", filed)
    assert out.count("起因：2：上限由100万元提高到200万元") == 2
    assert "共2件：一.json、二.json" in out
    assert "三.json（2020-05-15" in out and "一.json（2020-05-15" not in out
    _, out, _ = run(capfd, "rules", "replay", GOOD, b, "--on", filed, "--json")
    assert [len(case["flips"]) for case in json.loads(out)["cases"]] == [1, 1, 1]


def test_replay_lists_a_broken_seal_and_uses_the_rest(capfd: pytest.CaptureFixture[str], b: Path, filed: Path) -> None:
    (filed / "改过.json").write_bytes(sealed().replace(b"500000000", b"900000000"))
    (filed / "空.json").touch()
    code, out, _ = run(capfd, "rules", "replay", GOOD, GOOD, "--on", filed)
    assert code == 1 and "不能重放（2件）" in out and "没有一项决定改变" in out
    assert "改过.json：封存的决定与内容不符" in out


def test_replay_without_a_change_is_no_finding(capfd: pytest.CaptureFixture[str], filed: Path) -> None:
    code, out, _ = run(capfd, "rules", "replay", GOOD, GOOD, "--on", filed / "一.json")
    assert code == 0 and "没有一项决定改变" in out


def test_replay_as_json_in_english_needs_no_words(capfd: pytest.CaptureFixture[str], b: Path, filed: Path) -> None:
    code, out, _ = run(capfd, "--lang", "en", "rules", "replay", GOOD, b, "--on", filed, "--json")
    body = json.loads(out)
    assert code == 1
    assert body["cases"][0]["flips"][0]["new"] == {
        "status": "eligible", "low_fen": 150_000_000, "high_fen": 150_000_000, "cap_fen": None,
    }  # fmt: skip
    assert body["moved"][-1]["low_fen"] == 50_000_000


@pytest.mark.parametrize("what", ["none", "empty"])
def test_replay_of_nothing_is_misuse(capfd: pytest.CaptureFixture[str], tmp_path: Path, what: str) -> None:
    folder = tmp_path / what
    if what == "empty":
        folder.mkdir()
    code, _, err = run(capfd, "rules", "replay", GOOD, GOOD, "--on", folder)
    assert code == 2 and what in err.replace("\n", "")


def test_replay_over_the_filed_cases_of_a_data_folder(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data, name = tmp_path / "data", "chaoyang-2020-8"
    code, _, err = run(capfd, "rules", "replay", name, name, "--data", data)
    assert code == 2 and "没有数据库" in err.replace("\n", "")
    assert not data.exists(), "asking for cases must not make a database"
    store = Store(replace(Settings.from_env(), data_dir=data).absolute())
    try:
        case = store.create_case(applicant="某某公司", pack=name, on=date(2020, 5, 15))
        store.create_case(applicant="还没有决定的公司", pack=name, on=None)
        store.add_document(case.id, LICENCE.name, LICENCE.read_bytes())
        finish(store, case.id)
        decided = store.decisions(case.id)
    finally:
        store.close()
    assert decided is not None
    code, out, _ = run(capfd, "rules", "replay", decided.pack, name, "--data", data, "--json")
    (replayed,) = json.loads(out)["cases"]
    assert replayed["case"] == case.id and replayed["as_filed"] is True
    assert "某某公司" not in out, "a replay names cases, not applicants"


# -- notice-diff -------------------------------------------------------------------------------------------------------


@pytest.fixture
def amended(tmp_path: Path) -> Path:
    file = tmp_path / "amended.txt"
    text = A.notice.text.replace("80%", "70%").replace("二、稳岗", "三、稳岗") + "4.另有补贴，每户不超过20万元。\n"
    file.write_text(text, encoding="utf-8")
    return file


def test_notice_diff_shows_what_rests_on_changed_words(capfd: pytest.CaptureFixture[str], amended: Path) -> None:
    code, out, _ = run(capfd, "rules", "notice-diff", GOOD, amended)
    assert code == 1
    assert "条件：3.drop“收入降幅达标”（原第3条）" in out
    assert "收入同比下降[-80%-]{+70%+}（含）以上" in out
    assert "现在第3条：“收入同比下降70%（含）以上”" in out
    assert "4.另有补贴，每户不超过20万元。" in out and "数字：20万元" in out


def test_notice_diff_of_the_same_text(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    same = tmp_path / "same.txt"
    same.write_text(A.notice.text, encoding="utf-8")
    code, out, _ = run(capfd, "--lang", "en", "rules", "notice-diff", GOOD, same)
    assert code == 0 and "still stand as they were" in out


def test_notice_diff_of_broken_lines_changes_no_word(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    pasted = tmp_path / "pasted.txt"
    pasted.write_text(A.notice.text.replace("按照减免金额", "按照\n减免金额"), encoding="utf-8")
    code, out, _ = run(capfd, "rules", "notice-diff", GOOD, pasted)
    assert code == 0 and "另有1处引文只差空白或换行，词句没有变（2）" in out
    assert "新增" not in out and "删去" not in out


def test_notice_diff_of_two_texts_needs_the_pack(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, amended: Path
) -> None:
    old = tmp_path / "old.txt"
    old.write_text(A.notice.text, encoding="utf-8")
    code, _, err = run(capfd, "rules", "notice-diff", old, amended)
    assert code == 2 and "--pack" in err
    code, out, _ = run(capfd, "rules", "notice-diff", old, amended, "--pack", GOOD, "--json")
    body = json.loads(out)
    assert code == 1 and body["same"] is False and body["fates"][0]["state"] == "changed"


def test_notice_diff_of_bad_files(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    junk = tmp_path / "junk.txt"
    junk.write_bytes(b"\xff\xfe\x00bad")
    code, _, err = run(capfd, "rules", "notice-diff", GOOD, junk)
    assert code == 2 and "junk.txt" in err.replace("\n", "")
    code, _, err = run(capfd, "rules", "notice-diff", GOOD, tmp_path / "none.txt")
    assert code == 2 and "none.txt" in err.replace("\n", "")
    code, _, err = run(capfd, "rules", "notice-diff", "no-such-pack", junk)
    assert code == 2
