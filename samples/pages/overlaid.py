"""What lies over or around a paper: a watermark, seals pressed over its text, the desk a photo was taken on."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw

from samples.generate.fonts import HEI, drawn
from samples.generate.paper import SealPlace

Pixels = npt.NDArray[np.float32]

_WORDS = ("仅供办理补贴申请使用", "仅供核验 再次复印无效", "青槐物业内部资料")
#: red, the purple of old pads, and blue
SEAL_INKS = ((214, 32, 38), (128, 40, 120), (40, 60, 190))


def watermarked(pixels: Pixels, dpi: int, rng: np.random.Generator) -> Pixels:
    """Grey words aslant over the whole page; dark text below them stays dark."""
    high, wide = pixels.shape[:2]
    size = round(float(rng.uniform(22, 44)) * dpi / 72)
    font, words = drawn(HEI, size), _WORDS[int(rng.integers(len(_WORDS)))]
    side = round(math.hypot(high, wide))
    layer = Image.new("L", (side, side), 255)
    pen, step = ImageDraw.Draw(layer), round(pen_width(words, size) + 3 * size)
    grey = int(rng.integers(170, 222))
    for number, y in enumerate(range(0, side, round(size * float(rng.uniform(3.5, 6))))):
        for x in range(-(number % 2) * step // 2, side, step):
            pen.text((x, y), words, font=font, fill=grey)
    angle = float(rng.uniform(25, 50)) * (1 if rng.random() < 0.8 else -1)
    layer = layer.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255)
    left, top = (side - wide) // 2, (side - high) // 2
    marks = np.asarray(layer.crop((left, top, left + wide, top + high)), dtype=np.float32)
    return np.asarray(pixels * (marks / 255)[:, :, None], dtype=np.float32)


def pen_width(words: str, size: int) -> float:
    return drawn(HEI, size).getlength(words)


def more_seals(width: float, height: float, page: int, count: int, rng: np.random.Generator) -> list[SealPlace]:
    """Seals at random places of a page, in points; they may overlap each other and any text."""
    return [
        SealPlace(
            page,
            float(rng.uniform(0.2, 0.8)) * width,
            float(rng.uniform(0.12, 0.88)) * height,
            "青槐区望澜街道综合服务中心",
            "业务专用章",
            float(rng.uniform(95, 125)),
        )
        for _ in range(count)
    ]


def desk(high: int, wide: int, rng: np.random.Generator) -> Pixels:
    """A table top: its colour, long grain across, a few scratches and an edge or two."""
    colour = np.array(((96, 66, 44), (150, 116, 82), (62, 64, 68), (176, 172, 166))[int(rng.integers(4))], np.float32)
    grain = rng.standard_normal((high // 3 + 1, max(2, wide // 60))).astype(np.float32)
    top = cv2.GaussianBlur(cv2.resize(grain, (wide, high), interpolation=cv2.INTER_CUBIC), (0, 0), 1.2)
    out = colour * (1 + 0.11 * top[:, :, None])
    for _ in range(int(rng.integers(2, 6))):
        ends = [(int(rng.integers(wide)), int(rng.integers(high))) for _ in range(2)]
        cv2.line(out, ends[0], ends[1], tuple(float(v) for v in colour * float(rng.uniform(0.6, 1.3))), 2)
    turn = cv2.rotate(out, cv2.ROTATE_90_CLOCKWISE) if rng.random() < 0.5 else out
    return np.asarray(cv2.resize(turn, (wide, high)), dtype=np.float32)
