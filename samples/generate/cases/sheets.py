"""Sheets of each kind with their truth, and the invented landlords and bodies that several cases share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from samples.generate.collection import Sheet
from samples.generate.kinds import balance, income, lease, licence, recognition, rentcut, social, training
from samples.generate.kinds.base import Party
from samples.generate.scan import USUAL, Wear

#: stands in the pack's list of district landlords as a district state-owned enterprise
STATE_LANDLORD = Party("北京朝阳示例国有资产经营有限公司", "MA00A1K3", "秦建国", "北京市朝阳区示例北街6号院1号楼")
#: stands in the pack's list as a district public institution
INSTITUTION_LANDLORD = Party("北京市朝阳区示例事务中心", "40070123", "何景行", "北京市朝阳区示例南路2号", office="12")
TRAINER = "北京示例职业技能培训学校"


def licence_sheet(name: str, content: licence.Licence, layout: str, *, wear: Wear = USUAL, photo: bool = True) -> Sheet:
    made = licence.LAYOUTS[layout]
    return Sheet(name, "business_licence", content, made, content.truth(), wear=wear, photo=photo)


def lease_sheet(name: str, content: lease.Lease, layout: str, *, wear: Wear = USUAL) -> Sheet:
    return Sheet(name, "lease", content, lease.LAYOUTS[layout], content.truth(), wear=wear)


def social_sheet(name: str, content: social.Record, layout: str, *, wear: Wear = USUAL, photo: bool = False) -> Sheet:
    truth = social.TRUTHS[layout](content)
    return Sheet(name, "social_insurance", content, social.LAYOUTS[layout], truth, wear=wear, photo=photo)


def training_sheet(name: str, content: training.Roster, layout: str, *, wear: Wear = USUAL) -> Sheet:
    return Sheet(name, "training_roster", content, training.LAYOUTS[layout], content.truth(), wear=wear)


def cut_sheet(name: str, content: rentcut.RentCut, layout: str, *, wear: Wear = USUAL) -> Sheet:
    truth = content.truth(codes=layout != "letter")
    return Sheet(name, "rent_reduction", content, rentcut.LAYOUTS[layout], truth, wear=wear)


def recognition_sheet(
    name: str, content: recognition.Recognition, layout: str, *, wear: Wear = USUAL, photo: bool = False
) -> Sheet:
    made = recognition.LAYOUTS[layout]
    return Sheet(name, "recognition_certificate", content, made, content.truth(), wear=wear, photo=photo)


def balance_sheet(name: str, content: balance.Balance, layout: str, *, wear: Wear = USUAL) -> Sheet:
    made = balance.LAYOUTS[layout]
    return Sheet(name, "financial_statement", content, made, content.truth(), wear=wear)


def income_sheet(name: str, content: income.Income, layout: str, *, wear: Wear = USUAL) -> Sheet:
    made = income.LAYOUTS[layout]
    return Sheet(name, "financial_statement", content, made, content.truth(), wear=wear)


def yuan(text: str) -> Decimal:
    return Decimal(text)


def result(
    revenue: str, cost: str, selling: str, admin: str, *, surcharges: str = "0", finance: str = "0", **other: str
) -> income.Result:
    """One column of an income statement, amounts as text."""
    amounts = {key: Decimal(value) for key, value in other.items()}
    return income.Result(*(Decimal(value) for value in (revenue, cost, surcharges, selling, admin, finance)), **amounts)


def add(*columns: income.Result) -> income.Result:
    """Columns added up: the year to date from its months."""
    names = (
        "revenue",
        "cost",
        "surcharges",
        "selling",
        "admin",
        "finance",
        "other_income",
        "other_expense",
        "income_tax",
    )
    return income.Result(*(sum((getattr(column, name) for column in columns), Decimal(0)) for name in names))


def months(
    company: Party, january: income.Result, now: Sequence[income.Result], before: Sequence[income.Result]
) -> list[income.Income]:
    """The monthly statements of 2020-02, 03 and 04, each with last year's month and the year to date."""
    made = []
    for at, (this, last) in enumerate(zip(now, before, strict=True)):
        to_date = add(january, *now[: at + 1])
        made.append(income.Income(company, f"2020-{at + 2:02}", this, last, to_date))
    return made


def position(**amounts: str) -> balance.Position:
    """One date of a balance sheet, amounts as text."""
    return balance.Position(**{name: Decimal(value) for name, value in amounts.items()})
