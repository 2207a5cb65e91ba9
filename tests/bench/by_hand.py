"""Measures 9b, 16a and 16b of the Chaoyang pack as a query written by hand in Polars: what the reader is held against.

Written as one would for the district of :mod:`tests.bench.district` alone: it knows that an enterprise has one
statement of 2019 and at most one of each month, that nobody stated what the rules derive, and no more of the pack
than these measures need.
"""

from __future__ import annotations

import polars as pl

from rules.columns.frames import Frames
from rules.types import months_of

MEASURES = ("9b", "16a", "16b")
#: an enterprise below one of them is an SME: staff, revenue and assets in yuan
_LIMITS: dict[str, tuple[int | None, int | None, int | None]] = {
    "agriculture": (None, 200_000_000, None), "industry": (1000, 400_000_000, None),
    "construction": (None, 800_000_000, 800_000_000), "wholesale": (200, 400_000_000, None),
    "retail": (300, 200_000_000, None), "transport": (1000, 300_000_000, None), "storage": (200, 300_000_000, None),
    "postal": (1000, 300_000_000, None), "hotel": (300, 100_000_000, None), "catering": (300, 100_000_000, None),
    "telecom": (2000, 1_000_000_000, None), "software": (300, 100_000_000, None),
    "realestate": (None, 2_000_000_000, 100_000_000), "property": (1000, 50_000_000, None),
    "leasing": (300, None, 1_200_000_000), "other": (300, None, None),
}  # fmt: skip
_FEN = 100


def decide(frames: Frames) -> pl.DataFrame:
    """``case``, ``measure``, ``status``, ``amount_fen``, ``low_fen``, ``high_fen``, ``cap_fen``."""
    statements = frames.many["statement"].lazy()
    insured = frames.many["headcount"].lazy().filter(pl.col("headcount.month") == months_of("2020-04"))
    year = statements.filter(pl.col("statement.period") == "2019").group_by("case")
    training = frames.many["training"].lazy().group_by("case")
    count = pl.col("training.count")
    facts = (
        frames.cases.lazy()
        .join(_limits(), left_on="enterprise.industry", right_on="industry", how="left")
        .join(
            year.agg(revenue=pl.col("statement.revenue").max(), assets=pl.col("statement.total_assets").max()),
            on="case", how="left",
        )
        .join(
            insured.group_by("case").agg(
                staff=pl.col("headcount.count").max(), unemployment=pl.col("headcount.unemployment").max()
            ),
            on="case", how="left",
        )
        .join(
            training.agg(trainees=pl.when(count.null_count() == 0).then(count.sum())), on="case", how="left",
        )
        .join(_quarter(statements, "2020", "now"), on="case", how="left")
        .join(_quarter(statements, "2019", "before"), on="case", how="left")
    )  # fmt: skip
    return _decided(facts).collect()


def _limits() -> pl.LazyFrame:
    rows = [
        (industry, staff, revenue and revenue * _FEN, assets and assets * _FEN)
        for industry, (staff, revenue, assets) in _LIMITS.items()
    ]
    names = {"industry": pl.String, "staff_limit": pl.Int64, "revenue_limit": pl.Int64, "assets_limit": pl.Int64}
    return pl.LazyFrame(rows, schema=names, orient="row")


def _quarter(statements: pl.LazyFrame, year: str, name: str) -> pl.LazyFrame:
    """Revenue of February to April, known where all three months are."""
    months = (months_of(f"{year}-02"), months_of(f"{year}-04"))
    three = statements.filter(pl.col("statement.month").is_between(*months))
    revenue = pl.col("statement.revenue")
    return three.group_by("case").agg(pl.when(revenue.count() == 3).then(revenue.sum()).alias(name))


def _decided(facts: pl.LazyFrame) -> pl.LazyFrame:
    def below(value: str, limit: str) -> pl.Expr:
        return pl.when(pl.col(limit).is_null()).then(pl.lit(value=False)).otherwise(pl.col(value) < pl.col(limit))

    small = below("staff", "staff_limit") | below("revenue", "revenue_limit") | below("assets", "assets_limit")
    sme = pl.when(pl.col("enterprise.industry").is_not_null()).then(small)
    drop, base = pl.col("before") - pl.col("now"), pl.col("before")
    there = pl.when(base != 0)
    sharp = there.then(drop * 10 >= base * 8)
    fallen = there.then(drop * base.sign() > 0)
    trade = pl.col("enterprise.key_trade").is_in(["tech", "city_operation", "life_service", "other_key"])
    reinvests = ("enterprise.reinvests", "enterprise.high_end_direction", "enterprise.reinvestment_conditions")
    persons = pl.col("enterprise.temp_post_persons") * 1540 * _FEN
    trainees = pl.col("trainees")
    facts = facts.with_columns(
        m9b=sme & pl.col(reinvests[0]) & pl.col(reinvests[1]) & pl.col(reinvests[2]),
        m16a=((pl.col("staff") >= 1) | pl.col("enterprise.insurance_deferred")) & (trainees >= 1),
        m16b=sme & trade & (pl.col("unemployment") >= 1) & fallen & sharp,
    )
    none = pl.lit(None, dtype=pl.Int64)
    amounts = {
        "9b": (none, none, none, pl.lit(1_000_000 * _FEN, dtype=pl.Int64)),
        "16a": (trainees * 1000 * _FEN, none, none, none),
        "16b": (none, trainees * 500 * _FEN + persons, trainees * 3000 * _FEN + persons, none),
    }
    return pl.concat([_measure(facts, measure, *amounts[measure]) for measure in MEASURES])


def _measure(facts: pl.LazyFrame, measure: str, *amounts: pl.Expr) -> pl.LazyFrame:
    met = pl.col(f"m{measure}")
    status = pl.when(met).then(pl.lit("eligible")).when(~met).then(pl.lit("not_eligible"))
    names = ("amount_fen", "low_fen", "high_fen", "cap_fen")
    shown = met.fill_null(value=True)
    return facts.select(
        "case", pl.lit(measure).alias("measure"), status.otherwise(pl.lit("undetermined")).alias("status"),
        *(pl.when(shown).then(e).alias(n) for n, e in zip(names, amounts, strict=True)),
    )  # fmt: skip
