"""The rule author's guide taken apart: its blocks, its words of code, and what its walk does when it is done."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from service.cli import main
from tests.health.sources import ROOT

GUIDES = {"zh": ROOT / "rules" / "README.zh-CN.md", "en": ROOT / "rules" / "README.md"}
PACK = Path("my-packs") / "example-tax-deferral"
#: of the lines after a prompt: what has been done by whoever runs the tests
_DONE = ("make setup", ". .venv/bin/activate")
_ANY = "…"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block. ``file``: the pack's file it belongs to; ``mode``: "" whole, + at the end, = these keys anew."""

    language: str
    file: str
    mode: str
    text: str


def blocks(guide: Path) -> list[Block]:
    found = re.findall(r"^```(\w+)(?: (\S+))?(?: ([+=]))?\n(.*?)^```$", guide.read_text("utf-8"), re.M | re.S)
    return [Block(language, file, mode, text) for language, file, mode, text in found]


def code(guide: Path) -> str:
    """Everything in the guide that is set as code, a span or a block a line."""
    text = guide.read_text("utf-8")
    fenced = [block.text for block in blocks(guide)]
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.M | re.S))
    return "\n".join([*fenced, *spans])


def write(block: Block) -> None:
    path = PACK / block.file
    if block.mode == "=":
        text = path.read_text("utf-8")
        for line in block.text.splitlines():
            key = line.partition(":")[0]
            text, times = re.subn(rf"^{re.escape(key)}:.*$", line, text, flags=re.M)
            assert times == 1, line
        path.write_text(text, "utf-8")
        return
    assert block.mode == "+" or not path.exists(), f"the walk would overwrite {path}"
    with path.open("a", encoding="utf-8") as file:
        file.write(block.text)


def do(block: Block, patch: pytest.MonkeyPatch) -> Iterator[tuple[str, str, str]]:
    """Does what stands after each prompt: (command, what it should say, what it says)."""
    for part in re.split(r"^\$ ", block.text, flags=re.M)[1:]:
        line, _, expected = part.partition("\n")
        if line not in _DONE:
            yield line, expected, _said(line, patch)


def _said(line: str, patch: pytest.MonkeyPatch) -> str:
    words = shlex.split(line)
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        patch.setenv(name, value)
        return ""
    if words[0] != "huiqi":
        subprocess.run(["sh", "-c", line], check=True)
        return ""
    to = words[words.index(">") + 1] if ">" in words else None
    written = io.BytesIO()
    out = io.TextIOWrapper(written, "utf-8", write_through=True)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        main(words[1 : words.index(">") if to else None])
    said = written.getvalue().decode()
    if to is None:
        return said
    Path(to).write_text(said, "utf-8")
    return ""


def shown(said: str, expected: str) -> bool:
    """Whether the guide shows what was said; … stands for lines, or for words, left out. Blanks do not count."""
    pattern = ""
    for line in _lines(expected):
        pattern += r"(?:.*\n)*?" if line == _ANY else ".*".join(map(re.escape, line.split(_ANY))) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _lines(said))) is not None


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
