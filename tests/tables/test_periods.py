"""A document of several months tells each as a paper of that month alone would: its figures, places and certainty."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from extractors.extract import MOST_PERIODS, extract
from extractors.finders import social, statement
from extractors.finders.base import Read
from extractors.model import Classified, Document, Extraction, Field
from extractors.report import to_report
from extractors.serial import from_data, to_data
from tests.tables.grids import Block, Grid, Text, document

ITEMS = {"items": ("revenue", "net_profit", "total_assets")}
HEAD = ["项目", "本月数", "上年同期"]


def told(read: Read) -> dict[str, dict[str, Any]]:
    return {period: {f.name: f.value for f in fields} for period, fields in read.periods.items()}


def one(read: Read, period: str, name: str) -> Field:
    (found,) = [f for f in read.periods[period] if f.name == name]
    return found


def month(number: int, revenue: str, before: str = "90.00", year: int = 2020) -> list[Block]:
    rows = [HEAD, ["营业收入", revenue, before], ["净利润", "-3.00", "2.00"]]
    return [Text("利润表", "middle"), Text(f"{year}年{number}月 单位:元"), Grid(rows, [140, 90, 90])]


def test_statements_of_three_months_in_one_file() -> None:
    read = statement.read(document(month(2, "10.00"), month(3, "20.00"), month(4, "30.00", "95.00")), ITEMS)
    assert (read.by, list(read.periods)) == ("period", ["2020-02", "2020-03", "2020-04"])
    assert told(read)["2020-03"] == {
        "period": "2020-03",
        "report": "利润表",
        "revenue_yuan": Decimal("20.00"),
        "revenue_prev_yuan": Decimal("90.00"),
        "net_profit_yuan": Decimal("-3.00"),
        "net_profit_prev_yuan": Decimal("2.00"),
    }
    for number, period in enumerate(read.periods, 1):
        pages = {e.page for f in read.periods[period] for e in f.evidence}
        assert pages == {number}
    (at,) = one(read, "2020-04", "revenue_prev_yuan").evidence
    assert at.text == "95.00"
    assert [e.text for e in one(read, "2020-04", "period").evidence] == ["2020年4月 单位:元"]


def test_columns_that_name_their_months() -> None:
    heads = ["2020年3月", "2020年4月", "2019年3月", "2019年4月"]
    rows = [["项目", *heads], ["营业收入", "10.00", "20.00", "30.00", "40.00"], ["利润总额", "1", "2", "3", "4"]]
    rows.append(["净利润", "1", "2", "3", "4"])
    read = statement.read(
        document([Text("利润表", "middle"), Text("单位:元"), Grid(rows, [80, 75, 75, 75, 75])]), ITEMS
    )
    own = {f.name: f.value for f in read.fields}
    assert (own["period"], own["revenue_yuan"], own["revenue_prev_yuan"]) == ("2020-04", 20, 40)
    # what the document tells of its own period is no part of the series
    assert list(read.periods) == ["2019-03", "2019-04", "2020-03"]
    assert told(read)["2020-03"]["revenue_yuan"] == 10 and told(read)["2020-03"]["revenue_prev_yuan"] == 30
    assert [e.text for e in one(read, "2020-03", "period").evidence] == ["2020年3月"]


def test_the_months_of_a_year_beside_each_other_are_under_their_heading_and_the_year_above() -> None:
    rows = [["项目", *(f"{n}月" for n in range(1, 5))], ["营业收入", "1.00", "2.00", "3.00", "4.00"]]
    rows += [["利润总额", "1", "1", "1", "1"], ["净利润", "1", "1", "1", "1"]]
    read = statement.read(
        document([Text("2019年度利润表", "middle"), Text("单位:元"), Grid(rows, [90, *[70] * 4])]), ITEMS
    )
    assert {period: values["revenue_yuan"] for period, values in told(read).items()} == {
        "2019-01": 1, "2019-02": 2, "2019-03": 3, "2019-04": 4,
    }  # fmt: skip
    assert [e.text for e in one(read, "2019-03", "period").evidence] == ["3月", "2019年度利润表"]
    assert {f.name: f.value for f in read.fields}["period"] == "2019"


def test_a_month_told_in_two_ways_stands_there_twice() -> None:
    again = month(2, "11.00")
    read = statement.read(document(month(2, "10.00"), month(3, "20.00"), again), ITEMS)
    assert list(read.periods) == ["2020-02", "2020-02~2", "2020-03"]
    both = [one(read, period, "revenue_yuan") for period in ("2020-02", "2020-02~2")]
    assert [(f.value, f.evidence[0].page) for f in both] == [(Decimal("10.00"), 1), (Decimal("11.00"), 3)]
    assert told(read)["2020-02~2"]["period"] == "2020-02"


def test_a_month_told_twice_alike_stands_there_once() -> None:
    read = statement.read(document(month(2, "10.00"), month(3, "20.00"), month(2, "10.00")), ITEMS)
    assert list(read.periods) == ["2020-02", "2020-03"]


def test_a_sum_that_does_not_hold_makes_that_month_alone_unsure() -> None:
    def rows(profit: str) -> Grid:
        lines = [["项目", "本月数"], ["利润总额", profit], ["减:所得税费用", "1.00"], ["净利润", "4.00"]]
        return Grid([*lines[:1], ["营业收入", "9.00"], *lines[1:]], [140, 90])

    def sheet(number: int, profit: str) -> list[Block]:
        return [Text("利润表", "middle"), Text(f"2020年{number}月 单位:元"), rows(profit)]

    read = statement.read(document(sheet(2, "5.00"), sheet(3, "6.00"), sheet(4, "5.00")), ITEMS)
    assert {period: one(read, period, "net_profit_yuan").sure for period in read.periods} == {
        "2020-02": True, "2020-03": False, "2020-04": True,
    }  # fmt: skip
    assert [p.page for p in read.problems if p.code == "statement.sum_differs"] == [2]


def test_a_balance_among_monthly_statements_is_of_its_day() -> None:
    rows = [["资产", "期末余额", "年初余额"], ["货币资金", "5.00", "6.00"], ["资产总计", "15.00", "16.00"]]
    balance: list[Block] = [Text("资产负债表", "middle"), Text("2019年12月31日 单位:元"), Grid(rows, [140, 90, 90])]
    read = statement.read(document(month(2, "10.00"), month(3, "20.00"), balance), ITEMS)
    assert told(read)["2019-12-31"] == {
        "period": "2019-12-31",
        "report": "资产负债表",
        "total_assets_yuan": Decimal("15.00"),
        "total_assets_prev_yuan": Decimal("16.00"),
        "cash_yuan": Decimal("5.00"),
        "cash_prev_yuan": Decimal("6.00"),
    }


def test_statements_of_two_companies_are_no_series() -> None:
    def of(name: str, page: list[Block]) -> list[Block]:
        return [page[0], Text(f"编制单位:{name}"), *page[1:]]

    pages = [of("北京甲乙餐饮有限公司", month(2, "10.00")), of("北京丙丁餐饮有限公司", month(3, "20.00"))]
    assert statement.read(document(*pages), ITEMS).periods == {}
    one = of("北京甲乙餐饮有限公司", month(3, "20.00"))
    assert list(statement.read(document(pages[0], one), ITEMS).periods) == ["2020-02", "2020-03"]


def test_a_statement_of_one_period_is_no_series() -> None:
    rows = [["项目", "本年数", "上年数"], ["营业收入", "1.00", "2.00"], ["净利润", "1.00", "2.00"]]
    year: list[Block] = [Text("利润表", "middle"), Text("2019年度 单位:元"), Grid(rows, [90, 70, 70])]
    assert statement.read(document(year), ITEMS).periods == {}
    assert statement.read(document(month(2, "10.00")), ITEMS).periods == {}


TITLE: Block = Text("单位社会保险缴费情况表", "middle")
OWNER: Block = Text("单位名称:青岛甲乙酒店有限公司")


def insured(rows: list[list[str]]) -> Document:
    return document(
        [TITLE, OWNER, Grid([["缴费年月", "参保人数", "失业保险参保人数", "缴费合计"], *rows], [80, 80, 110, 80])]
    )


LINES = [["2020-01", "28", "28", "900.00"], ["2020-02", "28", "27", "900.00"], ["2020-04", "27", "27", "900.00"]]


def test_each_line_of_a_list_by_month() -> None:
    read = social.read(insured(LINES), {})
    assert (read.by, list(read.periods)) == ("month", ["2020-01", "2020-02", "2020-04"])
    assert told(read)["2020-04"] == {"month": "2020-04", "insured_count": 27, "insured_by_type": {"失业保险": 27}}
    for period, row in zip(read.periods, LINES, strict=True):
        assert [e.text for e in one(read, period, "month").evidence] == [row[0]]
        count = one(read, period, "insured_count").evidence[0]
        assert (count.text, len(count.boxes)) == (row[1], 1)
    tops = [one(read, period, "insured_count").evidence[0].boxes[0].top for period in read.periods]
    assert tops == sorted(set(tops))


def test_each_count_is_judged_by_itself() -> None:
    read = social.read(insured(LINES), {})
    counts = {period: one(read, period, "insured_count") for period in read.periods}
    assert {p: (f.checks, f.sure) for p, f in counts.items()} == {
        "2020-01": (("+by_insurance",), True),
        "2020-02": (("-by_insurance",), False),
        "2020-04": (("+by_insurance",), True),
    }


def test_columns_of_months_point_at_their_heads() -> None:
    rows = [["项目", "2019年12月", "2020年1月"], ["参保人数", "12", "11"]]
    read = social.read(document([TITLE, OWNER, Grid(rows, [140, 80, 80])]), {})
    assert [e.text for e in one(read, "2020-01", "month").evidence] == ["2020年1月"]
    assert [e.text for e in one(read, "2020-01", "insured_count").evidence] == ["11"]


def test_sentences_point_at_month_and_number() -> None:
    said = document([TITLE, OWNER, Text("该单位2020年1月参保缴费人数为76人,2月为75人。")])
    read = social.read(said, {})
    assert {period: values["insured_count"] for period, values in told(read).items()} == {"2020-01": 76, "2020-02": 75}


def test_the_months_of_two_units_are_no_series() -> None:
    rows = [["缴费年月", "参保人数", "缴费合计"], ["2020-01", "28", "900.00"], ["2020-02", "27", "900.00"]]
    other: Block = Text("单位名称:青岛丙丁酒店有限公司")
    assert social.read(document([TITLE, OWNER, other, Grid(rows, [80, 80, 80])]), {}).periods == {}
    assert len(social.read(document([TITLE, OWNER, Grid(rows, [80, 80, 80])]), {}).periods) == 2


def test_a_month_told_two_ways_or_a_single_one_is_no_series() -> None:
    assert social.read(insured([LINES[0], LINES[1], ["2020-02", "31", "31", "1.00"]]), {}).periods == {}
    assert social.read(insured(LINES[:1]), {}).periods == {}


def test_a_list_without_end_is_not_taken_apart() -> None:
    months = [f"{n // 12}-{n % 12 + 1:02}" for n in range(2005 * 12, 2005 * 12 + MOST_PERIODS + 1)]
    lines = [[month, "5", "5", "1.00"] for month in months]
    kind = Classified("social_insurance", 1.0)
    assert extract(insured(lines), kind).series is None
    whole = extract(insured(lines[1:]), kind).series
    assert whole is not None and len(whole.parts) == MOST_PERIODS


def test_a_series_is_kept_and_reported() -> None:
    made = insured(LINES)
    found = extract(made, Classified("social_insurance", 1.0))
    assert found.series is not None and found.series.by == "month"
    assert from_data(to_data(found)) == found
    parts = to_report(made, found)["series"]["parts"]
    assert parts["2020-04"]["insured_count"]["value"] == 27
    assert isinstance(found.series.parts["2020-04"], Extraction)
    assert found.series.parts["2020-04"].kind.kind == "social_insurance"
