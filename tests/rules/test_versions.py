"""Published versions never change, drafts decide nothing, and a word always means the same pack."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import rules
from rules import cases, evaluate, load_pack, loader, published, shipped, trees
from rules.author.publish import noted, publish
from rules.author.standing import standing
from rules.errors import PackInvalid, PackNotFound
from rules.facts import FactSet
from rules.pack_errors import (
    NotPublished,
    PackArchiveBroken,
    PackFolderMissing,
    PublishedBroken,
    PublishRefused,
    VersionNotFound,
)
from rules.runner import run_case
from rules.shelves import SHIPPED, Shelves
from tests.rules import tiny

DAY = date(2020, 6, 1)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office's folder with 1.0.0 published and 1.1.0 as a draft, whose limit is another."""
    folder = tiny.write(tmp_path / "office" / "tiny")
    publish(folder, None, DAY)
    tiny.write(folder, "1.1.0", limit=200, change="上限改为200人")
    return folder.parent


# -- the shipped shelf ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", Shelves().published_names())
def test_every_shipped_version_is_what_its_index_says_and_loads(name: str) -> None:
    versions = Shelves().versions(name)
    assert versions
    for entry in versions:
        pack = published.load(entry)
        assert (pack.reference, pack.content_hash) == (entry.reference, entry.content_hash)
        assert cases.load(pack) and entry.note


@pytest.mark.parametrize("name", Shelves().names())
def test_a_working_copy_with_a_published_number_is_the_published_one(name: str) -> None:
    found = standing(Shelves(), name)
    assert found.draft is None or found.draft.state != "clash", (
        f"rules/packs/{name} was changed after {found.draft.version} was published: raise the version in its pack.yaml"
    )


def test_a_published_version_decides_its_own_cases_still() -> None:
    pack = load_pack("chaoyang-2020-8@1.0.0")
    some = cases.load(pack)[::60]
    assert len(some) > 3
    for case in some:
        assert run_case(pack, case, reader="plain").failures == ()


# -- what a word means ----------------------------------------------------------------------------------------------


def test_authors_get_the_draft_and_decisions_the_newest_published_version(office: Path) -> None:
    shelves = Shelves.beside(office)
    assert shelves.load("tiny").reference == "tiny@1.1.0"
    assert shelves.in_force("tiny").reference == "tiny@1.0.0"
    assert shelves.load("tiny@1.0.0").path.endswith("1.0.0.zip")
    assert shelves.load("tiny@1.1.0") is shelves.load(office / "tiny")
    publish(office / "tiny", None, DAY)
    assert shelves.in_force("tiny").reference == "tiny@1.1.0"
    assert shelves.in_force("tiny@1.0.0").reference == "tiny@1.0.0"
    assert [entry.version for entry in shelves.versions("tiny")] == ["1.0.0", "1.1.0"]


def test_an_old_version_decides_as_it_did(office: Path) -> None:
    shelves = Shelves.beside(office)
    publish(office / "tiny", None, DAY)
    case = next(c for c in cases.load(shelves.find("tiny", "1.1.0")) if c.name == "刚好一百人")
    given = [evaluate(shelves.find("tiny", v), case.facts, case.on, reader="plain") for v in ("1.0.0", "1.1.0")]
    assert [e.decisions[0].status for e in given] == ["not_eligible", "eligible"]
    assert [e.decisions[0].pack for e in given] == ["tiny@1.0.0", "tiny@1.1.0"]


def test_a_version_whose_dates_do_not_hold_the_day_is_passed_over(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path / "tiny", effective="{from: 2020-03-01, to: 2020-12-31}")
    publish(folder, None, DAY)
    later = (folder / "cases" / "cases.yaml").read_text("utf-8").replace("2020-05-15", "2021-05-15")
    tiny.write(folder, "2.0.0", effective="{from: 2021-01-01}", cases__cases_yaml=later)
    publish(folder, None, DAY)
    shelves = Shelves.beside(tmp_path)
    assert shelves.in_force("tiny", date(2020, 5, 15)).version == "1.0.0"
    assert shelves.in_force("tiny", date(2021, 5, 15)).version == "2.0.0"
    assert shelves.in_force("tiny").version == "2.0.0"
    assert shelves.in_force("tiny", date(2019, 1, 1)).version == "2.0.0", "evaluating says that none is in force"


def test_an_offices_packs_stand_beside_the_shipped_ones(office: Path) -> None:
    with shipped.also(office):
        assert {"tiny", "chaoyang-2020-8"} <= set(rules.shipped_packs())
        assert load_pack("tiny").version == "1.1.0"
        sealed = rules.seal(evaluate(load_pack("tiny@1.0.0"), FactSet(), date(2020, 5, 15), reader="plain"))
        assert rules.verify(sealed).pack == "tiny@1.0.0"
    with pytest.raises(PackNotFound):
        load_pack("tiny")
    with pytest.raises(PackNotFound):
        rules.verify(sealed)


def test_the_same_version_with_other_content_in_two_places_is_told(office: Path, tmp_path: Path) -> None:
    other = tiny.write(tmp_path / "other" / "tiny", limit=99)
    publish(other, None, DAY)
    both = Shelves((*Shelves.beside(office).shelves, *Shelves.beside(other.parent).shelves))
    with pytest.raises(PublishedBroken) as caught:
        both.versions("tiny")
    assert caught.value.data["reason"] == "twice"


@pytest.mark.parametrize(
    ("word", "error"),
    [
        ("tiny@9.9.9", VersionNotFound),
        ("moon", PackNotFound),
        ("moon@1.0.0", PackNotFound),
        ("../office/tiny@1.0.0", PackNotFound),
        ("", PackNotFound),
        (".", PackNotFound),
    ],
)
def test_what_is_not_there_is_said_not_to_be(office: Path, word: str, error: type[Exception]) -> None:
    for look in (Shelves.beside(office).load, Shelves.beside(office).in_force):
        with pytest.raises(error):
            look(word)


def test_a_draft_alone_decides_nothing(tmp_path: Path) -> None:
    tiny.write(tmp_path / "tiny")
    with pytest.raises(NotPublished) as caught:
        Shelves.beside(tmp_path).in_force("tiny")
    assert caught.value.data["folder"] == str(tmp_path / "published" / "tiny")
    assert Shelves.beside(tmp_path).published_names() == SHIPPED_NAMES


SHIPPED_NAMES = Shelves().published_names()


def test_a_missing_folder_of_the_office_is_an_error_and_no_empty_shelf(tmp_path: Path) -> None:
    with pytest.raises(PackFolderMissing):
        Shelves.beside(tmp_path / "typo")


_UNKNOWN = ("undetermined, missing: [enterprise.staff]", "not_eligible")


# -- publishing -----------------------------------------------------------------------------------------------------


def test_publishing_freezes_every_file(office: Path) -> None:
    entry = Shelves.beside(office).versions("tiny")[0]
    assert (entry.reference, entry.published, entry.note) == ("tiny@1.0.0", DAY, "2020年3月1日起; 第一版")
    draft = trees.folder(tiny.write(office / "again" / "tiny"))
    assert published.tree(entry).files == draft.files
    assert loader.content_hash(draft) == entry.content_hash


def test_publishing_again_changes_nothing(office: Path) -> None:
    folder = office / "published" / "tiny"
    before = {p.name: p.read_bytes() for p in folder.iterdir()}
    same = tiny.write(office / "elsewhere" / "tiny", change="只有说明不同")
    made = publish(same, office / "published", date(2021, 1, 1))
    assert not made.new and made.entry.published == DAY
    assert (
        {p.name: p.read_bytes() for p in folder.iterdir()}
        == before
        == {name: before[name] for name in ("1.0.0.zip", "index.json")}
    )


def test_the_same_files_give_the_same_archive(tmp_path: Path) -> None:
    one, two = tiny.write(tmp_path / "a" / "tiny"), tiny.write(tmp_path / "b" / "tiny")
    (two / ".git").mkdir()
    (two / ".git" / "config").write_text("x", "utf-8")
    (two / "measures" / "1.yaml").touch()
    archive = trees.packed(trees.folder(one))
    assert archive == trees.packed(trees.folder(two))
    assert trees.unpacked(archive, "x").files == trees.folder(one).files
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        opened.extractall(tmp_path / "out")
    assert load_pack(tmp_path / "out" / "tiny").content_hash == load_pack(one).content_hash


@pytest.mark.parametrize(
    ("make", "reason", "said"),
    [
        (lambda f: tiny.write(f, "1.0.0", limit=101), "exists", {}),
        (lambda f: tiny.write(f, "0.9.9"), "not_above", {"last": "1.0.0"}),
        (lambda f: tiny.write(f, "1.1.0", CHANGES_md="## 1.1.0.1\n\n- 别的\n"), "changes", {"heading": "## 1.1.0"}),
        (lambda f: tiny.write(f, "1.1.0", CHANGES_md="## 1.1.0\n\n## 1.0.0\n- x\n"), "changes", {}),
        (lambda f: (tiny.write(f, "1.1.0") / "CHANGES.md").unlink(), "changes", {}),
        (lambda f: _case(f, "amount: 500", "amount: 501"), "unfit", {"cases": 1, "lint": 0}),
        (lambda f: _case(f, "facts: {}", "facts: {enterprise.staff: 999}", *_UNKNOWN), "unfit", {"cases": 0}),
    ],
    ids=["other content", "older", "no entry", "empty entry", "no changes", "failing", "untried"],
)  # fmt: skip
def test_what_must_not_be_published_is_refused(
    office: Path, make: Callable[[Path], object], reason: str, said: dict[str, object]
) -> None:
    before = {p.name: p.read_bytes() for p in (office / "published" / "tiny").iterdir()}
    make(office / "tiny")
    with pytest.raises(PublishRefused) as caught:
        publish(office / "tiny", None, DAY)
    assert caught.value.data["reason"] == reason
    assert {key: caught.value.data[key] for key in said} == said
    assert (reason == "unfit") == bool(caught.value.details)
    assert {p.name: p.read_bytes() for p in (office / "published" / "tiny").iterdir()} == before


def _case(folder: Path, *changes: str) -> None:
    tiny.write(folder, "1.1.0")
    file = folder / "cases" / "cases.yaml"
    text = file.read_text("utf-8")
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    file.write_text(text, "utf-8")


def test_a_pack_with_mistakes_is_not_published(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path / "tiny")
    (folder / "measures" / "1.yaml").write_text("id: 1\n", "utf-8")
    with pytest.raises(PackInvalid):
        publish(folder, None, DAY)
    assert not (tmp_path / "published").exists()


@pytest.mark.parametrize(
    ("heading", "note"),
    [
        ("## 1.2.0", "改了上限"),
        ("## [1.2.0] - 2020-06-01", "2020-06-01; 改了上限"),
        ("### v1.2.0：自6月起", "自6月起; 改了上限"),
        ("## 1.2.0 (decides from 2020-06-01)", "decides from 2020-06-01; 改了上限"),
        ("## 11.2.0", None),
        ("## 1.2.01", None),
    ],
)
def test_the_note_is_what_the_changes_say(heading: str, note: str | None) -> None:
    text = f"# 变更\n\n{heading}\n\n- 改了上限\n"
    assert noted(trees.Tree("x", "x", {"CHANGES.md": text.encode()}), "1.2.0") == note


# -- tampering ------------------------------------------------------------------------------------------------------


def _index(folder: Path, **changes: object) -> None:
    file = folder / "index.json"
    index = json.loads(file.read_text("utf-8"))
    index["versions"][0].update(changes)
    file.write_text(json.dumps(index), "utf-8")


def _rewritten(folder: Path, change: Callable[[bytes], bytes]) -> None:
    data = (folder / "1.0.0.zip").read_bytes()
    assert change(data) != data
    (folder / "1.0.0.zip").write_bytes(change(data))


def _archive(folder: Path, files: dict[str, bytes]) -> None:
    """Another archive, and an index whose sha256 is made to fit."""
    root = next(iter(files)).partition("/")[0]
    data = trees.packed(trees.Tree(root, "", {name.partition("/")[2]: file for name, file in files.items()}))
    (folder / "1.0.0.zip").write_bytes(data)
    _index(folder, sha256=hashlib.sha256(data).hexdigest())


def _files(folder: Path) -> dict[str, bytes]:
    tree = trees.at(folder / "1.0.0.zip")
    return {f"{tree.name}/{name}": data for name, data in tree.files.items()}


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (lambda f: (f / "1.0.0.zip").unlink(), "missing"),
        (lambda f: (f / "1.0.0.zip").write_bytes(b"PK"), "archive"),
        (lambda f: _rewritten(f, lambda data: data.replace(b"value: 100", b"value: 999")), "archive"),
        (lambda f: _rewritten(f, lambda data: data[:-30]), "archive"),
        (lambda f: _archive(f, {n: d.replace(b"value: 100", b"value: 999") for n, d in _files(f).items()}), "content"),
        (lambda f: _archive(f, {n.replace("tiny/", "other/"): d for n, d in _files(f).items()}), "name"),
        (lambda f: _index(f, version="2.0.0"), "missing"),
        (lambda f: _index(f, sha256="zz"), "index"),
        (lambda f: _index(f, version="../1.0.0"), "index"),
        (lambda f: (f / "index.json").write_text("{", "utf-8"), "index"),
        (lambda f: (f / "index.json").write_text('{"pack": "other", "versions": []}', "utf-8"), "index"),
    ],
)  # fmt: skip
def test_a_published_version_that_was_changed_is_refused(
    office: Path, tamper: Callable[[Path], object], reason: str
) -> None:
    tamper(office / "published" / "tiny")
    with pytest.raises(PublishedBroken) as caught:
        Shelves.beside(office).in_force("tiny")
    assert caught.value.data["reason"] == reason


def test_a_changed_case_or_note_of_a_published_version_is_noticed_too(office: Path) -> None:
    folder = office / "published" / "tiny"
    data = (folder / "1.0.0.zip").read_bytes()
    (folder / "1.0.0.zip").write_bytes(data.replace("第一版".encode(), "第二版".encode()))
    with pytest.raises(PublishedBroken) as caught:
        published.tree(published.read(folder)[0])
    assert caught.value.data["reason"] == "archive"


@pytest.mark.parametrize("names", [["tiny/pack.yaml", "other/pack.yaml"], ["pack.yaml"], ["tiny/../../x"], []])
def test_an_archive_that_is_no_packs_is_refused(tmp_path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    with pytest.raises(PackArchiveBroken) as caught:
        load_pack(tmp_path / "x.zip")
    assert caught.value.data["reason"] == "layout"


def test_an_archive_that_would_fill_the_memory_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tiny/notice.txt", b"0" * (trees.LARGEST + 1))
    assert (tmp_path / "x.zip").stat().st_size < 200_000
    with pytest.raises(PackArchiveBroken) as caught:
        load_pack(tmp_path / "x.zip")
    assert caught.value.data["reason"] == "too_large"


# -- standing -------------------------------------------------------------------------------------------------------


def test_a_changed_draft_under_a_published_number_is_seen(office: Path) -> None:
    shelves = Shelves.beside(office)

    def state() -> str | None:
        draft = standing(shelves, "tiny").draft
        return draft.state if draft else None

    assert state() == "new"
    tiny.write(office / "tiny", "1.0.0", limit=101)
    assert state() == "clash"
    tiny.write(office / "tiny", "1.0.0")
    assert state() == "same"


def test_the_shipped_shelf_is_in_the_package() -> None:
    assert SHIPPED.drafts.is_dir() and SHIPPED.published.is_dir()
