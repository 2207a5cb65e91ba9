"""What the functions of the expression language compute: rent by days, months, sums over subjects, rounding."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import functions, wording
from rules.functions import Uncomputable
from rules.types import RentStep, Type, half_up

D = date
LONG = (RentStep(D(2019, 1, 1), D(2021, 12, 31), 3_000_000, "month"),)
QUARTERS = (RentStep(D(2019, 1, 1), D(2020, 12, 31), 9_000_000, "quarter"),)
YEARS = (RentStep(D(2019, 1, 1), D(2020, 12, 31), 100, "year"),)
TOTAL = (RentStep(D(2020, 3, 1), D(2020, 4, 30), 6_100, "total"),)
RISE = (  # in the middle of April
    RentStep(D(2020, 1, 1), D(2020, 4, 15), 300, "month"),
    RentStep(D(2020, 4, 16), D(2020, 12, 31), 600, "month"),
)


@pytest.mark.parametrize(
    ("schedule", "start", "end", "month", "fen"),
    [
        (LONG, D(2019, 7, 1), D(2020, 4, 15), "2020-03", 3_000_000),
        (LONG, D(2019, 7, 1), D(2020, 4, 15), "2020-04", 1_500_000),
        (LONG, D(2019, 7, 1), D(2020, 4, 15), "2020-05", 0),
        (LONG, D(2020, 3, 31), D(2020, 12, 31), "2020-03", 96_774),  # 1 of 31 days: 96,774.19
        (QUARTERS, D(2019, 1, 1), D(2020, 12, 31), "2020-02", 3_000_000),
        (YEARS, D(2019, 1, 1), D(2020, 12, 31), "2020-02", 8),
        (TOTAL, D(2020, 3, 1), D(2020, 4, 30), "2020-03", 3_100),
        (RISE, D(2020, 1, 1), D(2020, 12, 31), "2020-04", 450),
    ],
)
def test_rent_due(schedule: tuple[RentStep, ...], start: date, end: date, month: str, fen: int) -> None:
    assert functions.due(schedule, start, end, month) == fen


@pytest.mark.parametrize(
    ("schedule", "code"),
    [
        ((RentStep(D(2020, 1, 1), D(2020, 3, 30), 300, "month"),), "schedule_gap"),
        ((*LONG, RentStep(D(2020, 3, 31), D(2020, 4, 30), 300, "month")), "schedule_overlap"),
    ],
)
def test_a_schedule_without_one_rent_for_each_day_gives_none(schedule: tuple[RentStep, ...], code: str) -> None:
    with pytest.raises(Uncomputable) as caught:
        functions.due(schedule, D(2020, 1, 1), D(2020, 12, 31), "2020-03")
    assert caught.value.code == code


@given(st.dates(D(2019, 2, 1), D(2020, 6, 30)), st.dates(D(2019, 2, 1), D(2020, 6, 30)), st.integers(0, 10**9))
def test_the_months_of_a_total_add_up(one: date, two: date, total: int) -> None:
    start, end = sorted((one, two))
    months = functions.month_range(f"{start:%Y-%m}", f"{end:%Y-%m}")
    parts = [functions.due((RentStep(start, end, total, "total"),), start, end, month) for month in months]
    assert abs(sum(parts) - total) <= len(parts)  # each month is rounded to the fen on its own


@pytest.mark.parametrize(
    ("value", "fen"), [("0.5", 1), ("1.5", 2), ("2.4999", 2), ("-0.5", -1), ("99999999.9", 100_000_000)]
)
def test_half_up(value: str, fen: int) -> None:
    assert half_up(Fraction(value)) == fen


def test_months_and_days_later() -> None:
    assert functions.later("2019-12", 2) == "2020-02"
    assert functions.later(D(2020, 2, 28), Fraction(2)) == D(2020, 3, 1)
    with pytest.raises(Uncomputable):
        functions.later(D(2020, 2, 28), Fraction(1, 2))
    with pytest.raises(Uncomputable):
        functions.month_range("2020-02", "2020-01")


@pytest.mark.parametrize(
    ("value", "kind", "zh"),
    [
        (4_500_000, Type.MONEY, "45,000元"),
        (99_999_999, Type.MONEY, "999,999.99元"),
        (-5, Type.MONEY, "-0.05元"),
        (Fraction(4, 5), Type.RATIO, "80%"),
        (Fraction(1, 3), Type.RATIO, "约33.33%"),
        (1234567, Type.COUNT, "1,234,567"),
        (D(2020, 3, 1), Type.DATE, "2020年3月1日"),
        ("2020-03", Type.MONTH, "2020年3月"),
        (True, Type.BOOL, "是"),
        (None, Type.MONEY, "未知"),
        (LONG, Type.SCHEDULE, "2019年1月1日至2021年12月31日每月30,000元"),
    ],
)
def test_values_in_words(value: object, kind: Type, zh: str) -> None:
    assert wording.value(value, kind).zh == zh  # type: ignore[arg-type]


def test_a_share_just_under_its_threshold_never_looks_equal_to_it() -> None:
    assert wording.value(Fraction(799_999_999, 10**9), Type.RATIO, apart=Fraction(4, 5)).zh == "79.9999999%"
