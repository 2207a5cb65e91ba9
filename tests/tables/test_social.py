"""Social-insurance records of many layouts: whose, how many, which month; never a headcount from one person's paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from extractors.extract import extract
from extractors.finders.base import Read
from extractors.finders.headcounts import stated_counts
from extractors.finders.roster import rosters_of
from extractors.finders.social import read
from extractors.model import Document, Method
from tests.tables.grids import Apart, Block, Grid, Text, document

WANTED = {"fields": ("title", "subtype", "unit_name", "insured_count", "roster_rows", "month")}
NAMES = ["张三", "李四", "王五六", "赵七", "欧阳小八", "钱九", "孙十一", "周十二", "吴某", "郑*芳", "冯十五", "陈十六"]


HEAD = ["序号", "姓名", "身份证号码", "参保状态"]
WIDTHS = [40.0, 80, 140, 80]


def got(made: Document) -> dict[str, Any]:
    return {f.name: f.value for f in read(made, WANTED).fields}


def reasons(result: Read) -> dict[str, str]:
    return {m.name: m.reason for m in result.missing}


def identity(number: int) -> str:
    return f"1101011990{number % 12 + 1:02}150{number:02}{number % 10}"


def people(count: int, start: int = 1) -> list[list[str]]:
    return [[str(i), NAMES[i % 12], identity(i), "正常参保"] for i in range(start, start + count)]


@pytest.mark.parametrize("lines", ["all", "open", "columns", "none"])
def test_roster_in_one_column_agrees_with_the_stated_count(lines: str) -> None:
    rows = [["序号", "姓名", "身份证号码", "参保状态"], *people(9)]
    made = document(
        [
            Text("北京市社会保险单位参保人员名单", "middle"),
            Apart(("单位名称:北京甲乙餐饮有限公司", "单位编号:1101230")),
            Apart(("费款所属期:2020年3月", "参保人数:9人")),
            Grid(rows, [40, 80, 140, 80], lines),
            Text("北京市朝阳区社会保险基金管理中心(章)"),
        ]
    )
    result = read(made, WANTED)
    fields = {f.name: f for f in result.fields}
    assert fields["insured_count"].value == 9 and fields["roster_rows"].value == 9
    assert "+roster_count" in fields["insured_count"].checks and fields["insured_count"].sure
    assert fields["unit_name"].value == "北京甲乙餐饮有限公司" and fields["unit_no"].value == "1101230"
    assert fields["month"].value == "2020-03" and fields["subtype"].value == "单位参保人员名单"
    assert not any(name in e.text for f in result.fields for e in f.evidence for name in NAMES), "no names in evidence"


@pytest.mark.parametrize("method", [Method.TEXT_LAYER, Method.OCR])
@pytest.mark.parametrize("count", [7, 8])
def test_roster_in_two_columns_with_broken_identity_numbers(method: Method, count: int) -> None:
    head = ["序号", "个人编号", "姓名", "身份证号"]
    one = [
        [str(i), f"90000{i:03}", NAMES[i % 12], identity(i)[:17] + "\n" + identity(i)[17:]] for i in range(1, count + 1)
    ]
    rows = [head * 2]
    for i in range(0, count, 2):
        rows.append([*one[i], *(one[i + 1] if i + 1 < count else ["", "", "", ""])])
    made = document(
        [
            Text("某某市社会保险参保缴费证明-正常应缴人员名单(单位专用)", "middle"),
            Apart(("单位名称:广西某某建筑有限责任公司", "校验码:0000")),
            Apart(("2018年11月", f"参保人数(共{count}人,其中正常应缴{count}人)")),
            Grid(rows, [30, 60, 50, 95] * 2),
        ],
        method=method,
    )
    found = got(made)
    assert (found["roster_rows"], found["insured_count"]) == (count, count)
    assert found["month"] == "2018-11" and found["unit_name"] == "广西某某建筑有限责任公司"


def test_roster_over_pages_with_and_without_a_repeated_header() -> None:
    head = ["序号", "姓名", "身份证号码", "参保状态"]
    widths = [40.0, 80, 140, 80]
    made = document(
        [
            Text("社会保险参保人员名单", "middle"),
            Text("单位名称:北京甲乙餐饮有限公司"),
            Grid([head, *people(5)], widths),
        ],
        [Grid([head, *people(5, 6)], widths)],
        [Grid(people(4, 11), widths)],
    )
    (roster,) = rosters_of(made)
    assert len(roster.people) == 14 and roster.in_order
    assert [e.page for e in roster.evidence(made)] == [1, 2, 3]


def test_a_whole_list_that_is_shorter_than_the_stated_count_is_a_conflict_of_both_places() -> None:
    rows = [["序号", "姓名", "身份证号码", "参保状态"], *people(6)]
    made = document([Text("社会保险单位参保证明", "middle"), Text("参保人数:9人"), Grid(rows, [40, 80, 140, 80])])
    result = read(made, WANTED)
    (conflict,) = result.conflicts
    assert conflict.name == "insured_count" and [r.value for r in conflict.readings] == [9, 6]
    stated, counted = (reading.evidence[0].boxes[0] for reading in conflict.readings)
    assert stated.bottom < counted.top, "both places are shown"
    assert [p.code for p in result.problems] == ["social.count_differs"]
    assert "insured_count" not in {f.name for f in result.fields}


PARTS: dict[str, list[Block]] = {
    "a page of three": [Text("第1页 共3页", "right"), Grid([HEAD, *people(6)], WIDTHS)],
    "a subtotal of the page": [Grid([HEAD, *people(6)], WIDTHS), Text("本页小计:6人")],
    "it goes on": [Grid([HEAD, *people(6)], WIDTHS), Text("(接下页)", "middle")],
    "lines left out": [Grid([HEAD, *people(5), ["……", "……", "", ""], people(1, 9)[0]], WIDTHS)],
    "a number is missing": [Grid([HEAD, *people(4), *people(2, 6)], WIDTHS)],
    "a name nobody can read": [Grid([HEAD, *people(5), ["6", "##", identity(6), "正常参保"]], WIDTHS)],
}


@pytest.mark.parametrize("case", PARTS)
def test_a_list_that_may_be_a_part_only_is_no_conflict(case: str) -> None:
    made = document([Text("社会保险单位参保证明", "middle"), Text("参保人数:9人"), *PARTS[case]])
    result = read(made, WANTED)
    (count,) = [f for f in result.fields if f.name == "insured_count"]
    assert count.value == 9 and not count.sure and not result.conflicts
    assert [p.code for p in result.problems] == ["social.count_differs"]


def test_a_list_of_a_part_that_the_paper_counts_is_no_conflict() -> None:
    said = Text("参保人数(共9人,其中正常应缴6人)")
    made = document([Text("正常应缴人员名单(社会保险)", "middle"), said, Grid([HEAD, *people(6)], WIDTHS)])
    result = read(made, WANTED)
    assert not result.conflicts and not result.problems
    assert {f.name: (f.value, f.sure) for f in result.fields}["insured_count"] == (9, False)


def test_who_left_is_on_the_list_and_not_in_the_count() -> None:
    rows = people(8)
    rows[2][3] = rows[5][3] = "停保"
    made = document([Text("单位社会保险参保人员名单", "middle"), Text("参保人数:6人"), Grid([HEAD, *rows], WIDTHS)])
    field = next(f for f in read(made, WANTED).fields if f.name == "insured_count")
    assert field.value == 6 and field.sure and "+roster_count" in field.checks


def test_totals_empty_lines_and_a_form_row_are_no_people() -> None:
    rows = [["序号", "姓名", "身份证号码", "备注"], *people(3), ["4", "", "", ""], ["合计", "3人", "", ""]]
    made = document([Text("社会保险参保人员名单", "middle"), Grid(rows, [40, 80, 140, 80])])
    assert got(made)["roster_rows"] == 3


def test_one_person_on_several_lines_is_one_insured() -> None:
    rows = [["序号", "姓名", "身份证号码", "险种"]]
    for i, name in enumerate(["张三", "李四"]):
        rows += [[str(2 * i + j + 1), name, identity(i), kind] for j, kind in enumerate(["养老保险", "失业保险"])]
    made = document([Text("单位参保人员名单", "middle"), Text("参保人数:2人"), Grid(rows, [40, 80, 140, 80])])
    result = {f.name: f for f in read(made, WANTED).fields}
    assert result["roster_rows"].value == 4 and result["insured_count"].value == 2
    assert "+roster_count" in result["insured_count"].checks


def test_certificate_in_sentences() -> None:
    made = document(
        [
            Text("社会保险参保证明", "middle"),
            Text("兹证明北京某某软件股份有限公司在我中心参加社会保险,截至2020年4月"),
            Text("参保职工共计126人,无欠费。"),
            Text("北京市海淀区社会保险基金管理中心", "right"),
            Text("2020年5月12日", "right"),
        ]
    )
    result = read(made, WANTED)
    found = {f.name: f.value for f in result.fields}
    assert found["insured_count"] == 126 and found["unit_name"] == "北京某某软件股份有限公司"
    assert found["as_of_month"] == "2020-04" and found["arrears"] == "无欠费"
    assert found["subtype"] == "单位参保证明"


def test_the_end_of_the_period_may_be_told_again_as_the_month_up_to_which_it_holds() -> None:
    made = document(
        [
            Text("某市单位参保缴费证明", "middle"),
            Text("单位名称:某某装饰工程有限公司"),
            Text("证明期间:2019年01月至2019年12月"),
            Text("截至2019年12月,该单位参保职工63人,无欠费记录。"),
        ]
    )
    found = got(made)
    assert found["as_of_month"] == "2019-12" and found["arrears"] == "无欠费"
    assert (found["period_start"], found["period_end"]) == ("2019-01", "2019-12")


@pytest.mark.parametrize("gap", [False, True])
def test_a_persons_months_without_a_gap_are_the_period(gap: bool) -> None:
    months = ["201911", "201912", "202001", "202004" if gap else "202002"]
    rows = [["序号", "费款所属期", "缴费基数", "个人缴费额", "到账标志"]]
    rows += [
        [str(i), m, "0.00" if i == 1 else "3604.00", "0.00" if i == 1 else "288.32", ""] for i, m in enumerate(months)
    ]
    made = document([Text("个人参保缴费明细", "middle"), Text("姓名:某某"), Grid(rows, [40, 80, 80, 80, 60])])
    found = got(made)
    assert found["months_paid"] == ("2019-11", "2020-01", "2020-04" if gap else "2020-02")
    assert (found.get("period_start"), found.get("period_end")) == ((None, None) if gap else ("2019-11", "2020-02"))


def test_months_relative_to_the_day_of_printing() -> None:
    made = document(
        [
            Text("社会保险单位参保证明", "middle"),
            Text("单位名称:北京甲乙餐饮有限公司"),
            Text("截至上月底,该单位参保人数为35人。"),
            Text("打印日期:2020年1月6日"),
        ]
    )
    found = got(made)
    assert found["as_of_month"] == "2019-12" and found["insured_count"] == 35


def test_count_by_insurance_lines() -> None:
    rows = [["险种", "参保人数", "缴费基数", "应缴金额"]]
    rows += [[f"{kind}保险", "28", "140,000.00", "5,000.00"] for kind in ("养老", "失业", "工伤")]
    made = document(
        [
            Text("社会保险缴费证明(单位)", "middle"),
            Text("单位名称:北京甲乙餐饮有限公司"),
            Grid(rows, [100, 80, 100, 100]),
        ]
    )
    result = {f.name: f.value for f in read(made, WANTED).fields}
    assert result["insured_by_type"] == {"养老保险": 28, "失业保险": 28, "工伤保险": 28}
    assert result["insured_count"] == 28 and result["subtype"] == "单位缴费证明"


def test_counts_by_insurance_that_differ_give_no_single_count() -> None:
    rows = [["项目", "养老保险", "失业保险", "工伤保险"], ["参保人数", "28", "27", "30"]]
    made = document([Text("社会保险单位参保证明", "middle"), Grid(rows, [80, 80, 80, 80])])
    result = read(made, WANTED)
    found = {f.name: f.value for f in result.fields}
    assert found["insured_by_type"] == {"养老保险": 28, "失业保险": 27, "工伤保险": 30}
    assert "insured_count" not in found and reasons(result)["insured_count"] == "ambiguous"


def test_two_stated_counts_are_a_conflict() -> None:
    made = document([Text("社会保险单位参保证明", "middle"), Text("参保人数:28人"), Text("缴费人数:25人")])
    result = read(made, WANTED)
    assert [c.name for c in result.conflicts] == ["insured_count"]
    assert "insured_count" not in {f.name for f in result.fields}


def _personal() -> list[Block]:
    rows = [
        ["年", "月", "单位编号", "养老保险", "<", "失业保险", "<", "缴费状态", "备注"],
        ["^", "^", "^", "缴费基数\n(元)", "个人缴费\n(元)", "缴费基数\n(元)", "个人缴费\n(元)", "^", "^"],
        ["2017", "06", "0169364", "8000.00", "640.00", "8000.00", "40.00", "已参保", ""],
        ["2017", "07", "/", "/", "/", "/", "/", "未参保", ""],
        ["2017", "08", "0169364", "8500.00", "680.00", "8500.00", "42.50", "已参保", "未到帐"],
    ]
    return [
        Text("某省社会保险参保证明(个人专用)", "middle"),
        Apart(("姓名:某某某", "社会保障号:330000********0000", "性别:女")),
        Text("缴费情况(2017年6月-2017年8月)", "middle"),
        Grid(rows, [35, 30, 60, 60, 60, 60, 60, 60, 60]),
        Text("共3个月,参保人员1人。打印时间:2017年09月09日"),
    ]


def test_a_personal_record_gives_months_and_no_headcount() -> None:
    result = read(document(_personal()), WANTED)
    found = {f.name: f.value for f in result.fields}
    assert "insured_count" not in found and "roster_rows" not in found
    assert reasons(result)["insured_count"] == "not_stated_by_this_kind"
    assert found["subtype"] == "个人参保证明"
    assert found["months_paid"] == ("2017-06", "2017-08")
    assert (found["period_start"], found["period_end"]) == ("2017-06", "2017-08")
    assert found["latest"] == {
        "month": "2017-08",
        "base_pension_yuan": Decimal("8500.00"),
        "pension_personal_yuan": Decimal("680.00"),
        "base_unemployment_yuan": Decimal("8500.00"),
        "unemployment_personal_yuan": Decimal("42.50"),
        "status": "已参保",
        "remark": "未到帐",
    }


def test_personal_detail_with_one_month_column() -> None:
    rows = [["缴费年月", "单位名称", "缴费基数", "个人缴费"]]
    rows += [[f"20200{m}", "北京甲乙餐饮有限公司", "5,000.00", "400.00" if m != 2 else "0.00"] for m in (1, 2, 3)]
    made = document(
        [
            Text("个人社会保险缴费明细", "middle"),
            Apart(("姓名:张三", "身份证号码:110101199001010013")),
            Grid(rows, [80, 150, 80, 80]),
        ]
    )
    found = got(made)
    assert found["subtype"] == "个人缴费明细" and "insured_count" not in found
    assert found["months_paid"][0] == "2020-01" and found["unit_name"] == "北京甲乙餐饮有限公司"


def test_an_empty_form_gives_no_values() -> None:
    rows = [["序号", "姓名", "身份证号码", "参保状态"], *[[str(i), "", "", ""] for i in range(1, 6)]]
    made = document(
        [
            Text("社会保险单位参保证明", "middle"),
            Apart(("单位名称:", "单位编号:")),
            Text("参保人数:    人   截至   年   月"),
            Grid(rows, [40, 80, 140, 80]),
        ]
    )
    assert set(got(made)) <= {"title", "subtype"}


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("参保人数(共28人,其中正常应缴25人)", [28]),
        ("参保人数:45人", [45]),
        ("该单位参保总人数为120人", [120]),
        ("本月共有参保职工35人", [35]),
        ("为其12名职工缴纳社会保险", [12]),
        ("本月新增参保人数3人", []),
        ("参保人数:  人", []),
        ("共3页 第1页", []),
        ("共缴费36个月", []),
        ("缴费人数2020年", []),
        ("联系人:共青团", []),
        ("培训人数:30人", [30]),
    ],
)
def test_counts_in_sentences(text: str, counts: list[int]) -> None:
    assert [s.count for s in stated_counts(text)] == counts


def test_the_kind_is_recognised_and_read_as_a_whole() -> None:
    rows = [["序号", "姓名", "身份证号码", "参保状态"], *people(3)]
    made = document(
        [
            Text("社会保险单位参保人员名单", "middle"),
            Apart(("单位名称:北京甲乙餐饮有限公司", "统一社会信用代码:91110108MA00H5K27M")),
            Text("所属月份:2020年3月 参保人数:3人"),
            Grid(rows, [40, 80, 140, 80]),
            Text("经办机构:北京市朝阳区社会保险基金管理中心"),
            Text("打印日期:2020-04-02"),
        ]
    )
    whole = extract(made)
    found = {f.name: f.value for f in whole.fields}
    assert whole.kind.kind == "social_insurance"
    assert found["credit_code"] == "91110108MA00H5K27M" and found["insured_count"] == 3
    assert found["issuer"] == "北京市朝阳区社会保险基金管理中心" and str(found["print_date"]) == "2020-04-02"
