"""What must not be in the repository, and what the README must tell."""

from __future__ import annotations

import re
import subprocess

from tests.health.sources import ROOT, files

LARGEST_FILE = 2 * 1024 * 1024


def _tracked() -> list[str]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def test_no_paths_of_a_developers_machine() -> None:
    pattern = re.compile(rb"(?<![\w.<])/(?:home|root|work)/\w")
    wrong = [
        name
        for name in _tracked()
        if not name.endswith((".pdf", ".png", ".jpg", ".tif")) and pattern.search((ROOT / name).read_bytes())
    ]
    assert not wrong, wrong


def test_committed_files_are_small() -> None:
    large = {name: size for name in _tracked() if (size := (ROOT / name).stat().st_size) > LARGEST_FILE}
    assert not large, large


def test_every_setting_is_in_both_readmes() -> None:
    names = set(re.findall(r"HUIQI_[A-Z_]+\b", "".join(p.read_text("utf-8") for p in files("workers", "service"))))
    names = {name for name in names if not name.endswith("_")}
    for readme in ("README.md", "README.zh-CN.md"):
        text = (ROOT / readme).read_text("utf-8")
        assert sorted(name for name in names if name not in text) == [], readme


def test_every_make_target_named_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for readme in ("README.md", "README.zh-CN.md"):
        named = set(re.findall(r"`make ([a-z-]+)`", (ROOT / readme).read_text("utf-8")))
        assert named and named <= targets, (readme, named - targets)
