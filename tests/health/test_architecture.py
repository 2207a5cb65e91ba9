"""The packages' direction and borders, as the design names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.health.sources import PACKAGES, ROOT, files, imports

#: service -> workers -> rules | extractors, one way
ALLOWED = {
    "service": {"service", "workers", "rules", "extractors"},
    "workers": {"workers", "rules", "extractors"},
    "rules": {"rules"},
    "extractors": {"extractors"},
}
MAX_LINES = 400
READERS = {"paddleocr", "paddlex", "pdfplumber", "pdfminer", "cv2", "onnxruntime"}
READER_HOMES = ("extractors/backends/", "extractors/prepare/")


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_go_one_way(package: str) -> None:
    wrong = [
        f"{_relative(path)} imports {name}"
        for path in files(package)
        for name in sorted(imports(path))
        if name.split(".")[0] in {*PACKAGES, "tests", "samples"} and name.split(".")[0] not in ALLOWED[package]
    ]
    assert not wrong, "move the shared part down, or pass it in: " + "; ".join(wrong)


def test_only_the_pipeline_and_its_bind_know_both_libraries() -> None:
    both = [
        _relative(path)
        for path in files("workers")
        if {"rules", "extractors"} <= {name.split(".")[0] for name in imports(path)}
    ]
    assert [one for one in both if one != "workers/pipeline.py" and not one.startswith("workers/bind/")] == []


def test_durable_rules_stays_behind_one_module() -> None:
    users = {_relative(path) for path in files(*PACKAGES) if any(n.split(".")[0] == "durable" for n in imports(path))}
    assert users == {"rules/engine.py"}


def test_page_readers_stay_behind_the_backends() -> None:
    wrong = [
        _relative(path)
        for path in files(*PACKAGES)
        if any(name.split(".")[0] in READERS for name in imports(path)) and not _relative(path).startswith(READER_HOMES)
    ]
    assert not wrong, f"only {READER_HOMES} may import {sorted(READERS)}: {wrong}"


def test_files_stay_short() -> None:
    folders = (*PACKAGES, "samples", "tests")
    long = {
        _relative(path): n for path in files(*folders) if (n := len(path.read_text("utf-8").splitlines())) > MAX_LINES
    }
    assert not long, f"one job each, {MAX_LINES} lines at most: {long}"


def test_the_code_knows_no_pack() -> None:
    packs = sorted(path.parent.name for path in (ROOT / "rules" / "packs").glob("*/pack.yaml"))
    assert packs
    places = {"朝阳", *packs, *(word for name in packs for word in name.split("-") if word.isalpha())}
    wrong = [
        f"{_relative(path)}: {word}"
        for path in files(*PACKAGES)
        for word in sorted(places)
        if word in path.read_text(encoding="utf-8").lower()
    ]
    assert not wrong, "what one notice says belongs into its pack: " + "; ".join(wrong)
