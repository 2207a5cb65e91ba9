"""The pack 朝政办发〔2020〕8号 against its notice: every word cited, every department and contact, every case."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

import pytest

from rules import FactSet, Pack, evaluate, load_pack, model
from rules.model import Condition, Gate, Measure

#: entry -> what the notice makes of it
OUTCOMES = {
    "1a": "entitlement", "1b": "encouraged", "1c": "encouraged", "1d": "entitlement", "1e": "entitlement",
    "1f": "entitlement", "1g": "entitlement", "2": "entitlement", "3": "up_to", "4": "entitlement",
    "5": "entitlement", "6": "encouraged", "7": "up_to", "8a": "range", "8b": "up_to", "9a": "duty", "9b": "up_to",
    "10": "duty", "11": "duty", "12": "up_to", "13": "up_to", "14a": "permitted", "14b": "permitted",
    "14c": "permitted", "14d": "permitted", "15": "entitlement", "16a": "entitlement", "16b": "range", "17": "duty",
    "18": "duty",
}  # fmt: skip


@cache
def pack() -> Pack:
    return load_pack("chaoyang-2020-8")


def clause(measure: Measure) -> str:
    span = pack().notice.clauses[measure.clause]
    return pack().notice.text[span.start : span.end]


def leaves(condition: Condition) -> list[model.Test | model.Use]:
    if isinstance(condition, Gate):
        return [leaf for child in condition.children for leaf in leaves(child)]
    return [condition]


def criteria(condition: Condition) -> set[str]:
    found = {condition.id} if condition.id else set()
    if isinstance(condition, Gate):
        found |= {id_ for child in condition.children for id_ in criteria(child)}
    return found


def test_every_entry_with_its_outcome() -> None:
    assert {m.id: m.outcome for m in pack().measures.values()} == OUTCOMES


@pytest.mark.parametrize("entry", sorted(OUTCOMES))
def test_departments_are_those_of_the_clause_in_its_order(entry: str) -> None:
    measure = pack().measures[entry]
    found = re.search(r"（主责(?:部门|单位)：(.+?)）", clause(measure))
    assert found
    assert [d.zh for d in measure.departments] == found[1].split("、")


@pytest.mark.parametrize("entry", sorted(OUTCOMES))
def test_contacts_stand_in_the_clause_as_printed(entry: str) -> None:
    measure = pack().measures[entry]
    assert measure.contacts
    for contact in measure.contacts:
        line = contact.cite.quote
        assert line in [written.strip() for written in clause(measure).splitlines()]
        printed = f"联系人：{'、'.join(contact.names)}[,，]电话：{'、'.join(map(re.escape, contact.phones))}"
        assert re.search(printed, line)
        assert all(part in line for part in contact.department.zh.split("、"))


def test_every_contact_line_of_the_notice_is_given_by_some_entry() -> None:
    given = {c.cite.quote for m in pack().measures.values() for c in m.contacts}
    printed = {line.strip() for line in pack().notice.text.splitlines() if "联系人" in line}
    assert len(printed) > 25
    assert printed - given == set()


@pytest.mark.parametrize("entry", sorted(OUTCOMES))
def test_every_criterion_and_amount_cites_its_own_clause(entry: str) -> None:
    measure = pack().measures[entry]
    text = pack().notice.text
    cites = [leaf.cite for leaf in leaves(measure.when)]
    if measure.amount:
        cites += [measure.amount.cite, *([measure.amount.cap.cite] if measure.amount.cap else [])]
    for cite in cites:
        assert cite is not None
        assert cite.clause == measure.clause
        assert text[cite.start : cite.end] == cite.quote


def test_no_number_of_the_notice_stands_in_a_rule() -> None:
    """Thresholds and rates are parameters; a rule itself says at most "more than none" and "at least one"."""
    for measure in pack().measures.values():
        for leaf in leaves(measure.when):
            if isinstance(leaf, model.Test):
                numbers = re.findall(r"(?<![\w.])\d+(?:\.\d+)?", leaf.test.text)
                assert set(numbers) <= {"0", "1"}, f"{measure.id}: {leaf.test.text}"


def test_discretion_is_marked_and_explained() -> None:
    open_terms = {p.name for p in pack().parameters.values() if p.discretion}
    assert open_terms == {
        "headcount_before_month", "headcount_after_month", "insurance_month", "size_headcount_month", "size_year",
        "size_year_end", "epidemic_start", "epidemic_end", "layoff_rate", "layoff_rate_small", "layoff_small_unit",
        "hardship_drop", "hardship_profit", "hardship_first_month", "hardship_last_month",
        "large_impact_drop", "large_impact_first_month", "large_impact_last_month",
        "severe_impact_drop", "severe_impact_first_month", "severe_impact_last_month",
    }  # fmt: skip
    assert all("通知" in pack().parameters[name].source.text or "300号" in pack().parameters[name].source.text
               for name in open_terms)  # fmt: skip


def test_invented_list_entries_are_marked() -> None:
    for registry in pack().registries.values():
        assert not registry.complete
        assert all(row["source"] == "虚构示例" and "示例" in row["name"] for row in registry.rows)


def test_an_empty_case_is_decided_nowhere() -> None:
    """Unknown is never a yes or a no: not one measure is settled without a fact."""
    evaluation = evaluate(pack(), FactSet(), date(2020, 5, 15), reader="plain")
    assert {d.status for d in evaluation.decisions} == {"undetermined"}
    assert all(d.missing for d in evaluation.decisions)
