"""Business licences: duplicate, landscape original, electronic with watermark, sole trader, branch, old small format.

A red disc stands where the emblem of state would.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

from reportlab.lib.pagesizes import A4

from samples.generate.fonts import FANG, HEI, KAI, SONG, Face
from samples.generate.kinds.licence import disc, entries, frame, qr_code
from samples.pages.facts import Facts
from samples.pages.kinds.lease import months_on
from samples.pages.lot import Lot
from samples.pages.registry import Wants, layout
from samples.pages.sheet import Sheet, mark

_TYPES = (
    "有限责任公司(自然人投资或控股)",
    "有限责任公司(自然人独资)",
    "有限责任公司(法人独资)",
    "其他有限责任公司",
)
_SHOPS = {
    "小吃店": "餐饮服务（不含凉菜、生食海产品、裱花蛋糕）",
    "便利店": "零售食品、日用品、文具用品、烟草",
    "理发店": "理发服务；零售化妆品",
    "饭馆": "餐饮服务；零售酒、饮料",
}
_GOLD = (0.62, 0.48, 0.22)


def draw(lot: Lot, wants: Wants) -> Facts:
    place = lot.place()
    firm = lot.firm(place=place)
    name, kind, person, own = firm.name, lot.pick(_TYPES), firm.person, firm.scope
    if name.endswith("股份有限公司"):
        kind = "股份有限公司(非上市、自然人投资或控股)"
    if wants.get("trader"):
        shop = lot.pick(tuple(_SHOPS))
        name, own = f"{place[0].removesuffix('市')}{place[1]}{lot.brand()}{shop}", _SHOPS[shop]
        kind = "个体工商户"
    if wants.get("branch"):
        name, kind = f"{name}{lot.pick(('朝阳', '海淀', '城西', '新区'))}分公司", "有限责任公司分公司(自然人投资或控股)"
    established = lot.day(date(1999, 1, 1), date(2020, 1, 20))
    years = lot.pick((10, 20, 30, 50))
    endless = wants.get("branch") or lot.chance(0.35)
    end = None if endless else months_on(established, years * 12).toordinal() - 1
    issued = lot.day(max(established, date(2015, 10, 1)), date(2020, 5, 1))
    capital = Decimal(lot.pick((10, 50, 100, 200, 300, 500, 800, 1000, 2000, 5000))) * 10_000
    return Facts(
        {
            "name": name,
            "credit_code": lot.credit_code(place[2], "92" if wants.get("trader") else "91"),
            "type": kind,
            "address": firm.address,
            "registered_capital_yuan": f"{capital:.2f}",
            "established": established.isoformat(),
            "term_start": established.isoformat(),
            "term_end": date.fromordinal(end).isoformat() if end else None,
            "issue_date": issued.isoformat(),
            "registrar": f"{place[0]}{place[1]}" + lot.pick(("市场监督管理局", "市场监督管理局", "行政审批局")),
        },
        lot,
        SimpleNamespace(firm=firm, person=person, capital=capital, scope=_scope(lot, own)),
        dates="padded",
    )


def _scope(lot: Lot, own: str) -> str:
    return (
        own
        + "。"
        + lot.pick(
            (
                "（企业依法自主选择经营项目，开展经营活动；依法须经批准的项目，经相关部门批准后依批准的内容开展经营活动；"
                "不得从事本市产业政策禁止和限制类项目的经营活动。）",
                "（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
            )
        )
    )


def _capital(f: Facts, style: str) -> str:
    wan = f"{f.more.capital / 10_000:.0f}"
    words = f.big("registered_capital_yuan")
    return {
        "wan": mark("registered_capital_yuan", f"{wan}万元"),
        "rmb": mark("registered_capital_yuan", f"人民币{wan}万元"),
        "words": words,
        "dotted": mark("registered_capital_yuan", f"{wan}.00万元人民币"),
    }[style]


def _term(f: Facts, joint: str = "至") -> str:
    end = f.day("term_end") or "长期"
    return f"{f.day('term_start')}{joint}{end}" if f.truth["term_end"] or f.lot.chance(0.6) else "长期"


def _title(s: Sheet, top: float, points: float, spacing: float, face: Face = HEI, gold: bool = False) -> None:
    colour = (0.72, 0.45, 0.05) if gold else (0.0, 0.0, 0.0)
    s.text(
        s.width / 2,
        top,
        "营业执照",
        face=face,
        points=points,
        align="centre",
        bold=True,
        spacing=spacing,
        colour=colour,
    )


@layout("business_licence", "duplicate", draw)
def duplicate(f: Facts) -> Sheet:
    """Portrait; the issuing office at the foot with its seal."""
    s = Sheet(A4, face=SONG, points=13)
    frame(s, 34, (0.2, 0.2, 0.2))
    disc(s, s.width / 2, 104)
    _title(s, 152, 42, 20)
    s.text(s.width / 2, 206, f.lot.pick(("（副  本）", "（副本）（1-1）", "（副本）(2-1)")), points=16, align="centre")
    s.text(s.width - 76, 240, f"统一社会信用代码：{f('credit_code')}", face=HEI, points=12, align="right")
    end = entries(
        s,
        [
            ("名称", f("name")),
            ("类型", f("type")),
            ("住所", f("address")),
            ("法定代表人", f.more.person),
            ("注册资本", _capital(f, f.lot.pick(("wan", "words", "rmb")))),
            ("成立日期", f.day("established")),
            ("营业期限", _term(f)),
            ("经营范围", f.more.scope),
        ],
        88,
        284,
        room=335,
        points=13,
    )
    qr_code(s, 84, max(end, 610), 82)
    s.text(300, 646, "登记机关", face=HEI, points=14, spacing=6)
    s.text(300, 672, f("registrar"), points=13)
    s.text(300, 704, f.day("issue_date", "spaced"), points=14)
    s.seal(430, 672, f.truth["registrar"])
    return s


@layout("business_licence", "landscape", draw)
def landscape(f: Facts) -> Sheet:
    """The framed original: two columns of entries on cream, code at the upper left."""
    s = Sheet((842, 595), face=FANG, points=14)
    s.canvas.setFillColorRGB(0.995, 0.965, 0.92)
    s.canvas.rect(28, 28, 786, 539, stroke=0, fill=1)
    frame(s, 28, _GOLD)
    disc(s, 421, 84)
    _title(s, 130, 48, 26, gold=True)
    s.text(76, 150, "统一社会信用代码", face=HEI, points=11.5)
    s.text(76, 168, f("credit_code"), points=13)
    qr_code(s, 688, 130, 72)
    left = [("名称", f("name")), ("类型", f("type")), ("法定代表人", f.more.person)]
    right = [
        ("注册资本", _capital(f, f.lot.pick(("words", "wan")))),
        ("成立日期", f.day("established")),
        ("营业期限", _term(f)),
        ("住所", f("address")),
    ]
    end = entries(s, left, 76, 232, room=245, points=13, face=FANG)
    entries(s, [("经营范围", f.more.scope)], 76, end, room=255, points=10.5, face=FANG)
    entries(s, right, 446, 232, room=235, points=13, face=FANG)
    s.text(540, 440, "登记机关", face=HEI, points=16, spacing=8)
    s.text(540, 470, f("registrar"), points=13)
    s.text(560, 506, f.day("issue_date", "spaced"), points=14)
    s.seal(650, 470, f.truth["registrar"])
    return s


@layout("business_licence", "electronic", draw)
def electronic(f: Facts) -> Sheet:
    """Downloaded: a grey watermark over the entries, two QR codes, a line about checking at the foot."""
    s = Sheet((842, 595), face=SONG, points=13)
    frame(s, 22, (0.5, 0.45, 0.32))
    disc(s, 421, 72)
    _title(s, 112, 46, 22, face=SONG, gold=f.lot.chance(0.5))
    s.text(421, 170, "（副  本）", points=13, align="centre")
    qr_code(s, 690, 96, 84)
    s.text(690, 184, "扫描二维码登录“国家企业信用信息公示系统”", face=HEI, points=5.5)
    s.text(690, 192, "了解更多登记、备案、许可、监管信息", face=HEI, points=5.5)
    s.text(64, 126, "统一社会信用代码", face=HEI, points=11)
    s.text(64, 144, f("credit_code"), points=12.5)
    left = [("名称", f("name")), ("类型", f("type")), ("法定代表人", f.more.person)]
    right = [
        ("注册资本", _capital(f, f.lot.pick(("words", "rmb")))),
        ("成立日期", f.day("established", "padded")),
        ("住所", f("address")),
    ]
    end = entries(s, left, 64, 222, room=280, points=12.5)
    entries(s, right, 470, 222, room=235, points=12.5)
    entries(s, [("经营范围", f.more.scope)], 64, end, room=300, points=9.5)
    s.text(590, 440, "登记机关", face=HEI, points=13, spacing=4)
    s.text(760, 466, f("registrar"), points=13, align="right")
    s.text(760, 500, f.day("issue_date", "spaced"), points=13, align="right")
    s.canvas.saveState()
    s.canvas.setFillColorRGB(0.8, 0.8, 0.8)
    s.canvas.setFillAlpha(0.6)
    s.canvas.translate(190, 420)
    s.canvas.rotate(-28)
    s.canvas.setFont(SONG.name, 54)
    for at, char in enumerate("电子营业执照"):
        s.canvas.drawString(at * 92, 0, char)
    s.canvas.restoreState()
    s.text(40, 556, "国家企业信用信息公示系统网址：", points=8)
    s.seal(680, 466, f.truth["registrar"])
    return s


@layout("business_licence", "sole-trader", draw, trader=True)
def trader(f: Facts) -> Sheet:
    """个体工商户: 经营者, 经营场所, 组成形式, 注册日期; no capital and no term."""
    s = Sheet(A4, face=FANG, points=14)
    frame(s, 40, _GOLD)
    disc(s, s.width / 2, 112)
    _title(s, 162, 40, 24)
    s.text(s.width / 2, 220, "（副  本）", points=15, align="centre")
    s.text(88, 256, f"统一社会信用代码  {f('credit_code')}", face=HEI, points=12)
    entries(
        s,
        [
            ("名称", f("name")),
            ("类型", f("type")),
            ("经营场所", f("address")),
            ("经营者", f.more.person),
            ("组成形式", "个人经营"),
            ("注册日期", f.day("established")),
            ("经营范围", f.more.scope),
        ],
        92,
        300,
        room=320,
        points=14,
        face=FANG,
    )
    s.text(320, 690, f("registrar"), points=14)
    s.text(320, 662, "登记机关", face=HEI, points=14, spacing=5)
    s.text(340, 722, f.day("issue_date", "spaced"), points=14)
    qr_code(s, 88, 670, 80)
    s.seal(420, 690, f.truth["registrar"])
    return s


@layout("business_licence", "branch", draw, branch=True)
def branch(f: Facts) -> Sheet:
    """分公司: 营业场所 and 负责人; labels and values in a column of ruled lines."""
    s = Sheet(A4, face=KAI, points=14)
    frame(s, 30, (0.3, 0.3, 0.3))
    disc(s, s.width / 2, 100)
    _title(s, 148, 44, 16)
    s.text(s.width / 2, 206, "统一社会信用代码", face=HEI, points=12, align="centre")
    s.text(s.width / 2, 226, f("credit_code"), face=HEI, points=14, align="centre")
    rows = (
        ("名　　称", f("name")),
        ("类　　型", f("type")),
        ("营业场所", f("address")),
        ("负 责 人", f.more.person),
        ("成立日期", f.day("established")),
        ("营业期限", _term(f, "至")),
        ("经营范围", f.more.scope),
    )
    y = 272.0
    for label, value in rows:
        s.text(84, y, label, face=HEI, points=13)
        for line in s.wrap(value, 340, 13):
            s.text(168, y, line, points=13)
            y += 22
        s.line(164, y - 3, 516, y - 3, width=0.4)
        y += 8
    s.text(330, 668, f("registrar"), points=14)
    s.text(330, 700, f.day("issue_date", "spaced"), points=14)
    s.text(240, 668, "登记机关", face=HEI, points=13)
    s.seal(430, 676, f.truth["registrar"])
    return s


@layout("business_licence", "registration-card", draw)
def card(f: Facts) -> Sheet:
    """An older landscape form: code and number at the upper right, colons after the labels, values in one column."""
    s = Sheet((842, 595), face=SONG, points=13)
    frame(s, 26, (0.35, 0.3, 0.2))
    _title(s, 62, 40, 30)
    s.text(421, 114, "（副  本）", points=13, align="centre")
    s.text(770, 138, f"统一社会信用代码：{f('credit_code')}", points=11.5, align="right")
    y = 176.0
    for label, value in (
        ("名        称", f("name")),
        ("类        型", f("type")),
        ("住        所", f("address")),
        ("法定代表人", f.more.person),
        ("注 册 资 本", _capital(f, f.lot.pick(("dotted", "wan", "words")))),
        ("成 立 日 期", f.day("established", "spaced")),
        ("营 业 期 限", f"自{f.day('term_start', 'spaced')}至{f.day('term_end', 'spaced') or '长期'}"),
    ):
        s.text(90, y, f"{label}：", face=HEI, points=12.5)
        for line in s.wrap(value, 440, 13):
            s.text(190, y, line, points=13)
            y += 22
        y += 5
    s.text(90, y, "经 营 范 围：", face=HEI, points=12.5)
    for line in s.wrap(f.more.scope, 440, 10.5):
        s.text(190, y, line, points=10.5)
        y += 16
    s.text(660, 440, "登记机关：", points=13, align="right")
    s.text(770, 466, f("registrar"), points=13, align="right")
    s.text(770, 500, f.day("issue_date", "spaced"), points=13, align="right")
    s.seal(690, 466, f.truth["registrar"])
    return s
