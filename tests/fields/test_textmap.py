"""The way from text back to words and boxes."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from extractors.clean import bare, clean
from extractors.model import Box, Document, Page, Word
from extractors.textmap import TextMap
from tests.fields.paper import EM, LEFT, paper


@given(st.text(max_size=80))
def test_each_normalised_character_knows_where_it_came_from(text: str) -> None:
    shown, offsets = clean(text)
    assert len(shown) == len(offsets)
    assert list(offsets) == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


def test_normal_forms() -> None:
    assert clean("￥１，２００．００　元")[0] == "¥1,200.00元"
    assert clean("2019 年 6 月 5 日")[0] == "2019年6月5日"
    assert clean("MA 00C9")[0] == "MA 00C9"
    assert clean("93㎡")[0] == "93m2"
    assert bare("「北京 某公司」。") == "北京某公司"


def test_a_sentence_over_lines_and_pages_is_one() -> None:
    first = "甲方将坐落于北京市朝阳区望京街十号方恒国际中心乙座十二层的房屋出租给乙方使用并按本合同约定收取租金和押金"
    document = paper(
        "一、" + "租赁物业的基本情况说明如下，双方均已知悉并且同意其内容，特此约定之，甲乙双方均无异议，" + first
    )
    flow = TextMap.of(document)
    assert first in flow.text
    at = flow.text.index(first)
    [evidence] = flow.evidence(at, at + len(first))
    assert len(evidence.boxes) >= 2
    assert evidence.text.replace("\n", "") == first
    lines = "\n".join(["这是第一页上的一行文字用来把页面填满直到最后一行为止好让句子跨到下一页去并且继续"[:37]] * 36)
    both = TextMap.of(paper(lines + "\n" + "下一页的文字从这里开始。"))
    tail = both.text.index("下一页的文字")
    evidences = both.evidence(tail - 4, tail + 4)
    assert [e.page for e in evidences] == [1, 2]


def test_evidence_covers_the_characters_and_no_others() -> None:
    document = paper("月租金为￥32,000.00元整")
    flow = TextMap.of(document)
    at = flow.text.index("32,000.00")
    [evidence] = flow.evidence(at, at + 9)
    assert evidence.text == "32,000.00"
    [box] = evidence.boxes
    assert abs(box.x0 - (LEFT + 5 * EM)) < 0.01
    assert abs(box.width - 9 * EM / 2) < 0.01


def test_a_heading_is_not_joined_to_what_follows() -> None:
    flow = TextMap.of(paper("^房屋租赁合同\n第一条 房屋\n甲方出租房屋。"))
    assert flow.text.split("\n") == ["房屋租赁合同", "第一条房屋", "甲方出租房屋。"]


def test_page_numbers_are_no_part_of_a_sentence() -> None:
    body = Word(
        "租金由乙方在每月的五日前以转账的方式交付给甲方指定的收款", Box(72, 700, 408, 712), Box(72, 700, 408, 712)
    )
    foot = Word("- 1 -", Box(280, 800, 310, 812), Box(280, 800, 310, 812))
    rest = Word("账户。", Box(72, 60, 108, 72), Box(72, 60, 108, 72))
    pages = (Page(1, 595, 842, (body, foot)), Page(2, 595, 842, (rest,)))
    flow = TextMap.of(Document("0" * 64, "x.pdf", "application/pdf", pages))
    assert re.search("收款账户。", flow.text)


def test_words_on_a_skewed_page_are_lined_up_by_their_place() -> None:
    left = Word("出租方：", Box(72, 100, 120, 112), Box(72, 100, 120, 112))
    right = Word("北京某公司", Box(300, 112, 360, 124), Box(130, 100.5, 190, 112.5))
    document = Document("0" * 64, "x.png", "image/png", (Page(1, 595, 842, (right, left)),))
    lines = TextMap.of(document, flow=False)
    assert lines.text == "出租方:北京某公司"
    at = lines.text.index("北")
    assert lines.evidence(at, at + 5)[0].boxes == (right.box,)
