"""A pack's files to a :class:`~rules.model.Pack`, or all its mistakes with their places.

Files are read in sorted order. Each entry is read on its own, so that one run reports every entry's first mistake.
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

from rules import load_derived, load_measures, load_vocabulary, notice, parameters, registries, schema, trees, yamlpos
from rules.errors import Diagnostic, PackInvalid, PackProblem, Place
from rules.model import Derived, FactSpec, Measure, Notice, Pack, Parameter, Registry, SubjectSpec
from rules.parse import Names
from rules.schema import Obj, fail
from rules.trees import Tree
from rules.yamlpos import Node

_FOLDERS = ("vocabulary", "parameters", "registries", "derived", "measures", "cases")
_FILES = ("pack.yaml", "notice.txt", "CHANGES.md", "SOURCES.md", "README.md")
_VERSION = re.compile(r"\d+\.\d+\.\d+")
_T = TypeVar("_T")


def load(source: Tree | Path) -> Pack:
    """Raises :class:`PackInvalid` with every mistake found; for a place that cannot be read, what ``trees.at`` does."""
    tree = source if isinstance(source, Tree) else trees.at(source)
    reading = _Reading(tree)
    pack = reading.pack()
    if reading.found or pack is None:
        raise PackInvalid(tree.name, reading.found)
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


class _Reading:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.found: list[Diagnostic] = []

    @contextmanager
    def entry(self) -> Iterator[None]:
        """One mistake ends the entry, not the reading."""
        try:
            yield
        except PackProblem as problem:
            self.found.append(problem.diagnostic)

    def each(self, items: Iterable[_T], read: Callable[[_T], None]) -> None:
        for item in items:
            with self.entry():
                read(item)

    def yaml(self, name: str) -> Node:
        try:
            return yamlpos.parse(self.tree.text(name), name)
        except UnicodeDecodeError as error:
            raise fail(Place(name), "encoding", "the file is not UTF-8") from error

    def files(self, part: str) -> list[str]:
        return self.tree.within(part, ".yaml")

    def layout(self) -> None:
        for name, is_folder in self.tree.top():
            if name not in (_FOLDERS if is_folder else _FILES):
                raise fail(Place(name), "unknown_file", f"a pack holds {', '.join((*_FOLDERS, *_FILES))}, not {name}")

    def pack(self) -> Pack | None:
        for name in ("pack.yaml", "notice.txt"):
            if not self.tree.has(name):
                self.found.append(Diagnostic(Place(name), "pack.missing_file", f"a pack needs {name}"))
                return None
        with self.entry():
            self.layout()
        with self.entry():
            return self._pack()
        return None

    def _pack(self) -> Pack:
        head = Obj(
            self.yaml("pack.yaml"), "pack.yaml",
            required=("name", "version", "title", "authority", "document_number", "jurisdiction", "issued", "effective",
                      "scope", "not_covered"),
            optional=("notice",),
        )  # fmt: skip
        effective = self._head(head)
        text = notice.parse(self.tree.text("notice.txt"))
        params = self._parameters(text, effective)
        lists = self._registries()
        subjects, facts, derived_nodes = self._vocabulary(lists)
        if self.found:  # what follows would only echo these
            raise PackInvalid(self.tree.name, self.found)
        names = Names(facts, {p.name: p.type for p in params.values()}, subjects, None)
        derived = self._derived(derived_nodes, names, text)
        measures = self._measures(names, text)
        return Pack(
            head.text("name"), head.text("version"), head.both("title"),
            schema.label(head.at("authority"), "authority"),
            head.text("document_number"), schema.label(head.at("jurisdiction"), "jurisdiction"), head.day("issued"),
            effective, head.both("scope"), head.both("not_covered"), text, subjects, facts, params, lists,
            derived, {name: load_derived.needs(d) for name, d in derived.items()}, measures,
            content_hash(self.tree), self.tree.place,
        )  # fmt: skip

    def _head(self, head: Obj) -> tuple[date, date | None]:
        if head.text("name") != self.tree.name:
            raise fail(
                head.at("name").place,
                "name",
                f"the pack's name {head.text('name')!r} must be its folder's, {self.tree.name!r}",
            )
        if not _VERSION.fullmatch(head.text("version")):
            raise fail(head.at("version").place, "version", "a version is three numbers, 1.0.0")
        if head.text_or("notice", "notice.txt") != "notice.txt":
            raise fail(head.at("notice").place, "value", "the notice's text is notice.txt")
        span = Obj(head.at("effective"), "effective", required=("from",), optional=("to",))
        start, end = span.day("from"), span.day_or_none("to")
        if end and end < start:
            raise fail(span.where("to"), "dates", "the pack ends before it begins")
        return start, end

    def _parameters(self, text: Notice, effective: tuple[date, date | None]) -> dict[str, Parameter]:
        found: dict[str, Parameter] = {}

        def read(node: Node) -> None:
            parameter = parameters.load(node, text, effective)
            if parameter.name in found:
                raise fail(node.place, "duplicate", f"the parameter {parameter.name} is given twice")
            found[parameter.name] = parameter

        for file in self.files("parameters"):
            with self.entry():
                self.each(schema.listing(self.yaml(file), "a file of parameters"), read)
        return found

    def _registries(self) -> dict[str, Registry]:
        found: dict[str, Registry] = {}
        for file in self.files("registries"):
            with self.entry():
                for name, place, node in schema.pairs(self.yaml(file), "registries.yaml"):
                    with self.entry():
                        found[name] = registries.load(name, node, self.tree, place)
        with self.entry():
            for csv in self.tree.within("registries", ".csv"):
                if PurePosixPath(csv).stem not in found and not self.found:
                    raise fail(Place(csv), "registry", "the list is not described in registries.yaml")
        return found

    def _vocabulary(self, lists: dict[str, Registry]) -> tuple[dict[str, SubjectSpec], dict[str, FactSpec], list[Node]]:
        subjects: dict[str, SubjectSpec] = {}
        nodes: dict[str, tuple[Place, Node]] = {}
        for file in self.files("vocabulary"):
            with self.entry():
                obj = Obj(self.yaml(file), file, optional=("subjects", "facts"))
                for key, known in (("subjects", subjects), ("facts", nodes)):
                    for name, place, node in schema.pairs(obj.at(key), key) if key in obj else ():
                        with self.entry():
                            if name in known:
                                raise fail(place, "duplicate", f"{name} is given twice")
                            if key == "subjects":
                                subjects[name] = load_vocabulary.subject(name, place, node)
                            else:
                                nodes[name] = (place, node)
        facts: dict[str, FactSpec] = {}
        for name, (place, node) in nodes.items():
            with self.entry():
                facts[name] = load_vocabulary.fact(name, place, node, subjects)
        for name, spec in list(facts.items()):
            with self.entry():
                facts[name] = replace(spec, registry=load_vocabulary.lookup(spec, nodes[name][1], facts, lists))
        derived_nodes: list[Node] = []

        def read(node: Node) -> None:
            spec = load_derived.spec(node, subjects)
            if spec.name in facts:
                raise fail(node.place, "duplicate", f"the fact {spec.name} is given twice")
            facts[spec.name] = spec
            derived_nodes.append(node)

        for file in self.files("derived"):
            with self.entry():
                self.each(schema.listing(self.yaml(file), "a file of derived facts"), read)
        return subjects, facts, derived_nodes

    def _derived(self, nodes: list[Node], names: Names, text: Notice) -> dict[str, Derived]:
        loaded: list[tuple[Derived, Place]] = []
        self.each(nodes, lambda node: loaded.append(load_derived.load(node, names, text)))
        return load_derived.ordered(loaded)

    def _measures(self, names: Names, text: Notice) -> dict[str, Measure]:
        found: dict[str, Measure] = {}

        def read(file: str) -> None:
            measure = load_measures.load(self.yaml(file), names, text)
            if measure.id in found:
                raise fail(
                    measure.place,
                    "duplicate",
                    f"the measure {measure.id} is given twice (first: {found[measure.id].file})",
                )
            found[measure.id] = measure

        self.each(self.files("measures"), read)
        if not found and not self.found:
            raise fail(Place("measures"), "missing_file", "a pack needs at least one measure in measures/*.yaml")
        return dict(sorted(found.items(), key=lambda item: _natural(item[0])))


def _natural(id_: str) -> tuple[int, str]:
    """1a before 2 before 14b."""
    digits = re.match(r"\d+", id_)
    return (int(digits[0]) if digits else 10**9, id_)
