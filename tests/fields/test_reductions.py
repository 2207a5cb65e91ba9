"""Papers on rent that is waived or cut: months, amounts, who waives whose."""

from __future__ import annotations

import pytest

from tests.fields.paper import Got

SUPPLEMENT = """
^房屋租赁合同补充协议
甲方（出租方）：江州甬江商业经营管理有限公司
乙方（承租方）：江州海上鲜餐饮有限公司
鉴于甲乙双方于2018年9月1日签订了《房屋租赁合同》，乙方承租甲方位于江州市鄞州区百丈东路787号2楼的商铺，月租金46,000元。因疫情影响，双方达成如下补充协议：
一、甲方同意免除乙方2020年2月、3月租金共计人民币92,000元；2020年4月租金减半收取，减免23,000元。
二、以上减免租金合计人民币115,000元（大写：壹拾壹万伍仟元整）。
2020年3月15日
"""

FORM = """
^疫情期间房租减免确认表
出租方名称\t\t\t江州文化产业投资有限公司
承租方名称\t\t\t江州唐风服饰有限公司
承租房屋地址\t\t\t江州市雁塔区芙蓉西路99号1层
租赁合同起止日期\t\t\t2019年6月1日至2021年5月31日
月租金（元）\t\t\t24,500.00
减免月份\t\t\t2020年2月至2020年4月
减免金额（元）\t\t\t73,500.00
2020年4月20日\t\t\t2020年4月20日
"""

LETTER = """
^关于减免租金的函
江州小龙餐饮管理有限公司：
贵司承租我司位于江州市锦江区红星路三段99号银石广场负一楼B1-16的商铺。经我司研究决定，对贵司2020年2月1日至2020年3月31日期间的租金予以全额免除，\
免除金额共计人民币玖万陆仟元整（￥96,000.00）。
特此函告。
^江州银石商业管理有限公司
^2020年2月26日
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SUPPLEMENT,
            {
                "lessor": "江州甬江商业经营管理有限公司",
                "lessee": "江州海上鲜餐饮有限公司",
                "address": "江州市鄞州区百丈东路787号2楼",
                "months": ["2020-02", "2020-03", "2020-04"],
                "monthly_rent_yuan": "46000.00",
                "reduction_yuan": "115000.00",
                "sign_date": "2020-03-15",
            },
        ),
        (
            FORM,
            {
                "lessor": "江州文化产业投资有限公司",
                "lessee": "江州唐风服饰有限公司",
                "address": "江州市雁塔区芙蓉西路99号1层",
                "months": ["2020-02", "2020-03", "2020-04"],
                "monthly_rent_yuan": "24500.00",
                "reduction_yuan": "73500.00",
                "sign_date": "2020-04-20",
            },
        ),
        (
            LETTER,
            {
                "lessor": "江州银石商业管理有限公司",
                "lessee": "江州小龙餐饮管理有限公司",
                "address": "江州市锦江区红星路三段99号银石广场负一楼B1-16",
                "months": ["2020-02", "2020-03"],
                "reduction_yuan": "96000.00",
            },
        ),
    ],
    ids=["supplement", "form", "letter"],
)
@pytest.mark.parametrize("width", [31, 37])
def test_a_reduction_gives_what_it_says(text: str, expected: dict[str, object], width: int) -> None:
    got = Got(text, width=width)
    assert got.kind == "rent_reduction"
    assert {name: got[name] for name in expected} == expected


ASKED = """
^关于申请减免房租的函
江州西关商业管理有限公司：
我公司承租贵司位于江州市城关区张掖路87号一层的商铺，月租金28,000元，自2020年1月26日起停业至今。现恳请贵司减免我公司2020年2月至4月租金共计84,000元，望予以批准为盼！
^江州陇上餐饮有限公司
^2020年3月1日
"""


def test_what_a_tenant_asks_for_is_not_granted() -> None:
    assert Got(ASKED).kind == "other"
    granted = Got(ASKED + "出租单位意见：经研究，同意减免2020年2月、3月租金共计56,000元。2020年3月9日\n")
    assert granted.kind == "rent_reduction"


def test_months_without_a_year_take_the_year_before() -> None:
    got = Got(
        SUPPLEMENT.replace("2020年4月租金减半收取，减免23,000元", "自愿将4月份、5月份租金减按50%收取，6月10日前退还")
    )
    assert got["months"] == ["2020-02", "2020-03", "2020-04", "2020-05"]


PAID_AHEAD = """
^减免租金协议书
甲方（出租方）：江州国有资产经营管理有限公司
乙方（承租方）：江州青柠健身服务有限公司
一、甲方同意免收乙方2020年2月、3月两个月租金，减免租金合计人民币124,600元。
二、因乙方已交纳租金，上述减免金额在乙方应交的下一期（2020年5月1日至2020年10月31日）租金373,800元中抵扣，抵扣后乙方应交249,200元。
2020年3月6日
"""


def test_the_months_it_is_set_off_against_are_not_waived() -> None:
    got = Got(PAID_AHEAD)
    assert got["months"] == ["2020-02", "2020-03"] and got["reduction_yuan"] == "124600.00"
    assert [e.text for e in got.field("months").evidence] == ["2020年2月、3月"]


PROMISE = """
^房租减免承诺书
本人周立新，系江州市锦江区春熙路南段12号附5号商铺的产权人，现将上述商铺出租给江州市锦江区甜心烘焙坊经营使用，月租金16000元。
因疫情影响，本人自愿免除承租人2020年2月份全部租金，减免租金共计人民币16000元。
^承诺人（出租人）：周立新
^2020年3月2日
"""


def test_a_landlord_promises() -> None:
    got = Got(PROMISE)
    assert (got["lessor"], got["lessee"]) == ("周立新", "江州市锦江区甜心烘焙坊")
    assert got["address"] == "江州市锦江区春熙路南段12号附5号"
    assert (got["monthly_rent_yuan"], got["reduction_yuan"]) == ("16000.00", "16000.00")
