"""Whether a picture of an OFD page hides what was drawn before it, as the scan of a file with two layers does: the text
below such a scan is another program's reading of it, and nothing that the page shows."""

from __future__ import annotations

from extractors.model import Box

#: share of the page from which a picture is the page itself
_PAGE = 0.6
#: formats without transparency, by their first bytes: JPEG, BMP, TIFF of both orders, JBIG2
_OPAQUE = (b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*", b"\x97JB2")
_PNG = b"\x89PNG\r\n\x1a\n"
#: colour types of PNG with an alpha channel
_ALPHA = (4, 6)


def is_page(place: Box, width: float, height: float) -> bool:
    """Whether a picture takes up most of a page of that size, all in points."""
    wide = min(place.x1, width) - max(place.x0, 0.0)
    high = min(place.bottom, height) - max(place.top, 0.0)
    return wide > 0 and high > 0 and wide * high >= _PAGE * width * height


def is_opaque(data: bytes) -> bool:
    """Whether the format of a picture leaves nothing to shine through; one that is not known may."""
    if data.startswith(_PNG):
        return len(data) > 25 and data[25] not in _ALPHA and b"tRNS" not in data[:2048]
    return data.startswith(_OPAQUE)
