"""Plain JSON with every repeated part written once, and back again.

``fold`` gives the parts and the tree, in which ``{"@": 7}`` stands for part 7. A part refers only to earlier parts, so
one pass unfolds them. The same tree always gives the same parts.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

REF: Final = "@"
#: bytes of JSON from which a repeated part is worth a reference; tried 16 to 80, all within 20 % of each other
_LEAST: Final = 24
#: values of an unfolded tree; a real one has 60,000. Without it a few small parts could name an endless tree
_MOST: Final = 5_000_000


@dataclass(frozen=True, slots=True)
class _Node:
    """A container met at least once: its children are plain values or numbers of other nodes."""

    number: int


def fold(tree: Any) -> tuple[list[Any], Any]:
    """(parts, tree with references). Raises ValueError where the tree itself uses the key ``@``."""
    return _Folder(tree).folded()


class _Folder:
    def __init__(self, tree: Any) -> None:
        self.numbers: dict[tuple[Any, ...], int] = {}
        self.shapes: list[dict[str, Any] | list[Any]] = []
        self.uses: list[int] = []  #: in how many different places a node stands
        self.written: dict[int, int] = {}  #: node to part
        self.parts: list[Any] = []
        self.root = self.met(tree)

    def met(self, thing: Any) -> Any:
        shape: dict[str, Any] | list[Any]
        key: tuple[Any, ...]
        if isinstance(thing, dict):
            if REF in thing:
                raise ValueError(f"the key {REF!r} is taken")
            shape = {key: self.met(thing[key]) for key in sorted(thing)}
            key = ("{", *shape, *map(_sign, shape.values()))
        elif isinstance(thing, list):
            shape = [self.met(item) for item in thing]
            key = ("[", *map(_sign, shape))
        else:
            return thing
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.shapes)
            self.shapes.append(shape)
            self.uses.append(0)
            for child in shape.values() if isinstance(shape, dict) else shape:
                if isinstance(child, _Node):
                    self.uses[child.number] += 1
        return _Node(number)

    def folded(self) -> tuple[list[Any], Any]:
        root = self.body(self.root.number) if isinstance(self.root, _Node) else self.root
        return self.parts, root

    def body(self, number: int) -> Any:
        shape = self.shapes[number]
        if isinstance(shape, dict):
            return {key: self.child(value) for key, value in shape.items()}
        return [self.child(value) for value in shape]

    def child(self, value: Any) -> Any:
        if not isinstance(value, _Node):
            return value
        if value.number in self.written:
            return {REF: self.written[value.number]}
        body = self.body(value.number)
        if self.uses[value.number] < 2 or len(json.dumps(body, ensure_ascii=False).encode()) < _LEAST:
            return body
        self.written[value.number] = len(self.parts)
        self.parts.append(body)
        return {REF: self.written[value.number]}


def _sign(value: Any) -> Any:
    """What tells a child from every other: 1 is not true, and part 1 is neither."""
    if isinstance(value, _Node):
        return (value.number,)
    return value if value is None or isinstance(value, str) else (type(value).__name__, value)


def unfold(parts: Sequence[Any], tree: Any) -> Any:
    """The tree without references; equal parts are one object, so it must not be changed. Raises ValueError."""
    known: list[tuple[Any, int]] = []

    def whole(thing: Any) -> tuple[Any, int]:
        if isinstance(thing, dict):
            if REF in thing:
                number = thing[REF]
                if len(thing) != 1 or type(number) is not int or not 0 <= number < len(known):
                    raise ValueError(f"no part {number!r} before this place")
                return known[number]
            pairs = [(key, whole(value)) for key, value in thing.items()]
            return {key: value for key, (value, _) in pairs}, _counted(size for _, (_, size) in pairs)
        if isinstance(thing, list):
            items = [whole(item) for item in thing]
            return [value for value, _ in items], _counted(size for _, size in items)
        return thing, 1

    for part in parts:
        known.append(whole(part))
    return whole(tree)[0]


def _counted(sizes: Any) -> int:
    size = 1 + sum(sizes)
    if size > _MOST:
        raise ValueError("too many values")
    return int(size)
