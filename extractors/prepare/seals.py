"""Seals: where they cover a page, and the page without them.

Only what has a seal's colour, size and shape is taken: red headings, red figures, emblems and frames stay. Colour is
judged against the paper around it, so neither a brown desk nor yellow light makes a seal.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.geometry import overlap_x, overlap_y
from extractors.model import Box

Picture = NDArray[np.uint8]
Mask = NDArray[np.uint8]

#: 0..255, the paper at 255; the channels of red ink differ by this much; old purple pads print paler
_COLOURED, _PALE = 24, 20
#: hues of inks, of OpenCV's 0..179: red, then blue to purple, which fades into red. Yellow and green, between them,
#: are no ink of a seal
_LAST_RED, _FIRST_BLUE, _LAST_PURPLE, _FIRST_RED = 12, 104, 174, 162
#: share of coloured pixels on a quarter-size picture outside which there is no seal, or more than seals. At full
#: size the noise of a scanner counts as colour
_LEAST, _MOST = 0.0008, 0.25
#: points; a name chop is 14 mm (40 points) wide, a company's seal 42 mm (119), two that overlap 80 mm (227)
_SMALLEST, _LARGEST = 34.0, 240.0
#: share of colour within a seal's box: a ring with text and a star has 0.1 to 0.4, an emblem or a photo much more
_SPARSE, _SOLID = 0.04, 0.55
_BRIDGE = 5.0  #: points between the parts of one seal
#: share of the outline (an ellipse or a rectangle) that must be drawn: a red seal may be faint, a blue logo is none
_OUTLINE_RED, _OUTLINE_OTHER = 0.3, 0.6
#: points; radii of round seals looked for where several run together
_RADII = (38.0, 68.0)
_GROUND = 170.0  #: points; what most of a window this wide shows is paper


def without_seals(picture: Picture, scale: float) -> tuple[Picture, list[Box]]:
    """The BGR picture without its seals, and their boxes in pixels. ``scale``: points for each pixel."""
    if min(picture.shape[:2]) * scale < _SMALLEST or min(picture.shape[:2]) < 16:  # no room for one
        return picture, []
    small = cv2.resize(picture, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    ground = _ground(small, scale)
    boxes = _found(_on_white(small, ground), scale)
    height, width = picture.shape[:2]
    boxes = [Box(b.x0, b.top, min(b.x1, width), min(b.bottom, height)) for b in boxes]
    if not boxes:
        return picture, []
    clean = picture.copy()
    for box in boxes:
        _lift(clean, picture, ground, box)
    return clean, boxes


def _ground(small: Picture, scale: float) -> Picture:
    """The colour of the paper at each place of a quarter-size picture."""
    tiny = cv2.resize(small, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    size = min(max(3, round(_GROUND / (16 * scale)) | 1), 63)
    out: Picture = cv2.resize(cv2.medianBlur(tiny, size), small.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return out


def _on_white(part: Picture, ground: Picture) -> Picture:
    """As if the paper were white and the light even."""
    even = part.astype(np.float32) * 255 / np.maximum(ground.astype(np.float32), 24)
    return np.asarray(np.minimum(even, 255), dtype=np.uint8)


def _lift(clean: Picture, picture: Picture, ground: Picture, box: Box) -> None:
    """Takes a seal off ``clean``, which is a copy of ``picture``; what it covers stays."""
    y0, y1, x0, x1 = int(box.top), int(box.bottom), int(box.x0), int(box.x1)
    below = cv2.resize(ground[y0 // 4 : -(-y1 // 4), x0 // 4 : -(-x1 // 4)], (x1 - x0, y1 - y0))
    even = _on_white(picture[y0:y1, x0:x1], below)
    high, low = even.max(axis=2), even.min(axis=2)
    colour = high - low
    coloured = cv2.dilate((colour > 20).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    ink = high[colour > 60]
    if ink.size < 20:
        return
    # in the brightest channel the seal on paper is nearly paper, and what is printed below it is darker
    on_paper = float(np.percentile(ink, 60))
    grain = max(6.0, 1.5 * float(np.median(np.abs(ink[ink >= on_paper].astype(np.float32) - on_paper))))
    text = float(np.percentile(high, 0.5))
    top = on_paper - grain
    depth = max(top - min(text, float(np.percentile(ink, 2))), 60.0)
    grey = 255 - np.clip((top - high.astype(np.float32)) / depth, 0, 1) * (255 - text)
    region = clean[y0:y1, x0:x1]
    region[coloured] = (grey[:, :, np.newaxis] * below / 255).astype(np.uint8)[coloured]


def _found(even: Picture, scale: float) -> list[Box]:
    """Boxes in pixels of the picture, from its quarter-size copy on white paper."""
    step = 4 * scale  # points for each pixel of the small picture
    hue = cv2.cvtColor(even, cv2.COLOR_BGR2HSV)[:, :, 0]
    depth = even.max(axis=2) - even.min(axis=2)
    red = (depth > _COLOURED) & ((hue <= _LAST_RED) | (hue >= _FIRST_RED))
    other = (depth > _PALE) & (hue >= _FIRST_BLUE) & (hue < _LAST_PURPLE)
    every = (depth > _COLOURED).astype(np.uint8)
    boxes = _shaped(red.astype(np.uint8), every, step, _OUTLINE_RED)
    boxes += _shaped(other.astype(np.uint8), every, step, _OUTLINE_OTHER)
    boxes.sort(key=lambda b: -b.width * b.height)
    kept: list[Box] = []
    for box in boxes:  # the star of a seal is no seal of its own, nor is a purple seal two
        if not any(overlap_x(box, o) * overlap_y(box, o) > 0.8 * box.width * box.height for o in kept):
            kept.append(box)
    return kept


def _shaped(mask: Mask, every: Mask, step: float, least_outline: float) -> list[Box]:
    """Boxes of what has a seal's shape among the marks of one colour; ``every``: marks of any colour."""
    if not _LEAST < float(mask.mean()) < _MOST:
        return []
    size = max(3, round(_BRIDGE / step) | 1)
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes: list[Box] = []
    for label in range(1, count):
        x, y, w, h, _ = stats[label].tolist()
        wide, high = w * step, h * step
        if min(wide, high) < _SMALLEST:
            continue
        own = ((labels[y : y + h, x : x + w] == label) & (mask[y : y + h, x : x + w] > 0)).astype(np.uint8)
        if (
            max(wide, high) <= _LARGEST
            and 0.5 <= wide / high <= 2.0
            and float(own.mean()) >= _SPARSE
            and float(every[y : y + h, x : x + w].mean()) <= _SOLID
            and _outline(own) >= least_outline
        ):
            boxes.append(_at_full_size(x, y, w, h, mask.shape))
        elif max(wide, high) >= 2 * _RADII[0]:
            # seals that run together, or into a frame or a heading
            boxes += [
                _at_full_size(x + cx - r, y + cy - r, 2 * r, 2 * r, mask.shape)
                for cx, cy, r in _rings(own, every[y : y + h, x : x + w], step)
            ]
    return boxes


def _outline(own: Mask) -> float:
    """How much of the ellipse or, if more, of the rectangle that just holds the marks is drawn (0..1)."""
    high, wide = own.shape
    ys, xs = np.nonzero(own)
    across, down = (xs + 0.5) / wide * 2 - 1, (ys + 0.5) / high * 2 - 1
    way = ((np.arctan2(down, across) / (2 * np.pi) + 0.5) * 72).astype(int) % 72
    ring = np.hypot(across, down) > 0.82
    edge = np.maximum(np.abs(across), np.abs(down)) > 0.86
    return max(len(np.unique(way[ring & (np.hypot(across, down) < 1.1)])), len(np.unique(way[edge]))) / 72


def _rings(own: Mask, every: Mask, step: float) -> list[tuple[int, int, int]]:
    """Round seals in marks that are too much for one: centre and radius in small pixels. ``every``: all marks there."""
    least, most = (round(radius / step) for radius in _RADII)
    if least < 6:
        return []
    padded = cv2.copyMakeBorder(own * 255, most, most, most, most, cv2.BORDER_CONSTANT, value=0)
    found = cv2.HoughCircles(
        padded, cv2.HOUGH_GRADIENT, 1, least * 0.5, param1=100, param2=12, minRadius=least, maxRadius=most
    )
    if found is None:
        return []
    ys, xs = np.nonzero(padded)
    inner_y, inner_x = np.nonzero(every)
    out: list[tuple[int, int, int]] = []
    for cx, cy, guess in found[0][:40].tolist():
        away = np.hypot(xs - cx, ys - cy)
        ways = ((np.arctan2(ys - cy, xs - cx) / (2 * np.pi) + 0.5) * 72).astype(int) % 72
        drawn, r = max(
            (len(np.unique(ways[np.abs(away - r) < 2])), r) for r in np.arange(guess - 3, guess + 3.1).tolist()
        )
        # text along the rim and the star fill a seal; the arc of something larger has nothing inside
        within = np.hypot(inner_x + most - cx, inner_y + most - cy) < 0.9 * r
        inside = float(within.sum()) / (np.pi * (0.9 * r) ** 2)
        near = any(np.hypot(cx - most - x, cy - most - y) < 0.3 * r for x, y, _ in out)
        if drawn >= 0.75 * 72 and _SPARSE < inside <= _SOLID and not near:
            out.append((round(cx) - most, round(cy) - most, round(r)))
    return out


def _at_full_size(x: int, y: int, w: int, h: int, shape: tuple[int, ...]) -> Box:
    rim = 2  # small pixels; the soft edge of the print
    return Box(
        max(0, x - rim) * 4,
        max(0, y - rim) * 4,
        min(shape[1], x + w + rim) * 4,
        min(shape[0], y + h + rim) * 4,
    )
