"""The months of a social-insurance record that tells of several: each as a record of that month alone would tell it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extractors.finders.findings import made
from extractors.finders.social_months import INSURANCES
from extractors.finders.social_series import Point, Series, series_of
from extractors.model import Field

MONTH = "month"


def periods(told: Sequence[Point]) -> dict[str, tuple[Field, ...]]:
    """month, insured_count and insured_by_type by month; empty for what tells of fewer than two months.

    Each count is judged by itself, where it stands.
    """
    whole = _several(told, "")
    by_type = {f"{kind}保险": series for kind in INSURANCES if (series := _several(told, kind)) is not None}
    apart = any(not point.insurance for point in told)  # the unit is counted beside its insurances
    some = [series for series in (whole, *by_type.values()) if series is not None]
    found: dict[str, tuple[Field, ...]] = {}
    for month in sorted({month for series in some for month in series.counts}):
        when = next(series.when[month] for series in some if month in series.counts)
        fields = [made(MONTH, month, when, 0.92, kind="month")]
        types = {name: series for name, series in by_type.items() if month in series.counts}
        counts = {name: series.counts[month] for name, series in types.items()}
        if whole is not None and month in whole.counts:
            count, at = whole.counts[month], (whole.at(month),)
            checks = _agreed(count, counts.values()) if apart else ()
            alone = not apart and len(counts) < 2  # of one insurance only
            fields.append(made("insured_count", count, at, 0.93, checks, kind="count", doubtful=alone))
        if types:
            places = [series.at(month) for series in types.values()]
            fields.append(made("insured_by_type", counts, places, 0.93, kind="count"))
        found[month] = tuple(fields)
    return found


def _agreed(count: int, by_type: Collection[int]) -> tuple[str, ...]:
    """Whether the one number that the insurances have in the same month is that of the unit."""
    numbers = set(by_type)
    if len(numbers) != 1:
        return ()
    return ("+by_insurance",) if count in numbers else ("-by_insurance",)


def _several(told: Sequence[Point], insurance: str) -> Series | None:
    series = series_of(told, insurance)
    return series if series is not None and len(series.counts) > 1 else None
