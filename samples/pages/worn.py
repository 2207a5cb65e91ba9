"""What scanners and telephones make of a paper, with the way each point of the page went.

Every treatment is one projective map of the page (skew, quarter turns, perspective) and effects that move nothing
(seals, folds, shading, blur, noise, few colours). So the boxes of the values can follow exactly.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from samples.generate.paper import SealPlace
from samples.generate.scan import Wear, as_pdf, raster, stamp
from samples.generate.seal import RED
from samples.pages.handled import bled_through, bound, cornered, pierced
from samples.pages.overlaid import SEAL_INKS, desk, more_seals, watermarked

Matrix = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a page is treated; angles in degrees, ranges are drawn from for each page."""

    name: str
    dpi: int
    skew: tuple[float, float]  #: either way
    quality: tuple[int, int]  #: of the JPEG
    turned: bool = False  #: by a quarter, half or three quarters
    perspective: float = 0.0  #: how far corners move, share of the side
    folds: tuple[int, int] = (0, 0)
    shading: float = 0.0  #: how much darker the darkest side is
    blur: tuple[float, float] = (0.2, 0.5)  #: pixels
    noise: tuple[float, float] = (1.0, 3.0)  #: of 255
    contrast: float = 1.0  #: above 1: a photocopy
    grey: float = 0.3  #: share of pages without colour
    photo: bool = False  #: on a desk, as JPEG with the telephone's orientation
    around: float = 0.0  #: desk seen beyond the sheet on each side, share of the side; 0: hardly any
    seals: int = 0  #: pressed anywhere, over the text, beside those of the paper
    inks: tuple[tuple[int, int, int], ...] = (RED,)  #: of these seals
    strength: tuple[float, float] = (0.75, 0.75)  #: how opaque their ink is
    watermark: bool = False
    light: float = 1.0  #: below 1: underexposed
    levels: int = 0  #: 2: black and white, as a fax
    bleed: tuple[float, float] = (0.0, 0.0)  #: share of the reverse side's ink that shows through
    binding: float = 0.0  #: how much darker the edge at the spine is
    pierced: bool = False  #: by a staple or a punch
    cut: float = 0.0  #: share of the width that is gone at one corner


CLEAN = Treatment("clean", 200, (0.0, 0.4), (72, 85), blur=(0.2, 0.35), noise=(0.8, 2.0))
DEGRADED = (
    Treatment("low-resolution", 100, (0.2, 1.6), (38, 60), shading=0.08, blur=(0.3, 0.5), grey=0.6),
    Treatment(
        "folded-copy", 150, (0.4, 2.4), (40, 65), folds=(1, 3), shading=0.12, contrast=1.5, noise=(3, 7), grey=0.8
    ),
    Treatment("turned", 150, (0.2, 1.5), (45, 70), turned=True, shading=0.06, noise=(2, 5)),
    Treatment(
        "photo", 170, (0.0, 2.5), (50, 75), perspective=0.055, shading=0.3, blur=(0.5, 0.9), photo=True, grey=0.0
    ),
    Treatment("noisy-scan", 150, (0.5, 3.0), (28, 42), folds=(0, 1), shading=0.1, noise=(5, 9), blur=(0.4, 0.7)),
    Treatment(
        "bound-copy",
        150,
        (0.2, 1.5),
        (45, 70),
        binding=0.6,
        pierced=True,
        cut=0.07,
        shading=0.06,
        noise=(2, 5),
        grey=0.6,
    ),
    Treatment("thin-paper", 150, (0.2, 1.5), (45, 70), bleed=(0.08, 0.2), shading=0.06, noise=(2, 5), blur=(0.3, 0.6)),
)
#: worse than the page maker's own scans; measured by the bench of the preparation
HARSH = (
    Treatment(
        "heavy-seals", 150, (0.2, 1.2), (50, 75), seals=5, strength=(0.75, 0.95), noise=(2, 5), blur=(0.3, 0.6), grey=0
    ),
    Treatment("blue-seals", 150, (0.2, 1.2), (50, 75), seals=4, inks=SEAL_INKS[1:], noise=(2, 5), grey=0),
    Treatment("watermark", 150, (0.2, 1.2), (50, 75), watermark=True, noise=(1, 4)),
    Treatment(
        "strong-perspective",
        190,
        (0.0, 4.0),
        (60, 80),
        perspective=0.09,
        around=0.12,
        shading=0.3,
        blur=(0.4, 0.8),
        photo=True,
        grey=0,
    ),
    Treatment(
        "close-up", 190, (0.0, 2.0), (60, 80), perspective=0.06, shading=0.35, blur=(0.4, 0.8), photo=True, grey=0
    ),
    Treatment("uneven-light", 150, (0.0, 1.5), (50, 75), shading=0.75, noise=(2, 5), grey=0.3),
    Treatment("dark-photo", 170, (0.0, 2.5), (60, 80), perspective=0.03, shading=0.3, light=0.35, photo=True, grey=0),
    Treatment("75-dpi", 75, (0.0, 1.0), (60, 80), noise=(1, 3), blur=(0.1, 0.3)),
    Treatment("fax", 150, (0.2, 1.0), (70, 90), noise=(4, 12), levels=2, grey=1),
    Treatment("all-at-once", 150, (1.5, 3.0), (36, 44), seals=2, watermark=True, noise=(5, 8), blur=(0.5, 0.8), grey=0),
)


@dataclass(frozen=True, slots=True)
class Worn:
    """A page as a picture. ``matrix`` takes points of the page (from the top left) to pixels of the picture."""

    picture: Image.Image
    matrix: Matrix
    dpi: int
    seals: tuple[tuple[float, float, float, float], ...] = ()  #: boxes as pressed, in points of the page

    def box(self, box: Sequence[float]) -> list[float]:
        """An upright box of the page as an upright box of the picture, in points of the picture."""
        x0, top, x1, bottom = box
        corners = np.array([[x0, top, 1], [x1, top, 1], [x1, bottom, 1], [x0, bottom, 1]], dtype=np.float64)
        moved = corners @ self.matrix.T
        xs, ys = moved[:, 0] / moved[:, 2], moved[:, 1] / moved[:, 2]
        scale = 72 / self.dpi
        return [round(float(value) * scale, 2) for value in (xs.min(), ys.min(), xs.max(), ys.max())]


def _spread(rng: np.random.Generator, low_high: tuple[float, float]) -> float:
    return float(rng.uniform(*low_high))


def _folded(pixels: Pixels, count: int, rng: np.random.Generator) -> Pixels:
    """Soft dark lines with a lighter flank, across or down the page."""
    for _ in range(count):
        down = bool(rng.random() < 0.5)
        side = pixels.shape[1] if down else pixels.shape[0]
        at = np.arange(side, dtype=np.float32) - side * float(rng.uniform(0.25, 0.75))
        profile = 1 - 0.22 * np.exp(-((at / 2.2) ** 2)) + 0.03 * np.exp(-(((at - 7) / 9) ** 2))
        pixels = pixels * (profile[None, :, None] if down else profile[:, None, None])
    return pixels


def _shaded(pixels: Pixels, depth: float, rng: np.random.Generator) -> Pixels:
    """Light that falls off towards one side, and a soft shadow somewhere."""
    high, wide = pixels.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    angle = float(rng.uniform(0, 2 * np.pi))
    slope = (np.cos(angle) * (x / wide - 0.5) + np.sin(angle) * (y / high - 0.5)) + 0.5
    far = ((x / wide - float(rng.random())) ** 2 + (y / high - float(rng.random())) ** 2) / 0.12
    light = 1 - depth * np.clip(slope, 0, 1) - 0.4 * depth * np.exp(-far)
    return np.asarray(pixels * light[:, :, None], dtype=np.float32)


def _map(width: float, height: float, how: Treatment, rng: np.random.Generator) -> tuple[Matrix, int, int]:
    """The map from points to pixels, and the size of the picture."""
    scale = how.dpi / 72
    wide, high = round(width * scale), round(height * scale)
    angle = np.radians(_spread(rng, how.skew) * (1 if rng.random() < 0.5 else -1))
    cos, sin, cx, cy = np.cos(angle), np.sin(angle), wide / 2, high / 2
    turn = np.array([[cos, -sin, cx - cos * cx + sin * cy], [sin, cos, cy - sin * cx - cos * cy], [0, 0, 1]])
    matrix = turn @ np.diag([scale, scale, 1.0])
    if how.perspective:
        wide_out, high_out = round(wide * (1.12 + 2 * how.around)), round(high * (1.1 + 2 * how.around))
        edge = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
        shake = rng.uniform(-how.perspective, how.perspective, (4, 2)) * np.array([wide, high])
        target = (edge + np.array([wide * (0.06 + how.around), high * (0.05 + how.around)]) + shake).astype(np.float32)
        matrix = np.asarray(cv2.getPerspectiveTransform(edge, target), dtype=np.float64) @ matrix
        wide, high = wide_out, high_out
    if how.turned:
        quarter = int(rng.integers(1, 4))
        turns = {
            1: np.array([[0, -1, high], [1, 0, 0], [0, 0, 1]]),
            2: np.array([[-1, 0, wide], [0, -1, high], [0, 0, 1]]),
            3: np.array([[0, 1, 0], [-1, 0, wide], [0, 0, 1]]),
        }
        matrix = turns[quarter] @ matrix
        wide, high = (wide, high) if quarter == 2 else (high, wide)
    return np.asarray(matrix, dtype=np.float64), wide, high


def wear_page(
    page: Image.Image, dpi: int, how: Treatment, rng: np.random.Generator, reverse: Image.Image | None = None
) -> Worn:
    """One page, drawn at ``dpi``, as the treatment leaves it. ``reverse``: what is printed on its other side; else
    lines like its own."""
    matrix, wide, high = _map(page.width * 72 / dpi, page.height * 72 / dpi, how, rng)
    pixels = np.asarray(page, dtype=np.float32)
    if how.contrast > 1:
        pixels = np.clip((pixels - 128) * how.contrast + 128, 0, 255)
    if how.watermark:
        pixels = watermarked(pixels, dpi, rng)
    pixels = _folded(pixels, int(rng.integers(how.folds[0], how.folds[1] + 1)), rng)
    if how.bleed[1]:
        pixels = bled_through(pixels, reverse or page, _spread(rng, how.bleed), rng)
    paper = float(rng.uniform(0.94, 1.0)) * np.array([1.0, rng.uniform(0.985, 1.0), rng.uniform(0.955, 0.99)])
    pixels = pixels * paper.astype(np.float32)
    if how.binding:
        pixels = bound(pixels, how.binding * float(rng.uniform(0.4, 1)), rng)
    if how.pierced:
        pixels = pierced(pixels, dpi, rng)
    if how.cut:
        pixels = cornered(pixels, how.cut, float(rng.choice((40.0, 248.0))), rng)
    around = tuple(float(value) for value in (rng.uniform(70, 130, 3) if how.photo else 255 * paper))
    from_pixels = matrix @ np.diag([72 / dpi, 72 / dpi, 1.0])
    warped = cv2.warpPerspective(
        pixels, from_pixels, (wide, high), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=around
    )
    pixels = np.asarray(warped, dtype=np.float32)
    if how.around:
        inside = cv2.warpPerspective(np.ones(page.size[::-1], np.float32), from_pixels, (wide, high))
        pixels = np.asarray(pixels * inside[:, :, None] + desk(high, wide, rng) * (1 - inside[:, :, None]), np.float32)
    if how.shading:
        pixels = _shaded(pixels, how.shading * float(rng.uniform(0.5, 1)), rng)
    pixels = pixels * how.light
    if rng.random() < how.grey:
        pixels = np.repeat(pixels.mean(axis=2, keepdims=True), 3, axis=2)
    grain = rng.standard_normal((high, wide, 1), dtype=np.float32) * _spread(rng, how.noise)
    out = Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))
    out = out.filter(ImageFilter.GaussianBlur(_spread(rng, how.blur)))
    if how.levels == 2:
        out = out.convert("L").point(lambda value: 255 if value > 150 else 0).convert("RGB")
    return Worn(out, matrix, how.dpi)


def wear(pdf: bytes, seals: Sequence[SealPlace], how: Treatment, rng: np.random.Generator) -> list[Worn]:
    """All pages of a paper, sealed and treated."""
    dpi = max(how.dpi, 150)
    worn = []
    sides = raster(pdf, dpi)
    bare = [side.copy() for side in sides] if how.bleed[1] else []
    for number, page in enumerate(sides, start=1):
        pressed = [stamp(page, place, dpi, rng) for place in seals if place.page == number]
        if how.seals:
            for place in more_seals(page.width * 72 / dpi, page.height * 72 / dpi, number, how.seals, rng):
                ink = how.inks[int(rng.integers(len(how.inks)))]
                pressed.append(stamp(page, place, dpi, rng, strength=_spread(rng, how.strength), colour=ink))
        behind = (number - 1) ^ 1  # printed on both sides, page 1 has page 2 behind it
        reverse = bare[behind] if behind < len(bare) else None
        worn.append(replace(wear_page(page, dpi, how, rng, reverse), seals=tuple(pressed)))
    return worn


def file_of(pages: Sequence[Worn], how: Treatment, rng: np.random.Generator) -> tuple[str, bytes]:
    """Ending and bytes: a PDF of pictures, or for a photo of one page a JPEG, often with an EXIF orientation."""
    quality = int(rng.integers(*how.quality))
    if not how.photo or len(pages) > 1:
        return "pdf", as_pdf([page.picture for page in pages], Wear(dpi=how.dpi, quality=quality))
    orientation = int(rng.choice((1, 3, 6, 8)))
    stored = {
        1: None,
        3: Image.Transpose.ROTATE_180,
        6: Image.Transpose.ROTATE_90,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    picture = pages[0].picture.transpose(stored) if stored is not None else pages[0].picture
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=quality, dpi=(how.dpi, how.dpi), exif=exif)
    return "jpg", buffer.getvalue()
