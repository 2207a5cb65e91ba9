"""PaddleOCR for real, on small pages: text, places, and that nothing but local files is used."""

from __future__ import annotations

import socket
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from extractors.errors import ReaderUnavailable
from extractors.geometry import inverse, mapped, overlap_x, overlap_y, straightening
from extractors.model import Box, Method, Page
from extractors.reader import read
from tests.bench.reading_engines import ENGINES
from tests.reading.pages import LEASE, drawn, font_file, jpeg, pdf_with, stamp, with_table

pytestmark = pytest.mark.ocr


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("reading asked for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def same(text: str) -> str:
    return text.translate(str.maketrans("（）：，¥￥", "():,YY"))


def joined(page: Page) -> str:
    return same("".join(w.text for w in page.words))


def save(image: Image.Image, path: Path) -> Path:
    path.write_bytes(jpeg(image, dpi=(150, 150)))
    return path


#: simfang has no yuan sign: drawn as an empty square, which is no character to expect
TEXTS = [line for line in LEASE if "¥" not in line]


def test_a_scan_askew_on_its_side_and_sealed_is_read_in_its_places(tmp_path: Path) -> None:
    bare = drawn(TEXTS)
    sealed = bare.image.copy()
    stamp(sealed, (180, 130), 50)
    lying = sealed.rotate(2.0, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    lying = lying.rotate(90, expand=True)
    (page,) = read(save(lying, tmp_path / "scan.jpg")).pages
    assert page.method is Method.OCR and page.reason == "image_file"
    assert page.turned == 90 and page.skew == pytest.approx(2.0, abs=0.2)
    assert joined(page) == same("".join(TEXTS))
    assert len(page.seals) == 1

    # where each line was drawn, taken through the same turning, must be where its words are said to be
    upright = straightening(420, 300, 0, -2.0)
    size = sealed.rotate(2.0, expand=True).size
    lay = straightening(size[0] * 72 / 150, size[1] * 72 / 150, 270, 0)
    for line, (x0, top, x1, bottom) in bare.texts.items():
        truth = mapped(mapped(Box(x0, top, x1, bottom), upright), lay)
        words = [w for w in page.words if same(w.text) in same(line)]
        assert words, line
        for word in words:
            share = overlap_x(word.box, truth) * overlap_y(word.box, truth)
            assert share > 0.6 * word.box.width * word.box.height, (line, word.box, truth)
            assert len(word.edges) == len(word.text) + 1
            assert list(word.edges) == sorted(word.edges)
            back = mapped(word.place, inverse(straightening(page.width, page.height, 90, page.skew)))
            assert (back.x0, back.top) == pytest.approx((word.box.x0, word.box.top), abs=0.5)


def test_characters_stand_at_their_edges_and_cells_stay_apart(tmp_path: Path) -> None:
    rows = [
        ["序号", "姓名", "身份证号", "缴费基数"],
        ["1", "张三", "110105198801010011", "5360.00"],
        ["2", "欧阳堃", "110105199002020022", "12345.67"],
    ]
    columns = (40.0, 80.0, 140.0, 280.0, 360.0)
    (page,) = read(save(with_table(rows, columns), tmp_path / "table.jpg")).pages
    for i, row in enumerate(rows):
        for k, text in enumerate(row):
            (word,) = [
                w
                for w in page.words
                if columns[k] <= (w.place.x0 + w.place.x1) / 2 < columns[k + 1]
                and 40 + 22 * i <= w.place.middle < 62 + 22 * i
            ]
            assert word.text == text
            assert columns[k] <= word.edges[0] and word.edges[-1] <= columns[k + 1] + 1
    assert sum(r.x0 == r.x1 for r in page.rulings) == 5 and sum(r.top == r.bottom for r in page.rulings) == 4
    number = next(w for w in page.words if w.text == "110105198801010011")
    steps = np.diff(number.edges)
    assert steps.max() < 2.2 * np.median(steps)  # digits are evenly set, and so are their edges


def test_the_choice_is_made_page_by_page(tmp_path: Path) -> None:
    image = tmp_path / "scan.jpg"
    image.write_bytes(jpeg(drawn(TEXTS[:3]).image))

    def draw(c: object) -> None:
        c.drawString(40, 250, "第一页有文字层")  # type: ignore[attr-defined]
        c.showPage()  # type: ignore[attr-defined]
        c.drawImage(str(image), 0, 0, 420, 300)  # type: ignore[attr-defined]

    path = tmp_path / "mixed.pdf"
    path.write_bytes(pdf_with(draw, size=(420, 300)))
    first, second = read(path).pages
    assert (first.method, first.reason) == (Method.TEXT_LAYER, "text_layer")
    assert (second.method, second.reason) == (Method.OCR, "no_text")
    assert joined(second) == same("".join(TEXTS[:3]))


def test_a_page_whose_font_tells_nothing_is_looked_at(tmp_path: Path) -> None:
    """A font without a character map gives (cid:...) or private characters; its glyphs can still be seen."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    pdfmetrics.registerFont(TTFont("FangSong", str(font_file())))

    def draw(c: object) -> None:
        c.setFont("FangSong", 14)  # type: ignore[attr-defined]
        c.drawString(40, 250, "月租金三万五千元")  # type: ignore[attr-defined]

    data = pdf_with(draw, pageCompression=0)
    broken = data.replace(b"/ToUnicode", b"/NoUnicode")
    assert broken != data
    path = tmp_path / "garbled.pdf"
    path.write_bytes(broken)
    (page,) = read(path).pages
    assert page.method is Method.OCR and page.reason == "garbled_text"
    assert joined(page) == "月租金三万五千元"


def test_missing_weights_are_said_to_be_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from extractors.backends import weights

    monkeypatch.setattr(weights, "_folder", lambda: tmp_path)
    with pytest.raises(ReaderUnavailable) as missing:
        weights.weight_file.__wrapped__("ppocrv6/small/rec/rec.onnx")
    assert missing.value.data == {"missing": "ppocrv6/small/rec/rec.onnx"}
    changed = tmp_path / "ppocrv6" / "small" / "rec" / "rec.onnx"
    changed.parent.mkdir(parents=True)
    changed.write_bytes(b"something else")
    with pytest.raises(ReaderUnavailable) as other:
        weights.weight_file.__wrapped__("ppocrv6/small/rec/rec.onnx")
    assert other.value.data == {"changed": "ppocrv6/small/rec/rec.onnx"}


def test_our_recogniser_changes_no_character_of_paddles_own(tmp_path: Path) -> None:
    """Same weights; the detectors' sizes, true widths, the cascade and our decoding may not alter what is read."""
    from extractors.backends.paddle import reader

    picture = np.ascontiguousarray(np.asarray(drawn(TEXTS).image)[:, :, ::-1])
    path = tmp_path / "page.png"
    drawn(TEXTS).image.save(path)
    ours = reader().read(picture)
    assert [f.line.text for f in ours] == list(ENGINES["PaddleOCR default"]()(path))
    for found in ours:
        line = found.line
        assert len(line.centres) == len(line.text) == len(line.probabilities)
        assert all(0 <= c <= 1 for c in line.centres) and list(line.centres) == sorted(line.centres)


def test_a_grey_watermark_across_the_page_is_not_read(tmp_path: Path) -> None:
    bare = drawn(TEXTS)
    font = ImageFont.truetype(str(font_file()), 54)
    mark = Image.new("L", (620, 80), 0)
    ImageDraw.Draw(mark).text((4, 8), "仅供内部审核使用无效", font=font, fill=255)
    mark = mark.rotate(28, expand=True)
    marked = bare.image.copy()
    for at in ((20, 20), (300, 140), (60, 300)):
        layer = Image.new("L", marked.size, 0)
        layer.paste(mark, at)
        grey = Image.composite(
            Image.new("RGB", marked.size, (196, 196, 196)), Image.new("RGB", marked.size, "white"), layer
        )
        marked = ImageChops.darker(marked, grey)
    (page,) = read(save(marked, tmp_path / "marked.jpg")).pages
    assert joined(page) == same("".join(TEXTS))
