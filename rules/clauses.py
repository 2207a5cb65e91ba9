"""Where the clauses of a notice begin and end, by the ways notices are usually numbered.

第七条; 7. 7． 7、; 一、; （一）; （7）, at the beginning of a line. The clauses of a notice are its highest numbering,
but for headings: where 1. 2. 3. … runs on through 一、 二、, the Arabic numbers are the clauses. Where it begins anew
under each heading, the headings are. Points （一） or （1） inside a clause can be cited on their own, as 一（二）.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from rules.model import Clause

PREAMBLE = "preamble"

_HAN = "一二三四五六七八九十百零〇"
_LINE = r"^[ \t\u3000\xa0]*"
#: 第七条 as the head of an article; 第七条规定的 speaks of another
_ARTICLE = re.compile(rf"{_LINE}(第([{_HAN}]+|\d{{1,3}})条(?:之[{_HAN}]+)?)(?![规的所至到和与、，第中])", re.MULTILINE)
_CHAPTER = re.compile(rf"{_LINE}(第(?:[{_HAN}]+|\d{{1,3}})[编章节])", re.MULTILINE)
_ARABIC = re.compile(rf"{_LINE}((\d{{1,3}})[.．、])", re.MULTILINE)
_SECTION = re.compile(rf"{_LINE}(([{_HAN}]+)、)", re.MULTILINE)
_POINT = re.compile(rf"{_LINE}([（(]([{_HAN}]+)[）)])", re.MULTILINE)
_ARABIC_POINT = re.compile(rf"{_LINE}([（(]([1-9]\d?)[）)])", re.MULTILINE)
#: what numbers a clause or a point, with the blanks around it
NUMBER = re.compile(
    rf"^\s*(?:\d+\s*[.．、]|[{_HAN}]+、|第(?:[{_HAN}]+|\d{{1,3}})条(?:之[{_HAN}]+)?|[（(](?:[{_HAN}]+|[1-9]\d?)[）)])\s*"
)
#: what closes a notice: a formula, an annex, the day it is signed on a line of its own
_CLOSING = re.compile(
    rf"{_LINE}(特此(?:通知|通告|公告|函告|批复|说明|公布)|附\s*件\s*[\d{_HAN}]*\s*(?:[:：]|$)|抄送[:：]|（此件公开发布）)",
    re.MULTILINE,
)
_DAY = rf"(?:\d{{4}}|[{_HAN}○Ｏ]{{4}})\s*年\s*[\d{_HAN}]{{1,3}}\s*月\s*[\d{_HAN}]{{1,3}}\s*日"
#: names of who signs, each on a line of its own, and the day below them
_SIGNED = re.compile(rf"{_LINE}((?:[\u4e00-\u9fff]{{2,40}}[ \t\u3000]*\n\s*)*{_DAY}[ \t\u3000]*$)", re.MULTILINE)
#: words to those who carry it out: “各乡镇、各部门要…”
_TO_ALL = re.compile(rf"{_LINE}(各[^，。；：、\n]{{1,20}}(?:、各[^，。；：、\n]{{1,20}})+)", re.MULTILINE)

Start = tuple[int, str]  #: where the number stands, and the number as it is written


def found(text: str) -> dict[str, Clause]:
    """The clauses by number in the order of the text, the preamble (what stands before the first) at the head."""
    closings = [m.start(1) for pattern in (_CLOSING, _SIGNED) for m in pattern.finditer(text)]
    starts, stops = _levels(text, closings)
    starts = _first_of_each(starts)
    begins = [at for at, _ in starts]
    ends = sorted({*begins, *stops, *closings, *_to_all(text, begins), len(text)})
    clauses: dict[str, Clause] = {PREAMBLE: Clause(PREAMBLE, 0, begins[0] if begins else len(text))}
    for at, number in starts:
        clause = Clause(number, at, ends[bisect_right(ends, at)])
        clauses[number] = clause
        clauses |= {point.number: point for point in _points(text, clause)}
    return clauses


def _all(pattern: re.Pattern[str], text: str) -> list[Start]:
    return [(m.start(1), m[2]) for m in pattern.finditer(text)]


def _first_of_each(starts: Iterable[Start]) -> list[Start]:
    """A numbered list inside a clause does not begin a second clause 1."""
    seen: dict[str, int] = {}
    for at, number in sorted(starts):
        seen.setdefault(number, at)
    return [(at, number) for number, at in seen.items()]


def _levels(text: str, closings: list[int]) -> tuple[list[Start], list[int]]:
    """Where the clauses begin, and the headings that end the clause before them."""
    articles, arabic, sections, points = (_all(p, text) for p in (_ARTICLE, _ARABIC, _SECTION, _POINT))
    if len(articles) > 1 or (articles and not arabic and not sections):
        return articles, [m.start(1) for m in _CHAPTER.finditer(text)]
    above = sections or points
    end = min((at for at in closings if above and at > above[0][0]), default=len(text))
    body = [(at, number) for at, number in arabic if at < end]  # not what only an annex numbers so
    if body and not _anew(body, above):
        own = [(at, number) for at, number in sections if not _heading(text, at, arabic)]
        headings = [at for at, _ in points if _heading(text, at, arabic)]
        return arabic + own, [*(at for at, _ in sections), *headings]
    return above or _all(_ARABIC_POINT, text), []


def _anew(arabic: list[Start], above: list[Start]) -> bool:
    """Whether the Arabic numbers begin again under the headings: then they are points of those."""
    places = [at for at, _ in above]
    highest = 0
    again = goes_on = 0
    unit = None
    for at, number in arabic:
        under = bisect_right(places, at)
        if under != unit and unit is not None:
            again, goes_on = (again + 1, goes_on) if int(number) <= highest else (again, goes_on + 1)
        unit = under
        highest = max(highest, int(number))
    return again > 0 and again >= goes_on


def _heading(text: str, at: int, clauses: list[Start]) -> bool:
    """A line without a sentence, and a clause right below it, or below the headings under it."""
    after = min((start for start, _ in clauses if start > at), default=len(text))
    lines = text[at:after].strip().splitlines()
    return after < len(text) and all(NUMBER.match(line) and "。" not in line for line in lines if line.strip())


def _points(text: str, clause: Clause) -> list[Clause]:
    """（一） or （1） inside a clause, where it is not numbered so itself."""
    for pattern in (_POINT, _ARABIC_POINT):
        starts = [
            (m.start(1), m[2]) for m in pattern.finditer(text, clause.start, clause.end) if m.start(1) > clause.start
        ]
        if starts:
            places = _first_of_each(starts)
            ends = [*(at for at, _ in places[1:]), clause.end]
            return [
                Clause(f"{clause.number}（{number}）", at, end) for (at, number), end in zip(places, ends, strict=True)
            ]
    return []


def _to_all(text: str, begins: list[int]) -> list[int]:
    """Where the words to all begin that close a notice: below its last clause. Inside others they are part of it."""
    signed = [m.start(1) for m in _SIGNED.finditer(text)]
    places = []
    for m in _TO_ALL.finditer(text):
        end = min((at for at in signed if at > m.start(1)), default=len(text))
        if not any(m.start(1) < at < end for at in begins):
            places.append(m.start(1))
    return places
