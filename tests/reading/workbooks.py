"""Workbooks for tests: a small company's statements, and XLSX files put together part by part."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from tests.reading.ofd_writer import zipped

ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '
INCOME = [
    ("项目", "行次", "本月金额", "本年累计金额"),
    ("一、营业收入", 1, 523456.78, 1600000),
    ("减：营业成本", 2, 300000, 900000),
    ("税金及附加", 3, 2000, 6000),
    ("管理费用", 14, 111000, 333000),
    ("二、营业利润（亏损以“-”号填列）", 21, 110456.78, 361000),
    ("加：营业外收入", 22, None, None),
    ("减：营业外支出", 24, None, 500),
    ("三、利润总额", 30, 110456.78, 360500),
    ("减：所得税费用", 31, 27614.2, 90125),
    ("四、净利润", 32, 82842.58, 270375),
]
_THIN = Side(style="thin")
BOXED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


def statements(path: Path, *, lines: bool = True) -> Path:
    """A balance sheet of two sides with lines drawn, an income statement with or without, and a hidden sheet."""
    book = Workbook()
    balance: Any = book.active
    balance.title = "资产负债表"
    balance.merge_cells("A1:H1")
    balance["A1"] = "资产负债表"
    balance["A1"].font = Font(size=18)
    balance["A1"].alignment = Alignment(horizontal="center")
    balance["A2"], balance["D2"], balance["H2"] = "编制单位：北京晨星餐饮管理有限公司", "2020年3月31日", "单位：元"
    heads = ["资产", "行次", "期末余额", "年初余额"]
    rows: list[list[Any]] = [
        [*heads, "负债和所有者权益", *heads[1:]],
        ["流动资产：", 1, None, None, "流动负债：", 31, None, None],
        ["货币资金", 2, 1700000, 1300000, "应付账款", 33, 460246.79, 350000.5],
        ["存货", 3, 80246.79, 50000.5, "流动负债合计", 41, 460246.79, 350000.5],
        ["流动资产合计", 15, 1780246.79, 1350000.5, "实收资本（或股本）", 48, 1000000, 1000000],
        ["固定资产账面价值", 20, 380000, 400000, "未分配利润", 51, 700000, 400000],
        ["资产总计", 30, 2160246.79, 1750000.5, "负债和所有者权益总计", 53, 2160246.79, 1750000.5],
    ]
    _table(balance, 3, rows, lines=True)
    income = book.create_sheet("利润表")
    income["A1"] = "利润表"
    income["A2"], income["C2"], income["D2"] = "编制单位：北京晨星餐饮管理有限公司", "2020年3月", "单位：元"
    _table(income, 3, [list(row) for row in INCOME], lines=lines)
    hidden = book.create_sheet("内部")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "代码"
    book.save(path)
    return path


def _table(sheet: Any, first: int, rows: list[list[Any]], *, lines: bool) -> None:
    for r, values in enumerate(rows, first):
        for c, value in enumerate(values, 1):
            cell = sheet.cell(r, c, value)
            if lines:
                cell.border = BOXED
            if isinstance(value, int | float) and c not in (2, 6):
                cell.number_format = ACCOUNTING


def parts(
    rows: str, *, styles: str = "", before: str = "", after: str = "", shared: str = "", book: str = ""
) -> dict[str, bytes]:
    """An XLSX file of one sheet from its XML: ``rows`` of ``sheetData``, and what stands around it."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    found: Mapping[str, str] = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{relation}">{book}'
        '<sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="s" Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="t" Type="{relation}/styles" Target="/xl/styles.xml"/>'
        f'<Relationship Id="u" Type="{relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": f"<styleSheet {main}>{styles}</styleSheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{shared}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>",
    }
    return {name: text.encode() for name, text in found.items()}


def put_together(folder: Path, files: Mapping[str, bytes], name: str = "book.xlsx") -> Path:
    path = folder / name
    path.write_bytes(zipped(files))
    return path
