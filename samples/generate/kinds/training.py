"""Rosters of skills training: a register, a list in two columns, a filing table of the training body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samples.generate.codes import masked_identity, masked_phone, person
from samples.generate.fonts import FANG, HEI, KAI, SONG
from samples.generate.kinds.base import Party, Truth, chinese
from samples.generate.paper import Cell, Paper

_POSTS = ("服务员", "厨师", "收银员", "前厅主管", "配菜员", "采购员")
_TECH_POSTS = ("软件工程师", "测试工程师", "前端工程师", "运维工程师", "产品经理", "数据工程师")


@dataclass(frozen=True, slots=True)
class Roster:
    unit: Party
    course: str
    organizer: str
    start: date
    end: date
    trainees: int  #: rows listed
    printed: date
    hours: int = 40
    first_person: int = 1
    technical: bool = False
    stated: int | None = None  #: the number the paper claims, where it is not the number of rows

    @property
    def claimed(self) -> int:
        return self.trainees if self.stated is None else self.stated

    def post(self, number: int) -> str:
        return (_TECH_POSTS if self.technical else _POSTS)[number % 6]

    def truth(self) -> Truth:
        given: Truth = {
            "unit_name": self.unit.name,
            "credit_code": self.unit.code,
            "course": self.course,
            "organizer": self.organizer,
            "start_date": self.start.isoformat(),
            "end_date": self.end.isoformat(),
            "trainee_count": self.trainees,
            "roster_rows": self.trainees,
            "print_date": self.printed.isoformat(),
        }
        if self.claimed != self.trainees:
            given["trainee_count"] = None
            given["conflict"] = ["trainee_count"]
        return given


def register(roster: Roster) -> Paper:
    """企业职工职业技能培训花名册: head lines, a ruled list, signatures of the trainees."""
    paper = Paper(face=SONG, points=11, margin=54)
    paper.title("企业职工职业技能培训花名册", points=18)
    right = paper.width - paper.margin
    for left_text, right_text in (
        (f"单位名称（盖章）：{roster.unit.name}", ""),
        (f"统一社会信用代码：{roster.unit.code}", f"参培人数：{roster.claimed}人"),
        (f"培训项目：{roster.course}", f"培训课时：{roster.hours}学时"),
        (f"培训机构：{roster.organizer}", ""),
        (f"培训时间：{chinese(roster.start)}至{chinese(roster.end)}", ""),
    ):
        paper.text(paper.margin, paper.y, left_text)
        if right_text:
            paper.text(right, paper.y, right_text, align="right")
        paper.y += 19
    paper.seal(paper.margin + 200, paper.y - 70, roster.unit.name)
    paper.y += 4
    heads = ("序号", "姓名", "证件号码", "岗位（工种）", "联系电话", "签名")
    widths = [paper.inner * part for part in (0.08, 0.13, 0.27, 0.19, 0.19, 0.14)]
    rows: list[list[Cell | str]] = [[Cell(head, "centre", bold=True) for head in heads]]
    for at in range(roster.trainees):
        number = roster.first_person + at
        shown = (str(at + 1), person(number), masked_identity(number), roster.post(number), masked_phone(number), "")
        rows.append([Cell(text, "centre") for text in shown])
    top, page = paper.y, paper.page
    paper.table(widths, rows, row_height=23, points=9.8)
    if paper.page == page:
        for at in range(roster.trainees):
            signed = person(roster.first_person + at)
            paper.text(right - widths[5] / 2, top + 23 * (at + 1) + 5, signed, face=KAI, points=12.5, align="centre")
    paper.y += 12
    paper.text(paper.margin, paper.y, "填表人：", points=10)
    paper.text(right, paper.y, f"填表日期：{chinese(roster.printed)}", points=10, align="right")
    return paper


def two_columns(roster: Roster) -> Paper:
    """职业技能提升培训人员名单: two persons in each line."""
    paper = Paper(face=FANG, points=12, margin=60)
    paper.title("职业技能提升培训人员名单", points=18)
    for line in (
        f"组织单位：{roster.unit.name}",
        f"统一社会信用代码：{roster.unit.code}",
        f"课程名称：{roster.course}",
        f"承训机构：{roster.organizer}",
        f"培训起止日期：{chinese(roster.start)}—{chinese(roster.end)}",
    ):
        paper.text(paper.margin, paper.y, line)
        paper.y += 21
    paper.y += 4
    heads = ("序号", "姓名", "身份证号", "序号", "姓名", "身份证号")
    widths = [paper.inner * part for part in (0.08, 0.14, 0.28) * 2]
    rows: list[list[Cell | str]] = [[Cell(head, "centre", bold=True) for head in heads]]
    half = (roster.trainees + 1) // 2
    for at in range(half):
        row: list[Cell | str] = []
        for place in (at, at + half):
            number = roster.first_person + place
            shown = (str(place + 1), person(number), masked_identity(number)) if place < roster.trainees else ("",) * 3
            row += [Cell(text, "centre") for text in shown]
        rows.append(row)
    paper.table(widths, rows, row_height=25, points=10.5)
    paper.y += 12
    paper.text(paper.margin, paper.y, f"以上共计{roster.claimed}名职工参加培训。")
    right = paper.width - paper.margin
    paper.text(right, paper.y + 40, roster.unit.name, align="right")
    paper.text(right, paper.y + 62, chinese(roster.printed), align="right")
    paper.seal(right - 90, paper.y + 46, roster.unit.name)
    return paper


def filing(roster: Roster) -> Paper:
    """培训班学员名册, as a training body files it: landscape, the facts in a table above the list."""
    paper = Paper((842, 595), face=HEI, points=10.5, margin=50)
    paper.title("职业技能培训班学员名册", points=16)
    label, rest = 90.0, (paper.inner - 180) / 2

    def head(text: str) -> Cell:
        return Cell(text, "centre", bold=True)

    paper.table(
        (label, rest, label, rest),
        [
            (head("用人单位"), roster.unit.name, head("信用代码"), roster.unit.code),
            (head("培训机构"), roster.organizer, head("培训课程"), roster.course),
            (
                head("培训日期"),
                f"{roster.start.isoformat()}至{roster.end.isoformat()}",
                head("学员人数"),
                f"{roster.claimed}人",
            ),
        ],
        row_height=25,
        points=10,
    )
    paper.y += 12
    heads = ("编号", "姓名", "性别", "证件号码", "工种", "手机号码", "考核结果")
    widths = [paper.inner * part for part in (0.08, 0.12, 0.08, 0.24, 0.18, 0.16, 0.14)]
    rows: list[list[Cell | str]] = [[Cell(name, "centre", bold=True) for name in heads]]
    for at in range(roster.trainees):
        number = roster.first_person + at
        sex = "男" if number % 2 else "女"
        shown = (f"{at + 1:03}", person(number), sex, masked_identity(number), roster.post(number))
        rows.append([Cell(text, "centre") for text in (*shown, masked_phone(number), "合格")])
    paper.table(widths, rows, row_height=20, points=9.5, rules="rows")
    paper.y += 12
    paper.text(paper.margin, paper.y, f"制表日期：{roster.printed.isoformat()}")
    right = paper.width - paper.margin
    paper.text(right, paper.y, f"{roster.organizer}（盖章）", align="right")
    paper.seal(right - 90, paper.y - 14, roster.organizer)
    return paper


LAYOUTS = {"register": register, "two_columns": two_columns, "filing": filing}
