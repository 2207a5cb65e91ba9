"""A page as a viewer shows it, for the eyes of a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from extractors import sniff
from extractors.errors import EmptyFile, UnknownFormat
from extractors.limits import DEFAULT_LIMITS
from extractors.veil import veiled

if TYPE_CHECKING:
    from PIL import Image

#: pixels of one rendered page at most, whatever ``dpi`` asks for: 75 MB decoded
MAX_RENDER_PIXELS = 25_000_000


def render(path: Path, page: int, *, dpi: int = 110) -> Image.Image:
    """Page ``page`` (from 1) of a file as shown, RGB; 1 point of a box is ``image.width / Page.width`` pixels.

    A page of a spreadsheet or an OFD file is drawn from its words, lines and pictures, identity and mobile numbers
    masked in its words; a scan, a photo or a page of a PDF is shown as it is.

    Raises the errors of :func:`extractors.reader.read`, and IndexError for a page that is not there.
    """
    with path.open("rb") as stream:
        if not stream.read(1):
            raise EmptyFile()
        media = sniff.of(stream)
    if media is None:
        raise UnknownFormat()
    if media in sniff.SPREADSHEETS:
        from extractors.backends import drawn, workbook

        pages, _ = workbook.read(path, media, DEFAULT_LIMITS)
        _present(page, len(pages))
        return drawn.picture(veiled(pages[page - 1], pages[: page - 1]), dpi=dpi, max_pixels=MAX_RENDER_PIXELS)
    if media == sniff.PDF:
        from extractors.backends import pdf_file

        with pdf_file.opened(path) as pdf:
            sizes = pdf_file.check(pdf, DEFAULT_LIMITS)
            _present(page, len(sizes))
            return pdf_file.raster(pdf, page - 1, dpi=dpi, max_pixels=MAX_RENDER_PIXELS)
    if media == sniff.OFD:
        from extractors.backends import ofd_file, ofd_page, ofd_picture

        with ofd_file.opened(path, DEFAULT_LIMITS) as ofd:
            _present(page, len(ofd))
            read = ofd_page.read(ofd, page - 1)
            return ofd_picture.picture(ofd, read, DEFAULT_LIMITS, dpi=dpi, max_pixels=MAX_RENDER_PIXELS)
    from extractors.backends import images

    with images.opened(path, media) as image:
        sizes = images.check(image, DEFAULT_LIMITS)
        _present(page, len(sizes))
        width, height = sizes[page - 1]
        scale = min(dpi / 72, (MAX_RENDER_PIXELS / (width * height)) ** 0.5)
        wanted = max(1, round(width * scale)), max(1, round(height * scale))
        shown = images.picture(image, page - 1, max(wanted) * 2)
        return shown.resize(wanted)


def _present(page: int, pages: int) -> None:
    if not 1 <= page <= pages:
        raise IndexError(f"page {page} of {pages}")
