"""Conditions as a forward-chaining network: pure data, made by :mod:`rules.compile`, run by :mod:`rules.engine`.

Messages of the network (integers only; texts are interned, see :mod:`rules.encode`):

    {t: node, u: subject, l: left, r: right, r1: …}   a comparison whose sides are known
    {n: 2 * node + verdict, u: subject}               a node's result; verdict 1 is met, 0 not met
    {s: scope, u: subject}                            a subject exists

A condition that reaches neither verdict is undetermined: nothing in the network asks for absence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from rules.model import Condition

MET, NOT_MET = 1, 0


@dataclass(frozen=True, slots=True)
class Node:
    number: int
    condition: Condition
    scope: str | None
    stratum: int  #: comparisons of stratum n may need derived facts whose conditions are of lower strata
    leaf: bool  #: asserted as a comparison
    width: int = 1  #: right sides of the comparison


@dataclass(frozen=True, slots=True)
class Rule:
    name: str  #: readable and stable: "1a.small met"
    patterns: dict[str, Any] | list[dict[str, Any]]  #: durable_rules' own form of `all`
    produces: int  #: code of the result, 2 * node + verdict
    subject_from: str | None  #: alias that gives the subject; None: the case as a whole
    node: str  #: key of the condition, or of the helper of a wide gate


@dataclass(slots=True)
class Network:
    """Everything of one pack. ``consumed``: result codes that some rule waits for."""

    name: str
    nodes: dict[str, Node] = field(default_factory=dict)  #: by condition key
    rules: list[Rule] = field(default_factory=list)
    scopes: dict[str, int] = field(default_factory=dict)
    consumed: set[int] = field(default_factory=set)
    awaited_scopes: set[str] = field(default_factory=set)
    strata: int = 1
    helpers: int = 0

    def definition(self) -> dict[str, dict[str, Any]]:
        """The ruleset as durable_rules takes it, without the actions."""
        return {rule.name: {"all": rule.patterns} for rule in self.rules}
