"""Certificates of recognition in their several forms: who holds which title, from whom and since when."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.extract import extract
from tests.tables.grids import Apart, Block, Grid, Text, document

FIRM, CODE = "北京甲乙科技孵化器有限公司", "91110108MA00H5K27M"
OFFICE = "北京市朝阳区科学技术和信息化局"

HEADED: list[Block] = [Text("众创空间认定证书", "middle"), Text("兹认定海州甲乙科技有限公司为海州市众创空间。")]
SIGNED: list[Block] = [Text("海州市科学技术局", "right"), Text("2019年12月6日", "right")]

PAPERS: dict[str, tuple[list[Block], dict[str, Any]]] = {
    "reply with a red head, its title over two lines": (
        [
            Text(f"{OFFICE}文件", "middle"),
            Text("朝科信发〔2019〕41号", "middle"),
            Text("关于认定“甲乙里”为朝阳区科技企业孵化", "middle"),
            Text("器的批复", "middle"),
            Text(f"{FIRM}:"),
            Text("你公司《关于申请认定区级科技企业孵化器的请示》收悉。经研究,同意认定你公司运营的"),
            Text("“甲乙里”为朝阳区科技企业孵化器,有效期自2019年12月1日至2022年11月30日。"),
            Text(OFFICE, "right"),
            Text("2019年11月22日", "right"),
        ],
        {"holder": FIRM, "title": "朝阳区科技企业孵化器", "level": "区级", "issue_date": date(2019, 11, 22)},
    ),
    "certificate that addresses its holder": (
        [
            Text("证 书", "middle"),
            Text(f"{FIRM}:"),
            Text("经评审,你单位运营的甲乙文化创意产业园被认定为北京市级文化创意产业园区。"),
            Text("证书编号:WCY-2019-018"),
            Text("北京市国有文化资产管理中心", "right"),
            Text("二〇一九年十二月十八日", "right"),
        ],
        {
            "holder": FIRM, "title": "北京市级文化创意产业园区", "level": "市级", "certificate_no": "WCY-2019-018",
            "issuer": "北京市国有文化资产管理中心", "issue_date": date(2019, 12, 18),
        },
    ),
    "conditions met": (
        [
            Text("北京市“专精特新”中小企业证书", "middle"),
            Apart(("证书编号:2019ZJTX0312", "有效期:2019年12月-2022年12月")),
            Text("企业名称:北京甲乙精测装备有限公司"),
            Text("经认定,符合北京市“专精特新”中小企业认定条件,特发此证。"),
            Text("发证机关:北京市经济和信息化局"),
            Text("发证日期:2019年12月30日"),
        ],
        {
            "holder": "北京甲乙精测装备有限公司", "title": "北京市“专精特新”中小企业", "level": "市级",
            "issuer": "北京市经济和信息化局", "issue_date": date(2019, 12, 30),
        },
    ),
    "result as a form": (
        [
            Text("朝阳区创业孵化示范基地认定结果通知书", "middle"),
            Grid(
                [
                    ["单位名称", FIRM, "统一社会信用代码", CODE],
                    ["认定级别", "区级", "基地名称", "甲乙创业工场"],
                    ["认定类别", "创业孵化示范基地", "认定日期", "2020年1月8日"],
                    ["认定机关", "朝阳区人力资源和社会保障局", "有效期至", "2023年1月7日"],
                ],
                [80, 160, 100, 140],
            ),
        ],
        {
            "holder": FIRM, "credit_code": CODE, "level": "区级", "title": "创业孵化示范基地",
            "issue_date": date(2020, 1, 8), "issuer": "朝阳区人力资源和社会保障局",
        },
    ),
    "plaque": (
        [
            Text("北京市众创空间", "middle"),
            Text("(2018-2020)", "middle"),
            Text("北京市科学技术委员会", "middle"),
            Text("二〇一八年九月", "middle"),
        ],
        {"title": "北京市众创空间", "level": "市级", "issuer": "北京市科学技术委员会", "holder": None},
    ),
    "notice to one company, of another city": (
        [
            Text("认定通知书", "middle"),
            Text(f"杭州甲乙众创空间管理有限公司(统一社会信用代码:{CODE}):"),
            Text("经专家评审和公示,现认定贵公司建设的“甲乙”为杭州市级众创空间,有效期三年。"),
            Text("杭州市科学技术局", "right"),
            Text("2020年1月15日", "right"),
        ],
        {
            "holder": "杭州甲乙众创空间管理有限公司", "title": "杭州市级众创空间", "level": "市级",
            "issuer": "杭州市科学技术局", "issue_date": date(2020, 1, 15),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("title", ["公章刻制备案证明", "印章备案回执", "税务登记证书", "消防安全备案证明"])
def test_what_is_put_on_file_elsewhere_is_no_recognition(title: str) -> None:
    blocks: list[Block] = [
        Text(title, "middle"),
        Text(f"单位名称:{FIRM}"),
        Text("证书编号:5101082020052600318"),
        Text("上述事项已备案,特此证明。发证机关:海州市公安局云台分局"),
        Text("2020年5月26日", "right"),
    ]
    assert extract(document(blocks)).kind.kind == "other"


NUMBERS: list[tuple[list[str], str]] = [
    (["(证书编号:ZC2019018)"], "ZC2019018"),
    (["(编号:海科(2019)018号)"], "海科(2019)018号"),
    (["证书编号:ZC2019-", "018-01"], "ZC2019-018-01"),
]


@pytest.mark.parametrize(("lines", "number"), NUMBERS)
def test_numbers_in_brackets_and_over_two_lines(lines: list[str], number: str) -> None:
    told = [Text(line) for line in lines]
    found = {f.name: f.value for f in extract(document([*HEADED, *told, *SIGNED])).fields}
    assert found["certificate_no"] == number


def test_a_number_whose_rest_is_not_there_is_not_sure() -> None:
    blocks = [*HEADED, Text("证书编号:ZC2019-"), Text("有效期:三年"), *SIGNED]
    assert not [f for f in extract(document(blocks)).fields if f.name == "certificate_no" and f.sure]


def test_the_number_of_a_certificate_is_no_credit_code() -> None:
    made = document(
        [
            Text("科技型中小企业入库登记证书", "middle"),
            Text("企业名称:海州甲乙软件有限公司"),
            Text("入库登记编号:202011010508001234"),
            Text("认定机关:海州市科学技术局"),
            Text("2020年4月20日", "right"),
        ]
    )
    found = {f.name: f.value for f in extract(made).fields}
    assert found["certificate_no"] == "202011010508001234" and "credit_code" not in found


@pytest.mark.parametrize("name", PAPERS)
def test_papers(name: str) -> None:
    blocks, expected = PAPERS[name]
    whole = extract(document(blocks))
    assert whole.kind.kind == "recognition_certificate"
    found = {f.name: f.value for f in whole.fields}
    assert {name: found.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    "lines",
    [
        ("结业证书", "学员张三参加软件测试员培训,成绩合格,准予结业。"),
        ("北京市众创空间管理办法", "第一条 为规范众创空间认定工作,制定本办法。"),
        ("在职证明", "兹证明李四自2015年起在我公司工作,任销售经理。"),
    ],
)
def test_other_certificates_and_rules_are_none(lines: tuple[str, str]) -> None:
    assert extract(document([Text(lines[0], "middle"), Text(lines[1])])).kind.kind == "other"
