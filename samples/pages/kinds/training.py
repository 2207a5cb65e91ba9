"""Rosters of training: register, two columns, sign-in sheet, filing table, list by department, list of certificates."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace

from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.paper import Cell
from samples.pages.facts import DATE_STYLES, Facts
from samples.pages.kinds.social import heads
from samples.pages.lot import Lot
from samples.pages.registry import Wants, layout
from samples.pages.sheet import Sheet, mark

_COURSES = (
    "餐饮服务与食品安全",
    "企业新型学徒制电工",
    "客房服务员技能提升",
    "电子商务运营",
    "疫情防控与安全生产",
    "软件测试技能提升",
    "中式面点师（中级）",
    "物业管理员岗前培训",
)
_POSTS = ("服务员", "厨师", "收银员", "工程师", "电工", "客服专员", "主管", "仓管员", "保洁员")


def draw(lot: Lot, wants: Wants) -> Facts:
    """``people``: least and most rows."""
    place = lot.place()
    firm = lot.firm(place=place)
    rows = lot.number(*wants.get("people", (6, 30)))
    start = lot.day(date(2020, 2, 10), date(2020, 6, 20))
    end = start + timedelta(days=lot.number(1, 20))
    printed = end + timedelta(days=lot.number(0, 12))
    school = f"{place[0]}{lot.brand()}{lot.pick(('职业技能培训学校', '职业培训学校', '职业技能培训中心'))}"
    facts = Facts(
        {
            "unit_name": firm.name,
            "credit_code": firm.code,
            "course": lot.pick(_COURSES),
            "organizer": school,
            "start_date": start.isoformat(),
            "end_date": end.isoformat(),
            "trainee_count": rows,
            "roster_rows": rows,
            "print_date": printed.isoformat(),
        },
        lot,
        SimpleNamespace(firm=firm, place=place, claimed=rows, hours=lot.pick((16, 24, 40, 60, 80))),
        dates=lot.pick(DATE_STYLES[:6]),
        implied={"roster_rows": ()},
    )
    if lot.chance(0.07):
        facts.more.claimed = rows + lot.pick((1, 2, 5))
        facts.clashed.add("trainee_count")
    return facts


def _count(f: Facts) -> str:
    return mark("trainee_count", str(f.more.claimed))


def _period(f: Facts, joint: str = "至") -> str:
    return f"{f.day('start_date')}{joint}{f.day('end_date')}"


def _people(f: Facts) -> list[tuple[str, str, str, str, str]]:
    """Number, name, identity number, post, telephone."""
    return [
        (str(at), f.lot.person(), f.lot.identity(6, f.more.place[2]), f.lot.pick(_POSTS), f.lot.phone())
        for at in range(1, f.truth["roster_rows"] + 1)
    ]


@layout("training_roster", "register", draw)
def register(f: Facts) -> Sheet:
    """花名册 with head lines and a ruled list."""
    s = Sheet(face=f.lot.pick((SONG, FANG)), points=11, margin=52)
    s.title(f.lot.pick(("职业技能培训学员花名册", "企业职工培训人员花名册")), points=18)
    s.lines(
        [
            f"单位名称：{f('unit_name')}\t培训人数：{_count(f)}人",
            f"统一社会信用代码：{f('credit_code')}",
            f"培训课程：{f('course')}\t总课时：{f.more.hours}",
            f"培训机构：{f('organizer')}",
            f"培训时间：{_period(f)}\t填表日期：{f.day('print_date')}",
        ],
        step=19,
    )
    rows = [heads("序号", "姓名", "身份证号", "工种", "联系电话", "签字")]
    rows += [[Cell(text, "centre") for text in (*row, "")] for row in _people(f)]
    s.table([s.inner * part for part in (0.08, 0.13, 0.29, 0.15, 0.2, 0.15)], rows, row_height=21, points=9.5)
    s.seal(s.margin + 190, 140, f.more.firm.name)
    return s


@layout("training_roster", "two-columns", draw, people=(8, 46))
def two_columns(f: Facts) -> Sheet:
    """Two persons a line; what it is about in one sentence above."""
    s = Sheet(face=FANG, points=11.5, margin=58)
    s.title("培训人员名单", points=19, face=HEI)
    s.paragraph(
        f"{f('unit_name')}于{_period(f, '—')}组织职工参加“{f('course')}”培训，"
        f"由{f('organizer')}承办，共{_count(f)}人，名单如下："
    )
    cells = [(number, name, identity) for number, name, identity, _, _ in _people(f)]
    rows = [heads(*("序号", "姓名", "证件号码") * 2)]
    for at in range(0, len(cells), 2):
        pair = (*cells[at], *(cells[at + 1] if at + 1 < len(cells) else ("",) * 3))
        rows.append([Cell(text, "centre") for text in pair])
    s.table([s.inner * part for part in (0.09, 0.14, 0.27) * 2], rows, row_height=21, points=9.5)
    s.keep(90)
    s.y += 24
    s.ends([f"{f('unit_name')}（盖章）", f.day("print_date")])
    s.seal(s.width - 170, s.y - 30, f.more.firm.name)
    return s


@layout("training_roster", "sign-in", draw, people=(6, 24))
def sign_in(f: Facts) -> Sheet:
    """签到表 of a course in landscape: names written by hand, a column for each half day."""
    s = Sheet((842, 595), face=SONG, points=10.5, margin=50)
    s.title("职工技能培训签到表", points=17)
    s.lines(
        [
            f"参训单位：{f('unit_name')}\t培训项目：{f('course')}",
            f"承训机构：{f('organizer')}\t培训起止日期：{_period(f)}",
        ],
        step=18,
    )
    rows: list[list[Cell]] = [heads("序号", "姓名", "岗位", "上午签到", "下午签到", "备注")]
    top = s.y
    listed = _people(f)
    for number, _, _, post, _ in listed:
        rows.append([Cell(text, "centre") for text in (number, "", post, "", "", "")])
    widths = [s.inner * part for part in (0.08, 0.16, 0.18, 0.22, 0.22, 0.14)]
    high = min(26.0, (595 - top - 90) / len(rows))
    s.table(widths, rows, row_height=high, points=min(10, high * 0.55))
    for at, (_, name, _, _, _) in enumerate(listed, start=1):
        y = top + at * high + high * 0.2
        for x in (widths[0] + 30, sum(widths[:3]) + 50, sum(widths[:4]) + 50):
            s.text(s.margin + x, y, name, face=KAI, points=high * 0.56, colour=(0.1, 0.12, 0.4))
    s.y += 8
    s.lines([f"实到人数：{_count(f)}人\t填表日期：{f.day('print_date')}"])
    return s


@layout("training_roster", "filing-table", draw, people=(5, 18))
def filing(f: Facts) -> Sheet:
    """培训备案表: a grid of labels above, the persons in the same table below."""
    s = Sheet(face=SONG, points=10.5, margin=54)
    s.title("企业职工培训备案表", points=18, face=HEI)
    quarter = s.inner / 4

    def head(text: str) -> Cell:
        return Cell(text, "centre", bold=True)

    s.table(
        (quarter * 0.8, quarter * 1.2) * 2,
        [
            (head("申报企业"), Cell(f("unit_name"), across=3)),
            (head("信用代码"), f("credit_code"), head("培训工种"), f("course")),
            (head("培训机构"), f("organizer"), head("参训人数"), f"{_count(f)}人"),
            (head("开班日期"), f.day("start_date"), head("结业日期"), f.day("end_date")),
        ],
        row_height=28,
        points=10,
    )
    rows = [heads("序号", "姓名", "身份证号码", "岗位", "手机号码")]
    rows += [[Cell(text, "centre") for text in row] for row in _people(f)]
    s.table([s.inner * part for part in (0.1, 0.16, 0.34, 0.18, 0.22)], rows, row_height=22, points=10)
    s.y += 16
    s.keep(60)
    s.lines([f"企业意见：情况属实（盖章）\t备案日期：{f.day('print_date')}"])
    f.unscored.add("print_date")  # the day it was filed: a reader may take it or leave it
    s.seal(s.margin + 140, s.y - 14, f.more.firm.name)
    return s


@layout("training_roster", "unruled-list", draw, people=(12, 60))
def unruled(f: Facts) -> Sheet:
    """Exported from a training platform: no rules, hours of each person, totals in a last line."""
    s = Sheet(face=HEI, points=9.5, margin=54)
    s.title("线上职业技能培训学员名册", points=15)
    s.lines(
        [
            f"企业名称：{f('unit_name')}",
            f"社会信用代码：{f('credit_code')}",
            f"课程名称：{f('course')}",
            f"培训平台：{f('organizer')}",
            f"开始日期：{f.day('start_date', 'dash')}　　结束日期：{f.day('end_date', 'dash')}",
        ],
        step=16,
    )
    s.line(s.margin, s.y, s.width - s.margin, s.y)
    rows = [heads("序号", "学员姓名", "身份证号", "完成学时", "考核结果")]
    for number, name, identity, _, _ in _people(f):
        rows.append([Cell(text, "centre") for text in (number, name, identity, str(f.more.hours), "合格")])
    s.table([s.inner * part for part in (0.1, 0.2, 0.34, 0.18, 0.18)], rows, row_height=17, points=9, rules="none")
    s.line(s.margin, s.y, s.width - s.margin, s.y)
    s.y += 8
    s.keep(40)
    s.lines([f"学员合计：{_count(f)}人\t导出日期：{f.day('print_date', 'dash')}"])
    return s


@layout("training_roster", "completed", draw, people=(6, 28))
def completed(f: Facts) -> Sheet:
    """结业人员名单 of the school: the school first, the unit of the trainees below, certificates' numbers."""
    s = Sheet(face=SONG, points=11, margin=62)
    s.title(f("organizer"), points=16)
    s.title("培训合格人员名册", points=16)
    s.lines(
        [
            f"送培企业：{f('unit_name')}",
            f"培训内容：{f('course')}\t培训期限：{_period(f)}",
            f"合格人数：{_count(f)}人",
        ],
        step=19,
    )
    year = f.truth["end_date"][:4]
    rows = [heads("编号", "姓名", "证件号码", "合格证书编号", "成绩")]
    for number, name, identity, _, _ in _people(f):
        shown = (number, name, identity, f"PX{year}{int(number):05}", str(f.lot.number(62, 98)))
        rows.append([Cell(text, "centre") for text in shown])
    s.table([s.inner * part for part in (0.1, 0.16, 0.34, 0.26, 0.14)], rows, row_height=22, points=10, rules="rows")
    s.y += 20
    s.keep(70)
    s.ends([f("organizer"), f.day("print_date")])
    s.seal(s.width - 160, s.y - 30, f.truth["organizer"])
    return s
