"""Fields of documents in words: their names from the catalogue, their values as people write them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from extractors.model import Problem, RentPeriod, Value
from service import catalogue


def label(name: str, lang: str, kind: str = "") -> str:
    """``营业收入（本年累计）``; a field that the catalogue does not know keeps its own name.

    ``kind``: of the document, for a name that means another thing in documents of that kind.
    """
    if f"field_of.{kind}.{name}" in catalogue.sentences(lang):
        return catalogue.text(f"field_of.{kind}.{name}", lang)
    base, note = name, ""
    for ending in ("_prev", "_ytd"):
        for tail in (ending, f"{ending}_yuan"):
            if name.endswith(tail):
                base, note = name.removesuffix(tail), catalogue.text(f"field{ending}", lang)
    for known in (base, base.removesuffix("_yuan")):
        if f"field.{known}" in catalogue.sentences(lang):
            return catalogue.text(f"field.{known}", lang) + note
    return name


def worded(name: str, value: Value, lang: str) -> str:
    """A value in words. Amounts of fields are in yuan."""
    if isinstance(value, bool):
        return catalogue.text("value.yes" if value else "value.no", lang)
    if isinstance(value, Decimal):
        amount = f"{value:,f}"
        return catalogue.text("value.yuan", lang, {"amount": amount}) if name.endswith("_yuan") else amount
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        joint = catalogue.text("app.semicolon", lang)
        return joint.join(_period(item, lang) if isinstance(item, RentPeriod) else str(item) for item in value)
    if isinstance(value, Mapping):
        joint = catalogue.text("app.comma", lang)
        return joint.join(f"{key} {worded(name, item, lang)}" for key, item in value.items())
    return str(value)


def _period(period: RentPeriod, lang: str) -> str:
    data = {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "per": catalogue.text(f"value.per_{period.per}", lang),
        "amount": f"{period.amount:,f}",
    }
    return catalogue.text("value.step", lang, data)


def problem(given: Problem, lang: str, kind: str = "") -> str:
    """A problem's sentence, with the fields it names in words."""
    joint = catalogue.text("app.comma", lang)
    data: dict[str, str | int] = dict(given.data)
    for key in ("field", "fields"):
        if isinstance(names := data.get(key), str):
            data[key] = joint.join(label(name, lang, kind) for name in names.split(", "))
    return catalogue.coded("problem", given.code, lang, data)
