"""Certificates of social insurance: a sentence, a table, a boxed form, a relative month; a person's own."""

from __future__ import annotations

from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.kinds.licence import qr_code
from samples.generate.paper import Cell
from samples.pages.facts import Facts
from samples.pages.kinds.social import count, draw, heads, kinds_of, month
from samples.pages.registry import layout
from samples.pages.sheet import Sheet

_TITLES = (
    "@社会保险单位参保缴费证明",
    "社会保险参保证明（单位专用）",
    "@单位参加社会保险证明",
    "单位社会保险参保缴费情况证明",
)


@layout("social_insurance", "certificate-sentence", draw, subtype="单位缴费证明", titles=_TITLES, as_of=True)
def sentence(f: Facts) -> Sheet:
    """All in one sentence, the numbers of each insurance in brackets."""
    s = Sheet(face=f.lot.pick((SONG, FANG)), points=14, margin=84)
    s.title(f("title"), points=19)
    s.y += 14
    parts = "，".join(f"{name}{number}人" for name, number in kinds_of(f))
    s.paragraph(
        f"兹证明{f('unit_name')}（统一社会信用代码：{f('credit_code')}，单位编号：{f('unit_no')}）已依法参加社会保险。"
        f"截至{month(f, 'plain')}底，该单位参保职工{count(f)}人，其中{parts}，按时足额缴纳社会保险费，无欠费。"
    )
    s.paragraph("特此证明。")
    s.y += 50
    s.ends([f("issuer"), f.day("print_date", f.lot.pick(("plain", "chinese")))], step=28)
    s.seal(s.width - 180, s.y - 40, f.truth["issuer"], "业务专用章")
    f.truth.pop("amount_paid_yuan")
    return s


@layout("social_insurance", "certificate-table", draw, subtype="单位缴费证明", titles=_TITLES, as_of=True, even=True)
def table(f: Facts) -> Sheet:
    """Head lines, a table by insurance, notes on how to check it, QR code."""
    s = Sheet(face=SONG, points=11, margin=66)
    s.text(s.margin, 44, f"验证码：{f.lot.digits(16)}", points=8)
    qr_code(s, s.width - 130, 30, 62)
    s.y = 104
    s.title(f("title"), points=17)
    s.lines([f"单位名称：{f('unit_name')}", f"统一社会信用代码：{f('credit_code')}\t社会保险登记号：{f('unit_no')}"])
    s.y += 4
    rows = [heads("险种", "参保人数（人）", "缴费截止年月", "缴费状态")]
    for name, number in kinds_of(f, "基本"):
        rows.append([Cell(text, "centre") for text in (name, number, month(f, "dash"), "正常缴费")])
    s.table([s.inner * part for part in (0.34, 0.2, 0.24, 0.22)], rows, row_height=26, points=10.5)
    s.y += 12
    s.paragraph(f"参保职工总人数：{count(f)}人。", indent=0)
    s.paragraph("备注：1. 本证明可登录网上服务平台验证真伪。2. 本证明自打印之日起三个月内有效。", indent=0)
    s.y += 30
    s.ends([f"经办机构：{f('issuer')}", f"打印日期：{f.day('print_date')}"])
    s.seal(s.width - 160, s.y - 36, f.truth["issuer"], "业务专用章")
    f.truth.pop("amount_paid_yuan")
    return s


@layout("social_insurance", "certificate-boxed", draw, subtype="单位缴费证明", titles=_TITLES, as_of=True, even=True)
def boxed(f: Facts) -> Sheet:
    """A form in a grid: label, value, label, value; the five insurances in a row of columns."""
    s = Sheet(face=FANG, points=11, margin=58)
    s.title(f("title"), points=18, face=HEI)
    s.lines([f"流水号：{f.lot.digits(12)}\t打印时间：{f.day('print_date')}"], points=9.5)
    fifth = s.inner / 5
    s.table(
        (fifth * 0.9, fifth * 1.6, fifth * 0.9, fifth * 1.6),
        [
            (Cell("单位全称", "centre"), Cell(f("unit_name"), across=3)),
            (Cell("单位编码", "centre"), f("unit_no"), Cell("信用代码", "centre"), f("credit_code")),
            (Cell("统计年月", "centre"), month(f, "padded"), Cell("在保人数", "centre"), f"{count(f)}人"),
        ],
        row_height=30,
        points=10,
    )
    shown = kinds_of(f)
    rows = [[Cell(name, "centre") for name, _ in shown], [Cell(number + "人", "centre") for _, number in shown]]
    s.table([fifth] * 5, rows, row_height=26, points=10)
    s.table((fifth * 0.9, fifth * 4.1), [(Cell("欠费情况", "centre"), "截止打印时无欠费")], row_height=30, points=10)
    s.y += 60
    s.ends([f"{f('issuer')}（盖章）"])
    s.seal(s.width - 170, s.y - 16, f.truth["issuer"])
    f.truth.pop("amount_paid_yuan")
    return s


@layout("social_insurance", "certificate-relative-month", draw, subtype="单位缴费证明", titles=_TITLES, as_of=True)
def relative(f: Facts) -> Sheet:
    """The count "as of the end of last month": the month follows from the date at the foot."""
    s = Sheet(face=SONG, points=13, margin=80)
    s.title(f("title"), points=20)
    s.paragraph(f"参保单位：{f('unit_name')}", indent=0)
    s.paragraph(f"单位编号：{f('unit_no')}", indent=0)
    s.y += 10
    s.paragraph(
        f"上述单位在我中心办理了社会保险登记。截至上月底，在职参保人员共计{count(f)}名，养老、医疗、失业、工伤、生育"
        "五项社会保险费均已缴清。"
    )
    s.paragraph("此证明仅用于申报政府扶持资金，复印无效。")
    s.y += 60
    s.ends([f("issuer"), f"出具日期：{f.day('print_date')}"], step=28)
    s.seal(s.width - 180, s.y - 44, f.truth["issuer"], "业务专用章")
    for name in ("amount_paid_yuan", "insured_by_type"):
        f.truth.pop(name)
    f.implied = {"subtype": ("title",), "as_of_month": ("print_date",)}
    return s


@layout(
    "social_insurance",
    "personal-certificate",
    draw,
    subtype="个人参保证明",
    titles=("社会保险个人参保证明", "@社会保险参保缴费证明（个人）", "个人参保证明"),
)
def personal(f: Facts) -> Sheet:
    """One person's record of the last months: no headcount in it."""
    s = Sheet(face=SONG, points=10, margin=56)
    s.title(f("title"), points=16)
    person, identity = f.lot.person(), f.lot.identity(8)
    s.table(
        [s.inner * part for part in (0.14, 0.2, 0.18, 0.48)],
        [
            ("姓名", person, "社会保障号", identity),
            ("单位编号", f("unit_no"), "现参保单位", f("unit_name")),
        ],
        row_height=24,
        points=9.5,
    )
    rows = [heads("缴费年月", "单位编号", "缴费基数", "养老个人缴费", "医疗个人缴费", "失业个人缴费", "状态")]
    at = f.more.year * 12 + f.more.month - 1
    base = f.more.base
    for back in range(f.lot.number(6, 15)):
        year, when = divmod(at - back, 12)
        shown = (
            f"{year}{when + 1:02}",
            f.truth["unit_no"],
            *(f"{base * rate / 1000:.2f}" for rate in (1000, 80, 20, 2)),
        )
        rows.append([Cell(text, "centre") for text in (*shown, "已到账")])
    s.table([s.inner * part for part in (0.13, 0.17, 0.14, 0.15, 0.15, 0.15, 0.11)], rows, row_height=20, points=9)
    s.y += 12
    s.lines(["备注：本证明为参保人员个人缴费情况，可作为参保缴费的凭证。"], points=9)
    s.y += 20
    s.ends([f("issuer"), f"打印日期：{f.day('print_date')}"], points=10)
    s.seal(s.width - 150, s.y - 30, f.truth["issuer"], "业务专用章")
    for name in ("month", "amount_paid_yuan", "insured_by_type"):
        f.truth.pop(name)
    return s
