"""Tables to cells: what is put into a grid comes out of it, however it is drawn, moved, shaken or shuffled."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.model import Box, Method, Page, Ruling, Word
from extractors.tables import tables_of
from extractors.tables.clean import clean, is_blank, is_number
from extractors.tables.grid import cut
from tests.tables.grids import Apart, Grid, Text, page

ROWS = [
    ["项目", "附注", "期末余额", "年初余额"],
    ["货币资金", "1", "1,234.56", "987.65"],
    ["应收账款", "", "22,000.00", "-"],
    ["其他应收款", "3", "300.10", "12,345,678.90"],
    ["资产总计", "", "23,534.66", "12,346,666.55"],
]
WIDTHS = [140.0, 50.0, 110.0, 110.0]


@pytest.mark.parametrize("lines", ["all", "open", "columns", "three", "rows", "none"])
def test_the_same_cells_however_the_table_is_drawn(lines: str) -> None:
    (table,) = tables_of(page([Grid(ROWS, WIDTHS, lines)]))
    assert table.texts() == ROWS


def test_merged_headers_span_their_columns_and_rows() -> None:
    rows = [
        ["项目", "合并", "<", "母公司", "<"],
        ["^", "期末", "期初", "期末", "期初"],
        ["货币资金", "1,000.00", "2,000.00", "3,000.00", "4,000.00"],
    ]
    (table,) = tables_of(page([Grid(rows, [120, 80, 80, 80, 80])]))
    head = table.at(0, 0)
    assert head is not None and (head.rows, head.columns, head.text) == (2, 1, "项目")
    merged = table.at(0, 3)
    assert merged is not None and (merged.rows, merged.columns, merged.text) == (1, 2, "母公司")
    assert table.at(0, 4) is merged
    last = table.at(2, 4)
    assert last is not None and last.text == "4,000.00"


def test_a_cell_of_several_lines_is_one_cell() -> None:
    rows = [["项目", "金额"], ["归属于上市公司股\n东的净利润", "5.00"], ["合计", "5.00"]]
    (table,) = tables_of(page([Grid(rows, [120, 90])]))
    assert table.texts() == [["项目", "金额"], ["归属于上市公司股东的净利润", "5.00"], ["合计", "5.00"]]


def test_a_drawn_row_of_many_figures_is_split_by_its_lines() -> None:
    rows = [["项目", "期末"], ["货币资金\n应收账款\n存货", "1,000.00\n2,000.00\n3,000.00"]]
    (table,) = tables_of(page([Grid(rows, [120, 90])]))
    assert table.texts()[1:] == [["货币资金", "1,000.00"], ["应收账款", "2,000.00"], ["存货", "3,000.00"]]


def test_an_identity_number_broken_over_lines_stays_in_one_cell() -> None:
    rows = [["序号", "姓名", "身份证号"], ["1", "张三", "11010119900101\n0013"], ["2", "李四", "11010119900102\n002X"]]
    (table,) = tables_of(page([Grid(rows, [40, 60, 90])]))
    assert table.texts()[1] == ["1", "张三", "110101199001010013"]
    assert table.row_count == 3


def test_a_word_over_two_cells_is_cut_at_the_line() -> None:
    made = page([Grid([["项目", "金额"], ["存货", "1,000.00"], ["商誉", "2.00"]], [100, 100])])
    left, right = made.words[2], made.words[3]
    edges = (*left.edges[:-1], *right.edges)
    text = left.text + right.text
    box = Box(left.box.x0, left.box.top, right.box.x1, left.box.bottom)
    one = Word(text, box, box, 0.9, edges)
    merged = replace(made, words=(*made.words[:2], one, *made.words[4:]))
    (table,) = tables_of(merged)
    assert table.texts()[1] == ["存货", "1,000.00"]
    cell = table.at(1, 1)
    assert cell is not None and cell.words[0].box.x0 >= 150 - 1, "the box of the second half is its own"


def test_a_header_whose_column_lines_the_scan_lost_is_parted_by_its_gaps() -> None:
    made = page([Grid(ROWS, WIDTHS)], method=Method.OCR)
    head = min(r.bottom for r in made.rulings if r.top == r.bottom and r.top > made.words[0].box.top)
    kept = tuple(r for r in made.rulings if r.top == r.bottom or r.top >= head or r.x0 in {50.0, 460.0})
    assert len(kept) < len(made.rulings)
    (table,) = tables_of(replace(made, rulings=kept))
    assert table.texts() == ROWS


def test_a_title_over_all_columns_stays_one_cell() -> None:
    rows = [["缴费情况(2015 年 9 月 - 2017 年 8 月)", "<", "<", "<"], *ROWS]
    made = page([Grid(rows, WIDTHS)])
    title = made.words[0]
    pieces = []
    x = title.place.x0
    for piece in title.text.split(" "):
        box = Box(x, title.box.top, x + 9.0 * len(piece), title.box.bottom)
        pieces.append(Word(piece, box, box))
        x = box.x1 + 4.5
    (table,) = tables_of(replace(made, words=(*pieces, *made.words[1:])))
    first = table.at(0, 0)
    assert first is not None and (first.columns, first.text) == (4, "缴费情况(2015年9月-2017年8月)")


def test_a_cut_near_the_end_of_a_word_is_padding() -> None:
    made = page([Text("资产总计")])
    word = made.words[0]
    assert cut(made, word, [word.place.x0 + 1, word.place.x1 - 1]) == [word]
    assert [w.text for w in cut(made, word, [word.place.x0 + 18])] == ["资产", "总计"]


def test_text_without_columns_is_no_table() -> None:
    made = page([Text("第一条 出租方将房屋出租给承租方使用。"), Text("第二条 租金每月五千元。"), Text("第三条 其他。")])
    assert tables_of(made) == []


def test_a_frame_around_the_page_is_no_table() -> None:
    made = page([Text("营业执照", "middle"), Grid(ROWS, WIDTHS)])
    frame = (Ruling(20, 20, 575, 20), Ruling(20, 820, 575, 820), Ruling(20, 20, 20, 820), Ruling(575, 20, 575, 820))
    (table,) = tables_of(replace(made, rulings=(*made.rulings, *frame)))
    assert table.texts() == ROWS


def test_two_tables_on_a_page_stay_apart() -> None:
    made = page([Grid(ROWS, WIDTHS), Text("单位:万元"), Grid(ROWS[:3], WIDTHS, "none")])
    first, second = tables_of(made)
    assert first.ruled and first.texts() == ROWS
    assert not second.ruled and second.texts() == ROWS[:3]


def test_a_line_of_pieces_alone_is_no_table() -> None:
    made = page(
        [Text("资产负债表", "middle"), Apart(("编制单位:甲公司", "2020年3月31日", "单位:元")), Grid(ROWS, WIDTHS)]
    )
    assert [t.texts() for t in tables_of(made)] == [ROWS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("货币资⾦", "货币资金"),
        ("⻓期借款", "长期借款"),
        ("１，２３４．５６", "1,234.56"),
        ("－", "-"),
        ("资 产", "资产"),
    ],
)
def test_look_alikes_become_one_form(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize("text", ["", "-", "--", "—", "/", "不适用", " "])
def test_blank_cells(text: str) -> None:
    assert is_blank(text)


def test_zero_is_not_blank() -> None:
    assert not is_blank("0") and not is_blank("0.00") and is_number("0.00")


_TEXTS = st.sampled_from(["货币资金", "应收账款", "存货", "短期借款", "未分配利润", "资产总计", "固定资产"])
_NUMBERS = st.decimals(min_value=-(10**8), max_value=10**9, places=2).map(lambda d: f"{d:,.2f}")


@st.composite
def grids(draw: st.DrawFn) -> tuple[list[list[str]], list[float]]:
    columns = draw(st.integers(2, 5))
    count = draw(st.integers(3, 9))
    rows = [["项目", *(f"{2015 + c}年度" for c in range(columns - 1))]]
    rows += [[draw(_TEXTS), *(draw(_NUMBERS) for _ in range(columns - 1))] for _ in range(count)]
    return rows, [100.0, *[95.0] * (columns - 1)]


@given(grids(), st.sampled_from(["all", "open", "columns", "three", "rows", "none"]), st.randoms())
@settings(max_examples=60, deadline=None)
def test_words_in_any_order_give_the_same_cells(
    grid: tuple[list[list[str]], list[float]], lines: str, chance: random.Random
) -> None:
    made = page([Grid(*grid, lines=lines)])
    words = list(made.words)
    chance.shuffle(words)
    (table,) = tables_of(replace(made, words=tuple(words)))
    assert table.texts() == grid[0]


def _moved(made: Page, dx: float, dy: float, scale: float, chance: random.Random, shake: float) -> Page:
    def box(b: Box) -> Box:
        jx, jy = chance.uniform(-shake, shake), chance.uniform(-shake, shake)
        return Box(b.x0 * scale + dx + jx, b.top * scale + dy + jy, b.x1 * scale + dx + jx, b.bottom * scale + dy + jy)

    def line(r: Ruling) -> Ruling:
        b = box(Box(r.x0, r.top, r.x1, r.bottom))
        return Ruling(b.x0, b.top, b.x1, b.bottom)

    words = tuple(replace(w, place=(b := box(w.place)), box=b, edges=()) for w in made.words)
    return replace(made, words=words, rulings=tuple(line(r) for r in made.rulings))


@given(grids(), st.sampled_from(["all", "open", "columns", "none"]), st.randoms(), st.floats(0.8, 1.3))
@settings(max_examples=60, deadline=None)
def test_a_moved_scaled_and_shaken_scan_gives_the_same_cells(
    grid: tuple[list[list[str]], list[float]], lines: str, chance: random.Random, scale: float
) -> None:
    made = page([Grid(*grid, lines=lines)], method=Method.OCR)
    (table,) = tables_of(_moved(made, 12.3, -7.9, scale, chance, 1.2))
    assert table.texts() == grid[0]
