"""Fields of documents in words: their names from the catalogue, their values as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from extractors.model import Problem, RentPeriod, Value
from rules import wording
from rules.types import Type, fits
from service import catalogue

#: what a name says beside the item, from its end: the words or figures of an amount where they differ; another column
_ENDINGS = ("_words", "_figures", "_prev", "_ytd")
_FEN_PLACES = 2
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
#: of problems, the data that is amounts in figures
_AMOUNTS = {
    "statement.sum_differs": ("total", "parts"),
    "statement.month_exceeds_year": ("month", "year"),
    "extract.words_figures_differ": ("values",),
}


def label(name: str, lang: str, kind: str = "") -> str:
    """``营业收入（本年累计）``; a field that the catalogue does not know keeps its own name.

    ``kind``: of the document, for a name that means another thing in documents of that kind. ``latest.base_yuan`` is
    a part of a field that is told part by part.
    """
    whole, _, inner = name.partition(".")
    if inner:
        return catalogue.text("field_part_of", lang, {"field": label(whole, lang, kind), "part": part(inner, lang)})
    if f"field_of.{kind}.{name}" in catalogue.sentences(lang):
        return catalogue.text(f"field_of.{kind}.{name}", lang)
    base, note = name, ""
    for ending in _ENDINGS:
        for tail in (ending, f"{ending}_yuan"):
            if base.endswith(tail):
                base, note = base.removesuffix(tail), catalogue.text(f"field{ending}", lang) + note
    for known in (base, base.removesuffix("_yuan")):
        if f"field.{known}" in catalogue.sentences(lang):
            return catalogue.text(f"field.{known}", lang) + note
    return name


def part(key: str, lang: str) -> str:
    """What one part of a value is called: ``养老保险``, ``失业保险缴费基数``, ``2020年2月``."""
    if fits(key, Type.MONTH):
        shown = wording.value(key, Type.MONTH)
        return shown.en if lang == "en" else shown.zh
    named = f"field_part.{key.removesuffix('_yuan')}"
    return catalogue.text(named, lang) if named in catalogue.sentences(lang) else label(key, lang)


def worded(name: str, value: Value, lang: str) -> str:
    """A value in words. Amounts of fields are in yuan."""
    if isinstance(value, bool):
        return catalogue.text("value.yes" if value else "value.no", lang)
    if isinstance(value, Decimal):
        return catalogue.text("value.yuan", lang, {"amount": _amount(value)}) if _is_money(name) else f"{value:,f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        joint = catalogue.text("app.semicolon", lang)
        return joint.join(_period(item, lang) if isinstance(item, RentPeriod) else str(item) for item in value)
    if isinstance(value, Mapping):
        joint = catalogue.text("app.comma", lang)
        return joint.join(f"{part(key, lang)} {_of_part(name, key, item, lang)}" for key, item in value.items())
    return str(value)


def _of_part(name: str, key: str, value: Value, lang: str) -> str:
    """A part is an amount where the whole is one, or where its own name says so."""
    return worded(key if _is_money(key) else name, value, lang)


def _is_money(name: str) -> bool:
    return name.endswith("_yuan")


def _amount(value: Decimal) -> str:
    """With two decimals at least, and all that the paper gives."""
    places = -int(value.as_tuple().exponent) if value.is_finite() else 0
    return f"{value:,.2f}" if places < _FEN_PLACES else f"{value:,f}"


def _period(period: RentPeriod, lang: str) -> str:
    data = {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "per": catalogue.text(f"value.per_{period.per}", lang),
        "amount": _amount(period.amount),
    }
    return catalogue.text("value.step", lang, data)


def problem(given: Problem, lang: str, kind: str = "") -> str:
    """A problem's sentence, with the fields it names in words."""
    joint = catalogue.text("app.comma", lang)
    data: dict[str, str | int] = dict(given.data)
    for key in ("field", "fields"):
        if isinstance(names := data.get(key), str):
            data[key] = joint.join(label(name, lang, kind) for name in names.split(", "))
    for key in _AMOUNTS.get(given.code, ()):
        data[key] = _NUMBER.sub(lambda found: _amount(Decimal(found[0])), str(data.get(key, "")))
    if isinstance(check := data.get("check"), str) and f"equation.{check}" in catalogue.sentences(lang):
        data["check"] = catalogue.text(f"equation.{check}", lang)
    return catalogue.coded("problem", given.code, lang, data)
