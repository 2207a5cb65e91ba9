"""Handing in: kept first, queued second; a queue that is away loses nothing, the reaper sends what waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flask import request

from rules.model import Pack
from service import uploads
from service.app import parts
from service.errors import fail
from service.statements import Said
from workers.errors import TooManyDocuments
from workers.records import CaseRecord


def hand_in(pack: Pack, applicant: str | None, on: date | None, said: Iterable[Said]) -> CaseRecord:
    """A new case out of the request's files. Raises ServiceError; then no case has been made."""
    store, settings = parts().store, parts().settings
    if on is not None and not pack.holds(on):
        raise fail("case.date", value=on.isoformat())
    files = uploads.files(request, settings)
    case = store.create_case(applicant=applicant, pack=pack.reference, on=on)
    for one in files:
        store.add_document(case.id, one.filename or "", uploads.content(one, settings))
    for claim in said:
        store.add_statement(case.id, claim.fact, claim.subject, claim.value, claim.method, claim.by, claim.reason)
    parts().queue.submit(case.id)
    return store.case(case.id)


def add(case: CaseRecord) -> CaseRecord:
    """Further files of the request into a case. Raises ServiceError."""
    store, settings = parts().store, parts().settings
    files = uploads.files(request, settings, held=len(case.documents))
    try:
        for one in files:
            store.add_document(case.id, one.filename or "", uploads.content(one, settings))
    except TooManyDocuments:  # two requests at once
        raise fail("case.too_many_documents", limit=settings.max_documents) from None
    finally:
        parts().queue.submit(case.id)  # also for those kept before one was refused
    return store.case(case.id)


def redecide(case_id: str) -> None:
    """Has a case decided anew after something was stated."""
    parts().queue.resubmit(case_id)
