"""Rows of values gathered by group: the one value they agree on, and exact sums.

A value stands in the columns ``v0, v1, …`` (its integer columns, or its one plain column) beside ``group``.
"""

from __future__ import annotations

import polars as pl

from rules.columns import exact, texts, values
from rules.columns.exact import Flags, Int, Num
from rules.columns.sheet import Sheet
from rules.columns.values import Plain, Val, ints, with_ints
from rules.types import Type


def numbered(sheet: Sheet) -> pl.Series:
    """The number of each row: what it is called as a group."""
    return pl.int_range(len(sheet), dtype=pl.UInt32, eager=True)


def filtered(sheet: Sheet, val: Val, rows: pl.Expr, group: pl.Series, more: dict[str, pl.Expr]) -> pl.DataFrame:
    """A value and other columns in the rows asked for."""
    parts = [val.e] if isinstance(val, Plain) else [part.e for part in ints(val)]
    named = {f"v{i}": e for i, e in enumerate(parts)} | more
    wanted, *made = sheet.select(rows, *named.values())
    return pl.DataFrame([group.alias("group"), *(s.alias(n) for n, s in zip(named, made, strict=True))]).filter(wanted)


def named(val: Val, suffix: str = "") -> Val:
    """A value in the columns that :func:`filtered` made of it."""
    if isinstance(val, Plain):
        return Plain(pl.col(f"v0{suffix}"))
    return with_ints(val, [_named(part, f"v{i}{suffix}", first=i == 0) for i, part in enumerate(ints(val))])


def _named(part: Int, name: str, *, first: bool) -> Int:
    # the first column also says where the value is known: it is no constant once rows may lack
    return part if part.const is not None and not first else Int(pl.col(name), part.hi)


def agreed(rows: pl.DataFrame, val: Val, sheet: Sheet, kind: Type, of: int = 1) -> pl.DataFrame:
    """One row for each group: the value that all known ones agree on, and whether it is ``disputed``.

    ``sheet``: of which row ``group // of`` is; it takes the flags of comparisons. ``kind``: the type of the value.
    """
    if "disputed" not in rows.columns:
        rows = rows.with_columns(disputed=pl.lit(value=False))
    if _each_once(rows["group"]):
        return rows
    spoken = rows.filter(pl.col("v0").is_not_null())
    parts = [name for name in rows.columns if name.startswith("v")]
    firsts = spoken.group_by("group", maintain_order=True).agg(pl.col(parts).first())
    both = spoken.join(firsts, on="group", suffix="_0", maintain_order="left")
    cases = sheet.case.gather((both["group"] // of).cast(pl.UInt32))
    compared = Sheet(sheet.kind, cases, {n: both[n] for n in both.columns})
    compared.flagged = sheet.flagged
    flags: Flags = []
    own, first = (texts.compared(named(val, suffix), kind, compared) for suffix in ("", "_0"))
    same = compared.select(values.equal(own, first, flags))[0]
    compared.settle(flags)
    differ = both.select("group").filter(~same.fill_null(value=True)).unique()
    found = rows.group_by("group", maintain_order=True).agg(pl.col("disputed").any())
    found = found.join(firsts, on="group", how="left", maintain_order="left")
    disputed = pl.col("disputed") | pl.col("group").is_in(differ["group"].implode())
    return found.with_columns(disputed=disputed)


def _each_once(group: pl.Series) -> bool:
    if group.is_sorted():
        return not (group == group.shift(1)).any()
    return group.n_unique() == len(group)


def back(groups: pl.DataFrame, sheet: Sheet) -> pl.DataFrame:
    """Groups in the rows of the sheet they are called after; null where a row has none."""
    place = pl.repeat(None, len(sheet), dtype=pl.UInt32, eager=True)
    place = place.scatter(groups["group"], pl.int_range(len(groups), dtype=pl.UInt32, eager=True))
    return groups.select(pl.all().gather(place))


def totals(
    rows: pl.DataFrame, val: Num, sheet: Sheet, flags: Flags, more: dict[str, pl.Expr]
) -> tuple[pl.DataFrame, Num]:
    """Exact sums by group in the rows of the sheet, beside other aggregates of the group."""
    hi = val.n.hi * _most(rows["group"], val.n.hi)
    n = pl.col("v0").cast(pl.Int128 if hi > exact.NARROW else pl.Int64)
    wanted = {"n": n.sum(), **more}
    if hi > exact.LIMIT:
        wanted["size"] = pl.col("v0").cast(pl.Float64).abs().sum()
    if val.d.const is None:
        d = pl.when(pl.col("v0").is_not_null()).then(pl.col("v1"))
        wanted |= {"d": d.min(), "d_most": d.max()}
    if rows["group"].is_sorted():  # told so, Polars sums runs instead of hashing
        rows = rows.with_columns(pl.col("group").set_sorted())
    groups = back(rows.group_by("group").agg(**wanted), sheet)
    total = sheet.put(groups["n"])
    if hi > exact.LIMIT:
        size = sheet.put(groups["size"])
        flags.append(size >= exact.SAFE)
        total, hi = pl.when(size < exact.SAFE).then(total), exact.LIMIT
    if val.d.const is not None:
        return groups, Num(Int(total, hi), val.d)
    low, high = sheet.put(groups["d"]), sheet.put(groups["d_most"])
    flags.append(low != high)  # a sum over several denominators
    return groups, Num(Int(total, hi), Int(low, val.d.hi))


def _most(group: pl.Series, hi: int) -> int:
    """Rows of the largest group, or all rows where even their sum stays narrow."""
    if hi * len(group) <= exact.NARROW:
        return len(group)
    most = group.value_counts()["count"].max()
    return most if isinstance(most, int) else 0
