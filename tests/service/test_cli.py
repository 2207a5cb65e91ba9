"""The command line: what it prints, its exit codes, and that it never shows a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from service import catalogue
from service.commands.samplecases import SampleWrong, load
from tests.service.helpers import LEASE, LICENCE, SAMPLES

GOOD_PACK = Path(__file__).resolve().parents[1] / "rules" / "good"


def huiqi(*arguments: object, **kw: Any) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "service.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        **kw,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_version_names_the_program_and_the_packs() -> None:
    done = huiqi("version")
    assert done.returncode == 0
    assert done.stdout.startswith("huiqi ") and "chaoyang-2020-8@" in done.stdout


def test_extract_gives_one_json_object_per_document_and_goes_on_after_a_bad_one(tmp_path: Path) -> None:
    empty = tmp_path / "空.pdf"
    empty.touch()
    done = huiqi("extract", empty, LICENCE, "--json")
    assert done.returncode == 1
    assert catalogue.text("error.file.empty") in done.stderr.replace("\n", "")
    bad, good = (json.loads(line) for line in done.stdout.splitlines())
    assert bad["error"]["code"] == "file.empty"
    assert good["kind"] == "business_licence" and good["fields"]["name"]["evidence"][0]["boxes"]


def test_extract_is_readable_for_people() -> None:
    done = huiqi("extract", LEASE)
    assert done.returncode == 0
    assert "房屋租赁合同" in done.stdout and "出租方" in done.stdout and "第 1 页" in done.stdout


def test_score_counts_right_and_wrong_values(tmp_path: Path) -> None:
    (tmp_path / LICENCE.name).write_bytes(LICENCE.read_bytes())
    truth = [{"file": LICENCE.name, "kind": "business_licence", "fields": {"name": "别的公司", "term_end": None}}]
    (tmp_path / "truth.json").write_text(json.dumps(truth), encoding="utf-8")
    done = huiqi("score", tmp_path / "truth.json", "--json")
    assert done.returncode == 1
    rows = {row["field"]: row for row in json.loads(done.stdout)["rows"]}
    assert rows["name"]["wrong"] == 1 and rows["(kind)"]["right"] == 1


@pytest.mark.parametrize(("text", "lang", "said"), [("{}", "zh", "应当是一个列表"), ("[]", "en", "the list is empty")])
def test_score_says_when_the_truth_is_none(tmp_path: Path, text: str, lang: str, said: str) -> None:
    (tmp_path / "truth.json").write_text(text, encoding="utf-8")
    done = huiqi("--lang", lang, "score", tmp_path / "truth.json")
    assert done.returncode == 2 and "truth.json" in done.stderr and said in done.stderr
    assert not done.stdout


def test_decide_prints_decisions_and_seals_them_for_verify(tmp_path: Path) -> None:
    done = huiqi("decide", LICENCE, LEASE, "--on", "2020-05-15", "--declare", "enterprise.industry=catering", "--json")
    assert done.returncode == 0, done.stderr
    sealed = tmp_path / "decision.json"
    sealed.write_text(done.stdout, encoding="utf-8")
    assert huiqi("verify", sealed).returncode == 0
    sealed.write_text(done.stdout.replace("catering", "software", 1), encoding="utf-8")
    broken = huiqi("verify", sealed)
    assert broken.returncode == 1 and "在封存后被改动过" in broken.stderr


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("decide", LICENCE, "--declare", "enterprise.moon=1"), 2),
        (("decide", LICENCE, "--on", "yesterday"), 2),
        (("decide", LICENCE, "--pack", "none"), 2),
        (("extract", "no-such-file.pdf"), 2),
        (("verify", "no-such-file.json"), 2),
        (("rules", "lint", "no-such-pack"), 2),
        (("moon",), 2),
        ((), 2),
        (("web",), 3),
        (("demo", "--samples", "no-such-folder"), 3),
    ],
)
def test_misuse_is_answered_with_a_sentence_and_a_code(arguments: tuple[object, ...], status: int) -> None:
    done = huiqi(*arguments)
    assert done.returncode == status
    assert done.stderr.strip()


def test_rules_lint_and_test_on_a_good_pack() -> None:
    assert huiqi("rules", "lint", GOOD_PACK).returncode == 0
    done = huiqi("rules", "test", GOOD_PACK)
    assert done.returncode == 0 and "用例" in done.stdout


def test_rules_lint_shows_file_and_line(tmp_path: Path) -> None:
    import shutil

    pack = tmp_path / "pack"
    shutil.copytree(GOOD_PACK, pack)
    head = pack / "pack.yaml"
    head.write_text("colour: red\n" + head.read_text(encoding="utf-8"), encoding="utf-8")
    done = huiqi("rules", "lint", pack)
    assert done.returncode == 1 and "pack.yaml:1:1" in done.stderr


def test_the_demo_never_overwrites_a_folder_it_did_not_make(tmp_path: Path) -> None:
    kept = tmp_path / "letters.txt"
    kept.write_text("mine", encoding="utf-8")
    done = huiqi("demo", "--data", tmp_path, "--out", tmp_path / "out")
    assert done.returncode == 3 and kept.read_text(encoding="utf-8") == "mine"


def test_every_sample_case_can_be_handed_in() -> None:
    from rules import load_pack

    cases = load(SAMPLES)
    assert len(cases) >= 5
    for case in cases:
        assert set(case.variants) == {"text", "scan"}
        assert all(case.variants.values())
        assert case.said(load_pack(case.pack))


def test_a_sample_with_a_wrong_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "case.yaml").write_text("title: {zh: 一}\ncolour: red\n", encoding="utf-8")
    with pytest.raises(SampleWrong, match=r"case\.yaml"):
        load(tmp_path)
