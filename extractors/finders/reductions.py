"""The months whose rent is waived or cut, out of the sentences of an agreement, a letter or a slip."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extractors import dates
from extractors.finders.base import Candidate
from extractors.model import Document
from extractors.textmap import TextMap

_CUT = re.compile(r"减免|免收|免除|免交|减收|减半|全免|减按|免租|减租|减征|减少|下调|优惠")
_RENT = re.compile(r"租金|房租|租费|免租|减租")
#: a day on which something was done is no month of rent; a span of days is
_DAY = re.compile(r"(?<![至到\-~自从年\d])((?:19|20)\d\d年)?\d{1,2}月\d{1,2}[日号](?![起]?[至到\-~])")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_NO_YEAR = re.compile(r"(?<![年\d])\d{1,2}(?:、\d{1,2})*月")
#: the lease's own term, the deposit; rent that is put off is still due
_OTHER = re.compile(r"租赁期|租期|押金|保证金|签订|签署|恢复|缓交|缓缴|延期")
#: the months whose rent it is set off against were not cut
_SET_OFF = re.compile(r"抵扣|抵减|冲抵|抵缴|抵作|充抵")
#: 在乙方应交的下一期(2020年5月1日至2020年10月31日)租金中抵扣
_AGAINST = re.compile(r"(?:在|从|自|由|于|与)(?:[^,。;\n]|(?<=\d),(?=\d{3})){2,70}?(?:抵扣|抵减|冲抵|抵缴|抵作|充抵)")
#: the comma of a figure ends no clause
_MONTH = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月(?:份|\d{1,2}[日号])?|(?:19|20)\d\d[-/.]\d{1,2}(?:[-/.]\d{1,2})?"
    r"|(?:19|20)\d\d年(?:\d{1,2}、)+"
)
_CLAUSE = re.compile(r"(?:[^,。;\n]|(?<=\d),(?=\d{3}))+")


def reduced_months(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """All months named in clauses about rent that is waived or cut; one candidate, or none."""
    textmap = TextMap.of(document)
    text = textmap.text
    months: set[str] = set()
    spans: list[tuple[int, int]] = []
    year = ""
    for clause in _CLAUSE.finditer(text):
        said = _SET_OFF.split(_AGAINST.sub("", clause[0]))[0]
        before = year
        years = _YEAR.findall(said)
        year = years[-1] if years else year
        named = _DAY.sub("", said)
        if not _reduces(text, clause) or _OTHER.search(said):
            continue
        bare = _NO_YEAR.search(named)
        if before and not years and bare:
            named = f"{before}年{named[bare.start() :]}"
        found = dates.month_list(named)
        if found:
            months.update(found)
            spans.append(_named(clause))
    if not months:
        return []
    evidence = textmap.evidence_of(spans)
    raw = ",".join(text[a:b] for a, b in spans)
    return [Candidate(raw, evidence, 1.0, value=tuple(sorted(months)))]


def _named(clause: re.Match[str]) -> tuple[int, int]:
    """The stretch of the clause in which the months are named."""
    told = list(_MONTH.finditer(clause[0]))
    if not told:
        return clause.span()
    return clause.start() + told[0].start(), clause.start() + told[-1].end()


def _reduces(text: str, clause: re.Match[str]) -> bool:
    """Whether a clause, with the rest of its sentence, says that rent of the months it names is waived or cut."""
    low = max(text.rfind(char, 0, clause.start()) for char in "。;\n") + 1
    ends = [end for end in (text.find(char, clause.end()) for char in "。;\n") if end >= 0]
    sentence = text[low : min(ends, default=len(text))]
    if not _CUT.search(sentence) or not _RENT.search(sentence):
        return False
    if _CUT.search(clause[0]) or _RENT.search(clause[0]):
        return True
    following = text[clause.end() + 1 : clause.end() + 9]
    return bool(_CUT.match(following) or _RENT.match(following))
