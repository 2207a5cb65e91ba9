"""Whatever is done to a pack's files, an author gets a pack or sentences: no traceback, no hang."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from rules import trees
from rules.lint import Report, examine
from rules.trees import Tree
from tests.rules.museum import GOOD, SUPPLY

WHOLE = trees.at(GOOD)
ROUNDS = 12
#: bits of YAML, of expressions and of nothing at all
SNIPPETS = (
    b"\n", b"\n\n", b"  ", b"\t", b":", b": ", b"-", b"- ", b"[", b"]", b"{", b"}", b'"', b"'", b"|", b">", b"#",
    b"&a", b"*a", b"!!x ", b"%", b"@", b"`", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\r", b"---\n", b"...\n", b"? ",
    b"null", b"~", b"true", b"1e999999", b"9" * 5000, b"-1", b"0", b"()", b"((((", b"))", b" and ", b" in {", b".",
    b"..", b"\\", "（".encode(), "，".encode(), "\u2028".encode(), "\U0001f600".encode(), b"enterprise.staff",
    b"param.drop", b" == ", b"lambda: 0", b"__import__('os')", b"1_0", b"0x1F", b"1j", b"date('2020-01-01')",
    b"yuan('1e99999')", b"2020-02-30",
)  # fmt: skip


def spoiled(rng: random.Random) -> Tree:
    """The good pack with one to three places of its files changed."""
    files = dict(WHOLE.files)
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(sorted(files))
        files[name] = _changed(files[name], rng)
    return Tree(WHOLE.name, WHOLE.place, files)


def _changed(data: bytes, rng: random.Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at = rng.randrange(len(lines))
    how = rng.randrange(8)
    if how == 0:
        del lines[at]
    elif how == 1:
        lines.insert(rng.randrange(len(lines) + 1), lines[at])
    elif how == 2:
        other = rng.randrange(len(lines))
        lines[at], lines[other] = lines[other], lines[at]
    elif how == 3:
        lines[at] = b" " * rng.randint(1, 5) + lines[at]
    elif how == 4:
        lines = lines[:at]
    elif how == 5:
        return bytes(rng.randrange(256) if rng.random() < 0.003 else byte for byte in data)
    else:
        line = lines[at]
        cut = rng.randrange(len(line) + 1)
        gone = rng.choice((0, 0, 1, 5))
        lines[at] = line[:cut] + rng.choice(SNIPPETS) + line[cut + gone :]
    return b"".join(lines)


def told(tree: Tree) -> Report:
    report = examine(tree, SUPPLY)
    assert bool(report.counts) or report.errors, "refused without a reason"
    for found in report.diagnostics:
        assert found.message and found.text.zh != "" and found.code
        text = tree.files.get(found.place.file, b"").decode("utf-8", errors="replace").replace("\r\n", "\n")
        lines = text.replace("\r", "\n").splitlines()
        assert 1 <= found.place.line <= len(lines) + 2, found
        assert found.place.column >= 1, found
    return report


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_any_change_gives_a_pack_or_sentences(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - no secret
    outcomes = set()
    for _ in range(25):
        outcomes.add(bool(told(spoiled(rng)).counts))
    assert False in outcomes  # a change that is never noticed would prove nothing


@pytest.mark.parametrize(
    "hostile",
    [
        "when: " + "{not: " * 500 + "x" + "}" * 500,
        "when: {test: '" + "(" * 2000 + "'}",
        "when: {test: '" + "-" * 20000 + "1'}",
        "when: {test: '" + "a." * 20000 + "b'}",
        "when: {test: 'enterprise.staff ** 9 ** 9 ** 9 > 1'}",
        "when: {test: '" + "enterprise.staff + " * 3000 + "1 > 0'}",
        "when: {test: 'enterprise.staff > 1e99999999'}",
        'when: {test: \'days(date("9999-12-31"), date("0001-01-01")) > 99999999999999999999\'}',
    ],
    ids=lambda text: text[:40],
)
def test_hostile_conditions_end_soon(hostile: str) -> None:
    files = dict(WHOLE.files)
    measure = files["measures/2.yaml"].decode("utf-8")
    files["measures/2.yaml"] = (measure[: measure.index("when:")] + hostile + "\n").encode()
    began = time.monotonic()
    report = told(Tree(WHOLE.name, WHOLE.place, files))
    assert report.errors
    assert time.monotonic() - began < 30


def test_the_cases_of_a_pack_that_loads_are_read_too() -> None:
    files = dict(WHOLE.files) | {"cases/more.yaml": b"- name: x\n  on: 2020-05-15\n  facts: {\n"}
    report = told(Tree(WHOLE.name, WHOLE.place, files))
    assert [d.place.file for d in report.errors] == ["cases/more.yaml"]


def test_an_empty_folder_is_told_what_it_lacks(tmp_path: Path) -> None:
    report = examine(tmp_path)
    assert [d.place.file for d in report.diagnostics] == ["notice.txt", "pack.yaml"]
