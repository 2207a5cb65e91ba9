"""Arabic digits as the Chinese numerals of ``[DBNum1]`` (一千二百) and ``[DBNum2]`` (壹仟贰佰)."""

from __future__ import annotations

import re

_DIGITS = {1: "〇一二三四五六七八九", 2: "零壹贰叁肆伍陆柒捌玖"}
_UNITS = {1: ("", "十", "百", "千"), 2: ("", "拾", "佰", "仟")}
_MYRIADS = ("", "万", "亿", "万亿", "亿亿")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def chinese(text: str, numerals: int) -> str:
    """Every number in ``text``, thousands separators taken out; ``numerals`` is 1 or 2."""
    return _NUMBER.sub(lambda match: _written(match.group(), numerals), text.replace(",", ""))


def by_digit(text: str, numerals: int) -> str:
    """2020 as 二〇二〇."""
    return "".join(_DIGITS[numerals][int(char)] if char.isdecimal() else char for char in text)


def counted(number: int, numerals: int) -> str:
    """31 as 三十一, 12 as 十二."""
    return _whole(str(number), numerals)


def _written(number: str, numerals: int) -> str:
    whole, _, fraction = number.partition(".")
    shown = _whole(whole, numerals)
    return f"{shown}.{by_digit(fraction, numerals)}" if fraction else shown


def _whole(digits: str, numerals: int) -> str:
    digits = digits.lstrip("0")
    zero, units = _DIGITS[numerals][0], _UNITS[numerals]
    if not digits:
        return zero
    if len(digits) > 4 * len(_MYRIADS):
        return by_digit(digits, numerals)
    groups = [digits[max(0, end - 4) : end] for end in range(len(digits), 0, -4)]
    out = ""
    for power in range(len(groups) - 1, -1, -1):
        group = groups[power].rjust(4, "0")
        said = ""
        gap = False
        for place, char in enumerate(group):
            if char == "0":
                gap = gap or bool(said or out)
                continue
            said += (zero if gap else "") + _DIGITS[numerals][int(char)] + units[3 - place]
            gap = False
        if said:
            out += said + _MYRIADS[power]
    return out[1:] if numerals == 1 and out.startswith("一十") else out
