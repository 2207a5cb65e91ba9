"""The decisions of one chunk, in columns; and those of the exact lane, case by case, in the same form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import reduce
from operator import and_

import polars as pl

from rules.benefit import Calculator
from rules.book import Book
from rules.columns import exact, values
from rules.columns.errors import AmountTooLarge
from rules.columns.exact import Flags, Int, Num
from rules.columns.frames import Frames
from rules.columns.prepare import Chunk
from rules.columns.reader import Reader
from rules.columns.sheet import Sheet
from rules.decide import GRANTING
from rules.decisions import STATUSES
from rules.model import Amount, Formula, Measure, Pack
from rules.plain import PlainReader
from rules.sentences import Speaker
from rules.world import World

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "measure": pl.String,
    "subject": pl.String,
    "status": pl.Enum(STATUSES),
    "addressed": pl.Boolean,
    "amount_fen": pl.Int64,
    "low_fen": pl.Int64,
    "high_fen": pl.Int64,
    "cap_fen": pl.Int64,
    "capped": pl.Boolean,
}
_AMOUNTS = ("amount_fen", "low_fen", "high_fen", "cap_fen")


def in_columns(pack: Pack, measures: Iterable[Measure], on: date, chunk: Chunk) -> tuple[list[pl.DataFrame], pl.Series]:
    """A frame of decisions for each measure, and the numbers of the cases that go to the exact lane."""
    reader = Reader(pack, on, chunk.sheets, chunk.given)
    found = [_measure(reader, measure, chunk) for measure in measures]
    flagged = [series.cast(pl.UInt32) for sheet in chunk.sheets.values() for series in sheet.flagged]
    return found, pl.concat([pl.Series(dtype=pl.UInt32), *flagged]).unique()


def _measure(reader: Reader, measure: Measure, chunk: Chunk) -> pl.DataFrame:
    sheet = reader.sheets[measure.over or ""]
    truth = reader.truth(measure.root, sheet)
    status = (
        pl.when(truth)
        .then(pl.lit(_met(measure)))
        .when(~truth)
        .then(pl.lit("not_eligible"))
        .otherwise(pl.lit("undetermined"))
    )
    exprs = {"status": status.cast(SCHEMA["status"]), "addressed": pl.lit(value=True)}
    if measure.applies is not None:
        exprs["addressed"] = reader.truth(measure.applies, sheet).fill_null(value=True)
    exprs |= {name: pl.lit(None, dtype=SCHEMA[name]) for name in (*_AMOUNTS, "capped")}
    if measure.amount is not None:
        exprs |= _amounts(reader, measure.amount, sheet, truth)
    made = dict(zip(exprs, sheet.select(*exprs.values()), strict=True))
    subject = sheet.columns.get("subject", pl.repeat("enterprise", len(sheet), dtype=pl.String, eager=True))
    named = pl.repeat(measure.id, len(sheet), dtype=pl.String, eager=True)
    return pl.DataFrame({".": sheet.case, "measure": named, "subject": subject, **made})


def _met(measure: Measure) -> str:
    return "eligible" if measure.outcome in GRANTING else measure.outcome


def _amounts(reader: Reader, amount: Amount, sheet: Sheet, truth: pl.Expr) -> dict[str, pl.Expr]:
    """Fen, as :class:`rules.benefit.Calculator` works them out; null where nothing is granted or can be said yet."""
    formulas = {f"{n}_fen": getattr(amount, w) for n, w in zip(("amount", "low", "high", "cap"), _PARTS, strict=True)}
    vals = {name: _number(reader, f, sheet) for name, f in formulas.items() if f is not None}
    every = [v.n.e.is_not_null() & (v.n.e >= 0) for v in vals.values()]
    shown = reduce(and_, every).fill_null(value=False) & truth.fill_null(value=True)
    shown = sheet.keep(shown)[0]
    flags: Flags = []
    cap = vals.get("cap_fen")
    found: dict[str, pl.Expr] = {}
    over = []
    for name, val in vals.items():
        cut = val
        if cap is not None and name != "cap_fen":
            above = sheet.keep(exact.compare(">", val, cap, flags))[0]
            cut = _held(sheet, values.pick(above, cap, val, flags))
            over += [above] if name != "low_fen" else []
        fen = exact.rounded(cut, flags)
        found[name] = _fitting(Int(pl.when(shown).then(fen.e), fen.hi), flags)
    capped = reduce(lambda a, b: a | b, over) if over else pl.lit(value=False)
    found["capped"] = pl.when(shown).then(capped)
    sheet.settle(flags)
    return found


_PARTS = ("value", "low", "high", "cap")


def _number(reader: Reader, formula: Formula, sheet: Sheet) -> Num:
    val = reader.at(formula.expression, sheet).val
    if not isinstance(val, Num):
        raise TypeError(formula.text)
    return val


def _held(sheet: Sheet, val: values.Val) -> Num:
    found = sheet.hold(val)
    if not isinstance(found, Num):
        raise TypeError(val)
    return found


def _fitting(fen: Int, flags: Flags) -> pl.Expr:
    """In Int64; what does not fit is left to the exact lane, which says so."""
    if not fen.wide:
        return fen.e
    flags.append(fen.e.abs() > exact.NARROW)
    return fen.e.cast(pl.Int64, strict=False)


def one_by_one(pack: Pack, measures: Iterable[Measure], on: date, frames: Frames, cases: pl.DataFrame) -> pl.DataFrame:
    """The exact lane: the plain reader over each of some cases (``.`` and ``case``). Raises AmountTooLarge."""
    rows: list[dict[str, object]] = []
    for number, case in cases.select(".", "case").iter_rows():
        world = World(Book(pack, frames.fact_set(pack, case)), on)
        world.reader = PlainReader(world).truth
        for measure in measures:
            for subject in world.book.decided(measure.over):
                rows.append({".": number, **_one(world, measure, subject, str(case))})
    return pl.DataFrame(rows, schema={".": pl.UInt32, **SCHEMA})


def _one(world: World, measure: Measure, subject: str, case: str) -> dict[str, object]:
    truth = world.truth(measure.root, subject)
    status = "undetermined" if truth is None else _met(measure) if truth else "not_eligible"
    addressed = measure.applies is None or world.truth(measure.applies, subject) is not False
    benefit = None
    if measure.amount is not None and truth is not False:
        benefit = Calculator(world, Speaker(world)).work(measure.amount, subject, granted=status == "eligible").benefit
    row = {name: getattr(benefit, name) if benefit else None for name in (*_AMOUNTS, "capped")}
    if any(abs(row[name] or 0) > exact.NARROW for name in _AMOUNTS):
        raise AmountTooLarge(case=case, measure=measure.id)
    return {"measure": measure.id, "subject": subject, "status": status, "addressed": addressed, **row}
