"""Conditions as an outline: each in words, with its citation, the facts and the parameters it speaks of."""

from __future__ import annotations

from rules.author.explain_model import Line
from rules.expressions import Expression, FactRef, ParamRef, sides, walk
from rules.model import Citation, Condition, Gate, Test, Use
from rules.schema import Text
from rules.sentences import Speaker

_GROUPS = {
    ("all", True): ("all", Text("同时满足下列各项", "all of the following")),
    ("any", True): ("any", Text("满足下列任意一项", "any of the following")),
    ("all", False): ("not_all", Text("不同时满足下列各项", "not all of the following")),
    ("any", False): ("none", Text("不属于下列任何一种情形", "none of the following")),
}


class Outliner:
    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def line(self, condition: Condition, above: Citation | None = None, wanted: bool = True) -> Line:
        """``above``: what the line around it cites. ``wanted``: False inside a `not`."""
        cite = condition.cite if condition.cite != above else None
        if not isinstance(condition, Gate):
            return self._leaf(condition, cite, wanted)
        if condition.op == "not":
            inner = self.line(condition.children[0], condition.cite, not wanted)
            return self._named(condition, inner, cite)
        if len(condition.children) == 1:
            return self._named(condition, self.line(condition.children[0], condition.cite, wanted), cite)
        if self.speaker.searches(condition, wanted) is not None:
            return self._leaf(condition, cite, wanted)
        kind, words = _GROUPS[condition.op, wanted]
        parts = tuple(self.line(child, condition.cite) for child in condition.children)
        return Line(condition.key, condition.id, kind, words, condition.label, cite, (), (), parts)

    def _leaf(self, condition: Condition, cite: Citation | None, wanted: bool) -> Line:
        words = self.speaker.requires(condition, wanted)
        label = condition.label if condition.label != words else None
        facts, parameters = spoken_of(condition)
        kind = "use" if isinstance(condition, Use) else "test"
        return Line(condition.key, condition.id, kind, words, label, cite, facts, parameters)

    @staticmethod
    def _named(outer: Gate, inner: Line, cite: Citation | None) -> Line:
        """A group of one says what its part says."""
        return Line(
            outer.key,
            outer.id or inner.id,
            inner.kind,
            inner.words,
            outer.label or inner.label,
            inner.cite or cite,
            inner.facts,
            inner.parameters,
            inner.parts,
        )


def spoken_of(condition: Condition) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the facts and of the parameters a condition speaks of, in the order they stand."""
    if isinstance(condition, Use):
        return (condition.fact,), ()
    if isinstance(condition, Test):
        return named(*sides(condition.test))
    below = [spoken_of(child) for child in condition.children]
    return (
        tuple(dict.fromkeys(name for facts, _ in below for name in facts)),
        tuple(dict.fromkeys(name for _, params in below for name in params)),
    )


def named(*expressions: Expression) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of the facts and of the parameters in expressions, in the order they stand."""
    nodes = [node for expression in expressions for node in walk(expression)]
    return (
        tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, FactRef))),
        tuple(dict.fromkeys(node.name for node in nodes if isinstance(node, ParamRef))),
    )
