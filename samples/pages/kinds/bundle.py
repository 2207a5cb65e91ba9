"""Statements out of annual and audit reports: consolidated and parent, three years in 万元, all three statements."""

from __future__ import annotations

from decimal import Decimal

from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts
from samples.pages.kinds.statements import (
    ASSETS,
    CASH,
    CLAIMS,
    INCOME,
    SCORED,
    SUFFIX,
    Line,
    columns,
    draw,
    finish,
    heads,
    money,
)
from samples.pages.lot import Lot
from samples.pages.registry import Wants, layout
from samples.pages.sheet import Sheet, mark

_PARENT_LINES = ("total_assets", "total_liabilities", "total_equity", "revenue", "net_profit")


def _draw_annual(lot: Lot, wants: Wants) -> Facts:
    """Consolidated figures, and the parent's own below ``parent_only``."""
    f = draw(lot, wants)
    f.more.parts["parent_only"] = parent = columns(lot, wants, Decimal("0.01"))
    for column in ("now", "prev"):
        for key in SCORED:
            if key in parent[column]:
                f.truth[f"parent_only.{key}{SUFFIX[column]}_yuan"] = f"{parent[column][key]:.2f}"
    f.truth["scope"] = "合并"
    return f


def _table(
    f: Facts, s: Sheet, lines: tuple[Line, ...], names: tuple[str, str], *, part: str = "", notes: str = ""
) -> None:
    rows = [heads("项目", "附注", *names)]
    for at, (key, label) in enumerate(lines, start=1):
        note = f"{notes}{at}" if notes and key not in ("HEAD", "none") and not label.endswith("计") else ""
        amounts = [Cell(money(f, key, column, part=part), "right") for column in ("now", "prev")]
        rows.append([Cell(label), Cell(note, "centre"), *amounts])
    s.table([s.inner * share for share in (0.42, 0.12, 0.23, 0.23)], rows, row_height=19, points=9)


@layout("financial_statement", "annual-consolidated", _draw_annual, size=(80_000_000, 9_000_000_000))
def annual(f: Facts) -> Sheet:
    """Out of an annual report: 合并资产负债表, 母公司资产负债表, 合并利润表, 母公司利润表 follow without new pages."""
    s = Sheet(face=SONG, points=10, margin=70)
    s.number_pages = True
    year = f.more.year
    s.lines([f"{f('company')}{mark('period', str(year))}年年度报告"], step=24, points=9)
    s.paragraph("二、财务报表", indent=0, bold=True)
    dates = (f"{year}年12月31日", f"{year - 1}年12月31日")
    years = (f"{year}年度", f"{year - 1}年度")
    for title, lines, names, part in (
        (mark("scope", "合并") + "资产负债表", (*ASSETS, *CLAIMS), dates, ""),
        ("母公司资产负债表", (*ASSETS, *CLAIMS), dates, "parent_only"),
        ("合并利润表", INCOME, years, ""),
        ("母公司利润表", INCOME, years, "parent_only"),
    ):
        s.keep(120)
        s.text(s.width / 2, s.y, title, face=HEI, points=12, align="centre")
        s.y += 20
        s.text(s.width / 2, s.y, dates[0] if lines is not INCOME else f"{year}年1—12月", align="centre", points=9.5)
        s.y += 16
        s.lines([f"编制单位：{f('company')}\t单位：{mark('unit', '元')}　币种：人民币"], step=16, points=9.5)
        _table(f, s, lines, names, part=part, notes="" if part else "七、")
        s.lines(
            [
                "",
                f"公司负责人：{f.lot.person()}　主管会计工作负责人：{f.lot.person()}　会计机构负责人：{f.lot.person()}",
            ],
            points=9,
        )
        s.y += 12
    return _finish_parts(f, s)


def _finish_parts(f: Facts, s: Sheet) -> Sheet:
    """The parent's own lines that FIELDS name stay; others of its part are not scored."""
    finish(f, s)
    for name in list(f.truth):
        if name.startswith("parent_only.") and not any(name.startswith(f"parent_only.{key}") for key in _PARENT_LINES):
            f.unscored.add(name)
    return s


@layout("financial_statement", "three-years-wanyuan", draw, wan=True, size=(40_000_000, 2_000_000_000))
def three_years(f: Facts) -> Sheet:
    """主要财务数据 in 万元: three years and the growth in percent between them, in the middle of prose."""
    s = Sheet(face=FANG, points=12, margin=76)
    s.lines([f"{f('company')}\t募集说明书（申报稿）"], step=22, points=9)
    year = int(f.truth["period"])
    s.paragraph("第五节  财务会计信息", bold=True, indent=0)
    s.paragraph(
        f"以下财务数据摘自公司{year - 2}年度、{year - 1}年度和{year}年度经审计的财务报告，报告期内公司经营稳定，"
        "资产规模持续增长，主营业务未发生重大变化。投资者如需了解详细情况，应当阅读财务报告全文。"
    )
    s.y += 6
    s.lines([f"\t单位：{mark('unit', '万元')}"], step=16, points=10)
    rows = [
        heads("项目", mark("period", f"{year}年") + "／年末", f"{year - 1}年／年末", "增减（%）", f"{year - 2}年／年末")
    ]
    now, before = f.more.cols["now"], f.more.cols["prev"]
    lines = (
        ("total_assets", "资产总计"),
        ("total_liabilities", "负债总计"),
        ("total_equity", "所有者权益合计"),
        ("revenue", "营业收入"),
        ("profit_total", "利润总额"),
        ("net_profit", "净利润"),
        ("operating_cash_flow", "经营活动产生的现金流量净额"),
    )
    for key, label in lines:
        old = f"{before[key] * Decimal('0.9') / 10_000:,.2f}"
        growth = f"{(now[key] / before[key] - 1) * 100:.2f}" if before[key] > 0 else "—"
        shown = (money(f, key, "now"), money(f, key, "prev"), growth, old)
        rows.append([Cell(label), *(Cell(text, "right") for text in shown)])
    rows.append([Cell("资产负债率（%）"), *(Cell(text, "right") for text in ("46.21", "48.07", "-1.86", "51.30"))])
    s.table([s.inner * share for share in (0.3, 0.2, 0.2, 0.12, 0.18)], rows, row_height=30, points=10)
    s.y += 10
    s.paragraph("注：上述财务指标按合并口径计算；资产负债率＝负债总计／资产总计。")
    return finish(f, s)


@layout("financial_statement", "audited-three-statements", draw, size=(3_000_000, 200_000_000))
def audited(f: Facts) -> Sheet:
    """The three statements of an audit report, a page each, pale page heads."""
    s = Sheet(face=SONG, points=10, margin=66)
    s.number_pages = True
    year = f.more.year
    for at, (title, lines, names) in enumerate(
        (
            ("资 产 负 债 表", (*ASSETS, *CLAIMS), ("期末余额", "期初余额")),
            ("利  润  表", INCOME, ("本期发生额", "上期发生额")),
            ("现 金 流 量 表", CASH, ("本期发生额", "上期发生额")),
        )
    ):
        if at:
            s.new_page()
        s.title(title, points=16)
        shown = f"{year}年12月31日" if at == 0 else mark("period", f"{year}年度")
        s.text(s.width / 2, s.y - 6, shown, align="centre")
        s.y += 12
        s.lines([f"编制单位：{f('company')}\t单位：人民币{mark('unit', '元')}"], step=16)
        rows = [heads("项　　目", *names)]
        for key, label in lines:
            rows.append([Cell(label), *(Cell(money(f, key, column), "right") for column in ("now", "prev"))])
        s.table([s.inner * share for share in (0.5, 0.25, 0.25)], rows, row_height=16.2, points=9, rules="rows")
        s.seal(s.margin + 130, s.y - 10, f.more.firm.name)
        s.y += 8
        people = (f.more.firm.person, f.lot.person(), f.lot.person())
        roles = ("法定代表人", "主管会计工作负责人", "会计机构负责人")
        s.lines(["　".join(f"{role}：{name}" for role, name in zip(roles, people, strict=True))], points=9)
    return finish(f, s)
