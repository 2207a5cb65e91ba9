"""A chunk of frames as sheets: cases numbered, subjects in order, facts as integer columns with their bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from rules.columns import exact
from rules.columns.aggregates import REAL
from rules.columns.errors import FrameRefused
from rules.columns.exact import Int, Num
from rules.columns.frames import Frames
from rules.columns.lookups import looked_up
from rules.columns.rent import EPOCH
from rules.columns.sheet import Sheet
from rules.columns.values import NUMBERS, PER, Plain, Step, Steps, Val
from rules.model import Pack
from rules.types import Type

#: rent steps that stand in columns of their own; a longer schedule goes to the exact lane
STEPS = 4
#: denominators of a column are brought to one as long as it stays below
_COMMON = 10**6


@dataclass(frozen=True, slots=True)
class Chunk:
    cases: pl.DataFrame  #: rows of ``Frames.cases``
    sheets: Mapping[str, Sheet]
    given: Mapping[str, Val]


def chunks(pack: Pack, frames: Frames, size: int, wanted: frozenset[str]) -> Iterator[Chunk]:
    """Cases in the order of the frame, so many at a time. ``wanted``: the facts and kinds that are read."""
    many = {kind: _ordered(kind, frames, frame, wanted) for kind, frame in frames.many.items() if kind in wanted}
    for start in range(0, len(frames.cases), size):
        cases = frames.cases.slice(start, size)
        yield _chunk(pack, cases, {kind: _part(frame, start, len(cases)) for kind, frame in many.items()}, wanted)


def _ordered(kind: str, frames: Frames, frame: pl.DataFrame, wanted: frozenset[str]) -> pl.DataFrame:
    """The subjects with the number of their case, in the order of the cases."""
    numbers = frames.cases.select("case", pl.int_range(pl.len(), dtype=pl.UInt32).alias("."))
    kept = [name for name in frame.columns if name in ("case", "subject") or name.removesuffix("!") in wanted]
    found = frame.select(kept).join(numbers, on="case", how="left", maintain_order="left")
    lost = found.filter(pl.col(".").is_null())
    if len(lost):
        raise FrameRefused("unknown_case", frame=kind, value=str(lost["case"][0]))
    found = found.drop("case")
    return found if found["."].is_sorted() else found.sort(".", maintain_order=True)


def _part(frame: pl.DataFrame, start: int, size: int) -> pl.DataFrame:
    numbers = frame["."]
    first, last = (int(numbers.search_sorted(edge, side="left")) for edge in (start, start + size))
    return frame.slice(first, last - first).with_columns((pl.col(".") - start).cast(pl.UInt32))


def _chunk(pack: Pack, cases: pl.DataFrame, many: Mapping[str, pl.DataFrame], wanted: frozenset[str]) -> Chunk:
    over = {m.over for m in pack.measures.values() if m.over}
    sheets: dict[str, Sheet] = {}
    given: dict[str, Val] = {}
    once = frozenset(s.name for s in pack.subjects.values() if not s.many)
    cases = looked_up(pack, cases, wanted, once)
    sheets[""] = Sheet("", pl.int_range(len(cases), dtype=pl.UInt32, eager=True), {})
    given |= _facts(pack, sheets[""], cases, wanted)
    for spec in pack.subjects.values():
        if not spec.many or spec.name not in wanted:
            continue
        frame = many.get(spec.name, _EMPTY)
        frame = looked_up(pack, frame, wanted, frozenset((spec.name,))).with_columns(pl.lit(value=True).alias(REAL))
        if spec.name in over:
            frame = _with_unshown(frame, spec.name, len(cases))
        sheet = Sheet(spec.name, frame["."].set_sorted(), {REAL: frame[REAL], "subject": frame["subject"]})
        sheets[spec.name] = sheet
        given |= _facts(pack, sheet, frame, wanted)
    return Chunk(cases, sheets, given)


_EMPTY = pl.DataFrame(schema={".": pl.UInt32, "subject": pl.String})


def _with_unshown(frame: pl.DataFrame, kind: str, cases: int) -> pl.DataFrame:
    """A row for the subject that nobody has shown, in each case that has none."""
    every = pl.DataFrame({".": pl.int_range(cases, dtype=pl.UInt32, eager=True)})
    lacking = every.join(frame, on=".", how="anti")
    if lacking.is_empty():
        return frame
    marks = [pl.lit(value=False).alias(name) for name in frame.columns if name.endswith("!")]
    rows = lacking.with_columns(pl.lit(kind).alias("subject"), pl.lit(value=False).alias(REAL), *marks)
    return pl.concat([frame, rows], how="diagonal").sort(".", maintain_order=True)


def _facts(pack: Pack, sheet: Sheet, frame: pl.DataFrame, wanted: frozenset[str]) -> dict[str, Val]:
    found: dict[str, Val] = {}
    for name in frame.columns:
        if name.endswith("!") and name[:-1] in wanted:
            if frame[name].any():
                sheet.columns[name] = frame[name].fill_null(value=False)
        elif name in wanted and name in pack.facts:
            found[name] = _fact(sheet, name, frame[name], pack.facts[name].type)
    return found


def _fact(sheet: Sheet, name: str, series: pl.Series, kind: Type) -> Val:
    if kind is Type.DATE:
        return Num(sheet.put_int(series.cast(pl.Date).cast(pl.Int32).cast(pl.Int64) + EPOCH))
    if kind in (Type.RATIO, Type.NUMBER):
        return _ratio(sheet, series)
    if kind in NUMBERS:
        return Num(_whole(sheet, series))
    if kind is Type.SCHEDULE:
        return _schedule(sheet, series)
    sheet.columns[name] = series.cast(pl.Boolean if kind is Type.BOOL else pl.String)
    return Plain(pl.col(name))


def _whole(sheet: Sheet, series: pl.Series) -> Int:
    return sheet.put_int(series.cast(pl.Int64) if series.dtype == pl.Null else series)


def _ratio(sheet: Sheet, series: pl.Series) -> Num:
    """Over one denominator where there is a small one."""
    if series.dtype.is_decimal():
        scale = getattr(series.dtype, "scale", 0)
        return Num(_whole(sheet, series.to_physical()), exact.literal(10**scale))
    if not isinstance(series.dtype, pl.Struct):
        return Num(_whole(sheet, series))
    n, d = series.struct.field("n"), series.struct.field("d")
    below = d.drop_nulls().unique().head(1000).to_list()
    common = math.lcm(*below) if below else 1
    above = sheet.put_int(n)
    if len(below) < 1000 and common <= _COMMON and above.hi * common <= exact.LIMIT:
        scaled = pl.col("n").cast(pl.Int128) * (pl.lit(common, dtype=pl.Int128) // pl.col("d").cast(pl.Int128))
        return Num(sheet.put_int(pl.DataFrame({"n": n, "d": d}).select(scaled).to_series()), exact.literal(common))
    return Num(above, sheet.put_int(d))


def _schedule(sheet: Sheet, series: pl.Series) -> Steps:
    count = series.list.len().cast(pl.Int64) if series.dtype != pl.Null else series.cast(pl.Int64)
    long = count > STEPS
    if long.any():
        sheet.flagged.append(sheet.case.filter(long.fill_null(value=False)).unique())
    most = count.max()
    steps = []
    for number in range(min(int(most) if isinstance(most, int) else 0, STEPS)):
        step = series.list.get(number, null_on_oob=True).struct.unnest()
        days = [step[name].cast(pl.Int32).cast(pl.Int64) + EPOCH for name in ("start", "end")]
        per = step["per"].replace_strict(PER, return_dtype=pl.Int64)
        steps.append(Step(*(sheet.put_int(part) for part in (*days, step["amount"], per))))
    return Steps(sheet.put_int(count), tuple(steps))
