"""What changed in the parameters: values by date, source, discretion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from rules import wording
from rules.author.diff_measures import words_changed
from rules.author.diff_model import DECISION, SOURCE, Change
from rules.author.diff_side import Pair, direction, effect_of, joined, reached
from rules.errors import Place
from rules.model import Parameter, Source
from rules.schema import Text
from rules.types import ORDERED, Type, Value

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days over which one value became another. ``end`` None: without end."""

    start: date
    end: date | None
    old: Value | None
    new: Value | None


@dataclass(frozen=True, slots=True)
class Reached:
    measures: tuple[str, ...]
    conditions: tuple[str, ...]
    amounts: tuple[str, ...]


def changes(pair: Pair) -> Iterator[Change]:
    old, new = pair.a.pack.parameters, pair.b.pack.parameters
    for name in [*(n for n in old if n not in new), *(n for n in new if n not in old)]:
        added = name in new
        side = pair.b if added else pair.a
        parameter = side.pack.parameters[name]
        value = wording.value(side.speaker.world.parameters[name], parameter.type)
        touched = side.reach.measures((("param", name),))
        zh, en = ("新增参数", "new parameter") if added else ("删去参数", "parameter removed:")
        words = Text(
            f"{zh}“{parameter.label.zh}”（{name}，{value.zh}）", f"{en} “{parameter.label.en}” ({name}, {value.en})"
        )
        place = side.places.at("parameter", name)
        # what uses it changed too, and says what that means
        yield pair.change(
            "parameter.added" if added else "parameter.removed", SOURCE, name, joined(words, reached(touched)),
            before=None if added else value, after=value if added else None,
            places=(None, place) if added else (place, None), measures=touched,
        )  # fmt: skip
    for name, parameter in new.items():
        if name in old:
            yield from _one(pair, old[name], parameter)


def _one(pair: Pair, a: Parameter, b: Parameter) -> Iterator[Change]:
    name = b.name
    places = (pair.a.places.at("parameter", name, "values"), pair.b.places.at("parameter", name, "values"))
    whole = (pair.a.places.at("parameter", name), pair.b.places.at("parameter", name))
    called = Text(f"参数“{b.label.zh}”（{name}）", f"parameter “{b.label.en}” ({name})")
    root = (("param", name),)
    touched, amounts = pair.b.reach.measures(root), pair.b.reach.amounts(root)
    conditions = tuple(dict.fromkeys((*pair.a.reach.conditions(root), *pair.b.reach.conditions(root))))
    flag = (pair.a.places.at("parameter", name, "discretion"), pair.b.places.at("parameter", name, "discretion"))
    reach = Reached(touched, conditions, amounts)
    if a.type is not b.type:
        words = Text(f"的类型由{a.type}改为{b.type}", f": its type goes from {a.type} to {b.type}")
        texts = Text(a.type, a.type), Text(b.type, b.type)
        yield pair.change(
            "parameter.type", DECISION, name, joined(called, words), before=texts[0], after=texts[1], places=whole,
            measures=touched, conditions=conditions, amounts=amounts,
        )  # fmt: skip
    else:
        for stretch in stretches(a, b):
            yield _stretch(pair, b, stretch, called, places, reach)
    if a.discretion != b.discretion:
        zh = "改为由主管部门裁量" if b.discretion else "不再由主管部门裁量"
        en = " is now left to discretion" if b.discretion else " is no longer left to discretion"
        yield pair.change(
            "parameter.discretion", DECISION, name, joined(called, Text(zh, en)),
            places=flag, measures=touched, conditions=conditions, amounts=amounts,
        )  # fmt: skip
    yield from source_changed(pair, "parameter.source", name, called, a.sources[0], b.sources[0], whole)
    if a.label != b.label:
        yield words_changed(pair, name, a.label, b.label, whole)


def _stretch(
    pair: Pair, parameter: Parameter, stretch: Stretch, called: Text, places: tuple[Place | None, Place | None],
    reach: Reached,
) -> Change:  # fmt: skip
    old, new = (
        wording.value(v, parameter.type, apart=w) if v is not None else Text("无值", "no value")
        for v, w in ((stretch.old, stretch.new), (stretch.new, stretch.old))
    )
    rise = _rise(stretch, parameter.type)
    step = {1: Text("提高到", "rises from"), -1: Text("降低到", "falls from")}.get(rise, Text("改为", "goes from"))
    start, end = (wording.value(d, Type.DATE) if d else None for d in (stretch.start, stretch.end))
    first = start.zh if start else ""
    days_zh = f"自{first}至{end.zh}" if end else f"自{first}起"
    days_en = f"from {start.en if start else ''}" + (f" to {end.en}" if end else "")
    effect = effect_of(rise * pair.b.reach.higher_is(parameter.name)) if not reach.amounts else ""
    if _capped(pair, parameter):
        effect = {1: "more", -1: "less"}.get(rise, "")
    words = Text(
        f"{days_zh}由{old.zh}{step.zh}{new.zh}", f": {days_en} it {step.en} {old.en} to {new.en}"
    )  # fmt: skip
    touched = reach.measures
    return pair.change(
        "parameter.money" if reach.amounts else "parameter.value", DECISION, parameter.name,
        joined(called, words, reached(touched), _roles(pair, parameter), direction(effect)), effect=effect,
        before=old, after=new, places=places,
        measures=reach.measures, conditions=reach.conditions, amounts=reach.amounts,
    )  # fmt: skip


def _rise(stretch: Stretch, kind: Type) -> int:
    one, two = stretch.old, stretch.new
    if one is None or two is None or kind not in ORDERED or kind in (Type.DATE, Type.MONTH):
        return 0
    if not isinstance(one, int | Fraction) or not isinstance(two, int | Fraction):
        return 0
    return (two > one) - (two < one)


def _capped(pair: Pair, parameter: Parameter) -> list[str]:
    """Measures whose cap the parameter is."""
    measures = pair.b.pack.measures.values()
    written = f"param.{parameter.name}"
    return [m.id for m in measures if m.amount and m.amount.cap and m.amount.cap.text.strip() == written]


def _roles(pair: Pair, parameter: Parameter) -> Text:
    capped = _capped(pair, parameter)
    if not capped:
        return Text("", "")
    return Text(f"（{'、'.join(capped)}的上限）", f" (the cap of {', '.join(capped)})")


def stretches(a: Parameter, b: Parameter) -> Iterator[Stretch]:
    """Where the values differ, neighbouring days of the same step joined."""
    bounds = {v.start for p in (a, b) for v in p.values} | {v.end + _DAY for p in (a, b) for v in p.values if v.end}
    starts = sorted(bounds)
    last: Stretch | None = None
    for number, start in enumerate(starts):
        end = starts[number + 1] - _DAY if number + 1 < len(starts) else None
        old, new = _at(a, start), _at(b, start)
        if last is not None and (last.old, last.new) == (old, new) and last.end and last.end + _DAY == start:
            last = Stretch(last.start, end, old, new)
            continue
        if last is not None:
            yield last
        last = None if old == new else Stretch(start, end, old, new)
    if last is not None:
        yield last


def _at(parameter: Parameter, on: date) -> Value | None:
    return next((v.value for v in parameter.values if v.start <= on and (v.end is None or on <= v.end)), None)


def source_changed(
    pair: Pair, kind: str, owner: str, called: Text, a: Source, b: Source, places: tuple[Place | None, Place | None]
) -> Iterator[Change]:
    """Another source, or other words of the notice. A clause numbered anew is told once, for the whole pack."""
    old, new = (_source(s) for s in (a, b))
    if old != new:
        words = Text(f"的来源由“{old}”改为“{new}”", f": its source is now “{new}” instead of “{old}”")
        yield pair.change(
            kind, SOURCE, owner, joined(called, words), before=Text(old, old), after=Text(new, new),
            places=places,
        )  # fmt: skip


def _source(source: Source) -> str:
    quote = f"：{source.citation.quote}" if source.citation else ""
    url = f"，{source.url}" if source.url else ""
    return f"{source.text}{quote}{url}"
