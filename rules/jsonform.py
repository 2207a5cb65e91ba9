"""The JSON forms: decisions out, facts out and in again, both exact (fractions as "n/d", never floats of values)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from rules.errors import Place, SealBroken
from rules.facts import Conflict, Fact, FactSet, Overruling, SourceRef, State
from rules.model import Pack
from rules.types import RentStep, Type, Value


def to_json(thing: object, *, only: Mapping[str, tuple[str, ...]] | None = None) -> Any:
    """Anything the rules hand back, as plain JSON values: texts as {zh, en}, dates ISO, money integer fen.

    ``only``: the fields of each class that are wanted, by its name; None: all. A name marked ``?`` is left out where
    nothing is in it. Raises KeyError for a class not in it.
    """
    if isinstance(thing, Place):
        return str(thing)
    if is_dataclass(thing) and not isinstance(thing, type):
        if only is None:
            return {f.name: to_json(getattr(thing, f.name)) for f in fields(thing)}
        held = ((name, getattr(thing, name.rstrip("?"))) for name in only[type(thing).__name__])
        return {
            name.rstrip("?"): to_json(value, only=only)
            for name, value in held
            if not name.endswith("?") or value not in (None, ())
        }
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, Fraction):
        return f"{thing.numerator}/{thing.denominator}"
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, Mapping):
        return {str(key): to_json(value, only=only) for key, value in thing.items()}
    if isinstance(thing, tuple | list):
        return [to_json(item, only=only) for item in thing]
    return thing


def value_from_json(raw: Any, kind: Type) -> Value:
    """The exact value of a type. Raises ValueError."""
    if kind in (Type.RATIO, Type.NUMBER):
        return Fraction(raw)
    if kind is Type.DATE:
        return date.fromisoformat(raw)
    if kind is Type.SCHEDULE:
        return tuple(
            RentStep(date.fromisoformat(s["start"]), date.fromisoformat(s["end"]), int(s["amount"]), str(s["per"]))
            for s in raw
        )
    if not isinstance(raw, bool | int | str):
        raise ValueError(f"{raw!r} is no {kind}")
    return raw


def facts_from_json(raw: Mapping[str, Any], pack: Pack) -> FactSet:
    """What :func:`to_json` made of a :class:`FactSet`. Raises :class:`SealBroken` where it is not that."""
    try:
        return FactSet(
            tuple(_fact(f, pack) for f in raw["facts"]),
            tuple(
                Conflict(c["name"], c["subject"], tuple(_fact(f, pack) for f in c["readings"]), c["code"])
                for c in raw["conflicts"]
            ),
            tuple(raw["subjects"]),
            tuple(
                Overruling(
                    o["parameter"], value_from_json(o["value"], pack.parameters[o["parameter"]].type), o["by"], o["at"],
                    o["reason"],
                )
                for o in raw["overrulings"]
            ),
            tuple((str(name), str(subject)) for name, subject in raw.get("unasked", ())),
        )  # fmt: skip
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise SealBroken(reason="inputs", detail=str(error)) from error


def _fact(raw: Mapping[str, Any], pack: Pack) -> Fact:
    value = value_from_json(raw["value"], pack.facts[raw["name"]].type)
    return Fact(
        raw["id"], raw["name"], raw["subject"], value, State(raw["state"]),
        tuple(_source(s) for s in raw["evidence"]), raw["sure"], raw["confirmed"], tuple(raw["basis"]),
    )  # fmt: skip


def _source(raw: Mapping[str, Any]) -> SourceRef:
    boxes = tuple((float(b[0]), float(b[1]), float(b[2]), float(b[3])) for b in raw["boxes"])
    return SourceRef(
        raw["method"], raw["document"], raw["page"], boxes, raw["text"], float(raw["confidence"]), raw["by"], raw["at"],
        raw["reason"], raw.get("sheet"), tuple(raw.get("cells", ())),
    )  # fmt: skip
