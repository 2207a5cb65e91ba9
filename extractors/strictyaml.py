"""YAML read strictly, with the place of every node.

Duplicate and unknown keys are errors with file, line and column.
"""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml

from extractors.errors import KindError


@dataclass(frozen=True, slots=True)
class Node:
    """A YAML node that knows its file."""

    path: Path
    raw: yaml.Node

    def fail(self, problem: str) -> NoReturn:
        """Raise KindError pointing here."""
        mark = self.raw.start_mark
        raise KindError(path=self.path.name, line=mark.line + 1, column=mark.column + 1, problem=problem)

    def mapping(self, allowed: Collection[str] | None = None, required: Collection[str] = ()) -> dict[str, Node]:
        """Children by key. ``allowed``: refuse other keys, naming the nearest one that exists."""
        if not isinstance(self.raw, yaml.MappingNode):
            self.fail("a mapping is expected here")
        found: dict[str, Node] = {}
        for key_node, value_node in self.raw.value:
            key = Node(self.path, key_node)
            name = key.text()
            if name in found:
                key.fail(f"'{name}' is given twice")
            if allowed is not None and name not in allowed:
                near = difflib.get_close_matches(name, allowed, 1)
                hint = f"; did you mean '{near[0]}'?" if near else f"; known: {', '.join(sorted(allowed))}"
                key.fail(f"unknown key '{name}'{hint}")
            found[name] = Node(self.path, value_node)
        for name in required:
            if name not in found:
                self.fail(f"'{name}' is missing")
        return found

    def sequence(self) -> list[Node]:
        if not isinstance(self.raw, yaml.SequenceNode):
            self.fail("a list is expected here")
        return [Node(self.path, child) for child in self.raw.value]

    def text(self) -> str:
        if not isinstance(self.raw, yaml.ScalarNode) or self.raw.tag == "tag:yaml.org,2002:null":
            self.fail("text is expected here")
        value: str = self.raw.value
        return value

    def number(self) -> float:
        if not isinstance(self.raw, yaml.ScalarNode) or self.raw.tag.rsplit(":", 1)[1] not in {"int", "float"}:
            self.fail("a number is expected here")
        return float(self.raw.value)

    def flag(self) -> bool:
        if not isinstance(self.raw, yaml.ScalarNode) or self.raw.value not in {"true", "false"}:
            self.fail("true or false is expected here")
        return bool(self.raw.value == "true")

    def plain(self) -> object:
        """Plain data; numbers become int or float, the rest text."""
        if isinstance(self.raw, yaml.MappingNode):
            return {name: child.plain() for name, child in self.mapping().items()}
        if isinstance(self.raw, yaml.SequenceNode):
            return [child.plain() for child in self.sequence()]
        tag = self.raw.tag.rsplit(":", 1)[1]
        if tag == "bool":
            return self.flag()
        if tag == "int":
            return int(self.raw.value)
        return self.number() if tag == "float" else (None if tag == "null" else self.text())


def load(path: Path) -> Node:
    """The root node of a YAML file. Raises KindError for what is no YAML."""
    try:
        raw = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise KindError(path=path.name, line=line, column=column, problem=str(error.problem)) from error
    if raw is None:
        raise KindError(path=path.name, line=1, column=1, problem="the file is empty")
    return Node(path, raw)


def files(folder: Path) -> Iterator[Path]:
    """The YAML files of a folder in the order of their names."""
    yield from sorted(folder.glob("*.yaml"))
