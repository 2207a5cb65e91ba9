"""Detected lines cut out of a page for reading, a little wider than the detector drew them."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.backends.line import Line

Picture = NDArray[np.uint8]
Quad = NDArray[np.float32]  #: four corners (x, y) in pixels: top left, top right, bottom right, bottom left

#: added above and below, and at either end, in thicknesses of a line. The detector's outlines cut the tails of commas,
#: which are dots without them, and marks at the end of a line; measured: a tenth fewer characters wrong on worn pages
_ACROSS, _ALONG = 0.09, 0.1


def crop_of(picture: Picture, quad: Quad) -> Picture:
    """The level picture of a detected line; empty for one without an area. PaddleOCR's own turns every high crop by a
    quarter, which makes a lone "1" in a column unreadable."""
    width, height = size_of(quad)
    if int(width) < 2 or int(height) < 2:
        return np.zeros((0, 0, 3), np.uint8)
    outline = wider(quad)
    width, height = (int(side) for side in size_of(outline))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(outline, target)
    cut: Picture = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return cut


def within(quad: Quad, line: Line) -> Line:
    """The reading of a crop with its places along ``quad`` itself, as it was detected."""
    if not line.text:
        return line
    width, height = size_of(quad)
    length, more = (height, _ACROSS) if line.turned else (width, _ALONG)
    more *= min(width, height)
    centres = (min(1.0, max(0.0, (c * (length + 2 * more) - more) / length)) for c in line.centres)
    return replace(line, centres=tuple(centres))


def size_of(quad: Quad) -> tuple[float, float]:
    """Width and height in pixels."""
    width = max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[3] - quad[2]))
    height = max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2]))
    return float(width), float(height)


def wider(quad: Quad) -> Quad:
    """What is cut out for a detected line that has an area: some more on each side."""
    width, height = size_of(quad)
    thick = min(width, height)
    down = (quad[3] - quad[0] + quad[2] - quad[1]) / 2 * (_ACROSS * thick / height)
    along = (quad[1] - quad[0] + quad[2] - quad[3]) / 2 * (_ALONG * thick / width)
    moved = [quad[0] - down - along, quad[1] - down + along, quad[2] + down + along, quad[3] + down - along]
    return np.array(moved, np.float32)
