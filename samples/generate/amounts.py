"""Money as Chinese papers write it. All amounts are Decimal yuan."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def figures(amount: Decimal) -> str:
    """``1,234.50``."""
    return f"{amount:,.2f}"


def cell(amount: Decimal | None) -> str:
    """A table cell: nothing for None, figures otherwise."""
    return "" if amount is None else figures(amount)


def _group(number: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[place]
            gap = False
        else:
            gap = True
    return text


def capitals(amount: Decimal) -> str:
    """``肆万伍仟元整``; below 10^12 yuan, with 角 and 分 where there are any."""
    fen = int(amount * 100)
    if Decimal(fen) != amount * 100 or not 0 < fen < 10**14:
        raise ValueError(f"no words for {amount}")
    yuan, rest = divmod(fen, 100)
    text = ""
    for place in (2, 1, 0):
        group = yuan // 10_000**place % 10_000
        if not group:
            continue
        if text and (group < 1000 or text.endswith("零")):
            text += "零"
        text += _group(group) + _GROUPS[place]
    text = text + "元" if text else ""
    jiao, fen_left = divmod(rest, 10)
    if not rest:
        return text + "整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif text:
        text += "零"
    return text + (_DIGITS[fen_left] + "分" if fen_left else "整")
