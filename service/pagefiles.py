"""Where the pages of a document are: in its file, or in one of several."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from service.app import parts
from workers import joining
from workers.records import DocumentRecord


@dataclass(frozen=True, slots=True)
class PageFile:
    sha256: str  #: of the file
    page: int  #: in the file, from 1
    filename: str  #: empty where the document has no other file


def of(record: DocumentRecord, page: int) -> PageFile:
    """The file of a page of a document that was read. Raises IndexError for a page that it does not have."""
    if not record.parts:
        return PageFile(record.sha256, page, "")
    index, inner = joining.locate([len(sizes(part.sha256)) for part in record.parts], page)
    part = record.parts[index]
    return PageFile(part.sha256, inner, part.filename)


def sizes(sha256: str) -> tuple[tuple[float, float], ...]:
    """Width and height of each page in points; the same for ever for the same bytes, or files in the same order."""
    return _sizes(sha256, id(parts().store))


@lru_cache(maxsize=2048)
def _sizes(sha256: str, _store: int) -> tuple[tuple[float, float], ...]:
    document = parts().store.document_read(sha256)
    return () if document is None else tuple((page.width, page.height) for page in document.pages)
