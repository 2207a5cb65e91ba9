"""The seam between the extraction driver and the finders that a kind's YAML names.

A finder looks at a document for one field and returns every place that might be its value; it never decides.
The driver parses each candidate with the field's type, runs the kind's checks, and picks, reports a conflict or
says why nothing was taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from extractors.model import Conflict, Document, Evidence, Field, Missing, Problem, Value


@dataclass(frozen=True, slots=True)
class Candidate:
    raw: str  #: the text to parse, normalised; "" when the label stands there and its value is blank
    evidence: tuple[Evidence, ...]  #: never empty; for a blank value, the label's own place
    score: float  #: 0..1, how well the place fits what the YAML asks for
    value: Value | None = None  #: set when the finder has already parsed it (table cells with units, counts)
    blank: bool = False  #: the form has the label and nothing stands there
    tags: Mapping[str, str] = field(default_factory=dict)  #: scope, period, column role … for picking


class Finder(Protocol):
    """``spec`` is the finder's own mapping from the kind's YAML, already validated by its schema."""

    def __call__(self, document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]: ...


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader of a whole document found: many fields at once, under names that depend on the document."""

    fields: tuple[Field, ...] = ()
    missing: tuple[Missing, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)  #: by the name of the part
    #: the fields of each period, where the document tells of several; see :class:`extractors.model.Series`
    periods: Mapping[str, tuple[Field, ...]] = field(default_factory=dict)
    by: str = ""  #: the field that tells the periods apart


class Reader(Protocol):
    """``spec`` is the reader's own mapping from the kind's YAML. For tables, where one pass over the document gives
    every field; a reader decides for itself, by the checks between its figures."""

    def __call__(self, document: Document, spec: Mapping[str, Any]) -> Read: ...
