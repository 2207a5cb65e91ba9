"""The checks: what one field says about another. A check over a field that is missing says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import Any

from extractors.clean import bare
from extractors.dates import months_between
from extractors.drafts import Draft, Verdict
from extractors.geometry import overlap_x, overlap_y

Drafts = Mapping[str, Draft]


def _number(drafts: Drafts, name: str) -> Decimal | None:
    draft = drafts.get(name)
    if draft is None or isinstance(draft.value, bool) or not isinstance(draft.value, int | Decimal):
        return None
    return Decimal(draft.value)


def _date(drafts: Drafts, name: str) -> date | None:
    draft = drafts.get(name)
    return draft.value if draft is not None and isinstance(draft.value, date) else None


def _one_place(one: Draft, other: Draft) -> bool:
    """Whether both were read at one place: then that they fit each other tells nothing of either."""
    return any(
        a.page == b.page and overlap_x(x, y) > 0 and overlap_y(x, y) > 0
        for a in one.evidence
        for b in other.evidence
        for x in a.boxes
        for y in b.boxes
    )


def order(drafts: Drafts, spec: Mapping[str, Any]) -> Sequence[Verdict]:
    first, then = _date(drafts, spec["first"]), _date(drafts, spec["then"])
    if first is None or then is None:
        return ()
    held = first <= then
    if held and _one_place(drafts[spec["first"]], drafts[spec["then"]]):
        return ()
    return (Verdict("order", held, (spec["first"], spec["then"]), proves=False),)


def product(drafts: Drafts, spec: Mapping[str, Any]) -> Sequence[Verdict]:
    whole, part = _number(drafts, spec["whole"]), _number(drafts, spec["part"])
    times = _number(drafts, spec["times_field"]) if "times_field" in spec else Decimal(str(spec.get("times", 12)))
    if whole is None or part is None or times is None:
        return ()
    return (Verdict("product", whole == part * times, (spec["whole"], spec["part"])),)


def total(drafts: Drafts, spec: Mapping[str, Any]) -> Sequence[Verdict]:
    whole = _number(drafts, spec["whole"])
    parts = [_number(drafts, name) for name in spec["parts"]]
    if whole is None or None in parts:
        return ()
    apart = abs(whole - sum((part for part in parts if part is not None), Decimal(0)))
    held = apart <= Decimal(str(spec.get("within", 0)))
    return (Verdict("sum", held, (spec["whole"], *spec["parts"])),)


def months(drafts: Drafts, spec: Mapping[str, Any]) -> Sequence[Verdict]:
    start, end = _date(drafts, spec["start"]), _date(drafts, spec["end"])
    stated = _number(drafts, spec["months"])
    if start is None or end is None or stated is None:
        return ()
    counted = months_between(start, end)
    if counted is None:
        return ()
    return (Verdict("months", counted == stated, (spec["months"], spec["start"], spec["end"])),)


def differ(drafts: Drafts, spec: Mapping[str, Any]) -> Sequence[Verdict]:
    names = [name for name in spec["fields"] if name in drafts]
    said = [bare(str(drafts[name].value)) for name in names]
    if len(said) < 2:
        return ()
    return (Verdict("differ", len(set(said)) == len(said), tuple(names), proves=False),)


def equal(drafts: Drafts, spec: Mapping[str, Any]) -> Sequence[Verdict]:
    names = [name for name in spec["fields"] if name in drafts]
    if len(names) < 2:
        return ()
    held = len({drafts[name].value for name in names}) == 1
    if held and any(_one_place(drafts[one], drafts[other]) for one, other in combinations(names, 2)):
        return ()
    return (Verdict("equal", held, tuple(names)),)


def at_most(drafts: Drafts, spec: Mapping[str, Any]) -> Sequence[Verdict]:
    part, whole = _number(drafts, spec["part"]), _number(drafts, spec["whole"])
    if part is None or whole is None:
        return ()
    return (Verdict("at_most", part <= whole, (spec["part"], spec["whole"]), proves=False),)


def goes_with(drafts: Drafts, spec: Mapping[str, Any]) -> Sequence[Verdict]:
    """The first of ``when`` that finds the one field names what the other must be, in ``must`` at the same place."""
    one, other = drafts.get(spec["first"]), drafts.get(spec["then"])
    if one is None or other is None:
        return ()
    for when, must in zip(spec["when"], spec["must"], strict=True):
        if when.search(bare(str(one.value))):
            held = bool(must.search(bare(str(other.value))))
            return (Verdict("goes_with", held, (spec["first"], spec["then"]), proves=False),)
    return ()
