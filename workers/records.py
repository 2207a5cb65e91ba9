"""What the store hands out: frozen records, no database session behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple


class DocumentState(StrEnum):
    WAITING = "waiting"  #: kept, not begun
    READING = "reading"
    READ = "read"  #: its extraction is stored
    FAILED = "failed"  #: ended with an error; the rest of the case goes on
    DUPLICATE = "duplicate"  #: the same bytes are in the case already
    JOINED = "joined"  #: its pages are pages of another document of the case


#: nothing more will happen to a document in these
ENDED = frozenset({DocumentState.READ, DocumentState.FAILED, DocumentState.DUPLICATE, DocumentState.JOINED})


class CaseState(StrEnum):
    WAITING = "waiting"  #: no document begun yet
    READING = "reading"
    DECIDING = "deciding"  #: every document has ended, the decisions are being made
    DONE = "done"  #: the decisions rest on everything the case holds
    FAILED = "failed"  #: the decisions could not be made; see ``error``


class ErrorRecord(NamedTuple):
    code: str  #: stable; the sentence is in the catalogue under ``error.<code>``
    data: Mapping[str, Any]  #: text and whole numbers that fill it


@dataclass(frozen=True, slots=True)
class PartRecord:
    """A file of a document of several files."""

    number: int  #: of the document it was handed in as
    sha256: str  #: of its bytes, lower-case hex
    filename: str
    size: int  #: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    id: str  #: ``<case>-<number>``
    case_id: str
    number: int  #: place in the case, from 1
    sha256: str  #: of the bytes, lower-case hex; of several files see :func:`workers.joining.digest`
    filename: str  #: as given, for people; control characters replaced; never used as a path
    size: int  #: bytes
    media_type: str  #: by the bytes, not by the name; application/octet-stream where unknown
    state: DocumentState
    pages_done: int
    pages_total: int | None  #: None until the file has been opened
    attempts: int  #: how often it was begun
    error: ErrorRecord | None
    kind: str | None  #: document kind or "other"; None until it is read
    duplicate_of: str | None  #: document id; of a joined one the document whose pages it is
    created: datetime  #: UTC
    ended: datetime | None  #: UTC
    parts: tuple[PartRecord, ...] = ()  #: the files in the order of their pages, where there are several


#: the method of a statement by which a reviewer sets a parameter that the notice leaves to discretion
OVERRULING = "overruling"
#: the method of a statement by which a person says that two documents are two papers, whose numbers are its subject
#: (``2-4``, the smaller first); with the value None they may be one again
APART = "apart"


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """What a person stated: an applicant declares, a reviewer attests or sets a parameter."""

    id: int
    case_id: str
    fact: str  #: of an overruling: the parameter; of APART empty
    subject: str  #: "enterprise", "lease:1"; of an overruling empty; of APART two documents
    value: Any  #: JSON: text, whole number, true/false, a list of rent steps; None takes an overruling back
    method: str  #: applicant, reviewer, OVERRULING or APART
    by: str
    reason: str
    at: datetime  #: UTC


@dataclass(frozen=True, slots=True)
class CaseRecord:
    id: str
    applicant: str | None
    pack: str
    on: date | None  #: as-of date; None: the day the case was made, in China
    created: datetime  #: UTC
    state: CaseState
    error: ErrorRecord | None  #: only of a failed decision run
    revision: int  #: grows with everything that can change a decision
    decided: int | None  #: the revision that the latest decisions rest on
    documents: tuple[DocumentRecord, ...]  #: by number
    statements: tuple[StatementRecord, ...]  #: oldest first


@dataclass(frozen=True, slots=True)
class FactsRecord:
    case_id: str
    revision: int
    created: datetime  #: UTC
    data: Mapping[str, Any]  #: see :func:`workers.pipeline.facts_data`


@dataclass(frozen=True, slots=True)
class EvaluationRecord:
    case_id: str
    revision: int
    created: datetime  #: UTC
    pack: str  #: name@version
    sealed: bytes  #: canonical JSON, see :func:`rules.seal`
    digest: str  #: the digest inside ``sealed``: sha256 of the same JSON without it, lower-case hex
