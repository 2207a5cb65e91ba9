"""What a quotation that does not stand in the notice was probably meant to be, and how it differs."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher

from rules.texts import Text

#: signs that look or mean alike and are typed for one another
_SIGNS = str.maketrans("—－–─～“”‘’。、﹐〔〕【】[]", "----~\"\"''.,,()()()")
#: less alike than this is another sentence
_ALIKE = 0.6
#: a longer quotation is compared by its beginning
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Meant:
    """A span of the notice that resembles a quotation."""

    words: str  #: as the notice has them
    start: int
    why: Text  #: how the quotation differs


def nearest(words: str, text: str, start: int, end: int) -> Meant | None:
    """The span of ``text[start:end]`` that resembles ``words`` most; None where nothing does."""
    folded, places = _folded(text[start:end])
    wanted, _ = _folded(words)
    if not wanted:
        return None
    at = folded.find(wanted)
    if at >= 0:
        begin, stop = start + places[at], start + places[at + len(wanted) - 1] + 1
        return Meant(text[begin:stop], begin, _difference(words, text[begin:stop]))
    return _similar(wanted[:_LONGEST], folded, places, text, start)


def _folded(text: str) -> tuple[str, list[int]]:
    """One width, one sort of each sign, no blanks; with the place of every character left."""
    kept: list[str] = []
    places: list[int] = []
    for number, sign in enumerate(text):
        for plain in unicodedata.normalize("NFKC", sign).translate(_SIGNS).casefold():
            if not plain.isspace():
                kept.append(plain)
                places.append(number)
    return "".join(kept), places


def _difference(given: str, there: str) -> Text:
    """Names the first sign that differs between two texts that are the same when folded."""
    if "".join(given.split()) == "".join(there.split()):
        return Text("只差空白或换行", "only blanks or line breaks differ")
    ours, theirs = "".join(given.split()), "".join(there.split())
    one, two = next(((a, b) for a, b in zip(ours, theirs, strict=False) if a != b), (ours[-1], theirs[-1]))
    if unicodedata.normalize("NFKC", one) == unicodedata.normalize("NFKC", two):
        return Text(
            f"全角半角不同：引文是 {one!r}，原文是 {two!r}", f"full and half width: {one!r} here, {two!r} there"
        )
    return Text(f"标点不同：引文是 {one!r}，原文是 {two!r}", f"another sign: {one!r} here, {two!r} there")


def _similar(wanted: str, folded: str, places: list[int], text: str, start: int) -> Meant | None:
    matcher = SequenceMatcher(None, folded, wanted, autojunk=False)
    best = matcher.find_longest_match()
    if best.size < 2:
        return None
    first = max(0, best.a - best.b)
    window = folded[first : first + len(wanted)]
    if SequenceMatcher(None, window, wanted, autojunk=False).ratio() < _ALIKE:
        return None
    begin, stop = start + places[first], start + places[first + len(window) - 1] + 1
    return Meant(text[begin:stop], begin, Text("字句不同", "the words differ"))
