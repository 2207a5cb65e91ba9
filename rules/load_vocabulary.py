"""Subjects and facts of a pack, from ``vocabulary/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rules import literals, schema
from rules.errors import PackProblem, Place, near
from rules.model import FactSpec, FieldSource, Registry, RegistryLookup, SubjectSpec
from rules.schema import Obj, Text, fail
from rules.types import FACT_TYPES, Type
from rules.yamlpos import Node

_WORD = re.compile(r"[a-z][a-z0-9_]*")
#: words that the expression language or the rule engine takes for itself
RESERVED = frozenset({"param", "true", "false", "id", "sid", "in", "and", "or", "not", "all", "any", "if", "else"})


def plain_word(word: str, place: Place, what: str) -> str:
    if not _WORD.fullmatch(word) or word in RESERVED:
        raise fail(
            place,
            "name",
            f"{what} {word!r} must be a lower-case word (a-z, 0-9, _) and none of {', '.join(sorted(RESERVED))}",
        )
    return word


def subject(name: str, place: Place, node: Node) -> SubjectSpec:
    plain_word(name, place, "subject")
    obj = Obj(node, f"subject {name}", required=("label",), optional=("many", "document"))
    many = obj.flag("many")
    if "document" in obj and not many:
        raise fail(obj.where("document"), "subject", f"{name} is one subject; only one of many comes with a document")
    return SubjectSpec(name, obj.both("label"), many, obj.text("document") if "document" in obj else None)


def split_name(name: str, place: Place, subjects: Mapping[str, SubjectSpec]) -> str:
    """The subject of a fact's name ``subject.word``."""
    first, _, second = name.partition(".")
    if first not in subjects:
        raise fail(place, "unknown_subject", f"fact {name!r} belongs to no subject{near(first, subjects)}")
    plain_word(second, place, f"fact {name!r}: its own word")
    return first


def choices(obj: Obj, name: str, kind: Type) -> dict[str, Text]:
    if (kind is Type.CHOICE) != ("choices" in obj):
        where = obj.where("choices") if "choices" in obj else obj.where("type")
        raise fail(where, "choice", f"{name}: a choice, and only a choice, has choices")
    if kind is not Type.CHOICE:
        return {}
    return {
        word: schema.label(node, f"choice {word} of {name}")
        for word, _, node in schema.pairs(obj.at("choices"), f"choices of {name}")
    }


def fact(name: str, place: Place, node: Node, subjects: Mapping[str, SubjectSpec]) -> FactSpec:
    """A fact without its registry lookup, which needs the other facts: see :func:`lookup`."""
    owner = split_name(name, place, subjects)
    obj = Obj(
        node, f"fact {name}", required=("type", "label"),
        optional=("choices", "from", "attest", "declare", "ask", "registry"),
    )  # fmt: skip
    kind = Type(schema.one_of(obj.at("type"), f"type of {name}", [t.value for t in FACT_TYPES]))
    sources = []
    for item in obj.list("from"):
        given = Obj(item, f"a source of {name}", required=("kind", "field"))
        sources.append(FieldSource(given.text("kind"), given.text("field")))
    attest, declare = obj.flag("attest"), obj.flag("declare")
    ask = obj.both_or_none("ask")
    if not (sources or attest or declare or "registry" in obj):
        raise fail(place, "no_source", f"nobody can supply {name}: give it from, attest, declare or registry")
    if (attest or declare) and ask is None:
        raise fail(place, "missing_key", f"fact {name} needs the key 'ask': the question to the person who supplies it")
    return FactSpec(
        name, owner, kind, obj.both("label"), choices(obj, name, kind), tuple(sources), attest, declare, ask
    )


def lookup(
    spec: FactSpec, node: Node, facts: Mapping[str, FactSpec], registries: Mapping[str, Registry]
) -> RegistryLookup | None:
    """The registry lookup of a fact whose own mapping is ``node``."""
    found = schema.mapping(node, "fact").items.get("registry")
    if found is None:
        return None
    obj = Obj(found, f"registry of {spec.name}", required=("list", "match"), optional=("column", "otherwise"))
    name = schema.one_of(obj.at("list"), f"list of {spec.name}", registries) if registries else ""
    if not name:
        raise fail(obj.where("list"), "registry", f"{spec.name} looks in a list, but the pack has no registries")
    registry = registries[name]
    match = obj.text("match")
    matched = facts.get(match)
    if matched is None or matched.type is not Type.TEXT:
        raise fail(
            obj.at("match").place,
            "unknown_fact",
            f"{spec.name} is matched by {match!r}, which is no text fact{near(match, facts)}",
        )
    if matched.subject != spec.subject:
        raise fail(obj.at("match").place, "scope", f"{spec.name} is matched by a fact of another subject: {match}")
    column = obj.text("column") if "column" in obj else None
    if column is None and spec.type is not Type.BOOL:
        raise fail(
            obj.place, "missing_key", f"registry of {spec.name} needs a column: only a yes/no fact is mere membership"
        )
    otherwise = (
        literals.read(obj.at("otherwise"), spec.type, f"otherwise of {spec.name}", spec.choices)
        if "otherwise" in obj
        else None
    )
    if otherwise is None and registry.complete:
        if spec.type is not Type.BOOL:
            raise fail(
                obj.place,
                "missing_key",
                f"registry of {spec.name} needs `otherwise`: {name} is complete, so no match means something",
            )
        otherwise = False
    if otherwise is not None and not registry.complete:
        raise fail(
            obj.where("otherwise"), "registry", f"{name} is not complete: no match says nothing about {spec.name}"
        )
    if column is not None:
        _check_column(spec, registry, column, obj)
    return RegistryLookup(name, match, column, otherwise)


def _check_column(spec: FactSpec, registry: Registry, column: str, obj: Obj) -> None:
    if column not in registry.columns:
        raise fail(
            obj.at("column").place,
            "registry",
            f"registry {registry.name} has no column {column!r}{near(column, registry.columns)}",
        )
    for row in registry.rows:
        if not row[column]:
            continue
        try:
            literals.from_text(row[column], spec.type, spec.choices)
        except ValueError as error:
            raise PackProblem(
                obj.at("column").place,
                "pack.registry",
                f"registries/{registry.name}.csv, {row['name']}: {column} {error}",
            ) from error
