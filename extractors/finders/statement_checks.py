"""From the figures of statements to one chosen figure for each field, and what the sums say about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.finders import statement_chain
from extractors.finders.statement_values import MAIN, SLOTS, YTD, Figure, Reading, check, rank
from extractors.finders.statement_words import words
from extractors.model import Problem


@dataclass
class Choice:
    """The figure taken for one item and slot, or the figures between which nothing tells."""

    item: str
    slot: str
    figure: Figure | None = None
    rivals: tuple[Figure, ...] = ()  #: two or more that differ
    rivals_apart: bool = False  #: the rivals stand in different tables, not in rows of one
    checks: list[str] = field(default_factory=list)

    @property
    def confirmed(self) -> bool:
        return any(c.startswith("+") for c in self.checks)

    @property
    def score(self) -> float:
        if self.figure is None:
            return 0.0
        return self.figure.score * (1.0 if self.figure.whole or self.confirmed else 0.7)

    @property
    def doubtful(self) -> bool:
        """A mended figure that no sum confirms, or one whose sign none does; one of an untitled table: nothing says
        whose it is; one of two for an earlier year, before and after it was restated; or maybe of the month before
        instead of the year before."""
        if self.figure is None or rank(self.figure.section) == 1 or self.figure.restated or not self.figure.compared:
            return True
        return not self.confirmed and (not self.figure.whole or self.figure.unsigned)


def choose(reading: Reading, item: str, slot: str, scopes: Iterable[str | None]) -> Choice:
    """The figure for one place; figures that are the same but for rounding are one, the finest printed is taken."""
    figures = reading.of(item, slot, scopes)
    choice = Choice(item, slot)
    if not figures:
        return choice
    finest = min(figures, key=lambda f: (f.grain, -f.score))
    differing = [
        f for f in figures if abs(f.value - finest.value) > f.grain or (f.unit is None) != (finest.unit is None)
    ]
    if differing:
        choice.rivals = (finest, *differing)
        choice.rivals_apart = len({id(f.section) for f in choice.rivals}) > 1
        return choice
    choice.figure = finest
    return choice


def choose_all(reading: Reading, scopes: Sequence[str | None]) -> tuple[dict[tuple[str, str], Choice], list[Problem]]:
    """Choices for every known item and slot, checked against each other; problems name sums that do not hold."""
    choices = {(item, slot): choose(reading, item, slot, scopes) for item in words().statement for slot in SLOTS}
    problems: list[Problem] = []
    for slot in SLOTS:
        chosen = {item: c.figure for (item, s), c in choices.items() if s == slot and c.figure is not None}
        problems += _check(chosen, choices, slot)
    for choice in choices.values():
        if choice.confirmed:  # another sum holds with it: the one that does not speaks against its other figures
            choice.checks = [c for c in choice.checks if c.startswith("+")]
    for item in ("revenue", "revenue_total"):
        problems += _month_within_year(choices[item, MAIN], choices[item, YTD])
    return choices, problems


def _month_within_year(month: Choice, year: Choice) -> list[Problem]:
    """A month's revenue above that of the year so far: possible after returned goods, but more often the columns were
    told wrongly, which no sum within a column would show."""
    one, other = month.figure, year.figure
    if one is None or other is None or one.section is not other.section or not one.value > other.value >= 0:
        return []
    for choice in (month, year):
        choice.checks.append("-month_within_year")
    boxes = tuple(w.box for f in (one, other) for w in f.cell.words)
    data: dict[str, str | int] = {"month": str(one.amount), "year": str(other.amount)}
    return [Problem("statement.month_exceeds_year", data, one.entry.row.page.number, boxes)]


def _check(chosen: Mapping[str, Figure], choices: Mapping[tuple[str, str], Choice], slot: str) -> list[Problem]:
    problems: list[Problem] = []
    ties: list[tuple[str, list[Figure]]] = []
    told = [(e.name, len(e.plus) + len(e.minus), check(e, dict(chosen))) for e in words().equations]
    for name, terms, answer in [*told, (statement_chain.NAME, 2, statement_chain.holds(chosen))]:
        if answer is None:
            continue
        holds, figures = answer
        if holds and terms > 1 and _only_copies(figures):
            ties.append((name, figures))
            continue
        for figure in figures:
            choices[figure.item, slot].checks.append(("+" if holds else "-") + name)
        if not holds:
            problems.append(_differs(name, figures))
    for name, figures in ties:
        _tie(name, [choices[f.item, slot] for f in figures])
    return problems


def _only_copies(figures: Sequence[Figure]) -> bool:
    """Whether a sum says no more than that one figure stands there twice: nothing else in it is but zero."""
    there = [figure for figure in figures if figure.value]
    return len(there) == 2 and abs(there[0].value) == abs(there[1].value)


def _tie(name: str, choices: Sequence[Choice]) -> None:
    """Figures that are the same stand or fall together: one that a sum speaks against takes the other with it."""
    against = [c for choice in choices if not choice.confirmed for c in choice.checks if c.startswith("-")]
    # that a figure stands there twice says nothing of a minus sign that may be lost in both places
    silent = not any(choice.confirmed for choice in choices) and all(
        choice.figure.unsigned for choice in choices if choice.figure and choice.figure.value
    )
    for choice in choices:
        choice.checks += [c for c in against if c not in choice.checks] if against or silent else ["+" + name]


def _differs(name: str, figures: Sequence[Figure]) -> Problem:
    """A sum that does not hold, with the places of its figures on the total's page."""
    page = figures[0].entry.row.page.number
    boxes = tuple(w.box for f in figures if f.entry.row.page.number == page for w in f.cell.words)
    data: dict[str, str | int] = {
        "check": name,
        "total": str(figures[0].amount),
        "parts": " ".join(str(f.amount) for f in figures[1:]),
    }
    return Problem("statement.sum_differs", data, page, boxes)
