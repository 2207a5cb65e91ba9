"""What binding gives: the facts of a case, what made its subjects, what a paper does not give, what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from extractors.model import Extraction, Field
from rules.facts import Conflict, Fact, FactSet, Key, Overruling

#: a document gives a value that the fact's type cannot hold; data: fact, subject, field, type, text
MISFIT: Final = "bind.value_does_not_fit"
#: a statement that the pack in use does not allow; data: fact, subject, reason (unknown_fact, wrong_subject,
#: not_allowed, wrong_type, unknown_parameter, no_discretion)
REFUSED: Final = "bind.statement_refused"
PROBLEMS: Final = (MISFIT, REFUSED)


@dataclass(frozen=True, slots=True)
class BindProblem:
    code: str  #: one of PROBLEMS; the sentence is in the catalogue under ``problem.<code>``
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read, in the order of the case."""

    document_id: str
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Dispute:
    """Another document says otherwise: neither is to be believed before a person has looked."""

    document_id: str  #: whose field is disputed
    field: str
    other: Field  #: what the other document says
    code: str  #: stable; why


@dataclass(frozen=True, slots=True)
class SubjectMade:
    """The document that made a subject."""

    subject: str  #: ``lease:1``
    document_id: str
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """A fact that a document of the right kind does not give."""

    fact: str
    subject: str
    document_id: str
    field: str
    reason: str  #: of :class:`extractors.model.Missing`


@dataclass(frozen=True, slots=True)
class Bound:
    facts: FactSet
    subjects: tuple[SubjectMade, ...] = ()
    missing: tuple[NotFound, ...] = ()
    problems: tuple[BindProblem, ...] = ()


@dataclass(slots=True)
class Collected:
    """What is known while the documents and statements are gone through, one after the other."""

    facts: list[Fact] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    subjects: list[SubjectMade] = field(default_factory=list)
    missing: list[NotFound] = field(default_factory=list)
    problems: list[BindProblem] = field(default_factory=list)
    overrulings: list[Overruling] = field(default_factory=list)
    unasked: list[Key] = field(default_factory=list)
