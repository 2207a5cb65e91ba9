"""Papers that must give nothing: a lease form nobody filled in, and a bill that is none of the known kinds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from samples.generate.amounts import capitals, figures
from samples.generate.fonts import HEI, SONG
from samples.generate.kinds.base import Party, Truth
from samples.generate.paper import Cell, Paper


def blank_lease_truth() -> Truth:
    names = "contract_no lessor lessee address area_m2 use start_date end_date rent_monthly_yuan rent_yearly_yuan"
    return dict.fromkeys((*names.split(), "deposit_yuan", "payment_cycle", "sign_date"))


def blank_lease(_: object) -> Paper:
    """A lease form with rules and empty cells where the values would stand."""
    paper = Paper(face=SONG, points=12, margin=76)
    paper.title("房屋租赁合同", points=20)

    def gap(characters: int) -> str:
        return "<" + "\u3000" * characters + ">"

    write = paper.paragraph
    write(f"出租方（甲方）：{gap(14)}", indent=0)
    write(f"承租方（乙方）：{gap(14)}", indent=0)
    write("根据有关法律、法规的规定，甲乙双方经协商一致，订立本合同。")
    write(f"一、甲方将坐落于{gap(14)}的房屋出租给乙方，建筑面积{gap(4)}平方米，用于{gap(6)}。")
    write(f"二、租赁期自{gap(2)}年{gap(2)}月{gap(2)}日起至{gap(2)}年{gap(2)}月{gap(2)}日止。")
    write(f"三、月租金为人民币（大写）{gap(8)}（小写：￥{gap(5)}元），按{gap(3)}支付。")
    write(f"四、押金为人民币{gap(6)}元，租赁期满结清费用后退还。")
    write("五、乙方逾期支付租金超过30日的，甲方有权解除合同。")
    write("六、本合同一式两份，双方各执一份，自签字盖章之日起生效。")
    paper.y += 20
    for x, role in ((paper.margin, "甲方（盖章）："), (paper.width / 2 + 10, "乙方（盖章）：")):
        paper.text(x, paper.y, role)
        paper.text(x, paper.y + 60, "日期：      年    月    日")
    return paper


@dataclass(frozen=True, slots=True)
class Bill:
    payer: Party
    sender: str
    area: Decimal  #: m²
    items: tuple[tuple[str, Decimal], ...]  #: what for, yuan
    month: str


def bill(content: Bill) -> Paper:
    """物业服务费缴费通知单: names a room, an area, amounts; is neither a lease nor a statement."""
    paper = Paper(face=HEI, points=11, margin=66)
    paper.title("物业服务费缴费通知单", points=18)
    paper.text(paper.margin, paper.y, f"客户名称：{content.payer.name}")
    paper.text(paper.width - paper.margin, paper.y, f"费用月份：{content.month}", align="right")
    paper.y += 20
    paper.text(paper.margin, paper.y, f"房间：{content.payer.address}    计费面积：{content.area}平方米")
    paper.y += 24
    rows: list[list[Cell | str]] = [[Cell(head, "centre", bold=True) for head in ("收费项目", "金额（元）", "备注")]]
    rows += [[name, Cell(figures(amount), "right"), ""] for name, amount in content.items]
    total = sum((amount for _, amount in content.items), Decimal(0))
    rows.append([Cell("合计", bold=True), Cell(figures(total), "right", bold=True), f"大写：{capitals(total)}"])
    paper.table([paper.inner * part for part in (0.34, 0.22, 0.44)], rows, row_height=30)
    paper.y += 14
    paper.paragraph("请于本月15日前缴清以上费用。逾期按日加收万分之五的滞纳金。如已缴纳，请忽略本通知。", indent=0)
    paper.y += 20
    right = paper.width - paper.margin
    paper.text(right, paper.y, content.sender, align="right")
    paper.seal(right - 90, paper.y, content.sender, "收费专用章")
    return paper
