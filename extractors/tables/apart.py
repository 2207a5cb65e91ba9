"""Headings set wide apart, 项      目: read as two words, they are one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.geometry import union
from extractors.model import Word
from extractors.tables.clean import clean
from extractors.tables.grid import edges_of, lines_of

#: words of headings that forms spread over the width of their column
_SPREAD = frozenset({"项目", "资产", "负债", "权益", "行次", "附注", "金额", "科目", "姓名", "序号", "备注", "性别"})
#: so many times the height of the letters they may stand apart
_APART = 12.0


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
    )
