"""OFD files written part by part as producers in use write them: tax bureaus' invoices, office suites, converters from
PDF, electronic certificates. No writer of ours stands between the part and the reader."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from extractors import errors
from extractors.extract import extract
from extractors.model import Box, Document, Page, Word
from extractors.reader import read

MM = 72 / 25.4
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'

Parts = dict[str, str | bytes]


def packed(folder: Path, parts: Mapping[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "paper.ofd"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def entry(*roots: str, more: str = "") -> str:
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>4c2f</ofd:DocID><ofd:Creator>x</ofd:Creator></ofd:DocInfo>"
        f"<ofd:DocRoot>{root}</ofd:DocRoot>{more}</ofd:DocBody>"
        for root in roots
    )
    return f'{XML}<ofd:OFD {NS} Version="1.1" DocType="OFD">{bodies}</ofd:OFD>'


def document(pages: str, common: str = "", after: str = "", box: str = "0 0 210 140") -> str:
    return (
        f"{XML}<ofd:Document {NS}><ofd:CommonData><ofd:MaxUnitID>900</ofd:MaxUnitID><ofd:PageArea>"
        f"<ofd:PhysicalBox>{box}</ofd:PhysicalBox></ofd:PageArea>{common}</ofd:CommonData>"
        f"<ofd:Pages>{pages}</ofd:Pages>{after}</ofd:Document>"
    )


def page(objects: str, before: str = "", layer: str = "") -> str:
    content = f'<ofd:Content><ofd:Layer ID="2" {layer}>{objects}</ofd:Layer></ofd:Content>'
    return f"{XML}<ofd:Page {NS}>{before}{content}</ofd:Page>"


def text(x: float, y: float, said: str, *, size: float = 4, told: str = "", inside: str = "", code: str = "") -> str:
    """A text object whose box is its line, its baseline ``y``, mm."""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 100 {size * 1.3}" Font="3" Size="{size}" {told}>{inside}'
        f'<ofd:TextCode X="0" Y="{size}" {code}>{said}</ofd:TextCode></ofd:TextObject>'
    )


def simple(content: str, **changed: str | bytes) -> Parts:
    return {
        "OFD.xml": entry("Doc_0/Document.xml"),
        "Doc_0/Document.xml": document('<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>'),
        "Doc_0/Pages/Page_0/Content.xml": content,
    } | changed


def only(read_document: Document) -> Page:
    (one,) = read_document.pages
    return one


def words(one: Page) -> list[str]:
    return [word.text for word in one.words]


def word(one: Page, said: str) -> Word:
    return next(w for w in one.words if w.text == said)


def mm(box: Box) -> tuple[float, float, float, float]:
    return round(box.x0 / MM, 1), round(box.top / MM, 1), round(box.x1 / MM, 1), round(box.bottom / MM, 1)


def test_an_invoice_of_the_tax_bureau(tmp_path: Path) -> None:
    """The form stands in a template, values in the page; stamps as annotation and as signature; the data attached."""
    template = page(
        text(56, 14, "电子发票(普通发票)", size=7, told='DrawParam="4"', code='DeltaX="g 9 7"')
        + text(5, 33, "名称:", size=3, code='DeltaX="g 2 3"')
        + '<ofd:PathObject ID="7" Boundary="4.5 29.8 201 0.4">'
        "<ofd:AbbreviatedData>M 0 0.2 L 201 0.2</ofd:AbbreviatedData></ofd:PathObject>",
        layer='DrawParam="4"',
    )
    content = page(
        text(17, 33, "北京晨星餐饮管理有限公司", size=3, code='DeltaX="g 11 3"')
        + text(170, 14, "24112000000048542163", size=3.175, code='DeltaX="g 3 1.5875"'),
        "<ofd:Area><ofd:PhysicalBox>0 0 210 140</ofd:PhysicalBox></ofd:Area>"
        '<ofd:Template TemplateID="60" ZOrder="Background"/>',
    )
    annotation = (
        f'{XML}<ofd:PageAnnot {NS}><ofd:Annot Type="Stamp" ID="81"><ofd:Appearance Boundary="90 8 30 20">'
        '<ofd:ImageObject ID="82" ResourceID="70" Boundary="0 0 30 20" CTM="30 0 0 20 0 0"/>'
        '</ofd:Appearance></ofd:Annot><ofd:Annot Type="Watermark" ID="83"><ofd:Appearance>'
        '<ofd:TextObject Boundary="206.5 29.5 3.3 22" CTM="0 1 -1 0 3.3 0" Font="3" Size="3.175">'
        '<ofd:TextCode X="0" Y="2.9" DeltaX="g 5 3.175">下载次数:1</ofd:TextCode></ofd:TextObject>'
        "</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    parts = simple(content) | {
        "OFD.xml": entry(
            "Doc_0/Document.xml", more="<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>"
        ),
        "Doc_0/Document.xml": document(
            '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>',
            "<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
            '<ofd:TemplatePage ID="60" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
            "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations><ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>"
            "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>",
        ),
        "Doc_0/PublicRes.xml": f'<ofd:Res {NS} BaseLoc="Res"><ofd:DrawParams><ofd:DrawParam ID="4">'
        '<ofd:FillColor Value="128 0 0"/></ofd:DrawParam></ofd:DrawParams>'
        '<ofd:Fonts><ofd:Font ID="3" FontName="宋体"/></ofd:Fonts></ofd:Res>',
        "Doc_0/DocumentRes.xml": "",
        "Doc_0/Tpls/Tpl_0/Content.xml": template,
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {NS}><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annotation.xml'
        "</ofd:FileLoc></ofd:Page></ofd:Annotations>",
        "Doc_0/Annots/Page_0/Annotation.xml": annotation,
        "Doc_0/Attachs/Attachments.xml": f'<ofd:Attachments {NS}><ofd:Attachment ID="8" Name="original" Format="xml">'
        "<ofd:FileLoc>original_invoice.xml</ofd:FileLoc></ofd:Attachment></ofd:Attachments>",
        "Doc_0/Attachs/original_invoice.xml": "<Invoice><BuyerName>另一家公司</BuyerName></Invoice>",
        "Doc_0/Signs/Signatures.xml": f'<ofd:Signatures {NS}><ofd:MaxSignId>1</ofd:MaxSignId>'
        '<ofd:Signature ID="1" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/></ofd:Signatures>',
        "Doc_0/Signs/Sign_0/Signature.xml": f"<ofd:Signature {NS}><ofd:SignedInfo>"
        '<ofd:StampAnnot ID="1" PageRef="1" Boundary="150 90 40 40"/></ofd:SignedInfo>'
        "<ofd:SignedValue>SignedValue.dat</ofd:SignedValue></ofd:Signature>",
        "Doc_0/Signs/Sign_0/SignedValue.dat": b"\x30\x82",
    }  # fmt: skip
    one = only(read(packed(tmp_path, parts)))
    assert words(one) == ["电子发票(普通发票)", "24112000000048542163", "名称:", "北京晨星餐饮管理有限公司"]
    assert (round(one.width / MM), round(one.height / MM)) == (210, 140)
    assert mm(word(one, "北京晨星餐饮管理有限公司").box)[::2] == (17.0, 53.0)
    assert mm(word(one, "24112000000048542163").box)[::2] == pytest.approx((170.0, 201.8), abs=0.1)
    assert len(one.rulings) == 1
    assert sorted(mm(seal)[:2] for seal in one.seals) == [(90.0, 8.0), (150.0, 90.0)]


def test_a_converted_pdf_keeps_its_points_under_a_matrix_with_an_offset(tmp_path: Path) -> None:
    content = page(
        '<ofd:TextObject ID="1" CTM="0.3527 0 0 0.3527 -114.807533 111.352325"'
        ' Boundary="114.807533 185.229584 4.08 4.73" Font="16" Size="14.749" Stroke="false" Fill="true">'
        '<ofd:FillColor ColorSpace="15" Value="0"/>'
        '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>4460</ofd:Glyphs>'
        "</ofd:CGTransform>"
        '<ofd:TextCode X="324.419" Y="-303.723">局</ofd:TextCode></ofd:TextObject>'
        + '<ofd:TextObject ID="7" CTM="0.3528 0 0 0.3528 0 0" Boundary="141.6579 79.955 18.8881 3.1718" Font="6"'
        ' Size="9"><ofd:FillColor Value="255 0 0"/><ofd:CGTransform CodePosition="0" CodeCount="6" GlyphCount="6">'
        "<ofd:Glyphs>68 46 39 79 101 143</ofd:Glyphs></ofd:CGTransform>"
        '<ofd:TextCode X="0" Y="7.731" DeltaX="9 9 9 9 9">北京上地支行</ofd:TextCode></ofd:TextObject>'
    )
    parts = simple(content)
    parts["Doc_0/Document.xml"] = document('<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>', box="0 0 210 297")
    one = only(read(packed(tmp_path, parts)))
    assert words(one) == ["北京上地支行", "局"]
    assert mm(word(one, "北京上地支行").box)[::2] == pytest.approx((141.7, 160.7), abs=0.1)
    assert mm(word(one, "局").box)[::2] == pytest.approx((114.4, 119.6), abs=0.1)


def test_several_lines_in_one_text_with_steps_back(tmp_path: Path) -> None:
    said = "\n有限责任公司二〇一九年三月\n"
    code = 'DeltaX="g 5 4 -20 g 6 4" DeltaY="g 5 0 6 g 6 0"'
    one = only(read(packed(tmp_path, simple(page(text(20, 30, said, code=code))))))
    assert words(one) == ["有限责任公司", "二〇一九年三月"]
    first, second = (mm(w.box) for w in one.words)
    assert first[0] == second[0] == 20.0 and second[1] - first[1] == pytest.approx(6, abs=0.1)


def test_values_hidden_in_blocks_and_units(tmp_path: Path) -> None:
    unit = (
        f'<ofd:Res {NS} BaseLoc="Res"><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="50" Width="60"'
        f' Height="10"><ofd:Content>{text(2, 6, "单元里的字")}</ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    content = page(
        '<ofd:PageBlock ID="3"><ofd:PageBlock ID="4">' + text(20, 30, "块里的字") + "</ofd:PageBlock></ofd:PageBlock>"
        '<ofd:CompositeObject ID="5" Boundary="100 50 60 10" ResourceID="50"/>'
        '<ofd:TextObject Boundary="0 0 210 297" Font="106" Size="2.8" Fill="1" Visible="1"><ofd:TextCode X="10" Y="90">'
        "26327902880800161820</ofd:TextCode></ofd:TextObject>",
        "<ofd:PageRes>PageRes.xml</ofd:PageRes>",
    )
    one = only(read(packed(tmp_path, simple(content, **{"Doc_0/Pages/Page_0/PageRes.xml": unit}))))
    assert words(one) == ["块里的字", "单元里的字", "26327902880800161820"]
    assert mm(word(one, "单元里的字").box)[0] == 102.0


def test_text_written_downwards_by_its_reading_direction(tmp_path: Path) -> None:
    down = '<ofd:TextObject ID="8" Boundary="20 20 20 80" Font="1" Size="5" ReadDirection="90"><ofd:TextCode X="2" Y="5">资产</ofd:TextCode></ofd:TextObject>'  # noqa: E501
    one = only(read(packed(tmp_path, simple(page(down)))))
    assert [w.text for w in sorted(one.words, key=lambda w: w.box.top)] == ["资", "产"]
    assert len({round(w.box.x0) for w in one.words}) == 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda xml: xml.replace(f" {NS}", ""), id="prefix never declared"),
        pytest.param(lambda xml: xml.replace("ofd:", "").replace(f" xmlns:{NS[10:]}", ""), id="no namespace"),
        pytest.param(lambda xml: xml.replace("ofd:", "n0:").replace("xmlns:ofd", "xmlns:n0"), id="another prefix"),
        pytest.param(lambda xml: xml.replace("http://www.ofdspec.org/2016", "http://www.ofdspec.org"), id="draft"),
        pytest.param(lambda xml: "\ufeff" + xml, id="byte order mark"),
        pytest.param(lambda xml: xml.replace("UTF-8", "utf-16").encode("utf-16"), id="utf-16"),
        pytest.param(lambda xml: xml.replace("UTF-8", "GBK").encode("gbk"), id="gbk"),
        pytest.param(lambda xml: xml.replace("UTF-8", "GB18030").encode("gb18030"), id="gb18030"),
        pytest.param(lambda xml: xml.removeprefix(XML) + "\n<!-- made by hand -->\n", id="no declaration"),
    ],
)  # fmt: skip
def test_names_and_encodings_of_the_parts(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    parts = {name: change(xml) for name, xml in simple(page(text(20, 30, "单位名称：晨星"))).items()}
    assert words(only(read(packed(tmp_path, parts)))) == ["单位名称：晨星"]


@pytest.mark.parametrize(
    ("root", "loc", "stored"),
    [
        ("/Doc_0/Document.xml", "/Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("./Doc_0/Document.xml", "./Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml"),
        ("Doc_0\\Document.xml", "Pages\\Page_0\\Content.xml", "Doc_0\\Pages\\Page_0\\Content.xml"),
        ("Doc_0/Document.xml", "Doc_0/Pages/P.xml", "Doc_0/Pages/P.xml"),
        ("Doc_0/Document.xml", "../其他/第 1 页.xml", "其他/第 1 页.xml"),
        ("Doc_0/Document.xml", "Pages/a%20b&amp;%E9%A1%B5.xml", "Doc_0/Pages/a b&页.xml"),
        ("Doc_0/Document.xml", "Pages/Page_0", "Doc_0/Pages/Page_0/Content.xml"),
        ("Doc_0/Document.xml", "Pages/Page_0/", "Doc_0/Pages/Page_0/Content.xml"),
        ("DOC_0/document.xml", "pages/page_0/content.XML", "Doc_0/Pages/Page_0/Content.xml"),
    ],
)  # fmt: skip
def test_paths_as_careless_as_they_come(tmp_path: Path, root: str, loc: str, stored: str) -> None:
    parts: Parts = {
        "OFD.xml": entry(root),
        "Doc_0/Document.xml": document(f'<ofd:Page ID="1" BaseLoc="{loc}"/>'),
        stored: page(text(20, 30, "第一页")),
    }
    assert words(only(read(packed(tmp_path, parts)))) == ["第一页"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_parts_in_chinese_without_the_mark_that_says_so(tmp_path: Path, encoding: str) -> None:
    parts = simple(page(text(20, 30, "第一页")))
    parts["Doc_0/Document.xml"] = document('<ofd:Page ID="1" BaseLoc="页面/第一页.xml"/>')
    parts["Doc_0/页面/第一页.xml"] = parts.pop("Doc_0/Pages/Page_0/Content.xml")
    raw = "页面/第一页".encode(encoding)
    path = packed(tmp_path, {name.replace("页面/第一页", "P" * len(raw)): data for name, data in parts.items()})
    path.write_bytes(path.read_bytes().replace(b"P" * len(raw), raw))
    assert words(only(read(path))) == ["第一页"]


def test_two_documents_in_one_file_follow_one_another(tmp_path: Path) -> None:
    parts: Parts = {"OFD.xml": entry("Doc_1/Document.xml", "Doc_0/Document.xml")}
    for n, said in enumerate(("附件", "正文")):
        parts[f"Doc_{n}/Document.xml"] = document('<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>')
        parts[f"Doc_{n}/Pages/Page_0/Content.xml"] = page(text(20, 30, said))
    assert [words(one) for one in read(packed(tmp_path, parts)).pages] == [["正文"], ["附件"]]


def test_what_cannot_be_seen_is_not_read(tmp_path: Path) -> None:
    white = '<ofd:FillColor Value="255 255 255"/>'
    parts = simple(
        page(
            text(20, 20, "看得见的字")
            + text(20, 30, "关掉的", told='Visible="0"')
            + text(20, 40, "不填色的", told='Fill="0"')
            + text(20, 50, "参数里是白的", told='DrawParam="5"')
            + text(20, 60, "参数的参数是白的", told='DrawParam="6"')
            + text(20, 70, "自己是黑的", told='DrawParam="5"', inside='<ofd:FillColor Value="0 0 0"/>')
            + text(20, 80, "十六进制白的", inside='<ofd:FillColor Value="#FF #FF #FF"/>')
            + text(20, 90, "描边的", told='Fill="false" Stroke="1"'),
            "<ofd:PageRes>Res.xml</ofd:PageRes>",
        )
    )
    parts["Doc_0/Pages/Page_0/Res.xml"] = (
        f'<ofd:Res {NS}><ofd:DrawParams><ofd:DrawParam ID="5">{white}</ofd:DrawParam>'
        '<ofd:DrawParam ID="6" Relative="5"/></ofd:DrawParams></ofd:Res>'
    )
    assert words(only(read(packed(tmp_path, parts)))) == ["看得见的字", "自己是黑的", "描边的"]


def test_escapes_and_place_holders_of_the_standard(tmp_path: Path) -> None:
    content = page(
        text(20, 30, "总计\\0020100\\005C元", code='DeltaX="g 6 4"') + text(20, 50, "甲\\乙") + text(20, 70, "¤¤¤")
    )
    one = only(read(packed(tmp_path, simple(content))))
    assert words(one) == ["总计", "100\\元", "甲\\乙"]


def test_private_characters_are_no_text_to_be_sure_of(tmp_path: Path) -> None:
    """Producers that embed subsets give glyphs private code points; which characters they show only the font knows."""
    shown = "".join(chr(0xE100 + n) for n in range(40))
    parts = simple(
        page(
            text(20, 30, f"名称{shown}公司", size=3) + text(20, 50, "".join(chr(0xE200 + n) for n in range(50)), size=3)
        )
    )
    found = read(packed(tmp_path, parts))
    assert [p.code for p in found.problems] == ["page.not_readable"] and not words(only(found))


def test_a_picture_stored_under_another_case_is_found(tmp_path: Path) -> None:
    from extractors.backends import ofd_file, ofd_page
    from extractors.limits import Limits

    out = io.BytesIO()
    Image.new("RGB", (30, 30), (200, 0, 0)).save(out, format="JPEG")
    parts = simple(
        page(
            text(20, 30, "有图")
            + '<ofd:ImageObject ID="3" Boundary="0 0 210 297" CTM="18 0 0 18 150 3" ResourceID="4"/>'
        )
    )
    parts["Doc_0/Document.xml"] = document(
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>', "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    )
    parts["Doc_0/DocumentRes.xml"] = (
        f'<ofd:Res {NS} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="4" Type="Image"><ofd:MediaFile>Image_4.JPEG'
        "</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>"
    )
    parts["DOC_0/Res/image_4.jpeg"] = out.getvalue()
    with ofd_file.opened(packed(tmp_path, parts), Limits()) as ofd:
        (picture,) = ofd_page.read(ofd, 0).pictures
    assert picture.part == "doc_0/res/image_4.jpeg"
    assert [round(v / MM, 2) for v in picture.to_points] == [18, 0, 0, 18, 150, 3]


@pytest.mark.parametrize("missing", ["Tpl", "Res", "Annots", "Signs"])
def test_a_side_part_that_is_missing_or_broken_costs_no_page(tmp_path: Path, missing: str) -> None:
    common = {
        "Tpl": '<ofd:TemplatePage ID="60" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
        "Res": "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>",
    }
    parts = simple(page(text(20, 30, "第一页"), '<ofd:Template TemplateID="60"/>'))
    parts["OFD.xml"] = entry("Doc_0/Document.xml", more="<ofd:Signatures>Signs/Signatures.xml</ofd:Signatures>")
    parts["Doc_0/Document.xml"] = document(
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>',
        common.get(missing, ""),
        "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
    )
    if missing == "Res":
        parts["Doc_0/DocumentRes.xml"] = b""
    if missing == "Annots":
        parts["Doc_0/Annots/Annotations.xml"] = b"<Annotations><Page"
    if missing == "Signs":
        parts["Signs/Signatures.xml"] = b"<Signatures><Signature BaseLoc='Gone.xml'/></Signatures>"
    assert words(only(read(packed(tmp_path, parts)))) == ["第一页"]


@pytest.mark.parametrize("encoding", ["nan", "utf-9", "idna", "", "gbk2312"])
def test_an_encoding_that_is_none_is_a_damaged_file(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(errors.DamagedFile):
        read(packed(tmp_path, simple(page(text(20, 30, "第一页")).replace("UTF-8", encoding))))


def test_no_page_where_there_is_no_document(tmp_path: Path) -> None:
    with pytest.raises(errors.DamagedFile):
        read(packed(tmp_path, {"OFD.xml": entry("Doc_0/Document.xml")}))


def test_a_licence_as_an_electronic_certificate(tmp_path: Path) -> None:
    """Labels set apart letter by letter in the template, values in the page, the address over two lines."""
    rows = [("名称", "北京晨星餐饮管理有限公司"), ("类型", "有限责任公司(自然人独资)"), ("法定代表人", "王小明"),
            ("注册资本", "壹佰万元整"), ("成立日期", "2018年06月12日")]  # fmt: skip
    labels = text(85, 30, "营业执照", size=10) + text(25, 45, "统一社会信用代码")
    values = text(25, 51, "91110105MA01ABCD19", code='DeltaX="g 17 2.2"')
    for n, (label, value) in enumerate(rows):
        step = f'DeltaX="{(24 - 4) / (len(label) - 1):g}"'
        labels += text(25, 62 + 10 * n, label, code=step)
        values += text(60, 62 + 10 * n, value, code=f'DeltaX="g {len(value) - 1} 4"')
    labels += text(25, 112, "住所", code='DeltaX="20"') + text(140, 128, "登记机关")
    values += (
        text(60, 112, "北京市朝阳区建国路88号院") + text(60, 118, "3号楼1层101") + text(140, 136, "2019年01月08日")
    )
    parts = simple(page(values, '<ofd:Template TemplateID="60" ZOrder="Foreground"/>'))
    parts["Doc_0/Document.xml"] = document(
        '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/>',
        '<ofd:TemplatePage ID="60" Name="照面" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
    )
    parts["Doc_0/Tpls/Tpl_0/Content.xml"] = page(labels)
    found = {field.name: str(field.value) for field in extract(read(packed(tmp_path, parts))).fields}
    address = "北京市朝阳区建国路88号院3号楼1层101"
    expected = {"name": rows[0][1], "type": rows[1][1], "registered_capital_yuan": "1000000", "address": address,
                "established": "2018-06-12", "issue_date": "2019-01-08"}  # fmt: skip
    assert {name: found.get(name) for name in expected} == expected
