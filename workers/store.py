"""Everything a case holds: the one way in for the web service and for the tasks."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from extractors.model import Document as ReadDocument
from extractors.model import Extraction
from workers import names, tables
from workers.advice import Advices
from workers.artefacts import Artefacts
from workers.blobs import Blobs, FolderBlobs, sha256_of
from workers.database import Database
from workers.errors import TooManyDocuments, UnknownCase, UnknownDocument
from workers.jobs import Jobs
from workers.joining import Joins
from workers.records import (
    APART,
    OVERRULING,
    CaseRecord,
    CaseState,
    DocumentRecord,
    DocumentState,
    ErrorRecord,
    EvaluationRecord,
    FactsRecord,
    PartRecord,
    StatementRecord,
)
from workers.settings import Settings

METHODS = ("applicant", "reviewer", OVERRULING, APART)


class Store:
    """Opens (and makes, the first time) the database and the folder of blobs. One per process; safe in threads."""

    def __init__(self, settings: Settings, *, blobs: Blobs | None = None) -> None:
        self.settings = settings
        self.database = Database(settings)
        self.blobs: Blobs = blobs or FolderBlobs(settings.data_dir.expanduser().resolve() / "blobs")
        self.artefacts = Artefacts(self.database)
        self.jobs = Jobs(self.database, settings)
        self.advice = Advices(self.database)
        self.joins = Joins(self.database)

    def close(self) -> None:
        self.database.close()

    # -- writing ------------------------------------------------------------------------------------------------

    def create_case(self, *, applicant: str | None, pack: str, on: date | None) -> CaseRecord:
        """A new, empty case under ``pack`` (name@version), judged as of ``on``."""
        case_id = secrets.token_hex(8)  # says nothing about how many there are
        with self.database.write() as session:
            session.add(
                tables.Case(id=case_id, applicant=applicant, pack=pack, on=on, created=_now(), state=CaseState.WAITING)
            )
        return self.case(case_id)

    def add_document(self, case_id: str, filename: str, data: bytes) -> DocumentRecord:
        """Keeps a file. When this returns, its bytes and its row are on disk.

        Bytes that the case holds already give a row of state duplicate; a file over the size limit gives a row of
        state failed and its bytes are not kept. Raises UnknownCase, TooManyDocuments.
        """
        too_large = len(data) > self.settings.max_bytes
        sha256 = sha256_of(data)
        with self.database.read() as session:  # before any byte is written
            self._room(session, case_id)
        if not too_large:
            self.blobs.put(data)
        with self.database.write() as session:
            if session.get(tables.Case, case_id, with_for_update=True) is None:
                raise UnknownCase(case=case_id)
            number = self._room(session, case_id)
            first = _same_bytes(session, case_id, sha256)
            row = tables.Document(
                id=f"{case_id}-{number}",
                case_id=case_id,
                number=number,
                sha256=sha256,
                filename=names.shown(filename),
                size=len(data),
                media_type=names.media_type(data),
                state=DocumentState.WAITING,
                pages_done=0,
                attempts=0,
                created=_now(),
            )
            if first is not None:
                row.state, row.duplicate_of, row.ended = DocumentState.DUPLICATE, first, _now()
            elif too_large:
                row.state, row.ended = DocumentState.FAILED, _now()
                row.error_code = "file.too_large"
                row.error_data = {"bytes": len(data), "limit": self.settings.max_bytes}
            session.add(row)
            _changed(session, case_id)
            return _document(row)

    def add_statement(
        self, case_id: str, fact: str, subject: str, value: Any, method: str, by: str, reason: str
    ) -> StatementRecord:
        """Keeps what a person states about a fact. ``method``: applicant (declares), reviewer (attests), OVERRULING
        (a reviewer sets the parameter that ``fact`` names, or with None takes that back; without a subject) or APART
        (two documents, named by ``subject``, are two papers; with None taken back; without a fact).

        ``value`` is plain JSON; whether it suits the fact is judged when facts are bound. Raises UnknownCase.
        """
        if method not in METHODS:
            raise ValueError(f"method must be one of {METHODS}, not {method!r}")
        with self.database.write() as session:
            if session.get(tables.Case, case_id, with_for_update=True) is None:
                raise UnknownCase(case=case_id)
            row = tables.Statement(
                case_id=case_id,
                fact=fact,
                subject=subject,
                value=value,
                method=method,
                by=by,
                reason=reason,
                at=_now(),
            )
            session.add(row)
            _changed(session, case_id)
            session.flush()
            return _statement(row)

    def refile(self, case_id: str, pack: str) -> None:
        """Files a case under another pack or version; what was decided before stays. Raises UnknownCase."""
        with self.database.write() as session:
            case = session.get(tables.Case, case_id, with_for_update=True)
            if case is None:
                raise UnknownCase(case=case_id)
            case.pack = pack
            _changed(session, case_id)

    # -- reading ------------------------------------------------------------------------------------------------

    def case(self, case_id: str) -> CaseRecord:
        """Raises UnknownCase."""
        with self.database.read() as session:
            row = session.get(tables.Case, case_id, options=_WITH_ALL)
            if row is None:
                raise UnknownCase(case=case_id)
            return _case(row)

    def cases(self, *, limit: int = 100, offset: int = 0) -> tuple[CaseRecord, ...]:
        """Newest first."""
        chosen = (
            select(tables.Case).options(*_WITH_ALL).order_by(tables.Case.created.desc()).limit(limit).offset(offset)
        )
        with self.database.read() as session:
            return tuple(_case(row) for row in session.scalars(chosen))

    def document(self, document_id: str) -> DocumentRecord:
        """Raises UnknownDocument."""
        with self.database.read() as session:
            row = session.get(tables.Document, document_id)
            if row is None:
                raise UnknownDocument(document=document_id)
            return _document(row)

    def document_read(self, sha256: str) -> ReadDocument | None:
        """Pages and words of a document, as last read; None if it is not read."""
        found = self.artefacts.get(sha256, "read")
        return found if isinstance(found, ReadDocument) else None

    def extraction(self, document_id: str) -> Extraction | None:
        """Kind and fields of a document, of the version that its case's facts rest on; None if it is not read.

        A duplicate has none of its own.
        """
        with self.database.read() as session:
            row = session.get(tables.Document, document_id)
            if row is None:
                raise UnknownDocument(document=document_id)
            if row.state != DocumentState.READ:
                return None
            sha256, version = row.sha256, row.extract_version
        found = self.artefacts.get(sha256, "extract", version)
        return found if isinstance(found, Extraction) else None

    def facts(self, case_id: str) -> FactsRecord | None:
        """The facts of the latest decision run; None before the first."""
        row = self._latest(case_id)
        return None if row is None else FactsRecord(case_id, row.revision, row.created, row.facts)

    def decisions(self, case_id: str) -> EvaluationRecord | None:
        """The latest sealed evaluation; None before the first."""
        row = self._latest(case_id)
        if row is None:
            return None
        return EvaluationRecord(case_id, row.revision, row.created, row.pack, row.sealed, row.digest)

    def blob_path(self, sha256: str) -> Path:
        """Raises BlobMissing."""
        return self.blobs.path(sha256)

    def _latest(self, case_id: str) -> tables.Decided | None:
        chosen = select(tables.Decided).where(tables.Decided.case_id == case_id)
        with self.database.read() as session:
            return session.scalars(chosen.order_by(tables.Decided.id.desc()).limit(1)).first()

    def _room(self, session: Session, case_id: str) -> int:
        """Number of the next document of a case."""
        if session.get(tables.Case, case_id) is None:
            raise UnknownCase(case=case_id)
        count = session.scalar(select(func.count()).where(tables.Document.case_id == case_id)) or 0
        if count >= self.settings.max_documents:
            raise TooManyDocuments(case=case_id, limit=self.settings.max_documents)
        return count + 1


_WITH_ALL = (selectinload(tables.Case.documents), selectinload(tables.Case.statements))


def _same_bytes(session: Session, case_id: str, sha256: str) -> str | None:
    """The document of the case that has these bytes, or has them among its files."""
    own = select(tables.Document.id).where(
        tables.Document.case_id == case_id, tables.Document.sha256 == sha256, tables.Document.duplicate_of.is_(None)
    )
    part = (
        select(tables.Part.document_id)
        .join(tables.Document, tables.Document.id == tables.Part.document_id)
        .where(tables.Document.case_id == case_id, tables.Part.sha256 == sha256)
    )
    return session.scalars(own).first() or session.scalars(part).first()


def _now() -> datetime:
    return datetime.now(UTC)


def _changed(session: Session, case_id: str) -> None:
    """Decisions made before rest on less than the case holds now."""
    case = session.get_one(tables.Case, case_id)
    case.revision += 1


def _error(row: tables.Work) -> ErrorRecord | None:
    return None if row.error_code is None else ErrorRecord(row.error_code, row.error_data or {})


def _document(row: tables.Document) -> DocumentRecord:
    return DocumentRecord(
        id=row.id,
        case_id=row.case_id,
        number=row.number,
        sha256=row.sha256,
        filename=row.filename,
        size=row.size,
        media_type=row.media_type,
        state=DocumentState(row.state),
        pages_done=row.pages_done,
        pages_total=row.pages_total,
        attempts=row.attempts,
        error=_error(row),
        kind=row.kind,
        duplicate_of=row.duplicate_of,
        created=row.created,
        ended=row.ended,
        parts=tuple(
            PartRecord(int(part.source_id.rpartition("-")[2]), part.sha256, part.filename, part.size, part.media_type)
            for part in row.parts
        ),
    )


def _statement(row: tables.Statement) -> StatementRecord:
    return StatementRecord(
        row.id, row.case_id, row.fact, row.subject, row.value, row.method, row.by, row.reason, row.at
    )


def _case(row: tables.Case) -> CaseRecord:
    documents: Sequence[tables.Document] = row.documents
    return CaseRecord(
        id=row.id,
        applicant=row.applicant,
        pack=row.pack,
        on=row.on,
        created=row.created,
        state=CaseState(row.state),
        error=_error(row),
        revision=row.revision,
        decided=row.decided,
        documents=tuple(_document(document) for document in documents),
        statements=tuple(_statement(statement) for statement in row.statements),
    )
