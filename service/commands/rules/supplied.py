"""What each document kind gives, for the linter: the libraries of rules and of documents do not know each other."""

from __future__ import annotations

from rules.lint import Offer, Supply
from rules.types import Type

_TEXT = frozenset((Type.TEXT, Type.CHOICE))
_NUMBER = frozenset((Type.COUNT, Type.NUMBER))
#: type of a field -> the types of facts that it can fill; a type that is not here is not judged
_TYPES: dict[str, frozenset[Type]] = {
    "text": _TEXT,
    "name": _TEXT,
    "address": _TEXT,
    "code": _TEXT,
    "credit_code": _TEXT,
    "choice": _TEXT,
    "cycle": _TEXT,
    "money": frozenset((Type.MONEY,)),
    "date": frozenset((Type.DATE, Type.TEXT)),
    "month": frozenset((Type.MONTH, Type.TEXT)),
    "area": frozenset((Type.NUMBER,)),
    "ratio": frozenset((Type.RATIO, Type.NUMBER)),
    "count": _NUMBER,
    "day": _NUMBER,
    "term_months": _NUMBER,
}
_UNTOLD: frozenset[Type] = frozenset()
#: a statement's figure in yuan, also of the year before and since January
_FIGURES = ("", "_prev", "_ytd")


def supply() -> Supply:
    """By kind. A kind with a reader of whole tables may give more than its file lists."""
    from extractors.kindfiles import load_kinds

    found: dict[str, Offer] = {}
    for kind in load_kinds().values():
        fields = {name: _TYPES.get(spec.type, _UNTOLD) for name, spec in kind.fields.items()}
        for step in kind.readers:
            fields |= dict.fromkeys(step.spec.get("fields", ()), _UNTOLD)
            for item in step.spec.get("items", ()):
                fields |= {f"{item}{figure}_yuan": _TYPES["money"] for figure in _FIGURES}
        found[kind.name] = Offer(fields, more=bool(kind.readers))
    return found
