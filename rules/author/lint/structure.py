"""Conditions that are built oddly: groups of one, the same asked twice, not of not."""

from __future__ import annotations

from collections.abc import Iterator

from rules.author.lint.view import View, said, warn
from rules.errors import Diagnostic
from rules.model import Condition, Gate


def check(view: View) -> Iterator[Diagnostic]:
    for root in view.roots:
        yield from _walk(view, root)


def _walk(view: View, condition: Condition) -> Iterator[Diagnostic]:
    if not isinstance(condition, Gate):
        return
    place = view.place(condition)
    only = condition.children[0]
    if condition.op != "not" and len(condition.children) == 1 and condition.id is None:
        yield warn(
            place, "one_child", f"`{condition.op}` has one condition only; write it without the group",
            f"{condition.op} 里只有一个条件，不必分组，请直接写出",
        )  # fmt: skip
    if condition.op == "not" and isinstance(only, Gate) and only.op == "not":
        yield warn(place, "double_not", "not of not; write the condition itself", "两个 not 相消，请直接写条件本身")
    yield from _repeated(view, condition)
    for child in condition.children:
        yield from _walk(view, child)


def _repeated(view: View, gate: Gate) -> Iterator[Diagnostic]:
    """Two children of one group that ask the same."""
    seen: set[tuple[str, str]] = set()
    for child in gate.children:
        asked = (type(child).__name__, _shape(child))
        if asked in seen:
            yield warn(
                view.place(child), "repeated_test", f"{said(child)!r} stands in this group already; delete one",
                f"{said(child)!r} 在这一组里已经有了，请删去一个",
            )  # fmt: skip
        seen.add(asked)


def _shape(condition: Condition) -> str:
    """What a condition asks, whatever it is called."""
    if isinstance(condition, Gate):
        return f"{condition.op}({sorted(_shape(child) for child in condition.children)})"
    return said(condition)
