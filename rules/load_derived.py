"""Derived facts, from ``derived/*.yaml``, in an order in which each needs only earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rules import expressions, literals, load_vocabulary, notice, parse, schema
from rules.errors import Place
from rules.load_conditions import Conditions
from rules.model import Choice, Condition, Derived, FactSpec, Notice, SubjectSpec, Test, Use
from rules.parse import Names
from rules.schema import Obj, fail
from rules.types import FACT_TYPES, NUMERIC, Type, Value
from rules.yamlpos import Node


def spec(node: Node, subjects: Mapping[str, SubjectSpec]) -> FactSpec:
    """What a derived fact is, before any expression is read."""
    obj = _obj(node)
    name = obj.text("fact")
    owner = load_vocabulary.split_name(name, obj.at("fact").place, subjects)
    kind = Type(schema.one_of(obj.at("type"), f"type of {name}", [t.value for t in FACT_TYPES]))
    attest, declare = obj.flag("attest"), obj.flag("declare")
    ask = obj.both_or_none("ask")
    if (attest or declare) and ask is None:
        raise fail(obj.place, "missing_key", f"{name} needs the key 'ask': the question to the person who may state it")
    choices = load_vocabulary.choices(obj, name, kind)
    return FactSpec(name, owner, kind, obj.both("label"), choices, (), attest, declare, ask, derived=True)


def _obj(node: Node) -> Obj:
    return Obj(
        node, "a derived fact", required=("fact", "type", "label", "source"),
        optional=("choices", "when", "choose", "otherwise", "value", "attest", "declare", "ask"),
    )  # fmt: skip


def load(node: Node, names: Names, text: Notice) -> tuple[Derived, Place]:
    obj = _obj(node)
    name = obj.text("fact")
    fact = names.facts[name]
    many = names.subjects[fact.subject].many
    names = Names(names.facts, names.params, names.subjects, fact.subject if many else None)
    given = [k for k in ("when", "choose", "value") if k in obj]
    if len(given) != 1:
        raise fail(obj.place, "derived", f"{name} needs exactly one of when, choose, value")
    if "otherwise" in obj and given != ["choose"]:
        raise fail(obj.where("otherwise"), "derived", f"otherwise of {name} goes with choose")
    reader = Conditions(names, text, name, cited=False)
    origin = notice.source(obj.at("source"), text, name)
    if given == ["when"]:
        if fact.type is not Type.BOOL:
            raise fail(obj.where("when"), "derived", f"{name} has a `when`, so its type is bool, not {fact.type}")
        return Derived(fact, origin, when=reader.read(obj.at("when"), f"{name}:when")), obj.place
    if given == ["choose"]:
        options = tuple(_choice(item, reader, fact, number) for number, item in enumerate(obj.list("choose"), 1))
        if not options:
            raise fail(obj.where("choose"), "empty", f"choose of {name} has no choices")
        last: Value | None = None
        if "otherwise" in obj:
            last = literals.read(obj.at("otherwise"), fact.type, f"otherwise of {name}", fact.choices)
        return Derived(fact, origin, choose=options, otherwise=last), obj.place
    written = schema.scalar(obj.at("value"), f"value of {name}")
    value = parse.expression(written.text, names, written.inner)
    if value.type is not fact.type and not (value.type in NUMERIC and fact.type in (Type.RATIO, Type.NUMBER)):
        raise fail(obj.at("value").place, "type", f"value of {name} is a {value.type}, not a {fact.type}")
    return Derived(fact, origin, value=value, text=written.text), obj.place


def _choice(node: Node, reader: Conditions, fact: FactSpec, number: int) -> Choice:
    obj = Obj(node, f"a choice of {fact.name}", required=("value", "when"))
    value = literals.read(obj.at("value"), fact.type, f"value of {fact.name}", fact.choices)
    return Choice(value, reader.read(obj.at("when"), f"{fact.name}:choose.{number}"))


def facts_of(condition: Condition) -> frozenset[str]:
    """Names of every fact that a condition speaks of."""
    if isinstance(condition, Test):
        return expressions.facts_of(*expressions.sides(condition.test))
    if isinstance(condition, Use):
        return frozenset((condition.fact,))
    return frozenset().union(*(facts_of(child) for child in condition.children))


def needs(derived: Derived) -> frozenset[str]:
    found = [facts_of(c.when) for c in derived.choose]
    if derived.when is not None:
        found.append(facts_of(derived.when))
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
            raise fail(waiting[circle[0]][1], "cycle", f"derived facts need each other: {' -> '.join(circle)}")
        for name in sorted(ready):
            done[name] = waiting.pop(name)[0]
    return done
