"""What must not be in the repository, and what the README must tell."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.health.sources import ROOT
from workers.settings import described

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


def test_a_pack_has_one_word_in_chinese() -> None:
    other = "规则" + "包"
    texts = (".py", ".yaml", ".md", ".html", ".js", ".csv")
    wrong = [name for name in _tracked() if name.endswith(texts) and other in (ROOT / name).read_text("utf-8")]
    assert not wrong, f"规则集, in {wrong}"


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_setting_stands_in_the_readme_with_its_default(readme: str) -> None:
    text = (ROOT / readme).read_text("utf-8")
    missing = [name for name, default, _ in described() if f"| `{name}` | {default} |" not in text]
    assert not missing, missing


def test_every_make_target_named_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for readme in ("README.md", "README.zh-CN.md"):
        named = set(re.findall(r"`make ([a-z-]+)`", (ROOT / readme).read_text("utf-8")))
        assert named and named <= targets, (readme, named - targets)
