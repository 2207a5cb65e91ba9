"""What is decided about a picture before any of it is read as text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from extractors import sniff
from extractors.backends import images
from extractors.backends.rulings import merged
from extractors.limits import Limits
from extractors.model import Ruling
from extractors.prepare.ink import has_ink
from extractors.prepare.lines import rulings
from extractors.prepare.seals import without_seals
from extractors.prepare.skew import skew_of
from tests.reading.pages import LEASE, drawn, jpeg, stamp, with_table


def test_formats_are_known_by_their_bytes() -> None:
    assert sniff.media_type(b"junk\n%PDF-1.7") == sniff.PDF
    assert sniff.media_type(b"\x89PNG\r\n\x1a\n....") == sniff.PNG
    assert sniff.media_type(b"\xff\xd8\xff\xe0") == sniff.JPEG
    assert sniff.media_type(b"II*\x00") == sniff.media_type(b"MM\x00*") == sniff.TIFF
    assert sniff.media_type(b"PK\x03\x04") is None and sniff.media_type(b"") is None


@pytest.mark.parametrize(
    ("pixels", "dpi", "points"),
    [
        ((1240, 1754), (150, 150), (595.2, 841.9)),
        ((1240, 1754), None, (595, 841.6)),  # nothing said: A4
        ((1754, 1240), (1, 1), (842, 595.3)),  # nonsense said: A4 on its side
        ((3000, 4000), (72, 72), (595, 793.3)),  # a camera's default, not a page of a metre
    ],
)
def test_the_size_of_a_picture_in_points(
    tmp_path: Path, pixels: tuple[int, int], dpi: tuple[int, int] | None, points: tuple[float, float]
) -> None:
    path = tmp_path / "p.jpg"
    path.write_bytes(jpeg(Image.new("L", pixels), **({"dpi": dpi} if dpi else {})))
    with images.opened(path, sniff.JPEG) as image:
        assert images.check(image, Limits()) == [pytest.approx(points, abs=0.5)]


def test_a_photo_stands_as_its_exif_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned by a quarter
    half = Image.new("RGB", (200, 100), "white")
    half.paste((0, 0, 0), (0, 0, 40, 100))  # dark at the left of the stored picture
    path = tmp_path / "p.jpg"
    path.write_bytes(jpeg(half, exif=exif.tobytes()))
    with images.opened(path, sniff.JPEG) as image:
        ((width, height),) = images.check(image, Limits())
        shown = images.picture(image, 0, 1000)
    assert width < height and shown.size == (100, 200)
    assert np.asarray(shown.convert("L"))[10, 50] < 50 < np.asarray(shown.convert("L"))[150, 50]


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "CMYK", "I;16"])
def test_every_kind_of_picture_becomes_rgb_on_white(tmp_path: Path, mode: str) -> None:
    page = drawn(("房屋租赁合同",), width=200, height=60).image
    if mode == "I;16":
        page = Image.fromarray(np.asarray(page.convert("L")).astype(np.uint16) * 257)
    elif mode in ("RGBA", "LA"):
        clear = page.convert("RGBA")
        clear.putalpha(page.convert("L").point(lambda v: 255 - v))  # the paper is transparent
        page = clear.convert(mode)
    else:
        page = page.convert(mode)
    path = tmp_path / "p.tif"
    page.save(path)
    with images.opened(path, sniff.TIFF) as image:
        shown = images.picture(image, 0, 4000)
    grey = np.asarray(shown.convert("L"))
    assert shown.mode == "RGB" and grey.max() > 240 and grey.min() < 80 and 0.003 < (grey < 128).mean() < 0.3


def test_a_long_picture_is_shortened_not_cut() -> None:
    page = drawn().image.resize((3000, 2143))
    assert images._on_white(page).size == (3000, 2143)


def test_one_small_character_is_ink_and_a_grey_empty_sheet_is_not() -> None:
    assert has_ink(drawn(("一",), width=595, height=842, size=10).image)
    rng = np.random.default_rng(7)
    sheet = np.clip(rng.normal(205, 4, (1000, 700, 3)), 0, 255).astype(np.uint8)
    sheet[:6] = 20  # the dark rim of a scan
    assert not has_ink(Image.fromarray(sheet))
    assert not has_ink(Image.new("RGB", (100, 100), "black"))


@pytest.mark.parametrize("degrees", [-3.0, -0.7, 0.0, 1.2, 4.5])
def test_skew_is_found_to_a_tenth_of_a_degree(degrees: float) -> None:
    page = drawn().image.convert("L").rotate(degrees, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    assert skew_of(np.asarray(page)) == pytest.approx(degrees, abs=0.16)


def test_an_almost_empty_page_has_no_skew() -> None:
    assert skew_of(np.full((500, 400), 255, np.uint8)) == 0.0


def test_a_seal_is_found_and_removed_and_the_text_under_it_stays() -> None:
    bare = drawn()
    sealed = bare.image.copy()
    stamp(sealed, (170, 120), 58)
    clean, (box,) = without_seals(np.asarray(sealed)[:, :, ::-1].copy(), 72 / 150)
    scale = 150 / 72
    assert (box.x0 / scale, box.x1 / scale) == pytest.approx((112, 228), abs=6)
    assert (box.top / scale, box.bottom / scale) == pytest.approx((62, 178), abs=6)
    left = np.abs(clean.max(axis=2).astype(int) - np.asarray(bare.image.convert("L")).astype(int))
    before = np.abs(np.asarray(sealed.convert("L")).astype(int) - np.asarray(bare.image.convert("L")).astype(int))
    assert (left > 60).mean() < 0.1 * (before > 60).mean()


def test_red_headings_are_no_seals() -> None:
    page = np.asarray(drawn(LEASE).image).copy()
    page[page[:, :, 0] < 128] = (200, 30, 30)
    clean, boxes = without_seals(np.ascontiguousarray(page[:, :, ::-1]), 72 / 150)
    assert boxes == [] and (clean[:, :, ::-1] == page).all()


def test_table_lines_are_found_where_they_were_drawn() -> None:
    columns = (40.0, 90.0, 200.0, 300.0)
    page = with_table([["序号", "姓名", "金额"]] * 3, columns)
    found = rulings(np.ascontiguousarray(np.asarray(page)[:, :, ::-1]), 72 / 150)
    level = sorted(r.top for r in found if r.top == r.bottom)
    upright = sorted(r.x0 for r in found if r.x0 == r.x1)
    assert level == pytest.approx([40, 62, 84, 106], abs=1)
    assert upright == pytest.approx(columns, abs=1)


def test_pieces_of_a_line_become_one() -> None:
    pieces = [Ruling(0, 10, 50, 10.2), Ruling(51, 10.1, 100, 10.1), Ruling(0, 10.9, 40, 10.9), Ruling(3, 3, 6, 3)]
    (line,) = merged(pieces, 200, 200)
    assert (line.x0, line.x1) == (0, 100) and line.top == line.bottom == pytest.approx(10.3, abs=0.3)
    apart = merged([Ruling(0, 10, 50, 10), Ruling(70, 10, 100, 10)], 200, 200)
    assert len(apart) == 2
    assert merged([Ruling(0, 0, 50, 50)], 200, 200) == []
