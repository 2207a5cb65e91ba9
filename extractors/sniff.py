"""The format of a file from its bytes; a file's name proves nothing."""

from __future__ import annotations

from typing import BinaryIO

from extractors.errors import DamagedFile, EncryptedFile, OtherSpreadsheet

#: readers accept a PDF header anywhere in the first 1,024 bytes (ISO 32000-1, implementation note 13)
HEAD_BYTES = 1024
#: bytes that tell a table written as text from other text: some hundred lines
_TEXT_BYTES = 65_536

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
CSV = "text/csv"
OFD = "application/ofd"
SPREADSHEETS = frozenset((XLSX, XLS, CSV))

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: what a cut-off file of the zipped formats still shows
_FIRST_PARTS = (b"[content_types].xml", b"xl/workbook", b"xl/worksheets/", b"docprops/", b"ofd.xml", b"doc_0/")
#: bytes of an OLE file in which the names of its streams are looked for
_DIRECTORY_BYTES = 50_000_000


def media_type(head: bytes) -> str | None:
    """Media type of a file beginning with ``head`` (:data:`HEAD_BYTES` at least); None when only the rest can tell."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return TIFF
    if b"%PDF-" in head[:HEAD_BYTES] and not head.startswith((_ZIP, _OLE)):
        return PDF
    return None


def of(stream: BinaryIO) -> str | None:
    """Media type of a whole file; None when it is none read here. Leaves the stream anywhere.

    Raises DamagedFile, EncryptedFile, UnpacksTooLarge, OtherSpreadsheet: what it is can be told, and that it cannot
    be read.
    """
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    known = media_type(head)
    if known is not None:
        return known
    if head.startswith(_ZIP):
        return _zipped(stream)
    if head.startswith(_OLE):
        return _compound(stream)
    return _text(head + stream.read(_TEXT_BYTES - len(head)))


def _zipped(stream: BinaryIO) -> str | None:
    from extractors.backends import packed

    try:
        names = {name.replace("\\", "/").lstrip("/").lower() for name in packed.names(stream)}
    except DamagedFile:
        stream.seek(0)
        start = stream.read(_TEXT_BYTES).lower()
        if any(part in start for part in _FIRST_PARTS):
            raise
        return None  # some zipped thing that is broken besides
    if "ofd.xml" in names:
        return OFD
    if "xl/workbook.bin" in names:
        raise OtherSpreadsheet(form="xlsb")
    if "[content_types].xml" in names and any(name.startswith("xl/") for name in names):
        return XLSX
    stream.seek(0)
    # OpenDocument states its type in its first part, not packed
    if {"content.xml", "mimetype"} <= names and b"opendocument.spreadsheet" in stream.read(HEAD_BYTES):
        raise OtherSpreadsheet(form="ods")
    return None


def _compound(stream: BinaryIO) -> str | None:
    """An OLE file, by the names of its streams: a workbook of Excel 97 to 2003, or an encrypted one of any age."""
    stream.seek(0)
    data = stream.read(_DIRECTORY_BYTES)
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedFile()
    if any(name.encode("utf-16-le") + b"\0\0" in data for name in ("Workbook", "Book")):
        return XLS
    if len(data) < 1536:
        raise DamagedFile()
    return None


def _text(head: bytes) -> str | None:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:HEAD_BYTES].lower()
    if start.startswith(b"<"):
        # what many offices' systems call .xls is a web page, or the XML of Excel 2003
        if b'progid="excel.sheet"' in start or b"urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise OtherSpreadsheet(form="xml")
        if b"<table" in head.lower():
            raise OtherSpreadsheet(form="html")
        return None
    from extractors.backends import csv_file

    return CSV if csv_file.looks_like_table(head) else None
