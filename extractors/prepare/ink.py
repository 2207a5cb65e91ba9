"""Whether anything stands on a page at all, asked before the costly reading."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

#: pixels that differ from the paper by this much (0..255) are ink; in a photo taken in the dark, by this share of its
#: grey, but always by more than the grain of a camera
_INK_DEPTH, _INK_PART, _GRAIN = 48, 0.5, 16
#: share of a page that must be ink for it to be worth reading: a 10-point 一 on A4 covers 0.00001
_INK_SHARE = 0.000005


def has_ink(shown: Any) -> bool:
    """Whether anything at all stands on a page; specks of a scanner are nothing."""
    grey = cv2.cvtColor(np.asarray(shown), cv2.COLOR_RGB2GRAY)
    if min(grey.shape) < 2:  # nothing can be written on a line of single points
        return False
    small = cv2.resize(grey, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    paper = int(np.median(small))
    depth = max(_GRAIN, min(_INK_DEPTH, _INK_PART * paper))
    ink = cv2.absdiff(small, np.full_like(small, paper)) > depth
    margin_y, margin_x = small.shape[0] // 100, small.shape[1] // 100  # the dark rim of a scan
    inside = ink[margin_y : -margin_y or None, margin_x : -margin_x or None]
    return bool(inside.mean() > _INK_SHARE)
