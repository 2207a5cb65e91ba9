"""Leases of further kinds and places give what they say, wherever their lines break."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from extractors.model import Box, Document, Page, Word
from extractors.textmap import TextMap
from tests.fields.lease_styles import CAPITALS, DESKS, OWNER_AND_TENANT, STYLES, SUBLEASE, steps
from tests.fields.paper import Got, paper

#: ems on a line: the page of an office, of a photo of a narrow slip, of a wide print
WIDTHS = (31, 37, 43)


@pytest.mark.parametrize(
    ("style", "width"),
    # a form's columns stand where they stand
    [(style, width) for style, (text, _) in STYLES.items() for width in WIDTHS if width == 37 or "\t" not in text],
)
def test_a_lease_says_the_same_wherever_its_lines_break(style: str, width: int) -> None:
    text, expected = STYLES[style]
    got = Got(text, width=width)
    assert got.kind == "lease"
    assert {name: got[name] for name in expected} == expected


def test_a_value_over_two_lines_has_a_box_on_each() -> None:
    got = Got(OWNER_AND_TENANT, width=31)
    [evidence] = got.field("address").evidence
    assert len(evidence.boxes) == 2
    assert evidence.text.replace("\n", "") == got["address"]


def test_what_may_go_on_in_the_next_line_is_not_sure() -> None:
    cut = (
        "^房屋租赁合同\n出租方：江州江岸置业有限公司\n承租方：江州青石餐饮有限公司\n"
        "房屋坐落：江州市鼓楼区中山北路与湖南路口江岸国际购物中心东区\n{}"
    )
    rest = "租赁期限自2019年8月1日起至2021年7月31日止，双方对房屋现状均无异议，特此约定如下并共同遵守。\n"
    whole = cut.format("租赁面积：688平方米\n" + rest)
    flow = TextMap.of(paper(cut.format("地下一层B1的023号\n" + rest)))
    assert flow.cut_off(flow.text.index("东区") + 2)
    doubtful = Got(cut.format("地下一层B1的023号\n" + rest)).field("address")
    assert not doubtful.sure
    assert doubtful.confidence < Got(whole).field("address").confidence


def test_the_price_of_a_metre_a_day_is_no_months_rent() -> None:
    text = CAPITALS.replace("每月租金壹万贰仟伍佰元整", "该房屋每日每平方米建筑面积租金为人民币4.20元")
    got = Got(text)
    assert (got["rent_monthly_yuan"], got["rent_per_m2_yuan"]) == (None, "4.20")


@pytest.mark.parametrize(
    ("clause", "amounts"),
    [
        ("自2020年3月1日起，租金在上一年度基础上每年递增5%。", ["19200.00", "20160.00"]),
        ("第2年起月租金上浮6%。", ["19200.00", "20352.00"]),
        ("续租的，租金每年递增5%。", ["19200.00"]),
    ],
    ids=["by a day", "by a year", "of an option"],
)
def test_rates_of_increase_are_worked_out_and_not_sure(clause: str, amounts: list[str]) -> None:
    got = Got(SUBLEASE + "四、" + clause + "\n")
    schedule = got["rent_schedule"]
    assert isinstance(schedule, list)
    assert [step["amount_yuan"] for step in schedule] == amounts
    assert len(amounts) == 1 or not got.field("rent_schedule").sure


def test_a_step_that_lies_outside_the_term_is_not_sure() -> None:
    text = SUBLEASE.replace("三、月租金为人民币19,200元", "三、月租金：第一年19,200元，第二年20,000元，第三年21,000元")
    assert not any(field.name == "rent_schedule" and field.sure for field in Got(text).extraction.fields)


def test_an_amount_in_a_table_that_contradicts_its_words_is_a_conflict() -> None:
    text, _ = STYLES["table of rent"]
    got = Got(text.replace("6,500\t", "5,600\t"))
    assert got.conflicts["rent_monthly_yuan"] == "words_figures_differ"
    assert (got["rent_monthly_yuan"], got["rent_schedule"]) == (None, None)


def test_several_lessors_are_named_together() -> None:
    got = Got(DESKS.replace("甲方：江州梦想小镇创业服务有限公司", "甲方：王建国、李秀英"))
    assert got["lessor"] == "王建国、李秀英"


def test_a_broker_is_the_agent_whoever_comes_first() -> None:
    got = Got(
        "^房屋租赁居间合同\n丙方（居间方）：江州万家置业顾问有限公司\n甲方（出租方）：吕桂香\n乙方（承租方）：江州蓝潮旅行社有限公司\n"
        "一、甲方将位于江州市中山区人民路55号15层06室的房屋出租给乙方，乙方用于办公。\n"
        "二、租赁期限自2020年1月15日起至2021年1月14日止，租金为每月人民币9,930元。\n三、乙方向丙方支付半个月租金即4,965元作为居间报酬。\n"
    )
    expected = {"agent": "江州万家置业顾问有限公司", "lessor": "吕桂香", "lessee": "江州蓝潮旅行社有限公司"}
    assert {name: got[name] for name in expected} == expected
    assert got["rent_schedule"] == steps(("2020-01-15", "2021-01-14", "9930.00", "month"))


@pytest.mark.parametrize(
    "text",
    [
        "^办公设备租赁合同\n出租方：江州复印科技有限公司\n承租方：江州小米教育有限公司\n一、复印机2台，放置于中关村大街1号办公室。\n"
        "二、租赁期限自2020年1月1日至2020年12月31日。\n三、月租金人民币1,200元，押金3,000元。\n",
        "^物业服务合同\n甲方（业主）：江州青秀商贸有限公司\n乙方：江州邕城物业服务有限公司\n"
        "第一条 物业坐落于民族大道136号1203室，建筑面积156平方米。\n第二条 物业服务费每月1,014元。\n"
        "第三条 期限自2019年1月1日至2021年12月31日。承租人使用物业的，业主负连带责任。\n",
        "^房屋无偿使用证明\n兹证明中山路20号房屋由产权人符国雄无偿提供给江州椰风商贸有限公司作为办公场所使用，"
        "使用期限自2020年1月1日至2022年12月31日，不收取租金。\n",
    ],
    ids=["machines", "management", "loan for use"],
)
def test_papers_beside_leases_are_none(text: str) -> None:
    assert Got(text).kind == "other"


@pytest.mark.parametrize(
    "clause",
    ["以后每年租金递增500元。", "第三年起租金由双方另行协商。", "租金逐年上浮，幅度以市场价为准。"],
)
def test_a_rent_that_is_to_change_is_no_flat_schedule(clause: str) -> None:
    got = Got(SUBLEASE + "四、" + clause + "\n")
    assert (got["rent_monthly_yuan"], got["rent_schedule"]) == ("19200.00", None)


def test_a_rent_told_for_the_first_year_alone_is_none_of_the_years_after() -> None:
    got = Got(SUBLEASE.replace("三、月租金为人民币19,200元", "三、第一年月租金为人民币19,200元"))
    assert (got["rent_monthly_yuan"], got["rent_schedule"]) == ("19200.00", None)


def test_two_columns_of_text_are_read_one_after_the_other() -> None:
    clause = "双方应当遵守国家法律法规，服从统一管理，按时交纳水电费用；如有违反，由责任方承担相应的责任。\n"
    narrow = paper(SUBLEASE + "".join(f"{number}、{clause}" for number in "四五六七八九十"), width=24)
    words = narrow.pages[0].words
    half = sorted({word.place.top for word in words})[12]
    shifted = []
    for word in words:
        across, up = (380.0, half - 60.0) if word.place.top >= half else (0.0, 0.0)
        box = Box(word.box.x0 + across, word.box.top - up, word.box.x1 + across, word.box.bottom - up)
        shifted.append(Word(word.text, box, box, edges=tuple(edge + across for edge in word.edges)))
    page = Page(1, 842.0, 595.0, tuple(shifted))
    found = {f.name: f.value for f in extract(Document("0" * 64, "x.pdf", "application/pdf", (page,))).fields}
    assert found["lessor"] == "江州众创空间运营管理有限公司"
    assert found["address"] == "江州市高新区锦业路69号创业研发园C区10号楼2层201室"
    assert str(found["end_date"]) == "2021-02-28"
