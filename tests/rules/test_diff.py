"""Two packs compared by meaning: every sort of change with its sentences, and what is no change."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rules import load_pack, loader
from rules.author.diff import PackDiff, diff
from rules.author.diff_model import ORDER, rank
from rules.author.replay_read import plain
from rules.errors import PackInvalid
from rules.jsonform import to_json
from rules.model import Pack
from tests.rules import random_packs
from tests.rules.diff_edits import GOOD, changed, edited

TABLE: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "diff_table.yaml").read_text(encoding="utf-8"))
A = loader.load(GOOD)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_every_sort_of_change_is_told_in_both_languages(row: dict[str, Any], tmp_path: Path) -> None:
    found = diff(A, changed(tmp_path, *(tuple(e) for e in row["edits"])))
    said = [{"kind": c.kind, "effect": c.effect, "zh": c.text.zh, "en": c.text.en} for c in found.changes]
    assert said == row["changes"]
    assert found.same_meaning is row["same_meaning"]
    assert all(c.place_a or c.place_b for c in found.changes)


def test_the_table_holds_every_kind_but_those_a_pack_cannot_have_alone() -> None:
    told = {c["kind"] for row in TABLE for c in row["changes"]} | {"measure.removed", "measure.renumbered"}
    rare = {
        "amount.high", "amount.either", "amount.parameter", "amount.added", "derived.sort", "derived.choice",
        "derived.added", "derived.removed", "fact.type", "fact.origin", "fact.removed", "subject.added",
        "subject.removed", "subject.changed", "registry.added", "registry.removed", "registry.columns",
        "registry.row_removed", "registry.source", "parameter.type", "parameter.money", "parameter.removed",
        "derived.source", "pack.number", "cite.clause",
    }  # fmt: skip
    assert set(ORDER) - told <= rare


def test_a_removed_measure(tmp_path: Path) -> None:
    folder = edited(tmp_path)
    (folder / "measures" / "3.yaml").unlink()
    (change,) = diff(A, loader.load(folder)).changes
    assert change.text.zh == "删去3“稳岗补贴”（在幅度内，500元×职工人数至3,000元×职工人数）"
    assert change.text.en == "measure removed: 3 “job subsidy” (within a range, 500 yuan × staff to 3,000 yuan × staff)"
    assert (change.place_b, change.measures) == (None, ("3",))


def test_a_measure_numbered_anew_keeps_its_partner(tmp_path: Path) -> None:
    folder = edited(tmp_path, ("measures/3.yaml", "id: 3", "id: 4"), ("measures/3.yaml", "param.drop", "0.9"))
    kinds = {c.kind: c.text.zh for c in diff(A, loader.load(folder)).changes}
    assert kinds["measure.renumbered"] == "3“稳岗补贴”改列为4"
    assert kinds["criterion.threshold"] == "4：条件“收入降幅达标”的门槛由80%改为90%（更严）"
    assert "measure.removed" not in kinds


def test_clauses_numbered_anew_are_told_once(tmp_path: Path) -> None:
    folder = edited(tmp_path, ("notice.txt", "\n3.收入", "\n3.新增的一条。\n4.收入"))
    for name in ("measures/3.yaml",):
        file = folder / name
        file.write_text(file.read_text(encoding="utf-8").replace('clause: "3"', 'clause: "4"'), encoding="utf-8")
    found = diff(A, loader.load(folder))
    assert [c.text.zh for c in found.changes] == [
        "第3条改为第4条，引文不变（3处）", "通知原文有改动：第3条",
    ]  # fmt: skip
    assert found.same_meaning


def test_what_moves_money_comes_first(tmp_path: Path) -> None:
    b = changed(
        tmp_path,
        ("measures/2.yaml", "zh: 减租奖励", "zh: 减租的奖励"),
        ("measures/2.yaml", "departments: [{zh: 办公室, en: office}]", "departments: [{zh: 财政局, en: finance}]"),
        ("registries/owners.csv", "", "乡集体公司,,other,\n"),
        ("measures/3.yaml", ">= param.drop", "> param.drop"),
        ("measures/2.yaml", "yuan(1000000)", "yuan(2000000)"),
    )
    found = diff(A, b)
    kinds = [c.kind for c in found.changes]
    assert kinds == ["amount.cap", "criterion.operator", "registry.row_added", "department", "stale.quote", "text"]
    assert [rank(c) for c in found.changes] == sorted(rank(c) for c in found.changes)


def test_measures_numbered_anew_are_told_in_their_order(tmp_path: Path) -> None:
    b = changed(tmp_path, ("measures/3.yaml", "id: 3", "id: 4"), ("measures/2.yaml", "id: 2", "id: 3"))
    assert [c.text.zh for c in diff(A, b).changes] == ["2“减租奖励”改列为3", "3“稳岗补贴”改列为4"]


SAME: dict[str, Callable[[Path], None]] = {}


def same(function: Callable[[Path], None]) -> Callable[[Path], None]:
    SAME[function.__name__] = function
    return function


def _rewrite(file: Path, *pairs: tuple[str, str]) -> None:
    text = file.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")


@same
def children_in_another_order(folder: Path) -> None:
    file = folder / "measures" / "1.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    data["when"]["all"].reverse()
    data |= {"id": "1a", "clause": "1"}
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=True), encoding="utf-8")


@same
def files_renamed_and_joined(folder: Path) -> None:
    (folder / "measures" / "1.yaml").rename(folder / "measures" / "rent.yaml")
    (folder / "derived" / "size.yaml").rename(folder / "derived" / "all.yaml")


@same
def comments_and_blank_lines(folder: Path) -> None:
    file = folder / "parameters" / "limits.yaml"
    file.write_text("# a comment\n\n" + file.read_text(encoding="utf-8"), encoding="utf-8")


@same
def numbers_quoted(folder: Path) -> None:
    _rewrite(folder / "parameters" / "limits.yaml", ("value: 100", 'value: "100.0"'), ("value: 0.80", 'value: "0.8"'))


@same
def comparisons_turned(folder: Path) -> None:
    _rewrite(
        folder / "measures" / "3.yaml",
        ("enterprise.revenue_drop >= param.drop", "param.drop <= enterprise.revenue_drop"),
    )
    _rewrite(folder / "measures" / "2.yaml", ("sum(cut.amount) > yuan(0)", 'yuan("0.00") < sum(cut.amount)'))
    _rewrite(folder / "measures" / "2.yaml", ("sum(cut.amount) * 0.3", "0.30 * sum(cut.amount)"))


@same
def one_of_one(folder: Path) -> None:
    _rewrite(folder / "measures" / "1.yaml", ('lease.lessor_class == "state"', 'lease.lessor_class in {"state"}'))
    _rewrite(folder / "measures" / "1.yaml", ('{"catering", "retail"}', '{"retail", "catering", "retail"}'))


@same
def needless_groups(folder: Path) -> None:
    file = folder / "measures" / "2.yaml"
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    data["when"] = {"any": [{"all": [{"not": {"not": data["when"]}}]}]}
    file.write_text(yaml.safe_dump(data | {"id": "2", "clause": "2"}, allow_unicode=True), encoding="utf-8")


@same
def rows_in_another_order(folder: Path) -> None:
    file = folder / "registries" / "owners.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([lines[0], *reversed(lines[1:])]) + "\n", encoding="utf-8")


@pytest.mark.parametrize("name", SAME)
def test_another_form_of_the_same_is_no_change(name: str, tmp_path: Path) -> None:
    folder = edited(tmp_path)
    SAME[name](folder)
    found = diff(A, loader.load(folder))
    assert not found.changes, [c.text.en for c in found.changes]


@pytest.mark.parametrize("name", ["chaoyang-2020-8", GOOD])
def test_a_pack_does_not_differ_from_itself(name: str | Path) -> None:
    pack = load_pack(name)
    assert diff(pack, pack).changes == ()


def test_the_other_way_round_the_directions_turn(tmp_path: Path) -> None:
    b = changed(tmp_path, ("parameters/limits.yaml", "value: 100}", "value: 120}"))
    assert [c.effect for c in diff(A, b).changes] == ["looser"]
    assert [c.effect for c in diff(b, A).changes] == ["stricter"]


def test_a_difference_goes_into_json(tmp_path: Path) -> None:
    found = diff(A, changed(tmp_path, ("measures/2.yaml", "yuan(1000000)", "yuan(2000000)")))
    body = to_json(found)
    assert body["changes"][0]["place_a"] == "measures/2.yaml:14:3"
    assert body["changes"][0]["before"] == {"zh": "100万元", "en": "1,000,000 yuan"}


# -- random packs ------------------------------------------------------------------------------------------------------


def _loaded(files: dict[str, str]) -> Pack:
    with tempfile.TemporaryDirectory() as folder:
        return loader.load(random_packs.write(Path(folder), files))


RANDOM = settings(
    max_examples=25, phases=(Phase.generate,), deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@RANDOM
@given(st.data())
def test_a_random_pack_does_not_differ_from_itself(data: st.DataObject) -> None:
    files = data.draw(random_packs.pack_files())
    assert diff(_loaded(files), _loaded(files)).changes == ()


def _shuffled(node: Any, draw: st.DrawFn) -> Any:
    """The same conditions with the children of all and any, and all keys, in another order."""
    if isinstance(node, list):
        return [_shuffled(item, draw) for item in node]
    if not isinstance(node, dict):
        return node
    keys = draw(st.permutations(list(node)))
    made = {key: _shuffled(node[key], draw) for key in keys}
    for gate in ("all", "any"):
        if isinstance(made.get(gate), list):
            made[gate] = draw(st.permutations(made[gate]))
    return made


@RANDOM
@given(st.data())
def test_another_order_is_no_change_of_meaning(data: st.DataObject) -> None:
    files = data.draw(random_packs.pack_files())
    other = dict(files)
    for name in files:
        if name.startswith(("measures/", "derived/")):
            node = yaml.safe_load(files[name])
            other[name] = yaml.safe_dump(data.draw(st.builds(lambda n=node: n).flatmap(_orders)), allow_unicode=True)
    found = diff(_loaded(files), _loaded(other))
    assert found.same_meaning, [c.text.en for c in found.changes]


def _orders(node: Any) -> st.SearchStrategy[Any]:
    return st.composite(lambda draw: _shuffled(node, draw))()


#: small edits of the text of a random pack
MUTATIONS = (
    ('"all"', '"any"'), ('"any"', '"all"'), (" < ", " <= "), (" >= ", " > "), (" == ", " != "), ("yuan(1)", "yuan(2)"),
    ('"not"', '"all"'), ("min(", "max("), (" + ", " - "), ('"value": 1}', '"value": 2}'), ("{money}", "{money}"),
    ('"item.count', '"item.money'), ("0.5", "0.3"), ("enterprise.count", "param.count"), ('"red"', '"blue"'),
)  # fmt: skip
SEEN: Counter[str] = Counter()


def _mutated(files: dict[str, str], draw: st.DrawFn) -> dict[str, str]:
    old, new = draw(st.sampled_from(MUTATIONS))
    spots = [(n, m.start()) for n, text in files.items() for m in re.finditer(re.escape(old), text)]
    if not spots:
        return files
    name, at = draw(st.sampled_from(spots))
    return {**files, name: files[name][:at] + new + files[name][at + len(old) :]}


@settings(RANDOM, max_examples=60)
@given(st.data())
def test_what_comes_out_otherwise_is_told(data: st.DataObject) -> None:
    """A pack with a few small edits: where the tool tells no change of meaning, every decision is the same; and every
    decision that is another is of a measure that a change names."""
    files = data.draw(random_packs.pack_files())
    other = files
    for _ in range(data.draw(st.integers(1, 3))):
        other = data.draw(st.composite(lambda draw, given=other: _mutated(given, draw))())
    try:
        a, b = _loaded(files), _loaded(other)
    except PackInvalid:
        SEEN["refused"] += 1
        return
    found = diff(a, b)
    sets = [data.draw(random_packs.fact_sets(a)) for _ in range(3)]
    touched = {m for c in found.changes if c.layer == "decision" for m in (*c.measures, c.owner)}
    for facts in sets:
        old, new = (plain(pack, [(facts, date(2020, 5, 15))])[0] for pack in (a, b))
        SEEN["other" if old != new else "same"] += 1
        for key in old.keys() | new.keys():
            if old.get(key) != new.get(key):
                assert key[0] in touched, f"{key} comes out otherwise and no change tells of it"
        assert old == new or not found.same_meaning


def test_the_edits_did_change_decisions() -> None:
    if not SEEN:
        test_what_comes_out_otherwise_is_told()
    assert SEEN["other"] >= 8, SEEN


def test_a_pack_difference_is_frozen() -> None:
    found = diff(A, A)
    assert isinstance(found, PackDiff) and replace(found) == found


def test_the_clauses_that_read_otherwise_are_named(tmp_path: Path) -> None:
    b = changed(
        tmp_path,
        ("notice.txt", "示例通知\n", "示例通知（修订）\n"), ("notice.txt", "给予补贴。", "给予补贴。每年发放一次。"),
    )  # fmt: skip
    (notice,) = [c for c in diff(A, b).changes if c.kind == "notice"]
    assert notice.text.zh == "通知原文有改动：通知首部、第3条"
    assert notice.text.en == "the notice's text has changed: the preamble, clause 3"


def test_a_clause_that_is_gone_is_named_and_layout_is_told_as_such(tmp_path: Path) -> None:
    b = changed(tmp_path / "b", ("notice.txt", "给予补贴。", "给予补贴。\n4.本通知自印发之日起施行。"))
    (notice,) = [c for c in diff(b, A).changes if c.kind == "notice"]
    assert notice.text.zh == "通知原文有改动：第4条（删去）"
    c = changed(tmp_path / "c", ("notice.txt", "二、稳岗", "二、  稳岗"))
    (notice,) = [c for c in diff(A, c).changes if c.kind == "notice"]
    assert notice.text.zh == "通知原文只改了空白、换行、写法或条款编号"


def searching(folder: Path, *words: str) -> Pack:
    """The good pack whose measure 2 is for names that hold one of the words."""
    cite = '{clause: "2", quote: 业主}'
    tests = "".join(f"    - {{test: 'contains(enterprise.name, \"{word}\")', cite: {cite}}}\n" for word in words)
    old = (GOOD / "measures" / "2.yaml").read_text(encoding="utf-8")
    when = old[old.index("when:") : old.index("amount:")]
    return changed(folder, ("measures/2.yaml", when, f"when:\n  any:\n{tests}"))


def test_a_word_searched_for_that_became_another_is_one_change(tmp_path: Path) -> None:
    a = searching(tmp_path / "a", "北京", "天津", "重庆")
    found = diff(a, searching(tmp_path / "b", "北京", "天津市", "重庆"))
    (change,) = found.changes
    assert change.text.zh == "2：“企业名称含有“天津””改为“企业名称含有“天津市””（更严）"
    assert change.effect == "stricter"
    (back,) = diff(searching(tmp_path / "c", "北京", "天津市", "重庆"), a).changes
    assert back.effect == "looser"
    # other words are no spelling of it
    kinds = {c.kind for c in diff(a, searching(tmp_path / "d", "北京", "上海", "重庆")).changes}
    assert kinds == {"criterion.added", "criterion.removed"}


def test_a_value_of_a_list_that_became_another_is_one_change(tmp_path: Path) -> None:
    when = ("measures/2.yaml", "sum(cut.amount) > yuan(0)")
    a = changed(tmp_path / "a", (*when, 'enterprise.name in {"北京", "天津"}'))
    b = changed(tmp_path / "b", (*when, 'enterprise.name in {"北京", "天津市"}'))
    (change,) = diff(a, b).changes
    assert change.text.zh == "2：条件“减免了租金”可取的值“天津”改为“天津市”"
