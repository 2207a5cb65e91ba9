"""Balance sheets: small-enterprise form and general form (two sides), a plain one-column form."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest

from samples.generate.amounts import cell
from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.kinds.base import Party, Truth, money
from samples.generate.paper import Cell, Paper


@dataclass(frozen=True, slots=True)
class Position:
    """One date's figures, yuan. Profit kept is what makes both sides equal."""

    cash: Decimal
    receivables: Decimal
    prepaid: Decimal
    stock: Decimal
    fixed: Decimal  #: book value
    deferred: Decimal  #: long-term deferred expense
    payables: Decimal
    advances: Decimal
    wages: Decimal
    taxes: Decimal
    loans: Decimal  #: short-term
    capital: Decimal

    @property
    def current_assets(self) -> Decimal:
        return self.cash + self.receivables + self.prepaid + self.stock

    @property
    def other_assets(self) -> Decimal:
        return self.fixed + self.deferred

    @property
    def assets(self) -> Decimal:
        return self.current_assets + self.other_assets

    @property
    def current_liabilities(self) -> Decimal:
        return self.loans + self.payables + self.advances + self.wages + self.taxes

    @property
    def equity(self) -> Decimal:
        return self.assets - self.current_liabilities

    @property
    def kept(self) -> Decimal:
        return self.equity - self.capital


@dataclass(frozen=True, slots=True)
class Balance:
    company: Party
    day: str  #: ISO date of the sheet
    end: Position
    opening: Position

    @property
    def shown(self) -> str:
        year, month, day = (int(part) for part in self.day.split("-"))
        return f"{year}年{month}月{day}日"

    def truth(self) -> Truth:
        given: Truth = {"company": self.company.name, "period": self.day, "unit": "元"}
        for suffix, at in (("", self.end), ("_prev", self.opening)):
            given[f"total_assets{suffix}_yuan"] = money(at.assets)
            given[f"total_liabilities{suffix}_yuan"] = money(at.current_liabilities)
            given[f"total_equity{suffix}_yuan"] = money(at.equity)
        given["current_assets_yuan"] = money(self.end.current_assets)
        given["current_liabilities_yuan"] = money(self.end.current_liabilities)
        given["cash_yuan"] = money(self.end.cash)
        given["receivables_yuan"] = money(self.end.receivables)
        given["revenue_yuan"] = None
        return given


#: name, attribute of Position (nothing: an empty line of the form), is a sum
_Line = tuple[str, str, bool]
ASSETS: tuple[_Line, ...] = (
    ("流动资产：", "", True),
    ("  货币资金", "cash", False),
    ("  短期投资", "", False),
    ("  应收票据", "", False),
    ("  应收账款", "receivables", False),
    ("  预付账款", "prepaid", False),
    ("  存货", "stock", False),
    ("流动资产合计", "current_assets", True),
    ("非流动资产：", "", True),
    ("  长期股权投资", "", False),
    ("  固定资产账面价值", "fixed", False),
    ("  无形资产", "", False),
    ("  长期待摊费用", "deferred", False),
    ("非流动资产合计", "other_assets", True),
    ("资产总计", "assets", True),
)
CLAIMS: tuple[_Line, ...] = (
    ("流动负债：", "", True),
    ("  短期借款", "loans", False),
    ("  应付账款", "payables", False),
    ("  预收账款", "advances", False),
    ("  应付职工薪酬", "wages", False),
    ("  应交税费", "taxes", False),
    ("流动负债合计", "current_liabilities", True),
    ("非流动负债合计", "", True),
    ("负债合计", "current_liabilities", True),
    ("所有者权益（或股东权益）：", "", True),
    ("  实收资本（或股本）", "capital", False),
    ("  盈余公积", "", False),
    ("  未分配利润", "kept", False),
    ("所有者权益合计", "equity", True),
    ("负债和所有者权益总计", "assets", True),
)


def _amount(at: Position, name: str) -> str:
    return cell(getattr(at, name)) if name else ""


def _heading(paper: Paper, sheet: Balance, title: str, form: str) -> None:
    paper.title(title, points=18)
    right = paper.width - paper.margin
    if form:
        paper.text(right, paper.y - 16, form, points=9.5, align="right")
    paper.text(paper.margin, paper.y, f"编制单位：{sheet.company.name}", points=9.5)
    paper.text(paper.width / 2, paper.y, sheet.shown, points=9.5)
    paper.text(right, paper.y, "单位：元", points=9.5, align="right")
    paper.y += 17


def _two_sides(paper: Paper, sheet: Balance, columns: tuple[str, str], *, numbered: bool, high: float) -> None:
    """Assets on the left, liabilities and equity on the right."""
    one = (0.2, 0.045, 0.1275, 0.1275) if numbered else (0.21, 0.145, 0.145)
    widths = [paper.inner * part for part in one * 2]
    rows: list[list[Cell | str]] = []
    number = ("行次",) if numbered else ()
    heads = ("资    产", *number, *columns, "负债和所有者权益", *number, *columns)
    rows.append([Cell(head, "centre", bold=True) for head in heads])
    for at, sides in enumerate(zip_longest(ASSETS, CLAIMS), start=1):
        row: list[Cell | str] = []
        for side, (label, name, bold) in enumerate(sides):
            row.append(Cell(label, bold=bold))
            if numbered:
                row.append(Cell(str(at + side * len(ASSETS)), "centre"))
            row += [Cell(_amount(day, name), "right") for day in (sheet.end, sheet.opening)]
        rows.append(row)
    paper.table(widths, rows, row_height=high, points=8.6)


def small(sheet: Balance) -> Paper:
    """会小企01表, landscape, with line numbers."""
    paper = Paper((842, 595), face=SONG, points=10, margin=42)
    _heading(paper, sheet, "资 产 负 债 表", "会小企01表")
    _two_sides(paper, sheet, ("期末余额", "年初余额"), numbered=True, high=24)
    paper.y += 12
    for at, name in enumerate(("单位负责人：", "会计主管：", "制表人：")):
        paper.text(paper.margin + at * paper.inner / 3, paper.y, name, points=9.5)
    paper.seal(paper.margin + 150, paper.y - 26, sheet.company.name, "财务专用章")
    return paper


def general(sheet: Balance) -> Paper:
    """会企01表, portrait, two narrow sides without line numbers."""
    paper = Paper(face=FANG, points=10, margin=30)
    paper.y += 20
    _heading(paper, sheet, "资产负债表", "会企01表")
    _two_sides(paper, sheet, ("期末余额", "上年年末余额"), numbered=False, high=30)
    paper.y += 14
    for at, name in enumerate(("法定代表人：", "主管会计工作负责人：", "会计机构负责人：")):
        paper.text(paper.margin + at * paper.inner / 3, paper.y, name, points=9.5)
    paper.seal(paper.margin + 120, paper.y - 20, sheet.company.name, "财务专用章")
    return paper


def plain(sheet: Balance) -> Paper:
    """Assets first, then liabilities and equity below them in one column, lines only under the rows."""
    paper = Paper(face=HEI, points=9.5, margin=80)
    _heading(paper, sheet, "资产负债表（简表）", "")
    widths = [paper.inner * part for part in (0.46, 0.27, 0.27)]
    heads = ("项目", "期末数", "年初数")
    rows: list[list[Cell | str]] = [[Cell(head, "centre", bold=True) for head in heads]]
    for label, name, bold in ASSETS + CLAIMS:
        amounts = (Cell(_amount(day, name), "right", bold=bold) for day in (sheet.end, sheet.opening))
        rows.append([Cell(label, bold=bold), *amounts])
    paper.table(widths, rows, row_height=20, points=9.2, rules="rows")
    paper.y += 10
    paper.text(paper.margin, paper.y, "财务负责人：", points=9.5)
    paper.seal(paper.margin + 130, paper.y - 20, sheet.company.name, "财务专用章")
    return paper


LAYOUTS = {"small": small, "general": general, "plain": plain}
