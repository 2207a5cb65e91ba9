"""What is decided about a picture before any of it is read as text."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFont

from extractors import sniff
from extractors.backends import images
from extractors.backends.ocr_page import read_page
from extractors.backends.rulings import merged
from extractors.geometry import upright_size
from extractors.limits import Limits
from extractors.model import Ruling
from extractors.prepare.ink import has_ink
from extractors.prepare.levels import levels
from extractors.prepare.lines import rulings
from extractors.prepare.perspective import perspective_of
from extractors.prepare.seals import without_seals
from extractors.prepare.skew import skew_of
from extractors.prepare.watermark import without_watermark
from tests.reading.pages import LEASE, drawn, font_file, jpeg, stamp, with_table


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


@pytest.mark.parametrize("count", [1, 2, 3, 1000, 40_000])
def test_levels_are_those_that_sorting_finds(count: int) -> None:
    grey = np.random.default_rng(count).integers(0, 200, (1, count), dtype=np.uint8)
    shares = [0, 0.5, 2, 20, 50, 70, 90, 100]
    assert levels(grey, shares) == pytest.approx(np.percentile(grey, shares))


def test_one_small_character_is_ink_and_a_grey_empty_sheet_is_not() -> None:
    assert has_ink(drawn(("一",), width=595, height=842, size=10).image)
    rng = np.random.default_rng(7)
    sheet = np.clip(rng.normal(205, 4, (1000, 700, 3)), 0, 255).astype(np.uint8)
    sheet[:6] = 20  # the dark rim of a scan
    assert not has_ink(Image.fromarray(sheet))
    assert not has_ink(Image.new("RGB", (100, 100), "black"))
    assert not any(has_ink(Image.new("RGB", size, "white")) for size in ((1, 1), (1, 300), (300, 1), (2, 2)))
    dark = np.asarray(drawn().image) * 0.16 + rng.normal(0, 2, (625, 875, 3))
    assert has_ink(Image.fromarray(np.clip(dark, 0, 255).astype(np.uint8)))  # taken in the dark
    night = np.clip(rng.normal(12, 3, (1000, 700, 3)), 0, 255).astype(np.uint8)
    assert not has_ink(Image.fromarray(night))


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


def sealed(page: Image.Image, colour: tuple[int, int, int], centre: tuple[float, float] = (170, 120)) -> Image.Image:
    """A page with a round seal in a colour."""
    plain = Image.new("RGB", page.size, "white")
    stamp(plain, centre, 58)
    mark = 255 - np.asarray(plain)[:, :, 1].astype(np.float32)  # green: the red ink is darkest there
    ink = 255 - (255 - np.array(colour, np.float32)) * (mark / mark.max())[:, :, None]
    return ImageChops.multiply(page, Image.fromarray(ink.astype(np.uint8)))


def bgr(page: Image.Image) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.asarray(page.convert("RGB"))[:, :, ::-1])


@pytest.mark.parametrize("colour", [(222, 52, 58), (40, 60, 190), (128, 40, 120)])
@pytest.mark.parametrize("paper", ["white", (252, 240, 196), (206, 226, 240)])
@pytest.mark.parametrize("light", [1.0, 0.35])
def test_a_seal_is_a_seal_in_any_ink_on_any_paper_in_any_light(
    colour: tuple[int, int, int], paper: str | tuple[int, int, int], light: float
) -> None:
    page = ImageChops.multiply(drawn().image, Image.new("RGB", drawn().image.size, paper))
    page = Image.fromarray((np.asarray(sealed(page, colour)) * light).astype(np.uint8))
    clean, boxes = without_seals(bgr(page), 72 / 150)
    scale = 150 / 72
    (box,) = boxes
    assert (box.x0 / scale, box.x1 / scale) == pytest.approx((112, 228), abs=6)
    assert (box.top / scale, box.bottom / scale) == pytest.approx((62, 178), abs=6)
    assert (clean != bgr(page)).any()


def test_seals_that_run_together_are_told_from_a_red_frame() -> None:
    page = drawn(LEASE, width=595, height=842)
    red = page.image.copy()
    ImageDraw.Draw(red).rectangle((40, 40, 1200, 1710), outline=(200, 40, 40), width=14)
    clean, boxes = without_seals(bgr(red), 72 / 150)
    assert boxes == [] and (clean == bgr(red)).all()
    stamp(red, (90, 420), 58)  # touches the frame
    _, (box,) = without_seals(bgr(red), 72 / 150)
    assert (box.x0 * 72 / 150, box.top * 72 / 150) == pytest.approx((32, 362), abs=8)


def test_a_red_letterhead_keeps_its_characters_and_a_blue_heading_too() -> None:
    for colour in ((206, 24, 30), (30, 60, 170)):
        head = np.asarray(drawn(("某市某区文化产业发展中心文件", "通知"), width=595, size=32).image).copy()
        head[head[:, :, 0] < 128] = colour
        clean, boxes = without_seals(np.ascontiguousarray(head[:, :, ::-1]), 72 / 150)
        assert boxes == [] and (clean[:, :, ::-1] == head).all()


def test_an_emblem_in_red_and_gold_is_no_seal_whether_fresh_or_faded() -> None:
    for gold, red in (((236, 190, 40), (214, 24, 30)), ((244, 196, 206), (236, 110, 150))):
        page = drawn(LEASE, width=595, height=842).image
        pen = ImageDraw.Draw(page)
        pen.ellipse((520, 900, 740, 1120), fill=red, outline=gold, width=22)
        pen.polygon([(630, 940), (660, 1040), (600, 1040)], fill=gold)
        assert without_seals(bgr(page), 72 / 150)[1] == []


def photographed(page: Image.Image, corners: list[tuple[float, float]], desk: int = 90) -> Image.Image:
    """The page on a dark desk, its corners (from the top left, clockwise) at these places, shares of its sides."""
    wide, high = page.size
    target = np.array([(x * wide, y * high) for x, y in corners], np.float32)
    edge = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    matrix = cv2.getPerspectiveTransform(edge, target)
    size = (round(wide * 1.2), round(high * 1.2))
    return Image.fromarray(cv2.warpPerspective(np.asarray(page), matrix, size, borderValue=(desk,) * 3))


@pytest.mark.parametrize(
    "corners",
    [
        [(0.1, 0.1), (1.1, 0.1), (1.02, 1.1), (0.16, 1.1)],  # from the foot of the page
        [(0.1, 0.1), (1.08, 0.18), (1.1, 1.06), (0.12, 1.1)],  # from one side
        [(-0.04, -0.02), (1.22, 0.02), (1.16, 1.22), (0.02, 1.2)],  # close up, corners cut off
    ],
)
def test_a_photo_from_aslant_is_flattened(corners: list[tuple[float, float]]) -> None:
    lines = [f"第{n}条 乙方应于每月{n}日前支付当月租金，逾期按日加收千分之五的违约金；" for n in range(1, 26)]
    page = drawn(lines, width=595, height=842, size=12).image
    photo = photographed(page, corners)
    how = perspective_of(bgr(photo))
    assert how is not None
    wide, high = page.size
    edge = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    target = np.array([(x * wide, y * high) for x, y in corners], np.float32)
    whole = how.matrix @ cv2.getPerspectiveTransform(edge, target)
    for y in (0.1, 0.5, 0.9):
        ends = np.array([[0.1 * wide, y * high, 1], [0.9 * wide, y * high, 1]]) @ whole.T
        (x0, y0), (x1, y1) = ends[:, :2] / ends[:, 2:]
        assert abs(np.degrees(np.arctan2(y1 - y0, x1 - x0))) < 0.2
        assert 0 <= x0 < x1 <= how.width and min(y0, y1) >= 0 and max(y0, y1) <= how.height


def test_what_is_read_on_a_photo_is_boxed_where_the_photo_shows_it() -> None:
    lines = [f"第{n}条 房屋租赁期限{n}年，月租金{n}5000元" for n in range(1, 10)]
    page = drawn(lines)
    corners = [(0.08, 0.05), (1.1, 0.12), (1.05, 1.1), (0.14, 1.02)]
    photo = photographed(page.image, corners)
    read = read_page(photo, 1, photo.width * 72 / 150, photo.height * 72 / 150, "image_file")
    assert read.flat is not None and read.turned == 0
    wide, high = 420.0, 300.0
    edge = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    target = np.array([(x * wide, y * high) for x, y in corners], np.float32)
    laid = cv2.getPerspectiveTransform(edge, target)
    for line, (x0, top, x1, bottom) in page.texts.items():
        at = np.array([[(x0 + x1) / 2, (top + bottom) / 2, 1]]) @ laid.T
        x, y = (at[:, :2] / at[:, 2:])[0]
        words = [w for w in read.words if w.box.x0 < x < w.box.x1 and w.box.top < y < w.box.bottom]
        assert any(w.text.replace(" ", "")[-6:] in line for w in words), line
        spread = {round(w.place.middle) for w in read.words if w.text[:2] in line[:3]}
        assert spread and max(spread) - min(spread) <= 3
    width, height = upright_size(read)
    assert all(w.place.x1 <= width + 1 and w.place.bottom <= height + 1 for w in read.words)


def test_flat_pages_are_not_flattened() -> None:
    scan = drawn(LEASE * 3, width=595, height=842).image
    for page in (
        scan,
        scan.rotate(2.5, expand=True, fillcolor="white"),
        with_table([["序号", "姓名"]] * 9, (40, 90, 300)),
    ):
        assert perspective_of(bgr(page)) is None
    assert perspective_of(np.full((900, 700, 3), 255, np.uint8)) is None
    assert perspective_of(bgr(drawn(("收据",), width=595, height=842).image)) is None


def test_a_watermark_goes_and_the_commas_stay() -> None:
    lines = [f"第{n}条，乙方应付租金27,600.00元，一次付清（含税）。" for n in range(1, 18)]
    page = drawn(lines, width=595, height=842).image
    layer = Image.new("L", (2400, 2400), 255)
    font = ImageFont.truetype(str(font_file()), 90)
    for y in range(0, 2400, 330):
        for x in range(-300 * (y % 2), 2400, 1100):
            ImageDraw.Draw(layer).text((x, y), "仅供办理补贴使用", font=font, fill=196, stroke_width=2)
    marks = layer.rotate(35, fillcolor=255).crop((500, 300, 500 + page.width, 300 + page.height)).convert("RGB")
    marked = bgr(ImageChops.multiply(page, marks))
    clean = without_watermark(marked, [])
    assert clean is not None
    bare, grey = np.asarray(page.convert("L")).astype(int), clean.max(axis=2).astype(int)
    before = np.abs(marked.max(axis=2).astype(int) - bare) > 25
    assert (np.abs(grey - bare) > 25).sum() < 0.15 * before.sum()
    assert (grey[bare < 60] < 140).mean() > 0.99  # ink is ink still
    assert without_watermark(bgr(page), []) is None


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
