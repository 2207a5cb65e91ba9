"""Papers that change a lease, or tell of another one: renewals, a new tenant, rent that rises by an amount."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from tests.fields.paper import Got
from tests.tables.grids import Grid, Text, document

RENEWAL = """
^房屋租赁合同续租补充协议
甲方（出租方）：江州高新园区运营管理有限公司
乙方（承租方）：江州睿思信息技术有限公司
甲乙双方于2017年5月10日签订《房屋租赁合同》（以下简称“原合同”），约定乙方承租甲方位于江州市高新区科技二路68号C401室的房屋，建筑面积为283.7平方米，租赁期限自2017年6月1日至2020年5月31日，月租金为14,185元。现原合同即将到期，双方达成如下协议：
一、续租期限：双方同意续租两年，自2020年6月1日起至2022年5月31日止。
二、续租期内月租金合计人民币15,603.50元（大写：壹万伍仟陆佰零叁元伍角整），按季度支付。
三、原合同履约保证金28,370元转为本协议履约保证金，乙方需补交2,837元，补交后履约保证金共计31,207元。
日期：2020年5月20日
"""
TAKEN_OVER = """
^租赁合同主体变更三方协议
甲方（出租方）：江州海信置业有限公司
乙方（原承租方）：江州蓝湾贸易有限公司
丙方（新承租方）：江州蓝湾国际物流有限公司
甲乙双方于2018年9月1日签订《房屋租赁合同》，由乙方承租甲方位于江州市市南区东海西路17号1905室的房屋，建筑面积180.5平方米，租赁期限自2018年10月1日起至2021年9月30日止，月租金为人民币21,960元。
一、自2020年1月1日起，原合同中乙方的全部权利义务由丙方概括承受。
二、租金标准不变，仍为每月人民币21,960元，丙方应于每月5日前支付。
2019年12月20日
"""
SUBLET = """
^商铺转租合同
转租方（甲方）：周敏
受转租方（乙方）：江州甜小鹿食品有限公司
甲方将位于江州市秦淮区贡院街88号一层商铺转租给乙方经营使用。
一、原租赁合同期限至2022年2月28日，乙方租期自2019年9月1日起至2022年2月28日止。
二、转租租金为每月人民币18,500元。
三、乙方向甲方支付押金人民币20,000元。甲方向产权方交付的原押金45,000元仍归甲方所有。
2019年8月22日
"""


def test_a_renewal_tells_its_own_term_and_rent() -> None:
    got = Got(RENEWAL)
    assert (got["start_date"], got["end_date"], got["term_months"]) == ("2020-06-01", "2022-05-31", 24)
    assert (got["rent_monthly_yuan"], got["deposit_yuan"]) == ("15603.50", "31207.00")
    assert got["area_m2"] == "283.7"


def test_a_new_tenant_takes_the_place_of_the_old_one() -> None:
    got = Got(TAKEN_OVER)
    assert (got["lessor"], got["lessee"]) == ("江州海信置业有限公司", "江州蓝湾国际物流有限公司")
    assert got["agent"] is None
    assert (got["end_date"], got["rent_monthly_yuan"]) == ("2021-09-30", "21960.00")


def test_the_deposit_of_the_lease_above_is_another() -> None:
    got = Got(SUBLET)
    assert (got["start_date"], got["deposit_yuan"]) == ("2019-09-01", "20000.00")


RISING = """
^商铺租赁合同书
甲方（出租人）：郑美玲
乙方（承租人）：江州市思明区阿婆面馆，经营者：林志强
一、甲方将坐落于江州市思明区禾祥西路215号的店面（建筑面积35.2平方米）出租给乙方经营餐饮。
二、租期四年，自2017年11月1日起至2021年10月31日止。
三、{rent}
"""


def _periods(*steps: tuple[str, str, str], per: str = "month") -> list[dict[str, str]]:
    return [{"from": a, "to": b, "amount_yuan": amount, "per": per} for a, b, amount in steps]


@pytest.mark.parametrize(
    ("rent", "expected"),
    [
        (
            "租金每月人民币6000元（陆仟元整），第三年起每月增加300元。",
            _periods(("2017-11-01", "2019-10-31", "6000.00"), ("2019-11-01", "2021-10-31", "6300.00")),
        ),
        (
            "月租金6000元，前二年不变，第三年起每月租金增加300元，第四年起每月租金再增加500元。",
            _periods(
                ("2017-11-01", "2019-10-31", "6000.00"),
                ("2019-11-01", "2020-10-31", "6300.00"),
                ("2020-11-01", "2021-10-31", "6800.00"),
            ),
        ),
        (
            "年租金72000元，从第三年起每年增加3000元。",
            _periods(
                ("2017-11-01", "2019-10-31", "72000.00"),
                ("2019-11-01", "2020-10-31", "75000.00"),
                ("2020-11-01", "2021-10-31", "78000.00"),
                per="year",
            ),
        ),
        # a year's more on a month's rent may be either
        ("月租金6000元，从第三年起每年增加3000元。", None),
    ],
    ids=["once", "twice", "every year", "unclear"],
)
def test_rent_that_rises_by_an_amount(rent: str, expected: list[dict[str, str]] | None) -> None:
    got = Got(RISING.format(rent=rent))
    assert got["rent_schedule"] == expected
    assert got["lessee"] == "江州市思明区阿婆面馆"
    assert expected is None or not got.field("rent_schedule").sure


@pytest.mark.parametrize(
    ("rent", "monthly"),
    [
        ("租金单价为每平方米每月60元。", "2112.00"),
        ("租金单价为2元/平方米/天，月租金按单价×面积×365÷12计算。", "2141.33"),
        ("租金单价为2元/平方米/天，每月按30天计算。", "2112.00"),
        ("租金单价为2元/平方米/天，按季度支付。", None),
    ],
)
def test_rent_by_the_square_metre_is_a_months_where_the_paper_says_how(rent: str, monthly: str | None) -> None:
    got = Got(RISING.format(rent=rent))
    assert got["rent_monthly_yuan"] == monthly
    if monthly is not None:
        field = got.field("rent_monthly_yuan")
        assert not field.sure and {e.method for e in field.evidence} == {"derived"}


def test_words_may_stand_before_figures_in_a_table_of_rent() -> None:
    table = Grid(
        [
            ["租赁期限", "月租金额（大写）", "月租金额（小写）"],
            ["2018年07月01日至2019年06月30日", "柒仟捌佰元整", "7800"],
            ["2019年07月01日至2020年06月30日", "捌仟贰佰元整", "8200"],
        ],
        [170, 90, 90],
    )
    head = [Text("房屋租赁合同", "middle"), Text("甲方（出租人）：梁焕仪"), Text("乙方（承租人）：江州电子商行")]
    found = {field.name: field for field in extract(document([*head, Text("租赁期限、租金情况："), table])).fields}
    assert [str(period.amount) for period in found["rent_schedule"].value] == ["7800", "8200"]  # type: ignore[union-attr]
    assert found["rent_schedule"].evidence


BILINGUAL = """
^TENANCY AGREEMENT 租赁合同
Landlord 出租人：江州嘉华置业有限公司 Jiangzhou Jiahua Property Co., Ltd.
Tenant 承租人：卓联咨询（江州）有限公司 Zhuolian Consulting (Jiangzhou) Co., Ltd.
Premises 租赁单元：江州市朝阳区东三环中路39号B座1908单元
Term 租期：2019年7月1日起至2022年6月30日止
Monthly Rent 月租金：人民币164,940.00元
LANDLORD 出租人（盖章）：\t\t\tTENANT 承租人（盖章）：
"""


def test_a_label_may_stand_behind_its_translation() -> None:
    got = Got(BILINGUAL)
    assert (got["lessor"], got["lessee"]) == ("江州嘉华置业有限公司", "卓联咨询(江州)有限公司")
    assert got["address"] == "江州市朝阳区东三环中路39号B座1908单元"


@pytest.mark.parametrize(
    "place", ["成都市    路    号“    ”广场    区    楼    号商铺", "本市    区    路    弄    号    室"]
)
def test_the_words_between_blanks_are_no_address(place: str) -> None:
    got = Got(f"^商铺租赁合同\n出租方：\n承租方：\n商铺位置：本合同租赁商铺（以下简称“商铺”）位于{place}。\n租赁期限：")
    assert got["address"] is None


FACTORY = """
^厂房、宿舍租赁合同
出租方（甲方）：江州市长安镇股份经济联合社
承租方（乙方）：江州市锐捷精密模具有限公司
一、甲方将坐落在江州市长安镇振安中路12号的A栋厂房出租给乙方使用。
二、租期五年，自2016年8月1日至2021年7月31日。
三、租金：厂房每平方米每月14元，计每月89,600元；宿舍每平方米每月10元，计每月18,000元；月租金合计107,600元。
"""


def test_rent_of_several_buildings_is_what_they_make_together() -> None:
    got = Got(FACTORY)
    assert got["rent_monthly_yuan"] == "107600.00" and not got.field("rent_monthly_yuan").sure


@pytest.mark.parametrize(
    ("said", "use"),
    [
        ("甲方将江州市解放路65号12号铺位租赁给乙方，用于经营眼镜验光配镜。", "眼镜验光配镜"),
        ("甲方将江州市解放路65号12号铺位租赁给乙方，用于经营。", "经营"),
        ("甲方将江州市解放路65号12号铺位租赁给乙方。用途：仅用于学生托管服务。", "学生托管服务"),
        ("乙方向甲方缴纳履约保证金3000元，作为承租方履行合同的保证。", None),
    ],
)
def test_what_the_premises_are_for(said: str, use: str | None) -> None:
    text = f"^商铺租赁合同\n甲方（出租方）：江州金桥有限公司\n乙方（承租方）：江州小店\n{said}\n租赁期限五年。"
    assert Got(text)["use"] == use


FREE = """
^房屋租赁合同
出租方（甲方）：江州金桥有限公司
承租方（乙方）：江州小店有限公司
一、房屋坐落于江州市建国路88号，建筑面积 56.5 平方米。
二、租赁期限自2019年7月1日起至2022年6月30日止，其中{free}为免租期。
三、{rent}
"""
AFTER_FREE = _periods(
    ("2019-10-01", "2020-06-30", "10000.00"),
    ("2020-07-01", "2021-06-30", "10500.00"),
    ("2021-07-01", "2022-06-30", "11025.00"),
)


@pytest.mark.parametrize(
    ("free", "rent"),
    [
        (
            "2019年7月1日至2019年9月30日",
            "租金标准：2019年10月1日至2020年6月30日，每月10000元；2020年7月1日至2021年6月30日，每月10500元；"
            "2021年7月1日至2022年6月30日，每月11025元。",
        ),
        (
            "前三个月",
            "第4个月至第12个月每月租金10000元，第13个月至第24个月每月租金10500元，第25个月至第36个月每月租金11025元。",
        ),
        (
            "前三个月",
            "租金：\n2019年10月1日-2020年6月30日\t月租金10000元\n2020年7月1日-2021年6月30日\t月租金10500元\n"
            "2021年7月1日-2022年6月30日\t月租金11025元",
        ),
    ],
    ids=["by days", "by months", "in lines"],
)
def test_rent_begins_after_the_free_months(free: str, rent: str) -> None:
    got = Got(FREE.format(free=free, rent=rent))
    assert got["rent_monthly_yuan"] == "10000.00"
    assert got["rent_schedule"] == AFTER_FREE
    assert [e.text for e in got.field("area_m2").evidence] == ["56.5"]


def test_the_rent_of_a_later_year_is_not_that_of_the_first() -> None:
    got = Got(FREE.format(free="前三个月", rent="第三年月租金11025元。"))
    assert got["rent_monthly_yuan"] is None


def test_a_rate_may_stand_before_what_it_does() -> None:
    got = Got(FREE.format(free="首月", rent="年租金100000元，第二年起按每年3%递增。"))
    schedule = got["rent_schedule"]
    assert isinstance(schedule, list)
    assert [step["amount_yuan"] for step in schedule] == ["100000.00", "103000.00", "106090.00"]


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("__朝阳__区__建国__路__88__号__2__楼__201__室", "朝阳区建国路88号2楼201室"),
        ("______区______路______号______室", None),
        ("__________的厂房或仓库", None),
        ("江州市______区，商铺面积约______平方米", None),
    ],
)
def test_what_is_written_on_the_lines_of_an_address(place: str, address: str | None) -> None:
    text = "^房屋租赁合同\n出租方（甲方）：江州金桥有限公司\n承租方（乙方）：江州小店有限公司\n"
    assert Got(f"{text}一、甲方将坐落在{place}的房屋出租给乙方。\n二、每月租金5000元。")["address"] == address


def test_the_year_after_the_first_is_the_second() -> None:
    rent = "首年月租金21,230元，次年月租金22,291.5元，第三年月租金23,406.08元。押金10,162元；车位押金500元。"
    got = Got(FREE.format(free="前两个月", rent=rent))
    schedule = got["rent_schedule"]
    assert isinstance(schedule, list)
    assert [step["from"] for step in schedule] == ["2019-07-01", "2020-07-01", "2021-07-01"]
    assert got["deposit_yuan"] == "10162.00"
