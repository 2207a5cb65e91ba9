"""Values written in a pack's YAML and CSV, read exactly by the type they must have. Money is written in yuan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from rules import schema
from rules.errors import Parts, near, near_zh
from rules.schema import Obj, Text, fail
from rules.texts import Words, en, of, zh
from rules.types import PER, RentStep, Type, Value, months_of
from rules.yamlpos import Node


class NotOfType(ValueError):
    """A word that is no value of a type; the text says why, ``zh`` in Chinese."""

    def __init__(self, message: str, zh: str) -> None:
        self.zh = zh
        super().__init__(message)


def read(node: Node, kind: Type, what: Words, choices: Collection[str] = ()) -> Value:
    """The value of a node. Raises :class:`rules.errors.PackProblem` with the node's place."""
    if kind is Type.BOOL:
        return schema.flag(node, what)
    if kind is Type.SCHEDULE:
        parts = Parts()
        steps = tuple(parts(_step, item, what) for item in schema.listing(node, what))
        parts.done()
        if not steps:
            raise fail(node.place, "empty", f"{en(what)} has no steps", f"{zh(what)}里一段也没有，请至少写一段")
        return steps
    if kind is Type.DATE:
        return schema.day(node, what)
    if kind in (Type.MONEY, Type.COUNT, Type.RATIO, Type.NUMBER):
        if kind is Type.MONEY:
            return money(node, what)
        number = schema.exact(node, what)
        if kind is Type.COUNT and number.denominator != 1:
            raise fail(node.place, "value", f"{en(what)} is a count and must be whole", f"{zh(what)}是个数，必须是整数")
        return number.numerator if kind is Type.COUNT else number
    word = schema.text(node, what)
    if kind is Type.MONTH:
        try:
            months_of(word)
        except ValueError as error:
            raise fail(
                node.place, "date", f"{en(what)} must be a month as YYYY-MM, not {word!r}",
                f"{zh(what)}应为月份，写作 YYYY-MM，不是 {word!r}",
            ) from error  # fmt: skip
    if kind is Type.CHOICE and word not in choices:
        raise fail(
            node.place, "choice", f"{en(what)} has no choice {word!r}{near(word, choices)}",
            f"{zh(what)}没有选项 {word!r}{near_zh(word, choices) or '；可选：' + '、'.join(choices)}",
        )  # fmt: skip
    return word


def money(node: Node, what: Words) -> int:
    """An amount in yuan, as fen."""
    number = schema.exact(node, what) * 100
    if number.denominator != 1:
        raise fail(node.place, "value", f"{en(what)} is not in whole fen", f"{zh(what)}不能精确到分")
    return number.numerator


def _step(node: Node, what: Words) -> RentStep:
    parts = Parts()
    this = Text(f"{zh(what)}的一段", f"a step of {en(what)}")
    obj = Obj(node, this, ("from", "to", "amount", "per"), parts=parts)
    start, end = parts(lambda: obj.day("from")), parts(lambda: obj.day("to"))
    amount = parts(lambda: money(obj.at("amount"), of("amount", what)))
    per = parts(lambda: schema.one_of(obj.at("per"), of("per", what), PER))
    parts.done()
    if end < start:
        raise fail(obj.where("to"), "date", f"{this.en} ends before it begins", f"{this.zh}：结束早于开始，请核对日期")
    return RentStep(start, end, amount, per)


def from_text(word: str, kind: Type, choices: Collection[str] = ()) -> Value:
    """A value out of a registry's CSV. Raises :class:`NotOfType` (a ValueError) with the reason."""
    if kind is Type.BOOL:
        if word not in ("true", "false"):
            raise NotOfType(f"must be true or false, not {word!r}", f"应为 true 或 false，不是 {word!r}")
        return word == "true"
    try:
        if kind is Type.DATE and schema.DATE.fullmatch(word):
            return date.fromisoformat(word)
        if kind is Type.MONTH:
            months_of(word)
            return word
    except ValueError:
        pass
    if kind in (Type.DATE, Type.MONTH):
        form = "YYYY-MM-DD" if kind is Type.DATE else "YYYY-MM"
        raise NotOfType(f"must be a {kind} as {form}, not {word!r}", f"应写作 {form}，不是 {word!r}")
    if kind is Type.CHOICE and word not in choices:
        zh_hint = near_zh(word, choices) or "；可选：" + "、".join(choices)
        raise NotOfType(f"has no choice {word!r}{near(word, choices)}", f"没有选项 {word!r}{zh_hint}")
    if kind in (Type.TEXT, Type.CHOICE):
        return word
    if kind is Type.SCHEDULE or not schema.NUMBER.fullmatch(word):
        raise NotOfType(f"must be a {kind}, not {word!r}", f"应为 {kind}，不是 {word!r}")
    number = Fraction(word) * (100 if kind is Type.MONEY else 1)
    if kind in (Type.MONEY, Type.COUNT):
        if number.denominator != 1:
            raise NotOfType(f"{word!r} is not whole", f"{word!r} 不是整数{'分' if kind is Type.MONEY else ''}")
        return number.numerator
    return number
