"""A round red seal, as a picture with transparency: rim, owner along the arc, star, words below."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.generate.fonts import FANG, drawn

#: the usual ink
RED = (214, 32, 38)


def _star(draw: ImageDraw.ImageDraw, centre: float, radius: float) -> None:
    points = []
    for at in range(10):
        reach = radius if at % 2 == 0 else radius * 0.382
        angle = math.pi / 5 * at - math.pi / 2
        points.append((centre + reach * math.cos(angle), centre + reach * math.sin(angle)))
    draw.polygon(points, fill=255)


def seal(
    owner: str,
    below: str,
    side: int,
    rng: np.random.Generator,
    *,
    strength: float = 0.75,
    colour: tuple[int, int, int] = RED,
) -> Image.Image:
    """RGBA, ``side`` pixels square, turned a little; ``strength`` is how opaque its ink is (0..1).

    ``rng`` makes the ink uneven; the same state gives the same seal.
    """
    big = side * 2
    mask = Image.new("L", (big, big), 0)
    draw = ImageDraw.Draw(mask)
    rim = max(big // 44, 2)
    draw.ellipse((rim, rim, big - rim, big - rim), outline=255, width=rim)
    _star(draw, big / 2, big * 0.15)
    span = math.radians(min(285, 24 * len(owner)))
    size = min(int(big * 0.135), int(span * big * 0.41 / max(len(owner), 1)))
    font = drawn(FANG, size)
    for at, char in enumerate(owner):
        angle = -span / 2 + span * (at + 0.5) / len(owner)
        glyph = Image.new("L", (size * 2, size * 2), 0)
        ImageDraw.Draw(glyph).text((size, size), char, font=font, fill=255, anchor="mm", stroke_width=size // 22)
        glyph = glyph.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        reach = big / 2 - rim * 2.2 - size * 0.55
        x, y = big / 2 + reach * math.sin(angle), big / 2 - reach * math.cos(angle)
        mask.paste(255, (int(x - size), int(y - size)), glyph)
    if below:
        draw.text(
            (big / 2, big * 0.76), below, font=drawn(FANG, int(big * 0.085)), fill=255, anchor="mm", stroke_width=1
        )
    mask = mask.resize((side, side), Image.Resampling.LANCZOS)
    coarse = rng.uniform(0.55, 1.0, (side // 6 + 1, side // 6 + 1))
    uneven = Image.fromarray((coarse * 255).astype(np.uint8)).resize((side, side), Image.Resampling.BICUBIC)
    alpha = np.asarray(mask, dtype=np.float32) * np.asarray(uneven, dtype=np.float32) / 255 * strength
    ink = Image.new("RGBA", (side, side), (*colour, 0))
    ink.putalpha(Image.fromarray(alpha.astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.4)))
    return ink.rotate(float(rng.uniform(-18, 18)), resample=Image.Resampling.BICUBIC)
