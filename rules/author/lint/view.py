"""A loaded pack together with the places of everything in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from rules import expressions
from rules.errors import Diagnostic, Place
from rules.expressions import Expression
from rules.model import Condition, Gate, Pack, Test, Use
from rules.packfiles import PackFiles
from rules.types import Type
from rules.yamlpos import Listing, Node, Scalar
from rules.yamlpos import Mapping as MappingNode


@dataclass(frozen=True, slots=True)
class Offer:
    """What documents of one kind give."""

    #: field, or field and part (``insured_by_type.失业保险``, ``revenue_by_month_yuan.YYYY-MM`` for any month) -> the
    #: types of facts it can give; empty: not told
    fields: Mapping[str, frozenset[Type]]


Supply = Mapping[str, Offer]  #: by document kind


def warn(place: Place, code: str, message: str, zh: str) -> Diagnostic:
    return Diagnostic(place, f"lint.{code}", message, zh, "warning")


class View:
    """What a check looks at. ``supply`` is None where nobody told what documents give."""

    def __init__(self, pack: Pack, files: PackFiles, supply: Supply | None = None) -> None:
        self.pack = pack
        self.files = files
        self.supply = supply

    # -- nodes -------------------------------------------------------------------------------------------------

    def within(self, part: str) -> Iterator[tuple[str, Node]]:
        return ((name, node) for name, node in self.files.nodes.items() if name.startswith(f"{part}/"))

    @cached_property
    def facts(self) -> Mapping[str, tuple[Place, MappingNode]]:
        """Where each fact is declared: its name, and what is said of it."""
        return {
            **dict(self._keyed("vocabulary", "facts")),
            **dict(self._listed("derived", "fact")),
        }

    @cached_property
    def subjects(self) -> Mapping[str, tuple[Place, MappingNode]]:
        return dict(self._keyed("vocabulary", "subjects"))

    @cached_property
    def parameters(self) -> Mapping[str, tuple[Place, MappingNode]]:
        return dict(self._listed("parameters", "name"))

    @cached_property
    def registries(self) -> Mapping[str, tuple[Place, MappingNode]]:
        return dict(self._keyed("registries", ""))

    def measure(self, file: str) -> MappingNode:
        node = self.files.nodes[file]
        assert isinstance(node, MappingNode)  # noqa: S101 - the loader made a measure of it
        return node

    def _keyed(self, part: str, key: str) -> Iterator[tuple[str, tuple[Place, MappingNode]]]:
        for _, node in self.within(part):
            found = node.items.get(key) if key and isinstance(node, MappingNode) else node
            if isinstance(found, MappingNode):
                for name, item in found.items.items():
                    if isinstance(item, MappingNode):
                        yield name, (found.keys[name], item)

    def _listed(self, part: str, key: str) -> Iterator[tuple[str, tuple[Place, MappingNode]]]:
        for _, node in self.within(part):
            for item in node if isinstance(node, Listing) else ():
                name = item.items.get(key) if isinstance(item, MappingNode) else None
                if isinstance(item, MappingNode) and isinstance(name, Scalar):
                    yield name.text, (name.place, item)

    # -- places ------------------------------------------------------------------------------------------------

    @cached_property
    def _mappings(self) -> Mapping[Place, MappingNode]:
        found: dict[Place, MappingNode] = {}

        def walk(node: Node) -> None:
            if isinstance(node, MappingNode):
                found.setdefault(node.place, node)
                for child in node.items.values():
                    walk(child)
            elif isinstance(node, Listing):
                for child in node:
                    walk(child)

        for node in self.files.nodes.values():
            walk(node)
        return found

    def place(self, condition: Condition) -> Place:
        """Of what a condition says: its test, the fact it uses, or the word all, any or not."""
        node = self._mappings.get(condition.place)
        if node is None:
            return condition.place
        if isinstance(condition, Gate):
            return node.keys.get(condition.op, condition.place)
        said = node.items.get("test" if isinstance(condition, Test) else "use")
        return said.inner(0) if isinstance(said, Scalar) else condition.place

    # -- conditions --------------------------------------------------------------------------------------------

    @cached_property
    def roots(self) -> tuple[Condition, ...]:
        """Every condition that stands on its own: of derived facts, then of measures."""
        found: list[Condition] = []
        for derived in self.pack.derived.values():
            found += derived.conditions
        found += [measure.root for measure in self.pack.measures.values()]
        return tuple(found)

    @cached_property
    def leaves(self) -> tuple[Test | Use, ...]:
        return tuple(leaf for root in self.roots for leaf in leaves(root))

    @cached_property
    def expressions(self) -> tuple[Expression, ...]:
        """Both sides of every test, every derivation, every amount."""
        found = [side for leaf in self.leaves if isinstance(leaf, Test) for side in expressions.sides(leaf.test)]
        found += [d.value for d in self.pack.derived.values() if d.value is not None]
        for measure in self.pack.measures.values():
            if measure.amount is not None:
                found += [f.expression for f in measure.amount.formulas]
        return tuple(found)


def leaves(condition: Condition) -> Iterator[Test | Use]:
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from leaves(child)
    else:
        yield condition


def said(condition: Condition) -> str:
    """A condition as its author wrote it, in one line."""
    if isinstance(condition, Test):
        return condition.test.text
    if isinstance(condition, Use):
        return condition.fact
    return condition.id or f"{condition.op} ({', '.join(said(child) for child in condition.children)})"
