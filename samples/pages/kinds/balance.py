"""Balance sheets: two sides (small-enterprise form), one below the other, with notes, a plain export without a unit."""

from __future__ import annotations

from itertools import zip_longest

from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts
from samples.pages.kinds.statements import ASSETS, CLAIMS, Line, draw, finish, heads, money, period, signers
from samples.pages.registry import layout
from samples.pages.sheet import Sheet, mark

_SMALL = {
    "所有者权益（或股东权益）合计": "所有者权益合计",
    "负债和所有者权益（或股东权益）总计": "负债和所有者权益总计",
}


def _indented(line: Line) -> str:
    return line[1] if line[0] == "HEAD" or line[1].endswith(("合计", "总计")) else "  " + line[1]


@layout("financial_statement", "balance-small-two-sides", draw, point=True)
def small(f: Facts) -> Sheet:
    """会小企01表: both sides with line numbers, closing before opening."""
    s = Sheet((842, 595), face=f.lot.pick((SONG, FANG)), points=10, margin=40)
    s.title("资产负债表", points=18)
    s.lines([f"\t{f.lot.pick(('会小企01表', '会企01表'))}"], step=14, points=9)
    s.text(s.width / 2, s.y, period(f), points=10, align="centre")
    s.lines([f"编制单位：{f('company')}\t单位：{mark('unit', '元')}"], step=16)
    widths = [s.inner * part for part in (0.2, 0.045, 0.125, 0.125, 0.21, 0.045, 0.125, 0.125)]
    rows: list[list[Cell]] = [
        heads("资　　产", "行次", "期末余额", "年初余额", "负债和所有者权益", "行次", "期末余额", "年初余额")
    ]
    for at, (left, right) in enumerate(zip_longest(ASSETS, CLAIMS)):
        row: list[Cell] = []
        for line, first in ((left, 1), (right, 31)):
            label = _indented((line[0], _SMALL.get(line[1], line[1])))
            row += [Cell(label), Cell("" if line[0] == "HEAD" else str(first + at), "centre")]
            row += [Cell(money(f, line[0], column), "right") for column in ("now", "prev")]
        rows.append(row)
    s.table(widths, rows, row_height=19.5, points=8.5)
    signers(f, s)
    return finish(f, s)


@layout("financial_statement", "balance-opening-first", draw, point=True, size=(5_000_000, 300_000_000))
def opening_first(f: Facts) -> Sheet:
    """General form on portrait: the opening before the closing, sides below each other, wrapped labels."""
    s = Sheet(face=SONG, points=10, margin=62)
    s.title("资 产 负 债 表", points=17)
    s.lines(["\t会企01表"], step=13, points=9)
    s.lines([f"编制单位：{f('company')}", f"报表日期：{period(f)}\t货币单位：人民币{mark('unit', '元')}"], step=15)
    rows: list[list[Cell]] = [heads("项目", "年初余额", "期末余额")]
    for line in (*ASSETS, *CLAIMS):
        bold = line[0] == "HEAD" or line[1].endswith(("合计", "总计"))
        rows.append([Cell(_indented(line), bold=bold), *(Cell(money(f, line[0], c), "right") for c in ("prev", "now"))])
    s.table([s.inner * 0.36, s.inner * 0.32, s.inner * 0.32], rows, row_height=16.4, points=9)
    signers(f, s)
    return finish(f, s)


@layout("financial_statement", "balance-one-side-notes", draw, point=True, wan=True, size=(20_000_000, 900_000_000))
def one_side(f: Facts) -> Sheet:
    """One column in 万元 with numbers of notes, horizontal rules only, over a page break."""
    s = Sheet(face=FANG, points=11, margin=72)
    s.number_pages = True
    s.title("资产负债表", points=16, face=HEI)
    s.text(s.width / 2, s.y - 8, period(f), align="centre", points=11)
    s.y += 14
    s.lines([f"编制单位：{f('company')}\t单位：{mark('unit', '万元')}"], step=18)
    rows: list[list[Cell]] = [heads("项　目", "附注", "期末余额", "上年年末余额")]
    for at, line in enumerate((*ASSETS, *CLAIMS)):
        note = f"五、{at}" if line[0] not in ("HEAD", "none") and not line[1].endswith(("合计", "总计")) else ""
        amounts = [Cell(money(f, line[0], column), "right") for column in ("now", "prev")]
        rows.append([Cell(_indented(line)), Cell(note, "centre"), *amounts])
    s.table([s.inner * part for part in (0.42, 0.12, 0.23, 0.23)], rows, row_height=21, points=10, rules="rows")
    signers(f, s)
    return finish(f, s)


@layout("financial_statement", "balance-plain-export", draw, point=True, bare=True)
def plain_export(f: Facts) -> Sheet:
    """Printed from bookkeeping software: no rules, no unit, sans-serif; 期末数 and 年初数."""
    f.truth["unit"] = None
    s = Sheet((842, 595), face=HEI, points=9, margin=46)
    s.title("资产负债表", points=14)
    s.lines([f"单位名称：{f('company')}\t日期：{period(f)}"], step=20)
    widths = [s.inner * part for part in (0.2, 0.14, 0.14, 0.04, 0.2, 0.14, 0.14)]
    rows: list[list[Cell]] = [heads("资产", "期末数", "年初数", "", "负债及所有者权益", "期末数", "年初数")]
    for left, right in zip_longest(ASSETS, CLAIMS):
        amounts = [[Cell(money(f, line[0], c), "right") for c in ("now", "prev")] for line in (left, right)]
        rows.append([Cell(left[1]), *amounts[0], Cell(""), Cell(_SMALL.get(right[1], right[1])), *amounts[1]])
    s.table(widths, rows, row_height=20, points=9, rules="none")
    s.y += 10
    s.lines([f"打印时间：{f.lot.number(2019, 2020)}-{f.lot.number(1, 12):02}-18 09:{f.lot.number(10, 59)}"], points=8)
    return finish(f, s)
