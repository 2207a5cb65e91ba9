"""The example pack's cases, the runner that judges them, and both readers over the shipped packs' cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rules import cases, evaluate, load_pack, runner, shipped_packs
from rules.errors import PackInvalid
from rules.facts import State
from rules.lint import lint
from tests.rules.test_readers_agree import bare

GOOD = load_pack(Path(__file__).parent / "good")


@pytest.mark.parametrize("reader", ["durable", "plain"])
@pytest.mark.parametrize("case", cases.load(GOOD), ids=lambda c: c.name)
def test_case(case: cases.Case, reader: str) -> None:
    assert runner.run_case(GOOD, case, reader=reader).failures == ()


def test_a_case_that_expects_wrongly_says_what_is_and_where() -> None:
    case = cases.load(GOOD)[0]
    first = replace(case.expected[0], status="not_eligible", amount_fen=1, because=("tiny",), missing=("x",))
    result = runner.run_case(GOOD, replace(case, expected=(first,)))
    text = "\n".join(map(str, result.failures))
    assert not result.passed
    wanted = ("cases/cases.yaml:12:", "status is eligible, expected not_eligible", "amount is 45000.00, expected 0.01")
    for words in (*wanted, "of because, [tiny] is not met"):
        assert words in text


def test_a_case_that_no_file_wrote_and_no_pack_allows_is_told_in_words() -> None:
    case = cases.load(GOOD)[0]
    fact = replace(case.facts.facts[0], state=State.DECLARED)
    [failure] = runner.run_case(GOOD, replace(case, facts=replace(case.facts, facts=(fact,)))).failures
    assert failure.text.zh == "无法判断（fact.refused）：enterprise.staff, enterprise, not_declarable"
    assert failure.text.en == "cannot be decided (fact.refused): enterprise.staff, enterprise, not_declarable"


def test_a_case_about_an_unknown_measure_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    text = "- name: x\n  on: 2020-05-15\n  facts: {}\n  expect: {1aa: {status: eligible}}\n"
    (tmp_path / "cases" / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackInvalid) as caught:
        cases.load(replace(GOOD, path=str(tmp_path)))
    said = str(caught.value.diagnostics[0])
    assert said.startswith("cases/a.yaml:4:12: the pack has no measure '1aa'; did you mean '1a'?")


def of(tmp_path: Path, text: str) -> tuple[cases.Case, ...]:
    """The cases of a file, for the example pack."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "a.yaml").write_text(text, encoding="utf-8")
    return cases.load(replace(GOOD, path=str(tmp_path)))


def refusal(tmp_path: Path, text: str) -> str:
    with pytest.raises(PackInvalid) as caught:
        of(tmp_path, text)
    [only] = caught.value.diagnostics
    return f"{only} {only.text.zh}"


TABLE = """\
common: {on: 2020-05-15, facts: {enterprise.trade: retail}}
cases:
  - table: 规模
    facts: {enterprise.in_order: true}
    given: [enterprise.staff, lease.lessor_class]
    expect: [enterprise.band, 1a.status, 1a.amount, 1a.failing]
    rows:
      - [九人, 9, state, tiny, eligible, null, null]
      - [人数不知道, null, other, null, not_eligible, null, [state]]
"""


def test_each_row_of_a_table_is_a_case(tmp_path: Path) -> None:
    nine, unknown = of(tmp_path, TABLE)
    assert (nine.name, unknown.name) == ("规模：九人", "规模：人数不知道")
    assert {f.name: f.value for f in nine.facts.facts} == {
        "enterprise.trade": "retail", "enterprise.in_order": True, "enterprise.staff": 9, "lease.lessor_class": "state"
    }  # fmt: skip
    assert "enterprise.staff" not in {f.name for f in unknown.facts.facts}, "null: unknown"
    assert [(e.name, e.value) for e in nine.facts_expected] == [("enterprise.band", "tiny")]
    assert [(e.name, e.value) for e in unknown.facts_expected] == [("enterprise.band", None)]
    assert nine.expected[0].says_amount and nine.expected[0].amount_fen is None
    assert nine.expected[0].failing is None, "null: not said"
    assert unknown.expected[0].failing == ("state",)
    assert str(unknown.place) == "cases/a.yaml:9:9"
    assert [runner.run_case(GOOD, case).failures for case in (nine, unknown)] == [(), ()]


@pytest.mark.parametrize(
    ("text", "by", "at", "says"),
    [
        ("[九人, 9, state, tiny,", "[九人, 9, state,", "8:9", "has 6 cells, its columns are: name, enterprise.staff"),
        ("1a.failing]", "1a.faling]", "6:53", "did you mean 'failing'?"),
        ("enterprise.band, 1a", "enterprise.bend, 1a", "6:14", "did you mean 'enterprise.band'?"),
        ("[enterprise.staff, lease", "[enterprise.stuff, lease", "5:13", "did you mean 'enterprise.staff'?"),
        ("[enterprise.staff, lease", "[lease.lessor_class, lease", "5:", "stands here twice"),
        ("9, state, tiny", "9, sate, tiny", "8:17", "did you mean 'state'?"),
        ("9, state, tiny", "9, state, tinny", "8:24", "did you mean 'tiny'?"),
        ("expect: [enterprise.band", "expect: [enterprise.staff", "8:", "is given, not derived"),
        ("- [人数不知道", "- [九人", "9:9", "is given twice (cases/a.yaml:8:9)"),
        ("    given:", "    givn: []\n    given:", "5:5", "has no key 'givn'"),
    ],
)
def test_a_mistake_in_a_table_is_told_where_it_stands(text: str, by: str, at: str, says: str, tmp_path: Path) -> None:
    assert text in TABLE
    said = refusal(tmp_path, TABLE.replace(text, by, 1))
    assert said.startswith(f"cases/a.yaml:{at}")
    assert says in said


def test_a_table_without_rows_and_a_case_without_expectation(tmp_path: Path) -> None:
    rows = TABLE[TABLE.index("      - [") :]
    said = refusal(tmp_path, TABLE.replace("    rows:\n" + rows, "    rows: []\n"))
    assert "the table '规模' has no rows" in said
    (tmp_path / "more").mkdir()
    said = refusal(tmp_path / "more", "- {name: 什么也不说, on: 2020-05-15, facts: {}}\n")
    assert said.startswith("cases/a.yaml:1:3: the case '什么也不说' expects nothing")
    assert "没有写预期" in said


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ("enterprise.staff: 101", "status is not_eligible, expected eligible; not met: [small]"),
        ("enterprise.staff: 50", "status is undetermined, expected eligible; unknown: [lease.lessor_class]"),
    ],
)
def test_an_unexpected_outcome_is_told_with_what_stands_behind_it(facts: str, why: str, tmp_path: Path) -> None:
    given = f"enterprise.trade: retail, enterprise.in_order: true, lease.end: 2020-12-31, {facts}"
    rent = "lease.start: 2019-07-01, lease.schedule: [{from: 2019-07-01, to: 2020-12-31, amount: 1, per: month}]"
    text = f"- {{name: 一, on: 2020-05-15, facts: {{{given}, {rent}}}, expect: {{1a: {{status: eligible}}}}}}"
    [case] = of(tmp_path, text)
    [failure] = runner.run_case(GOOD, case).failures
    assert failure.text.en == f"1a: {why}"


def test_a_derived_fact_that_comes_to_something_else_is_told(tmp_path: Path) -> None:
    [case] = of(
        tmp_path, "- {name: 九人, on: 2020-05-15, facts: {enterprise.staff: 9}, expect_facts: {enterprise.band: null}}"
    )
    [failure] = runner.run_case(GOOD, case).failures
    assert str(failure).startswith("cases/a.yaml:1:")
    assert failure.text.zh == "enterprise.band 实际为很小，预期为未知"


def test_papers_and_values_without_a_result_can_be_expected(tmp_path: Path) -> None:
    text = """
- name: 没有减租协议
  on: 2020-05-15
  facts: {}
  expect: {2: {status: undetermined, papers_has: [rent_reduction], troubles: []}}
- name: 说错了
  on: 2020-05-15
  facts: {}
  expect: {2: {status: undetermined, papers_has: [lease], troubles: [division_by_zero]}}
"""
    right, wrong = of(tmp_path, text)
    assert runner.run_case(GOOD, right).failures == ()
    said = "\n".join(map(str, runner.run_case(GOOD, wrong).failures))
    assert "papers to bring (of those named) is [], expected [lease]" in said
    assert "values without a result is [], expected [division_by_zero]" in said


def shipped() -> list[tuple[str, cases.Case]]:
    """Every twelfth case of each shipped pack: the packs' own tests run them all."""
    return [(name, case) for name in shipped_packs() for case in cases.load(load_pack(name))[::12]]


@pytest.mark.parametrize(("name", "case"), shipped(), ids=lambda x: x if isinstance(x, str) else x.name)
def test_both_readers_decide_a_shipped_case_alike(name: str, case: cases.Case) -> None:
    pack = load_pack(name)
    one = evaluate(pack, case.facts, case.on, reader="durable")
    two = evaluate(pack, case.facts, case.on, reader="plain")
    assert [bare(d) for d in one.decisions] == list(two.decisions)
    assert one.firings > 0 or all(d.status == "undetermined" for d in one.decisions), "nothing known: no rule fires"


@pytest.mark.parametrize("name", shipped_packs())
def test_shipped_packs_are_tidy(name: str) -> None:
    assert [str(d) for d in lint(load_pack(name)) if d.code != "lint.unused_fact"] == []
