"""Documents as readers hand them over, made of pieces of real papers in any order and at any place (hypothesis)."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from extractors.kindfiles import load_kinds
from extractors.model import Box, Document, Method, Page, Ruling, Word

LABELS = tuple(sorted({label for kind in load_kinds().values() for label in kind.labels}))
TITLES = (
    *("房屋租赁合同", "营业执照", "资产负债表", "利润表", "现金流量表", "参保缴费证明", "社会保险参保人员花名册"),
    *("租金减免协议", "关于认定高新技术企业的通知", "培训学员花名册", "企业职工培训签到表", "年度报告"),
)
HEADS = (
    *("序号", "姓名", "身份证号", "参保险种", "项目", "期末余额", "年初余额", "本期金额", "本年累计金额", "备注"),
    *("行次", "附注", "缴费月份", "人数", "单位：万元", "资产总计", "营业收入", "合计", "小计", "养老", "失业"),
)
FIGURES = (
    *("5000元", "5,000.00", "¥12,345.67", "(1,000.00)", "-3", "0", "1.2.3", "1,23,4", "88%", "12/12", "1" * 40),
    *("人民币伍仟元整", "壹万贰仟叁佰元肆角伍分", "壹壹壹", "亿亿亿", "拾", "5万元", "300元/月", "每月每平方米3.2元"),
    *("共58人", "58人", "第3页共9页", "12个月", "三年", "120平方米", "100㎡"),
)
DAYS = (
    *("2020年1月1日", "2019-13-45", "2020.2.30", "二〇二〇年三月", "2020年2月至4月", "2020年__月__日", "20200101"),
    *("自2019年6月5日起至2022年6月4日止", "上月底", "长期", "首年", "第二年起", "第1-3年", "2020年度"),
)
NAMES = (
    *("北京某某餐饮管理有限公司", "张三", "欧阳小明", "某某市人力资源和社会保障局", "朝阳区建国路88号"),
    *("91110105MA01ABCD19", "110105199001011234", "13800138000", "餐饮服务", "有限责任公司（自然人独资）"),
)
SENTENCES = (
    "甲方将位于朝阳区建国路88号的房屋出租给乙方使用，建筑面积120平方米，月租金为人民币5000元（大写：伍仟元整）。",
    "租赁期限自2020年1月1日起至2021年12月31日止，共24个月，第二年起每年递增5%。",
    "兹证明该单位2020年3月参保人数为58人，实缴人数57人。",
    "经双方协商，甲方同意减免乙方2020年2月至4月的租金共计15000元。",
)
SIGNS = (
    *("_", "____", "……", "：", ":", "、", "。", "，", "-", "—", "/", "\t", "\n", "\f", " ", "   ", "\u3000"),
    *("□", "☑", "（", "）", "(", ")", "【", "】", "“", "《", "¥", "%", "½", "①", "㈱", "²", "０１２", "ＡＢ"),
    *("\u200f", "\u202e", "א", "مرحبا", "𠀀", "🏠", "\x00", "\x07", "\ud800", "\ufffd", "\u0301", "ﷺ", "٣", "०"),
)
PIECES = (*TITLES, *HEADS, *FIGURES, *DAYS, *NAMES, *SIGNS)

_pieces = st.one_of(*(st.sampled_from(group) for group in (TITLES, HEADS, FIGURES, DAYS, NAMES, SIGNS, LABELS)))
#: what one word may hold: a piece, a label with what it may stand before, a run of one thing, anything
_texts = st.one_of(
    _pieces,
    st.tuples(st.sampled_from(LABELS), st.sampled_from(("", "：", "（盖章）：", " ")), _pieces).map("".join),
    st.lists(_pieces, max_size=5).map("".join),
    st.sampled_from(SENTENCES),
    st.tuples(_pieces, st.integers(1, 60)).map(lambda run: (run[0] * run[1])[:400]),
    st.text(max_size=8),
)
_numbers = st.one_of(
    st.floats(-50, 900),
    st.sampled_from((0.0, 1e-9, 595.0, 842.0, -1e6, 1e6)),
    st.integers(0, 60).map(lambda n: n * 12.0),
)
_heights = st.sampled_from((0.0, 1e-6, 8.0, 10.5, 12.0, 12.0, 12.0, 24.0, 400.0))


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    x, top = draw(_numbers), draw(_numbers)
    return Box(x, top, x + abs(draw(_numbers)), top + draw(_heights))


@st.composite
def _anywhere(draw: st.DrawFn) -> list[Word]:
    """Words wherever they stand: over each other, without size, off the page."""
    made = draw(st.lists(st.tuples(_texts, boxes(), st.sampled_from((1.0, 0.4))), max_size=20))
    return [Word(text, box, box, confidence) for text, box, confidence in made]


def _set(rows: Sequence[Sequence[str]], left: float, top: float, stop: float, em: float) -> list[Word]:
    """Rows of texts in columns ``stop`` points apart."""
    words: list[Word] = []
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text.strip():
                x, y = left + column * stop, top + number * 1.6 * em
                box = Box(x, y, x + em * len(text), y + em)
                words.append(Word(text, box, box))
    return words


@st.composite
def _in_rows(draw: st.DrawFn) -> list[Word]:
    """A paper set in lines: a title, labels with values, rows of a table."""
    rows: list[Sequence[str]] = [(draw(st.sampled_from(TITLES)),)]
    for _ in range(draw(st.integers(1, 6))):
        rows += draw(
            st.one_of(
                st.lists(st.tuples(_texts), min_size=1, max_size=5),
                st.lists(st.tuples(st.sampled_from(LABELS), _pieces), min_size=1, max_size=6),
                st.lists(st.lists(_pieces, min_size=2, max_size=6), min_size=1, max_size=8),
            )
        )
    stop = draw(st.sampled_from((60.0, 95.0, 130.0)))
    return _set(rows, draw(st.sampled_from((10.0, 72.0))), 40.0, stop, draw(st.sampled_from((8.0, 10.5, 12.0))))


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """One to three pages, upright or turned, read from a text layer or by eye."""
    pages = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        words = draw(st.one_of(_in_rows(), _in_rows(), _anywhere()))
        rulings = tuple(Ruling(b.x0, b.top, b.x1, b.bottom) for b in draw(st.lists(boxes(), max_size=6)))
        method = draw(st.sampled_from((Method.TEXT_LAYER, Method.OCR)))
        turned = draw(st.sampled_from((0, 0, 90, 180, 270))) if method is Method.OCR else 0
        skew = draw(st.sampled_from((0.0, 0.0, 1.5))) if method is Method.OCR else 0.0
        pages.append(Page(number, 595.0, 842.0, tuple(words), rulings, method, turned=turned, skew=skew))
    return Document("0" * 64, "paper.pdf", "application/pdf", tuple(pages))
