"""OFD pages of two layers: a scan, and below it the text another program read from it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from extractors.backends import ofd_file, ofd_page
from extractors.limits import Limits
from tests.reading.ofd_writer import Sheet, Text, Writer, saved

WHOLE = (0.0, 0.0, 210.0, 297.0)


def picture(kind: str, colour: tuple[int, ...] = (250, 250, 250)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA" if len(colour) == 4 else "RGB", (60, 85), colour).save(out, format=kind)
    return out.getvalue()


def seen(folder: Path, name: str, data: bytes, place: tuple[float, float, float, float], *, above: bool = True) -> str:
    """What is read of a page whose text is drawn before (or after) a picture."""
    writer = Writer()
    text = Sheet([Text(20, 50, "资产总计")])
    image = Sheet(images=[(name, data, place)])
    sheets = [image, text] if above else [text, image]
    # templates are behind the page
    writer.templates = [sheets[1]]
    path = saved(folder, writer.build([sheets[0]]))
    with ofd_file.opened(path, Limits()) as ofd:
        return " ".join(word.text for word in ofd_page.read(ofd, 0).layer.words)


@pytest.mark.parametrize(("name", "kind"), [("scan.jpg", "JPEG"), ("scan.png", "PNG"), ("scan.bmp", "BMP")])
def test_text_below_a_scan_of_the_page_is_not_read(tmp_path: Path, name: str, kind: str) -> None:
    assert seen(tmp_path, name, picture(kind), WHOLE) == ""


def test_text_over_a_ground_is_read(tmp_path: Path) -> None:
    assert seen(tmp_path, "ground.jpg", picture("JPEG"), WHOLE, above=False) == "资产总计"


def test_what_shines_through_hides_nothing(tmp_path: Path) -> None:
    assert seen(tmp_path, "mark.png", picture("PNG", (200, 0, 0, 40)), WHOLE) == "资产总计"


def test_a_mark_on_the_page_hides_nothing(tmp_path: Path) -> None:
    assert seen(tmp_path, "code.jpg", picture("JPEG"), (15.0, 30.0, 60.0, 40.0)) == "资产总计"
