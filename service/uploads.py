"""Files and form values of a request, bounded before they are read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from flask import Request
from werkzeug.datastructures import FileStorage

from extractors import sniff
from service.errors import fail
from workers import joining, names
from workers.settings import Settings

#: a form's own parts beside the files: applicant, date, declarations or one field per declared fact
EXTRA_PARTS = 200
#: bytes of all the form's text together
FORM_BYTES = 512 * 1024
#: files of the largest size that one request may carry; more go into further requests
LARGE_FILES = 4
LONGEST_NAME = 200  #: characters of an applicant's or a reviewer's name


def request_limit(settings: Settings) -> int:
    """Bytes of a whole request. A body beyond this is refused before it is parsed; files spool to disk meanwhile."""
    return LARGE_FILES * settings.max_bytes + FORM_BYTES


def files(request: Request, settings: Settings, *, held: int = 0) -> list[FileStorage]:
    """The files of a request to a case that holds ``held`` documents.

    Raises ServiceError ``case.no_documents``, ``case.too_many_documents``.
    """
    found = [one for one in request.files.getlist("files") if one.filename or _holds_bytes(one)]
    if not found:
        raise fail("case.no_documents")
    if held + len(found) > settings.max_documents:
        raise fail("case.too_many_documents", limit=settings.max_documents)
    return found


def together(request: Request, files: Sequence[FileStorage]) -> tuple[tuple[int, ...], ...]:
    """Which of the files are pages of one document, in their order: ``joined``, JSON lists of places from 0.

    Raises ServiceError ``join.order`` where places are wrong or taken twice, ``join.too_few``, ``join.not_pages``.
    """
    try:
        given = json.loads(request.form.get("joined") or "[]")
    except (ValueError, RecursionError):
        raise fail("request.bad") from None
    if not isinstance(given, list) or not all(isinstance(one, list) for one in given):
        raise fail("request.bad")
    places = [place for one in given for place in one]
    if not all(type(place) is int and 0 <= place < len(files) for place in places) or len(set(places)) < len(places):
        raise fail("join.order", number=0)
    if any(len(one) < 2 for one in given):
        raise fail("join.too_few")
    for place in places:
        head = files[place].stream.read(sniff.HEAD_BYTES)
        files[place].stream.seek(0)
        if names.media_type(head) not in joining.PAGES:
            raise fail("join.not_pages", number=place + 1, filename=names.shown(files[place].filename or ""))
    return tuple(tuple(one) for one in given)


def _holds_bytes(one: FileStorage) -> bool:
    """A browser's untouched file input sends a part without name and bytes; a nameless part with bytes is a paper."""
    empty = not one.stream.read(1)
    one.stream.seek(0)
    return not empty


def content(one: FileStorage, settings: Settings) -> bytes:
    """The bytes of a file. One over the limit is cut a byte beyond it: enough for the store to refuse it."""
    data: bytes = one.stream.read(settings.max_bytes + 1)
    return data


def applicant(given: str | None) -> str | None:
    """The applicant's name, None for an empty one. Raises ServiceError ``case.applicant_too_long``."""
    name = " ".join((given or "").split())
    if len(name) > LONGEST_NAME:
        raise fail("case.applicant_too_long", limit=LONGEST_NAME)
    return name or None


def as_of(given: str | None) -> date | None:
    """The as-of date, None where it is left open. Raises ServiceError ``case.date``."""
    text = (given or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise fail("case.date", value=text[:40]) from None
