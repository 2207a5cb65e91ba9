"""Leases in visibly different wordings: what each says, and nothing else."""

from __future__ import annotations

import pytest

from extractors.model import Method
from tests.fields.paper import Got

CLASSIC = """
^房屋租赁合同
合同编号：HT-2019-0412
出租方（以下简称甲方）：北京朝光物业管理有限公司
承租方（以下简称乙方）：北京小满餐饮管理有限公司
根据《中华人民共和国合同法》及有关规定，甲乙双方经协商一致，订立本合同。
第一条　甲方将坐落于北京市朝阳区酒仙桥路14号院3号楼底商105的房屋出租给乙方作为餐饮经营使用，建筑面积共 218.6 平方米。
第二条　租赁期限自 2019 年 5 月 1 日起至 2022 年 4 月 30 日止，共计三年。
第三条　月租金为人民币（大写）叁万贰仟元整（￥32,000.00元）。租金按季度支付，乙方应于每季度首月10日前支付当季租金。
第四条　乙方应于签订本合同时向甲方支付押金人民币陆万肆仟元整（￥64,000.00），租赁期满无息退还。
第五条　乙方逾期支付租金的，每逾期一日按欠付租金的千分之三支付违约金5,000元。
甲方（盖章）：北京朝光物业管理有限公司\t\t乙方（盖章）：北京小满餐饮管理有限公司
签订日期：2019年4月18日
"""

SWAPPED = """
^商铺租赁协议书
甲方（承租方）：上海云麓咖啡有限公司
统一社会信用代码：91310101MA1FP0QX3C
乙方（出租方）：上海虹都置业集团有限公司
统一社会信用代码：91310000132200821H
一、乙方同意将位于上海市黄浦区淮海中路755号一层A03的商铺出租给甲方，用于咖啡零售。
二、租期从2020年1月1日至2021年12月31日。
三、租金标准：每月18500元，押二付三。
四、甲方须缴纳租赁保证金37000元。
甲方（签章）：\t\t乙方（签章）：
2019年12月20日\t\t2019年12月20日
"""

YEARLY = """
^厂房租赁合同
出租人：苏州恒力纺织有限公司
承租人：苏州启点包装材料有限公司
房屋地址：苏州市吴中区木渎镇金枫路216号2幢
租赁面积：1,250平方米
租赁用途：生产及仓储
租赁期限：两年，自二〇一八年三月一日起至二〇二〇年二月二十九日止。
年租金为人民币贰拾肆万元整（小写：240000元），乙方每半年支付一次。
押金：人民币20000元整。
签订时间：2018年2月10日
"""

STEPPED = """
^写字楼租赁合同
出租方：杭州西溪商务楼宇经营有限公司
承租方：杭州木瓜网络科技有限公司
1.1 出租方将座落在杭州市西湖区文三路478号华星时代广场A座1502室的房屋出租给承租方，用作办公。
2.1 租赁期自2018年7月1日至2021年6月30日。
3.1 租金：第一年月租金为人民币20,000元，第二年月租金为人民币21,000元，第三年月租金为人民币22,050元。
3.2 租金每3个月支付一次。
4.1 保证金为2个月租金。
"""

PERSONS = """
^租房合同
甲方（房东）：王秀兰\t身份证号：110105195804121126
乙方（租客）：赵一鸣\t身份证号：370102199203052215
甲方将北京市朝阳区望京西园四区409楼1单元602的房屋出租给乙方居住。
房屋坐落：北京市朝阳区望京西园四区409楼1单元602
租期一年，自2020年3月15日起至2021年3月14日止。
租金每月6,200元，付三押一，乙方应于每月5日前支付租金。
居间方：北京安家房地产经纪有限公司
"""

SPLIT = """
^房屋租赁合同
出租方\t\t\t北京市朝阳区呼家楼物业服务中心
承租方\t\t\t北京蓝鲸艺术培训有限公司
房屋坐落\t\t\t北京市朝阳区金台路甲2号
建筑面积\t\t\t96.50平方米
租赁期限\t\t\t2019/09/01至2020/08/31
月租金\t\t\t9,650.00元
租金支付方式：按月支付，每月5日前付清当月租金。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CLASSIC,
            {
                "contract_no": "HT-2019-0412",
                "lessor": "北京朝光物业管理有限公司",
                "lessee": "北京小满餐饮管理有限公司",
                "address": "北京市朝阳区酒仙桥路14号院3号楼底商105",
                "area_m2": "218.6",
                "use": "餐饮经营",
                "start_date": "2019-05-01",
                "end_date": "2022-04-30",
                "term_months": 36,
                "rent_monthly_yuan": "32000.00",
                "rent_yearly_yuan": None,
                "deposit_yuan": "64000.00",
                "payment_cycle": "季度",
                "pay_day": 10,
                "sign_date": "2019-04-18",
                "escalation": None,
            },
        ),
        (
            SWAPPED,
            {
                "lessor": "上海虹都置业集团有限公司",
                "lessee": "上海云麓咖啡有限公司",
                "lessee_credit_code": "91310101MA1FP0QX3C",
                "lessor_credit_code": "91310000132200821H",
                "address": "上海市黄浦区淮海中路755号一层A03",
                "use": "咖啡零售",
                "start_date": "2020-01-01",
                "end_date": "2021-12-31",
                "rent_monthly_yuan": "18500.00",
                "deposit_yuan": "37000.00",
                "sign_date": "2019-12-20",
            },
        ),
        (
            YEARLY,
            {
                "lessor": "苏州恒力纺织有限公司",
                "lessee": "苏州启点包装材料有限公司",
                "address": "苏州市吴中区木渎镇金枫路216号2幢",
                "area_m2": "1250",
                "use": "生产及仓储",
                "start_date": "2018-03-01",
                "end_date": "2020-02-29",
                "term_months": 24,
                "rent_monthly_yuan": None,
                "rent_yearly_yuan": "240000.00",
                "rent_schedule": [
                    {"from": "2018-03-01", "to": "2020-02-29", "amount_yuan": "240000.00", "per": "year"}
                ],
                "deposit_yuan": "20000.00",
                "payment_cycle": "每半年",
                "sign_date": "2018-02-10",
            },
        ),
        (
            STEPPED,
            {
                "lessor": "杭州西溪商务楼宇经营有限公司",
                "lessee": "杭州木瓜网络科技有限公司",
                "address": "杭州市西湖区文三路478号华星时代广场A座1502室",
                "use": "办公",
                "rent_monthly_yuan": "20000.00",
                "rent_schedule": [
                    {"from": "2018-07-01", "to": "2019-06-30", "amount_yuan": "20000.00", "per": "month"},
                    {"from": "2019-07-01", "to": "2020-06-30", "amount_yuan": "21000.00", "per": "month"},
                    {"from": "2020-07-01", "to": "2021-06-30", "amount_yuan": "22050.00", "per": "month"},
                ],
                "deposit_basis": "2个月租金",
                "deposit_yuan": "40000.00",
                "payment_cycle": "每3个月",
            },
        ),
        (
            PERSONS,
            {
                "lessor": "王秀兰",
                "lessee": "赵一鸣",
                "agent": "北京安家房地产经纪有限公司",
                "address": "北京市朝阳区望京西园四区409楼1单元602",
                "start_date": "2020-03-15",
                "end_date": "2021-03-14",
                "term_months": 12,
                "rent_monthly_yuan": "6200.00",
                "pay_day": 5,
                "lessor_credit_code": None,
                "lessee_credit_code": None,
            },
        ),
        (
            SPLIT,
            {
                "lessor": "北京市朝阳区呼家楼物业服务中心",
                "lessee": "北京蓝鲸艺术培训有限公司",
                "address": "北京市朝阳区金台路甲2号",
                "area_m2": "96.50",
                "start_date": "2019-09-01",
                "end_date": "2020-08-31",
                "rent_monthly_yuan": "9650.00",
                "payment_cycle": "月",
                "pay_day": 5,
            },
        ),
    ],
    ids=["classic", "swapped", "yearly", "stepped", "persons", "form"],
)
def test_a_lease_gives_what_it_says(text: str, expected: dict[str, object]) -> None:
    got = Got(text)
    assert got.kind == "lease"
    assert {name: got[name] for name in expected} == expected


def test_every_value_stands_where_its_evidence_says() -> None:
    got = Got(CLASSIC)
    rent = got.field("rent_monthly_yuan").evidence[0]
    assert rent.page == 1
    assert rent.text.replace(" ", "") in "叁万贰仟元整￥32,000.00元"
    address = got.field("address").evidence[0]
    assert address.text.replace("\n", "") == "北京市朝阳区酒仙桥路14号院3号楼底商105"
    for box in address.boxes:
        words = [w for w in got.document.pages[0].words if w.box.top < box.middle < w.box.bottom]
        assert any(w.box.x0 <= box.x0 + 0.1 and box.x1 - 0.1 <= w.box.x1 for w in words)


def test_words_and_figures_that_differ_are_a_conflict_and_neither_is_taken() -> None:
    text = CLASSIC.replace("叁万贰仟元整（￥32,000.00元）", "叁万贰仟元整（￥23,000.00元）")
    got = Got(text)
    assert got["rent_monthly_yuan"] is None
    assert got.conflicts["rent_monthly_yuan"] == "words_figures_differ"
    assert got.missing["rent_monthly_yuan"] == "conflict"
    assert (got["rent_monthly_words_yuan"], got["rent_monthly_figures_yuan"]) == ("32000.00", "23000.00")
    assert got["rent_schedule"] is None
    assert not got.field("rent_monthly_words_yuan").sure


def test_a_year_of_rent_that_is_not_twelve_months_is_told() -> None:
    text = CLASSIC.replace("租金按季度", "年租金为人民币384,001元。租金按季度")
    got = Got(text)
    assert got["rent_yearly_yuan"] == "384001.00"
    assert "-product" in got.field("rent_yearly_yuan").checks
    assert not got.field("rent_yearly_yuan").sure
    assert "check.product" in {problem.code for problem in got.extraction.problems}


def test_rent_rising_by_a_rate_is_a_schedule_but_never_sure() -> None:
    text = CLASSIC.replace("租金按季度", "自第二年起租金每年在上一年基础上递增5%。租金按季度")
    got = Got(text)
    schedule = got["rent_schedule"]
    assert isinstance(schedule, list)
    assert [step["amount_yuan"] for step in schedule] == ["32000.00", "33600.00", "35280.00"]
    assert not got.field("rent_schedule").sure
    assert "5%" in str(got["escalation"])


def test_price_by_area_and_day_is_not_taken_for_a_months_rent() -> None:
    text = CLASSIC.replace(
        "月租金为人民币（大写）叁万贰仟元整（￥32,000.00元）", "租金单价为5.5元/平方米·天，租金总额另行计算"
    )
    got = Got(text)
    assert got["rent_monthly_yuan"] is None
    assert got["rent_per_m2_yuan"] == "5.50"


BLANKS = [
    """
^房屋租赁合同
出租方（以下简称甲方）：____________
承租方（以下简称乙方）：____________
第一条 甲方将坐落于______________________的房屋出租给乙方使用，建筑面积______平方米。
第二条 租赁期限自____年____月____日起至____年____月____日止，共____个月。
第三条 月租金为人民币（大写）______________元整（￥________元）。
第四条 押金为人民币____________元，合同编号：________
甲方（签字）：__________\t乙方（签字）：__________
____年____月____日\t____年____月____日
""",
    """
^商铺租赁协议
合同编号：【　　　　】
甲方：　　　　　　　（签字）
乙方：XXX公司
一、租赁房屋地址：____市____区____路____号
二、租期：自20__年__月__日至20__年__月__日
三、租金：每月　　　元（大写：　　　　元整），每月____日前支付
四、押金：￥____元
五、用途：________
""",
    """
^写字楼租赁合同
出租方：××物业有限公司
承租方：/
出租人联系电话：010-88888888
房屋坐落：详见附件一
租赁面积：    平方米
月租金：  仟  佰  拾  元整
租赁期限：    年  月  日至    年  月  日
签订日期：    年    月    日
""",
]


@pytest.mark.parametrize("text", BLANKS, ids=["underscores", "brackets", "spaces"])
def test_an_empty_template_is_a_lease_that_gives_nothing(text: str) -> None:
    got = Got(text)
    assert got.kind == "lease"
    assert got.values() == {}
    assert got.missing["lessor"] in {"empty", "unreadable", "not_found"}


def test_a_blurred_amount_without_a_twin_is_not_sure() -> None:
    text = CLASSIC.replace("（￥32,000.00元）", "").replace("押金人民币陆万肆仟元整（￥64,000.00）", "押金64,000.00元")
    clear = Got(text, confidence=0.999, method=Method.OCR)
    assert clear.field("deposit_yuan").sure
    blurred = Got(text, confidence=0.93, method=Method.OCR)
    assert blurred["deposit_yuan"] == "64000.00"
    assert not blurred.field("deposit_yuan").sure
    assert Got(CLASSIC, confidence=0.94, method=Method.OCR).field("rent_monthly_yuan").sure


SHANGHAI = """
^房屋租赁合同
出租方（甲方）：上海申阳资产管理有限公司
承租方（乙方）：上海百味餐饮有限公司
1-1 甲方出租给乙方的房屋座落在本市徐汇区肇嘉浜路798号201室（以下简称该房屋）。该房屋实测建筑面积为 120.5 平方米。
3-1 租赁日期自2019年1月1日起至2021年12月31日止。
4-1 该房屋每日每平方米建筑面积租金为（人民币）3.5元。月租金总计为（人民币）12,829.69元。
5-1 乙方应向甲方支付房屋租赁保证金，保证金为2个月的租金，即（人民币）25659.38元。物业管理费每月1,200元。
9-1 甲方违约的，应按月租金的2倍向乙方支付违约金人民币30000元。
"""

ORAL = """
^租房协议
出租人张桂芳（以下称甲方）与承租人李强（以下称乙方）经协商订立本协议：
1、甲方将自有的门面房一间（位于本镇人民路32号）租给乙方使用，租期壹年，从2019年10月8日起至2020年10月7日止。
2、租金全年共计贰万肆仟元整（24000元），签字时一次付清。
3、乙方交押金壹仟元。
甲方：张桂芳 电话：13911112222
乙方：李强 电话：13833334444
2019年9月30日
"""

BY_DATES = """
^商场铺位租赁合同
出租人：成都锦隆商业运营管理有限公司（“甲方”）
承租人：成都橙子服饰有限公司（“乙方”）
1. 铺位：成都市锦江区红星路三段1号锦隆广场L2-18号铺，租赁面积：86平方米。
2. 租赁期限：36个月，自交付日2019年9月1日起算，至2022年8月31日届满。
3. 租金：2019年9月1日至2020年8月31日，月租金为21,500元；2020年9月1日至2021年8月31日，月租金为22,575元；2021年9月1日至2022年8月31日，月租金为23,703.75元。
4. 乙方应于每月25日前支付下月租金；装修保证金为10,000元，租赁保证金为64,500元。
"""

BY_AREA = """
^仓库租赁合同
甲方：天津北辰仓储有限公司
乙方：天津快运达物流有限公司
甲方将位于天津市北辰区双街镇京津公路328号的仓库租赁给乙方使用，仓库面积为2000平方米，用于货物存放。
租赁期限一年，从2020年1月1日起到2020年12月31日止。
仓库租金为每平方米每月18元，季度租金108,000元，全年租金432,000元（大写肆拾叁万贰仟元整）。
乙方按季度支付租金，先付后用。
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SHANGHAI,
            {
                "address": "本市徐汇区肇嘉浜路798号201室",
                "rent_monthly_yuan": "12829.69",
                "deposit_yuan": "25659.38",
                "start_date": "2019-01-01",
                "rent_yearly_yuan": None,
            },
        ),
        (ORAL, {"lessor": "张桂芳", "lessee": "李强", "deposit_yuan": "1000.00", "rent_monthly_yuan": None}),
        (
            BY_DATES,
            {
                "lessor": "成都锦隆商业运营管理有限公司",
                "rent_monthly_yuan": "21500.00",
                "deposit_yuan": "64500.00",
                "rent_schedule": [
                    {"from": "2019-09-01", "to": "2020-08-31", "amount_yuan": "21500.00", "per": "month"},
                    {"from": "2020-09-01", "to": "2021-08-31", "amount_yuan": "22575.00", "per": "month"},
                    {"from": "2021-09-01", "to": "2022-08-31", "amount_yuan": "23703.75", "per": "month"},
                ],
            },
        ),
        (
            BY_AREA,
            {
                "rent_monthly_yuan": None,
                "rent_quarterly_yuan": "108000.00",
                "rent_yearly_yuan": "432000.00",
                "payment_cycle": "季度",
            },
        ),
    ],
    ids=["shanghai", "oral", "by dates", "by area"],
)
def test_what_is_easily_taken_for_something_else(text: str, expected: dict[str, object]) -> None:
    got = Got(text)
    assert got.kind == "lease"
    assert {name: got[name] for name in expected} == expected
