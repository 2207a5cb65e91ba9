"""What a pack lets nobody say: a case that says it all the same is told so, at its place."""

from __future__ import annotations

from datetime import date

from rules import schema
from rules.errors import Place
from rules.model import FactSpec, Pack, Parameter
from rules.schema import Obj, Text, fail


def in_force(on: date, obj: Obj, pack: Pack) -> None:
    start, end = pack.effective
    if not pack.holds(on):
        raise fail(
            obj.at("on").place, "not_in_force",
            f"on {on} the pack is not in force (from {start}{f' to {end}' if end else ''}); take another day",
            f"{on} 不在规则集的适用期内（自 {start} 起{f'至 {end}' if end else ''}），请改 on",
        )  # fmt: skip


def places(obj: Obj, key: str) -> dict[str, Place]:
    """The words of a list of facts, each with its place."""
    what = Text(f"{key} 的一项", f"an item of {key}")
    return {schema.text(item, what): item.place for item in obj.list(key)}


def may_be_given(spec: FactSpec, word: str, place: Place) -> None:
    if spec.derived and not spec.stated:
        raise fail(
            place, "derived_given", f"{word} is derived and nobody may state it; give the facts it is derived from",
            f"{word} 由规则推导，没有人能直接说明；请改写它所依据的事实",
        )  # fmt: skip


def may_be_declared(spec: FactSpec, word: str, place: Place) -> None:
    if not spec.declare:
        raise fail(
            place, "not_declarable",
            f"an enterprise may not declare {word}: its fact has no `declare: true`; take it off this list",
            f"{word} 不能由企业声明（词汇表里没有写 declare: true）；请从 declared 里去掉",
        )  # fmt: skip


def may_be_read(spec: FactSpec, word: str, place: Place) -> None:
    if spec.derived:
        raise fail(
            place, "not_read", f"{word} is derived and read from no paper, so its reading cannot be unsure",
            f"{word} 由规则推导，不是从材料读出的，谈不上识读不确定；请从 unsure 里去掉",
        )  # fmt: skip


def may_be_overruled(parameter: Parameter, place: Place) -> None:
    if not parameter.discretion:
        raise fail(
            place, "no_discretion",
            f"param.{parameter.name} leaves nothing to discretion (no `discretion: true`), so nobody may overrule it",
            f"参数 {parameter.name} 没有写 discretion: true，审核人员不能改定；请去掉这一项",
        )  # fmt: skip
