"""A pack's conditions to a :class:`~rules.network.Network`. Pure: the same pack gives the same network.

Each leaf becomes two rules (met, not met) over one message that holds both sides of the comparison. Each gate becomes
rules over its children's results. Gates wider than the engine can join are chained over helpers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules import expressions
from rules.errors import EngineFailed
from rules.model import Condition, Gate, Pack, Test, Use
from rules.network import MET, NOT_MET, WAITING_LIMIT, Network, Node, Rule, bucket

#: durable_rules 2.0.28 refuses 17 joined patterns in one rule (error 304)
JOINS_LIMIT = 16
_NEGATED = {"==": "$neq", "!=": "$eq", "<": "$gte", "<=": "$gt", ">": "$lte", ">=": "$lt"}
_OPERATORS = {"==": "$eq", "!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


def network(pack: Pack) -> Network:
    return _Compiler(pack).run()


def roots(pack: Pack) -> Iterator[Condition]:
    """Every condition that stands on its own: of derived facts, in their order, then of measures."""
    for derived in pack.derived.values():
        yield from derived.conditions
    for measure in pack.measures.values():
        yield measure.root


@dataclass(frozen=True, slots=True)
class _Input:
    """A child's verdict, as a pattern waits for it."""

    code: int
    scoped: bool


class _Compiler:
    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.net = Network(f"{pack.reference}+{pack.content_hash[:12]}")
        many = [s.name for s in pack.subjects.values() if s.many]
        self.net.scopes = {name: number for number, name in enumerate(many, 1)}
        self.numbers = 0
        self.value_strata: dict[str, int] = {}

    def run(self) -> Network:
        for derived in self.pack.derived.values():
            inner = [self.add(condition) for condition in derived.conditions]
            after = max((node.stratum for node in inner), default=-1) + 1
            if derived.value is not None:
                after = self._facts_stratum(expressions.facts_of(derived.value))
            self.value_strata[derived.fact.name] = after
        for measure in self.pack.measures.values():
            self.add(measure.root)
        self.net.strata = max((n.stratum for n in self.net.nodes.values()), default=0) + 1
        return self.net

    # -- nodes -------------------------------------------------------------------------------------------------

    def add(self, condition: Condition) -> Node:
        if isinstance(condition, Test):
            stratum = self._facts_stratum(expressions.facts_of(*expressions.sides(condition.test)))
            node = self._node(condition, stratum, leaf=True, width=len(condition.test.right))
            self._leaf(node, condition.test.op)
            return node
        if isinstance(condition, Use):
            return self._use(condition)
        children = [self.add(child) for child in condition.children]
        node = self._node(condition, max(c.stratum for c in children), leaf=False)
        self._gate(node, condition, children)
        return node

    def _facts_stratum(self, names: frozenset[str]) -> int:
        return max((self.value_strata.get(name, 0) for name in names), default=0)

    def _node(self, condition: Condition, stratum: int, *, leaf: bool, width: int = 1) -> Node:
        self.numbers += 1
        node = Node(self.numbers, condition, condition.scope, stratum, leaf, width)
        self.net.nodes[condition.key] = node
        return node

    def _use(self, condition: Use) -> Node:
        when = self.pack.derived[condition.fact].when
        # a yes/no that is computed, or that a person may state over its derivation: compare its value with true
        if when is None or self.pack.facts[condition.fact].stated:
            node = self._node(condition, self.value_strata[condition.fact], leaf=True)
            self._leaf(node, "==")
            return node
        source = self.net.nodes[when.key]
        node = self._node(condition, source.stratum, leaf=False)
        # the derived condition may speak of the case as a whole where the fact belongs to one of many, not reversed
        for verdict in (MET, NOT_MET):
            self._join(node, verdict, [_Input(2 * source.number + verdict, source.scope is not None)], "")
        return node

    # -- rules -------------------------------------------------------------------------------------------------

    def _leaf(self, node: Node, op: str) -> None:
        rights = ["r", *(f"r{i}" for i in range(1, node.width))]
        if op == "in":
            met: dict[str, Any] = {"$or": [_compare("$eq", right) for right in rights]}
            failed: list[dict[str, Any]] = [_compare("$neq", right) for right in rights]
            if len(rights) == 1:
                met = _compare("$eq", "r")
        else:
            met, failed = _compare(_OPERATORS[op], "r"), [_compare(_NEGATED[op], "r")]
        for verdict, tests in ((MET, [met]), (NOT_MET, failed)):
            pattern = {"m": {"$and": [{"b": bucket(node.number)}, {"t": node.number}, *tests]}}
            self._rule(node.condition.key, node, verdict, [pattern], "m" if node.scope else None, "")

    def _gate(self, node: Node, gate: Gate, children: list[Node]) -> None:
        def inputs(verdict: int) -> list[_Input]:
            return [_Input(2 * c.number + verdict, c.scope is not None) for c in children]

        if gate.op == "not":
            self._join(node, MET, inputs(NOT_MET), "")
            self._join(node, NOT_MET, inputs(MET), "")
            return
        together, alone = (MET, NOT_MET) if gate.op == "all" else (NOT_MET, MET)
        self._join(node, together, inputs(together), "")
        for number, one in enumerate(inputs(alone), 1):
            self._join(node, alone, [one], f" by {number}")

    def _join(self, node: Node, verdict: int, inputs: list[_Input], mark: str) -> None:
        """A rule that fires when all inputs are there, for one subject where the node has a scope."""
        inputs = list(dict.fromkeys(inputs))
        while len(inputs) >= JOINS_LIMIT:
            inputs = [*inputs[JOINS_LIMIT:], self._helper(node, inputs[:JOINS_LIMIT])]
        inputs.sort(key=lambda i: not i.scoped)  # a scoped one first: the others join its subject
        patterns: list[dict[str, Any]] = []
        anchor: str | None = None
        if node.scope and not inputs[0].scoped:
            # the inputs speak of the case as a whole; the result is due for every subject there is
            before = self.net.announced.get(node.scope, 0)
            self.net.announced[node.scope] = before + 1
            anchor = "who"
            patterns.append({anchor: {"s": self.net.announcement(node.scope, before // WAITING_LIMIT)}})
        for number, one in enumerate(inputs):
            self._wait(one.code)
            alias = f"c{number}"
            if one.scoped and anchor is not None:
                patterns.append({alias: {"$and": [*_result(one), {"u": {anchor: "u"}}]}})
            else:
                patterns.append({alias: {"$and": _result(one)}})
                anchor = alias if one.scoped else anchor
        self._rule(node.condition.key, node, verdict, patterns, anchor if node.scope else None, mark)

    def _helper(self, node: Node, inputs: list[_Input]) -> _Input:
        """A result that stands for all of these together."""
        self.numbers += 1
        self.net.helpers += 1
        scoped = any(i.scoped for i in inputs)
        key = f"{node.condition.key}/{self.net.helpers}"
        helper = Node(self.numbers, node.condition, node.scope if scoped else None, node.stratum, False)
        inputs = sorted(inputs, key=lambda i: not i.scoped)
        patterns: list[dict[str, Any]] = []
        for number, one in enumerate(inputs):
            self._wait(one.code)
            joined = [{"u": {"c0": "u"}}] if one.scoped and number else []
            patterns.append({f"c{number}": {"$and": [*_result(one), *joined]}})
        self._rule(key, helper, MET, patterns, "c0" if scoped else None, "")
        return _Input(2 * helper.number + MET, scoped)

    def _wait(self, code: int) -> None:
        self.net.consumed.add(code)
        self.net.waiting[code] += 1
        if self.net.waiting[code] > WAITING_LIMIT:
            raise EngineFailed(pack=self.net.name, detail=f"more than {WAITING_LIMIT} rules wait for one condition")

    def _rule(
        self, key: str, node: Node, verdict: int, patterns: list[dict[str, Any]], subject: str | None, mark: str
    ) -> None:
        name = f"{key} {'met' if verdict else 'not met'}{mark}"
        self.net.rules.append(Rule(name, patterns, 2 * node.number + verdict, subject, key))


def _result(one: _Input) -> list[dict[str, Any]]:
    return [{"b": bucket(one.code // 2)}, {"n": one.code}]


def _compare(op: str, right: str) -> dict[str, Any]:
    """Left against a right side of the same message."""
    if op == "$eq":
        return {"l": {"$m": right}}
    return {op: {"l": {"$m": right}}}
