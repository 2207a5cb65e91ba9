"""What was measured, as the data that extraction reads and as tables for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.confidence import AGAINST, FOR, MAPS, WAYS
from extractors.score import Tally
from extractors.values import TYPES
from samples.calibrate.fit import CERTAINTY, FLOOR, GOAL, OCR, TEXT, Fitted
from samples.calibrate.observe import Observation
from samples.calibrate.statistics import brier, calibration_error, lower_bound
from samples.pages.registry import DEVELOPMENT, HELD_OUT

#: a value with its confidence and whether it is sure
Presented = Sequence[tuple[Observation, float, bool]]

_SURE = f"{CERTAINTY[TEXT]:.0%} (OCR: {CERTAINTY[OCR]:.0%})"
_HEAD = f"""\
# How certain a value is, and when it may be used without a person. Measured, not edited by hand: written by
# `python -m samples.calibrate`, see samples/calibrate/README.md.
# belief of a place = base + its type + sum of weights x signs; maps.place: belief -> share of places that were right.
# maps.ocr, maps.ocr_confirmed: certainty of the least certain character, -log10(1.0005 - p), -> share read right.
# The confidence is the product. thresholds: the least confidence of a sure value. Of the values at or above it
# {GOAL:.1%} are right with {_SURE} certainty, by the type's own values (by: type) or by those of all
# types without a wrong one there, if it is one of them (spotless); 1: nothing is sure (none); strictest: hardly any
# values of this type, so as strict as the strictest type; confirmed: as
# strict as what something confirms. values, wrong: of the type and way, at or above it.
"""


def yaml_of(fitted: Fitted, papers: Mapping[str, int]) -> str:
    """The text of ``extractors/confidence.yaml``. ``papers``: how many of each set it was measured on."""
    table = fitted.table
    lines = [_HEAD + f'measured: "{table.measured}"', f"from: {{{_pairs(papers.items())}}}", f"base: {table.base:g}"]
    lines.append(f"weights: {{{_pairs((name, f'{table.weights[name]:g}') for name in (*FOR, *AGAINST))}}}")
    lines.append("types:")
    lines += [f"  {name}: {table.types[name]:g}" for name in sorted(TYPES)]
    lines.append("maps:")
    for name in MAPS:
        lines.append(f"  {name}:")
        lines += [f"    - [{at:g}, {share:g}]" for at, share in table.maps[name]]
    lines.append("thresholds:")
    for name in sorted(TYPES):
        lines.append(f"  {name}:")
        for way in WAYS:
            one = fitted.supports[name][way]
            lines.append(f"    {way}: {{least: {one.least:g}, values: {one.values}, wrong: {one.wrong}, by: {one.by}}}")
    return "\n".join(lines) + "\n"


def _pairs(items: Iterable[tuple[str, object]]) -> str:
    return ", ".join(f"{name}: {value}" for name, value in items)


@dataclass(frozen=True, slots=True)
class Told:
    """A set of papers with what came out."""

    name: str
    papers: int  #: 0 where only values are known
    presented: Presented
    score: Tally | None


_SETS = (
    "papers", "", "values", "right", "sure", "sure and wrong", "sure are right", "at least", "layouts", "ECE", "Brier",
)  # fmt: skip
_BY_WAY = ("", "way", "values", "right", "sure", "sure and wrong", "sure are right", "ECE", "Brier")
_SCORE = ("papers", "right", "of them sure", "wrong", "missed", "invented", "place right", "mean overlap")


def tables_of(fitted: Fitted, sets: Sequence[Told]) -> str:
    """The figures as Markdown."""
    lines = [
        "# How certain is certain",
        "",
        f"Measured on {fitted.table.measured}; `python -m samples.calibrate` wrote this file. README.md says how.",
        "",
        "![Reliability plot](reliability.svg)",
        "",
        "Bounds are one-sided, 95% (Clopper-Pearson), over values. `layouts`: pairs of layout and field with a sure",
        "and wrong value, of all pairs with a sure one: values of one layout are not independent. ECE over ten bins.",
        "",
        *_heads(_SETS),
        *(_row(one) for one in sets),
        "",
        *_heads(_BY_WAY),
    ]
    for half in (DEVELOPMENT, HELD_OUT):
        mine = [value for one in sets if one.name.startswith(half) for value in one.presented]
        lines += [_way(half, way, [value for value in mine if value[0].signs.way == way]) for way in WAYS]
    lines += [
        "",
        "The score with these thresholds (place right: evidence shares half or more with the truth's place):",
        "",
    ]
    lines += [*_heads(_SCORE), *(_score(one, one.score) for one in sets if one.score is not None)]
    lines += [
        "",
        f"Least confidence of a sure value, none below {FLOOR:.0%}, and the values of this type at or above it:",
        "",
    ]
    lines += _heads(("type", *WAYS))
    lines += [_cells(kind, *(_support(fitted, kind, way) for way in WAYS)) for kind in sorted(TYPES)]
    return "\n".join(lines) + "\n"


def _cells(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _heads(names: Sequence[str]) -> list[str]:
    return [_cells(*names), "|" + "---|" * len(names)]


def _numbers(presented: Presented) -> tuple[int, int, int]:
    """Right ones, sure ones, sure ones that are wrong."""
    right = sum(one.right for one, _, _ in presented)
    sure = sum(s for _, _, s in presented)
    return right, sure, sum(s and not one.right for one, _, s in presented)


def _errors(presented: Presented) -> tuple[str, str]:
    stated = [(confidence, one.right) for one, confidence, _ in presented]
    return (f"{calibration_error(stated):.4f}", f"{brier(stated):.4f}") if stated else ("", "")


def _row(told: Told) -> str:
    presented = told.presented
    right, sure, wrong = _numbers(presented)
    pairs = {(one.kind, one.layout, one.name) for one, _, s in presented if s}
    bad = {(one.kind, one.layout, one.name) for one, _, s in presented if s and not one.right}
    shares = (f"{(sure - wrong) / sure:.2%}", f"{lower_bound(sure - wrong, sure):.2%}") if sure else ("", "")
    layouts = f"{len(bad)} of {len(pairs)}" if DEVELOPMENT in told.name or told.papers == 0 else ""
    counts = (told.name, told.papers or "", len(presented), right, sure, wrong)
    return _cells(*counts, *shares, layouts, *_errors(presented))


def _way(half: str, way: str, presented: Presented) -> str:
    right, sure, wrong = _numbers(presented)
    share = f"{(sure - wrong) / sure:.2%}" if sure else ""
    return _cells(half, way, len(presented), right, sure, wrong, share, *_errors(presented))


def _score(told: Told, tally: Tally) -> str:
    sure = sum(s and one.right for one, _, s in told.presented)
    near = (f"{tally.near / tally.placed:.1%}", f"{tally.union / tally.placed:.1%}") if tally.placed else ("", "")
    return _cells(told.name, tally.right, sure, tally.wrong, tally.missed, tally.invented, *near)


def _support(fitted: Fitted, kind: str, way: str) -> str:
    one = fitted.supports[kind][way]
    if one.least >= 1:
        return "never"
    return f"{one.least:.4f} ({one.values} values, {one.wrong} wrong; {one.by})"
