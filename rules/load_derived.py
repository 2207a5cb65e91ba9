"""Derived facts, from ``derived/*.yaml``, in an order in which each needs only earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from rules import expressions, literals, load_vocabulary, notice, parse, schema
from rules.errors import Parts, Place
from rules.load_conditions import Conditions
from rules.model import Choice, Condition, Derived, FactSpec, Notice, Source, SubjectSpec, Test, Use
from rules.parse import Names
from rules.schema import Obj, Text, fail
from rules.texts import of
from rules.types import FACT_TYPES, NUMERIC, Type, Value
from rules.yamlpos import Node

_THIS = Text("一个推导的事实", "a derived fact")
_REQUIRED = ("fact", "type", "label", "source")
_OPTIONAL = ("choices", "when", "choose", "otherwise", "value", "attest", "declare", "ask", "shown")


def spec(node: Node, subjects: Mapping[str, SubjectSpec]) -> FactSpec:
    """What a derived fact is, before any expression is read."""
    parts = Parts()
    obj = Obj(node, _THIS, _REQUIRED, _OPTIONAL, parts)
    name = parts(lambda: obj.text("fact"))
    if not name:
        parts.done()
    owner = parts(lambda: load_vocabulary.split_name(name, obj.at("fact").place, subjects))
    kind = parts(lambda: Type(schema.one_of(obj.at("type"), of("type", name), [t.value for t in FACT_TYPES])))
    attest, declare = parts(lambda: obj.flag("attest")), parts(lambda: obj.flag("declare"))
    ask, label = parts(lambda: obj.both_or_none("ask")), parts(lambda: obj.both("label"))
    if (attest or declare) and "ask" not in obj:
        parts.tell(load_vocabulary.no_question(obj.place, name, name).diagnostics)
    choices = parts(lambda: load_vocabulary.choices(obj, name, kind))
    parts.done()
    return FactSpec(name, owner, kind, label, choices, (), attest, declare, ask, derived=True)


def load(node: Node, names: Names, text: Notice) -> tuple[Derived, Place]:
    """The derivation. What :func:`spec` reads has been checked by it."""
    obj = Obj(node, _THIS, _REQUIRED, _OPTIONAL)
    name = obj.text("fact")
    fact = names.facts[name]
    many = names.subjects[fact.subject].many
    names = replace(names, scope=fact.subject if many else None)
    parts = Parts()
    origin = parts(lambda: notice.source(obj.at("source"), text, name))
    made = parts(lambda: _derived(obj, fact, names, text, origin))
    shown = parts(lambda: obj.flag("shown"))
    parts.done()
    return replace(made, shown=shown), obj.at("fact").place


def _derived(obj: Obj, fact: FactSpec, names: Names, text: Notice, origin: Source) -> Derived:
    name = fact.name
    given = [k for k in ("when", "choose", "value") if k in obj]
    if len(given) != 1:
        raise fail(
            obj.where(given[1]) if given else obj.at("fact").place, "derived",
            f"{name} needs exactly one of when, choose, value",
            f"{name} 要在 when、choose、value 中恰好写一个，这里{'有 ' + '、'.join(given) if given else '一个也没有'}",
        )  # fmt: skip
    if "otherwise" in obj and given != ["choose"]:
        raise fail(
            obj.where("otherwise"),
            "derived",
            f"otherwise of {name} goes with choose",
            f"{name} 的 otherwise 只与 choose 同用",
        )
    reader = Conditions(names, text, name, cited=False)
    if given == ["when"]:
        if fact.type is not Type.BOOL:
            raise fail(
                obj.at("type").place, "derived", f"{name} has a `when`, so its type is bool, not {fact.type}",
                f"{name} 用 when 推导，类型应是 bool，不是 {fact.type}",
            )  # fmt: skip
        return Derived(fact, origin, when=reader.read(obj.at("when"), f"{name}:when"))
    if given == ["choose"]:
        parts = Parts()
        options = tuple(parts(_choice, item, reader, fact, number) for number, item in enumerate(obj.list("choose"), 1))
        if not options:
            raise fail(
                obj.where("choose"), "empty", f"choose of {name} has no choices", f"{name} 的 choose 里一项也没有"
            )
        last: Value | None = None
        if "otherwise" in obj:
            last = parts(lambda: literals.read(obj.at("otherwise"), fact.type, of("otherwise", name), fact.choices))
        parts.done()
        return Derived(fact, origin, choose=options, otherwise=last)
    written = schema.scalar(obj.at("value"), of("value", name))
    value = parse.expression(written.text, names, written.inner)
    if value.type is not fact.type and not (value.type in NUMERIC and fact.type in (Type.RATIO, Type.NUMBER)):
        raise fail(
            obj.at("value").place, "type", f"value of {name} is a {value.type}, not a {fact.type}",
            f"{name} 的 value 算出来是 {value.type}，与它的类型 {fact.type} 不符",
        )  # fmt: skip
    return Derived(fact, origin, value=value, text=written.text)


def _choice(node: Node, reader: Conditions, fact: FactSpec, number: int) -> Choice:
    parts = Parts()
    obj = Obj(node, Text(f"{fact.name} 的一个选择", f"a choice of {fact.name}"), ("value", "when"), parts=parts)
    value = parts(lambda: literals.read(obj.at("value"), fact.type, of("value", fact.name), fact.choices))
    when = parts(lambda: reader.read(obj.at("when"), f"{fact.name}:choose.{number}"))
    parts.done()
    return Choice(value, when)


def facts_of(condition: Condition) -> frozenset[str]:
    """Names of every fact that a condition speaks of."""
    if isinstance(condition, Test):
        return expressions.facts_of(*expressions.sides(condition.test))
    if isinstance(condition, Use):
        return frozenset((condition.fact,))
    return frozenset().union(*(facts_of(child) for child in condition.children))


def needs(derived: Derived) -> frozenset[str]:
    found = [facts_of(condition) for condition in derived.conditions]
    if derived.value is not None:
        found.append(expressions.facts_of(derived.value))
    return frozenset().union(*found)


def ordered(loaded: Iterable[tuple[Derived, Place]]) -> dict[str, Derived]:
    """By need; a circle is refused with its members named."""
    waiting = {d.fact.name: (d, place) for d, place in loaded}
    done: dict[str, Derived] = {}
    while waiting:
        ready = [n for n, (d, _) in waiting.items() if not needs(d) & waiting.keys()]
        if not ready:
            name = sorted(waiting)[0]
            circle = [name]
            while True:
                following = sorted(needs(waiting[circle[-1]][0]) & waiting.keys())[0]
                if following in circle:
                    circle = [*circle[circle.index(following) :], following]
                    break
                circle.append(following)
            raise fail(
                waiting[circle[0]][1], "cycle", f"derived facts need each other: {' -> '.join(circle)}",
                f"推导的事实互相依赖，成了圈：{' -> '.join(circle)}；请断开其中一环",
            )  # fmt: skip
        for name in sorted(ready):
            done[name] = waiting.pop(name)[0]
    return done
