"""The place a statement's period, unit, scope and owner are shown at: the characters that say it, not their line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.finders.statement import read
from extractors.model import Document
from extractors.tables.stream import Line, Row, stream
from extractors.tables.within import evidence_within
from tests.tables.grids import SIZE, Apart, Block, Grid, Text, document

ROWS = [["营业收入", "900.00", "300.00"], ["利润总额", "90.00", "30.00"], ["净利润", "80.00", "20.00"]]


def shown(made: Document) -> dict[str, str]:
    """By field the text its evidence holds."""
    return {f.name: f.evidence[0].text for f in read(made, {"items": ()}).fields}


def made(above: Sequence[Block], heads: Sequence[str]) -> Document:
    return document([*above, Grid([list(heads), *ROWS], [150, 110, 110])])


def test_what_a_caption_says_in_one_piece_is_cut_out_of_it() -> None:
    said = Text("编制单位:甲乙面馆有限公司 2020年3月 打印日期:2020年4月8日 单位:人民币元")
    found = shown(made([Text("合并利润表", "middle"), said], ["项目", "本年累计金额", "本月金额"]))
    assert found["company"] == "甲乙面馆有限公司"
    assert found["period"].replace(" ", "") == "2020年3月"
    assert found["unit"] == "元" and found["scope"] == "合并"


def test_a_period_parted_by_blanks_is_shown_whole() -> None:
    above = Apart(("单位:元", "2020", "年", "3", "月"))
    found = shown(made([Text("利润表", "middle"), above], ["项目", "本年累计金额", "本月金额"]))
    assert found["period"] == "2020年3月"


def test_what_only_headings_say_is_shown_there() -> None:
    found = shown(made([Text("利润表", "middle")], ["项目", "2020年度(万元)", "2019年度(万元)"]))
    assert found["period"] == "2020年度" and found["unit"] == "万元"


@pytest.mark.parametrize(("start", "end", "text"), [(0, 2, "期末"), (2, 4, "余额"), (0, 4, "期末余额")])
def test_a_stretch_of_a_line_has_its_own_box(start: int, end: int, text: str) -> None:
    paper = document([Text("期末余额")])
    line = stream(paper)[0]
    assert isinstance(line, Line)
    told = evidence_within(paper, line, start, end)
    assert told.text == text and told.boxes[0].width == pytest.approx((end - start) * SIZE)
    assert told.boxes[0].x0 == pytest.approx(line.place.x0 + start * SIZE)


def test_a_stretch_over_lines_of_a_cell_has_a_box_for_each() -> None:
    paper = document([Grid([["项目", "2020年\n12月31日"], ["货币资金", "1.00"]], [100, 100])])
    row = stream(paper)[0]
    assert isinstance(row, Row)
    told = evidence_within(paper, row, 2, len(row.text))
    assert told.text == "2020年12月31日" and len(told.boxes) == 2


def test_characters_that_become_others_do_not_move_the_place() -> None:
    paper = document([Text("㈱万元 单位")])
    line = stream(paper)[0]
    told = evidence_within(paper, line, line.text.index("万"), line.text.index("元") + 1)
    assert told.text == "万元"
