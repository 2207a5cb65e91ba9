"""A pack explained: made from the conditions, complete, with every source; the command that shows it."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import load_pack, shipped_packs, to_json
from rules.author.explain import EntryNotFound, explain
from rules.author.explain_model import Explanation, Line
from rules.errors import NotInForce
from rules.model import Condition, Gate, Pack
from service import cli
from service.commands.rules.explain_text import written
from tests.rules import sentence_packs

FOLDER = Path(__file__).parent / "good"
GOOD = load_pack(FOLDER)
PACKS = {"good": GOOD} | {name: load_pack(name) for name in shipped_packs()}


def lines(line: Line | None) -> Iterator[Line]:
    if line is not None:
        yield line
        for part in line.parts:
            yield from lines(part)


def outlines(explained: Explanation) -> Iterator[Line]:
    """Every line of every outline."""
    for entry in explained.entries:
        yield from (*lines(entry.applies), *lines(entry.when))
    for note in explained.facts:
        if note.derivation is not None:
            yield from lines(note.derivation.when)
            for chosen in note.derivation.choices:
                yield from lines(chosen.when)


def ordered(text: str, *parts: str) -> None:
    """The parts stand in the text in this order."""
    at = 0
    for part in parts:
        found = text.find(part, at)
        assert found >= 0, f"{part!r} is missing after {text[max(0, at - 80) : at]!r}"
        at = found + len(part)


# -- what it holds -----------------------------------------------------------------------------------------------


def complete(explained: Explanation, pack: Pack) -> None:
    """Nothing is named that is not explained, and every line has words."""
    facts, parameters = {n.name for n in explained.facts}, {n.name for n in explained.parameters}
    for line in outlines(explained):
        assert line.words.zh.strip() and line.words.en.strip()
        assert set(line.facts) <= facts
        assert set(line.parameters) <= parameters
        assert bool(line.parts) is (line.kind in ("all", "any", "none", "not_all"))
        assert line.parts or line.facts or line.parameters or line.kind == "test"
    for note in explained.facts:
        inside = note.derivation
        assert (inside is not None) is pack.facts[note.name].derived
        if inside is not None:
            assert sum((inside.when is not None, bool(inside.choices), inside.formula is not None)) == 1
            assert set(inside.facts) <= facts
            assert set(inside.parameters) <= parameters
        if note.lookup is not None:
            assert note.lookup.match in facts
    for entry in explained.entries:
        if entry.grant is not None:
            assert set(entry.grant.facts) <= facts
            assert set(entry.grant.parameters) <= parameters


@pytest.mark.parametrize("name", PACKS)
def test_a_whole_pack_is_explained_without_a_hole(name: str) -> None:
    pack = PACKS[name]
    explained = explain(pack)
    complete(explained, pack)
    assert [entry.id for entry in explained.entries] == list(pack.measures)
    assert {note.name for note in explained.facts} == set(pack.facts)
    assert {note.name for note in explained.parameters} == set(pack.parameters)


@pytest.mark.parametrize(("name", "entry"), [(name, entry) for name, pack in PACKS.items() for entry in pack.measures])
def test_one_entry_is_explained_with_all_it_rests_on(name: str, entry: str) -> None:
    pack = PACKS[name]
    explained = explain(pack, entry)
    complete(explained, pack)
    (one,) = explained.entries
    assert set(one.facts) == {note.name for note in explained.facts}
    ids = {line.id for line in (*lines(one.applies), *lines(one.when)) if line.id}
    measure = pack.measures[entry]
    wanted = {child.id for child in _criteria(measure.root) if child.id}
    assert ids == wanted
    cites = {line.cite for line in (*lines(one.applies), *lines(one.when)) if line.cite}
    assert cites == {child.cite for child in _criteria(measure.root) if child.cite}
    assert all(pack.notice.text[c.start : c.end] == c.quote for c in cites)


def _criteria(condition: Condition) -> Iterator[Condition]:
    yield condition
    if isinstance(condition, Gate):
        for child in condition.children:
            yield from _criteria(child)


@settings(
    max_examples=40, phases=(Phase.generate,), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(st.data())
def test_any_pack_can_be_explained(data: st.DataObject) -> None:
    pack = data.draw(sentence_packs.labelled_packs())
    explained = explain(pack)
    complete(explained, pack)
    for lang in ("zh", "en"):
        text = written(explained, lang)
        found = re.search(r".*(None|Fraction|\{|explain\.|\?{2}).*", text)
        assert not found, found.group()


# -- what it says ------------------------------------------------------------------------------------------------


def test_an_entry_reads_as_an_outline_with_sources() -> None:
    text = written(explain(GOOD, "3"), "zh")
    ordered(
        text,
        "# 示例通知",
        "规则集 good@1.0.0",
        "示例机关，示例〔2020〕1号，2020年3月1日印发，适用于示例区",
        "适用期：2020年3月1日至2020年12月31日",
        "## 3　稳岗补贴",
        "> 3.",
        "性质：符合条件可获支持，金额由主管部门确定",
        "### 条件",
        "同时满足下列各项：",
        "1. 收入同比降幅在80%（含）以上",
        "规则集标题：收入降幅达标",
        "第3条：“收入同比下降80%（含）以上”",
        "来源：推算，见“收入同比降幅”",
        "参数“收入下降幅度”：80%（2020年1月1日起）【裁量参数，通知没有写明，审核人员可以改定】审核口径",
        "2. 规模不是很小",
        "### 给予",
        "补贴：最低500元×职工人数，最高3,000元×职工人数，由主管部门在此幅度内确定",
        "第3条：“每人500元—3000元”",
        "主责部门：办公室",
        "## 推算的事实",
        "### 收入同比降幅",
        "依据：利润表",
        "算法：1－",
        "### 规模",
        "取“很小”：",
        "1. 职工人数少于10人",
        "各项均不符合时，取“一般”",
        "## 参数",
        "80%（2020年1月1日至2020年6月30日）、70%（2020年7月1日起）",
    )


def test_an_entry_reads_in_english_too() -> None:
    text = written(explain(GOOD, "1a"), "en")
    ordered(
        text,
        "## 1a  rent waived",
        "Decided one by one, each lease on its own",
        "### Whom it addresses",
        "1. the trade is",
        "### Conditions",
        "All of the following:",
        "clause 1: “承租国有房产”",
        "looked up in",
        "### What it gives",
        "- rent waived: rent of two months",
        "## Facts that are worked out",
        "Formula: amount due for March 2020 by the",
        "## Facts and where they come from",
    )


def test_a_list_and_a_cap_and_a_contact_are_told() -> None:
    first = written(explain(GOOD, "1a"), "zh")
    ordered(first, "逐一判断", "按“", "”查“", "联系人：办公室 · 张三 （010）10000001", "名录")
    reward = written(explain(GOOD, "2"), "zh")
    ordered(reward, "奖励：", "×0.3", "上限：100万元", "第2条：“每个单位不超过100万元”")


def test_parameters_are_those_of_the_day() -> None:
    early, late = (explain(GOOD, "3", on).parameter("drop") for on in (None, date(2020, 7, 1)))
    assert (early.value.zh, late.value.zh) == ("80%", "70%")
    assert (late.since, late.discretion) == (date(2020, 7, 1), True)
    assert "收入同比降幅在70%（含）以上" in written(explain(GOOD, "3", date(2020, 7, 1)), "zh")
    with pytest.raises(NotInForce):
        explain(GOOD, "3", date(2021, 1, 1))


def test_the_words_follow_the_rule(tmp_path: Path) -> None:
    """Nothing of the outline is written by hand: another threshold or operator gives another sentence."""
    shutil.copytree(FOLDER, tmp_path / "good")
    measure = tmp_path / "good" / "measures" / "3.yaml"
    measure.write_text(
        measure.read_text(encoding="utf-8").replace("revenue_drop >= param.drop", "revenue_drop > 0.85"),
        encoding="utf-8",
    )
    changed = explain(load_pack(tmp_path / "good"), "3").entries[0].when
    assert changed.parts[0].words.zh == "收入同比降幅超过85%"
    same = explain(GOOD, "3").entries[0].when
    assert same.parts[0].words.zh == "收入同比降幅在80%（含）以上"
    assert replace(same, parts=()) == replace(changed, parts=())


# -- the command -------------------------------------------------------------------------------------------------


def test_the_command_writes_the_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "explain", str(FOLDER), "1a"]) == 0
    assert capsys.readouterr().out == written(explain(GOOD, "1a"), "zh", "good@1.0.0（草稿）")
    assert cli.main(["rules", "explain", str(FOLDER), "--lang", "en", "--on", "2020-07-01"]) == 0
    assert capsys.readouterr().out == written(explain(GOOD, None, date(2020, 7, 1)), "en", "good@1.0.0 (draft)")
    assert cli.main(["--lang", "en", "rules", "explain", str(FOLDER), "3"]) == 0
    assert capsys.readouterr().out == written(explain(GOOD, "3"), "en", "good@1.0.0 (draft)")


def test_the_command_gives_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "explain", str(FOLDER), "2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == to_json(explain(GOOD, "2"))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["9z"], "规则集 good@1.0.0 没有条目 9z。现有条目：1a, 2, 3"),
        (["3", "--on", "2021-01-01"], "2021-01-01"),
        (["3", "--on", "昨天"], "昨天"),
    ],
)
def test_the_command_says_what_was_wrong(more: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["rules", "explain", str(FOLDER), *more]) == cli.MISUSED
    told = capsys.readouterr()
    assert (told.out, said in told.err.replace("\n", "")) == ("", True)


def test_an_unknown_entry_is_an_error_with_data() -> None:
    with pytest.raises(EntryNotFound) as caught:
        explain(GOOD, "9z")
    assert caught.value.data == {"entry": "9z", "pack": "good@1.0.0", "known": "1a, 2, 3"}


def test_a_dated_parameter_is_told_with_its_other_values_where_it_is_used() -> None:
    text = written(explain(GOOD, "3"), "zh")
    assert "参数“收入下降幅度”：80%（2020年1月1日起）" in text
    assert "；2020年7月1日起为70%\n" in text
    late = written(explain(GOOD, "3", date(2020, 8, 1)), "zh")
    assert "；2020年1月1日至2020年6月30日为80%\n" in late
    assert "; from 1 July 2020: 70%\n" in written(explain(GOOD, "3"), "en")
    assert "起为" not in written(explain(GOOD, "1a"), "zh")  # one value for good
