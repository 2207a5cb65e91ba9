"""Whether a pack may be published: no mistakes, no failing case, no criterion that the cases leave untried."""

from __future__ import annotations

from dataclasses import dataclass

from rules import lint as linting
from rules import runner
from rules.errors import Diagnostic
from rules.model import Pack
from rules.runner import CaseResult


@dataclass(frozen=True, slots=True)
class Fitness:
    mistakes: tuple[Diagnostic, ...]
    failing: tuple[CaseResult, ...]
    gaps: tuple[str, ...]  #: in sentences
    cases: int  #: how many ran

    @property
    def fit(self) -> bool:
        return not self.details

    @property
    def details(self) -> tuple[str, ...]:
        """Everything that is wrong, each with its place."""
        return (*map(str, self.mistakes), *(f for case in self.failing for f in case.failures), *self.gaps)


def fitness(pack: Pack) -> Fitness:
    """Raises PackInvalid where a case cannot be read."""
    results = runner.run_cases(pack)
    failing = tuple(result for result in results if not result.passed)
    mistakes = tuple(d for d in linting.lint(pack) if d.severity == "error")
    return Fitness(mistakes, failing, (), len(results))
