"""A licence with a box of notices, as special economic zones print it: few entries in two narrow columns, values that
wrap often, the office told by its seal alone."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4

from samples.generate.fonts import HEI, KAI, SONG
from samples.generate.kinds.licence import disc, frame, qr_code
from samples.generate.paper import SealPlace, width_of
from samples.pages.facts import Facts
from samples.pages.kinds.licence import draw
from samples.pages.registry import layout
from samples.pages.sheet import Sheet

_NOTICES = (
    "1.商事主体的经营范围由章程确定。经营范围中属于法律、法规规定应当经批准的项目，取得许可审批文件后方可开展相关经营活动。",
    "2.商事主体经营范围和许可审批项目等有关企业信用事项及年报信息和其他信用信息，请登录左下角的国家企业信用信息公示系统"
    "或扫描右上方的二维码查询。",
    "3.各类商事主体每年须于成立周年之日起两个月内，向商事登记机关提交上一自然年度的年度报告。",
)
_LABEL = 64.0


def _column(s: Sheet, x: float, top: float, room: float, entries: list[tuple[str, str]]) -> None:
    """Labels set apart to one width; of a value of several lines the first stands beside its label."""
    for label, value in entries:
        gap = (_LABEL - width_of(label, SONG, 10.5)) / max(len(label) - 1, 1)
        s.text(x, top, label, points=10.5, spacing=max(gap, 0))
        for line in s.wrap(value, room, 10.5, KAI):
            s.text(x + _LABEL + 12, top, line, face=KAI, points=10.5)
            top += 15
        top += 17


@layout("business_licence", "notice-box", draw)
def notice_box(f: Facts) -> Sheet:
    """Portrait; no capital, no term, no registering office in print."""
    s = Sheet(A4, face=SONG, points=10.5)
    f.unscored.add("registrar")  # its seal says it on a scan, nothing on a text layer
    frame(s, 30, (0.45, 0.4, 0.3))
    s.text(62, 66, "统一社会信用代码", face=HEI, points=9)
    s.text(62, 80, f("credit_code"), face=HEI, points=11)
    qr_code(s, 468, 58, 66)
    disc(s, s.width / 2, 92)
    s.text(s.width / 2, 138, "营业执照", face=HEI, points=40, align="centre", bold=True, spacing=18)
    if f.lot.chance(0.6):
        s.text(s.width / 2, 188, "（副本）", points=14, align="centre")
    kind = f.lot.pick(("类型", "主体类型", "商事主体类型"))
    _column(s, 62, 252, 140, [("名称", f("name")), (kind, f("type")), ("法定代表人", f.more.person)])
    when = f.day("established", f.lot.pick(("padded", "padded", "plain")))
    _column(s, 318, 252, 140, [("成立日期", when), ("住所", f("address"))])
    for at, char in enumerate("重要提示"):
        s.text(62, 470 + 14 * at, char, face=HEI, points=9)
    top = 468.0
    for notice in _NOTICES:
        for line in s.wrap(notice, 430, 7.5, SONG):
            s.text(84, top, line, points=7.5)
            top += 11
    s.text(380, 590, "登记机关", face=HEI, points=14, spacing=5)
    s.text(380, 640, f.day("issue_date", f.lot.pick(("padded", "spaced"))), points=13)
    s.text(62, 786, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn", points=7.5)
    s.text(533, 786, "国家市场监督管理总局监制", points=7.5, align="right")
    s.seals.append(SealPlace(1, 430, 630, f.truth["registrar"], "", 108))
    return s
