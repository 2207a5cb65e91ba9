"""Grey watermarks laid aslant over a page, behind a gate: a plain grey stretch would destroy thin strokes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

#: share of pixels between text and paper below which there is no watermark. A blurred page has as many, hence the
#: second gate
_MID_GREY_SHARE = 0.02
#: degrees; a detected line steeper than this is no line of a straightened page …
TILTED = 12.0
#: … and this many of them are a watermark
_LEAST_TILTED = 2
_KEPT = 4  #: pixels around dark ink that stay as they are: the soft edge of the strokes


class Sight(Protocol):
    def detect(self, picture: Picture) -> list[NDArray[np.float32]]: ...

    def recognise(self, picture: Picture, quads: Sequence[NDArray[np.float32]]) -> list[Any]: ...


def without_watermark(picture: Picture, sight: Sight) -> tuple[Picture, bool]:
    """The straightened BGR picture without a watermark, and whether it had one."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small, 70))
    ink = small[small < 0.6 * paper]
    if ink.size < 200:
        return picture, False
    text = float(np.percentile(ink, 20))
    low, high = text + 0.35 * (paper - text), paper - 0.1 * (paper - text)
    if float(((small > low) & (small < high)).mean()) < _MID_GREY_SHARE:
        return picture, False
    if sum(abs(tilt(q)) > TILTED for q in sight.detect(picture)) < _LEAST_TILTED:
        return picture, False
    dark = (grey < low).astype(np.uint8)
    near = cv2.dilate(dark, np.ones((2 * _KEPT + 1, 2 * _KEPT + 1), np.uint8)) > 0
    clean = picture.copy()
    clean[(grey < high) & ~near] = round(paper)
    return clean, True


def tilt(quad: NDArray[np.float32]) -> float:
    """Degrees by which a detected line leans from level; 0 for one that is not clearly longer than high."""
    across, down = quad[1] - quad[0], quad[3] - quad[0]
    wide, high = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    if max(wide, high) < 1.5 * min(wide, high):
        return 0.0
    along = across if wide >= high else down
    angle = float(np.degrees(np.arctan2(along[1], along[0])))
    if wide < high:  # upright columns are no watermark: measure from the vertical
        return angle - 90.0
    return angle
