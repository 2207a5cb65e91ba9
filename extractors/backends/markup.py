"""XML out of untrusted files, through expat: no document types, so no entities and nothing fetched; names without
their prefixes, since every producer has its own, and some declare none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from extractors.errors import DamagedFile, ForbiddenMarkup

Start = Callable[[str, Mapping[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

#: no format read here nests anywhere near as deep
_DEEPEST = 200
#: elements of one part read as a tree; a page of a drawing-like OFD has some 50,000
_MOST_NODES = 1_000_000


@dataclass(slots=True)
class Node:
    name: str  #: without prefix or namespace
    attributes: Mapping[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""  #: all character data directly inside

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    def all(self, *path: str) -> Iterator[Node]:
        """Nodes reached by child names, one after another."""
        if not path:
            yield self
            return
        for child in self.children:
            if child.name == path[0]:
                yield from child.all(*path[1:])

    def first(self, *path: str) -> Node | None:
        return next(self.all(*path), None)

    def said(self, *path: str) -> str:
        """Text of the first node of a path, trimmed; empty where there is none."""
        found = self.first(*path)
        return found.text.strip() if found else ""


#: encodings that expat does not know and Chinese producers declare; each is a part of the last
_CHINESE = re.compile(rb"""\s*<\?xml[^>]{0,80}?encoding\s*=\s*["'](?:gb2312|gbk|gb18030)["']""", re.IGNORECASE)


def feed(chunks: Iterable[bytes], start: Start, end: End, text: Text, *, encoding: str | None = None) -> None:
    """Runs through a part without keeping it. Raises DamagedFile, ForbiddenMarkup, and what the callbacks raise.

    ``encoding``: of the bytes, whatever they declare.
    """
    parser = expat.ParserCreate(encoding)
    parser.buffer_text = True
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise DamagedFile()
        told = {_local(key): value for key, value in attributes.items() if not key.startswith("xmlns")}
        start(_local(name), told)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_local(name))

    def forbidden(*_: object) -> None:
        raise ForbiddenMarkup()

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = forbidden
    parser.EntityDeclHandler = forbidden
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: an encoding it cannot take, or none
        raise DamagedFile() from error


def tree(data: bytes) -> Node:
    """A part as a tree. Raises DamagedFile, ForbiddenMarkup."""
    root = Node("", {})
    open_nodes = [root]
    texts: list[list[str]] = [[]]
    count = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _MOST_NODES:
            raise DamagedFile()
        node = Node(name, attributes)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)
        texts.append([])

    def end(_: str) -> None:
        open_nodes.pop().text = "".join(texts.pop())

    encoding = None
    if _CHINESE.match(data):
        try:
            data, encoding = data.decode("gb18030").encode(), "utf-8"
        except UnicodeDecodeError as error:
            raise DamagedFile() from error
    feed([data], start, end, lambda piece: texts[-1].append(piece), encoding=encoding)
    return root.children[0]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
