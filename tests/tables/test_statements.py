"""Statements of many layouts, made from small grids: every field right, and nothing where nothing may be taken."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.finders.base import Read
from extractors.finders.statement import read
from extractors.model import Document, Method
from tests.tables.grids import Apart, Block, Grid, Text, document

ITEMS = {"items": ("total_assets", "total_liabilities", "total_equity", "cash", "revenue", "net_profit")}


def values(result: Read) -> dict[str, Any]:
    return {f.name: f.value for f in result.fields}


def got(made: Document) -> dict[str, Any]:
    return values(read(made, ITEMS))


def money(**names: str) -> dict[str, Decimal]:
    return {name: Decimal(value) for name, value in names.items()}


BALANCE = [
    ["资产", "行次", "期末余额", "上年年末余额", "负债和所有者权益", "行次", "期末余额", "上年年末余额"],
    ["流动资产:", "", "", "", "流动负债:", "", "", ""],
    ["货币资金", "1", "500,000.00", "400,000.00", "短期借款", "31", "200,000.00", "-"],
    ["应收账款", "2", "300,000.00", "", "应付账款", "32", "100,000.00", "150,000.00"],
    ["流动资产合计", "15", "800,000.00", "400,000.00", "流动负债合计", "41", "300,000.00", "150,000.00"],
    ["非流动资产:", "", "", "", "负债合计", "47", "300,000.00", "150,000.00"],
    ["固定资产", "20", "200,000.00", "250,000.00", "实收资本(或股本)", "48", "500,000.00", "500,000.00"],
    ["非流动资产合计", "29", "200,000.00", "250,000.00", "未分配利润", "51", "200,000.00", "0.00"],
    ["", "", "", "", "所有者权益(或股东权益)合计", "52", "700,000.00", "500,000.00"],
    ["资产总计", "30", "1,000,000.00", "650,000.00", "负债和所有者权益总计", "53", "1,000,000.00", "650,000.00"],
]
BALANCE_WIDTHS = [80.0, 25, 68, 68, 116, 25, 68, 68]
HEAD: list[Block] = [
    Text("资 产 负 债 表", "middle"),
    Apart(("编制单位:北京甲乙餐饮有限公司", "2020年3月31日", "会企01表 单位:元")),
]


@pytest.mark.parametrize("lines", ["all", "open", "columns", "none"])
@pytest.mark.parametrize("method", [Method.TEXT_LAYER, Method.OCR])
def test_balance_sheet_in_two_halves(lines: str, method: Method) -> None:
    found = got(document([*HEAD, Grid(BALANCE, BALANCE_WIDTHS, lines, x=38)], method=method))
    expected = money(
        total_assets_yuan="1000000.00",
        total_assets_prev_yuan="650000.00",
        total_liabilities_yuan="300000.00",
        total_liabilities_prev_yuan="150000.00",
        total_equity_yuan="700000.00",
        total_equity_prev_yuan="500000.00",
        cash_yuan="500000.00",
        cash_prev_yuan="400000.00",
        receivables_yuan="300000.00",
        fixed_assets_yuan="200000.00",
        current_assets_yuan="800000.00",
        current_liabilities_yuan="300000.00",
        retained_earnings_prev_yuan="0.00",
    )
    assert {name: found.get(name) for name in expected} == expected
    assert "receivables_prev_yuan" not in found
    assert found["company"] == "北京甲乙餐饮有限公司"
    assert (found["period"], found["unit"], found["report"]) == ("2020-03-31", "元", "资产负债表")


def test_sums_that_hold_are_noted_and_sums_that_do_not_make_the_figures_unsure() -> None:
    good = {f.name: f for f in read(document([*HEAD, Grid(BALANCE, BALANCE_WIDTHS, x=38)]), ITEMS).fields}
    assert "+assets_liabilities_equity" in good["total_assets_yuan"].checks and good["total_assets_yuan"].sure
    rows = [list(row) for row in BALANCE]
    rows[8][6] = "900,000.00"
    result = read(document([*HEAD, Grid(rows, BALANCE_WIDTHS, x=38)]), ITEMS)
    bad = {f.name: f for f in result.fields}
    assert "-assets_liabilities_equity" in bad["total_equity_yuan"].checks
    assert not bad["total_equity_yuan"].sure
    assert bad["total_equity_yuan"].confidence < good["total_equity_yuan"].confidence
    assert [p.code for p in result.problems] == ["statement.sum_differs"] and result.problems[0].boxes


SMALL_INCOME = [
    ["项目", "行次", "本年累计金额", "本月金额"],
    ["一、营业收入", "1", "350,000.00", "120,000.00"],
    ["减:营业成本", "2", "150,000.00", "50,000.00"],
    ["二、营业利润(亏损以“-”号填列)", "21", "-20,000.00", "(8,000.00)"],
    ["加:营业外收入", "22", "1,000.00", ""],
    ["三、利润总额(亏损总额以“-”号填列)", "30", "-19,000.00", "-8,000.00"],
    ["减:所得税费用", "31", "-", "-"],
    ["四、净利润(净亏损以“-”号填列)", "32", "-19,000.00", "-8,000.00"],
]
INCOME_HEAD: list[Block] = [
    Text("利润表", "middle"),
    Apart(("编制单位:北京甲乙餐饮有限公司", "2020年3月", "会小企02表 单位:元")),
]


@pytest.mark.parametrize("lines", ["all", "open", "columns", "three", "none"])
def test_monthly_income_statement_of_a_small_enterprise(lines: str) -> None:
    found = got(document([*INCOME_HEAD, Grid(SMALL_INCOME, [200, 40, 110, 110], lines)]))
    expected = money(
        revenue_yuan="120000.00",
        revenue_ytd_yuan="350000.00",
        profit_total_yuan="-8000.00",
        profit_total_ytd_yuan="-19000.00",
        net_profit_yuan="-8000.00",
        net_profit_ytd_yuan="-19000.00",
    )
    assert {name: found.get(name) for name in expected} == expected
    assert found["period"] == "2020-03" and "revenue_prev_yuan" not in found


def test_same_month_last_year() -> None:
    rows = [
        ["项 目", "行次", "本月数", "上年同期数", "本年累计数"],
        ["营业收入", "1", "20,000.00", "180,000.00", "90,000.00"],
        ["营业利润", "2", "-5,000.00", "30,000.00", "1,000.00"],
        ["净利润", "3", "-5,000.00", "30,000.00", "1,000.00"],
    ]
    made = document([Text("利润表", "middle"), Text("2020年2月份   金额单位:元"), Grid(rows, [140, 40, 90, 90, 90])])
    found = got(made)
    assert found["revenue_yuan"] == Decimal("20000.00")
    assert found["revenue_prev_yuan"] == Decimal("180000.00")
    assert found["revenue_ytd_yuan"] == Decimal("90000.00")
    assert found["period"] == "2020-02"


def test_last_years_column_after_the_accumulated_one_belongs_to_no_month() -> None:
    rows = [
        ["项目", "本月数", "本年累计数", "上年同期数"],
        ["营业收入", "20,000.00", "90,000.00", "180,000.00"],
        ["营业利润", "1.00", "2.00", "3.00"],
        ["净利润", "1.00", "2.00", "3.00"],
    ]
    found = got(document([Text("利润表", "middle"), Text("2020年3月 单位:元"), Grid(rows, [140, 90, 90, 90])]))
    assert found["revenue_yuan"] == Decimal("20000.00") and "revenue_prev_yuan" not in found


def test_last_period_of_a_month_may_be_the_month_before() -> None:
    rows = [["项目", "本期金额", "上期金额"], ["营业收入", "20,000.00", "90,000.00"], ["净利润", "1.00", "2.00"]]
    made = document([Text("利润表", "middle"), Text("2020年3月 单位:元"), Grid(rows, [140, 90, 90])])
    assert got(made)["revenue_yuan"] == Decimal("20000.00")
    assert not any(f.sure for f in read(made, ITEMS).fields if f.name.endswith("_prev_yuan"))
    # beside the year so far it may be the year before's, which is not what the month is compared with
    beside = [[*row, more] for row, more in zip(rows, ["本年累计金额", "95,000.00", "3.00"], strict=True)]
    assert "revenue_prev_yuan" not in got(
        document([Text("利润表", "middle"), Text("2020年3月 单位:元"), Grid(beside, [140, 90, 90, 90])])
    )


def test_a_years_accumulated_figures_are_the_years() -> None:
    rows = [["项目", "行次", "本年累计金额", "上年金额"], *[[*r[:3], "1.00"] for r in SMALL_INCOME[1:]]]
    head: list[Block] = [Text("利润表", "middle"), Apart(("编制单位:北京甲乙餐饮有限公司", "2019年度", "单位:元"))]
    found = got(document([*head, Grid(rows, [200, 40, 110, 110])]))
    assert found["revenue_yuan"] == Decimal("350000.00") and found["revenue_prev_yuan"] == Decimal("1.00")
    assert found["period"] == "2019"


def test_months_as_columns_give_a_series() -> None:
    rows = [
        ["项目", "2020年2月", "2020年3月", "2020年4月", "2019年2月", "2019年3月", "2019年4月"],
        ["营业收入", "10.00", "20.00", "30.00", "100.00", "200.00", "300.00"],
        ["利润总额", "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"],
        ["净利润", "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"],
    ]
    found = got(document([Text("利润表", "middle"), Text("单位:元"), Grid(rows, [80, 68, 68, 68, 68, 68, 68])]))
    assert found["revenue_by_month_yuan"] == {
        "2019-02": Decimal(100),
        "2019-03": Decimal(200),
        "2019-04": Decimal(300),
        "2020-02": Decimal(10),
        "2020-03": Decimal(20),
        "2020-04": Decimal(30),
    }


def test_three_monthly_statements_in_one_file_give_a_series_only() -> None:
    pages: list[list[Block]] = []
    for month, revenue in ((2, "10.00"), (3, "20.00"), (4, "30.00")):
        rows = [["项目", "本月数", "上年同期"], ["营业收入", revenue, "99.00"], ["净利润", "1.00", "2.00"]]
        pages.append([Text("利润表", "middle"), Text(f"2020年{month}月 单位:元"), Grid(rows, [140, 90, 90])])
    result = read(document(*pages), ITEMS)
    found = values(result)
    assert "revenue_yuan" not in found and "period" not in found
    assert found["revenue_by_month_yuan"]["2020-03"] == Decimal("20.00")
    assert found["revenue_by_month_yuan"]["2019-04"] == Decimal("99.00")
    assert ("revenue_yuan", "ambiguous") in {(m.name, m.reason) for m in result.missing}


CONSOLIDATED = [
    ["项目", "附注", "2021年12月31日", "2020年12月31日"],
    ["货币资金", "七、1", "51,810", "36,091"],
    ["资产总计", "", "255,168", "213,396"],
    ["负债合计", "", "58,211", "45,675"],
    ["归属于母公司所有者权益", "", "", ""],
    ["(或股东权益)合计", "", "189,539", "161,323"],
    ["少数股东权益", "", "7,418", "6,398"],
    ["所有者权益(或股东权", "", "196,957", "167,721"],
    ["益)合计", "", "", ""],
    ["负债和所有者权益(或", "", "255,168", "213,396"],
    ["股东权益)总计", "", "", ""],
]


def test_consolidated_and_parent_over_a_page_break_with_wrapped_names() -> None:
    parent = [["项目", "附注", "2021年12月31日", "2020年12月31日"], ["资产总计", "", "143,576", "114,644"]]
    parent += [["负债合计", "", "13,931", "10,442"], ["股东权益合计", "", "129,645", "104,202"]]
    widths = [150.0, 50, 110, 110]
    made = document(
        [
            Text("合并资产负债表", "middle"),
            Text("2021年12月31日", "middle"),
            Apart(("编制单位:某某酒业股份有限公司", "单位:万元 币种:人民币")),
            Grid(CONSOLIDATED[:4], widths, "none"),
        ],
        [
            Grid(CONSOLIDATED[4:], widths, "none"),
            Text("公司负责人:甲 主管会计工作负责人:乙"),
            Text("母公司资产负债表", "middle"),
            Apart(("编制单位:某某酒业股份有限公司", "单位:万元")),
            Grid(parent, widths, "none"),
        ],
    )
    result = read(made, ITEMS)
    found = values(result)
    assert found["total_assets_yuan"] == Decimal(2551680000)
    assert found["total_equity_yuan"] == Decimal(1969570000)
    assert found["equity_parent_holders_yuan"] == Decimal(1895390000)
    assert (found["scope"], found["unit"], found["company"]) == ("合并", "万元", "某某酒业股份有限公司")
    part = {f.name: f.value for f in result.parts["parent_only"]}
    assert part["total_assets_yuan"] == Decimal(1435760000)
    assert part["total_liabilities_prev_yuan"] == Decimal(104420000)


def test_the_parents_own_figures_are_not_the_wholes_where_the_consolidated_ones_could_not_be_read() -> None:
    own = [["项目", "2021年度", "2020年度"], ["营业收入", "80.00", "70.00"], ["净利润", "9.00", "8.00"]]
    alone: list[Block] = [Text("母公司利润表", "middle"), Text("单位:元"), Grid(own, [160, 100, 100], "none")]
    assert values(read(document(alone), ITEMS))["revenue_yuan"] == Decimal("80.00")
    result = read(document([Text("合并利润表", "middle"), Text("单位:元")], alone), ITEMS)
    assert "revenue_yuan" not in values(result) and "scope" not in values(result)
    assert {f.name: f.value for f in result.parts["parent_only"]}["revenue_yuan"] == Decimal("80.00")
    spoken = document([Text("本公司另行编制合并利润表，见附注。"), *alone])
    assert values(read(spoken, ITEMS))["revenue_yuan"] == Decimal("80.00")


def test_the_end_of_a_wrapped_name_is_not_taken_for_a_name() -> None:
    rows = [
        ["项目", "2021年度", "2020年度"],
        ["营业收入", "100.00", "90.00"],
        ["利润总额", "20.00", "10.00"],
        ["归属于上市公司股东的", "", ""],
        ["净利润", "15.00", "8.00"],
    ]
    found = got(document([Text("合并利润表", "middle"), Text("单位:元"), Grid(rows, [160, 100, 100], "none")]))
    assert found["net_profit_parent_holders_yuan"] == Decimal("15.00")
    assert "net_profit_yuan" not in found


def test_scope_by_column() -> None:
    rows = [
        ["项目", "合并", "<", "母公司", "<"],
        ["^", "2019年末", "2018年末", "2019年末", "2018年末"],
        ["资产总计", "1,000.00", "900.00", "700.00", "600.00"],
        ["负债合计", "400.00", "300.00", "200.00", "100.00"],
        ["股东权益合计", "600.00", "600.00", "500.00", "500.00"],
    ]
    made = document([Text("资产负债表", "middle"), Text("单位:千元"), Grid(rows, [120, 80, 80, 80, 80])])
    result = read(made, ITEMS)
    assert values(result)["total_assets_yuan"] == Decimal(1000000)
    assert values(result)["total_liabilities_prev_yuan"] == Decimal(300000)
    assert {f.name: f.value for f in result.parts["parent_only"]}["total_assets_yuan"] == Decimal(700000)


def test_key_data_with_percentages_and_restated_years() -> None:
    rows = [
        ["主要会计数据", "2020年", "2019年", "<", "本期比上年增减(%)", "2018年"],
        ["^", "^", "调整后", "调整前", "^", "^"],
        ["营业收入", "300.00", "200.00", "199.00", "50.00", "100.00"],
        ["归属于上市公司股东的净利润", "30.00", "20.00", "19.00", "50.00", "10.00"],
        ["总资产", "900.00", "800.00", "799.00", "12.50", "700.00"],
    ]
    made = document([Text("(一)主要会计数据"), Text("单位:元"), Grid(rows, [150, 70, 70, 70, 70, 70])])
    result = read(made, ITEMS)
    found = values(result)
    assert found["revenue_yuan"] == Decimal("300.00") and found["total_assets_yuan"] == Decimal("900.00")
    assert found["revenue_prev_yuan"] == Decimal("200.00"), "compared with are the figures after the restatement"
    sure = {f.name: f.sure for f in result.fields}
    assert sure["revenue_yuan"] and not sure["revenue_prev_yuan"]
    assert found["scope"] == "合并" and found["period"] == "2020"


def test_an_unknown_unit_gives_names_without_it() -> None:
    rows = [["资产", "期初", "期末"], ["资产总计", "-", "5.00"], ["负债合计", "", "3.00"], ["股东权益合计", "", "2.00"]]
    found = got(document([Text("资产负债表", "middle"), Grid(rows, [100, 80, 80])]))
    assert found["total_assets"] == Decimal("5.00") and "total_assets_yuan" not in found
    assert "total_assets_prev" not in found and "unit" not in found and "period" not in found


def test_a_range_of_days_is_a_day_for_a_balance_and_a_month_for_its_flows() -> None:
    balance = [["资产", "期末余额", "年初余额"], ["资产总计", "5.00", "4.00"], ["负债合计", "3.00", "1.00"]]
    caption: list[Block] = [
        Apart(("纳税人名称:北京甲乙餐饮有限公司", "报送日期:2020-04-15")),
        Apart(("所属期:2020-03-01至2020-03-31", "单位:元")),
    ]
    first = got(document([Text("资产负债表", "middle"), *caption, Grid(balance, [100, 80, 80])]))
    assert (first["period"], first["company"]) == ("2020-03-31", "北京甲乙餐饮有限公司")
    second = got(document([Text("利润表", "middle"), *caption, Grid(SMALL_INCOME, [200, 40, 110, 110])]))
    assert second["period"] == "2020-03"


def test_a_continued_title_belongs_to_the_statement_before() -> None:
    rows = [["项目", "期末余额", "年初余额"], ["流动资产合计", "5.00", "4.00"], ["资产总计", "5.00", "4.00"]]
    more = [["项目", "期末余额", "年初余额"], ["负债合计", "3.00", "1.00"], ["股东权益合计", "2.00", "3.00"]]
    made = document(
        [Text("合并资产负债表", "middle"), Text("2020年12月31日 单位:千元"), Grid(rows, [100, 80, 80])],
        [Text("资产负债表(续)", "middle"), Grid(more, [100, 80, 80])],
    )
    result = read(made, ITEMS)
    assert values(result)["total_liabilities_yuan"] == Decimal(3000) and not result.parts


def test_columns_of_the_group_and_of_the_company() -> None:
    rows = [
        ["项目", "2019年12月31日", "<", "2018年12月31日", "<"],
        ["^", "合并", "公司", "合并", "公司"],
        ["资产总计", "1,000.00", "900.00", "700.00", "600.00"],
        ["负债合计", "400.00", "300.00", "200.00", "100.00"],
        ["股东权益合计", "600.00", "600.00", "500.00", "500.00"],
    ]
    made = document([Text("合并及公司资产负债表", "middle"), Text("单位:元"), Grid(rows, [120, 80, 80, 80, 80])])
    result = read(made, ITEMS)
    found = values(result)
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(1000), Decimal(700))
    assert {f.name: f.value for f in result.parts["parent_only"]}["total_assets_prev_yuan"] == Decimal(600)


def test_quarters_with_their_year_are_quarters_and_two_years_of_one_quarter_are_compared() -> None:
    quarters = [["项目", *(f"2021年第{q}季度" for q in "一二三四")], ["营业收入", "1.00", "2.00", "3.00", "4.00"]]
    quarters.append(["净利润", "1.00", "1.00", "1.00", "1.00"])
    found = got(document([Text("分季度主要财务数据"), Text("单位:元"), Grid(quarters, [80, 90, 90, 90, 90])]))
    assert "revenue_yuan" not in found and found["revenue_by_quarter_yuan"] == ("1.00", "2.00", "3.00", "4.00")
    rows = [["项目", "2022年第一季度", "2021年第一季度"], ["营业收入", "9.00", "8.00"], ["净利润", "1.00", "2.00"]]
    found = got(document([Text("合并利润表", "middle"), Text("单位:元"), Grid(rows, [120, 100, 100])]))
    assert (found["revenue_yuan"], found["revenue_prev_yuan"]) == (Decimal(9), Decimal(8))


def test_every_value_points_at_its_own_cell() -> None:
    made = document([*HEAD, Grid(BALANCE, BALANCE_WIDTHS, x=38)])
    words = {w.text: w.box for w in made.pages[0].words}
    field = next(f for f in read(made, ITEMS).fields if f.name == "total_equity_yuan")
    (evidence,) = field.evidence
    assert evidence.text == "700,000.00" and evidence.boxes == (words["700,000.00"],)
    assert (evidence.page, evidence.method) == (1, Method.TEXT_LAYER)
