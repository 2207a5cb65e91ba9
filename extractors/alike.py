"""Whether a value is the truth's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from extractors.clean import bare


def same(expected: Any, got: Any, name: str = "") -> bool:
    """Whether a value is the truth's: numbers exactly, texts after NFKC without blanks and end punctuation."""
    if isinstance(expected, Mapping):
        if not isinstance(got, Mapping):
            return False
        return all(same(value, got.get(key), str(key)) for key, value in expected.items())
    if isinstance(expected, list):
        return (
            isinstance(got, list)
            and len(expected) == len(got)
            and all(same(a, b, name) for a, b in zip(expected, got, strict=True))
        )
    if expected is None or got is None or isinstance(expected, bool) or isinstance(got, bool):
        return bool(expected == got)
    if name.endswith(("_no", "_code", "code")) or "-" in str(expected).lstrip("-"):
        return bare(str(expected)) == bare(str(got))
    one, other = _decimal(expected), _decimal(got)
    if one is not None and other is not None:
        return one == other
    return bare(str(expected)) == bare(str(got))


def _decimal(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    text = bare(str(value)).replace(",", "")
    if text[:1] not in "+-0123456789" or (len(text) > 17 and "." not in text):
        return None
    try:
        return Decimal(("-" if str(value).strip().startswith("-") else "") + text.lstrip("-"))
    except InvalidOperation:
        return None
