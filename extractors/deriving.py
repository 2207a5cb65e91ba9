"""Values that follow from others: evidence is that of what they follow from, method ``derived``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from extractors import numerals
from extractors.dates import add_months, months_between
from extractors.drafts import Draft
from extractors.model import Evidence, Method, RentPeriod, Value

Drafts = Mapping[str, Draft]
_BASIS = re.compile(rf"(\d+|[{numerals.CHARACTERS}]+)个?月")


def _derived(name: str, value: Value, *sources: Draft, tags: Mapping[str, str] | None = None) -> Draft:
    evidence: list[Evidence] = []
    for source in sources:
        evidence += [replace(e, method=Method.DERIVED) for e in source.evidence]
    return Draft(
        name,
        value,
        tuple(dict.fromkeys(evidence)),
        min(source.score for source in sources),
        any(source.doubtful or bool(source.failed) for source in sources),
        min(source.confirmed for source in sources),
        ["+derived"],
        tags=tags or {},
    )


def multiple(drafts: Drafts, spec: Mapping[str, Any]) -> Draft | None:
    """So many months' rent, as yuan. None when the basis does not say how many."""
    basis, unit = drafts.get(spec["basis"]), drafts.get(spec["unit"])
    if basis is None or unit is None or not isinstance(unit.value, Decimal):
        return None
    match = _BASIS.search(str(basis.value))
    times = numerals.number(match[1]) if match else None
    return _derived(spec["field"], unit.value * times, basis, unit) if times else None


def term_months(drafts: Drafts, spec: Mapping[str, Any]) -> Draft | None:
    """Whole months between two dates, both included; None for a part of a month."""
    start, end = drafts.get(spec["start"]), drafts.get(spec["end"])
    if start is None or end is None or not isinstance(start.value, date) or not isinstance(end.value, date):
        return None
    months = months_between(start.value, end.value)
    return _derived(spec["field"], months, start, end) if months else None


def term_end(drafts: Drafts, spec: Mapping[str, Any]) -> Draft | None:
    """The last day of a term given by its first day and its months. Not what the paper says: never sure."""
    start, months = drafts.get(spec["start"]), drafts.get(spec["months"])
    if start is None or months is None or not isinstance(start.value, date) or not isinstance(months.value, int):
        return None
    last = add_months(start.value, months.value) - timedelta(days=1)
    draft = _derived(spec["field"], last, start, months)
    draft.doubtful = True
    return draft


def area_rent(drafts: Drafts, spec: Mapping[str, Any]) -> Draft | None:
    """A month's rent from that of a square metre. How it is rounded is rarely said: never sure.

    None where the rent's place does not tell what part of a month it is for (tag ``months``, as a fraction).
    """
    unit, area = drafts.get(spec["unit"]), drafts.get(spec["area"])
    if unit is None or area is None or not isinstance(unit.value, Decimal) or not isinstance(area.value, Decimal):
        return None
    if "months" not in unit.tags:
        return None
    times = Fraction(unit.tags["months"])
    exact = Fraction(unit.value) * Fraction(area.value) * times
    rent = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    draft = _derived(spec["field"], rent, unit, area, tags=unit.tags)
    draft.doubtful = True
    return draft


def rent_schedule(drafts: Drafts, spec: Mapping[str, Any]) -> Draft | None:
    """One period over the whole term, for a rent that does not change. Steps come from a finder."""
    start, end = drafts.get(spec["start"]), drafts.get(spec["end"])
    if start is None or end is None or not isinstance(start.value, date) or not isinstance(end.value, date):
        return None
    if start.value > end.value or spec.get("unless") in drafts:
        return None
    for name, per in ((spec["monthly"], "month"), (spec["yearly"], "year")):
        rent = drafts.get(name)
        if rent is not None and isinstance(rent.value, Decimal):
            if rent.tags.get("stepped"):
                return None
            period = RentPeriod(start.value, end.value, rent.value, per)
            return _derived(spec["field"], (period,), rent, start, end)
    return None
