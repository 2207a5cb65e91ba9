"""Income statements and cash flows, of months and years."""

from __future__ import annotations

from calendar import monthrange

from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts
from samples.pages.kinds.statements import CASH, INCOME, draw, finish, heads, money, period, signers
from samples.pages.registry import layout
from samples.pages.sheet import Sheet, mark


def _rows(f: Facts, lines: tuple[tuple[str, str], ...], columns: tuple[str, ...], numbered: bool) -> list[list[Cell]]:
    rows = []
    for at, (key, label) in enumerate(lines, start=1):
        row = [Cell(label, bold=key == "HEAD" or label[1:2] == "、")]
        if numbered:
            row.append(Cell("" if key == "HEAD" else str(at), "centre"))
        rows.append(row + [Cell(money(f, key, column), "right") for column in columns])
    return rows


@layout("financial_statement", "income-small-month", draw, month=True)
def small_month(f: Facts) -> Sheet:
    """会小企02表: 本年累计金额 before 本月金额."""
    s = Sheet(face=SONG, points=10.5, margin=62)
    s.title("利 润 表", points=19)
    s.lines(["\t会小企02表"], step=15, points=9.5)
    s.text(s.width / 2, s.y, period(f), align="centre", points=10.5)
    s.lines([f"编制单位：{f('company')}\t单位：{mark('unit', '元')}"], step=17)
    rows = [heads("项　　　目", "行次", "本年累计金额", "本月金额"), *_rows(f, INCOME, ("ytd", "now"), True)]
    s.table([s.inner * part for part in (0.44, 0.08, 0.24, 0.24)], rows, row_height=25, points=10)
    signers(f, s)
    return finish(f, s)


@layout("financial_statement", "income-general-year", draw, size=(2_000_000, 400_000_000))
def general_year(f: Facts) -> Sheet:
    """会企02表 of a year; narrow first column, so labels wrap."""
    s = Sheet(face=f.lot.pick((FANG, SONG)), points=10.5, margin=70)
    s.title("利润表", points=18)
    s.lines(["\t会企02表"], step=15, points=9.5)
    s.lines([f"编制单位：{f('company')}", f"{period(f)}\t金额单位：{mark('unit', '元')}"], step=17)
    rows = [heads("项目", "本期金额", "上期金额"), *_rows(f, INCOME, ("now", "prev"), False)]
    s.table([s.inner * part for part in (0.34, 0.33, 0.33)], rows, row_height=24, points=10.5)
    signers(f, s)
    return finish(f, s)


@layout("financial_statement", "income-same-month", draw, month=True)
def same_month(f: Facts) -> Sheet:
    """损益表 of a month without rules: 本月数, 上年同期数, 本年累计数."""
    s = Sheet(face=HEI, points=10, margin=58)
    s.title("损益表", points=16)
    s.lines([f"核算单位：{f('company')}", f"会计期间：{period(f)}\t单位：{mark('unit', '元')}"], step=17)
    s.line(s.margin, s.y, s.width - s.margin, s.y)
    rows = [heads("项目", "本月数", "上年同期数", "本年累计数"), *_rows(f, INCOME, ("now", "prev", "ytd"), False)]
    s.table([s.inner * part for part in (0.4, 0.2, 0.2, 0.2)], rows, row_height=22, points=9.5, rules="none")
    s.line(s.margin, s.y, s.width - s.margin, s.y)
    s.y += 8
    s.lines([f"制表人：{f.lot.person()}\t打印日期：2020-05-{f.lot.number(10, 28)}"], points=9)
    return finish(f, s)


@layout("financial_statement", "income-tax-portal", draw, month=True)
def tax_portal(f: Facts) -> Sheet:
    """As filed with the tax office: taxpayer number, the period with its days, yellow header replaced by bold."""
    s = Sheet((842, 595), face=SONG, points=9.5, margin=60)
    s.title("利润表（适用执行小企业会计准则的企业）", points=14)
    year, month = f.more.year, f.more.month
    days = f"{year}-{month:02}-01 至 {year}-{month:02}-{monthrange(year, month)[1]:02}"
    s.lines([f"纳税人识别号：{f.more.firm.code}\t税款所属期：{mark('period', days)}"], step=14)
    s.lines([f"纳税人名称：{f('company')}\t单位：人民币{mark('unit', '元')}（列至角分）"], step=15)
    rows = [heads("项目", "栏次", "本月金额", "本年累计金额"), *_rows(f, INCOME, ("now", "ytd"), True)]
    s.table([s.inner * part for part in (0.46, 0.08, 0.23, 0.23)], rows, row_height=21, points=9)
    s.y += 6
    office = f"国家税务总局{f.more.firm.city}{f.more.firm.district}税务局"
    s.lines([f"填报日期：2020-05-{f.lot.number(10, 15)}\t受理税务机关：{office}"])
    s.seal(s.width - 150, s.y - 10, office, "业务专用章")
    return finish(f, s)


@layout("financial_statement", "cash-flow-year", draw, size=(2_000_000, 400_000_000))
def cash_year(f: Facts) -> Sheet:
    """会企03表: two columns of a year, ruled."""
    s = Sheet(face=FANG, points=10.5, margin=64)
    s.title("现金流量表", points=18)
    s.lines(["\t会企03表"], step=14, points=9.5)
    s.lines([f"编制单位：{f('company')}\t单位：{mark('unit', '元')}", period(f)], step=16)
    rows = [heads("项目", "本期金额", "上期金额"), *_rows(f, CASH, ("now", "prev"), False)]
    s.table([s.inner * part for part in (0.5, 0.25, 0.25)], rows, row_height=23, points=10)
    signers(f, s)
    return finish(f, s)


@layout("financial_statement", "cash-flow-month", draw, month=True)
def cash_month(f: Facts) -> Sheet:
    """会小企03表 of a month: 本月金额 and 本年累计金额 with line numbers, rules under the rows only."""
    s = Sheet(face=SONG, points=10, margin=60)
    s.title("现 金 流 量 表", points=17, face=HEI)
    s.lines([f"编制单位：{f('company')}\t会小企03表", f"所属期：{period(f)}\t单位：{mark('unit', '元')}"], step=16)
    rows = [heads("项　目", "行次", "本月金额", "本年累计金额"), *_rows(f, CASH, ("now", "ytd"), True)]
    s.table([s.inner * part for part in (0.48, 0.08, 0.22, 0.22)], rows, row_height=22, points=9.5, rules="rows")
    signers(f, s)
    return finish(f, s)
