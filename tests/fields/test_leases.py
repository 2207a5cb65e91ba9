"""Leases in visibly different wordings: what each says, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractors.extract import extract
from extractors.model import Method
from tests.fields.leases import (
    BLANKS,
    BY_AREA,
    BY_DATES,
    CLASSIC,
    ORAL,
    PERSONS,
    SHANGHAI,
    SPLIT,
    STEPPED,
    SWAPPED,
    YEARLY,
)
from tests.fields.paper import Got, paper


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
    twin = Got(CLASSIC, confidence=0.93, method=Method.OCR).field("rent_monthly_yuan")
    assert twin.confidence > blurred.field("deposit_yuan").confidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            SHANGHAI,
            {
                "address": "徐汇区肇嘉浜路798号201室",
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
                "rent_monthly_yuan": "36000.00",  # so much a square metre, times the square metres
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


def test_what_stands_under_a_seal_is_not_sure_by_itself() -> None:
    document = paper(CLASSIC, confidence=0.999, method=Method.OCR)
    clear = extract(document)
    area = next(field for field in clear.fields if field.name == "area_m2")
    assert area.sure
    seal = area.evidence[0].boxes[0]
    sealed = replace(document, pages=(replace(document.pages[0], seals=(seal,)), *document.pages[1:]))
    covered = next(field for field in extract(sealed).fields if field.name == "area_m2")
    assert covered.value == area.value
    assert not covered.sure
    assert "-under_seal" in covered.checks


def test_two_different_signing_dates_are_not_sure() -> None:
    text = SWAPPED.replace("2019年12月20日\t\t2019年12月20日", "2019年12月20日\t\t2019年12月23日")
    assert not Got(text).field("sign_date").sure
    assert Got(SWAPPED).field("sign_date").sure


def test_a_derived_value_names_what_it_follows_from() -> None:
    deposit = Got(STEPPED).field("deposit_yuan")
    assert deposit.value == Decimal(40000)
    assert {evidence.method for evidence in deposit.evidence} == {Method.DERIVED}
    assert [evidence.text for evidence in deposit.evidence] == ["2个月租金", "人民币20,000元"]


def test_nothing_sure_follows_from_what_a_check_speaks_against() -> None:
    text = CLASSIC.replace("共计三年", "共计五年")
    got = Got(text)
    assert "-months" in got.field("start_date").checks
    assert not got.field("rent_schedule").sure
