"""Contracts that are no lease of premises: equipment, goods, labour."""

from __future__ import annotations

from samples.generate.amounts import capitals
from samples.generate.fonts import FANG, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts, written_date
from samples.pages.kinds.lease import months_on
from samples.pages.kinds.other import draw, when
from samples.pages.kinds.social import heads
from samples.pages.registry import layout
from samples.pages.sheet import Sheet


def _signatures(f: Facts, s: Sheet) -> Sheet:
    s.y += 24
    s.sides(
        [f"甲方（盖章）：{f.more.one.name}", f"日期：{when(f)}"],
        [f"乙方（盖章）：{f.more.other.name}", f"日期：{when(f)}"],
    )
    s.seal(s.margin + 110, s.y - 10, f.more.one.name, "合同专用章")
    s.seal(s.width - 160, s.y - 10, f.more.other.name, "合同专用章")
    return s


@layout("other", "equipment-lease", draw)
def equipment(f: Facts) -> Sheet:
    """设备租赁合同: lessor, lessee, term, rent and deposit, but no premises."""
    s = Sheet(face=SONG, points=12, margin=78)
    s.title(f.lot.pick(("设备租赁合同", "车辆租赁合同", "办公设备租赁合同")), points=20)
    s.paragraph(f"出租方（甲方）：{f.more.one.name}", indent=0)
    s.paragraph(f"承租方（乙方）：{f.more.other.name}", indent=0)
    rent = f.lot.amount(800, 40000, step="100")
    end = written_date(months_on(f.more.day, 12), "plain")
    for text in (
        f"一、甲方将下列设备租给乙方："
        f"{f.lot.pick(('打印复印一体机', '叉车', '商务客车', '投影设备'))}{f.lot.number(1, 6)}台。",
        f"二、租赁期限自{when(f)}至{end}止。",
        f"三、租金为每月人民币{capitals(rent)}（￥{rent:,.2f}），按季度支付。",
        f"四、乙方交付押金人民币{rent * 2:,.2f}元，设备完好归还后退还。",
        "五、设备的日常保养由乙方负责，因设备本身质量问题发生的维修费用由甲方承担。",
        "六、乙方不得将设备转租、抵押，不得擅自拆卸、改装。",
        "七、本合同一式两份，双方各执一份，盖章后生效。",
    ):
        s.paragraph(text)
    return _signatures(f, s)


@layout("other", "purchase-contract", draw)
def purchase(f: Facts) -> Sheet:
    """采购合同 with a table of goods and a total in words."""
    s = Sheet(face=FANG, points=11.5, margin=72)
    s.title("采购合同", points=20)
    s.lines([f"合同编号：CG-{f.more.day.year}-{f.lot.digits(4)}\t签订日期：{when(f)}"], step=18, points=10)
    s.paragraph(f"需方：{f.more.other.name}", indent=0)
    s.paragraph(f"供方：{f.more.one.name}", indent=0)
    rows = [heads("名称", "规格", "数量", "单价（元）", "金额（元）")]
    total = f.lot.amount(1, 2)
    for name in f.lot.shuffled(("办公桌", "文件柜", "空调", "电脑", "打印纸"))[:3]:
        price, number = f.lot.amount(100, 6000), f.lot.number(1, 30)
        total += price * number
        shown = ("标准", str(number), f"{price:,.2f}", f"{price * number:,.2f}")
        rows.append([Cell(name), *(Cell(text, "right") for text in shown)])
    s.table([s.inner / 5] * 5, rows, row_height=24, points=10)
    s.y += 10
    s.paragraph(f"合计金额人民币{capitals(total)}。交货地点：{f.more.other.address}。")
    s.paragraph("验收合格后三十日内付款。质保期一年。未尽事宜双方协商解决。")
    return _signatures(f, s)


@layout("other", "labour-contract", draw)
def labour(f: Facts) -> Sheet:
    """劳动合同: 甲方, 乙方, term, monthly pay, social insurance in the clauses."""
    s = Sheet(face=SONG, points=12, margin=80)
    s.title("劳动合同书", points=22)
    s.paragraph(f"甲方（用人单位）：<{f.more.other.name}>", indent=0)
    s.paragraph(f"统一社会信用代码：<{f.more.other.code}>", indent=0)
    s.paragraph(f"乙方（劳动者）：<{f.lot.person()}>  身份证号：<{f.lot.identity()}>", indent=0)
    end = written_date(months_on(f.more.day, 36), "plain")
    for text in (
        f"一、合同期限自{when(f)}起至{end}止，其中试用期三个月。",
        f"二、乙方担任{f.lot.pick(('销售', '会计', '厨师', '工程师'))}岗位工作，工作地点为{f.more.other.address}。",
        f"三、甲方每月15日前支付工资，月工资为{f.lot.amount(3500, 20000, step='100'):,.2f}元。",
        "四、甲乙双方按国家和本市规定参加社会保险，甲方为乙方办理社会保险手续并缴纳社会保险费。",
        "五、甲方对乙方进行职业技能培训，乙方应遵守操作规程。",
        "六、解除、终止劳动合同按照法律规定执行。本合同一式两份，双方各执一份。",
    ):
        s.paragraph(text)
    return _signatures(f, s)
