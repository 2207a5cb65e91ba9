"""What the cases of a pack show: gaps at their places, truths that count and that do not, what is proven impossible."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from rules import load_pack
from rules.author.coverage import coverage
from rules.author.covered import Coverage, Criterion, Section
from service.cli import main

GOOD = Path(__file__).parent / "good"
Cover = Callable[..., Coverage]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example pack."""
    made = tmp_path / "good"
    shutil.copytree(GOOD, made)
    return made


def edit(file: Path, text: str, by: str) -> None:
    before = file.read_text(encoding="utf-8")
    assert text in before, f"{text!r} is not in {file.name}"
    file.write_text(before.replace(text, by, 1), encoding="utf-8")


def rewrite(folder: Path, cases: str) -> Coverage:
    """The coverage of the pack with only these cases."""
    for file in (folder / "cases").iterdir():
        file.unlink()
    (folder / "cases" / "own.yaml").write_text(cases, encoding="utf-8")
    return coverage(load_pack(folder))


def section(found: Coverage, owner: str) -> Section:
    return next(s for s in (*found.entries, *found.derived) if s.owner == owner)


def criterion(found: Coverage, owner: str, key: str) -> Criterion:
    return next(c for c in section(found, owner).criteria if c.key == key)


def counts(one: Criterion) -> tuple[int, int, int]:
    return one.met, one.not_met, one.unknown


def test_a_pack_whose_cases_show_everything_is_complete() -> None:
    found = coverage(load_pack(GOOD))
    assert found.gaps == ()
    assert found.advice == ()
    assert found.complete
    assert [s.owner for s in found.entries] == ["1a", "2", "3"]
    assert {s.owner: s.used_by for s in found.derived} == {"enterprise.band": ("3",), "enterprise.small": ("1a",)}


def test_both_readers_count_alike() -> None:
    pack = load_pack(GOOD)
    assert coverage(pack, reader="durable") == coverage(pack, reader="plain")


def test_a_criterion_that_no_case_leaves_unknown_is_told_at_its_place(folder: Path) -> None:
    edit(folder / "cases" / "rest.yaml", "[行业不知道, null,", "[行业仍是零售, retail,")
    edit(
        folder / "cases" / "rest.yaml",
        "undetermined, 60000, true, [], null, [enterprise.trade]]",
        "eligible, 60000, true, [], null, []]",
    )
    found = coverage(load_pack(folder))
    assert not found.complete
    [gap] = found.gaps
    assert (str(gap.place), gap.code, gap.owner, gap.criterion, gap.truth) == (
        "measures/1.yaml:7:3", "criterion", "1a", "1a.trade", "unknown"
    )  # fmt: skip
    assert gap.text.zh == "措施1a没有一个用例让“属于餐饮或零售”不能确定"
    assert gap.text.en == "entry 1a: no case makes “is in catering or retail” undetermined"


def test_an_entry_needs_six_cases(folder: Path) -> None:
    edit(folder / "cases" / "rest.yaml", '      - [减了1元，奖励3角, 1, eligible, "0.30", false, [], []]\n', "")
    [gap] = coverage(load_pack(folder)).gaps
    assert (gap.code, str(gap.place), gap.truth) == ("few_cases", "measures/2.yaml:1:1", "")
    assert gap.text.zh == "措施2只有5个用例，至少要有6个"


def test_a_case_that_expects_nothing_of_an_entry_shows_nothing_of_it(folder: Path) -> None:
    found = rewrite(
        folder,
        """
- name: 只说措施2
  on: 2020-05-15
  facts: {enterprise.trade: retail, enterprise.staff: 50, cut.amount: 10}
  expect: {2: {status: eligible}}
""",
    )
    assert section(found, "1a").cases == 0
    assert counts(criterion(found, "1a", "1a.trade")) == (0, 0, 0)
    assert counts(criterion(found, "2", "2.cut")) == (1, 0, 0)


def test_what_another_criterion_has_settled_does_not_count(folder: Path) -> None:
    """The entry fails for its size alone: that the rest is unknown or met shows nothing."""
    found = rewrite(
        folder,
        """
- name: 职工太多
  on: 2020-05-15
  subjects: {lease: 1}
  facts: {enterprise.trade: retail, enterprise.staff: 101}
  expect: {1a: {status: not_eligible}}
""",
    )
    assert counts(criterion(found, "1a", "1a.small")) == (0, 1, 0)
    assert counts(criterion(found, "1a", "1a.trade")) == (0, 0, 0)
    assert counts(criterion(found, "1a", "1a.order")) == (0, 0, 0)


def test_two_criteria_that_fail_together_both_count(folder: Path) -> None:
    found = rewrite(
        folder,
        """
- name: 职工太多，也没有规范经营
  on: 2020-05-15
  facts: {enterprise.trade: retail, enterprise.staff: 101, enterprise.in_order: false, lease.lessor_class: state}
  expect: {1a: {status: not_eligible}}
""",
    )
    assert counts(criterion(found, "1a", "1a.small")) == (0, 1, 0)
    assert counts(criterion(found, "1a", "1a.order")) == (0, 1, 0)
    assert counts(criterion(found, "1a", "1a.state")) == (0, 0, 0)


def test_under_not_the_inner_criterion_is_counted_as_it_is(folder: Path) -> None:
    found = rewrite(
        folder,
        """
- name: 规模很小
  on: 2020-05-15
  facts: {enterprise.staff: 9}
  expect: {3: {status: not_eligible, failing: [tiny]}}
""",
    )
    assert counts(criterion(found, "3", "3.tiny")) == (1, 0, 0)
    assert counts(criterion(found, "enterprise.band", section(found, "enterprise.band").criteria[0].key)) == (1, 0, 0)


def test_a_fact_that_a_person_stated_shows_nothing_of_its_derivation(folder: Path) -> None:
    label = "  label: {zh: 属于小企业, en: is a small enterprise}\n"
    edit(folder / "derived" / "size.yaml", label, f"{label}  attest: true\n  ask: {{zh: 请确认, en: please confirm}}\n")
    cases = """
- name: 一
  on: 2020-05-15
  facts: {enterprise.trade: retail, %s, enterprise.in_order: true, lease.lessor_class: state}
  expect: {1a: {status: eligible}}
"""
    derived = rewrite(folder, cases % "enterprise.staff: 50")
    stated = rewrite(folder, cases % "enterprise.small: true")
    key = section(derived, "enterprise.small").criteria[0].key
    assert counts(criterion(derived, "enterprise.small", key)) == (1, 0, 0)
    assert counts(criterion(stated, "enterprise.small", key)) == (0, 0, 0)
    assert counts(criterion(stated, "1a", "1a.small")) == (1, 0, 0)


def test_an_expected_derived_fact_shows_its_derivation(folder: Path) -> None:
    found = rewrite(
        folder,
        """
- {name: 九人, on: 2020-05-15, facts: {enterprise.staff: 9}, expect_facts: {enterprise.band: tiny}}
- {name: 十人, on: 2020-05-15, facts: {enterprise.staff: 10}, expect_facts: {enterprise.band: normal}}
- {name: 不知道, on: 2020-05-15, facts: {}, expect_facts: {enterprise.band: null}}
""",
    )
    assert section(found, "enterprise.band").cases == 3
    assert counts(section(found, "enterprise.band").criteria[0]) == (1, 1, 1)
    assert all(result.passed for result in found.results)


def test_amounts_known_unknown_capped_and_whole(folder: Path) -> None:
    case = """
- name: 减租{n}
  on: 2020-05-15
  facts: {{cut.amount: {n}}}
  expect: {{2: {{status: eligible, amount: {amount}}}}}
"""
    below = rewrite(folder, case.format(n=10, amount=3))
    cover = section(below, "2").amount
    assert cover is not None
    assert cover.wanted == ("known", "unknown", "capped", "whole")
    assert cover.lacking == ("unknown", "capped")
    texts = [gap.text.zh for gap in below.gaps if gap.code == "amount" and gap.owner == "2"]
    assert texts == [
        "措施2没有一个用例写明金额算不出来（amount: null 或 range: null）",
        "措施2没有一个用例写明金额超过上限、按上限给（amount 等于上限）",
    ]
    above = section(rewrite(folder, case.format(n=4000000, amount=1000000)), "2").amount
    assert above is not None
    assert (above.known, above.capped, above.whole) == (1, 1, 0)


def test_an_amount_that_no_expectation_states_is_not_shown(folder: Path) -> None:
    found = rewrite(
        folder, "- {name: 减租, on: 2020-05-15, facts: {cut.amount: 10}, expect: {2: {status: eligible}}}\n"
    )
    cover = section(found, "2").amount
    assert cover is not None
    assert (cover.known, cover.whole) == (0, 0)


@pytest.mark.parametrize(
    ("test", "impossible"),
    [
        ("at(lease.state_owned, lease.state_owned, true)", ("not_met",)),
        ("at(lease.state_owned, lease.state_owned, true) == false", ("met",)),
        ("param.small.staff > 0", ("not_met", "unknown")),
        ('enterprise.band in {"tiny", "normal"}', ("not_met",)),
        ('enterprise.trade in {"catering", "retail", "other"}', ("not_met",)),
        ("param.drop > 0.1", ("unknown",)),
        ("enterprise.staff >= 0", ("not_met",)),
        ("enterprise.staff >= 1", ()),
    ],
)
def test_what_can_never_be_is_proven_and_not_asked_for(folder: Path, test: str, impossible: tuple[str, ...]) -> None:
    """A list of values that a rule leaves open (``drop``) may be overruled by anything, so it is no constant."""
    (folder / "derived" / "z.yaml").write_text(
        f"""
- fact: lease.state_owned
  type: bool
  label: {{zh: 国有, en: state-owned}}
  source: {{text: 测试}}
  when: {{test: lease.lessor_class == "state"}}
- fact: enterprise.probe
  type: bool
  label: {{zh: 试验, en: probe}}
  source: {{text: 测试}}
  when: {{test: '{test}'}}
""",
        encoding="utf-8",
    )
    probe = section(coverage(load_pack(folder)), "enterprise.probe")
    assert probe.criteria[0].impossible == impossible
    assert set(probe.criteria[0].lacking) == {"met", "not_met", "unknown"} - set(impossible)


def test_a_limit_that_no_case_hits_is_suggested(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A suggestion, not a gap: a limit may be one that no value can hit."""
    edit(folder / "cases" / "rest.yaml", "[100人, 100, true]", "[99人, 99, true]")
    found = coverage(load_pack(folder))
    assert [(str(a.place), a.code, a.text.zh) for a in found.advice] == [
        (
            "derived/size.yaml:5:16",
            "untried",
            "推导事实“属于小企业”（用于措施1a）没有一个用例让“职工人数不超过100人”正好落在界限上",
        ),
    ]
    assert main(["rules", "test", str(folder)]) == 0
    assert "derived/size.yaml:5:16：建议：" in capsys.readouterr().out


def test_a_member_of_a_list_that_no_case_tries_is_suggested(folder: Path) -> None:
    found = rewrite(
        folder,
        """
- name: 餐饮
  on: 2020-05-15
  facts: {enterprise.trade: catering}
  subjects: {lease: 1}
  expect: {1a: {status: undetermined}}
""",
    )
    [one] = [a for a in found.advice if a.criterion == "1a.trade"]
    assert one.text.zh == "措施1a没有一个用例让“属于餐饮或零售”取“零售”这个值"
    assert one.text.en == "entry 1a: no case tries “is in catering or retail” with 零售"


def test_the_command_prints_a_table_and_every_gap_with_its_place(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        folder / "cases" / "rest.yaml",
        "      - [没有规范经营, retail, false, 2020-12-31, not_eligible, null, true, [], [order], []]\n",
        "",
    )
    assert main(["rules", "test", str(folder)]) == 1
    said = capsys.readouterr()
    assert "measures/1.yaml:20:7: 措施1a没有一个用例让“规范经营”不成立" in said.err
    row = next(line.split() for line in said.out.splitlines() if line.startswith("1a"))
    assert row == ["1a", "免租", "8", "4", "4/4", "3/4", "4/4", "2/2", "1"]
    assert main(["--lang", "en", "rules", "test", str(folder)]) == 1
    said = capsys.readouterr()
    assert "measures/1.yaml:20:7: entry 1a: no case makes “operates properly” not met" in said.err
    assert "22 of 22 cases as expected; 1 gaps over" in said.out


def test_the_command_fails_for_a_case_that_comes_out_otherwise(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(folder / "cases" / "rest.yaml", '1, eligible, "0.30"', '1, eligible, "0.31"')
    assert main(["rules", "test", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "✗ 减租奖励：减了1元，奖励3角 (cases/rest.yaml:27:9)" in said
    assert "cases/rest.yaml:27:9: 措施 2：金额实际为 0.30，预期为 0.31" in said
    assert main(["--lang", "en", "rules", "test", str(folder)]) == 1
    assert "2: amount is 0.30, expected 0.31" in capsys.readouterr().err


def test_the_command_on_a_complete_pack_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", str(GOOD)]) == 0
    assert "23个用例全部与预期一致" in capsys.readouterr().out
    assert main(["rules", "test", str(GOOD), "--json", "--reader", "durable"]) == 0
    [found] = json.loads(capsys.readouterr().out)
    assert found["pack"] == "good@1.0.0"
    assert found["gaps"] == []
    assert found["entries"][0]["criteria"][0]["place"] == "measures/1.yaml:7:3"


def test_what_the_rules_prove_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(folder / "measures" / "2.yaml", "test: sum(cut.amount) > yuan(0)", "test: yuan(1) > yuan(0)")
    assert main(["rules", "test", str(folder)]) == 1
    said = capsys.readouterr().out
    assert "已由规则证明，“减免了租金”不可能不成立，不要求用例" in said
    assert "不可能不确定" in said
