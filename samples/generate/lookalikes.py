"""Makes ``extractors/lookalikes.yaml``: which characters look like those that the kinds' YAML files name.

Characters are drawn in a sans, a serif and a regular-script face, blurred as a poor scan blurs them, and compared by
the correlation of their pixels. ``python -m samples.generate.lookalikes > extractors/lookalikes.yaml``
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from extractors.kindfiles import FOLDER
from samples.generate.fonts import FANG, HEI, KAI, SONG, Face, drawn

_SIDE, _SIZE = 28, 24  #: pixels: of the picture, of the character in it
_BLUR = 1.0  #: pixels
#: least correlation, in the face where they are likest: for a character of everyday use, and for a rare one, which a
#: reader seldom comes up with
_COMMON, _RARE = 0.84, 0.86
_MOST = 10  #: look-alikes of one character


def named() -> list[str]:
    """Every Chinese character of the kinds' YAML files."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(Path(FOLDER).glob("*.yaml")))
    return sorted({char for text in texts for char in re.findall("[\u4e00-\u9fff]", text)})


def level(first: int, last: int) -> Iterator[str]:
    """The characters of some rows of GB 2312: rows B0 to D7 are those of everyday use, D8 to F7 the rare ones."""
    for row in range(first, last + 1):
        for cell in range(0xA1, 0xFF):
            yield from bytes([row, cell]).decode("gb2312", "ignore")


def pictures(chars: Sequence[str], face: Face) -> NDArray[np.float32]:
    """One row of pixels for each character, of mean 0 and length 1."""
    font = drawn(face, _SIZE)
    rows = np.zeros((len(chars), _SIDE * _SIDE), np.float32)
    for index, char in enumerate(chars):
        image = Image.new("L", (_SIDE, _SIDE), 0)
        ImageDraw.Draw(image).text((2, 1), char, font=font, fill=255)
        pixels = np.asarray(image.filter(ImageFilter.GaussianBlur(_BLUR)), np.float32).ravel()
        pixels = pixels - pixels.mean()
        rows[index] = pixels / (np.linalg.norm(pixels) + 1e-6)
    return rows


def main() -> None:
    own, common, rare = named(), list(level(0xB0, 0xD7)), list(level(0xD8, 0xF7))
    others = common + rare
    faces = [pictures(own, face) @ pictures(others, face).T for face in (HEI, SONG, KAI, FANG)]
    alike: NDArray[np.float32] = np.maximum.reduce(faces)
    least = np.array([_COMMON] * len(common) + [_RARE] * len(rare))
    out = sys.stdout
    out.write(
        "# Characters that look like those the kinds name, the likest first. Made by samples/generate/lookalikes.py.\n"
    )
    for char, row in zip(own, alike, strict=True):
        near = [others[i] for i in np.argsort(-row) if row[i] >= least[i] and others[i] != char][:_MOST]
        if near:
            out.write(f"{char}: {''.join(near)}\n")


if __name__ == "__main__":
    main()
