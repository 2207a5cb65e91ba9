"""Business licences: duplicate in portrait, original in landscape, electronic licence with its watermark.

The emblem of state is not drawn; a plain red disc stands in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4

from samples.generate.amounts import capitals
from samples.generate.fonts import FANG, HEI, SONG, Face
from samples.generate.kinds.base import Party, Truth, money, padded
from samples.generate.paper import Paper


@dataclass(frozen=True, slots=True)
class Licence:
    holder: Party
    type: str
    capital: Decimal  #: yuan, whole ten thousands
    established: date
    term_end: date | None  #: None: 长期
    scope: str
    issued: date
    registrar: str = "北京市朝阳区市场监督管理局"

    def truth(self) -> Truth:
        return {
            "name": self.holder.name,
            "credit_code": self.holder.code,
            "type": self.type,
            "address": self.holder.address,
            "registered_capital_yuan": money(self.capital),
            "established": self.established.isoformat(),
            "term_start": self.established.isoformat(),
            "term_end": self.term_end.isoformat() if self.term_end else None,
            "issue_date": self.issued.isoformat(),
            "registrar": self.registrar,
        }

    @property
    def term(self) -> str:
        return f"{padded(self.established)}至{padded(self.term_end) if self.term_end else '长期'}"


def frame(paper: Paper, inset: float, colour: tuple[float, float, float]) -> None:
    canvas = paper.canvas
    canvas.setStrokeColorRGB(*colour)
    for step, width in ((0, 3.2), (6, 0.8), (14, 0.8)):
        canvas.setLineWidth(width)
        at = inset + step
        canvas.rect(at, at, paper.width - 2 * at, paper.height - 2 * at)
    canvas.setLineWidth(0.5)
    for x in range(int(inset) + 16, int(paper.width - inset) - 14, 9):
        for y in (inset + 10, paper.height - inset - 10):
            canvas.circle(x, y, 2.6)


def disc(paper: Paper, x: float, top: float) -> None:
    canvas = paper.canvas
    canvas.setFillColorRGB(0.82, 0.1, 0.1)
    canvas.circle(x, paper.height - top, 30, stroke=0, fill=1)
    canvas.setFillColorRGB(0.95, 0.78, 0.25)
    canvas.circle(x, paper.height - top, 11, stroke=0, fill=1)


def qr_code(paper: Paper, x: float, top: float, side: float) -> None:
    widget = QrCodeWidget("HUIQI SAMPLE / INVENTED", barLevel="M")
    x0, y0, x1, y1 = widget.getBounds()
    drawing = Drawing(side, side, transform=[side / (x1 - x0), 0, 0, side / (y1 - y0), 0, 0])
    drawing.add(widget)
    renderPDF.draw(drawing, paper.canvas, x, paper.height - top - side)


def spread(paper: Paper, x: float, top: float, label: str, room: float, *, points: float) -> None:
    """A label whose characters are spread over ``room`` points, as licences print theirs."""
    step = (room - points) / (len(label) - 1) - points
    paper.text(x, top, label, face=HEI, points=points, spacing=step)


def entries(
    paper: Paper, lines: list[tuple[str, str]], x: float, top: float, *, room: float, points: float, face: Face = SONG
) -> float:
    """Label and value lines; gives where the next would start."""
    for label, value in lines:
        spread(paper, x, top, label, points * 5.6, points=points)
        for line in paper.wrap(value, room, points, face):
            paper.text(x + points * 6.6, top, line, face=face, points=points)
            top += points * 1.55
        top += points * 0.65
    return top


def duplicate(licence: Licence) -> Paper:
    """营业执照（副本）, portrait."""
    paper = Paper(A4, face=SONG, points=13)
    frame(paper, 34, (0.25, 0.25, 0.25))
    disc(paper, paper.width / 2, 108)
    paper.text(paper.width / 2, 156, "营业执照", face=HEI, points=44, align="centre", bold=True, spacing=20)
    paper.text(paper.width / 2, 214, "（副  本）（1-1）", face=SONG, points=16, align="centre")
    paper.text(520, 250, f"统一社会信用代码 {licence.holder.code}", face=HEI, points=12, align="right")
    end = entries(
        paper,
        [
            ("名称", licence.holder.name),
            ("类型", licence.type),
            ("住所", licence.holder.address),
            ("法定代表人", licence.holder.person),
            ("注册资本", f"{licence.capital / 10_000:f}万元".replace(".00万", "万")),
            ("成立日期", padded(licence.established)),
            ("营业期限", licence.term),
            ("经营范围", licence.scope),
        ],
        92,
        290,
        room=330,
        points=13,
    )
    qr_code(paper, 84, max(end, 600), 84)
    paper.text(300, 640, "登记机关", face=HEI, points=15, spacing=6)
    paper.text(300, 668, licence.registrar, points=13)
    paper.text(300, 700, padded(licence.issued), points=14, spacing=2)
    paper.text(84, 738, "提示：每年1月1日至6月30日通过企业信用信息公示系统报送上一年度年度报告并公示。", points=9)
    paper.seal(430, 668, licence.registrar)
    return paper


def original(licence: Licence) -> Paper:
    """营业执照 in landscape, two columns of entries, capital in words."""
    paper = Paper((842, 595), face=FANG, points=14)
    canvas = paper.canvas
    canvas.setFillColorRGB(0.995, 0.965, 0.935)
    canvas.rect(28, 28, 786, 539, stroke=0, fill=1)
    frame(paper, 28, (0.62, 0.5, 0.28))
    disc(paper, 421, 88)
    paper.text(
        421, 134, "营业执照", face=HEI, points=46, align="centre", bold=True, spacing=26, colour=(0.72, 0.45, 0.05)
    )
    paper.text(72, 150, "统一社会信用代码", face=HEI, points=11.5)
    paper.text(72, 168, licence.holder.code, face=FANG, points=13)
    qr_code(paper, 690, 132, 70)
    left = [("名称", licence.holder.name), ("类型", licence.type), ("法定代表人", licence.holder.person)]
    right = [
        ("注册资本", capitals(licence.capital)),
        ("成立日期", padded(licence.established)),
        ("营业期限", licence.term),
    ]
    end = entries(paper, left, 72, 232, room=250, points=13, face=FANG)
    entries(paper, [("经营范围", licence.scope)], 72, end, room=250, points=11, face=FANG)
    entries(paper, [*right, ("住所", licence.holder.address)], 450, 232, room=235, points=13, face=FANG)
    paper.text(520, 450, "登记机关", face=HEI, points=16, spacing=8)
    paper.text(520, 478, licence.registrar, points=14)
    paper.text(560, 510, padded(licence.issued), points=14, spacing=2)
    paper.seal(640, 478, licence.registrar)
    return paper


def electronic(licence: Licence) -> Paper:
    """电子营业执照: a pale watermark runs across the entries."""
    paper = Paper((842, 595), face=SONG, points=13)
    canvas = paper.canvas
    frame(paper, 22, (0.45, 0.42, 0.3))
    canvas.saveState()
    canvas.setFillColorRGB(0.86, 0.86, 0.86)
    canvas.translate(180, 420)
    canvas.rotate(-32)
    canvas.setFont(SONG.name, 58)
    canvas.drawString(0, 0, "电  子  营  业  执  照")
    canvas.restoreState()
    disc(paper, 421, 74)
    paper.text(421, 116, "营业执照", face=SONG, points=48, align="centre", bold=True, spacing=22)
    paper.text(421, 178, "（电子副本）", face=SONG, points=12, align="centre")
    qr_code(paper, 64, 96, 76)
    paper.text(150, 112, "统一社会信用代码：", face=HEI, points=10.5)
    paper.text(150, 130, licence.holder.code, face=SONG, points=12)
    left = [
        ("名称", licence.holder.name),
        ("类型", licence.type),
        ("住所", licence.holder.address),
        ("法定代表人", licence.holder.person),
    ]
    right = [
        ("注册资本", f"人民币{licence.capital / 10_000:f}万元".replace(".00万", "万")),
        ("成立日期", padded(licence.established)),
        ("营业期限", licence.term),
    ]
    end = entries(paper, left, 64, 216, room=280, points=12.5)
    entries(paper, right, 470, 216, room=230, points=12.5)
    entries(paper, [("经营范围", licence.scope)], 64, end, room=600, points=11)
    paper.text(64, 520, "本电子营业执照由市场主体自行下载打印，扫描二维码核验。", points=8.5)
    paper.text(700, 462, "登记机关", face=HEI, points=13, align="right", spacing=4)
    paper.text(760, 484, licence.registrar, points=13, align="right")
    paper.text(760, 510, padded(licence.issued), points=13, align="right")
    paper.seal(690, 484, licence.registrar)
    return paper


LAYOUTS = {"duplicate": duplicate, "original": original, "electronic": electronic}
