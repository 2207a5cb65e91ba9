"""What a social-insurance record says in words: its title and type, whose it is, for which month or period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from extractors import dates
from extractors.geometry import upright_size
from extractors.model import Document, Evidence
from extractors.tables.celltext import CellText
from extractors.tables.stream import Row, evidence, stream
from extractors.textmap import TextMap


@dataclass(frozen=True, slots=True)
class Title:
    text: str  #: clean
    whole: bool  #: False when a piece was cut off at the page's edge
    evidence: Evidence


_TITLE = re.compile(
    r"(社会保险|社保|参保|养老保险|五险|医疗保险|失业保险|工伤保险|缴费)[^:,。]{0,36}"
    r"(证明|名单|明细表?|清单|凭证|花名册|名册|对账单|核定单|记录单?|权益单|申报表|汇总表|情况表|一览表|人员表|统计表|缴费单|信息(表|单)?|通知[单书]|登记证|查询(结果|[单表])?|变动表|台账|"
    r"缴款书|基本情况|(?<!有关)情况(的?说明)?)|^证明书?$|税收(完税证明|缴款书)|电子缴税(付款)?凭证|缴税付款凭证|"
    r"^(单位|在职|正常|企业)?(参保)?(人员|职工|员工)(信息)?(花?名册|名单|明细表?|清单|一览表)$"
)
_END = re.compile(r"(书|表|单|册)?[)]?([(][^()]*[)]?)*$")
_PREFIX = re.compile(r"^(附件|附表|附)\d*[:;]")
#: the line below a title that says for whom it is
_FOR_WHOM = r"[(](参保|缴费|用人)?(单位|个人|人员|职工)(专用|版|缴费|参保)?[)]"
_CUT = re.compile(r"[(](单|个)[^()位人]{0,2}用[)]")


def title_of(document: Document) -> Title | None:
    """The first line of the first page's upper half that is a title, or one of its cells; a bracket left open, and
    for whom the paper is, run on to the next line."""
    items = [i for i in stream(document) if i.page is document.pages[0]] if document.pages else []
    for index, item in enumerate(items):
        if item.place.top > 0.5 * upright_size(item.page)[1]:
            break
        pieces = [(item.text, item.words)]
        if isinstance(item, Row):
            pieces += [(cell.text, cell.words) for cell in item.cells]
        named = next((piece for piece in pieces if _is_title(_PREFIX.sub("", piece[0]))), None)
        if named is None:
            continue
        text, words = _PREFIX.sub("", named[0]), named[1]
        following = items[index + 1] if index + 1 < len(items) else None
        left_open = text.count("(") > text.count(")")
        if following is not None and re.fullmatch(r"[^()]{0,8}[)]" if left_open else _FOR_WHOM, following.text):
            text += following.text
            words += following.words
        mended = _CUT.sub(lambda m: "(单位专用)" if m[1] == "单" else "(个人专用)", text)
        return Title(mended, mended == text, evidence(document, item, words))
    return None


def _is_title(text: str) -> bool:
    match = _TITLE.search(text)
    if match is None or len(text) > 60 or any(c in text for c in "。;"):
        return False
    if re.match(r"注|备注|说明|您|[(]?[一二三四五六七八九十]{1,2}[)、.]", text):
        return False
    return bool(_END.match(text[match.end() :]))


def subtype_of(title: str, *, personal: bool, roster: bool) -> str | None:
    if "登记证" in title:
        return "社会保险登记证"
    if re.search("税收|缴款书|缴税", title):
        return None
    if personal:
        if "证明" in title:
            return "个人参保证明"
        if re.search("权益", title):
            return "个人权益记录"
        return "个人缴费明细"
    if re.search("名单|名册|人员(明细|表|一览)|参保人员(信息|清单)|职工明细", title) or (
        roster and "证明" not in title
    ):
        return "单位参保人员名单"
    if "证明" in title:
        return "单位缴费证明" if "缴费" in title or "缴纳" in title else "单位参保证明"
    if re.search("明细|清单|申报|核定|汇总|通知|对账|凭证|缴费单|情况表", title):
        return "单位缴费明细"
    return None


_SOME = re.compile(r"增减|变动|增员|减员|新增|新参保|停保|减少|增加|转入|转出|退休|补缴|离职|中断|终止")


def lists_some(title: str) -> bool:
    """Whether a list of this title is of people who came, left, draw a pension or pay later: no list of the unit."""
    return bool(_SOME.search(title))


_FORM = re.compile(r"(^|[^一-龥])姓名[:;][^:;]{2,12}")
_IDENTITY = re.compile(r"(社会保障号|身份证|证件号|个人(编|账)号|公民身份)")


#: a sentence about one person: 李某(身份证号:…)自2018年3月在我处参保
_OF_PERSON = re.compile(
    r"(?:^|[。\n]|兹?证明|兹有|经查询?,?)[_]*[一-龥·*某×]{2,4}(?:同志|先生|女士)?,?"
    r"[(](?:居民|公民)?(?:身份证|身份|社会保障|证件|社保)(?:件)?号码?[:为]?[0-9*]"
)


def is_personal(document: Document, title: str, *, roster: bool) -> bool:
    """Whether the record is of one person: it says so, or a form's 姓名 and identity number stand where a unit's
    would, without a list of people."""
    if re.search(r"个人|本人|人员参保证明", title) and "单位" not in title:
        return True
    if roster or "单位" in title:
        return False
    text = "\n".join(item.text for item in stream(document))
    if len(_OF_PERSON.findall(text)) == 1:
        return True
    return bool(_FORM.search(text) or (re.search(r"姓名[:;]?\n?", text) and not re.search(r"序号", text))) and bool(
        _IDENTITY.search(text)
    )


_PRINTED = re.compile(
    r"(打印|出具|开具|查询|制表|制单|生成|证明|出证|填表|导出|下载)(时间|日期|日|于)[:;]?|(?<![一-龥])日期[:;]"
)


def print_date(text: TextMap) -> date | None:
    """The day a record was printed, for months told relative to it."""
    for match in text.search(_PRINTED):
        for found in dates.find(text.text, match.end(), match.end() + 24, compact=True):
            return found.value
    alone = [
        d.value
        for line in text.text.split("\n")
        for d in dates.find(line)
        if len(re.sub(r"\s", "", line)) <= d.end - d.start + 1
    ]
    return alone[-1] if alone else None


#: blanks of a form may stand around what was filled in
_M = (
    r"(?:(?:19|20)\d\d[_ ]*年[_ ]*\d{1,2}[_ ]*月|(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])(?![\d./-])|"
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?!\d))"
)
#: a month of a range, which may be told by a day
_MD = (
    r"(?:(?:19|20)\d\d[_ ]*年[_ ]*\d{1,2}[_ ]*月(?:[_ ]*\d{1,2}[_ ]*日)?|"
    r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])(?:[-./](?:[0-2]?\d|3[01])(?!\d))?(?!\d)|"
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d))"
)
_FOR_MONTH = re.compile(
    r"(?:(?:费款|税款)?所属(?:年月|月份|期间|时期|期)|缴费(?:年月|月份|所属期)|统计(?:年月|月份|期间)|参保(?:缴费)?(?:月份|年月)|账期|业务年月|"
    r"(?:查询|变动|增减|申报|征缴|征集)(?:所属)?(?:年月|月份)|"
    r"对应(?:月份|年月)|结算(?:期|年月)|台账年月|做账(?:年月|期号?)|核定(?:年月|期)|(?:应|实)缴年月)[:;]?"
    rf"\s*(?P<m>{_M})(?!\s*(?:份)?[-至到~])"
)
#: never the end of a range, nor what the next line begins with
_BESIDE = re.compile(
    rf"(?<![-至到~])(?P<m>{_M})(?:份)?[ \t]*(?:的|已|应|实)?[ \t]*"
    r"(?:在[一-龥]{1,6}(?:正常|按时|按月|足额|已|均)*(?:参加|参保|缴纳|缴费)|参保|缴费|缴纳|在职|在保|应缴|实缴|社会保险|社保|职工|"
    r"员工|正常)(?![一-龥]{0,4}(?:截止|起始|起止|开始|终止|年月|时间|日期|状态|险种|月数|年限|单位名称|单位编号|编号))"
)
#: a label before a month which says that it is the month of something else
_OF_ELSE = re.compile(
    r"(?:首次|起始|开始|截止|终止|工作|成立|注册|登记|出生|建账|开户|退休|入职|离职)[^\t\n:]{0,6}[:\t ]*$"
)
#: a month alone on a line below the title
_ALONE = re.compile(rf"(?m)^[(]?(?P<m>{_M})(?:份)?[)]?$")
_IN_TITLE = re.compile(rf"(?P<m>{_M})")
_AS_OF = re.compile(
    rf"(?<!有效期)(?<!有效期限)(?<!有效期截)(?:截至|截止到?|至)[_ ]*(?P<m>{_M})"
    rf"(?:[_ ]*\d{{1,2}}[_ ]*日|底|末|份)?(?:止|[,;]|为?止|[^至到-]|$)"
)
_LAST_PAID = re.compile(
    r"(?:(?:缴费|参保|最近|最后|末次)*截止(?:年月|月份|时间|日期)|(?:最近|最后|末次|最大|最新)缴费(?:年月|月份)|已?缴费?至)"
    rf"[:;]?[ \t]*(?P<m>{_M})"
)
LAST_PAID_HEAD = re.compile(r"(缴费|参保)?截止(年月|月份|时间)|(最近|最后|末次|最大|最新)缴费(年月|月份)|缴费至|已缴至")
_STAFF = r"(?=[^,;。\d]{0,8}(?:参保|缴费|在职|应缴|实缴|职工))"
_BEFORE = r"(?:上一?个?|前一个?)(?:缴费|自然)?月"
#: months told from the day of printing, by how many they lie before it; the month before wins over the day it is
#: told from (截至打印日上月底). What stands as of the day itself may be of an earlier month: never sure
_RELATIVE = (
    (-1, re.compile(rf"(?:截至|截止[到至]?)[^,;。\n\d]{{0,12}}?{_BEFORE}|{_BEFORE}{_STAFF}"), True),
    (0, re.compile(rf"(?:截至|截止[到至]?)[^,;。\n\d]{{0,6}}?(?:本月|当月)|本月{_STAFF}"), True),
    (0, re.compile(r"(?:截至|截止[到至]?)[^,;。\n\d]{0,6}?(?:目前|打印|今日|出具|开具)"), False),
)
_RANGE = re.compile(
    rf"(?P<a>{_MD})(?:份)?[\s_]*[起]?[\s_]*[-至到~]+[\s_]*(?P<b>{_MD}|\d{{1,2}}月(?:\d{{1,2}}日)?)(?:份|底|末)?"
)
#: what says that a range is the one that the paper covers …
_COVERED = re.compile(r"(?:查询|统计|缴费|参保|所属|对应|期间|时间|时期|起止|年月|情况|自|从|于|[(])[:; \t]*$")
#: … and that it is of something else
_NO_PERIOD = re.compile(r"(有效|工期|施工|建设|登记|合同|期限|经营|公示|租赁|成立)[^,;。\n]{0,10}$")


def _month(text: str, year: str = "") -> str | None:
    text = re.sub(r"[_ ]", "", text)
    found = re.match(r"((?:19|20)\d\d)(?:年|[-./])?(\d{1,2})", text)
    if found is None and year:
        found = re.match(r"(\d{4})(\d{1,2})月", year + text)
    if found is None or not 1 <= int(found[2]) <= 12:
        return None
    return dates.month_name(int(found[1]), int(found[2]))


@dataclass(frozen=True, slots=True)
class Told:
    value: str  #: YYYY-MM
    evidence: tuple[Evidence, ...]
    certain: bool = True


def months_told(text: TextMap | CellText, pattern: re.Pattern[str]) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for match in text.search(pattern):
        month = _month(match["m"])
        before = text.text[max(0, match.start("m") - 16) : match.start("m")]
        if month is not None and not (pattern is _BESIDE and _OF_ELSE.search(before)):
            found.setdefault(month, Told(month, text.evidence(*match.span("m"))))
    return found


def for_month(lines: TextMap, flow: TextMap, cells: CellText, title: Title | None) -> Told | None:
    """The month the figures are for; None when none or several are told."""
    texts = ((lines, _FOR_MONTH), (flow, _FOR_MONTH), (cells, _FOR_MONTH), (lines, _BESIDE), (lines, _ALONE))
    for text, pattern in texts:
        found = months_told(text, pattern)
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    if title is not None and not _RANGE.search(title.text):
        told = {month for m in _IN_TITLE.finditer(title.text) if (month := _month(m["m"])) is not None}
        if len(told) == 1:
            return Told(told.pop(), (title.evidence,))
    return None


def as_of_month(
    flow: TextMap, lines: TextMap, printed: date | None, column: Told | None, month: Told | None
) -> Told | None:
    """The month up to which the record speaks: 截至2020年3月, 缴费截止年月, or 截至上月底 resolved from the day of
    printing. ``column``: the one month of a column of last months, where a table has it; ``month``: the one the
    figures are said to be for."""
    ranges = {m.start("b") for m in flow.search(_RANGE)}
    found: dict[str, Told] = {}
    for match in flow.search(_AS_OF):
        told = _month(match["m"])
        if told is not None and match.start("m") not in ranges:
            found.setdefault(told, Told(told, flow.evidence(*match.span("m"))))
    found = found or months_told(lines, _LAST_PAID)
    if len(found) == 1:
        return next(iter(found.values()))
    if not found and column is not None:
        return column
    if found or printed is None:
        return None
    compared = len({back for back, pattern, _ in _RELATIVE for _ in flow.search(pattern)}) > 1
    for back, pattern, certain in _RELATIVE:
        for match in flow.search(pattern):
            if compared and not match[0].startswith("截"):
                continue  # 本月28人,上月30人: neither is told as the time that the paper speaks of
            day = dates.add_months(printed.replace(day=1), back)
            found_month = dates.month_name(day.year, day.month)
            if month is not None and month.value != found_month:
                return None  # 本月 is the month of the list then, whenever it was printed
            return Told(found_month, flow.evidence(*match.span()), certain)
    return None


_WORDED = re.compile(r"[至到~]|年")


def period(flow: TextMap, cells: CellText) -> tuple[Told, Told] | None:
    """First and last month of the period the record covers; None when none or several are told."""
    found, said = _ranges(cells)
    if not found:  # in a sentence over two lines; figures of cells beside each other make no range
        return _chosen(*_ranges(flow, _WORDED))
    told = _ranges(flow)[0]
    # the text of lines knows the place to the character, the text of cells only the cell
    return _chosen({ends: told.get(ends, there) for ends, there in found.items()}, said)


_Ends = tuple[str, str]
#: ranges of months with where they stand, and which of them are said to be covered
_Ranges = tuple[dict[_Ends, tuple["Told", "Told"]], set[_Ends]]


def _ranges(text: TextMap | CellText, has: re.Pattern[str] | None = None) -> _Ranges:
    """Every range of months, of those which have what is asked for."""
    found: dict[_Ends, tuple[Told, Told]] = {}
    said: set[_Ends] = set()
    for match in text.search(_RANGE):
        first = _month(match["a"])
        last = _month(match["b"], match["a"][:4])
        before = text.text[max(0, match.start() - 14) : match.start()]
        if has is not None and not has.search(match[0]):
            continue
        if first is None or last is None or first > last or _NO_PERIOD.search(before):
            continue
        ends = (Told(first, text.evidence(*match.span("a"))), Told(last, text.evidence(*match.span("b"))))
        found.setdefault((first, last), ends)
        if _COVERED.search(before.rsplit("\n", 1)[-1]):
            said.add((first, last))
    return found, said


def _chosen(found: dict[_Ends, tuple[Told, Told]], said: set[_Ends]) -> tuple[Told, Told] | None:
    if len(found) > 1 and len(said) == 1:
        return found[said.pop()]
    return next(iter(found.values())) if len(found) == 1 else None


#: 有无欠费 and a box to be ticked say nothing
_ARREARS = re.compile(
    r"(?<![□☐☑√口〇有否])(无欠费(?:记录|情况)?|无欠缴(?:记录|情况)?|没有欠费|未欠费|不存在欠费|"
    r"欠费金额[:;]?[\d,.]+元?|无历史欠费)"
)


def spans(text: TextMap, pattern: re.Pattern[str], group: str | int = 0) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    for match in text.search(pattern):
        yield match[group], text.evidence(*match.span(group))


def arrears(flow: TextMap) -> tuple[str, tuple[Evidence, ...]] | None:
    told = next(spans(flow, _ARREARS), None)
    return None if told is None else (re.sub(r"(记录|情况)$", "", told[0]), told[1])
