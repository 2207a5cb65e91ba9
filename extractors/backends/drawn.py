"""A page drawn from what was read of it, for formats that nothing here can render: sheets, and OFD.

Plain on purpose: every word in its place, every line, every picture; not the fonts and colours of the original.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import TYPE_CHECKING

from extractors.backends.ofd_matrix import Matrix, around, back, moved, then
from extractors.backends.sheets import column_name, place_of
from extractors.backends.weights import font_file
from extractors.model import Box, Page

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

_INK = (24, 24, 28)
_LINE = (130, 134, 142)
#: cells that a program does not show
_PALE = (150, 150, 156)
_SEAL = (208, 32, 40)
#: letters and numbers at the edges of a sheet
_EDGE = (110, 118, 132)
_EDGE_POINTS = 6.5
#: smallest size a character is drawn in
_LEAST_PIXELS = 4


def picture(
    page: Page, *, dpi: float, max_pixels: int, images: Iterable[tuple[Image.Image, Matrix]] = ()
) -> Image.Image:
    """The page, RGB, at ``dpi`` or as much less as ``max_pixels`` asks for. ``images`` lie under words and lines,
    each with where the unit square goes on the page (points).

    Raises ReaderUnavailable where the font is missing on this machine.
    """
    from PIL import Image, ImageDraw

    scale = min(dpi / 72, (max_pixels / (page.width * page.height)) ** 0.5)
    size = max(1, round(page.width * scale)), max(1, round(page.height * scale))
    drawn = Image.new("RGB", size, "white")
    for image, to_points in images:
        _paste(drawn, image, then(to_points, (scale, 0.0, 0.0, scale, 0.0, 0.0)))
    pen = ImageDraw.Draw(drawn)
    thick = max(1, round(0.6 * scale))
    for r in page.rulings:
        pen.line([(r.x0 * scale, r.top * scale), (r.x1 * scale, r.bottom * scale)], fill=_LINE, width=thick)
    fonts = _Fonts()
    for word in page.words:
        ink = _PALE if page.sheet is not None and word.confidence < 1 else _INK
        _write(pen, fonts, word.text, word.place, word.edges, scale, ink)
    if page.sheet is not None:
        _name_cells(pen, fonts, page, scale)
    for seal in page.seals:
        place = (seal.x0 * scale, seal.top * scale, seal.x1 * scale, seal.bottom * scale)
        pen.ellipse(place, outline=_SEAL, width=2 * thick)
    return drawn


class _Fonts:
    """One font in the sizes asked for."""

    def __init__(self) -> None:
        self._file = str(font_file())
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}

    def of(self, pixels: float) -> ImageFont.FreeTypeFont:
        from PIL import ImageFont

        size = max(_LEAST_PIXELS, round(pixels))
        if size not in self._sizes:
            self._sizes[size] = ImageFont.truetype(self._file, size)
        return self._sizes[size]


def _write(
    pen: ImageDraw.ImageDraw,
    fonts: _Fonts,
    text: str,
    place: Box,
    edges: Sequence[float],
    scale: float,
    ink: tuple[int, int, int],
) -> None:
    """A word, each character in the middle of its own room; where that is unknown, in equal rooms."""
    count = len(text)
    if place.height > 1.6 * place.width and count > 1:  # turned by a quarter: one character under the other
        step = place.height / count
        font = fonts.of(min(step, place.width) * scale)
        for index, char in enumerate(text):
            at = ((place.x0 + place.x1) / 2 * scale, (place.top + (index + 0.5) * step) * scale)
            pen.text(at, char, font=font, fill=ink, anchor="mm")
        return
    if len(edges) != count + 1:
        edges = [place.x0 + place.width * index / max(1, count) for index in range(count + 1)]
    font = fonts.of(place.height * scale)
    for index, char in enumerate(text):
        at = ((edges[index] + edges[index + 1]) / 2 * scale, place.middle * scale)
        pen.text(at, char, font=font, fill=ink, anchor="mm")


def _paste(drawn: Image.Image, image: Image.Image, to_pixels: Matrix) -> None:
    """Puts a picture where the unit square goes, turned and mirrored as the square is."""
    from PIL import Image

    place = around(to_pixels, Box(0.0, 0.0, 1.0, 1.0))
    left, top = max(0, int(place.x0)), max(0, int(place.top))
    right, bottom = min(drawn.width, int(place.x1) + 1), min(drawn.height, int(place.bottom) + 1)
    if right <= left or bottom <= top:
        return
    shown = image.convert("RGBA")
    while shown.width > 3 * place.width + 64 and shown.height > 3 * place.height + 64:  # else lines fall between pixels
        shown = shown.reduce(2)
    try:
        a, b, c, d, e, f = then(then(moved(left, top), back(to_pixels)), (shown.width, 0, 0, shown.height, 0, 0))
    except ZeroDivisionError:
        return
    size = (right - left, bottom - top)
    piece = shown.transform(size, Image.Transform.AFFINE, (a, c, e, b, d, f), Image.Resampling.BILINEAR)
    drawn.paste(piece, (left, top), piece)


def _name_cells(pen: ImageDraw.ImageDraw, fonts: _Fonts, page: Page, scale: float) -> None:
    """Row numbers and column letters at the edges of a sheet, each beside what stands in its row or column."""
    rows: dict[int, list[float]] = {}
    columns: dict[int, list[float]] = {}
    for word in page.words:
        place = place_of(word.cell or "")
        if place is not None:
            rows.setdefault(place[0], []).append(word.place.middle)
            columns.setdefault(place[1], []).append((word.place.x0 + word.place.x1) / 2)
    font = fonts.of(_EDGE_POINTS * scale)
    for row, at in rows.items():
        pen.text((8 * scale, median(at) * scale), str(row + 1), font=font, fill=_EDGE, anchor="mm")
    for column, at in columns.items():
        pen.text((median(at) * scale, 8 * scale), column_name(column), font=font, fill=_EDGE, anchor="mm")
