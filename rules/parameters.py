"""Dated values with their sources: loading, and the value at a date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rules import literals, notice, schema
from rules.model import DatedValue, Notice, Parameter
from rules.schema import Obj, fail
from rules.types import PARAM_TYPES, Type
from rules.yamlpos import Node

_DAY = timedelta(days=1)


def load(node: Node, text: Notice, effective: tuple[date, date | None]) -> Parameter:
    """One parameter, its dates without gap or overlap over the pack's effective dates."""
    obj = Obj(node, "a parameter", required=("name", "type", "label", "values", "source"), optional=("discretion",))
    name = obj.text("name")
    kind = Type(schema.one_of(obj.at("type"), f"type of {name}", [t.value for t in PARAM_TYPES]))
    values: list[DatedValue] = []
    for item in schema.listing(obj.at("values"), f"values of {name}"):
        entry = Obj(item, f"a value of {name}", required=("from", "value"), optional=("to",))
        value = literals.read(entry.at("value"), kind, f"value of {name}")
        values.append(DatedValue(entry.day("from"), entry.day_or_none("to"), value))
        _follows(values, name, entry)
    _covers(values, name, obj, effective)
    return Parameter(
        name,
        kind,
        obj.both("label"),
        tuple(values),
        notice.source(obj.at("source"), text, name),
        obj.flag("discretion"),
    )


def _follows(values: list[DatedValue], name: str, entry: Obj) -> None:
    """Refuse the last value where it does not begin right after the one before; close an open one."""
    last = values[-1]
    if last.end and last.end < last.start:
        raise fail(entry.where("to"), "dates", f"a value of {name} ends before it begins")
    if len(values) < 2:
        return
    before = values[-2]
    if before.start >= last.start or (before.end and before.end >= last.start):
        raise fail(entry.where("from"), "overlap", f"values of {name} overlap at {last.start}")
    if before.end is None:
        values[-2] = DatedValue(before.start, last.start - _DAY, before.value)
    elif before.end + _DAY != last.start:
        raise fail(entry.where("from"), "gap", f"{name} has no value from {before.end + _DAY} to {last.start - _DAY}")


def _covers(values: Sequence[DatedValue], name: str, obj: Obj, effective: tuple[date, date | None]) -> None:
    start, end = effective
    if not values:
        raise fail(obj.where("values"), "gap", f"{name} has no value")
    if values[0].start > start:
        raise fail(obj.where("values"), "gap", f"{name} has no value from {start} to {values[0].start - _DAY}")
    last = values[-1].end
    if last and (end is None or last < end):
        raise fail(obj.where("values"), "gap", f"{name} has no value after {last}")


def at(parameter: Parameter, on: date) -> DatedValue:
    """The value in force on a day. The loader refused gaps; ValueError outside the dates."""
    for value in parameter.values:
        if value.start <= on and (value.end is None or on <= value.end):
            return value
    raise ValueError(f"{parameter.name} has no value at {on}")
