"""Papers by which a landlord cuts a tenant's rent: an agreement, a letter of notice, a confirmation slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samples.generate.amounts import capitals, figures
from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.kinds.base import Party, Truth, chinese, money
from samples.generate.paper import Cell, Paper


@dataclass(frozen=True, slots=True)
class RentCut:
    lessor: Party
    lessee: Party
    address: str
    lease_number: str
    months: tuple[str, ...]  #: YYYY-MM, all of one year
    monthly: Decimal  #: yuan, the rent of a month before the cut
    reduced: Decimal  #: yuan, in all
    signed: date

    def truth(self, *, codes: bool = True) -> Truth:
        """``codes``: the layout prints both credit codes (the letter does not)."""
        return {
            "lessor": self.lessor.name,
            "lessee": self.lessee.name,
            "lessor_credit_code": self.lessor.code if codes else None,
            "lessee_credit_code": self.lessee.code if codes else None,
            "address": self.address,
            "months": list(self.months),
            "monthly_rent_yuan": money(self.monthly),
            "reduction_yuan": money(self.reduced),
            "sign_date": self.signed.isoformat(),
        }

    @property
    def shown_months(self) -> str:
        return f"{self.months[0][:4]}年" + "、".join(f"{int(month[5:])}月" for month in self.months)


def _close(paper: Paper, cut: RentCut, left: str, right: str) -> None:
    paper.y += 24
    top = paper.y
    for x, role, party in ((paper.margin, left, cut.lessor), (paper.width / 2 + 12, right, cut.lessee)):
        paper.text(x, top, role)
        for at, line in enumerate(paper.wrap(party.name, paper.inner / 2 - 16, paper.points)):
            paper.text(x, top + 24 + 18 * at, line)
        paper.text(x, top + 74, "代表人（签字）：")
        paper.text(x + 100, top + 72, party.person, face=KAI, points=paper.points + 2)
        paper.text(x, top + 100, f"日期：{chinese(cut.signed)}")
        paper.seal(x + 105, top + 58, party.name, "合同专用章")
    paper.y = top + 130


def agreement(cut: RentCut) -> Paper:
    """租金减免协议 supplementing a lease: articles in running text."""
    paper = Paper(face=SONG, points=12, margin=78)
    paper.title("租金减免协议书", points=20, spacing=3)
    paper.paragraph(f"甲方（出租方）：{cut.lessor.name}", indent=0)
    paper.paragraph(f"统一社会信用代码：{cut.lessor.code}", indent=0)
    paper.paragraph(f"乙方（承租方）：{cut.lessee.name}", indent=0)
    paper.paragraph(f"统一社会信用代码：{cut.lessee.code}", indent=0)
    paper.paragraph(
        f"甲乙双方此前签订了编号为{cut.lease_number}的《房屋租赁合同》，乙方承租甲方位于{cut.address}的房屋。"
        "为共同应对新冠肺炎疫情影响，减轻乙方经营负担，经双方协商一致，达成如下协议："
    )
    paper.paragraph("一、减免期间", bold=True)
    paper.paragraph(f"甲方同意减免乙方{cut.shown_months}的租金。")
    paper.paragraph("二、减免金额", bold=True)
    paper.paragraph(f"原合同约定的月租金为人民币{figures(cut.monthly)}元。")
    paper.paragraph(f"本次减免租金合计人民币{capitals(cut.reduced)}（￥{figures(cut.reduced)}）。")
    paper.paragraph("三、其他约定", bold=True)
    paper.paragraph("1. 减免期间的物业费、水电费等费用不在减免范围内，由乙方照常交纳。")
    paper.paragraph("2. 乙方已支付减免期间租金的，由甲方抵作以后月份的租金。")
    paper.paragraph("3. 除本协议约定外，原合同其他条款继续有效。本协议一式两份，双方各执一份，自盖章之日起生效。")
    _close(paper, cut, "甲方（盖章）：", "乙方（盖章）：")
    return paper


def letter(cut: RentCut) -> Paper:
    """关于减免租金的函: the landlord writes, the tenant signs for it below."""
    paper = Paper(face=FANG, points=14, margin=84)
    paper.canvas.setStrokeColorRGB(0.8, 0.05, 0.05)
    paper.text(
        paper.width / 2,
        paper.y - 10,
        cut.lessor.name,
        face=HEI,
        points=19,
        align="centre",
        bold=True,
        colour=(0.8, 0.05, 0.05),
    )
    paper.y += 26
    paper.canvas.setStrokeColorRGB(0.8, 0.05, 0.05)
    paper.canvas.setLineWidth(2)
    paper.canvas.line(paper.margin, paper.height - paper.y, paper.width - paper.margin, paper.height - paper.y)
    paper.y += 26
    paper.title("关于减免房屋租金的函", points=18)
    paper.paragraph(f"{cut.lessee.name}：", indent=0)
    paper.paragraph(
        f"贵公司承租我公司位于{cut.address}的房屋（租赁合同编号：{cut.lease_number}）。为落实疫情防控期间帮扶"
        "中小微企业的要求，与租户共渡难关，经我公司研究，现就租金减免事宜函告如下："
    )
    paper.paragraph(f"一、贵公司现行租金标准为每月{figures(cut.monthly)}元。")
    paper.paragraph(
        f"二、我公司决定减免贵公司{cut.shown_months}租金，减免金额共计人民币{figures(cut.reduced)}元"
        f"（大写：{capitals(cut.reduced)}）。"
    )
    paper.paragraph("三、其他费用仍按原合同执行。请贵公司稳定经营、稳定岗位，并做好疫情防控工作。")
    paper.paragraph("特此函告。")
    paper.y += 16
    right = paper.width - paper.margin
    paper.text(right, paper.y, cut.lessor.name, align="right")
    paper.text(right, paper.y + 28, chinese(cut.signed), align="right")
    paper.seal(right - 90, paper.y + 18, cut.lessor.name)
    paper.y += 80
    paper.line(paper.margin, paper.y, right, paper.y, width=0.4)
    paper.y += 14
    paper.text(paper.margin, paper.y, f"租户签收：{cut.lessee.person}（{cut.lessee.name}）", points=11)
    paper.seal(right - 120, paper.y + 20, cut.lessee.name)
    return paper


def slip(cut: RentCut) -> Paper:
    """疫情期间租金减免确认单: a ruled table of both parties and amounts."""
    paper = Paper(face=HEI, points=11, margin=62)
    paper.title("疫情期间租金减免确认单", points=17)
    label = 96.0
    wide = paper.inner
    half = (wide - 2 * label) / 2

    def head(text: str) -> Cell:
        return Cell(text, "centre", bold=True)

    paper.table(
        (label, half, label, half),
        [
            (head("出租方"), Cell(cut.lessor.name, across=3)),
            (head("信用代码"), Cell(cut.lessor.code, across=3)),
            (head("承租方"), Cell(cut.lessee.name, across=3)),
            (head("信用代码"), Cell(cut.lessee.code, across=3)),
            (head("房屋地址"), Cell(cut.address, across=3)),
            (head("合同编号"), cut.lease_number, head("月租金"), f"{figures(cut.monthly)}元"),
            (head("减免月份"), Cell(cut.shown_months, across=3)),
            (head("减免租金合计"), Cell(f"人民币{figures(cut.reduced)}元", across=3)),
            (head("大写"), Cell(capitals(cut.reduced), across=3)),
        ],
        row_height=34,
        points=10.5,
    )
    paper.y += 12
    paper.paragraph("双方确认：以上减免已从承租方应付租金中扣除，出租方不再追收；承租方承诺不将房屋转租。", leading=1.6)
    _close(paper, cut, "出租方确认（盖章）：", "承租方确认（盖章）：")
    return paper


LAYOUTS = {"agreement": agreement, "letter": letter, "slip": slip}
