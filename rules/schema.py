"""Reading typed values out of positioned YAML: allowed keys, required keys, near-name suggestions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules.errors import PackProblem, Place, near
from rules.yamlpos import Listing, Mapping, Node, Scalar

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people in both languages."""

    zh: str
    en: str


def fail(place: Place, code: str, message: str) -> PackProblem:
    return PackProblem(place, f"pack.{code}", message)


def scalar(node: Node, what: str) -> Scalar:
    if not isinstance(node, Scalar):
        raise fail(node.place, "type", f"{what} must be a single value, not a {_kind(node)}")
    return node


def listing(node: Node, what: str) -> Listing:
    if not isinstance(node, Listing):
        raise fail(node.place, "type", f"{what} must be a list, not a {_kind(node)}")
    return node


def mapping(node: Node, what: str) -> Mapping:
    if not isinstance(node, Mapping):
        raise fail(node.place, "type", f"{what} must be a mapping, not a {_kind(node)}")
    return node


def _kind(node: Node) -> str:
    return {Scalar: "single value", Listing: "list", Mapping: "mapping"}[type(node)]


def text(node: Node, what: str) -> str:
    found = scalar(node, what)
    if not found.text.strip():
        raise fail(found.place, "empty", f"{what} is empty")
    return found.text.strip() if found.block else found.text


def flag(node: Node, what: str) -> bool:
    found = scalar(node, what)
    if not found.plain or found.text not in ("true", "false"):
        raise fail(found.place, "type", f"{what} must be true or false, not {found.text!r}")
    return found.text == "true"


def exact(node: Node, what: str) -> Fraction:
    """A decimal number written with or without quotes, exactly."""
    found = scalar(node, what)
    if not _NUMBER.fullmatch(found.text):
        raise fail(found.place, "type", f"{what} must be a number, not {found.text!r}")
    return Fraction(found.text)


def day(node: Node, what: str) -> date:
    found = scalar(node, what)
    if _DATE.fullmatch(found.text):
        try:
            return date.fromisoformat(found.text)
        except ValueError:
            pass
    raise fail(found.place, "date", f"{what} must be a date as YYYY-MM-DD that exists, not {found.text!r}")


def one_of(node: Node, what: str, allowed: Collection[str]) -> str:
    found = scalar(node, what)
    if found.text not in allowed:
        raise fail(
            found.place,
            "value",
            f"{what} is {found.text!r}, must be one of {', '.join(allowed)}{near(found.text, allowed)}",
        )
    return found.text


class Obj:
    """A mapping with exactly the keys it may have."""

    def __init__(self, node: Node, what: str, required: Iterable[str] = (), optional: Iterable[str] = ()) -> None:
        self.node = mapping(node, what)
        self.what = what
        self.place = self.node.place
        needed = tuple(required)
        allowed = (*needed, *optional)
        for key, place in self.node.keys.items():
            if key not in allowed:
                raise fail(place, "unknown_key", f"{what} has no key {key!r}{near(key, allowed)}")
        for key in needed:
            if key not in self.node.items:
                raise fail(self.place, "missing_key", f"{what} needs the key {key!r}")

    def __contains__(self, key: str) -> bool:
        return key in self.node.items

    def get(self, key: str) -> Node | None:
        return self.node.items.get(key)

    def at(self, key: str) -> Node:
        return self.node.items[key]

    def where(self, key: str) -> Place:
        """The key's place, or the mapping's where the key is absent."""
        return self.node.keys.get(key, self.place)

    def text(self, key: str) -> str:
        return text(self.at(key), f"{key} of {self.what}")

    def text_or(self, key: str, default: str = "") -> str:
        return self.text(key) if key in self else default

    def flag(self, key: str, default: bool = False) -> bool:
        return flag(self.at(key), f"{key} of {self.what}") if key in self else default

    def day(self, key: str) -> date:
        return day(self.at(key), f"{key} of {self.what}")

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if key in self else None

    def both(self, key: str) -> Text:
        return both(self.at(key), f"{key} of {self.what}")

    def both_or_none(self, key: str) -> Text | None:
        return self.both(key) if key in self else None

    def list(self, key: str) -> tuple[Node, ...]:
        """Items of a list; none where the key is absent."""
        return listing(self.at(key), f"{key} of {self.what}").items if key in self else ()

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(text(item, f"an item of {key} of {self.what}") for item in self.list(key))


def both(node: Node, what: str) -> Text:
    obj = Obj(node, what, required=("zh", "en"))
    return Text(obj.text("zh"), obj.text("en"))


def label(node: Node, what: str) -> Text:
    """A text in both languages; a bare text counts for both (names that need no translation)."""
    if isinstance(node, Scalar):
        word = text(node, what)
        return Text(word, word)
    return both(node, what)


def pairs(node: Node, what: str) -> Iterable[tuple[str, Place, Node]]:
    """Entries of a mapping with free keys."""
    found = mapping(node, what)
    return [(key, found.keys[key], value) for key, value in found.items.items()]
