"""The checks and derivations that a kind's YAML can name, where each lives and which keys it takes."""

from __future__ import annotations

from extractors.registry import Entry

_CHECKING = "extractors.checking"
_DERIVING = "extractors.deriving"

CHECKS: dict[str, Entry] = {
    #: one date before another
    "order": Entry(f"{_CHECKING}:order", {"first": "field", "then": "field"}, frozenset({"first", "then"})),
    #: whole = part x times, exactly
    "product": Entry(
        f"{_CHECKING}:product",
        {"whole": "field", "part": "field", "times": "number", "times_field": "field"},
        frozenset({"whole", "part"}),
    ),
    #: whole = sum of parts, each present, within ``within`` yuan
    "sum": Entry(
        f"{_CHECKING}:total",
        {"whole": "field", "parts": "fields", "within": "number"},
        frozenset({"whole", "parts"}),
    ),
    #: a stated number of months is that of the dates
    "months": Entry(
        f"{_CHECKING}:months",
        {"months": "field", "start": "field", "end": "field"},
        frozenset({"months", "start", "end"}),
    ),
    #: two fields that cannot hold the same value (landlord and tenant)
    "differ": Entry(f"{_CHECKING}:differ", {"fields": "fields"}, frozenset({"fields"})),
    #: two fields that count the same thing
    "equal": Entry(f"{_CHECKING}:equal", {"fields": "fields"}, frozenset({"fields"})),
    #: a part is not larger than its whole
    "at_most": Entry(f"{_CHECKING}:at_most", {"part": "field", "whole": "field"}, frozenset({"part", "whole"})),
    #: what one field is calls for what another is (个体工商户 for a code that begins with 92)
    "goes_with": Entry(
        f"{_CHECKING}:goes_with",
        {"first": "field", "then": "field", "when": "regexes", "must": "regexes"},
        frozenset({"first", "then", "when", "must"}),
    ),
}

DERIVATIONS: dict[str, Entry] = {
    #: a number of times a unit: 2个月租金 x monthly rent
    "multiple": Entry(
        f"{_DERIVING}:multiple",
        {"field": "field", "basis": "field", "unit": "field"},
        frozenset({"field", "basis", "unit"}),
    ),
    "term_months": Entry(
        f"{_DERIVING}:term_months",
        {"field": "field", "start": "field", "end": "field"},
        frozenset({"field", "start", "end"}),
    ),
    "term_end": Entry(
        f"{_DERIVING}:term_end",
        {"field": "field", "start": "field", "months": "field"},
        frozenset({"field", "start", "months"}),
    ),
    #: so much for a square metre times the square metres, where the paper says how a month is counted
    "area_rent": Entry(
        f"{_DERIVING}:area_rent",
        {"field": "field", "unit": "field", "area": "field"},
        frozenset({"field", "unit", "area"}),
    ),
    "rent_schedule": Entry(
        f"{_DERIVING}:rent_schedule",
        {"field": "field", "start": "field", "end": "field", "monthly": "field", "yearly": "field", "unless": "field"},
        frozenset({"field", "start", "end", "monthly", "yearly"}),
    ),
}
