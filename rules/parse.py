"""The expression language: text to typed nodes, through a whitelist over Python's own parser.

Nothing is ever executed. Every mistake says what it is and where in the text it stands.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from rules import signatures
from rules.errors import PackProblem, Parts, Place, near, near_zh
from rules.expressions import Arithmetic, Call, Comparison, Expression, FactRef, Literal, ParamRef
from rules.model import FactSpec, SubjectSpec
from rules.names import normal_name
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
#: a longer number is a slip of the keyboard, and slow to compute with
_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ARITHMETIC: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression may name. ``scope``: the many-subject that stands for one, or None.

    ``spoiled``: whether a name (``lease.area``, ``param.drop``) is declared, but wrongly. That has been told where it
    is declared, and is not told again where it is used.
    """

    facts: Mapping[str, FactSpec]
    params: Mapping[str, Type]
    subjects: Mapping[str, SubjectSpec]
    scope: str | None
    spoiled: Callable[[str], bool] = lambda name: False


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
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            raise self._unreadable(text, error) from error

    def _unreadable(self, text: str, error: Exception) -> PackProblem:
        lines = f"({text}\n)".splitlines(keepends=True)
        line = min(getattr(error, "lineno", None) or 1, len(lines))
        at = sum(len(part) for part in lines[: line - 1]) + (getattr(error, "offset", None) or 1) - 2
        at = max(0, min(at, len(text)))
        wide = next(
            (n for n, c in enumerate(text) if c != (plain := unicodedata.normalize("NFKC", c)) and plain.isascii()),
            None,
        )
        message = error.msg if isinstance(error, SyntaxError) else str(error)
        hint = hint_zh = ""
        if wide is not None and "invalid character" in message:
            at, narrow = wide, unicodedata.normalize("NFKC", text[wide])
            hint = f"; write {narrow!r} instead of the full-width {text[wide]!r}"
            hint_zh = f"；请把全角 {text[wide]!r} 改为半角 {narrow!r}"
        return PackProblem(
            self.where(at), "expr.syntax",
            f"cannot read {text!r}: {message}{hint}",
            f"读不懂算式 {text!r}，请检查括号、引号和运算符{hint_zh}",
        )  # fmt: skip

    def fail(self, node: ast.AST, code: str, message: str, zh: str) -> PackProblem:
        line = getattr(node, "lineno", 1)
        offset = getattr(node, "col_offset", 1)
        lines = f"({self.text}\n)".splitlines(keepends=True)
        before = sum(len(part) for part in lines[: line - 1])
        inside = len(lines[line - 1].encode()[:offset].decode(errors="ignore"))  # Python counts UTF-8 bytes
        return PackProblem(self.where(max(0, before + inside - 1)), f"expr.{code}", message, zh)

    # -- comparisons -------------------------------------------------------------------------------------------

    def comparison(self, node: ast.expr) -> Comparison:
        if not isinstance(node, ast.Compare):
            left = self.visit(node)
            if left.type is not Type.BOOL:
                raise self.fail(
                    node, "not_a_test", f"a test compares, or is a yes/no fact; {self.text!r} is a {left.type}",
                    f"test 应是一个比较，或一个是非事实；{self.text!r} 是 {left.type}，请写出和什么比较",
                )  # fmt: skip
            return Comparison("==", left, (Literal(True, Type.BOOL),), self.text)
        if len(node.ops) != 1:
            raise self.fail(
                node,
                "chained",
                "one comparison per test; put two under `all`",
                "一个 test 只比较一次；两个比较请并列放在 all: 下",
            )
        symbol = _COMPARE.get(type(node.ops[0]))
        if symbol is None:
            raise self.fail(
                node, "operator", "comparisons are == != < <= > >= and in", "比较符只有 == != < <= > >= 和 in"
            )
        other = node.comparators[0]
        if symbol == "in" and not isinstance(other, ast.Set):
            raise self.fail(other, "in", "after `in` comes a set: in {a, b}", 'in 后面写花括号的集合，如 in {"a", "b"}')
        others = other.elts if symbol == "in" and isinstance(other, ast.Set) else [other]
        left, *right = self.all(node.left, *others)
        for side, place in zip(right, others, strict=True):
            self._comparable(symbol, left, side, place)
        return Comparison(symbol, left, tuple(right), self.text)

    def all(self, *nodes: ast.expr) -> list[Expression]:
        """Each on its own, so that all their mistakes are told."""
        parts = Parts()
        found = [parts(self.visit, node) for node in nodes]
        parts.done()
        return found

    def _comparable(self, symbol: str, left: Expression, right: Expression, node: ast.expr) -> None:
        a, b = left.type, right.type
        words = (Type.TEXT, Type.CHOICE)
        same = a == b or (a in NUMERIC and b in NUMERIC) or (a in words and b in words)
        if not same or a is Type.SCHEDULE:
            money = Type.MONEY in (a, b)
            raise self.fail(
                node, "type", f"cannot compare {a} with {b}{'; write money as yuan(…)' if money else ''}",
                f"{a} 与 {b} 不能比较{'；金额写作 yuan(…)' if money else '，请核对两边的类型'}",
            )  # fmt: skip
        if symbol not in ("==", "!=", "in") and a not in ORDERED:
            raise self.fail(node, "type", f"a {a} has no order; use == != or in", f"{a} 不分大小，只能用 ==、!= 或 in")
        for one, two in ((left, right), (right, left)):
            if isinstance(one, FactRef) and one.type is Type.CHOICE and isinstance(two, Literal):
                choices = self.names.facts[one.name].choices
                word = str(two.value)
                if two.value not in choices:
                    raise self.fail(
                        node, "choice", f"{one.name} has no choice {word!r}{near(word, choices)}",
                        f"{one.name} 没有选项 {word!r}{near_zh(word, choices) or '；可选：' + '、'.join(choices)}",
                    )  # fmt: skip

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
                raise self.fail(node, "type", f"a {inner.type} has no negative", f"{inner.type} 没有负值")
            zero = Literal(0, inner.type)
            return Arithmetic("-", zero, inner, inner.type)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.Compare):
            raise self.fail(
                node, "nested_test", "a comparison stands alone in a test, not inside an expression",
                "比较要单独写成一个 test，不能放在算式里",
            )  # fmt: skip
        if isinstance(node, ast.BoolOp) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            raise self.fail(
                node, "logic", "write all:, any: or not: in YAML instead of and, or, not",
                "不用 and、or、not；请在 YAML 里写 all:、any: 或 not:",
            )  # fmt: skip
        raise self._foreign(node)

    def _foreign(self, node: ast.expr) -> PackProblem:
        written = ast.unparse(node)
        return self.fail(
            node, "not_allowed", f"{written!r} is not part of the expression language",
            f"{written!r} 不属于规则的算式语言；能写的只有名称、数字、+ - * / 和列出的函数",
        )  # fmt: skip

    def _constant(self, node: ast.Constant) -> Expression:
        value = node.value
        if isinstance(value, bool) or value is None:
            raise self.fail(
                node, "literal", f"write true or false, not {value!r}", f"是非值写作 true 或 false，不是 {value!r}"
            )
        if isinstance(value, str):
            if not normal_name(value):
                raise self.fail(
                    node, "blank_text", f"{value!r} is a text of blanks only, which every text contains",
                    f"{value!r} 只有空白，没有可比的字，请写出文字",
                )  # fmt: skip
            return Literal(value, Type.TEXT)
        written = ast.get_source_segment(f"({self.text}\n)", node) or ""
        if isinstance(value, int | float) and _NUMBER.fullmatch(written):
            return Literal(int(written) if isinstance(value, int) else Fraction(written), Type.NUMBER)
        raise self.fail(
            node, "literal", f"cannot read the number {written[:60]!r}; write it as 1000 or 0.8",
            f"读不懂数字 {written[:60]!r}；请写成 1000 或 0.8 的样子",
        )  # fmt: skip

    def dotted(self, node: ast.expr) -> str:
        if isinstance(node, ast.Name):
            return node.id
        if isinstance(node, ast.Attribute):
            return f"{self.dotted(node.value)}.{node.attr}"
        raise self._foreign(node)

    def _name(self, node: ast.expr) -> Expression:
        name = self.dotted(node)
        if name.startswith("param."):
            short = name.removeprefix("param.")
            if short not in self.names.params:
                self._told(name)
                raise self.fail(
                    node, "unknown_param", f"no parameter {short!r}{near(short, self.names.params)}",
                    f"没有参数 {short!r}{near_zh(short, self.names.params) or '；请在 parameters/ 里加上'}",
                )  # fmt: skip
            return ParamRef(short, self.names.params[short])
        found = self.fact(node)
        spec = self.names.facts[found.name]
        if self.names.subjects[spec.subject].many and spec.subject != self.names.scope:
            raise self.fail(
                node, "scope", f"{name} belongs to one {spec.subject} of several; use sum, at or series_sum here, "
                f"or `over: {spec.subject}`",
                f"{name} 属于多个 {spec.subject} 中的一个；请用 sum、at、series_sum，或在措施里写 over: {spec.subject}",
            )  # fmt: skip
        return found

    def fact(self, node: ast.expr) -> FactRef:
        name = self.dotted(node)
        spec = self.names.facts.get(name)
        if spec is None:
            self._told(name)
            known = [*self.names.facts, *(f"param.{p}" for p in self.names.params)]
            raise self.fail(
                node, "unknown_fact", f"no fact {name!r} in the vocabulary{near(name, known)}",
                f"词汇表里没有事实 {name!r}{near_zh(name, known) or '；请在 vocabulary/ 或 derived/ 里加上'}",
            )  # fmt: skip
        return FactRef(name, spec.type)

    def _told(self, name: str) -> None:
        if self.names.spoiled(name):
            raise PackProblem.several(())

    def _binary(self, node: ast.BinOp) -> Expression:
        symbol = _ARITHMETIC.get(type(node.op))
        if symbol is None:
            raise self.fail(node, "operator", "arithmetic is + - * /", "算术只有 + - * /")
        left, right = self.all(node.left, node.right)
        kind = signatures.arithmetic(symbol, left.type, right.type)
        if kind is None:
            raise self.fail(
                node, "type", f"{left.type} {symbol} {right.type} has no meaning here",
                f"{left.type} {symbol} {right.type} 在这里没有意义，请核对两边的类型",
            )  # fmt: skip
        return Arithmetic(symbol, left, right, kind)

    def _call(self, node: ast.Call) -> Expression:
        if not isinstance(node.func, ast.Name) or node.keywords:
            raise self._foreign(node)
        name = node.func.id
        if name in ("date", "month", "yuan"):
            return self._made(name, node)
        if name == "count":
            return self._count(node)
        if name not in signatures.FUNCTIONS:
            known = (*signatures.FUNCTIONS, "count", "date", "month", "yuan")
            raise self.fail(
                node, "unknown_function", f"no function {name!r}{near(name, known)}",
                f"没有函数 {name!r}{near_zh(name, known) or '；可用：' + '、'.join(known)}",
            )  # fmt: skip
        leading = signatures.AGGREGATES.get(name, 0)
        parts = Parts()
        facts = [parts(self.fact, a) for a in node.args[:leading]]
        rest = [parts(self.visit, a) for a in node.args[leading:]]
        parts.done()
        over = self._over(node, facts) if leading else None
        args = (*facts, *rest)
        try:
            kind = signatures.FUNCTIONS[name]([a.type for a in args])
        except signatures.WrongArguments as error:
            raise self.fail(node, "arguments", f"{name}: {error}", f"函数 {name} 的参数不对：{error.zh}") from error
        return Call(name, args, kind, over)

    def _over(self, node: ast.Call, facts: list[FactRef]) -> str | None:
        kinds = {self.names.facts[f.name].subject for f in facts}
        if len(kinds) != 1 or not self.names.subjects[next(iter(kinds))].many:
            raise self.fail(
                node, "scope", "an aggregate runs over the facts of one subject that a case has many of",
                "汇总函数只能用于同一种“可有多个”的主体的事实",
            )  # fmt: skip
        return kinds.pop()

    def _count(self, node: ast.Call) -> Expression:
        kind = self.dotted(node.args[0]) if len(node.args) == 1 else ""
        many = [s.name for s in self.names.subjects.values() if s.many]
        if kind not in many:
            raise self.fail(
                node, "arguments", f"count takes one of {', '.join(many)}{near(kind, many)}",
                f"count 的参数只能是 {'、'.join(many)} 之一{near_zh(kind, many)}",
            )  # fmt: skip
        return Call("count", (), Type.COUNT, kind)

    def _made(self, name: str, node: ast.Call) -> Expression:
        argument = node.args[0] if len(node.args) == 1 else None
        if not isinstance(argument, ast.Constant) or isinstance(argument.value, bool):
            raise self.fail(
                node, "literal", f"{name}(…) takes one literal", f'{name}(…) 里只写一个值，如 date("2020-03-01")'
            )
        written = argument.value
        try:
            if name == "date" and isinstance(written, str) and _DAY.fullmatch(written):
                return Literal(date.fromisoformat(written), Type.DATE)
            if name == "month" and isinstance(written, str):
                months_of(written)
                return Literal(written, Type.MONTH)
            if name == "yuan" and isinstance(written, int | str) and _NUMBER.fullmatch(str(written)):
                fen = Fraction(written) * 100
                if fen.denominator == 1:
                    return Literal(fen.numerator, Type.MONEY)
        except ValueError:
            pass
        text = ast.unparse(node)
        wanted = {"yuan": "amount in whole fen", "date": "date", "month": "month"}[name]
        wanted_zh = {"yuan": "精确到分的金额", "date": "真实存在的日期（YYYY-MM-DD）", "month": "月份（YYYY-MM）"}[name]
        raise self.fail(node, "literal", f"{text} is no {wanted}", f"{text} 不是{wanted_zh}")
