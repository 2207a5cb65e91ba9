"""OFD files of several producers give the same words in the same places; broken ones a typed error."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from extractors import errors, sniff
from extractors.backends.ofd_text import steps
from extractors.extract import extract
from extractors.limits import Limits
from extractors.model import Document, Method, Page
from extractors.reader import read
from extractors.render import render
from tests.reading import pages
from tests.reading.ofd_writer import POINTS, Habits, Sheet, Text, Writer, saved, zipped
from tests.reading.pages import darkest

LICENCE = Sheet(
    texts=[
        Text(85, 30, "营业执照", 10),
        Text(25, 50, "统一社会信用代码：91110105MA01ABCD19"),
        Text(25, 62, "名称"),
        Text(60, 62, "北京晨星餐饮管理有限公司"),
        Text(25, 72, "类型"),
        Text(60, 72, "有限责任公司(自然人独资)"),
        Text(25, 82, "法定代表人"),
        Text(60, 82, "王小明"),
        Text(25, 92, "注册资本"),
        Text(60, 92, "壹佰万元整"),
        Text(25, 102, "成立日期"),
        Text(60, 102, "2018年06月12日"),
        Text(25, 112, "住所"),
        Text(60, 112, "北京市朝阳区建国路 88 号"),
    ],
    lines=[(20, 40, 190, 40), (20, 120, 190, 120), (20, 40, 20, 120), (190, 40, 190, 120)],
)
PRODUCERS = {
    "standard": Habits(),
    "no prefix, absolute paths": Habits(prefix="", absolute=True),
    "draft namespace, one code a character": Habits(prefix="o:", namespace="http://www.ofdspec.org", single=True),
    "points under a matrix": Habits(scale=2.8346457, grouped=False),
    "size on the page": Habits(page_area=False, scale=0.5),
}


def ofd(folder: Path, *sheets: Sheet, habits: Habits = PRODUCERS["standard"]) -> Document:
    return read(saved(folder, Writer(habits).build(sheets)))


def texts(page: Page) -> set[str]:
    return {word.text for word in page.words}


@pytest.mark.parametrize("habits", PRODUCERS.values(), ids=PRODUCERS)
def test_every_producer_gives_the_same_words_in_the_same_places(tmp_path: Path, habits: Habits) -> None:
    document = ofd(tmp_path, LICENCE, habits=habits)
    assert document.media_type == sniff.OFD
    (page,) = document.pages
    assert (round(page.width, 1), round(page.height, 1)) == (595.3, 841.9)
    assert page.method is Method.TEXT_LAYER and page.reason == "text_layer"
    found = {word.text: word for word in page.words}
    name = found["北京晨星餐饮管理有限公司"]
    assert name.box.x0 == pytest.approx(60 * POINTS, abs=0.1)
    assert name.box.x1 == pytest.approx((60 + 12 * 4) * POINTS, abs=0.1)
    assert name.box.top < 62 * POINTS - 7 and 62 * POINTS < name.box.bottom < 62 * POINTS + 3
    assert len(name.edges) == 13
    assert {"北京市朝阳区建国路", "88", "号"} <= set(found)
    assert len(page.rulings) == 4


def test_a_licence_gives_its_fields(tmp_path: Path) -> None:
    found = {field.name: field for field in extract(ofd(tmp_path, LICENCE)).fields}
    assert found["name"].value == "北京晨星餐饮管理有限公司"
    assert found["established"].value == date(2018, 6, 12)


def test_what_a_template_holds_is_on_every_page(tmp_path: Path) -> None:
    writer = Writer()
    writer.templates = [Sheet([Text(20, 20, "北京市社会保险个人权益记录")], lines=[(20, 25, 190, 25)])]
    document = read(saved(tmp_path, writer.build([Sheet([Text(20, 50, "第一页")]), Sheet([Text(20, 50, "第二页")])])))
    assert [texts(page) for page in document.pages] == [
        {"北京市社会保险个人权益记录", "第一页"},
        {"北京市社会保险个人权益记录", "第二页"},
    ]
    assert all(len(page.rulings) == 1 for page in document.pages)


def test_a_ruled_table_is_read_by_its_lines(tmp_path: Path) -> None:
    from extractors.tables.find import tables_of

    rows = [("险种", "人数"), ("失业保险", "12"), ("工伤保险", "11")]
    sheet = Sheet()
    for r, (left, right) in enumerate(rows):
        sheet.texts += [Text(22, 46 + 10 * r, left), Text(72, 46 + 10 * r, right)]
    sheet.lines += [(20, 40 + 10 * r, 120, 40 + 10 * r) for r in range(4)]
    sheet.lines += [(x, 40, x, 70) for x in (20, 70, 120)]
    (table,) = tables_of(ofd(tmp_path, sheet).pages[0])
    assert table.ruled and table.texts() == [list(row) for row in rows]


def test_seals_are_told_with_their_place(tmp_path: Path) -> None:
    writer = Writer()
    writer.seals = [(1, (120.0, 200.0, 40.0, 40.0))]
    writer.annotations = {1: '<ofd:Annot Type="Stamp"><ofd:Appearance Boundary="20 200 30 30"/></ofd:Annot>'}
    (page,) = read(saved(tmp_path, writer.build([LICENCE]))).pages
    assert sorted(round(seal.x0 / POINTS) for seal in page.seals) == [20, 120]
    assert all(seal.width > 80 for seal in page.seals)
    picture = render(tmp_path / "paper.ofd", 1, dpi=60)
    x, y = round((140 + 20) * 60 / 25.4), round(220 * 60 / 25.4)
    assert any(picture.getpixel((x + dx, y))[0] > 150 > picture.getpixel((x + dx, y))[1] for dx in range(-3, 4))  # type: ignore[index]


def test_watermarks_and_hidden_text_are_no_part_of_the_page(tmp_path: Path) -> None:
    sheet = replace(LICENCE, texts=list(LICENCE.texts))
    sheet.texts += [
        Text(60, 150, "仅供办理使用", extra='CTM="0.866 0.5 -0.5 0.866 0 0"'),
        Text(60, 160, "看不见的", extra='Visible="false"'),
        Text(60, 170, "透明的", extra='Alpha="0"'),
        Text(60, 180, "白的", children='<ofd:FillColor Value="255 255 255"/>'),
        Text(60, 400, "页面之外"),
    ]
    writer = Writer()
    code = '<ofd:TextCode X="0" Y="4">下载次数</ofd:TextCode>'
    text = f'<ofd:TextObject ID="3" Boundary="0 0 40 5" Size="4">{code}</ofd:TextObject>'
    typed = text.replace("下载次数", "经办人填")
    writer.annotations = {
        1: f'<ofd:Annot Type="Watermark"><ofd:Appearance Boundary="20 200 40 10">{text}</ofd:Appearance></ofd:Annot>'
        f'<ofd:Annot Type="Other"><ofd:Appearance Boundary="20 220 40 10">{typed}</ofd:Appearance></ofd:Annot>'
    }
    (page,) = read(saved(tmp_path, writer.build([sheet]))).pages
    shown = texts(page)
    assert not shown & {"仅供办理使用", "看不见的", "透明的", "白的", "页面之外", "下载次数"}
    (word,) = [word for word in page.words if word.text == "经办人填"]
    assert word.box.x0 == pytest.approx(20 * POINTS, abs=0.1) and 220 < word.box.bottom / POINTS < 226


def test_white_text_on_a_dark_ground_is_read(tmp_path: Path) -> None:
    sheet = Sheet([Text(22, 50, "表头", children='<ofd:FillColor Value="255 255 255"/>')])
    sheet.raw = (
        '<ofd:PathObject ID="1" Boundary="20 40 60 15" Fill="true" Stroke="false"><ofd:FillColor Value="0 0 128"/>'
        "<ofd:AbbreviatedData>M 0 0 L 60 0 L 60 15 L 0 15 C</ofd:AbbreviatedData></ofd:PathObject>"
    )
    assert texts(ofd(tmp_path, sheet).pages[0]) == {"表头"}


def test_text_without_steps_and_written_downwards(tmp_path: Path) -> None:
    sheet = Sheet()
    sheet.raw = (
        '<ofd:TextObject ID="1" Boundary="20 40 60 15" Size="4"><ofd:TextCode X="0" Y="4">没有步长12</ofd:TextCode>'
        '</ofd:TextObject><ofd:TextObject ID="2" Boundary="150 40 10 60" Size="4">'
        '<ofd:TextCode X="0" Y="4" DeltaY="g 3 5">流动资产</ofd:TextCode></ofd:TextObject>'
    )
    (page,) = ofd(tmp_path, sheet).pages
    (flat,) = [word for word in page.words if len(word.text) > 1]
    assert flat.text == "没有步长12" and flat.box.width == pytest.approx(20 * POINTS, abs=0.1)
    assert [w.text for w in sorted(page.words, key=lambda w: w.box.top) if w.box.x0 > 300] == list("流动资产")


def test_bold_made_by_drawing_twice_is_read_once(tmp_path: Path) -> None:
    sheet = Sheet([Text(20, 50, "资产总计"), Text(20.2, 50, "资产总计")])
    assert [word.text for word in ofd(tmp_path, sheet).pages[0].words] == ["资产总计"]


@pytest.mark.parametrize(
    ("told", "most", "found"),
    [
        ("3.2 g 4 1.6", 9, [3.2, 1.6, 1.6, 1.6, 1.6]),
        ("g 2 1 g 2 3", 9, [1, 1, 3, 3]),
        ("g 1000000000 1", 5, [1] * 5),
        ("", 5, []),
        ("g 3", 5, []),
        ("x 1 nan", 5, [1]),
    ],
)
def test_steps_of_characters(told: str, most: int, found: list[float]) -> None:
    assert steps(told, most) == found


@pytest.mark.ocr
def test_a_scan_inside_is_read_as_a_picture(tmp_path: Path) -> None:
    drawn = pages.drawn()
    out = io.BytesIO()
    drawn.image.save(out, format="PNG")
    width = 180.0
    height = width * drawn.image.height / drawn.image.width
    sheet = Sheet(images=[("scan.png", out.getvalue(), (15.0, 20.0, width, height))])
    sheet.texts = [Text(100, 165, "1", 3)]
    (page,) = read(saved(tmp_path, Writer(size=(210.0, 170.0)).build([sheet]))).pages
    assert page.method is Method.OCR and page.reason == "mostly_image"
    assert any("房屋租赁合同" in word.text for word in page.words)
    line = "统一社会信用代码：91110105MA01ABCD2X"
    scale = width * POINTS / 420
    (word,) = [word for word in page.words if "91110105" in word.text]
    assert word.box.top == pytest.approx(20 * POINTS + drawn.texts[line][1] * scale, abs=6)


def test_a_picture_nothing_can_decode_is_told(tmp_path: Path) -> None:
    sheet = Sheet(images=[("scan.jb2", b"\x97JB2\r\n\x1a\n" + bytes(64), (0, 0, 210, 297))])
    document = ofd(tmp_path, sheet)
    assert [p.code for p in document.problems] == ["page.picture_not_readable"]
    assert document.pages[0].words == ()


def test_characters_that_stand_for_nothing_are_told(tmp_path: Path) -> None:
    document = ofd(tmp_path, Sheet([Text(20, 50, "".join(chr(0xE000 + n) for n in range(60)), 2)]))
    assert [(p.code, p.page) for p in document.problems] == [("page.not_readable", 1)]
    assert document.pages[0].words == ()


def test_the_picture_shows_words_lines_and_pictures(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), (0, 120, 0)).save(out, format="PNG")
    sheet = replace(LICENCE, images=[("mark.png", out.getvalue(), (150.0, 10.0, 20.0, 20.0))])
    writer = Writer()
    path = saved(tmp_path, writer.build([sheet]))
    picture = render(path, 1, dpi=100)
    assert picture.size == (827, 1169)
    k = 100 / 25.4
    assert picture.getpixel((round(160 * k), round(20 * k))) == (0, 120, 0)
    name = picture.crop((round(60 * k), round(58 * k), round(108 * k), round(63 * k))).convert("L")
    assert darkest(name) < 80
    assert (
        picture.crop((round(30 * k), round(150 * k), round(180 * k), round(280 * k))).getextrema() == ((255, 255),) * 3
    )


# -- bad files ------------------------------------------------------------------------------------------------------


def broken(folder: Path, change: dict[str, bytes | None]) -> Path:
    writer = Writer()
    writer.build([LICENCE])
    parts = {**writer.parts, **{k: v for k, v in change.items() if v is not None}}
    return saved(folder, zipped({k: v for k, v in parts.items() if change.get(k, v) is not None}))


ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><ofd:Page xmlns:ofd="u">&a;</ofd:Page>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><Document>&b;</Document>'


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"Doc_0/Pages/Page_0/Content.xml": ENTITY}, errors.ForbiddenMarkup),
        ({"Doc_0/Document.xml": LAUGHS}, errors.ForbiddenMarkup),
        ({"Doc_0/Document.xml": None}, errors.DamagedFile),
        ({"Doc_0/Pages/Page_0/Content.xml": None}, errors.DamagedFile),
        ({"Doc_0/Document.xml": b"<Document><Pages>"}, errors.DamagedFile),
        ({"OFD.xml": b"<OFD/>"}, errors.NoPages),
        ({"Doc_0/Document.xml": b"<Document/>"}, errors.NoPages),
        ({"Encryptions.xml": b"<Encryptions/>"}, errors.EncryptedFile),
        ({"Doc_0/Document.xml": b"<a>" * 5000}, errors.DamagedFile),
    ],
)
def test_broken_files_end_in_one_typed_error(
    tmp_path: Path, change: dict[str, bytes | None], expected: type[errors.UnreadableFile]
) -> None:
    with pytest.raises(expected):
        read(broken(tmp_path, change))


def test_a_cut_off_file_is_damaged(tmp_path: Path) -> None:
    data = Writer().build([LICENCE])
    with pytest.raises(errors.DamagedFile):
        read(saved(tmp_path, data[: len(data) // 2]))


def test_a_bomb_is_never_unpacked(tmp_path: Path) -> None:
    with pytest.raises(errors.UnpacksTooLarge) as caught:
        read(broken(tmp_path, {"Doc_0/Pages/Page_0/Content.xml": bytes(130_000_000)}))
    assert caught.value.data["limit"] == Limits().max_unpacked_bytes


def test_too_many_and_too_large_pages(tmp_path: Path) -> None:
    path = saved(tmp_path, Writer().build([Sheet([Text(20, 20, "页")])] * 3))
    with pytest.raises(errors.TooManyPages):
        read(path, limits=Limits(max_pages=2))
    with pytest.raises(errors.PageTooLarge):
        read(saved(tmp_path, Writer(size=(9000.0, 297.0)).build([LICENCE])))
