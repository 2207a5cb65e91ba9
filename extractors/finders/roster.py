"""Rosters: tables with one person a line, in one column of people or in two beside each other, over page breaks.

Counting needs no name and no identity number in the evidence: it points at the header cells and the serial numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors import numerals
from extractors.model import Box, Document, Evidence, Page
from extractors.tables.grid import Cell, evidence_of, shared
from extractors.tables.stream import Row, stream

_NAME = re.compile(r"(职工|员工|人员|学员|参保人员?|参训人员?|被保险人|本人)?姓名|名字")
_SERIAL = re.compile(r"序号?|编号|NO\.?|No\.?|行次|项次")
#: other headers of such tables; a row of which most cells are these (or the above) is a header
_OTHER = re.compile(
    r"(公民)?身份(证)?(件)?号?码?|(有效)?证件(类型|号码?)|身份证(件)?号码?|社会保障(卡)?号码?|社保(卡|电脑|编)?号|个人(社保)?(编号|代码|账号)|"
    r"(参保)?(人员)?(状态|类别|身份)|性别|年龄|民族|出生(日期|年月)|联系(电话|方式)|电话|手机(号码?)?|部门|岗位|职务|工种|学历|文化程度|"
    r"户口性质|户籍|(社保)?电脑号|(缴费)?基数|单位交|个人交|缴费基数.*|缴费工资.*|月?工资.*|.*保险.*|参保(时间|日期|险种|月份|年月).*|缴费(月份|年月|状态|起止|金额|时间).*|起始.*|终止.*|"
    r"单位(编号|名称|缴费|部分).*|个人(缴费|部分|缴纳).*|合计|金额.*|备注|签(名|字|到).*|职业资格.*|证书.*|成绩|考核.*|培训.*|课时|学时|"
    r"入职.*|合同.*|险种(类型)?|养老|医疗|失业|工伤|生育|公积金|班级|单位|所在单位|工作单位"
)
_PERSON = re.compile(r"[一-龥㐀-䶿·.*＊×xX○〇某]{2,15}|[A-Za-z][A-Za-z .·]{2,40}|[一-龥][*＊×]{1,3}[一-龥]?")
_NO_PERSON = re.compile(
    r".*(合计|总计|小计|本页|共计|填表|制表|审核|经办|单位|以下空白|空白|盖章|签字|日期|说明|备注|姓名).*|无"
)
_LEFT = re.compile(r".*(停保|减员|停缴|退休|离职|暂停|终止|中断|死亡|未参保).*")


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one block of people in a table: name, serial number, identity and status, as x ranges."""

    name: tuple[float, float]
    serial: tuple[float, float] | None
    identity: tuple[float, float] | None
    status: tuple[float, float] | None


@dataclass
class Person:
    page: Page
    name: Cell
    serial: Cell | None
    identity: str  #: clean; "" when the table has none
    status: str


@dataclass
class Roster:
    header: Row
    groups: list[Group]
    people: list[Person] = field(default_factory=list)
    caption: str = ""  #: clean text of the lines above

    @property
    def distinct(self) -> int:
        """People counted once each: by identity number where the table has one, else by name and place."""
        keys = {(p.identity if len(p.identity) >= 6 else "", p.name.text) for p in self.people}
        return len(keys)

    @property
    def serials(self) -> list[int]:
        return [int(p.serial.text) for p in self.people if p.serial is not None and p.serial.text.isdecimal()]

    @property
    def in_order(self) -> bool:
        """Whether every person has a serial number and these run from 1 without a gap."""
        numbers = self.serials
        if len(numbers) != len(self.people) or not numbers:
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
                found.append(evidence_of(document, page, words))
        if found:
            return tuple(found)
        words = [w for c in self.header.cells if _NAME.fullmatch(c.text) for w in c.words]
        return (evidence_of(document, self.header.page, words),)


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
            if current is None or not _same_header(current, item):
                current = Roster(item, groups, caption="".join(caption))
                found.append(current)
            else:
                current.groups = groups  # the header repeated on a new page
            continue
        if current is None or item.page.number - current.header.page.number > len(document.pages):
            continue
        last = current.people[-1].page.number if current.people else current.header.page.number
        if item.page.number - last > 1:
            current = None
            continue
        current.people += _people(item, current.groups)
    return [roster for roster in found if len(roster.people) >= 2]


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
    if len(known) < 2 or len(known) < 0.6 * len(cells):
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
        groups.append(Group(_reach(name, row), _maybe(serial, row), _maybe(identity, row), _maybe(status, row)))
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


def _people(row: Row, groups: Sequence[Group]) -> list[Person]:
    found: list[Person] = []
    for group in groups:
        name = _cell(row, group.name)
        if name is None or not _PERSON.fullmatch(name.text) or _NO_PERSON.fullmatch(name.text):
            continue
        serial = _cell(row, group.serial)
        if serial is not None and not serial.text.isdecimal():
            serial = None
        identity = _cell(row, group.identity)
        status = _cell(row, group.status)
        found.append(Person(row.page, name, serial, identity.text if identity else "", status.text if status else ""))
    return found


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


_N = r"\d{1,6}(?!\d)"
#: in words only with 人 or 名 behind it
_WORDS = r"[零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟两]{1,9}(?=人|名|位)"
_SAID = r"(?:合计|总数|总计|均|为|是|有|共计?|[:;(, ]|\(人\)|约)*\t?"
#: how a document says how many people it lists; what follows 其中 is a part of them
_COUNT = re.compile(
    r"(?:(?P<insured_a>参保(?:缴费)?(?:职工|人员)?(?:总)?人(?:数|次)|缴费(?:总)?人数|参加[一-龥]{0,12}保险[一-龥]{0,6}人数|"
    r"应缴人数|实缴人数|正常(?:应缴|参保)人数)|在职(?:职工|员工)?人数|职工(?:总)?人数|员工(?:总)?人数|在册(?:职工)?人数|单位人数|总人数|"
    r"(?:合计|总计)人数|(?:培训|参训|参培|参加培训|学员|结业)(?:人员|学员)?(?:总)?人数)"
    # several numbers beside each other are one for each of something
    rf"{_SAID}(?P<a>{_N}|{_WORDS}) ?(?:人|名|位)?(?![\d.]* ?(?:人?次|[元年月日%/]))(?![\t ]+\d{{1,6}}人?(?:\s|$))"
    # a list's own columns may end in 参保 with the next line's number after it: these need their 人
    r"|(?:(?P<insured_d>(?:正常)?参保(?:缴费)?(?:在职)?(?:职工|员工|人员)?|正常(?:应缴|参保)(?:人员)?)|(?:参训|参培|培训)(?:人员|学员|职工))"
    rf"{_SAID}(?P<d>{_N}|{_WORDS}) ?(?:人|名|位)(?!次|民币)"
    r"|(?:共计?|合计|总计|总共)(?:有)?(?P<insured_b>参保|缴费)?(?:在职|参训|参培|培训)?(?:职工|员工|人员|学员)?[:;]?"
    rf" ?(?P<b>{_N}|{_WORDS}) ?(?:人|名)(?!次|民币)"
    rf"|(?P<insured_c>为|给)(?:其中|其|本单位|我单位|该单位)?(?:的)?(?P<c>{_N}|{_WORDS}) ?"
    r"(?:(?:名|位)(?:在职)?(?:职工|员工|人员)|人(?=(?:缴纳|办理|参加)[一-龥]{0,6}(?:保险|社保)))"
    rf"|(?P<e>{_N}|{_WORDS})(?:名|位)?(?:在职)?(?P<insured_e>(?:职工|员工|人员)(?:已|均|正常|在[一-龥]{{1,8}})*(?:参加|缴纳|办理|参保))"
)
_BEFORE = re.compile(
    r"(新增|增加|减少|停保|退休|离退休|女|男|欠费|欠缴|补缴|平均|农民工|本页|小计)[^,;。\n\d]{0,6}$|[未不新应]$"
)
_PART = re.compile(r"其中[^,;。]{0,6}$")


@dataclass(frozen=True, slots=True)
class Stated:
    count: int
    start: int  #: offsets in the text searched
    end: int


def stated_counts(text: str) -> list[Stated]:
    """Headcounts that a normalised text states for the whole, in order.

    Where it says how many are insured or paid for, how many are employed is another matter. A part of another
    number (共有职工45人,其中参保人员42人) stands beside it: which of them is asked for, the text alone cannot tell.
    """
    whole: list[tuple[Stated, bool]] = []
    parts: list[Stated] = []
    for match in _COUNT.finditer(text):
        before = text[max(0, match.start() - 12) : match.start()]
        if _BEFORE.search(before) or "\n" in text[match.start() : match.end()]:
            continue
        count = numerals.number(next(match[name] for name in "abcde" if match[name]))
        if count is None:
            continue
        said = Stated(count, match.start(), match.end())
        insured = any(match[f"insured_{name}"] for name in "abcde")
        if not _PART.search(before):
            whole.append((said, insured))
        elif insured:
            parts.append(said)
    certain = [said for said, insured in whole if insured]
    return certain or [said for said, _ in whole] + parts
