"""What changed between two comparisons that are one criterion: fact, operator, threshold, choices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rules import wording
from rules.author.diff_model import DECISION, SOURCE
from rules.author.diff_normal import Node, constant, expression_key, oriented, searched
from rules.author.diff_side import Pair, Side, listed
from rules.expressions import Expression, FactRef, Literal, ParamRef
from rules.model import Test
from rules.names import folds
from rules.schema import Text
from rules.types import NUMERIC, ORDERED, Type, Value

#: operators that look the same way, from the widest to the narrowest
_FAMILIES = ((">=", ">"), ("<=", "<"))


_OPERATORS = {
    ">=": Text("不低于", "at least"), ">": Text("高于", "above"),
    "<=": Text("不超过", "at most"), "<": Text("低于", "below"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a comparison. ``sign``: 1 where more cases meet it, -1 fewer, 0 unclear."""

    kind: str
    layer: str
    sign: int
    text: Text  #: what follows the criterion's name
    before: Text
    after: Text


def turns(pair: Pair, a: Node, b: Node) -> Iterator[Turn]:
    """Nothing for two of equal meaning."""
    if a.key == b.key:
        return
    old, new = a.condition, b.condition
    if not isinstance(old, Test) or not isinstance(new, Test):
        yield _whole(pair, a, b, sign=_wrapped(a, b) - _wrapped(b, a))
        return
    left_a, op_a, right_a = oriented(old.test)
    left_b, op_b, right_b = oriented(new.test)
    same_left = expression_key(left_a) == expression_key(left_b)
    same_right = _keys(right_a) == _keys(right_b)
    if same_left and {op_a, op_b} <= {"in", "=="} and _all_literal(right_a + right_b):
        yield from _choices(pair, old, new, right_a, right_b)
    elif same_left and (same_right or _thresholds(right_a, right_b)) and _related(op_a, op_b):
        if not same_right:
            yield _threshold(pair, (old, right_a[0]), (new, right_b[0]), op_b)
        if op_a != op_b:
            wider = next(f.index(op_b) < f.index(op_a) for f in _FAMILIES if op_a in f)
            yield _operator(op_a, op_b, wider=wider)
    elif (found := searched(old.test)) and (now := searched(new.test)) and found[0] == now[0]:
        longer = found[1] in now[1]  # a longer word is found in fewer texts
        yield _whole(pair, a, b, sign=0 if not longer and now[1] not in found[1] else -1 if longer else 1)
    elif not same_left and same_right and op_a == op_b:
        before, after = pair.a.speaker.name(left_a), pair.b.speaker.name(left_b)
        text = Text(f"所看的事实由“{before.zh}”改为“{after.zh}”", f"now looks at “{after.en}” instead of “{before.en}”")
        yield Turn("criterion.fact", DECISION, 0, text, before, after)
    else:
        yield _whole(pair, a, b)


def _operator(old: str, new: str, *, wider: bool) -> Turn:
    """From ``>=`` to ``>`` or back: only who stands exactly at the threshold is decided otherwise."""
    before, after = _OPERATORS[old], _OPERATORS[new]
    zh = "恰好等于门槛的也算" if wider else "恰好等于门槛的不再算"
    en = "exactly the threshold now counts" if wider else "exactly the threshold no longer counts"
    words = Text(
        f"的比较由“{before.zh}”改为“{after.zh}”，{zh}", f": “{before.en}” becomes “{after.en}”, {en}"
    )  # fmt: skip
    return Turn("criterion.operator", DECISION, 1 if wider else -1, words, before, after)


def _wrapped(inner: Node, group: Node) -> int:
    """1: the condition is now one of several ways; -1: now one of several duties."""
    if group.leaf or group.op == "not" or all(inner.signed != child.signed for child in group.children):
        return 0
    return 1 if group.op == "any" else -1


def _keys(some: tuple[Expression, ...], names: bool = False) -> set[str]:
    return {expression_key(e, names=names) for e in some}


def _all_literal(some: tuple[Expression, ...]) -> bool:
    return all(isinstance(e, Literal) for e in some)


def _thresholds(a: tuple[Expression, ...], b: tuple[Expression, ...]) -> bool:
    return len(a) == len(b) == 1 and constant(a[0]) and constant(b[0])


def _related(a: str, b: str) -> bool:
    return a == b or any(a in family and b in family for family in _FAMILIES)


def _whole(pair: Pair, a: Node, b: Node, kind: str = "criterion.test", sign: int = 0) -> Turn:
    before, after = pair.a.speaker.requires(a.condition), pair.b.speaker.requires(b.condition)
    if before == after:  # the same words for different expressions: show these
        before, after = (_written(n, t) for n, t in ((a, before), (b, after)))
    text = Text(f"由“{before.zh}”改为“{after.zh}”", f"changes from “{before.en}” to “{after.en}”")
    return Turn(kind, DECISION, sign, text, before, after)


def _written(node: Node, words: Text) -> Text:
    if isinstance(node.condition, Test):
        return Text(node.condition.test.text, node.condition.test.text)
    return words


def _choices(pair: Pair, old: Test, new: Test, a: tuple[Expression, ...], b: tuple[Expression, ...]) -> Iterator[Turn]:
    """Two sets of literals (or two single ones)."""
    names = folds(old.test)
    gone = [e for e in a if expression_key(e, names=names) not in _keys(b, names)]
    come = [e for e in b if expression_key(e, names=names) not in _keys(a, names)]
    before = listed([_shown(pair.a, old, e) for e in a])
    after = listed([_shown(pair.b, new, e) for e in b])
    less, more = (listed([_shown(s, t, e) for e in some]) for s, t, some in ((pair.a, old, gone), (pair.b, new, come)))
    if len(a) == len(b) == 1:
        text = Text(f"的要求由“{before.zh}”改为“{after.zh}”", f": “{before.en}” becomes “{after.en}”")
        yield Turn("criterion.choices", DECISION, 0, text, before, after)
        return
    if len(gone) == len(come) == 1 and _near(gone[0], come[0]):
        text = Text(f"可取的值“{less.zh}”改为“{more.zh}”", f": the value “{less.en}” becomes “{more.en}”")
        yield Turn("criterion.choices", DECISION, 0, text, before, after)
        return
    parts = [("增加", "adds", more)] if come else []
    parts += [("去掉", "drops", less)] if gone else []
    text = Text(
        "可取的值" + "，".join(f"{zh}“{words.zh}”" for zh, _, words in parts),
        "; ".join(f"{en} “{words.en}”" for _, en, words in parts),
    )
    yield Turn("criterion.choices", DECISION, 0 if come and gone else 1 if come else -1, text, before, after)


def _near(old: Expression, new: Expression) -> bool:
    """Two texts of which one holds the other: 天津, 天津市."""
    if not isinstance(old, Literal) or not isinstance(new, Literal) or old.type is not Type.TEXT:
        return False
    one, two = str(old.value), str(new.value)
    return one in two or two in one


def _kind(test: Test) -> Type:
    kinds = [test.test.left.type, *(r.type for r in test.test.right)]
    return Type.RATIO if Type.RATIO in kinds and kinds[0] in NUMERIC else kinds[0]


def _value(side: Side, expression: Expression) -> Value:
    if isinstance(expression, Literal):
        return expression.value
    return side.speaker.world.parameters[expression.name] if isinstance(expression, ParamRef) else 0


def _shown(side: Side, test: Test, expression: Expression, apart: Value | None = None) -> Text:
    left = oriented(test.test)[0]
    choices = dict(side.pack.facts[left.name].choices) if isinstance(left, FactRef) else None
    return wording.value(_value(side, expression), _kind(test), choices, apart)


def _threshold(pair: Pair, old: tuple[Test, Expression], new: tuple[Test, Expression], op: str) -> Turn:
    one, two = _value(pair.a, old[1]), _value(pair.b, new[1])
    before, after = _shown(pair.a, *old, two), _shown(pair.b, *new, one)
    if one == two:
        by = _given(pair.b, new[1])
        text = Text(f"的门槛仍为{after.zh}，改由{by.zh}", f": the threshold stays {after.en}, now {by.en}")
        return Turn(
            "criterion.parameter", SOURCE if _always(pair, old[1], new[1]) else DECISION, 0, text, before, after
        )
    higher = _order(one, two, _kind(new[0])) * {"<": 1, "<=": 1, ">": -1, ">=": -1}.get(op, 0)
    text = Text(f"的门槛由{before.zh}改为{after.zh}", f": the threshold goes from {before.en} to {after.en}")
    return Turn("criterion.threshold", DECISION, higher, text, before, after)


def _order(one: Value, two: Value, kind: Type) -> int:
    if kind not in ORDERED:
        return 0
    if isinstance(one, int | Fraction) and isinstance(two, int | Fraction):
        return (two > one) - (two < one)
    return (str(two) > str(one)) - (str(two) < str(one))


def _given(side: Side, expression: Expression) -> Text:
    if isinstance(expression, ParamRef):
        label = side.pack.parameters[expression.name].label
        return Text(
            f"参数“{label.zh}”（{expression.name}）给出", f"given by the parameter “{label.en}” ({expression.name})"
        )
    return Text("条件自己写明", "written in the criterion itself")


def _always(pair: Pair, one: Expression, two: Expression) -> bool:
    """The same value on every day, and nobody may overrule it on one side alone."""
    return _over_time(pair.a, one) == _over_time(pair.b, two)


def _over_time(side: Side, expression: Expression) -> object:
    if not isinstance(expression, ParamRef):
        return ({_value(side, expression)}, False, "")
    parameter = side.pack.parameters[expression.name]
    values = {v.value for v in parameter.values}
    dates = "" if len(values) == 1 else repr([(v.start, v.value) for v in parameter.values])
    return (values, parameter.discretion, dates)
