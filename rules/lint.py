"""What the loader lets pass and an author should hear: what nothing uses, what never changes, what stands twice."""

from __future__ import annotations

from collections.abc import Iterator

from rules import expressions
from rules.compile import roots
from rules.errors import Diagnostic, Place
from rules.expressions import Comparison, Expression, Literal
from rules.load_derived import facts_of
from rules.load_measures import params_of
from rules.model import Condition, Measure, Pack, Test, Use


def lint(pack: Pack) -> tuple[Diagnostic, ...]:
    """Warnings, sorted by place; empty for a tidy pack."""
    found = [*_unused_facts(pack), *_unused_parameters(pack), *_constant_tests(pack), *_repeated(pack)]
    return tuple(sorted(found))


def _leaves(condition: Condition) -> Iterator[Test | Use]:
    if isinstance(condition, Test | Use):
        yield condition
    else:
        for child in condition.children:
            yield from _leaves(child)


def _amounts(measure: Measure) -> list[Expression]:
    amount = measure.amount
    if amount is None:
        return []
    return [f.expression for f in (amount.value, amount.low, amount.high, amount.cap) if f is not None]


def _unused_facts(pack: Pack) -> Iterator[Diagnostic]:
    used = {name for condition in roots(pack) for name in facts_of(condition)}
    used |= {name for needs in pack.needs.values() for name in needs}
    used |= {name for m in pack.measures.values() for name in expressions.facts_of(*_amounts(m))}
    used |= {spec.registry.match for spec in pack.facts.values() if spec.registry}
    for name in sorted(pack.facts.keys() - used):
        folder = "derived" if pack.facts[name].derived else "vocabulary"
        yield Diagnostic(Place(folder), "lint.unused_fact", f"no rule uses the fact {name}")


def _unused_parameters(pack: Pack) -> Iterator[Diagnostic]:
    tests = [leaf.test for root in roots(pack) for leaf in _leaves(root) if isinstance(leaf, Test)]
    used = {name for test in tests for name in expressions.params_of(*expressions.sides(test))}
    used |= {name for m in pack.measures.values() for name in params_of(m)}
    used |= {n for d in pack.derived.values() if d.value is not None for n in expressions.params_of(d.value)}
    for name in sorted(pack.parameters.keys() - used):
        yield Diagnostic(Place("parameters"), "lint.unused_parameter", f"no rule uses the parameter {name}")


def _constant_tests(pack: Pack) -> Iterator[Diagnostic]:
    for root in roots(pack):
        for leaf in _leaves(root):
            if isinstance(leaf, Test) and _constant(leaf.test):
                yield Diagnostic(
                    leaf.place, "lint.constant_test", f"{leaf.test.text!r} has the same truth in every case"
                )


def _constant(test: Comparison) -> bool:
    if not expressions.facts_of(*expressions.sides(test)):
        return not any(
            isinstance(n, expressions.Call) for side in expressions.sides(test) for n in expressions.walk(side)
        )
    return test.op in ("==", "!=") and test.left == test.right[0] and not isinstance(test.left, Literal)


def _repeated(pack: Pack) -> Iterator[Diagnostic]:
    """Two children of one gate that ask the same."""
    for root in roots(pack):
        yield from _repeated_in(root)


def _repeated_in(condition: Condition) -> Iterator[Diagnostic]:
    if isinstance(condition, Test | Use):
        return
    seen: set[str] = set()
    for child in condition.children:
        words = child.test.text if isinstance(child, Test) else child.fact if isinstance(child, Use) else ""
        if words and words in seen:
            yield Diagnostic(child.place, "lint.repeated_test", f"{words!r} stands in this group already")
        seen.add(words)
        yield from _repeated_in(child)
