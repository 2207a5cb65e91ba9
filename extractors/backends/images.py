"""PNG, JPEG and TIFF files as pages: sizes from the header, then one decoded page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin, TiffImagePlugin

from extractors import sniff
from extractors.errors import DamagedFile, NoPages, PageTooLarge, TooManyPages, TooManyPixels
from extractors.limits import Limits

#: a resolution tag outside this range (dots per inch) is a default or an error, not a measurement
_DPI_RANGE = (60.0, 1200.0)
#: width of a page in points when the file does not say: A4 upright or on its side
_A4_SHORT, _A4_LONG = 595.0, 842.0
#: EXIF orientations that turn the picture by a quarter (EXIF 2.3, tag 0x0112)
_QUARTER = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112


@contextmanager
def opened(path: Path, media_type: str) -> Iterator[Any]:
    """The Pillow image of ``path``, its pixels not yet decoded. Raises DamagedFile.

    The plugin is called directly: the format is known, and Pillow's own guard in ``Image.open`` would hide the size.
    """
    with path.open("rb") as stream:
        try:
            image = _plugin(stream, media_type)
        except (OSError, SyntaxError, ValueError, TypeError, EOFError) as error:
            raise DamagedFile() from error
        try:
            yield image
        finally:
            image.close()


def _plugin(stream: IO[bytes], media_type: str) -> Any:
    if media_type == sniff.PNG:
        return PngImagePlugin.PngImageFile(stream)
    if media_type == sniff.JPEG:
        return JpegImagePlugin.JpegImageFile(stream)
    return TiffImagePlugin.TiffImageFile(stream)


def check(image: Any, limits: Limits) -> list[tuple[float, float]]:
    """Sizes (width, height in points, as shown) of all pages, from headers only.

    Raises NoPages, TooManyPages, TooManyPixels, PageTooLarge, DamagedFile.
    """
    sizes: list[tuple[float, float]] = []
    try:
        count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
        if count > limits.max_pages:
            raise TooManyPages(pages=count, limit=limits.max_pages)
        for index in range(count):
            if index or count > 1:
                image.seek(index)
            width, height = image.size
            if width * height > limits.max_pixels:
                raise TooManyPixels(width=width, height=height, limit=limits.max_pixels)
            sizes.append(_points(image))
    except (OSError, SyntaxError, ValueError, TypeError, EOFError, KeyError) as error:
        raise DamagedFile() from error
    if not sizes:
        raise NoPages()
    for number, (width, height) in enumerate(sizes, 1):
        if max(width, height) > limits.max_page_points:
            raise PageTooLarge(
                page=number, width=round(width), height=round(height), limit=round(limits.max_page_points)
            )
    return sizes


def _points(image: Any) -> tuple[float, float]:
    """Size of the current page as shown, in points.

    By the file's resolution where that is sane and gives a page between a card and A2; else the page is taken
    as A4, upright or on its side: sizes in points then are right in proportion only, which is all that layout needs.
    """
    width, height = image.size
    if image.getexif().get(_ORIENTATION) in _QUARTER:
        width, height = height, width
    dpi = image.info.get("dpi")
    if dpi:
        x, y = float(dpi[0]), float(dpi[-1])
        if _DPI_RANGE[0] <= x <= _DPI_RANGE[1] and abs(x - y) < 0.02 * x:
            points = width * 72 / x, height * 72 / x
            if 150 <= max(points) <= 1700:
                return points
    scale = (_A4_SHORT if width <= height else _A4_LONG) / width
    return width * scale, height * scale


def picture(image: Any, index: int, longest: int) -> Image.Image:
    """Page ``index`` (from 0) as shown (EXIF orientation applied), RGB on white, its long side at most ``longest``.

    Raises DamagedFile when its pixels cannot be decoded, MemoryError when there is no room for them.
    """
    try:
        if image.format == "TIFF":
            image.seek(index)
        elif image.format == "JPEG" and max(image.size) > 2 * longest:
            image.draft("RGB", (longest, longest))  # decodes at 1/2, 1/4 or 1/8: never below what is asked for
        shown = ImageOps.exif_transpose(image)
        shown = _on_white(shown)
    except (OSError, SyntaxError, ValueError, TypeError, EOFError) as error:
        raise DamagedFile(page=index + 1) from error
    if max(shown.size) > longest:
        shown.thumbnail((longest, longest), Image.Resampling.BOX)
    return shown


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in ("I;16", "I;16B", "I;16L", "I"):
        # 16 bits a sample: Pillow's own conversion clips instead of scaling
        return image.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        rgba = image.convert("RGBA")
        white = Image.new("RGB", rgba.size, "white")
        white.paste(rgba, mask=rgba.getchannel("A"))
        return white
    return image.convert("RGB")
