"""A document of several periods as a paper of each: subjects, places, what is asked, who may say otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

import rules
from extractors.model import Box, Classified, Conflict, Evidence, Extraction, Field, Method, Missing, Series, Value
from rules.answers.papers import suppliable
from rules.book import Book
from rules.facts import FactSet
from rules.model import Pack
from rules.sealing import verify
from rules.world import World
from workers.bind import REFUSED, Bound, Source, bind
from workers.periods import OfPeriod, of_period
from workers.records import StatementRecord

ON = date(2020, 5, 15)
SHA = "01" * 32


@pytest.fixture(scope="module")
def pack() -> Pack:
    return rules.load_pack("chaoyang-2020-8")


def field(name: str, value: Value, *, top: float, sha256: str = SHA, sure: bool = True) -> Field:
    evidence = Evidence(sha256, 1, (Box(9.0, float(top), 99.0, top + 9.0),), str(value), Method.TEXT_LAYER, 0.99)
    return Field(name, value, (evidence,), 0.99, sure)


def paper(number: int, kind: str, *fields: Field, series: Series | None = None, **more: Any) -> Source:
    sha256 = f"{number:02d}" * 32

    def of(one: Field) -> Field:
        return replace(one, evidence=tuple(replace(e, document=sha256) for e in one.evidence))

    if series is not None:
        parts = {p: replace(x, document=sha256, fields=tuple(map(of, x.fields))) for p, x in series.parts.items()}
        series = replace(series, parts=parts)
    return Source(
        f"case-{number}", Extraction(sha256, Classified(kind, 1.0), tuple(map(of, fields)), series=series, **more)
    )


def insured(counts: Mapping[str, int], unsure: tuple[str, ...] = ()) -> Series:
    """A line for each month, 20 points below the one before."""
    parts = {}
    for line, (month, count) in enumerate(counts.items()):
        fields = (
            field("month", month.partition("~")[0], top=20 * line),
            field("insured_count", count, top=20 * line + 1, sure=month not in unsure),
            field("insured_by_type", {"失业保险": count}, top=20 * line + 2),
        )
        parts[month] = Extraction(SHA, Classified("social_insurance", 1.0), fields)
    return Series("month", parts)


def sales(yuan: Mapping[str, int]) -> Series:
    parts = {}
    for line, (month, amount) in enumerate(yuan.items()):
        told: dict[str, Value] = {
            "period": month.partition("~")[0],
            "revenue_yuan": Decimal(amount),
            "net_profit_yuan": Decimal(-1),
        }
        fields = tuple(field(name, value, top=20 * line + n) for n, (name, value) in enumerate(told.items()))
        parts[month] = Extraction(SHA, Classified("financial_statement", 1.0), fields)
    return Series("period", parts)


def said(fact: str, value: Any, subject: str, method: str = "reviewer") -> StatementRecord:
    return StatementRecord(
        1, "case", fact, subject, value, method, "张三", "核对原件", datetime(2020, 5, 15, tzinfo=UTC)
    )


def values(bound: Bound, name: str) -> dict[str, Any]:
    return {f.subject: f.value for f in bound.facts.facts if f.name == name}


def derived(pack: Pack, facts: FactSet, name: str) -> Any:
    found = rules.evaluate(pack, facts, ON, reader="plain")
    return next((one.value for one in found.derived if one.name == name), None)


def missing(pack: Pack, facts: FactSet) -> set[tuple[str, str, str]]:
    found = rules.evaluate(pack, facts, ON, reader="plain")
    return {(m.fact, m.subject, m.detail) for d in found.decisions for m in d.missing}


LIST = paper(1, "social_insurance", series=insured({"2020-01": 28, "2020-02": 28, "2020-04": 27}))
BOOK = paper(2, "financial_statement", series=sales({"2020-02": 100, "2020-03": 200, "2020-04": 300}))


def test_each_month_is_a_subject_with_a_place_of_its_own(pack: Pack) -> None:
    bound = bind(pack, [LIST, BOOK], [])
    assert bound.facts.subjects == (
        "headcount:1-2020-01", "headcount:1-2020-02", "headcount:1-2020-04",
        "statement:1-2020-02", "statement:1-2020-03", "statement:1-2020-04",
    )  # fmt: skip
    assert {one.document_id for one in bound.subjects if one.subject.startswith("headcount")} == {"case-1"}
    assert values(bound, "headcount.count") == {
        "headcount:1-2020-01": 28, "headcount:1-2020-02": 28, "headcount:1-2020-04": 27,
    }  # fmt: skip
    assert values(bound, "headcount.unemployment")["headcount:1-2020-04"] == 27
    assert values(bound, "statement.revenue")["statement:1-2020-03"] == 20_000
    assert values(bound, "statement.net_profit")["statement:1-2020-03"] == -100
    for line, month in enumerate(("2020-01", "2020-02", "2020-04")):
        tops = {f.name: f.evidence[0].boxes[0][1] for f in bound.facts.facts if f.subject == f"headcount:1-{month}"}
        assert tops == {
            "headcount.month": 20 * line, "headcount.count": 20 * line + 1, "headcount.unemployment": 20 * line + 2,
        }  # fmt: skip
    ids = [one.id for one in bound.facts.facts]
    assert len(set(ids)) == len(ids)
    assert bound.missing == () and bound.problems == ()


def test_the_rules_take_the_months_for_what_they_ask(pack: Pack) -> None:
    facts = bind(pack, [LIST, BOOK], []).facts
    assert derived(pack, facts, "enterprise.insured_before") == 28
    assert derived(pack, facts, "enterprise.insured_after") == 27
    assert derived(pack, facts, "enterprise.period_revenue") == 60_000
    assert derived(pack, facts, "enterprise.hardship_net_profit") == -300
    asked = missing(pack, facts)
    assert not {one for one in asked if one[0].startswith("headcount.")}
    assert not {one for one in asked if one[2].startswith("2020-") or one[0] in ("statement.month", "statement.period")}


def test_a_month_that_is_not_there_is_asked_for_and_no_other(pack: Pack) -> None:
    two = paper(1, "financial_statement", series=sales({"2020-02": 100, "2020-04": 300}))
    asked = {one for one in missing(pack, bind(pack, [two], []).facts) if one[0] == "statement.revenue"}
    assert {detail for _, _, detail in asked if detail.startswith("2020")} == {"2020-03"}


def test_an_unsure_month_is_an_unsure_fact_and_no_more(pack: Pack) -> None:
    series = insured({"2020-01": 28, "2020-04": 27}, unsure=("2020-01",))
    facts = bind(pack, [paper(1, "social_insurance", series=series)], []).facts
    firm = {f.subject: f.firm for f in facts.facts if f.name == "headcount.count"}
    assert firm == {"headcount:1-2020-01": False, "headcount:1-2020-04": True}


def test_a_paper_of_one_month_agrees_or_disputes_at_both_places(pack: Pack) -> None:
    for count, agrees in ((27, True), (26, False)):
        single = paper(3, "social_insurance", field("month", "2020-04", top=1), field("insured_count", count, top=2))
        facts = bind(pack, [LIST, single], []).facts
        assert derived(pack, facts, "enterprise.insured_after") == (27 if agrees else None)
        found = rules.evaluate(pack, facts, ON, reader="plain")
        clashes = {c.readings for d in found.decisions for c in d.conflicts if c.name == "headcount.count"}
        assert bool(clashes) is not agrees
        for readings in clashes:
            assert {r.subject: (r.value, r.evidence[0].document) for r in readings} == {
                "headcount:1-2020-04": (27, "01" * 32), "headcount:2": (26, "03" * 32),
            }  # fmt: skip


def test_a_month_told_in_two_ways_is_a_dispute(pack: Pack) -> None:
    twice = paper(1, "financial_statement", series=sales({"2020-02": 1, "2020-03": 2, "2020-03~2": 5, "2020-04": 3}))
    facts = bind(pack, [twice], []).facts
    assert derived(pack, facts, "enterprise.period_revenue") is None
    found = rules.evaluate(pack, facts, ON, reader="plain")
    (readings,) = {c.readings for d in found.decisions for c in d.conflicts if c.name == "statement.revenue"}
    assert {r.subject for r in readings} == {"statement:1-2020-03", "statement:1-2020-03~2"}


def test_a_year_with_its_months_is_the_years_paper_too_and_is_not_asked_for_a_month(pack: Pack) -> None:
    series = sales({"2019-02": 100, "2019-03": 200, "2019-04": 300})
    year = paper(1, "financial_statement", field("period", "2019", top=500), field("revenue_yuan", 9000, top=501),
                 field("report", "利润表", top=502), series=series)  # fmt: skip
    bound = bind(pack, [year], [])
    assert bound.facts.subjects[0] == "statement:1" and len(bound.facts.subjects) == 4
    assert derived(pack, bound.facts, "enterprise.annual_revenue") == 900_000
    assert bound.facts.unasked == (("statement.month", "statement:1"),)
    assert "statement.month" not in {fact for fact, *_ in missing(pack, bound.facts)}


@pytest.mark.parametrize(
    ("period", "sure", "asked"), [("2019", True, False), ("2019-12-31", True, False), ("2019", False, True)]
)
def test_a_statement_of_a_year_or_a_day_has_no_month(pack: Pack, period: str, sure: bool, asked: bool) -> None:
    year = paper(1, "financial_statement", field("period", period, top=1, sure=sure), field("revenue_yuan", 1, top=2))
    bound = bind(pack, [year], [])
    assert (("statement.month", "statement:1") in bound.facts.unasked) is not asked
    assert ("statement.month" in {fact for fact, *_ in missing(pack, bound.facts)}) is asked


def test_no_advice_rests_on_a_month_that_there_is_none_of(pack: Pack) -> None:
    year = paper(1, "financial_statement", field("period", "2019", top=1), field("revenue_yuan", 1, top=2))
    facts = bind(pack, [year], []).facts
    key = ("statement.month", "statement:1")
    assert not suppliable(World(Book(pack, facts), ON), key)
    assert suppliable(World(Book(pack, replace(facts, unasked=())), ON), key)


def test_a_reviewer_may_still_give_the_month(pack: Pack) -> None:
    year = paper(1, "financial_statement", field("period", "2019", top=1), field("revenue_yuan", 1, top=2))
    bound = bind(pack, [year], [said("statement.month", "2019-02", "statement:1")])
    assert bound.facts.unasked == () and values(bound, "statement.month") == {"statement:1": "2019-02"}


def test_what_the_paper_says_of_itself_beside_its_months_stays(pack: Pack) -> None:
    series = insured({"2020-01": 28, "2020-02": 27})
    stated = (field("as_of_month", "2020-04", top=300), field("insured_count", 26, top=301))
    bound = bind(pack, [paper(1, "social_insurance", *stated, series=series)], [])
    assert values(bound, "headcount.count") == {
        "headcount:1": 26, "headcount:1-2020-01": 28, "headcount:1-2020-02": 27,
    }  # fmt: skip


def test_a_figure_that_only_sums_up_the_months_is_none_of_its_own(pack: Pack) -> None:
    series = insured({"2020-01": 28, "2020-02": 28})
    places = tuple(
        e for part in series.parts.values() for f in part.fields if f.name == "insured_count" for e in f.evidence
    )
    same = Field("insured_count", 28, places, 0.5, False)
    source = paper(1, "social_insurance", field("as_of_month", "2020-02", top=300), same, series=series)
    bound = bind(pack, [source], [])
    assert bound.facts.subjects == ("headcount:1-2020-01", "headcount:1-2020-02")


def test_a_dispute_inside_the_paper_is_not_lost(pack: Pack) -> None:
    two = (field("insured_count", 5, top=300), field("insured_count", 6, top=310))
    source = paper(1, "social_insurance", series=insured({"2020-01": 28, "2020-02": 28}),
                   conflicts=(Conflict("insured_count", two, "two_values"),),
                   missing=(Missing("insured_count", "conflict"),))  # fmt: skip
    assert [c.subject for c in bind(pack, [source], []).facts.conflicts] == ["headcount:1"]


def test_documents_keep_their_numbers(pack: Pack) -> None:
    single = paper(3, "social_insurance", field("month", "2020-03", top=1), field("insured_count", 9, top=2))
    assert values(bind(pack, [LIST, single], []), "headcount.count")["headcount:2"] == 9
    book = Book(pack, bind(pack, [single, LIST, single], []).facts)
    assert book.subjects["headcount"] == (
        "headcount:1", "headcount:2-2020-01", "headcount:2-2020-02", "headcount:2-2020-04", "headcount:3",
    )  # fmt: skip


def test_a_reviewer_corrects_one_month(pack: Pack) -> None:
    bound = bind(pack, [LIST], [said("headcount.count", 25, "headcount:1-2020-04")])
    assert bound.problems == ()
    book = Book(pack, bound.facts)
    assert book.facts["headcount.count", "headcount:1-2020-04"].value == 25
    assert book.facts["headcount.count", "headcount:1-2020-01"].value == 28


@pytest.mark.parametrize(
    "subject", ["headcount:1-2020-03", "headcount:2-2020-04", "headcount:1-2020-13", "headcount:1-x"]
)
def test_what_is_said_of_a_month_that_no_paper_tells_is_refused(pack: Pack, subject: str) -> None:
    bound = bind(pack, [LIST], [said("headcount.count", 25, subject)])
    assert [(p.code, p.data["reason"]) for p in bound.problems] == [(REFUSED, "wrong_subject")]


def test_a_copy_joins_month_by_month(pack: Pack) -> None:
    copy = paper(3, "social_insurance", series=insured({"2020-01": 28, "2020-02": 28, "2020-04": 27}))
    sources, copies = [LIST, copy], {"case-3": "case-1"}
    bound = bind(pack, sources, [said("headcount.count", 26, "headcount:2-2020-04")], copies=copies)
    assert bound.facts.subjects == ("headcount:1-2020-01", "headcount:1-2020-02", "headcount:1-2020-04")
    book = Book(pack, bound.facts)
    joined = book.facts["headcount.count", "headcount:1-2020-01"]
    assert {e.document for e in joined.evidence} == {"01" * 32, "03" * 32}
    assert book.facts["headcount.count", "headcount:1-2020-04"].value == 26


def test_where_a_pack_does_not_tell_periods_apart_a_paper_is_one_paper() -> None:
    from tests.stack import PACK

    pack = rules.load_pack(PACK)  # the staff is one fact of the enterprise there
    bound = bind(pack, [LIST], [])
    assert bound.facts.facts == () and bound.facts.subjects == ()


def test_months_are_facts_that_a_seal_replays(pack: Pack) -> None:
    year = paper(3, "financial_statement", field("period", "2019", top=1), field("revenue_yuan", 1, top=2))
    facts = bind(pack, [LIST, BOOK, year], []).facts
    sealed = rules.seal(rules.evaluate(pack, facts, ON))
    again = verify(sealed, lambda name, version: pack)
    assert again.inputs == facts and again.inputs.unasked
    assert rules.opened(sealed)["inputs"]["unasked"] == [["statement.month", "statement:2"]]


@pytest.mark.parametrize(
    ("subject", "found"),
    [
        ("statement:1-2020-02", OfPeriod("statement:1", "2020-02", 1)),
        ("statement:12-2020-02~3", OfPeriod("statement:12", "2020-02", 3)),
        ("statement:1-2019-12-31", OfPeriod("statement:1", "2019-12-31", 1)),
        ("statement:1", None),
        ("enterprise", None),
        ("statement:expected-1", None),
        ("statement:1-2020-13", None),
        ("statement:1-2020-02-30", None),
        ("statement:１-2020-02", None),
    ],
)
def test_the_name_of_a_period(subject: str, found: OfPeriod | None) -> None:
    assert of_period(subject) == found
