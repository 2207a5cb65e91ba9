"""What each operator and function of the expression language takes and gives: types only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rules.expressions import AGGREGATES as AGGREGATES
from rules.types import NUMERIC, ORDERED, Type


class WrongArguments(Exception):
    """The arguments of a call do not fit; the text says what would, ``zh`` in Chinese."""

    def __init__(self, message: str, zh: str) -> None:
        self.zh = zh
        super().__init__(message)


def arithmetic(op: str, left: Type, right: Type) -> Type | None:
    """Type of ``left op right``, None where it has no meaning."""
    numeric = left in NUMERIC and right in NUMERIC
    if op in ("+", "-"):
        if left is Type.MONEY and right is Type.MONEY:
            return Type.MONEY
        if left in (Type.MONTH, Type.DATE) and right in (Type.COUNT, Type.NUMBER):
            return left  # months later, days later
        if numeric:
            return Type.COUNT if left is right is Type.COUNT else Type.NUMBER
        return None
    if op == "*":
        if left is Type.MONEY and right in NUMERIC:
            return Type.MONEY
        if left in NUMERIC and right is Type.MONEY:
            return Type.MONEY
        if numeric:
            return Type.COUNT if left is right is Type.COUNT else Type.NUMBER
        return None
    if left is Type.MONEY:
        return Type.RATIO if right is Type.MONEY else Type.MONEY if right in NUMERIC else None
    return Type.NUMBER if numeric else None


def _exactly(*wanted: Type) -> Callable[[Sequence[Type]], None]:
    def check(given: Sequence[Type]) -> None:
        fits = len(given) == len(wanted) and all(
            g is w or (w in NUMERIC and g in NUMERIC) for g, w in zip(given, wanted, strict=False)
        )
        if not fits:
            fit, got = ", ".join(wanted), ", ".join(given)
            raise WrongArguments(f"takes ({fit}), not ({got})", f"应为 ({fit})，不是 ({got})")

    return check


def _fixed(result: Type, *wanted: Type) -> Callable[[Sequence[Type]], Type]:
    check = _exactly(*wanted)

    def signature(given: Sequence[Type]) -> Type:
        check(given)
        return result

    return signature


def _alike(given: Sequence[Type], allowed: Sequence[Type], least: int) -> Type:
    if len(given) < least:
        raise WrongArguments(f"takes at least {least} arguments", f"至少要 {least} 个参数")
    first = given[0]
    for kind in given:
        if kind not in allowed or not (kind is first or (kind in NUMERIC and first in NUMERIC)):
            got = ", ".join(given)
            raise WrongArguments(f"all arguments must be of one type, not ({got})", f"参数的类型应相同，不是 ({got})")
    return first if all(kind is first for kind in given) else Type.NUMBER


def _min_max(given: Sequence[Type]) -> Type:
    return _alike(given, ORDERED, 2)


def _agree(given: Sequence[Type]) -> Type:
    return _alike(given, tuple(Type), 2)


def _abs(given: Sequence[Type]) -> Type:
    if len(given) != 1:
        raise WrongArguments("takes one argument", "只有一个参数")
    return _alike(given, (Type.MONEY, *NUMERIC), 1)


def _sum(given: Sequence[Type]) -> Type:
    if len(given) != 1 or given[0] not in (Type.MONEY, *NUMERIC):
        raise WrongArguments("takes one fact that is money or a number", "应是一个金额或数字的事实")
    return given[0]


def _at(given: Sequence[Type]) -> Type:
    if len(given) != 3 or given[1] is not given[2] or given[1] is Type.SCHEDULE:
        raise WrongArguments(
            "takes (subject.value, subject.key, key), the key of the same type as subject.key",
            "应为 (主体.值, 主体.键, 键)，键与“主体.键”同一类型",
        )
    return given[0]


def _series(given: Sequence[Type]) -> Type:
    if len(given) != 4 or given[0] not in (Type.MONEY, *NUMERIC) or any(t is not Type.MONTH for t in given[1:]):
        raise WrongArguments(
            "takes (subject.value, subject.month, from_month, to_month)", "应为 (主体.值, 主体.月份, 起始月, 截止月)"
        )
    return given[0]


FUNCTIONS: dict[str, Callable[[Sequence[Type]], Type]] = {
    "min": _min_max,
    "max": _min_max,
    "abs": _abs,
    "round_fen": _fixed(Type.MONEY, Type.MONEY),
    "days": _fixed(Type.COUNT, Type.DATE, Type.DATE),
    "due": _fixed(Type.MONEY, Type.SCHEDULE, Type.DATE, Type.DATE, Type.MONTH),
    "sum": _sum,
    "at": _at,
    "series_sum": _series,
    "agree": _agree,
    "contains": _fixed(Type.BOOL, Type.TEXT, Type.TEXT),
    "starts_with": _fixed(Type.BOOL, Type.TEXT, Type.TEXT),
}
