"""Spreadsheets and OFD files in a case: a fact names its sheet and cell down to the seal, and its place can be seen."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from rules import opened
from service.places import cells, worded
from tests.reading.ofd_writer import Sheet, Text, Writer
from tests.reading.workbooks import statements
from tests.service.helpers import finish, service, upload
from tests.service.test_api import Worked
from workers.settings import Settings

NAME = "北京晨星餐饮管理有限公司"
LICENCE = Sheet(
    [Text(85, 30, "营业执照", 10), Text(25, 50, "统一社会信用代码：91110105MA01ABCD19")]
    + [
        Text(x, 62 + 10 * n, text)
        for n, row in enumerate((("名称", NAME), ("类型", "有限责任公司")))
        for x, text in zip((25, 60), row, strict=True)
    ]
)


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worked]:
    folder = tmp_path_factory.mktemp("papers")
    app, store = service(Settings(data_dir=folder / "data"))
    book = statements(folder / "a.xlsx")
    files = [
        ("报表.xlsx", book.read_bytes()),
        ("执照.ofd", Writer().build([LICENCE])),
        ("坏.xlsx", book.read_bytes()[:3000]),
    ]
    answer = upload(app.test_client(), files)
    assert answer.status_code == 202
    case_id = answer.get_json()["id"]
    finish(store, case_id)
    yield Worked(app.test_client(), store, case_id)
    store.close()


def fact(worked: Worked, name: str, lang: str = "zh") -> dict[str, Any]:
    known = worked.get(f"/facts?lang={lang}").get_json()
    return next(one for one in [*known["facts"], *known["fields"]] if one["name"] == name)


def test_each_file_ends_as_what_it_is(worked: Worked) -> None:
    book, licence, bad = worked.get().get_json()["documents"]
    assert (book["kind"], book["media_type"][-5:], licence["kind"], licence["media_type"]) == (
        "financial_statement", "sheet", "business_licence", "application/ofd",
    )  # fmt: skip
    assert bad["error"]["code"] == "file.damaged"


def test_a_field_names_its_sheet_and_cell(worked: Worked) -> None:
    (place,) = fact(worked, "revenue_yuan")["evidence"]
    assert (place["sheet"], place["cells"], place["page"]) == ("利润表", ["C4"], 2)
    assert place["where"] == "工作表“利润表”单元格 C4" and place["method_text"] == "表格内容"
    assert "单元格 C4" in fact(worked, "revenue_yuan")["source"]
    assert "单元格内容绘制" in place["note"]
    (english,) = fact(worked, "revenue_yuan", "en")["evidence"]
    assert english["where"] == "sheet “利润表” cell C4"
    (paper,) = fact(worked, "type")["evidence"]
    assert (paper["sheet"], paper["cells"], paper["where"]) == (None, [], "第 1/1 页")
    assert "文字、线条和图片绘制" in paper["note"]


def test_the_seal_and_the_report_of_the_document_name_them_too(worked: Worked) -> None:
    latest = worked.store.decisions(worked.case_id)
    assert latest is not None
    refs = [ref for one in opened(latest.sealed)["inputs"]["facts"] for ref in one["evidence"]]
    named = {(ref["sheet"], *ref["cells"]) for ref in refs if "cells" in ref}
    assert any(sheet in ("利润表", "资产负债表") for sheet, *_ in named)
    report = worked.get("/documents/1").get_json()["report"]
    assert report["fields"]["revenue_yuan"]["evidence"][0]["cells"] == ["C4"]
    assert report["problems"][0]["code"] == "sheet.hidden"


def test_the_cell_is_marked_in_the_picture_of_its_sheet(worked: Worked) -> None:
    one = fact(worked, "revenue_yuan")
    (place,) = one["evidence"]
    plain = worked.client.get(place["image"])
    marked = worked.client.get(f"{place['image']}?fact={one['id']}")
    assert plain.status_code == marked.status_code == 200
    with Image.open(io.BytesIO(plain.data)) as a, Image.open(io.BytesIO(marked.data)) as b:
        x0, top, x1, bottom = ImageChops.difference(a.convert("RGB"), b.convert("RGB")).getbbox() or (0, 0, 0, 0)
        scale = a.width / place["width"]
    box = [edge * scale for edge in place["boxes"][0]]
    assert abs(x0 - box[0]) < 8 and abs(top - box[1]) < 8 and abs(x1 - box[2]) < 8 and abs(bottom - box[3]) < 8


def test_the_page_of_the_case_tells_what_was_hidden(worked: Worked) -> None:
    page = worked.client.get(f"/cases/{worked.case_id}").get_data(as_text=True)
    assert "隐藏的工作表“内部”" in page
    assert 'id="page-note"' in page


def test_the_form_takes_the_new_formats(worked: Worked) -> None:
    page = worked.client.get("/").get_data(as_text=True)
    assert all(ending in page for ending in (".xlsx", ".xls", ".csv", ".ofd", "XLSX", "OFD"))


def test_runs_of_cells_are_ranges() -> None:
    assert cells(["A4", "A5", "A6", "C9"]) == ("A4:A6", "C9")
    assert cells(["Z1", "AA1", "AB1", "AB2"]) == ("Z1:AB1", "AB2")
    assert cells(["A1", "A2", "B2"]) == ("A1:A2", "B2")
    many = [f"{'ABCDEFG'[n]}{n * 2 + 1}" for n in range(7)]
    assert worded(1, "名单", many, "zh") == "工作表“名单”单元格 A1、B3、C5、D7 等 7 格"
    assert worded(1, "", ["B2"], "zh") == "单元格 B2"
    assert worded(3, None, [], "zh") == "第 3 页"


def test_the_command_line_tells_the_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from service.cli import main

    book = statements(tmp_path / "a.xlsx")
    assert main(["extract", str(book)]) == 0
    assert "工作表“利润表”单元格 C4" in capsys.readouterr().out.replace("\n", "")
    assert main(["extract", str(book), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fields"]["net_profit_yuan"]["evidence"][0]["cells"] == ["C13"]
