"""Whatever stands on a page, the readers of tables answer; what they give always has its place on a page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.finders import social, statement, training
from extractors.model import Box, Document, Method, Page, Ruling, Word
from extractors.tables import Row, stream, tables_of

_TEXTS = st.sampled_from(
    [
        "资产负债表", "利润表", "单位:元", "单位:万元", "项目", "资产", "附注", "期末余额", "年初余额",
        "本月数", "2020年3月", "2020年12月31日", "2019年", "合并", "母公司", "资产总计", "负债合计",
        "所有者权益(或股东权", "益)合计", "营业收入", "净利润", "1,234.56", "(8.00)", "-", "12", "2.345.67",
        "序号", "姓名", "身份证号", "张三", "李四", "1101011990", "参保人数:5人", "社会保险参保证明", "年",
        "月", "缴费基数", "2017", "08", "合计", "培训花名册", "养老保险", "(", "调整数", "第一季度", " ",
        "项", "目", "资", "本年", "上年同期", "本年累计数", "减:营业成本", "营业利润", "公司负责人:甲",
        "单位:美元", "264.070",
    ]
)  # fmt: skip
_AT = st.floats(0, 560)
_DOWN = st.integers(0, 50).map(lambda row: 16.0 * row)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    words = []
    for text in draw(st.lists(_TEXTS, max_size=45)):
        x, y = draw(_AT), draw(_DOWN)
        box = Box(x, y, x + 9.0 * len(text), y + 9.0)
        words.append(Word(text, box, box, draw(st.sampled_from([1.0, 0.9, 0.3]))))
    rulings = []
    for flat, at, low, length in draw(
        st.lists(st.tuples(st.booleans(), _AT, _AT, st.sampled_from([0.0, 4.0, 90.0, 300.0, 500.0])), max_size=25)
    ):
        rulings.append(Ruling(low, at, low + length, at) if flat else Ruling(at, low, at, low + length))
    method = draw(st.sampled_from([Method.TEXT_LAYER, Method.OCR]))
    turned, skew = draw(st.sampled_from([0, 90, 180, 270])), draw(st.sampled_from([0.0, 0.7, -1.3]))
    return Page(1, 595.0, 842.0, tuple(words), tuple(rulings), method, "text_layer", turned, skew)


@given(st.lists(pages(), max_size=2))
@settings(max_examples=80, deadline=None)
def test_every_page_is_answered(made: list[Page]) -> None:
    numbered = tuple(
        Page(n, p.width, p.height, p.words, p.rulings, p.method, p.reason, p.turned, p.skew)
        for n, p in enumerate(made, 1)
    )
    document = Document("0" * 64, "any.pdf", "application/pdf", numbered)
    for read in (statement.read, social.read, training.read):
        result = read(document, {})
        for field in result.fields:
            for evidence in field.evidence:
                assert 1 <= evidence.page <= len(numbered) and evidence.boxes and evidence.text
            assert 0 <= field.confidence <= 1


@given(pages())
@settings(max_examples=80, deadline=None)
def test_every_word_stands_in_the_stream_once_with_all_its_characters(page: Page) -> None:
    document = Document("0" * 64, "any.pdf", "application/pdf", (page,))
    shown = "".join(
        "".join(w.text for c in item.cells for w in c.words)
        if isinstance(item, Row)
        else "".join(w.text for w in item.words)
        for item in stream(document)
    )
    told = sorted(c for c in shown if not c.isspace())
    assert told == sorted(c for w in page.words for c in w.text if not c.isspace())
    for table in tables_of(page):
        assert all(
            c.row + c.rows <= table.row_count and c.column + c.columns <= table.column_count for c in table.cells
        )
