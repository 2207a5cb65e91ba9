"""The normal form of expressions and conditions: two of equal meaning have equal keys.

Equal are: children of all, any, min, max, agree, + and * in another order; ``a > b`` and ``b < a``; ``in {x}`` and
``== x``; gates without an id that hold one child or stand in a gate of their own sort; a double ``not``. Arithmetic is
exact, so regrouping changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from rules.expressions import Arithmetic, Call, Comparison, Expression, FactRef, Literal, ParamRef
from rules.model import Condition, Gate, Test, Use
from rules.names import folds, normal_name
from rules.types import Type

_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_ANY_ORDER = ("min", "max", "agree")


def expression_key(node: Expression, *, rounding: bool = True, names: bool = False) -> str:
    """``rounding``: False leaves every ``round_fen`` out. ``names``: texts as they are compared."""

    def inner(part: Expression, compared: bool = names) -> str:
        return expression_key(part, rounding=rounding, names=compared)

    if isinstance(node, Literal):
        return _literal(node, names)
    if isinstance(node, FactRef):
        return node.name
    if isinstance(node, ParamRef):
        return f"param.{node.name}"
    if isinstance(node, Arithmetic):
        if node.op in "+*" and node.type not in (Type.DATE, Type.MONTH):
            parts = sorted(inner(p) for p in _operands(node, node.op))
            return f"({node.op.join(parts)})"
        return f"({inner(node.left)}{node.op}{inner(node.right)})"
    if node.name == "round_fen" and not rounding:
        return inner(node.args[0])
    searched = node.name in ("contains", "starts_with") or (node.name == "at" and node.args[1].type is Type.TEXT)
    args = [inner(a, names or searched) for a in node.args]
    if node.name in _ANY_ORDER:
        args = sorted(set(args))
        if len(args) == 1:
            return args[0]
    return f"{node.name}[{node.over or ''}]({','.join(args)})"


def _operands(node: Expression, op: str) -> Iterator[Expression]:
    if isinstance(node, Arithmetic) and node.op == op and node.type not in (Type.DATE, Type.MONTH):
        yield from _operands(node.left, op)
        yield from _operands(node.right, op)
    else:
        yield node


def _literal(node: Literal, names: bool) -> str:
    value = normal_name(node.value) if names and isinstance(node.value, str) else node.value
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return repr(value)
    unit = "fen" if node.type is Type.MONEY else ""
    return f"{Fraction(value)}{unit}"


def constant(node: Expression) -> bool:
    """A literal or a parameter: what an author would call the threshold."""
    return isinstance(node, Literal | ParamRef)


def oriented(test: Comparison) -> tuple[Expression, str, tuple[Expression, ...]]:
    """Left side, operator, right sides; what is measured stands left, its threshold right."""
    if test.op == "in":
        if len({expression_key(r, names=folds(test)) for r in test.right}) > 1:
            return test.left, "in", test.right
        return oriented(Comparison("==", test.left, test.right[:1], test.text))
    left, op, right = test.left, test.op, test.right[0]
    if isinstance(right, Literal) and isinstance(right.value, bool) and op == "!=":  # x != false is x
        return left, "==", (Literal(not right.value, Type.BOOL),)
    swap = constant(left) > constant(right) or (
        constant(left) == constant(right) and expression_key(left) > expression_key(right)
    )
    return (right, _TURNED[op], (left,)) if swap else (left, op, (right,))


def searched(test: Comparison) -> tuple[tuple[str, str], str] | None:
    """Of ``contains(text, "word")`` and its like: (what is searched and how, the word); None of anything else."""
    left, op, right = oriented(test)
    if not isinstance(left, Call) or left.name not in ("contains", "starts_with") or op != "==":
        return None
    word = left.args[1]
    if right != (Literal(True, Type.BOOL),) or not isinstance(word, Literal) or not isinstance(word.value, str):
        return None
    return (left.name, expression_key(left.args[0])), word.value


def test_key(test: Comparison) -> str:
    left, op, right = oriented(test)
    names = folds(test)
    rights = sorted({expression_key(r, names=names) for r in right})
    return f"{expression_key(left, names=names)} {op} {{{', '.join(rights)}}}"


@dataclass(slots=True, eq=False)
class Node:
    """A condition in normal form. ``negated``: by a ``not`` directly around it."""

    condition: Condition
    op: str  #: test, use, all, any, not (only with an id)
    key: str  #: meaning, with the children, without ids, labels and citations
    children: list[Node] = field(default_factory=list)
    negated: bool = False
    parent: Node | None = None
    part: str = ""  #: applies, when, choice …
    made: bool = False  #: a gate around a part that has none of its own

    @property
    def id(self) -> str | None:
        return None if self.made else self.condition.id

    @property
    def signed(self) -> str:
        return f"!{self.key}" if self.negated else self.key

    @property
    def leaf(self) -> bool:
        return self.op in ("test", "use")

    @property
    def item(self) -> bool:
        """Something an author would call a criterion."""
        return self.leaf or self.id is not None

    def walk(self) -> Iterator[Node]:
        yield self
        for child in self.children:
            yield from child.walk()

    def turned(self) -> bool:
        """An odd number of ``not`` on the way down to it, its own included."""
        above = self.parent.turned() if self.parent else False
        inside = self.parent is not None and self.parent.op == "not"
        return above ^ inside ^ self.negated


def tree(condition: Condition, part: str) -> Node:
    """The condition of a part under a gate; an `all` of one child where it has no gate of its own."""
    top = _node(condition)
    if top.op not in ("all", "any") or top.id is not None or top.negated:
        top = Node(condition, "all", f"all({top.signed})", [top], made=True)
    _settle(top, part)
    return top


def _settle(node: Node, part: str) -> None:
    node.part = part
    for child in node.children:
        child.parent = node
        _settle(child, part)


def _node(condition: Condition) -> Node:
    if isinstance(condition, Test):
        return Node(condition, "test", test_key(condition.test))
    if isinstance(condition, Use):
        return Node(condition, "use", f"{condition.fact} == {{True}}")
    return _gate(condition)


def _gate(condition: Gate) -> Node:
    named = condition.id is not None
    children = [_node(child) for child in condition.children]
    if condition.op == "not":
        if not named:
            children[0].negated = not children[0].negated
            return children[0]
        return Node(condition, "not", f"not({children[0].signed})", children)
    flat: list[Node] = []
    for child in children:
        if child.op == condition.op and child.id is None and not child.negated:
            flat.extend(child.children)
        else:
            flat.append(child)
    said = {child.signed for child in flat if child.id is not None}
    kept: list[Node] = []
    for child in flat:  # what stands twice without an id says nothing new
        if child.id is not None or child.signed not in said:
            kept.append(child)
        said.add(child.signed)
    if len(kept) == 1 and not named:
        return kept[0]
    return Node(condition, condition.op, f"{condition.op}({' & '.join(sorted(n.signed for n in kept))})", kept)
