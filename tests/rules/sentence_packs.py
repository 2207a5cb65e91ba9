"""For tests of sentences: a small invented pack whose labels are real words, random packs with all sorts of labels."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from rules import loader
from rules.book import Book
from rules.facts import FactSet
from rules.model import Condition, Gate, Pack, Test, Use
from rules.sentences import Speaker
from rules.world import World
from tests.rules import random_packs

ON = date(2020, 5, 15)


def text(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def _fact(kind: str, zh: str, en: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "label": text(zh, en), "from": [{"kind": "paper", "field": "x"}], **more}


SUBJECTS = {
    "enterprise": {"label": text("申请单位", "applicant")},
    "shop": {"label": text("门店", "shop"), "many": True},
    "report": {"label": text("月报", "monthly report"), "many": True, "document": "report"},
}
FACTS = {
    "enterprise.staff": _fact("count", "从业人员", "staff"),
    "enterprise.trained": _fact("count", "参培职工人数", "employees trained"),
    "enterprise.capital": _fact("money", "注册资本", "registered capital"),
    "enterprise.profit": _fact("money", "净利润", "net profit"),
    "enterprise.drop": _fact("ratio", "收入同比降幅", "drop in revenue"),
    "enterprise.fall": _fact("ratio", "营业收入同比下降", "fall in revenue"),
    "enterprise.spacing": _fact("number", "办公间距（米）", "spacing between desks, metres"),
    "enterprise.founded": _fact("date", "成立日期", "date of foundation"),
    "enterprise.since": _fact("month", "参保起始月份", "first month insured"),
    "enterprise.name": _fact("text", "申请单位名称", "name of the applicant"),
    "enterprise.trade": _fact(
        "choice",
        "行业",
        "trade",
        choices={
            "catering": text("餐饮业", "catering"),
            "retail": text("零售业", "retail"),
            "none": text("都不是", "neither"),
        },
    ),
    "enterprise.listed": _fact("bool", "上市公司", "listed company"),
    "enterprise.resumed": _fact("bool", "已复工复产", "has resumed work"),
    "enterprise.operates": _fact("bool", "在本区规范经营", "operates properly in the district"),
    "enterprise.kept": _fact("bool", "不裁员、少裁员", "laid off nobody or few"),
    "shop.name": _fact("text", "门店名称", "name of the shop"),
    "shop.rent": _fact("schedule", "租金标准", "rent schedule"),
    "shop.start": _fact("date", "起租日", "first day of the lease"),
    "shop.end": _fact("date", "到期日", "last day of the lease"),
    "report.month": _fact("month", "所属月份", "month of the report"),
    "report.revenue": _fact("money", "营业收入", "revenue"),
    "report.staff": _fact("count", "参保人数", "number insured"),
    "report.final": _fact("bool", "经审计的月报", "audited report"),
    "shop.staff": _fact("count", "从业人员", "staff"),
}
PARAMETERS = {
    "drop": ("ratio", "0.80"),
    "small": ("ratio", "0.055"),
    "fine": ("ratio", "0.00001"),
    "limit": ("money", "1000000"),
    "month": ("month", "2020-02"),
    "last": ("month", "2020-04"),
    "day": ("date", "2020-03-01"),
}


def pack_of(tests: Sequence[str], conditions: Sequence[dict[str, Any]] = (), amount: str = "") -> Pack:
    """A pack with one measure that asks for all the tests and conditions, in their order."""
    measure: dict[str, Any] = {
        "id": "m", "clause": "1", "title": text("示例措施", "example measure"), "outcome": "entitlement",
        "over": "shop", "departments": ["区某局"],
        "when": {"all": [*({"test": one} for one in tests), *conditions], "cite": random_packs.CITE},
    }  # fmt: skip
    if amount:
        measure["amount"] = {"label": text("补贴", "subsidy"), "cite": random_packs.CITE, "value": amount}
    parameters = [
        {
            "name": name,
            "type": kind,
            "label": text(name, name),
            "values": [{"from": "2020-01-01", "value": value}],
            "source": {"text": "示例"},
        }
        for name, (kind, value) in PARAMETERS.items()
    ]
    return loaded(
        {
            "notice.txt": random_packs.NOTICE,
            "pack.yaml": json.dumps(random_packs.HEAD, ensure_ascii=False),
            "vocabulary/all.yaml": json.dumps({"subjects": SUBJECTS, "facts": FACTS}, ensure_ascii=False),
            "parameters/all.yaml": json.dumps(parameters, ensure_ascii=False),
            "measures/m.yaml": json.dumps(measure, ensure_ascii=False),
        }
    )


def loaded(files: dict[str, str]) -> Pack:
    with tempfile.TemporaryDirectory() as folder:
        return loader.load(random_packs.write(Path(folder), files))


def speaker(pack: Pack) -> Speaker:
    return Speaker(World(Book(pack, FactSet()), ON))


def parts(pack: Pack) -> tuple[Condition, ...]:
    """The conditions of the one measure."""
    root = pack.measures["m"].root
    assert isinstance(root, Gate)
    return root.children


def conditions(pack: Pack) -> list[Condition]:
    """Every condition of a pack, nested ones too."""
    found: list[Condition] = []

    def walk(condition: Condition | None) -> None:
        if condition is None:
            return
        found.append(condition)
        for child in condition.children if isinstance(condition, Gate) else ():
            walk(child)

    for derived in pack.derived.values():
        for one in (derived.when, *(choice.when for choice in derived.choose)):
            walk(one)
    for measure in pack.measures.values():
        walk(measure.root)
    assert all(isinstance(one, Test | Gate | Use) for one in found)
    return found


#: what an author may call a fact: nouns, verbs, negations, units, quotes, lists, brackets, hardly a word
LABELS = (
    ("标", "label"),
    ("从业人员", "staff"),
    ("参保人数合计", "employees insured in all"),
    ("间距（米）", "spacing, metres"),
    ("收入同比下降", "fall in revenue, 2020 against 2019"),
    ("民办学校", "private school"),
    ("已复工", "has resumed work"),
    ("在本区经营", "operates in the district"),
    ("尚未复工", "has not resumed work"),
    ("不裁员、少裁员", "laid off nobody"),
    ("属于“重点”行业", "belongs to a “key” trade"),
    ("甲、乙或丙", "a, b or c"),
    ("（1计入，0不计入）", "(1) or not (0)"),
    ("有项目", "has a project"),
    ("认定", "the company is listed"),
    ("A", "A"),
    ("约定的用途", "about the use"),
    ("2020年2月收入", "total assets"),
)


@st.composite
def labelled_packs(draw: st.DrawFn) -> Pack:
    """A random pack whose facts, choices and subjects are called anything, often alike."""
    files = draw(random_packs.pack_files())
    label = st.sampled_from([text(zh, en) for zh, en in LABELS])
    vocabulary = json.loads(files["vocabulary/facts.yaml"])
    derived = json.loads(files["derived/all.yaml"])
    for one in (*vocabulary["facts"].values(), *vocabulary["subjects"].values(), *derived):
        one["label"] = draw(label)
    for one in (*vocabulary["facts"].values(), *derived):
        for choice in one.get("choices", {}):
            one["choices"][choice] = draw(label)
    files["vocabulary/facts.yaml"] = json.dumps(vocabulary, ensure_ascii=False)
    files["derived/all.yaml"] = json.dumps(derived, ensure_ascii=False)
    return loaded(files)
