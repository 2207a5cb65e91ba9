"""Subjects and facts of a pack, from ``vocabulary/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from keyword import kwlist

from rules import literals, schema
from rules.errors import PackProblem, Parts, Place, near, near_zh, nearest
from rules.model import FactSpec, FieldSource, Registry, RegistryLookup, SubjectSpec
from rules.schema import Obj, Text, fail
from rules.texts import of
from rules.types import FACT_TYPES, Type, Value
from rules.yamlpos import Node

_SUPPLIERS = ("from", "attest", "declare", "registry")
_KEYS = ("type", "label", "choices", "ask", *_SUPPLIERS)
_WORD = re.compile(r"[a-z][a-z0-9_]*")
#: words that the expression language (Python's own syntax) or the rule engine takes for itself
RESERVED = frozenset({"param", "true", "false", "id", "sid", *(word for word in kwlist if word.islower())})


def plain_word(word: str, place: Place, what: Text) -> str:
    if not _WORD.fullmatch(word):
        raise fail(
            place, "name",
            f"{what.en} {word!r} must be a lower-case word (a-z, 0-9, _) that begins with a letter",
            f"{what.zh} {word!r} 应为小写英文词（a-z、0-9、_，字母开头）",
        )  # fmt: skip
    if word in RESERVED:
        raise fail(
            place, "name",
            f"{what.en} {word!r} is a word that expressions keep for themselves; choose another, {word}_",
            f"{what.zh} {word!r} 是表达式自用的词，请换一个，例如 {word}_",
        )  # fmt: skip
    return word


def subject(name: str, place: Place, node: Node) -> SubjectSpec:
    plain_word(name, place, Text("主体", "subject"))
    parts = Parts()
    obj = Obj(node, Text(f"主体 {name}", f"subject {name}"), ("label",), ("many", "document"), parts)
    label, many = parts(lambda: obj.both("label")), parts(lambda: obj.flag("many"))
    document = parts(lambda: obj.text("document")) if "document" in obj else None
    parts.done()
    if document is not None and not many:
        raise fail(
            obj.where("document"), "subject", f"{name} is one subject; only one of many comes with a document",
            f"{name} 只有一个，只有可有多个的主体（many: true）才写 document",
        )  # fmt: skip
    return SubjectSpec(name, label, many, document)


def split_name(name: str, place: Place, subjects: Mapping[str, SubjectSpec]) -> str:
    """The subject of a fact's name ``subject.word``."""
    first, _, second = name.partition(".")
    if first not in subjects:
        hint = near_zh(first, subjects) or "；主体有：" + "、".join(subjects)
        raise fail(
            place, "unknown_subject", f"fact {name!r} belongs to no subject{near(first, subjects)}",
            f"事实 {name!r} 不属于任何主体{hint}",
        )  # fmt: skip
    plain_word(second, place, Text(f"事实 {name!r} 自己的词", f"fact {name!r}: its own word"))
    return first


def choices(obj: Obj, name: str, kind: Type | None) -> dict[str, Text]:
    if kind is None:  # a wrong type has been told
        return {}
    if (kind is Type.CHOICE) != ("choices" in obj):
        where = obj.where("choices") if "choices" in obj else obj.at("type").place
        raise fail(
            where, "choice", f"{name}: a choice, and only a choice, has choices",
            f"{name}：类型是 choice 才写、也必须写 choices",
        )  # fmt: skip
    if kind is not Type.CHOICE:
        return {}
    parts = Parts()
    given = schema.pairs(obj.at("choices"), of("choices", name))
    if not given:
        raise fail(obj.where("choices"), "empty", f"choices of {name} has none", f"{name} 的 choices 一个选项也没有")
    found: dict[str, Text] = {}
    for word, _, entry in given:
        what = Text(f"{name} 的选项 {word}", f"choice {word} of {name}")
        found[word] = parts(schema.label, entry, what)
    parts.done()
    return found


def no_question(place: Place, name: str, what: str) -> PackProblem:
    return fail(
        place, "missing_key", f"{what} needs the key 'ask': the question to the person who supplies it",
        f"{name} 由人说明，要写 ask：向那个人问的话（中英文）",
    )  # fmt: skip


def fact(name: str, place: Place, node: Node, subjects: Mapping[str, SubjectSpec]) -> FactSpec:
    """A fact without its registry lookup, which needs the other facts: see :func:`lookup`."""
    parts = Parts()
    owner = parts(lambda: split_name(name, place, subjects))
    what = Text(f"事实 {name}", f"fact {name}")
    obj = Obj(node, what, ("type", "label"), ("choices", "from", "attest", "declare", "ask", "registry"), parts)
    kind = parts(lambda: Type(schema.one_of(obj.at("type"), of("type", name), [t.value for t in FACT_TYPES])))
    label, ask = parts(lambda: obj.both("label")), parts(lambda: obj.both_or_none("ask"))
    sources = parts(lambda: _sources(obj, name))
    attest, declare = parts(lambda: obj.flag("attest")), parts(lambda: obj.flag("declare"))
    named = parts(lambda: choices(obj, name, kind))
    stated = attest is None or declare is None or attest or declare  # None: wrong, and told
    if not (stated or "from" in obj or "registry" in obj):
        parts.tell(_nobody(name, place, obj).diagnostics)
    if (attest or declare) and "ask" not in obj:
        parts.tell(no_question(place, name, f"fact {name}").diagnostics)
    parts.done()
    return FactSpec(name, owner, kind, label, named, sources, attest, declare, ask)


def _nobody(name: str, place: Place, obj: Obj) -> PackProblem:
    slip = next((k for k in obj.node.items if k not in _KEYS and nearest(k, _SUPPLIERS)), "")
    if slip:  # the slip has been told
        return PackProblem.several(())
    return fail(
        place, "no_source", f"nobody can supply {name}: give it from, attest, declare or registry",
        f"没有人能提供 {name}：请写 from（哪种材料的哪一栏）、attest（审核人员）、declare（企业）或 registry（名录）",
    )  # fmt: skip


def _sources(obj: Obj, name: str) -> tuple[FieldSource, ...]:
    parts = Parts()
    found = tuple(parts(_field, item, name) for item in obj.list("from"))
    parts.done()
    return found


def _field(item: Node, name: str) -> FieldSource:
    parts = Parts()
    given = Obj(item, Text(f"{name} 的一个来源", f"a source of {name}"), ("kind", "field"), parts=parts)
    found = FieldSource(parts(lambda: given.text("kind")), parts(lambda: given.text("field")))
    parts.done()
    return found


def lookup(
    spec: FactSpec, node: Node, facts: Mapping[str, FactSpec], registries: Mapping[str, Registry],
    spoiled: Callable[[str], bool],
) -> RegistryLookup | None:  # fmt: skip
    """The registry lookup of a fact whose own mapping is ``node``. ``spoiled``: names told as wrong already."""
    found = schema.mapping(node, "fact").items.get("registry")
    if found is None:
        return None
    parts = Parts()
    obj = Obj(found, of("registry", spec.name), ("list", "match"), ("column", "otherwise"), parts)
    match = parts(lambda: _match(spec, obj, facts, spoiled))
    column = parts(lambda: obj.text("column")) if "column" in obj else None
    registry = parts(lambda: _list(spec, obj, registries, spoiled))
    if "column" not in obj and spec.type is not Type.BOOL:
        parts.tell(
            fail(
                obj.place, "missing_key",
                f"registry of {spec.name} needs a column: only a yes/no fact is mere membership",
                f"{spec.name} 的 registry 要写 column：只有是非事实才只看在不在名录里",
            ).diagnostics
        )  # fmt: skip
    if registry is None:
        raise PackProblem.several(parts.found)
    otherwise = parts(lambda: _otherwise(spec, obj, registry))
    if column is not None:
        parts(lambda: _check_column(spec, registry, column, obj))
    parts.done()
    return RegistryLookup(registry.name, match, column, otherwise)


def _match(spec: FactSpec, obj: Obj, facts: Mapping[str, FactSpec], spoiled: Callable[[str], bool]) -> str:
    match = obj.text("match")
    matched = facts.get(match)
    place = obj.at("match").place
    if matched is None and spoiled(match):
        raise PackProblem.several(())
    if matched is None or matched.type is not Type.TEXT:
        texts = [f.name for f in facts.values() if f.type is Type.TEXT]
        raise fail(
            place, "unknown_fact", f"{spec.name} is matched by {match!r}, which is no text fact{near(match, texts)}",
            f"{spec.name} 用 {match!r} 去查名录，但它不是文字事实{near_zh(match, texts)}",
        )  # fmt: skip
    if matched.subject != spec.subject:
        raise fail(
            place, "scope", f"{spec.name} is matched by a fact of another subject: {match}",
            f"{spec.name} 用来查名录的 {match} 属于另一个主体；请用 {spec.subject} 自己的事实",
        )  # fmt: skip
    return match


def _list(spec: FactSpec, obj: Obj, registries: Mapping[str, Registry], spoiled: Callable[[str], bool]) -> Registry:
    written = schema.scalar(obj.at("list"), of("list", spec.name))
    if written.text not in registries and spoiled(f"registry.{written.text}"):
        raise PackProblem.several(())
    if not registries:
        raise fail(
            written.place, "registry", f"{spec.name} looks in a list, but the pack has no registries",
            f"{spec.name} 要查名录，但规则集里没有 registries/registries.yaml",
        )  # fmt: skip
    return registries[schema.one_of(written, of("list", spec.name), registries)]


def _otherwise(spec: FactSpec, obj: Obj, registry: Registry) -> Value | None:
    if "otherwise" in obj and not registry.complete:
        raise fail(
            obj.where("otherwise"), "registry",
            f"{registry.name} is not complete: no match says nothing about {spec.name}",
            f"名录 {registry.name} 不全（complete: false），查不到不说明什么；请删去 {spec.name} 的 otherwise",
        )  # fmt: skip
    if "otherwise" in obj:
        return literals.read(obj.at("otherwise"), spec.type, of("otherwise", spec.name), spec.choices)
    if registry.complete and spec.type is not Type.BOOL:
        raise fail(
            obj.place, "missing_key",
            f"registry of {spec.name} needs `otherwise`: {registry.name} is complete, so no match means something",
            f"{spec.name} 的 registry 要写 otherwise：名录 {registry.name} 是全的，查不到时是什么值",
        )  # fmt: skip
    return False if registry.complete else None


def _check_column(spec: FactSpec, registry: Registry, column: str, obj: Obj) -> None:
    if column not in registry.columns:
        raise fail(
            obj.at("column").place, "registry",
            f"registry {registry.name} has no column {column!r}{near(column, registry.columns)}",
            f"名录 {registry.name} 没有列 {column!r}{near_zh(column, registry.columns)}",
        )  # fmt: skip
    parts = Parts()
    for row, places in zip(registry.rows, registry.places, strict=True):
        parts(_check_cell, spec, row[column], places[column], column, row["name"])
    parts.done()


def _check_cell(spec: FactSpec, cell: str, place: Place, column: str, name: str) -> None:
    if not cell:
        return
    try:
        literals.from_text(cell, spec.type, spec.choices)
    except literals.NotOfType as error:
        raise fail(
            place,
            "registry",
            f"{name}: {column} {error} (of {spec.name})",
            f"{name} 的 {column}（{spec.name}）{error.zh}",
        ) from error
