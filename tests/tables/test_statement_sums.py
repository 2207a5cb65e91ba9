"""Sums down a statement as evidence: what holds makes sure, what does not makes unsure and names the place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.finders.base import Read
from extractors.finders.statement import read
from extractors.model import Document, Field, Method
from tests.tables.grids import Block, Grid, Text, document

ITEMS = {"items": ("revenue", "net_profit")}
CHAIN = "operating_profit_chain"


def income(rows: Sequence[Sequence[str]], columns: Sequence[str] = ("本月金额",), title: str = "利润表") -> Document:
    caption: list[Block] = [Text(title, "middle"), Text("2020年2月 单位:元")]
    widths = [200.0, *[110.0] * len(columns)]
    return document([*caption, Grid([["项目", *columns], *rows], widths)])


def fields(result: Read) -> dict[str, Field]:
    return {f.name: f for f in result.fields}


LOSS = [
    ["一、营业收入", "100.00"],
    ["减:营业成本", "80.00"],
    ["税金及附加", "1.00"],
    ["管理费用", "50.00"],
    ["其中:研究费用", "7.00"],
    ["财务费用", "-1.00"],
    ["加:其他收益", "2.00"],
    ["二、营业利润(亏损以“-”号填列)", "-28.00"],
    ["三、利润总额(亏损总额以“-”号填列)", "-28.00"],
    ["四、净利润(净亏损以“-”号填列)", "-28.00"],
]


def test_the_way_from_revenue_to_operating_profit_confirms_both() -> None:
    result = read(income(LOSS), ITEMS)
    found = fields(result)
    assert f"+{CHAIN}" in found["revenue_yuan"].checks and found["revenue_yuan"].sure
    assert found["net_profit_yuan"].sure and not result.problems


def test_losses_printed_without_their_sign_are_not_sure_though_they_equal_each_other() -> None:
    """Programs print losses in red; what is read is black."""
    result = read(income([[label, text.replace("-28", "28")] for label, text in LOSS]), ITEMS)
    found = fields(result)
    for name in ("operating_profit_yuan", "profit_total_yuan", "net_profit_yuan"):
        assert not found[name].sure and f"-{CHAIN}" in found[name].checks, name
    assert [(p.code, p.data["check"]) for p in result.problems] == [("statement.sum_differs", CHAIN)]
    assert result.problems[0].boxes


@pytest.mark.parametrize("label", ["信用减值损失(损失以“-”号填列)", "资产减值损失"])
@pytest.mark.parametrize("sign", ["", "-"])
def test_an_impairment_may_be_printed_as_a_loss_or_as_a_negative_gain(label: str, sign: str) -> None:
    rows = [*LOSS[:7], [label, f"{sign}3.00"], ["二、营业利润", "-31.00"], ["三、利润总额", "-31.00"]]
    assert f"+{CHAIN}" in fields(read(income(rows), ITEMS))["revenue_yuan"].checks


def test_a_row_that_is_not_understood_gives_no_verdict() -> None:
    rows = [*LOSS[:7], ["加:某种特别收益", "5.00"], ["二、营业利润", "-23.00"], ["三、利润总额", "-23.00"]]
    result = read(income(rows), ITEMS)
    assert not [c for c in fields(result)["revenue_yuan"].checks if CHAIN in c] and not result.problems


def test_total_costs_are_not_taken_away_twice() -> None:
    rows = [
        ["一、营业总收入", "110.00"],
        ["其中:营业收入", "100.00"],
        ["利息收入", "10.00"],
        ["二、营业总成本", "90.00"],
        ["其中:营业成本", "80.00"],
        ["管理费用", "10.00"],
        ["加:投资收益(损失以“-”号填列)", "-5.00"],
        ["三、营业利润", "15.00"],
        ["四、利润总额", "15.00"],
    ]
    found = fields(read(income(rows, ("本期金额",), "合并利润表"), ITEMS))
    assert f"+{CHAIN}" in found["revenue_total_yuan"].checks
    assert not [c for c in found["revenue_yuan"].checks if CHAIN in c], "its own sum was not told"


def test_a_month_above_the_year_so_far_is_not_sure() -> None:
    rows = [["营业收入", "900.00", "300.00"], ["利润总额", "9.00", "3.00"], ["净利润", "8.00", "2.00"]]
    result = read(income(rows, ("本月金额", "本年累计金额")), ITEMS)
    found = fields(result)
    assert not found["revenue_yuan"].sure and not found["revenue_ytd_yuan"].sure
    assert [p.code for p in result.problems] == ["statement.month_exceeds_year"] and result.problems[0].boxes
    right = fields(read(income(rows, ("本年累计金额", "本月金额")), ITEMS))
    assert right["revenue_yuan"].sure and right["revenue_ytd_yuan"].sure


def test_a_minus_sign_that_a_scan_may_have_lost_is_told_by_a_sum_or_by_none() -> None:
    caption: list[Block] = [Text("利润表", "middle"), Text("2020年2月 单位:元")]

    def seen(*rows: Sequence[str]) -> dict[str, Field]:
        table = Grid([["项目", "本月金额"], *rows], [200.0, 110.0])
        return fields(read(document([*caption, table], method=Method.OCR), ITEMS))

    same = (["三、利润总额", "28.00"], ["减:所得税费用", "0.00"], ["四、净利润", "28.00"])
    twice = seen(*same)
    assert not twice["profit_total_yuan"].sure and not twice["net_profit_yuan"].sure
    against = seen(["二、营业利润", "-28.00"], ["加:营业外收入", "0.00"], ["减:营业外支出", "0.00"], *same)
    assert not against["profit_total_yuan"].sure and not against["net_profit_yuan"].sure
    summed = seen(["三、利润总额", "28.00"], ["减:所得税费用", "7.00"], ["四、净利润", "21.00"])
    assert summed["net_profit_yuan"].checks == ("+net_profit_after_tax",)
    assert seen(["三、利润总额", "-28.00"], ["减:所得税费用", "0.00"], ["四、净利润", "-28.00"])[
        "net_profit_yuan"
    ].checks
