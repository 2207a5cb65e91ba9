"""Papers by which an authority recognises a carrier: a certificate, an official reply, a notice with a table."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.kinds.base import Party, Truth, chinese
from samples.generate.paper import Cell, Paper


@dataclass(frozen=True, slots=True)
class Recognition:
    holder: Party
    title: str  #: what it is recognised as: 朝阳区重点商务楼宇
    level: str  #: 国家级, 市级 or 区级
    carrier: str  #: 商务楼宇, 科技企业孵化器 …; nothing where the paper is not about a carrier
    issuer: str
    issued: date
    number: str
    premises: str
    years: int = 3

    def truth(self) -> Truth:
        return {
            "holder": self.holder.name,
            "credit_code": self.holder.code,
            "title": self.title,
            "level": self.level,
            "carrier_type": self.carrier or None,
            "issuer": self.issuer,
            "issue_date": self.issued.isoformat(),
        }


def certificate(recognition: Recognition) -> Paper:
    """A framed certificate in landscape."""
    paper = Paper((842, 595), face=KAI, points=20, margin=110)
    canvas = paper.canvas
    canvas.setStrokeColorRGB(0.7, 0.55, 0.2)
    for inset, width in ((36, 6), (46, 1.2), (54, 0.6)):
        canvas.setLineWidth(width)
        canvas.rect(inset, inset, paper.width - 2 * inset, paper.height - 2 * inset)
    paper.y = 104
    paper.title("认 定 证 书", points=40, face=SONG)
    paper.y += 4
    paper.text(paper.width - 110, paper.y - 18, f"证书编号：{recognition.number}", face=SONG, points=11, align="right")
    paper.y += 10
    paper.paragraph(f"{recognition.holder.name}：", indent=0, leading=1.9)
    paper.points = 17
    paper.paragraph(
        f"你单位运营的{recognition.premises}，载体类型为{recognition.carrier}，经审核，认定为{recognition.level}"
        f"“{recognition.title}”，有效期{recognition.years}年。",
        leading=1.9,
    )
    paper.points = 12
    paper.paragraph(f"统一社会信用代码：{recognition.holder.code}", leading=2)
    right = paper.width - 120
    paper.text(right, 440, recognition.issuer, points=17, align="right")
    paper.text(right, 470, chinese(recognition.issued), points=17, align="right")
    paper.seal(right - 100, 450, recognition.issuer)
    return paper


def reply(recognition: Recognition) -> Paper:
    """An official reply under a red head."""
    paper = Paper(face=FANG, points=15, margin=80)
    red = (0.82, 0.05, 0.05)
    size = min(30, paper.inner / len(recognition.issuer + "文件"))
    paper.text(
        paper.width / 2,
        paper.y,
        recognition.issuer + "文件",
        face=SONG,
        points=size,
        align="centre",
        bold=True,
        colour=red,
    )
    paper.y += 54
    paper.text(paper.width / 2, paper.y, recognition.number, align="centre", points=13)
    paper.y += 22
    paper.canvas.setStrokeColorRGB(*red)
    paper.canvas.setLineWidth(2)
    paper.canvas.line(paper.margin, paper.height - paper.y, paper.width - paper.margin, paper.height - paper.y)
    paper.y += 34
    paper.title(f"关于认定{recognition.title}的批复", points=18)
    paper.paragraph(f"{recognition.holder.name}（统一社会信用代码{recognition.holder.code}）：", indent=0)
    carrier = f"，载体类型：{recognition.carrier}" if recognition.carrier else ""
    paper.paragraph("你单位报送的认定申请材料收悉。经组织专家评审和公示，现批复如下：")
    paper.paragraph(f"一、同意认定你单位为{recognition.level}{recognition.title}{carrier}。")
    paper.paragraph(f"二、认定范围为{recognition.premises}，自批复之日起{recognition.years}年内有效。")
    paper.paragraph("三、请你单位切实做好对入驻企业的服务，按季度报送运营情况。")
    paper.paragraph("此复。")
    paper.y += 40
    right = paper.width - paper.margin
    paper.text(right, paper.y, recognition.issuer, align="right")
    paper.text(right, paper.y + 28, chinese(recognition.issued), align="right")
    paper.seal(right - 100, paper.y + 14, recognition.issuer)
    return paper


def notice(recognition: Recognition) -> Paper:
    """认定结果通知书: a ruled table."""
    paper = Paper(face=HEI, points=11.5, margin=66)
    paper.title("载体认定结果通知书", points=18)
    paper.text(paper.width - paper.margin, paper.y, f"编号：{recognition.number}", points=10, align="right")
    paper.y += 18
    rows = (
        ("认定单位名称", recognition.holder.name),
        ("统一社会信用代码", recognition.holder.code),
        ("载体名称及地址", recognition.premises),
        ("载体类型", recognition.carrier),
        ("认定名称", recognition.title),
        ("认定级别", recognition.level),
        ("有效期", f"{recognition.years}年，自发证之日起计算"),
        ("认定部门", recognition.issuer),
        ("发证日期", chinese(recognition.issued)),
    )
    paper.table(
        (paper.inner * 0.3, paper.inner * 0.7),
        [(Cell(label, "centre", bold=True), value) for label, value in rows],
        row_height=36,
        points=11.5,
    )
    paper.y += 16
    paper.paragraph("本通知书由认定单位妥善保管，遗失不补。", indent=0)
    paper.seal(paper.width - 160, paper.y - 90, recognition.issuer)
    return paper


LAYOUTS = {"certificate": certificate, "reply": reply, "notice": notice}
