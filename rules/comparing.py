"""Words of comparisons, Chinese and English, by what is compared with what."""

from __future__ import annotations

from dataclasses import dataclass

from rules.schema import Text
from rules.types import Type


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a comparison depend on."""

    kind: Type  #: of the numbers
    fixed: bool  #: compared with a value that no case changes, not with another fact
    counted: bool  #: persons, papers, metres: 少于, not 低于
    zero: bool  #: compared with nothing: 大于零
    change: bool  #: the name is that of a change, which a share follows at once: 下降80%


def words_of(op: str, words: Words) -> Text:
    """``{0}`` stands for the other side."""
    zh, en = _chinese(op, words), _english(op, words)
    return Text(zh, en)


def _chinese(op: str, words: Words) -> str:
    if words.kind in (Type.DATE, Type.MONTH):
        return _DATES[op][0] if words.fixed else _DATES_OF[op]
    if words.kind in (Type.TEXT, Type.CHOICE, Type.BOOL):
        return {"==": "为{0}", "!=": "不是{0}"}[op]
    if words.zero:
        return _ZERO[op][0]
    if op in ("==", "!="):
        return {"==": "为{0}", "!=": "不是{0}"}[op] if words.fixed else {"==": "与{0}相等", "!=": "与{0}不相等"}[op]
    if words.kind is Type.RATIO and words.fixed:
        return _CHANGES[op] if words.change else _SHARES[op]
    if words.counted:
        return _COUNTS[op]
    return _AMOUNTS[op] if words.kind in (Type.MONEY, Type.RATIO) else _NUMBERS[op]


def _english(op: str, words: Words) -> str:
    if words.kind in (Type.DATE, Type.MONTH):
        return _DATES[op][1]
    if words.zero and words.kind not in (Type.TEXT, Type.CHOICE, Type.BOOL):
        return _ZERO[op][1]
    if op in ("==", "!=") and not words.fixed:
        return {"==": "equal to {0}", "!=": "not equal to {0}"}[op]
    return _EN[op]


_EN = {
    "==": "{0}",
    "!=": "not {0}",
    "<": "below {0}",
    "<=": "at most {0}",
    ">": "more than {0}",
    ">=": "at least {0}",
}
_DATES = {
    "==": ("为{0}", "{0}"),
    "!=": ("不是{0}", "not {0}"),
    "<": ("早于{0}", "before {0}"),
    "<=": ("不晚于{0}", "no later than {0}"),
    ">": ("晚于{0}", "after {0}"),
    ">=": ("不早于{0}", "no earlier than {0}"),
}
_DATES_OF = {op: zh for op, (zh, _) in _DATES.items()} | {"==": "与{0}相同", "!=": "与{0}不同"}
_ZERO = {
    "==": ("为零", "zero"),
    "!=": ("不为零", "not zero"),
    "<": ("小于零", "less than zero"),
    "<=": ("不大于零", "zero or less"),
    ">": ("大于零", "more than zero"),
    ">=": ("不小于零", "zero or more"),
}
_SHARES = {"<": "低于{0}", "<=": "在{0}（含）以下", ">": "超过{0}", ">=": "在{0}（含）以上"}
_CHANGES = {"<": "不足{0}", "<=": "{0}（含）以下", ">": "超过{0}", ">=": "{0}（含）以上"}
_COUNTS = {"<": "少于{0}", "<=": "不超过{0}", ">": "多于{0}", ">=": "不少于{0}"}
_AMOUNTS = {"<": "低于{0}", "<=": "不超过{0}", ">": "超过{0}", ">=": "不低于{0}"}
_NUMBERS = {"<": "小于{0}", "<=": "不大于{0}", ">": "大于{0}", ">=": "不小于{0}"}
