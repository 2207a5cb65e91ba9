"""Facts of a case as they come in: typed, with evidence, with the disputes between documents. Pure data.

A library caller builds a :class:`FactSet`; :class:`rules.book.Book` checks it against a pack's vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rules.types import Value


class State(StrEnum):
    """How a fact came to be."""

    EXTRACTED = "extracted"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    ATTESTED = "attested"
    DECLARED = "declared"
    LOOKED_UP = "looked_up"
    DERIVED = "derived"


#: a reviewer stands behind these
REVIEWED = frozenset((State.CONFIRMED, State.CORRECTED, State.ATTESTED))


@dataclass(frozen=True, slots=True)
class SourceRef:
    """Where a value stands, or who says so, when and why. Mirrors the evidence that documents give."""

    method: str  #: text_layer, ocr, reviewer, applicant, registry, derived
    document: str | None = None  #: sha256
    page: int | None = None  #: from 1
    boxes: tuple[tuple[float, float, float, float], ...] = ()  #: points, (x0, top, x1, bottom)
    text: str = ""  #: verbatim
    confidence: float = 1.0  #: 0..1
    by: str | None = None
    at: str | None = None  #: ISO time
    reason: str | None = None
    sheet: str | None = None  #: of a spreadsheet, empty where it has no name; None on paper
    cells: tuple[str, ...] = ()  #: of that sheet, ``C12``


@dataclass(frozen=True, slots=True)
class Fact:
    id: str  #: unique in its case, stable over evaluations
    name: str  #: ``lease.area``
    subject: str  #: ``enterprise`` or ``lease:1``
    value: Value  #: money in fen
    state: State
    evidence: tuple[SourceRef, ...] = ()
    sure: bool = False  #: the machine may be trusted without a person
    confirmed: bool = False  #: a person looked
    basis: tuple[str, ...] = ()  #: ids of the facts it rests on (looked up, derived)

    @property
    def firm(self) -> bool:
        """A decision that uses it is not provisional on its account."""
        if self.state is State.DECLARED:
            return self.confirmed
        return self.confirmed or self.sure or self.state in REVIEWED


@dataclass(frozen=True, slots=True)
class Conflict:
    """Sources that disagree about a fact; none is chosen."""

    name: str
    subject: str
    readings: tuple[Fact, ...]
    code: str = "values_differ"


@dataclass(frozen=True, slots=True)
class Overruling:
    """A reviewer sets a parameter that the notice leaves to discretion."""

    parameter: str
    value: Value
    by: str
    at: str
    reason: str


Key = tuple[str, str]  #: (fact name, subject id)


@dataclass(frozen=True, slots=True)
class FactSet:
    facts: tuple[Fact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    subjects: tuple[str, ...] = ()  #: subjects that exist though no fact of theirs is known
    overrulings: tuple[Overruling, ...] = field(default=())
    #: unknown, and nobody need be asked which it is: the paper itself says that it has none (a year's statement has no
    #: month). Where subjects are sought by that fact, this one is not among them
    unasked: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """Why something is unknown."""

    kind: str  #: missing, conflict, problem
    fact: str
    subject: str
    code: str = ""  #: of a problem: division_by_zero, schedule_gap, … ; of a conflict: values_differ
    readings: tuple[tuple[str, str], ...] = ()  #: of a conflict between undisputed facts: their keys


@dataclass(frozen=True, slots=True)
class Outcome:
    """A value, or None with the causes; and what it rests on."""

    value: Value | None
    facts: frozenset[Key] = frozenset()
    params: frozenset[str] = frozenset()
    causes: frozenset[Cause] = frozenset()

    @property
    def known(self) -> bool:
        return self.value is not None


def unknown(*causes: Cause, parts: tuple[Outcome, ...] = ()) -> Outcome:
    """Unknown for these causes and those of the parts, resting on the facts of the parts."""
    return Outcome(
        None,
        frozenset().union(*(p.facts for p in parts)),
        frozenset().union(*(p.params for p in parts)),
        frozenset(causes).union(*(p.causes for p in parts)),
    )


def known(value: Value, parts: tuple[Outcome, ...] = ()) -> Outcome:
    return Outcome(value, frozenset().union(*(p.facts for p in parts)), frozenset().union(*(p.params for p in parts)))
