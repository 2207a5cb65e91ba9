"""Conditions as a forward-chaining network: pure data, made by :mod:`rules.compile`, run by :mod:`rules.engine`.

Messages of the network (integers only; texts are interned, see :mod:`rules.encode`):

    {b: bucket, t: node, u: subject, l: left, r: right, r1: …}   a comparison whose sides are known
    {b: bucket, n: 2 * node + verdict, u: subject}               a node's result; verdict 1 is met, 0 not met
    {s: scope and wave, u: subject}                              a subject exists
    {begin: 1}                                                   the evaluation begins

A condition that reaches neither verdict is undetermined: nothing in the network asks for absence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from rules.model import Condition

MET, NOT_MET = 1, 0
#: durable_rules keeps the tests that follow one test in a table of 512 without a bound check: a ruleset with more first
#: tests than that hangs while it is built. Sorting the nodes into buckets keeps every table small, and matching quick.
BUCKET = 64
#: joins that may wait for one message; the library has room for 255 and writes on past its end.
#: Subjects, which very many joins wait for, are announced in waves.
WAITING_LIMIT = 200
#: name of the rule that fires first in every session. durable_rules leaves two pointers of a new session unset until
#: its first action runs, and delete_state frees them: deleting a session in which nothing fired corrupts memory.
BEGIN = "evaluation begins"


def bucket(node: int) -> int:
    return node // BUCKET


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
    announced: dict[str, int] = field(default_factory=dict)  #: joins that wait for the subjects of a scope
    waiting: Counter[int] = field(default_factory=Counter)  #: joins that wait for a result
    strata: int = 1
    helpers: int = 0

    def announcement(self, scope: str, wave: int) -> int:
        """The code that tells of a subject of the scope."""
        return self.scopes[scope] + wave * (len(self.scopes) + 1)

    def waves(self, scope: str) -> int:
        """How often each subject of the scope has to be announced."""
        return -(-self.announced.get(scope, 0) // WAITING_LIMIT)

    def definition(self) -> dict[str, dict[str, Any]]:
        """The ruleset as durable_rules takes it, without the actions."""
        begin = {BEGIN: {"all": [{"m": {"begin": 1}}]}}
        return begin | {rule.name: {"all": rule.patterns} for rule in self.rules}
