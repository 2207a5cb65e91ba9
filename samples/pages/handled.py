"""What handling and duplex printing leave on a sheet before it is scanned: the reverse side showing through, the shadow
of a spine, holes of staples and punches, a corner torn or cut off. None of it covers what is printed inside margins."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.float32]

#: points; of a staple's wire, of the hole its leg leaves, of a punched hole
_STAPLE, _LEG, _PUNCH = 34.0, 1.1, 8.0
#: points from the edge: where staples and punched holes are
_INSET = (10.0, 22.0)
#: points between the two holes of a punch (ISO 838: 80 mm)
_PUNCH_APART = 80 * 72 / 25.4


def bled_through(pixels: Pixels, reverse: Image.Image, share: float, rng: np.random.Generator) -> Pixels:
    """The ink of ``reverse`` seen through the sheet: mirrored, soft, faint and a little off. ``share``: of its dark."""
    high, wide = pixels.shape[:2]
    mirrored = reverse.convert("L").transpose(Image.Transpose.FLIP_LEFT_RIGHT).resize((wide, high))
    ink = 255 - np.asarray(mirrored, dtype=np.float32)
    shift = np.array([[1, 0, rng.uniform(-0.015, 0.015) * wide], [0, 1, rng.uniform(-0.015, 0.015) * high]], np.float32)
    ink = np.asarray(cv2.warpAffine(ink, shift, (wide, high)), dtype=np.float32)
    ink = np.asarray(cv2.GaussianBlur(ink, (0, 0), max(0.8, wide / 900)), dtype=np.float32)
    return np.asarray(pixels * (1 - share * ink[:, :, None] / 255), dtype=np.float32)


def bound(pixels: Pixels, depth: float, rng: np.random.Generator) -> Pixels:
    """The shadow of a spine along the left side, or along the top. ``depth``: how much darker the very edge is."""
    along_top = bool(rng.random() < 0.25)
    side = pixels.shape[0] if along_top else pixels.shape[1]
    reach = side * float(rng.uniform(0.03, 0.07))
    light = (1 - depth * np.exp(-np.arange(side, dtype=np.float32) / reach)).astype(np.float32)
    return np.asarray(pixels * (light[:, None, None] if along_top else light[None, :, None]), dtype=np.float32)


def pierced(pixels: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """The wire of a staple or its holes in the upper left corner, or two punched holes at the left."""
    out, scale = np.ascontiguousarray(pixels), dpi / 72
    inset = float(rng.uniform(*_INSET)) * scale
    dark = float(rng.uniform(30, 90))
    if rng.random() < 0.4:
        middle, apart = out.shape[0] / 2, _PUNCH_APART * scale / 2
        for y in (middle - apart, middle + apart):
            centre = (round(inset), round(y))
            cv2.circle(out, centre, round(_PUNCH * scale), (dark, dark, dark), -1, cv2.LINE_AA)
            cv2.circle(out, centre, round(_PUNCH * scale), (200.0, 200.0, 200.0), 1, cv2.LINE_AA)
        return out
    angle = float(rng.choice((0.0, np.pi / 4, np.pi / 2)))
    ends = [
        (round(inset + at * _STAPLE * scale * np.cos(angle)), round(inset + at * _STAPLE * scale * np.sin(angle)))
        for at in (0, 1)
    ]
    if rng.random() < 0.6:
        cv2.line(out, ends[0], ends[1], (120.0, 120.0, 125.0), max(1, round(0.9 * scale)), cv2.LINE_AA)
    for end in ends:
        cv2.circle(out, end, max(1, round(_LEG * scale)), (dark, dark, dark), -1, cv2.LINE_AA)
    return out


def cornered(pixels: Pixels, share: float, ground: float, rng: np.random.Generator) -> Pixels:
    """Without a corner: cut, torn or folded under. ``share``: of the sheet's width that is gone along each edge;
    ``ground``: how light what lies behind is, of 255."""
    high, wide = pixels.shape[:2]
    across, down = (float(rng.uniform(0.5, 1)) * share * wide for _ in range(2))
    x, y = int(rng.integers(2)) * (wide - 1), int(rng.integers(2)) * (high - 1)
    inward = (1 if x == 0 else -1, 1 if y == 0 else -1)
    corner = np.array([[x, y], [x + inward[0] * across, y], [x, y + inward[1] * down]]).round().astype(np.int32)
    out = np.ascontiguousarray(pixels)
    cv2.fillPoly(out, [corner], (ground, ground, ground), cv2.LINE_AA)
    cv2.line(out, tuple(map(int, corner[1])), tuple(map(int, corner[2])), (ground * 0.8,) * 3, 2, cv2.LINE_AA)
    return out
