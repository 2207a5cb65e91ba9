"""统一社会信用代码, GB 32100-2015: 18 characters, the last one a check on the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: GB 32100-2015 table 1: digits and capitals without I, O, S, V, Z
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
#: letters the standard leaves out because they look like these
_LOOKS_LIKE = {"I": "1", "O": "0", "S": "5", "Z": "2"}
#: where only digits can stand (registration authority's area, positions 3 to 8)
_DIGIT_LOOKS = {**_LOOKS_LIKE, "B": "8", "D": "0", "Q": "0", "L": "1", "G": "6", "A": "4"}
_SHAPE = re.compile(r"(?<![0-9A-Za-z])([0-9A-Za-z](?: ?[0-9A-Za-z]){17})(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class CreditCode:
    start: int
    end: int
    value: str  #: 18 characters
    valid: bool  #: the check character fits
    mended: bool  #: characters were put right, which the check character then proved


def check_character(body: str) -> str:
    """The 18th character for the first 17. Raises ValueError on a character outside the alphabet."""
    total = sum(ALPHABET.index(char) * pow(3, i, 31) for i, char in enumerate(body))
    return ALPHABET[(31 - total % 31) % 31]


def is_valid(code: str) -> bool:
    """Whether ``code`` has 18 characters of the alphabet, digits where it must, and the right check character."""
    if len(code) != 18 or any(char not in ALPHABET for char in code) or not code[2:8].isdigit():
        return False
    return check_character(code[:17]) == code[17]


def read_code(text: str) -> CreditCode | None:
    """The code that ``text`` is. Look-alikes are put right only where the check character then fits."""
    raw = re.sub(r"\s", "", text).upper()
    if len(raw) != 18 or not raw.isalnum() or not raw.isascii():
        return None
    if is_valid(raw):
        return CreditCode(0, len(text), raw, True, False)
    mended = "".join((_DIGIT_LOOKS if 2 <= i < 8 else _LOOKS_LIKE).get(char, char) for i, char in enumerate(raw))
    if mended != raw and is_valid(mended):
        return CreditCode(0, len(text), mended, True, True)
    if any(char not in ALPHABET for char in raw) or sum(char.isdigit() for char in raw) < 8:
        return None
    return CreditCode(0, len(text), raw, False, False)


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[CreditCode]:
    """Every code of ``text[start:end]`` in order, valid or not; an 18-digit identity number is none."""
    for match in _SHAPE.finditer(text, start, len(text) if end is None else end):
        code = read_code(match[1])
        if code is None or (not code.valid and _is_identity_number(code.value)):
            continue
        yield CreditCode(match.start(1), match.end(1), code.value, code.valid, code.mended)


def _is_identity_number(text: str) -> bool:
    """A resident's identity number (GB 11643): a birth date stands at its 7th to 14th digit."""
    return bool(re.fullmatch(r"\d{6}(19|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])\d{3}[\dXx]", text))
