"""What a lease says, and the clauses that leases share."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from samples.pages.facts import DATE_STYLES, Facts
from samples.pages.lot import Lot
from samples.pages.registry import Wants
from samples.pages.sheet import mark

#: months in the words of leases
MONTHS = {1: ("一", "壹", "1"), 2: ("两", "贰", "2"), 3: ("三", "叁", "3"), 6: ("六", "陆", "6")}
YEARS = {1: ("一", "壹", "1"), 2: ("二", "贰", "2"), 3: ("三", "叁", "3"), 4: ("四", "肆", "4"), 5: ("五", "伍", "5")}
_USES = {
    "餐饮管理": ("餐饮经营", "餐饮", "经营餐饮"),
    "酒店管理": ("酒店经营", "住宿经营"),
    "物流": ("仓储", "仓储及办公"),
    "商贸": ("商业经营", "零售商业", "商铺"),
}
#: clauses that name no amount, place or date of the lease
COMMON = (
    "乙方应按时交纳水费、电费、燃气费、供暖费、物业管理费、通讯费等因使用房屋发生的全部费用。",
    "未经甲方书面同意，乙方不得将房屋全部或部分转租、转借他人，不得擅自改变房屋结构。",
    "乙方装修房屋须将方案报甲方审核同意，费用由乙方承担；租赁期满，固定装修无偿归甲方所有。",
    "甲方应保证房屋权属清楚，无产权纠纷；如因此影响乙方使用，甲方应赔偿乙方损失。",
    "乙方应遵守消防、治安、环保等规定，配备必要的消防器材，并承担安全责任。",
    "任何一方提前解除合同的，应提前两个月书面通知对方，并向对方支付违约金。",
    "乙方逾期交付租金的，每逾期一日，按欠付金额的千分之三支付违约金；逾期超过三十日的，甲方有权解除合同。",
    "因不可抗力或政府征收、拆迁使合同不能履行的，合同自行终止，双方互不承担违约责任，租金按实际使用天数结算。",
    "租赁期满，乙方如需续租，应在期满前三个月提出，在同等条件下享有优先承租权。",
    "房屋及附属设施因自然损耗需要维修的，由甲方负责；因乙方使用不当造成损坏的，由乙方负责修复。",
    "本合同未尽事宜，由双方另行签订补充协议，补充协议与本合同具有同等法律效力。",
    "双方因履行本合同发生争议，应协商解决；协商不成的，可向房屋所在地人民法院提起诉讼。",
    "本合同一式肆份，甲、乙双方各执贰份，自双方签字盖章之日起生效。",
)


@dataclass(frozen=True, slots=True)
class Step:
    start: date
    end: date
    monthly: Decimal  #: yuan


def months_on(day: date, months: int) -> date:
    """The same day ``months`` later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _steps(start: date, years: int, monthly: Decimal, lot: Lot, stepped: bool) -> tuple[Step, ...]:
    cuts = [0, years] if not stepped or years == 1 else sorted({0, years, lot.number(1, years - 1), 1})
    rate = Decimal(lot.pick(("1.03", "1.05", "1.06", "1.08")))
    steps = []
    for first, then in pairwise(cuts):
        last = months_on(start, then * 12) - timedelta(days=1)
        steps.append(Step(months_on(start, first * 12), last, monthly))
        monthly = (monthly * rate / 10).to_integral_value() * 10 + Decimal("0.00")
    return tuple(steps)


def draw(lot: Lot, wants: Wants) -> Facts:
    """``stepped``: the layout has room for rents that change; ``both``: it can contradict itself."""
    place = lot.place()
    lessor, lessee = lot.firm(landlord=True, place=place), lot.firm(place=place)
    individual = bool(wants.get("person")) and lot.chance(0.6)
    years = lot.pick((1, 2, 3, 3, 5, 5))
    start = date(lot.number(2016, 2020), lot.number(1, 12), lot.pick((1, 1, 1, 15, lot.number(1, 28))))
    area = Decimal(lot.number(3000, 98000)) / 100
    daily = Decimal(lot.number(15, 95)) / 10
    monthly = (daily * area * 365 / 12).quantize(Decimal("0.01"))
    if not wants.get("daily"):
        monthly = (monthly / 100).to_integral_value() * 100 + Decimal("0.00")
    steps = _steps(start, years, monthly, lot, bool(wants.get("stepped")) and lot.chance(0.75))
    months = lot.pick((1, 2, 3, 3))
    signed = start - timedelta(days=lot.number(1, 40))
    cycle = lot.pick(("季度", "月", "半年", "季度"))
    rent_words = MONTHS[months][lot.number(0, 2)] + "个月租金"
    truth: dict[str, Any] = {
        "contract_no": f"{lot.pick(('ZL', 'FWZL', 'HT', 'BJ'))}-{signed.year}-{lot.digits(3)}",
        "lessor": lot.person() if individual else lessor.name,
        "lessee": lessee.name,
        "agent": f"{lot.brand()}房地产经纪有限公司",
        "lessor_credit_code": None if individual else lessor.code,
        "lessee_credit_code": lessee.code,
        "address": lot.address(place[0], place[1], shop=lessee.trade in _USES),
        "area_m2": f"{area:f}",
        "use": lot.pick(_USES.get(lessee.trade, ("办公", "办公经营", "商务办公"))),
        "start_date": start.isoformat(),
        "end_date": steps[-1].end.isoformat(),
        "term_months": years * 12,
        "rent_monthly_yuan": f"{monthly:.2f}",
        "rent_yearly_yuan": f"{monthly * 12:.2f}",
        "deposit_yuan": f"{monthly * months:.2f}",
        "deposit_basis": rent_words,
        "payment_cycle": cycle,
        "pay_day": lot.pick((1, 5, 10, 15, 20)),
        "sign_date": signed.isoformat(),
    }
    if len(steps) > 1:
        truth["rent_schedule"] = [
            {
                "from": one.start.isoformat(),
                "to": one.end.isoformat(),
                "amount_yuan": f"{one.monthly:.2f}",
                "per": "month",
            }
            for one in steps
        ]
    facts = Facts(
        truth,
        lot,
        SimpleNamespace(lessor=lessor, lessee=lessee, individual=individual, steps=steps, years=years, daily=daily),
        dates=lot.pick(DATE_STYLES[:3]),
        implied={
            "term_months": ("start_date", "end_date"),
            "deposit_yuan": ("deposit_basis", "rent_monthly_yuan"),
        },
    )
    if wants.get("both") and len(steps) == 1 and lot.chance(0.12):
        if lot.chance(0.5):
            facts.clash["rent_monthly_yuan"] = monthly + lot.pick((1000, 2000, -1000))
            facts.unscored |= {"rent_yearly_yuan"}
        else:
            facts.clash["deposit_yuan"] = monthly * months + lot.pick((5000, 10000))
    return facts


def years_of(facts: Facts) -> str:
    """叁 or 三 or 3, marked as the term."""
    return mark("term_months", YEARS[facts.more.years][facts.lot.number(0, 2)])


def clauses(facts: Facts, least: int, most: int) -> list[str]:
    """Some of COMMON, in their order."""
    chosen = set(facts.lot.shuffled(range(len(COMMON) - 1))[: facts.lot.number(least, most)])
    return [text for at, text in enumerate(COMMON) if at in chosen or at == len(COMMON) - 1]


def figures(amount: Decimal) -> str:
    return f"{amount:,.2f}"
