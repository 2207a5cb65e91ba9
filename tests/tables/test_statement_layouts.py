"""Statements as bookkeeping programs, tax offices and reports print them: units in labels, two languages, headings
above the lines, two headers in one table; and columns only half understood give nothing."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.finders.statement import read
from extractors.finders.statement_columns import column_of, settle
from extractors.finders.statement_words import item_of, period_in, plain_label
from extractors.model import Document, Page
from extractors.tables.clean import clean
from tests.tables.grids import Apart, Grid, Text, document, page

ITEMS = {"items": ("total_assets", "revenue", "net_profit")}
INCOME = [
    ["营业收入", "1", "900.00", "300.00"],
    ["营业利润", "2", "90.00", "30.00"],
    ["利润总额", "3", "90.00", "30.00"],
    ["净利润", "4", "80.00", "20.00"],
]


def got(made: Document) -> dict[str, Any]:
    return {f.name: f.value for f in read(made, ITEMS).fields}


def test_a_heading_above_the_first_line_belongs_to_the_table() -> None:
    rows = [["项目", "行次", "本年累计金额", "本月金额"], *INCOME]
    made = document(
        [Text("利润表", "middle"), Apart(("编制单位:甲乙面馆", "2020年3月")), Text("单位:元", "right"),
         Grid(rows, [150, 40, 110, 110], "under")]
    )  # fmt: skip
    found = got(made)
    assert found["revenue_yuan"] == Decimal("300.00") and found["revenue_ytd_yuan"] == Decimal("900.00")
    assert found["company"] == "甲乙面馆" and found["period"] == "2020-03"


def test_units_in_labels_and_a_second_header_after_a_row_of_percentages() -> None:
    rows = [
        ["", "本报告期", "上年同期", "本报告期比上年同期增减"],
        ["营业收入(元)", "5,000.00", "4,000.00", "25.00%"],
        ["归属于上市公司股东的净利润(元)", "-200.00", "100.00", "-300.00%"],
        ["加权平均净资产收益率", "-1.02%", "0.50%", "-1.52%"],
        ["", "本报告期末", "上年度末", "本报告期末比上年度末增减"],
        ["总资产(元)", "90,000.00", "80,000.00", "12.50%"],
    ]
    found = got(document([Text("一、主要会计数据和财务指标"), Grid(rows, [170, 90, 90, 140])]))
    assert found["revenue_yuan"] == Decimal("5000.00") and found["revenue_prev_yuan"] == Decimal("4000.00")
    assert found["total_assets_yuan"] == Decimal("90000.00")
    assert found["total_assets_prev_yuan"] == Decimal("80000.00")
    assert found["unit"] == "元"


def test_a_label_in_two_languages_is_its_chinese() -> None:
    assert plain_label("货币资金 Cash and bank") == "货币资金"
    assert item_of("资产总计 TOTAL ASSETS") == "total_assets"
    assert column_of(clean("期末数 Closing"), 0, 1).role == "end"
    assert item_of("Total assets") is None


@pytest.mark.parametrize("merged", [False, True])
def test_columns_only_half_understood_give_nothing(merged: bool) -> None:
    """The second half's label column read into the first half's opening column: no figure may move over."""
    heads = ["资产", "期末数", "年初数", "负债及权益", "期末数", "年初数"]
    rows = [["应收账款", "300.00", "200.00", "应付账款", "70.00", "60.00"],
            ["货币资金", "800.00", "700.00", "短期借款", "30.00", "20.00"],
            ["资产总计", "1,100.00", "900.00", "负债及权益总计", "1,100.00", "900.00"]]  # fmt: skip
    grid = [heads, *rows]
    widths = [80.0, 70, 70, 90, 70, 70]
    if merged:
        grid = [[r[0], r[1], r[2] + r[3], r[4], r[5]] for r in grid]
        widths = [80.0, 70, 160, 70, 70]
    found = got(document([Text("资产负债表", "middle"), Text("单位:元", "right"), Grid(grid, widths)]))
    if merged:
        assert "receivables_prev_yuan" not in found and "receivables_yuan" not in found
    else:
        assert found["receivables_prev_yuan"] == Decimal("200.00")


def _glued(made: Page) -> Page:
    """The page with each opening figure and the name right of it read as one word."""
    words = list(made.words)
    for name in [w for w in words if w.text in {"应付账款", "负债及权益总计"}]:
        left = [w for w in words if w.place.top == name.place.top and w.place.x1 <= name.place.x0]
        word = max(left, key=lambda w: w.place.x1)
        words.remove(name)
        box = type(word.box)(word.box.x0, word.box.top, name.box.x1, word.box.bottom)
        edges = (*word.edges[:-1], *name.edges)
        words[words.index(word)] = type(word)(word.text + name.text, box, box, 1.0, edges)
    return type(made)(
        made.number, made.width, made.height, tuple(words), made.rulings, made.method, made.reason
    )  # fmt: skip


def test_a_figure_read_together_with_the_name_behind_it_is_two_cells() -> None:
    rows = [
        ["资产", "期末数", "年初数", "负债及权益", "期末数", "年初数"],
        ["货币资金", "8,000.00", "7,000.00", "应付账款", "1,000.00", "600.00"],
        ["应收账款", "3,000.00", "2,000.00", "实收资本", "10,000.00", "8,400.00"],
        ["资产总计", "11,000.00", "9,000.00", "负债及权益总计", "11,000.00", "9,000.00"],
    ]
    made = page(
        [Text("资产负债表", "middle"), Apart(("核算单位:[007]甲乙会展服务有限公司", "2020年04期", "单位:元")),
         Grid(rows, [70, 70, 70, 90, 70, 70], "none")]
    )  # fmt: skip
    found = got(Document("0" * 64, "made.pdf", "application/pdf", (_glued(made),)))
    assert found["cash_prev_yuan"] == Decimal("7000.00") and found["total_assets_prev_yuan"] == Decimal("9000.00")
    assert found["company"] == "甲乙会展服务有限公司"


def test_same_month_last_year_beside_the_months_so_far() -> None:
    rows = [["项目", "本月数", "本年累计数", "上年同月数", "上年同期累计数"],
            ["营业收入", "10.00", "50.00", "40.00", "90.00"], ["利润总额", "1.00", "5.00", "4.00", "9.00"],
            ["净利润", "1.00", "5.00", "4.00", "9.00"]]  # fmt: skip
    found = got(
        document([Text("损益表", "middle"), Apart(("2020年2月份", "单位:万元")), Grid(rows, [120, 80, 80, 80, 100])])
    )
    assert found["revenue_yuan"] == 100000 and found["revenue_prev_yuan"] == 400000
    assert found["revenue_ytd_yuan"] == 500000


def test_months_beside_each_other_are_a_series_and_their_sum_the_year_so_far() -> None:
    rows = [["项目", "1月", "2月", "合计"], ["营业收入", "10.00", "20.00", "30.00"],
            ["利润总额", "1.00", "2.00", "3.00"], ["净利润", "1.00", "2.00", "3.00"]]  # fmt: skip
    found = got(
        document([Text("2020年1-2月利润表", "middle"), Text("单位:元", "right"), Grid(rows, [120, 80, 80, 80])])
    )
    assert found["revenue_by_month_yuan"] == {"2020-01": Decimal("10.00"), "2020-02": Decimal("20.00")}
    assert "revenue_yuan" not in found and found["revenue_ytd_yuan"] == Decimal("30.00")


def test_a_quarter_beside_the_months_since_january() -> None:
    heads = ["2019年第三季度(7-9月)", "2018年第三季度(7-9月)", "2019年前三季度(1-9月)", "2018年前三季度(1-9月)"]
    roles = [c.role for c in settle([column_of(h, i, i + 1) for i, h in enumerate(heads)])]
    assert roles[0] == "current" and roles[2] == "ytd" and roles[1] in {"prev", "prev_same"} and roles[3] == "other"


def test_the_first_day_of_a_period_is_not_the_period() -> None:
    found = period_in("所属时期起:2020-01-01所属时期止:2020-03-31")
    assert found is not None and (found[0].first_month, found[0].month, found[0].text()) == (1, 3, None)
    rows = [["项目", "本年累计金额"], *([r[0], r[2]] for r in INCOME)]
    for line in ("所属时期起:2020-01-01", "税款所属期起:2020年1月1日"):
        made = document([Text("利润表", "middle"), Text(line), Text("单位:元"), Grid(rows, [150, 110])])
        assert "period" not in got(made)


def test_deductions_in_brackets_hold_with_their_sum() -> None:
    rows = [["项目", "2019年度", "2018年度"], ["营业收入", "900", "800"], ["利润总额", "100", "80"],
            ["减:所得税费用", "(25)", "(20)"], ["净利润", "75", "60"]]  # fmt: skip
    made = document([Text("利润表", "middle"), Text("单位:千元", "right"), Grid(rows, [120, 80, 80])])
    fields = {f.name: f for f in read(made, ITEMS).fields}
    assert "+net_profit_after_tax" in fields["net_profit_yuan"].checks and fields["net_profit_yuan"].sure


def test_balances_and_flows_under_two_headers_of_one_table_are_ranked_together() -> None:
    rows = [["项目", "2018年末", "2019年末"], ["资产总额", "100.00", "150.00"], ["负债总额", "60.00", "70.00"],
            ["项目", "2018年度", "2019年度"], ["营业收入", "200.00", "280.00"]]  # fmt: skip
    found = got(document([Text("单位:万元", "right"), Grid(rows, [120, 80, 80])]))
    assert found["total_assets_yuan"] == 1500000 and found["revenue_yuan"] == 2800000


def test_a_header_repeated_after_a_page_break_carries_title_and_unit_on() -> None:
    heads = ["项目", "附注", "2019年12月31日", "2018年12月31日"]
    first = [heads, ["货币资金", "1", "8,000.00", "7,000.00"], ["资产总计", "", "9,000.00", "8,000.00"]]
    second = [heads, ["负债合计", "", "4,000.00", "3,500.00"], ["所有者权益合计", "", "5,000.00", "4,500.00"]]
    made = document(
        [Text("资产负债表", "middle"), Text("单位:万元", "right"), Grid(first, [150, 40, 110, 110], "none")],
        [Grid(second, [150, 40, 110, 110], "three")],
    )
    found = got(made)
    assert found["total_equity_yuan"] == 50000000 and found["total_liabilities_prev_yuan"] == 35000000


def test_columns_older_than_the_year_of_the_caption_are_not_the_current_ones() -> None:
    rows = [["项目", "二零一九", "2018年"], ["营业收入", "10.00", "20.00"], ["利润总额", "1.00", "2.00"],
            ["净利润", "1.00", "2.00"]]  # fmt: skip
    made = document([Text("利润表", "middle"), Text("2019年度"), Text("单位:元"), Grid(rows, [120, 80, 80])])
    assert "revenue_yuan" not in got(made)
