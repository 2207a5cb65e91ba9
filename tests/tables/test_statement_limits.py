"""What statements must not give: blank forms, tables that only look like one, figures that contradict each other."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.finders.statement import read
from extractors.model import Method
from tests.tables.grids import Block, Grid, Text, document
from tests.tables.test_statements import BALANCE, BALANCE_WIDTHS, ITEMS, got, values


def test_a_blank_form_gives_no_value_at_all() -> None:
    rows = [[c if i == 0 or j in {0, 1, 4, 5} else "" for j, c in enumerate(row)] for i, row in enumerate(BALANCE)]
    made = document(
        [Text("资产负债表", "middle"), Text("编制单位:        年  月  日"), Grid(rows, BALANCE_WIDTHS, x=38)]
    )
    assert set(got(made)) <= {"report", "unit"}


@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        (  # first application of a standard: adjustments of the opening balance
            "首次执行新租赁准则调整首次执行当年年初财务报表相关项目情况",
            [
                ["项目", "2020年12月31日", "2021年1月1日", "调整数"],
                ["资产总计", "100.00", "120.00", "20.00"],
                ["负债合计", "40.00", "60.00", "20.00"],
                ["股东权益合计", "60.00", "60.00", ""],
            ],
        ),
        (  # an associate's figures in the notes
            "重要联营企业的主要财务信息",
            [
                ["项目", "期末余额", "期初余额"],
                ["资产合计", "100.00", "120.00"],
                ["负债合计", "40.00", "60.00"],
                ["营业收入", "60.00", "60.00"],
            ],
        ),
        (  # companies as columns
            "各公司主要数据",
            [
                ["项目", "甲公司", "乙公司"],
                ["资产总计", "100.00", "120.00"],
                ["负债合计", "40.00", "60.00"],
                ["净利润", "60.00", "60.00"],
            ],
        ),
        (  # a valuation
            "评估结果汇总表",
            [
                ["项目", "账面价值", "评估价值", "增减值", "增值率%"],
                ["资产总计", "100.00", "120.00", "20.00", "20.00"],
                ["负债合计", "40.00", "40.00", "0.00", "0.00"],
                ["净资产", "60.00", "80.00", "20.00", "33.33"],
            ],
        ),
        (  # a forecast
            "盈利预测表",
            [
                ["项目", "2021年预测数", "2022年预测数"],
                ["营业收入", "100.00", "120.00"],
                ["利润总额", "10.00", "12.00"],
                ["净利润", "8.00", "9.00"],
            ],
        ),
        (  # a settlement
            "产品服务费结算单",
            [["产品名称", "数量", "含税金额"], ["塔类", "443", "5,183,467.64"], ["合计", "", "5,483,024.32"]],
        ),
    ],
)
@pytest.mark.parametrize("lines", ["all", "none"])
def test_tables_that_only_look_like_statements_give_nothing(caption: str, rows: list[list[str]], lines: str) -> None:
    made = document([Text(caption), Text("单位:元"), Grid(rows, [120, *[90.0] * (len(rows[0]) - 1)], lines)])
    assert {name for name in got(made) if name.endswith("_yuan")} == set()


def test_two_statements_that_contradict_each_other_are_a_conflict() -> None:
    def sheet(total: str) -> list[Block]:
        rows = [["项目", "期末余额", "期初余额"], ["资产总计", total, "1.00"], ["负债合计", "3.00", "1.00"]]
        return [Text("资产负债表", "middle"), Text("2020年3月31日 单位:元"), Grid(rows, [100, 80, 80])]

    result = read(document(sheet("5.00"), sheet("6.00")), ITEMS)
    assert [c.name for c in result.conflicts] == ["total_assets_yuan"]
    assert {r.value for r in result.conflicts[0].readings} == {Decimal("5.00"), Decimal("6.00")}
    assert "total_assets_yuan" not in values(result)


def test_the_same_figure_in_two_units_is_no_conflict() -> None:
    yuan = [["项目", "2021年度"], ["营业收入", "12,345,678.90"], ["净利润", "1.00"]]
    rounded = [["项目", "2021年度"], ["营业收入", "1,234.57"], ["净利润", "0.00"]]
    made = document(
        [Text("利润表", "middle"), Text("单位:元"), Grid(yuan, [100, 120])],
        [Text("利润表", "middle"), Text("单位:万元"), Grid(rounded, [100, 120])],
    )
    result = read(made, ITEMS)
    assert values(result)["revenue_yuan"] == Decimal("12345678.90") and not result.conflicts


def test_an_item_in_two_rows_with_different_figures_is_ambiguous() -> None:
    rows = [
        ["项目", "期末余额"],
        ["货币资金", "1.00"],
        ["货币资金", "2.00"],
        ["资产总计", "9.00"],
        ["负债合计", "1.00"],
    ]
    result = read(document([Text("资产负债表", "middle"), Text("单位:元"), Grid(rows, [100, 80])]), ITEMS)
    assert "cash_yuan" not in values(result)
    assert ("cash_yuan", "ambiguous") in {(m.name, m.reason) for m in result.missing}


@pytest.mark.parametrize(("equity", "holds"), [("2.000.00", True), ("2.000.01", False)])
def test_a_misread_mark_is_mended_and_believed_only_where_a_sum_confirms_it(equity: str, holds: bool) -> None:
    rows = [["项目", "期末余额"], ["资产总计", "5,000.00"], ["负债合计", "3,000.00"], ["股东权益合计", equity]]
    made = document([Text("资产负债表", "middle"), Text("单位:元"), Grid(rows, [100, 80])], method=Method.OCR)
    field = next(f for f in read(made, ITEMS).fields if f.name == "total_equity_yuan")
    assert field.value == Decimal(equity.replace(".", "", 1))
    assert field.checks == ("+assets_liabilities_equity" if holds else "-assets_liabilities_equity",)
    assert field.confidence > 0.9 if holds else not field.sure


def test_a_figure_that_one_sum_confirms_is_not_blamed_for_another() -> None:
    rows = [
        ["项目", "期末余额"],
        ["流动资产合计", "4,000.00"],
        ["非流动资产合计", "1,100.00"],
        ["资产总计", "5,000.00"],
    ]
    rows += [["负债合计", "3,000.00"], ["股东权益合计", "2,000.00"]]
    result = read(document([Text("资产负债表", "middle"), Text("单位:元"), Grid(rows, [100, 80])]), ITEMS)
    fields = {f.name: f for f in result.fields}
    assert fields["total_assets_yuan"].sure and fields["total_equity_yuan"].sure
    assert not fields["noncurrent_assets_yuan"].sure and not fields["current_assets_yuan"].sure
    assert [p.data["check"] for p in result.problems] == ["assets_current_noncurrent"]
