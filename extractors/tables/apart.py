"""What is read as several words and is one heading: 项      目 set wide apart, and phrases in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.geometry import union
from extractors.model import Word
from extractors.tables.clean import clean, is_amount
from extractors.tables.grid import edges_of, lines_of

#: words of headings that forms spread over the width of their column
_SPREAD = frozenset({"项目", "资产", "负债", "权益", "行次", "附注", "金额", "科目", "姓名", "序号", "备注", "性别"})
#: so many times the height of the letters they may stand apart
_APART = 12.0
#: the words of a phrase stand no further apart than this many times their height
_BLANK = 0.6
_LATIN = re.compile(r"[A-Za-z]{3}")
_LONG = re.compile(r"\d{6}")
_YEAR = re.compile(r"(19|20)\d\d")


def joined_phrases(words: Sequence[Word]) -> list[Word]:
    """The words, in their order, with those of a phrase in Latin letters put together, and with what it translates:
    期末余额 Closing balance. Days and years may be part of one, amounts and long numbers never are."""
    if not any(_LATIN.search(word.text) and word.cell is None for word in words):
        return list(words)
    made: dict[int, Word | None] = {}
    for line in lines_of(words):
        phrase, first = line[-1], line[-1]
        for word in reversed(line[:-1]):
            if _one_phrase(word, phrase):
                made[id(first)] = None
                phrase = _joined(word, phrase)
                made[id(word)] = phrase
            else:
                phrase = word
            first = word
    return [told for word in words if (told := made.get(id(word), word)) is not None]


def _one_phrase(left: Word, right: Word) -> bool:
    if left.cell is not None or not (_LATIN.search(left.text) or _LATIN.search(right.text)):
        return False
    if right.place.x0 - left.place.x1 > _BLANK * min(left.place.height, right.place.height):
        return False
    whole = (text for text in (left.text, right.text) if not _YEAR.fullmatch(text))
    return not any(is_amount(text) or _LONG.search(text) for text in whole)


def joined_headings(words: Sequence[Word]) -> list[Word]:
    """The words, in their order, with two letters beside each other that make a heading put together."""
    ends = {text[0] for text in _SPREAD} | {text[1] for text in _SPREAD}
    single = [word for word in words if clean(word.text) in ends]
    if len(single) < 2:
        return list(words)
    second: dict[int, Word] = {}
    for line in lines_of(words):
        for left, right in pairwise(line):
            near = left.cell is None and right.place.x0 - left.place.x1 <= _APART * left.place.height
            if near and id(left) not in second and clean(left.text) + clean(right.text) in _SPREAD:
                second[id(left)] = right
    taken = {id(right) for right in second.values()}
    return [_joined(word, second.get(id(word))) for word in words if id(word) not in taken]


def _joined(left: Word, right: Word | None) -> Word:
    if right is None:
        return left
    edges = (*edges_of(left)[:-1], *edges_of(right))
    probabilities = left.probabilities + right.probabilities
    return Word(
        left.text + right.text,
        union((left.box, right.box)),
        union((left.place, right.place)),
        min(left.confidence, right.confidence),
        edges,
        probabilities if len(probabilities) == len(left.text + right.text) else (),
        red=left.red and right.red,
    )
