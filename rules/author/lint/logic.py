"""Criteria that can never be met or never fail, alone or beside others; measures that nobody can be granted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rules import expressions
from rules.author.lint.prover import Always, Goal
from rules.author.lint.view import View, said, warn
from rules.errors import Diagnostic
from rules.model import Condition, Derived, Gate, Measure


def check(view: View) -> Iterator[Diagnostic]:
    always = Always(view.pack)
    for derived in view.pack.derived.values():
        for condition in derived.conditions:
            yield from _Tree(view, always).tree(condition)
        yield from _overlapping(view, always, derived)
    for measure in view.pack.measures.values():
        yield from _measure(view, always, measure)


def _measure(view: View, always: Always, measure: Measure) -> Iterator[Diagnostic]:
    yield from _Tree(view, always).tree(measure.root)
    if always.impossible((measure.root, True)):
        place = view.measure(measure.file).items["id"].place
        yield warn(
            place, "never_granted", f"nobody can ever be granted {measure.id}: its criteria cannot all be met",
            f"措施 {measure.id} 永远没有人能享受：它的条件不可能同时满足，请核对",
        )  # fmt: skip


def _overlapping(view: View, always: Always, derived: Derived) -> Iterator[Diagnostic]:
    """Two choices of which one is always met with the other: then the fact has no value."""
    for number, later in enumerate(derived.choose):
        for earlier in derived.choose[:number]:
            if earlier.value == later.value:
                continue
            for inner, outer in ((earlier, later), (later, earlier)):
                if not always.impossible((inner.when, True)) and always.impossible(
                    (inner.when, True), (outer.when, False)
                ):
                    yield warn(
                        view.place(later.when), "choices_overlap",
                        f"where {derived.fact.name} is {inner.value!r}, it is {outer.value!r} too; let them differ",
                        f"{derived.fact.name} 是 {inner.value!r} 时，{outer.value!r} 也成立；请让两个选择互相排斥",
                    )  # fmt: skip
                    break


class _Tree:
    """One walk down a condition. What has been told of a part is not told of the whole again."""

    def __init__(self, view: View, always: Always) -> None:
        self.view = view
        self.always = always
        self.told: set[str] = set()

    def tree(self, root: Condition) -> Iterator[Diagnostic]:
        yield from self._alone(root)
        yield from self._together(root, True, ())

    # -- one test by itself ------------------------------------------------------------------------------------

    def _alone(self, condition: Condition) -> Iterator[Diagnostic]:
        if isinstance(condition, Gate):
            for child in condition.children:
                yield from self._alone(child)
            return
        for truth in (True, False):
            if self.always.impossible((condition, truth)):
                self.told.add(condition.key)
                why, why_zh = self._why(condition)
                yield warn(
                    self.view.place(condition), "never_met" if truth else "never_fails",
                    f"{said(condition)!r} can never {'be met' if truth else 'fail'}{why}; correct it or delete it",
                    f"{said(condition)!r} {'永远不会满足' if truth else '不可能不满足'}{why_zh}，请核对或删去",
                )  # fmt: skip
                return

    def _why(self, condition: Condition) -> tuple[str, str]:
        """The ground, where it is short to tell."""
        test = getattr(condition, "test", None)
        if test is None:
            return "", ""
        if not expressions.facts_of(*expressions.sides(test)):
            return ": it asks no fact", "（它没有问任何事实）"
        if any(side == test.left for side in test.right):
            return ": both sides are the same", "（两边相同）"
        return "", ""

    # -- beside its neighbours ---------------------------------------------------------------------------------

    def _together(self, condition: Condition, wanted: bool, given: tuple[Goal, ...]) -> Iterator[Diagnostic]:
        """``given``: what holds wherever this condition matters."""
        if not isinstance(condition, Gate) or self._told(condition):
            return
        if condition.op == "not":
            yield from self._together(condition.children[0], not wanted, given)
            return
        children = [child for child in _distinct(condition.children) if not self._told(child)]
        if wanted == (condition.op == "all"):
            yield from self._all(children, wanted, given)
        else:
            yield from self._any(children, wanted, given)

    def _told(self, condition: Condition) -> bool:
        """Of itself, or of all there is in it."""
        inner = condition.children if isinstance(condition, Gate) else ()
        return condition.key in self.told or (bool(inner) and all(self._told(child) for child in inner))

    def _all(self, children: Sequence[Condition], wanted: bool, given: tuple[Goal, ...]) -> Iterator[Diagnostic]:
        for number, child in enumerate(children):
            if self.always.impossible((child, wanted)):  # it contradicts itself: told inside
                yield from self._together(child, wanted, ())
                return
            before: tuple[Goal, ...] = tuple((c, wanted) for c in children[:number])
            if self.always.impossible(*given, *before, (child, wanted)):
                yield self._excluded(child, wanted, given, before)
                return
        kept = list(children)
        for child in reversed(children):
            others: tuple[Goal, ...] = tuple((c, wanted) for c in kept if c is not child)
            if others and self.always.impossible(*given, *others, (child, not wanted)):
                kept.remove(child)
                yield self._implied(child, wanted, given, others)
        for child in kept:
            around: tuple[Goal, ...] = tuple((c, wanted) for c in kept if c is not child)
            yield from self._together(child, wanted, (*given, *around))

    def _any(self, children: Sequence[Condition], wanted: bool, given: tuple[Goal, ...]) -> Iterator[Diagnostic]:
        kept = []
        for child in children:
            if self.always.impossible((child, wanted)):
                yield from self._together(child, wanted, ())
            elif given and self.always.impossible(*given, (child, wanted)):
                yield self._excluded(child, wanted, (), given)
            else:
                kept.append(child)
        for child in reversed(list(kept)):
            others: tuple[Goal, ...] = tuple((c, not wanted) for c in kept if c is not child)
            if others and self.always.impossible(*given, (child, wanted), *others):
                kept.remove(child)
                cause = self._cause((*given, (child, wanted)), others)
                yield warn(
                    self.view.place(child), "redundant_branch",
                    f"this branch of `any` adds nothing: {said(child)!r} is met only where {cause} is; delete it",
                    f"any 的这一支是多余的：{said(child)!r} 满足时 {cause} 必已满足，请删去",
                )  # fmt: skip
        for child in kept:
            yield from self._together(child, wanted, given)

    def _excluded(
        self, child: Condition, wanted: bool, given: tuple[Goal, ...], before: tuple[Goal, ...]
    ) -> Diagnostic:
        cause = self._cause((*given, (child, wanted)), before)
        self.told.add(child.key)
        return warn(
            self.view.place(child), "contradiction",
            f"{_as(child, wanted)[0]} cannot hold together with {cause}: this can never be met",
            f"{_as(child, wanted)[1]} 与 {cause} 不可能同时成立，这里永远不会满足，请核对",
        )  # fmt: skip

    def _implied(self, child: Condition, wanted: bool, given: tuple[Goal, ...], others: tuple[Goal, ...]) -> Diagnostic:
        cause = self._cause((*given, (child, not wanted)), others)
        return warn(
            self.view.place(child), "implied",
            f"{_as(child, wanted)[0]} follows from {cause} and never decides anything; delete it or correct it",
            f"{_as(child, wanted)[1]} 由 {cause} 已可推出，不起作用，请删去或核对",
        )  # fmt: skip

    def _cause(self, fixed: tuple[Goal, ...], others: tuple[Goal, ...]) -> str:
        """The one other condition that suffices for the proof; else those around."""
        for other in others:
            if self.always.impossible(*fixed, other):
                condition = other[0]
                return repr(said(condition)) if not isinstance(condition, expressions.Comparison) else condition.text
        return " + ".join(repr(said(c)) for c, _ in others[:3] if not isinstance(c, expressions.Comparison))


def _as(child: Condition, wanted: bool) -> tuple[str, str]:
    return (repr(said(child)), repr(said(child))) if wanted else (f"not {said(child)!r}", f"“非 {said(child)}”")


def _distinct(children: Sequence[Condition]) -> list[Condition]:
    """Without those that ask the same again: they are told by another check."""
    found: dict[str, Condition] = {}
    for child in children:
        found.setdefault(said(child), child)
    return list(found.values())
