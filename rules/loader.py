"""A pack's files to a :class:`~rules.model.Pack`, or all its mistakes with their places.

Files are read in sorted order. Every part of every entry is read on its own, so that one run tells all mistakes; what
only follows from one (a fact declared wrongly is unknown wherever it is used) is not told again.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TypeVar

from rules import load_derived, load_measures, load_vocabulary, notice, parameters, registries, schema, trees
from rules.errors import Diagnostic, PackInvalid, PackProblem, Parts, Place, nearest
from rules.model import Derived, FactSpec, Measure, Notice, Pack, Parameter, Registry, SubjectSpec
from rules.packfiles import PackFiles
from rules.parse import Names
from rules.schema import Obj, Text, fail
from rules.trees import Tree
from rules.versions import is_version
from rules.yamlpos import Mapping, Node, Scalar

_HEAD = (
    "name", "version", "title", "authority", "document_number", "jurisdiction", "issued", "effective", "scope",
    "not_covered",
)  # fmt: skip
_T = TypeVar("_T")


def load(source: Tree | Path) -> Pack:
    """Raises :class:`PackInvalid` with every mistake found; for a place that cannot be read, what ``trees.at`` does."""
    reading = Reading(source if isinstance(source, Tree) else trees.at(source))
    pack = reading.pack()
    if pack is None:
        raise PackInvalid(reading.tree.name, reading.found)
    return pack


def content_hash(source: Tree | Path) -> str:
    """sha256 over the sorted files that decide: everything but the cases and the notes (*.md)."""
    tree = source if isinstance(source, Tree) else trees.at(source)
    digest = hashlib.sha256()
    for name in sorted(tree.files):
        if name.endswith((".yaml", ".csv", ".txt")) and not name.startswith("cases/"):
            data = tree.read(name)
            digest.update(f"{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


class Reading:
    """One reading of a tree: ``found`` holds the mistakes, ``files`` what was read, with places."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.files = PackFiles(tree)
        self.found: list[Diagnostic] = []
        self._failed = False
        self._spoiled: set[str] = set()

    def pack(self) -> Pack | None:
        """None where there are mistakes."""
        for name in ("pack.yaml", "notice.txt"):
            if not self.tree.has(name):
                self._tell(fail(Place(name), "missing_file", f"a pack needs {name}", f"规则集里要有 {name}，请补上"))
        if self._failed:
            return None
        self.found.extend(self.files.strangers())
        pack = None
        with self._entry():
            pack = self._pack()
        self.found.sort()
        return None if self.found or self._failed else pack

    # -- collecting --------------------------------------------------------------------------------------------

    def _tell(self, problem: PackProblem) -> None:
        self.found.extend(problem.diagnostics)
        self._failed = True

    @contextmanager
    def _entry(self, *names: str) -> Iterator[None]:
        """A mistake ends the entry, not the reading. ``names``: what it would have declared."""
        try:
            yield
        except PackProblem as problem:
            self._tell(problem)
            self._spoiled.update(names)

    def _each(self, items: Iterable[_T], read: Callable[[_T], None], named: Callable[[_T], str] = lambda _: "") -> None:
        for item in items:
            with self._entry(*filter(None, [named(item)])):
                read(item)

    def _yaml(self, name: str) -> Node:
        parts = Parts()
        try:
            return self.files.yaml(name, parts)
        finally:
            self.found.extend(parts.found)

    def spoiled(self, name: str) -> bool:
        """Whether a name (``a.b``, ``param.x``, ``registry.x``) is declared wrongly, or in an unreadable file."""
        first = name.partition(".")[0]
        family = first if first in ("param", "registry") else "facts"
        return bool({name, f"{first}.", f"{family}:"} & self._spoiled)

    # -- reading -----------------------------------------------------------------------------------------------

    def _pack(self) -> Pack:
        parts = Parts()
        head = Obj(self._yaml("pack.yaml"), "pack.yaml", _HEAD, ("notice",), parts)
        effective = self._head(head, parts)
        self.found.extend(parts.found)
        self._failed = self._failed or parts.failed
        text = notice.parse(self.files.text("notice.txt"))
        params = self._parameters(text, effective or (date.max, None))
        lists = self._registries()
        subjects, facts, derived_nodes = self._vocabulary(lists)
        names = Names(facts, {p.name: p.type for p in params.values()}, subjects, None, self.spoiled)
        derived = self._derived(derived_nodes, names, text)
        measures = self._measures(names, text)
        if self.found or self._failed or effective is None:
            raise PackProblem.several(())
        return Pack(
            head.text("name"), head.text("version"), head.both("title"),
            schema.label(head.at("authority"), "authority"),
            head.text("document_number"), schema.label(head.at("jurisdiction"), "jurisdiction"), head.day("issued"),
            effective, head.both("scope"), head.both("not_covered"), text, subjects, facts, params, lists,
            derived, {name: load_derived.needs(d) for name, d in derived.items()}, measures,
            content_hash(self.tree), self.tree.place,
        )  # fmt: skip

    def _head(self, head: Obj, parts: Parts) -> tuple[date, date | None] | None:
        parts(lambda: self._name(head))
        for key in ("title", "scope", "not_covered"):
            parts(head.both, key)
        for key in ("authority", "jurisdiction"):
            parts(_label, head, key)
        parts(lambda: head.text("document_number"))
        parts(lambda: head.day("issued"))
        if "notice" in head and parts(lambda: head.text("notice")) not in ("notice.txt", None):
            parts.tell(
                fail(
                    head.at("notice").place, "value", "the notice's text is notice.txt", "通知原文的文件就叫 notice.txt"
                ).diagnostics
            )
        return parts(lambda: _effective(head))

    def _name(self, head: Obj) -> None:
        parts = Parts()
        name, version = parts(lambda: head.text("name")), parts(lambda: head.text("version"))
        if name and name != self.tree.name:
            parts.tell(
                fail(
                    head.at("name").place, "name",
                    f"the pack's name {name!r} must be its folder's, {self.tree.name!r}",
                    f"规则集的 name 是 {name!r}，应与文件夹同名：{self.tree.name!r}",
                ).diagnostics
            )  # fmt: skip
        if version and not is_version(version):
            parts.tell(
                fail(
                    head.at("version").place,
                    "version",
                    "a version is three numbers, 1.0.0",
                    "version 是三段数字，如 1.0.0",
                ).diagnostics
            )
        parts.done()

    def _parameters(self, text: Notice, effective: tuple[date, date | None]) -> dict[str, Parameter]:
        found: dict[str, Parameter] = {}

        def read(node: Node) -> None:
            parameter = parameters.load(node, text, effective)
            if parameter.name in found:
                raise _twice(_key_place(node, "name"), Text("参数", "the parameter"), parameter.name)
            found[parameter.name] = parameter

        for file in self.files.names("parameters"):
            with self._entry("param:"):
                items = schema.listing(self._yaml(file), Text("参数文件", "a file of parameters"))
                self._each(items, read, lambda node: f"param.{_word(node, 'name')}")
        return found

    def _registries(self) -> dict[str, Registry]:
        found: dict[str, Registry] = {}
        described: set[str] = set()
        lists = {PurePosixPath(name).stem: name for name in self.files.names("registries", ".csv")}
        for file in self.files.names("registries"):
            with self._entry("registry:"):
                for name, place, node in schema.pairs(self._yaml(file), "registries.yaml"):
                    described.add(name)
                    with self._entry(f"registry.{name}"):
                        text = self.files.text(lists[name]).removeprefix("\ufeff") if name in lists else None
                        found[name] = registries.load(name, node, text, place)
        for name in lists.keys() - described if "registry:" not in self._spoiled else ():
            hint, other = "", nearest(name, described - lists.keys())
            if other:
                hint = f"（是不是 {other}？）"
            self._tell(
                fail(
                    Place(lists[name]), "registry", "the list is not described in registries.yaml",
                    f"registries.yaml 里没有说明这份名录{hint}，请加上 {name}:",
                )
            )  # fmt: skip
        return found

    def _vocabulary(self, lists: dict[str, Registry]) -> tuple[dict[str, SubjectSpec], dict[str, FactSpec], list[Node]]:
        subjects: dict[str, SubjectSpec] = {}
        nodes: dict[str, tuple[Place, Node]] = {}
        for file in self.files.names("vocabulary"):
            with self._entry("facts:"):
                parts = Parts()
                obj = Obj(self._yaml(file), file, optional=("subjects", "facts"), parts=parts)
                for key in ("subjects", "facts"):
                    given = parts(schema.pairs, obj.at(key), key) if key in obj else ()
                    for name, place, node in given or ():
                        self._declare(key, name, place, node, subjects, nodes)
                parts.done()
        facts: dict[str, FactSpec] = {}
        for name, (place, node) in nodes.items():
            with self._entry(*_meant(name, subjects)):
                if not self._homeless(name, subjects):
                    facts[name] = load_vocabulary.fact(name, place, node, subjects)
        derived_nodes = self._derived_specs(facts, subjects)
        for name, spec in list(facts.items()):
            if name in nodes:
                with self._entry():
                    found = load_vocabulary.lookup(spec, nodes[name][1], facts, lists, self.spoiled)
                    facts[name] = replace(spec, registry=found)
        return subjects, facts, derived_nodes

    def _declare(
        self, key: str, name: str, place: Place, node: Node,
        subjects: dict[str, SubjectSpec], nodes: dict[str, tuple[Place, Node]],
    ) -> None:  # fmt: skip
        """A subject, or the node of a fact."""
        if name in (subjects if key == "subjects" else nodes):
            what = Text("主体", "the subject") if key == "subjects" else Text("事实", "the fact")
            self._tell(_twice(place, what, name))
        elif key == "facts":
            nodes[name] = (place, node)
        else:
            with self._entry(f"{name}."):
                subjects[name] = load_vocabulary.subject(name, place, node)

    def _homeless(self, name: str, subjects: dict[str, SubjectSpec]) -> bool:
        """Whether a fact's subject is unknown only because its own declaration is wrong."""
        owner = name.partition(".")[0]
        homeless = owner not in subjects and self.spoiled(name)
        if homeless:
            self._spoiled.add(name)
        return homeless

    def _derived_specs(self, facts: dict[str, FactSpec], subjects: dict[str, SubjectSpec]) -> list[Node]:
        derived_nodes: list[Node] = []

        def read(node: Node) -> None:
            name = _word(node, "fact")
            if self._homeless(name, subjects):
                return
            spec = load_derived.spec(node, subjects)
            if spec.name in facts:
                raise _twice(_key_place(node, "fact"), Text("事实", "the fact"), spec.name)
            facts[spec.name] = spec
            derived_nodes.append(node)

        for file in self.files.names("derived"):
            with self._entry("facts:"):
                items = schema.listing(self._yaml(file), Text("推导事实的文件", "a file of derived facts"))
                for node in items:
                    with self._entry(*_meant(_word(node, "fact"), subjects)):
                        read(node)
        return derived_nodes

    def _derived(self, nodes: list[Node], names: Names, text: Notice) -> dict[str, Derived]:
        loaded: list[tuple[Derived, Place]] = []
        self._each(nodes, lambda node: loaded.append(load_derived.load(node, names, text)))
        with self._entry():
            return load_derived.ordered(loaded)
        return {}

    def _measures(self, names: Names, text: Notice) -> dict[str, Measure]:
        found: dict[str, Measure] = {}
        files = self.files.names("measures")

        def read(file: str) -> None:
            node = self._yaml(file)
            measure = load_measures.load(node, names, text)
            if measure.id in found:
                raise _twice(_key_place(node, "id"), Text("措施", "the measure"), measure.id, found[measure.id].file)
            found[measure.id] = measure

        self._each(files, read)
        if not files:
            self._tell(
                fail(
                    Place("measures"), "missing_file", "a pack needs at least one measure in measures/*.yaml",
                    "规则集里至少要有一项措施，写在 measures/*.yaml",
                )
            )  # fmt: skip
        return dict(sorted(found.items(), key=lambda item: _natural(item[0])))


def _effective(head: Obj) -> tuple[date, date | None]:
    parts = Parts()
    span = Obj(head.at("effective"), "effective", ("from",), ("to",), parts)
    start, end = parts(lambda: span.day("from")), parts(lambda: span.day_or_none("to"))
    parts.done()
    if end and end < start:
        raise fail(
            span.at("to").place,
            "dates",
            "the pack ends before it begins",
            "规则集的有效期结束早于开始，请核对 effective",
        )
    return start, end


def _twice(place: Place, what: Text, name: str, first: str = "") -> PackProblem:
    where, where_zh = (f" (first: {first})", f"（第一次在 {first}）") if first else ("", "")
    return fail(
        place,
        "duplicate",
        f"{what.en} {name} is given twice{where}",
        f"{what.zh} {name} 写了两次{where_zh}，请删去一个",
    )


def _word(node: Node, key: str) -> str:
    """What an entry declares, as far as that can be read."""
    found = node.items.get(key) if isinstance(node, Mapping) else None
    return found.text if isinstance(found, Scalar) else ""


def _key_place(node: Node, key: str) -> Place:
    return node.items[key].place if isinstance(node, Mapping) and key in node.items else node.place


def _meant(name: str, subjects: dict[str, SubjectSpec]) -> list[str]:
    """The names that a wrongly declared fact may have been meant to have: its own, and that of the nearest subject."""
    owner, _, word = name.partition(".")
    close = nearest(owner, subjects) if owner not in subjects else ""
    return [name, *([f"{close}.{word}"] if close else [])]


def _label(head: Obj, key: str) -> Text:
    return schema.label(head.at(key), key)


def _natural(id_: str) -> tuple[int, str]:
    """1a before 2 before 14b."""
    digits = re.match(r"[0-9]{1,9}", id_)
    return (int(digits[0]) if digits else 10**9, id_)
