"""Whole social-insurance papers as bureaus and tax offices of several places print them, read from end to end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from extractors.extract import extract
from tests.tables.grids import Apart, Block, Grid, Text, document
from tests.tables.test_social import HEAD, WIDTHS, people

UNIT, CODE = "苏州甲乙精密机械有限公司", "91110108MA00H5K27M"
KINDS = ("养老保险", "失业保险", "工伤保险")

PAPERS: dict[str, tuple[list[Block], dict[str, Any]]] = {
    "rights record with insurances across and a list": (
        [
            Text("江苏省社会保险权益记录单", "middle"),
            Apart((f"参保单位全称:{UNIT}", "现参保地:苏州市")),
            Apart((f"统一社会信用代码:{CODE}", "查询时间:202001-202006")),
            Grid([["单位参保险种", *KINDS], ["缴费总人数", "4", "4", "4"]], [120, 100, 100, 100]),
            Grid(
                [["序号", "姓名", "公民身份号码(社会保障号)", "缴费起止年月", "缴费月数"]]
                + [[*row[:3], "202001 - 202006", "6"] for row in people(4)],
                [40, 70, 150, 110, 60],
            ),
            Text("打印时间:2020年7月3日", "right"),
        ],
        {
            "unit_name": UNIT, "insured_count": 4, "insured_by_type": dict.fromkeys(KINDS, 4), "roster_rows": 4,
            "period_start": "2020-01", "period_end": "2020-06", "print_date": date(2020, 7, 3),
        },
    ),
    "tax certificate of premiums": (
        [
            Text("中华人民共和国", "middle"),
            Text("税收完税证明", "middle"),
            Apart(("填发日期:2020年5月12日", "税务机关:国家税务总局海州市云台区税务局")),
            Grid(
                [
                    ["纳税人识别号", CODE, "纳税人名称", UNIT],
                    ["税种", "品目名称", "税款所属时期", "实缴(退)金额"],
                    ["企业职工基本养老保险费", "单位缴纳", "2020-04-01至2020-04-30", "38,400.00"],
                    ["失业保险费", "单位缴纳", "2020-04-01至2020-04-30", "1,920.00"],
                    ["金额合计(大写)", "肆万零叁佰贰拾元整", "<", "¥40,320.00"],
                ],
                [130, 120, 130, 120],
            ),
        ],
        {
            "unit_name": UNIT, "credit_code": CODE, "month": "2020-04", "amount_paid_yuan": Decimal("40320.00"),
            "print_date": date(2020, 5, 12), "issuer": "国家税务总局海州市云台区税务局", "insured_count": None,
        },
    ),
    "form with insurances and a month told from the day of printing": (
        [
            Text("浙江省社会保险参保证明(单位专用)", "middle"),
            Grid(
                [
                    ["单位名称", UNIT, "统一社会信用代码", CODE],
                    ["参保险种", "参保状态", "参保人数", "备注"],
                    ["企业职工基本养老保险", "参保缴费", "133", ""],
                    ["失业保险", "参保缴费", "133", ""],
                    ["工伤保险", "参保缴费", "140", "含单险种参保7人"],
                ],
                [120, 140, 110, 120],
            ),
            Text("备注:上述信息为截至打印日上月底的参保情况。"),
            Apart(("打印时间:2020年3月6日", "浙江省社会保险事业管理中心(电子专用章)")),
        ],
        {
            "insured_by_type": {"养老保险": 133, "失业保险": 133, "工伤保险": 140}, "insured_count": None,
            "as_of_month": "2020-02", "issuer": "浙江省社会保险事业管理中心",
        },
    ),
    "two blocks of months beside each other": (
        [
            Text("单位参加城镇社会保险基本情况", "middle"),
            Grid(
                [["单位名称", UNIT, "社会保险登记码", "00183392"], ["单位欠费情况", "无欠费", "当前缴费人数", "42"]],
                [80, 160, 90, 90],
            ),
            Grid(
                [
                    ["年", "月", "缴费人数", "缴费状态"] * 2,
                    ["2019", "12", "43", "已缴费", "2020", "02", "44", "已缴费"],
                    ["2020", "01", "44", "已缴费", "2020", "03", "42", "已缴费"],
                ],
                [40, 30, 70, 70] * 2,
            ),
            Text("打印日期:2020年4月9日", "right"),
        ],
        {
            "unit_no": "00183392", "insured_count": 42, "arrears": "无欠费",
            "headcount_by_month": {"2019-12": 43, "2020-01": 44, "2020-02": 44, "2020-03": 42},
        },
    ),
    "filled-in blanks, and a date in characters": (
        [
            Text("单位参保证明", "middle"),
            Text(f"兹证明__{UNIT}__(单位编号:__370102005566__)在我中心参加社会保险,"),
            Text("截至__2020__年__3__月,参保职工__58__人,无欠费。"),
            Text("海州市社会保险事业中心", "right"),
            Text("二〇二〇年四月八日", "right"),
            Text("本证明由经办人员打印,复印无效"),
        ],
        {
            "unit_name": UNIT, "unit_no": "370102005566", "insured_count": 58, "as_of_month": "2020-03",
            "print_date": date(2020, 4, 8), "issuer": "海州市社会保险事业中心", "arrears": "无欠费",
        },
    ),
    "a form nobody filled in": (
        [
            Text("社会保险参保证明", "middle"),
            Text("兹证明__________公司已在我局参加社会保险,截至____年__月,"),
            Text("参保人数____人,□有□无欠费。"),
            Text("年   月   日", "right"),
        ],
        dict.fromkeys(("unit_name", "insured_count", "as_of_month", "arrears", "print_date")),
    ),
    "registration": (
        [
            Text("社会保险登记证", "middle"),
            Text(f"单位名称:{UNIT}"),
            Text("有效期限:自2017年4月16日至2021年4月15日"),
            Text("发证机构(章):海州市社会保险基金管理中心"),
        ],
        {"unit_name": UNIT, "subtype": "社会保险登记证", "period_start": None, "insured_count": None},
    ),
    "people who came to a unit, one who left when his contract ended at the end of a line": (
        [
            Text("社会保险参保人员增减变动表", "middle"),
            Apart((f"单位名称:{UNIT}", "单位编号:370102005566")),
            Grid(
                [
                    ["序号", "姓名", "增减类型", "变动原因"],
                    ["1", "王建国", "减少", "终止劳动合同"],
                    ["2", "李秀英", "增加", "新参保"],
                ],
                [40, 80, 80, 120],
            ),
        ],
        {"unit_name": UNIT, "unit_no": "370102005566", "insured_count": None},
    ),
    "a table of the insurances of one month": (
        [
            Text("单位参保缴费证明", "middle"),
            Text(f"单位名称:{UNIT}"),
            Grid(
                [["缴费年月", "险种", "缴费人数"]] + [["2020-03", kind, "46"] for kind in KINDS],
                [100, 120, 100],
            ),
        ],
        {"insured_by_type": dict.fromkeys(KINDS, 46), "insured_count": 46, "month": "2020-03"},
    ),
    "insurances across the only month of a table of months": (
        [
            Text("单位参保缴费证明", "middle"),
            Text(f"单位名称:{UNIT}"),
            Grid(
                [["缴费年月", *(f"{kind}缴费人数" for kind in KINDS)], ["2020-03", "46", "46", "46"]],
                [80, 140, 140, 140],
            ),
        ],
        {"insured_by_type": dict.fromkeys(KINDS, 46), "insured_count": 46, "month": "2020-03"},
    ),
    "lines of two months are no people to add up": (
        [
            Text("单位参保缴费证明", "middle"),
            Text(f"单位名称:{UNIT}"),
            Grid(
                [["序号", "年度", "参保人数"], ["1", "2019年", "46"], ["2", "2020年", "44"]],
                [50, 100, 100],
            ),
        ],
        {"unit_name": UNIT, "insured_count": None},
    ),
    "an insurance told only where one takes part in it": (
        [
            Text("证明", "middle"),
            Text(f"兹证明{UNIT}参加了本市企业职工养老保险,参保人数58人,"),
            Text("参保缴费人数无变化。打印日期:2020年4月8日"),
        ],
        {"unit_name": UNIT, "insured_count": 58},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_papers(name: str) -> None:
    blocks, expected = PAPERS[name]
    whole = extract(document(blocks))
    assert whole.kind.kind == "social_insurance"
    found = {f.name: f.value for f in whole.fields}
    assert {name: found.get(name) for name in expected} == expected


def test_words_and_figures_of_a_voucher_that_differ_are_a_conflict() -> None:
    rows = [["费种", "缴费人数", "金额"], ["基本养老保险费", "46", "44,160.00"]]
    rows += [["金额合计(大写)", "肆万肆仟元整", "¥44,160.00"]]
    made = document([Text("社会保险费缴款书", "middle"), Grid(rows, [130, 110, 120])])
    (conflict,) = extract(made).conflicts
    assert conflict.name == "amount_paid_yuan" and [r.value for r in conflict.readings] == [44000, 44160]


def test_a_public_list_of_many_companies_is_no_record_of_one() -> None:
    rows = [["序号", "单位名称", "参保人数", "返还金额(元)"]]
    rows += [[str(i), f"北京第{i}餐饮有限公司", "30", "9,000.00"] for i in (1, 2, 3)]
    made = document([Text("2020年第三批失业保险稳岗返还企业名单公示", "middle"), Grid(rows, [40, 180, 80, 100])])
    assert extract(made).kind.kind == "other"


def test_evidence_of_a_count_is_its_number() -> None:
    made = document(
        [Text("单位社会保险参保人员名单", "middle"), Text("参保人数:5人"), Grid([HEAD, *people(5)], WIDTHS)]
    )
    field = next(f for f in extract(made).fields if f.name == "insured_count")
    assert [e.text for e in field.evidence] == ["5"]
