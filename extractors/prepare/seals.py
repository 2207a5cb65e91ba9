"""Red seals: where they cover a page, and the page without them.

Only what has a seal's size and shape is taken: red headings and red figures stay.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Box

Picture = NDArray[np.uint8]

#: 0..255; red must exceed the other channels by this much
_RED = 26
#: share of red pixels on a quarter-size picture outside which there is no seal, or more than seals. At full size
#: the noise of a scanner counts as colour
_LEAST, _MOST = 0.0008, 0.25
#: points; a name chop is 14 mm (40 points) wide, a company's seal 42 mm (119), two that overlap 80 mm (227)
_SMALLEST, _LARGEST = 34.0, 240.0
#: share of red within a seal's box: a ring with text and a star has 0.1 to 0.4, an emblem or a photo much more
_SPARSE, _SOLID = 0.04, 0.55
_BRIDGE = 5.0  #: points between the parts of one seal


def without_seals(picture: Picture, scale: float) -> tuple[Picture, list[Box]]:
    """The picture without its red seals, and their boxes in pixels. ``scale``: points for each pixel."""
    boxes = _found(picture, scale)
    if not boxes:
        return picture, []
    clean = picture.copy()
    for box in boxes:
        y0, y1, x0, x1 = int(box.top), int(box.bottom), int(box.x0), int(box.x1)
        part = picture[y0:y1, x0:x1]
        high, low = part.max(axis=2), part.min(axis=2)
        coloured = cv2.dilate(((high - low) > 20).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
        # on red, ink of the text stays dark in the brightest channel and the seal becomes nearly paper; the stretch
        # takes the rest of it away
        paper = float(np.percentile(high, 90))
        dark = min(float(np.percentile(high, 1)), 0.6 * paper)
        stretched = np.clip((high - dark) * (paper - dark) / max(1.0, 0.7 * paper - dark) + dark, 0, paper)
        region = clean[y0:y1, x0:x1]
        region[coloured] = stretched.astype(np.uint8)[coloured][:, np.newaxis]
    return clean, boxes


def _found(picture: Picture, scale: float) -> list[Box]:
    small = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    step = 4 * scale  # points for each pixel of the small picture
    blue, green, red = (small[:, :, i].astype(np.int16) for i in range(3))
    mask = ((red - np.maximum(blue, green)) > _RED).astype(np.uint8)
    if not _LEAST < float(mask.mean()) < _MOST:
        return []
    size = max(3, round(_BRIDGE / step) | 1)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes: list[Box] = []
    for label in range(1, count):
        x, y, w, h, _ = stats[label].tolist()
        wide, high = w * step, h * step
        if not (min(wide, high) >= _SMALLEST and max(wide, high) <= _LARGEST and 0.5 <= wide / high <= 2.0):
            continue
        own = (labels[y : y + h, x : x + w] == label) & (mask[y : y + h, x : x + w] > 0)
        if not _SPARSE <= float(own.mean()) <= _SOLID:
            continue
        rim = 2  # small pixels; the soft edge of the print
        boxes.append(
            Box(
                max(0, x - rim) * 4,
                max(0, y - rim) * 4,
                min(small.shape[1], x + w + rim) * 4,
                min(small.shape[0], y + h + rim) * 4,
            )
        )
    height, width = picture.shape[:2]
    whole = [b for b in boxes if not any(_within(b, other) for other in boxes if other is not b)]
    return [Box(b.x0, b.top, min(b.x1, width), min(b.bottom, height)) for b in whole]


def _within(inner: Box, outer: Box) -> bool:
    """The star of a seal is no seal of its own."""
    return outer.x0 <= inner.x0 and inner.x1 <= outer.x1 and outer.top <= inner.top and inner.bottom <= outer.bottom
