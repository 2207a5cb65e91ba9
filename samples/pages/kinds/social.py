"""What a record of social insurance says: the unit, its people by insurance, what was paid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from samples.generate.paper import Cell
from samples.pages.facts import Facts
from samples.pages.lot import Lot
from samples.pages.registry import Wants
from samples.pages.sheet import mark

#: insurance, the unit's rate and the person's
RATES = (
    ("养老保险", Decimal("0.16"), Decimal("0.08")),
    ("医疗保险", Decimal("0.1"), Decimal("0.02")),
    ("失业保险", Decimal("0.008"), Decimal("0.002")),
    ("工伤保险", Decimal("0.004"), Decimal(0)),
    ("生育保险", Decimal("0.008"), Decimal(0)),
)
CENT = Decimal("0.01")


def draw(lot: Lot, wants: Wants) -> Facts:
    """``subtype`` and ``titles`` of the layout; ``people``: least and most; ``even``: all insurances have all."""
    place = lot.place()
    firm = lot.firm(place=place)
    low, high = wants.get("people", (4, 280))
    count = lot.number(low, high)
    year, month = lot.pick(((2019, 12), (2020, 1), (2020, 2), (2020, 3), (2020, 4), (2019, lot.number(3, 11))))
    printed = date(year + month // 12, month % 12 + 1, lot.number(2, 27))
    by_type = {name: count - (0 if wants.get("even") or lot.chance(0.7) else lot.number(0, 2)) for name, _, _ in RATES}
    by_type["养老保险"] = count
    base = lot.amount(3600, 14000)
    due = []
    for name, unit, own in RATES:
        total = base * by_type[name]
        due.append((name, total, (total * unit).quantize(CENT), (total * own).quantize(CENT)))
    office = lot.pick(("社会保险基金管理中心", "社会保险事业管理中心", "社会保险基金管理中心", "人力资源和社会保障局"))
    title = lot.pick(wants["titles"]).replace("@", place[0].removesuffix("市") + "市")
    facts = Facts(
        {
            "subtype": "单位参保证明"
            if wants["subtype"] == "单位缴费证明" and "缴费" not in title
            else wants["subtype"],
            "title": title,
            "unit_name": firm.name,
            "unit_no": place[2][:4] + lot.digits(lot.pick((6, 8))),
            "credit_code": firm.code,
            "insured_count": count,
            "insured_by_type": by_type,
            "month": f"{year}-{month:02}",
            "amount_paid_yuan": f"{sum((unit + own for _, _, unit, own in due), Decimal(0)):.2f}",
            "issuer": f"{place[0]}{place[1]}{office}",
            "print_date": printed.isoformat(),
        },
        lot,
        SimpleNamespace(
            firm=firm, place=place, year=year, month=month, printed=printed, base=base, due=due, count=count
        ),
        dates=lot.pick(("plain", "padded", "dash")),
        implied={"subtype": ("title",)},
    )
    if wants.get("as_of"):
        facts.truth["as_of_month"] = facts.truth.pop("month")
    if wants.get("rows"):
        facts.truth["roster_rows"] = count
        facts.implied = {"subtype": ("title",), "roster_rows": ()}
        if lot.chance(0.06):
            facts.clashed.add("insured_count")
            facts.more.count = count + lot.pick((-2, 1, 3))
    return facts


def month(f: Facts, form: str = "") -> str:
    form = form or f.lot.pick(("padded", "plain", "compact", "dash"))
    text = {
        "padded": f"{f.more.year}年{f.more.month:02}月",
        "plain": f"{f.more.year}年{f.more.month}月",
        "compact": f"{f.more.year}{f.more.month:02}",
        "dash": f"{f.more.year}-{f.more.month:02}",
    }[form]
    return mark("month as_of_month", text)


def count(f: Facts) -> str:
    """The number of people the paper claims."""
    return mark("insured_count", str(f.more.count))


def kinds_of(f: Facts, prefix: str = "") -> list[tuple[str, str]]:
    """Name and marked number of each insurance; ``prefix`` 基本 stands before pensions and medical care."""
    out = []
    for name, number in f.truth["insured_by_type"].items():
        shown = prefix + name if name[:2] in ("养老", "医疗") else name
        out.append((shown, mark("insured_by_type", str(number))))
    return out


def people(f: Facts, number: int, stars: int) -> list[tuple[str, str, str]]:
    """Name, identity number, wage base of each person."""
    out = []
    for _ in range(number):
        base = f.more.base + f.lot.number(-6, 20) * 50
        out.append((f.lot.person(), f.lot.identity(stars, f.more.place[2]), f"{max(base, Decimal(2000)):.2f}"))
    return out


def heads(*texts: str) -> list[Cell]:
    return [Cell(text, "centre", bold=True) for text in texts]
