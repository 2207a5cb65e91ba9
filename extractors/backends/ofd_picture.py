"""A page of an OFD file as a picture: for people, and for PaddleOCR where the page is a scan in a wrapping."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.backends import drawn, ofd_jbig2
from extractors.backends.ofd_file import Ofd
from extractors.backends.ofd_matrix import Matrix
from extractors.backends.ofd_page import OfdPage
from extractors.errors import DamagedFile, TooManyPixels
from extractors.limits import Limits
from extractors.model import Page
from extractors.veil import veiled

if TYPE_CHECKING:
    from PIL import Image

#: what a picture raises that cannot be decoded
_UNREADABLE = (OSError, EOFError, ValueError, SyntaxError, struct.error, DamagedFile)
#: pictures drawn of one page; a form has some logos, a scan has one
_MOST = 100


def page(read: OfdPage, *, with_seals: bool = True) -> Page:
    """The page as its own text, lines and stamps say."""
    source = read.source
    seals = source.seals if with_seals else ()
    return Page(source.number, source.width, source.height, read.layer.words, read.layer.rulings, seals=seals)


def picture(ofd: Ofd, read: OfdPage, limits: Limits, *, dpi: float, max_pixels: int) -> Image.Image:
    """For people: numbers of natural persons masked. Raises TooManyPixels, ReaderUnavailable."""
    return drawn.picture(veiled(page(read)), dpi=dpi, max_pixels=max_pixels, images=_images(ofd, read, limits))


def scan(ofd: Ofd, read: OfdPage, limits: Limits, *, dpi: float, max_pixels: int) -> tuple[Image.Image, int]:
    """The page's pictures and lines without its stamps' rings, and how many pictures cannot be shown.

    Raises TooManyPixels, ReaderUnavailable.
    """
    images = list(_images(ofd, read, limits))
    shown = drawn.picture(page(read, with_seals=False), dpi=dpi, max_pixels=max_pixels, images=images)
    return shown, len(read.pictures[:_MOST]) - len(images)


def _images(ofd: Ofd, read: OfdPage, limits: Limits) -> Iterator[tuple[Image.Image, Matrix]]:
    """Pictures that can be decoded, with their places; others are left out."""
    from PIL import Image

    for one in read.pictures[:_MOST]:
        if one.part is None:
            continue
        try:
            data = ofd.package.read(one.part)
            if ofd_jbig2.is_jbig2(data):
                image = ofd_jbig2.picture(data, limits)
            else:
                image = Image.open(io.BytesIO(data))
                if image.width * image.height > limits.max_pixels:
                    raise TooManyPixels(width=image.width, height=image.height, limit=limits.max_pixels)
                image.load()
        except (*_UNREADABLE, Image.DecompressionBombError):
            continue
        yield image, one.to_points
