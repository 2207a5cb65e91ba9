"""What nothing uses: facts, parameters, lists, subjects, choices."""

from __future__ import annotations

from collections.abc import Iterator

from rules import expressions
from rules.author.lint.view import View, warn
from rules.errors import Diagnostic, Place
from rules.expressions import Call, FactRef, Literal
from rules.model import FactSpec, Test, Use
from rules.types import Type
from rules.yamlpos import Mapping

#: choices for what is none of the others: no rule needs to name them
_REST = frozenset(("other", "others", "none", "unknown"))
#: so many choices that no rule tells apart look forgotten
_SILENT = 3


def check(view: View) -> Iterator[Diagnostic]:
    used = _used_facts(view)
    yield from _facts(view, used)
    yield from _parameters(view)
    yield from _registries(view)
    yield from _subjects(view, used)
    yield from _choices(view, used)


def _used_facts(view: View) -> set[str]:
    used = set(expressions.facts_of(*view.expressions))
    used |= {leaf.fact for leaf in view.leaves if isinstance(leaf, Use)}
    used |= {name for name, derived in view.pack.derived.items() if derived.shown}  # for people, says the author
    return used | {spec.registry.match for spec in view.pack.facts.values() if spec.registry}


def _facts(view: View, used: set[str]) -> Iterator[Diagnostic]:
    for name in view.pack.facts.keys() - used:
        yield warn(
            view.facts[name][0], "unused_fact", f"no rule uses the fact {name}; use it or delete it",
            f"没有规则用到事实 {name}，请使用或删去",
        )  # fmt: skip


def _parameters(view: View) -> Iterator[Diagnostic]:
    for name in view.pack.parameters.keys() - expressions.params_of(*view.expressions):
        place = view.parameters[name][0]
        if view.pack.parameters[name].discretion:
            yield warn(
                place, "unused_discretion",
                f"no rule uses param.{name}: what the notice leaves open is decided nowhere; use it or delete it",
                f"没有规则用到 param.{name}：通知留下的裁量没有落到任何规则，请使用或删去",
            )  # fmt: skip
        else:
            yield warn(
                place, "unused_parameter", f"no rule uses the parameter {name}; use it or delete it",
                f"没有规则用到参数 {name}，请使用或删去",
            )  # fmt: skip


def _registries(view: View) -> Iterator[Diagnostic]:
    used = {spec.registry.list for spec in view.pack.facts.values() if spec.registry}
    for name in view.pack.registries.keys() - used:
        yield warn(
            view.registries[name][0], "unused_registry", f"no fact looks in the list {name}; use it or delete it",
            f"没有事实去查名录 {name}，请使用或删去",
        )  # fmt: skip


def _subjects(view: View, used: set[str]) -> Iterator[Diagnostic]:
    counted = {n.over for e in view.expressions for n in expressions.walk(e) if isinstance(n, Call)}
    named = {view.pack.facts[name].subject for name in used} | {m.over for m in view.pack.measures.values()}
    for name in view.pack.subjects.keys() - named - counted:
        yield warn(
            view.subjects[name][0], "unused_subject", f"no rule speaks of the subject {name}; use it or delete it",
            f"没有规则谈到主体 {name}，请使用或删去",
        )  # fmt: skip


def _choices(view: View, used: set[str]) -> Iterator[Diagnostic]:
    """Choices of a derived fact that nothing gives; choices of another that no rule tells from one another."""
    spoken = _spoken(view)
    for spec in view.pack.facts.values():
        if spec.type is not Type.CHOICE or spec.name not in used:
            continue
        derived = view.pack.derived.get(spec.name)
        if derived is not None and derived.choose and not spec.stated:
            given = {c.value for c in derived.choose} | {derived.otherwise}
            for word in spec.choices.keys() - given:
                yield warn(
                    _choice_place(view, spec, word), "unused_choice",
                    f"nothing ever gives {spec.name} the choice {word!r}; add it to `choose` or delete it",
                    f"{spec.name} 永远不会是 {word!r}：请写进 choose，或删去这个选项",
                )  # fmt: skip
        elif derived is None and spec.name in spoken:
            silent = [word for word in spec.choices if word not in spoken[spec.name] and word not in _REST]
            if len(silent) >= _SILENT:
                others = ", ".join(silent)
                yield warn(
                    _choice_place(view, spec, silent[0]), "unused_choice",
                    f"no rule tells these choices of {spec.name} apart: {others}; one of them would do",
                    f"没有规则区分 {spec.name} 的这些选项：{others}；留一个即可",
                )  # fmt: skip


def _spoken(view: View) -> dict[str, set[object]]:
    """Choices that tests name, by fact; a fact that is compared with something else has all of its choices named."""
    found: dict[str, set[object]] = {}
    compared: set[str] = set()
    for leaf in view.leaves:
        if isinstance(leaf, Test) and isinstance(leaf.test.left, FactRef):
            words = [right.value for right in leaf.test.right if isinstance(right, Literal)]
            found.setdefault(leaf.test.left.name, set()).update(words)
            compared |= {leaf.test.left.name} if len(words) < len(leaf.test.right) else set()
    for expression in view.expressions:  # inside a function the choice may be told further
        if not isinstance(expression, FactRef):
            compared |= expressions.facts_of(expression)
    compared |= {d.value.name for d in view.pack.derived.values() if isinstance(d.value, FactRef)}
    return {name: words for name, words in found.items() if name not in compared}


def _choice_place(view: View, spec: FactSpec, word: str) -> Place:
    place, node = view.facts[spec.name]
    choices = node.items.get("choices")
    return choices.keys.get(word, place) if isinstance(choices, Mapping) else place
