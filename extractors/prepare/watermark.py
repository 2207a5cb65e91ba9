"""Grey watermarks laid aslant over a page, behind a gate: a plain grey stretch would destroy thin strokes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.prepare.levels import levels

Picture = NDArray[np.uint8]

#: share of pixels between text and paper below which there is no watermark. A blurred page has as many, hence the
#: second gate
_MID_GREY_SHARE = 0.01
#: degrees; a detected line steeper than this is no line of a straightened page …
TILTED = 12.0
#: … and this many of them are a watermark
_LEAST_TILTED = 2
#: share of a page that must be such grey, apart from any text, for its direction to be looked at
_LEAST_MARKS = 0.004
#: dark pixels without which there is no text to tell a watermark from
_LEAST_INK = 200
#: pixels; a spot with fewer is grain of the scan
_GRAIN = 12
#: pixels of a window of a page 700 high, more of which is paper than print
_AROUND = 31
_THICK = 4  #: pixels; the edge of a printed stroke is 1 to 3 wide
_KEPT = 4  #: pixels around dark ink that stay as they are: the soft edge of the strokes


def without_watermark(picture: Picture, quads: Sequence[NDArray[np.float32]]) -> Picture | None:
    """The straightened BGR picture without its watermark; None when it has none. ``quads``: the lines found on it."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    (paper,) = levels(small, [70])
    ink = small[small < 0.6 * paper]
    if ink.size < _LEAST_INK:
        return None
    (text,) = levels(ink, [20])
    low, high = text + 0.35 * (paper - text), paper - 0.1 * (paper - text)
    if float(((small > low) & (small < high)).mean()) < _MID_GREY_SHARE:
        return None
    dark: Picture = cv2.threshold(grey, ceil(low) - 1, 255, cv2.THRESH_BINARY_INV)[1]
    near: Picture = cv2.dilate(dark, np.ones((2 * _KEPT + 1, 2 * _KEPT + 1), np.uint8))
    if sum(abs(tilt(q)) > TILTED for q in quads) < _LEAST_TILTED and not _aslant(small, near, paper - text):
        return None
    apart = (grey < high) & (near == 0)
    lines = [q for q in quads if abs(tilt(q)) <= TILTED]
    height = float(np.median([np.linalg.norm(q[3] - q[0]) for q in lines])) if lines else 0.0
    return _lightened(picture, grey, apart, paper, 0.1 * (paper - text), height)


def _lightened(
    picture: Picture, grey: NDArray[np.uint8], apart: NDArray[np.bool_], paper: float, depth: float, height: float
) -> Picture:
    """The picture, as much lighter where the watermark is as its grey is darker than ``paper``.

    Commas, brackets and thin strokes stand among the grey as well (``apart``): what is no larger than a character
    (``height``, pixels) and darker than the watermark by ``depth`` stays. Elsewhere nothing changes; text that the
    watermark crosses is lightened by no more than the paper is.
    """
    soft = cv2.blur(grey, (3, 3))
    marks = (apart & (soft < paper - depth)).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    large = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) > 1.1 * height
    large[0] = False
    level = float(np.median(soft[large[labels]])) if large.any() else paper - 2 * depth
    darkest = np.full(count, 255, np.uint8)
    np.minimum.at(darkest, labels[marks > 0], soft[marks > 0])
    chosen = large | ((darkest >= level - depth) & (stats[:, cv2.CC_STAT_AREA] >= _GRAIN))
    chosen[0] = False
    # close to text and lines it is told by its grey and by strokes thicker than the soft edge of a character's
    alike = ((soft > level - depth) & (soft < paper - depth)).astype(np.uint8)
    thick = cv2.morphologyEx(alike, cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8))
    reach = np.ones((2 * _KEPT + 1, 2 * _KEPT + 1), np.uint8)
    over = cv2.dilate(chosen[labels].astype(np.uint8) | thick, reach) > 0
    clean = picture.copy()
    clean[over] = np.minimum(clean[over].astype(np.float32) * paper / max(1.0, level - depth / 2), round(paper))
    return clean


def _aslant(grey: Picture, near: Picture, depth: float) -> bool:
    """Whether grey marks stand in rows, and these rows lean: the profile across them is sharpest at a steep angle.

    The detector overlooks thin watermarks, and then the lines under them as well. Shading and the grain of a scan
    are no marks: what counts is greyer than its surroundings after averaging. ``near``: 255 where text may be, on the
    page or a larger copy of it; ``depth``: from paper to text, 0..255.
    """
    scale = 700 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    text = cv2.resize(near, grey.shape[::-1], interpolation=cv2.INTER_AREA)
    text = cv2.resize(text, small.shape[::-1], interpolation=cv2.INTER_AREA) > 0
    rim_y, rim_x = small.shape[0] // 40, small.shape[1] // 40  # the edge of the sheet

    def marks(ground: NDArray[np.uint8]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        darker = (cv2.subtract(ground, small) > max(8.0, 0.12 * depth)) & ~text
        ys, xs = np.nonzero(darker[rim_y:-rim_y, rim_x:-rim_x])
        return ys, xs

    # no median is brighter than the brightest point, which is found at once: on most pages that is enough
    if len(marks(cv2.dilate(small, np.ones((_AROUND, _AROUND), np.uint8)))[0]) <= _LEAST_MARKS * small.size:
        return False
    ys, xs = marks(cv2.medianBlur(small, _AROUND))
    if not _LEAST_MARKS * small.size < len(ys) < 0.4 * small.size:
        return False
    ys, xs = ys[:: 1 + len(ys) // 40_000], xs[:: 1 + len(xs) // 40_000]

    def sharpness(degrees: float) -> float:
        angle = np.radians(degrees)
        rows = xs * np.sin(angle) + ys * np.cos(angle)
        counts = np.bincount((rows - rows.min()).astype(np.int64)).astype(np.float64)
        return float(np.square(np.diff(counts)).sum())

    by_angle = {a: sharpness(a) for a in np.arange(-75.0, 75.1, 1.5).tolist()}
    best = max(by_angle, key=lambda a: by_angle[a])
    level = max(v for a, v in by_angle.items() if abs(a) <= TILTED / 2)
    common = float(np.median(list(by_angle.values())))
    return abs(best) > TILTED and by_angle[best] > 1.3 * level and by_angle[best] > 1.5 * common


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
