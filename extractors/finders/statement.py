"""The reader of financial statements: every field of a document at once, checked against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractors.finders import statement_about as about
from extractors.finders.base import Read
from extractors.finders.statement_checks import Choice, choose_all
from extractors.finders.statement_values import MAIN, PREV, YTD, Figure, Reading, read_statements
from extractors.model import Conflict, Document, Field, Missing

PARENT = "parent_only"


def read(document: Document, spec: Mapping[str, Any]) -> Read:
    """``spec``: ``items``, a mapping from an item of statement_items.yaml to the slots wanted (``""``, ``prev``,
    ``ytd``). Fields in yuan end in ``_yuan``; where the unit is not stated they are as printed, without it."""
    reading = read_statements(document)
    if not reading.figures:
        missing = [Missing(f"{item}_yuan", "not_found") for item in spec["items"]]
        return Read(missing=tuple(missing))
    scopes = {f.scope for f in reading.figures}
    top: tuple[str | None, ...] = ("合并", None) if "合并" in scopes else ("母公司", None)
    choices, problems = choose_all(reading, top)
    fields, missing, conflicts = _fields(document, reading, choices, spec["items"], top)
    for found in (
        about.company(document, reading),
        about.report(document, reading),
        about.period(document, reading),
        about.unit(document, [s for s in reading.sections if s.scope in top]),
        about.scope(document, reading, [s for s in top if s in scopes]),
        about.audited(document, reading),
    ):
        if isinstance(found, Field):
            fields.append(found)
        elif found is not None:
            missing.append(found)
    fields += _series(document, reading, top)
    parts: dict[str, tuple[Field, ...]] = {}
    if "合并" in scopes and "母公司" in scopes:
        own, more = choose_all(reading, ("母公司",))
        part, _, _ = _fields(document, reading, own, spec["items"], ("母公司",))
        parts[PARENT] = tuple(part)
        problems += more
    return Read(tuple(fields), tuple(missing), tuple(conflicts), tuple(problems), parts)


def _name(item: str, slot: str, unit: str | None) -> str:
    return f"{item}{slot}_yuan" if unit else f"{item}{slot}"


def _as_field(document: Document, choice: Choice, figure: Figure, confidence: float, sure: bool) -> Field:
    name = _name(choice.item, choice.slot, figure.unit)
    return Field(name, figure.value, (figure.evidence(document),), confidence, sure, tuple(choice.checks))


def _fields(
    document: Document,
    reading: Reading,
    choices: Mapping[tuple[str, str], Choice],
    items: Mapping[str, Sequence[str]],
    scopes: Sequence[str | None],
) -> tuple[list[Field], list[Missing], list[Conflict]]:
    fields: list[Field] = []
    missing: list[Missing] = []
    conflicts: list[Conflict] = []
    units = [f.unit for f in reading.figures if f.scope in scopes]
    usual = max(set(units), key=units.count) if units else None
    for item, slots in items.items():
        for slot in (f"_{s}" if s else MAIN for s in slots):
            choice = choices[item, slot]
            if choice.figure is not None:
                fields.append(_as_field(document, choice, choice.figure, choice.confidence, choice.sure))
            elif choice.rivals:
                periods = {f.section.period for f in choice.rivals}
                name = _name(item, slot, usual)
                if choice.rivals_apart and len(periods) == 1:
                    readings = tuple(_as_field(document, choice, f, 0.5, False) for f in _distinct(choice.rivals))
                    conflicts.append(Conflict(name, readings, "two_values"))
                else:
                    missing.append(Missing(name, "ambiguous"))
            elif slot == MAIN:
                blank = any(i == item and s in scopes for i, s, _ in reading.blanks)
                missing.append(Missing(_name(item, slot, usual), "empty" if blank else "not_found"))
    return fields, missing, conflicts


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    seen: dict[Decimal, Figure] = {}
    for figure in figures:
        seen.setdefault(figure.value, figure)
    return list(seen.values())


def _series(document: Document, reading: Reading, top: Sequence[str | None]) -> list[Field]:
    """Revenue by quarter and by month, where the document has columns or statements for several."""
    fields: list[Field] = []
    quarters: list[Figure] = []
    for number in "1234":
        found = reading.of("revenue", f"q{number}", top)
        if len({f.value for f in found}) == 1:
            quarters.append(found[0])
    if len(quarters) == 4 and len({q.unit for q in quarters}) == 1 and len({id(q.section) for q in quarters}) == 1:
        name = "revenue_by_quarter_yuan" if quarters[0].unit else "revenue_by_quarter"
        evidence = tuple(q.evidence(document) for q in quarters)
        confidence = min(q.confidence for q in quarters)
        total = {f.value for f in reading.of("revenue", MAIN, top)}
        holds = total == {sum((q.value for q in quarters), Decimal(0))}
        checks = ("+quarters_year",) if holds else ()
        fields.append(Field(name, tuple(_plain(q.value) for q in quarters), evidence, confidence, holds, checks))
    months: dict[str, list[Figure]] = {}
    for figure in reading.figures:
        if figure.item == "revenue" and figure.scope in top and figure.unit and (month := _month_of(figure)):
            months.setdefault(month, []).append(figure)
    told = {m: f[0] for m, f in sorted(months.items()) if len({x.value for x in f}) == 1}
    if len(told) >= 2:
        fields.append(
            Field(
                "revenue_by_month_yuan",
                {m: f.value for m, f in told.items()},
                tuple(f.evidence(document) for f in told.values()),
                min(f.confidence for f in told.values()),
                False,
            )
        )
    return fields


def _plain(value: Decimal) -> str:
    return f"{value:.2f}"


def _month_of(figure: Figure) -> str | None:
    """The one month a figure is for; None when it is for more, or nothing says."""
    column = next((c for c, cell in figure.entry.amounts if cell is figure.cell), None)
    if column is None or column.role == "ytd" or figure.slot == YTD:
        return None
    period = column.period or figure.section.period
    if period is None or not period.month or period.day or period.first_month:
        return None
    year = period.year
    if column.period is None:
        if column.role == "prev_same" and figure.slot == PREV:
            year -= 1
        elif column.role not in {"month", "current"}:
            return None
    return f"{year:04}-{period.month:02}"
