"""Boxes drawn on a rendered page, and the part of it around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.geometry import clipped, grown, union
from extractors.model import Box, Page

if TYPE_CHECKING:
    from PIL import Image

#: marker yellow under a dark orange frame: readable on print, on red seals and on grey scans
_FILL = (255, 214, 10, 90)
_FRAME = (214, 84, 0, 255)
_MARGIN = 1.5  #: points left free between the text and the frame


def draw(image: Image.Image, boxes: Sequence[Box], page: Page) -> Image.Image:
    """A copy of ``image``, a rendering of ``page``, with ``boxes`` (points, as shown) highlighted."""
    from PIL import Image, ImageDraw

    scale = image.width / page.width
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    line = max(2, round(scale))
    for box in boxes:
        b = clipped(grown(box, _MARGIN), page.width, page.height)
        pen.rectangle(
            (b.x0 * scale, b.top * scale, b.x1 * scale, b.bottom * scale), fill=_FILL, outline=_FRAME, width=line
        )
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def crop(image: Image.Image, boxes: Sequence[Box], page: Page, *, margin: float = 24.0) -> Image.Image:
    """The part of ``image``, a rendering of ``page``, around ``boxes`` with ``margin`` points on every side.

    Raises ValueError when there is no box.
    """
    scale = image.width / page.width
    b = clipped(grown(union(boxes), margin), page.width, page.height)
    left, top = int(b.x0 * scale), int(b.top * scale)
    right, bottom = round(b.x1 * scale), round(b.bottom * scale)
    return image.crop((left, top, max(left + 1, right), max(top + 1, bottom)))
