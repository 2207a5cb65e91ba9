"""sum, count, at and series_sum: the subjects of each case gathered into one value, as ``World._aggregate`` does.

A group is a row of the sheet that the result belongs to: a case, or a subject whose own facts say what is wanted.
Rows that stand for a subject nobody has shown (``.real`` is false) are never gathered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from rules.columns import exact, texts, values
from rules.columns.exact import Flags, Int, Num
from rules.columns.groups import agreed, back, filtered, numbered, totals
from rules.columns.sheet import Sheet, gathered
from rules.columns.values import Agreed, Plain, Val, known
from rules.expressions import Call, FactRef
from rules.functions import MONTHS_LIMIT
from rules.types import Type

if TYPE_CHECKING:
    from rules.columns.reader import Reader

REAL = ".real"
#: a group and a month as one number: months are below it
_MONTHS = 1 << 20


def work(reader: Reader, call: Call, sheet: Sheet, flags: Flags) -> Agreed:
    """``sheet``: where the keys belong, and the result; that of the cases for ``sum`` and ``count``."""
    kind = reader.sheets[call.over or ""]
    names = [a.name for a in call.args if isinstance(a, FactRef)]
    if call.name == "count":
        shown = _shown(kind, sheet)
        return Agreed(Num(Int(pl.when(shown > 0).then(shown), len(kind))), None)
    if call.name == "sum":
        return _sum(reader.fact(names[0]), kind, sheet, flags)
    keys = [reader.at(a, sheet) for a in call.args[2:]]
    of, by = (reader.pack.facts[name].type for name in names[:2])
    gathering = _Gathering(reader.fact(names[0]), reader.fact(names[1]), of, by, kind, sheet, _paired(kind, sheet))
    if call.name == "at":
        return gathering.at(keys[0], flags)
    return gathering.series(keys[0], keys[1], flags)


def _shown(kind: Sheet, sheet: Sheet) -> pl.Expr:
    """How many subjects of the kind the case of each row has."""
    key = ("shown", kind.kind)
    if key not in sheet.memory:
        rows = pl.DataFrame({"group": kind.case, "real": kind.columns[REAL]}).filter(pl.col("real"))
        many = rows.group_by("group").agg(n=pl.len().cast(pl.Int64))
        found = pl.DataFrame({"group": sheet.case}).join(many, on="group", how="left", maintain_order="left")
        sheet.memory[key] = sheet.put(found["n"].fill_null(0))
    return _expr(sheet.memory[key])


def _expr(kept: object) -> pl.Expr:
    if not isinstance(kept, pl.Expr):
        raise TypeError(kept)
    return kept


def _sum(of: Agreed, kind: Sheet, sheet: Sheet, flags: Flags) -> Agreed:
    """Unknown where one is, and where the case has none."""
    val = of.val if isinstance(of.val, Num) else Num(exact.NOTHING)
    more = {"open": ~known(val)} | ({} if of.disputed is None else {"disputed": of.disputed})
    rows = filtered(kind, val, pl.col(REAL), kind.case, more)
    groups, total = totals(rows, val, sheet, flags, {name: pl.col(name).any() for name in more})
    wholly = ~sheet.put(groups["open"].fill_null(value=True))
    found = values.pick(wholly, total, Num(exact.NOTHING, total.d), flags)
    return Agreed(found, None if of.disputed is None else sheet.put(groups["disputed"].fill_null(value=False)))


@dataclass(frozen=True, slots=True, eq=False)
class _Paired:
    """The subjects beside the groups that may want them."""

    sheet: Sheet
    group: pl.Series  #: row of the sheet of the result
    row: pl.Series | None  #: row of the sheet of the kind; None: each its own


def _paired(kind: Sheet, sheet: Sheet) -> _Paired:
    if not sheet.kind:
        return _Paired(kind, kind.case, None)
    key = ("paired", kind.kind)
    if key not in sheet.memory:
        wanting = pl.DataFrame({"case": sheet.case, "group": numbered(sheet)})
        given = pl.DataFrame({"case": kind.case, "row": numbered(kind), "real": kind.columns[REAL]})
        pairs = wanting.join(given.filter(pl.col("real")), on="case", maintain_order="left_right")
        made = Sheet(kind.kind, pairs["case"], {REAL: pairs["real"]})
        made.flagged = sheet.flagged
        sheet.memory[key] = _Paired(made, pairs["group"], pairs["row"])
    kept = sheet.memory[key]
    return kept if isinstance(kept, _Paired) else _Paired(kind, kind.case, None)


@dataclass(frozen=True, slots=True, eq=False)
class _Gathering:
    """``value`` of the subjects whose ``key`` is the one wanted."""

    value: Agreed
    key: Agreed
    value_type: Type
    key_type: Type
    kind: Sheet
    sheet: Sheet
    pairs: _Paired

    def at(self, wanted: Agreed, flags: Flags) -> Agreed:
        own: Flags = []
        keys, meant = (
            texts.compared(val, self.key_type, sheet)
            for val, sheet in ((self.key.val, self.kind), (wanted.val, self.sheet))
        )
        hits = values.equal(self._of_kind(keys), self._of_group(meant), own)
        rows = self._rows(hits, {})
        self.pairs.sheet.settle(own)
        groups = agreed(rows, self.value.val, self.sheet, self.value_type).with_columns(there=pl.lit(value=True))
        groups = back(groups, self.sheet)
        lacking = self.sheet.put(groups["there"].is_null())
        disputed = self._disputed(known(wanted.val), wanted.disputed, groups, lacking)
        val = self._back(groups)
        if disputed is not None:
            disputed = self.sheet.keep(disputed)[0]
            val = values.pick(~disputed, val, values.blank(val), flags)
        return Agreed(val, disputed)

    def series(self, first: Agreed, last: Agreed, flags: Flags) -> Agreed:
        """The sum over the months from first to last; unknown unless each month is there."""
        sheet, start, end, of = self.sheet, _number(first.val), _number(last.val), _number(self.value.val)
        months = sheet.keep(end.n.e - start.n.e + 1)[0]
        fit = sheet.keep(months.is_between(1, MONTHS_LIMIT).fill_null(value=False))[0]
        key, low, high = (_number(v) for v in (self._of_kind(self.key.val), self._of_group(start), self._of_group(end)))
        inside = key.n.e.is_between(low.n.e, high.n.e) & (high.n.e - low.n.e < MONTHS_LIMIT)
        rows = self._rows(inside, {"month": key.n.e})
        rows = rows.with_columns(group=pl.col("group").cast(pl.Int64) * _MONTHS + pl.col("month")).drop("month")
        by_month = agreed(rows, of, sheet, self.value_type, _MONTHS)
        by_month = by_month.with_columns(
            # a month in dispute has no value
            v0=pl.when(~pl.col("disputed")).then("v0"),
            group=(pl.col("group") // _MONTHS).cast(pl.UInt32),
        )
        more = {
            "there": pl.len().cast(pl.Int64),
            "known": pl.col("v0").count().cast(pl.Int64),
            "disputed": pl.col("disputed").any(),
        }
        groups, total = totals(by_month, of, sheet, flags, more)
        every = sheet.keep(fit & (sheet.put(groups["known"].fill_null(0)) == months).fill_null(value=False))[0]
        lacking = (sheet.put(groups["there"].fill_null(0)) < months).fill_null(value=False)
        keys = values.either(first.disputed, last.disputed)
        disputed = self._disputed(known(start) & known(end), keys, groups, lacking, fit)
        return Agreed(values.pick(every, total, Num(exact.NOTHING, total.d), flags), disputed)

    # -- parts -------------------------------------------------------------------------------------------------

    def _of_kind(self, val: Val) -> Val:
        pairs = self.pairs
        return val if pairs.row is None else gathered(val, self.kind, pairs.sheet, pairs.row)

    def _of_group(self, val: Val) -> Val:
        return gathered(val, self.sheet, self.pairs.sheet, self.pairs.group)

    def _rows(self, hits: pl.Expr, more: dict[str, pl.Expr]) -> pl.DataFrame:
        """The subjects that are wanted, with their values, by group."""
        mask = (hits & pl.col(REAL)).fill_null(value=False)
        if self.value.disputed is not None:
            flag = self._of_kind(Plain(self.kind.keep(self.value.disputed)[0]))
            more = more | ({"disputed": flag.e} if isinstance(flag, Plain) else {})
        return filtered(self.pairs.sheet, self._of_kind(self.value.val), mask, self.pairs.group, more)

    def _back(self, groups: pl.DataFrame) -> Val:
        """The values of the groups in the rows of the sheet."""
        val = self.value.val
        if isinstance(val, Plain):
            return Plain(self.sheet.put(groups["v0"]))
        put = [
            part if part.const is not None and i else Int(self.sheet.put(groups[f"v{i}"]), part.hi)
            for i, part in enumerate(values.ints(val))
        ]
        return values.with_ints(val, put)

    def _disputed(
        self,
        settled: pl.Expr,
        wanting: pl.Expr | None,
        groups: pl.DataFrame,
        lacking: pl.Expr,
        fit: pl.Expr | None = None,
    ) -> pl.Expr | None:
        """A dispute over what is wanted; or over a value found; or over a key, while one wanted was not found."""
        sheet = self.sheet
        found = groups["disputed"].fill_null(value=False)
        inner = values.either(sheet.put(found) if found.any() else None, self._open_keys(lacking))
        if inner is not None:
            inner = inner & settled if fit is None else inner & settled & fit
        both = values.either(inner, wanting)
        return None if both is None else both & (_shown(self.kind, sheet) > 0)

    def _open_keys(self, lacking: pl.Expr) -> pl.Expr | None:
        if self.key.disputed is None:
            return None
        open_, real = self.kind.select(self.key.disputed, pl.col(REAL))
        cases = self.kind.case.filter(open_ & real).unique()
        return lacking & self.sheet.put(self.sheet.case.is_in(cases.implode()))


def _number(val: Val) -> Num:
    if not isinstance(val, Num):
        raise TypeError(val)
    return val
