"""Fields of documents in words: a label in both languages for whatever can be shown, amounts as amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from extractors.finders import statement_chain
from extractors.finders.statement_words import words
from extractors.kindfiles import load_kinds
from extractors.model import Problem, RentPeriod, Value
from extractors.offered import MONTH_PART, offered
from rules.shelves import Shelves
from service import catalogue, fields
from tests.fields.paper import Got
from tests.service.helpers import ON

HAN = re.compile(r"[\u4e00-\u9fff]")


def shown() -> Iterator[tuple[str, str, str]]:
    """Kind, name and how it is asked for, of all that a document can give: fields, their parts, and what an amount
    becomes whose words and figures differ."""
    for kind in load_kinds().values():
        for name, one in offered(kind).items():
            yield kind.name, name, "field"
            if one.type == "money":
                stem = name.removesuffix("_yuan")
                yield from ((kind.name, f"{stem}_{form}_yuan", "field") for form in ("words", "figures"))
            for key in one.parts:
                yield kind.name, "2020-02" if key == MONTH_PART else key, "part"
                yield kind.name, f"{name}.{'2020-02' if key == MONTH_PART else key}", "field"


ALL = sorted(set(shown()))


def test_there_are_many() -> None:
    assert len(ALL) > 300
    assert ("social_insurance", "latest", "field") in ALL
    assert ("social_insurance", "base_pension_yuan", "part") in ALL


@pytest.mark.parametrize("kind", sorted(load_kinds()))
def test_all_that_a_document_gives_has_a_label_in_both_languages(kind: str) -> None:
    for of, name, sort in ALL:
        if of != kind:
            continue
        zh, en = ((fields.part(name, one) if sort == "part" else fields.label(name, one, kind)) for one in ("zh", "en"))
        assert HAN.search(zh) and not re.search(r"[a-z]_|_[a-z]", zh), f"{kind}.{name}: {zh}"
        assert en != name and not HAN.search(en) and "_" not in en, f"{kind}.{name}: {en}"


def test_all_facts_and_parameters_of_the_shipped_packs_have_a_label_in_both_languages() -> None:
    pack = Shelves.beside(None).in_force("chaoyang-2020-8", ON)
    labels = {one.name: one.label for one in pack.facts.values()}
    labels |= {one.name: one.label for one in pack.parameters.values()}
    labels |= {one.name: one.label for one in pack.subjects.values()}
    assert len(labels) > 100
    for name, label in labels.items():
        assert HAN.search(label.zh), name
        assert label.en and not HAN.search(label.en), name


def test_every_sum_of_a_statement_has_a_name() -> None:
    for name in (*(equation.name for equation in words().equations), statement_chain.NAME):
        for lang in catalogue.LANGUAGES:
            assert f"equation.{name}" in catalogue.sentences(lang)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("8499.5", "8,499.50 元"),
        ("45000", "45,000.00 元"),
        ("5.205", "5.205 元"),
        ("1E+5", "100,000.00 元"),
        ("-3", "-3.00 元"),
    ],
)
def test_an_amount_has_two_decimals_at_least(amount: str, said: str) -> None:
    assert fields.worded("revenue_yuan", Decimal(amount), "zh") == said


def test_the_steps_of_a_rent_too_and_no_area() -> None:
    step = RentPeriod(ON, ON, Decimal("28500.5"), "month")
    assert "28,500.50" in fields.worded("rent_schedule", (step,), "zh")
    assert fields.worded("area_m2", Decimal("93"), "zh") == "93"


def test_parts_are_told_by_their_names() -> None:
    latest: dict[str, Value] = {"month": "2020-03", "status": "正常参保", "base_pension_yuan": Decimal("8499.5")}
    assert fields.worded("latest", latest, "zh") == "月份 2020-03、参保状态 正常参保、养老保险缴费基数 8,499.50 元"
    assert "Pension, contribution base CNY 8,499.50" in fields.worded("latest", latest, "en")
    assert fields.worded("insured_by_type", {"失业保险": 12}, "en") == "Unemployment insurance 12"
    assert fields.worded("revenue_by_month_yuan", {"2020-02": Decimal("42600.5")}, "zh") == "2020年2月 42,600.50 元"


def test_a_sum_that_does_not_hold_is_told_in_words() -> None:
    data = {"check": "assets_liabilities_equity", "total": "100.5", "parts": "60 39.5"}
    said = fields.problem(Problem("statement.sum_differs", data), "zh", "financial_statement")
    assert said == "报表勾稽不平（资产＝负债＋所有者权益）：合计 100.50，分项 60.00 39.50。请核对原件。"


def test_an_amount_said_in_two_ways_is_told_by_both() -> None:
    got = Got(
        "^房屋租赁合同\n出租方（甲方）：南京江岸置业有限公司\n承租方（乙方）：南京青石餐饮有限公司\n"
        "一、房屋坐落于南京市鼓楼区中山北路88号2层，建筑面积120平方米。\n"
        "二、租赁期限自2021年8月1日起至2024年7月31日止。\n三、月租金为人民币9000元（大写：捌仟元整）。\n"
    )
    names = {field.name: fields.label(field.name, "zh", got.kind) for field in got.extraction.fields}
    assert names["rent_monthly_words_yuan"] == "月租金（大写）"
    assert names["rent_monthly_figures_yuan"] == "月租金（小写）"
