"""Values written in a pack's YAML and CSV, read exactly by the type they must have. Money is written in yuan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from fractions import Fraction

from rules import schema
from rules.errors import near
from rules.schema import Obj, fail
from rules.types import PER, RentStep, Type, Value, months_of
from rules.yamlpos import Node


def read(node: Node, kind: Type, what: str, choices: Collection[str] = ()) -> Value:
    """The value of a node. Raises :class:`rules.errors.PackProblem` with the node's place."""
    if kind is Type.BOOL:
        return schema.flag(node, what)
    if kind is Type.SCHEDULE:
        steps = tuple(_step(item, what) for item in schema.listing(node, what))
        if not steps:
            raise fail(node.place, "empty", f"{what} has no steps")
        return steps
    if kind is Type.DATE:
        return schema.day(node, what)
    if kind in (Type.MONEY, Type.COUNT, Type.RATIO, Type.NUMBER):
        if kind is Type.MONEY:
            return money(node, what)
        number = schema.exact(node, what)
        if kind is Type.COUNT and number.denominator != 1:
            raise fail(node.place, "value", f"{what} is a count and must be whole")
        return number.numerator if kind is Type.COUNT else number
    word = schema.text(node, what)
    if kind is Type.MONTH:
        try:
            months_of(word)
        except ValueError as error:
            raise fail(node.place, "date", f"{what} must be a month as YYYY-MM, not {word!r}") from error
    if kind is Type.CHOICE and word not in choices:
        raise fail(node.place, "choice", f"{what} has no choice {word!r}{near(word, choices)}")
    return word


def money(node: Node, what: str) -> int:
    """An amount in yuan, as fen."""
    number = schema.exact(node, what) * 100
    if number.denominator != 1:
        raise fail(node.place, "value", f"{what} is not in whole fen")
    return number.numerator


def _step(node: Node, what: str) -> RentStep:
    obj = Obj(node, f"a step of {what}", required=("from", "to", "amount", "per"))
    start, end = obj.day("from"), obj.day("to")
    if end < start:
        raise fail(obj.where("to"), "date", f"a step of {what} ends before it begins")
    amount = money(obj.at("amount"), f"amount of {what}")
    return RentStep(start, end, amount, schema.one_of(obj.at("per"), f"per of {what}", PER))


def from_text(word: str, kind: Type, choices: Collection[str] = ()) -> Value:
    """A value out of a registry's CSV. Raises ValueError with the reason."""
    if kind is Type.BOOL:
        if word not in ("true", "false"):
            raise ValueError(f"must be true or false, not {word!r}")
        return word == "true"
    if kind is Type.DATE:
        return date.fromisoformat(word)
    if kind is Type.MONTH:
        months_of(word)
        return word
    if kind is Type.CHOICE and word not in choices:
        raise ValueError(f"no choice {word!r}{near(word, choices)}")
    if kind in (Type.TEXT, Type.CHOICE):
        return word
    number = Fraction(word) * (100 if kind is Type.MONEY else 1)
    if kind in (Type.MONEY, Type.COUNT):
        if number.denominator != 1:
            raise ValueError(f"{word!r} is not whole")
        return number.numerator
    return number
