"""An amended notice held against a pack: what rests on changed words, what stands, what is new."""

from __future__ import annotations

import random
import re

import pytest

from rules import load_pack
from rules.author.notice_diff import NoticeDiff, notice_diff
from rules.author.notice_diff_align import cut, figures, fold, mapped, pieces
from rules.author.notice_diff_model import Fate
from rules.author.notice_diff_rests import rests
from tests.rules.diff_edits import GOOD

A = load_pack(GOOD)
OLD = A.notice.text
CHAOYANG = load_pack("chaoyang-2020-8")


def amended(*pairs: tuple[str, str]) -> NoticeDiff:
    text = OLD
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return notice_diff(A, text)


def fates(found: NoticeDiff, *states: str) -> set[tuple[str, str, str]]:
    return {(f.state, f.rest.owner, f.rest.item or f.rest.sort) for f in found.fates if f.state in states}


def marked(fate: Fate) -> str:
    signs = {"same": "{}", "gone": "[{}]", "new": "<{}>"}
    return "".join(signs[p.op].format(p.words) for p in fate.pieces)


def test_the_same_text_changes_nothing() -> None:
    for pack in (A, CHAOYANG):
        found = notice_diff(pack, pack.notice.text)
        assert found.same and not found.rewritten and not found.added and not found.vanished and not found.clauses
        assert all((f.start, f.end) == (f.rest.cite.start, f.rest.cite.end) for f in found.fates)
        assert len(found.fates) == len(list(rests(pack)))


def test_a_changed_share_names_everything_that_rests_on_it() -> None:
    found = amended(("80%（含）以上", "70%（含）以上"))
    assert fates(found, "changed", "gone", "respelled") == {("changed", "3", "drop")}
    fate = found.fates[0]
    assert marked(fate) == "收入同比下降[80%]<70%>（含）以上"
    assert (fate.clause, fate.words) == ("3", "收入同比下降70%（含）以上")
    assert not found.same
    # what else is quoted from the sentence stands, and its sentence changed
    assert fates(found, "nearby") >= {("nearby", "3", "amount")}
    (sentence,) = found.rewritten
    assert (sentence.figures_gone, sentence.figures_new, sentence.cited) == (("80%",), ("70%",), True)


def test_a_changed_cap_touches_the_cap_and_not_the_rate() -> None:
    found = amended(("不超过100万元", "不超过200万元"))
    assert fates(found, "changed") == {("changed", "2", "cap")}
    assert marked(found.fates[0]) == "每个单位不超过[100万元]<200万元>"
    assert ("nearby", "2", "amount") in fates(found, "nearby")


def test_an_exclusion_put_into_the_sentence_is_told_though_every_quotation_stands() -> None:
    found = amended(("免收2020年3月和4月房租", "免收2020年3月和4月房租，已享受其他减免的除外"))
    assert not fates(found, "changed", "gone", "respelled")
    assert ("nearby", "1a", "amount") in fates(found, "nearby")
    assert not found.same
    assert marked(found.fates[0]).endswith("免收2020年3月和4月房租<，已享受其他减免的除外>。")


def test_a_changed_telephone_number_touches_the_contact() -> None:
    found = amended(("10000001", "10000002"))
    assert fates(found, "changed") == {("changed", "1a", "contact")}


def test_width_and_blanks_are_no_change_of_words() -> None:
    found = amended(("（010）10000001", "(010) 10000001"))
    assert fates(found, "changed", "gone") == set()
    assert fates(found, "respelled") == {("respelled", "1a", "contact")}
    assert found.fates[0].words == "办公室联系人：张三，电话：(010) 10000001"
    assert not found.rewritten and not found.same  # the quotation has to be copied anew all the same


def test_a_clause_put_in_before_renumbers_and_breaks_nothing() -> None:
    found = amended(
        ("\n二、稳岗\n3.收入", "\n3.对按期还贷的给予贴息，每户不超过20万元，2020年9月底前申报。\n二、稳岗\n4.收入"),
    )
    assert found.same
    assert found.clauses == (("3", "4"),)
    assert {f.clause for f in found.fates if f.rest.owner == "3"} == {"4"}
    (new,) = found.added
    assert (new.clause, new.figures) == ("3", ("20万元", "2020年9月底"))


def test_a_moved_sentence_still_stands() -> None:
    sentence = "对减免租金的业主，按照减免金额的30%给予奖励，每个单位不超过100万元。"
    found = amended(
        (f"2.{sentence}", "2.其他事项另行通知，由办公室负责解释。"), ("标准给予补贴。\n", f"标准给予补贴。{sentence}\n")
    )
    assert found.same
    assert {f.clause for f in found.fates if f.rest.owner == "2"} == {"3"}
    assert [s.text for s in found.added] == ["2.其他事项另行通知，由办公室负责解释。"]


def test_a_vanished_sentence_takes_its_rules_with_it() -> None:
    found = amended(("对减免租金的业主，按照减免金额的30%给予奖励，每个单位不超过100万元。", "本条取消。"))
    assert {f[1] for f in fates(found, "gone")} == {"2"}
    assert {f.state for f in found.fates if f.rest.owner == "2"} == {"gone"}
    assert [s.figures for s in found.vanished] == [("30%", "100万元")]


def test_words_are_looked_for_where_they_belong() -> None:
    """The same words elsewhere do not stand in for those that changed."""
    quote = "给予最高不超过100万元支持"
    assert CHAOYANG.notice.text.count(quote) >= 2
    clause = CHAOYANG.notice.clauses["9"]
    at = CHAOYANG.notice.text.index(quote, clause.start, clause.end)
    new = CHAOYANG.notice.text[:at] + quote.replace("100", "150") + CHAOYANG.notice.text[at + len(quote) :]
    changed = {(f.rest.owner, f.rest.sort) for f in notice_diff(CHAOYANG, new).fates if f.state == "changed"}
    assert changed == {("9b", "amount"), ("reinvestment_cap", "parameter")}


def test_sentences_with_figures_come_first_among_the_new() -> None:
    found = amended(("标准给予补贴。\n", "标准给予补贴。本通知由办公室解释。补贴于6月30日前发放，不低于5%。\n"))
    assert [s.figures for s in found.added] == [("6月30日", "5%"), ()]


def test_quotations_that_stand_in_neither_text_are_told() -> None:
    found = notice_diff(A, OLD, old=OLD.replace("收入同比下降80%", "收入下降80%"))
    assert {(r.owner, r.item) for r in found.unplaced} == {("3", "drop")}
    assert not found.same


@pytest.mark.parametrize("seed", range(6))
def test_whatever_is_shuffled_stands(seed: int) -> None:
    """Clauses in any order, with other numbers, blanks and line ends: every quotation of one sentence still stands."""
    chance = random.Random(seed)  # noqa: S311
    text = CHAOYANG.notice.text
    head, *clauses = re.split(r"(?m)^(?=\d+\.)", text)
    chance.shuffle(clauses)
    moved = [re.sub(r"^\d+\.", f"{n}.", c) for n, c in enumerate(clauses, 1)]
    found = notice_diff(CHAOYANG, "\n" + "\n\n".join([head, *moved]))
    assert {f.state for f in found.fates} == {"stands"}
    assert not found.vanished and not found.added


def test_the_words_at_the_new_place_are_the_quotation() -> None:
    new = "附注一句。\n" + OLD.replace("2.对减免", "2.经研究，对减免")
    found = notice_diff(A, new)
    for fate in found.fates:
        assert fate.start is not None and new[fate.start : fate.end] == fate.words
        assert fate.broken or fate.words == fate.rest.cite.quote


def test_sentences_are_cut_by_clause() -> None:
    text = cut(OLD)
    assert [s.clause for s in text.sentences] == ["preamble", "preamble", "1", "1", "2", "", "3"]
    assert all(OLD[s.start : s.end] == s.text for s in text.sentences)


def test_figures_are_found_and_not_torn() -> None:
    assert figures("每人500元—3000元，下降80％（含），2020年6月底前，不超过100万元，百分之五") == (
        "500元", "3000元", "80%", "2020年6月底", "100万元", "百分之五",
    )  # fmt: skip
    assert [p.words for p in pieces("不超过100万元", "不超过1000万元") if p.op != "same"] == ["100万元", "1000万元"]


def test_a_span_is_carried_over() -> None:
    old, new = "甲乙丙丁戊己", "零甲乙新丁戊己"
    assert new[slice(*mapped(old, new, 1, 4))] == "乙新丁"
    assert new[slice(*mapped(old, new, 0, 2))] == "甲乙"
    assert fold("（Ａ） b")[0] == fold("(a)B")[0]


def test_a_sentence_broken_into_lines_is_the_same_sentence() -> None:
    """Text copied from a page: lines end after a comma, in the middle of a word, in the middle of a quotation."""
    for broken in (
        "对减免租金的业主，\n按照减免金额的30%给予奖励",
        "对减免租\n  金的业主，按照减\n免金额的30%给予奖励",
    ):
        found = amended(("对减免租金的业主，按照减免金额的30%给予奖励", broken))
        assert found.same and not found.added and not found.vanished and not found.rewritten
    laid_out = {f.rest.owner for f in found.fates if f.laid_out}
    assert laid_out == {"2"}
    # and the other way round: the old text was broken, the new one is whole
    old = OLD.replace("对减免租金的业主，按照", "对减免租金的\n业主，\n按照")
    found = notice_diff(A, OLD, old=old)
    assert not found.added and not found.vanished and not found.rewritten


def test_a_number_changed_in_a_broken_sentence_is_still_told() -> None:
    found = amended(("按照减免金额的30%给予奖励，每个单位", "\n按照减免金额的40%给予奖励，\n每个单位"))
    assert fates(found, "changed") == {("changed", "2", "amount")}
    assert marked(found.fates[0]) == "按照减免金额的[30%]<40%>给予奖励"
    assert not found.added and not found.vanished


def test_a_line_that_begins_like_a_clause_is_still_the_middle_of_a_sentence() -> None:
    text = OLD.replace("标准给予补贴。", "标准给予补贴，不适用第1条至第2条。")
    found = notice_diff(A, text.replace("至第2条", "至\n第2条"), old=text)
    assert not found.added and not found.vanished and not found.rewritten
