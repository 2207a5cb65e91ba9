"""What people state, as kept in plain JSON, as the typed value that a pack's vocabulary asks for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from rules.model import FactSpec
from rules.types import RentStep, Type, Value, fits


def value(spec: FactSpec, given: Any) -> Value:
    """Money comes in yuan, as text or a whole number, and goes out in fen. Raises ValueError where it does not fit."""
    found = of_type(spec.type, given)
    if spec.type is Type.CHOICE and found not in spec.choices:
        raise ValueError(f"not a {spec.type}: {given!r}")
    return found


def of_type(kind: Type, given: Any) -> Value:
    """The same for what has a type and no more, such as a parameter. Raises ValueError."""
    try:
        found: Value = _typed(kind, given)
    except (TypeError, KeyError, AttributeError, ZeroDivisionError) as error:
        raise ValueError(f"not a {kind}: {given!r}") from error
    if not fits(found, kind):
        raise ValueError(f"not a {kind}: {given!r}")
    return found


def fen(yuan: object) -> int:
    """Exact. Raises ValueError for parts of a fen and TypeError for a float."""
    amount = exact(yuan) * 100
    if amount.denominator != 1:
        raise ValueError(f"{yuan} yuan is not a whole number of fen")
    return amount.numerator


def exact(number: object) -> Fraction:
    """A number as written. Raises TypeError for a float, which has already lost what was written."""
    if isinstance(number, bool | float):
        raise TypeError(number)
    return Fraction(number)  # type: ignore[call-overload, no-any-return]


def _typed(kind: Type, given: Any) -> Any:
    if kind is Type.MONEY:
        return fen(given)
    if kind is Type.COUNT:
        number = exact(given)
        return number.numerator if number.denominator == 1 else number
    if kind in (Type.RATIO, Type.NUMBER):
        return exact(given)
    if kind is Type.DATE:
        return date.fromisoformat(given)
    if kind is Type.SCHEDULE:
        return tuple(_step(step) for step in given)
    return given


def _step(given: Mapping[str, Any]) -> RentStep:
    return RentStep(
        date.fromisoformat(given["from"]), date.fromisoformat(given["to"]), fen(given["amount"]), str(given["per"])
    )
