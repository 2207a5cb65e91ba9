"""What a rule author is told that documents give is what the readers give: no name more, none less, each its type."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extractors import values
from extractors.finders import social, social_owner, social_sums, statement, statement_about, training
from extractors.finders.social_months import by_insurance, latest, month_rows
from extractors.finders.statement_words import words
from extractors.kindfiles import load_kinds
from extractors.model import RentPeriod, Value
from extractors.offered import MONTH_PART, Offered, offered
from extractors.textmap import TextMap
from tests.tables.grids import Block, Grid, Text, document

KINDS = load_kinds()
#: fields that the readers name literally where they add them, and the types they say
READERS = {
    "social_insurance": (social, social_owner, social_sums),
    "training_roster": (training,),
    "financial_statement": (statement, statement_about),
}  # fmt: skip
MORE = {"text", "flag", "schedule", "parts", "several", "bare"}


def said(kind: str) -> dict[str, str]:
    """Names in calls of ``found.add``, ``lacking`` and ``differ``, with the ``kind=`` beside them."""
    told: dict[str, str] = {}
    for module in READERS[kind]:
        for call in ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or ast.unparse(call.func) not in ("found.add", "found.differ"):
                continue
            typed = next((k.value for k in call.keywords if k.arg == "kind"), None)
            for name in (n.value for n in ast.walk(call.args[0]) if isinstance(n, ast.Constant)):
                if isinstance(name, str):
                    told[name] = str(typed.value) if isinstance(typed, ast.Constant) else "text"
    return told


@pytest.mark.parametrize("kind", READERS)
def test_every_name_that_a_reader_gives_is_offered_with_its_type(kind: str) -> None:
    given = offered(KINDS[kind])
    told = said(kind)
    assert told
    for name, type_ in told.items():
        assert name in given, f"name {name} in extractors/offered.py"
        one = given[name]
        assert one.type in (type_, *MORE) and (one.type != "parts" or type_ in (*one.parts.values(), "text")), name


@pytest.mark.parametrize("kind", READERS)
def test_nothing_is_offered_that_no_reader_gives(kind: str) -> None:
    spelled = {
        f"{item}{slot}{unit}"
        for item, table in words().statement.items()
        for slot in ("", "_prev", "_ytd")
        if (table, slot) != ("balance", "_ytd")  # a balance is of one day
        for unit in ("_yuan", "")
    }
    by_table = spelled if kind == "financial_statement" else set()
    assert set(offered(KINDS[kind])) == set(said(kind)) | set(KINDS[kind].fields) | by_table


def test_a_kind_without_readers_offers_what_its_file_lists() -> None:
    for kind in KINDS.values():
        assert set(kind.fields) <= set(offered(kind))
        assert all(one.type in {*values.TYPES, *MORE} for one in offered(kind).values())
    assert set(offered(KINDS["lease"])) == set(KINDS["lease"].fields)
    assert offered(KINDS["lease"])["rent_schedule"].type == "schedule"


_PYTHON: Mapping[str, type | tuple[type, ...]] = {
    "money": Decimal, "count": int, "month": str, "text": str, "name": str, "code": str, "credit_code": str,
    "date": date, "flag": bool, "several": tuple, "schedule": RentPeriod, "bare": Decimal,
}  # fmt: skip


def fits(one: Offered, value: Value) -> bool:
    if one.type == "parts":
        assert isinstance(value, Mapping)
        wanted = {(MONTH_PART if MONTH_PART in one.parts else key): inner for key, inner in value.items()}
        return all(key in one.parts and isinstance(inner, _PYTHON[one.parts[key]]) for key, inner in wanted.items())
    return isinstance(value, _PYTHON[one.type])


PAPERS: dict[str, list[Block]] = {
    "financial_statement": [
        Text("利 润 表", "middle"),
        Text("编制单位:北京甲乙餐饮有限公司  2020年3月  单位:元"),
        Grid(
            [["项目", "本月金额", "本年累计金额", "上年同期金额"], ["一、营业收入", "100.00", "300.00", "90.00"],
             ["四、净利润", "10.00", "30.00", "9.00"]], [120, 90, 90, 90],
        ),
    ],
    "social_insurance": [
        Text("社会保险个人权益记录(参保人员缴费信息)", "middle"),
        Text("单位名称:北京甲乙餐饮有限公司"),
        Grid(
            [["缴费年月", "养老缴费基数", "养老个人缴费", "备注"], ["2020年2月", "4000.00", "320.00", ""],
             ["2020年3月", "4000.00", "320.00", "正常"]], [90, 110, 110, 60],
        ),
    ],
    "training_roster": [
        Text("职业技能培训人员花名册", "middle"),
        Text("培训人数:2人"),
        Grid(
            [["序号", "姓名", "身份证号码"], ["1", "张三", "110101199001150010"], ["2", "李四", "110101199002150020"]],
            [40, 80, 160],
        ),
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", PAPERS)
def test_what_is_read_from_paper_fits_what_is_offered(kind: str) -> None:
    reader = {"financial_statement": statement, "social_insurance": social, "training_roster": training}[kind]
    result = reader.read(document(PAPERS[kind]), {})
    given = offered(KINDS[kind])
    assert result.fields
    for field in result.fields:
        assert field.name in given and fits(given[field.name], field.value), (field.name, field.value)


def test_the_last_month_of_a_personal_record_is_offered_part_by_part() -> None:
    made = document(PAPERS["social_insurance"])
    told = latest(made, month_rows(made))
    assert told is not None and {"month", "base_pension_yuan", "pension_personal_yuan"} <= set(told[0])
    assert fits(offered(KINDS["social_insurance"])["latest"], told[0])


def test_the_counts_by_insurance_are_offered_under_the_names_they_have() -> None:
    made = document(
        [
            Text("失业保险参保人数28人，养老保险30人。"),
            Grid([["险种", "参保人数"], ["工伤", "3"], ["医疗保险", "4"]], [90, 90]),
        ]
    )
    counts = by_insurance(made, TextMap.of(made, flow=True))
    assert counts is not None and counts[0]
    assert fits(offered(KINDS["social_insurance"])["insured_by_type"], counts[0])
