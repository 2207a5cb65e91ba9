"""Which characters of the fast network's reading of a line do not stand: unsure ones, codes, whatever may be a name.

The fast network cannot write 1,315 of the 6,763 characters of GB 2312. Drawn in two fonts between common characters,
18 of 100 of them are read as another one at 0.97 or more. Such characters stand in names; so no name is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from extractors import identifiers, masking
from extractors.backends.line import Line
from extractors.backends.vocabulary import is_made_of_words, told

#: probability below which one character of the fast reading is doubtful
SURE = 0.97
#: a mark taken for its neighbour changes no value, except the dots and commas of amounts. Colons, which the fast
#: network takes semicolons for, are not among these. Blanks are judged by the white between words
_MARKS = frozenset("，。、；《》“”")
#: of these only the width, or the number of strokes, is ever in doubt
_TWINS = frozenset("（）()￥¥")
_BETWEEN_DIGITS = frozenset(",.")
_SURE_MARK = 0.85
_SURE_TWIN = 0.5
#: probability from which a character stands that the label around it tells. Of 60 such readings on clean and worn
#: pages, down to 0.35, none was wrong
_SURE_TOLD = 0.5
_HAN = "\u3400-\u9fff\u3007\U00020000-\U0003ffff"
#: a name has at most this many characters, names with a dot apart
_NAME = 4
#: codes, licence and contract numbers, amounts with a letter among the digits: the fast network takes O for 0 and I
#: for 1 in them without a doubt
_CODE = re.compile(r"(?=[0-9.,/-]*[A-Za-z])(?=[A-Za-z.,/-]*[0-9])[0-9A-Za-z.,/-]{3,}")
#: a credit code or an identity number
_CHECKED = re.compile(r"(?<![0-9A-Za-z.,/-])[0-9A-Z]{18}(?![0-9A-Za-z.,/-])")
#: an amount whose groups of three and two decimals, or several groups, leave no doubt which of its marks are commas.
#: A dot before a group of three may be one of two amounts run together
_GROUPED = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:(?:,[0-9]{3})+\.[0-9]{2}|(?:,[0-9]{3}){2,})(?![0-9.,])")
#: a colon for which nothing else can stand: in a time of day
_TIME = re.compile(r"(?<=[0-9])[:：](?=[0-5][0-9](?![0-9]))")
#: and behind a label
_LABELLED = re.compile(rf"([{_HAN}]+)(?:[（(][^（()）]{{0,12}}[)）])?[:：]")
#: pieces that stand alone: between ends, blanks, colons, brackets and the commas of a list
_LISTED = 3  #: characters of a name in a list
_PIECE = re.compile(rf"(?<![{_HAN}·，。；,;])[{_HAN}·•]+(?![{_HAN}·，。；,;])")
#: what stands behind a colon or in brackets behind one, up to the next mark
_VALUE = re.compile(rf"[：:][\s（(]*([{_HAN}·•]+)")
#: words that name a party or a person; a name follows with or without a colon
_ROLE = re.compile(
    r"(?:[甲乙丙丁]方|出租[方人]|承租[方人]|转租[方人]|法定代表人|法人代表|负责人|经营者|代理人|经办人|联系人|姓名|户名"
    r"|产权人|权利人|所有权人|业主|制表人?|审核人?|复核人?|填表人?|会计|出纳|学员|讲师|教师|签字|签名|代表人?)"
    rf"(?:[（(][^（()）]{{0,12}}[)）])?[\s：:]*([{_HAN}·•]+)"
)
#: the end of a company's name, and as much before it as may belong to the name
_COMPANY = re.compile(
    rf"[{_HAN}（）()]{{2,24}}?(?=(?:股份)?(?:有限|责任|公司|集团|控股)*公司|集团|商行|商店|经营部|工作室|合作社|事务所|门市部"
    rf"|服务部|营业部|经销部|酒店|饭店|宾馆|餐厅|超市|药房|医院|诊所|幼儿园|学校|培训中心|工厂|加工厂|合伙企业)"
)
#: a name before a label that papers with names have behind it
_NEXT_LABEL = re.compile(
    rf"[{_HAN}]{{2,4}}(?=电话|手机|联系|性别|年龄|民族|职务|职称|岗位|部门|单位|身份证|证件|日期|时间|打印|签字|签名|盖章"
    rf"|制表|审核|复核|填表|会计|出纳|经办|负责人|法定|代理人|[甲乙]方)"
)
_GENERIC = re.compile("(?:有限|责任|公司|股份|集团|本|我|贵|该|各|子|分|母|总|和|与|及|企业)+")
#: a person's name in running text: a surname behind one of these words
_PERSON = re.compile(
    rf"(?:证明|员工|职工|先生|女士|同志|由|与|和|及)([{_HAN}]{{2,4}})(?=[，。、；（(,]|先生|女士|同志)"
)


def regular(line: Line) -> Line:
    """``line`` with what can be nothing else held for sure: the marks of well-formed amounts (only a comma can stand
    before a group of three), characters that a label or a check character tells, colons behind known words and in
    times."""
    probabilities = list(line.probabilities)
    for match in _GROUPED.finditer(line.text):
        for i in range(*match.span()):
            if line.text[i] in _BETWEEN_DIGITS:
                probabilities[i] = max(probabilities[i], SURE)
    proved = (i for span in _proved(line) for i in range(*span))
    for i in (*told(line.text), *_colons(line.text), *proved):
        if probabilities[i] >= _SURE_TOLD:
            probabilities[i] = max(probabilities[i], SURE)
    return replace(line, probabilities=tuple(probabilities))


def _proved(line: Line) -> list[tuple[int, int]]:
    """Runs of numbers whose check character fits, with no more than one character in doubt: both checks (GB 32100-2015,
    GB 11643-1999) notice every single wrong character."""
    return [
        match.span()
        for match in _CHECKED.finditer(line.text)
        if (identifiers.is_valid(match[0]) or masking.checked(match[0]))
        and sum(p < SURE for p in line.probabilities[slice(*match.span())]) <= 1
    ]


def _colons(text: str) -> Iterator[int]:
    yield from (match.start() for match in _TIME.finditer(text))
    yield from (match.end() - 1 for match in _LABELLED.finditer(text) if is_made_of_words(match[1]))


def doubtful(line: Line) -> list[tuple[int, int]]:
    """Runs [start, end) of characters whose fast reading does not stand, in order, apart from one another."""
    text = line.text
    doubt = [p < _needed(text, i) for i, p in enumerate(line.probabilities)]
    proved = _proved(line)
    codes = (m.span() for m in _CODE.finditer(text) if m.span() not in proved)
    for start, end in [*_names(text), *codes]:
        doubt[start:end] = [True] * (end - start)
    edges = np.flatnonzero(np.diff([False, *doubt, False]))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _needed(text: str, i: int) -> float:
    """Probability from which character ``i`` stands."""
    if text[i].isspace():
        return 0.0
    if text[i] in _TWINS:
        return _SURE_TWIN
    if text[i] in _MARKS or (text[i] in _BETWEEN_DIGITS and not text[max(0, i - 1) : i + 2].strip(",.").isdigit()):
        return _SURE_MARK
    return SURE


def _names(text: str) -> list[tuple[int, int]]:
    """Runs that may be, or may hold, the name of a person or a company."""
    found: list[tuple[int, int]] = []
    for pattern in (_ROLE, _VALUE, _PERSON):
        for match in pattern.finditer(text):
            start, end = match.span(1)
            # the fast network loses blanks: the next label may follow the name at once
            if label := _NEXT_LABEL.match(text, start, end):
                end = label.end()
            # a longer run is a sentence or an address, or a company, which its ending tells
            if end - start <= _NAME + 1 or "·" in match[1]:
                found.append((start, end))
    for match in _PIECE.finditer(text):
        start, end = match.span()
        most = _LISTED if "、" in text[max(0, start - 1) : start] + text[end : end + 1] else _NAME
        if end - start <= most or "·" in match[0] or "•" in match[0]:
            found.append((start, end))
    found = [(a, b) for a, b in found if not is_made_of_words(text[a:b])]
    # a company may be called by common words; they are its name all the same
    found += [m.span() for m in _COMPANY.finditer(text)]
    return [(a, b) for a, b in found if not _GENERIC.fullmatch(text, a, b)]
