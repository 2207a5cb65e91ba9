"""The format of a file from its first bytes; a file's name proves nothing."""

from __future__ import annotations

#: readers accept a PDF header anywhere in the first 1,024 bytes (ISO 32000-1, implementation note 13)
HEAD_BYTES = 1024

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TIFF = "image/tiff"


def media_type(head: bytes) -> str | None:
    """Media type of a file beginning with ``head`` (at least :data:`HEAD_BYTES`), None when it is none read here."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return TIFF
    if b"%PDF-" in head[:HEAD_BYTES]:
        return PDF
    return None
