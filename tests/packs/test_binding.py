"""Document fields that become facts of the pack in a way of their own."""

from __future__ import annotations

from extractors.model import Box, Classified, Evidence, Extraction, Field, Method, Value
from rules import load_pack
from workers.bind import Source, bind

SHA = "a" * 64


def field(name: str, value: Value) -> Field:
    evidence = Evidence(SHA, 1, (Box(10, 10, 50, 20),), str(value), Method.TEXT_LAYER, 0.9)
    return Field(name, value, (evidence,), 0.9, True)


def bound(kind: str, *fields: Field) -> dict[str, object]:
    extraction = Extraction(SHA, Classified(kind, 0.9), fields)
    facts = bind(load_pack("chaoyang-2020-8"), [Source("1", extraction)], []).facts.facts
    return {f"{fact.subject}.{fact.name.partition('.')[2]}": fact.value for fact in facts}


def test_one_insurance_out_of_the_table_by_type() -> None:
    found = bound("social_insurance", field("insured_by_type", {"养老保险": 28, "失业保险": 27}))
    assert found == {"headcount:1.unemployment": 27}


def test_a_table_without_unemployment_insurance_says_nothing_about_it() -> None:
    assert bound("social_insurance", field("insured_by_type", {"养老保险": 28})) == {}


def test_a_month_is_a_period_and_a_month() -> None:
    found = bound("financial_statement", field("period", "2020-03"))
    assert found == {"statement:1.period": "2020-03", "statement:1.month": "2020-03"}


def test_a_year_is_a_period_but_no_month() -> None:
    assert bound("financial_statement", field("period", "2019")) == {"statement:1.period": "2019"}


def test_a_carrier_type_is_found_by_its_chinese_name() -> None:
    found = bound("recognition_certificate", field("carrier_type", "科技企业孵化器"), field("level", "市级"))
    assert found == {
        "enterprise.carrier_type": "incubator", "certificate:1.carrier_type": "incubator",
        "certificate:1.level": "municipal",
    }  # fmt: skip
