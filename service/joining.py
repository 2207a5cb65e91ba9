"""Files of a case that are pages of one paper: joined, put in another order, taken apart; as API and as plain forms.

``/api/v1/cases/ID/join``, ``/api/v1/cases/ID/documents/N/order`` and ``/split``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from service.app import parts
from service.cases import accepted, find
from service.errors import ServiceError, fail
from service.intake import redecide
from workers.errors import JoinNotPages, JoinOrder, JoinTooFew, UnknownDocument
from workers.joining import PAGES
from workers.records import APART, CaseRecord, DocumentRecord, DocumentState

blueprint = Blueprint("joining", __name__)
_API = "/api/v1/cases/<case_id>"
_FORM = "/cases/<case_id>"
_REFUSED = (JoinTooFew, JoinNotPages, JoinOrder)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Documents that look like pages of one, in their order."""

    basis: str  #: numbers or names, see :class:`workers.pageseries.Series`
    documents: tuple[DocumentRecord, ...]


def proposed(case: CaseRecord) -> tuple[Proposal, ...]:
    """As of the latest decision run; without what was joined since, or declared two papers."""
    latest = parts().store.facts(case.id)
    by_id = {document.id: document for document in case.documents}
    last = {one.subject: one.value is not None for one in case.statements if one.method == APART}
    apart = [{int(number) for number in subject.split("-")} for subject, holds in last.items() if holds]
    found = []
    for raw in latest.data.get("series", ()) if latest else ():
        documents = tuple(by_id[id_] for id_ in raw["documents"] if id_ in by_id)
        numbers = {document.number for document in documents}
        alone = all(one.state == DocumentState.READ and not one.parts for one in documents)
        if len(documents) == len(raw["documents"]) and alone and not any(pair <= numbers for pair in apart):
            found.append(Proposal(raw["basis"], documents))
    return tuple(found)


def joinable(case: CaseRecord) -> tuple[DocumentRecord, ...]:
    """What may be pages of one document, by name, numbers in it as numbers."""
    states = (DocumentState.WAITING, DocumentState.READING, DocumentState.READ, DocumentState.FAILED)
    found = [one for one in case.documents if one.state in states and (one.parts or one.media_type in PAGES)]
    return tuple(sorted(found, key=lambda one: (_natural(one.filename), one.number))) if len(found) > 1 else ()


def _natural(name: str) -> list[tuple[int, str]]:
    """IMG_9 before IMG_10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name) if part]


def _numbers(given: Any) -> list[int]:
    """Numbers of documents. Raises ServiceError ``request.bad``."""
    if not isinstance(given, list) or len(given) > parts().settings.max_documents:
        raise fail("request.bad")
    try:
        return [one if type(one) is int else int(str(one)) for one in given]
    except ValueError:
        raise fail("request.bad") from None


def _join(case_id: str, numbers: Sequence[int]) -> int:
    """Raises ServiceError."""
    case = find(case_id)
    try:
        number = parts().store.joins.join(case.id, numbers)
    except (*_REFUSED, UnknownDocument) as error:
        raise _refused(case, error) from None
    redecide(case.id)
    return number


def _arrange(case_id: str, number: int, order: Sequence[int]) -> None:
    """Raises ServiceError."""
    case = find(case_id)
    try:
        parts().store.joins.arrange(case.id, number, order)
    except (*_REFUSED, UnknownDocument) as error:
        raise _refused(case, error) from None
    redecide(case.id)


def _split(case_id: str, number: int) -> None:
    """Raises ServiceError."""
    case = find(case_id)
    try:
        parts().store.joins.split(case.id, number)
    except UnknownDocument as error:
        raise _refused(case, error) from None
    redecide(case.id)


def _refused(case: CaseRecord, error: JoinTooFew | JoinNotPages | JoinOrder | UnknownDocument) -> ServiceError:
    if isinstance(error, UnknownDocument):
        return fail("document.unknown", case=case.id, number=str(error.data["document"]).rpartition("-")[2])
    return fail(error.code, **error.data)


def _given(name: str) -> list[int]:
    """A list of numbers under ``name`` of a JSON body. Raises ServiceError ``request.bad``."""
    given: Any = request.get_json(silent=True)
    if not isinstance(given, dict):
        raise fail("request.bad")
    return _numbers(given.get(name))


def _back(case_id: str, number: int) -> BaseResponse:
    return redirect(url_for("pages.case", case_id=case_id, _anchor=f"doc-{number}"), 303)


@blueprint.post(f"{_API}/join")
def join(case_id: str) -> Response:
    _join(case_id, _given("documents"))
    return accepted(find(case_id))


@blueprint.post(f"{_API}/documents/<int:number>/order")
def order(case_id: str, number: int) -> Response:
    _arrange(case_id, number, _given("order"))
    return accepted(find(case_id))


@blueprint.post(f"{_API}/documents/<int:number>/split")
def split(case_id: str, number: int) -> Response:
    _split(case_id, number)
    return accepted(find(case_id))


@blueprint.post(f"{_FORM}/join")
def join_form(case_id: str) -> BaseResponse:
    return _back(case_id, _join(case_id, _numbers(request.form.getlist("document"))))


@blueprint.post(f"{_FORM}/documents/<int:number>/order")
def order_form(case_id: str, number: int) -> BaseResponse:
    _arrange(case_id, number, _numbers(request.form.getlist("file")))
    return _back(case_id, number)


@blueprint.post(f"{_FORM}/documents/<int:number>/split")
def split_form(case_id: str, number: int) -> BaseResponse:
    _split(case_id, number)
    return _back(case_id, number)
