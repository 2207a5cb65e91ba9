"""What scanners, hands and telephones do to a drawn page, always the same; nothing of it knows how any reader works."""

from __future__ import annotations

import io
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from samples.generate.fonts import HEI, drawn
from tests.reading.pages import stamp

DPI = 150


def scanned(image: Image.Image, *, blur: float = 0.8, noise: float = 8.0, quality: int = 50) -> Image.Image:
    soft = np.asarray(image.filter(ImageFilter.GaussianBlur(blur))).astype(np.float32)
    grain = np.random.default_rng(11).normal(0, noise, soft.shape)
    out = io.BytesIO()
    Image.fromarray(np.clip(soft + grain, 0, 255).astype(np.uint8)).save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def _askew(image: Image.Image, degrees: float = 3.0) -> Image.Image:
    return image.rotate(degrees, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def _on_its_side(image: Image.Image) -> Image.Image:
    return scanned(image.rotate(90, expand=True), blur=0.5, noise=4, quality=70)


def _sealed(image: Image.Image) -> Image.Image:
    out = image.copy()
    wide, high = (side * 72 / DPI for side in image.size)
    stamp(out, (0.7 * wide, 0.82 * high), 58)
    stamp(out, (0.35 * wide, 0.3 * high), 58)
    return scanned(out, blur=0.4, noise=3, quality=75)


def _marked(image: Image.Image) -> Image.Image:
    """Grey words aslant all over the page."""
    mark = Image.new("L", (700, 90), 0)
    ImageDraw.Draw(mark).text((4, 8), "仅供内部审核使用", font=drawn(HEI, 54), fill=255)
    mark = mark.rotate(30, expand=True)
    layer = Image.new("L", image.size, 0)
    for y in range(40, image.size[1], 420):
        for x in range(-80, image.size[0], 560):
            layer.paste(mark, (x, y), mark)
    grey = Image.composite(Image.new("RGB", image.size, (198, 198, 198)), Image.new("RGB", image.size, "white"), layer)
    return scanned(ImageChops.darker(image, grey), blur=0.4, noise=3, quality=75)


def _photographed(image: Image.Image) -> Image.Image:
    """Seen a little from the side, darker towards a corner."""
    wide, high = image.size
    source = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    target = source + np.array([[40, 30], [-14, 12], [-36, -20], [8, -40]], np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    pixels: NDArray[np.uint8] = cv2.warpPerspective(
        np.asarray(image), matrix, (wide, high), flags=cv2.INTER_CUBIC, borderValue=(236, 234, 230)
    )
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    light = 1 - 0.3 * (0.6 * x / wide + 0.4 * y / high)
    return scanned(Image.fromarray((pixels * light[:, :, None]).astype(np.uint8)), blur=0.6, noise=4, quality=70)


def _coarse(image: Image.Image) -> Image.Image:
    small = image.resize((round(image.width / 1.5), round(image.height / 1.5)), Image.Resampling.LANCZOS)
    return scanned(small, blur=0.3, noise=3, quality=60)


WEARS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "scanned": lambda image: scanned(_askew(image, 0.4)),
    "askew": lambda image: scanned(_askew(image), blur=0.5, noise=4, quality=70),
    "sealed": _sealed,
    "marked": _marked,
    "photo": _photographed,
    "coarse": _coarse,
    "sideways": _on_its_side,
}
