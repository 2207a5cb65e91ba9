"""Where a line of text goes on: sentences run over lines at the margin, the rows of a form do not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from extractors.geometry import upright_size
from extractors.layout import Line
from extractors.model import Page


class Turn(StrEnum):
    """What happens at the end of a line."""

    ON = "on"  #: its sentence goes on in the next line
    ENDS = "ends"
    UNCLEAR = "unclear"  #: cannot be told: what ends here may be cut off


#: a new paragraph starts here even if the line before ran to the margin
STARTS = re.compile(
    r"^(第[一二三四五六七八九十百零\d]{1,4}[条章节]|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}[.、)](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2}){1,2}(?=[\u4e00-\u9fff])(?![元万千百亿平%‰倍个米亩折年月日天]))"
)
#: a label with its colon: hardly a sentence goes on like that
_LABEL = re.compile(r"^[^\s,;。:]{1,16}:")
#: a date that stands alone under a signature
_DATE = re.compile(r"^(?:\d{4}|[一二〇零]{4})[年./-][^,;。]{2,9}$")
#: what no line ends or starts with unless it was parted there, whatever room is left: a date, an amount, a measure
_PARTED = (
    (re.compile(r"(?:19|20)\d\d$"), re.compile(r"年\d{1,2}月")),
    (re.compile(r"(?:19|20)\d\d年$"), re.compile(r"\d{1,2}月\d{1,2}日")),
    (re.compile(r"(?:19|20)\d\d年\d{1,2}$"), re.compile(r"月\d{1,2}日")),
    (re.compile(r"(?:19|20)\d\d年\d{1,2}月$"), re.compile(r"\d{1,2}日")),
    (re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}$"), re.compile(r"日")),
    (re.compile(r"(?:¥|人民币|RMB)$"), re.compile(r"\d[\d,.]*元")),
    (re.compile(r"\d$"), re.compile(r"(?:元|万元|平方米)[,。;整/(]|平方米")),
    (re.compile(r"\d平$"), re.compile(r"方米")),
    (re.compile(r"\d平方$"), re.compile(r"米")),
    (re.compile(r"[\u4e00-\u9fff)]$"), re.compile(r"[,、;。][\u4e00-\u9fff]")),
)
_ENDED = "。;:!?"
_IN_SENTENCE = re.compile(r"[,;。]")
#: a line whose end is further than this many ems from the right margin ends its paragraph …
_SHORT_EM = 2.6
#: … unless what comes next would not have fitted: figures and Latin words are not parted, and a full stop starts
#: no line; so much more than its own width, in ems
_SLACK_EM = 1.0
_FIRST = re.compile(r"^(?P<latin>[\x21-\x7e]+)?(?P<wide>[^\x00-\x7f])?(?P<closing>[,;:.。)」》”]*)")
#: nearer to the margin than this many ems a line may be full, for all one knows
_NEAR_EM = 8.0
#: lines of fewer characters say nothing about where the margin is
_TELLING = 12
#: so many lines tell the margin of the text apart from that of tables
_ENOUGH = 3
#: lines of one paragraph are of one size, …
_SIZE = 0.2
#: … stand under each other with at most so many ems between them, …
_LEADING_EM = 1.4
#: … and start within so many ems of each other
_INDENT_EM = 4.5
#: lines end at one margin when they end within so many ems of each other
_FLUSH_EM = 1.2
#: a full line takes at least this share of the width
_FULL = 0.45
#: a character this much larger or smaller than the page's usual one, as a share, is not set like its text
_ODD = 0.35
_PAIRS = (("“", "”"), ("《", "》"), ("(", ")"), ("「", "」"))
#: the heading of a letter or notice is closed by the word for what it is
_HEADLINE = re.compile(r"^关于(?!.*(?:函|通知|批复|决定|公告|意见|报告|请示|协议|合同|书|证明|通报|办法|规定|说明)$)")
_HEADLINE_END = re.compile(r"(?:函|通知|批复|决定|公告|意见|报告|请示|协议|合同|书|证明|通报|办法|规定|说明)$")


def turns(
    pages: Sequence[Page], lines: Sequence[Line], texts: Sequence[str], left_out: Set[int]
) -> tuple[tuple[Turn, ...], tuple[int, ...]]:
    """For each line how it ends, and the index of the line printed next (-1 for the last).

    ``left_out``: indexes of lines that are no part of the text, such as page numbers; blank ones are passed over too.
    """
    widths = {page.number: upright_size(page)[0] for page in pages}
    telling: dict[tuple[int, int], list[tuple[Line, str]]] = {line.area: [] for line in lines}
    for line, text in zip(lines, texts, strict=True):
        if len(text) >= _TELLING and not line.celled:
            telling[line.area].append((line, text))
    margins = {area: _margin(widths[area[0]], long) for area, long in telling.items()}
    following = [-1] * len(lines)
    told = [Turn.ENDS] * len(lines)
    last = -1
    for index in range(len(lines) - 1, -1, -1):
        following[index] = last
        if index not in left_out and texts[index]:
            last = index
    for index, after in enumerate(following):
        if after >= 0 and texts[index] and index not in left_out:
            told[index] = _turn(index, after, lines, texts, margins)
    return tuple(told), tuple(following)


@dataclass(frozen=True, slots=True)
class _Margin:
    """Between which x the full lines of a page run, in points."""

    left: float
    right: float
    shared: bool = True  #: whether several lines end there

    def full(self, line: Line) -> bool:
        """Whether the line is long enough to be text, not a signature set to the right."""
        return line.place.width >= _FULL * (self.right - self.left)


def _margin(width: float, long: Sequence[tuple[Line, str]]) -> _Margin:
    """From the furthest left at which a line starts to the right end that few lines pass."""
    # the rows of a table have margins of their own
    text = [li for li, t in long if "\t" not in t]
    body = text if len(text) >= _ENOUGH else [li for li, _ in long]
    usual = median(line.em for line in body) if body else 1.0
    # a watermark, a title: not set like the text
    told = [line for line in body if abs(line.em - usual) <= _ODD * usual] or body
    if not told:
        return _Margin(0.0, width)
    ends = sorted(line.place.x1 for line in told)
    right = ends[int(0.9 * (len(ends) - 1))] if len(ends) > 9 else ends[-1]
    shared = sum(abs(x - right) <= _FLUSH_EM * usual for x in ends) > 1
    return _Margin(min(line.place.x0 for line in told), right, shared)


def _turn(
    index: int, after: int, lines: Sequence[Line], texts: Sequence[str], margins: Mapping[tuple[int, int], _Margin]
) -> Turn:
    line, before, rest = lines[index], texts[index], texts[after]
    if line.celled or lines[after].celled:
        return Turn.ENDS  # a cell holds what it holds
    if _headline(line, lines[after], before, rest):
        return Turn.ON
    if STARTS.match(rest) or _DATE.match(rest) or (before[-1] == "。" and ("\t" in rest or _LABEL.match(rest))):
        return Turn.ENDS
    if (_open(before) and len(before) >= _TELLING) or _parted(before, rest):
        return Turn.ON
    reach = max(_SHORT_EM, _first_ems(rest) + _SLACK_EM) * line.em
    margin = margins[line.area]
    rows = "\t" in before and "\t" in rest
    at_margin = (
        not rows
        and line.place.x1 >= margin.right - reach
        and margin.full(line)
        and _alike(line, lines[after], _ODD)
        and not _aside(line, lines[after])
    )
    if at_margin and (margin.shared or not (_LABEL.match(rest) or before[-1] in _ENDED)):
        return Turn.ON
    if before[-1] in _ENDED or len(before) < _TELLING or _LABEL.match(rest):
        return Turn.ENDS
    block = _block(index, lines, texts)
    if after not in block:
        # over the page's end only the page's margin tells
        new_page = lines[after].area != line.area and line.place.x1 >= margin.right - _NEAR_EM * line.em
        return Turn.UNCLEAR if new_page and "\t" not in before else Turn.ENDS
    ends = sorted((lines[n].place.x1 for n in block), reverse=True)
    own = ends[0] if len(ends) > 1 and ends[0] - ends[1] <= _FLUSH_EM * line.em else margin.right
    running = any(_IN_SENTENCE.search(texts[n]) for n in block)
    if running and own < margin.right and margin.full(line) and line.place.x1 >= own - reach:
        return Turn.ON
    near = line.place.x1 >= min(own, margin.right) - _NEAR_EM * line.em
    return Turn.UNCLEAR if near or (running and line.place.x1 == ends[0]) else Turn.ENDS


def _aside(line: Line, rest: Line) -> bool:
    """Whether the next line starts further right than anything of this one: a cell of a table, a signature."""
    return rest.area == line.area and rest.place.x0 > line.segments[-1].place.x0 + _INDENT_EM * line.em


def _alike(one: Line, other: Line, share: float) -> bool:
    """Whether two lines are set in one size, give or take ``share`` of the larger."""
    return abs(one.em - other.em) <= share * max(one.em, other.em)


def _open(text: str) -> bool:
    """Whether a bracket or quotation mark is still open at the end: the sentence must go on."""
    return any(text.count(left) > text.count(right) for left, right in _PAIRS)


def _parted(before: str, rest: str) -> bool:
    """Whether the break stands within what belongs together; rows of columns are never told so."""
    return "\t" not in before + rest and any(end.search(before) and start.match(rest) for end, start in _PARTED)


def _first_ems(text: str) -> float:
    """How much room the first part of a line takes that could not have been parted, in ems."""
    match = _FIRST.match(text)
    if match is None:
        return 1.0
    latin, wide, closing = match["latin"] or "", match["wide"] or "", match["closing"]
    return 0.55 * len(latin[:24]) + (len(wide) if not latin else 0) + 0.5 * len(closing)


def _block(index: int, lines: Sequence[Line], texts: Sequence[str]) -> set[int]:
    """Indexes of the lines that look like one paragraph with this one."""
    block = {index}
    if "\t" in texts[index]:
        return block
    for step in (-1, 1):
        at = index
        while 0 <= at + step < len(lines):
            upper, lower = sorted((lines[at], lines[at + step]), key=lambda li: li.place.top)
            close = lower.place.top - upper.place.bottom <= _LEADING_EM * max(upper.em, lower.em)
            flush = abs(upper.place.x0 - lower.place.x0) <= _INDENT_EM * upper.em
            if (
                upper.page != lower.page
                or not (close and flush and _alike(upper, lower, _SIZE))
                or "\t" in texts[at + step]
            ):
                break
            at += step
            if texts[at]:
                block.add(at)
    return block


def _headline(upper: Line, lower: Line, before: str, rest: str) -> bool:
    """Whether two centred lines are one heading: 关于认定…为 / …的批复."""
    if not (_HEADLINE.match(before) and _HEADLINE_END.search(rest)) or upper.page != lower.page:
        return False
    first, second = (upper.place.x0 + upper.place.x1) / 2, (lower.place.x0 + lower.place.x1) / 2
    return abs(first - second) <= 2 * upper.em and _alike(upper, lower, _SIZE) and not _IN_SENTENCE.search(before)
