"""Gathers what a reader of whole documents finds, field by field, with one judgement of what is certain enough."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extractors.confidence import judge
from extractors.drafts import Draft
from extractors.finders.base import Read
from extractors.model import Conflict, Evidence, Field, Missing, Problem, Value


def made(
    name: str,
    value: Value,
    evidence: Sequence[Evidence],
    score: float,
    checks: Iterable[str] = (),
    *,
    kind: str = "text",
    doubtful: bool = False,
) -> Field:
    """A field. ``score``: 0..1, how far its place is to be believed; ``checks``: codes with + or -;
    ``kind``: its type, by which it is judged. Raises ValueError without evidence."""
    codes = list(dict.fromkeys(checks))
    passed = [c for c in codes if c.startswith("+")]
    failed = [c for c in codes if c.startswith("-")]
    draft = Draft(name, value, tuple(evidence), score, doubtful, len(passed), passed, failed)
    confidence, sure = judge(draft, kind)
    return Field(name, value, tuple(evidence), confidence, sure, tuple(codes))


@dataclass
class Findings:
    fields: list[Field] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)  #: reason by name
    conflicts: list[Conflict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    parts: dict[str, tuple[Field, ...]] = field(default_factory=dict)
    periods: dict[str, tuple[Field, ...]] = field(default_factory=dict)
    by: str = ""

    @property
    def named(self) -> set[str]:
        return {f.name for f in self.fields} | set(self.missing) | {c.name for c in self.conflicts}

    def add(
        self,
        name: str,
        value: Value,
        evidence: Sequence[Evidence],
        score: float,
        checks: Iterable[str] = (),
        *,
        kind: str = "text",
        doubtful: bool = False,
    ) -> None:
        """See :func:`made`."""
        self.fields.append(made(name, value, evidence, score, checks, kind=kind, doubtful=doubtful))

    def lacking(self, name: str, reason: str = "not_found") -> None:
        """Nothing is given for a field; the first reason stays."""
        self.missing.setdefault(name, reason)

    def differ(self, name: str, readings: Iterable[tuple[Value, Sequence[Evidence]]], kind: str = "text") -> None:
        """Two or more values for one field, of which none is chosen."""
        fields = tuple(made(name, v, e, 0.5, kind=kind, doubtful=True) for v, e in readings)
        self.conflicts.append(Conflict(name, fields, "two_values"))
        self.lacking(name, "conflict")

    def read(self) -> Read:
        told = {f.name for f in self.fields}
        missing = tuple(Missing(name, reason) for name, reason in self.missing.items() if name not in told)
        return Read(
            tuple(self.fields),
            missing,
            tuple(self.conflicts),
            tuple(self.problems),
            dict(self.parts),
            dict(self.periods),
            self.by,
        )
