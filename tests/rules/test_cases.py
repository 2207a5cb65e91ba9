"""The example pack's cases, the runner that judges them, and both readers over the shipped packs' cases."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rules import cases, evaluate, load_pack, runner, shipped_packs
from rules.errors import PackInvalid
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
    text = "\n".join(result.failures)
    assert not result.passed
    wanted = ("cases/cases.yaml:12:", "status is eligible, expected not_eligible", "amount in fen is 4500000")
    for words in (*wanted, "not met: ['tiny']"):
        assert words in text


def test_a_case_about_an_unknown_measure_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    text = "- name: x\n  on: 2020-05-15\n  facts: {}\n  expect: {1aa: {status: eligible}}\n"
    (tmp_path / "cases" / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackInvalid) as caught:
        cases.load(replace(GOOD, path=str(tmp_path)))
    said = str(caught.value.diagnostics[0])
    assert said.startswith("cases/a.yaml:4:12: the pack has no measure '1aa'; did you mean '1a'?")


def shipped() -> list[tuple[str, cases.Case]]:
    """Every sixth case of each shipped pack: the packs' own tests run them all."""
    return [(name, case) for name in shipped_packs() for case in cases.load(load_pack(name))[::6]]


@pytest.mark.parametrize(("name", "case"), shipped(), ids=lambda x: x if isinstance(x, str) else x.name)
def test_both_readers_decide_a_shipped_case_alike(name: str, case: cases.Case) -> None:
    pack = load_pack(name)
    one = evaluate(pack, case.facts, case.on, reader="durable")
    two = evaluate(pack, case.facts, case.on, reader="plain")
    assert [bare(d) for d in one.decisions] == list(two.decisions)
    assert one.firings > 0


@pytest.mark.parametrize("name", shipped_packs())
def test_shipped_packs_are_tidy(name: str) -> None:
    assert [str(d) for d in lint(load_pack(name)) if d.code != "lint.unused_fact"] == []
