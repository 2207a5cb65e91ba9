"""Papers of payment, assessment and change, and lists exported from portals: what they count and what they do not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from extractors.extract import extract
from extractors.tables.celltext import CellText
from tests.tables.grids import Apart, Block, Grid, Text, document
from tests.tables.test_social import HEAD, WIDTHS, people

UNIT, CODE = "海州甲乙餐饮管理有限公司", "91110108MA00H5K27M"

PAPERS: dict[str, tuple[list[Block], dict[str, Any]]] = {
    "assessment: what is due is not paid": (
        [
            Text("社会保险费核定单", "middle"),
            Grid([["单位名称", UNIT], ["费款所属\n期", "202003"]], [70, 200]),
            Grid(
                [
                    ["险种", "缴费人数", "单位缴纳", "<", "个人缴纳", "<", "应缴合计"],
                    ["^", "^", "费率", "金额", "费率", "金额", "^"],
                    ["养老保险", "33", "16%", "26,400.00", "8%", "13,200.00", "39,600.00"],
                    ["失业保险", "33", "0.5%", "825.00", "0.5%", "825.00", "1,650.00"],
                    ["合计", "", "", "27,225.00", "", "14,025.00", "41,250.00"],
                ],
                [80, 60, 50, 80, 50, 80, 80],
            ),
        ],
        {"month": "2020-03", "unit_name": UNIT, "insured_count": 33, "amount_paid_yuan": None, "months_paid": None},
    ),
    "sums of one part are not the whole": (
        [
            Text("社会保险单位缴费明细表", "middle"),
            Grid(
                [
                    ["险种", "人数", "单位部分", "<", "个人部分", "<"],
                    ["^", "^", "费率", "金额", "费率", "金额"],
                    ["养老保险", "33", "16%", "26,400.00", "8%", "13,200.00"],
                    ["失业保险", "33", "0.5%", "825.00", "0.5%", "825.00"],
                    ["合计", "", "", "27,225.00", "", "14,025.00"],
                ],
                [80, 60, 60, 90, 60, 90],
            ),
        ],
        {"insured_count": 33, "amount_paid_yuan": None},
    ),
    "months with sub-headings and a subtotal": (
        [
            Text("海州市社会保险单位缴费信息", "middle"),
            Text(f"组织机构名称:{UNIT}"),
            Grid(
                [
                    ["缴费年月", "养老保险", "<", "失业保险", "<", "合计金额"],
                    ["^", "人数", "金额", "人数", "金额", "^"],
                    ["2020年01月", "23", "900.00", "23", "100.00", "1,000.00"],
                    ["2020年02月", "22", "800.00", "22", "90.00", "890.00"],
                    ["一季度小计", "", "1,700.00", "", "190.00", "1,890.00"],
                    ["2020年03月", "22", "800.00", "22", "90.00", "890.00"],
                    ["合计", "", "2,500.00", "", "280.00", "2,780.00"],
                ],
                [90, 60, 90, 60, 90, 90],
            ),
        ],
        {
            "unit_name": UNIT, "amount_paid_yuan": Decimal("2780.00"), "months_paid": ("2020-01", "2020-02", "2020-03"),
            "headcount_by_month": {"2020-01": 23, "2020-02": 22, "2020-03": 22}, "insured_count": None,
        },
    ),
    "changes: those who came and left are not the unit": (
        [
            Text("社会保险参保人员增减变动申报表", "middle"),
            Apart((f"填报单位(公章):{UNIT}", "变动所属月份:2020年05月")),
            Grid(
                [["上月末参保人数", "本月增加人数", "本月减少人数", "本月末参保人数"], ["64", "0", "2", "62"]],
                [110] * 4,
            ),
            Grid([HEAD, *people(2)], WIDTHS),
        ],
        {"unit_name": UNIT, "month": "2020-05", "insured_count": 62, "roster_rows": 2},
    ),
    "a list of those who left states no count": (
        [
            Text("社会保险停保人员名单", "middle"),
            Text(f"单位名称:{UNIT}"),
            Grid([HEAD, *people(3)], WIDTHS),
        ],
        {"insured_count": None, "roster_rows": 3},
    ),
    "this month's number beside last month's": (
        [
            Text("海州市社会保险费缴费通知书", "middle"),
            Text(f"单位名称:{UNIT}"),
            Text("上月缴费人数:17人;本月新进:1人;本月转出:3人;本月缴费人数:15人。"),
        ],
        {"title": "海州市社会保险费缴费通知书", "insured_count": 15},
    ),
    "bank voucher": (
        [
            Text("海州银行 电子缴税付款凭证", "middle"),
            Grid(
                [
                    [f"纳税人全称及纳税人识别号:{UNIT} {CODE}", "<"],
                    ["小写(合计)金额:¥15,206.40", "缴款书交易流水号:86120557"],
                    ["大写(合计)金额:人民币壹万伍仟贰\n佰零陆元肆角整", "税票号码:344016200300027731"],
                ],
                [260, 220],
            ),
            Grid(
                [
                    ["税(费)种名称", "所属时期", "实缴金额"],
                    ["企业职工基本养老保险费", "20200201-20200229", "¥14,784.00"],
                    ["失业保险费", "20200201-20200229", "¥422.40"],
                ],
                [180, 150, 150],
            ),
            Text("打印日期:2020年03月16日"),
        ],
        {
            "unit_name": UNIT, "credit_code": CODE, "amount_paid_yuan": Decimal("15206.40"), "month": "2020-02",
            "insured_count": None, "print_date": date(2020, 3, 16),
        },
    ),
    "the title's second line, and a code on the next line": (
        [
            Text("海州省社会保险权益记录单", "middle"),
            Text("(参保单位)", "middle"),
            Text(f"参保单位全称:{UNIT} 统一社会信用代码:"),
            Text(CODE),
            Text("在保人数:19人,2020年1月应缴社会保险费128,640.32元,实缴128,640.32元"),
            Text("本证明有效期至2020年06月09日"),
        ],
        {
            "title": "海州省社会保险权益记录单(参保单位)", "credit_code": CODE, "insured_count": 19,
            "amount_paid_yuan": Decimal("128640.32"), "as_of_month": None,
        },
    ),
    "a label of something else before a month, and another behind it": (
        [
            Text("社会保险参保证明", "middle"),
            Grid(
                [
                    ["姓名", "李某", "身份证号", "110101********1234"],
                    ["单位名称", UNIT, "参加工作时间", "2001年7月"],
                    ["参保起始年月", "2001年7月", "缴费截止年月", "2020年3月"],
                ],
                [80, 130, 90, 140],
            ),
        ],
        {"month": None, "as_of_month": "2020-03", "unit_name": UNIT, "insured_count": None},
    ),
    "payments counted over months are no people": (
        [
            Text("社会保险单位缴费情况表", "middle"),
            Text(f"单位名称:{UNIT},查询期间:2020年1月至2020年3月"),
            Grid(
                [["险种", "缴费人次", "缴费金额"], ["养老保险", "84", "900.00"], ["失业保险", "84", "100.00"]],
                [100, 100, 100],
            ),
        ],
        {"unit_name": UNIT, "insured_count": None, "period_start": "2020-01", "period_end": "2020-03"},
    ),
    "people of two units are not those of one": (
        [
            Text("社会保险参保人数统计表(2020年3月)", "middle"),
            Grid(
                [
                    ["序号", "单位名称", "参保人数"],
                    ["1", UNIT, "45"],
                    ["2", "海州丙丁商贸有限公司", "12"],
                    ["合计", "", "57"],
                ],
                [60, 220, 80],
            ),
        ],
        {"insured_count": None, "month": "2020-03"},
    ),
    "one page of three": (
        [
            Text("2020年3月参保人员花名册", "middle"),
            Text(f"单位名称:{UNIT} 第1页/共3页"),
            Grid([HEAD, *people(5)], WIDTHS),
            Text("本页小计:5人"),
        ],
        {"unit_name": UNIT, "roster_rows": 5, "insured_count": None},
    ),
    "a name that goes on in the next line of its cell": (
        [
            Text("社会保险费缴费证明", "middle"),
            Grid([["缴费单位名称:海州甲乙精密\n机械制造有限公司", "参保人数:12人"]], [150, 150]),
        ],
        {"unit_name": "海州甲乙精密机械制造有限公司", "insured_count": 12},
    ),
    "what was paid for each insurance, and the sum of it": (
        [
            Text("社会保险费缴费证明", "middle"),
            Text(f"缴费人名称:{UNIT}"),
            Text("2020年3月缴纳养老保险费12,000.00元,失业保险费500.00元,合计12,500.00元。"),
        ],
        {"unit_name": UNIT, "month": "2020-03", "amount_paid_yuan": Decimal("12500.00")},
    ),
    "what was paid for one insurance is not the whole": (
        [
            Text("失业保险参保缴费情况表", "middle"),
            Text(f"单位名称:{UNIT}"),
            Text("2019年度缴纳失业保险费12,000.00元,返还金额6,000.00元"),
        ],
        {"amount_paid_yuan": None},
    ),
    "months told beside each other are not the paper's": (
        [
            Text("社会保险参保证明", "middle"),
            Text(f"{UNIT}本月参保人数30人,上月参保人数31人。"),
            Text("打印日期:2020年4月6日"),
        ],
        {"unit_name": UNIT, "insured_count": 30, "as_of_month": None},
    ),
    "the end of the month before the day of printing": (
        [
            Text("社会保险参保证明", "middle"),
            Text("截至打印日上月末参保人数:28人。"),
            Text("打印日期:2020年4月6日"),
        ],
        {"insured_count": 28, "as_of_month": "2020-03"},
    ),
    "a sentence about one person": (
        [
            Text("社会保险缴费证明", "middle"),
            Text("李某(身份证号:110101********1234)自2018年3月至2020年2月在我处参加社会保险,"),
            Text(f"缴费单位为{UNIT},累计缴费24个月。"),
        ],
        {"subtype": "个人参保证明", "insured_count": None, "period_start": "2018-03", "period_end": "2020-02"},
    ),
    "a notice that tells what was received": (
        [
            Text("社会保险费征缴通知单", "middle"),
            Text(f"单位名称:{UNIT},征缴年月:202003"),
            Grid(
                [
                    ["险种", "应缴人数", "应缴金额", "实缴金额"],
                    ["养老保险", "35", "36,000.00", "35,000.00"],
                    ["失业保险", "35", "2,000.00", "2,000.00"],
                    ["合计", "", "38,000.00", "37,000.00"],
                ],
                [100, 70, 90, 90],
            ),
        ],
        {"month": "2020-03", "insured_count": 35, "amount_paid_yuan": Decimal("37000.00")},
    ),
    "how long the works last is not the paper's period": (
        [
            Text("工伤保险参保证明", "middle"),
            Text(f"{UNIT}为云台项目参加工伤保险,项目工期2020年1月1日至2020年12月31日。"),
        ],
        {"unit_name": UNIT, "period_start": None, "period_end": None},
    ),
    "cells side by side make no period": (
        [
            Text("中华人民共和国", "middle"),
            Grid(
                [
                    ["税收完税证明", "<", "<", "No.344035200400018265"],
                    ["纳税人名称", UNIT, "填票人", "电子税务局"],
                    ["品目名称", "税款所属时期", "入库日期", "实缴(退)金额"],
                    ["企业职工基本养老保险(单位缴纳)", "2020-03-01至2020-03-\n31", "2020-04-15", "30,720.00"],
                    ["失业保险(单位缴纳)", "2020-03-01至2020-03-\n31", "2020-04-15", "960.00"],
                    ["工伤保险", "2020-03-01至2020-03-\n31", "2020-04-15", "384.00"],
                ],
                [160, 110, 70, 140],
            ),
        ],
        {"title": "税收完税证明", "month": "2020-03", "unit_name": UNIT},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_papers(name: str) -> None:
    blocks, expected = PAPERS[name]
    whole = extract(document(blocks))
    assert whole.kind.kind == "social_insurance"
    found = {f.name: f.value for f in whole.fields}
    assert {name: found.get(name) for name in expected} == expected
    assert not [f for f in whole.fields if f.sure and f.name in expected and f.value != expected[f.name]]


def test_months_as_columns_beside_each_person() -> None:
    heads = ["序号", "姓名", "身份证号", *(f"{n}月" for n in range(1, 7)), "备注"]
    rows = [[*person[:3], *["1234.56"] * 6, ""] for person in people(5)]
    sums = ["缴费人数", "<", "<", *"555555", ""]
    made = document(
        [Text("2020年单位职工社保缴费台账", "middle"), Grid([heads, *rows, sums], [35, 50, 120, *[45] * 6, 30])]
    )
    found = {f.name: f.value for f in extract(made).fields}
    assert found["roster_rows"] == 5
    assert found["headcount_by_month"] == {f"2020-0{n}": 5 for n in range(1, 7)}


def test_headings_repeated_above_the_next_page_are_nobody() -> None:
    top = [["单位参保险种", "<", "养老保险", "失业保险"], ["缴费总人数", "<", "4", "4"]]
    heads = ["序号", "姓名", "公民身份号码", "缴费月数"]
    listed = people(4)
    widths = [40, 90, 150, 90]
    blocks: list[list[Block]] = [
        [Text("社会保险权益记录单(参保单位)", "middle"), Grid([*top, heads, *[[*p[:3], "6"] for p in part]], widths)]
        for part in (listed[:2], listed[2:])
    ]
    made = document(*blocks)
    found = {f.name: f.value for f in extract(made).fields}
    assert found["roster_rows"] == 4 and found["insured_count"] == 4


def test_serial_numbers_of_a_list_stand_apart_in_its_evidence() -> None:
    made = document([Text("参保人员名单", "middle"), Grid([HEAD, *people(3)], WIDTHS)])
    rows = next(f for f in extract(made).fields if f.name == "roster_rows")
    assert rows.evidence[0].text == "1 2 3"


def test_text_of_cells_puts_a_cell_together_and_knows_its_place() -> None:
    made = document([Text("费用表"), Grid([["费款所属\n期", "2020\n03"], ["合计", "5"]], [60, 60])])
    told = CellText.of(made)
    assert told.text == "费用表\n费款所属期\t202003\n合计\t5\n"
    at = told.text.index("202003")
    (place,) = told.evidence(at, at + 6)
    assert place.text == "202003" and len(place.boxes) == 2
    assert told.evidence(at, at) == ()
