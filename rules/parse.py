"""The expression language: text to typed nodes, through a whitelist over Python's own parser.

Nothing is ever executed. Every mistake says what it is and where in the text it stands.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules import signatures
from rules.errors import PackProblem, Place, near
from rules.expressions import Arithmetic, Call, Comparison, Expression, FactRef, Literal, ParamRef
from rules.model import FactSpec, SubjectSpec
from rules.types import NUMERIC, ORDERED, Type, months_of

_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
}
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression may name. ``scope``: the many-subject that stands for one, or None."""

    facts: Mapping[str, FactSpec]
    params: Mapping[str, Type]
    subjects: Mapping[str, SubjectSpec]
    scope: str | None


def comparison(text: str, names: Names, where: Callable[[int], Place]) -> Comparison:
    """A ``test``. ``where`` turns a character offset of ``text`` into a place."""
    parser = _Parser(text, names, where)
    return parser.comparison(parser.tree)


def expression(text: str, names: Names, where: Callable[[int], Place]) -> Expression:
    """A ``value``, without comparison."""
    parser = _Parser(text, names, where)
    return parser.visit(parser.tree)


class _Parser:
    def __init__(self, text: str, names: Names, where: Callable[[int], Place]) -> None:
        self.text = text
        self.names = names
        self.where = where
        try:
            # the parentheses let an expression run over several lines
            self.tree = ast.parse(f"({text}\n)", mode="eval").body
        except (SyntaxError, ValueError) as error:
            column = (getattr(error, "offset", None) or 1) - 2
            message = error.msg if isinstance(error, SyntaxError) else str(error)
            raise PackProblem(
                where(max(0, min(column, len(text)))), "expr.syntax", f"cannot read {text!r}: {message}"
            ) from error

    def fail(self, node: ast.AST, code: str, message: str) -> PackProblem:
        line = getattr(node, "lineno", 1)
        offset = getattr(node, "col_offset", 1)
        lines = f"({self.text}\n)".splitlines(keepends=True)
        before = sum(len(part) for part in lines[: line - 1])
        inside = len(lines[line - 1].encode()[:offset].decode(errors="ignore"))  # Python counts UTF-8 bytes
        return PackProblem(self.where(max(0, before + inside - 1)), f"expr.{code}", message)

    # -- comparisons -------------------------------------------------------------------------------------------

    def comparison(self, node: ast.expr) -> Comparison:
        if not isinstance(node, ast.Compare):
            left = self.visit(node)
            if left.type is not Type.BOOL:
                raise self.fail(
                    node, "not_a_test", f"a test compares, or is a yes/no fact; {self.text!r} is a {left.type}"
                )
            return Comparison("==", left, (Literal(True, Type.BOOL),), self.text)
        if len(node.ops) != 1:
            raise self.fail(node, "chained", "one comparison per test; put two under `all`")
        symbol = _COMPARE.get(type(node.ops[0]))
        if symbol is None:
            raise self.fail(node, "operator", "comparisons are == != < <= > >= and in")
        left = self.visit(node.left)
        other = node.comparators[0]
        if symbol == "in":
            if not isinstance(other, ast.Set):
                raise self.fail(other, "in", "after `in` comes a set: in {a, b}")
            right = tuple(self.visit(item) for item in other.elts)
        else:
            right = (self.visit(other),)
        for side, place in zip(right, other.elts if isinstance(other, ast.Set) else [other], strict=True):
            self._comparable(symbol, left, side, place)
        return Comparison(symbol, left, right, self.text)

    def _comparable(self, symbol: str, left: Expression, right: Expression, node: ast.expr) -> None:
        a, b = left.type, right.type
        words = (Type.TEXT, Type.CHOICE)
        same = a == b or (a in NUMERIC and b in NUMERIC) or (a in words and b in words)
        if not same or a is Type.SCHEDULE:
            hint = "; write money as yuan(…)" if Type.MONEY in (a, b) else ""
            raise self.fail(node, "type", f"cannot compare {a} with {b}{hint}")
        if symbol not in ("==", "!=", "in") and a not in ORDERED:
            raise self.fail(node, "type", f"a {a} has no order; use == != or in")
        for one, two in ((left, right), (right, left)):
            if isinstance(one, FactRef) and one.type is Type.CHOICE and isinstance(two, Literal):
                choices = self.names.facts[one.name].choices
                if two.value not in choices:
                    hint = near(str(two.value), choices)
                    raise self.fail(node, "choice", f"{one.name} has no choice {two.value!r}{hint}")

    # -- values ------------------------------------------------------------------------------------------------

    def visit(self, node: ast.expr) -> Expression:
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.Name) and node.id in ("true", "false"):
            return Literal(node.id == "true", Type.BOOL)
        if isinstance(node, ast.Name | ast.Attribute):
            return self._name(node)
        if isinstance(node, ast.BinOp):
            return self._binary(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = self.visit(node.operand)
            if inner.type not in (Type.MONEY, *NUMERIC):
                raise self.fail(node, "type", f"a {inner.type} has no negative")
            zero = Literal(0, inner.type)
            return Arithmetic("-", zero, inner, inner.type)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Compare):
            raise self.fail(node, "nested_test", "a comparison stands alone in a test, not inside an expression")
        if isinstance(node, ast.BoolOp) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            raise self.fail(node, "logic", "write all:, any: or not: in YAML instead of and, or, not")
        raise self.fail(node, "not_allowed", f"{ast.unparse(node)!r} is not part of the expression language")

    def _constant(self, node: ast.Constant) -> Expression:
        value = node.value
        if isinstance(value, bool) or value is None:
            raise self.fail(node, "literal", f"write true or false, not {value!r}")
        if isinstance(value, int):
            return Literal(value, Type.NUMBER)
        if isinstance(value, float):
            written = ast.get_source_segment(f"({self.text}\n)", node) or ""
            try:
                return Literal(Fraction(written), Type.NUMBER)
            except ValueError as error:
                raise self.fail(node, "literal", f"cannot read the number {written!r}") from error
        if isinstance(value, str):
            return Literal(value, Type.TEXT)
        raise self.fail(node, "literal", f"{value!r} is no literal of the expression language")

    def dotted(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Attribute):
            return f"{self.dotted(node.value)}.{node.attr}"
        raise self.fail(node, "not_allowed", f"{ast.unparse(node)!r} is not a name")

    def _name(self, node: ast.expr) -> Expression:
        name = self.dotted(node)
        if name.startswith("param."):
            short = name.removeprefix("param.")
            if short not in self.names.params:
                raise self.fail(node, "unknown_param", f"no parameter {short!r}{near(short, self.names.params)}")
            return ParamRef(short, self.names.params[short])
        found = self.fact(node)
        spec = self.names.facts[found.name]
        if self.names.subjects[spec.subject].many and spec.subject != self.names.scope:
            raise self.fail(
                node, "scope", f"{name} belongs to one {spec.subject} of several; use sum, at or series_sum here, "
                f"or `over: {spec.subject}`"
            )  # fmt: skip
        return found

    def fact(self, node: ast.expr) -> FactRef:
        name = self.dotted(node)
        spec = self.names.facts.get(name)
        if spec is None:
            known = [*self.names.facts, *(f"param.{p}" for p in self.names.params)]
            raise self.fail(node, "unknown_fact", f"no fact {name!r} in the vocabulary{near(name, known)}")
        return FactRef(name, spec.type)

    def _binary(self, node: ast.BinOp) -> Expression:
        symbol = _ARITHMETIC.get(type(node.op))
        if symbol is None:
            raise self.fail(node, "operator", "arithmetic is + - * /")
        left, right = self.visit(node.left), self.visit(node.right)
        kind = signatures.arithmetic(symbol, left.type, right.type)
        if kind is None:
            raise self.fail(node, "type", f"{left.type} {symbol} {right.type} has no meaning here")
        return Arithmetic(symbol, left, right, kind)

    def _call(self, node: ast.Call) -> Expression:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self.fail(node, "not_allowed", f"{ast.unparse(node)!r} is not part of the expression language")
        name = node.func.id
        if name in ("date", "month", "yuan"):
            return self._made(name, node)
        if name == "count":
            return self._count(node)
        if name not in signatures.FUNCTIONS:
            raise self.fail(node, "unknown_function", f"no function {name!r}{near(name, signatures.FUNCTIONS)}")
        leading = signatures.AGGREGATES.get(name, 0)
        args = tuple(self.fact(a) if i < leading else self.visit(a) for i, a in enumerate(node.args))
        over = self._over(node, [a for a in args[:leading] if isinstance(a, FactRef)]) if leading else None
        try:
            kind = signatures.FUNCTIONS[name]([a.type for a in args])
        except signatures.WrongArguments as error:
            raise self.fail(node, "arguments", f"{name}: {error}") from error
        return Call(name, args, kind, over)

    def _over(self, node: ast.Call, facts: list[FactRef]) -> str | None:
        kinds = {self.names.facts[f.name].subject for f in facts}
        if len(kinds) != 1 or not self.names.subjects[next(iter(kinds))].many:
            raise self.fail(node, "scope", "an aggregate runs over the facts of one subject that a case has many of")
        return kinds.pop()

    def _count(self, node: ast.Call) -> Expression:
        kind = self.dotted(node.args[0]) if len(node.args) == 1 else ""
        many = [s.name for s in self.names.subjects.values() if s.many]
        if kind not in many:
            raise self.fail(node, "arguments", f"count takes one of {', '.join(many)}{near(kind, many)}")
        return Call("count", (), Type.COUNT, kind)

    def _made(self, name: str, node: ast.Call) -> Expression:
        argument = node.args[0] if len(node.args) == 1 else None
        if not isinstance(argument, ast.Constant) or isinstance(argument.value, bool):
            raise self.fail(node, "literal", f"{name}(…) takes one literal")
        written = argument.value
        try:
            if name == "date" and isinstance(written, str):
                return Literal(date.fromisoformat(written), Type.DATE)
            if name == "month" and isinstance(written, str):
                months_of(written)
                return Literal(written, Type.MONTH)
            if name == "yuan" and isinstance(written, int | str):
                fen = Fraction(written) * 100
                if fen.denominator == 1:
                    return Literal(fen.numerator, Type.MONEY)
        except ValueError:
            pass
        raise self.fail(
            node, "literal", f"{ast.unparse(node)} is no {'amount in whole fen' if name == 'yuan' else name}"
        )
