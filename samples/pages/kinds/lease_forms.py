"""Leases on printed forms: table of terms, shop lease filled in by hand, the authority's model text, two columns."""

from __future__ import annotations

from samples.generate.amounts import capitals
from samples.generate.fonts import FANG, HEI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts, written_date
from samples.pages.kinds.lease import clauses, draw, figures, years_of
from samples.pages.registry import layout
from samples.pages.sheet import Sheet, mark


@layout("lease", "table-of-terms", draw, both=True)
def table_of_terms(f: Facts) -> Sheet:
    """Ruled: the parties side by side, then a label and a value in each row."""
    f.truth["payment_cycle"] = "每" + f.truth["payment_cycle"]  # as written: 每季度支付一次
    s = Sheet(face=f.lot.pick((SONG, FANG)), points=10.5, margin=58)
    s.title("商业用房租赁合同书", points=18)
    s.lines([f"编号：{f('contract_no')}\t签约日：{f.day('sign_date')}"], step=18, points=10)

    def head(text: str) -> Cell:
        return Cell(text, "centre", bold=True)

    quarter = s.inner / 4
    s.table(
        (quarter * 0.7, quarter * 1.3) * 2,
        [
            (Cell("出租人信息", "centre", 2, bold=True), Cell("承租人信息", "centre", 2, bold=True)),
            (head("名称"), f("lessor"), head("名称"), f("lessee")),
            (head("信用代码"), f("lessor_credit_code"), head("信用代码"), f("lessee_credit_code")),
            (head("负责人"), f.more.lessor.person, head("负责人"), f.more.lessee.person),
        ],
        row_height=28,
        points=9.5,
    )
    s.table(
        (s.inner * 0.2, s.inner * 0.8),
        [
            (head("租赁标的"), f("address")),
            (head("租赁面积"), f"{f('area_m2')} ㎡"),
            (head("经营用途"), f("use")),
            (head("租　　期"), f"{f.day('start_date')} 至 {f.day('end_date')}（{years_of(f)}年）"),
            (head("租　　金"), f.both("rent_monthly_yuan", "每月 {figures} 元，大写：{words}")),
            (head("付款方式"), f"{f('payment_cycle')}支付一次，每期于{f('pay_day')}日前支付"),
            (head("押　　金"), f.both("deposit_yuan", "{figures} 元，大写：{words}")),
        ],
        row_height=27,
        points=9.5,
    )
    s.y += 8
    for at, text in enumerate(clauses(f, 5, 8)):
        text = text.replace("乙方", "承租人").replace("甲方", "出租人").replace("甲、", "出租人、")
        s.paragraph(f"{at + 1}. {text}", leading=1.55)
    s.y += 10
    s.sides(["出租人签章：", "", ""], ["承租人签章：", "", ""])
    s.seal(s.margin + 120, s.y - 30, f.more.lessor.name, "合同专用章")
    s.seal(s.width / 2 + 120, s.y - 26, f.more.lessee.name)
    return s


@layout("lease", "shop-by-hand", draw, person=True)
def shop(f: Facts) -> Sheet:
    """门面租赁合同, filled in by hand; now and then nobody has filled it in."""
    blank = f.lot.chance(0.15)
    s = Sheet(face=SONG, points=12, margin=80, hand=True)
    s.title("门面房租赁合同", points=22)

    def gap(value: str, wide: int) -> str:
        return f"<{'　' * wide}>" if blank else f"<　{value}　>"

    write = s.paragraph
    write(f"甲方（出租方）：{gap(f('lessor'), 14)}", indent=0)
    write(f"乙方（承租方）：{gap(f('lessee'), 14)}", indent=0)
    write("甲、乙双方就门面房租赁一事，经协商一致，订立如下条款，以供遵守：")
    write(f"一、甲方将位于{gap(f('address'), 15)}的门面房租给乙方使用，面积{gap(f('area_m2'), 4)}平方米。")
    write(f"二、乙方租用该门面房从事{gap(f('use'), 6)}，不得从事违法经营活动。")
    start, end = f.day("start_date", "plain"), f.day("end_date", "plain")
    write(f"三、租期自{gap(start, 8)}至{gap(end, 8)}。")
    rent = gap(f.yuan("rent_monthly_yuan", comma=False), 5)
    write(f"四、租金每月{rent}元，先交后用，按{gap(f('payment_cycle'), 3)}交纳。")
    write(f"五、乙方交纳押金{gap(f.yuan('deposit_yuan', comma=False), 5)}元，期满如无损坏、欠费，甲方如数退还。")
    for number, text in zip("六七八九", clauses(f, 4, 4), strict=False):
        write(f"{number}、{text}")
    write("十、本合同双方签字后生效，一式两份，各执一份。")
    s.y += 22
    signed = "　　　年　　月　　日" if blank else f.day("sign_date", "plain")
    s.sides(["甲方（签字）：", "" if blank else f("lessor"), ""], ["乙方（签字）：", "", ""])
    s.text(s.width - s.margin, s.y, signed, align="right")
    return s


@layout("lease", "model-text", draw, stepped=True)
def model_text(f: Facts) -> Sheet:
    """The authority's model text: a cover, tick boxes, rent in words alone where it does not change."""
    s = Sheet(face=FANG, points=12, margin=82)
    s.lines([f"\t合同编号：{f('contract_no')}"])
    s.y = 250
    s.title("房 屋 租 赁 合 同", points=30, face=HEI)
    s.title("（示范文本）", points=16)
    s.y = 470
    for label, name in (("出 租 方", "lessor"), ("承 租 方", "lessee")):
        s.paragraph(f"{label}：<{f(name)}>", indent=3, leading=2.6)
    s.paragraph(f"签订时间：<{f.day('sign_date')}>", indent=3, leading=2.6)
    s.new_page()
    write = s.paragraph
    write(f"出租方（以下简称甲方）：<{f('lessor')}>", indent=0)
    write(f"承租方（以下简称乙方）：<{f('lessee')}>", indent=0)
    write("第一条 租赁房屋", bold=True)
    write(f"（一）房屋坐落：<{f('address')}>。")
    write(f"（二）房屋建筑面积<{f('area_m2')}>平方米；权属状况：■有房屋所有权证　□无。")
    write(f"（三）房屋用途：<{f('use')}>。")
    write("第二条 租赁期限", bold=True)
    write(f"自<{f.day('start_date')}>至<{f.day('end_date')}>，共计<{years_of(f)}>年。")
    write("第三条 租金", bold=True)
    steps = f.more.steps
    if len(steps) == 1:
        write(f"（一）月租金（人民币大写）：<{f.big('rent_monthly_yuan')}>。")
    else:
        write("（一）租金按年递增，具体为：")
        for at, step in enumerate(steps):
            names = "rent_schedule" + (" rent_monthly_yuan" if at == 0 else "")
            write(
                f"自<{written_date(step.start, f.dates)}>至<{written_date(step.end, f.dates)}>，"
                f"每月租金为人民币<{mark(names, capitals(step.monthly))}>（￥<{mark(names, figures(step.monthly))}>）；"
            )
    write(f"（二）租金支付方式：□现金　■转账；按<{f('payment_cycle')}>支付，先付后用。")
    write("第四条 押金", bold=True)
    write(f"押金为<{f('deposit_basis')}>，计人民币（大写）<{f.big('deposit_yuan')}>。")
    write("第五条 其他约定", bold=True)
    for text in clauses(f, 7, 11):
        write(text)
    s.y += 20
    s.sides(["甲方（签章）：", "法定代表人：", ""], ["乙方（签章）：", "法定代表人：", ""])
    s.seal(s.margin + 110, s.y - 40, f.more.lessor.name)
    s.seal(s.width / 2 + 110, s.y - 44, f.more.lessee.name)
    return s


@layout("lease", "two-columns", draw, both=True)
def two_columns(f: Facts) -> Sheet:
    """A market stall or counter lease printed small in two columns of a landscape page."""
    s = Sheet((842, 595), face=SONG, points=9.5, margin=44)
    s.title("经营场地租赁协议", points=16)
    s.lines([f"协议编号：{f('contract_no')}\t签订日期：{f.day('sign_date')}"], step=18)
    top = s.y
    with s.column(44, 408):
        for text in (
            f"出租单位（甲方）：{f('lessor')}",
            f"统一社会信用代码：{f('lessor_credit_code')}",
            f"承租单位（乙方）：{f('lessee')}",
            f"统一社会信用代码：{f('lessee_credit_code')}",
            f"一、场地位置：{f('address')}。",
            f"二、场地面积：{f('area_m2')}平方米。",
            f"三、经营项目：{f('use')}。",
            f"四、租赁期限：自{f.day('start_date')}起至{f.day('end_date')}止，期限{years_of(f)}年。",
            f"五、租金：年租金为人民币{f.yuan('rent_yearly_yuan')}元，即每月{f.yuan('rent_monthly_yuan')}元，"
            f"按{f('payment_cycle')}交纳，每期首月{f('pay_day')}日前交清。",
            f"六、乙方另交履约保证金{f.both('deposit_yuan')}。",
        ):
            s.paragraph(text, indent=0, leading=1.7)
    s.y = top
    with s.column(436, 798):
        for number, text in enumerate(clauses(f, 7, 8)):
            s.paragraph(f"{number + 7}、{text}", indent=0, leading=1.6)
    s.y = 480
    s.sides(["甲方盖章：", "代表："], ["乙方盖章：", "代表："])
    s.seal(190, 500, f.more.lessor.name, "合同专用章")
    s.seal(580, 502, f.more.lessee.name, "合同专用章")
    return s
