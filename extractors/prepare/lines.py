"""Drawn table lines on a straightened picture."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.backends.rulings import merged
from extractors.model import Ruling

#: shortest line looked for, in points: longer than any stroke of a 22-point character
_SHORTEST = 24.0
#: thickest line, in points: more is a bar or a picture
_THICKEST = 4.0


def rulings(picture: NDArray[np.uint8], scale: float) -> list[Ruling]:
    """Lines of a BGR picture in points; ``scale`` is points for each pixel."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=31, C=12)
    # a faint or slightly sloping line breaks into steps; one pixel of thickening joins them
    length = max(12, round(_SHORTEST / scale))
    found: list[Ruling] = []
    for flat in (True, False):
        thick = cv2.dilate(ink, np.ones((3, 1) if flat else (1, 3), np.uint8))
        kernel = np.ones((1, length) if flat else (length, 1), np.uint8)
        opened = cv2.morphologyEx(thick, cv2.MORPH_OPEN, kernel)
        opened = cv2.morphologyEx(opened, cv2.MORPH_CLOSE, np.ones((1, 9) if flat else (9, 1), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
        for x, y, w, h, _ in stats[1:].tolist():
            if (h if flat else w) * scale > _THICKEST + (w if flat else h) * scale * 0.01:
                continue
            if flat:
                at = (y + h / 2) * scale
                found.append(Ruling(x * scale, at, (x + w) * scale, at))
            else:
                at = (x + w / 2) * scale
                found.append(Ruling(at, y * scale, at, (y + h) * scale))
    return merged(found, picture.shape[1] * scale, picture.shape[0] * scale)
