"""Whether a pack may be published: no mistakes, no failing case, no criterion that the cases leave untried."""

from __future__ import annotations

from dataclasses import dataclass

from rules.author.coverage import coverage
from rules.author.covered import Gap
from rules.author.lint import examine
from rules.errors import Diagnostic
from rules.model import Pack
from rules.runner import CaseResult
from rules.texts import Text


@dataclass(frozen=True, slots=True)
class Fitness:
    mistakes: tuple[Diagnostic, ...]  #: of lint, without its warnings
    failing: tuple[CaseResult, ...]
    gaps: tuple[Gap, ...]
    cases: int  #: how many ran

    @property
    def fit(self) -> bool:
        return not self.details

    @property
    def details(self) -> tuple[Text, ...]:
        """Everything that is wrong, each with its place."""
        lines = [(d.place, d.text) for d in self.mistakes] + [(gap.place, gap.text) for gap in self.gaps]
        lines += [(failure.place, failure.text) for result in self.failing for failure in result.failures]
        return tuple(Text(f"{place}: {text.zh}", f"{place}: {text.en}") for place, text in lines)


def fitness(pack: Pack) -> Fitness:
    """Raises PackInvalid where a case cannot be read."""
    mistakes = examine(pack.path).errors
    found = coverage(pack)
    failing = tuple(result for result in found.results if not result.passed)
    return Fitness(mistakes, failing, found.gaps, len(found.results))
