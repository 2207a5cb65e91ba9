"""Fields and statements become facts of the pack's vocabulary, exactly, and what does not fit is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import rules
from extractors.model import (
    Box,
    Classified,
    Conflict,
    Evidence,
    Extraction,
    Field,
    Method,
    Missing,
    RentPeriod,
    Value,
)
from rules.book import Book
from rules.facts import Fact, SourceRef, State
from rules.model import Pack
from rules.types import RentStep, Type
from tests.stack import PACK
from workers import stated
from workers.bind import MISFIT, REFUSED, Bound, Source, bind
from workers.records import OVERRULING, StatementRecord


@pytest.fixture(scope="module")
def pack() -> Pack:
    return rules.load_pack(PACK)


def field(name: str, value: Value, sha256: str = "aa" * 32, *, sure: bool = True) -> Field:
    evidence = Evidence(sha256, 2, (Box(1, 2, 3, 4), Box(5, 6, 7, 8)), f"as written: {value}", Method.OCR, 0.75)
    return Field(name, value, (evidence,), 0.75, sure)


def document(number: int, kind: str, *fields: Field, missing: tuple[Missing, ...] = (), **more: Any) -> Source:
    sha256 = f"{number:02d}" * 32
    own = tuple(replace(f, evidence=tuple(replace(e, document=sha256) for e in f.evidence)) for f in fields)
    return Source(f"case-{number}", Extraction(sha256, Classified(kind, 1.0), own, missing, **more))


def said(fact: str, value: Any, subject: str = "enterprise", method: str = "applicant", at: int = 1) -> StatementRecord:
    return StatementRecord(
        at, "case", fact, subject, value, method, "张三", "亲见", datetime(2020, 5, 15, 8, at, tzinfo=UTC)
    )


def fact(bound: Bound, name: str, subject: str = "enterprise") -> Fact:
    (found,) = [f for f in bound.facts.facts if (f.name, f.subject) == (name, subject)]
    return found


def test_a_field_becomes_a_fact_with_all_its_evidence(pack: Pack) -> None:
    bound = bind(pack, [document(1, "lease", field("lessor", "甲公司", sure=False))], [])
    assert fact(bound, "lease.lessor", "lease:1") == Fact(
        id="lease.lessor@lease:1#010101010101",
        name="lease.lessor",
        subject="lease:1",
        value="甲公司",
        state=State.EXTRACTED,
        evidence=(
            SourceRef("ocr", "01" * 32, 2, ((1, 2, 3, 4), (5, 6, 7, 8)), "as written: 甲公司", 0.75),
        ),
        sure=False,
    )  # fmt: skip


def test_values_are_typed_by_the_vocabulary(pack: Pack) -> None:
    steps = (RentPeriod(date(2020, 1, 1), date(2020, 12, 31), Decimal("30000.50"), "month"),)
    bound = bind(
        pack,
        [
            document(1, "lease", field("rent_schedule", steps), field("start_date", date(2020, 1, 1))),
            document(2, "rent_reduction", field("reduction_yuan", Decimal("1234567.89"))),
            document(3, "financial_statement", field("period", "2020-03"), field("revenue_yuan", Decimal(-5))),
            document(4, "social_insurance", field("insured_count", 12)),
        ],
        [],
    )
    assert fact(bound, "lease.schedule", "lease:1").value == (
        RentStep(date(2020, 1, 1), date(2020, 12, 31), 3_000_050, "month"),
    )
    assert fact(bound, "lease.start", "lease:1").value == date(2020, 1, 1)
    assert fact(bound, "cut.amount", "cut:1").value == 123_456_789
    assert fact(bound, "statement.month", "statement:1").value == "2020-03"
    assert fact(bound, "statement.revenue", "statement:1").value == -500
    assert fact(bound, "enterprise.staff").value == 12
    assert bound.problems == ()
    Book(pack, bound.facts)  # takes all of them


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_money_is_bound_exactly(yuan: Decimal) -> None:
    assert stated.fen(yuan) == int(yuan.scaleb(2))
    assert stated.fen(str(yuan)) == int(yuan.scaleb(2))


def test_subjects_are_numbered_by_their_documents(pack: Pack) -> None:
    sources = [
        document(1, "lease", field("lessor", "甲")),
        document(2, "business_licence"),
        document(4, "lease"),
        document(7, "lease", field("lessor", "丙")),
    ]
    bound = bind(pack, sources, [])
    assert bound.facts.subjects == ("lease:1", "lease:2", "lease:3")
    assert [(s.subject, s.document_id) for s in bound.subjects] == [
        ("lease:1", "case-1"), ("lease:2", "case-4"), ("lease:3", "case-7"),
    ]  # fmt: skip
    assert fact(bound, "lease.lessor", "lease:3").value == "丙"


def test_documents_that_agree_join_and_that_disagree_dispute(pack: Pack) -> None:
    licence = document(1, "business_licence", field("name", "示例（北京）有限公司"))
    lease = document(2, "lease", field("lessee", "示例(北京) 有限公司"))
    other = document(3, "lease", field("lessee", "另一公司"))
    agreed = Book(pack, bind(pack, [licence, lease], []).facts)
    joined = agreed.facts["enterprise.name", "enterprise"]
    assert [ref.document for ref in joined.evidence] == ["01" * 32, "02" * 32]
    disputed = Book(pack, bind(pack, [licence, lease, other], []).facts)
    assert ("enterprise.name", "enterprise") not in disputed.facts
    readings = disputed.conflicts["enterprise.name", "enterprise"].readings
    assert {ref.document for r in readings for ref in r.evidence} == {"01" * 32, "02" * 32, "03" * 32}


def test_a_part_of_a_field_has_the_place_of_that_part() -> None:
    by_type = field("insured_by_type", {"养老保险": 28, "失业保险": 27})
    (whole,) = by_type.evidence
    placed = replace(by_type, evidence=(replace(whole, text="28"), replace(whole, text="27", page=3)))
    pack = rules.load_pack("chaoyang-2020-8")
    own = fact(bind(pack, [document(1, "social_insurance", placed)], []), "headcount.unemployment", "headcount:1")
    assert [(e.text, e.page) for e in own.evidence] == [("27", 3)]
    line = fact(bind(pack, [document(1, "social_insurance", by_type)], []), "headcount.unemployment", "headcount:1")
    assert (line.value, len(line.evidence)) == (27, 1)


def test_who_applies_is_a_declared_name_that_papers_may_dispute(pack: Pack) -> None:
    closed, pack = pack, rules.load_pack("chaoyang-2020-8")
    applied = SourceRef(
        "applicant", text=" 示例（北京）有限公司 ", by="示例（北京）有限公司", at="2020-05-15T08:00:00+00:00"
    )
    alone = bind(pack, [document(1, "lease")], [], applied)
    assert (fact(alone, "enterprise.name").value, fact(alone, "enterprise.name").state) == (
        "示例（北京）有限公司",
        State.DECLARED,
    )
    same = Book(
        pack, bind(pack, [document(1, "business_licence", field("name", "示例(北京)有限公司"))], [], applied).facts
    )
    assert same.facts["enterprise.name", "enterprise"].state is State.EXTRACTED
    other = Book(pack, bind(pack, [document(1, "business_licence", field("name", "另一公司"))], [], applied).facts)
    readings = other.conflicts["enterprise.name", "enterprise"].readings
    assert {r.evidence[0].method for r in readings} == {"ocr", "applicant"}
    licence = document(1, "business_licence", field("name", "北京示例禾香餐饮有限公司"))
    for name, disputed in {"示例餐饮": False, "北京示例餐饮有限公司": True, "示例超市": True}.items():
        book = Book(pack, bind(pack, [licence], [], SourceRef("applicant", text=name)).facts)
        assert bool(book.conflicts) is disputed, name
    stated = bind(pack, [], [said("enterprise.name", "第三公司")], applied)
    assert fact(stated, "enterprise.name").value == "第三公司"
    assert bind(pack, [], [], SourceRef("applicant", text=" ")).facts.facts == ()
    assert bind(closed, [], [], applied).facts.facts == ()  # this pack lets nobody declare it


def test_a_document_at_odds_with_itself_stays_a_conflict(pack: Pack) -> None:
    two = (field("lessor", "甲"), field("lessor", "乙"))
    source = document(1, "lease", conflicts=(Conflict("lessor", two, "two_values"),))
    bound = bind(pack, [source], [])
    assert bound.facts.facts == ()
    (conflict,) = bound.facts.conflicts
    assert (conflict.name, conflict.subject, conflict.code) == ("lease.lessor", "lease:1", "two_values")
    assert [r.value for r in conflict.readings] == ["甲", "乙"]
    assert len({r.id for r in conflict.readings}) == 2


def test_what_a_document_does_not_tell_is_carried_along(pack: Pack) -> None:
    source = document(1, "lease", missing=(Missing("lessor", "unreadable"), Missing("rent_schedule", "empty")))
    missing = bind(pack, [source], []).missing
    assert {(m.fact, m.subject, m.reason, m.document_id) for m in missing} == {
        ("lease.lessor", "lease:1", "unreadable", "case-1"),
        ("lease.schedule", "lease:1", "empty", "case-1"),
    }


def test_a_period_that_is_no_month_does_not_tell_the_month(pack: Pack) -> None:
    for period in ("2019", "2019-12-31", date(2019, 12, 31)):
        bound = bind(pack, [document(1, "financial_statement", field("period", period))], [])
        assert (bound.facts.facts, bound.problems) == ((), ())


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("rent_reduction", "reduction_yuan", Decimal("0.001")),
        ("rent_reduction", "reduction_yuan", "三千"),
        ("social_insurance", "insured_count", Decimal("1.5")),
        ("lease", "start_date", "2020-01-01"),
        ("lease", "rent_schedule", ("2020-01",)),
        ("lease", "lessor", ("甲", "乙")),
    ],
)
def test_a_value_of_the_wrong_sort_is_a_problem_and_no_fact(pack: Pack, kind: str, name: str, value: Value) -> None:
    bound = bind(pack, [document(1, kind, field(name, value))], [])
    assert bound.facts.facts == ()
    (problem,) = bound.problems
    assert problem.code == MISFIT
    assert problem.data["field"] == name
    assert problem.data["text"] == f"as written: {value}"


def test_a_choice_goes_by_its_word_or_its_chinese_name() -> None:
    chaoyang = rules.load_pack("chaoyang-2020-8")
    for words, choice in (("商务楼宇", "office_building"), ("商务 楼宇", "office_building"), ("mall", "mall")):
        bound = bind(chaoyang, [document(1, "recognition_certificate", field("carrier_type", words))], [])
        assert fact(bound, "enterprise.carrier_type").value == choice
    unknown = bind(chaoyang, [document(1, "recognition_certificate", field("carrier_type", "仓库"))], [])
    assert not [f for f in unknown.facts.facts if f.name == "enterprise.carrier_type"]


def test_people_declare_and_attest(pack: Pack) -> None:
    bound = bind(
        pack,
        [document(1, "lease")],
        [
            said("enterprise.trade", "catering"),
            said("enterprise.in_order", True, method="reviewer"),
            said("lease.lessor_class", "state", "lease:1", "reviewer"),
            said("lease.start", "2019-07-01", "lease:1", "reviewer"),
            said(
                "lease.schedule",
                [{"from": "2020-01-01", "to": "2020-06-30", "amount": "100.05", "per": "month"}],
                "lease:1",
                "reviewer",
            ),
            said("cut.amount", "45000.00", "cut:1", "reviewer"),
        ],
    )
    assert bound.problems == ()
    trade = fact(bound, "enterprise.trade")
    assert (trade.state, trade.confirmed, trade.firm) == (State.DECLARED, False, False)
    (ref,) = trade.evidence
    assert (ref.method, ref.by, ref.at, ref.reason) == ("applicant", "张三", "2020-05-15T08:01:00+00:00", "亲见")
    assert fact(bound, "enterprise.in_order").state == State.ATTESTED
    assert fact(bound, "lease.start", "lease:1").state == State.CORRECTED
    assert fact(bound, "lease.schedule", "lease:1").value == (
        RentStep(date(2020, 1, 1), date(2020, 6, 30), 10_005, "month"),
    )
    assert fact(bound, "cut.amount", "cut:1").value == 4_500_000
    Book(pack, bound.facts)


def test_who_states_a_fact_again_takes_the_first_back(pack: Pack) -> None:
    bound = bind(pack, [], [said("enterprise.trade", "retail", at=1), said("enterprise.trade", "other", at=2)])
    assert fact(bound, "enterprise.trade").value == "other"


def test_a_reviewer_s_word_ends_a_dispute(pack: Pack) -> None:
    sources = [document(1, "lease", field("lessor", "甲"))]
    bound = bind(pack, sources, [said("lease.lessor", "乙", "lease:1", "reviewer")])
    book = Book(pack, bound.facts)
    assert (book.facts["lease.lessor", "lease:1"].value, book.conflicts) == ("乙", {})


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        (said("enterprise.nothing", 1), "unknown_fact"),
        (said("enterprise.trade", "catering", "lease:1"), "wrong_subject"),
        (said("lease.lessor", "甲", "lease", "reviewer"), "wrong_subject"),
        (said("lease.lessor", "甲", "lease:0", "reviewer"), "wrong_subject"),
        (said("lease.lessor", "甲", "lease:2", "reviewer"), "wrong_subject"),
        (said("enterprise.in_order", True), "not_allowed"),
        (said("enterprise.small", True, method="reviewer"), "not_allowed"),
        (said("enterprise.trade", "flying"), "wrong_type"),
        (said("enterprise.in_order", "yes", method="reviewer"), "wrong_type"),
        (said("enterprise.staff", 1.5, method="reviewer"), "wrong_type"),
        (said("cut.amount", "1.005", "cut:1", "reviewer"), "wrong_type"),
        (said("lease.start", "soon", "lease:1", "reviewer"), "wrong_type"),
        (said("lease.schedule", [{"from": "2020-01-01"}], "lease:1", "reviewer"), "wrong_type"),
    ],
)
def test_a_statement_the_pack_does_not_take_is_told_and_stops_nothing(
    pack: Pack, statement: StatementRecord, reason: str
) -> None:
    bound = bind(pack, [document(1, "lease", field("lessor", "甲"))], [statement])
    (problem,) = bound.problems
    assert (problem.code, problem.data["reason"]) == (REFUSED, reason)
    assert [f.value for f in bound.facts.facts] == ["甲"]


def test_stated_numbers_are_exact(pack: Pack) -> None:
    spec = replace(pack.facts["enterprise.staff"], type=Type.RATIO)
    assert stated.value(spec, "0.8") == Fraction(4, 5)
    with pytest.raises(ValueError, match="not a ratio"):
        stated.value(spec, 0.8)


def test_a_reviewer_sets_what_the_notice_leaves_open_and_takes_it_back(pack: Pack) -> None:
    first, last = said("drop", "0.7", "", OVERRULING), said("drop", "1/2", "", OVERRULING, at=2)
    rulings = bind(pack, (), (first, last)).facts.overrulings
    assert [(one.parameter, one.value, one.by, one.reason) for one in rulings] == [
        ("drop", Fraction(1, 2), "张三", "亲见")
    ]
    assert Book(pack, bind(pack, (), (last,)).facts).overrulings["drop"].value == Fraction(1, 2)
    assert bind(pack, (), (first, said("drop", None, "", OVERRULING, at=2))).facts.overrulings == ()


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("small.staff", 9, "no_discretion"),
        ("moon", 9, "unknown_parameter"),
        ("drop", "much", "wrong_type"),
        ("drop", {"a": 1}, "wrong_type"),
    ],
)
def test_a_parameter_the_pack_does_not_leave_open_is_told_and_stops_nothing(
    pack: Pack, name: str, value: Any, reason: str
) -> None:
    bound = bind(pack, (), (said(name, value, "", OVERRULING),))
    assert bound.facts.overrulings == ()
    assert [(one.code, one.data["reason"]) for one in bound.problems] == [(REFUSED, reason)]
