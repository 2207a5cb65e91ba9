"""From a file to a document: the format by its bytes, then page by page the text layer or PaddleOCR."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors import sniff
from extractors.errors import EmptyFile, TooLarge, TooManyPixels, UnknownFormat
from extractors.limits import DEFAULT_LIMITS, Limits
from extractors.model import Document, Method, Page, Problem

if TYPE_CHECKING:
    from extractors.backends.glyphs import TextLayer

OnPage = Callable[[int, int], None]

#: share of characters that stand for nothing readable above which a text layer is not believed
_GARBLED_SHARE = 0.1
#: a page covered by images to this share …
_IMAGE_SHARE = 0.5
#: … or drawn with this many curves (letters turned into outlines) …
_OUTLINE_CURVES = 400
#: … and with fewer characters than this is a picture with a stamp or a page number on it
_FEW_CHARACTERS = 50
#: resolution (dots per inch) at which a PDF page is drawn for PaddleOCR: 10-point text is 28 pixels high, and the
#: recogniser looks at 48; more costs memory and reads no better
_OCR_DPI = 200.0
_MIN_OCR_DPI = 110.0
#: long side in pixels of a picture given to PaddleOCR: A4 at 290 dpi, A3 at 205
_LONGEST = 3400
_OCR_PIXELS = 12_000_000


def read(
    path: Path,
    *,
    name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    on_page: OnPage | None = None,
) -> Document:
    """Read a PDF, OFD, PNG, JPEG or TIFF file or a spreadsheet; ``on_page(done, total)`` is called after each page.

    Raises EmptyFile, TooLarge, UnknownFormat, DamagedFile, EncryptedFile, NoPages, TooManyPages, TooManyPixels,
    PageTooLarge, UnpacksTooLarge, ForbiddenMarkup, TooManyCells, OtherSpreadsheet about the file; ReaderUnavailable
    when a page needs PaddleOCR and this machine has none.
    """
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile()
    if size > limits.max_bytes:
        raise TooLarge(bytes=size, limit=limits.max_bytes)
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        media = sniff.of(stream)
    if media is None:
        raise UnknownFormat()
    problems: list[Problem] = []
    reading = _pages(path, media, limits, problems)
    pages: list[Page] = []
    for page, total in reading:
        pages.append(page)
        if on_page is not None:
            on_page(len(pages), total)
    return Document(sha256, name or path.name, media, tuple(pages), tuple(problems))


def _pages(path: Path, media: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[Page, int]]:
    """Each page and how many there are; what a person must hear of the file is added to ``problems``."""
    if media == sniff.PDF:
        return _pdf_pages(path, limits)
    if media in sniff.SPREADSHEETS:
        return _sheet_pages(path, media, limits, problems)
    if media == sniff.OFD:
        return _ofd_pages(path, limits, problems)
    return _image_pages(path, media, limits)


def _sheet_pages(path: Path, media: str, limits: Limits, problems: list[Problem]) -> Iterator[tuple[Page, int]]:
    from extractors.backends import workbook

    pages, told = workbook.read(path, media, limits)
    problems += told
    for page in pages:
        yield page, len(pages)


def _ofd_pages(path: Path, limits: Limits, problems: list[Problem]) -> Iterator[tuple[Page, int]]:
    from extractors.backends import ofd_file, ofd_page, ofd_picture

    with ofd_file.opened(path, limits) as ofd:
        for index in range(len(ofd)):
            read = ofd_page.read(ofd, index)
            reason = _why_not_text(read.layer)
            if reason is None:
                yield ofd_picture.page(read), len(ofd)
            elif read.pictures and reason != "garbled_text":
                yield _scanned_ofd(ofd, read, reason, limits, problems), len(ofd)
            else:
                # letters drawn as shapes, or characters that are none: nothing here draws these fonts
                if read.layer.characters or read.layer.curves:
                    problems.append(Problem("page.not_readable", {"page": index + 1}, index + 1))
                yield _blank(index, (read.source.width, read.source.height)), len(ofd)


def _scanned_ofd(ofd: Any, read: Any, reason: str, limits: Limits, problems: list[Problem]) -> Page:
    from extractors.backends import ofd_picture
    from extractors.prepare import ink

    index, size = read.source.number - 1, (read.source.width, read.source.height)
    dpi = min(_OCR_DPI, _LONGEST * 72 / max(size))
    shown, lost = ofd_picture.scan(ofd, read, limits, dpi=dpi, max_pixels=_OCR_PIXELS)
    if lost:
        problems.append(Problem("page.picture_not_readable", {"page": index + 1, "count": lost}, index + 1))
    if not ink.has_ink(shown):
        return _blank(index, size)
    from extractors.backends import ocr_page

    return ocr_page.read_page(shown, index + 1, *size, reason)


def _image_pages(path: Path, media: str, limits: Limits) -> Iterator[tuple[Page, int]]:
    from extractors.backends import images, ocr_page
    from extractors.prepare import ink

    with images.opened(path, media) as image:
        sizes = images.check(image, limits)
        for index, (width, height) in enumerate(sizes):
            shown = images.picture(image, index, _LONGEST)
            if ink.has_ink(shown):
                yield ocr_page.read_page(shown, index + 1, width, height, "image_file"), len(sizes)
            else:
                yield _blank(index, (width, height)), len(sizes)


def _pdf_pages(path: Path, limits: Limits) -> Iterator[tuple[Page, int]]:
    from extractors.backends import pdf_file, pdf_forms

    with ExitStack() as stack:
        pdf = stack.enter_context(pdf_file.opened(path))
        sizes = pdf_file.check(pdf, limits)
        if not pdf_forms.check(path):  # a file that pdfminer cannot follow is one as PDFium writes it
            pdf_forms.check(pdf_file.rewritten(pdf))
        text = _TextLayers(stack, path, pdf, len(sizes))
        for index, (width, height) in enumerate(sizes):
            layer = text.page(index, width, height)
            reason = _why_not_text(layer)
            if reason is None and layer is not None:
                yield Page(index + 1, width, height, layer.words, layer.rulings), len(sizes)
                continue
            yield _drawn_page(pdf, index, (width, height), reason or "garbled_text", limits), len(sizes)


def _why_not_text(layer: TextLayer | None) -> str | None:
    """None when the text layer can be believed, else the stable code of why the page must be looked at."""
    if layer is None:
        return "garbled_text"
    if layer.characters == 0:
        return "no_text"
    if layer.garbled > _GARBLED_SHARE * layer.characters:
        return "garbled_text"
    if layer.characters < _FEW_CHARACTERS and (layer.image_share >= _IMAGE_SHARE or layer.curves >= _OUTLINE_CURVES):
        return "mostly_image"
    return None


def _drawn_page(pdf: Any, index: int, size: tuple[float, float], reason: str, limits: Limits) -> Page:
    from extractors.backends import pdf_file
    from extractors.prepare import ink

    dpi = _OCR_DPI
    for wide, high, points in pdf_file.image_extent(pdf, index):
        if wide * high > limits.max_pixels:
            raise TooManyPixels(width=wide, height=high, limit=limits.max_pixels)
        if points >= 0.8 * max(size):  # a scan that fills the page: no finer than it was scanned
            dpi = min(dpi, max(_MIN_OCR_DPI, max(wide, high) * 72 / points))
    dpi = min(dpi, _LONGEST * 72 / max(size))
    shown = pdf_file.raster(pdf, index, dpi=dpi, max_pixels=_OCR_PIXELS)
    if not ink.has_ink(shown):
        return _blank(index, size)
    from extractors.backends import ocr_page

    return ocr_page.read_page(shown, index + 1, *size, reason)


def _blank(index: int, size: tuple[float, float]) -> Page:
    """A page with nothing on it: no word was looked for, none is missing."""
    return Page(index + 1, *size, (), reason="no_text", method=Method.TEXT_LAYER)


class _TextLayers:
    """Text layers of a PDF's pages, from the file itself or, where pdfminer stumbles, from PDFium's rewriting."""

    def __init__(self, stack: ExitStack, path: Path, pdf: Any, pages: int) -> None:
        self._stack, self._path, self._pdfium, self._pages = stack, path, pdf, pages
        self._plumber: Any = None
        # pdfminer looks for the trailer backwards through whatever was appended to the file; a cut-off file has none
        self._rewritten = _flattened(pdf) or not _has_trailer(path)

    def page(self, index: int, width: float, height: float) -> TextLayer | None:
        """None when there is no way to follow this page's text."""
        from extractors.backends import pdf_text

        for _ in range(2):
            try:
                if self._plumber is None:
                    self._plumber = self._open()
                return pdf_text.read_page(self._plumber, index, width, height)
            except pdf_text.TooMuchDrawn:
                return None
            except pdf_text.BrokenText:
                if self._rewritten:
                    return None
                self._rewritten, self._plumber = True, None
        return None

    def _open(self) -> Any:
        import io

        from extractors.backends import pdf_file, pdf_text

        source: Any = io.BytesIO(pdf_file.rewritten(self._pdfium)) if self._rewritten else self._path
        return self._stack.enter_context(pdf_text.opened(source, self._pages))


def _flattened(pdf: Any) -> bool:
    """pdfplumber does not see what was typed into form fields; flattened, it is text like any other."""
    from extractors.backends import pdf_file

    return pdf_file.flatten(pdf)


def _has_trailer(path: Path) -> bool:
    """Whether a PDF ends as one should, give or take 4 KB."""
    with path.open("rb") as stream:
        stream.seek(max(0, path.stat().st_size - 4096))
        return b"startxref" in stream.read()
