"""From the figures of statements to one chosen figure for each field, and what the sums say about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.finders.statement_values import MAIN, PREV, YTD, Figure, Reading, check, rank
from extractors.finders.statement_words import words
from extractors.model import Method, Problem

#: reading alone never makes a scanned figure certain; a sum that holds does
_SURE_OCR = 0.985
_FAILED = 0.45


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
    def confidence(self) -> float:
        if self.figure is None:
            return 0.0
        base = self.figure.confidence
        if any(c.startswith("-") for c in self.checks) and not any(c.startswith("+") for c in self.checks):
            return min(base, _FAILED)
        if any(c.startswith("+") for c in self.checks):
            lifted = base + 0.6 * (1 - base)
            return min(lifted, 0.8) if any(c.startswith("-") for c in self.checks) else min(0.995, lifted)
        return base

    @property
    def sure(self) -> bool:
        if self.figure is None or any(c.startswith("-") for c in self.checks):
            return False
        if any(c.startswith("+") for c in self.checks):
            return self.confidence >= 0.85
        if rank(self.figure.section) == 1 or not self.figure.whole:
            return False
        if self.figure.entry.row.page.method is Method.OCR:
            read = min(w.confidence for w in (*self.figure.cell.words, *self.figure.entry.label))
            return read >= _SURE_OCR
        return self.confidence >= 0.9


def choose(reading: Reading, item: str, slot: str, scopes: Iterable[str | None]) -> Choice:
    """The figure for one place; figures that are the same but for rounding are one, the finest printed is taken."""
    figures = reading.of(item, slot, scopes)
    choice = Choice(item, slot)
    if not figures:
        return choice
    finest = min(figures, key=lambda f: (f.grain, -f.confidence))
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
    choices = {
        (item, slot): choose(reading, item, slot, scopes) for item in words().statement for slot in (MAIN, PREV, YTD)
    }
    problems: list[Problem] = []
    for slot in (MAIN, PREV, YTD):
        chosen = {item: c.figure for (item, s), c in choices.items() if s == slot and c.figure is not None}
        problems += _check(chosen, choices, slot)
    return choices, problems


def _check(chosen: Mapping[str, Figure], choices: Mapping[tuple[str, str], Choice], slot: str) -> list[Problem]:
    problems: list[Problem] = []
    for equation in words().equations:
        told = check(equation, dict(chosen))
        if told is None:
            continue
        holds, figures = told
        for figure in figures:
            choices[figure.item, slot].checks.append(("+" if holds else "-") + equation.name)
        if not holds:
            page = figures[0].entry.row.page.number
            boxes = tuple(w.box for f in figures if f.entry.row.page.number == page for w in f.cell.words)
            data: dict[str, str | int] = {
                "check": equation.name,
                "total": str(figures[0].amount),
                "parts": " ".join(str(f.amount) for f in figures[1:]),
            }
            problems.append(Problem("statement.sum_differs", data, page, boxes))
    return problems
