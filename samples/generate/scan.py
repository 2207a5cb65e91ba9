"""What a scanner makes of a paper: raster, seals, skew, uneven light, blur, noise, JPEG."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from samples.generate.paper import SealPlace
from samples.generate.seal import RED, seal


@dataclass(frozen=True, slots=True)
class Wear:
    """How badly a page is treated."""

    dpi: int = 150
    skew: float = 0.8  #: degrees; the sign is drawn by lot
    blur: float = 0.45  #: radius of the Gaussian, pixels
    noise: float = 4.0  #: standard deviation, of 255
    quality: int = 38  #: of the JPEG
    paper: tuple[int, int, int] = (250, 249, 245)


GENTLE = Wear(skew=0.4, quality=42)
USUAL = Wear()
ROUGH = Wear(skew=1.7, blur=0.6, noise=6.0, quality=34, paper=(243, 240, 230))


def rng_of(name: str) -> np.random.Generator:
    """The generator of random numbers that belongs to this name; the same in every run."""
    return np.random.default_rng(zlib.crc32(name.encode()))


def raster(pdf: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a PDF as RGB pictures."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def stamp(
    page: Image.Image,
    place: SealPlace,
    dpi: int,
    rng: np.random.Generator,
    *,
    strength: float = 0.75,
    colour: tuple[int, int, int] = RED,
) -> tuple[float, float, float, float]:
    """Press a seal onto the page; what lies below shines through. Its box as pressed, in points of the page."""
    scale = dpi / 72
    ink = seal(place.owner, place.below, int(place.diameter * scale), rng, strength=strength, colour=colour)
    x = int(place.x * scale - ink.width / 2 + rng.uniform(-12, 12))
    y = int(place.y * scale - ink.height / 2 + rng.uniform(-8, 8))
    page.paste(ink, (x, y), ink)
    return x / scale, y / scale, (x + ink.width) / scale, (y + ink.height) / scale


def wear(page: Image.Image, how: Wear, rng: np.random.Generator) -> Image.Image:
    """The page as the scanner sees it."""
    angle = how.skew * (1 if rng.random() < 0.5 else -1) * float(rng.uniform(0.8, 1.2))
    page = page.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    page = page.filter(ImageFilter.GaussianBlur(how.blur))
    pixels = np.asarray(page, dtype=np.float32)
    high, wide = pixels.shape[:2]
    light = 1 - 0.05 * np.linspace(0, 1, wide, dtype=np.float32) * float(rng.uniform(0, 1))
    light = light[None, :] * (1 - 0.04 * np.linspace(0, 1, high, dtype=np.float32) * float(rng.uniform(0, 1)))[:, None]
    pixels = pixels * (np.array(how.paper, dtype=np.float32) / 255) * light[:, :, None]
    grain = rng.normal(0, how.noise, (high, wide, 1)).astype(np.float32)
    return Image.fromarray(np.clip(pixels + grain, 0, 255).astype(np.uint8))


def scan(pdf: bytes, seals: Sequence[SealPlace], how: Wear, name: str) -> list[Image.Image]:
    """All pages of a paper, stamped and worn; ``name`` decides the lot."""
    rng = rng_of(name)
    pages = []
    for number, page in enumerate(raster(pdf, how.dpi), start=1):
        for place in seals:
            if place.page == number:
                stamp(page, place, how.dpi, rng)
        pages.append(wear(page, how, rng))
    return pages


def as_pdf(pages: Sequence[Image.Image], how: Wear) -> bytes:
    """An image-only PDF, one JPEG a page, without a text layer and without the time of day."""
    buffer, epoch = io.BytesIO(), time.gmtime(0)
    pages[0].save(
        buffer,
        "PDF",
        save_all=True,
        append_images=list(pages[1:]),
        resolution=how.dpi,
        quality=how.quality,
        creationDate=epoch,
        modDate=epoch,
    )
    return buffer.getvalue()


def as_jpeg(page: Image.Image, how: Wear) -> bytes:
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=how.quality, dpi=(how.dpi, how.dpi), optimize=True)
    return buffer.getvalue()
