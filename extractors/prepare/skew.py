"""How far a page lies askew: the angle at which its rows of ink stand out most sharply."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

_LONG_SIDE = 900  #: pixels; enough to tell 0.1 degree over the width of a page
_WIDEST = 8.0  #: degrees looked at to either side
_LEAST_INK = 400  #: pixels; a page with less has no direction


def skew_of(grey: NDArray[np.uint8]) -> float:
    """Degrees clockwise by which to turn an upright page so that its lines run level; 0 where nothing tells."""
    scale = _LONG_SIDE / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=25, C=15)
    # the edge of the sheet and shadows at the rim have their own direction
    rim_y, rim_x = ink.shape[0] // 40, ink.shape[1] // 40
    ink[:rim_y] = ink[-rim_y:] = 0
    ink[:, :rim_x] = ink[:, -rim_x:] = 0
    ys, xs = np.nonzero(ink)
    if len(ys) < _LEAST_INK:
        return 0.0
    if len(ys) > 60_000:
        step = len(ys) // 60_000 + 1
        ys, xs = ys[::step], xs[::step]
    points = np.stack([xs - ink.shape[1] / 2, ys - ink.shape[0] / 2])

    def sharpness(degrees: float) -> float:
        angle = np.radians(degrees)
        rows = points[0] * np.sin(angle) + points[1] * np.cos(angle)
        counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
        return float(np.square(np.diff(counts)).sum())

    best = max(np.arange(-_WIDEST, _WIDEST + 0.01, 0.25).tolist(), key=sharpness)
    fine: float = max(np.arange(best - 0.25, best + 0.26, 0.05).tolist(), key=sharpness)
    # a page that is no sharper at its best angle than as it lies has no lines to go by
    if abs(fine) >= _WIDEST or sharpness(fine) < 1.1 * sharpness(0.0):
        return 0.0
    return round(fine, 2)
