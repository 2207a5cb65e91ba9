"""Registry lists looked up for whole columns, as :class:`rules.book.Book` looks up one name.

A value that is given stands; the list fills what is unknown and not in dispute.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from rules import registries
from rules.columns import cells
from rules.columns.texts import plain_forms
from rules.model import FactSpec, Pack, Registry
from rules.names import normal_name
from rules.types import Value


def looked_up(pack: Pack, frame: pl.DataFrame, wanted: frozenset[str], owners: frozenset[str]) -> pl.DataFrame:
    """The frame of some owners with the facts that lists give, in the order in which the pack names them."""
    forms: dict[str, pl.DataFrame] = {}
    for spec in pack.facts.values():
        lookup = spec.registry
        if lookup is None or spec.subject not in owners or spec.name not in wanted or lookup.match not in frame.columns:
            continue
        names = frame[lookup.match]
        if lookup.match not in forms:
            forms[lookup.match] = _forms(names)
        found = _found(pack.registries[lookup.list], spec, names, forms[lookup.match])
        if spec.name in frame.columns:
            found = frame[spec.name].cast(found.dtype).fill_null(found)
        if f"{spec.name}!" in frame.columns:
            found = pl.select(pl.when(~frame[f"{spec.name}!"].fill_null(value=False)).then(found)).to_series()
        frame = frame.with_columns(found.alias(spec.name))
    return frame


def _found(registry: Registry, spec: FactSpec, names: pl.Series, forms: pl.DataFrame) -> pl.Series:
    """What the list says for each name; null for no name, and where it says nothing."""
    index = registries.index(registry)
    otherwise = spec.registry.otherwise if spec.registry else None
    listed = {
        name: registries.said(spec, index[key])
        for name in _candidates(forms, index)
        if (key := normal_name(name)) in index
    }
    dtype = cells.DTYPES[spec.type]
    said = pl.DataFrame(
        {
            "name": pl.Series(list(listed), dtype=pl.String),
            "said": pl.Series([_cell(value, spec) for value in listed.values()], dtype=dtype),
            "listed": pl.Series([True] * len(listed), dtype=pl.Boolean),
        }
    )
    rows = pl.DataFrame({"name": names}).join(said, on="name", how="left", maintain_order="left")
    missed = pl.col("listed").is_null() & pl.col("name").is_not_null()
    other = pl.lit(pl.Series([_cell(otherwise, spec)], dtype=dtype)).first()
    return rows.select(pl.when(missed).then(other).otherwise("said")).to_series()


def _cell(value: Value | None, spec: FactSpec) -> object:
    return None if value is None else cells.written(value, spec.type)[0]


def _forms(names: pl.Series) -> pl.DataFrame:
    """The different names with their plain form; null for one that has none."""
    different = names.unique().drop_nulls()
    return pl.DataFrame({"name": different, "form": plain_forms(different)})


def _candidates(forms: pl.DataFrame, index: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The names that may be on the list: those whose plain form is, and those that have none."""
    found = forms.filter(pl.col("form").is_null() | pl.col("form").is_in(list(index)))
    return found["name"].to_list()
