"""Columns that take more than their own heading to be understood: restated years, two scopes, months of a title."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.finders.statement import read
from tests.tables.grids import Block, Grid, Text, document
from tests.tables.test_statements import ITEMS, got, values


def test_figures_of_the_newest_day_before_and_after_a_restatement_are_not_told_apart() -> None:
    rows = [
        ["项目", "2019年12月31日", "<", "2018年12月31日"],
        ["^", "调整前", "调整后", "^"],
        ["资产总计", "900.00", "880.00", "700.00"],
        ["负债合计", "400.00", "390.00", "300.00"],
        ["所有者权益合计", "500.00", "490.00", "400.00"],
    ]
    found = got(document([Text("资产负债表", "middle"), Text("单位:元"), Grid(rows, [150, 80, 80, 80])]))
    assert not [name for name in found if name.startswith("total_")]


def test_columns_of_a_year_with_its_last_day_hold_flows_and_balances() -> None:
    rows = [
        ["项目", "2016年度/2016-12-31", "2017年度/2017-12-31", "2018年度/2018-12-31"],
        ["资产总额", "700.00", "800.00", "900.00"],
        ["负债总额", "300.00", "350.00", "400.00"],
        ["营业收入", "100.00", "200.00", "300.00"],
        ["净利润", "10.00", "20.00", "-30.00"],
    ]
    made = document([Text("最近三年主要财务数据"), Text("单位:万元", "right"), Grid(rows, [150, 110, 110, 110])])
    found = got(made)
    assert found["period"] == "2018" and found["total_assets_prev_yuan"] == Decimal(8000000)
    assert (found["revenue_yuan"], found["revenue_prev_yuan"]) == (Decimal(3000000), Decimal(2000000))
    assert (found["net_profit_yuan"], found["net_profit_prev_yuan"]) == (Decimal(-300000), Decimal(200000))


def test_a_quarter_and_the_months_since_january_in_statements_of_their_own() -> None:
    def table(*amounts: str) -> Grid:
        return Grid([["项目", "本期发生额", "上期发生额"], ["一、营业收入", *amounts]], [160, 100, 100])

    blocks: list[Block] = [
        Text("3、合并本报告期利润表"),
        Text("单位:元", "right"),
        table("30.00", "20.00"),
        Text("法定代表人:"),
        Text("5、合并年初到报告期末利润表"),
        Text("单位:元", "right"),
        table("90.00", "60.00"),
    ]
    result = read(document(blocks), ITEMS)
    found = values(result)
    assert found["revenue_yuan"] == Decimal(30) and found["revenue_prev_yuan"] == Decimal(20)
    assert found["revenue_ytd_yuan"] == Decimal(90) and not result.conflicts


def test_the_months_of_a_reporting_period_in_brackets() -> None:
    rows = [
        ["主要会计数据", "本报告期(1－6月)", "上年同期"],
        ["营业收入", "30.00", "20.00"],
        ["净利润", "3.00", "2.00"],
    ]
    found = got(document([Text("一、主要会计数据"), Text("单位:元", "right"), Grid(rows, [160, 100, 100])]))
    assert found["revenue_yuan"] == Decimal(30) and found["revenue_prev_yuan"] == Decimal(20)


@pytest.mark.parametrize("lines", ["all", "open"])
def test_scopes_in_the_middle_over_their_columns(lines: str) -> None:
    rows = [
        ["项目", "合并", "<", "母公司", "<"],
        ["^", "期末余额", "年初余额", "期末余额", "年初余额"],
        ["资产总计", "900.00", "800.00", "500.00", "450.00"],
        ["负债合计", "400.00", "350.00", "200.00", "180.00"],
        ["所有者权益合计", "500.00", "450.00", "300.00", "270.00"],
    ]
    made = document([Text("资产负债表", "middle"), Text("单位:元"), Grid(rows, [150, 80, 80, 80, 80], lines)])
    result = read(made, ITEMS)
    found, own = values(result), {f.name: f.value for f in result.parts["parent_only"]}
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(900), Decimal(800))
    assert (own["total_assets_yuan"], own["total_assets_prev_yuan"]) == (Decimal(500), Decimal(450))
