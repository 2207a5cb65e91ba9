"""The term of a lease: from which day to which, and how long, told apart from every other span of time in the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from extractors import amounts, dates, numerals
from extractors.finders.base import Candidate
from extractors.finders.former import of_another, renews
from extractors.model import Document
from extractors.recent import Recent
from extractors.textmap import TextMap

#: what stands between the two days of a span: 起至, (含当日)到, —
_JOIN = re.compile(
    r"\)?[ \t_]{0,40}(?:\([^()]{1,8}\))?[ \t_]{0,40}(?:零时|0时)?(?:之?日)?(?:起|始|开始)?(?:计算?|算|交付)?"
    r"(?:将[^,。;\n]{0,16}?(?:交付|交给|出租给|租给)(?:乙方|承租[方人])(?:使用|经营)?)?"
    r"(?:\([^()]{1,8}\))?[,、]?[ \t_]{0,40}"
    r"(?:截?[至到]|-+|~+|直至|起至)[ \t_]{0,40}"
)
#: 2019年2月20日起,2020年2月19日止: without a word for to
_COMMA = re.compile(r"[ \t_]{0,40}起[,、][ \t_]{0,40}")
_STOP = re.compile(r"[ \t_]{0,40}止")
#: the last day without its year: 2019年1月1日至12月31日
_SAME_YEAR = re.compile(r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]")
_TERM = re.compile(
    r"租赁期|租期|租用期|承租期|出租期|租赁时间|租用时间|租赁日期|租赁年限|租用年限|租赁起止|起止(?:日期|时间)|合同期|合同有效期|租约期|租借期|转租期|使用期|使用时间|入驻期"
    r"|(?<![\u4e00-\u9fff])(?:期限|期间|有效期|时间)"
)
#: a span of something else: of an option, of another lease, of a part of the rent, of the works
_OTHER = re.compile(
    r"免租|免收|免除|减免|装修|筹备|(?P<option>续租|续约|续签|续期|延长|顺延)|原租|原合同|原出租|原承租|上手|试营业|计租|起租|租金|单价|物业|保险|土地使用|产权证?|首期|付款|支付|缴纳|交纳|交付使用|疫情|宽限"
)
#: what follows at once says that the span is one of the rent's steps, or of no rent
_STEP = re.compile(
    r"^[止)]*(?:\([^()]{0,12}\))?[,:;为]?(?:期间|的)?[ \t]*(?:每?月|每?年|日|季度?|固定|基本)?(?:租金|房租|租费|单价)"
    r"|^[止)]*[,]?(?:均?为|是|系|作为)?[^,。;\n]{0,6}(?:免租|装修|免收|免交|培育|筹备|试营业|过渡|宽限)"
)
_LETS = re.compile(r"出租|租给|租赁给|承租|租用|租赁")
#: a noun this near before its span says what it is, whatever follows: 租赁期限自…止,租金为…
_ADJOINS = re.compile(
    rf"限?[^,。;\n]{{0,4}}|限?(?:为|共|共计|:)?(?:\d+|[{numerals.CHARACTERS}]+)(?:周?年|个月)(?:整)?[,:]?[即自从由]{{0,2}}"
)
#: the length in a sentence of its own, and then the days: 租赁时间叁年。即…
_LENGTH_BEFORE = re.compile(
    r"(?:租赁期限?|租期|租赁时间|租用时间|租用期限?|承租期限?)[^。;\n]{0,14}[年月][。;][ \t]*即?[自从由]?[ \t_]*$"
)
#: how far back a span's noun may stand
_REACH = 70
_ENDS = "。;\n"


@dataclass(frozen=True, slots=True)
class Span:
    """Two days that a joint makes a span of time."""

    start: int  #: offset of the first day
    middle: int  #: offset behind the first day
    second: int  #: offset of the last day
    end: int
    first: date
    last: date
    score: float  #: 0..1: how far it is the term


def _spans(text: str) -> Iterator[tuple[dates.Dated, dates.Dated]]:
    days = list(dates.find(text))
    for index, day in enumerate(days):
        joint = _JOIN.match(text, day.end)
        after = days[index + 1] if index + 1 < len(days) else None
        if joint is None:
            parted = _COMMA.match(text, day.end)
            if parted and after and after.start == parted.end() and _STOP.match(text, after.end):
                yield day, after
            continue
        if after is not None and after.start == joint.end():
            yield day, after
        elif short := _SAME_YEAR.match(text, joint.end()):
            try:
                last = date(day.value.year, int(short["m"]), int(short["d"]))
            except ValueError:
                continue
            yield day, dates.Dated(short.start(), short.end(), last)


def _score(text: str, start: int, end: int) -> float:
    """How far the span at ``text[start:end]`` is the lease's term; 0 for another one."""
    clause = max(text.rfind(char, 0, start) for char in _ENDS) + 1
    before = text[max(clause, start - _REACH) : start]
    behind = text[end : end + 30]
    if of_another(text, start):
        return 0.0
    nouns = list(_TERM.finditer(before))
    if nouns:
        # 租赁期内免租期为…: what stands last counts; 原租赁期限 is another lease's
        told = _of_other(text, before, max(0, nouns[-1].start() - 12))
        named = _ADJOINS.fullmatch(before, nouns[-1].end()) is not None
        return 0.0 if told or (_STEP.search(behind) and not named) else 1.0
    if _of_other(text, before, 0) or _STEP.search(behind):
        return 0.0
    if _LENGTH_BEFORE.search(text, max(0, start - 40), start):
        return 1.0
    if _LETS.search(before):
        return 0.9
    # 3、期限:\n … and a form's own cell
    return 0.82 if re.search(r"[自从由][ \t_]*$", before) and clause == max(clause, start - _REACH) else 0.0


def _of_other(text: str, before: str, low: int) -> bool:
    """Whether ``before[low:]`` says that the span behind it is of something else."""
    told = list(_OTHER.finditer(before, low))
    return bool(told) and not (all(match["option"] for match in told) and renews(text))


def _found(textmap: TextMap) -> tuple[Span, ...]:
    text = textmap.text
    every = [Span(a.start, a.end, b.start, b.end, a.value, b.value, 0.0) for a, b in _spans(text) if a.value < b.value]
    told = []
    for span in every:
        score = _score(text, span.start, span.end)
        if score:
            told.append(Span(span.start, span.middle, span.second, span.end, span.first, span.last, score))
    if max((span.score for span in told), default=0.0) >= 0.9:
        return tuple(told)
    return (*told, *_hull(text, every))


def _hull(text: str, every: Sequence[Span]) -> Iterator[Span]:
    """The term told only by the steps of its rent: from the first day of the first to the last of the last."""
    every = [s for s in every if not of_another(text, s.start)]
    steps = [s for s in every if next(amounts.find(text, s.end, s.end + 40, bare=True), None)]
    steps = list({(s.first, s.last): s for s in steps}.values())
    joined = all(a.last + timedelta(days=1) == b.first for a, b in pairwise(steps))
    if len(steps) > 1 and joined and _TERM.search(text, 0, steps[0].start):
        a, b = steps[0], steps[-1]
        yield Span(a.start, a.middle, b.second, b.end, a.first, b.last, 0.95)


#: start, end and the rent's schedule ask for the same
spans: Recent[TextMap, tuple[Span, ...]] = Recent(_found)


def lease_term(textmap: TextMap) -> Span | None:
    """The one span that is the term; None when there is none, or several that differ."""
    found = spans(textmap)
    top = max((span.score for span in found), default=0.0)
    best = [span for span in found if span.score == top]
    return best[0] if best and len({(span.first, span.last) for span in best}) == 1 else None


def term(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """The ``first`` or the ``last`` day of the term (``part``)."""
    textmap = TextMap.of(document)
    found: list[Candidate] = []
    for span in spans(textmap):
        low, high = (span.start, span.middle) if spec["part"] == "first" else (span.second, span.end)
        value = span.first if spec["part"] == "first" else span.last
        found.append(Candidate(textmap.text[low:high], textmap.evidence(low, high), span.score, value=value))
    return found
