"""Leases in running text: articles, office lease by day and m², a brokered one, terms in an annex."""

from __future__ import annotations

from samples.generate.amounts import capitals
from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts, written_date
from samples.pages.kinds.lease import clauses, draw, figures, years_of
from samples.pages.registry import layout
from samples.pages.sheet import Sheet, mark

_NUMBERS = "一二三四五六七八九十"


@layout("lease", "articles", draw, stepped=True, both=True)
def articles(f: Facts) -> Sheet:
    """第一条 …: the agreed values underlined; seals beside the signatures."""
    s = Sheet(face=f.lot.pick((SONG, FANG)), points=11.5, margin=78)
    s.number_pages = True
    s.lines([f"\t合同编号：{f('contract_no')}"], points=10)
    s.title(f.lot.pick(("房屋租赁合同", "房屋租赁合同书", "经营用房租赁合同")), points=21, spacing=3)
    for role, name, firm in (("出租方（甲方）", "lessor", f.more.lessor), ("承租方（乙方）", "lessee", f.more.lessee)):
        s.paragraph(f"{role}：<{f(name)}>", indent=0)
        s.paragraph(f"统一社会信用代码：<{f(name + '_credit_code')}>  法定代表人：<{firm.person}>", indent=0)
        s.paragraph(f"住所：<{firm.address}>  联系电话：<{firm.phone}>", indent=0)
    s.paragraph("根据《中华人民共和国合同法》及相关法律法规，甲乙双方经平等协商，就房屋租赁事宜达成如下协议：")
    s.paragraph("第一条  房屋情况", bold=True)
    s.paragraph(f"甲方将坐落于<{f('address')}>的房屋出租给乙方，房屋建筑面积为<{f('area_m2')}>平方米。")
    s.paragraph("第二条  租赁用途", bold=True)
    s.paragraph(f"该房屋用途为<{f('use')}>，乙方不得擅自改变。")
    s.paragraph("第三条  租赁期限", bold=True)
    s.paragraph(f"租赁期限为<{years_of(f)}>年，自<{f.day('start_date')}>起至<{f.day('end_date')}>止。")
    s.paragraph("第四条  租金及支付", bold=True)
    steps = f.more.steps
    if len(steps) == 1:
        s.paragraph(f"1. 该房屋租金为每月{f.both('rent_monthly_yuan')}。")
    else:
        s.paragraph("1. 租金标准如下：")
        for at, step in enumerate(steps):
            names = "rent_schedule" + (" rent_monthly_yuan" if at == 0 else "")
            s.paragraph(
                f"（{at + 1}）{written_date(step.start, f.dates)}至{written_date(step.end, f.dates)}，"
                f"月租金为人民币{mark(names, figures(step.monthly))}元（大写：{mark(names, capitals(step.monthly))}）；"
            )
    s.paragraph(f"2. 租金按{f('payment_cycle')}支付，乙方应于每期首月{f('pay_day')}日前付清当期租金。")
    s.paragraph("第五条  押金", bold=True)
    s.paragraph(f"签订本合同时，乙方向甲方支付押金{f.both('deposit_yuan')}，合同终止后无息退还。")
    for at, text in enumerate(clauses(f, 5, 9)):
        if at % 4 == 0:
            s.paragraph(f"第{_NUMBERS[5 + at // 4]}条  {('其他权利义务', '违约责任', '附则')[at // 4]}", bold=True)
        s.paragraph(text)
    s.y += 16
    ends = ("甲方（盖章）：", "乙方（盖章）：")
    signed = (f("lessor"), f("lessee"))
    columns = [[end, name, "代表签字：", f"日期：{f.day('sign_date')}"] for end, name in zip(ends, signed, strict=True)]
    s.sides(columns[0], columns[1])
    for x, firm in ((s.margin + 100, f.more.lessor), (s.width / 2 + 110, f.more.lessee)):
        s.seal(x, s.y - 50, firm.name, "合同专用章")
    return s


@layout("lease", "office-day-rate", draw, daily=True)
def office(f: Facts) -> Sheet:
    """An office lease of a building: numbered items, rent by m² and day, rent-free time, letterhead."""
    s = Sheet(face=f.lot.pick((HEI, SONG)), points=10, margin=64)
    s.text(s.margin, 36, f"{f.lot.brand()}国际中心  租赁文件", points=8.5, colour=(0.4, 0.4, 0.4))
    s.text(s.width - s.margin, 36, f"合同号：{f('contract_no')}", points=8.5, align="right")
    s.line(s.margin, 50, s.width - s.margin, 50)
    s.title("写字楼租赁合同", points=18)

    def item(text: str, left: float = 16) -> None:
        s.paragraph(text, indent=0, leading=1.62, left=left)

    def head(text: str) -> None:
        s.y += 4
        s.paragraph(text, indent=0, bold=True)

    head("1  定义及合同双方")
    item(f"1.1 业主：{f('lessor')}（统一社会信用代码：{f('lessor_credit_code')}）")
    item(f"1.2 租户：{f('lessee')}（统一社会信用代码：{f('lessee_credit_code')}）")
    head("2  该物业")
    item(f"2.1 业主同意出租、租户同意承租位于{f('address')}的单元（下称“该物业”）。")
    item(f"2.2 该物业的建筑面积为{f('area_m2')}平方米，供租户作{f('use')}之用。")
    head("3  租赁期")
    item(f"3.1 租赁期由{f.day('start_date')}起，至{f.day('end_date')}止（首尾两天包括在内）。")
    item(f"3.2 业主给予租户免租装修期{f.lot.number(15, 60)}天，免租期内租户仍须缴付物业管理费。")
    head("4  租金")
    monthly = f.both("rent_monthly_yuan", "人民币{figures}元（大写：{words}）")
    item(f"4.1 该物业租金标准为人民币{f.more.daily}元／平方米／天（建筑面积），折合每月租金为{monthly}。")
    item(f"4.2 租金按{f('payment_cycle')}缴付，租户须于每期首月{f('pay_day')}日或之前缴付。")
    item(f"4.3 物业管理费为每月每平方米人民币{f.lot.number(12, 32)}.00元，另行缴付。")
    head("5  保证金")
    item(f"5.1 租户须缴付相当于{f('deposit_basis')}的租赁保证金，即{f.both('deposit_yuan', '人民币{figures}元')}。")
    head("6  双方义务")
    for at, text in enumerate(clauses(f, 6, 10)):
        item(f"6.{at + 1} {text.replace('乙方', '租户').replace('甲方', '业主').replace('甲、', '业主、')}")
    s.y += 12
    s.sides(
        ["业主（盖章）", f("lessor"), "授权代表：", f"签署日期：{f.day('sign_date')}"],
        ["租户（盖章）", f("lessee"), "授权代表：", f"签署日期：{f.day('sign_date')}"],
    )
    s.seal(s.margin + 120, s.y - 60, f.more.lessor.name, "合同专用章")
    s.seal(s.width / 2 + 130, s.y - 56, f.more.lessee.name)
    return s


@layout("lease", "brokered", draw, both=True, person=True)
def brokered(f: Facts) -> Sheet:
    """Three parties, the broker last; the lessor is often a person; the deposit only as months of rent."""
    s = Sheet(face=SONG, points=11, margin=70)
    s.title("北京市房屋租赁合同（经纪机构居间成交版）", points=16)
    s.paragraph(f"出租人（甲方）：<{f('lessor')}>", indent=0)
    s.paragraph(f"承租人（乙方）：<{f('lessee')}>", indent=0)
    s.paragraph(f"居间人（丙方）：<{f('agent')}>", indent=0)
    s.paragraph("依据《中华人民共和国合同法》及有关法律、法规的规定，甲乙双方经丙方居间，达成以下条款：")
    numbers = iter(_NUMBERS)

    def part(text: str) -> None:
        s.paragraph(f"（{next(numbers)}）{text}", indent=2, leading=1.7)

    part(f"房屋坐落：<{f('address')}>，建筑面积<{f('area_m2')}>㎡，规划用途为<{f('use')}>。")
    months = mark("term_months", str(f.truth["term_months"]))
    part(
        f"房屋租赁期自<{f.day('start_date')}>至<{f.day('end_date')}>，共计<{months}>"
        "个月。甲方应于租期首日将房屋交付乙方。"
    )
    part(f"租金标准：{f.both('rent_monthly_yuan', '<￥{figures}>元／月，大写<{words}>')}，租赁期内不作调整。")
    f.truth["payment_cycle"] = f.lot.pick(("押一付三", "押一付六", "押三付三", "押二付三"))
    part(f"支付方式：<{f('payment_cycle')}>，各期租金支付日为每期首月<{f('pay_day')}>日。")
    months = {"一": "1", "二": "2", "三": "3"}[f.truth["payment_cycle"][1]]
    f.truth["deposit_basis"] = f"{months}个月租金"
    f.truth["deposit_yuan"] = f"{f.more.steps[0].monthly * int(months):.2f}"
    if "rent_monthly_yuan" in f.clashed:
        f.unscored |= {"deposit_yuan"}
    part(f"押金：乙方向甲方交纳相当于<{f('deposit_basis')}>的押金，租赁关系终止时退还。")
    part(f"居间服务费：乙方向丙方支付居间服务费人民币{figures(f.more.steps[0].monthly / 2)}元。")
    for text in clauses(f, 3, 3)[:4]:
        part(text)
    s.y += 8
    s.lines(["出租人（甲方）签章：\t承租人（乙方）签章：", "", "居间人（丙方）签章："], step=26)
    s.seal(s.width - 140, s.y - 60, f.more.lessee.name)
    s.lines([f"签订日期：{f.day('sign_date')}"])
    return s


@layout("lease", "terms-in-annex", draw, stepped=True)
def annex(f: Facts) -> Sheet:
    """The lessee comes first; general terms on the first page, all agreed values in a table of the annex."""
    s = Sheet(face=FANG, points=12, margin=76)
    s.number_pages = True
    s.title("房 屋 租 赁 合 同", points=22, face=SONG)
    s.y += 10
    s.paragraph(f"承租方（以下称甲方）：{f('lessee')}", indent=0)
    s.paragraph(f"出租方（以下称乙方）：{f('lessor')}", indent=0)
    s.paragraph("双方依照有关法律、法规，就附表所列房屋的租赁签订本合同。附表为本合同不可分割的部分。")
    swap = str.maketrans("甲乙", "乙甲")
    for at, text in enumerate(clauses(f, 8, 10)):
        s.paragraph(f"{at + 1}．{text.translate(swap)}")
    s.new_page()
    s.title("附表：租赁要素", points=15)
    label, value = s.inner * 0.26, s.inner * 0.74
    rows = [
        ("房屋地址", f("address")),
        ("计租面积", f"{f('area_m2')}平方米"),
        ("用　　途", f("use")),
        ("起租日", f.day("start_date")),
        ("到期日", f.day("end_date")),
        ("结算方式", f"按{f('payment_cycle')}支付"),
        ("履约保证金", f"人民币{f.yuan('deposit_yuan')}元"),
    ]
    s.table((label, value), [(Cell(a, "centre"), b) for a, b in rows], row_height=28, points=11)
    s.y += 14
    s.lines(["租金明细"], step=22)
    body = [[Cell(head, "centre", bold=True) for head in ("序号", "起始日期", "截止日期", "月租金（元）")]]
    for at, step in enumerate(f.more.steps):
        names = ("rent_schedule" if len(f.more.steps) > 1 else "") + (" rent_monthly_yuan" if at == 0 else "")
        body.append(
            [
                Cell(str(at + 1), "centre"),
                Cell(written_date(step.start, "dash"), "centre"),
                Cell(written_date(step.end, "dash"), "centre"),
                Cell(mark(names, figures(step.monthly)), "right"),
            ]
        )
    s.table([s.inner * part for part in (0.12, 0.3, 0.3, 0.28)], body, row_height=25, points=10.5)
    s.y += 30
    s.sides(
        ["承租方（章）", f("lessee"), "经办人："],
        ["出租方（章）", f("lessor"), "经办人："],
    )
    s.text(s.margin, s.y + 10, "签约时间：" + f.day("sign_date"), face=KAI, points=12)
    s.seal(s.margin + 90, s.y - 30, f.more.lessee.name, "合同专用章")
    s.seal(s.width / 2 + 100, s.y - 34, f.more.lessor.name, "合同专用章")
    return s
