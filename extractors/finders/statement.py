"""The reader of financial statements: every field of a document at once, checked against each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractors.finders import statement_about as about
from extractors.finders import statement_periods as periods
from extractors.finders.base import Read
from extractors.finders.findings import Findings
from extractors.finders.statement_checks import Choice, choose_all
from extractors.finders.statement_values import MAIN, Figure, Reading, read_statements
from extractors.finders.statement_words import heads_consolidated, words
from extractors.model import Document

PARENT = "parent_only"


def read(document: Document, spec: Mapping[str, Any]) -> Read:
    """``spec``: ``items``, the items of statement_items.yaml whose absence is told. Fields in yuan end in ``_yuan``;
    where the unit is not stated they are as printed, without it."""
    reading = read_statements(document)
    found = Findings()
    asked: Sequence[str] = spec.get("items", ())
    if not reading.figures:
        for name in (*(f"{item}_yuan" for item in asked), *about.NAMES):
            found.lacking(name)
        return found.read()
    scopes = {f.scope for f in reading.figures}
    # the parent's own figures are not the whole's where the paper heads a consolidated statement, read or not
    consolidated = "合并" in scopes or heads_consolidated(document)
    top: tuple[str | None, ...] = ("合并", None) if consolidated else ("母公司", None)
    choices, problems = choose_all(reading, top)
    found.problems += problems
    _figures(found, document, reading, choices, top)
    about.company(found, document, reading)
    about.report(found, document, reading)
    about.period(found, document, reading)
    about.unit(found, document, [s for s in reading.sections if s.scope in top])
    about.scope(found, document, reading, [s for s in top if s in scopes])
    about.audited(found, document, reading)
    _series(found, document, reading, top)
    _periods(found, document, reading, top)
    if consolidated and "母公司" in scopes:
        own, more = choose_all(reading, ("母公司",))
        part = Findings()
        _figures(part, document, reading, own, ("母公司",))
        found.parts[PARENT] = tuple(part.fields)
        found.problems += more
    known = 2 * sum(f.unit is not None for f in reading.figures) >= len(reading.figures)
    for item in asked:
        if not {_name(item, MAIN, True), _name(item, MAIN, False)} & found.named:
            found.lacking(_name(item, MAIN, known))
    return found.read()


def _name(item: str, slot: str, known_unit: bool) -> str:
    return f"{item}{slot}_yuan" if known_unit else f"{item}{slot}"


def _figures(
    found: Findings,
    document: Document,
    reading: Reading,
    choices: Mapping[tuple[str, str], Choice],
    scopes: Sequence[str | None],
) -> None:
    units = [f.unit is not None for f in reading.figures if f.scope in scopes]
    unclear = about.several_owners(reading)
    usual = 2 * sum(units) >= len(units)
    for (item, slot), choice in choices.items():
        if item in words().only_checked:
            continue
        name = _name(item, slot, usual)
        if choice.figure is not None:
            figure = choice.figure
            name = _name(item, slot, figure.unit is not None)
            at = (figure.evidence(document),)
            doubtful = choice.doubtful or unclear
            found.add(name, figure.value, at, choice.score, choice.checks, kind="money", doubtful=doubtful)
        elif choice.rivals:
            periods = {f.section.period for f in choice.rivals}
            if choice.rivals_apart and len(periods) == 1:
                rivals = ((f.value, (f.evidence(document),)) for f in _distinct(choice.rivals))
                found.differ(name, rivals, "money")
            else:
                found.lacking(name, "ambiguous")
        elif slot == MAIN and any(blank == item and scope in scopes for blank, scope, _ in reading.blanks):
            found.lacking(name, "empty")


def _distinct(figures: Sequence[Figure]) -> list[Figure]:
    seen: dict[Decimal, Figure] = {}
    for figure in figures:
        seen.setdefault(figure.value, figure)
    return list(seen.values())


def _series(found: Findings, document: Document, reading: Reading, top: Sequence[str | None]) -> None:
    """Revenue by quarter and by month, where the document has columns or statements for several."""
    quarters: list[Figure] = []
    for number in "1234":
        here = reading.of("revenue", f"q{number}", top)
        if len({f.value for f in here}) == 1:
            quarters.append(here[0])
    if len(quarters) == 4 and len({q.unit for q in quarters}) == 1 and len({id(q.section) for q in quarters}) == 1:
        total = {f.value for f in reading.of("revenue", MAIN, top)}
        holds = total == {sum((q.value for q in quarters), Decimal(0))}
        found.add(
            "revenue_by_quarter_yuan" if quarters[0].unit else "revenue_by_quarter",
            tuple(f"{q.value:.2f}" for q in quarters),
            [q.evidence(document) for q in quarters],
            min(q.score for q in quarters),
            ("+quarters_year",) if holds else (),
            kind="money",
        )
    months: dict[str, list[Figure]] = {}
    for figure in reading.figures:
        if figure.item == "revenue" and figure.scope in top and figure.unit and (month := periods.month_of(figure)):
            months.setdefault(month, []).append(figure)
    told = {m: f[0] for m, f in sorted(months.items()) if len({x.value for x in f}) == 1}
    if len(told) >= 2:
        found.add(
            "revenue_by_month_yuan",
            {m: f.value for m, f in told.items()},
            [f.evidence(document) for f in told.values()],
            min(f.score for f in told.values()),
            kind="money",
        )


def _periods(found: Findings, document: Document, reading: Reading, top: Sequence[str | None]) -> None:
    """Each period of a document that tells of several, as a statement of that period alone would tell it; none where
    several companies drew them up."""
    if found.missing.get("company") == "ambiguous":
        return
    whole = {f.name: f.value for f in found.fields}
    own = whole.get(periods.BY)
    for name, one in periods.periods(reading, top, own).items():
        choices, problems = choose_all(one.reading, top)
        found.problems += [problem for problem in problems if problem not in found.problems]
        part = Findings()
        part.add(periods.BY, one.text, one.told(document), 0.95, kind="month")
        about.drawn_up(part, document, one.sections)
        about_it = len(part.fields)
        _figures(part, document, one.reading, choices, top)
        figures = part.fields[about_it:]
        # what the document tells of its own period is no part of a series
        if figures and (one.text != own or any(whole.get(f.name) != f.value for f in figures)):
            found.periods[name] = tuple(part.fields)
    found.by = periods.BY
