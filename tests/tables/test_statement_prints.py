"""Statements as they are printed and exported: lines above the heads that name no unit, heads in two languages, red
figures without a minus, restated columns, worksheets, months with their sum, and remarks that change an item."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractors.finders.statement import read
from extractors.finders.statement_columns import column_of
from extractors.finders.statement_words import item_of, period_in
from extractors.model import Box, Document, Field, Word
from extractors.tables.apart import joined_phrases
from tests.tables.grids import Apart, Grid, Text, document, width_of

ITEMS = {"items": ("total_assets", "revenue", "net_profit")}


def fields(made: Document) -> dict[str, Field]:
    return {f.name: f for f in read(made, ITEMS).fields}


def got(made: Document) -> dict[str, Any]:
    return {name: field.value for name, field in fields(made).items()}


def painted(made: Document, chosen: Callable[[Word], bool]) -> Document:
    """The document with some words in red."""
    pages = (replace(p, words=tuple(replace(w, red=chosen(w)) for w in p.words)) for p in made.pages)
    return replace(made, pages=tuple(pages))


def test_whose_and_when_above_the_heads_of_two_sides_is_no_head() -> None:
    rows = [
        ["资产", "年初数", "期末数", "负债及所有者权益", "年初数", "期末数"],
        ["流动资产:", "", "", "流动负债:", "", ""],
        ["货币资金", "1,100.00", "1,500.00", "应付账款", "300.00", "400.00"],
        ["流动资产合计", "1,100.00", "1,500.00", "流动负债合计", "300.00", "400.00"],
        ["固定资产", "2,000.00", "1,900.00", "负债合计", "300.00", "400.00"],
        ["", "", "", "所有者权益(或股东权益):", "", ""],
        ["", "", "", "实收资本", "2,800.00", "3,000.00"],
        ["", "", "", "所有者权益合计", "2,800.00", "3,000.00"],
        ["资产总计", "3,100.00", "3,400.00", "负债及所有者权益总计", "3,100.00", "3,400.00"],
    ]
    above = Apart(("企业名称:甲乙铸造有限公司", "2018年11月30日", "企业月报01表"))
    found = got(
        document([Text("资产负债表", "middle"), above, Grid(rows, [100, 70, 70, 115, 70, 70], "none")]),
    )
    assert found["total_assets"] == Decimal("3400.00") and found["total_assets_prev"] == Decimal("3100.00")
    assert found["total_equity"] == Decimal("3000.00") and found["current_liabilities"] == Decimal("400.00")
    assert found["company"] == "甲乙铸造有限公司" and found["period"] == "2018-11-30"


def test_figures_stand_right_of_what_they_are_figures_of() -> None:
    """A first column that nothing heads holds the items, though another column of items follows."""
    rows = [
        ["甲方一览", "年初数", "期末数", "负债及所有者权益", "年初数", "期末数"],
        ["货币资金", "1,100.00", "1,500.00", "应付账款", "300.00", "400.00"],
        ["资产总计", "3,100.00", "3,400.00", "负债合计", "300.00", "400.00"],
    ]
    found = got(document([Text("资产负债表", "middle"), Grid(rows, [100, 70, 70, 115, 70, 70])]))
    assert found["total_assets"] == Decimal("3400.00") and found["total_liabilities"] == Decimal("400.00")
    assert found["cash"] == Decimal("1500.00")


@pytest.mark.parametrize(
    ("label", "item"),
    [
        ("营业收入(上年同期,核对用)", None),
        ("净利润(扣除非经常性损益后)", None),
        ("净利润(净亏损以“-”号填列)", "net_profit"),
        ("所有者权益(或股东权益):", None),
        ("所有者权益(或股东权益)合计", "total_equity"),
        ("流动资产:", None),
        ("其中:流动资产", "current_assets"),
        ("负债和净资产总计", "liabilities_and_equity"),
        ("归属于公司普通股股东的净利润", "net_profit_parent_holders"),
    ],
)
def test_what_a_remark_and_a_colon_make_of_a_label(label: str, item: str | None) -> None:
    assert item_of(label) == item


@pytest.mark.parametrize(
    ("text", "told"),
    [("截至2020年12月31日止年度", "2020"), ("2019年12月31日", "2019-12-31"), ("截至2020年6月30日止六个月期间", None)],
)
def test_the_year_that_ends_on_a_day_is_no_day(text: str, told: str | None) -> None:
    found = period_in(text)
    assert found is not None and found[0].text() == told


def test_a_statement_of_a_body_without_owners() -> None:
    rows = [
        ["资产", "行次", "年初数", "期末数", "负债和净资产", "行次", "年初数", "期末数"],
        ["货币资金", "1", "500.00", "700.00", "流动负债合计", "24", "100.00", "250.00"],
        ["流动资产合计", "12", "500.00", "700.00", "负债合计", "40", "100.00", "250.00"],
        ["固定资产合计", "20", "300.00", "300.00", "净资产合计", "43", "700.00", "750.00"],
        ["资产总计", "30", "800.00", "1,000.00", "负债和净资产总计", "45", "800.00", "1,000.00"],
    ]
    found = got(
        document(
            [Text("资产负债表", "middle"), Apart(("编制单位:甲乙服务中心", "2020年12月31日", "单位:元")),
             Grid(rows, [80, 30, 65, 65, 95, 30, 65, 65])]
        )
    )  # fmt: skip
    assert found["total_assets_yuan"] == Decimal("1000.00") and found["total_assets_prev_yuan"] == Decimal("800.00")
    assert found["total_liabilities_yuan"] == Decimal("250.00") and found["total_equity_yuan"] == Decimal("750.00")


def test_the_restated_one_of_two_compared_columns_is_offered_unsure() -> None:
    rows = [
        ["主要会计数据", "本报告期", "上年同期", "<", "增减(%)"],
        ["^", "^", "调整后", "调整前", "^"],
        ["营业收入", "5,000.00", "4,000.00", "3,900.00", "25.00"],
        ["经营活动产生的现金流量净额", "-70.00", "60.00", "60.00", "不适用"],
    ]
    found = fields(
        document(
            [Text("(一)主要会计数据"), Text("单位:元 币种:人民币", "right"), Grid(rows, [150, 85, 85, 85, 60])],
        )
    )
    assert found["revenue_yuan"].value == Decimal("5000.00")
    assert found["revenue_prev_yuan"].value == Decimal("4000.00") and not found["revenue_prev_yuan"].sure
    # before the change alone: nobody says what the newest figures are to be compared with
    alone = [[cell for at, cell in enumerate(row) if at != 2] for row in rows]
    alone[0][2], alone[1][2] = "上年同期调整前", "^"
    only = got(document([Text("(一)主要会计数据"), Text("单位:元", "right"), Grid(alone, [150, 85, 85, 60])]))
    assert "revenue_prev_yuan" not in only


def test_of_a_consolidation_worksheet_the_last_column() -> None:
    rows = [
        ["项目", "甲乙集团有限公司", "丙丁商贸有限公司", "合计", "抵销数", "合并数"],
        ["货币资金", "500.00", "200.00", "700.00", "", "700.00"],
        ["资产总计", "900.00", "400.00", "1,300.00", "-100.00", "1,200.00"],
        ["负债合计", "300.00", "150.00", "450.00", "-20.00", "430.00"],
        ["所有者权益合计", "600.00", "250.00", "850.00", "-80.00", "770.00"],
    ]
    above = Apart(("编制单位:甲乙集团有限公司", "2020年12月31日", "单位:元"))
    found = got(document([Text("合并资产负债表工作底稿", "middle"), above, Grid(rows, [100, 90, 90, 70, 70, 70])]))
    assert found["total_assets_yuan"] == Decimal("1200.00") and found["cash_yuan"] == Decimal("700.00")
    assert found["company"] == "甲乙集团有限公司" and found["scope"] == "合并"
    # without that column, companies beside each other give nothing
    without = [row[:-1] for row in rows]
    assert "total_assets_yuan" not in got(
        document([Text("资产负债表", "middle"), above, Grid(without, [100, 90, 90, 70, 70])])
    )


def _words(*pieces: tuple[str, float]) -> list[Word]:
    made = []
    for text, x in pieces:
        box = Box(x, 100.0, x + width_of(text), 109.0)
        made.append(Word(text, box, box))
    return made


def test_words_of_a_phrase_are_one_heading() -> None:
    line = _words(("期末余额", 100), ("Closing", 140), ("balance", 176), ("Opening", 260), ("balance", 296))
    assert [w.text for w in joined_phrases(line)] == ["期末余额Closingbalance", "Openingbalance"]
    day = _words(("2019年12月31日", 100), ("31", 167), ("December", 180), ("2019", 220))
    assert [w.text for w in joined_phrases(day)] == ["2019年12月31日31December2019"]


def test_figures_and_numbers_are_no_part_of_a_phrase() -> None:
    apart = _words(("RMB", 100), ("1,234.00", 117), ("11010119900101123X", 160), ("ABC", 245))
    assert [w.text for w in joined_phrases(apart)] == [w.text for w in apart]


def test_a_unit_over_one_column_holds_for_those_beside_it() -> None:
    rows = [
        ["项目", "2019年\n(人民币百万元)", "2020年"],
        ["营业收入", "300.00", "400.00"],
        ["利润总额", "30.00", "40.00"],
        ["净利润", "20.00", "30.00"],
    ]
    found = got(document([Text("利润表", "middle"), Grid(rows, [120, 110, 110])]))
    assert found["revenue_yuan"] == Decimal(400_000_000) and found["revenue_prev_yuan"] == Decimal(300_000_000)


MONTH = [
    ["项目", "行次", "本月数"],
    ["一、营业收入", "1", "900.00"],
    ["减:营业成本", "2", "1,000.00"],
    ["二、营业利润", "3", "100.00"],
    ["三、利润总额", "4", "100.00"],
    ["四、净利润", "5", "100.00"],
]


def _month() -> Document:
    above = Apart(("编制单位:甲乙面馆", "2020年2月", "单位:元"))
    return document([Text("利润表", "middle"), above, Grid(MONTH, [150, 40, 110])])


def test_a_loss_printed_red_without_a_minus() -> None:
    found = fields(painted(_month(), lambda w: w.text == "100.00"))
    assert found["net_profit_yuan"].value == Decimal("-100.00")
    assert found["profit_total_yuan"].value == Decimal("-100.00")
    # revenue and costs lead to the loss: the sign is told by a sum, not by the colour alone
    assert all(check.startswith("+") for check in found["profit_total_yuan"].checks)


def test_red_that_only_stands_out_is_no_minus_and_not_sure() -> None:
    found = fields(painted(_month(), lambda w: w.text in {"100.00", "900.00"}))
    assert found["net_profit_yuan"].value == Decimal("100.00") and not found["net_profit_yuan"].sure


@pytest.mark.parametrize("months", [12, 3])
def test_the_sum_of_the_months_is_the_year_or_the_year_so_far(months: int) -> None:
    heads = ["项目", *(f"{m}月" for m in range(1, months + 1)), "合计"]
    rows = [heads] + [
        [item, *(f"{part}.00" for _ in range(months)), f"{part * months}.00"]
        for item, part in (("营业收入", 90), ("利润总额", 9), ("净利润", 8))
    ]
    widths = [60, *([32] * months), 50]
    found = got(document([Text("2019年利润表", "middle"), Text("单位:元", "right"), Grid(rows, widths)]))
    name = "revenue_yuan" if months == 12 else "revenue_ytd_yuan"
    assert found[name] == Decimal(90 * months) and len(found["revenue_by_month_yuan"]) == months
    assert ("revenue_yuan" in found) == (months == 12)


def test_the_period_before_a_month_is_offered_unsure() -> None:
    rows = [["项目", "本期金额", "上期金额"], ["营业收入", "900.00", "800.00"], ["净利润", "20.00", "10.00"],
            ["利润总额", "30.00", "15.00"]]  # fmt: skip
    above = Apart(("编制单位:甲乙面馆", "2020年6月", "单位:元"))
    found = fields(document([Text("利润表", "middle"), above, Grid(rows, [150, 110, 110])]))
    assert found["revenue_prev_yuan"].value == Decimal("800.00") and not found["revenue_prev_yuan"].sure
    assert found["revenue_yuan"].sure


def test_before_and_after_as_headings() -> None:
    assert column_of("上年同期调整前", 0, 1).role == "before"
    assert column_of("调整前", 0, 1).role not in {"prev", "current", "end"}


def test_end_and_opening_under_one_heading_of_amounts() -> None:
    rows = [
        ["资产", "金额", "<", "负债和所有者权益", "金额", "<"],
        ["^", "期末数", "年初数", "^", "期末数", "年初数"],
        ["货币资金", "1,500.00", "1,100.00", "负债合计", "400.00", "300.00"],
        ["资产总计", "3,400.00", "3,100.00", "所有者权益合计", "3,000.00", "2,800.00"],
    ]
    found = got(document([Text("资产负债表", "middle"), Text("单位:元"), Grid(rows, [90, 70, 70, 110, 70, 70])]))
    assert found["total_assets_yuan"] == Decimal("3400.00") and found["total_assets_prev_yuan"] == Decimal("3100.00")
    assert found["total_liabilities_yuan"] == Decimal("400.00")


def test_heads_over_three_lines_with_notes_between_and_the_unit_below() -> None:
    rows = [
        ["", "", "2020年12月31日", "2019年12月31日"],
        ["", "附注", "", ""],
        ["", "", "人民币千元", "人民币千元"],
        ["货币资金", "五.5", "1,500", "1,100"],
        ["资产总计", "", "3,400", "3,100"],
        ["负债合计", "", "400", "300"],
    ]
    found = got(document([Text("资产负债表", "middle"), Grid(rows, [150, 50, 70, 70], "none")]))
    assert found["total_assets_yuan"] == 3_400_000 and found["total_assets_prev_yuan"] == 3_100_000
    assert found["unit"] == "千元"


def test_of_three_days_the_opening_is_compared_with_and_only_for_balances() -> None:
    heads = ["项目", "2020年6月30日", "2019年12月31日", "2019年6月30日"]
    rows = [heads, ["资产总计", "900.00", "800.00", "700.00"], ["负债合计", "90.00", "80.00", "70.00"],
            ["营业收入", "9.00", "8.00", "7.00"], ["净利润", "3.00", "2.00", "1.00"]]  # fmt: skip
    found = got(document([Text("主要财务数据", "middle"), Text("单位:元"), Grid(rows, [120, 110, 110, 110])]))
    assert found["total_assets_prev_yuan"] == Decimal("800.00") and found["revenue_yuan"] == Decimal("9.00")
    assert "revenue_prev_yuan" not in found


def test_the_sum_of_four_quarters_is_the_year() -> None:
    heads = ["项目", "一季度", "二季度", "三季度", "四季度", "全年"]
    rows = [
        heads,
        ["营业收入", "9.00", "8.00", "7.00", "6.00", "30.00"],
        ["净利润", "1.00", "1.00", "1.00", "1.00", "4.00"],
    ]
    found = got(document([Text("2020年度利润表", "middle"), Text("单位:元"), Grid(rows, [80, *([70] * 5)])]))
    assert found["revenue_yuan"] == Decimal("30.00") and found["revenue_by_quarter_yuan"] == (
        "9.00", "8.00", "7.00", "6.00")  # fmt: skip
    three = [[cell for at, cell in enumerate(row) if at != 4] for row in rows]
    three[0][-1] = "合计"
    part = got(document([Text("2020年度利润表", "middle"), Text("单位:元"), Grid(three, [80, *([70] * 4)])]))
    assert "revenue_yuan" not in part


def test_what_was_done_of_a_budget_is_told_from_what_was_planned() -> None:
    rows = [["项目", "本年预算", "本年实际", "完成率(%)"], ["营业收入", "50.00", "40.00", "80.00"],
            ["利润总额", "5.00", "4.00", "80.00"], ["净利润", "4.00", "3.00", "75.00"]]  # fmt: skip
    above = Apart(("公司名称:甲乙陶瓷有限公司", "2020年度", "单位:万元"))
    found = got(document([Text("利润表(预算执行情况)", "middle"), above, Grid(rows, [120, 90, 90, 80])]))
    assert found["revenue_yuan"] == 400_000
    plan = got(document([Text("利润表(预算)", "middle"), above, Grid(rows, [120, 90, 90, 80])]))
    assert "revenue_yuan" not in plan


def test_a_column_of_items_that_nothing_understood_heads_keeps_its_figures() -> None:
    """Else the debts would be those of the assets beside them."""
    rows = [
        ["资产", "金额", "负债与所有者部分一览", "金额"],
        ["货币资金", "1,500.00", "短期借款", "100.00"],
        ["应收账款", "1,900.00", "应付账款", "300.00"],
        ["流动资产合计", "3,400.00", "负债合计", "400.00"],
        ["资产总计", "3,400.00", "所有者权益合计", "3,000.00"],
    ]
    found = got(document([Text("资产负债表", "middle"), Text("单位:元"), Grid(rows, [120, 90, 150, 90])]))
    assert found["cash_yuan"] == Decimal("1500.00") and found["total_liabilities_yuan"] == Decimal("400.00")
    assert found["total_equity_yuan"] == Decimal("3000.00")


def test_months_up_to_the_one_above_the_table_are_not_that_month() -> None:
    rows = [["项目", "2020年1-3月", "2019年1-3月"], ["营业收入", "900.00", "800.00"], ["利润总额", "30.00", "15.00"],
            ["净利润", "20.00", "10.00"]]  # fmt: skip
    above = Apart(("编制单位:甲乙面馆", "2020年3月31日", "单位:元"))
    found = got(document([Text("利润表", "middle"), above, Grid(rows, [150, 110, 110])]))
    assert found["revenue_yuan"] == Decimal("900.00") and "period" not in found


def test_the_first_line_of_one_heading_alone_belongs_to_it() -> None:
    rows = [
        ["", "", "调整后"],
        ["项目", "申报数", ""],
        ["", "", "金额"],
        ["营业收入", "56,214.58", "64,326.31"],
        ["利润总额", "1,120.00", "1,300.00"],
        ["净利润", "1,120.00", "1,300.00"],
    ]
    above = Apart(("编制单位:甲乙面馆", "2020年3月", "单位:元"))
    for lines in ("columns", "none"):
        found = got(document([Text("利润表", "middle"), above, Grid(rows, [120, 60, 60], lines)]))
        assert "revenue_yuan" not in found and "net_profit_yuan" not in found, lines
