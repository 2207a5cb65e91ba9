"""Rosters and payment lists of social insurance."""

from __future__ import annotations

from decimal import Decimal

from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts
from samples.pages.kinds.social import CENT, RATES, count, draw, heads, month, people
from samples.pages.registry import layout
from samples.pages.sheet import Sheet, mark

_ROSTERS = ("单位参保人员名单", "参保职工花名册", "@社会保险参保人员缴费名单（单位专用）", "单位职工社会保险参保明细表")
_PAYMENTS = ("社会保险费缴费明细表", "@社会保险单位缴费明细", "社会保险费缴纳清单")


def _forget(f: Facts, *names: str) -> None:
    for name in names:
        f.truth.pop(name, None)


@layout(
    "social_insurance", "roster-ruled", draw, subtype="单位参保人员名单", titles=_ROSTERS, people=(6, 45), rows=True
)
def ruled(f: Facts) -> Sheet:
    """A row for each person, ticks for the five insurances, the count at the foot."""
    s = Sheet(face=f.lot.pick((SONG, HEI)), points=10, margin=46)
    s.title(f("title"), points=16)
    s.lines(
        [
            f"单位名称：{f('unit_name')}\t所属月份：{month(f)}",
            f"单位编号：{f('unit_no')}\t信用代码：{f('credit_code')}",
        ],
        step=17,
    )
    rows = [heads("序号", "姓名", "证件号码", "缴费基数", *(name[:2] for name, _, _ in RATES))]
    for at, (name, identity, base) in enumerate(people(f, f.truth["roster_rows"], 6), start=1):
        shown = [Cell(str(at), "centre"), Cell(name, "centre"), Cell(identity, "centre"), Cell(base, "right")]
        rows.append(shown + [Cell("√", "centre")] * 5)
    s.table([s.inner * part for part in (0.07, 0.13, 0.27, 0.13, *(0.08,) * 5)], rows, row_height=19, points=9)
    s.y += 8
    s.lines([f"参保人数合计：{count(f)}人"])
    s.keep(60)
    s.ends([f("issuer"), f"打印日期：{f.day('print_date')}"], step=18)
    s.seal(s.width - 140, s.y - 26, f.truth["issuer"], "业务专用章")
    _forget(f, "insured_by_type", "amount_paid_yuan")
    return s


@layout(
    "social_insurance",
    "roster-two-columns",
    draw,
    subtype="单位参保人员名单",
    titles=_ROSTERS,
    people=(10, 70),
    rows=True,
)
def two_columns(f: Facts) -> Sheet:
    """Two persons a line; identity numbers wrap in their cells; the count above the table."""
    s = Sheet(face=SONG, points=10, margin=60)
    s.title(f("title"), points=15)
    s.lines(
        [f"单位名称：{f('unit_name')}\t单位编号：{f('unit_no')}", f"{month(f, 'plain')}\t参保人数：共{count(f)}人"],
        step=17,
    )
    rows = [heads(*("序号", "个人编号", "姓名", "身份证号") * 2)]
    listed = people(f, f.truth["roster_rows"], 0)
    numbers = f.lot.number(20_000_000, 80_000_000)
    cells = [
        (str(at), str(numbers + at * 37), name, identity[:14] + "****")
        for at, (name, identity, _) in enumerate(listed, start=1)
    ]
    for at in range(0, len(cells), 2):
        pair = (*cells[at], *(cells[at + 1] if at + 1 < len(cells) else ("",) * 4))
        rows.append([Cell(text, "centre") for text in pair])
    s.table([s.inner * part for part in (0.07, 0.13, 0.12, 0.18) * 2], rows, row_height=20, points=9)
    s.y += 12
    s.keep(60)
    s.ends([f"{f('issuer')}（章）", f"打印时间：　{f.day('print_date')}"], step=18)
    s.seal(s.width - 150, s.y - 30, f.truth["issuer"])
    _forget(f, "insured_by_type", "amount_paid_yuan")
    return s


@layout(
    "social_insurance",
    "roster-unruled-pages",
    draw,
    subtype="单位参保人员名单",
    titles=_ROSTERS,
    people=(40, 120),
    rows=True,
)
def unruled(f: Facts) -> Sheet:
    """No rules, heads again on every page, numbers of pages; department and start of insurance."""
    s = Sheet(face=HEI, points=9.5, margin=56)
    s.number_pages = True
    s.title(f("title"), points=15)
    s.lines(
        [f"参保单位：{f('unit_name')}", f"统一社会信用代码：{f('credit_code')}\t费款所属期：{month(f, 'compact')}"],
        step=16,
    )
    widths = [s.inner * part for part in (0.08, 0.15, 0.32, 0.2, 0.25)]
    listed = people(f, f.truth["roster_rows"], 4)
    at = 0
    while at < len(listed):
        fits = max(int((s.height - s.margin - s.y) / 20) - 1, 1)
        rows = [heads("序号", "姓名", "社会保障号码", "参保险种", "缴费基数（元）")]
        for number, (name, identity, base) in enumerate(listed[at : at + fits], start=at + 1):
            rows.append([Cell(text, "centre") for text in (str(number), name, identity, "五险", base)])
        s.table(widths, rows, row_height=20, points=9, rules="none")
        at += fits
        if at < len(listed):
            s.new_page()
    s.keep(80)
    s.y += 8
    s.lines([f"以上共计 {count(f)} 人。"])
    s.ends([f"经办机构：{f('issuer')}", f"打印日期：{f.day('print_date')}"], step=18)
    s.seal(s.width - 150, s.y - 30, f.truth["issuer"], "业务专用章")
    _forget(f, "insured_by_type", "amount_paid_yuan")
    return s


@layout("social_insurance", "payment-list", draw, subtype="单位缴费明细", titles=_PAYMENTS)
def payments(f: Facts) -> Sheet:
    """Landscape: for each insurance people, base, both parts and the sum; totals below."""
    s = Sheet((842, 595), face=FANG, points=11, margin=54)
    s.title(f("title"), points=18)
    s.lines(
        [f"缴费单位：{f('unit_name')}\t金额单位：元", f"信用代码：{f('credit_code')}\t费款所属期：{month(f)}"], step=19
    )
    rows = [heads("险种", "缴费人数", "缴费基数", "单位应缴", "个人应缴", "合计金额")]
    units, owns = Decimal(0), Decimal(0)
    for name, base, unit, own in f.more.due:
        units, owns = units + unit, owns + own
        number = mark("insured_by_type", str(f.truth["insured_by_type"][name]))
        rows.append(
            [Cell(name), Cell(number, "centre"), *(Cell(f"{a:,.2f}", "right") for a in (base, unit, own, unit + own))]
        )
    total = f.yuan("amount_paid_yuan")
    rows.append(
        [Cell("合计"), Cell(""), Cell(""), *(Cell(text, "right") for text in (f"{units:,.2f}", f"{owns:,.2f}", total))]
    )
    s.table([s.inner * part for part in (0.2, 0.12, 0.18, 0.16, 0.16, 0.18)], rows, row_height=27, points=10.5)
    s.y += 10
    s.lines(
        [f"缴费人数：{count(f)}人　　缴费状态：已到账", "", f"打印日期：{f.day('print_date')}\t{f('issuer')}"], step=24
    )
    s.seal(s.width - 150, s.y - 24, f.truth["issuer"], "业务专用章")
    return s


@layout("social_insurance", "payments-by-month", draw, subtype="单位缴费明细", titles=_PAYMENTS, even=True)
def by_month(f: Facts) -> Sheet:
    """A row for each month of a period: people, due, paid, day of receipt; totals in the last row."""
    s = Sheet(face=SONG, points=10.5, margin=58)
    s.title(f("title"), points=17)
    length = f.lot.number(4, 12)
    last = f.more.year * 12 + f.more.month - 1
    month_names = [f"{at // 12}-{at % 12 + 1:02}" for at in range(last - length + 1, last + 1)]
    shown = [f"{text[:4]}年{text[5:]}月" for text in month_names]
    s.lines([f"单位名称：{f('unit_name')}\t单位编号：{f('unit_no')}"], step=17)
    s.lines([f"缴费期间：{mark('period_start', shown[0])}至{mark('period_end', shown[-1])}\t单位：元"], step=17)
    rate = sum((unit + own for _, unit, own in RATES), Decimal(0))
    rows = [heads("费款所属期", "参保人数", "应缴金额", "实缴金额", "到账日期")]
    total = Decimal(0)
    people_now = f.more.count
    for text, label in zip(month_names, shown, strict=True):
        due = (f.more.base * people_now * rate).quantize(CENT)
        total += due
        paid = f"{text}-{f.lot.number(10, 25)}"
        cells = (Cell(label, "centre"), Cell(str(people_now), "centre"), Cell(f"{due:,.2f}", "right"))
        rows.append([*cells, Cell(f"{due:,.2f}", "right"), Cell(paid, "centre")])
        people_now = max(people_now + f.lot.number(-2, 2), 2)
    f.truth["amount_paid_yuan"] = f"{total:.2f}"
    sums = (Cell("合计", "centre"), "", Cell(f"{total:,.2f}", "right"), Cell(f.yuan("amount_paid_yuan"), "right"), "")
    s.table([s.inner / 5] * 5, [*rows, sums], row_height=23, points=10)
    s.y += 14
    s.lines(["该单位在上述期间无欠费。"])
    s.ends([f("issuer"), f"打印日期：{f.day('print_date')}"])
    s.seal(s.width - 150, s.y - 30, f.truth["issuer"], "业务专用章")
    f.truth |= {"period_start": month_names[0], "period_end": month_names[-1]}
    _forget(f, "month", "insured_count", "insured_by_type")
    return s
