"""Rosters: tables with one person a line, in one column of people or in two beside each other, over page breaks.

Counting needs no name and no identity number in the evidence: it points at the header cells and the serial numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors import dates
from extractors.model import Box, Document, Evidence, Page
from extractors.tables.grid import Cell, evidence_of, shared
from extractors.tables.stream import Row, stream

_NAME = re.compile(
    r"(在职)?(职工|员工|人员|学员|参保人员?|缴费人员?|参训人员?|参培人员?|培训人员?|被保险人|劳动者|本人)?姓名|名字"
)
_SERIAL = re.compile(r"(学员)?(序号?|编号)|NO\.?|No\.?|行次|项次")
#: other headers of such tables; a row of which most cells are these (or the above) is a header
_OTHER = re.compile(
    r"(公民)?身份(证)?(件)?号?码?|(有效)?证件(类型|号码?)|身份证(件)?号码?|社会保障(卡)?号码?|社保(卡|电脑|编)?号|个人(社保)?(编号|代码|账号)|"
    r"(参保|人员|用工|户籍|户口|缴费|到账)?(人员)?(状态|类别|类型|身份|性质|标志|情况)|性别|年龄|民族|籍贯|出生(日期|年月)|"
    r"联系(电话|方式|人)|电话|手机(号码?)?|(所在|所属|工作)?(部门|单位|岗位|班组|科室)|职务|职称|岗位.*|"
    r"(职业|鉴定|技能|培训)?(工种|等级|级别)|技[能术]等级|专业|学历|文化程度|(家庭)?(住址|地址)|工号|(员工|职工|人员|学员)编号|"
    r"户口性质|户籍|(社保)?电脑号|(缴费)?基数|单位交|个人交|缴费基数.*|缴费工资.*|月?工资.*|.*保险.*|(参保|参加)(时间|日期|险种|月份|年月).*|"
    r"缴费(月份|年月|状态|起止|金额|时间|月数|基数).*|应[缴收].*|实[缴收].*|起始.*|终止.*|(首次|本次).*|停保.*|"
    r"单位(编号|名称|缴费|部分).*|个人(缴费|部分|缴纳).*|[总合小]计.*|金额.*|备注|说明|签(名|字|到|章|收).*|([上下]午|本人)?签[名字到退].*|"
    r"(职业|结业|合格)?(资格|证书).*|成绩|考[核试勤].*|学号|(\d{1,2}月)?\d{1,2}[日号].*|\d{1,2}[./-]\d{1,2}|第[一二三四五六七八九十\d]+[天次课节].*|(星期|周)[一二三四五六日].*|培训.*|课程.*|课时|学时|是否.*|出勤.*|领取.*|补贴.*|"
    r"入职.*|合同.*|((19|20)\d\d年?[-./]?)?(\d{1,2}|[一二三四五六七八九十]{1,2})月份?|(19|20)\d\d[-./年]?(0[1-9]|1[0-2])|险种(类型)?|(养老|医疗|失业|工伤|生育|五险|公积金|社保)((保险)?(单位|个人|基数|缴|应缴|实缴|合计|小计|费).*)?|班级|期次|结果"
)
_PERSON = re.compile(r"[一-龥㐀-䶿·.*＊×xX○〇某]{2,15}|[A-Za-z][A-Za-z .·]{2,40}|[一-龥][*＊×]{1,3}[一-龥]?")
_NO_PERSON = re.compile(
    r".*(合计|总计|小计|本页|共计|人数|险种|填表|制表|审核|经办|单位|以下空白|空白|盖章|签字|日期|说明|备注|姓名).*|无"
)
_LEFT = re.compile(r".*(停保|减员|停缴|退休|离职|暂停|终止|中断|死亡|未参保).*")


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one block of people in a table: name, serial number, identity and status, as x ranges."""

    name: tuple[float, float]
    serial: tuple[float, float] | None
    identity: tuple[float, float] | None
    status: tuple[float, float] | None
    start: float  #: x at which the block begins


@dataclass
class Person:
    page: Page
    name: Cell
    serial: Cell | None
    identity: str  #: clean; "" when the table has none
    status: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells two people of one list apart; a few digits left of a number tell nobody."""
        return (self.identity if len(self.identity) >= 6 else "", self.name.text)


@dataclass
class Roster:
    header: Row
    groups: list[Group]
    people: list[Person] = field(default_factory=list)
    caption: str = ""  #: clean text of the lines above
    last: Row | None = None  #: the last row with a person
    unread: int = 0  #: rows with a number of their own whose name could not be read, and rows of dots

    @property
    def months(self) -> list[str]:
        """``YYYY-MM`` of every month that the lines above name."""
        return dates.find_months(self.caption, compact=True)

    @property
    def active(self) -> int:
        """As ``distinct``, without those whose state says that they left."""
        return _distinct([p for p in self.people if not _LEFT.fullmatch(p.status)])

    @property
    def distinct(self) -> int:
        """People counted once each: by identity number where the table has one, else by name and place."""
        return _distinct(self.people)

    @property
    def serials(self) -> list[int]:
        return [int(p.serial.text) for p in self.people if p.serial is not None and p.serial.text.isdecimal()]

    @property
    def in_order(self) -> bool:
        """Whether every person has a serial number and these run from 1 without a gap."""
        numbers = self.serials
        if len(numbers) != len(self.people) or not numbers or self.unread:
            return False
        # a person with several lines, one for each insurance, keeps the number
        return sorted(numbers) == list(range(1, len(numbers) + 1)) or sorted(set(numbers)) == list(
            range(1, self.distinct + 1)
        )

    @property
    def some_left(self) -> bool:
        return any(_LEFT.fullmatch(p.status) for p in self.people)

    def evidence(self, document: Document) -> tuple[Evidence, ...]:
        """For each page the serial numbers, or the header where there are none."""
        found: list[Evidence] = []
        pages = {p.page.number: p.page for p in self.people}
        for number, page in sorted(pages.items()):
            words = [w for p in self.people if p.page.number == number and p.serial is not None for w in p.serial.words]
            if words:
                found.append(evidence_of(document, page, words, between=" "))
        if found:
            return tuple(found)
        words = [w for c in self.header.cells if _NAME.fullmatch(c.text) for w in c.words]
        return (evidence_of(document, self.header.page, words, between=" "),)


def _distinct(people: Sequence[Person]) -> int:
    return len({person.key for person in people})


def rosters_of(document: Document) -> list[Roster]:
    """Every roster with at least two people, in reading order."""
    found: list[Roster] = []
    current: Roster | None = None
    caption: list[str] = []
    for item in stream(document):
        if not isinstance(item, Row):
            caption = [*caption[-4:], item.text]
            continue
        groups = _groups(item)
        if groups:
            if current is None or not _same_header(current, item) or _other_month(current, caption):
                current = Roster(item, groups, caption="\n".join(caption))
                found.append(current)
            else:
                current.groups = groups  # the header repeated on a new page
            caption = []
            continue
        if current is None:
            caption = [*caption[-4:], item.text]
            continue
        last = current.last.page.number if current.last else current.header.page.number
        if item.page.number - last > 1:
            current, caption = None, [item.text]
            continue
        people, unread = _people(item, current.groups)
        current.people += people
        current.unread += unread
        if people:
            current.last = item
            caption = []
        else:
            caption = [*caption[-4:], item.text]
    return [roster for roster in found if len(roster.people) >= 2]


def _other_month(roster: Roster, caption: Sequence[str]) -> bool:
    """Whether the lines between two tables with one heading say that another month's list begins."""
    months = dates.find_months("\n".join(caption), compact=True)
    return len(months) == 1 and len(roster.months) == 1 and months != roster.months


def _same_header(roster: Roster, row: Row) -> bool:
    mine = [c.text for c in roster.header.cells if c.text]
    return mine == [c.text for c in row.cells if c.text]


def _groups(row: Row) -> list[Group]:
    """The blocks of people that a header row opens; empty when the row is no header of a roster."""
    cells = [c for c in row.cells if c.text]
    names = [c for c in cells if _NAME.fullmatch(c.text)]
    if not names or len(cells) < 2:
        return []
    known = [c for c in cells if _is_label(c.text)]
    if len(known) < 2 or len(known) < 0.5 * len(cells):
        return []
    # a form's 姓名 stands beside its value; in a header every neighbour is a label
    for name in names:
        following = next((c for c in cells if c.place.x0 >= name.place.x1 - 1), None)
        if following is not None and not _is_label(following.text) and _PERSON.fullmatch(following.text):
            return []
    groups: list[Group] = []
    start = 0.0
    for index, name in enumerate(names):
        end = names[index + 1].place.x0 if index + 1 < len(names) else float("inf")
        mine = [c for c in cells if (c.place.x0 >= start - 1 and c.place.x0 < end - 1) or c is name]
        if index + 1 < len(names):  # what stands left of the next name and repeats the first cell belongs to it
            first = mine[0].text if mine else ""
            again = [c for c in mine[1:] if c.text == first and c is not name]
            if again and first != name.text:
                mine = [c for c in mine if c.place.x0 < again[0].place.x0]
                start = again[0].place.x0
            else:
                start = end
        serial = next((c for c in mine if _SERIAL.fullmatch(c.text)), None)
        identity = next(
            (c for c in mine if re.search(r"身份|证件|社会保障号|社保.*号|个人.*(编号|代码)", c.text)), None
        )
        status = next((c for c in mine if re.search(r"状态|参保情况", c.text)), None)
        opened = min((c.place.x0 for c in mine), default=name.place.x0) - 1
        groups.append(Group(_reach(name, row), _maybe(serial, row), _maybe(identity, row), _maybe(status, row), opened))
    return groups


def _is_label(text: str) -> bool:
    bare = re.sub(r"\(.*?\)", "", text)
    return any(p.fullmatch(bare) for p in (_NAME, _SERIAL, _OTHER))


def _maybe(cell: Cell | None, row: Row) -> tuple[float, float] | None:
    return _reach(cell, row) if cell is not None else None


def _reach(cell: Cell, row: Row) -> tuple[float, float]:
    edges = row.table.edges
    if edges:
        return edges[cell.column], edges[cell.column + cell.columns]
    return cell.place.x0, cell.place.x1


#: a row that stands for rows left out
_DOTS = re.compile(r"[.…·⋯。]{2,}|略")


def _people(row: Row, groups: Sequence[Group]) -> tuple[list[Person], int]:
    """The people of a row, and how many more have a place in it without a name that can be read."""
    found: list[Person] = []
    unread = 0
    closing = any(_NO_PERSON.fullmatch(cell.text) for cell in row.cells if cell.text)
    for index, group in enumerate(groups):
        name, serial, identity = _cell(row, group.name), _cell(row, group.serial), _cell(row, group.identity)
        if serial is not None and not serial.text.isdecimal():
            unread += bool(_DOTS.fullmatch(serial.text))
            serial = None
        if name is None or not _PERSON.fullmatch(name.text) or _NO_PERSON.fullmatch(name.text):
            dots = name is not None and bool(_DOTS.fullmatch(name.text))
            last = groups[index + 1].start if index + 1 < len(groups) else float("inf")
            told = [c for c in row.cells if c.text and c is not serial and group.start <= c.place.x0 + 1 < last]
            unread += dots or (serial is not None and not closing and bool(told))
            continue
        status = _cell(row, group.status)
        found.append(Person(row.page, name, serial, identity.text if identity else "", status.text if status else ""))
    return found, unread


def _cell(row: Row, reach: tuple[float, float] | None) -> Cell | None:
    if reach is None:
        return None
    best: Cell | None = None
    share = 0.0
    for cell in row.cells:
        if not cell.text:
            continue
        box = _words_box(cell)
        common = shared(box.x0, box.x1, *reach)
        if common > share and common > 0.4 * box.width:
            best, share = cell, common
    return best


def _words_box(cell: Cell) -> Box:
    places = [w.place for w in cell.words]
    return Box(min(p.x0 for p in places), cell.place.top, max(p.x1 for p in places), cell.place.bottom)
