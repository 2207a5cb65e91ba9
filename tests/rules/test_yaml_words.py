"""What a rule author reads about broken YAML, whoever found it."""

from __future__ import annotations

import re

import pytest

from rules import yaml_words, yamlpos
from rules.errors import PackProblem


def refused(text: str) -> tuple[str, str, str]:
    with pytest.raises(PackProblem) as caught:
        yamlpos.parse(text, "x.yaml")
    [only] = caught.value.diagnostics
    return str(only.place), only.text.zh.removeprefix("不是正确的 YAML："), only.text.en


@pytest.mark.parametrize(
    "text", ["a:\n\tb: 1\n", "a:\n  b: 1\n\tc: 2\n", "\ta: 1\n", "a: |\n\tx\n", "a:\n- \tb: 1\n  \tc: 2\n"]
)
def test_a_tab_is_called_a_tab(text: str) -> None:
    place, zh, en = refused(text)
    assert (zh, en) == ("不能用 Tab 缩进，请改用空格", "not valid YAML: a tab cannot indent; use blanks")
    assert "\t" in text.splitlines()[int(place.split(":")[1]) - 1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: [1\nb: 2\n", "方括号"), ("a: {x: 1\nb: 2\n", "花括号"), ("a: 'x\n", "引号没有配对"), ("a: b: c\n", "冒号"),
        ("a:\n  b: 1\n c: 2\n", "没有对齐"), ("- a\nb: 1\n", "列表项没有对齐"), ("a: - b\n", "列表项"),
        ("a: @x\n", "请加引号"),
        ("a: *\n", "& 和 *"), ('a: "\\z"\n', "反斜杠"), ("a: | x\n", "请另起一行"), ("a: ]\n", "多了一个标点"),
        (" a: 1\nb: 2\n", "缩进"), ("? a\nb", "少了冒号"), ("%x\na: 1\n", "%"), ("a: !e!x y\n", "! 在这里"),
    ],
)  # fmt: skip
def test_the_mistakes_of_every_day_are_told_in_chinese(text: str, words: str) -> None:
    """Without a word of the parser's English."""
    zh = refused(text)[1]
    assert words in zh
    assert not re.search(r"[A-Za-z]{3}", zh.replace("YAML", "")), zh


def test_what_has_no_words_yet_keeps_the_parsers_own_in_brackets() -> None:
    said = "did not find the expected '>'"
    assert yaml_words.told(said, "a: !<x", 7).zh == f"请检查括号、引号、冒号和缩进（{said}）"
