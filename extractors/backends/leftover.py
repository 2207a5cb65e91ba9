"""Whether the lines found on a page account for all the ink on it: so a fast detector's answer can be checked."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.backends.crops import Quad, size_of, wider
from extractors.backends.region import Region

#: pixels of ink, height and area, from which a spot is print and not grain; a comma of 9-point text has as many
_LEAST_HIGH, _LEAST_AREA = 5, 8
#: share of a spot that may stick out of the lines, and pixels of it; more, and an edge goes through it. Characters
#: that run together are one spot, of which a digit is a small share
_OUTSIDE, _MOST_OUTSIDE = 0.1, 16


#: an outline drawn too short loses a part of its last character, at most this many times the height of the line
_DRAWN_OUT = 0.6
#: and stands off by so much of it at most above or below
_OFF = 0.15
_MOST_CUT = 8  #: more lines than this cut short, and the detector was no match for the page


def drawn_out(quads: Sequence[Quad], region: Region) -> list[Quad] | None:
    """``quads``, those that cut their last or first character drawn out to its end.

    None where a spot of ink that may be print lies outside all of them, or is cut elsewhere or by many.
    """
    spots = _left_over(quads, region)
    if not spots:
        return list(quads)
    if len(spots) > _MOST_CUT:
        return None
    out = list(quads)
    for spot in spots:
        longer = next(((i, q) for i, quad in enumerate(out) if (q := _longer(quad, spot)) is not None), None)
        if longer is None:
            return None
        out[longer[0]] = longer[1]
    return None if _left_over(out, region) else out


def _left_over(quads: Sequence[Quad], region: Region) -> list[Quad]:
    """Rectangles, in pixels of the picture, around the spots that may be print and stick out of the outlines."""
    covered = np.zeros_like(region.ink)
    for quad in quads:
        if min(size_of(quad)) >= 1:
            cv2.fillPoly(covered, [np.round(wider(quad) * region.ink_scale).astype(np.int32)], 255)
    outside = cv2.bitwise_and(region.ink, cv2.bitwise_not(covered)) > 0
    count, labels, stats, _ = cv2.connectedComponentsWithStats(region.ink, connectivity=8)
    sticking_out = np.bincount(labels[outside], minlength=count)
    high, area = stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    # however large: a heading is print, and for a picture the sure detector may as well be asked
    may_be_print = (area >= _LEAST_AREA) & (high >= _LEAST_HIGH)
    may_be_print[0] = False  # the paper
    over = stats[may_be_print & (sticking_out > np.minimum(_OUTSIDE * area, _MOST_OUTSIDE))]
    return [
        np.array([[x, y], [x + w, y], [x + w, y + h], [x, y + h]], np.float32) / region.ink_scale
        for x, y, w, h, _ in over.tolist()
    ]


def _longer(quad: Quad, spot: Quad) -> Quad | None:
    """``quad`` drawn out to hold a spot that lies at one of its ends; None where the spot lies elsewhere."""
    width, height = size_of(quad)
    if min(width, height) < 1 or width < height:
        return None
    along, down = (quad[1] - quad[0]) / width, (quad[3] - quad[0]) / height
    u, v = (spot - quad[0]) @ along, (spot - quad[0]) @ down
    if v.min() < -_OFF * height or v.max() > (1 + _OFF) * height:
        return None
    before, behind = max(0.0, -float(u.min())), max(0.0, float(u.max()) - width)
    kept = (size_of(wider(quad))[0] - width) / 2  # of what stands farther off, nothing is cut out with the line
    if u.max() < -kept or u.min() > width + kept or max(before, behind) > _DRAWN_OUT * height:
        return None
    start, end = along * before, along * behind
    return np.array([quad[0] - start, quad[1] + end, quad[2] + end, quad[3] - start], np.float32)
