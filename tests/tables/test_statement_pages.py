"""Statements over page breaks: the rows of the next page stand under the right headings, or give nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.finders.statement import read
from extractors.model import Document
from tests.tables.grids import Apart, Block, Grid, Text, document

ITEMS = {"items": ("total_assets", "operating_cash_flow")}
HEADER = ["项目", "附注", "2019年度", "2018年度"]
FLOWS = [
    ["销售商品、提供劳务收到的现金", "", "9,000.00", "8,000.00"],
    ["经营活动现金流入小计", "", "9,000.00", "8,000.00"],
    ["经营活动现金流出小计", "", "7,500.00", "9,500.00"],
    ["经营活动产生的现金流量净额", "", "1,500.00", "-1,500.00"],
]
TITLE: list[Block] = [Text("现金流量表", "middle"), Apart(("编制单位:甲乙有限公司", "2019年度", "单位:元"))]


def got(made: Document) -> dict[str, Any]:
    return {f.name: f.value for f in read(made, ITEMS).fields}


@pytest.mark.parametrize("lines", ["all", "none"])
def test_a_heading_alone_at_the_foot_of_a_page(lines: str) -> None:
    widths = [170.0, 60, 110, 110]
    found = got(document([*TITLE, Grid([HEADER], widths, lines)], [Grid(FLOWS, widths, lines)]))
    assert found["operating_cash_flow_yuan"] == Decimal("1500.00")
    assert found["operating_cash_flow_prev_yuan"] == Decimal("-1500.00")


def test_columns_are_told_by_place_where_one_of_them_is_empty_on_the_next_page() -> None:
    widths = [170.0, 60, 110, 110]
    first = [HEADER, ["一、经营活动产生的现金流量:", "", "", ""], FLOWS[0]]
    only_last_year = [[label, note, "", before] for label, note, _, before in FLOWS[1:]]
    found = got(document([*TITLE, Grid(first, widths, "none")], [Grid(only_last_year, widths, "none")]))
    assert found["operating_cash_flow_prev_yuan"] == Decimal("-1500.00")
    assert "operating_cash_flow_yuan" not in found


def test_columns_that_stand_under_no_heading_on_the_next_page_give_nothing() -> None:
    first = [HEADER, ["一、经营活动产生的现金流量:", "", "", ""], FLOWS[0]]
    moved = [[label, before] for label, _, _, before in FLOWS[1:]]
    made = document([*TITLE, Grid(first, [170, 60, 110, 110], "none")], [Grid(moved, [240, 60], "none")])
    assert not {name for name in got(made) if name.startswith("operating")}


def test_a_foot_of_several_pieces_does_not_end_the_table() -> None:
    widths = [170.0, 60, 110, 110]
    foot: list[Block] = [
        *[Text("")] * 42,
        Apart(("- 1 -", "甲乙有限公司", "2019年年度报告")),
        Apart(("第1页", "共2页")),
    ]
    made = document([*TITLE, Grid([HEADER, FLOWS[0]], widths), *foot], [Grid(FLOWS[1:], widths)])
    assert got(made)["operating_cash_flow_yuan"] == Decimal("1500.00")


def test_what_follows_the_signatures_is_no_part_of_the_statement() -> None:
    widths = [170.0, 60, 110, 110]
    signed = Text("公司负责人:甲 主管会计工作负责人:乙 会计机构负责人:丙")
    made = document([*TITLE, Grid([HEADER, FLOWS[0]], widths), signed], [Grid(FLOWS[1:], widths)])
    assert "operating_cash_flow_yuan" not in got(made)


def test_the_two_halves_of_a_balance_sheet_go_on_with_a_header_of_their_own() -> None:
    head = ["资产", "行次", "年初数", "期末数", "负债和所有者权益", "行次", "年初数", "期末数"]
    widths = [80.0, 25, 68, 68, 116, 25, 68, 68]
    caption: list[Block] = [Text("资产负债表", "middle"), Apart(("编制单位:甲乙制品厂", "2020年4月30日", "单位:元"))]
    first = [head, ["货币资金", "1", "4.00", "5.00", "短期借款", "31", "1.00", "2.00"]]
    second = [
        head,
        ["固定资产", "2", "6.00", "5.00", "实收资本", "32", "3.00", "3.00"],
        ["", "", "", "", "所有者权益(或股东", "33", "9.00", "8.00"],
        ["", "", "", "", "权益)合计", "", "", ""],
        ["资产总计", "3", "10.00", "10.00", "负债和所有者权益总计", "34", "10.00", "10.00"],
    ]
    made = document([*caption, Grid(first, widths, "none", x=38)], [*caption, Grid(second, widths, "none", x=38)])
    found = got(made)
    assert (found["cash_yuan"], found["cash_prev_yuan"]) == (Decimal("5.00"), Decimal("4.00"))
    assert (found["total_equity_yuan"], found["total_equity_prev_yuan"]) == (Decimal("8.00"), Decimal("9.00"))
