"""Conditions and expressions in words, Chinese and English, generated from the conditions themselves."""

from __future__ import annotations

from fractions import Fraction

from rules import wording
from rules.expressions import Arithmetic, Call, Expression, FactRef, Literal, ParamRef
from rules.facts import Outcome
from rules.model import Condition, Gate, Test
from rules.schema import Text
from rules.types import NUMERIC, Type, Value
from rules.world import World

_ZH = {"==": "为", "!=": "不为", "<": "低于", "<=": "不超过", ">": "高于", ">=": "不低于", "in": "属于"}
_EN = {
    "==": "is",
    "!=": "is not",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
    "in": "is one of",
}
_DATE_ZH = {"<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"}
_DATE_EN = {"<": "is before", "<=": "is no later than", ">": "is after", ">=": "is no earlier than"}
_OPERATORS = {"+": "＋", "-": "－", "*": "×", "/": "÷"}


class Speaker:
    """Puts the conditions of one world into words."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pack = world.pack
        self._required: dict[str, Text] = {}

    # -- conditions --------------------------------------------------------------------------------------------

    def label(self, condition: Condition) -> Text:
        """The author's label, or words made from the condition."""
        if condition.label is not None:
            return condition.label
        if isinstance(condition, Test):
            return self.requires(condition)
        if isinstance(condition, Gate):
            words = {"all": Text("同时满足", "all of these"), "any": Text("满足其一", "any of these")}
            return words.get(condition.op, Text("不属于", "not this"))
        return self.pack.facts[condition.fact].label

    def requires(self, condition: Condition) -> Text:
        """What the condition asks for."""
        if condition.key not in self._required:
            self._required[condition.key] = self._requires(condition)
        return self._required[condition.key]

    def _requires(self, condition: Condition) -> Text:
        if isinstance(condition, Test):
            return self._test(condition)
        if isinstance(condition, Gate):
            parts = [self.requires(child) for child in condition.children]
            if condition.op == "not":
                return Text(f"并非：{parts[0].zh}", f"not: {parts[0].en}")
            zh, en = ("且", "and") if condition.op == "all" else ("或", "or")
            nested = [self._bracket(child, part) for child, part in zip(condition.children, parts, strict=True)]
            return Text(f"，{zh}".join(p.zh for p in nested), f", {en} ".join(p.en for p in nested))
        return self.pack.facts[condition.fact].label

    @staticmethod
    def _bracket(child: Condition, text: Text) -> Text:
        if isinstance(child, Gate) and child.op != "not" and len(child.children) > 1:
            return Text(f"（{text.zh}）", f"({text.en})")
        return text

    def _test(self, condition: Test) -> Text:
        test = condition.test
        left = self.name(test.left)
        right = test.right[0]
        if isinstance(right, Literal) and isinstance(right.value, bool) and test.op in ("==", "!="):
            if right.value is (test.op == "=="):
                return Text(left.zh, left.en)
            return Text(f"不满足“{left.zh}”", f"not: {left.en}")
        kind = self._kind(condition)
        dated = kind in (Type.DATE, Type.MONTH)
        zh = _DATE_ZH.get(test.op, _ZH[test.op]) if dated else _ZH[test.op]
        en = _DATE_EN.get(test.op, _EN[test.op]) if dated else _EN[test.op]
        sides = [self._side(side, test.left, kind) for side in test.right]
        return Text(
            f"{left.zh}{zh}{'、'.join(s.zh for s in sides)}", f"{left.en} {en} {', '.join(s.en for s in sides)}"
        )

    def finding(self, condition: Condition, subject: str) -> Text:
        """What the case says to a test; empty for gates."""
        if not isinstance(condition, Test):
            return Text("", "")
        sides = self.world.sides(condition, subject)
        left = self._valued(condition, condition.test.left, sides[0], sides[1])
        name = self.name(condition.test.left)
        text = _searched(condition.test.left)
        if text is not None:  # what a text contains is best said by the text
            said = self.world.evaluate(text, subject)
            if said.known:
                name, left = self.name(text), wording.value(said.value, text.type)
                return Text(f"{name.zh}为“{left.zh}”", f"{name.en} is “{left.en}”")
        if condition.test.left.type is Type.BOOL and isinstance(condition.test.right[0], Literal):
            if not sides[0].known:
                return Text(f"“{name.zh}”尚未确认", f"not known yet: {name.en}")
            return Text(f"{name.zh}：{left.zh}", f"{name.en}: {left.en}")
        if not sides[0].known:
            return Text(f"{name.zh}尚不清楚", f"{name.en} is not known")
        words = Text(f"{name.zh}为{left.zh}", f"{name.en} is {left.en}")
        right = condition.test.right[0]
        if len(sides) == 2 and not isinstance(right, Literal | ParamRef):
            other = self._valued(condition, right, sides[1], sides[0])
            named = self.name(right)
            return Text(f"{words.zh}，{named.zh}为{other.zh}", f"{words.en}, {named.en} is {other.en}")
        return words

    def gap(self, condition: Test, sides: tuple[Outcome, ...]) -> Text | None:
        """How far a failed comparison of amounts is from its threshold."""
        kind = self._kind(condition)
        left, right = sides[0].value, sides[1].value
        if condition.test.op in ("==", "!=", "in") or kind not in (Type.MONEY, *NUMERIC):
            return None
        if (not isinstance(left, int) and left is None) or right is None:
            return None
        distance = abs(left - right)  # type: ignore[operator]
        if kind is Type.RATIO:  # 40 % instead of 80 %: short by 40 points, not by 40 %
            points = wording.value(Fraction(distance) * 100, Type.NUMBER, apart=0)
            return Text(f"{points.zh}个百分点", f"{points.en} percentage points")
        return wording.value(distance, kind, apart=0)

    def _kind(self, condition: Test) -> Type:
        """How to show the numbers of a comparison: shares as per cent where either side is one."""
        kinds = [side.type for side in (condition.test.left, *condition.test.right)]
        return Type.RATIO if Type.RATIO in kinds and kinds[0] in NUMERIC else kinds[0]

    def _valued(self, condition: Test, side: Expression, outcome: Outcome, other: Outcome) -> Text:
        return wording.value(
            outcome.value, self._kind(condition), self._choices(side, condition.test.left), other.value
        )

    def _choices(self, *sides: Expression) -> dict[str, Text] | None:
        for side in sides:
            if isinstance(side, FactRef) and self.pack.facts[side.name].choices:
                return dict(self.pack.facts[side.name].choices)
        return None

    def _side(self, side: Expression, left: Expression, kind: Type) -> Text:
        if isinstance(side, Literal | ParamRef):
            return wording.value(self.constant(side), kind, self._choices(left))
        return self.name(side)

    def constant(self, side: Literal | ParamRef) -> Value:
        return side.value if isinstance(side, Literal) else self.world.parameters[side.name]

    # -- expressions -------------------------------------------------------------------------------------------

    def name(self, expression: Expression) -> Text:
        """An expression with the names of its values."""
        return self._words(expression, None)

    def filled(self, expression: Expression, subject: str) -> Text:
        """An expression with the values put in; a name where a value is unknown."""
        return self._words(expression, subject)

    def _words(self, expression: Expression, subject: str | None) -> Text:
        if isinstance(expression, Literal):
            return wording.value(expression.value, expression.type)
        if isinstance(expression, ParamRef):
            return wording.value(self.constant(expression), expression.type)
        if isinstance(expression, Call) and expression.name == "round_fen":
            return self._words(expression.args[0], subject)
        if subject is not None and isinstance(expression, FactRef | Call):
            outcome = self.world.evaluate(expression, subject)
            if outcome.known:
                return wording.value(outcome.value, expression.type, self._choices(expression))
        if isinstance(expression, FactRef):
            return self.pack.facts[expression.name].label
        if isinstance(expression, Arithmetic):
            return self._arithmetic(expression, subject)
        return self._call(expression)

    def _arithmetic(self, node: Arithmetic, subject: str | None) -> Text:
        left, right = self._words(node.left, subject), self._words(node.right, subject)
        if isinstance(node.left, Arithmetic) and node.op in "*/" and node.left.op in "+-":
            left = Text(f"（{left.zh}）", f"({left.en})")
        if isinstance(node.right, Arithmetic) and (node.op in "-*/" and (node.op != "-" or node.right.op in "+-")):
            right = Text(f"（{right.zh}）", f"({right.en})")
        symbol = _OPERATORS[node.op]
        return Text(f"{left.zh}{symbol}{right.zh}", f"{left.en} {_EN_OPERATORS[node.op]} {right.en}")

    def _call(self, call: Call) -> Text:
        if call.name == "count":
            label = self.pack.subjects[call.over or ""].label
            return Text(f"{label.zh}份数", f"number of {label.en} papers")
        if call.name == "at" and isinstance(call.args[2], Literal) and call.args[2].value is True:
            # any of the papers for which something holds
            paper, held = self.pack.subjects[call.over or ""].label, self.name(call.args[0])
            return Text(f"有一份{paper.zh}符合：{held.zh}", f"there is a {paper.en}: {held.en}")
        args = [self.name(a) for a in call.args]
        zh, en = _PHRASES.get(call.name, ("", ""))
        if zh:
            return Text(zh.format(*(a.zh for a in args)), en.format(*(a.en for a in args)))
        chinese, english = _LISTS[call.name]
        return Text(f"{'、'.join(a.zh for a in args)}{chinese}", f"{english} {', '.join(a.en for a in args)}")


def _searched(expression: Expression) -> FactRef | None:
    """The fact whose text a search looks through."""
    if isinstance(expression, Call) and expression.name in ("contains", "starts_with"):
        first = expression.args[0]
        return first if isinstance(first, FactRef) else None
    return None


_EN_OPERATORS = {"+": "+", "-": "−", "*": "×", "/": "÷"}
_PHRASES = {
    "abs": ("{0}的绝对值", "size of {0}"),
    "days": ("{0}至{1}的天数", "days from {0} to {1}"),
    "due": ("{3}应付房租", "rent due for {3}"),
    "sum": ("{0}合计", "sum of {0}"),
    "at": ("{2}的{0}", "{0} of {2}"),
    "series_sum": ("{2}至{3}{0}合计", "{0} from {2} to {3}"),
    "contains": ("{0}含“{1}”", "{0} contains “{1}”"),
    "starts_with": ("{0}以“{1}”开头", "{0} begins with “{1}”"),
}
_LISTS = {
    "min": ("中的最小值", "least of"),
    "max": ("中的最大值", "greatest of"),
    "agree": ("（应一致）", "the agreed value of"),
}
