"""What stands in a paper beside its own terms: headings of clauses, other leases, other amounts, touching cells."""

from __future__ import annotations

import pytest

from extractors.finders.labels import after_label
from extractors.model import Box, Document, Method, Page, Word
from tests.fields.paper import Got

HEAD = "^房屋租赁合同\n出租方（甲方）：南京江岸置业有限公司\n承租方（乙方）：南京青石餐饮有限公司\n"
PLACE = "一、房屋坐落于南京市鼓楼区中山北路88号2层，建筑面积120平方米。\n"
TERM = "二、租赁期限自2021年8月1日起至2024年7月31日止。\n"
RENT = "三、月租金为人民币9000元，押金18000元。\n"


def lease(text: str) -> Got:
    got = Got(HEAD + text)
    assert got.kind == "lease"
    return got


@pytest.mark.parametrize("heading", ["第四条　合同解除", "九、合同的终止", "10. 通知", "（五）补充协议"])
def test_a_clauses_heading_does_not_change_the_papers_kind(heading: str) -> None:
    assert Got(f"^房屋租赁合同\n{heading}\n" + HEAD.split("\n", 1)[1] + PLACE + TERM + RENT).kind == "lease"


def test_a_title_that_rescinds_still_does() -> None:
    assert Got("^解除房屋租赁合同协议书\n" + HEAD.split("\n", 1)[1] + PLACE + TERM).kind != "lease"


def test_the_head_leases_terms_are_not_the_subleases() -> None:
    recital = (
        "鉴于甲方与产权人于2018年6月1日签订《房屋租赁合同》，承租产权人位于南京市玄武区珠江路1号的房屋，"
        "租赁面积3200平方米，租赁期限自2018年7月1日至2026年6月30日，月租金为人民币192000元。\n"
    )
    got = lease(
        recital + "一、甲方将南京市玄武区珠江路1号5层502室转租给乙方，转租面积为286平方米。\n"
        "二、转租期限自2021年8月1日起至2023年7月31日止。\n三、每月租金18590元。\n"
    )
    expected = {
        "address": "南京市玄武区珠江路1号5层502室",
        "area_m2": "286",
        "start_date": "2021-08-01",
        "end_date": "2023-07-31",
        "rent_monthly_yuan": "18590.00",
    }
    assert {name: got[name] for name in expected} == expected


def test_a_paper_that_changes_a_lease_tells_that_ones_rent() -> None:
    got = Got(
        "^租金减免补充协议\n甲方（出租方）：南京江岸置业有限公司\n乙方（承租方）：南京青石餐饮有限公司\n"
        "双方于2020年8月1日签订《房屋租赁合同》，乙方承租甲方位于南京市鼓楼区中山北路88号的房屋，月租金32000元。\n"
        "甲方同意免除乙方2022年4月至2022年6月租金，减免租金总额96000元，用于抵扣2022年10月至12月租金。\n"
    )
    assert (got["monthly_rent_yuan"], got["reduction_yuan"]) == ("32000.00", "96000.00")
    assert got["months"] == ["2022-04", "2022-05", "2022-06"]


@pytest.mark.parametrize(
    ("said", "name", "value"),
    [
        ("甲方违约的，双倍返还押金，即36000元。", "deposit_yuan", "18000.00"),
        ("物业保证金5000元。竞租保证金60000元。", "deposit_yuan", "18000.00"),
        ("首次租金于签约日支付，共计27000元。", "rent_total_yuan", None),
        ("第三年起房租每月增加300元。", "rent_monthly_yuan", "9000.00"),
        ("三年租金合计人民币330000元。", "rent_yearly_yuan", None),
        ("自2022年8月1日起，月租金在上一年度基础上递增6%，即人民币9540元。", "rent_yearly_yuan", None),
        ("单价3元，月租金9000元（3元×120平方米×25天）。", "rent_monthly_yuan", "9000.00"),
        ("POS机使用费每月100元。", "rent_monthly_yuan", "9000.00"),
        ("租赁期限内前3个月（2021年8月1日至2021年10月31日）为培育期。", "end_date", "2024-07-31"),
        ("租金不递增，续签时上浮不超过8%。", "escalation", None),
        ("土地使用权到期日为2052年8月31日。", "end_date", "2024-07-31"),
    ],
)
def test_another_amount_or_day_is_not_the_one_asked_for(said: str, name: str, value: str | None) -> None:
    assert lease(PLACE + TERM + RENT + f"四、{said}\n")[name] == value


def test_steps_told_by_years_and_by_days_stand_in_order() -> None:
    got = lease(PLACE + TERM + "三、第一年月租金总额为人民币9000元；自2022年8月1日起，月租金为人民币9540元。\n")
    assert got["rent_monthly_yuan"] == "9000.00"


def _touching(row: list[str]) -> Document:
    """A table's row whose cells are so full that the next label stands half an em behind the value."""
    words: list[Word] = []
    x = 60.0
    for cell in row:
        box = Box(x, 100.0, x + 10 * len(cell), 110.0)
        words.append(Word(cell, box, box, 1.0, tuple(x + 10.0 * n for n in range(len(cell) + 1))))
        x = box.x1 + 5
    page = Page(1, 595.0, 842.0, tuple(words), method=Method.TEXT_LAYER)
    return Document("0" * 64, "t.pdf", "application/pdf", (page,))


def test_a_label_in_the_next_cell_ends_the_value() -> None:
    row = _touching(["居间方", "某某经纪有限公司", "联系人", "王某"])
    found = after_label(row, {"labels": ("居间方",), "colon": "no", "_stops": ("联系人", "居间方")})
    assert [candidate.raw for candidate in found] == ["某某经纪有限公司"]


def test_a_form_with_english_beside_its_labels() -> None:
    got = Got(
        "^营业执照 BUSINESS LICENSE\n统一社会信用代码 Unified Social Credit Code：91310000132200821H\n"
        "名称 Name：\t南京江岸置业有限公司\n类型 Type：\t有限责任公司（外国法人独资）\n"
        "住所 Domicile：\t南京市鼓楼区中山北路88号\n成立日期 Date of Establishment：\t2004年03月16日\n"
        "经营范围 Business Scope：\t房地产开发。\n"
        "登记机关 Registration Authority：\t南京市市场监督管理局\n\t2020年11月23日\n"
    )
    assert (got["name"], got["type"], got["registrar"]) == (
        "南京江岸置业有限公司",
        "有限责任公司(外国法人独资)",
        "南京市市场监督管理局",
    )


def test_a_sum_in_the_scope_is_no_capital() -> None:
    got = Got(
        "^营业执照\n统一社会信用代码：91310000132200821H\n名称\t南京江岸置业有限公司无锡分公司\n类型\t有限责任公司分公司\n"
        "营业场所\t无锡市新吴区经发四路11号\n负责人\t蒋某\n成立日期\t2018年09月11日\n经营范围\t道路运输；仓储服务；\n"
        "注册资金5000万元以下项目的货运代理。\n登记机关\n无锡市新吴区行政审批局\n2018年09月11日\n"
    )
    assert got["registered_capital_yuan"] is None
