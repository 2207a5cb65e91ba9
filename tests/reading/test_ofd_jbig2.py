"""JBIG2 pictures of OFD pages: put together here segment by segment, around fax data that Pillow writes."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw
from PIL.TiffImagePlugin import TiffImageFile

from extractors.backends import ofd_file, ofd_jbig2, ofd_page, ofd_picture
from extractors.errors import TooManyPixels
from extractors.limits import Limits
from extractors.reader import read
from tests.reading.ofd_writer import Sheet, Writer, saved

WIDE, HIGH = 203, 147


def drawing() -> Image.Image:
    image = Image.new("1", (WIDE, HIGH), 1)
    pen = ImageDraw.Draw(image)
    pen.rectangle((20, 30, 90, 60), fill=0)
    pen.ellipse((110, 70, 180, 130), outline=0, width=5)
    return image


def segment(number: int, kind: int, data: bytes) -> tuple[bytes, bytes]:
    return struct.pack(">IBBBI", number, kind, 0, 1, len(data)), data


def jbig2(image: Image.Image, *, in_turn: bool = True, pages_told: bool = True) -> bytes:
    """A generic region in MMR coding, which is what a TIFF of group 4 holds: there runs of zeros are white."""
    out = io.BytesIO()
    ImageChops.invert(image.convert("L")).convert("1").save(
        out, "TIFF", compression="group4", tiffinfo={278: image.height}
    )
    stored = Image.open(io.BytesIO(out.getvalue()))
    assert isinstance(stored, TiffImageFile)
    (at,), (size,) = stored.tag_v2[273], stored.tag_v2[279]
    wide, high = image.size
    page = struct.pack(">IIIIBH", wide, high, 0, 0, 0, 0)
    region = struct.pack(">IIIIB", wide, high, 0, 0, 0) + b"\x01" + out.getvalue()[at : at + size]
    parts = [segment(0, 48, page), segment(1, 38, region), segment(2, 49, b""), segment(3, 51, b"")]
    flags = (1 if in_turn else 0) | (0 if pages_told else 2)
    head = b"\x97JB2\r\n\x1a\n" + bytes([flags]) + (struct.pack(">I", 1) if pages_told else b"")
    if in_turn:
        return head + b"".join(header + data for header, data in parts)
    return head + b"".join(header for header, _ in parts) + b"".join(data for _, data in parts)


@pytest.mark.parametrize("in_turn", [True, False], ids=["sequential", "random access"])
@pytest.mark.parametrize("pages_told", [True, False], ids=["pages told", "pages not told"])
def test_every_pixel_is_as_it_was(in_turn: bool, pages_told: bool) -> None:
    data = jbig2(drawing(), in_turn=in_turn, pages_told=pages_told)
    assert ofd_jbig2.is_jbig2(data)
    shown = ofd_jbig2.picture(data, Limits())
    assert shown.size == (WIDE, HIGH)
    assert ImageChops.difference(shown.convert("L"), drawing().convert("L")).getextrema() == (0, 0)


def test_a_page_that_is_such_a_picture_is_drawn_for_the_reader(tmp_path: Path) -> None:
    sheet = Sheet(images=[("scan.jb2", jbig2(drawing()), (0, 0, 210, 297))])
    with ofd_file.opened(saved(tmp_path, Writer().build([sheet])), Limits()) as ofd:
        found = ofd_page.read(ofd, 0)
        shown, lost = ofd_picture.scan(ofd, found, Limits(), dpi=72, max_pixels=10**7)
    assert lost == 0
    x, y = 55 / WIDE * shown.width, 45 / HIGH * shown.height
    assert shown.convert("L").getpixel((round(x), round(y))) == 0
    assert shown.convert("L").getpixel((round(x), round(0.9 * shown.height))) == 255


def test_a_picture_larger_than_allowed_is_not_decoded() -> None:
    with pytest.raises(TooManyPixels):
        ofd_jbig2.picture(jbig2(drawing()), Limits(max_pixels=1000))


@pytest.mark.parametrize("cut", [9, 12, 20, 40, 60, 75])
def test_a_broken_one_is_told_and_the_page_stays_empty(tmp_path: Path, cut: int) -> None:
    whole = jbig2(drawing())
    sheet = Sheet(images=[("scan.jb2", whole[:cut], (0, 0, 210, 297))])
    document = read(saved(tmp_path, Writer().build([sheet])))
    assert document.pages[0].words == ()
