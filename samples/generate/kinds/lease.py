"""Leases of business premises: clauses in paragraphs, a form with a table, a bilingual office lease."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samples.generate.amounts import capitals, figures
from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.kinds.base import Party, Truth, chinese, money
from samples.generate.paper import Cell, Paper


@dataclass(frozen=True, slots=True)
class Step:
    start: date
    end: date
    monthly: Decimal  #: yuan


@dataclass(frozen=True, slots=True)
class Lease:
    number: str
    lessor: Party
    lessee: Party
    address: str
    area: Decimal  #: m²
    use: str
    steps: tuple[Step, ...]  #: one after another without a gap
    years: int
    deposit: Decimal  #: yuan
    deposit_months: str  #: in Chinese: 三
    cycle: str  #: 季度 or 月
    signed: date
    daily: Decimal | None = None  #: yuan per m² and day, where the lease states it

    @property
    def start(self) -> date:
        return self.steps[0].start

    @property
    def end(self) -> date:
        return self.steps[-1].end

    def truth(self) -> Truth:
        return {
            "contract_no": self.number,
            "lessor": self.lessor.name,
            "lessee": self.lessee.name,
            "lessor_credit_code": self.lessor.code or None,
            "lessee_credit_code": self.lessee.code or None,
            "address": self.address,
            "area_m2": str(self.area),
            "use": self.use,
            "start_date": self.start.isoformat(),
            "end_date": self.end.isoformat(),
            "term_months": self.years * 12,
            "rent_monthly_yuan": money(self.steps[0].monthly),
            "rent_schedule": [
                {
                    "from": step.start.isoformat(),
                    "to": step.end.isoformat(),
                    "amount_yuan": money(step.monthly),
                    "per": "month",
                }
                for step in self.steps
            ],
            "deposit_yuan": money(self.deposit),
            "payment_cycle": self.cycle,
            "sign_date": self.signed.isoformat(),
        }


_YEARS = {1: "壹", 2: "贰", 3: "叁", 4: "肆", 5: "伍"}


def _signatures(paper: Paper, lease: Lease, *, left: str, right: str) -> None:
    paper.y += 14
    if paper.y > paper.height - 230:
        paper.new_page()
    top, middle = paper.y, paper.width / 2 + 10
    for x, role, party in ((paper.margin, left, lease.lessor), (middle, right, lease.lessee)):
        paper.text(x, top, role)
        for at, line in enumerate(paper.wrap(party.name, paper.inner / 2 - 20, paper.points)):
            paper.text(x, top + 24 + 18 * at, line)
        paper.text(x, top + 66, "法定代表人或委托代理人（签字）：")
        paper.text(x + 20, top + 90, party.person, face=KAI, points=paper.points + 2)
        paper.text(x, top + 116, f"签订日期：{chinese(lease.signed)}")
        paper.seal(x + 110, top + 66, party.name, "合同专用章")
    paper.y = top + 140


def clauses(lease: Lease) -> Paper:
    """房屋租赁合同: numbered articles in running text, the agreed values underlined."""
    paper = Paper(face=SONG, points=11.5, margin=76)
    paper.number_pages = True
    paper.text(paper.width - paper.margin, paper.y - 22, f"合同编号：{lease.number}", align="right", points=10)
    paper.y += 8
    paper.title("房屋租赁合同", points=21, spacing=4)
    for role, party in (("出租方（甲方）", lease.lessor), ("承租方（乙方）", lease.lessee)):
        paper.paragraph(f"{role}：<{party.name}>", indent=0)
        if party.code:
            paper.paragraph(f"统一社会信用代码：<{party.code}>", indent=0)
        paper.paragraph(f"住所：<{party.address}>", indent=0)
    write = paper.paragraph
    write(
        "根据《中华人民共和国合同法》及有关法律、法规的规定，甲乙双方在平等、自愿、协商一致的基础上，就房屋租赁"
        "事宜订立本合同，共同遵守。"
    )
    write("第一条  房屋基本情况", bold=True)
    write(
        f"甲方将其有权出租的、坐落于<{lease.address}>的房屋（以下简称该房屋）出租给乙方使用，"
        f"该房屋建筑面积<{lease.area}>平方米。"
    )
    write("第二条  租赁用途", bold=True)
    write(f"乙方承租该房屋用于<{lease.use}>。未经甲方书面同意，乙方不得改变用途。")
    write("第三条  租赁期限", bold=True)
    write(
        f"租赁期共<{_YEARS[lease.years]}>年，自<{chinese(lease.start)}>起至<{chinese(lease.end)}>止。"
        "租赁期满，乙方在同等条件下享有优先承租权。"
    )
    write("第四条  租金标准及支付方式", bold=True)
    if len(lease.steps) == 1:
        rent = lease.steps[0].monthly
        write(f"（一）该房屋月租金为人民币<{capitals(rent)}>（<￥{figures(rent)}>元）。")
    else:
        write("（一）该房屋租金按下列标准分期计算：")
        for at, step in enumerate(lease.steps, start=1):
            write(
                f"{at}. 自<{chinese(step.start)}>起至<{chinese(step.end)}>止，月租金为人民币"
                f"<{capitals(step.monthly)}>（<￥{figures(step.monthly)}>元）。"
            )
    write(
        f"（二）租金按<{lease.cycle}>支付，先付后用，乙方应于每一支付周期首月的10日前将当期租金汇入甲方指定账户。"
        "水、电、燃气、供暖及物业服务等费用由乙方另行承担。"
    )
    write("第五条  履约保证金", bold=True)
    write(
        f"乙方应于本合同签订之日起5个工作日内向甲方交纳履约保证金人民币<{capitals(lease.deposit)}>"
        f"（<￥{figures(lease.deposit)}>元），相当于{lease.deposit_months}个月租金。租赁期满，乙方结清费用并"
        "交还该房屋后，甲方无息退还。"
    )
    write("第六条  房屋的使用与维修", bold=True)
    write("乙方应合理使用该房屋及附属设施，遵守消防、环保、食品安全等管理规定；因使用不当造成损坏的，由乙方修复。")
    write("第七条  违约责任", bold=True)
    write("乙方逾期支付租金超过30日的，甲方有权解除合同；每逾期一日，按应付未付金额的万分之五支付违约金。")
    write("第八条  其他", bold=True)
    write("因不可抗力致使合同不能履行的，双方互不承担责任。本合同一式肆份，甲乙双方各执贰份，自双方盖章之日起生效。")
    _signatures(paper, lease, left="甲方（盖章）：", right="乙方（盖章）：")
    return paper


def form(lease: Lease) -> Paper:
    """A printed form: the values in a ruled table, short terms below it."""
    paper = Paper(face=FANG, points=11, margin=60)
    paper.title("北京市经营性用房租赁合同书", points=19)
    paper.text(paper.margin, paper.y, f"编号：{lease.number}", points=10.5)
    paper.text(
        paper.width - paper.margin,
        paper.y,
        f"签订日期：{chinese(lease.signed)}",
        points=10.5,
        align="right",
    )
    paper.y += 20
    step = lease.steps[0]
    if len(lease.steps) != 1:
        raise ValueError("the form has room for one rent")
    label, wide = 82.0, paper.inner
    half = (wide - 2 * label) / 2
    code = "统一社会信用代码"

    def head(text: str) -> Cell:
        return Cell(text, "centre", bold=True)

    paper.table(
        (label, half, label, half),
        [
            (head("出租人"), Cell(lease.lessor.name, across=3)),
            (head(code), lease.lessor.code, head("联系人"), lease.lessor.person),
            (head("承租人"), Cell(lease.lessee.name, across=3)),
            (head(code), lease.lessee.code, head("联系人"), lease.lessee.person),
            (head("房屋坐落"), Cell(lease.address, across=3)),
            (head("建筑面积"), f"{lease.area}平方米", head("房屋用途"), lease.use),
            (
                head("租赁期限"),
                Cell(
                    f"{lease.years}年，{chinese(lease.start)}至{chinese(lease.end)}",
                    across=3,
                ),
            ),
            (
                head("月租金"),
                Cell(f"人民币{figures(step.monthly)}元（大写：{capitals(step.monthly)}）", across=3),
            ),
            (head("支付方式"), f"按{lease.cycle}支付", head("付款日"), "每期首月5日前"),
            (
                head("押金"),
                Cell(f"人民币{figures(lease.deposit)}元（大写：{capitals(lease.deposit)}）", across=3),
            ),
        ],
        row_height=31,
        points=10.5,
    )
    paper.y += 10
    for at, term in enumerate(
        (
            "承租人应依法取得营业执照及相关许可后方可经营，不得将房屋转租、转借。",
            "承租人负责房屋内部装修及日常维护，装修方案须经出租人书面同意。",
            "租赁期内水费、电费、燃气费、垃圾清运费由承租人按表或按分摊比例交纳。",
            "任何一方提前解除合同的，应提前60日书面通知对方，并支付相当于一个月租金的违约金。",
            "租赁期满或合同解除后，承租人应于7日内腾退房屋，出租人验收后退还押金，不计利息。",
            "本合同未尽事宜由双方协商；协商不成的，向房屋所在地人民法院起诉。",
        ),
        start=1,
    ):
        paper.paragraph(f"{at}．{term}", leading=1.6)
    _signatures(paper, lease, left="出租人（签章）：", right="承租人（签章）：")
    return paper


def office(lease: Lease) -> Paper:
    """写字楼租赁合同 with English lines below the Chinese headings; the rent also per m² and day."""
    paper = Paper(face=HEI, points=10, margin=66)
    step = lease.steps[0]
    if len(lease.steps) != 1 or lease.daily is None:
        raise ValueError("the office lease states one rent and its rate per m² and day")
    paper.text(paper.margin, 34, "示例中心写字楼租赁文件", points=8.5, colour=(0.35, 0.35, 0.35))
    paper.text(
        paper.width - paper.margin,
        34,
        f"Contract No. 合同号 {lease.number}",
        points=8.5,
        align="right",
        colour=(0.35, 0.35, 0.35),
    )
    paper.line(paper.margin, 48, paper.width - paper.margin, 48)
    paper.title("写字楼租赁合同", points=18)
    paper.y -= 8
    paper.text(paper.width / 2, paper.y, "OFFICE LEASE AGREEMENT", points=11, align="centre")
    paper.y += 26

    def part(chinese_title: str, english: str) -> None:
        paper.y += 5
        paper.paragraph(f"{chinese_title}  {english}", indent=0, bold=True, leading=1.7)

    def item(text: str) -> None:
        paper.paragraph(text, indent=0, leading=1.65, left=14)

    part("1. 合同双方", "Parties")
    item(f"1.1 出租方 Landlord：{lease.lessor.name}")
    item(f"统一社会信用代码：{lease.lessor.code}")
    item(f"1.2 承租方 Tenant：{lease.lessee.name}")
    item(f"统一社会信用代码：{lease.lessee.code}")
    part("2. 租赁物业", "Premises")
    item(f"2.1 物业地址：{lease.address}")
    item(f"2.2 租赁面积：{lease.area}平方米（建筑面积）")
    item(f"2.3 租赁用途：{lease.use}")
    part("3. 租期", "Term")
    item(f"3.1 租期{lease.years * 12}个月，自{chinese(lease.start)}起至{chinese(lease.end)}止，首尾两日均包括在内。")
    part("4. 租金及付款", "Rent and Payment")
    item(
        f"4.1 租金单价为每日每平方米人民币{lease.daily}元，月租金为人民币{figures(step.monthly)}元"
        f"（大写：{capitals(step.monthly)}），按全年365日除以12个月计算，租赁期内不作调整。"
    )
    item(f"4.2 租金按{lease.cycle}预付，承租方应在每期首日前5个工作日内支付。")
    item("4.3 物业管理费为每月每平方米人民币18.00元，由承租方向物业服务企业另行支付。")
    part("5. 租赁保证金", "Security Deposit")
    item(
        f"5.1 承租方应支付租赁保证金人民币{figures(lease.deposit)}元（大写：{capitals(lease.deposit)}），"
        f"相当于{lease.deposit_months}个月租金。"
    )
    part("6. 使用与交还", "Use and Surrender")
    item("6.1 承租方不得擅自改变房屋结构，不得存放易燃、易爆物品，办公时间以外的空调服务另行收费。")
    item("6.2 租期届满，承租方应将物业恢复原状并交还出租方，正常损耗除外。")
    part("7. 一般条款", "General")
    item("7.1 本合同以中文书写，英文标题仅供参考。争议提交房屋所在地人民法院解决。")
    _signatures(paper, lease, left="出租方 Landlord（盖章）：", right="承租方 Tenant（盖章）：")
    return paper


LAYOUTS = {"clauses": clauses, "form": form, "office": office}
