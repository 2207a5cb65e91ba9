"""Reading typed values out of positioned YAML: allowed keys, required keys, near-name suggestions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from fractions import Fraction

from rules.errors import Diagnostic, PackProblem, Parts, Place, near, near_zh, nearest
from rules.texts import Text as Text
from rules.texts import Words, en, of, zh
from rules.yamlpos import Listing, Mapping, Node, Scalar

#: a longer number is a slip of the keyboard, and slow to compute with
DIGITS_LIMIT = 40
NUMBER = re.compile(rf"-?[0-9]{{1,{DIGITS_LIMIT}}}(\.[0-9]{{1,{DIGITS_LIMIT}}})?")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_KINDS = {Scalar: Text("单个值", "single value"), Listing: Text("列表", "list"), Mapping: Text("映射", "mapping")}


def fail(place: Place, code: str, message: str, chinese: str = "") -> PackProblem:
    return PackProblem(place, f"pack.{code}", message, chinese)


def _shape(node: Node, what: Words, wanted: Text) -> PackProblem:
    got = _KINDS[type(node)]
    return fail(
        node.place, "type",
        f"{en(what)} must be a {wanted.en}, not a {got.en}",
        f"{zh(what)}应为{wanted.zh}，这里是{got.zh}",
    )  # fmt: skip


def scalar(node: Node, what: Words) -> Scalar:
    if not isinstance(node, Scalar):
        raise _shape(node, what, _KINDS[Scalar])
    return node


def listing(node: Node, what: Words) -> Listing:
    if not isinstance(node, Listing):
        raise _shape(node, what, _KINDS[Listing])
    return node


def mapping(node: Node, what: Words) -> Mapping:
    if not isinstance(node, Mapping):
        raise _shape(node, what, _KINDS[Mapping])
    return node


def text(node: Node, what: Words) -> str:
    found = scalar(node, what)
    if not found.text.strip():
        raise fail(found.place, "empty", f"{en(what)} is empty", f"{zh(what)}是空的，请填写")
    return found.text.strip() if found.block else found.text


def flag(node: Node, what: Words) -> bool:
    found = scalar(node, what)
    if not found.plain or found.text not in ("true", "false"):
        raise fail(
            found.place, "type",
            f"{en(what)} must be true or false, not {found.text!r}",
            f"{zh(what)}应为 true 或 false（不加引号），不是 {found.text!r}",
        )  # fmt: skip
    return found.text == "true"


def exact(node: Node, what: Words) -> Fraction:
    """A decimal number written with or without quotes, exactly."""
    found = scalar(node, what)
    if not NUMBER.fullmatch(found.text):
        raise fail(
            found.place, "type",
            f"{en(what)} must be a number, not {found.text!r}",
            f"{zh(what)}应为数字（半角，如 0.8），不是 {found.text!r}",
        )  # fmt: skip
    return Fraction(found.text)


def day(node: Node, what: Words) -> date:
    found = scalar(node, what)
    if DATE.fullmatch(found.text):
        try:
            return date.fromisoformat(found.text)
        except ValueError:
            pass
    raise fail(
        found.place, "date",
        f"{en(what)} must be a date as YYYY-MM-DD that exists, not {found.text!r}",
        f"{zh(what)}应为真实存在的日期，写作 YYYY-MM-DD，不是 {found.text!r}",
    )  # fmt: skip


def one_of(node: Node, what: Words, allowed: Collection[str]) -> str:
    found = scalar(node, what)
    if found.text not in allowed:
        raise fail(
            found.place, "value",
            f"{en(what)} is {found.text!r}, must be one of {', '.join(allowed)}{near(found.text, allowed)}",
            f"{zh(what)}是 {found.text!r}，只能是 {'、'.join(allowed)} 之一{near_zh(found.text, allowed)}",
        )  # fmt: skip
    return found.text


class Obj:
    """A mapping with exactly the keys it may have.

    Wrong keys are raised at once, or told to ``parts`` so that the rest of the mapping is read all the same; a key
    that is missing then ends only the part that asks for it.
    """

    def __init__(
        self,
        node: Node,
        what: Words,
        required: Iterable[str] = (),
        optional: Iterable[str] = (),
        parts: Parts | None = None,
    ) -> None:
        self.node = mapping(node, what)
        self.what = what
        self.place = self.node.place
        needed = tuple(required)
        wrong = list(self._keys(needed, (*needed, *optional)))
        if parts is not None:
            parts.tell(wrong)
        elif wrong:
            raise PackProblem.several(wrong)

    def _keys(self, needed: tuple[str, ...], allowed: tuple[str, ...]) -> Iterable[Diagnostic]:
        what = self.what
        absent = [key for key in needed if key not in self.node.items]
        for key, place in self.node.keys.items():
            if key in allowed:
                continue
            meant = [k for k in allowed if k not in self.node.items]
            absent = [k for k in absent if k != nearest(key, meant)]  # one slip of the pen is one mistake
            value = self.node.items[key]
            cut = isinstance(value, Scalar) and value.plain and not value.text  # {quote: one, two}: two is a key
            hint, hint_zh = near(key, meant), near_zh(key, meant) or "；可用的键：" + "、".join(dict.fromkeys(allowed))
            run_on = re.split("[:：]", key)[0]  # quote:one is no key quote
            if cut and run_on != key and run_on in meant:
                absent = [k for k in absent if k != run_on]
                hint, hint_zh = "; write a half-width colon and a blank after it", "；请写半角冒号，后面空一格"
            elif cut:
                hint = "; if it belongs to the text before the comma, put that text in quotation marks"
                hint_zh = "；如果它属于逗号前面的文字，请给整段文字加引号"
            yield from fail(
                place, "unknown_key",
                f"{en(what)} has no key {key!r}{hint}", f"{zh(what)}没有键 {key!r}{hint_zh}",
            ).diagnostics  # fmt: skip
        for key in absent:
            yield from fail(
                self.place, "missing_key", f"{en(what)} needs the key {key!r}", f"{zh(what)}缺少键 {key!r}，请补上"
            ).diagnostics

    def __contains__(self, key: str) -> bool:
        return key in self.node.items

    def get(self, key: str) -> Node | None:
        return self.node.items.get(key)

    def at(self, key: str) -> Node:
        if key not in self.node.items:
            raise PackProblem.several(())  # told when the mapping was opened
        return self.node.items[key]

    def where(self, key: str) -> Place:
        """The key's place, or the mapping's where the key is absent."""
        return self.node.keys.get(key, self.place)

    def text(self, key: str) -> str:
        return text(self.at(key), of(key, self.what))

    def flag(self, key: str, default: bool = False) -> bool:
        return flag(self.at(key), of(key, self.what)) if key in self else default

    def day(self, key: str) -> date:
        return day(self.at(key), of(key, self.what))

    def day_or_none(self, key: str) -> date | None:
        return self.day(key) if key in self else None

    def both(self, key: str) -> Text:
        return both(self.at(key), of(key, self.what))

    def both_or_none(self, key: str) -> Text | None:
        return self.both(key) if key in self else None

    def list(self, key: str) -> tuple[Node, ...]:
        """Items of a list; none where the key is absent."""
        return listing(self.at(key), of(key, self.what)).items if key in self else ()

    def texts(self, key: str) -> tuple[str, ...]:
        whole = of(key, self.what)
        item_of = Text(f"{whole.zh} 的一项", f"an item of {whole.en}")
        return tuple(text(item, item_of) for item in self.list(key))


def both(node: Node, what: Words) -> Text:
    obj = Obj(node, what, required=("zh", "en"))
    parts = Parts()
    found = Text(parts(lambda: obj.text("zh")), parts(lambda: obj.text("en")))
    parts.done()
    return found


def label(node: Node, what: Words) -> Text:
    """A text in both languages; a bare text counts for both (names that need no translation)."""
    if isinstance(node, Scalar):
        word = text(node, what)
        return Text(word, word)
    return both(node, what)


def pairs(node: Node, what: Words) -> Iterable[tuple[str, Place, Node]]:
    """Entries of a mapping with free keys."""
    found = mapping(node, what)
    return [(key, found.keys[key], value) for key, value in found.items.items()]
