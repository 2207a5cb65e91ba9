"""Figures of financial statements that add up, and the lines that statements print."""

from __future__ import annotations

from calendar import monthrange
from decimal import Decimal
from types import SimpleNamespace

from samples.generate.paper import Cell
from samples.pages.facts import Facts
from samples.pages.lot import Lot
from samples.pages.registry import Wants
from samples.pages.sheet import Sheet, mark

Amounts = dict[str, Decimal]
#: key, label; an upper-case key is a heading without amounts
Line = tuple[str, str]

#: fields of the truth by the key of a line
SCORED = [
    "total_assets",
    "total_liabilities",
    "total_equity",
    "current_assets",
    "current_liabilities",
    "cash",
    "receivables",
    "fixed_assets",
    "revenue",
    "revenue_total",
    "profit_total",
    "net_profit",
    "net_profit_parent_holders",
    "operating_cash_flow",
]
#: what a column adds to a field's name
SUFFIX = {"now": "", "prev": "_prev", "ytd": "_ytd"}

ASSETS: tuple[Line, ...] = (
    ("HEAD", "流动资产："),
    ("cash", "货币资金"),
    ("notes", "应收票据"),
    ("receivables", "应收账款"),
    ("prepaid", "预付款项"),
    ("other_receivables", "其他应收款"),
    ("stock", "存货"),
    ("none", "一年内到期的非流动资产"),
    ("none", "其他流动资产"),
    ("current_assets", "流动资产合计"),
    ("HEAD", "非流动资产："),
    ("none", "长期股权投资"),
    ("fixed_assets", "固定资产"),
    ("none", "在建工程"),
    ("intangible", "无形资产"),
    ("deferred", "长期待摊费用"),
    ("none", "其他非流动资产"),
    ("other_assets", "非流动资产合计"),
    ("total_assets", "资产总计"),
)
CLAIMS: tuple[Line, ...] = (
    ("HEAD", "流动负债："),
    ("loans", "短期借款"),
    ("none", "应付票据"),
    ("payables", "应付账款"),
    ("advances", "预收款项"),
    ("wages", "应付职工薪酬"),
    ("taxes", "应交税费"),
    ("other_payables", "其他应付款"),
    ("current_liabilities", "流动负债合计"),
    ("HEAD", "非流动负债："),
    ("long_loans", "长期借款"),
    ("long_loans", "非流动负债合计"),
    ("total_liabilities", "负债合计"),
    ("HEAD", "所有者权益（或股东权益）："),
    ("capital", "实收资本（或股本）"),
    ("none", "资本公积"),
    ("kept", "未分配利润"),
    ("total_equity", "所有者权益（或股东权益）合计"),
    ("total_assets", "负债和所有者权益（或股东权益）总计"),
)
INCOME: tuple[Line, ...] = (
    ("revenue", "一、营业收入"),
    ("cost", "减：营业成本"),
    ("surcharges", "    税金及附加"),
    ("selling", "    销售费用"),
    ("admin", "    管理费用"),
    ("research", "    研发费用"),
    ("finance", "    财务费用"),
    ("none", "      其中：利息费用"),
    ("gains", "加：其他收益"),
    ("none", "    投资收益（损失以“－”号填列）"),
    ("operating", "二、营业利润（亏损以“－”号填列）"),
    ("extra", "加：营业外收入"),
    ("outside", "减：营业外支出"),
    ("profit_total", "三、利润总额（亏损总额以“－”号填列）"),
    ("income_tax", "减：所得税费用"),
    ("net_profit", "四、净利润（净亏损以“－”号填列）"),
)
CASH: tuple[Line, ...] = (
    ("HEAD", "一、经营活动产生的现金流量："),
    ("sales_in", "  销售商品、提供劳务收到的现金"),
    ("none", "  收到的税费返还"),
    ("other_in", "  收到其他与经营活动有关的现金"),
    ("total_in", "    经营活动现金流入小计"),
    ("goods_out", "  购买商品、接受劳务支付的现金"),
    ("staff_out", "  支付给职工以及为职工支付的现金"),
    ("tax_out", "  支付的各项税费"),
    ("other_out", "  支付其他与经营活动有关的现金"),
    ("total_out", "    经营活动现金流出小计"),
    ("operating_cash_flow", "    经营活动产生的现金流量净额"),
    ("HEAD", "二、投资活动产生的现金流量："),
    ("asset_out", "  购建固定资产、无形资产和其他长期资产支付的现金"),
    ("investing", "    投资活动产生的现金流量净额"),
    ("HEAD", "三、筹资活动产生的现金流量："),
    ("loan_in", "  取得借款收到的现金"),
    ("interest_out", "  分配股利、利润或偿付利息支付的现金"),
    ("financing", "    筹资活动产生的现金流量净额"),
    ("increase", "四、现金及现金等价物净增加额"),
    ("opening_cash", "  加：期初现金及现金等价物余额"),
    ("closing_cash", "五、期末现金及现金等价物余额"),
)


_SIGNERS = (("单位负责人", "会计机构负责人", "制表人"), ("法定代表人", "财务主管", "制表"))


def _position(lot: Lot, size: Decimal, step: Decimal) -> Amounts:
    def part(low: float, high: float) -> Decimal:
        share = Decimal(str(round(lot.random.uniform(low, high), 4)))
        return (size * share / step).to_integral_value() * step + Decimal("0.00")

    a: Amounts = {
        "cash": part(0.08, 0.4),
        "notes": part(0.01, 0.05),
        "receivables": part(0.12, 0.4),
        "prepaid": part(0.01, 0.08),
        "other_receivables": part(0.01, 0.1),
        "stock": part(0.02, 0.3),
        "fixed_assets": part(0.15, 0.5),
        "intangible": part(0.005, 0.05),
        "deferred": part(0.005, 0.08),
        "loans": part(0.02, 0.12),
        "payables": part(0.04, 0.2),
        "advances": part(0.01, 0.1),
        "wages": part(0.01, 0.06),
        "taxes": part(0.003, 0.03),
        "other_payables": part(0.01, 0.12),
        "long_loans": part(0.02, 0.08),
        "capital": part(0.2, 0.45),
    }
    a["current_assets"] = sum(
        (a[k] for k in ["cash", "notes", "receivables", "prepaid", "other_receivables", "stock"]), Decimal(0)
    )
    a["other_assets"] = a["fixed_assets"] + a["intangible"] + a["deferred"]
    a["total_assets"] = a["current_assets"] + a["other_assets"]
    owed = ["loans", "payables", "advances", "wages", "taxes", "other_payables"]
    a["current_liabilities"] = sum((a[k] for k in owed), Decimal(0))
    a["total_liabilities"] = a["current_liabilities"] + a["long_loans"]
    a["total_equity"] = a["total_assets"] - a["total_liabilities"]
    a["kept"] = a["total_equity"] - a["capital"]
    return a


def _result(lot: Lot, revenue: Decimal, step: Decimal) -> Amounts:
    def part(low: float, high: float) -> Decimal:
        share = Decimal(str(round(lot.random.uniform(low, high), 4)))
        return (revenue * share / step).to_integral_value() * step + Decimal("0.00")

    a: Amounts = {"revenue": revenue}
    a |= {"cost": part(0.4, 0.8), "surcharges": part(0.002, 0.01), "selling": part(0.02, 0.12)}
    a |= {"admin": part(0.04, 0.2), "research": part(0.0, 0.08), "finance": part(0.001, 0.02)}
    a |= {"gains": part(0.0, 0.01), "extra": part(0.0, 0.01), "outside": part(0.0, 0.01)}
    spent = sum((a[k] for k in ["cost", "surcharges", "selling", "admin", "research", "finance"]), Decimal(0))
    a["operating"] = revenue - spent + a["gains"]
    a["profit_total"] = a["operating"] + a["extra"] - a["outside"]
    taxed = max(a["profit_total"], Decimal(0))
    a["income_tax"] = (taxed * Decimal("0.05") / step).to_integral_value() * step + Decimal("0.00")
    a["net_profit"] = a["profit_total"] - a["income_tax"]
    a |= {"sales_in": part(0.9, 1.15), "other_in": part(0.01, 0.1), "goods_out": part(0.4, 0.7)}
    a |= {"staff_out": part(0.1, 0.25), "tax_out": part(0.02, 0.08), "other_out": part(0.03, 0.15)}
    a["total_in"] = a["sales_in"] + a["other_in"]
    a["total_out"] = a["goods_out"] + a["staff_out"] + a["tax_out"] + a["other_out"]
    a["operating_cash_flow"] = a["total_in"] - a["total_out"]
    a |= {"asset_out": part(0.01, 0.1), "loan_in": part(0.0, 0.1), "interest_out": part(0.001, 0.02)}
    a["investing"], a["financing"] = -a["asset_out"], a["loan_in"] - a["interest_out"]
    a["increase"] = a["operating_cash_flow"] + a["investing"] + a["financing"]
    a["opening_cash"] = part(0.1, 0.6)
    a["closing_cash"] = a["opening_cash"] + a["increase"]
    return a


def _sum(one: Amounts, other: Amounts) -> Amounts:
    """Two months together; cash at the opening stays the first one's."""
    both = {key: value + other.get(key, Decimal(0)) for key, value in one.items()}
    both["opening_cash"] = one["opening_cash"]
    both["closing_cash"] = both["opening_cash"] + both["increase"]
    return both


def columns(lot: Lot, wants: Wants, step: Decimal) -> dict[str, Amounts]:
    """Balance sheet, income and cash flow of each column: ``now``, ``prev`` and, for months, ``ytd``."""
    size = lot.amount(*(wants.get("size") or (800_000, 60_000_000)), step=str(step))
    if step == Decimal("0.01"):
        size += Decimal(lot.number(1, 99)) / 100
    out: dict[str, Amounts] = {}
    for column, factor in (("now", 1.0), ("prev", lot.random.uniform(0.7, 1.2))):
        scaled = (size * Decimal(str(round(factor, 4))) / step).to_integral_value() * step + Decimal("0.00")
        flow = scaled if not wants.get("month") else (scaled / 12 / step).to_integral_value() * step + Decimal("0.00")
        out[column] = _position(lot, scaled, step) | _result(lot, flow, step)
    if wants.get("month"):
        out["ytd"] = _sum(out["now"], _result(lot, out["prev"]["revenue"], step))
    return out


def draw(lot: Lot, wants: Wants) -> Facts:
    """``month``: of one month, else a year; ``point``: of a date; ``wan``: in 万元; ``bare``: no unit stated."""
    step = Decimal(100) if wants.get("wan") else Decimal("0.01")
    cols = columns(lot, wants, step)
    firm = lot.firm()
    year = lot.number(2018, 2020) if wants.get("month") else lot.number(2016, 2020)
    month = lot.number(2, 12) if year < 2020 else lot.number(2, 4)
    if wants.get("point"):
        month = month if wants.get("month") or lot.chance(0.4) else 12
        period = f"{year}-{month:02}-{monthrange(year, month)[1]:02}"
    else:
        period = f"{year}-{month:02}" if wants.get("month") else str(year)
    tail = "" if wants.get("bare") else "_yuan"
    truth: dict[str, object] = {"company": firm.name, "period": period, "unit": "万元" if wants.get("wan") else "元"}
    for column, amounts in cols.items():
        for key in SCORED:
            if key in amounts:
                truth[f"{key}{SUFFIX[column]}{tail}"] = f"{amounts[key]:.2f}"
    return Facts(
        truth,
        lot,
        SimpleNamespace(
            firm=firm,
            cols=cols,
            per=10_000 if wants.get("wan") else 1,
            tail=tail,
            dash=lot.pick(("", "", "-", "0.00")),
            year=year,
            month=month,
            parts={},
        ),
    )


def money(f: Facts, key: str, column: str, *, part: str = "") -> str:
    """The amount of a line in a column, marked where it is scored; ``part``: below that name in the truth."""
    amounts = f.more.parts[part][column] if part else f.more.cols[column]
    if key == "HEAD":
        return ""
    if key not in amounts:
        return str(f.more.dash)
    text = f"{amounts[key] / f.more.per:,.2f}"
    if key not in SCORED:
        return text
    name = f"{key}{SUFFIX[column]}{f.more.tail}"
    return mark(f"{part}.{name}" if part else name, text)


def period(f: Facts) -> str:
    """2019年12月31日, 2020年3月 or 2019年度, marked."""
    year, *rest = str(f.truth["period"]).split("-")
    if len(rest) == 2:
        return f.day("period", f.lot.pick(("plain", "padded", "spaced")))
    return mark("period", f"{year}年{int(rest[0])}月" if rest else f"{year}年度")


def finish(f: Facts, s: Sheet) -> Sheet:
    """Leaves unscored the amounts of statements that are not on this paper."""
    marked = {name for one in s.marks for name in one.names}
    kept = {"company", "period", "unit"} | {f"{key}{f.more.tail}" for key in ("total_assets", "revenue")}
    f.unscored |= {name for name in f.truth if name not in marked and name not in kept}
    return s


def heads(*texts: str) -> list[Cell]:
    return [Cell(text, "centre", bold=True) for text in texts]


def signers(f: Facts, s: Sheet) -> None:
    """The line of names at the foot, and the company's seal over it."""
    s.y += 10
    third = s.inner / 3
    for at, role in enumerate(f.lot.pick(_SIGNERS)):
        s.text(s.margin + at * third, s.y, f"{role}：{f.lot.person()}", points=10)
    s.seal(s.margin + 150, s.y - 36, f.more.firm.name)
