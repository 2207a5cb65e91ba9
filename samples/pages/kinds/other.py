"""Papers that are none of the known kinds but look like one: bills, sheets, receipts, licences of another sort."""

from __future__ import annotations

from datetime import date

from samples.generate.amounts import capitals
from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.kinds.licence import disc, frame, qr_code
from samples.generate.paper import Cell
from samples.pages.facts import Facts, written_date
from samples.pages.kinds.social import heads
from samples.pages.lot import Lot
from samples.pages.registry import Wants, layout
from samples.pages.sheet import Sheet


def draw(lot: Lot, wants: Wants) -> Facts:
    """Nothing to find."""
    facts = Facts({}, lot)
    place = lot.place()
    facts.more.place, facts.more.one, facts.more.other = (
        place,
        lot.firm(landlord=True, place=place),
        lot.firm(place=place),
    )
    facts.more.day = lot.day(date(2018, 1, 1), date(2020, 6, 1))
    return facts


def when(f: Facts, style: str = "plain") -> str:
    return written_date(f.more.day, style)


@layout("other", "settlement-sheet", draw)
def settlement(f: Facts) -> Sheet:
    """结算单 of services: site fees, tax, totals, two seals."""
    s = Sheet((842, 595), face=SONG, points=9.5, margin=40)
    s.title("产品服务费用结算确认单", points=16)
    s.lines([f"服务方：{f.more.one.name}\t结算周期：{f.more.day.year}年第{f.lot.number(1, 4)}季度"], step=15)
    s.lines([f"客户：{f.more.other.name}\t单位：元"], step=15)
    rows = [heads("费用项目", "数量", "单价", "场租费", "维护费", "税率", "合计（含税）")]
    total = f.lot.amount(0 + 1, 2)
    for name in f.lot.shuffled(("站址服务", "机房使用", "传输设备", "电力保障", "配套租用", "其他服务"))[
        : f.lot.number(3, 6)
    ]:
        price, number = f.lot.amount(200, 9000), f.lot.number(1, 40)
        total += price * number
        shown = (str(number), f"{price:,.2f}", f"{price * 2:,.2f}", f"{price / 4:,.2f}", "6%", f"{price * number:,.2f}")
        rows.append([Cell(name), *(Cell(text, "right") for text in shown)])
    rows.append([Cell("合计", across=6), Cell(f"{total:,.2f}", "right")])
    s.table([s.inner * part for part in (0.22, 0.08, 0.14, 0.14, 0.14, 0.08, 0.2)], rows, row_height=30)
    s.y += 20
    s.sides(["服务方（盖章）：", f"日期：{when(f)}"], ["客户确认（盖章）：", f"日期：{when(f)}"])
    s.seal(150, s.y - 10, f.more.one.name)
    s.seal(560, s.y - 10, f.more.other.name)
    return s


@layout("other", "property-bill", draw)
def bill(f: Facts) -> Sheet:
    """物业缴费通知单: rent-like amounts, an address, a date to pay by."""
    s = Sheet(face=HEI, points=11, margin=70)
    s.title("物业服务费缴费通知单", points=18)
    s.lines([f"缴费单位：{f.more.other.name}", f"房号：{f.more.other.address}"])
    rows = [heads("收费项目", "计费面积", "单价", "起止月份", "金额（元）")]
    total = f.lot.amount(1, 2)
    area = f.lot.number(60, 900)
    for name in ("物业服务费", "供暖费", "公共能耗费", "停车管理费"):
        cost = f.lot.amount(300, 20000)
        total += cost
        shown = (str(area), f"{f.lot.number(3, 40)}.00", "1－3月", f"{cost:,.2f}")
        rows.append([Cell(name), *(Cell(text, "right") for text in shown)])
    s.table([s.inner * part for part in (0.26, 0.16, 0.16, 0.2, 0.22)], rows, row_height=26, points=10)
    s.y += 10
    s.paragraph(f"合计人民币：{capitals(total)}（￥{total:,.2f}）。请于{when(f)}前缴清，逾期将按日加收滞纳金。")
    s.y += 30
    s.ends([f.more.one.name, when(f)])
    s.seal(s.width - 160, s.y - 30, f.more.one.name, "财务专用章")
    return s


@layout("other", "bank-receipt", draw)
def receipt(f: Facts) -> Sheet:
    """银行回单: payer, payee, purpose 房租, an amount in words and figures."""
    s = Sheet((640, 320), face=SONG, points=10, margin=40)
    s.title("网上银行电子回单", points=15)
    amount = f.lot.amount(3000, 400000)
    third = s.inner / 6
    s.table(
        (third, third * 2, third, third * 2),
        [
            (Cell("付款人户名", "centre"), f.more.other.name, Cell("收款人户名", "centre"), f.more.one.name),
            (Cell("付款账号", "centre"), f.lot.digits(19), Cell("收款账号", "centre"), f.lot.digits(19)),
            (Cell("金额（大写）", "centre"), capitals(amount), Cell("小写", "centre"), f"￥{amount:,.2f}"),
            (
                Cell("用途", "centre"),
                f.lot.pick(("房租", "社保代缴", "货款", "培训费")),
                Cell("交易时间", "centre"),
                when(f, "dash"),
            ),
        ],
        row_height=32,
        points=9.5,
    )
    s.y += 12
    s.lines([f"回单编号：{f.lot.digits(20)}\t重复打印次数：{f.lot.number(1, 3)}"], points=9)
    s.seal(s.width - 120, s.y - 30, "示例银行电子回单", "专用章")
    return s


@layout("other", "meeting-sign-in", draw)
def meeting(f: Facts) -> Sheet:
    """会议签到表: a list of names that is no roster of training or insurance."""
    s = Sheet(face=SONG, points=11, margin=70)
    s.title("会议签到表", points=20)
    s.lines([f"会议名称：{f.more.day.year}年度安全工作部署会", f"时间：{when(f)}\t地点：{f.lot.number(2, 9)}层会议室"])
    rows = [heads("序号", "单位", "姓名", "职务", "联系电话")]
    listed = [(f.lot.firm().name, f.lot.person()) for _ in range(f.lot.number(6, 14))]
    for at, (firm, _) in enumerate(listed, start=1):
        rows.append(
            [
                Cell(str(at), "centre"),
                Cell(firm),
                Cell(""),
                Cell(f.lot.pick(("经理", "主任", "职员"))),
                Cell(f.lot.phone()),
            ]
        )
    top = s.y + 32
    s.table([s.inner * part for part in (0.09, 0.42, 0.16, 0.12, 0.21)], rows, row_height=32, points=9.5)
    for at, (_, person) in enumerate(listed):
        s.text(s.margin + s.inner * 0.53, top + at * 32 + 8, person, face=KAI, points=15, colour=(0.1, 0.1, 0.4))
    return s


@layout("other", "food-licence", draw)
def food(f: Facts) -> Sheet:
    """食品经营许可证: code, name, address, dates and an issuing office, but no business licence."""
    s = Sheet((842, 595), face=FANG, points=13)
    frame(s, 26, (0.2, 0.45, 0.25))
    disc(s, 421, 80)
    s.text(421, 122, "食品经营许可证", face=HEI, points=36, align="centre", bold=True, spacing=8)
    lines = (
        ("经营者名称", f.more.other.name),
        ("社会信用代码", f.more.other.code),
        ("法定代表人", f.more.other.person),
        ("经营场所", f.more.other.address),
        ("主体业态", "餐饮服务经营者"),
        ("经营项目", "热食类食品制售，冷食类食品制售"),
        ("许可证编号", f"JY2{f.more.place[2]}{f.lot.digits(7)}"),
        ("有效期至", when(f)),
    )
    y = 200.0
    for label, value in lines:
        s.text(90, y, label, face=HEI)
        for line in s.wrap(value, 330, 13):
            s.text(200, y, line)
            y += 22
        y += 8
    qr_code(s, 690, 210, 80)
    issuer = f"{f.more.place[0]}{f.more.place[1]}市场监督管理局"
    s.text(770, 470, f"发证机关：{issuer}", align="right")
    s.text(770, 500, when(f), align="right")
    s.seal(690, 470, issuer)
    return s


@layout("other", "budget-table", draw)
def budget(f: Facts) -> Sheet:
    """预算执行情况表: words of an income statement, but plans and percentages."""
    s = Sheet(face=SONG, points=10.5, margin=64)
    s.title(f"{f.more.day.year}年度部门预算执行情况表", points=16)
    s.lines([f"部门：{f.lot.pick(('行政部', '市场部', '人力资源部', '研发中心'))}\t单位：元"], step=17)
    rows = [heads("费用科目", "年度预算", "累计支出", "执行率", "说明")]
    for name in ("办公费", "差旅费", "培训费", "房租", "社会保险", "设备维修", "业务招待费", "其他"):
        plan = f.lot.amount(10000, 900000)
        share = f.lot.number(20, 108)
        shown = (f"{plan:,.2f}", f"{plan * share / 100:,.2f}", f"{share}%", "")
        rows.append([Cell(name), *(Cell(text, "right") for text in shown)])
    s.table([s.inner * part for part in (0.24, 0.22, 0.22, 0.14, 0.18)], rows, row_height=24, points=10)
    s.y += 14
    s.lines([f"编制人：{f.lot.person()}\t编制日期：{when(f, 'dash')}"])
    return s
