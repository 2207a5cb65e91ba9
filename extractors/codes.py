"""What of a text is the number of a paper: numbers hold figures, letters and a few words, and no remarks."""

from __future__ import annotations

import re
from typing import Final

#: A 1 0 9 3: each character in a place of its own
_SPREAD = re.compile(r"[^\s]( [^\s]){3,}")
#: a remark behind a blank: words, or a bracket that begins with them
_APART = re.compile(r" (?=\(?[\u4e00-\u9fff])")
#: … but not the words of the number itself: 第18号, 字第 018号, 号
_OWN = re.compile(r"[\u4e00-\u9fff]{0,8}[字第]? ?[\[(〔]?[0-9A-Za-z]*[\])〕]? ?[字第]{0,2} ?[-0-9A-Za-z]* ?号")
_BRACKET = re.compile(r"\((?=[^()]*[\u4e00-\u9fff]{2})(?![^()]*(?:号|补充|续[签订]|变更)\))[^()]*\)$")
#: a remark right behind the last figure or letter
_BEHIND = re.compile(
    r"(?<=[0-9A-Za-z)])(?:第[一二三四五六七八九十\d]+[批次期页]|[\u4e00-\u9fff]{0,2}(?:有效|期限|批次|副本|正本|发证|颁发|颁证|日期|认定|单位|"
    r"公司|名称|本证|查询|验证|电话|统一社会)).*$"
)
#: an end that a number has seldom: words, a bracket of years, a year
_ODD_END = re.compile(r"[\u4e00-\u9fff]{2}(?<![号字])$|\(\d{4}[-~—]\d{4}\)$|\d{4}年度?$")
_DAY = re.compile(r"\d{4}年\d{1,2}月(?:\d{1,2}日)?")
#: so many figures and letters make a number by themselves
LEAST: Final = 4


def number(text: str) -> tuple[str, bool]:
    """The number in ``text``, and whether it is doubtful where it ends. A date gives nothing."""
    value = re.sub(" ", "", text) if _SPREAD.fullmatch(text) else text
    if _DAY.fullmatch(value):
        return "", False
    whole = value
    for gap in _APART.finditer(value):
        if _enough(value[: gap.start()]) and not _OWN.fullmatch(value[gap.end() :]):
            value = value[: gap.start()]
            break
    for remark in (_BEHIND, _BRACKET):
        match = remark.search(value)
        if match and _enough(value[: match.start()]):
            value = value[: match.start()].strip()
    return value, value != whole or bool(_ODD_END.search(value))


def _enough(text: str) -> bool:
    return any(char.isdigit() for char in text) and len(re.findall("[0-9A-Za-z]", text)) >= LEAST
