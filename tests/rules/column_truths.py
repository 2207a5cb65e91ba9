"""Every truth and every derived value inside the columnar reader, to hold them to the plain reader's one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import polars as pl

from rules.book import Book
from rules.columns import prepare
from rules.columns.exact import Num
from rules.columns.reader import Reader
from rules.columns.sheet import Sheet
from rules.columns.values import Plain, Val, known
from rules.evaluation import network_of
from rules.facts import FactSet
from rules.model import Pack
from rules.plain import PlainReader
from rules.screen import frames_of
from rules.types import Type, Value, months_of
from rules.world import World

#: (case, condition key or derived fact, subject) -> truth; or value and whether it is disputed
Found = dict[tuple[str, str, str], object]


def by_columns(pack: Pack, cases: dict[str, FactSet], on: date) -> tuple[Found, set[str]]:
    """What columns say, and the cases they leave to the exact lane."""
    frames = frames_of(pack, cases)
    everything = frozenset((*pack.facts, *pack.subjects))
    found: Found = {}
    apart = set(frames.exact)
    for chunk in prepare.chunks(pack, frames, 3, everything):
        reader = Reader(pack, on, chunk.sheets, chunk.given)
        names = chunk.cases["case"]
        for node in network_of(pack).nodes.values():
            sheet = reader.sheets[node.scope or ""]
            truths = sheet.select(reader.truth(node.condition, sheet))[0]
            found |= _placed(sheet, names, node.condition.key, truths.to_list())
        for name in pack.derived:
            sheet = reader.sheet_of(name)
            agreed = reader.fact(name)
            no = pl.lit(value=False)
            disputed = sheet.select(no if agreed.disputed is None else agreed.disputed)[0].to_list()
            pairs = list(zip(_read(sheet, agreed.val), disputed, strict=True))
            found |= _placed(sheet, names, name, pairs)
        apart |= {names[n] for sheet in chunk.sheets.values() for series in sheet.flagged for n in series}
    return {place: value for place, value in found.items() if place[0] not in apart}, apart


def _placed(sheet: Sheet, names: pl.Series, what: str, values: Sequence[object]) -> Found:
    subjects = sheet.columns["subject"].to_list() if sheet.kind else ["enterprise"] * len(sheet)
    return {
        (names[case], what, subject): value for case, subject, value in zip(sheet.case, subjects, values, strict=True)
    }


def _read(sheet: Sheet, val: Val) -> list[object]:
    if isinstance(val, Plain):
        return sheet.select(val.e)[0].to_list()
    if isinstance(val, Num):
        n, d = sheet.select(val.n.e, val.d.e)
        return [None if above is None else Fraction(above, below) for above, below in zip(n, d, strict=True)]
    return sheet.select(known(val))[0].to_list()


def by_plain(pack: Pack, cases: dict[str, FactSet], on: date, places: Found) -> Found:
    """The same places out of the plain reader."""
    worlds = {}
    for name, facts in cases.items():
        worlds[name] = World(Book(pack, facts), on)
        worlds[name].reader = PlainReader(worlds[name]).truth
    conditions = {node.condition.key: node.condition for node in network_of(pack).nodes.values()}
    found: Found = {}
    for case, what, subject in places:
        world = worlds[case]
        if what in conditions:
            found[case, what, subject] = world.truth(conditions[what], subject)
        else:
            outcome = world.value(what, subject)
            disputed = any(cause.kind == "conflict" for cause in outcome.causes)
            found[case, what, subject] = (_plain(outcome.value, pack.facts[what].type), disputed)
    return found


def _plain(value: Value | None, kind: Type) -> object:
    if kind is Type.SCHEDULE:
        return value is not None
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if kind is Type.MONTH and isinstance(value, str):
        return Fraction(months_of(value))
    return value
