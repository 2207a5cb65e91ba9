"""The clauses of a notice, in the ways notices are numbered."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules import load_pack, shipped_packs
from rules.author import notice_diff_align as aligning
from rules.notice import clause_at, parse

ROOT = Path(__file__).parents[2]


def told(text: str) -> dict[str, str]:
    """Words of each clause but the preamble."""
    return {c.number: text[c.start : c.end].strip() for c in parse(text).clauses.values() if c.number != "preamble"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("为支持企业：\n1.免租。\n2、补贴。\n3．贷款。", {"1": "1.免租。", "2": "2、补贴。", "3": "3．贷款。"}),
        ("通知\n（1）免租。\n（2）补贴。", {"1": "（1）免租。", "2": "（2）补贴。"}),
        ("办法\n　　第一条　免租。\n　　第二条　补贴。", {"一": "第一条　免租。", "二": "第二条　补贴。"}),
        ("通知\n一、免租。\n二、补贴。", {"一": "一、免租。", "二": "二、补贴。"}),
        ("通知\n（一）免租。\n（二）补贴。", {"一": "（一）免租。", "二": "（二）补贴。"}),
        ("通知不分条。\n免租。", {}),
        # a list inside a clause does not begin a second clause 1
        ("1.免租：\n2.补贴：\n1.甲。\n3.贷款。", {"1": "1.免租：", "2": "2.补贴：\n1.甲。", "3": "3.贷款。"}),
    ],
)  # fmt: skip
def test_each_usual_numbering_gives_clauses(text: str, expected: dict[str, str]) -> None:
    assert told(text) == expected


def test_headings_stand_between_clauses_that_run_on() -> None:
    text = "通知\n一、减负\n1.免租。\n2.补贴。\n二、金融\n（一）信贷\n3.贷款。\n三、附则\n由财政局解释。"
    assert told(text) == {"1": "1.免租。", "2": "2.补贴。", "3": "3.贷款。", "三": "三、附则\n由财政局解释。"}
    assert clause_at(parse(text), text.index("二、金融")) == ""


def test_numbers_that_begin_anew_under_each_heading_are_points_of_it() -> None:
    text = "通知\n一、减负。\n1.免租。\n2.补贴。\n二、金融。\n1.贷款。\n2.担保。"
    assert told(text) == {"一": "一、减负。\n1.免租。\n2.补贴。", "二": "二、金融。\n1.贷款。\n2.担保。"}


def test_chapters_end_an_article_and_a_reference_begins_none() -> None:
    text = "第一章 总则\n第一条 免租。\n第一条规定的企业包括甲。\n第二章 附则\n第二条 2.5平方米。\n1.甲。"
    assert told(text) == {"一": "第一条 免租。\n第一条规定的企业包括甲。", "二": "第二条 2.5平方米。\n1.甲。"}


def test_points_are_addressed_inside_their_clause() -> None:
    text = "通知\n一、减负\n（一）免租。\n（二）补贴：\n（1）甲。\n二、金融\n（三）贷款。"
    assert told(text) == {
        "一": "一、减负\n（一）免租。\n（二）补贴：\n（1）甲。",
        "一（一）": "（一）免租。", "一（二）": "（二）补贴：\n（1）甲。",
        "二": "二、金融\n（三）贷款。", "二（三）": "（三）贷款。",
    }  # fmt: skip
    assert clause_at(parse(text), text.index("补贴")) == "一（二）"


@pytest.mark.parametrize(
    "closing",
    [
        "特此通知。\n某局\n2022年3月1日",
        "某某市财政局\n2022年3月1日",
        "某局\n某委\n\n二〇二二年三月一日",
        "各区、各部门要抓好落实，确保见效。\n\n某局\n2022年3月1日",
        "附件：申请表\n某局",
        "附件1\n1.表",
        "抄送：某局。",
    ],
)
@pytest.mark.parametrize("numbers", [("1.", "2."), ("一、", "二、"), ("第一条 ", "第二条 ")])
def test_closing_words_belong_to_no_clause(numbers: tuple[str, str], closing: str) -> None:
    body = f"通知\n{numbers[0]}免租。\n{numbers[1]}补贴。\n由财政局办理。\n"
    notice = parse(body + closing)
    assert list(notice.clauses.values())[-1].end == len(body)
    assert clause_at(notice, len(body)) == ""


def test_words_to_all_inside_a_clause_end_none() -> None:
    assert told("1.免租。\n各街道、各部门要落实。\n2.补贴。")["1"] == "1.免租。\n各街道、各部门要落实。"


def test_a_day_inside_a_sentence_is_no_signature() -> None:
    assert told("一、免租至\n2022年3月1日止。")["一"] == "一、免租至\n2022年3月1日止。"


@pytest.mark.parametrize("place", [*shipped_packs(), str(ROOT / "samples/packs/example-tax-deferral")])
def test_the_clauses_of_real_notices_are_found_by_rule(place: str) -> None:
    """Each numbered clause once, in order, up to the next number, a heading or the closing words."""
    notice = load_pack(place).notice
    numbers = [n for n in notice.clauses if n != "preamble"]
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    for clause in list(notice.clauses.values())[1:]:
        lines = notice.text[clause.start : clause.end].splitlines()
        assert lines[0].startswith(f"{clause.number}.")
        assert not any(line[:2] in ("二、", "三、", "四、", "五、", "六、", "七、") for line in lines)
    assert notice.text[clause.start :].count("各街乡、") == ("各街乡、" in notice.text)
    assert "各街乡、" not in notice.text[clause.start : clause.end]


def test_an_amended_notice_numbered_otherwise_is_compared_by_its_words() -> None:
    old = "办法\n第一条 免租三个月。\n第二条 补贴一半。"
    new = "办法\n第一条 总则。\n第二条 免租三个月。\n第三条 补贴一半。"
    was, now = aligning.cut(old), aligning.cut(new)
    pairs = aligning.align(was, now)
    assert aligning.clause_map(was, now, pairs) == {"preamble": "preamble", "一": "二", "二": "三"}
