"""The museum of bad packs: for every mistake an author can make, the place, the code and the words of the answer."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from rules import loader
from rules.errors import PackInvalid
from tests.rules import museum
from tests.rules.museum import GOOD, Exhibit, exhibits


def matches(said: str, expected: str) -> bool:
    """An expected sentence that ends in … leaves the rest to whoever else words it (Python, libyaml)."""
    return said.startswith(expected[:-1]) if expected.endswith("…") else said == expected


@pytest.mark.parametrize("exhibit", exhibits(), ids=lambda e: f"{e.hall}: {e.name}")
def test_the_author_reads_what_is_wrong_and_where(exhibit: Exhibit, tmp_path: Path) -> None:
    """Exactly what the exhibit says: nothing less, and no echo of it elsewhere."""
    found, loads = museum.said(exhibit.build(tmp_path))
    assert [(str(d.place), d.code) for d in found] == [(one["at"], one["code"]) for one in exhibit.found]
    for said, expected in zip(found, exhibit.found, strict=True):
        assert matches(said.message, expected["en"]), said.message
        assert matches(said.text.zh, expected["zh"]), said.text.zh
        assert said.severity == ("warning" if said.code.startswith("lint.") else "error")
    assert loads == all(d.severity == "warning" or d.place.file.startswith("cases/") for d in found)


def test_every_code_is_exhibited() -> None:
    """A new way to refuse or to doubt a pack needs an exhibit, so that its words have been read once."""
    shown = {one["code"] for exhibit in exhibits() for one in exhibit.found}
    lacking = {code: place for code, place in museum.codes().items() if code not in shown}
    assert not lacking, f"add an exhibit to tests/rules/bad for {lacking}"
    assert shown <= museum.codes().keys()
    assert len(shown) > 90


def test_every_sentence_is_there_in_both_languages() -> None:
    for exhibit in exhibits():
        for one in exhibit.found:
            assert one["en"] and one["en"] != one["zh"]
            assert any("\u4e00" <= sign <= "\u9fff" for sign in one["zh"]), one["zh"]


def test_the_good_pack_is_good() -> None:
    assert list(loader.load(GOOD).measures) == ["1a", "2", "3"]


def test_the_mistakes_of_all_files_are_told_in_one_run(tmp_path: Path) -> None:
    """An author fixes a pack in one round, not mistake by mistake."""
    pack = tmp_path / "good"
    shutil.copytree(GOOD, pack)
    for name in ("measures/1.yaml", "measures/2.yaml", "measures/3.yaml"):
        file = pack / name
        file.write_text(file.read_text(encoding="utf-8").replace("outcome:", "outcom:"), encoding="utf-8")
    vocabulary = pack / "vocabulary" / "facts.yaml"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8").replace("type: date,", "type: dat,"), encoding="utf-8")
    with pytest.raises(PackInvalid) as caught:
        loader.load(pack)
    told = [(d.place.file, d.place.line) for d in caught.value.diagnostics]
    assert told == [
        ("measures/1.yaml", 4), ("measures/2.yaml", 4), ("measures/3.yaml", 4),
        ("vocabulary/facts.yaml", 41), ("vocabulary/facts.yaml", 42),
    ]  # fmt: skip


def test_the_hash_moves_with_what_decides_and_not_with_the_cases(tmp_path: Path) -> None:
    pack = tmp_path / "good"
    shutil.copytree(GOOD, pack)
    before = loader.content_hash(pack)
    assert before == loader.content_hash(GOOD)
    (pack / "cases" / "more.yaml").write_text("[]\n", encoding="utf-8")
    assert loader.content_hash(pack) == before
    file = pack / "measures" / "2.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert loader.content_hash(pack) != before
