"""Leases whose rent is not by the month: a yard let by the year with a step each year, a term by its length alone."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from samples.generate.fonts import FANG, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts, written_date
from samples.pages.kinds.lease import clauses, draw, figures, months_on
from samples.pages.registry import layout
from samples.pages.sheet import Sheet, mark


@layout("lease", "yearly-steps", draw)
def yearly(f: Facts) -> Sheet:
    """厂房租赁协议: rent by the year, more each year, in an unruled list; the months' rent is not stated."""
    start = date.fromisoformat(f.truth["start_date"])
    years = f.more.years
    rent = Decimal(f.truth["rent_yearly_yuan"])
    steps = []
    for at in range(years):
        last = months_on(start, 12 * at + 12) - timedelta(days=1)
        steps.append((months_on(start, 12 * at), last, rent))
        rent = (rent * Decimal("1.05") / 100).to_integral_value() * 100 + Decimal("0.00")
    if years > 1:
        f.truth["rent_schedule"] = [
            {"from": first.isoformat(), "to": last.isoformat(), "amount_yuan": f"{amount:.2f}", "per": "year"}
            for first, last, amount in steps
        ]
    f.unscored |= {"rent_monthly_yuan", "pay_day"}  # a twelfth, and a day of one month: may be given or not
    s = Sheet(face=f.lot.pick((FANG, SONG)), points=12, margin=76)
    s.title(f.lot.pick(("厂房租赁协议", "场地租赁合同", "库房租赁合同")), points=20)
    s.lines([f"\t编号：{f('contract_no')}"], points=10.5)
    s.paragraph(f"出租方：{f('lessor')}（以下简称甲方）", indent=0)
    s.paragraph(f"承租方：{f('lessee')}（以下简称乙方）", indent=0)
    s.paragraph(f"1. 甲方将位于{f('address')}的房屋租给乙方，租赁面积{f('area_m2')}平方米，作为{f('use')}使用。")
    s.paragraph(f"2. 租赁期限：{f.day('start_date')}至{f.day('end_date')}。")
    s.paragraph("3. 租金（单位：元）：")
    rows = []
    for at, (first, last, amount) in enumerate(steps):
        names = ("rent_schedule" if years > 1 else "") + (" rent_yearly_yuan" if at == 0 else "")
        shown = f"{written_date(first, 'dot')}－{written_date(last, 'dot')}"
        label = f"第{'一二三四五'[at]}年"
        rows.append([Cell(label), Cell(shown), Cell("年租金"), Cell(mark(names, figures(amount)), "right")])
    s.table([s.inner * part for part in (0.16, 0.44, 0.18, 0.22)], rows, row_height=22, points=11, rules="none")
    s.y += 6
    f.truth["payment_cycle"] = "每年"
    s.paragraph(f"4. 租金{f('payment_cycle')}支付一次，于每年{start.month}月{f('pay_day')}日前一次付清当年租金。")
    s.paragraph(f"5. 乙方向甲方交纳保证金{f.yuan('deposit_yuan')}元，合同期满无违约情形的予以退还。")
    for at, text in enumerate(clauses(f, 5, 8)):
        s.paragraph(f"{at + 6}. {text}")
    s.y += 16
    signed = f"签订日期：{f.day('sign_date')}"
    s.sides(["甲方（公章）：", f("lessor"), signed], ["乙方（公章）：", f("lessee"), signed])
    s.seal(s.margin + 110, s.y - 40, f.more.lessor.name)
    s.seal(s.width / 2 + 120, s.y - 44, f.more.lessee.name)
    return s


@layout("lease", "term-by-length", draw, both=True)
def by_length(f: Facts) -> Sheet:
    """A start and a number of months, no end; rent by the quarter and the year; the lessee stands on the left."""
    s = Sheet(face=SONG, points=11, margin=72)
    s.title("房屋租赁合同", points=19)
    s.lines([f"签约日期：{f.day('sign_date')}\t合同号：{f('contract_no')}"], step=20, points=10)
    s.table(
        [s.inner / 2] * 2,
        [
            (Cell("承租人（乙方）", "centre", bold=True), Cell("出租人（甲方）", "centre", bold=True)),
            (f("lessee"), f("lessor")),
            (f"代码：{f('lessee_credit_code')}", f"代码：{f('lessor_credit_code')}"),
        ],
        row_height=26,
        points=9.5,
    )
    s.y += 10
    months = mark("term_months", str(f.truth["term_months"]))
    quarter = f.more.steps[0].monthly * 3
    f.unscored |= {"end_date", "rent_monthly_yuan", "payment_cycle"}  # follow from what is stated
    f.clash.pop("rent_monthly_yuan", None)
    for text in (
        f"一、租赁房屋：{f('address')}，建筑面积{f('area_m2')}平方米，用途为{f('use')}。",
        f"二、租赁期{months}个月，自{f.day('start_date')}起算。",
        f"三、租金每季度{figures(quarter)}元，全年共计{f.yuan('rent_yearly_yuan')}元。",
        f"四、乙方每季度首月{f('pay_day')}日前交付当季租金。",
        f"五、押金：{f.both('deposit_yuan')}，于签约时一次交清。",
    ):
        s.paragraph(text)
    for number, text in zip("六七八九十", clauses(f, 4, 4), strict=False):
        s.paragraph(f"{number}、{text}")
    s.y += 20
    s.sides(["乙方（签章）：", "", ""], ["甲方（签章）：", "", ""])
    s.seal(s.margin + 110, s.y - 40, f.more.lessee.name, "合同专用章")
    s.seal(s.width / 2 + 120, s.y - 44, f.more.lessor.name, "合同专用章")
    return s
