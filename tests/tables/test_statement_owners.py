"""Statements of a group beside its head's own, translated headings, tables beside and right below each other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extractors.finders.statement import read
from extractors.finders.statement_columns import column_of
from extractors.finders.statement_sections import sections_of
from extractors.finders.statement_words import Period, unit_in, without_latin
from extractors.model import Box, Document, Page
from tests.tables.grids import Block, Grid, Text, document, page

ITEMS = {"items": ("total_assets", "revenue")}
BALANCE = [
    ["现金及存放中央银行款项", "400", "300", "200", "100"],
    ["资产总计", "9,000", "8,000", "7,000", "6,000"],
    ["负债合计", "5,000", "4,500", "4,000", "3,500"],
    ["股东权益合计", "4,000", "3,500", "3,000", "2,500"],
]


def got(made: Document) -> dict[str, Any]:
    return {f.name: f.value for f in read(made, ITEMS).fields}


@pytest.mark.parametrize("bank", ["本行", "本银行", "本公司"])
def test_group_beside_the_bank_itself(bank: str) -> None:
    rows = [
        ["", "本集团", "<", bank, "<"],
        ["^", "2019年12月31日", "2018年12月31日", "2019年12月31日", "2018年12月31日"],
        *BALANCE,
    ]
    made = document(
        [Text("资产负债表", "middle"), Text("金额单位均以人民币百万元列示", "right"), Grid(rows, [120, 90, 90, 90, 90])]
    )
    told = read(made, ITEMS)
    found = {f.name: f.value for f in told.fields}
    assert found["total_assets_yuan"] == Decimal(9_000_000_000)
    assert found["total_assets_prev_yuan"] == Decimal(8_000_000_000)
    own = {f.name: f.value for f in told.parts["parent_only"]}
    assert own["total_assets_yuan"] == Decimal(7_000_000_000)


def test_one_owner_alone_says_nothing_of_the_scope() -> None:
    rows = [["项目", "本集团2019年12月31日", "本集团2018年12月31日"], *[row[:3] for row in BALANCE]]
    made = document([Text("资产负债表", "middle"), Text("单位:元", "right"), Grid(rows, [150, 130, 130])])
    assert {column.scope for section in sections_of(made) for column in section.columns} == {None}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("2019年12月31日31December2019", "2019年12月31日"),
        ("2019年12月31日Dec.31,2019", "2019年12月31日"),
        ("2019年度Year2019", "2019年度"),
        ("2019年度FY2019", "2019年度"),
        ("货币资金Cashatbank", "货币资金"),
        ("2019年12月31日2018年12月31日", "2019年12月31日2018年12月31日"),
    ],
)
def test_translations_are_left_out(text: str, bare: str) -> None:
    assert without_latin(text) == bare


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("2019年末", Period(2019, 12, 31)),
        ("2020年3月末", Period(2020, 3, 31)),
        ("2020年2月末余额", Period(2020, 2, 29)),
        ("2019年度", Period(2019)),
        ("2020年3月", Period(2020, 3)),
    ],
)
def test_an_end_of_a_year_or_month_is_a_day(header: str, period: Period) -> None:
    assert column_of(header, 0, 1).period == period


def test_months_end_beside_the_ends_of_years() -> None:
    rows = [
        ["项目", "2020年3月末", "2019年末", "2018年末"],
        ["流动资产合计", "30.00", "20.00", "10.00"],
        ["资产总计", "90.00", "80.00", "70.00"],
        ["负债合计", "50.00", "45.00", "40.00"],
    ]
    made = document([Text("合并资产负债表", "middle"), Text("单位:万元", "right"), Grid(rows, [150, 90, 90, 90])])
    found = got(made)
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(900000), Decimal(800000))


def test_unit_told_in_a_sentence() -> None:
    told = unit_in("(除特别注明外,货币单位均以人民币千元列示)")
    assert told is not None
    assert told[0] == "千元"


FLOWS = [["营业收入", "30.00", "90.00"], ["利润总额", "6.00", "12.00"], ["净利润", "5.00", "10.00"]]
STOCKS = [["流动资产合计", "10.00", "20.00"], ["资产总计", "70.00", "80.00"], ["负债合计", "30.00", "40.00"]]


def test_a_table_right_below_is_in_the_unit_of_the_one_above() -> None:
    made = document(
        [
            Text("主要指标表", "middle"),
            Text("2020年4月 单位:万元"),
            Grid([["项目", "本月数", "本年累计数"], *FLOWS], [150, 90, 90]),
            Grid([["项目", "期末数", "年初数"], *STOCKS], [170, 100, 80]),
        ]
    )
    found = got(made)
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(700000), Decimal(800000))


def test_key_figures_go_on_right_below_under_headings_of_their_own() -> None:
    made = document(
        [
            Text("主要会计数据和财务指标"),
            Grid([["", "2019年", "2018年"], ["营业收入(元)", "30.00", "20.00"]], [150, 90, 90]),
            Grid([["", "2019年末", "2018年末"], ["总资产(元)", "90.00", "80.00"]], [150, 100, 80]),
        ]
    )
    found = got(made)
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(90), Decimal(80))


def quarter(*heads: str) -> dict[str, Any]:
    columns = [["营业收入", "30", "20", "90", "70"], ["利润总额", "6", "5", "12", "9"], ["净利润", "5", "4", "10", "8"]]
    grid = Grid([["项目", *heads], *columns], [60, 80, 80, 138, 156], x=30.0)
    return got(document([Text("利润表", "middle"), Text("2018年1-9月 单位:元"), grid]))


def test_the_same_months_of_the_year_before() -> None:
    since = ("年初至报告期期末金额(1-9月)", "上年年初至报告期期末金额(1-9月)")
    found = quarter("本期金额(7-9月)", "上期金额(7-9月)", *since)
    assert (found["revenue_yuan"], found["revenue_prev_yuan"], found["revenue_ytd_yuan"]) == (30, 20, 90)
    assert "revenue_prev_yuan" not in quarter("本期金额(7-9月)", "上期金额(4-6月)", *since)


def test_a_sentence_before_the_statements_names_their_unit() -> None:
    def stated(sentence: str) -> dict[str, Any]:
        balance: list[Block] = [Text("资产负债表"), Grid([["项目", "期末", "期初"], *STOCKS], [150, 90, 90])]
        income: list[Block] = [Text("利润表"), Grid([["项目", "本年数", "上年数"], *FLOWS], [150, 90, 90])]
        return got(document([Text(sentence), Text("某某公司"), *balance, *income]))

    found = stated("以下报表的金额单位均为人民币千元")
    assert (found["total_assets_yuan"], found["revenue_yuan"]) == (Decimal(70000), Decimal(30000))
    assert "total_assets_yuan" not in stated("上述合同的金额单位为人民币千元")


def moved(one: Page, far: float) -> Page:
    """The page with all that stands on it further right."""

    def box(at: Box) -> Box:
        return Box(at.x0 + far, at.top, at.x1 + far, at.bottom)

    words = [replace(w, box=box(w.box), place=box(w.place), edges=tuple(e + far for e in w.edges)) for w in one.words]
    rulings = [replace(r, x0=r.x0 + far, x1=r.x1 + far) for r in one.rulings]
    return replace(one, words=tuple(words), rulings=tuple(rulings))


def beside(left: list[Block], right: list[Block]) -> Document:
    """One wide page with the blocks of two on it."""
    one, other = page(left), moved(page(right), 290.0)
    whole = replace(one, width=900.0, words=one.words + other.words, rulings=one.rulings + other.rulings)
    return replace(document(left), pages=(whole,))


def test_two_statements_beside_each_other_each_under_its_own_lines() -> None:
    stocks = Grid([["资产", "年初数", "期末数"], *STOCKS], [90, 60, 60])
    made = beside(
        [Text("利润表"), Text("2020年4月 单位:元"), Grid([["项目", "本月数", "本年累计数"], *FLOWS], [90, 60, 70])],
        [Text("资产负债表"), Text("2020年4月30日 单位:万元"), stocks],
    )
    told = [(s.kind, s.unit, s.period) for s in sections_of(made)]
    assert told == [("income", "元", Period(2020, 4)), ("balance", "万元", Period(2020, 4, 30))]
    found = got(made)
    assert (found["revenue_yuan"], found["revenue_ytd_yuan"]) == (Decimal(30), Decimal(90))
    assert (found["total_assets_yuan"], found["total_assets_prev_yuan"]) == (Decimal(800000), Decimal(700000))
