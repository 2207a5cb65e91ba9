"""Typed errors of the extractors. Each has a stable ``code`` and the data its message needs.

The sentences for people stand in the service's catalogue under ``error.<code>``; a test holds the two together.
"""

from __future__ import annotations

from typing import ClassVar


class ExtractionError(Exception):
    """Base of everything the extractors raise on purpose."""

    code: ClassVar[str] = "extract.failed"

    def __init__(self, **data: str | int) -> None:
        self.data: dict[str, str | int] = data
        super().__init__(f"{self.code} {data}" if data else self.code)


class UnreadableFile(ExtractionError):
    """The file cannot be read at all; trying again gives the same."""

    code = "file.unreadable"


class EmptyFile(UnreadableFile):
    code = "file.empty"


class UnknownFormat(UnreadableFile):
    """The bytes are none of the formats read here, whatever the name says."""

    code = "file.unknown_format"


class DamagedFile(UnreadableFile):
    code = "file.damaged"


class EncryptedFile(UnreadableFile):
    code = "file.encrypted"


class NoPages(UnreadableFile):
    code = "file.no_pages"


class TooManyPages(UnreadableFile):
    """data: pages, limit."""

    code = "file.too_many_pages"


class TooLarge(UnreadableFile):
    """data: bytes, limit."""

    code = "file.too_large"


class TooManyPixels(UnreadableFile):
    """data: width, height, limit (pixels)."""

    code = "file.too_many_pixels"


class PageTooLarge(UnreadableFile):
    """data: page, width, height, limit (points)."""

    code = "file.page_too_large"


class UnpacksTooLarge(UnreadableFile):
    """A zipped format that unpacks to more than is read. data: bytes, limit."""

    code = "file.unpacks_too_large"


class ForbiddenMarkup(UnreadableFile):
    """XML with a document type of its own: entities that grow, or that name other files."""

    code = "file.forbidden_markup"


class TooManyCells(UnreadableFile):
    """data: limit."""

    code = "file.too_many_cells"


class OtherSpreadsheet(UnreadableFile):
    """A spreadsheet in a form not read here. data: form (xlsb, ods, html, xml)."""

    code = "file.other_spreadsheet"


class ReaderUnavailable(ExtractionError):
    """PaddleOCR or its weights are missing on this machine; the page is not empty, it is unread."""

    code = "ocr.unavailable"


class KindError(ExtractionError):
    """A kind's YAML is wrong. data: path, line, column, problem."""

    code = "kind.invalid"
