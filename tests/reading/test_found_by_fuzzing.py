"""Papers that chance came upon, each once read wrongly or without end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractors.backends import pdf_text
from extractors.backends.rulings import merged
from extractors.finders.statement import read
from extractors.layout import lines_of
from extractors.model import Box, Page, Ruling, Word
from extractors.tables import tables_of
from extractors.tables.rulings import lattices
from tests.fields.paper import Got
from tests.reading.pages import pdf_with
from tests.tables.grids import Apart, Grid, Text, document


def test_a_date_whose_year_was_lost_is_no_part_of_the_company_name() -> None:
    rows = [["项目", "期末余额", "年初余额"], ["货币资金", "10.00", "20.00"], ["资产总计", "10.00", "20.00"]]
    caption = Apart(("编制单位：宁波远山餐饮有限公司", "年12月31日", "单位：元"))
    made = document([Text("资产负债表", "middle"), caption, Grid(rows, [150, 110, 110])])
    found = {field.name: field.value for field in read(made, {"items": ("total_assets",)}).fields}
    assert found["company"] == "宁波远山餐饮有限公司"


@pytest.mark.parametrize(("flows", "sure"), [("2020年3月", True), ("年3月", False)])
def test_the_day_of_a_balance_is_no_sure_period_beside_flows_whose_own_was_lost(flows: str, sure: bool) -> None:
    balance = [["项目", "期末余额", "年初余额"], ["货币资金", "10.00", "20.00"], ["资产总计", "10.00", "20.00"]]
    income = [["项目", "本月金额", "本年累计金额"], ["一、营业收入", "5.00", "9.00"], ["四、净利润", "1.00", "2.00"]]
    made = document(
        [Text("资产负债表", "middle"), Text("2020年3月31日"), Grid(balance, [150, 110, 110])],
        [Text("利润表", "middle"), Text(flows), Grid(income, [150, 110, 110])],
    )
    field = {field.name: field for field in read(made, {"items": ("total_assets", "revenue")}).fields}.get("period")
    assert (field is not None and field.sure) == sure


@pytest.mark.parametrize("shapes", [40, 60])
def test_the_text_of_a_drawing_without_end_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shapes: int
) -> None:
    """Counted, not timed: pdfminer stops at so many shapes, and the page is looked at as a picture."""
    monkeypatch.setattr(pdf_text, "_MOST_SHAPES", 50)

    def draw(canvas: Any) -> None:
        canvas.drawString(40, 270, "房屋租赁合同")
        for number in range(shapes):
            canvas.line(number, 20, number, 100 + number)

    path = tmp_path / "drawing.pdf"
    path.write_bytes(pdf_with(draw))
    with pdf_text.opened(path, 1) as pdf:
        if shapes < 50:
            assert pdf_text.read_page(pdf, 0, 400, 300).words
        else:
            with pytest.raises(pdf_text.TooMuchDrawn):
                pdf_text.read_page(pdf, 0, 400, 300)


def test_of_too_many_lines_the_longest_are_kept() -> None:
    dashes = [Ruling(10 * column, 2 * row, 10 * column + 6, 2 * row) for row in range(100) for column in range(50)]
    table = Ruling(0, 300, 500, 300)
    kept = merged([*dashes, table], 600, 400)
    assert table in kept and len(kept) < len(dashes)


def test_graph_paper_is_no_table() -> None:
    lines = [Ruling(0, 4 * n, 1000, 4 * n) for n in range(250)] + [Ruling(4 * n, 0, 4 * n, 1000) for n in range(250)]
    assert not tables_of(Page(1, 1000.0, 1000.0, (), tuple(lines)))
    assert not lattices(Page(1, 1000.0, 1000.0, (), tuple(lines)))


def test_a_page_of_equal_words_is_one_line_told_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counted, not timed: a line's middle is not worked out anew from all its words with each word more."""
    looked: list[Box] = []
    middle: Callable[[Box], float] = vars(Box)["middle"].fget

    def counted(box: Box) -> float:
        looked.append(box)
        return middle(box)

    monkeypatch.setattr(Box, "middle", property(counted))

    def work(count: int) -> int:
        box = Box(100.0, 100.0, 160.0, 112.0)
        looked.clear()
        lines_of(Page(1, 595.0, 842.0, tuple(Word("月租金5000元", box, box) for _ in range(count))))
        return len(looked)

    assert work(800) < 2.5 * work(400)


def test_a_date_behind_a_label_nobody_knows_is_no_sure_day_of_issue() -> None:
    """成立日期, of which two characters were left."""
    lines = "^营业执照\n统一社会信用代码：91110105MA01ABCD19\n名称\t北京晨星餐饮管理有限公司\n"
    lines += "类型\t有限责任公司\n法定代表人\t王小明\n"
    assert Got(lines + "住所\t北京市朝阳区建国路88号\n登记机关\t2018年06月12日").field("issue_date").sure
    found = Got(lines + "成稙\t2018年06月12日\n住所\t北京市朝阳区建国路88号")
    assert not [field for field in found.extraction.fields if field.name == "issue_date" and field.sure]
