"""How two wordings are compared: the same, nearly the same, a branch of it. Plain text, no package's types."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import Final

#: two wordings this alike, by difflib's ratio, differ by a letter misread or mistyped, not in what they name
ALIKE: Final = 0.8
_BRACKETS = str.maketrans({"【": "(", "】": ")", "[": "(", "]": ")", "〔": "(", "〕": ")"})
_ENDS = " ,.;:、。，；：·"
#: what the name of a part of an enterprise adds to the enterprise's own
_BRANCH = re.compile(r".{0,12}(?:分公司|分店|门店|店|分部|分厂|办事处|营业部|经营部|分行|支行)")


def folded(text: str) -> str:
    """One width, one sort of brackets, no blanks, lower case, no punctuation at the ends."""
    plain = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    return "".join(plain.split()).casefold().strip(_ENDS)


def ratio(one: str, other: str) -> float:
    """0 to 1."""
    return SequenceMatcher(None, folded(one), folded(other), autojunk=False).ratio()


def digits(text: str) -> tuple[str, ...]:
    """The numbers of a text, in order: where they differ, two addresses differ however alike they look."""
    return tuple(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))


def alike(one: str, other: str) -> bool:
    """Whether they may be one wording, once misread: nearly all letters, and every number, are the same."""
    return digits(one) == digits(other) and ratio(one, other) >= ALIKE


def branch(one: str, other: str) -> bool:
    """Whether either names a part of the enterprise that the other names."""
    short, long = sorted((folded(one), folded(other)), key=len)
    return len(short) >= 4 and long.startswith(short) and bool(_BRANCH.fullmatch(long[len(short) :]))
