"""Recognition papers: framed certificate, plaque, official reply, notice with a list, form of results, letter."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import Facts
from samples.pages.kinds.lease import months_on
from samples.pages.lot import Lot
from samples.pages.registry import Wants, layout
from samples.pages.sheet import Sheet

#: kind of carrier, words of its title
_CARRIERS = (
    ("科技企业孵化器", "科技企业孵化器"),
    ("众创空间", "众创空间"),
    ("创业基地", "小型微型企业创业创新示范基地"),
    ("文化产业园", "文化产业园区"),
    ("商务楼宇", "重点商务楼宇"),
    ("创业基地", "创业基地"),
)
_OFFICES = {
    "国家级": ("科学技术部", "工业和信息化部"),
    "市级": ("科学技术委员会", "经济和信息化局"),
    "区级": ("发展和改革委员会", "科学技术和信息化局", "文化产业发展中心"),
}


def draw(lot: Lot, wants: Wants) -> Facts:
    place = lot.place()
    firm = lot.firm(landlord=True, place=place)
    carrier, words = lot.pick(_CARRIERS)
    level = lot.pick(("市级", "区级", "区级", "国家级"))
    office = lot.pick(_OFFICES[level])
    holds = {"国家级": "国家级", "市级": place[0], "区级": place[1]}[level]
    issuer = {"国家级": office, "市级": place[0] + office, "区级": place[0] + place[1] + office}[level]
    issued = lot.day(date(2016, 1, 5), date(2020, 3, 20))
    return Facts(
        {
            "holder": firm.name,
            "credit_code": firm.code,
            "title": holds + words,
            "level": level,
            "carrier_type": carrier,
            "certificate_no": f"{lot.pick(('ZC', 'FHQ', 'RD', 'CY'))}{issued.year}{lot.digits(4)}",
            "issuer": issuer,
            "issue_date": issued.isoformat(),
        },
        lot,
        SimpleNamespace(
            firm=firm,
            issued=issued,
            years=lot.pick((2, 3, 3, 5)),
            premises=f"{lot.brand()}{lot.pick(('创新中心', '大厦', '科创园', '空间'))}",
            number=lot.number(3, 88),
            place=place,
        ),
        dates=lot.pick(("plain", "chinese", "padded")),
        implied={"level": ("title",), "carrier_type": ("title",)},
    )


@layout("recognition_certificate", "framed", draw)
def framed(f: Facts) -> Sheet:
    """证书 in landscape with a gold border."""
    s = Sheet((842, 595), face=KAI, points=20, margin=112)
    s.canvas.setStrokeColorRGB(0.7, 0.55, 0.2)
    for inset, width in ((34, 7), (46, 1.4)):
        s.canvas.setLineWidth(width)
        s.canvas.rect(inset, inset, s.width - 2 * inset, s.height - 2 * inset)
    s.y = 96
    s.title(f.lot.pick(("认 定 证 书", "证  书")), points=42, face=SONG)
    s.ends([f"证书编号：{f('certificate_no')}"], points=11)
    s.paragraph(f"{f('holder')}：", indent=0, leading=1.9)
    s.points = 17
    s.paragraph(
        f"经评审，你单位运营的{f.more.premises}被认定为“{f('title')}”，有效期{f.more.years}年。特发此证。",
        leading=1.9,
    )
    s.y = 430
    s.ends([f("issuer"), f.day("issue_date")], step=30, points=16)
    s.seal(s.width - 210, 448, f.truth["issuer"])
    return s


@layout("recognition_certificate", "reply", draw)
def reply(f: Facts) -> Sheet:
    """批复: an official letter with a red head, number of the document, the date in Chinese numerals."""
    s = Sheet(face=FANG, points=15, margin=84)
    s.text(s.width / 2, 84, f"{f('issuer')}文件", face=SONG, points=26, align="centre", bold=True, colour=(0.8, 0, 0))
    s.text(s.width / 2, 130, f"〔{f.more.issued.year}〕{f.more.number}号", points=14, align="centre")
    s.canvas.setStrokeColorRGB(0.8, 0, 0)
    s.canvas.setLineWidth(1.6)
    s.canvas.line(s.margin, s.height - 156, s.width - s.margin, s.height - 156)
    s.y = 180
    for line in s.wrap(f"关于认定{f('holder')}为{f('title')}的批复", 400, 19):
        s.text(s.width / 2, s.y, line, face=SONG, points=19, align="centre", bold=True)
        s.y += 28
    s.y += 10
    s.paragraph(f"{f('holder')}：", indent=0)
    s.paragraph(
        f"你单位（统一社会信用代码：{f('credit_code')}）报来的申请材料收悉。经组织专家评审并公示无异议，"
        f"同意认定你单位为{f('title')}，有效期{f.more.years}年。"
    )
    s.paragraph("请你单位进一步完善服务功能，提升服务能力，并按要求报送年度运行情况。")
    s.paragraph("特此批复。")
    s.y += 50
    s.ends([f("issuer"), f.day("issue_date", "chinese")], step=30, inset=20)
    s.seal(s.width - 190, s.y - 46, f.truth["issuer"])
    return s


@layout("recognition_certificate", "result-form", draw)
def form(f: Facts) -> Sheet:
    """认定结果通知书: labels and values in a ruled table, without the sentence."""
    s = Sheet(face=SONG, points=11, margin=70)
    s.title("认定结果通知书", points=20, face=HEI)
    s.lines([f"编号：{f('certificate_no')}"], points=10.5)

    def head(text: str) -> Cell:
        return Cell(text, "centre", bold=True)

    until = months_on(f.more.issued, f.more.years * 12)
    rows = [
        (head("单位名称"), f("holder")),
        (head("统一社会信用代码"), f("credit_code")),
        (head("载体名称"), f.more.premises),
        (head("载体类型"), f("carrier_type")),
        (head("认定名称"), f("title")),
        (head("认定级别"), f("level")),
        (head("有效期"), f"{f.more.issued.year}年{f.more.issued.month}月至{until.year}年{until.month}月"),
    ]
    s.table((s.inner * 0.3, s.inner * 0.7), rows, row_height=34, points=11)
    s.y += 14
    s.paragraph("以上单位符合认定条件，现予认定。有关信息变更的，应在三十日内报告。")
    s.y += 44
    s.ends([f"认定机关：{f('issuer')}", f"认定日期：{f.day('issue_date')}"], step=26)
    s.seal(s.width - 180, s.y - 40, f.truth["issuer"])
    return s


@layout("recognition_certificate", "plaque", draw)
def plaque(f: Facts) -> Sheet:
    """A plaque photographed: the title large in the middle, holder small above, no sentence."""
    s = Sheet((720, 480), face=HEI, points=16)
    s.canvas.setFillColorRGB(0.96, 0.9, 0.72)
    s.canvas.rect(0, 0, 720, 480, stroke=0, fill=1)
    s.canvas.setStrokeColorRGB(0.55, 0.4, 0.15)
    s.canvas.setLineWidth(4)
    s.canvas.rect(18, 18, 684, 444)
    s.text(360, 70, f"授予：{f('holder')}", points=17, align="centre")
    title = f("title")
    points = min(46.0, 600 / len(f.truth["title"]))
    s.text(360, 170, title, face=SONG, points=points, align="centre", bold=True, colour=(0.6, 0.05, 0.05))
    s.text(360, 290, f"编号：{f('certificate_no')}", points=12, align="centre")
    s.text(360, 350, f("issuer"), points=17, align="centre", bold=True)
    s.text(360, 384, f.day("issue_date", f.lot.pick(("plain", "chinese"))), points=14, align="centre")
    return s


@layout("recognition_certificate", "notice-with-list", draw)
def notice(f: Facts) -> Sheet:
    """通知 to all units concerned: holder and code within the sentence, a line of copies at the foot."""
    s = Sheet(face=FANG, points=14, margin=80)
    s.title(f"关于{f.more.issued.year}年度{f('title')}认定结果的通知", points=17, face=SONG)
    s.paragraph("各有关单位：", indent=0)
    s.paragraph(
        f"按照认定管理办法，经申报、评审、公示等程序，现认定{f('holder')}（统一社会信用代码{f('credit_code')}）为"
        f"{f('title')}。有效期自发文之日起{f.more.years}年。"
    )
    s.paragraph("被认定单位应当按照规定提供服务，接受监督检查，每年一月底前报送上年度工作总结。")
    s.paragraph("附件：认定证书样式")
    s.y += 60
    s.ends([f("issuer"), f.day("issue_date", "plain")], step=30, inset=10)
    s.seal(s.width - 190, s.y - 44, f.truth["issuer"])
    s.y += 40
    s.line(s.margin, s.y, s.width - s.margin, s.y)
    s.text(s.margin, s.y + 6, f"抄送：{f.lot.pick(('区财政局', '市科学技术协会', '区税务局'))}。", points=12)
    return s


@layout("recognition_certificate", "holder-certificate", draw)
def holder(f: Facts) -> Sheet:
    """A portrait certificate with labelled lines: 企业名称, 证书编号, 发证时间, 有效期, 批准机关."""
    s = Sheet(face=SONG, points=15, margin=96)
    s.canvas.setStrokeColorRGB(0.75, 0.15, 0.1)
    s.canvas.setLineWidth(3)
    s.canvas.rect(44, 44, s.width - 88, s.height - 88)
    s.y = 130
    size = min(30.0, 380 / len(f.truth["title"]))
    s.text(s.width / 2, s.y, f("title"), face=HEI, points=size, align="centre", bold=True)
    s.y += 56
    s.text(s.width / 2, s.y, "证　书", face=HEI, points=34, align="centre", bold=True)
    s.y += 110
    for label, value in (
        ("企业名称", f("holder")),
        ("证书编号", f("certificate_no")),
        ("发证时间", f.day("issue_date", "plain")),
        ("有 效 期", "一二三四五"[f.more.years - 1] + "年"),
        ("批准机关", f("issuer")),
    ):
        s.text(s.margin, s.y, f"{label}：", points=15)
        for line in s.wrap(value, 300, 15):
            s.text(s.margin + 84, s.y, line, points=15, face=KAI)
            s.y += 26
        s.y += 16
    s.seal(s.width - 200, s.y - 60, f.truth["issuer"])
    return s
