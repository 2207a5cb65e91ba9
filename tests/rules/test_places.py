"""A place inside a YAML scalar leads to the very word, however the scalar is written."""

from __future__ import annotations

import pytest

from rules import yamlpos
from rules.errors import Place

WRITTEN = [
    "test: a.word > b",
    "test: 'a.word > b'",
    'test: "a.word > b"',
    "test: 'x == ''y'' and a.word'",
    'test: "x == \\"y\\" and a.word"',
    'test: "\\u4e2d\\x41 a.word"',
    "test: 中文 a.word",
    "test: >-\n  one +\n  a.word",
    "test: |\n  one +\n    a.word",
    "test: >2-\n    one\n  +\n\n  a.word\n",
    "test: one\n  + two\n  + a.word",
    "test: 'one\n  + a.word'",
    'test: "one\\\n  + a.word"',
    'test: "one\\n\n\n  a.word"',
    "{test: 'one', more: [x, {test: a.word}]}",
    "- - test: >\n      a.word",
]


def scalars(node: yamlpos.Node) -> list[yamlpos.Scalar]:
    if isinstance(node, yamlpos.Scalar):
        return [node]
    children = node.items if isinstance(node, yamlpos.Listing) else tuple(node.items.values())
    return [found for child in children for found in scalars(child)]


@pytest.mark.parametrize("text", WRITTEN)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_the_place_of_a_word_is_where_it_stands(text: str, loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With libyaml, and where PyYAML was built without it."""
    import yaml

    monkeypatch.setattr(yamlpos, "_LOADER", getattr(yaml, loader))
    (scalar,) = [s for s in scalars(yamlpos.parse(text, "f.yaml")) if "a.word" in s.text]
    before = text[: text.index("a.word")]
    wanted = Place("f.yaml", before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert scalar.inner(scalar.text.index("a.word")) == wanted
