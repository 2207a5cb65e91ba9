"""Company size by the sixteen rows of 工信部联企业〔2011〕300号, at every boundary, from numbers written by hand here.

The numbers do not come from the pack: each row gives its two figures (staff in persons, money in yuan) for the upper
bound of SMEs, the lower bound of medium and the lower bound of small enterprises, in the standard's order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from functools import cache

import pytest

from rules import Fact, FactSet, Pack, SourceRef, State, load_pack
from rules.book import Book
from rules.plain import PlainReader
from rules.types import Value
from rules.world import World

ON = date(2020, 5, 15)
STAFF, REVENUE, ASSETS = "headcount", "annual_revenue", "total_assets"
BY = SourceRef("reviewer", by="test", reason="by hand")

Figure = int | str  # persons, or yuan
Bound = tuple[Figure, Figure]
Figures = dict[str, Figure]

# industry: (first figure, second figure), (SME below), (medium from), (small from)
TWO_FIGURES: dict[str, tuple[tuple[str, str], Bound, Bound, Bound]] = {
    "industry": ((STAFF, REVENUE), (1000, "400000000"), (300, "20000000"), (20, "3000000")),
    "construction": ((REVENUE, ASSETS), ("800000000", "800000000"), ("60000000", "50000000"), ("3000000", "3000000")),
    "wholesale": ((STAFF, REVENUE), (200, "400000000"), (20, "50000000"), (5, "10000000")),
    "retail": ((STAFF, REVENUE), (300, "200000000"), (50, "5000000"), (10, "1000000")),
    "transport": ((STAFF, REVENUE), (1000, "300000000"), (300, "30000000"), (20, "2000000")),
    "storage": ((STAFF, REVENUE), (200, "300000000"), (100, "10000000"), (20, "1000000")),
    "postal": ((STAFF, REVENUE), (1000, "300000000"), (300, "20000000"), (20, "1000000")),
    "hotel": ((STAFF, REVENUE), (300, "100000000"), (100, "20000000"), (10, "1000000")),
    "catering": ((STAFF, REVENUE), (300, "100000000"), (100, "20000000"), (10, "1000000")),
    "telecom": ((STAFF, REVENUE), (2000, "1000000000"), (100, "10000000"), (10, "1000000")),
    "software": ((STAFF, REVENUE), (300, "100000000"), (100, "10000000"), (10, "500000")),
    "realestate": ((REVENUE, ASSETS), ("2000000000", "100000000"), ("10000000", "50000000"), ("1000000", "20000000")),
    "property": ((STAFF, REVENUE), (1000, "50000000"), (300, "10000000"), (100, "5000000")),
    "leasing": ((STAFF, ASSETS), (300, "1200000000"), (100, "80000000"), (10, "1000000")),
}
ONE_FIGURE: dict[str, tuple[str, Figure, Figure, Figure]] = {
    "agriculture": (REVENUE, "200000000", "5000000", "500000"),
    "other": (STAFF, 300, 100, 10),
}


@cache
def pack() -> Pack:
    return load_pack("chaoyang-2020-8")


def sized(industry: str | None, figures: Figures) -> tuple[Value | None, Value | None]:
    """(is an SME, size) as the pack derives them; None where it cannot say."""
    given: dict[str, Value] = {} if industry is None else {"industry": industry}
    for name, figure in figures.items():
        given[name] = figure if isinstance(figure, int) else int(Fraction(figure) * 100)
    facts = tuple(
        Fact(f"t:{name}", f"enterprise.{name}", "enterprise", value, State.ATTESTED, (BY,))
        for name, value in given.items()
    )
    world = World(Book(pack(), FactSet(facts)), ON)
    world.reader = PlainReader(world).truth
    return world.value("enterprise.is_sme", "enterprise").value, world.value("enterprise.size", "enterprise").value


def below(figure: Figure) -> Figure:
    """One person, or one fen, less."""
    if isinstance(figure, int):
        return figure - 1
    fen = int(Fraction(figure) * 100) - 1
    return f"{fen // 100}.{fen % 100:02d}"


def two_figure_boundaries() -> Iterator[tuple[str, Figures, bool, str]]:
    for industry, ((a, b), sme, medium, small) in TWO_FIGURES.items():
        for bound, at, under in ((sme, "large", "medium"), (medium, "medium", "small"), (small, "small", "micro")):
            first, second = bound
            yield industry, {a: first, b: second}, at != "large", at
            yield industry, {a: below(first), b: second}, True, under
            yield industry, {a: first, b: below(second)}, True, under
            yield industry, {a: below(first), b: below(second)}, True, under


def one_figure_boundaries() -> Iterator[tuple[str, Figures, bool, str]]:
    for industry, (name, sme, medium, small) in ONE_FIGURE.items():
        for bound, at, under in ((sme, "large", "medium"), (medium, "medium", "small"), (small, "small", "micro")):
            yield industry, {name: bound}, at != "large", at
            yield industry, {name: below(bound)}, True, under


CASES = [*two_figure_boundaries(), *one_figure_boundaries()]


@pytest.mark.parametrize(
    ("industry", "figures", "is_sme", "size"), CASES, ids=[f"{c[0]}-{'-'.join(map(str, c[1].values()))}" for c in CASES]
)
def test_both_sides_of_every_boundary(industry: str, figures: Figures, is_sme: bool, size: str) -> None:
    assert sized(industry, figures) == (is_sme, size)


def test_sixteen_rows() -> None:
    assert set(pack().facts["enterprise.industry"].choices) == {*TWO_FIGURES, *ONE_FIGURE}
    assert len(pack().facts["enterprise.industry"].choices) == 16


@pytest.mark.parametrize("industry", sorted(TWO_FIGURES))
def test_one_figure_under_the_upper_bound_proves_an_sme_and_none_over_it_disproves_one(industry: str) -> None:
    (a, b), (first, second), _, _ = TWO_FIGURES[industry]
    assert sized(industry, {a: below(first)})[0] is True
    assert sized(industry, {b: below(second)})[0] is True
    assert sized(industry, {a: first})[0] is None
    assert sized(industry, {b: second})[0] is None


@pytest.mark.parametrize("industry", sorted(TWO_FIGURES))
def test_one_figure_under_the_lowest_bound_is_micro_whatever_the_other(industry: str) -> None:
    (a, b), _, _, (first, second) = TWO_FIGURES[industry]
    assert sized(industry, {a: below(first)})[1] == "micro"
    assert sized(industry, {b: below(second)})[1] == "micro"


def test_the_other_figure_of_a_row_with_one_figure_says_nothing() -> None:
    assert sized("agriculture", {STAFF: 1}) == (None, None)
    assert sized("other", {REVENUE: "1"}) == (None, None)


def test_unknown_industry_is_unknown() -> None:
    assert sized(None, {STAFF: 299, REVENUE: "99999999", ASSETS: "1"}) == (None, None)


def test_far_above_every_row_is_no_sme_in_any_industry() -> None:
    assert sized(None, {STAFF: 2000, REVENUE: "2000000000", ASSETS: "1200000000"})[0] is False


def test_restaurants_of_the_measure_sheet() -> None:
    assert sized("catering", {STAFF: 299, REVENUE: "99999999"}) == (True, "medium")
    assert sized("catering", {STAFF: 300, REVENUE: "100000000"}) == (False, "large")
    assert sized("catering", {STAFF: 150, REVENUE: "15000000"}) == (True, "small")
