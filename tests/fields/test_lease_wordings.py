"""Leases worded as forms and their writers do it: blanks filled on their lines, ticks, amounts place by place."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors import amounts, numerals
from tests.fields.paper import Got

PARTIES = "^商铺租赁合同\n出租方（甲方）：江州云台商业管理有限公司\n承租方（乙方）：江州青禾图文有限公司\n"
PLACE = "一、房屋坐落于江州市建设路61号，建筑面积80平方米。\n"
TERM = "二、租赁期限自2021年3月1日起至2024年2月29日止。\n"
RENT = "三、月租金为人民币5000元。\n"


def lease(text: str, parties: str = PARTIES) -> Got:
    got = Got(parties + text)
    assert got.kind == "lease"
    return got


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("每月RMB12,800元", "12800"),
        ("每月_RMB12,800_元整", "12800"),
        ("CNY3,450,000.00", "3450000.00"),
        ("__零__万__捌__仟__叁__佰__零__拾__零__元正", "8300"),
        ("壹 万 零 仟 陆 佰 零 拾 零 元", "10600"),
        ("叁萬零仟壹佰贰拾圆零角零分整", "30120"),
    ],
)
def test_an_amount_is_read_whole(written: str, value: str) -> None:
    assert [one.value for one in amounts.find(written)] == [Decimal(value)]


@pytest.mark.parametrize("written", ["1,2,500元", "Z5,500元"])
def test_the_end_of_a_number_is_no_amount(written: str) -> None:
    assert Decimal(500) not in [one.value for one in amounts.find(written)]


def test_ten_without_its_one_is_no_padding() -> None:
    assert numerals.integer("一万零十五") == 10015
    assert numerals.integer("贰万零仟伍佰") == 20500
    assert numerals.integer("零万") is None


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("四、乙方向甲方交付人民币___捌仟___元整作为押金，期满退还。", "8000"),
        ("四、乙方应向甲方缴纳12000元，作为履约保证金。", "12000"),
        ("四、乙方应交纳人民币9,600元，大写：玖仟陆佰圆整，作为本商铺的租赁保证金。", "9600"),
        (
            "四、乙方交纳人民币6000元，作为房屋的押金。提前退房的，押金按剩余月份递减，每个月为人民币300元。",
            "6000",
        ),
        (
            "四、乙方交纳人民币6000元，作为房屋的押金。\n五、乙方拆墙须交纳保证金，每面墙1500元。",
            "6000",
        ),
        (
            "四、报名时交的竞租保证金20,000元转为履约保证金；乙方另补交履约保证金15,000元，合计35,000元。",
            "35000",
        ),
    ],
)
def test_what_the_deposit_is(written: str, value: str) -> None:
    got = lease(f"{PLACE}{TERM}{RENT}{written}\n")
    assert Decimal(str(got["deposit_yuan"])) == Decimal(value)


def test_a_share_of_the_deposit_is_never_the_deposit() -> None:
    got = lease(f"{PLACE}{TERM}{RENT}四、押金按剩余月份递减，每个月为人民币300元。\n")
    assert got["deposit_yuan"] is None


@pytest.mark.parametrize(
    ("written", "month", "year"),
    [
        ("三、双方商定租金为每月_RMB12,800_元整。", "12800.00", None),
        ("三、租金为每（□月√年）（大写）__陆万__元。", None, "60000.00"),
        ("三、租金为每（√月□年）（大写）__陆仟__元。", "6000.00", None),
        ("三、每月每平方米20元，一年的租金总计为人民币19,200元。", "1600.00", "19200.00"),
        ("三、铺面、宿舍的月租金共计人民币7,300.00元。", "7300.00", None),
        ("三、经协商，租用金额第一年为48000元，以后随行情。", None, "48000.00"),
        ("三、租金每月为__2600__元（有规定的按规定执行）。", "2600.00", None),
        ("三、乙方每月（季）向甲方缴纳租金人民币 肆仟叁佰 元整。", "4300.00", None),
        ("三、乙方每年向甲方支付租金人民币60000元。", None, "60000.00"),
        ("三、2021年3月、4月租金共计10,000元已付。", None, None),
    ],
)
def test_what_the_rent_is_for(written: str, month: str | None, year: str | None) -> None:
    got = lease(f"{PLACE}{TERM}{written}\n")
    assert got["rent_yearly_yuan"] == year
    if month != "1600.00":  # what a month comes to is worked out, and may be left
        assert got["rent_monthly_yuan"] == month


def test_steps_told_on_underscores_or_by_the_year_before() -> None:
    expected = [("2021-03-01", "2022-02-28"), ("2022-03-01", "2023-02-28"), ("2023-03-01", "2024-02-29")]
    lined = (
        "三、第__一__年月租金为人民币￥__5000__元/月；第__二__年月租金为￥__5400__元/月；"
        "第__三__年月租金为￥__5832__元/月。\n"
    )
    risen = (
        "三、1、第一年每月租金为人民币5000元整；\n"
        "2、第二年每月的租金，按第一年租金上升8%，即每月5400元整收取；\n"
        "3、第三年每月的租金，按第二年租金上升8%，即每月5832元整收取。\n"
    )
    for text in (lined, risen):
        periods = lease(PLACE + TERM + text)["rent_schedule"]
        assert isinstance(periods, list)
        assert [(p["from"], p["to"]) for p in periods] == expected
        assert [Decimal(p["amount_yuan"]) for p in periods] == [5000, 5400, 5832]


@pytest.mark.parametrize(
    "written",
    [
        "二、租赁时间叁年。即2021年3月1日至2024年2月29日。",
        "二、租赁期限为_三年_，自_2021_年_3_月_1_日交付至_2024_年_2_月_29_日期满。",
        "二、甲方从2021年3月1日起将铺面交付乙方使用，至2024年2月29日收回。",
        "二、时间：2021年3月1日起，2024年2月29日止。",
    ],
)
def test_ways_to_tell_the_term(written: str) -> None:
    got = lease(f"{PLACE}{written}\n{RENT}")
    assert (got["start_date"], got["end_date"]) == ("2021-03-01", "2024-02-29")


def test_years_and_months_on_underscores_are_one_length() -> None:
    got = lease(f"{PLACE}二、租赁期共__1__年零__6__个月，自2021年3月1日起。\n{RENT}")
    assert (got["term_months"], got["end_date"]) == (18, "2022-08-31")


def test_a_line_that_breaks_inside_a_date_goes_on() -> None:
    """What is written on a line of its own length leaves a ragged margin."""
    long = "三、甲方应当保证所出租的商铺及其设施适于使用并承担主体结构的修缮，乙方应当爱护。\n"
    got = lease(f"{PLACE}二、租赁期限自2021年3月1日起至2024年2月\n29日止。\n{long}四、月租金为人民币\n5000元。\n{long}")
    assert (got["start_date"], got["end_date"]) == ("2021-03-01", "2024-02-29")
    assert got["rent_monthly_yuan"] == "5000.00"


@pytest.mark.parametrize(
    ("written", "cycle"),
    [
        ("乙方每__季度__应向甲方缴纳租金人民币15000元。", "每季度"),
        ("租金按_4_个月为一期支付，先付后用。", "4个月"),
        ("该租金由乙方每半年期初交付。", "每半年"),
        ("租金半年一次，提前十日付清。", "半年"),
    ],
)
def test_how_often_rent_is_due(written: str, cycle: str) -> None:
    assert lease(f"{PLACE}{TERM}{RENT}四、{written}\n")["payment_cycle"] == cycle


@pytest.mark.parametrize(
    ("written", "use"),
    [
        ("六、租赁用途为_____图文打印_____之用，不得另作他用。", "图文打印"),
        ("六、承租区域作为  图文打印  用途。", "图文打印"),
        ("六、本租赁物的功能为仓储。", "仓储"),
        ("六、经营范围：图文打印（以核定的为准）。", "图文打印"),
        ("六、经营范围：仅限于经营________。", None),
        ("六、租赁用途：\n乙方租赁的该商铺仅用于图文打印，不得从事其他活动。", "图文打印"),
        ("六、乙方承租该商铺用于经营图文打印，不得改变。", "图文打印"),
        ("六、该商铺交乙方，作图文打印使用。", "图文打印"),
        ("六、乙方租用商铺的用途为□仓储/√图文打印/□办公。", "图文打印"),
    ],
)
def test_ways_to_tell_the_use(written: str, use: str | None) -> None:
    assert lease(f"{PLACE}{TERM}{RENT}{written}\n")["use"] == use


@pytest.mark.parametrize(
    "parties",
    [
        "^摊位租赁合同\n出租方：（简称甲方）江州云台商业管理有限公司\n承租方：（简称乙方）周敏\n",
        "^摊位租赁合同\n出租方称甲方：江州云台商业管理有限公司\n承租方称乙方：周敏\n",
    ],
)
def test_parties_whose_letter_stands_beside_the_colon(parties: str) -> None:
    got = lease(PLACE + TERM + RENT, parties)
    assert (got["lessor"], got["lessee"]) == ("江州云台商业管理有限公司", "周敏")


def test_parties_whose_letter_stands_behind_the_colon() -> None:
    parties = "^摊位租赁合同\n出租方：（甲方）周启明\n承租方：（乙方）江州青禾图文有限公司\n"
    got = lease(PLACE + TERM + RENT, parties)
    assert (got["lessor"], got["lessee"]) == ("周启明", "江州青禾图文有限公司")


def test_an_area_both_have_agreed_on() -> None:
    got = lease(f"一、房屋坐落于江州市建设路61号，租赁厂房面积经甲乙双方确定为_1560_平方米。\n{TERM}{RENT}")
    assert got["area_m2"] == "1560"


def test_a_number_with_brackets_inside_brackets() -> None:
    got = lease("（合同编号：江租（2021）第0088号）\n" + PLACE + TERM + RENT)
    assert got["contract_no"] == "江租(2021)第0088号"


def test_an_area_measured_so_or_so() -> None:
    got = lease("一、房屋坐落于江州市建设路61号，租赁面积（以建筑面积计算）80.5平方米。\n" + TERM + RENT)
    assert got["area_m2"] == "80.5"


def test_the_premises_in_lines_of_their_own() -> None:
    text = "第一条 租用商铺地址、用途、面积\n1.地址：_江州_市_建设_路_61_号_201_房。\n2.用途：_办公_。\n"
    got = lease(f"{text}3.使用面积（按建筑面积计，下同）_96.5_平方米。\n{TERM}{RENT}")
    assert (got["address"], got["area_m2"]) == ("江州市建设路61号201房", "96.5")


def test_a_capital_m_is_a_metre_too() -> None:
    assert lease(f"一、房屋坐落于江州市建设路61号，建筑面积132.6 M2。\n{TERM}{RENT}")["area_m2"] == "132.6"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("乙方每月向甲方缴纳房租5000元，在当月十五日前交清。", 15),
        ("租金按季度支付，乙方应于每季度的最后一个月25日前支付下一期租金。", 25),
        ("乙方须于当月8日前支付全部租金。", 8),
    ],
)
def test_the_day_rent_is_due(written: str, day: int) -> None:
    assert lease(f"{PLACE}{TERM}{RENT}四、{written}\n")["pay_day"] == day


def test_an_announcement_of_a_lease_is_none() -> None:
    told = (
        "证券代码：600000  证券简称：江州商管  公告编号：2021-001\n^江州商管股份有限公司\n^关于签订商铺租赁合同的公告\n"
    )
    assert Got(told + PARTIES.split("\n", 1)[1] + PLACE + TERM + RENT).kind == "other"
