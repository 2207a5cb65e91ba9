"""What the detector of text is shown of a picture: the part that holds ink, no larger than its small print needs.

The detector's work grows with the area it sees. Margins hold nothing, and print that is larger than what the detector
finds surely is found as surely when it is shown smaller.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.prepare.levels import levels

Picture = NDArray[np.uint8]

#: long side in pixels at which a whole page would be shown; measured: nothing is lost against full size, at half the
#: work and memory. A picture smaller than this is not enlarged
PAGE_SIDE = 1280
#: pixels that small print must be high where it is shown. Measured on 24 clean and worn pages: at 10.5 fewer
#: characters were wrong than on whole pages at PAGE_SIDE, at 9.5 more
LEAST_PRINT = 10.5
#: never smaller than this share of PAGE_SIDE, whatever the print: lone marks are smaller than it
_LEAST_SHARE = 0.55
#: this share of the printed width may be smaller than what counts as small print: marks, pieces of rules
_SMALLER = 0.12
_MARGIN = 12  #: pixels at PAGE_SIDE kept around the ink; a detector takes a line at its very edge for cut off
#: pixels; the detector's sides are multiples of it, and a picture is stretched to them
_STEP = 32
_CONTRAST = 14  #: grey levels (0..255) between neighbours that may be ink


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A part of a picture, in its pixels, and how large it is shown."""

    left: int
    top: int
    right: int
    bottom: int
    scale: float  #: 1 or less
    ink: Picture  #: of the whole picture, long drawn lines apart: 255 where there is some
    ink_scale: float  #: pixels of ``ink`` for each of the picture

    def of(self, picture: Picture) -> Picture:
        return picture[self.top : self.bottom, self.left : self.right]

    @property
    def side(self) -> int:
        """Long side in pixels as shown."""
        return max(1, round(max(self.right - self.left, self.bottom - self.top) * self.scale))


def region_of(picture: Picture) -> Region:
    """For a BGR picture of a page."""
    height, width = picture.shape[:2]
    scale = min(1.0, PAGE_SIDE / max(height, width))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    shown: Picture = cv2.resize(grey, size, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    x0, y0, x1, y1 = _inked(shown)
    ink, ink_scale = _ink(shown), scale
    share = min(1.0, max(_LEAST_SHARE, LEAST_PRINT / _print_height(ink)))
    scale *= share
    left, right = _whole(x0 * share, x1 * share, width * scale)
    top, bottom = _whole(y0 * share, y1 * share, height * scale)
    return Region(
        int(left / scale),
        int(top / scale),
        min(width, ceil(right / scale)),
        min(height, ceil(bottom / scale)),
        scale,
        ink,
        ink_scale,
    )


def _whole(low: float, high: float, end: float) -> tuple[float, float]:
    """An interval made longer to a multiple of what the detector rounds to, within 0 .. ``end`` where it fits."""
    length = ceil((high - low) / _STEP) * _STEP
    if length >= end:
        return 0.0, end
    low = min(max(0.0, (low + high - length) / 2), end - length)
    return low, low + length


def _inked(shown: Picture) -> tuple[int, int, int, int]:
    """The rectangle (left, top, right, bottom) around everything that may be ink; all of it where nothing is."""
    height, width = shown.shape
    step = cv2.morphologyEx(shown, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    # the grain of a noisy page is no ink
    least = max(_CONTRAST, 3 * levels(step, [50])[0])
    marked = cv2.morphologyEx((step > least).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    rows, columns = np.flatnonzero(marked.any(axis=1)), np.flatnonzero(marked.any(axis=0))
    if not len(rows):
        return 0, 0, width, height
    return (
        max(0, int(columns[0]) - _MARGIN),
        max(0, int(rows[0]) - _MARGIN),
        min(width, int(columns[-1]) + 1 + _MARGIN),
        min(height, int(rows[-1]) + 1 + _MARGIN),
    )


def _ink(shown: Picture) -> Picture:
    ink = cv2.adaptiveThreshold(shown, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=25, C=15)
    rules = [cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(long, np.uint8)) for long in ((1, 60), (60, 1))]
    out: Picture = cv2.subtract(ink, cv2.dilate(cv2.max(*rules), np.ones((3, 3), np.uint8)))
    return out


def _print_height(ink: Picture) -> float:
    """Height in pixels of the small print of a page: of its lines, by their width, only few are smaller."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 11), np.uint8))
    stats = cv2.connectedComponentsWithStats(joined, connectivity=8)[2][1:]
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    lines = (high >= 6) & (high <= 80) & (wide >= 1.5 * high)
    if not lines.any():
        return LEAST_PRINT
    order = np.argsort(high[lines])
    passed = np.cumsum(wide[lines][order])
    return float(high[lines][order][int(np.searchsorted(passed, _SMALLER * passed[-1]))])
