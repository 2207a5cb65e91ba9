"""Edits of the small good pack, for the tests of the tools that compare packs."""

from __future__ import annotations

import shutil
from pathlib import Path

from rules.loader import load
from rules.model import Pack

GOOD = Path(__file__).parent / "good"
#: (file, words that stand in it once, words in their place); empty words: the new ones are added at the end
Edit = tuple[str, str, str]


def edited(folder: Path, *edits: Edit) -> Path:
    """The good pack with the edits made, in a folder of its own."""
    pack = folder / "good"
    shutil.copytree(GOOD, pack)
    for name, old, new in edits:
        file = pack / name
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if old:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        file.write_text(text.replace(old, new) if old else text + new, encoding="utf-8")
    return pack


def changed(folder: Path, *edits: Edit) -> Pack:
    return load(edited(folder, *edits))
