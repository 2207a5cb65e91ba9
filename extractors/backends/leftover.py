"""Whether the lines found on a page account for all the ink on it: so a fast detector's answer can be checked."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from extractors.backends.crops import Quad, size_of, wider
from extractors.backends.region import Region

#: pixels of ink, height and area, from which a spot is print and not grain; a comma of 9-point text has as many
_LEAST_HIGH, _LEAST_AREA = 5, 8
#: pixels; a higher or wider spot is a picture or a piece of a drawn line
_MOST_HIGH, _MOST_WIDE = 80, 200
#: share of a spot that must be cut out with the lines; less of it and an edge goes through it
_INSIDE = 0.9


def accounts_for_all(quads: Sequence[Quad], region: Region) -> bool:
    """Whether every spot of ink that may be print lies within the outlines ``quads``, and none is cut by them."""
    covered = np.zeros_like(region.ink)
    for quad in quads:
        if min(size_of(quad)) >= 1:
            cv2.fillPoly(covered, [np.round(wider(quad) * region.ink_scale).astype(np.int32)], 255)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(region.ink, connectivity=8)
    inside = np.bincount(labels[covered > 0], minlength=count)
    high, wide, area = (stats[:, k] for k in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    may_be_print = (area >= _LEAST_AREA) & (high >= _LEAST_HIGH) & (high <= _MOST_HIGH) & (wide <= _MOST_WIDE)
    may_be_print[0] = False  # the paper
    return not bool((may_be_print & (inside < _INSIDE * area)).any())
