"""Dated values with their sources: loading, and the value at a date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from rules import literals, notice, schema
from rules.errors import Parts
from rules.model import DatedValue, Notice, Parameter, Source
from rules.schema import Obj, Text, fail
from rules.texts import of
from rules.types import PARAM_TYPES, Type
from rules.yamlpos import Node

_DAY = timedelta(days=1)


def load(node: Node, text: Notice, effective: tuple[date, date | None]) -> Parameter:
    """One parameter, its dates without gap or overlap over the pack's effective dates."""
    parts = Parts()
    obj = Obj(
        node, Text("一个参数", "a parameter"), ("name", "type", "label", "values", "source"), ("discretion",), parts
    )
    name = parts(lambda: obj.text("name"))
    if not name:
        parts.done()
    kind = parts(lambda: Type(schema.one_of(obj.at("type"), of("type", name), [t.value for t in PARAM_TYPES])))
    label = parts(lambda: obj.both("label"))
    source = parts(lambda: notice.source(obj.at("source"), text, name))
    discretion = parts(lambda: obj.flag("discretion"))
    values = parts(lambda: _values(obj, name, kind, text, effective))
    parts.done()
    return Parameter(name, kind, label, values, source, discretion)


def _values(
    obj: Obj, name: str, kind: Type | None, text: Notice, effective: tuple[date, date | None]
) -> tuple[DatedValue, ...]:
    values: list[DatedValue] = []
    parts = Parts()
    for item in schema.listing(obj.at("values"), of("values", name)):
        parts(_value, item, name, kind, text, values, follows=not parts.failed)
    parts.done()
    _covers(values, name, obj, effective)
    return tuple(values)


def _value(item: Node, name: str, kind: Type | None, text: Notice, values: list[DatedValue], *, follows: bool) -> None:
    """``follows``: the value before it was right, so that their dates can be compared."""
    what = Text(f"{name} 的一个值", f"a value of {name}")
    parts = Parts()
    entry = Obj(item, what, ("from", "value"), ("to", "source"), parts)
    # a wrong type has been told: its values cannot be read
    value = parts(lambda: literals.read(entry.at("value"), kind, of("value", name))) if kind else 0
    start, end = parts(lambda: entry.day("from")), parts(lambda: entry.day_or_none("to"))
    source = parts(lambda: notice.source(entry.at("source"), text, name)) if "source" in entry else None
    parts.done()
    values.append(DatedValue(start, end, value, source))
    if follows:
        _follows(values, name, entry)


def _follows(values: list[DatedValue], name: str, entry: Obj) -> None:
    """Refuse the last value where it does not begin right after the one before; close an open one."""
    last = values[-1]
    if last.end and last.end < last.start:
        raise fail(
            entry.at("to").place, "dates", f"a value of {name} ends before it begins",
            f"{name} 的一个值结束早于开始，请核对 from 和 to",
        )  # fmt: skip
    if len(values) < 2:
        return
    before = values[-2]
    place = entry.at("from").place
    if before.start >= last.start or (before.end and before.end >= last.start):
        raise fail(
            place, "overlap", f"values of {name} overlap at {last.start}; let one end the day before the next begins",
            f"{name} 的值在 {last.start} 重叠；请让前一个在后一个开始的前一天结束",
        )  # fmt: skip
    if before.end is None:
        values[-2] = replace(before, end=last.start - _DAY)
    elif before.end + _DAY != last.start:
        first, until = before.end + _DAY, last.start - _DAY
        raise fail(
            place, "gap", f"{name} has no value from {first} to {until}",
            f"{name} 从 {first} 到 {until} 没有值；请补上，或改动前后的日期",
        )  # fmt: skip


def _covers(values: Sequence[DatedValue], name: str, obj: Obj, effective: tuple[date, date | None]) -> None:
    start, end = effective
    if not values:
        raise fail(obj.where("values"), "gap", f"{name} has no value", f"{name} 一个值也没有，请写上")
    if values[0].start > start:
        until = values[0].start - _DAY
        raise fail(
            obj.where("values"), "gap", f"{name} has no value from {start} to {until}",
            f"{name} 从 {start} 到 {until} 没有值；第一个 from 不得晚于规则集开始生效之日",
        )  # fmt: skip
    last = values[-1].end
    if last and (end is None or last < end):
        raise fail(
            obj.where("values"), "gap", f"{name} has no value after {last}",
            f"{name} 在 {last} 之后没有值，而规则集那时仍有效；请补上，或删去最后的 to",
        )  # fmt: skip


def at(parameter: Parameter, on: date) -> DatedValue:
    """The value in force on a day. The loader refused gaps; ValueError outside the dates."""
    for value in parameter.values:
        if value.start <= on and (value.end is None or on <= value.end):
            return value
    raise ValueError(f"{parameter.name} has no value at {on}")


def source_at(parameter: Parameter, on: date) -> Source:
    """Where the value in force on a day comes from: its own source, else the parameter's."""
    return at(parameter, on).source or parameter.source
