"""Cases and documents as the API shows them. The only place that knows the store's records in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for

from service import catalogue, errors
from workers.pipeline import CHINA, as_of
from workers.records import CaseRecord, CaseState, DocumentRecord, DocumentState, ErrorRecord, StatementRecord

BUSY_DOCUMENT = frozenset({DocumentState.WAITING, DocumentState.READING})
BUSY_CASE = frozenset({CaseState.WAITING, CaseState.READING, CaseState.DECIDING})


def shown_time(at: datetime) -> str:
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


def state_text(document: DocumentRecord, lang: str) -> str:
    """``正在识读 3/12 页``."""
    if document.state == DocumentState.READING and document.pages_total:
        data = {"done": document.pages_done, "total": document.pages_total}
        return catalogue.text("document.state.reading_pages", lang, data)
    if document.state == DocumentState.DUPLICATE and document.duplicate_of:
        first = document.duplicate_of.rpartition("-")[2]
        return catalogue.text("document.state.duplicate", lang, {"number": first})
    if document.state == DocumentState.JOINED and document.duplicate_of:
        return catalogue.text("document.state.joined", lang, {"number": document.duplicate_of.rpartition("-")[2]})
    return catalogue.text(f"document.state.{document.state}", lang)


def signature(case: CaseRecord, advised: int | None) -> str:
    """Changes when a page that shows the case must be drawn anew; case.js forms the same text."""
    parts = [case.state, *("" if number is None else str(number) for number in (case.revision, case.decided, advised))]
    return "|".join([*parts, *(document.state for document in case.documents)])


def _error(error: ErrorRecord | None) -> dict[str, Any] | None:
    return None if error is None else errors.shape(error.code, error.data)


def page_image(record: DocumentRecord, page: int) -> str:
    """Address of a page's PNG; another one once the document has other files, or the same in another order."""
    version = record.sha256[:12] if record.parts else None
    return url_for("documents.page", case_id=record.case_id, number=record.number, page=page, v=version)


def document(record: DocumentRecord, lang: str) -> dict[str, Any]:
    return {
        "number": record.number,
        "filename": record.filename,
        "sha256": record.sha256,
        "size": record.size,
        "media_type": record.media_type,
        "state": record.state.value,
        "state_text": state_text(record, lang),
        "pages_done": record.pages_done,
        "pages_total": record.pages_total,
        "attempts": record.attempts,
        "kind": record.kind,
        "duplicate_of": None if record.duplicate_of is None else int(record.duplicate_of.rpartition("-")[2]),
        "files": [
            {"number": part.number, "filename": part.filename, "sha256": part.sha256, "size": part.size}
            for part in record.parts
        ],
        "error": _error(record.error),
        "href": url_for("documents.show", case_id=record.case_id, number=record.number),
        "first_page": page_image(record, 1) if record.state == DocumentState.READ else None,
    }


def statement(record: StatementRecord) -> dict[str, Any]:
    return {
        "fact": record.fact,
        "subject": record.subject,
        "value": record.value,
        "method": record.method,
        "by": record.by,
        "reason": record.reason,
        "at": record.at.isoformat(),
    }


def case_line(record: CaseRecord) -> dict[str, Any]:
    """A case in a list."""
    return {
        "id": record.id,
        "href": url_for("cases.show", case_id=record.id),
        "applicant": record.applicant,
        "pack": record.pack,
        "on": as_of(record).isoformat(),
        "created": record.created.isoformat(),
        "state": record.state.value,
        "documents": len(record.documents),
    }


def case(record: CaseRecord, lang: str, advised: int | None) -> dict[str, Any]:
    """A case with the state and progress of each document, and where its facts, decisions and advice are."""
    return {
        **case_line(record),
        "revision": record.revision,
        "decided": record.decided,
        "advised": advised,
        "error": _error(record.error),
        "documents": [document(one, lang) for one in record.documents],
        "statements": [statement(one) for one in record.statements],
        "facts": url_for("cases.facts", case_id=record.id),
        "decisions": url_for("cases.decisions", case_id=record.id),
        "advice": url_for("cases.advice", case_id=record.id),
        "page": url_for("pages.case", case_id=record.id),
    }
