"""Papers that cut a tenant's rent: agreement, letter, slip, supplement, notice, application with consent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import DATE_STYLES, Facts
from samples.pages.lot import Lot
from samples.pages.registry import Wants, layout
from samples.pages.sheet import Sheet, mark

_CLOSING = (
    "减免期间的水费、电费、物业管理费等仍由承租方按原约定交纳。",
    "承租方已预交的租金，由出租方在以后各期租金中抵扣。",
    "承租方应继续合法经营，不得借疫情哄抬物价。",
    "除上述内容外，原租赁合同的其他条款不变，继续有效。",
    "承租方转租的，应将减免的租金全部让与实际经营者。",
)


def draw(lot: Lot, wants: Wants) -> Facts:
    place = lot.place()
    lessor, lessee = lot.firm(landlord=True, place=place), lot.firm(place=place)
    monthly = lot.amount(4000, 300000, step="100")
    first, count = lot.pick(((2, 1), (2, 2), (2, 3), (3, 2), (3, 1), (4, 3)))
    share = lot.pick((Decimal(1), Decimal(1), Decimal("0.5"), Decimal("0.3")))
    reduced = (monthly * share * count).quantize(Decimal("0.01"))
    facts = Facts(
        {
            "lessor": lessor.name,
            "lessee": lessee.name,
            "lessor_credit_code": lessor.code,
            "lessee_credit_code": lessee.code,
            "address": lot.address(place[0], place[1], shop=True),
            "months": [f"2020-{first + at:02}" for at in range(count)],
            "monthly_rent_yuan": f"{monthly:.2f}",
            "reduction_yuan": f"{reduced:.2f}",
            "sign_date": lot.day(date(2020, 2, 10), date(2020, 5, 20)).isoformat(),
        },
        lot,
        SimpleNamespace(lessor=lessor, lessee=lessee, first=first, count=count, share=share, monthly=monthly),
        dates=lot.pick(DATE_STYLES[:3]),
    )
    if wants.get("both") and lot.chance(0.1):
        facts.clash["reduction_yuan"] = reduced + lot.pick((1000, 3000, 10000))
    return facts


def months(f: Facts, form: str = "") -> str:
    """The months as written: a list, a range, or with the days."""
    first, count = f.more.first, f.more.count
    last = first + count - 1
    form = form or f.lot.pick(("list", "range"))
    if form == "days":
        text = f"2020年{first}月1日至2020年{last}月{(0, 31, 29, 31, 30, 31, 30)[last]}日"
    elif form == "range" and count > 1:
        text = f"2020年{first}月至{last}月"
    else:
        text = "2020年" + "、".join(f"{month}月" for month in range(first, last + 1))
    return mark("months", text)


def _part(f: Facts) -> str:
    return {Decimal(1): "全额免除", Decimal("0.5"): "减半收取", Decimal("0.3"): "减收30%"}[f.more.share]


def _closing(f: Facts, count: int) -> list[str]:
    return f.lot.shuffled(_CLOSING)[:count]


@layout("rent_reduction", "agreement", draw, both=True)
def agreement(f: Facts) -> Sheet:
    """租金减免协议 in articles."""
    s = Sheet(face=f.lot.pick((SONG, FANG)), points=12, margin=78)
    s.title(f.lot.pick(("租金减免协议", "房屋租金减免协议书", "疫情期间租金减免协议")), points=20)
    for role, name in (("甲方（出租方）", "lessor"), ("乙方（承租方）", "lessee")):
        s.paragraph(f"{role}：{f(name)}", indent=0)
        s.paragraph(f"统一社会信用代码：{f(name + '_credit_code')}", indent=0)
    s.paragraph(
        f"乙方承租甲方位于{f('address')}的房屋，双方已签订房屋租赁合同。鉴于新冠肺炎疫情对乙方经营的影响，"
        "经友好协商，达成如下协议："
    )
    s.paragraph(f"一、甲方同意对乙方{months(f)}的租金予以{_part(f)}。")
    s.paragraph(
        f"二、原合同约定月租金为人民币{f.yuan('monthly_rent_yuan')}元，共计减免租金{f.both('reduction_yuan')}。"
    )
    for number, text in zip("三四五", _closing(f, 3), strict=True):
        s.paragraph(f"{number}、{text}")
    s.paragraph("六、本协议一式两份，甲乙双方各执一份，盖章后生效。")
    s.y += 24
    s.sides(
        ["甲方（盖章）：", f("lessor"), "代表人：", f"日期：{f.day('sign_date')}"],
        ["乙方（盖章）：", f("lessee"), "代表人：", f"日期：{f.day('sign_date')}"],
    )
    s.seal(s.margin + 110, s.y - 60, f.more.lessor.name)
    s.seal(s.width / 2 + 120, s.y - 56, f.more.lessee.name)
    return s


@layout("rent_reduction", "letter", draw)
def letter(f: Facts) -> Sheet:
    """关于减免租金的函: the tenant is addressed, the landlord signs."""
    s = Sheet(face=FANG, points=14, margin=84)
    s.title(f("lessor"), points=18, face=SONG)
    s.title("关于减免疫情期间房屋租金的函", points=18, face=SONG)
    s.y += 8
    s.paragraph(f"{f('lessee')}：", indent=0)
    s.paragraph(
        f"贵公司承租我公司位于{f('address')}的房屋，月租金为{f.yuan('monthly_rent_yuan')}元。为支持企业共渡难关，"
        f"经研究，我公司决定对贵公司{months(f)}租金{_part(f)}，减免金额共计人民币{f.yuan('reduction_yuan')}元。"
    )
    s.paragraph(_closing(f, 1)[0].replace("承租方", "贵公司").replace("出租方", "我公司"))
    s.paragraph("特此函告。")
    s.y += 40
    s.ends([f("lessor"), f.day("sign_date", f.lot.pick(("plain", "chinese")))], step=28)
    s.seal(s.width - s.margin - 90, s.y - 40, f.more.lessor.name)
    return s


@layout("rent_reduction", "slip", draw, both=True)
def slip(f: Facts) -> Sheet:
    """A ruled confirmation slip of one page, both sides seal it."""
    s = Sheet(face=HEI, points=10.5, margin=62)
    s.title("租金减免情况确认单", points=17)
    s.lines([f"\t填表日期：{f.day('sign_date')}"], points=10)

    def head(text: str) -> Cell:
        return Cell(text, "centre")

    quarter = s.inner / 4
    s.table(
        (quarter * 0.8, quarter * 1.2) * 2,
        [
            (head("出租单位"), Cell(f("lessor"), across=3)),
            (head("统一社会信用代码"), Cell(f("lessor_credit_code"), across=3)),
            (head("承租单位"), Cell(f("lessee"), across=3)),
            (head("统一社会信用代码"), Cell(f("lessee_credit_code"), across=3)),
            (head("租赁地址"), Cell(f("address"), across=3)),
            (head("月租金（元）"), f.yuan("monthly_rent_yuan"), head("减免方式"), _part(f)),
            (head("减免期间"), Cell(months(f), across=3)),
            (head("减免金额"), Cell(f.both("reduction_yuan", "{figures}元（大写：{words}）"), across=3)),
            (head("承租单位\n意见"), Cell("以上情况属实，减免已收到。\n\n（盖章）", across=3)),
            (head("出租单位\n意见"), Cell("同意减免。\n\n（盖章）", across=3)),
        ],
        row_height=34,
    )
    s.seal(s.width - 180, s.y - 130, f.more.lessee.name)
    s.seal(s.width - 200, s.y - 40, f.more.lessor.name)
    return s


@layout("rent_reduction", "supplement", draw, both=True)
def supplement(f: Facts) -> Sheet:
    """补充协议: tenant first as 甲方, landlord as 乙方; the period with its days; the sum before the rent."""
    s = Sheet(face=SONG, points=11.5, margin=74)
    s.title("房屋租赁合同补充协议", points=19)
    s.title("（租金减免）", points=13)
    s.paragraph(f"承租人（甲方）：<{f('lessee')}>", indent=0)
    s.paragraph(f"出租人（乙方）：<{f('lessor')}>", indent=0)
    s.paragraph(f"甲、乙双方就位于<{f('address')}>的房屋签有租赁合同，现就疫情期间的租金补充约定如下：")
    s.paragraph(
        f"第一条  乙方减免甲方租金共计{f.both('reduction_yuan', '人民币<{figures}>元（大写<{words}>）')}，"
        f"减免期间为<{months(f, 'days')}>，原月租金标准为每月<{f.yuan('monthly_rent_yuan')}>元。"
    )
    for at, text in enumerate(_closing(f, 3)):
        text = text.replace("承租方", "甲方").replace("出租方", "乙方")
        s.paragraph(f"第{'二三四'[at]}条  {text}")
    s.y += 26
    s.sides(["甲方：（公章）", "", ""], ["乙方：（公章）", "", ""])
    s.ends([f"签订日期：{f.day('sign_date')}"])
    s.seal(s.margin + 90, s.y - 60, f.more.lessee.name)
    s.seal(s.width / 2 + 100, s.y - 66, f.more.lessor.name)
    return s


@layout("rent_reduction", "notice-with-months", draw)
def notice(f: Facts) -> Sheet:
    """减免通知书: a table with a row for each month and the total below; codes in the table."""
    s = Sheet(face=SONG, points=12, margin=72)
    s.title("房租减免通知书", points=20, face=HEI)
    s.lines([f"\t〔2020〕减免第{f.lot.number(1, 99)}号"], points=11)
    s.paragraph(f"承租户：{f('lessee')}", indent=0)
    s.paragraph(f"统一社会信用代码：{f('lessee_credit_code')}", indent=0)
    s.paragraph(f"承租房屋：{f('address')}", indent=0)
    s.paragraph(f"根据疫情期间减免中小微企业房租的有关要求，现对你单位{months(f)}房租予以减免，明细如下：")
    each = (f.more.monthly * f.more.share).quantize(Decimal("0.01"))
    rows = [
        [Cell(text, "centre", bold=True) for text in ("月份", "应收租金（元）", "减免租金（元）", "实收租金（元）")]
    ]
    for at in range(f.more.count):
        monthly = mark("monthly_rent_yuan" if at == 0 else "", f"{f.more.monthly:,.2f}")
        shown = (monthly, f"{each:,.2f}", f"{f.more.monthly - each:,.2f}")
        rows.append([Cell(f"2020年{f.more.first + at}月", "centre"), *(Cell(text, "right") for text in shown)])
    total = f.more.monthly * f.more.count
    cut = Decimal(f.truth["reduction_yuan"])
    rows.append(
        [
            Cell("合计", "centre", bold=True),
            Cell(f"{total:,.2f}", "right"),
            Cell(f.yuan("reduction_yuan"), "right"),
            Cell(f"{total - cut:,.2f}", "right"),
        ]
    )
    s.table([s.inner / 4] * 4, rows, row_height=26, points=10.5, rules=f.lot.pick(("all", "rows")))
    s.y += 16
    s.paragraph("请你单位继续做好疫情防控，安排好复工复产。")
    s.y += 30
    s.ends([f"出租单位：{f('lessor')}", f.day("sign_date")], step=26)
    s.seal(s.width - s.margin - 100, s.y - 36, f.more.lessor.name)
    return s


@layout("rent_reduction", "application-and-consent", draw)
def application(f: Facts) -> Sheet:
    """The tenant's application above, the landlord's consent below a rule, filled in by hand."""
    s = Sheet(face=SONG, points=12, margin=80, hand=True)
    s.title("减免房租申请及批复", points=20)
    s.paragraph(f"<{f('lessor')}>：", indent=0)
    s.paragraph(
        f"我单位<{f('lessee')}>（统一社会信用代码<{f('lessee_credit_code')}>）承租贵单位坐落于<{f('address')}>的房屋，"
        f"月租金<{f.yuan('monthly_rent_yuan', comma=False)}>元。受疫情影响，经营困难，现申请减免<{months(f)}>的房租。"
    )
    s.paragraph("请予批准。")
    s.ends([f"申请单位：{f('lessee')}", "经办人：" + f.more.lessee.person])
    s.seal(s.width - 180, s.y - 20, f.more.lessee.name)
    s.y += 40
    s.line(s.margin, s.y, s.width - s.margin, s.y)
    s.y += 16
    s.paragraph("出租单位批复意见：", indent=0, bold=True)
    s.paragraph(f"同意对上述期间租金<{_part(f)}>，减免租金合计人民币<{f.yuan('reduction_yuan', comma=False)}>元。")
    s.y += 26
    s.text(s.width - s.margin, s.y, "（盖章）", align="right", face=KAI)
    s.y += 24
    s.ends([f"批复日期：{f.day('sign_date', 'plain')}"])
    s.seal(s.width - 170, s.y - 40, f.more.lessor.name)
    return s
