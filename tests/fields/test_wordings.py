"""What leases and licences of other towns, offices and years do differently, each fault with its own paper."""

from __future__ import annotations

import re

import pytest

from extractors import amounts
from extractors.clean import normal
from extractors.finders.patterns import part_of
from extractors.identifiers import find
from extractors.values import parse
from tests.fields.paper import Got

BODY = """
第一条 房屋坐落：南京市鼓楼区中山北路88号2层，建筑面积120平方米。
第二条 租赁期限自2019年8月1日起至2021年7月31日止。
第三条 月租金为人民币9000元，押金9000元，承租方不得转租。
"""
PARTIES = "^房屋租赁合同\n出租方：南京江岸置业有限公司\n承租方：南京青石餐饮有限公司\n"


def lease(text: str) -> Got:
    got = Got(PARTIES + text)
    assert got.kind == "lease"
    return got


def test_a_rent_free_span_is_not_the_term() -> None:
    got = lease(
        "坐落：南京市鼓楼区中山北路88号，租期自2019年8月1日起至2021年7月31日止。\n装修免租期：2019年8月1日至2019年9月15日。\n"
    )
    assert (got["start_date"], got["end_date"]) == ("2019-08-01", "2021-07-31")


def test_the_former_leases_term_is_not_this_leases() -> None:
    got = lease(
        "房屋坐落：南京市鼓楼区中山北路88号。原租赁期限自2017年3月1日至2022年2月28日。\n转租期限自2019年8月1日起至2020年7月31日止。\n"
    )
    assert (got["start_date"], got["end_date"]) == ("2019-08-01", "2020-07-31")


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("房屋租赁自2019年8月1日起，至2021年7月31日止。", "2019-08-01", "2021-07-31"),
        ("租赁期限：2019.8.1—2021.7.31", "2019-08-01", "2021-07-31"),
        ("租期两年，自二〇一九年八月一日起。", "2019-08-01", "2021-07-31"),
    ],
)
def test_spellings_of_the_term(written: str, start: str, end: str) -> None:
    got = lease(f"房屋坐落：南京市鼓楼区中山北路88号。\n{written}\n月租金9000元。\n")
    assert (got["start_date"], got["end_date"]) == (start, end)


def test_a_range_is_split_between_its_dates_whatever_joins_them() -> None:
    assert part_of("2019.8.1-2021.7.31", "last") == "2021.7.31"
    assert part_of("2019-08-01-2021-07-31", "first") == "2019-08-01"


@pytest.mark.parametrize(
    ("boxes", "monthly", "yearly"),
    [
        ("（☑月／□季／□半年／□年）", "9000.00", None),
        ("（□月／□季／□半年／☑年）", None, "9000.00"),
        ("（□月／□季／√半年／□年）", None, None),
        ("（□月／□季／□半年／□年）", None, None),
    ],
)
def test_the_ticked_box_says_what_the_rent_is_for(boxes: str, monthly: str | None, yearly: str | None) -> None:
    got = lease(f"房屋坐落：南京市鼓楼区中山北路88号。\n租金标准及支付方式：人民币9000元／{boxes}，支付方式：转账。\n")
    assert (got["rent_monthly_yuan"], got["rent_yearly_yuan"]) == (monthly, yearly)


def test_the_deposit_is_that_of_the_lease_not_of_the_fitting_out() -> None:
    got = lease(
        BODY.replace("押金9000元", "履约保证金为两个月固定租金，即人民币18,000元") + "第四条 装修押金人民币20,000元。\n"
    )
    assert got["deposit_yuan"] == "18000.00"


def test_party_particulars_side_by_side_are_kept_apart() -> None:
    got = Got(
        "^房屋租赁合同\n甲方（出租方）：南京江岸置业\t\t乙方（承租方）：南京青石餐饮\n"
        "统一社会信用代码：91310000132200821H\t\t统一社会信用代码：91310101MA1FP0QX3C\n" + BODY
    )
    assert len(list(find("91310000132200821H 91310101MA1FP0QX3C"))) == 2
    assert got["lessor_credit_code"] == "91310000132200821H"
    assert got["lessee_credit_code"] == "91310101MA1FP0QX3C"


def test_a_company_name_broken_by_its_cell_is_whole() -> None:
    got = Got("^房屋租赁合同\n出租方（甲方）：南京江岸国际商业置业发展股份有限\n公司\n承租方（乙方）：周明\n" + BODY)
    assert got["lessor"] == "南京江岸国际商业置业发展股份有限公司"


@pytest.mark.parametrize("name", ["南京快达供应链管理有限公司", "南京适应科技应用有限公司", "南京联付支付服务有限公司"])
def test_words_of_sentences_inside_company_names(name: str) -> None:
    assert parse("name", name).value == name


def test_a_sentence_is_still_no_name() -> None:
    assert parse("name", "乙方应按时交纳").value is None


def test_a_role_behind_a_name_is_not_part_of_it() -> None:
    assert parse("name", "南京青石餐饮有限公司（承租方）").value == "南京青石餐饮有限公司"


def test_words_a_form_offers_for_choice_are_not_part_of_the_address() -> None:
    read = parse("address", "南京市鼓楼区（县）宁海街道办事处（乡镇）西康路7号")
    assert read.value == "南京市鼓楼区宁海街道办事处西康路7号"


def test_signs_that_text_layers_put_for_others() -> None:
    assert normal("⻝品∕元∶") == "食品/元:"


def test_machines_are_no_premises() -> None:
    got = Got(
        "^租赁合同\n出租方：南京通达有限公司\n承租方：南京博工机械有限公司\n一、租赁物：数控车床两台。\n"
        "二、租赁期限自2020年1月1日至2022年12月31日。\n三、月租金人民币28,000元，保证金84,000元，承租方不得转租。\n"
    )
    assert got.kind == "other"


def test_a_notice_on_reductions_is_no_agreement() -> None:
    got = Got(
        "^关于减免小微企业房租的通知\n各街道办事处、各国有企业：\n为应对疫情，现就减免房租通知如下：\n"
        "一、承租方坚持营业的免收2020年2月份房租。\n二、出租方应在五日内签订减免租金协议。\n"
    )
    assert got.kind == "other"


LICENCE = """
^营业执照
统一社会信用代码：91310000132200821H
{name}
类　　型\t有限责任公司
法定代表人\t林山
{place}
成立日期\t2016年03月01日
经营范围\t餐饮服务。
登记机关
南京市鼓楼区市场监督管理局
2019年03月01日
"""


def test_a_label_of_which_a_scan_lost_a_character() -> None:
    got = Got(LICENCE.format(name="称\t南京青石餐饮有限公司", place="所\t南京市鼓楼区中山北路88号2层"))
    assert got.kind == "business_licence"
    assert got["name"] == "南京青石餐饮有限公司"
    assert got["address"] == "南京市鼓楼区中山北路88号2层"


@pytest.mark.parametrize("written", ["500万美元", "美元500万元", "1000万（美元）", "壹佰万欧元", "100万新台币"])
def test_foreign_money_is_not_yuan(written: str) -> None:
    assert parse("money", written, {"unit": "元"}).value is None


def test_yuan_beside_foreign_money_are_yuan() -> None:
    assert parse("money", "58,000元（约合8,000美元）").value == 58_000


def test_a_bare_number_as_capital_is_never_sure() -> None:
    assert parse("money", "500", {"unit": "元"}).doubtful


@pytest.mark.parametrize("written", ["壹万捌任陆佰元整（￥：18600）", "壹万捌仟陆值元整（￥：18600）"])
def test_a_misread_amount_in_words_is_not_read_in_part(written: str) -> None:
    assert [str(amount.value) for amount in amounts.find(normal(written))] == ["18600"]


def test_units_a_form_offers_are_no_payment_cycle_and_no_address() -> None:
    got = lease("甲方将位于市街道小区号楼号的房屋出租给乙方居住。\n月租金为____元，按月/季度/年结算。\n")
    assert (got["address"], got["payment_cycle"]) == (None, None)


def test_an_address_that_goes_on_at_the_margin_is_whole() -> None:
    address = "南京市鼓楼区中山北路与湖南路交叉口东南角江岸国际购物中心地下一层东区编号B1的023至028号商铺"
    assert lease(f"房屋地址：{address}\n租赁面积：688平方米\n")["address"] == address


def test_the_rent_of_the_first_years_by_any_name() -> None:
    got = lease(BODY.replace("月租金为人民币9000元", "首两年每年租金56万元，第三年每年租金58万元"))
    assert got["rent_yearly_yuan"] == "560000.00"


def test_a_rate_and_a_rent_of_the_same_year_belong_together() -> None:
    got = lease(
        "房屋坐落：南京市鼓楼区中山北路88号。\n租期自2019年8月1日起至2021年7月31日止。\n"
        "第一个租赁年度：日租金单价5.8元/建筑平方米，月租金30,986元；\n第二个租赁年度：日租金单价6.1元/建筑平方米，月租金32,588元。\n"
    )
    assert got["rent_monthly_yuan"] == "30986.00"
    assert got["rent_schedule"] == [
        {"from": "2019-08-01", "to": "2020-07-31", "amount_yuan": "30986.00", "per": "month"},
        {"from": "2020-08-01", "to": "2021-07-31", "amount_yuan": "32588.00", "per": "month"},
    ]


def test_the_end_of_a_lease_is_no_lease() -> None:
    text = PARTIES.replace("房屋租赁合同", "解除房屋租赁合同协议书") + BODY
    assert Got(text).kind == "other"


FILLED_BRACKETS = """
^商业用房租赁合同
合同编号：【JA-2019-066】
出租方（以下简称“甲方”）：【南京江岸置业有限公司】
承租方（以下简称“乙方”）：【南京青石餐饮有限公司】
第一条 房屋坐落于【南京市鼓楼区中山北路88号2层】（以下简称“该房屋”），建筑面积【531.27】平方米。
第二条 租期自【2019】年【6】月【1】日起至【2024】年【5】月【31】日止。
第三条 租金为每月人民币【96,956.78】元，每【3】个月支付一次。
第四条 保证金人民币【290,870.34】元。
签署日期：【2019】年【5】月【6】日
"""


def test_what_stands_in_a_forms_brackets_is_read_without_them() -> None:
    got = Got(FILLED_BRACKETS)
    expected = {
        "contract_no": "JA-2019-066",
        "lessor": "南京江岸置业有限公司",
        "lessee": "南京青石餐饮有限公司",
        "address": "南京市鼓楼区中山北路88号2层",
        "area_m2": "531.27",
        "start_date": "2019-06-01",
        "end_date": "2024-05-31",
        "rent_monthly_yuan": "96956.78",
        "deposit_yuan": "290870.34",
        "payment_cycle": "每3个月",
        "sign_date": "2019-05-06",
    }
    assert {name: got[name] for name in expected} == expected


def test_a_forms_empty_brackets_give_nothing() -> None:
    empty = re.sub("【[^】]*】", "【　　】", FILLED_BRACKETS)
    names = ("contract_no", "lessor", "lessee", "address", "area_m2", "start_date", "end_date", "sign_date")
    got = Got(empty)
    assert [got[name] for name in (*names, "rent_monthly_yuan", "deposit_yuan", "payment_cycle")] == [None] * 11


def test_so_many_months_rent_is_not_the_rent() -> None:
    got = lease(
        "房屋坐落：南京市鼓楼区中山北路88号。\n年租金142,379.20元。\n保证金：相当于1个月租金，计11,864.93元。\n"
    )
    assert (got["rent_monthly_yuan"], got["deposit_yuan"]) == (None, "11864.93")


def test_a_report_on_a_company_is_no_licence() -> None:
    got = Got(
        "^企业信用信息公示报告\n统一社会信用代码：91310000132200821H\n企业名称：南京江岸置业有限公司\n类型：有限责任公司\n"
        "法定代表人：林山\n注册资本：500万元人民币\n成立日期：2002年03月15日\n登记机关：南京市鼓楼区市场监督管理局\n"
        "登记状态：存续\n经营范围：物业管理。\n"
    )
    assert got.kind == "other"


def test_of_a_forms_options_only_the_ticked_one_counts() -> None:
    got = lease(
        "房屋坐落：南京市鼓楼区中山北路88号，用途：□居住 ☑办公 □商业。\n租期自2019年8月1日起至2021年7月31日止。\n"
        "租金：人民币8,445元/月，支付方式：□月付 ☑季付 □年付，于每期开始前5日内支付。\n"
        "押金：☑收取，人民币8,445元；□不收取。\n"
    )
    assert (got["use"], got["payment_cycle"], got["deposit_yuan"]) == ("办公", "季付", "8445.00")
    assert parse("text", "□居住 □办公 □商业").blank
