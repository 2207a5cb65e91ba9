"""How alike two documents are by what is printed on them, whoever scanned them and however.

Two copies of one paper share their words, their dates and their numbers, but for what a reader got wrong. Two months'
forms of one template share their words and differ in dates and numbers; so each sort is compared by itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from extractors import dates
from extractors.model import Document
from extractors.textmap import TextMap

#: characters of a shingle: one misread character spoils this many
_SHINGLE: Final = 3
#: least share of shingles, dates and numbers in common. Of the samples' papers, text against scan, copies share 0.50,
#: 0.86 and 0.68 at the least; forms of one template filled in twice share up to 0.92 of the shingles, but 0.26 of the
#: numbers
WORDS, DATES, NUMBERS = 0.45, 0.6, 0.6
#: with fewer shingles there is too little text to compare
_LEAST: Final = 40
_NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
_LETTERS = re.compile(r"[^\u4e00-\u9fffA-Za-z]+")


@dataclass(frozen=True, slots=True)
class Print:
    """What is compared of a document."""

    shingles: frozenset[str]
    dates: Mapping[str, int]  #: YYYY-MM and YYYY-MM-DD, with how often each stands there
    numbers: Mapping[str, int]


def of(document: Document) -> Print:
    """The print of a document, from its lines: how a reader parts a line into words differs from reader to reader."""
    text = TextMap.of(document, flow=False).text
    letters = _LETTERS.sub("", text)
    days = Counter(found.value.isoformat() for found in dates.find(text, compact=True))
    days.update(dates.find_months(text, compact=True))
    numbers = Counter(
        number.lstrip("0").removesuffix(".00")
        for number in (match[0].replace(",", "") for match in _NUMBER.finditer(text))
        if len(number) > 1
    )
    shingles = frozenset(letters[at : at + _SHINGLE] for at in range(len(letters) - _SHINGLE + 1))
    return Print(shingles, days, numbers)


def likeness(one: Print, other: Print) -> float | None:
    """How alike two prints are, 0 to 1; None for those of two papers."""
    if min(len(one.shingles), len(other.shingles)) < _LEAST:
        return None
    words = len(one.shingles & other.shingles) / len(one.shingles | other.shingles)
    days = _common(one.dates, other.dates)
    numbers = _common(one.numbers, other.numbers)
    if words < WORDS or days < DATES or numbers < NUMBERS:
        return None
    return min(words, days, numbers)


def _common(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Share of all occurrences that stand in both; 1 where neither has any."""
    keys = {*one, *other}
    both = sum(min(one.get(key, 0), other.get(key, 0)) for key in keys)
    either = sum(max(one.get(key, 0), other.get(key, 0)) for key in keys)
    return both / either if either else 1.0
