"""Files and form values of a request, bounded before they are read."""

from __future__ import annotations

from datetime import date

from flask import Request
from werkzeug.datastructures import FileStorage

from service.errors import fail
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
