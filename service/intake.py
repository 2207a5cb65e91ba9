"""Handing in: kept first, queued second; a queue that is away loses nothing, the reaper sends what waits."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import date

from flask import request
from werkzeug.datastructures import FileStorage

from rules.model import Pack
from service import uploads
from service.app import parts
from service.errors import fail
from service.statements import Said
from workers.errors import JoinNotPages, TooManyDocuments
from workers.records import CaseRecord

log = logging.getLogger(__name__)


def hand_in(pack: Pack, applicant: str | None, on: date | None, said: Iterable[Said]) -> CaseRecord:
    """A new case out of the request's files. Raises ServiceError; then no case has been made."""
    store, settings = parts().store, parts().settings
    if on is not None and not pack.holds(on):
        raise fail("case.date", value=on.isoformat())
    files = uploads.files(request, settings)
    together = uploads.together(request, files)
    case = store.create_case(applicant=applicant, pack=pack.reference, on=on)
    _keep(case.id, files, together)
    for claim in said:
        store.add_statement(case.id, claim.fact, claim.subject, claim.value, claim.method, claim.by, claim.reason)
    parts().queue.submit(case.id)
    return store.case(case.id)


def add(case: CaseRecord) -> CaseRecord:
    """Further files of the request into a case. Raises ServiceError."""
    store, settings = parts().store, parts().settings
    files = uploads.files(request, settings, held=len(case.documents))
    together = uploads.together(request, files)
    try:
        _keep(case.id, files, together)
    except TooManyDocuments:  # two requests at once
        raise fail("case.too_many_documents", limit=settings.max_documents) from None
    finally:
        parts().queue.submit(case.id)  # also for those kept before one was refused
    return store.case(case.id)


def _keep(case_id: str, files: Sequence[FileStorage], together: Sequence[Sequence[int]]) -> None:
    """Keeps the files, and makes one document of those that are pages of one.

    A file that the case has already stands for itself; one that is too large was not kept. Raises TooManyDocuments.
    """
    store, settings = parts().store, parts().settings
    kept = [store.add_document(case_id, one.filename or "", uploads.content(one, settings)) for one in files]
    for places in together:
        ids = [kept[place].duplicate_of or kept[place].id for place in places if kept[place].error is None]
        numbers = dict.fromkeys(int(id_.rpartition("-")[2]) for id_ in ids)
        if len(numbers) > 1:
            try:
                store.joins.join(case_id, list(numbers))
            except JoinNotPages as error:  # one of them is pages of another document already
                log.info("case %s: %s", case_id, error)


def redecide(case_id: str) -> None:
    """Has a case decided anew after something was stated."""
    parts().queue.resubmit(case_id)
