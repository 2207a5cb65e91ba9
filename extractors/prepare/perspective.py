"""A page photographed from aslant, seen from straight above: by where its level and its upright lines run together.

Rows of text, drawn lines and the edges of the sheet all count. So it needs neither the whole sheet in the picture nor
a background that differs from it; a page without lines to go by is left alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Floats = NDArray[np.float64]

_LONG_SIDE = 1000  #: pixels; 10-point text of an A4 page is 12 high
_WIDEST = 20.0  #: degrees from level or upright, beyond which a line is neither
_LEAST_SEGMENT = 0.06  #: of the long side: longer than any stroke of a 22-point character
#: of the picture, at which straight edges are sought: OpenCV's own 0.8 takes twice as long over the strokes of small
#: print; measured on nine photos, the corners of the flat page moved by 1 pixel or less
_LSD_SCALE = 0.6
_LEAST_ROWS = 7  #: level lines without which nothing is decided
#: of the ink of a row, evenly taken, that tell its direction; measured against all of it on nine photos: the corners
#: of the flat page, 2,500 pixels high, moved by 1 to 2.5
_ROW_POINTS = 250
#: degrees; lines that miss the common point by more than this hardly count
_SPREAD = (2.0, 1.0, 0.5, 0.4, 0.4, 0.4)
#: how far the corners of the page must move beyond a plain rotation, share of its diagonal: a row of 10-point text
#: across an A4 page then leaves its row
_LEAST_MOVE = 0.006
#: and how much nearer or farther the far side of the page may look; beyond it the lines were none
_STEEPEST = 0.45
#: share of the lines' slopes that may be left of what the best plain rotation leaves
_MOST_LEFT = 0.5
#: around the sheet, share of its side, that is kept of the picture
_MARGIN = 0.03
#: the sheet must be brighter than what it lies on by this (0..255) to be told from it
_BRIGHTER = 35.0


@dataclass(frozen=True, slots=True)
class Flattening:
    """``matrix`` takes pixels (x, y, 1) of the picture to pixels of the flat one, which has this size."""

    matrix: Floats
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class _Lines:
    """Pieces of lines: their middles, unit normals and lengths; middles from the centre, half the diagonal is 1."""

    middles: Floats
    normals: Floats
    lengths: Floats

    def chosen(self, which: NDArray[np.bool_]) -> _Lines:
        return _Lines(self.middles[which], self.normals[which], self.lengths[which])


def perspective_of(picture: Picture) -> Flattening | None:
    """How to flatten an upright BGR picture; None when it is flat, or nothing tells."""
    scale = min(1.0, _LONG_SIDE / max(picture.shape))
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small: Picture = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    unit = float(np.hypot(*small.shape)) / 2
    sheet = _sheet(small)
    segments = _within(_segments(small), sheet)
    rows = _rows(small, segments)
    drawn = _lines(segments, small.shape, unit)
    level = _near(_joined(_lines(rows, small.shape, unit), drawn), (1.0, 0.0))
    if len(level.lengths) < _LEAST_ROWS:
        return None
    across = _meeting(level)
    towards = across[:2] / np.linalg.norm(across[:2])
    upright = _near(drawn, (-towards[1], towards[0]))
    down = _meeting(upright) if len(upright.lengths) >= 2 else np.array([-towards[1], towards[0], 0.0])
    flat = _flat(across, down)
    if flat is None or not _moves(flat, small.shape, unit) or not _straightens(flat, level, upright):
        return None
    return _placed(flat, picture.shape, scale, unit, sheet, rows)


def _segments(small: Picture) -> Floats:
    """Straight edges, drawn lines among them, as (x0, y0, x1, y1)."""
    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD, _LSD_SCALE).detect(small)[0]
    if found is None:
        return np.zeros((0, 4))
    segments = found.reshape(-1, 4).astype(np.float64)
    long = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]) > _LEAST_SEGMENT * _LONG_SIDE
    return np.asarray(segments[long])


def _within(segments: Floats, sheet: Floats | None) -> Floats:
    """Without what lies beside the sheet: grain and edges of a desk; the edges of the sheet stay."""
    if sheet is None:
        return segments
    outline = sheet.astype(np.float32).reshape(-1, 1, 2)
    middles = ((segments[:, :2] + segments[:, 2:]) / 2).tolist()
    return np.asarray(segments[[cv2.pointPolygonTest(outline, (x, y), True) > -8 for x, y in middles]])


def _rows(small: Picture, segments: Floats) -> Floats:
    """Rows of text as (x0, y0, x1, y1)."""
    ink = cv2.adaptiveThreshold(small, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, blockSize=25, C=15)
    for x0, y0, x1, y1 in segments.round().astype(int).tolist():
        cv2.line(ink, (x0, y0), (x1, y1), 0, 5)
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 21), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    rows = []
    for label, (x, y, w, h, _) in enumerate(stats.tolist()):
        if not label or w < 60 or not 5 <= h <= min(60, 0.35 * w):
            continue
        ys, xs = np.nonzero((labels[y : y + h, x : x + w] == label) & (ink[y : y + h, x : x + w] > 0))
        if len(xs) < w:
            continue
        points = np.stack([xs + x, ys + y], axis=1)[:: 1 + len(xs) // _ROW_POINTS].astype(np.float32)
        dx, dy, px, py = cv2.fitLine(points, cv2.DIST_HUBER, 0, 0.01, 0.01).ravel().tolist()
        if abs(dx) < 0.5:
            continue
        rows.append((x, py + (x - px) * dy / dx, x + w, py + (x + w - px) * dy / dx))
    return np.array(rows, dtype=np.float64).reshape(-1, 4)


def _lines(ends: Floats, shape: tuple[int, ...], unit: float) -> _Lines:
    start = (ends[:, :2] - np.array(shape[1::-1]) / 2) / unit
    end = (ends[:, 2:] - np.array(shape[1::-1]) / 2) / unit
    along = end - start
    lengths = np.linalg.norm(along, axis=1)
    along = along / lengths[:, None]
    return _Lines((start + end) / 2, np.stack([-along[:, 1], along[:, 0]], axis=1), lengths)


def _joined(a: _Lines, b: _Lines) -> _Lines:
    return _Lines(
        np.concatenate([a.middles, b.middles]),
        np.concatenate([a.normals, b.normals]),
        np.concatenate([a.lengths, b.lengths]),
    )


def _near(lines: _Lines, direction: tuple[float, float]) -> _Lines:
    """The lines that run within _WIDEST degrees of a direction."""
    return lines.chosen(np.abs(lines.normals @ np.array(direction)) < np.sin(np.radians(_WIDEST)))


def _meeting(lines: _Lines) -> Floats:
    """The point (x, y, w) that the lines run towards; w is 0 when they are parallel."""
    weights = lines.lengths**2
    order = np.argsort(slopes := np.arctan2(-lines.normals[:, 0], lines.normals[:, 1]) % np.pi)
    # an angle near 0 may come out near 180: the middle is sought around where most of the length is
    centred = (slopes - slopes[int(np.argmax(weights))] + np.pi / 2) % np.pi
    order = np.argsort(centred)
    middle = order[int(np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2))]
    point = np.array([np.cos(slopes[middle]), np.sin(slopes[middle]), 0.0])
    homogeneous = np.column_stack([lines.normals, -(lines.normals * lines.middles).sum(axis=1)])
    for spread in _SPREAD:
        away = np.linalg.norm(point[:2] - point[2] * lines.middles, axis=1)
        miss = np.degrees(homogeneous @ point / np.maximum(away, 1e-6))
        counted = weights / (1 + (miss / spread) ** 2) ** 2 / np.maximum(away, 1e-6) ** 2
        scatter = (homogeneous * counted[:, None]).T @ homogeneous
        scatter[2, 2] += 1e-4 * counted.sum()  # where little speaks for it, the lines are parallel
        point = np.linalg.eigh(scatter)[1][:, 0]
        point = point / np.linalg.norm(point[:2])
    return np.asarray(point)


def _flat(across: Floats, down: Floats) -> Floats | None:
    """The mapping that makes lines through ``across`` level and those through ``down`` upright; centre kept."""
    horizon = np.cross(across, down)
    if abs(horizon[2]) < 1e-6:
        return None
    horizon = horizon / horizon[2]
    if float(np.hypot(horizon[0], horizon[1])) > _STEEPEST:
        return None
    straight = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], horizon])
    level, upright = across[:2] / np.linalg.norm(across[:2]), down[:2] / np.linalg.norm(down[:2])
    level, upright = level * np.sign(level[0]), upright * np.sign(upright[1])
    frame = np.eye(3)
    frame[:2, :2] = np.linalg.inv(np.column_stack([level, upright]))
    return np.asarray(frame @ straight)


def _moves(flat: Floats, shape: tuple[int, ...], unit: float) -> bool:
    """Whether flattening moves the corners of the page more than a rotation could."""
    wide, high = shape[1] / 2 / unit, shape[0] / 2 / unit
    corners = np.array([[-wide, -high], [wide, -high], [wide, high], [-wide, high]])
    moved = _through(flat, corners)
    # the best rotation and scaling, as complex numbers
    before, after = corners @ np.array([1, 1j]), moved @ np.array([1, 1j])
    before, after = before - before.mean(), after - after.mean()
    similar = (np.conj(before) @ after) / (np.conj(before) @ before)
    return float(np.abs(after - similar * before).max()) / 2 >= _LEAST_MOVE


def _straightens(flat: Floats, level: _Lines, upright: _Lines) -> bool:
    """Whether lines are the more level and upright for flattening than for the best rotation."""
    lengths = np.concatenate([level.lengths, upright.lengths])
    before: list[Floats] = []
    after: list[Floats] = []
    for lines, quarter in ((level, 0.0), (upright, 90.0)):
        along = np.column_stack([lines.normals[:, 1], -lines.normals[:, 0]]) * lines.lengths[:, None] / 2
        ends = _through(flat, lines.middles + along) - _through(flat, lines.middles - along)
        for out, way in ((before, along), (after, ends)):
            angles = np.degrees(np.arctan2(way[:, 1], way[:, 0])) - quarter
            out.append((angles + 90) % 180 - 90)
    turned = min(_off(np.concatenate(before), lengths, angle) for angle in np.arange(-_WIDEST, _WIDEST, 0.1).tolist())
    return _off(np.concatenate(after), lengths, 0.0) < _MOST_LEFT * turned


def _off(slopes: Floats, lengths: Floats, angle: float) -> float:
    """How far lines are from an angle: degrees, on average over their length, strays counted as one degree."""
    return float(np.minimum(np.abs(slopes - angle), 1.0) @ lengths / lengths.sum())


def _through(matrix: Floats, points: Floats) -> Floats:
    moved = np.column_stack([points, np.ones(len(points))]) @ matrix.T
    return np.asarray(moved[:, :2] / moved[:, 2:])


def _sheet(small: Picture) -> Floats | None:
    """Corner points of the outline of the sheet on a darker ground; None when it cannot be told from the ground."""
    # half the size shows the outline as well, and a median over print costs by its area
    half: Picture = cv2.resize(small, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    soft = cv2.medianBlur(half, 7)
    _, bright = cv2.threshold(soft, 0, 1, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ground, paper = soft[bright == 0], soft[bright > 0]
    if not len(ground) or not len(paper) or float(np.median(paper)) - float(np.median(ground)) < _BRIGHTER:
        return None
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(outlines, key=cv2.contourArea)
    hull = cv2.convexHull(largest)
    if cv2.contourArea(hull) < 0.25 * half.size or cv2.contourArea(largest) < 0.85 * cv2.contourArea(hull):
        return None
    return np.asarray(2 * hull.reshape(-1, 2), dtype=np.float64)


def _placed(
    flat: Floats, shape: tuple[int, ...], scale: float, unit: float, sheet: Floats | None, rows: Floats
) -> Flattening:
    """The mapping for the picture itself, on a canvas around the sheet or, when that is not known, all of it."""
    height, width = shape[:2]
    inwards = np.diag([scale / unit, scale / unit, 1.0])
    inwards[:2, 2] = -width * scale / unit / 2, -height * scale / unit / 2
    matrix = np.diag([unit / scale, unit / scale, 1.0]) @ flat @ inwards
    if sheet is None:
        outline = np.array([[0.0, 0.0], [width, 0.0], [width, height], [0.0, height]])
        margin = 0.0
    else:
        ends = np.concatenate([rows[:, :2], rows[:, 2:]])
        outline, margin = np.concatenate([sheet, ends]) / scale, _MARGIN
    moved = _through(matrix, outline)
    low, high = moved.min(axis=0), moved.max(axis=0)
    low, high = low - margin * (high - low), high + margin * (high - low)
    shift = np.eye(3)
    shift[:2, 2] = -low
    return Flattening(shift @ matrix, max(1, round(high[0] - low[0])), max(1, round(high[1] - low[1])))
