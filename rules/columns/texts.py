"""Texts as they are compared (:func:`rules.names.normal_name`), for whole columns. Shown they are as written."""

from __future__ import annotations

import string

import polars as pl

from rules.columns.sheet import Sheet
from rules.columns.values import Plain, Val
from rules.names import normal_name
from rules.types import Type

#: texts in which lower case, the brackets and the blank are all that :func:`normal_name` changes
_PLAIN = r"^[ -~\x{4e00}-\x{9fff}（）【】〔〕]*$"
_CHANGED = {"（": "(", "）": ")", "【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")", " ": ""}
_CHANGED |= {capital: capital.lower() for capital in string.ascii_uppercase}  # a third of the time of to_lowercase


def plain_forms(texts: pl.Series) -> pl.Series:
    """The form of each text in which only these things change; null for one in which others may."""
    form = pl.col("text").str.replace_many(_CHANGED)
    frame = pl.DataFrame({"text": texts})
    return frame.select(pl.when(pl.col("text").str.contains(_PLAIN)).then(form).alias("form")).to_series()


def forms(texts: pl.Series) -> pl.Series:
    """The form of each text."""
    found = plain_forms(texts)
    rest = (found.is_null() & texts.is_not_null()).arg_true()
    if rest.is_empty():
        return found
    words = texts.gather(rest).to_list()
    return found.scatter(rest, pl.Series([normal_name(word) for word in words], dtype=pl.String))


def compared(val: Val, kind: Type, sheet: Sheet) -> Val:
    """A value as it is compared with another of its type."""
    if kind is not Type.TEXT or not isinstance(val, Plain):
        return val
    roots = val.e.meta.root_names()
    if not roots:
        (form,) = forms(pl.select(val.e.cast(pl.String)).to_series())
        return Plain(pl.lit(form, dtype=pl.String))
    key = ("compared", roots[0])
    if key not in sheet.memory:
        sheet.memory[key] = Plain(sheet.put(forms(sheet.columns[roots[0]].cast(pl.String))))
    kept = sheet.memory[key]
    return kept if isinstance(kept, Plain) else val
