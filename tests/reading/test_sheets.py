"""Spreadsheets become pages whose words stand in cells: as displayed, nothing computed, nothing hidden passed over."""

from __future__ import annotations

import csv
import io
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from extractors import errors, serial, sniff
from extractors.extract import extract
from extractors.limits import Limits
from extractors.model import Document, Field, Method, Page
from extractors.reader import read
from extractors.render import render
from extractors.report import to_report
from extractors.tables.find import tables_of
from extractors.textmap import TextMap
from tests.reading.pages import darkest
from tests.reading.workbooks import INCOME, parts, put_together, statements

FILES = Path(__file__).parent / "files"
HEAD = "序号,姓名,证件号码,月缴费基数\n"


def fields(document: Document) -> dict[str, Field]:
    return {field.name: field for field in extract(document).fields}


def cells(page: Page) -> dict[str, str]:
    """Text of each cell, words parted by a blank."""
    found: dict[str, str] = {}
    for word in page.words:
        assert word.cell is not None
        found[word.cell] = f"{found[word.cell]} {word.text}" if word.cell in found else word.text
    return found


def only(path: Path) -> Page:
    (page,) = read(path).pages
    return page


# -- what is read ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lines", [True, False], ids=["lines", "no lines"])
def test_statements_give_their_fields_with_sheet_and_cell(tmp_path: Path, lines: bool) -> None:
    document = read(statements(tmp_path / "a.xlsx", lines=lines))
    assert document.media_type == sniff.XLSX
    assert [(page.sheet, page.number, page.reason) for page in document.pages] == [
        ("资产负债表", 1, "cells"),
        ("利润表", 2, "cells"),
    ]
    found = fields(document)
    expected = {
        "total_assets_yuan": ("2160246.79", "资产负债表", ("C9",)),
        "total_assets_prev_yuan": ("1750000.50", "资产负债表", ("D9",)),
        "current_liabilities_yuan": ("460246.79", "资产负债表", ("G6",)),
        "revenue_yuan": ("523456.78", "利润表", ("C4",)),
        "revenue_ytd_yuan": ("1600000.00", "利润表", ("D4",)),
        "net_profit_yuan": ("82842.58", "利润表", ("C13",)),
    }
    for name, (value, sheet, where) in expected.items():
        (evidence,) = found[name].evidence
        assert (f"{found[name].value:.2f}", evidence.sheet, evidence.cells) == (value, sheet, where)
        assert (evidence.method, evidence.confidence) == (Method.TEXT_LAYER, 1.0)
    assert found["company"].value == "北京晨星餐饮管理有限公司"
    assert found["company"].evidence[0].cells == ("A2",)


def test_a_hidden_sheet_is_named_and_not_taken(tmp_path: Path) -> None:
    document = read(statements(tmp_path / "a.xlsx"))
    assert [(p.code, dict(p.data)) for p in document.problems] == [("sheet.hidden", {"sheet": "内部", "cells": 1})]
    report = to_report(document, extract(document))
    assert report["problems"][0]["code"] == "sheet.hidden"
    assert report["fields"]["revenue_yuan"]["evidence"][0]["sheet"] == "利润表"
    assert report["fields"]["revenue_yuan"]["evidence"][0]["cells"] == ["C4"]


def test_what_was_read_is_stored_and_found_again(tmp_path: Path) -> None:
    document = read(statements(tmp_path / "a.xlsx"))
    for thing in (document, extract(document)):
        stored = json.loads(json.dumps(serial.to_data(thing)))
        assert serial.to_data(serial.from_data(stored)) == stored
    found = serial.from_data(serial.to_data(document))
    assert [[word.cell for word in page.words] for page in found.pages] == [
        [word.cell for word in page.words] for page in document.pages
    ]
    old = serial.to_data(document)
    for page in old["pages"]:
        del page["sheet"]
        for word in page["words"]:
            del word["cell"]
    assert serial.from_data(old).pages[0].sheet is None


@pytest.mark.parametrize(
    ("encoding", "mark"), [("gbk", ","), ("utf-8", ";"), ("utf-8-sig", ","), ("utf-16", "\t"), ("gb18030", "\t")]
)
def test_csv_in_every_usual_writing(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "利润表.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        rows = [["利润表"], ["编制单位：北京晨星餐饮管理有限公司", "2020年3月", "", "单位：元"], *INCOME]
        csv.writer(stream, delimiter=mark).writerows(rows)
    document = read(path)
    assert (document.media_type, document.pages[0].sheet) == (sniff.CSV, "")
    found = fields(document)
    assert found["revenue_yuan"].evidence[0].cells == ("C4",) and found["revenue_yuan"].evidence[0].sheet == ""
    assert found["company"].value == "北京晨星餐饮管理有限公司"
    assert found["period"].value == "2020-03"


def test_csv_keeps_quoted_marks_line_breaks_and_codes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + '1,"王,小明","=""110105199001011234""","5,360.00"\n2,"李\n四",\t0012,"4,000.00"\n', "utf-8")
    found = cells(only(path))
    assert found["B2"] == "王,小明" and found["C2"] == "110105199001011234" and found["D2"] == "5,360.00"
    assert found["B3"] == "李 四" and found["C3"] == "0012"


def test_an_old_workbook_is_read_the_same_way() -> None:
    """Written with xlwt: a title merged over B to E, a hidden row and column, formats, an error and a boolean."""
    document = read(FILES / "old.xls")
    page = document.pages[0]
    assert (document.media_type, page.sheet, len(document.pages)) == (sniff.XLS, "工资表", 1)
    found = cells(page)
    assert found["A1"] == "2020年3月工资表"
    assert (found["B3"], found["C3"], found["D3"]) == ("2020年3月31日", "(1,234.50)", "15.67%")
    assert found["C4"] == "#DIV/0!"
    hidden = {word.cell for word in page.words if word.confidence < 1}
    assert hidden == {"A5", "B5", "C5", "D5", "E3", "E5"}
    assert [p.code for p in document.problems] == ["sheet.hidden_cells", "sheet.error_in_cell", "sheet.hidden"]


# -- what a cell displays -------------------------------------------------------------------------------------------


def test_cells_are_read_as_displayed(tmp_path: Path) -> None:
    styles = (
        '<numFmts><numFmt numFmtId="180" formatCode="#,##0.00_);(#,##0.00)"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="180"/><xf numFmtId="31"/><xf numFmtId="10"/></cellXfs>'
    )
    shared = "<si><t>合</t><r><t>计</t></r><rPh><t>heji</t></rPh></si><si><r><t>丙</t></r><r><t>丁_x000D_</t></r></si>"
    rows = (
        '<row r="2"><c r="B2" s="1"><v>-1234.5</v></c><c r="C2" s="2"><v>43921</v></c>'
        '<c r="D2" s="3"><v>0.15</v></c></row>'
        '<row><c t="s"><v>1</v></c><c t="inlineStr"><is><t>直接</t></is></c><c t="b"><v>1</v></c>'
        '<c t="e"><v>#REF!</v></c><c t="d"><v>2020-03-31T00:00:00</v></c>'
        '<c t="str"><f>A1</f><v>算出的字</v></c></row>'
    )
    found = cells(only(put_together(tmp_path, parts(rows, styles=styles, shared=shared))))
    assert found == {
        "B2": "(1,234.50)", "C2": "2020年3月31日", "D2": "15.00%", "A3": "丙丁", "B3": "直接", "C3": "TRUE",
        "D3": "#REF!", "E3": "2020-03-31", "F3": "算出的字",
    }  # fmt: skip


def test_a_formula_without_a_value_is_unknown(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "汇总"
    for row in (["项目", "金额"], ["甲", 100], ["乙", 200], ["合计", "=SUM(B2:B3)"]):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx")
    assert "B4" not in cells(document.pages[0])
    (problem,) = document.problems
    assert (problem.code, dict(problem.data), problem.page) == (
        "sheet.formula_without_value",
        {"sheet": "汇总", "cells": "B4", "count": 1},
        1,
    )


def test_values_that_the_file_itself_calls_stale_are_unknown(tmp_path: Path) -> None:
    rows = "<row><c><v>1</v></c><c><f>A1*2</f><v>0</v></c></row>"
    fresh = put_together(tmp_path, parts(rows), "fresh.xlsx")
    stale = put_together(tmp_path, parts(rows, book='<calcPr fullCalcOnLoad="1"/>'), "stale.xlsx")
    assert cells(only(fresh)) == {"A1": "1", "B1": "0"}
    assert cells(only(stale)) == {"A1": "1"}
    assert [p.code for p in read(stale).problems] == ["sheet.formula_without_value"]


def test_nothing_out_of_a_hidden_row_is_sure(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.append(["利润表"])
    sheet.append(["编制单位：北京晨星餐饮管理有限公司", "2020年3月", "", "单位：元"])
    for row in INCOME:
        sheet.append(row)
    sheet.row_dimensions[4].hidden = True
    book.save(tmp_path / "a.xlsx")
    document = read(tmp_path / "a.xlsx")
    assert dict(document.problems[0].data) == {"sheet": "Sheet", "rows": 1, "columns": 0}
    found = fields(document)
    assert "revenue_yuan" not in found or not found["revenue_yuan"].sure
    assert found["net_profit_yuan"].evidence[0].confidence == 1.0


# -- how it is laid out ---------------------------------------------------------------------------------------------


def test_merged_cells_are_one_cell_of_the_table(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    for row in (["险种", "人数", None], [None, "上月", "本月"], ["养老", 11, 12], ["失业", 10, 12]):
        sheet.append(row)
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("B1:C1")
    book.save(tmp_path / "a.xlsx")
    (table,) = tables_of(only(tmp_path / "a.xlsx"))
    assert table.ruled and (table.row_count, table.column_count) == (4, 3)
    first, second = table.at(0, 0), table.at(0, 1)
    assert first is not None and (first.text, first.rows, first.columns) == ("险种", 2, 1)
    assert second is not None and (second.text, second.rows, second.columns) == ("人数", 1, 2)


def test_no_two_words_stand_on_each_other_and_long_texts_stay_whole(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet.column_dimensions["A"].width = 3
    sheet.append(["单位名称：北京晨星餐饮管理有限公司第三分公司", None, "单位编号：0012345678"])
    sheet.append(["序号", "单位缴费金额合计（含滞纳金）", "备注"])
    for n in range(1, 30):
        sheet.append([n, 1234567890.12 * n, "按规定应当由单位补足，" * 3])
    book.save(tmp_path / "a.xlsx")
    page = only(tmp_path / "a.xlsx")
    words = sorted(page.words, key=lambda w: (w.box.top, w.box.x0))
    for one, other in itertools.pairwise(words):
        if abs(one.box.middle - other.box.middle) < 2:
            assert one.box.x1 <= other.box.x0
    assert any(word.text == "单位名称：北京晨星餐饮管理有限公司第三分公司" for word in page.words)
    assert all(word.box.x0 >= 0 and word.box.x1 <= page.width for word in page.words)


def test_a_text_that_runs_over_into_empty_cells_stays_one_cell_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [["姓名", "王一", "", ""], ["单位", "北京晨星餐饮管理有限公司", "", ""], ["月份", "编号", "基数", "状态"]]
    rows += [[f"20200{n}", "1101", "5360.00", "已到账"] for n in range(1, 6)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    (table,) = tables_of(only(path))
    assert table.texts()[1][:2] == ["单位", "北京晨星餐饮管理有限公司"]
    assert table.texts()[3] == ["202001", "1101", "5360.00", "已到账"]


def test_no_line_of_a_sheet_goes_on_in_another_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    rows = [["北京市社会保险单位缴费信息表"], ["缴费年月", "养老保险人数", "失业保险人数", "缴费合计"]]
    rows += [[f"20200{n}", "20", "20", "30010.00"] for n in range(1, 6)]
    rows += [["说明：" + "本表由单位自行打印，盖章后有效。" * 12]]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    flow = TextMap.of(read(path)).text.split("\n")
    assert not [line for line in flow if "缴费合计202001" in line] and len(flow) == 8
    assert flow[-1].count("盖章后有效") == 12
    assert "amount_paid_yuan" not in fields(read(path)) or fields(read(path))["amount_paid_yuan"].value != 202001


def test_a_long_sheet_goes_on_on_further_pages_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEAD + "".join(f"{n},人{n},{n:018d},5360.00\n" for n in range(1, 1001)), "utf-8")
    document = read(path)
    assert len(document.pages) > 3 and max(page.height for page in document.pages) < 2100
    names = [name for page in document.pages for name in cells(page)]
    assert len(names) == len(set(names)) == 4 * 1001
    assert cells(document.pages[-1])["A1001"] == "1000"


def test_far_cells_and_whole_formatted_columns_cost_nothing(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
    cols = '<cols><col min="1" max="16384" width="200" customWidth="1"/></cols>'
    document = read(
        put_together(tmp_path, parts(rows, before=cols, after='<mergeCells><mergeCell ref="A1:A900000"/></mergeCells>'))
    )
    assert {name for page in document.pages for name in cells(page)} == {"A1", "XFD1048576"}


def test_the_picture_shows_each_word_in_its_cell(tmp_path: Path) -> None:
    path = statements(tmp_path / "a.xlsx")
    page = read(path).pages[1]
    picture = render(path, 2, dpi=100).convert("L")
    scale = picture.width / page.width
    for word in page.words:
        box = word.box
        room = picture.crop(
            (int(box.x0 * scale), int(box.top * scale), int(box.x1 * scale) + 1, int(box.bottom * scale) + 1)
        )
        assert darkest(room) < 130, word.text
    with pytest.raises(IndexError):
        render(path, 3)


# -- bad files ------------------------------------------------------------------------------------------------------

XXE = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet><sheetData>&x;</sheetData></worksheet>'
SHEET = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROSE = "房屋租赁合同\n甲方：北京示例有限公司，乙方：某某。\n第一条，房屋坐落于朝阳区，面积一百平方米。\n"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({SHEET: XXE}, errors.ForbiddenMarkup),
        ({"xl/sharedStrings.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><sst>&b;</sst>"}, errors.ForbiddenMarkup),
        ({SHEET: b"<worksheet><sheetData><row>"}, errors.DamagedFile),
        ({SHEET: b"<worksheet><sheetData/></worksheet>"}, errors.NoPages),
        ({SHEET: b'<worksheet><sheetData><c t="s"><v>99</v></c></sheetData></worksheet>'}, errors.DamagedFile),
        ({"xl/workbook.xml": b"<workbook/>"}, errors.NoPages),
        ({SHEET: bytes(130_000_000)}, errors.UnpacksTooLarge),
        ({"xl/workbook.bin": b"x"}, errors.OtherSpreadsheet),
    ],
)
def test_broken_workbooks_end_in_one_typed_error(
    tmp_path: Path, change: dict[str, bytes], expected: type[errors.UnreadableFile]
) -> None:
    with pytest.raises(expected):
        read(
            put_together(tmp_path, {**parts('<row><c t="s"><v>0</v></c></row>', shared="<si><t>甲</t></si>"), **change})
        )


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    data = statements(tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "b.xlsx").write_bytes(data[: len(data) // 2])
    with pytest.raises(errors.DamagedFile):
        read(tmp_path / "b.xlsx")


def test_too_many_cells(tmp_path: Path) -> None:
    with pytest.raises(errors.TooManyCells) as caught:
        read(statements(tmp_path / "a.xlsx"), limits=Limits(max_cells=50))
    assert caught.value.data == {"limit": 50}
    (tmp_path / "a.csv").write_text(HEAD * 100, "utf-8")
    with pytest.raises(errors.TooManyCells):
        read(tmp_path / "a.csv", limits=Limits(max_cells=50))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), errors.EncryptedFile),
        (OLE + bytes(600) + "Workbook".encode("utf-16-le") + bytes(900), errors.DamagedFile),
        (OLE + bytes(4000) + "WordDocument".encode("utf-16-le"), errors.UnknownFormat),
        ("<html><body><table><tr><td>序号</td></tr></table>".encode("gbk"), errors.OtherSpreadsheet),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', errors.OtherSpreadsheet),
        (PROSE.encode(), errors.UnknownFormat),
        (b"just a note, with one comma\nand no table\n", errors.UnknownFormat),
        (bytes(range(256)) * 40, errors.UnknownFormat),
        ("只有一列\n".encode() * 20, errors.UnknownFormat),
    ],
)  # fmt: skip
def test_only_tables_are_taken_for_tables(tmp_path: Path, data: bytes, expected: type[errors.UnreadableFile]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    with pytest.raises(expected):
        read(path)


def test_a_file_of_letters_in_no_encoding_is_damaged_only_beyond_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    out = io.BytesIO((HEAD + "1,甲,2,3\n" * 9000).encode("gbk"))
    path.write_bytes(out.getvalue() + b"\xff\xff,\x81\n")
    with pytest.raises(errors.DamagedFile):
        read(path)


def test_a_row_or_a_line_that_no_sheet_can_have_is_refused_at_once(tmp_path: Path) -> None:
    rows = '<row r="999999999"><c><v>1</v></c></row>'
    with pytest.raises(errors.DamagedFile):
        read(put_together(tmp_path, parts(rows)))
    far = tmp_path / "far.csv"
    far.write_text("项目,金额\n甲,1\n" + "\n" * 1_100_000 + "乙,2\n", "utf-8")
    with pytest.raises(errors.TooManyCells):
        read(far)


def test_one_cell_far_to_the_right_does_not_make_every_row_as_long(tmp_path: Path) -> None:
    lines = "".join(f'<row r="{n}"><c r="A{n}" t="str"><v>文字{n}</v></c></row>' for n in range(1, 2_000))
    far = '<row r="2000"><c r="XFD2000"><v>2</v></c></row>'
    document = read(put_together(tmp_path, parts(lines + far)))
    assert sum(len(page.words) for page in document.pages) == 2_000
