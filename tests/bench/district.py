"""An invented district: enterprises with their leases, statements by month and insurance records, as frames.

Every value comes from a row's number by a hash, so that a district of a size is always the same one. About one cell
in eight is unknown. Facts that no generator below names are drawn by their type.
"""

from __future__ import annotations

from datetime import date

import polars as pl

from rules.columns.cells import STEP
from rules.columns.frames import Frames
from rules.model import FactSpec, Pack
from rules.types import Type, months_of

#: subjects of a kind for every thousand enterprises
SHARES = {"lease": 1200, "headcount": 2000, "training": 300, "cut": 60, "certificate": 60, "shelter": 10, "person": 20}
#: months an enterprise has statements of, beside the one of the year 2019
MONTHS = ("2019-02", "2019-03", "2019-04", "2020-02", "2020-03", "2020-04")


def frames(pack: Pack, size: int) -> Frames:
    numbers = pl.DataFrame({"n": pl.int_range(size, eager=True)})
    cases = numbers.select(_case("n"), *_facts(pack, "enterprise", "n"))
    many = {kind: _many(pack, kind, size * share // 1000, size) for kind, share in SHARES.items()}
    return Frames(cases, {**many, "statement": _statements(pack, size)})


def _case(number: str) -> pl.Expr:
    return pl.format("C{}", pl.col(number)).alias("case")


def _many(pack: Pack, kind: str, rows: int, size: int) -> pl.DataFrame:
    """So many subjects, spread over the enterprises in turn."""
    frame = pl.DataFrame({"n": pl.int_range(rows, eager=True)}).with_columns(e=pl.col("n") * size // rows)
    subject = pl.format(kind + ":{}", pl.col("n")).alias("subject")
    return frame.select(_case("e"), subject, *_facts(pack, kind, "n", "e"))


def _statements(pack: Pack, size: int) -> pl.DataFrame:
    """Six months and the whole of 2019 for each enterprise."""
    each = len(MONTHS) + 1
    frame = pl.DataFrame({"n": pl.int_range(size * each, eager=True)})
    frame = frame.with_columns(e=pl.col("n") // each, k=pl.col("n") % each)
    names = pl.Series([*MONTHS, "2019"])
    months = pl.Series([*(months_of(m) for m in MONTHS), None], dtype=pl.Int32)
    revenue = pl.when(pl.col("k") < 3).then(_upto(10**9, "n", 1)).when(pl.col("k") < 6).then(_upto(10**9, "n", 1) // 4)
    given: dict[str, pl.Expr | pl.Series] = {
        "statement.month": months.gather(frame["k"]),
        "statement.period": names.gather(frame["k"]),
        "statement.report": pl.when(pl.col("k") < each - 1).then(pl.lit("利润表")).otherwise(pl.lit("资产负债表")),
        "statement.revenue": _known(revenue.otherwise(_upto(2 * 10**10, "n", 1)), "n", 40),
        "statement.net_profit": _known(_upto(10**8, "n", 2) - 5 * 10**7, "n", 3),
        "statement.total_assets": pl.when(pl.col("k") == each - 1).then(_upto(10**11, "n", 4)),
    }
    return frame.select(
        _case("e"), pl.format("statement:{}", pl.col("n")).alias("subject"), *(_column(v, k) for k, v in given.items())
    )


def _column(value: pl.Expr | pl.Series, name: str) -> pl.Expr:
    return (pl.lit(value) if isinstance(value, pl.Series) else value).alias(name)


def _facts(pack: Pack, kind: str, number: str, owner: str = "n") -> list[pl.Expr]:
    return [
        (_NAMED[spec.name](number, owner) if spec.name in _NAMED else _drawn(spec, number, salt)).alias(spec.name)
        for salt, spec in enumerate(pack.facts.values())
        if spec.subject == kind and not spec.derived
    ]


def _hash(number: str, salt: int) -> pl.Expr:
    return pl.col(number).hash(salt)


def _upto(limit: int, number: str, salt: int) -> pl.Expr:
    return (_hash(number, salt) % limit).cast(pl.Int64)


def _known(value: pl.Expr, number: str, salt: int) -> pl.Expr:
    return pl.when(_hash(number, salt + 1000) % 8 != 0).then(value)


def _one_of(words: list[str], number: str, salt: int) -> pl.Expr:
    places = (_hash(number, salt) % len(words)).cast(pl.Int64)
    return places.replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def _drawn(spec: FactSpec, number: str, salt: int) -> pl.Expr:
    made = {
        Type.BOOL: _hash(number, salt) % 4 != 0,
        Type.MONEY: _upto(10**9, number, salt),
        Type.COUNT: _upto(400, number, salt),
        Type.RATIO: _upto(100, number, salt).cast(pl.Decimal(10, 2)),
        Type.NUMBER: _upto(300, number, salt).cast(pl.Decimal(10, 2)),
        Type.DATE: pl.lit(date(2020, 1, 1)) + pl.duration(days=_upto(180, number, salt)),
        Type.MONTH: (months_of("2020-01") + _upto(6, number, salt)).cast(pl.Int32),
        Type.TEXT: pl.format("文字{}", _upto(10**6, number, salt)),
    }
    if spec.type is Type.CHOICE:
        return _known(_one_of(list(spec.choices), number, salt), number, salt)
    if spec.type is Type.SCHEDULE:
        return _schedule(number, salt)
    return _known(made[spec.type], number, salt)


def _schedule(number: str, salt: int) -> pl.Expr:
    """One step, or two with a rise on 1 April 2020."""
    last = pl.lit(date(2020, 12, 31))
    two = _hash(number, salt) % 4 == 0
    rent = _upto(5 * 10**6, number, salt + 1)

    def step(start: pl.Expr, end: pl.Expr, amount: pl.Expr) -> pl.Expr:
        return pl.struct(
            start.alias("start"), end.alias("end"), amount.alias("amount"), pl.lit("month").alias("per")
        ).cast(STEP)

    first = pl.when(two).then(pl.lit(date(2020, 3, 31))).otherwise(last)
    early, late = step(pl.lit(date(2019, 1, 1)), first, rent), step(pl.lit(date(2020, 4, 1)), last, rent + 10**5)
    both = pl.when(two).then(pl.concat_list(early, late)).otherwise(pl.concat_list(early))
    return _known(both, number, salt)


def _company(number: str, _owner: str) -> pl.Expr:
    return pl.format("朝阳示例第{}号商贸有限公司", pl.col(number))


def _of_owner(number: str, owner: str) -> pl.Expr:
    """The enterprise's own name on its papers, one time in ten another's."""
    odd = _hash(number, 77) % 10 == 0
    return pl.when(odd).then(pl.lit("他人有限公司")).otherwise(_company(owner, owner))


_NAMED = {
    "enterprise.name": _company,
    "enterprise.credit_code": lambda n, _: pl.format("91110105MA{}", pl.col(n)),
    "lease.lessee": _of_owner,
    "lease.lessor": lambda n, _: pl.format("朝阳房产管理第{}有限公司", _upto(20_000, n, 5)),
    "lease.address": lambda n, _: pl.format("北京市朝阳区建国路{}号", _upto(900, n, 6)),
    "lease.use": lambda n, _: _one_of(["商业经营", "餐饮", "办公", "居住"], n, 7),
    "lease.start_date": lambda n, _: pl.lit(date(2019, 1, 1)) + pl.duration(days=_upto(200, n, 8)),
    "lease.end_date": lambda n, _: pl.lit(date(2020, 3, 15)) + pl.duration(days=_upto(290, n, 9)),
    "headcount.month": lambda n, _: pl.when(pl.col(n) % 2 == 0).then(months_of("2020-01")).otherwise(
        months_of("2020-04")
    ).cast(pl.Int32),
    "cut.lessor": _of_owner,
    "certificate.holder": _of_owner,
}  # fmt: skip
