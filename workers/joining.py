"""Several files that are pages of one paper, as one document; and apart again.

The first of them by number becomes the document, so that no other one changes its number; the others are *joined*:
they stay in the case, with their bytes, and nothing is read from them on their own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from extractors import sniff
from extractors.errors import TooManyPages
from extractors.limits import Limits
from extractors.model import Document, Problem
from workers.database import Database
from workers.errors import JoinNotPages, JoinOrder, JoinTooFew, UnknownCase, UnknownDocument
from workers.records import DocumentState
from workers.tables import Case, Part
from workers.tables import Document as Row

#: what a page may be handed in as
PAGES: Final = frozenset((sniff.PDF, sniff.PNG, sniff.JPEG, sniff.TIFF, sniff.OFD))
#: of a document of several files
MEDIA_TYPE: Final = "multipart/mixed"
_OPEN = (DocumentState.WAITING, DocumentState.READING, DocumentState.READ, DocumentState.FAILED)


def digest(shas: Sequence[str]) -> str:
    """What stands for the sha256 of a document of several files: that of theirs, one a line, in order."""
    return hashlib.sha256("".join(f"{sha}\n" for sha in shas).encode()).hexdigest()


def whole(sha256: str, name: str, files: Sequence[Document], limits: Limits) -> Document:
    """The pages of all files, numbered on. Raises TooManyPages."""
    count = sum(len(file.pages) for file in files)
    if count > limits.max_pages:
        raise TooManyPages(pages=count, limit=limits.max_pages)
    pages, problems, before = [], [], 0
    for file in files:
        pages += [replace(page, number=page.number + before) for page in file.pages]
        problems += [_moved(problem, before) for problem in file.problems]
        before += len(file.pages)
    return Document(sha256, name, MEDIA_TYPE, tuple(pages), tuple(problems))


def _moved(problem: Problem, by: int) -> Problem:
    data = dict(problem.data)
    if isinstance(page := data.get("page"), int):
        data["page"] = page + by
    return replace(problem, data=data, page=None if problem.page is None else problem.page + by)


def locate(counts: Sequence[int], page: int) -> tuple[int, int]:
    """Which file (from 0) and which of its pages (from 1) is page ``page``, of files with so many pages each.

    Raises IndexError."""
    for index, count in enumerate(counts):
        if page <= count:
            return index, page
        page -= count
    raise IndexError(page)


class Joins:
    def __init__(self, database: Database) -> None:
        self._database = database

    def join(self, case_id: str, numbers: Sequence[int]) -> int:
        """Makes one document of several, their pages in this order; its number. It waits to be read.

        Raises UnknownCase, UnknownDocument, JoinTooFew, JoinNotPages.
        """
        if len(set(numbers)) < 2 or len(set(numbers)) < len(numbers):
            raise JoinTooFew()
        with self._database.write() as session:
            case = _locked(session, case_id)
            rows = {number: _row(session, case_id, number) for number in numbers}
            for row in rows.values():
                if row.state not in _OPEN or not (row.parts or row.media_type in PAGES):
                    raise JoinNotPages(number=row.number, filename=row.filename)
            files = [file for number in numbers for file in _files(rows[number])]
            root = rows[min(numbers)]
            for row in rows.values():
                row.parts.clear()
                if row is not root:
                    _become(row, DocumentState.JOINED)
            session.flush()
            for file in files:
                session.get_one(Row, file.source_id).duplicate_of = None if file.source_id == root.id else root.id
            _fill(root, files)
            case.revision += 1
            return root.number

    def arrange(self, case_id: str, number: int, order: Sequence[int]) -> None:
        """Puts a document's files into this order, each named by the number it was handed in as.

        Raises UnknownCase, UnknownDocument, JoinOrder.
        """
        with self._database.write() as session:
            case = _locked(session, case_id)
            root = _row(session, case_id, number)
            files = {_number(file.source_id): file for file in _files(root)} if root.parts else {}
            if not files or sorted(order) != sorted(files):
                raise JoinOrder(number=number)
            root.parts.clear()
            session.flush()
            _fill(root, [files[one] for one in order])
            case.revision += 1

    def split(self, case_id: str, number: int) -> None:
        """Makes each file of a document a document again; they wait to be read. One of a single file stays as it is.

        Raises UnknownCase, UnknownDocument.
        """
        with self._database.write() as session:
            case = _locked(session, case_id)
            root = _row(session, case_id, number)
            if not root.parts:
                return
            for file in _files(root):
                row = session.get_one(Row, file.source_id)
                row.sha256, row.filename, row.size, row.media_type = _of(file)
                row.duplicate_of = None
                _become(row, DocumentState.WAITING)
            root.parts.clear()
            case.revision += 1


def _locked(session: Session, case_id: str) -> Case:
    case = session.get(Case, case_id, with_for_update=True)
    if case is None:
        raise UnknownCase(case=case_id)
    return case


def _row(session: Session, case_id: str, number: int) -> Row:
    row = session.scalars(select(Row).where(Row.case_id == case_id, Row.number == number)).first()
    if row is None:
        raise UnknownDocument(document=f"{case_id}-{number}")
    return row


def _number(document_id: str) -> int:
    return int(document_id.rpartition("-")[2])


def _of(file: Part) -> tuple[str, str, int, str]:
    return file.sha256, file.filename, file.size, file.media_type


def _files(row: Row) -> list[Part]:
    """Its files, as parts of no document yet."""
    if row.parts:
        return [_part(part.source_id, *_of(part)) for part in row.parts]
    return [_part(row.id, row.sha256, row.filename, row.size, row.media_type)]


def _part(source_id: str, sha256: str, filename: str, size: int, media_type: str) -> Part:
    return Part(source_id=source_id, sha256=sha256, filename=filename, size=size, media_type=media_type)


def _fill(root: Row, files: Sequence[Part]) -> None:
    for place, file in enumerate(files, 1):
        file.place = place
        root.parts.append(file)
    root.sha256 = digest([file.sha256 for file in files])
    root.filename, root.media_type = files[0].filename, MEDIA_TYPE
    root.size = sum(file.size for file in files)
    _become(root, DocumentState.WAITING)


def _become(row: Row, state: DocumentState) -> None:
    """Whoever is reading it has lost it: what it was read as is no more."""
    row.state, row.claim, row.kind = state, None, None
    row.pages_done, row.pages_total, row.attempts = 0, None, 0
    row.error_code = row.error_data = row.queued = None
    row.ended = None if state == DocumentState.WAITING else datetime.now(UTC)
