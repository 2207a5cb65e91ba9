"""Conditions in words, Chinese and English, generated from the conditions themselves.

The sentence determines the condition: two conditions that differ in operator, threshold or fact never read alike.
"""

from __future__ import annotations

from fractions import Fraction

from rules import wording
from rules.comparing import Words, words_of
from rules.expressions import Arithmetic, Call, Expression, FactRef, Literal, ParamRef, children
from rules.facts import Outcome
from rules.grammar import bracketed, joined, listed, quoted, subject, with_article, with_unit
from rules.model import Condition, Gate, Test, Use
from rules.naming import PHRASES, Namer
from rules.negation import negated
from rules.schema import Text
from rules.types import NUMERIC, Type, Value
from rules.world import World

_FLIPPED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_GATES = {
    "all": Text("同时满足", "all of these"),
    "any": Text("满足其一", "any of these"),
    "not": Text("不属于下列情形", "none of these"),
}
_SAME = {
    "==": Text("与{0}一致", "the same as {0}"),
    "!=": Text("与{0}不一致", "not the same as {0}"),
    "in": Text("与{0}一致", "the same as one of {0}"),
    "not in": Text("与{0}均不一致", "not the same as any of {0}"),
}
_LACKS = {
    "contains": ("{0}不含{1}", "{0} does not contain {1}"),
    "starts_with": ("{0}不以{1}开头", "{0} does not begin with {1}"),
}
#: what a share may follow at once: 同比下降80%
_CHANGES = ("下降", "减少", "降低", "增长", "增加", "上升", "提高")
#: choices that say no: 经营业态：都不是
_NOS = ("不", "未", "无", "没", "均", "都", "非")


class Speaker:
    """Puts the conditions of one world into words."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pack = world.pack
        self.namer = Namer(world)
        self.name, self.filled = self.namer.name, self.namer.filled
        self._required = self.namer.said()

    # -- what a condition asks for -----------------------------------------------------------------------------

    def label(self, condition: Condition) -> Text:
        """The author's label, or words made from the condition."""
        if condition.label is not None:
            return condition.label
        if isinstance(condition, Gate):
            return self.searches(condition) or _GATES[condition.op]
        return self.requires(condition)

    def requires(self, condition: Condition, wanted: bool = True) -> Text:
        """What the condition asks for; its opposite where it is not ``wanted``."""
        place = (condition.key, wanted)
        if place not in self._required:
            self._required[place] = self._requires(condition, wanted)
        return self._required[place]

    def _requires(self, condition: Condition, wanted: bool) -> Text:
        if isinstance(condition, Test):
            return self._test(condition, wanted)
        if isinstance(condition, Use):
            name = self.namer.fact(condition.fact)
            return name if wanted else negated(name, self.namer.taken)
        if condition.op == "not":
            return self.requires(condition.children[0], not wanted)
        if len(condition.children) == 1:
            return self.requires(condition.children[0], wanted)
        held = self.searches(condition, wanted)
        if held is not None:
            return held
        parts = [self._part(child, self.requires(child)) for child in condition.children]
        words = joined(parts, "且", "and") if condition.op == "all" else joined(parts, "或", "or")
        if wanted:
            return words
        zh, en = (
            ("不同时满足", "not all of this holds: ")
            if condition.op == "all"
            else ("不属于下列任何一种情形", "none of this holds: ")
        )
        inside = bracketed(words)
        return Text(f"{zh}{inside.zh}", f"{en}{inside.en}")

    @staticmethod
    def _part(child: Condition, text: Text) -> Text:
        while isinstance(child, Gate) and (child.op == "not" or len(child.children) == 1):
            child = child.children[0]
        return bracketed(text) if isinstance(child, Gate) else text

    def searches(self, gate: Gate, wanted: bool = True) -> Text | None:
        """Words that one text may contain, said at once; None where the group asks for anything else."""
        if gate.op != "any" or len(gate.children) < 2:
            return None
        calls = [_sought(child) for child in gate.children]
        kinds = {(call.name, call.args[0]) for call in calls if call is not None}
        if len(kinds) != 1 or any(c is None or self.namer.constant(c.args[1]) is None for c in calls):
            return None
        ((sort, text),) = kinds
        words = listed([self.name(call.args[1]) for call in calls if call is not None], "或", "or")
        zh, en = (PHRASES if wanted else _LACKS)[sort]
        name = self.name(text)
        return Text(zh.format(name.zh, words.zh), en.format(name.en, words.en))

    def _test(self, condition: Test, wanted: bool) -> Text:
        left, op, right = condition.test.left, condition.test.op, condition.test.right
        constant = self.namer.constant
        if len(right) == 1 and op == "in":
            op = "=="
        if len(right) == 1 and constant(left) is not None and constant(right[0]) is None:
            left, op, right = right[0], _MIRRORED[op], (left,)
        if not wanted and op != "in":
            op, wanted = _FLIPPED[op], True
        values = [constant(side) for side in right]
        if left.type is Type.BOOL and len(right) == 1 and isinstance(values[0], bool):
            return self._yes_or_no(left, values[0] is (op == "=="))
        name = self._subject(left)
        en, be = subject(name.en, whole=_one_name(left))
        said = self._said(left, op if wanted else "not in", right, values)
        return Text(f"{name.zh}{said.zh}", f"{en} {be} {said.en}")

    def _yes_or_no(self, left: Expression, wanted: bool) -> Text:
        if wanted:
            return self.name(left)
        if isinstance(left, Call) and left.name in _LACKS:
            return self.namer.phrase(left, _LACKS[left.name])
        return negated(self.name(left), self.namer.taken)

    def _subject(self, left: Expression) -> Text:
        """A difference is said in words, everything else by its name."""
        if isinstance(left, Arithmetic) and left.op == "-" and left.type not in (Type.DATE, Type.MONTH):
            one, other = self.name(left.left), self.name(left.right)
            if not isinstance(left.left, Arithmetic | Literal) and not isinstance(left.right, Arithmetic):
                return Text(f"{one.zh}减去{other.zh}后", f"{one.en} minus {with_article(other.en)}")
        return self.name(left)

    def _said(self, left: Expression, op: str, right: tuple[Expression, ...], values: list[Value | None]) -> Text:
        """What follows the subject."""
        kind = self._kind(left, right)
        sides = [self._side(side, value, left, kind) for side, value in zip(right, values, strict=True)]
        fixed = all(value is not None for value in values)
        if kind in (Type.TEXT, Type.CHOICE, Type.BOOL) and not fixed:
            some = listed(sides, "或", "or")
            return Text(_SAME[op].zh.format(some.zh), _SAME[op].en.format(some.en))
        unit = self.namer.unit(left) if fixed and kind in NUMERIC and kind is not Type.RATIO else Text("", "")
        if fixed:
            sides = [with_unit(side, unit) for side in sides]
        if op in ("in", "not in"):
            some = listed(sides, "或", "or")
            if op == "in":
                return Text(f"为{some.zh}" if fixed else f"等于{some.zh}", some.en)
            return Text(f"不属于{some.zh}" if fixed else f"不等于{some.zh}", f"neither {listed(sides, '', 'nor').en}")
        verb = self.name(left).zh.endswith(_CHANGES)
        words = words_of(op, Words(kind, fixed, bool(unit.zh) or kind is Type.COUNT, fixed and values[0] == 0, verb))
        return Text(words.zh.format(sides[0].zh), words.en.format(sides[0].en))

    def _side(self, side: Expression, value: Value | None, left: Expression, kind: Type) -> Text:
        if value is not None:
            words = wording.exact(value, kind, self.namer.choices(left))
            if kind is Type.TEXT:
                return quoted(words)
            return Text(words.zh, quoted(words).en) if kind is Type.CHOICE else words
        if isinstance(side, Arithmetic) and side.op == "*" and side.left.type is Type.RATIO:
            share = self.namer.constant(side.left)
            if share is not None and not isinstance(side.right, Arithmetic):  # 5.5% of the insured
                of, part = self.name(side.right), wording.exact(share, Type.RATIO)
                return Text(f"{of.zh}的{part.zh}", f"{part.en} of the {of.en}")
        name = self.name(side)
        return name if isinstance(side, Arithmetic) else Text(name.zh, with_article(name.en))

    # -- what the case says ------------------------------------------------------------------------------------

    def finding(self, condition: Condition, subject: str) -> Text:
        """What the case says to a test; empty for gates."""
        if not isinstance(condition, Test):
            return Text("", "")
        sides = self.world.sides(condition, subject)
        left, right = condition.test.left, condition.test.right[0]
        searched = _searched(left)
        if searched is not None:  # what a text contains is best said by the text
            said = self.world.evaluate(searched, subject)
            if not said.known:
                return self._open(searched)
            words = self._is(searched, quoted(wording.value(said.value, searched.type)))
            if sides[0].known or not isinstance(left, Call):
                return words
            other = self._open(left.args[1])
            return Text(f"{words.zh}，{other.zh}", f"{words.en}; {other.en}")
        if left.type is Type.BOOL and self.namer.constant(right) is not None:
            name = self.name(left)
            if not sides[0].known:
                marks = quoted(name)
                return Text(f"{marks.zh}尚未确认", f"not known yet: {marks.en}")
            shown = self._valued(condition, left, sides[0], sides[1:])
            return Text(f"{name.zh}：{shown.zh}", f"{name.en}: {shown.en}")
        if not sides[0].known:
            return self._open_parts(left, subject)
        words = self._is(left, self._valued(condition, left, sides[0], sides[1:]))
        if len(sides) > 2 or self.namer.constant(right) is not None:
            return words
        if sides[1].known:
            other = self._is(right, self._valued(condition, right, sides[1], sides[:1]), condition)
        else:
            other = self._open_parts(right, subject)
        return Text(f"{words.zh}，{other.zh}", f"{words.en}; {other.en}")

    def _is(self, side: Expression, shown: Text, condition: Test | None = None) -> Text:
        name = self._side(side, None, side, side.type) if condition else self._subject(side)
        en, be = subject(name.en, whole=_one_name(side))
        if side.type is Type.BOOL:
            return Text(f"{name.zh}：{shown.zh}", f"{name.en}: {shown.en}")
        if shown.zh.startswith(_NOS) and side.type is Type.CHOICE:
            return Text(f"{name.zh}：{shown.zh}", f"{en} {be} {shown.en}")
        zh = f"约为{shown.zh[1:]}" if shown.zh.startswith("约") and shown.en.startswith("about ") else f"为{shown.zh}"
        return Text(f"{name.zh}{zh}", f"{en} {be} {shown.en}")

    def _open(self, side: Expression) -> Text:
        name = self.name(side)
        en, be = subject(name.en, whole=_one_name(side))
        return Text(f"{name.zh}尚不清楚", f"{en} {be} not known")

    def _open_parts(self, side: Expression, subject: str) -> Text:
        """Of a calculation, what is known and what is not."""
        if not isinstance(side, Arithmetic) or side.type in (Type.DATE, Type.MONTH):
            return self._open(side)
        parts = {part: self.world.evaluate(part, subject) for part in _operands(side)}
        said = [
            self._is(part, self._shown(part, found, ())) if found.known else self._open(part)
            for part, found in parts.items()
        ]
        if all(found.known for found in parts.values()):  # nothing is missing: a division by zero
            said.append(Text("算不出结果", "this gives no result"))
        return Text("，".join(s.zh for s in said), "; ".join(s.en for s in said))

    def gap(self, condition: Test, sides: tuple[Outcome, ...]) -> Text | None:
        """How far a failed comparison of amounts is from its threshold."""
        kind = self._kind(condition.test.left, condition.test.right)
        left, right = sides[0].value, sides[1].value
        if condition.test.op in ("==", "!=", "in") or kind not in (Type.MONEY, *NUMERIC):
            return None
        if not isinstance(left, int | Fraction) or not isinstance(right, int | Fraction):
            return None
        distance = abs(Fraction(left) - Fraction(right))
        if not distance:  # on the limit that must not be reached: the least step there is
            if kind not in (Type.MONEY, Type.COUNT):
                return None
            distance = Fraction(1)
        if kind is Type.RATIO:  # 40 % instead of 80 %: short by 40 points, not by 40 %
            points = wording.value(distance * 100, Type.NUMBER, apart=0)
            return with_unit(points, Text("个百分点", "percentage points"))
        if kind is Type.MONEY:
            whole = distance.denominator == 1
            return wording.money(int(distance)) if whole else wording.value(distance, kind, apart=0)
        unit = self.namer.unit(condition.test.left)
        return with_unit(wording.value(distance, kind, apart=0), unit)

    def _kind(self, left: Expression, right: tuple[Expression, ...]) -> Type:
        """How to show the numbers of a comparison: shares as per cent where either side is one."""
        kinds = [side.type for side in (left, *right)]
        if Type.CHOICE in kinds:
            return Type.CHOICE
        return Type.RATIO if Type.RATIO in kinds and kinds[0] in NUMERIC else kinds[0]

    def _valued(self, condition: Test, side: Expression, outcome: Outcome, others: tuple[Outcome, ...]) -> Text:
        kind = self._kind(condition.test.left, condition.test.right)
        return self._shown(side, outcome, others, kind if kind is not Type.CHOICE else side.type, condition.test.left)

    def _shown(
        self,
        side: Expression,
        outcome: Outcome,
        others: tuple[Outcome, ...],
        kind: Type | None = None,
        left: Expression | None = None,
    ) -> Text:
        """The value of a side, with its unit."""
        kind = kind or side.type
        given = outcome.value
        if kind is Type.MONEY and isinstance(given, int):
            return wording.money(given)
        options = self.namer.choices(side, *([left] if left else []))
        words = wording.value(given, kind, options, [other.value for other in others])
        if kind is Type.TEXT:
            return quoted(words)
        if kind is Type.CHOICE:
            return Text(words.zh, quoted(words).en)
        return with_unit(words, self.namer.unit(side)) if kind in NUMERIC and kind is not Type.RATIO else words


def _one_name(side: Expression) -> bool:
    return isinstance(side, FactRef) or (isinstance(side, Call) and side.name == "at")


def _holds(op: str, right: tuple[Expression, ...]) -> bool:
    return op == "==" and isinstance(right[0], Literal) and right[0].value is True


def _sought(condition: Condition) -> Call | None:
    """The search that an unnamed test is for a word in a fact's text."""
    if not isinstance(condition, Test) or condition.id or not _holds(condition.test.op, condition.test.right):
        return None
    left = condition.test.left
    return left if isinstance(left, Call) and _searched(left) is not None else None


def _searched(expression: Expression) -> FactRef | None:
    """The fact whose text a search looks through."""
    if isinstance(expression, Call) and expression.name in ("contains", "starts_with"):
        first = expression.args[0]
        return first if isinstance(first, FactRef) else None
    return None


def _operands(expression: Expression) -> list[Expression]:
    """What a calculation is made of, without its operators."""
    if isinstance(expression, Arithmetic):
        return [part for child in children(expression) for part in _operands(child)]
    return [] if isinstance(expression, Literal | ParamRef) else [expression]
