"""Headings of statements in several rows, over merged cells and at several heights; titles and periods of tax offices
and bookkeeping programs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractors.finders.statement import read
from extractors.finders.statement_columns import stacked
from extractors.finders.statement_words import amount_in, foreign_in, period_in, title_in
from extractors.model import Box, Document, Word
from extractors.tables.clean import clean
from tests.tables.grids import Apart, Block, Grid, Text, document

ITEMS = {"items": ("total_assets", "revenue")}
SMALL = [["营业收入", "900.00", "300.00"], ["利润总额", "90.00", "30.00"], ["净利润", "80.00", "20.00"]]


def got(made: Document) -> dict[str, Any]:
    return {f.name: f.value for f in read(made, ITEMS).fields}


def test_this_year_and_last_year_under_month_and_year_so_far() -> None:
    rows = [
        ["项目", "本月数", "<", "<", "本年累计数", "<", "<"],
        ["^", "本年", "上年同期", "增减%", "本年", "上年同期", "增减%"],
        ["营业收入", "21.00", "310.00", "-93.23", "180.00", "905.00", "-80.11"],
        ["利润总额", "-8.00", "40.00", "-120.00", "-16.00", "110.00", "-114.55"],
        ["净利润", "-8.00", "39.00", "-120.51", "-16.00", "107.00", "-114.95"],
    ]
    made = document([Text("利润表", "middle"), Text("2020年3月 单位:元"), Grid(rows, [80, 65, 65, 65, 65, 65, 65])])
    found = got(made)
    assert (found["revenue_yuan"], found["revenue_prev_yuan"]) == (Decimal("21.00"), Decimal("310.00"))
    assert found["revenue_ytd_yuan"] == Decimal("180.00")
    assert found["revenue_by_month_yuan"] == {"2020-03": Decimal("21.00"), "2019-03": Decimal("310.00")}


@pytest.mark.parametrize(
    ("texts", "role"),
    [
        (("本月数", "本年"), "month"),
        (("本月数", "上年同期"), "prev_same"),
        (("本年累计数", "上年同期"), "other"),
        (("2019年12月31日", "占比"), "skip"),
        (("2019年12月31日", "金额"), "dated"),
        (("期末余额", "坏账准备"), "blocked"),
        (("期末余额", "甲公司"), "unknown"),
    ],
)
def test_headings_one_over_the_other(texts: tuple[str, ...], role: str) -> None:
    assert stacked(texts, 0, 1).role == role


def test_figures_in_merged_cells_under_one_heading() -> None:
    rows = [
        ["", "本报告期末", "<", "上年度末", "<"],
        ["总资产(元)", "9,000.00", "<", "8,000.00", "<"],
        ["", "本报告期", "增减", "年初至报告期末", "增减"],
        ["营业收入(元)", "500.00", "-10.87%", "1,500.00", "-9.59%"],
        ["归属于上市公司股东的净利润(元)", "-9.00", "-1.00%", "20.00", "-5.00%"],
    ]
    found = got(document([Text("一、主要会计数据和财务指标"), Grid(rows, [160, 80, 60, 80, 60])]))
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(9000), Decimal(8000))
    assert (found["revenue_yuan"], found["revenue_ytd_yuan"]) == (Decimal(500), Decimal(1500))


def test_two_figures_under_one_heading_cannot_be_told_apart() -> None:
    rows = [
        ["项目", "期末余额", "<", "年初余额"],
        ["资产总计", "9,000.00", "7,000.00", "8,000.00"],
        ["负债合计", "1,000.00", "500.00", "1,000.00"],
        ["所有者权益合计", "8,000.00", "6,500.00", "7,000.00"],
    ]
    found = got(document([Text("资产负债表", "middle"), Text("单位:元"), Grid(rows, [120, 90, 90, 90])]))
    assert "total_assets_yuan" not in found and found["total_assets_prev_yuan"] == Decimal(8000)


def test_a_cash_flow_statement_with_its_supplement_beside_it() -> None:
    rows = [
        ["项目", "行次", "金额", "补充资料", "行次", "金额"],
        ["经营活动现金流入小计", "9", "500.00", "1.将净利润调节为经营活动现金流量:", "", ""],
        ["经营活动现金流出小计", "20", "300.00", "净利润", "57", "60.00"],
        ["经营活动产生的现金流量净额", "21", "200.00", "固定资产折旧", "58", "140.00"],
    ]
    caption: list[Block] = [Text("现金流量表", "middle"), Apart(("编制单位:甲乙塑胶有限公司", "2019年度", "单位:元"))]
    found = got(document([*caption, Grid(rows, [140, 30, 70, 160, 30, 70], x=30)]))
    assert found["operating_cash_flow_yuan"] == Decimal(200) and "net_profit_yuan" not in found


@pytest.mark.parametrize(("month", "given"), [("2019年12月31日", True), ("2020年3月31日", False)])
def test_the_end_of_the_period_before_may_be_of_the_month_before(month: str, given: bool) -> None:
    rows = [["资产", "期末余额", "上期期末余额"], ["资产总计", "5.00", "4.00"], ["负债合计", "3.00", "1.00"]]
    found = got(document([Text("资产负债表", "middle"), Text(f"{month} 单位:元"), Grid(rows, [120, 90, 90])]))
    assert found["total_assets_yuan"] == Decimal(5) and ("total_assets_prev_yuan" in found) == given


def test_key_data_of_a_small_listed_company_in_three_tables() -> None:
    head = ["本期", "上年同期", "增减比例%"]
    flows = [["", *head], ["营业收入", "38.00", "41.00", "-7.32%"], ["毛利率%", "3%", "3%", "-"]]
    stocks = [["", "本期期末", "本期期初", "增减比例%"], ["资产总计", "9.00", "8.00", "12.50%"]]
    stocks.append(["负债总计", "6.00", "5.00", "20.00%"])
    cash = [["", *head], ["经营活动产生的现金流量净额", "1.00", "-3.00", "-"]]
    widths = [160.0, 90, 90, 80]
    blocks: list[Block] = []
    for title, rows in (("(一)盈利能力", flows), ("(二)偿债能力", stocks), ("(三)营运情况", cash)):
        blocks += [Text(title), Text("单位:元", "right"), Grid(rows, widths)]
    found = got(document([Text("二、主要会计数据和财务指标"), *blocks]))
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(9), Decimal(8))
    assert found["operating_cash_flow_prev_yuan"] == Decimal(-3) and found["revenue_prev_yuan"] == Decimal(41)


def test_a_name_and_its_figures_at_different_heights_over_a_merged_heading() -> None:
    rows = [
        [
            "项目",
            "附注",
            "2019年12月31日\n合并",
            "2018年12月31日\n合并",
            "2019年12月31日\n公司",
            "2018年12月31日\n公司",
        ],
        ["资产总计", "", "1,000", "900", "700", "600"],
        ["负债合计", "", "400", "300", "200", "100"],
        ["所有者权益合计", "", "600", "600", "500", "500"],
    ]
    caption: list[Block] = [Text("合并及公司资产负债表", "middle"), Text("(金额单位为人民币千元)", "middle")]
    result = read(document([*caption, Grid(rows, [110, 30, 85, 85, 85, 85], "none")]), ITEMS)
    found = {f.name: f.value for f in result.fields}
    own = {f.name: f.value for f in result.parts["parent_only"]}
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(1000000), Decimal(900000))
    assert (own["total_assets_yuan"], own["total_assets_prev_yuan"]) == (Decimal(700000), Decimal(600000))


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2020年02期", "2020-02"),
        ("会计期间:202003", "2020-03"),
        ("所属期起:2020-03-01所属期止:2020-03-31", "2020-03"),
        ("2020年期末", "2020"),
    ],
)
def test_periods_as_programs_print_them(text: str, period: str) -> None:
    found = period_in(clean(text))
    assert found is not None and (found[0].text() or "")[:7] == period


@pytest.mark.parametrize("title", ["利润表_年报(适用执行小企业会计准则的企业)", "利润表-月季报", "利润表"])
def test_titles_of_tax_offices(title: str) -> None:
    assert title_in(clean(title)) == "income"


@pytest.mark.parametrize(
    ("date", "columns", "period"),
    [
        ("2020-03-31", ("本年累计金额", "本月金额"), "2020-03"),
        ("2019年12月31日", ("本年累计金额", "上年金额"), "2019"),
    ],
)
def test_a_day_above_flows_is_their_month_or_year_where_the_columns_say_so(
    date: str, columns: tuple[str, str], period: str
) -> None:
    caption: list[Block] = [Text("利润表", "middle"), Apart(("编制单位:甲乙有限公司", f"日期:{date}", "单位:元"))]
    found = got(document([*caption, Grid([["项目", *columns], *SMALL], [140, 100, 100])]))
    assert found["period"] == period and found["revenue_yuan"] == Decimal("300.00" if period != "2019" else "900.00")


def test_another_currency_is_not_yuan_and_gives_nothing() -> None:
    rows = [["资产", "期末余额", "年初余额"], ["资产总计", "5.00", "4.00"], ["负债合计", "3.00", "1.00"]]
    caption: list[Block] = [Text("资产负债表", "middle"), Apart(("编制单位:甲乙货运有限公司", "单位:美元"))]
    assert not [name for name in got(document([*caption, Grid(rows, [120, 90, 90])])) if name.startswith("total")]
    assert foreign_in("币种:港币") and not foreign_in("单位:元币种:人民币")


def test_main_business_revenue_is_not_all_revenue() -> None:
    rows = [["项目", "本月数", "本年累计数"], ["一、主营业务收入", "9.00", "30.00"], ["五、净利润", "1.00", "3.00"]]
    found = got(document([Text("利润表", "middle"), Text("2019年4月 单位:元"), Grid(rows, [140, 90, 90])]))
    assert "revenue_yuan" not in found and found["net_profit_yuan"] == Decimal("1.00")


@pytest.mark.parametrize(
    ("text", "pointed", "read"),
    [
        ("264.070", True, (Decimal(264070), False)),
        ("(1,264.070)", True, (Decimal(-1264070), False)),
        ("264.070", False, (Decimal("264.070"), True)),
        ("264.07", True, (Decimal("264.07"), True)),
    ],
)
def test_a_thousands_mark_read_as_a_point(text: str, pointed: bool, read: tuple[Decimal, bool]) -> None:
    assert amount_in(text, pointed=pointed) == read


@pytest.mark.parametrize("lines", ["rows", "none"])
def test_dated_columns_in_both_halves_under_headings_set_wide_apart(lines: str) -> None:
    rows = [
        ["资", "2018年12月31日", "2019年12月31日", "负债和股东权益", "2018年12月31日", "2019年12月31日"],
        ["货币资金", "4.00", "5.00", "负债合计", "3.00", "2.00"],
        ["固定资产", "6.00", "5.00", "股东权益合计", "7.00", "8.00"],
        ["资产总计", "10.00", "10.00", "负债和股东权益总计", "10.00", "10.00"],
    ]
    caption: list[Block] = [Text("2019年度资产负债表", "middle"), Text("单位名称:甲乙物流有限公司 金额单位:元(人民币)")]
    made = document([*caption, Grid(rows, [95, 78, 78, 105, 78, 78], lines, x=38)])
    page = made.pages[0]
    first = next(w for w in page.words if w.text == "资")
    box = Box(first.box.x0 + 50, first.box.top, first.box.x0 + 59, first.box.bottom)
    wide = replace(page, words=(*page.words, Word("产", box, box)))
    found = got(replace(made, pages=(wide,)))
    assert (found["total_assets_yuan"], found["cash_yuan"], found["cash_prev_yuan"]) == (
        Decimal(10),
        Decimal(5),
        Decimal(4),
    )
    assert (found["total_equity_yuan"], found["total_equity_prev_yuan"]) == (Decimal(8), Decimal(7))


def test_figures_of_a_table_without_a_title_are_never_sure() -> None:
    rows = [
        ["项目", "2019年12月31日", "2020年3月31日"],
        ["资产总额", "9.00", "10.00"],
        ["负债总额", "4.00", "6.00"],
        ["净资产", "5.00", "4.00"],
    ]
    result = read(document([Text("公司名称:甲乙印染有限公司"), Text("单位:万元"), Grid(rows, [140, 120, 120])]), ITEMS)
    totals = [f for f in result.fields if f.name.startswith("total_")]
    assert len(totals) >= 3 and not any(f.sure for f in totals)
    other = document([Text("被担保人基本情况"), Text("单位:万元"), Grid(rows, [140, 120, 120])])
    assert not [f for f in read(other, ITEMS).fields if f.name.startswith("total_")]


def test_what_stands_behind_the_company_on_its_line_is_no_part_of_its_name() -> None:
    rows = [["资产", "期末余额(元)"], ["资产总计", "5.00"], ["负债合计", "3.00"]]
    for tail in ("截止日期:2019-12-31", "报表日期:2019年12月31日", "会计期间:2019.12期"):
        made = document([Text("资产负债表", "middle"), Text(f"编制单位:甲乙酒店有限公司{tail}"), Grid(rows, [120, 90])])
        assert got(made)["company"] == "甲乙酒店有限公司", tail
