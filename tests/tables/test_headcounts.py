"""Headcounts in sentences: by insurance, by month, around a form's blanks; and the series of a record over months."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.extract import extract
from extractors.finders.headcounts import TRAINED, month_counts, stated_counts, typed_counts
from extractors.model import Document
from tests.tables.grids import Apart, Block, Grid, Text, document
from tests.tables.test_social import HEAD, WIDTHS, people


def got(made: Document, kind: str = "social_insurance") -> dict[str, Any]:
    whole = extract(made)
    assert whole.kind.kind == kind
    return {f.name: f.value for f in whole.fields}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("截至2020年4月30日,我单位参保职工198人,其中养老保险198人、失业保险198人、工伤保险201人", [198]),
        ("共有在职职工67人参加社会保险", [67]),
        ("含单险种参保7人", []),
        ("参保人数\t在职245人,退休18人", [245]),
        ("参保职工__58__人", [58]),
        ("按时为_58_名职工缴纳社会保险费", [58]),
        ("北京甲乙股份有限公司\t参保人数:29人", [29]),
        ("应缴养老保险费职工人数为壹佰贰拾叁人", []),  # of one insurance
        ("2020年1月参保缴费人数为76人,2月为75人", []),  # one for each month
    ],
)
def test_stated(text: str, counts: list[int]) -> None:
    assert [said.count for said in stated_counts(text)] == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("应到7人,实到6人", [6]),
        ("开班人数:15人\t结业人数:14人", [14]),
        ("公司总人数45人,参训人数30人", [30]),
        ("组织职工12人参加由甲乙学校承办的培训", [12]),
        ("为20名职工开展了培训", [20]),
        ("人数:14人", [14]),
        ("缺勤人数:2", []),
    ],
)
def test_stated_of_a_training(text: str, counts: list[int]) -> None:
    assert [said.count for said in stated_counts(text, TRAINED)] == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("基本养老保险参保41人,失业保险参保40名", {"养老": 41, "失业": 40}),
        ("养老、失业、工伤三险人数为58人", {"养老": 58, "失业": 58, "工伤": 58}),
        ("养老、失业、工伤保险参保人数分别为58、57、60人", {"养老": 58, "失业": 57, "工伤": 60}),
        ("应缴养老保险费职工人数为壹佰贰拾叁人", {"养老": 123}),
        ("养老保险__58__人", {"养老": 58}),
        ("缴纳养老保险费58,000.00元", {}),
    ],
)
def test_by_insurance(text: str, counts: dict[str, int]) -> None:
    assert {kind: count for kind, count, *_ in typed_counts(text)} == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("2020年1月参保缴费人数为76人,2月为75人,4月为74人", {"2020-01": 76, "2020-02": 75, "2020-04": 74}),
        ("2019年12月31日在职职工57人,2020年4月30日在职职工55人", {"2019-12": 57, "2020-04": 55}),
        ("2020年2-4月参保缴费人数均为15人", {"2020-02": 15, "2020-03": 15, "2020-04": 15}),
        ("截至2020年4月参保人数15人", {}),  # of one month only
        ("2020年1月新增3人,2月新增2人", {}),
        ("2020年1月养老保险76人,2月失业保险75人", {}),
    ],
)
def test_by_month(text: str, counts: dict[str, int]) -> None:
    assert {one.month: one.count for one in month_counts(text)} == counts


TITLE: Block = Text("单位社会保险缴费情况表", "middle")
OWNER: Block = Text("单位名称:青岛甲乙酒店有限公司")
COUNTS = {"2019-12": 112, "2020-01": 110, "2020-02": 108}


def test_a_line_for_each_month() -> None:
    rows = [["缴费年月", "参保人数", "新增人数", "缴费合计(元)"]]
    rows += [[month, str(count), "1", f"{count * 900:,}.00"] for month, count in COUNTS.items()]
    rows.append(["合计", "", "", f"{sum(COUNTS.values()) * 900:,}.00"])
    found = got(document([TITLE, OWNER, Grid(rows, [80, 80, 80, 110])]))
    assert found["headcount_by_month"] == COUNTS and found["amount_paid_yuan"] == sum(COUNTS.values()) * 900
    assert "insured_count" not in found and "month" not in found
    assert (found["period_start"], found["period_end"]) == ("2019-12", "2020-02")


def test_a_column_for_each_month_and_the_unemployment_insurance_apart() -> None:
    rows = [["项目", "2019年12月", "2020年1月", "2020年2月"], ["参保人数", *map(str, COUNTS.values())]]
    rows += [["其中:失业保险参保人数", "111", "109", "107"], ["减少人数", "0", "2", "2"]]
    found = got(document([TITLE, OWNER, Grid(rows, [140, 80, 80, 80])]))
    assert found["headcount_by_month"] == COUNTS
    assert found["unemployment_by_month"] == {"2019-12": 111, "2020-01": 109, "2020-02": 107}


def test_columns_of_insurances_that_agree_tell_the_month() -> None:
    rows = [["月份", "养老保险人数", "失业保险人数"], ["1月", "60", "60"], ["2月", "58", "58"]]
    made = document([TITLE, Apart(("单位名称:青岛甲乙酒店有限公司", "2020年第一季度")), Grid(rows, [90, 120, 120])])
    assert got(made)["headcount_by_month"] == {"2020-01": 60, "2020-02": 58}
    rows[1][2] = "59"
    differing = got(document([TITLE, Text("2020年第一季度"), Grid(rows, [90, 120, 120])]))
    assert "headcount_by_month" not in differing
    assert differing["unemployment_by_month"] == {"2020-01": 59, "2020-02": 58}


def test_a_list_for_each_month() -> None:
    first, second = ([Text(f"2020年{m}月社会保险缴费人员明细表", "middle"), OWNER] for m in (1, 4))
    made = document([*first, Grid([HEAD, *people(9)], WIDTHS)], [*second, Grid([HEAD, *people(7)], WIDTHS)])
    found = got(made)
    assert found["headcount_by_month"] == {"2020-01": 9, "2020-04": 7}
    assert "insured_count" not in found and "roster_rows" not in found


def test_a_personal_record_has_no_headcount_by_month() -> None:
    rows = [["缴费年月", "单位名称", "参保人数", "个人缴费"]]
    rows += [[f"2020年{m}月", "青岛甲乙酒店有限公司", "1", "300.00"] for m in (1, 2, 3)]
    made = document(
        [
            Text("社会保险个人参保证明", "middle"),
            Text("姓名:张三  社会保障号码:370202********0011"),
            Grid(rows, [80, 150, 70, 80]),
        ]
    )
    assert not {"headcount_by_month", "insured_count", "unemployment_by_month"} & set(got(made))
