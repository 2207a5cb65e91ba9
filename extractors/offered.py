"""What documents of each kind give: the names and types of their fields, for whoever writes rules over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from extractors.finders.social_months import INSURANCES
from extractors.finders.statement_about import NAMES
from extractors.finders.statement_values import MAIN, PREV, SLOTS
from extractors.finders.statement_words import words
from extractors.kindmodel import Kind

#: any month: ``revenue_by_month_yuan.2020-02``
MONTH_PART = "YYYY-MM"


@dataclass(frozen=True, slots=True)
class Offered:
    """One field. ``type``: one of :data:`extractors.values.TYPES`, or ``flag`` (yes or no), ``schedule`` (rent by
    periods), ``parts``, ``several`` (a list of values), ``bare`` (a figure whose unit the document does not state).
    """

    name: str
    type: str
    #: of a value that is told part by part (type ``parts``), the type of each: ``insured_by_type.失业保险``
    parts: Mapping[str, str] = field(default_factory=dict)


def offered(kind: Kind) -> Mapping[str, Offered]:
    """By name: what the kind's file describes, and what the readers of whole tables give that it names."""
    found = {
        name: Offered(name, "schedule" if spec.type == "given" else spec.type) for name, spec in kind.fields.items()
    }
    for step in kind.readers:
        found |= {one.name: one for one in _READERS[step.name](step.spec) if one.name not in found}
    return found


def _statement(_: Mapping[str, Any]) -> Iterator[Offered]:
    for item, table in words().statement.items():
        for slot in SLOTS if table != "balance" else (MAIN, PREV):
            yield Offered(f"{item}{slot}_yuan", "money")
            yield Offered(f"{item}{slot}", "bare")
    for name in NAMES:
        yield Offered(name, {"company": "name", "period": "month"}.get(name, "text"))
    yield Offered("audited", "flag")
    yield Offered("revenue_by_month_yuan", "parts", {MONTH_PART: "money"})
    yield Offered("revenue_by_quarter_yuan", "several")
    yield Offered("revenue_by_quarter", "several")


def _social(_: Mapping[str, Any]) -> Iterator[Offered]:
    yield Offered("title", "text")
    yield Offered("subtype", "text")
    yield Offered("unit_name", "name")
    yield Offered("unit_no", "code")
    yield Offered("insured_count", "count")
    yield Offered("insured_by_type", "parts", {f"{one}保险": "count" for one in INSURANCES})
    yield Offered("headcount_by_month", "parts", {MONTH_PART: "count"})
    yield Offered("unemployment_by_month", "parts", {MONTH_PART: "count"})
    yield Offered("roster_rows", "count")
    yield from (Offered(name, "month") for name in ("month", "as_of_month", "period_start", "period_end"))
    yield Offered("months_paid", "several")
    yield Offered("latest", "parts", {"month": "month", **dict(_latest())})
    yield Offered("amount_paid_yuan", "money")
    yield Offered("arrears", "text")


def _latest() -> Iterator[tuple[str, str]]:
    """Columns of the last month of a personal record, for an insurance and for all."""
    yield "remark", "text"
    for kind in (None, *INSURANCES.values()):
        before = f"{kind}_" if kind else ""
        yield f"{before}status", "text"
        yield f"base_{kind}_yuan" if kind else "base_yuan", "money"
        yield f"{before}personal_yuan", "money"
        yield f"{before}unit_yuan", "money"


def _training(_: Mapping[str, Any]) -> Iterator[Offered]:
    yield Offered("trainee_count", "count")
    yield Offered("roster_rows", "count")


_READERS = {"statement": _statement, "social": _social, "training": _training}
