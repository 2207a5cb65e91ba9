"""One test per mistake a rule author can make: the code, the place and the words of the answer."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from rules import loader
from rules.errors import PackInvalid

HERE = Path(__file__).parent
GOOD = HERE / "good"
MISTAKES: list[dict[str, Any]] = yaml.safe_load((HERE / "bad" / "mistakes.yaml").read_text(encoding="utf-8"))


def spoiled(folder: Path, mistake: dict[str, Any]) -> Path:
    """The good pack with one thing wrong."""
    pack = folder / "good"
    shutil.copytree(GOOD, pack)
    file = pack / mistake["file"]
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    for change in (mistake, mistake.get("also")):
        if change and file.exists():
            assert text.count(change["text"]) >= 1, f"{change['text']!r} is not in {mistake['file']}"
            text = text.replace(change["text"], change["by"], 1)
        elif change:
            text = change["by"]
    file.write_text(text, encoding="utf-8")
    return pack


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: str(m["name"]))
def test_the_author_reads_what_is_wrong_and_where(mistake: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(PackInvalid) as caught:
        loader.load(spoiled(tmp_path, mistake))
    found = caught.value.diagnostics
    matching = [d for d in found if d.code == mistake["code"] and mistake["says"] in d.message]
    assert matching, [str(d) for d in found]
    places = [d.place for d in matching if mistake["code"] == "pack.registry" or d.place.file == mistake["file"]]
    assert places, [str(d) for d in found]
    if mistake["at"]:
        assert mistake["at"] in [f"{p.line}:{p.column}" for p in places], [str(d) for d in found]


def test_the_good_pack_is_good() -> None:
    assert list(loader.load(GOOD).measures) == ["1a", "2", "3"]


def test_every_entry_reports_its_own_first_mistake(tmp_path: Path) -> None:
    """An author fixes a file in one round, not mistake by mistake."""
    pack = tmp_path / "good"
    shutil.copytree(GOOD, pack)
    for name in ("measures/1.yaml", "measures/2.yaml", "measures/3.yaml"):
        file = pack / name
        file.write_text(file.read_text(encoding="utf-8").replace("outcome:", "outcom:"), encoding="utf-8")
    with pytest.raises(PackInvalid) as caught:
        loader.load(pack)
    files = [d.place.file for d in caught.value.diagnostics]
    assert files == ["measures/1.yaml", "measures/2.yaml", "measures/3.yaml"]


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
