"""Headings that do not stand over their figures, lines above the heads, months beside the year so far, two owners."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.finders.statement import read
from extractors.finders.statement_words import Period, item_of, period_in
from extractors.model import Document, Field
from tests.tables.grids import Apart, Block, Grid, Text, document

ITEMS = {"items": ("total_assets", "revenue", "net_profit")}
OWNER = "编制单位:昆山甲乙电子有限公司"


def fields(made: Document) -> dict[str, Field]:
    return {f.name: f for f in read(made, ITEMS).fields}


def got(made: Document) -> dict[str, Any]:
    return {name: field.value for name, field in fields(made).items()}


BOTH_TONGUES = [
    ["资产 ASSETS", "", "年初数\nBeginning balance", "期末数\nEnding balance"],
    ["货币资金", "Cash and bank balances", "489,982", "560,129"],
    ["固定资产", "Fixed assets", "500,000", "400,000"],
    ["资产总计", "TOTAL ASSETS", "989,982", "960,129"],
]


@pytest.mark.parametrize("lines", ["three", "none"])
def test_headings_set_left_of_figures_set_right_go_with_them_in_order(lines: str) -> None:
    """The opening's heading stands over the English names, the end's over the opening figures."""
    above: list[Block] = [Text("资产负债表", "middle"), Apart((OWNER, "2020年6月30日", "单位:元"))]
    found = got(document([*above, Grid(BOTH_TONGUES, [110, 160, 110, 110], lines)]))
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(960129), Decimal(989982))
    assert found["cash_yuan"] == Decimal(560129)


def test_headings_that_cannot_be_told_apart_give_nothing() -> None:
    """The opening's heading was read into that of the names: what stands under the end's may be the opening."""
    above: list[Block] = [Text("资产负债表", "middle"), Apart((OWNER, "2020年6月30日", "单位:元"))]
    found = got(document([*above, Grid(BOTH_TONGUES, [93.5, 136, 93.5, 93.5], "none")]))
    assert found.get("total_assets_yuan") in {None, Decimal(960129)}


def test_a_line_that_tells_the_period_is_no_head() -> None:
    rows = [
        ["资产", "行次", "期末余额", "年初余额", "负债和所有者权益", "行次", "期末余额", "年初余额"],
        ["货币资金", "1", "380.63", "275.96", "短期借款", "31", "318.32", "203.43"],
        ["应收账款", "4", "620.00", "724.04", "负债合计", "47", "318.32", "203.43"],
        ["", "", "", "", "所有者权益合计", "52", "682.31", "796.57"],
        ["资产总计", "30", "1,000.63", "1,000.00", "负债和所有者权益总计", "53", "1,000.63", "1,000.00"],
    ]
    above: list[Block] = [
        Text("资产负债表", "middle"),
        Apart(("会小企01表", "单位:元")),
        Apart(("税款所属期起:2020-01-01", "税款所属期止:2020-03-31", "报送日期:2020-04-15")),
    ]
    found = got(document([*above, Grid(rows, [70, 30, 65, 65, 130, 30, 65, 65], "none", x=30)]))
    assert (found["cash_yuan"], found["cash_prev_yuan"]) == (Decimal("380.63"), Decimal("275.96"))
    assert found["total_liabilities_prev_yuan"] == Decimal("203.43") and found["period"] == "2020-03-31"


def test_a_month_beside_the_months_up_to_it_is_the_month() -> None:
    rows = [
        ["项目", "2020年3月", "2020年2月", "2020年1-3月"],
        ["营业收入", "40.00", "30.00", "120.00"],
        ["利润总额", "4.00", "3.00", "12.00"],
        ["净利润", "3.00", "2.00", "9.00"],
    ]
    found = got(document([Text("利润表", "middle"), Text("单位:元", "right"), Grid(rows, [140, 100, 100, 100])]))
    assert (found["revenue_yuan"], found["revenue_ytd_yuan"]) == (Decimal(40), Decimal(120))
    assert "revenue_prev_yuan" not in found and found["period"] == "2020-03"


@pytest.mark.parametrize("year", ["2019年", "2019年度", "2019年1-12月"])
@pytest.mark.parametrize("last", ["2019年12月", "2019年第四季度"])
def test_the_year_beside_its_last_part_is_the_year_so_far(last: str, year: str) -> None:
    rows = [["项目", last, year], ["营业收入", "40.00", "120.00"], ["利润总额", "4.00", "12.00"],
            ["净利润", "3.00", "9.00"]]  # fmt: skip
    found = got(document([Text("利润表", "middle"), Text("单位:元", "right"), Grid(rows, [140, 100, 100])]))
    assert (found["revenue_yuan"], found["revenue_ytd_yuan"]) == (Decimal(40), Decimal(120))


@pytest.mark.parametrize("done", ["导出时间:2020-04-08", "受理日期:2020年4月8日", "编制日期:2020年4月8日"])
def test_the_day_on_which_something_was_done_is_not_the_period(done: str) -> None:
    rows = [["项目", "期末余额", "年初余额"], ["货币资金", "9.00", "8.00"], ["资产总计", "9.00", "8.00"]]
    head, table = Apart((OWNER, done, "单位:元")), Grid(rows, [140, 100, 100])
    assert got(document([Text("2020年3月资产负债表", "middle"), head, table]))["period"] == "2020-03"
    last = Apart((OWNER, "编制日期:2020年3月31日", "单位:元"))
    assert got(document([Text("资产负债表", "middle"), last, table]))["period"] == "2020-03-31"


@pytest.mark.parametrize(
    ("told", "amount"), [("币种:美元 单位:元", None), ("单位:万元 币种:港元", None), ("单位:RMB千元", Decimal(9000))]
)
def test_a_currency_told_beside_the_unit(told: str, amount: Decimal | None) -> None:
    rows = [["项目", "期末余额", "年初余额"], ["货币资金", "9.00", "8.00"], ["资产总计", "9.00", "8.00"]]
    made = document([Text("资产负债表", "middle"), Apart((OWNER, told)), Grid(rows, [140, 100, 100])])
    assert got(made).get("total_assets_yuan") == amount


@pytest.mark.parametrize(
    ("line", "period"),
    [
        ("2020年度3月", Period(2020, 3)),
        ("会计期间:2020年3月31日", Period(2020, 3, 31)),
        ("2019年4月-2020年3月", None),
        ("2019年4月1日至2020年3月31日", None),
    ],
)
def test_the_period_a_line_tells(line: str, period: Period | None) -> None:
    found = period_in(line)
    assert (found[0] if found is not None else None) == period


def test_a_translation_with_a_colon_is_left_out() -> None:
    assert item_of("减:所得税费用Less:Incometax") == "income_tax"


def test_a_balance_drawn_up_for_a_month() -> None:
    rows = [["项目", "期末数", "年初数"], ["货币资金", "9.00", "8.00"], ["资产总计", "9.00", "8.00"]]
    head = Apart((OWNER, "2020年03期", "单位:元"))
    assert got(document([Text("资产负债表", "middle"), head, Grid(rows, [140, 100, 100])]))["period"] == "2020-03"


@pytest.mark.parametrize(
    ("other", "sure"),
    [("苏州丙丁电子有限公司", False), ("昆山甲乙电于有限公司", True), ("昆山甲乙电子有限公司利润表", True)],
)
def test_figures_of_two_owners_are_surely_of_neither(other: str, sure: bool) -> None:
    """One company's balance and another's income statement; a name of which one character was misread is one."""
    balance = [["项目", "期末余额", "年初余额"], ["资产总计", "9.00", "8.00"], ["负债合计", "5.00", "4.00"],
               ["所有者权益合计", "4.00", "4.00"]]  # fmt: skip
    income = [["项目", "本期金额", "上期金额"], ["营业收入", "40.00", "30.00"], ["利润总额", "4.00", "3.00"],
              ["减:所得税费用", "1.00", "1.00"], ["净利润", "3.00", "2.00"]]  # fmt: skip
    made = document(
        [Text("资产负债表", "middle"), Apart((OWNER, "2019年12月31日", "单位:元")), Grid(balance, [140, 100, 100])],
        [Text("利润表", "middle"), Apart((f"编制单位:{other}", "2019年度", "单位:元")), Grid(income, [140, 100, 100])],
    )
    found = fields(made)
    assert found["net_profit_yuan"].sure is sure and found["total_assets_yuan"].sure is sure
