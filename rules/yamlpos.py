"""Strict YAML with positions: every node knows its file, line and column.

Scalars stay text: ``2020-03-01`` is not a date and ``0.80`` is not a float until the schema asks for one, and ``on``
is a word. Refused: duplicate keys, keys that are not plain words, anchors, aliases, tags, more than one document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from rules.errors import PackProblem, Place


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str  #: as written, without quotes
    plain: bool  #: not quoted: may stand for a number, true, false or null
    block: bool  #: written with | or >
    place: Place

    def inner(self, offset: int) -> Place:
        """Place of the character ``offset`` of :attr:`text` (exact for one-line scalars)."""
        if self.block:
            before = self.text[:offset]
            line = self.place.line + 1 + before.count("\n")
            return Place(self.place.file, line, len(before) - before.rfind("\n"))
        return Place(self.place.file, self.place.line, self.place.column + offset + (0 if self.plain else 1))


@dataclass(frozen=True, slots=True)
class Listing:
    items: tuple[Node, ...]
    place: Place

    def __iter__(self) -> Iterator[Node]:
        return iter(self.items)


@dataclass(frozen=True, slots=True)
class Mapping:
    items: dict[str, Node]
    keys: dict[str, Place]  #: where each key stands
    place: Place


Node = Scalar | Listing | Mapping


def parse(text: str, file: str) -> Node:
    """The one document in ``text``. Raises :class:`PackProblem`."""
    loader = yaml.SafeLoader(text)
    loader.yaml_implicit_resolvers = {}
    try:
        if not loader.check_node():
            raise PackProblem(Place(file), "yaml.empty", "the file is empty")
        _refuse_aliases(text, file)
        node = loader.get_node()
        if loader.check_node():
            raise PackProblem(_place(loader.get_node(), file), "yaml.documents", "one document per file, please")
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        raise PackProblem(place, "yaml.syntax", f"not valid YAML: {error.problem or error.context}") from error
    except yaml.reader.ReaderError as error:
        raise PackProblem(Place(file), "yaml.syntax", f"not valid YAML: {error.reason}") from error
    finally:
        loader.dispose()
    return _convert(node, file)


def _refuse_aliases(text: str, file: str) -> None:
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        anchor = getattr(event, "anchor", None)
        tag = getattr(event, "tag", None)
        if anchor or tag:
            mark = event.start_mark
            place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
            word = "anchors and aliases" if anchor else "tags"
            raise PackProblem(place, "yaml.anchor", f"{word} are not used in packs")


def _place(node: yaml.Node | None, file: str) -> Place:
    if node is None:
        return Place(file)
    return Place(file, node.start_mark.line + 1, node.start_mark.column + 1)


def _convert(node: yaml.Node | None, file: str) -> Node:
    place = _place(node, file)
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, node.style is None, node.style in ("|", ">"), place)
    if isinstance(node, yaml.SequenceNode):
        return Listing(tuple(_convert(item, file) for item in node.value), place)
    if not isinstance(node, yaml.MappingNode):
        raise PackProblem(place, "yaml.empty", "nothing stands here")
    items: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, value in node.value:
        where = _place(key, file)
        if not isinstance(key, yaml.ScalarNode):
            raise PackProblem(where, "yaml.key", "a key must be a plain word")
        if key.value in items:
            raise PackProblem(
                where,
                "yaml.duplicate_key",
                f"the key {key.value!r} stands here a second time (first: line {keys[key.value].line})",
            )
        items[key.value] = _convert(value, file)
        keys[key.value] = where
    return Mapping(items, keys, place)
