"""Strict YAML with positions: every node knows its file, line and column.

Scalars stay text: ``2020-03-01`` is not a date and ``0.80`` is not a float until the schema asks for one, and ``on``
is a word. Refused: duplicate keys, keys that are not plain words, anchors, aliases, tags, more than one document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from rules import yaml_words
from rules.errors import PackProblem, Parts, Place

#: libyaml reads a pack ten times as fast; the sentence of a syntax error differs, its place does not
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: what YAML takes for the end of a line
_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
#: deeper than any pack needs, and shallow enough for everything that walks down conditions
DEPTH_LIMIT = 60
#: characters that YAML does not allow in a file at all
_CONTROL = re.compile("[^\x09\x0a\x0d\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str  #: as written, without quotes
    plain: bool  #: not quoted: may stand for a number, true, false or null
    block: bool  #: written with | or >
    place: Place
    #: the characters of the file that say it, where they are not simply ``text`` (escapes, several lines)
    source: str = field(default="", repr=False, compare=False)

    def inner(self, offset: int) -> Place:
        """Place of the character ``offset`` of :attr:`text`."""
        if not self.source:
            return Place(self.place.file, self.place.line, self.place.column + offset + (0 if self.plain else 1))
        before = self.source[: self._at(offset)]
        breaks = list(_BREAK.finditer(before))
        if not breaks:
            return Place(self.place.file, self.place.line, self.place.column + len(before))
        return Place(self.place.file, self.place.line + len(breaks), len(before) - breaks[-1].end() + 1)

    def _at(self, offset: int) -> int:
        """Offset in the source of a character of the text. Folding of lines changes only blanks: count the others."""
        steps = _written(self.source, self.plain, self.block)
        wanted = sum(1 for c in self.text[:offset] if not c.isspace())
        at = next(steps, 0)
        for _ in range(wanted):
            at = next(steps, at)
        return at


def _written(source: str, plain: bool, block: bool) -> Iterator[int]:
    """Offsets in the source of the characters that are not blank, one for each of the scalar's text."""
    at = 0
    if block:
        head = _BREAK.search(source)
        at = head.end() if head else len(source)
    elif not plain:
        at = 1
    double = not plain and not block and source[:1] == '"'
    while at < len(source):
        step = 1
        if double and source[at] == "\\":
            step = {"x": 4, "u": 6, "U": 10}.get(source[at + 1 : at + 2], 2)
            if source[at + 1 : at + 2] in ("n", "t", "r", " ", "\n", "_", "e", "0", "\r"):
                at += step
                continue
        elif not plain and not block and not double and source[at : at + 2] == "''":
            step = 2
        if not source[at].isspace():
            yield at
        at += step


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


def parse(text: str, file: str, parts: Parts | None = None) -> Node:
    """The one document in ``text``. Raises :class:`PackProblem`.

    A second entry of one key and the like are told to ``parts`` where it is given, and the rest is read all the same.
    """
    control = _CONTROL.search(text[1:] if text.startswith("\ufeff") else text)
    if control:
        lines = _BREAK.split(text[: control.start()])
        raise PackProblem(
            Place(file, len(lines), len(lines[-1]) + 1), "yaml.character",
            f"the invisible character U+{ord(control[0]):04X} may not stand in YAML; delete it",
            f"这里有一个看不见的字符 U+{ord(control[0]):04X}，YAML 不允许，请删除",
        )  # fmt: skip
    reader = _Reader(text, file)
    try:
        node = reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        line = lines[place.line - 1] if place.line <= len(lines := _BREAK.split(text)) else ""
        detail = yaml_words.told(error.problem or error.context or "", line, place.column)
        raise PackProblem(
            place, "yaml.syntax", f"not valid YAML: {detail.en}", f"不是正确的 YAML：{detail.zh}"
        ) from error
    except yaml.reader.ReaderError as error:
        raise PackProblem(
            Place(file), "yaml.syntax", f"not valid YAML: {error.reason}", "不是正确的 YAML：有 YAML 不允许的字符"
        ) from error
    if parts is not None:
        parts.tell(reader.parts.found)
    else:
        reader.parts.done()
    return node


class _Reader:
    """Nodes out of YAML's events."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.events = yaml.parse(text, Loader=_LOADER)
        self.parts = Parts()
        self.depth = 0
        self.starts = [0, *(m.end() for m in _BREAK.finditer(text))]

    def document(self) -> Node:
        next(self.events)  # the stream
        if not isinstance(next(self.events), yaml.DocumentStartEvent):
            raise PackProblem(Place(self.file), "yaml.empty", "the file is empty", "文件是空的；写上内容，或删除文件")
        node = self.node(next(self.events))
        next(self.events)  # the document's end
        event = next(self.events)
        if isinstance(event, yaml.DocumentStartEvent):
            raise PackProblem(
                self.place(event),
                "yaml.documents",
                "one document per file, please",
                "一个文件只写一份 YAML，请删去 ---",
            )
        return node

    def place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def node(self, event: Any) -> Node:
        place = self.place(event)
        self.check(event, place)
        if isinstance(event, yaml.ScalarEvent):
            block = event.style in ("|", ">")
            return Scalar(event.value, not event.style, block, place, self.source(event))
        if isinstance(event, yaml.AliasEvent):
            return Scalar("", True, False, place)
        self.depth += 1
        if self.depth > DEPTH_LIMIT:
            raise PackProblem(
                place, "yaml.depth", f"nested deeper than {DEPTH_LIMIT} levels", f"嵌套超过 {DEPTH_LIMIT} 层，请拆开写"
            )
        made = self.listing(place) if isinstance(event, yaml.SequenceStartEvent) else self.mapping(place)
        self.depth -= 1
        return made

    def check(self, event: Any, place: Place) -> None:
        tagged = getattr(event, "tag", None)
        if getattr(event, "anchor", None) or tagged:
            en, zh = ("tags", "标签（!）") if tagged else ("anchors and aliases", "锚点和引用（& 和 *）")
            self.tell(place, "yaml.anchor", f"{en} are not used in packs", f"规则集不用{zh}；文字请加引号")

    def tell(self, place: Place, code: str, message: str, zh: str) -> None:
        self.parts.tell(PackProblem(place, code, message, zh).diagnostics)

    def source(self, event: Any) -> str:
        """The characters of the file, where they are more than the text and its quotes."""
        start, end = event.start_mark, event.end_mark
        if start.line == end.line and end.column - start.column == len(event.value) + (2 if event.style else 0):
            return ""
        return self.text[self.starts[start.line] + start.column : self.starts[end.line] + end.column]

    def listing(self, place: Place) -> Listing:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self.node(event))
        return Listing(tuple(items), place)

    def mapping(self, place: Place) -> Mapping:
        items: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event)
            value = self.node(next(self.events))
            if not isinstance(key, Scalar) or not key.text:
                self.tell(key.place, "yaml.key", "a key must be a plain word", "键应是一个词")
            elif key.text in items:
                self.tell(
                    key.place, "yaml.duplicate_key",
                    f"the key {key.text!r} stands here a second time (first: line {keys[key.text].line})",
                    f"键 {key.text!r} 在这里第二次出现（第一次在第 {keys[key.text].line} 行），请删去一个",
                )  # fmt: skip
            else:
                items[key.text] = value
                keys[key.text] = key.place
        return Mapping(items, keys, place)
