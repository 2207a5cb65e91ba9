"""Income statements: the small-enterprise form, the general form, a plain monthly table without rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from samples.generate.amounts import cell, figures
from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.kinds.base import Party, Truth, money
from samples.generate.paper import Cell, Paper


@dataclass(frozen=True, slots=True)
class Result:
    """One column, yuan. What is not given follows by adding up."""

    revenue: Decimal
    cost: Decimal
    surcharges: Decimal
    selling: Decimal
    admin: Decimal
    finance: Decimal
    other_income: Decimal = Decimal(0)
    other_expense: Decimal = Decimal(0)
    income_tax: Decimal = Decimal(0)

    @property
    def operating(self) -> Decimal:
        spent = self.cost + self.surcharges + self.selling + self.admin + self.finance
        return self.revenue - spent

    @property
    def total(self) -> Decimal:
        return self.operating + self.other_income - self.other_expense

    @property
    def net(self) -> Decimal:
        return self.total - self.income_tax


@dataclass(frozen=True, slots=True)
class Income:
    company: Party
    period: str  #: YYYY or YYYY-MM
    now: Result
    before: Result  #: the same period a year earlier
    to_date: Result | None = None  #: from January on; months only

    @property
    def shown(self) -> str:
        year, _, month = self.period.partition("-")
        return f"{year}年{int(month)}月" if month else f"{year}年度"

    def columns(self) -> list[tuple[str, Result]]:
        if self.to_date is None:
            return [("本期金额", self.now), ("上期金额", self.before)]
        return [("本月金额", self.now), ("上年同期金额", self.before), ("本年累计金额", self.to_date)]

    def truth(self) -> Truth:
        given: Truth = {"company": self.company.name, "period": self.period, "unit": "元"}
        for suffix, result in (("", self.now), ("_prev", self.before), ("_ytd", self.to_date)):
            if result is not None:
                given[f"revenue{suffix}_yuan"] = money(result.revenue)
                given[f"profit_total{suffix}_yuan"] = money(result.total)
                given[f"net_profit{suffix}_yuan"] = money(result.net)
        given["total_assets_yuan"] = None
        return given


_Item = tuple[str, Callable[[Result], Decimal | None], bool]


def _none(_: Result) -> None:
    return None


SMALL_ITEMS: tuple[_Item, ...] = (
    ("一、营业收入", lambda r: r.revenue, True),
    ("减：营业成本", lambda r: r.cost, False),
    ("    税金及附加", lambda r: r.surcharges, False),
    ("    销售费用", lambda r: r.selling, False),
    ("    管理费用", lambda r: r.admin, False),
    ("    其中：开办费", _none, False),
    ("          业务招待费", _none, False),
    ("    财务费用", lambda r: r.finance, False),
    ("    其中：利息费用（收入以“-”号填列）", lambda r: r.finance, False),
    ("加：投资收益（损失以“-”号填列）", _none, False),
    ("二、营业利润（亏损以“-”号填列）", lambda r: r.operating, True),
    ("加：营业外收入", lambda r: r.other_income, False),
    ("    其中：政府补助", lambda r: r.other_income, False),
    ("减：营业外支出", lambda r: r.other_expense, False),
    ("三、利润总额（亏损总额以“-”号填列）", lambda r: r.total, True),
    ("减：所得税费用", lambda r: r.income_tax, False),
    ("四、净利润（净亏损以“-”号填列）", lambda r: r.net, True),
)

GENERAL_ITEMS: tuple[_Item, ...] = (
    ("一、营业收入", lambda r: r.revenue, True),
    ("  减：营业成本", lambda r: r.cost, False),
    ("      税金及附加", lambda r: r.surcharges, False),
    ("      销售费用", lambda r: r.selling, False),
    ("      管理费用", lambda r: r.admin, False),
    ("      研发费用", _none, False),
    ("      财务费用", lambda r: r.finance, False),
    ("      其中：利息费用", lambda r: r.finance, False),
    ("  加：其他收益", _none, False),
    ("      投资收益（损失以“－”号填列）", _none, False),
    ("      信用减值损失（损失以“－”号填列）", _none, False),
    ("      资产处置收益（损失以“－”号填列）", _none, False),
    ("二、营业利润（亏损以“－”号填列）", lambda r: r.operating, True),
    ("  加：营业外收入", lambda r: r.other_income, False),
    ("  减：营业外支出", lambda r: r.other_expense, False),
    ("三、利润总额（亏损总额以“－”号填列）", lambda r: r.total, True),
    ("  减：所得税费用", lambda r: r.income_tax, False),
    ("四、净利润（净亏损以“－”号填列）", lambda r: r.net, True),
    ("五、其他综合收益的税后净额", _none, False),
    ("六、综合收益总额", lambda r: r.net, True),
)

PLAIN_ITEMS: tuple[_Item, ...] = (
    ("营业收入", lambda r: r.revenue, True),
    ("营业成本", lambda r: r.cost, False),
    ("税金及附加", lambda r: r.surcharges, False),
    ("销售费用", lambda r: r.selling, False),
    ("管理费用", lambda r: r.admin, False),
    ("财务费用", lambda r: r.finance, False),
    ("营业利润", lambda r: r.operating, True),
    ("营业外收入", lambda r: r.other_income, False),
    ("营业外支出", lambda r: r.other_expense, False),
    ("利润总额", lambda r: r.total, True),
    ("所得税费用", lambda r: r.income_tax, False),
    ("净利润", lambda r: r.net, True),
)


def _signed(paper: Paper, *names: str) -> None:
    paper.y += 14
    for at, name in enumerate(names):
        paper.text(paper.margin + at * paper.inner / len(names), paper.y, name, points=9.5)


def small(statement: Income) -> Paper:
    """会小企02表 of the accounting standard for small enterprises, with line numbers."""
    paper = Paper(face=SONG, points=10.5, margin=58)
    paper.title("利  润  表", points=19)
    right = paper.width - paper.margin
    paper.text(right, paper.y - 16, "会小企02表", points=9.5, align="right")
    paper.text(paper.margin, paper.y, f"编制单位：{statement.company.name}", points=9.5)
    paper.text(paper.width / 2 + 40, paper.y, statement.shown, points=9.5)
    paper.text(right, paper.y, "单位：元", points=9.5, align="right")
    paper.y += 17
    columns = statement.columns()
    if statement.to_date is not None:
        columns = [columns[2], columns[0], columns[1]]  # the standard's own order: the year to date first
    share = 0.52 / len(columns)
    widths = [paper.inner * part for part in (0.41, 0.07, *(share,) * len(columns))]
    heads = ("项    目", "行次", *(name for name, _ in columns))
    rows: list[list[Cell | str]] = [[Cell(head, "centre", bold=True) for head in heads]]
    for number, (item, value, bold) in enumerate(SMALL_ITEMS, start=1):
        amounts = [Cell(cell(value(result)), "right") for _, result in columns]
        rows.append([Cell(item, bold=bold), Cell(str(number), "centre"), *amounts])
    paper.table(widths, rows, row_height=25, points=9.2)
    _signed(paper, "单位负责人：", "会计主管：", "制表人：")
    paper.seal(paper.margin + 150, paper.y - 6, statement.company.name, "财务专用章")
    return paper


def general(statement: Income) -> Paper:
    """会企02表 of the general accounting standards: open sides, horizontal lines only."""
    paper = Paper(face=FANG, points=11, margin=64)
    paper.title("利润表", points=18)
    right = paper.width - paper.margin
    paper.text(paper.width / 2, paper.y - 6, statement.shown, align="centre")
    paper.text(right, paper.y - 22, "会企02表", points=10, align="right")
    paper.y += 14
    paper.text(paper.margin, paper.y, f"编制单位：{statement.company.name}", points=10)
    paper.text(right, paper.y, "单位：人民币元", points=10, align="right")
    paper.y += 18
    columns = statement.columns()
    share = 0.54 / len(columns)
    widths = [paper.inner * part for part in (0.46, *(share,) * len(columns))]
    rows: list[list[Cell | str]] = [
        [Cell(head, "centre", bold=True) for head in ("项目", *(name for name, _ in columns))]
    ]
    for item, value, bold in GENERAL_ITEMS:
        amounts = [Cell(cell(value(result)), "right") for _, result in columns]
        rows.append([Cell(item, bold=bold), *amounts])
    paper.table(widths, rows, row_height=24, points=10, rules="rows")
    _signed(paper, "法定代表人：", "主管会计工作负责人：", "会计机构负责人：")
    paper.seal(paper.margin + 120, paper.y - 4, statement.company.name, "财务专用章")
    return paper


def plain(statement: Income) -> Paper:
    """A monthly table as bookkeeping programs print it: no lines between the cells."""
    paper = Paper(face=HEI, points=10.5, margin=70)
    paper.text(paper.margin, paper.y, statement.company.name, points=11)
    paper.y += 26
    paper.title(f"{statement.shown}利润表（简表）", points=15)
    paper.text(paper.margin, paper.y, f"报表期间：{statement.shown}", points=9.5)
    paper.text(paper.width - paper.margin, paper.y, "币种：人民币  单位：元", points=9.5, align="right")
    paper.y += 18
    paper.line(paper.margin, paper.y, paper.width - paper.margin, paper.y, width=1.2)
    columns = statement.columns()
    share = 0.66 / len(columns)
    widths = [paper.inner * part for part in (0.34, *(share,) * len(columns))]
    heads = ["科目", *(name.replace("金额", "数") for name, _ in columns)]
    paper.table(
        widths, [[Cell(head, "left" if not at else "right", bold=True) for at, head in enumerate(heads)]], rules="none"
    )
    paper.line(paper.margin, paper.y, paper.width - paper.margin, paper.y, width=0.6)
    rows = [
        [Cell(item, bold=bold), *(Cell(figures(value(result) or Decimal(0)), "right") for _, result in columns)]
        for item, value, bold in PLAIN_ITEMS
    ]
    paper.table(widths, rows, row_height=25, points=10, rules="none")
    paper.line(paper.margin, paper.y, paper.width - paper.margin, paper.y, width=1.2)
    _signed(paper, "制表：", "复核：", f"导出时间：{statement.period}")
    paper.seal(paper.margin + 190, paper.y - 30, statement.company.name, "财务专用章")
    return paper


LAYOUTS = {"small": small, "general": general, "plain": plain}
