"""A yearly report, made: key data on page 5, prose, tables of notes with and without lines, six statements."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.reading.pages import jpeg, pdf_with

WIDTH, HEIGHT = 595.0, 842.0
COMPANY = "海右新材料股份有限公司"
#: consolidated revenue and total assets, yuan, as the statements print them
REVENUE, ASSETS = "526,177,381.43", "1,710,296,831.88"

#: the page on which reports give their key data
KEY_PAGE = 5
_KEY = [
    ["主要会计数据", "2019年", "2018年", "本期比上年同期增减(%)"],
    ["营业收入", REVENUE, "748,374,759.73", "-29.69"],
    ["归属于上市公司股东的净利润", "67,200,000.00", "57,600,000.00", "16.67"],
    ["经营活动产生的现金流量净额", "-1,230,450.00", "3,300,000.00", "不适用"],
]

_PROSE = "报告期内，公司围绕年初确定的经营目标，持续推进产品结构调整与市场拓展，主要产品销量较上年同期稳步增长，"
_HEAD = ["项目", "附注", "2019年度", "2018年度"]
_BALANCE_HEAD = ["项目", "附注", "2019年12月31日", "2018年12月31日"]
_STATEMENTS: Sequence[tuple[str, list[list[str]]]] = (
    (
        "合并资产负债表",
        [
            _BALANCE_HEAD,
            *[[f"其他流动资产项目{n}", f"七、{n}", f"{n},100,000.00", f"{n},000,000.00"] for n in range(1, 25)],
            ["资产总计", "", ASSETS, "2,280,000,195.51"],
            ["负债合计", "", "224,024,847.88", "518,771,869.23"],
            ["所有者权益(或股东权益)合计", "", "1,486,271,984.00", "1,761,228,326.28"],
        ],
    ),
    ("母公司资产负债表", [_BALANCE_HEAD, ["资产总计", "", "997,407,150.57", "1,369,580,725.52"]]),
    (
        "合并利润表",
        [
            _HEAD,
            ["一、营业总收入", "", "554,200,671.14", "756,849,080.80"],
            ["其中:营业收入", "七、40", REVENUE, "748,374,759.73"],
            ["四、利润总额", "", "90,000,000.00", "80,000,000.00"],
            ["减:所得税费用", "", "20,000,000.00", "20,000,000.00"],
            ["五、净利润", "", "70,000,000.00", "60,000,000.00"],
        ],
    ),
    ("母公司利润表", [_HEAD, ["一、营业收入", "", "459,398,887.99", "245,182,868.07"]]),
    ("合并现金流量表", [_HEAD, ["经营活动产生的现金流量净额", "", "-1,230,450.00", "3,300,000.00"]]),
    ("母公司现金流量表", [_HEAD, ["经营活动产生的现金流量净额", "", "-154,183,395.85", "-136,291,990.60"]]),
)


def report(path: Path, pages: int, *, scanned: frozenset[int] = frozenset()) -> Path:
    """Writes the report. ``scanned``: numbers of pages (from 1) that are pictures of themselves.

    Statements stand from three sevenths of the report on, as they do in real ones.
    """
    first = pages * 3 // 7
    pictures = {number: _picture(number, pages, first) for number in sorted(scanned)}

    def draw(c: Canvas) -> None:
        for number in range(1, pages + 1):
            if number in pictures:
                c.drawImage(ImageReader(io.BytesIO(pictures[number])), 0, 0, WIDTH, HEIGHT)
            else:
                _page(c, number, pages, first)
            c.showPage()

    path.write_bytes(pdf_with(draw, size=(WIDTH, HEIGHT)))
    return path


def _picture(number: int, pages: int, first: int) -> bytes:
    import pypdfium2 as pdfium

    def draw(c: Canvas) -> None:
        _page(c, number, pages, first)
        c.showPage()

    pdf = pdfium.PdfDocument(pdf_with(draw, size=(WIDTH, HEIGHT)))
    try:
        return jpeg(pdf[0].render(scale=150 / 72).to_pil().convert("RGB"))
    finally:
        pdf.close()


def _page(c: Canvas, number: int, pages: int, first: int) -> None:
    c.setFont("STSong-Light", 9)
    c.drawString(50, HEIGHT - 40, f"{COMPANY}2019年年度报告")
    c.drawCentredString(WIDTH / 2, 30, f"{number} / {pages}")
    at = number - first
    if 0 <= at < len(_STATEMENTS):
        title, rows = _STATEMENTS[at]
        c.drawCentredString(WIDTH / 2, HEIGHT - 70, title)
        c.drawString(50, HEIGHT - 86, f"编制单位:{COMPANY}")
        c.drawRightString(545, HEIGHT - 86, "单位:元 币种:人民币")
        _table(c, rows, 100, (50, 250, 310, 430, 545))
        return
    if number == KEY_PAGE:
        c.drawString(50, HEIGHT - 70, "七、近三年主要会计数据和财务指标")
        c.drawRightString(545, HEIGHT - 86, "单位:元 币种:人民币")
        _table(c, _KEY, 100, (50, 230, 340, 450, 545))
        return
    y = 70.0
    for line in range(14):
        c.drawString(50, HEIGHT - y, (f"{number}.{line} " + _PROSE)[:54])
        y += 17
    heads = [["账龄", "期末账面余额", "坏账准备", "计提比例(%)", "上年年末余额"]]
    body = [
        [f"{n}年以内", f"{n * number},234.56", f"{n},045.10", f"{n}.25", f"{n + number},900.00"] for n in range(1, 19)
    ]
    _table(c, heads + body, y + 20, (50, 150, 250, 350, 450, 545), lines=number % 3 != 0)


def _table(c: Canvas, rows: Sequence[Sequence[str]], top: float, xs: Sequence[float], *, lines: bool = True) -> None:
    c.setLineWidth(0.5)
    for r, row in enumerate(rows):
        y = HEIGHT - top - 20 * r
        for i, text in enumerate(row):
            if lines:
                c.rect(xs[i], y - 6, xs[i + 1] - xs[i], 20)
            if text[:1] in "-0123456789" and i:
                c.drawRightString(xs[i + 1] - 3, y, text)
            else:
                c.drawString(xs[i] + 3, y, text)
