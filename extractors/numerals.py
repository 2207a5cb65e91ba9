"""Chinese numerals: 一二三, the capitals 壹贰叁 of amounts, and mixtures of both.

Strict: what the grammar does not give is None.
"""

from __future__ import annotations

import re

DIGITS = {
    **dict.fromkeys("零〇", 0),
    **dict.fromkeys("一壹弌", 1),
    **dict.fromkeys("二贰貳两兩弍", 2),
    **dict.fromkeys("三叁參叄弎", 3),
    **dict.fromkeys("四肆", 4),
    **dict.fromkeys("五伍", 5),
    **dict.fromkeys("六陆陸", 6),
    **dict.fromkeys("七柒", 7),
    **dict.fromkeys("八捌", 8),
    **dict.fromkeys("九玖", 9),
}
_TENS = {"廿": 20, "卅": 30}
_UNITS = {
    **dict.fromkeys("十拾", 10),
    **dict.fromkeys("百佰", 100),
    **dict.fromkeys("千仟", 1000),
}
_WAN = "万萬"
#: places that a printed form pads: 零仟肆佰; 零十五 is no such thing
_PADDED = re.compile(r"^(?:[零〇][仟千佰百拾]?)+")
_YI = "亿億"
#: characters of the longest numeral worth reading; 玖仟玖佰玖拾玖亿玖仟… to the last unit has half of it
_LONGEST = 64
#: every character a Chinese numeral may hold, for patterns
CHARACTERS = "".join(DIGITS) + "".join(_TENS) + "".join(_UNITS) + _WAN + _YI


def _section(text: str, first: bool) -> int | None:
    """A numeral below 10,000. ``first``: nothing stands before it, so 十五 may go without 一."""
    total, ceiling, index, zero = 0, 10_000, 0, False
    while index < len(text):
        char = text[index]
        if char in _TENS:
            if ceiling <= 10:
                return None
            total, ceiling, zero, index = total + _TENS[char], 10, False, index + 1
            continue
        if char in _UNITS:
            # 十五, 拾万: ten without its digit; 百 and 千 always carry one
            if _UNITS[char] != 10 or ceiling <= 10 or not (total == 0 and first):
                return None
            total, ceiling, index = total + 10, 10, index + 1
            continue
        digit = DIGITS.get(char)
        if digit is None:
            return None
        unit = _UNITS.get(text[index + 1]) if index + 1 < len(text) else None
        if unit is not None:  # 伍佰, and the padded 零佰 of printed forms
            if unit >= ceiling or (digit == 0 and text[index + 1] == "十"):
                return None
            total, ceiling, zero, index = total + digit * unit, unit, False, index + 2
        elif digit == 0:
            if zero and ceiling <= 1:
                return None
            zero, index = True, index + 1
        else:
            # a last digit stands after 十, after 零, or alone: 三百五 is not 350 here, it is unreadable
            if index + 1 != len(text) or not (ceiling == 10 or zero or total == 0):
                return None
            total, ceiling, zero, index = total + digit, 1, False, index + 1
    return total


def integer(text: str) -> int | None:
    """The whole number a Chinese numeral with units stands for; None when it is not one. 十五 is 15, 两千零五 2005."""
    if not text or len(text) > _LONGEST:
        return None
    for signs, worth in ((_YI, 10**8), (_WAN, 10**4)):
        cut = max(text.rfind(sign) for sign in signs)
        if cut < 0:
            continue
        high = integer(text[:cut])
        rest = text[cut + 1 :]
        low = _low(rest, worth)
        if high is None or low is None or (not high and not low):
            return None
        return high * worth + low
    return _section(text, first=True)


def _low(rest: str, below: int) -> int | None:
    """What follows 万 or 亿: nothing, or a smaller numeral that is not one bare digit (三万五)."""
    if not rest:
        return 0
    if len(rest) == 1 and DIGITS.get(rest, 0) != 0:
        return None
    bare = _PADDED.sub("", rest)
    value = 0 if not bare else integer(bare)
    return value if value is not None and value < below else None


def positional(text: str) -> int | None:
    """Digits read one by one, as years are: 二〇一九 is 2019."""
    if not text or len(text) > _LONGEST or any(char not in DIGITS for char in text):
        return None
    return int("".join(str(DIGITS[char]) for char in text))


def number(text: str) -> int | None:
    """A whole number in figures or as a Chinese numeral."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= _LONGEST else None
    got = integer(text)
    return got if got is not None else (positional(text) if len(text) > 1 else None)
