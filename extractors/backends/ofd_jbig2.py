"""JBIG2 (ITU-T T.88), in which scanners' programs keep black and white pages of OFD files. PDFium has its decoder and
takes it only inside a PDF: the file's segments are put into one, without the header that PDF leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.errors import TooManyPixels
from extractors.limits import Limits

if TYPE_CHECKING:
    from PIL import Image

_MAGIC = b"\x97JB2\r\n\x1a\n"
#: types of segments: what a page is like, its end, the end of the file
_PAGE, _END_OF_PAGE, _END_OF_FILE = 48, 49, 51
#: a length, or a height, that is not told beforehand
_UNKNOWN = 0xFFFFFFFF
#: segments of one picture; a page of symbols has some ten
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class _Segment:
    header: bytes
    type: int
    length: int


def is_jbig2(data: bytes) -> bool:
    return data.startswith(_MAGIC)


def picture(data: bytes, limits: Limits) -> Image.Image:
    """The first page, black and white. Raises ValueError for what is none, TooManyPixels, DamagedFile."""
    from extractors.backends import pdf_file

    kept = [(one, held) for one, held in _segments(data) if one.type not in (_END_OF_PAGE, _END_OF_FILE)]
    told = next((held for one, held in kept if one.type == _PAGE), b"")
    if len(told) < 8:
        raise ValueError("no page in a JBIG2 file")
    wide, high = _number(told[:4]), _number(told[4:8])
    if not 0 < wide < _UNKNOWN or not 0 < high < _UNKNOWN:
        raise ValueError("a JBIG2 page without a size")
    if wide * high > limits.max_pixels:
        raise TooManyPixels(width=wide, height=high, limit=limits.max_pixels)
    return pdf_file.first_page(_pdf(b"".join(one.header + held for one, held in kept), wide, high), wide, high)


def _segments(data: bytes) -> Iterator[tuple[_Segment, bytes]]:
    """Segments with their data, which follows each header or stands behind all of them. Raises ValueError."""
    if len(data) < 13:
        raise ValueError("a JBIG2 file that is cut off")
    in_turn, at = data[8] & 1, 9 if data[8] & 2 else 13  # how many pages there are is told or not
    headers: list[_Segment] = []
    while at < len(data) and len(headers) < _MOST:
        one = _header(data, at)
        at += len(one.header)
        headers.append(one)
        if in_turn:
            held = data[at:] if one.length == _UNKNOWN else data[at : at + one.length]
            at += len(held)
            yield one, held
        if one.type == _END_OF_FILE:
            break
    if not in_turn:
        for one in headers:
            yield one, data[at : at + one.length]
            at += one.length


def _header(data: bytes, start: int) -> _Segment:
    number, flags = _number(data[start : start + 4]), data[start + 4 : start + 5]
    at = start + 5
    count = (data[at : at + 1] or b"\0")[0] >> 5
    if count == 7:
        count = _number(data[at : at + 4]) & 0x1FFFFFFF
        at += 4 + (count + 8) // 8
    else:
        at += 1
    at += count * (1 if number <= 256 else 2 if number <= 65536 else 4)
    at += 4 if flags and flags[0] & 0x40 else 1
    length = data[at : at + 4]
    if len(length) < 4:
        raise ValueError("a JBIG2 segment that is cut off")
    return _Segment(data[start : at + 4], flags[0] & 0x3F, _number(length))


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _pdf(stream: bytes, wide: int, high: int) -> bytes:
    """A PDF of one page, a point for each pixel."""
    draw = b"q %d 0 0 %d 0 0 cm /I Do Q" % (wide, high)
    image = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/JBIG2Decode"
    parts = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>"
        % (wide, high),
        b"<</Length %d>>stream\n%s\nendstream" % (len(draw), draw),
        b"<<%s/Width %d/Height %d/Length %d>>stream\n%s\nendstream" % (image, wide, high, len(stream), stream),
    )
    out, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1) + table + trailer
