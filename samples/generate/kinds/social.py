"""Social-insurance records of a unit: a certificate, a roster of one month, a list of payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samples.generate.amounts import figures
from samples.generate.codes import masked_identity, person
from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.kinds.base import Party, Truth, money, padded
from samples.generate.paper import Cell, Paper

#: insurance, the unit's rate and the person's, of the wage base (Beijing, before the relief of 2020)
RATES = (
    ("基本养老保险", Decimal("0.16"), Decimal("0.08")),
    ("基本医疗保险", Decimal("0.09"), Decimal("0.02")),
    ("失业保险", Decimal("0.008"), Decimal("0.002")),
    ("工伤保险", Decimal("0.004"), Decimal("0")),
    ("生育保险", Decimal("0.008"), Decimal("0")),
)


@dataclass(frozen=True, slots=True)
class Record:
    unit: Party
    unit_number: str
    month: str  #: YYYY-MM
    insured: int
    printed: date
    issuer: str = "北京市朝阳区社会保险基金管理中心"
    first_person: int = 1  #: which invented persons
    base: Decimal = Decimal(5200)  #: yuan, the mean wage base

    @property
    def shown_month(self) -> str:
        return f"{self.month[:4]}年{self.month[5:]}月"

    def due(self) -> list[tuple[str, Decimal, Decimal, Decimal]]:
        """Insurance, total base, the unit's part, the persons' part."""
        base = self.base * self.insured
        return [
            (name, base, (base * unit).quantize(Decimal("0.01")), (base * own).quantize(Decimal("0.01")))
            for name, unit, own in RATES
        ]

    def total(self) -> Decimal:
        return sum((unit + own for _, _, unit, own in self.due()), Decimal(0))

    def by_type(self) -> dict[str, int]:
        """Insured for each insurance, under its short name, whatever the paper calls it."""
        return {name.removeprefix("基本"): self.insured for name, _, _ in RATES}


def _common(record: Record, subtype: str, title: str, when: str = "month") -> Truth:
    return {
        "subtype": subtype,
        "title": title,
        "unit_name": record.unit.name,
        "unit_no": record.unit_number,
        "credit_code": record.unit.code,
        "insured_count": record.insured,
        when: record.month,
        "issuer": record.issuer,
        "print_date": record.printed.isoformat(),
    }


CERTIFICATE_TITLE = "北京市社会保险单位参保缴费证明"
ROSTER_TITLE = "单位职工参加社会保险人员名单"
PAYMENTS_TITLE = "社会保险费缴费明细表"


def certificate_truth(record: Record) -> Truth:
    return _common(record, "单位缴费证明", CERTIFICATE_TITLE, "as_of_month") | {
        "insured_by_type": record.by_type(),
        "arrears": None,
    }


def certificate(record: Record) -> Paper:
    """A sentence that certifies the count, a table by insurance, the issuer's seal."""
    paper = Paper(face=SONG, points=12, margin=74)
    paper.title(CERTIFICATE_TITLE, points=19)
    paper.text(paper.margin, paper.y, f"校验码：sl{record.month.replace('-', '')}{record.insured:04}", points=9.5)
    paper.y += 24
    paper.paragraph(f"单位名称：{record.unit.name}", indent=0)
    paper.paragraph(f"统一社会信用代码：{record.unit.code}", indent=0)
    paper.paragraph(f"社会保险登记号：{record.unit_number}", indent=0)
    paper.y += 6
    paper.paragraph(
        f"兹证明，上述单位已在本区参加社会保险。截至{record.shown_month}，该单位参加社会保险职工人数为"
        f"{record.insured}人，当月各险种参保缴费情况如下："
    )
    paper.y += 4
    rows: list[list[Cell | str]] = [
        [Cell(head, "centre", bold=True) for head in ("险种", "参保人数", "缴费月份", "缴费状态")]
    ]
    rows += [
        [
            Cell(name, "centre"),
            Cell(str(count), "centre"),
            Cell(record.shown_month, "centre"),
            Cell("正常缴费", "centre"),
        ]
        for name, count in ((name, record.insured) for name, _, _ in RATES)
    ]
    paper.table((paper.inner * 0.34, paper.inner * 0.2, paper.inner * 0.26, paper.inner * 0.2), rows, row_height=26)
    paper.y += 14
    paper.paragraph("该单位无社会保险费欠费记录。")
    paper.paragraph("本证明由单位通过社会保险网上服务平台打印，涂改无效。")
    paper.y += 40
    right = paper.width - paper.margin
    paper.text(right, paper.y, record.issuer, align="right")
    paper.text(right, paper.y + 24, f"打印日期：{padded(record.printed)}", align="right")
    paper.seal(right - 95, paper.y + 8, record.issuer, "业务专用章")
    return paper


def roster_truth(record: Record) -> Truth:
    return _common(record, "单位参保人员名单", ROSTER_TITLE) | {
        "roster_rows": record.insured,
        "insured_by_type": None,
        "amount_paid_yuan": None,
    }


def roster(record: Record) -> Paper:
    """One row for each person, five insurances, the count at the foot."""
    paper = Paper(face=HEI, points=10, margin=48)
    paper.title(ROSTER_TITLE, points=16)
    paper.text(paper.width / 2, paper.y - 8, f"（{record.shown_month}）", align="centre", points=11)
    paper.y += 14
    paper.text(paper.margin, paper.y, f"单位名称：{record.unit.name}")
    paper.text(paper.width - paper.margin, paper.y, f"单位编号：{record.unit_number}", align="right")
    paper.text(paper.margin, paper.y + 17, f"统一社会信用代码：{record.unit.code}")
    paper.y += 36
    heads = ("序号", "姓名", "证件号码", "缴费基数（元）", "养老", "失业", "工伤", "医疗", "生育")
    widths = tuple(paper.inner * part for part in (0.07, 0.13, 0.25, 0.15, 0.08, 0.08, 0.08, 0.08, 0.08))
    rows: list[list[Cell | str]] = [[Cell(head, "centre", bold=True) for head in heads]]
    for number in range(record.first_person, record.first_person + record.insured):
        base = record.base - 400 + number * 97 % 9 * 100
        shown = (str(len(rows)), person(number), masked_identity(number), figures(base), *("√",) * 5)
        rows.append([Cell(text, "right" if at == 3 else "centre") for at, text in enumerate(shown)])
    paper.table(widths, rows, row_height=19, points=9)
    paper.y += 8
    paper.text(paper.margin, paper.y, f"合计：本月参保缴费人员共{record.insured}人。")
    right = paper.width - paper.margin
    paper.text(right, paper.y + 26, f"经办机构：{record.issuer}", align="right")
    paper.text(right, paper.y + 44, f"打印日期：{record.printed.isoformat()}", align="right")
    paper.seal(right - 90, paper.y + 30, record.issuer, "业务专用章")
    return paper


def payments_truth(record: Record) -> Truth:
    return _common(record, "单位缴费明细", PAYMENTS_TITLE) | {
        "amount_paid_yuan": money(record.total()),
        "insured_by_type": record.by_type(),
    }


def payments(record: Record) -> Paper:
    """Landscape: what was paid for each insurance, base and parts, totals below."""
    paper = Paper((842, 595), face=FANG, points=11, margin=56)
    paper.title(PAYMENTS_TITLE, points=18, spacing=3)
    paper.text(paper.margin, paper.y, f"缴费单位：{record.unit.name}")
    paper.text(paper.width - paper.margin, paper.y, "金额单位：元", align="right")
    paper.y += 19
    paper.text(paper.margin, paper.y, f"统一社会信用代码：{record.unit.code}")
    paper.text(paper.width / 2 + 10, paper.y, f"单位编号：{record.unit_number}")
    paper.text(paper.width - paper.margin, paper.y, f"费款所属期：{record.shown_month}", align="right")
    paper.y += 22
    heads = ("险种", "缴费人数", "缴费基数合计", "单位缴纳", "个人缴纳", "缴费金额")
    widths = tuple(paper.inner * part for part in (0.2, 0.12, 0.18, 0.16, 0.16, 0.18))
    rows: list[list[Cell | str]] = [[Cell(head, "centre", bold=True) for head in heads]]
    due = record.due()
    for name, base, unit, own in due:
        shown = (figures(base), figures(unit), figures(own), figures(unit + own))
        rows.append([Cell(name), Cell(str(record.insured), "centre"), *(Cell(text, "right") for text in shown)])
    units, owns = sum((row[2] for row in due), Decimal(0)), sum((row[3] for row in due), Decimal(0))
    sums = (figures(units), figures(owns), figures(record.total()))
    rows.append([Cell("合计", bold=True), "", "", *(Cell(text, "right", bold=True) for text in sums)])
    paper.table(widths, rows, row_height=27)
    paper.y += 12
    paper.text(paper.margin, paper.y, f"参保缴费人数：{record.insured}人        到账情况：已全额到账")
    paper.y += 34
    right = paper.width - paper.margin
    paper.text(paper.margin, paper.y, f"打印日期：{padded(record.printed)}")
    paper.text(right, paper.y, f"出具单位：{record.issuer}", align="right")
    paper.seal(right - 90, paper.y, record.issuer, "业务专用章")
    return paper


LAYOUTS = {"certificate": certificate, "roster": roster, "payments": payments}
TRUTHS = {"certificate": certificate_truth, "roster": roster_truth, "payments": payments_truth}
