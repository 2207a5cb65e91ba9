"""Text of cells made comparable: one form for each character, no spaces.

PDF text layers hold look-alikes (radicals such as U+2F26 for 子, U+2ED3 for 长, full-width digits, several dashes).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extractors.clean import RADICALS

#: before NFKC, which makes traditional characters of some (戶 for 户)
_RADICALS = str.maketrans(RADICALS)
_DASHES = re.compile("[‐‑‒–—―−－﹣─━]")
_SPACES = re.compile(r"\s+")


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """``text`` after NFKC, with radicals as characters, one dash, one colon and no spaces."""
    text = unicodedata.normalize("NFKC", text.translate(_RADICALS))
    text = _DASHES.sub("-", text)
    return _SPACES.sub("", text)


_AMOUNT = re.compile(r"[(\[]?[-+]?[¥$]?[-+]?\d[\d,]*(\.\d+)?[)\]]?%?")


def is_number(text: str) -> bool:
    """Whether a cell's text is one figure: an amount, a count, a percentage; never a date or a long code."""
    return bool(_AMOUNT.fullmatch(clean(text)))


_GROUPED = re.compile(r"[(\[]?-?[¥]?-?(\d{1,3}([,.]\d{3})+([.,]\d{1,2})?|\d+\.\d+|\d{4,15})[)\]]?")


def is_amount(text: str) -> bool:
    """Whether the text has the form of money in a statement: grouped, with decimals, or of four digits and more."""
    return bool(_GROUPED.fullmatch(clean(text)))


def is_blank(text: str) -> bool:
    """Whether the cell says that nothing stands there: empty, a dash, a slash."""
    return clean(text).strip("-/_*·.…、") in {"", "无", "不适用", "N", "NA", "N/A"}
