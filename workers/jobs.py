"""The state of work, in the database: claimed, alive, ended, lost.

A message in the queue is only a hint that there may be something to do. Whoever gets one *claims* the work here;
a second message for the same work finds it claimed or ended and does nothing. Work whose process died or fell
silent is found by :meth:`Jobs.reap`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workers import errors, identity
from workers.database import Database
from workers.errors import ClaimLost, UnknownCase, UnknownDocument
from workers.records import CaseState, DocumentState
from workers.settings import Settings
from workers.tables import Case, Decided, Document, Work

#: ``queued`` of work that was handed to a queue which has since lost it
LOST_QUEUE = datetime(1970, 1, 1, tzinfo=UTC)
#: errors of the machine and not of the file: worth reading again once somebody has put the machine right
MACHINE = ("ocr.unavailable", "store.blob_missing")
OPEN = (DocumentState.WAITING, DocumentState.READING)


@dataclass(frozen=True, slots=True)
class ToRead:
    """A document that this process has claimed."""

    id: str
    case_id: str
    sha256: str
    filename: str
    attempt: int  #: from 1
    parts: tuple[tuple[str, str], ...] = ()  #: sha256 and name of its files in order, where there are several


@dataclass(frozen=True, slots=True)
class Due:
    """Work that needs a message."""

    documents: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.documents or self.cases)


class Jobs:
    def __init__(self, database: Database, settings: Settings) -> None:
        self._database = database
        self._settings = settings

    # -- handing in ---------------------------------------------------------------------------------------------

    def submit(self, case_id: str) -> Due:
        """What to send for a case now: its waiting documents, or its decision when all documents have ended."""
        with self._database.write() as session:
            case = _case(session, case_id)
            waiting = session.scalars(
                select(Document).where(Document.case_id == case_id, Document.state == DocumentState.WAITING)
            ).all()
            for document in waiting:
                document.queued = _now()
            if waiting:
                case.state = CaseState.WAITING if case.state == CaseState.WAITING else CaseState.READING
            return Due(tuple(document.id for document in waiting), self._settle(session, case))

    def resubmit(self, case_id: str) -> Due:
        """The same, but an earlier decision is always made anew, and what this machine could not read is read now."""
        with self._database.write() as session:
            _case(session, case_id).decided = None
            session.execute(
                update(Document)
                .where(Document.case_id == case_id, Document.state == DocumentState.FAILED)
                .where(Document.error_code.in_(MACHINE))
                .values(state=DocumentState.WAITING, attempts=0, error_code=None, error_data=None, ended=None)
            )
        return self.submit(case_id)

    # -- reading a document -------------------------------------------------------------------------------------

    def begin_document(self, document_id: str) -> ToRead | Due:
        """Claims a document for this process. If it has ended, is in other hands or is set aside now: what is due."""
        with self._database.write() as session:
            document = _document(session, document_id)
            case = _case(session, document.case_id)
            session.refresh(document)  # only now is the case locked
            due = Due()
            if document.state == DocumentState.READING and self._lost(document, _now()):
                self._give_back(document)
                due = Due(cases=self._settle(session, case))
            if document.state != DocumentState.WAITING:
                return due
            _claim(document)
            document.state = DocumentState.READING
            document.pages_done, document.pages_total = 0, None
            case.state = CaseState.READING
            parts = tuple((part.sha256, part.filename) for part in document.parts)
            return ToRead(document.id, case.id, document.sha256, document.filename, document.attempts, parts)

    def beat_document(self, document_id: str, *, pages: tuple[int, int] | None = None) -> None:
        """A sign of life, with pages done and in all. Raises ClaimLost."""
        values: dict[str, Any] = {"beat": _now()}
        if pages is not None:
            values["pages_done"], values["pages_total"] = pages
        with self._database.write() as session:
            done = session.execute(
                update(Document)
                .where(Document.id == document_id, Document.claim == identity.me())
                .where(Document.state == DocumentState.READING)
                .values(**values)
            )
            if done.rowcount != 1:  # type: ignore[attr-defined]
                raise ClaimLost(work=document_id)

    def finish_document(
        self, document_id: str, *, kind: str, media_type: str, pages: int, versions: tuple[str, str]
    ) -> Due:
        """The document is read; ``versions`` of its read and extract artefacts. Raises ClaimLost."""
        with self._database.write() as session:
            document, case = _claimed(session, document_id)
            document.kind, document.media_type = kind, media_type
            document.pages_done = document.pages_total = pages
            document.read_version, document.extract_version = versions
            document.error_code = document.error_data = None
            _end(document, DocumentState.READ)
            return Due(cases=self._settle(session, case))

    def fail_document(self, document_id: str, code: str, data: Mapping[str, Any]) -> Due:
        """The document cannot be read, and trying again would give the same. Raises ClaimLost."""
        with self._database.write() as session:
            document, case = _claimed(session, document_id)
            _fail(document, code, data)
            return Due(cases=self._settle(session, case))

    def retry_document(self, document_id: str, code: str, data: Mapping[str, Any]) -> Due:
        """Another try, or the end with ``code`` when there were enough of them. Raises ClaimLost."""
        with self._database.write() as session:
            document, case = _claimed(session, document_id)
            if document.attempts >= self._settings.attempts:
                _fail(document, code, data)
                return Due(cases=self._settle(session, case))
            self._give_back(document)
            document.queued = _now()
            return Due(documents=(document_id,))

    # -- deciding a case ----------------------------------------------------------------------------------------

    def begin_decision(self, case_id: str) -> bool:
        """Claims the decision run of a case for this process."""
        with self._database.write() as session:
            case = _case(session, case_id)
            if case.claim is not None and self._lost(case, _now()):
                self._give_back_decision(case)
            if case.state != CaseState.DECIDING or case.claim is not None:
                return False
            _claim(case)
            return True

    def beat_decision(self, case_id: str) -> None:
        """Raises ClaimLost."""
        with self._database.write() as session:
            _claimed_case(session, case_id).beat = _now()

    def finish_decision(
        self, case_id: str, revision: int, *, pack: str, facts: dict[str, Any], sealed: bytes, digest: str
    ) -> Due:
        """Keeps the decisions made from ``revision``; due again if the case has changed since. Raises ClaimLost."""
        with self._database.write() as session:
            case = _claimed_case(session, case_id)
            session.add(
                Decided(
                    case_id=case_id,
                    revision=revision,
                    created=_now(),
                    pack=pack,
                    facts=facts,
                    sealed=sealed,
                    digest=digest,
                )
            )
            case.claim = case.error_code = case.error_data = None
            case.attempts, case.decided = 0, revision
            return Due(cases=self._settle(session, case))

    def fail_decision(self, case_id: str, code: str, data: Mapping[str, Any]) -> None:
        """Raises ClaimLost."""
        with self._database.write() as session:
            _fail_case(_claimed_case(session, case_id), code, data)

    # -- the lost -----------------------------------------------------------------------------------------------

    def reap(self, *, queue_empty: bool) -> Due:
        """Takes back what dead or silent processes held, sets aside what keeps killing them, and says what is due.

        ``queue_empty``: no message stands in the queue, so whatever has waited for long has lost its message.
        """
        documents: list[str] = []
        cases: list[str] = []
        for case_id, document_id in self._doubtful_documents(queue_empty):
            with self._database.write() as session:  # looked at again, now that nobody else can change it
                case, document = _case(session, case_id), _document(session, document_id)
                if document.state == DocumentState.READING and self._lost(document, _now()):
                    self._give_back(document)
                    document.queued = LOST_QUEUE
                    cases += self._settle(session, case)
                if document.state == DocumentState.WAITING and self._unqueued(document, document.created, queue_empty):
                    document.queued = _now()
                    documents.append(document_id)
        for case_id in self._doubtful_cases(queue_empty):
            with self._database.write() as session:
                case = _case(session, case_id)
                if case.claim is not None and self._lost(case, _now()):
                    self._give_back_decision(case)
                    case.queued = LOST_QUEUE
                waits = case.state == CaseState.DECIDING and case.claim is None
                if waits and self._unqueued(case, case.created, queue_empty):
                    case.queued = _now()
                    cases.append(case_id)
        return Due(tuple(documents), tuple(dict.fromkeys(cases)))

    def _doubtful_documents(self, queue_empty: bool) -> list[tuple[str, str]]:
        with self._database.read() as session:
            return [
                (one.case_id, one.id)
                for one in session.scalars(select(Document).where(Document.state.in_(OPEN)))
                if (one.state == DocumentState.READING and self._lost(one, _now()))
                or (one.state == DocumentState.WAITING and self._unqueued(one, one.created, queue_empty))
            ]

    def _doubtful_cases(self, queue_empty: bool) -> list[str]:
        with self._database.read() as session:
            return [
                one.id
                for one in session.scalars(select(Case).where(Case.state == CaseState.DECIDING))
                if (self._lost(one, _now()) if one.claim else self._unqueued(one, one.created, queue_empty))
            ]

    def forget_queue(self) -> None:
        """The queue has lost its messages (it was restarted, or the worker that held some died): send them anew."""
        with self._database.write() as session:
            for table, state in ((Document, DocumentState.WAITING), (Case, CaseState.DECIDING)):
                session.execute(
                    update(table).where(table.state == state, table.queued.is_not(None)).values(queued=LOST_QUEUE)
                )

    def forgive_dead(self) -> None:
        """After an orderly stop: what was cut off then does not count as an attempt."""
        with self._database.write() as session:
            for document in session.scalars(select(Document).where(Document.state == DocumentState.READING)):
                if document.claim is not None and identity.is_dead(document.claim):
                    document.attempts -= 1
                    self._give_back(document)
                    document.queued = LOST_QUEUE
            for case in session.scalars(select(Case).where(Case.claim.is_not(None))):
                if case.claim is not None and identity.is_dead(case.claim):
                    case.attempts -= 1
                    case.claim, case.queued = None, LOST_QUEUE

    def _lost(self, work: Work, now: datetime) -> bool:
        if work.claim is None or work.beat is None:
            return True
        return identity.is_dead(work.claim) or now - work.beat > timedelta(seconds=self._settings.stale_seconds)

    def _unqueued(self, work: Work, created: datetime, queue_empty: bool) -> bool:
        age = _now() - (work.queued or created)
        if work.queued is None or (queue_empty and work.queued != LOST_QUEUE):
            return age > timedelta(seconds=self._settings.stale_seconds)
        return age > timedelta(seconds=self._settings.visibility_seconds)

    def _give_back(self, document: Document) -> None:
        """A document whose reader is gone waits again, or ends if it lived to its time limit or too often died."""
        if document.claimed is not None and document.beat is not None:
            lived = document.beat - document.claimed
            if lived >= timedelta(seconds=self._settings.document_seconds):
                _fail(document, errors.TIMED_OUT, {"seconds": self._settings.document_seconds})
                return
        if document.attempts >= self._settings.attempts:
            _fail(document, errors.GAVE_UP, {"attempts": document.attempts})
            return
        document.claim = None
        document.state = DocumentState.WAITING

    def _give_back_decision(self, case: Case) -> None:
        if case.attempts >= self._settings.attempts:
            _fail_case(case, errors.DECISION_GAVE_UP, {"attempts": case.attempts})
        case.claim = None

    def _settle(self, session: Session, case: Case) -> tuple[str, ...]:
        """Sets the state of a case by its documents; its id if a decision run is due now."""
        session.flush()
        states = session.execute(
            select(Document.state, func.count()).where(Document.case_id == case.id).group_by(Document.state)
        ).all()
        count = {row[0]: row[1] for row in states}
        if any(count.get(state) for state in OPEN):
            if case.state in {CaseState.DECIDING, CaseState.DONE, CaseState.FAILED}:
                case.state = CaseState.READING
            return ()
        if case.decided == case.revision and case.state != CaseState.FAILED:
            case.state = CaseState.DONE
            return ()
        if case.state != CaseState.DECIDING:
            case.attempts = 0
        case.state = CaseState.DECIDING
        if case.claim is not None:
            return ()  # the run under way sees the new revision when it ends
        case.queued = _now()
        return (case.id,)


def _now() -> datetime:
    return datetime.now(UTC)


def _case(session: Session, case_id: str) -> Case:
    """Locked: whatever changes a case or its documents goes through here first, one after the other."""
    case = session.get(Case, case_id, with_for_update=True)
    if case is None:
        raise UnknownCase(case=case_id)
    return case


def _document(session: Session, document_id: str) -> Document:
    document = session.get(Document, document_id)
    if document is None:
        raise UnknownDocument(document=document_id)
    return document


def _claimed(session: Session, document_id: str) -> tuple[Document, Case]:
    document = _document(session, document_id)
    case = _case(session, document.case_id)
    session.refresh(document)
    if document.claim != identity.me() or document.state != DocumentState.READING:
        raise ClaimLost(work=document_id)
    return document, case


def _claimed_case(session: Session, case_id: str) -> Case:
    case = _case(session, case_id)
    if case.claim != identity.me():
        raise ClaimLost(work=case_id)
    return case


def _claim(work: Work) -> None:
    work.attempts += 1
    work.claim = identity.me()
    work.claimed = work.beat = _now()


def _end(document: Document, state: DocumentState) -> None:
    document.state, document.claim, document.ended = state, None, _now()


def _fail(document: Document, code: str, data: Mapping[str, Any]) -> None:
    document.error_code, document.error_data = code, dict(data)
    _end(document, DocumentState.FAILED)


def _fail_case(case: Case, code: str, data: Mapping[str, Any]) -> None:
    case.error_code, case.error_data = code, dict(data)
    case.state, case.claim = CaseState.FAILED, None
