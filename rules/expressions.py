"""Nodes of the expression language, after parsing and typing. Pure data; :mod:`rules.parse` makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.types import Type, Value


@dataclass(frozen=True, slots=True)
class Literal:
    value: Value
    type: Type


@dataclass(frozen=True, slots=True)
class FactRef:
    name: str  #: ``lease.area``
    type: Type


@dataclass(frozen=True, slots=True)
class ParamRef:
    name: str  #: without ``param.``
    type: Type


@dataclass(frozen=True, slots=True)
class Arithmetic:
    op: str  #: + - * /
    left: Expression
    right: Expression
    type: Type


@dataclass(frozen=True, slots=True)
class Call:
    """A function. Arguments at the places of ``over`` are read for every subject of their kind, not for one."""

    name: str
    args: tuple[Expression, ...]
    type: Type
    over: str | None = None  #: subject kind an aggregate runs over


Expression = Literal | FactRef | ParamRef | Arithmetic | Call

#: functions whose fact arguments are read over all subjects: how many leading arguments
AGGREGATES = {"sum": 1, "count": 0, "at": 2, "series_sum": 2}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a ``test`` says. ``in`` has several right sides, every other operator one; a bare bool is ``== true``."""

    op: str  #: == != < <= > >= in
    left: Expression
    right: tuple[Expression, ...]
    text: str  #: as the author wrote it


def children(expression: Expression) -> tuple[Expression, ...]:
    if isinstance(expression, Arithmetic):
        return (expression.left, expression.right)
    if isinstance(expression, Call):
        return expression.args
    return ()


def walk(expression: Expression) -> Iterator[Expression]:
    yield expression
    for child in children(expression):
        yield from walk(child)


def sides(test: Comparison) -> tuple[Expression, ...]:
    return (test.left, *test.right)


def facts_of(*expressions: Expression) -> frozenset[str]:
    """Names of the facts that stand in the expressions (aggregated ones too)."""
    return frozenset(n.name for e in expressions for n in walk(e) if isinstance(n, FactRef))


def params_of(*expressions: Expression) -> frozenset[str]:
    return frozenset(n.name for e in expressions for n in walk(e) if isinstance(n, ParamRef))


def own_facts(expression: Expression) -> frozenset[str]:
    """Names of facts read for the current subject (not inside an aggregate)."""
    if isinstance(expression, FactRef):
        return frozenset((expression.name,))
    skip = AGGREGATES.get(expression.name, 0) if isinstance(expression, Call) else 0
    found: frozenset[str] = frozenset()
    for child in children(expression)[skip:]:
        found |= own_facts(child)
    return found
