"""Documents of one case held against one another: one paper handed in twice, and papers that disagree."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

import rules
from extractors.model import (
    Box,
    Classified,
    Document,
    Evidence,
    Extraction,
    Field,
    Method,
    Page,
    RentPeriod,
    Value,
    Word,
)
from rules.book import Book
from workers import likeness, pipeline, together, wording
from workers.records import APART, CaseRecord, CaseState, DocumentRecord, DocumentState, StatementRecord

ON = date(2020, 5, 15)
CODE, OTHER_CODE = "91110108MA00H5K27M", "91310000132200821H"

LEASE = """房屋租赁合同 出租方(甲方):北京恒茂商业管理有限公司 承租方(乙方):{lessee}
根据有关法律法规,双方经协商一致订立本合同。
第一条 甲方将位于北京市朝阳区建国路88号1层{room}的房屋出租给乙方作餐饮经营使用,建筑面积{area}平方米。
第二条 租赁期限自{start}起至{end}止,共计36个月,乙方已对房屋现状充分了解并自愿承租。
第三条 月租金为人民币{rent}元,押金{deposit}元,租金按季度支付,乙方应于每季度首月5日前支付当季租金。
第四条 租赁期间的水电燃气、通讯、物业管理等费用由乙方自行承担,联系电话010-65881234,邮编100025。
第五条 任何一方违约的,应当向守约方支付相当于两个月租金的违约金,并赔偿由此造成的损失。签订日期{start}"""

SHOP = {
    "lessee": "北京一碗春餐饮有限公司", "room": "105", "area": "126.50", "rent": "60,000.00",
    "deposit": "120,000.00", "start": "2018年6月1日", "end": "2021年5月31日",
}  # fmt: skip
#: another shop in the same house by the same form
NEXT_SHOP = {**SHOP, "room": "306", "area": "88.20", "rent": "41,500.00", "deposit": "83,000.00",
             "start": "2019年3月15日", "end": "2022年3月14日"}  # fmt: skip
ROSTER = """社会保险单位参保人员名单 单位名称:北京一碗春餐饮有限公司 所属月份:{month} 打印日期:{printed}
序号 姓名 证件号码 缴费基数 参保险种 """ + " ".join(
    f"{n} {name} 1101051985{n:02d}0{n % 9 + 1}12{n:02d} {4713 + n * 37} 养老 失业 工伤 医疗 生育"
    for n, name in enumerate(("王小明", "李建国", "张丽华", "陈思远", "刘海川", "赵敏", "孙倩", "周涛"), 1)
)


def printed(text: str, sha256: str, method: Method = Method.TEXT_LAYER) -> Document:
    words = tuple(
        Word(part, Box(50, 50 + 20 * n, 500, 62 + 20 * n), Box(50, 50 + 20 * n, 500, 62 + 20 * n))
        for n, part in enumerate(text.split())
    )
    return Document(sha256, f"{sha256[:4]}.pdf", "application/pdf", (Page(1, 595, 842, words, method=method),))


def misread(text: str, every: int = 40) -> str:
    """One character in so many is another one, never a digit."""
    wrong = "口囗曰冂"
    return "".join(
        wrong[i % 4] if i % every == every - 1 and not char.isdigit() and char.strip() else char
        for i, char in enumerate(text)
    )


class Papers:
    """The documents of a case: what is printed on each, and what was found in it."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.extractions: dict[str, Extraction] = {}

    def add(self, kind: str, text: str = "", *, unsure: tuple[str, ...] = (), **fields: Value) -> str:
        number = len(self.extractions) + 1
        sha256 = f"{number:02d}" * 32
        self.documents[sha256] = printed(text, sha256)
        evidence = Evidence(sha256, 1, (Box(10, 20 * number, 90, 20 * number + 12),), "as written", Method.OCR, 0.9)
        found = tuple(Field(n, v, (evidence,), 0.9, n not in unsure) for n, v in fields.items())
        id_ = f"case-{number}"
        self.extractions[id_] = Extraction(sha256, Classified(kind, 1.0), found)
        return id_

    def case(self, *statements: StatementRecord, pack: str = "chaoyang-2020-8") -> CaseRecord:
        now = datetime(2020, 5, 15, tzinfo=UTC)
        documents = tuple(
            DocumentRecord(
                id_, "case", number, one.document, f"{number}.pdf", 1, "application/pdf", DocumentState.READ, 1, 1, 1,
                None, one.kind.kind, None, now, now,
            )
            for number, (id_, one) in enumerate(self.extractions.items(), 1)
        )  # fmt: skip
        return CaseRecord("case", None, pack, ON, now, CaseState.DECIDING, None, 1, None, documents, statements)

    def decided(self, *statements: StatementRecord) -> pipeline.Decided:
        return pipeline.decide_case(self.case(*statements), self.extractions, None, self.documents.get)

    def together(self) -> together.Together:
        return together.compare(list(self.extractions.items()), (), ON, self.documents.get)

    def lease(self, text: str, **changes: Any) -> str:
        given = {**SHOP, **changes}
        rent = Decimal(given["rent"].replace(",", ""))
        start, end = (date(*map(int, given[k].rstrip("日").replace("年", "-").replace("月", "-").split("-")))
                      for k in ("start", "end"))  # fmt: skip
        return self.add(
            "lease", text, lessor="北京恒茂商业管理有限公司", lessee=given["lessee"], start_date=start, end_date=end,
            address=f"北京市朝阳区建国路88号1层{given['room']}", rent_monthly_yuan=rent,
            rent_schedule=(RentPeriod(start, end, rent, "month"),),
        )  # fmt: skip


def apart(first: int, second: int, *, back: bool = False) -> StatementRecord:
    at = datetime(2020, 5, 15, 9, int(back), tzinfo=UTC)
    value = None if back else True
    return StatementRecord(1 + back, "case", "", f"{first}-{second}", value, APART, "王芳", "两处门店", at)


# -- one paper twice ------------------------------------------------------------------------------------------------


def test_a_scan_of_a_text_is_the_same_paper_and_its_rent_counts_once() -> None:
    papers = Papers()
    papers.lease(LEASE.format(**SHOP))
    papers.lease(misread(LEASE.format(**SHOP)))
    papers.lease(LEASE.format(**NEXT_SHOP), **NEXT_SHOP)
    decided = papers.decided()
    assert [(c["document"], c["of"], c["basis"]) for c in decided.facts["copies"]] == [("case-2", "case-1", "text")]
    # the copy's number stays unused: nothing that was said of lease:3 changes its lease
    assert decided.bound.facts.subjects == ("lease:1", "lease:3")
    assert {fact.subject for fact in decided.bound.facts.facts if fact.name.startswith("lease.")} == {
        "lease:1",
        "lease:3",
    }
    book = Book(rules.load_pack("chaoyang-2020-8"), decided.bound.facts)
    assert book.conflicts == {}
    lessor = book.facts["lease.lessor", "lease:1"]
    assert {ref.document for ref in lessor.evidence} == {"01" * 32, "02" * 32}


def test_a_person_says_that_they_are_two_papers_and_takes_it_back() -> None:
    papers = Papers()
    papers.lease(LEASE.format(**SHOP))
    papers.lease(LEASE.format(**SHOP))
    assert papers.decided(apart(1, 2)).bound.facts.subjects == ("lease:1", "lease:2")
    assert papers.decided(apart(1, 2), apart(1, 2, back=True)).bound.facts.subjects == ("lease:1",)


def test_what_a_copy_says_otherwise_disputes_the_first_but_a_letter_misread_does_not() -> None:
    papers = Papers()
    papers.lease(LEASE.format(**SHOP))
    papers.lease(misread(LEASE.format(**SHOP)))
    raised = (RentPeriod(date(2018, 6, 1), date(2021, 5, 31), Decimal(66000), "month"),)
    changed: dict[str, Value] = {"rent_schedule": raised, "lessor": "北京恒茂商业管埋有限公司"}
    second = papers.extractions["case-2"]
    fields = tuple(replace(f, value=changed[f.name], sure=False) if f.name in changed else f for f in second.fields)
    papers.extractions["case-2"] = replace(second, fields=fields)
    book = Book(rules.load_pack("chaoyang-2020-8"), papers.decided().bound.facts)
    assert set(book.conflicts) == {("lease.rent_schedule", "lease:1")}
    places = {ref.document for r in book.conflicts["lease.rent_schedule", "lease:1"].readings for ref in r.evidence}
    assert places == {"01" * 32, "02" * 32}
    assert book.facts["lease.lessor", "lease:1"].value == "北京恒茂商业管理有限公司"


@pytest.mark.parametrize("second", [NEXT_SHOP, {**SHOP, "room": "106"}], ids=["other-terms", "only-the-room"])
def test_two_shops_on_one_form_are_two_leases(second: dict[str, str]) -> None:
    papers = Papers()
    papers.lease(LEASE.format(**SHOP))
    papers.lease(LEASE.format(**second), **second)
    assert papers.together().copies == ()


def test_where_nothing_is_sure_two_shops_are_two_leases_or_one_in_dispute_never_one_in_silence() -> None:
    """The same day, landlord, tenant and rent: only a room's number, hardly legible, tells the shops apart."""
    papers = Papers()
    rooms = {"room": "105"}, {"room": "106"}
    for room in rooms:
        id_ = papers.lease(LEASE.format(**{**SHOP, **room}), **room)
        found = papers.extractions[id_]
        papers.extractions[id_] = replace(found, fields=tuple(replace(f, sure=False) for f in found.fields))
    facts = papers.decided().bound.facts
    book = Book(rules.load_pack("chaoyang-2020-8"), facts)
    assert facts.subjects == ("lease:1", "lease:2") or ("lease.address", "lease:1") in book.conflicts


def test_two_months_of_one_staff_are_two_records() -> None:
    papers = Papers()
    for month, day in (("2020年1月", "2020年2月3日"), ("2020年4月", "2020年5月6日")):
        papers.add("social_insurance", ROSTER.format(month=month, printed=day))
    # nothing was found in either: the dates alone tell them apart
    assert papers.together().copies == ()
    again = papers.add("social_insurance", misread(ROSTER.format(month="2020年4月", printed="2020年5月6日"), 60))
    assert [(c.document_id, c.of) for c in papers.together().copies] == [(again, "case-2")]


def test_one_month_of_two_is_told_by_its_field_where_the_words_hardly_differ() -> None:
    papers = Papers()
    hired = " ".join(f"2015年{n}月{n + 3}日" for n in range(1, 13))
    for month in ("2020年1月", "2020年4月"):
        text = ROSTER.format(month=month, printed="2020年5月6日") + hired
        papers.add("social_insurance", text, month=month.replace("年", "-0").rstrip("月"), unsure=("month",))
    assert papers.together().copies == ()


def test_the_same_agreement_in_another_shape_is_known_by_what_it_says() -> None:
    papers = Papers()
    cut: dict[str, Any] = {
        "lessor": "北京恒茂商业管理有限公司", "lessee": "北京一碗春餐饮有限公司", "months": ("2020-03", "2020-04"),
        "address": "北京市朝阳区建国路88号1层105", "reduction_yuan": Decimal(120000), "sign_date": date(2020, 3, 2),
    }  # fmt: skip
    papers.add("rent_reduction", "租金减免协议", **cut)
    papers.add("rent_reduction", "关于减免租金的函", **{**cut, "lessee": "北京一碗春 餐饮有限公司"})
    papers.add("rent_reduction", "租金减免协议", **{**cut, "months": ("2020-05",)})
    assert [(c.document_id, c.basis) for c in papers.together().copies] == [("case-2", "fields")]
    amounts = [f.value for f in papers.decided().bound.facts.facts if f.name == "cut.reduction"]
    subjects = {f.subject for f in papers.decided().bound.facts.facts if f.name == "cut.reduction"}
    assert (len(amounts), subjects) == (3, {"cut:1", "cut:3"})


def test_what_was_said_of_a_copys_lease_is_said_of_the_first() -> None:
    papers = Papers()
    papers.lease(LEASE.format(**SHOP))
    papers.lease(LEASE.format(**SHOP))
    at = datetime(2020, 5, 15, tzinfo=UTC)
    said = StatementRecord(1, "case", "lease.store_is_sme", "lease:2", True, "reviewer", "王芳", "亲见", at)
    facts = papers.decided(said).bound.facts
    assert facts.subjects == ("lease:1",)
    assert {f.subject for f in facts.facts if f.name == "lease.store_is_sme"} == {"lease:1"}


def test_too_little_text_is_no_likeness() -> None:
    one = likeness.of(printed("租金减免协议 2020年3月", "aa" * 32))
    assert likeness.likeness(one, one) is None


# -- what does not agree --------------------------------------------------------------------------------------------


def relations(papers: Papers) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(f.check, f.relation, tuple(r.document_id for r in f.readings)) for f in papers.together().findings]


@pytest.mark.parametrize(
    ("unit", "code", "expected"),
    [
        ("北京一碗春餐饮有限公司", CODE, []),
        ("北京一碗春餐飲有限公司", None, [("company", "alike")]),
        ("北京老味道餐饮有限公司", CODE, [("company", "same_code")]),
        ("北京一碗春餐饮有限公司朝阳门店", OTHER_CODE, [("company", "branch"), ("company_code", "differs")]),
        ("上海云麓商贸有限公司", OTHER_CODE, [("company", "differs"), ("company_code", "differs")]),
        ("上海云麓商贸有限公司", None, [("company", "differs")]),
    ],
)
def test_the_enterprise_is_one_and_the_same(unit: str, code: str | None, expected: list[tuple[str, str]]) -> None:
    papers = Papers()
    papers.add("business_licence", name="北京一碗春餐饮有限公司", credit_code=CODE)
    stated: dict[str, Any] = {"credit_code": code} if code else {}
    papers.add("social_insurance", unit_name=unit, **stated)
    assert [(check, relation) for check, relation, _ in relations(papers)] == expected
    assert all(documents == ("case-1", "case-2") for *_, documents in relations(papers))


def test_a_tenant_that_is_not_the_applicant_is_told_but_not_where_the_applicant_is_the_landlord() -> None:
    papers = Papers()
    papers.add("business_licence", name="北京恒茂商业管理有限公司", credit_code=CODE)
    papers.lease("")
    assert relations(papers) == []
    papers.add("lease", lessor="李强", lessee="北京另一家商贸有限公司")
    assert relations(papers) == [("tenant", "differs", ("case-1", "case-3"))]
    papers.add("business_licence", name="上海云麓商贸有限公司")
    assert ("tenant", "differs", ("case-1", "case-3")) in relations(papers)
    without = Papers()
    without.add("lease", lessor="李强", lessee="北京另一家商贸有限公司")
    without.add("lease", lessor="李强", lessee="北京一碗春餐饮有限公司")
    assert relations(without) == []


CUT: dict[str, Any] = {"lessee": "北京一碗春餐饮有限公司", "address": "朝阳区建国路88号1层105", "months": ("2020-03",)}


def test_another_landlord_in_the_reduction_than_in_the_lease_is_disputed_with_both_places() -> None:
    papers = Papers()
    papers.lease("")
    papers.add("rent_reduction", lessor="北京盛达物业管理有限公司", monthly_rent_yuan=Decimal(55000), **CUT)
    assert relations(papers) == [("landlord", "differs", ("case-1", "case-2"))]
    facts = papers.decided().bound.facts
    (conflict,) = facts.conflicts
    assert (conflict.name, conflict.subject, conflict.code) == ("cut.lessor", "cut:1", "papers_differ")
    assert {(r.value, r.evidence[0].document) for r in conflict.readings} == {
        ("北京盛达物业管理有限公司", "02" * 32), ("北京恒茂商业管理有限公司", "01" * 32),
    }  # fmt: skip
    assert not [fact for fact in facts.facts if fact.name == "cut.lessor"]


def test_a_reduction_for_one_of_two_leases_is_held_against_that_one() -> None:
    papers = Papers()
    papers.lease("")
    papers.add("lease", lessor="李强", lessee=CUT["lessee"])  # of another house, whose address was not read
    papers.add("rent_reduction", lessor="北京恒茂商业管理有限公司", monthly_rent_yuan=Decimal(60000), **CUT)
    assert relations(papers) == []
    papers.add("rent_reduction", lessor="北京恒茂商业管理有限公司", monthly_rent_yuan=Decimal(50000),
               **{**CUT, "months": ("2020-04",)})  # fmt: skip
    assert relations(papers) == [("rent", "differs", ("case-1", "case-4"))]


def test_the_number_insured_in_one_month_is_one_number() -> None:
    papers = Papers()
    papers.add("social_insurance", month="2020-04", insured_count=28, roster_rows=28)
    papers.add("social_insurance", as_of_month="2020-04", roster_rows=27)
    papers.add("social_insurance", month="2020-01", insured_count=31)
    papers.add("social_insurance", month="2020-04", insured_count=28)
    assert relations(papers) == [
        ("headcount", "differs", ("case-1", "case-2")), ("headcount", "differs", ("case-2", "case-4")),
    ]  # fmt: skip


def test_a_paper_of_a_time_to_come() -> None:
    papers = Papers()
    for period in ("2019", "2020", "2020-05", "2020-06", "2021", "2020-05-16"):
        papers.add("financial_statement", period=period)
    assert [ids for check, relation, ids in relations(papers) if (check, relation) == ("period", "future")] == [
        ("case-4",), ("case-5",), ("case-6",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("北京市朝阳区建国路88号", "北京市朝阳区建国路８８号", True),
        ("北京市朝阳区建国路88号", "北京市朝阳区建囯路88号", True),
        ("北京市朝阳区建国路88号", "北京市朝阳区建国路89号", False),
        ("北京一碗春餐饮有限公司", "北京三味书屋有限公司", False),
    ],
)
def test_a_misread_letter_is_alike_and_another_number_never(one: str, other: str, alike: bool) -> None:
    assert wording.alike(one, other) is alike
