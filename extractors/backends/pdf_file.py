"""A PDF opened by PDFium: is it sound, how many pages, how large, what does a page look like."""

from __future__ import annotations

import ctypes
import io
import re
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from extractors.errors import DamagedFile, EncryptedFile, NoPages, PageTooLarge, TooManyPages, UnreadableFile
from extractors.limits import Limits

#: PDFium's error code for a missing or wrong password (fpdfview.h, FPDF_ERR_PASSWORD)
_PASSWORD = 4
#: PDFium keeps global state: one document at a time in a process, whichever thread asks
_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The PDFium document; closed at the end. An empty user password opens by itself.

    Raises EncryptedFile (a password is needed), NoPages, DamagedFile (nothing of it can be opened).
    Other threads wait until it is closed.
    """
    with _ONE_AT_A_TIME:
        try:
            pdf = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            pdf = _mended(path, _why_not(path), error)
        try:
            # without it the values of form fields are not drawn; it must come before any page is loaded
            if pdf.get_formtype() in (pdfium_c.FORMTYPE_ACRO_FORM, pdfium_c.FORMTYPE_XFA_FOREGROUND):
                pdf.init_forms()
            yield pdf
        finally:
            pdf.close()


def first_page(data: bytes, wide: int, high: int) -> Image.Image:
    """The first page of a PDF in memory, drawn that many pixels wide and high, RGB. Raises DamagedFile."""
    with _ONE_AT_A_TIME:
        try:
            pdf = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            raise DamagedFile() from error
        try:
            page = pdf[0]
            shown: Image.Image = page.render(scale=wide / page.get_width()).to_pil().convert("RGB")
            return shown.resize((wide, high)) if shown.size != (wide, high) else shown
        except pdfium.PdfiumError as error:
            raise DamagedFile() from error
        finally:
            pdf.close()


def _why_not(path: Path) -> UnreadableFile:
    """pypdfium2 takes a document without pages for one that failed to load, with the error of an earlier file."""
    handle = pdfium_c.FPDF_LoadDocument(str(path).encode() + b"\0", None)
    if handle:
        pdfium_c.FPDF_CloseDocument(handle)
        return NoPages()
    return EncryptedFile() if pdfium_c.FPDF_GetLastError() == _PASSWORD else DamagedFile()


_CATALOGUE = re.compile(rb"/Type\s{0,4}/Catalog\b")
_OBJECT = re.compile(rb"(\d{1,8})\s{1,4}(\d{1,5})\s{1,4}obj\b")


def _mended(path: Path, reason: UnreadableFile, cause: Exception) -> Any:
    """A file cut off before its trailer, with a trailer put behind it: PDFium then finds the whole pages by itself.

    Raises ``reason`` when that does not help.
    """
    if not isinstance(reason, DamagedFile):
        raise reason from cause
    data = path.read_bytes()
    last = next(iter(deque(_CATALOGUE.finditer(data), maxlen=1)), None)
    if last is None or b"trailer" in data[-2048:]:
        raise reason from cause
    objects = _OBJECT.findall(data, max(0, last.start() - 2000), last.start())
    if not objects:
        raise reason from cause
    number, generation = objects[-1]
    try:
        return pdfium.PdfDocument(data + b"\nendobj\ntrailer\n<< /Root %s %s R >>\n" % (number, generation))
    except pdfium.PdfiumError:
        raise reason from cause


def check(pdf: Any, limits: Limits) -> list[tuple[float, float]]:
    """Sizes (width, height in points, as shown) of all pages.

    Raises NoPages, TooManyPages, PageTooLarge; DamagedFile when a page cannot be loaded.
    """
    count = len(pdf)
    if count == 0:
        raise NoPages()
    if count > limits.max_pages:
        raise TooManyPages(pages=count, limit=limits.max_pages)
    sizes: list[tuple[float, float]] = []
    for index in range(count):
        try:
            width, height = pdf.get_page_size(index)
        except pdfium.PdfiumError as error:
            raise DamagedFile(page=index + 1) from error
        if max(width, height) > limits.max_page_points:
            raise PageTooLarge(
                page=index + 1,
                width=round(width),
                height=round(height),
                limit=round(limits.max_page_points),
            )
        sizes.append((width, height))
    return sizes


def raster(pdf: Any, index: int, *, dpi: float, max_pixels: int) -> Image.Image:
    """Page ``index`` (from 0) as shown, RGB on white, at ``dpi`` or less so that it has at most ``max_pixels``.

    Raises DamagedFile when the page cannot be loaded.
    """
    try:
        page = pdf[index]
    except pdfium.PdfiumError as error:
        raise DamagedFile(page=index + 1) from error
    try:
        width, height = page.get_size()
        scale = dpi / 72
        if width * height * scale * scale > max_pixels:
            scale = (max_pixels / (width * height)) ** 0.5
        bitmap = page.render(scale=scale, may_draw_forms=True)
        try:
            image: Image.Image = bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
        return image
    finally:
        page.close()


def image_extent(pdf: Any, index: int) -> list[tuple[int, int, float]]:
    """Images on page ``index`` (from 0): (pixels wide, pixels high, points wide), without decoding them."""
    page = pdf[index]
    found: list[tuple[int, int, float]] = []
    try:
        for thing in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=4):
            wide, high = ctypes.c_uint(), ctypes.c_uint()
            if not pdfium_c.FPDFImageObj_GetImagePixelSize(thing, wide, high):
                continue
            left, bottom, right, top = thing.get_bounds()
            # the matrix may turn the image: its long side stands along the long side of its place
            points = max(right - left, top - bottom) if wide.value >= high.value else min(right - left, top - bottom)
            found.append((wide.value, high.value, points))
    finally:
        page.close()
    return found


#: annotations that carry text of the page: fields filled in, notes typed on it, stamps
_SPEAKING = frozenset({pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP})


def flatten(pdf: Any) -> bool:
    """Make filled fields, typed notes and stamps part of the pages they stand on; whether there were any."""
    any_found = False
    for index in range(len(pdf)):
        page = pdf[index]
        try:
            count = min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)
            if any(_annotation_kind(page, i) in _SPEAKING for i in range(count)):
                done = pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY)
                any_found |= done == pdfium_c.FLATTEN_SUCCESS
        finally:
            page.close()
    return any_found


_MOST_ANNOTATIONS = 2000


def _annotation_kind(page: Any, index: int) -> int:
    annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
    try:
        return int(pdfium_c.FPDFAnnot_GetSubtype(annotation))
    finally:
        pdfium_c.FPDFPage_CloseAnnot(annotation)


def rewritten(pdf: Any) -> bytes:
    """The document written anew by PDFium: a truncated or sloppy file becomes one that strict readers open."""
    buffer = io.BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()
