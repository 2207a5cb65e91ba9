"""What each document kind gives, for the linter: the libraries of rules and of documents do not know each other."""

from __future__ import annotations

from rules.lint import Offer, Supply
from rules.types import Type

_TEXT = frozenset((Type.TEXT, Type.CHOICE))
_NUMBER = frozenset((Type.COUNT, Type.NUMBER))
#: type of a field -> the types of facts that it can fill
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
    "flag": frozenset((Type.BOOL,)),
    "schedule": frozenset((Type.SCHEDULE,)),
}
#: what no fact can take: lists of values, a figure without its unit
_UNFIT = ("several", "months", "bare")


def supply() -> Supply:
    """By kind: every field that a pack may name, parts of a field by ``field.part``."""
    from extractors.kindfiles import load_kinds
    from extractors.offered import offered

    found: dict[str, Offer] = {}
    for kind in load_kinds().values():
        fields: dict[str, frozenset[Type]] = {}
        for one in offered(kind).values():
            fields |= {f"{one.name}.{part}": _TYPES[type_] for part, type_ in one.parts.items()}
            if not one.parts and one.type not in _UNFIT:
                fields[one.name] = _TYPES[one.type]
        found[kind.name] = Offer(fields)
    return found
