"""Words left behind: a number changed, and a label or the quoted notice still says the old one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rules.author.diff_model import SOURCE, Change
from rules.author.diff_reach import leaves, parts_of
from rules.author.diff_side import Pair
from rules.errors import Place
from rules.model import Citation, Measure, Parameter
from rules.schema import Text

#: changes of one number into another
_NUMBERS = ("criterion.threshold", "parameter.value", "parameter.money", "amount.value", "amount.low", "amount.high",
            "amount.cap")  # fmt: skip

_UNITS = (("亿元", 10**8), ("万元", 10**4), ("元", 1))


@dataclass(frozen=True, slots=True)
class _Said:
    """Words beside a number: a label, or a quotation."""

    owner: str
    where: Text
    words: Text
    quoted: bool
    place: Place | None


def remarks(pair: Pair, changes: list[Change]) -> Iterator[Change]:
    """For each number that changed, the words of B that still hold the old one."""
    told: set[tuple[str, str, str]] = set()
    for change in changes:
        if change.kind not in _NUMBERS or change.before is None or change.after is None:
            continue
        for said in _beside(pair, change):
            old, new = change.before, change.after
            if not _holds(said.words.zh, old.zh) or _holds(said.words.zh, new.zh):
                continue
            key = (said.owner, said.words.zh, old.zh)
            if key in told:
                continue
            told.add(key)
            zh, en = ("所引的原文", "the notice as quoted") if said.quoted else ("的文字", "the label")
            now = f"still says {old.en}, the rule now says {new.en}"
            words = Text(
                f"{said.owner}：{said.where.zh}{zh}仍写着{old.zh}，规则已改为{new.zh}：“{said.words.zh}”",
                f"{said.owner}: {en} for {said.where.en} {now}: “{said.words.en}”",
            )
            kind = "stale.quote" if said.quoted else "stale.label"
            yield pair.change(
                kind, SOURCE, said.owner, words, item=change.item, before=old, after=new, places=(None, said.place)
            )


def _holds(words: str, value: str) -> bool:
    """The number stands there by itself: 5% is not in 15%, 100万元 is 1000000元."""
    plain = unicodedata.normalize("NFKC", words).replace(",", "")
    return any(_alone(plain, form) for form in _forms(value))


def _alone(words: str, form: str) -> bool:
    at = words.find(form)
    while at >= 0:
        if at == 0 or not (words[at - 1].isdigit() or words[at - 1] == "."):
            return True
        at = words.find(form, at + 1)
    return False


def _forms(value: str) -> set[str]:
    """Ways to write one value; none for words, formulas and bare numbers, which stand for too many things."""
    plain = unicodedata.normalize("NFKC", value).replace(",", "")
    for unit, size in _UNITS:
        number = plain.removesuffix(unit)
        if number != plain and _is_number(number):
            yuan = Fraction(number) * size
            return {
                f"{_written(yuan / s)}{u}" for u, s in (("元", 1), ("万元", 10**4), ("亿元", 10**8)) if _short(yuan / s)
            }
    return {plain} if plain.endswith("%") and _is_number(plain[:-1]) else set()


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _short(number: Fraction) -> bool:
    return (number * 100).denominator == 1


def _written(number: Fraction) -> str:
    whole, rest = divmod(int(number * 100), 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".")


def _beside(pair: Pair, change: Change) -> Iterator[_Said]:
    side = pair.b
    for measure in side.pack.measures.values():
        if measure.id in change.measures or measure.id == change.owner:
            yield from _criteria(pair, measure, set(change.conditions))
        if measure.amount is not None and measure.id in change.amounts and change.kind != "criterion.threshold":
            place = side.places.at("measure", measure.id, "amount")
            name = Text("金额", "the amount")
            yield _Said(measure.id, name, measure.amount.label, quoted=False, place=place)
            for cite in {measure.amount.cite, (measure.amount.cap or measure.amount).cite}:
                yield _quoted(measure.id, name, cite, place)
    parameter = side.pack.parameters.get(change.owner)
    if parameter is not None and change.kind.startswith("parameter."):
        yield from _parameter(pair, parameter)


def _criteria(pair: Pair, measure: Measure, keys: set[str]) -> Iterator[_Said]:
    for condition in parts_of(measure).values():
        for leaf in leaves(condition):
            if leaf.key not in keys:
                continue
            label = pair.b.speaker.label(leaf)
            name = Text(f"条件“{label.zh}”", f"the criterion “{label.en}”") if leaf.id is None else Text(
                f"条件{leaf.id}", f"the criterion {leaf.id}")  # fmt: skip
            if leaf.label is not None:
                yield _Said(measure.id, name, leaf.label, quoted=False, place=leaf.place)
            if leaf.cite is not None:
                yield _quoted(measure.id, name, leaf.cite, leaf.place)


def _parameter(pair: Pair, parameter: Parameter) -> Iterator[_Said]:
    place = pair.b.places.at("parameter", parameter.name, "source")
    name = Text("参数", "the parameter")
    yield _Said(parameter.name, name, parameter.label, quoted=False, place=place)
    if parameter.source.citation is not None:
        yield _quoted(parameter.name, name, parameter.source.citation, place)


def _quoted(owner: str, name: Text, cite: Citation, place: Place | None) -> _Said:
    return _Said(owner, name, Text(cite.quote, cite.quote), quoted=True, place=place)
