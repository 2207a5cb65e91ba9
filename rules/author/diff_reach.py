"""What each fact, parameter and list of a pack reaches: conditions, amounts, measures, and in which direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from rules import expressions
from rules.author.diff_normal import Node, oriented, tree
from rules.expressions import Expression, FactRef, ParamRef
from rules.model import Amount, Condition, Derived, Gate, Measure, Pack, Test, Use

#: what stands for a thing that conditions and amounts rest on: ("fact", name), ("param", name), ("registry", name)
Root = tuple[str, str]


def parts_of(owner: Measure | Derived) -> dict[str, Condition]:
    """The conditions of a measure or a derived fact by the part they play."""
    if isinstance(owner, Measure):
        return {"applies": owner.applies, "when": owner.when} if owner.applies else {"when": owner.when}
    if owner.when is not None:
        return {"when": owner.when}
    return {f"choice:{c.value}#{_nth(owner, n)}": c.when for n, c in enumerate(owner.choose)}


def _nth(owner: Derived, number: int) -> int:
    """The how-manieth choice of the same value."""
    return sum(c.value == owner.choose[number].value for c in owner.choose[:number])


def leaves(condition: Condition) -> Iterator[Test | Use]:
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from leaves(child)
    else:
        yield condition


def formulas(amount: Amount | None) -> list[Expression]:
    if amount is None:
        return []
    return [f.expression for f in amount.formulas]


class Reach:
    """Over one pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._below: dict[Root, frozenset[Root]] = {}
        self._signs: dict[str, frozenset[int]] = {}

    # -- downwards ---------------------------------------------------------------------------------------------

    def below(self, root: Root) -> frozenset[Root]:
        """What a thing rests on, itself included."""
        if root not in self._below:
            self._below[root] = frozenset((root,))  # a list is matched by a fact, never in a circle
            self._below[root] |= frozenset().union(*(self.below(r) for r in self._direct(root)))
        return self._below[root]

    def _direct(self, root: Root) -> set[Root]:
        sort, name = root
        if sort != "fact" or name not in self.pack.facts:
            return set()
        found: set[Root] = set()
        lookup = self.pack.facts[name].registry
        if lookup:
            found |= {("registry", lookup.list), ("fact", lookup.match)}
        derived = self.pack.derived.get(name)
        if derived is not None:
            for condition in parts_of(derived).values():
                found |= _in_condition(condition)
            found |= _in_expressions([derived.value] if derived.value is not None else [])
        return found

    def of_condition(self, condition: Condition) -> frozenset[Root]:
        return frozenset().union(*(self.below(r) for r in _in_condition(condition)))

    def of_amount(self, measure: Measure) -> frozenset[Root]:
        return frozenset().union(*(self.below(r) for r in _in_expressions(formulas(measure.amount))))

    # -- upwards -----------------------------------------------------------------------------------------------

    def measures(self, roots: Iterable[Root]) -> tuple[str, ...]:
        """Measures that rest on one of these."""
        wanted = frozenset(roots)
        return tuple(
            m.id for m in self.pack.measures.values() if wanted & (self.of_condition(m.root) | self.of_amount(m))
        )

    def amounts(self, roots: Iterable[Root]) -> tuple[str, ...]:
        wanted = frozenset(roots)
        return tuple(m.id for m in self.pack.measures.values() if wanted & self.of_amount(m))

    def conditions(self, roots: Iterable[Root]) -> tuple[str, ...]:
        """Keys of the tests and uses that rest on one of these."""
        wanted = frozenset(roots)
        return tuple(leaf.key for leaf, below in self._leaves if wanted & below)

    @cached_property
    def _leaves(self) -> list[tuple[Test | Use, frozenset[Root]]]:
        owners: list[Measure | Derived] = [*self.pack.measures.values(), *self.pack.derived.values()]
        return [
            (leaf, self.of_condition(leaf))
            for owner in owners
            for condition in parts_of(owner).values()
            for leaf in leaves(condition)
        ]

    # -- direction ---------------------------------------------------------------------------------------------

    def signs(self, fact: str) -> frozenset[int]:
        """How a derived yes/no fact enters the measures: 1 where its being true helps, -1 where it hurts, 0 unclear."""
        if fact not in self._signs:
            self._signs[fact] = frozenset((0,))  # against circles, which the loader refuses anyway
            self._signs[fact] = frozenset(self._uses(fact))
        return self._signs[fact]

    def _uses(self, fact: str) -> Iterator[int]:
        for owner, node in self.trees:
            for leaf in (n for n in node.walk() if n.leaf):
                if fact in _names(leaf.condition):
                    plain = leaf.key == f"{fact} == {{True}}"
                    yield from (s * (-1 if leaf.turned() else 1) for s in self.owner_signs(owner)) if plain else (0,)
        roots = [d.value for d in self.pack.derived.values() if d.value is not None]
        roots += [e for m in self.pack.measures.values() for e in formulas(m.amount)]
        if any(fact in expressions.facts_of(e) for e in roots):
            yield 0

    def owner_signs(self, owner: Measure | Derived) -> frozenset[int]:
        if isinstance(owner, Measure):
            return frozenset((1,))
        return self.signs(owner.fact.name) if owner.when is not None else frozenset((0,))

    @cached_property
    def trees(self) -> list[tuple[Measure | Derived, Node]]:
        owners: list[Measure | Derived] = [*self.pack.measures.values(), *self.pack.derived.values()]
        return [(o, tree(condition, part)) for o in owners for part, condition in parts_of(o).items()]

    def threshold_uses(self, parameter: str) -> Iterator[tuple[Measure | Derived, Node, int]]:
        """Tests whose whole threshold is the parameter: owner, test, and 1 where a higher value makes the owner's
        condition hold more often, -1 where less often, 0 where that cannot be said."""
        for owner, node in self.trees:
            for leaf in (n for n in node.walk() if n.op == "test"):
                if not isinstance(leaf.condition, Test):
                    continue
                sides = expressions.sides(leaf.condition.test)
                if parameter not in expressions.params_of(*sides):
                    continue
                left, op, right = oriented(leaf.condition.test)
                whole = isinstance(right[0], ParamRef) and parameter not in expressions.params_of(left)
                sign = {"<": 1, "<=": 1, ">": -1, ">=": -1}.get(op, 0) if whole else 0
                yield owner, leaf, -sign if leaf.turned() else sign

    def higher_is(self, parameter: str) -> int:
        """1: a higher value lets more cases meet what uses it, -1: fewer, 0: unclear, or nothing compares with it."""
        found = {s * t for owner, _, s in self.threshold_uses(parameter) for t in self.owner_signs(owner)}
        derived = any(
            d.value is not None and parameter in expressions.params_of(d.value) for d in self.pack.derived.values()
        )
        return found.pop() if len(found) == 1 and not derived else 0


def _names(condition: Condition) -> frozenset[str]:
    if isinstance(condition, Use):
        return frozenset((condition.fact,))
    return expressions.facts_of(*expressions.sides(condition.test)) if isinstance(condition, Test) else frozenset()


def _in_condition(condition: Condition) -> set[Root]:
    found: set[Root] = set()
    for leaf in leaves(condition):
        found |= {("fact", leaf.fact)} if isinstance(leaf, Use) else _in_expressions(expressions.sides(leaf.test))
    return found


def _in_expressions(some: Iterable[Expression]) -> set[Root]:
    found: set[Root] = set()
    for expression in some:
        for node in expressions.walk(expression):
            if isinstance(node, FactRef):
                found.add(("fact", node.name))
            elif isinstance(node, ParamRef):
                found.add(("param", node.name))
            elif isinstance(node, expressions.Call) and node.over:
                found.add(("subject", node.over))
    return found
