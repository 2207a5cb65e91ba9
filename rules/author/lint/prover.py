"""Whether conditions can come out as wanted, all at once. A "no" is proven; a "yes" only means: not proven impossible.

What is proven holds for every case whose counts are 0 or more, at one day of the pack. A condition that is unknown is
neither met nor not met: :meth:`Prover.possible` asks for known answers only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from rules.author.lint.forms import Forms
from rules.author.lint.store import Store, alternatives
from rules.expressions import Comparison, Expression, FactRef, Literal
from rules.model import Condition, Derived, Gate, Pack, Test, Use
from rules.names import folds, normal_name
from rules.types import Type, Value

#: a condition and how it shall come out; a comparison stands for a condition of its own
Goal = tuple[Condition | Comparison, bool]
#: how many steps one question may take before the answer is "perhaps"
_STEPS = 3000
_TRUE = Literal(True, Type.BOOL)


class _TooLong(Exception):
    pass


class Prover:
    def __init__(self, pack: Pack, on: date, *, generous: bool = False) -> None:
        self.pack = pack
        self.forms = Forms(pack, on, generous=generous)
        self._steps = 0

    def possible(self, goals: Iterable[Goal]) -> bool:
        """False where no facts can bring all of it about."""
        self._steps = 0
        try:
            return self._solve(list(goals), [], Store(self.forms, self.pack))
        except _TooLong:
            return True

    def _solve(self, goals: list[Goal], branches: list[list[list[Goal]]], store: Store) -> bool:
        """``goals`` hold all; of each of ``branches`` one alternative holds."""
        branches = list(branches)
        while goals:
            self._steps += 1
            if self._steps > _STEPS:
                raise _TooLong
            options = self._open(goals.pop())
            if isinstance(options, tuple):
                if not store.add(*options):
                    return False
            elif len(options) == 1:
                goals.extend(options[0])
            else:
                branches.append(options)
        if not branches:
            return True
        branches.sort(key=len, reverse=True)
        chosen = branches.pop()  # none left: nothing can hold; few: soon decided
        return any(self._solve(list(option), branches, store.copy()) for option in chosen)

    def _open(self, goal: Goal) -> list[list[Goal]] | tuple[str, Expression, Expression]:
        """Alternatives of goals, or one constraint for the store."""
        condition, wanted = goal
        if isinstance(condition, Gate):
            if condition.op == "not":
                return [[(condition.children[0], not wanted)]]
            each: list[Goal] = [(child, wanted) for child in condition.children]
            return [each] if wanted == (condition.op == "all") else [[one] for one in each]
        if isinstance(condition, Use):
            spec = self.pack.facts[condition.fact]
            return self._comparison(Comparison("==", FactRef(spec.name, spec.type), (_TRUE,), ""), wanted)
        return self._comparison(condition.test if isinstance(condition, Test) else condition, wanted)

    def _comparison(self, test: Comparison, wanted: bool) -> list[list[Goal]] | tuple[str, Expression, Expression]:
        if test.left.type is Type.TEXT and any(right.type is Type.CHOICE for right in test.right[1:]):
            return [[]]  # texts that are compared letter by letter: nothing is proven
        derived = self._chosen(test.left)
        if derived is not None:
            others = [self.forms.constant(right) for right in test.right]
            as_name = normal_name if folds(test) else str
            values = [as_name(value) if isinstance(value, str) else value for value in others if value is not None]
            if len(values) == len(others) and test.op in ("==", "!=", "in"):

                def fits(value: Value) -> bool:
                    said = as_name(value) if isinstance(value, str) else value
                    return ((said in values) == (test.op != "!=")) == wanted

                return _choices(derived, fits)
        found = alternatives(test, wanted)
        if len(found) == 1 and len(found[0]) == 1:
            return found[0][0]
        return [[(Comparison(op, left, (right,), ""), True) for op, left, right in option] for option in found]

    def _chosen(self, expression: Expression) -> Derived | None:
        """The derivation of a fact that conditions decide, where nobody's word can stand over it."""
        derived = self.pack.derived.get(expression.name) if isinstance(expression, FactRef) else None
        if derived is None or derived.fact.stated or derived.value is not None:
            return None
        return derived


def _choices(derived: Derived, fits: Callable[[Value], bool]) -> list[list[Goal]]:
    """The ways in which a derived fact comes to a value that fits."""
    if derived.when is not None:
        return [[(derived.when, truth)] for truth in (True, False) if fits(truth)]
    found: list[list[Goal]] = [[(choice.when, True)] for choice in derived.choose if fits(choice.value)]
    if derived.otherwise is not None and fits(derived.otherwise):
        found.append([(choice.when, False) for choice in derived.choose])
    return found


class Always:
    """The same question at every day from which some parameter has another value: proven only where proven for all."""

    def __init__(self, pack: Pack, *, generous: bool = False) -> None:
        start, end = pack.effective
        days = {start}
        for parameter in pack.parameters.values():
            if not parameter.discretion:
                days |= {v.start for v in parameter.values if start < v.start and (end is None or v.start <= end)}
        self.provers = [Prover(pack, on, generous=generous) for on in sorted(days)]

    def impossible(self, *goals: Goal) -> bool:
        return not any(prover.possible(goals) for prover in self.provers)

    def never(self, op: str, left: Expression, right: Expression, *given: Goal) -> bool:
        """Whether ``left op right`` is impossible where the goals hold."""
        return self.impossible(*given, (Comparison(op, left, (right,), ""), True))


def zero(kind: Type) -> Literal:
    return Literal(Fraction(0), kind)
