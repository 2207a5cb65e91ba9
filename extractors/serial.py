"""Documents and extractions as plain JSON data and back, for stored artefacts. Lossless for :mod:`extractors.model`."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from extractors import model

_TYPES: dict[str, type[Any]] = {
    cls.__name__: cls for cls in vars(model).values() if isinstance(cls, type) and dataclasses.is_dataclass(cls)
}


def to_data(thing: Any) -> Any:
    """Plain data of a model object: lists, dicts, text, numbers. Raises TypeError on a float outside geometry."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        if isinstance(thing, model.Box | model.Ruling):
            return {"": type(thing).__name__, "at": [round(v, 3) for v in dataclasses.astuple(thing)]}
        shown = {f.name: to_data(getattr(thing, f.name)) for f in dataclasses.fields(thing)}
        return {"": type(thing).__name__, **shown}
    if isinstance(thing, model.Method):
        return {"": "Method", "value": thing.value}
    if isinstance(thing, Decimal):
        return {"": "Decimal", "value": str(thing)}
    if isinstance(thing, date):
        return {"": "date", "value": thing.isoformat()}
    if isinstance(thing, Mapping):
        return {"": "map", "items": [[key, to_data(value)] for key, value in thing.items()]}
    if isinstance(thing, tuple | list):
        return [to_data(item) for item in thing]
    if thing is None or isinstance(thing, str | int | float | bool):
        return thing
    raise TypeError(f"cannot store {type(thing).__name__}")


def from_data(data: Any) -> Any:
    """The model object that :func:`to_data` gave ``data`` for. Raises KeyError on an unknown type name."""
    if isinstance(data, list):
        return tuple(from_data(item) for item in data)
    if not isinstance(data, dict):
        return data
    name = cast(str, data[""])
    if name in {"Box", "Ruling"}:
        return _TYPES[name](*data["at"])
    if name == "Method":
        return model.Method(data["value"])
    if name == "Decimal":
        return Decimal(data["value"])
    if name == "date":
        return date.fromisoformat(data["value"])
    if name == "map":
        return {key: from_data(value) for key, value in data["items"]}
    return _TYPES[name](**{key: from_data(value) for key, value in data.items() if key})
