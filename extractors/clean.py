"""Normalised text that remembers where each of its characters came from.

NFKC one character at a time (full-width digits and punctuation become half-width, ㎡ becomes m2), blanks between
Chinese characters dropped, one kept between Latin ones. The verbatim text is never changed; this is a second one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: a run of this many blanks inside a word is a hole in the text, not letter spacing
_HOLE = 4
#: a longer run of one sign says no more than this many of it
_RUN = 24
_DROPPED = {"\u200b", "\u200c", "\u200d", "\ufeff", "\xad"}
#: what OCR and sloppy typing leave where another sign is meant; NFKC does not know them
_SAME = {
    "﹒": ".",
    "—": "-",
    "–": "-",
    "―": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "〜": "~",
    "∼": "~",
    "﹣": "-",
    "∕": "/",
    "╱": "/",
    # brackets to be filled in, 【 】, are what a line to be filled in is
    "【": "_",
    "】": "_",
    "∶": ":",
    "○": "〇",
    "◯": "〇",
}
#: CJK Radicals Supplement has no compatibility mapping in Unicode, yet text layers put these for the characters
RADICALS = {
    "⺎": "兀", "⺠": "民", "⺟": "母", "⻁": "虎", "⻄": "西", "⻅": "见", "⻆": "角", "⻉": "贝", "⻋": "车",
    "⻓": "长", "⻔": "门", "⻘": "青", "⻙": "韦", "⻚": "页", "⻛": "风", "⻜": "飞", "⻢": "马", "⻥": "鱼",
    "⻦": "鸟", "⻨": "麦", "⻩": "黄", "⻬": "齐", "⻮": "齿", "⻰": "龙", "⻳": "龟", "⼾": "户", "⺀": "冫",
    "⻝": "食", "⻣": "骨", "⻤": "鬼", "⺝": "月", "⺜": "日", "⻗": "雨", "⻧": "卤", "⻡": "首", "⺶": "羊",
    "⺷": "羊", "⺸": "羊", "⺫": "目", "⺧": "牛", "⻑": "長", "⻱": "龜",
}  # fmt: skip
_BLANKS = " \t\r\n\v\f\u3000"


@lru_cache(maxsize=65536)
def character(char: str) -> str:
    """The normalised form of one character; ``""`` when it carries nothing."""
    if char in _DROPPED:
        return ""
    if char in _SAME:
        return _SAME[char]
    if char in RADICALS:
        return RADICALS[char]
    if unicodedata.category(char) in {"Cc", "Co", "Cs"} and char not in _BLANKS:
        return ""
    return unicodedata.normalize("NFKC", char)


def latin(char: str) -> bool:
    """Whether blanks beside this character part words rather than spread them."""
    return char.isascii() and char.isalnum()


_LAST = re.compile(r"[A-Za-z0-9]+$")
_FIRST = re.compile(r"^[A-Za-z0-9]+")


def joint(before: str, after: str) -> str:
    """What stands between two lines of one sentence: a blank between Latin words, nothing within a number or code."""
    last, first = _LAST.search(before), _FIRST.match(after)
    return " " if last and first and last[0].isalpha() and first[0].isalpha() else ""


def clean(text: str) -> tuple[str, tuple[int, ...]]:
    """Normalised ``text``, and for each of its characters the index in ``text`` that it came from."""
    out: list[str] = []
    offsets: list[int] = []
    blanks = run = 0
    for index, raw in enumerate(text):
        run = run + 1 if index and raw == text[index - 1] else 0
        if run >= _RUN and not raw.isalnum():
            continue
        shown = character(raw)
        if not shown.strip():
            blanks += 1 if shown else 0
            continue
        if blanks and out:
            if blanks >= _HOLE:
                out.append("\t")
                offsets.append(index - 1)
            elif latin(out[-1]) and latin(shown[0]):
                out.append(" ")
                offsets.append(index - 1)
        blanks = 0
        for one in shown:
            if one.strip():
                out.append(one)
                offsets.append(index)
    return "".join(out), tuple(offsets)


def normal(text: str) -> str:
    """Only the normalised text."""
    return clean(text)[0]


#: punctuation that may stand at the ends of a value without being part of it
EDGE = " \t\r\n,.;:、。，；：·・…-_/|\\~'\"“”‘’「」『』《》〈〉*"


def bare(text: str) -> str:
    """NFKC without blanks, and without punctuation at the ends: the form in which texts are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).strip(EDGE)
