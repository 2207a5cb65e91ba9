"""Headcounts that texts state: of the whole, of a part of it, for an insurance, for a month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors import dates, numerals

#: what a number of people counts
INSURED, TRAINED, ACTING, PEOPLE, PART = "insured", "trained", "acting", "people", "part"

_FIGURES = r"\d{1,6}(?!\d)"
#: in words only with 人 or 名 behind it
_WORDS = r"[零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟两]{1,9}(?=人|名|位)"
_N = rf"(?P<n>{_FIGURES}|{_WORDS})"
_SAID = r"(?:合计|总计|均|为|是|有|共计?|[:;(, _]|\(人\)|约)*\t?(?:(?:正常)?(?:在职|参保|缴费)(?:职工|人员)?:?(?=\d))?"
_STAFF = r"(?:职工|员工|人员|学员)"
#: never times (人次), sums, dates or shares; several numbers beside each other are one for each of something
_LABELLED = rf"{_SAID}{_N}[ _]*(?:人|名|位)?(?![\d.]* ?(?:人?次|[元年月日%/]))(?![\t ]+\d{{1,6}}人?(?:\s|$))"
_TOTAL = r"(?:共计?|合计|总计|总共)(?:有)?"
_HEADS = r"[ _]*(?:人|名|位)(?!次|民币)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        INSURED,
        re.compile(
            rf"(?:参保(?:缴费)?{_STAFF}?(?:总)?人(?:数|次)|(?:缴费|参保){_STAFF}?(?:总)?人数|参加[一-龥]{{0,12}}保险[一-龥]{{0,6}}人数|在保{_STAFF}?(?:总)?人数|"
            rf"应缴人数|实缴人数|正常(?:应缴|参保|缴费)人数){_LABELLED}"
        ),
    ),
    (
        TRAINED,
        re.compile(
            rf"(?:(?:参加)?(?:培训|参训|参培|学员|结业|参加){_STAFF}?(?:总)?(?:人数|总数)|实(?:到|训|际培训|际参训)(?:总)?人数){_LABELLED}"
        ),
    ),
    (
        PEOPLE,
        re.compile(
            rf"(?:(?<![一-龥])人数(?:\(人\))?|人数(?=:)|(?:开班|班级|报名)(?:总)?人数|{_STAFF}总数|在职{_STAFF}?人数|{_STAFF}(?:总)?人数|在册{_STAFF}?人数|单位人数|总人数|(?:合计|总计)人数){_LABELLED}"
        ),
    ),
    # a list's own columns may end in 参保 with the next line's number after it: these need their 人
    (INSURED, re.compile(rf"(?:正常)?参保(?:缴费)?(?:在职)?{_STAFF}?{_SAID}{_N}{_HEADS}")),
    (INSURED, re.compile(rf"正常应缴(?:人员)?{_SAID}{_N}{_HEADS}")),
    (TRAINED, re.compile(rf"(?:(?:参训|参培|(?:参加)?培训)(?:的)?{_STAFF}|实到){_SAID}{_N}{_HEADS}")),
    (
        TRAINED,
        re.compile(
            rf"组织[一-龥]{{0,8}}?{_STAFF}(?:共计?)?_*{_N}{_HEADS}|"
            rf"组织(?:了)?(?P<n2>{_FIGURES}) ?[名位人](?:在职)?{_STAFF}"
        ),
    ),
    (INSURED, re.compile(rf"{_TOTAL}(?:参保|缴费)(?:在职)?{_STAFF}?[:;]?[ _]*{_N}{_HEADS}")),
    (
        PEOPLE,
        re.compile(rf"{_TOTAL}(?:在职|参训|参培|培训|结业)?{_STAFF}?[:;]?[ _]*{_N}{_HEADS}"),
    ),
    (PEOPLE, re.compile(rf"本[班期次](?:共计?|有|共有)?{_N}{_HEADS}")),
    (TRAINED, re.compile(rf"(?<![一-龥])结业(?:共计?)?_*{_N}{_HEADS}")),
    (
        INSURED,
        re.compile(
            rf"(?:为|给)(?:其中|其|本单位|我单位|该单位)?(?:的)?_*{_N}[ _]*"
            rf"(?:(?:名|位)(?:在职)?{_STAFF}|人(?=(?:缴纳|办理|参加)[一-龥]{{0,6}}(?:保险|社保)))"
        ),
    ),
    (
        ACTING,
        re.compile(rf"{_N}[ _]*(?:名|位)?(?:在职)?{_STAFF}(?:已|均|正常|在[一-龥]{{1,8}})*(?:参加|缴纳|办理|参保)"),
    ),
)
#: what makes the people named before it insured or trained: 在职职工67人参加社会保险
_THEN = re.compile(r"(?:均|都|已|全部|正常|在[一-龥]{1,8}?)*(?:参加|缴纳|办理|参保|接受)")
_BEFORE = re.compile(
    r"(新增|增加|减少|停保|退休|离退休|离职|女|男|欠费|欠缴|补缴|平均|农民工|缺勤|迟到|请假|补考|不合格|本页|小计|仅|只|含|另有|计划|预计|拟|上年末?|不少于|不超过|不足|超过|至少|最多|每班)"
    r"[^,;。\n\t\d]{0,6}$|[未不新应到]$"
)
_PART = re.compile(r"其中[^,;。]{0,6}$")
_KIND = r"(?:城镇|企业|职工|基本){0,4}(?:养老|医疗|失业|工伤|生育)"
_OF_INSURANCE = re.compile(rf"{_KIND}(?:保险)?费?[^,;。\n\t\d]{{0,4}}$")
_KINDS = rf"{_KIND}(?:保险)?(?:[、,和及与]{_KIND}(?:保险)?){{0,4}}"
_PAY = r"(?:正常|按时|实际|目前|现|已|在保|在册|参保|参加|缴费|应缴|实缴|[二三四五六][项险]|社会保险){0,5}"
#: 养老保险28人; 养老、失业保险参保人数均为35人
_TYPED = re.compile(
    rf"(?P<k>{_KINDS})费?{_PAY}{_STAFF}?"
    rf"(?:人数(?:均|各|为|是|[:;( _])*(?P<n2>{_FIGURES})(?![\d,.]*[元年月日%])(?!人?[、,和及]\d)"
    rf"|(?:人数)?(?:均|各|为|是|[:;( _])*(?P<n>{_FIGURES}|{_WORDS})[ _]*(?:人|名)(?!次|民币))"
)
#: 养老、失业、工伤保险参保人数分别为58、57、60人
_RESPECTIVELY = re.compile(
    rf"(?P<k>{_KINDS})费?{_PAY}{_STAFF}?(?:人数)?分别(?:为|是|有)?:?(?P<ns>\d{{1,6}}人?(?:[、,和及]\d{{1,6}}人?){{1,4}})"
)
_NAMES = re.compile(r"养老|医疗|失业|工伤|生育")


@dataclass(frozen=True, slots=True)
class Stated:
    count: int
    start: int  #: offsets of the number in the text searched
    end: int
    role: str  #: INSURED, TRAINED, ACTING (insured or trained, as the paper is about), PEOPLE or PART


def told_counts(text: str) -> list[Stated]:
    """Every headcount that a normalised text states, in order; not those of one insurance, or of months that differ."""
    taken = [m.span() for pattern in (_TYPED, _RESPECTIVELY) for m in pattern.finditer(text)]
    series = month_counts(text)
    if len({one.count for one in series}) > 1:
        taken += [(one.start, one.end) for one in series]
    found: list[Stated] = []
    for role, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken) or "\n" in match[0]:
                continue
            before = text[max(0, start - 14) : start]
            if _BEFORE.search(before) or _OF_INSURANCE.search(before):
                continue
            groups = match.groupdict()
            count = numerals.number(groups.get("n") or groups.get("n2") or "")
            if count is None:
                continue
            acting = role == PEOPLE and _THEN.match(text, end)
            shown = PART if _PART.search(before) else ACTING if acting else role
            found.append(Stated(count, *_number(match), shown))
            taken.append((start, end))
    return sorted(found, key=lambda said: said.start)


def _number(match: re.Match[str]) -> tuple[int, int]:
    """Where the number itself stands."""
    return match.span("n2" if "n2" in match.re.groupindex and match["n2"] else "n")


#: a table of changes tells the number before them and the number after
_NOW = re.compile(r"(?:本|当)(?:个)?(?:月|期)[^,;。\n\t\d]{0,10}$|(?<![上个一])(?:期|月)末[^,;。\n\t\d]{0,10}$")
_THEN_AGO = re.compile(r"上(?:一|个)*(?:月|期|年|季)度?[末底]?[^,;。\n\t\d]{0,10}$|(?:期|月|年)初[^,;。\n\t\d]{0,10}$")


def stated_counts(text: str, asked: str = INSURED) -> list[Stated]:
    """Headcounts that a normalised text states for the whole, in order.

    ``asked``: INSURED or TRAINED, what the paper is about. Where it says how many are insured, how many are employed
    is another matter. A part of another number (共有职工45人,其中参保人员42人) stands beside it: which of them is
    asked for, the text alone cannot tell.
    """
    told = told_counts(text)
    if any(_NOW.search(text[max(0, said.start - 14) : said.start]) for said in told):
        told = [said for said in told if not _THEN_AGO.search(text[max(0, said.start - 14) : said.start])]
    certain = [said for said in told if said.role in {asked, ACTING}]
    if certain:
        return certain
    whole = [said for said in told if said.role != PART]
    return whole + [said for said in told if said.role == PART and _about(text, said, asked)]


def _about(text: str, said: Stated, asked: str) -> bool:
    word = r"参保|缴费|缴纳" if asked == INSURED else r"参训|参培|培训"
    return bool(re.search(word, text[max(0, said.start - 12) : said.start + 12]))


def typed_counts(text: str) -> Iterator[tuple[str, int, int, int]]:
    """Insured people by insurance as sentences tell them: (养老, 28, start, end of the number) for each."""
    for match in _TYPED.finditer(text):
        count = numerals.number(match["n"] or match["n2"])
        if count is not None:
            for kind in _NAMES.findall(match["k"]):
                yield kind, count, *_number(match)
    for match in _RESPECTIVELY.finditer(text):
        kinds, numbers = _NAMES.findall(match["k"]), list(re.finditer(r"\d+", match["ns"]))
        if len(kinds) == len(numbers):
            start = match.start("ns")
            for kind, number in zip(kinds, numbers, strict=True):
                yield kind, int(number[0]), start + number.start(), start + number.end()


@dataclass(frozen=True, slots=True)
class MonthCount:
    month: str  #: YYYY-MM
    count: int
    start: int
    end: int
    when: tuple[int, int]  #: where the month stands, with its year where that is told anew


_TO = r"(?:月?份?[-至到~、和及]\d{1,2}){0,11}"
_WHEN = rf"(?:(?P<y>(?:19|20)\d\d)[年./-])?(?P<m>\d{{1,2}}{_TO})(?:月|(?<=[./-]\d\d)(?!\d))(?:份|底|末|\d{{1,2}}日)?"
_OF_MONTH = re.compile(
    rf"(?<![\d./-]){_WHEN}(?P<w>(?:(?!养老|医疗|失业|工伤|生育)[^\d。;\n]){{0,22}}?)(?P<n>{_FIGURES}) ?人(?!次|民币)"
)
_PEOPLE = re.compile(r"参保|缴费|人数|职工|员工|在职|人员")
_SHORT = re.compile(r"(?:份|为|是|有|均|共|[:, \t(])*")
_CHANGE = re.compile(r"新增|增加|减少|停保|退休|离职|欠|补缴|新参|终止")


def month_counts(text: str) -> list[MonthCount]:
    """A series told in sentences: 2020年1月参保缴费人数为76人,2月为75人. Empty for fewer than two months."""
    found: list[MonthCount] = []
    year, opened = "", False
    for match in _OF_MONTH.finditer(text):
        between = match["w"]
        if _CHANGE.search(between):
            continue
        people = bool(_PEOPLE.search(between))
        if not people and not (opened and _SHORT.fullmatch(between)):
            continue
        year = match["y"] or year
        spelled = re.sub(r"(?<=\d)(?=[-至到~、和及])", "月", match["m"])
        months = dates.month_list(f"{year}年{spelled}月") if year else ()
        when = match.span("m") if match["y"] is None else (match.start("y"), match.end("m"))
        found += [MonthCount(month, int(match["n"]), *_number(match), when) for month in months]
        opened = True
    return found if len({one.month for one in found}) > 1 else []
