"""Amounts of money in normalised text: in figures (￥145,950.00, 500万元) and in capitals (伍千捌佰元整).

Values are Decimal yuan. Figures an OCR damaged (145.950.00) are read only when one reading is left, and marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from extractors import numerals

_SCALE = {"": 1, "千": 10**3, "万": 10**4, "萬": 10**4, "百万": 10**6, "亿": 10**8, "億": 10**8}
#: bounded, for unbounded ones take time with the square of a line of them
_BLANKS = r"[ \t_]{0,40}"
#: ¥ before or 元 after; without either a number is no amount
_FIGURES = re.compile(
    rf"(?P<sign>¥:?|RMB|CNY|人民币:?)?{_BLANKS}"
    r"(?P<minus>-)?(?:(?<![\dA-Za-z.])(?<!\d,)|(?<=RMB)|(?<=CNY))(?P<digits>\d[\d,.、OoIl|]*(?<![,.、])|\d)"
    rf"{_BLANKS}(?P<scale>百万|[千万萬亿億])?{_BLANKS}(?P<unit>元人民币|元|圆|块钱)?(?![\d%‰])"
)
_WORDS = re.compile(
    rf"(?P<number>[{numerals.CHARACTERS}](?:[ \t_]{{0,8}}[{numerals.CHARACTERS}])*){_BLANKS}(?P<unit>元|圆|園)?"
    rf"(?:{_BLANKS}(?P<jiao>[{''.join(numerals.DIGITS)}])角)?(?:{_BLANKS}零?(?P<fen>[{''.join(numerals.DIGITS)}])分)?"
    rf"{_BLANKS}(?P<whole>整|正)?"
)
_CAPITALS = frozenset("壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟萬億")
#: one misread character inside an amount in words: 壹万捌任陆佰元, 玖仟陆值元
_BROKEN_BEFORE = re.compile(
    rf"[{numerals.CHARACTERS}]*[万萬千仟百佰拾][{numerals.CHARACTERS}]*[^\W\d_{numerals.CHARACTERS}元圆園角分整正至到和或与及年月日条项个份第]$"
)
_BROKEN_AFTER = re.compile(
    rf"[^\W\d_A-Za-z{numerals.CHARACTERS}元圆園角分整正](?:[元圆園]|[{numerals.CHARACTERS}]+[元圆園])"
)
#: characters of figures; 999,999,999,999.999999 has 22
_LONGEST = 24
_PLAIN = re.compile(r"^\d+(\.\d{1,6})?$")
_GROUPED = re.compile(r"^\d{1,3}(,\d{3})+(\.\d{1,6})?$")
#: damaged separators with one reading left: the last group of two digits is fen, the others are of three
_DAMAGED = re.compile(r"^\d{1,3}([,.、]\d{3})+[,.、]\d{2}$")


@dataclass(frozen=True, slots=True)
class Amount:
    start: int  #: offset of its first character in the text searched
    end: int
    value: Decimal  #: yuan, as exact as written
    form: str  #: "words" (capitals) or "figures"
    doubtful: bool  #: had to be mended, or the sign that makes it money is missing


def figures(text: str) -> tuple[Decimal, bool] | None:
    """A number in figures and whether it had to be mended. None when it cannot be told for certain what it says."""
    if len(text) > _LONGEST:
        return None
    mended = text
    if any(char in "OoIl|" for char in text):
        mended = text.translate(str.maketrans("OoIl|", "00111"))
    if _PLAIN.match(mended) or _GROUPED.match(mended):
        return Decimal(mended.replace(",", "")), mended != text
    if _DAMAGED.match(mended):
        return Decimal(re.sub(r"[,.、]", "", mended[:-3]) + "." + mended[-2:]), True
    return None


def words(text: str) -> Decimal | None:
    """The amount that one whole text in capitals stands for: 伍千捌佰元整, 壹佰万元, 叁角伍分. None when it is none."""
    stripped = text.strip()
    match = _WORDS.fullmatch(stripped)
    if match:
        return _words(match)
    small = re.fullmatch(
        rf"(?:([{''.join(numerals.DIGITS)}])角)?(?:零?([{''.join(numerals.DIGITS)}])分)?[整正]?", stripped
    )
    if small and (small[1] or small[2]):
        return _cents(small[1], small[2])
    return None


def _cents(jiao: str | None, fen: str | None) -> Decimal:
    tenth = Decimal(numerals.DIGITS[jiao]) / 10 if jiao else Decimal(0)
    return tenth + (Decimal(numerals.DIGITS[fen]) / 100 if fen else Decimal(0))


def _words(match: re.Match[str]) -> Decimal | None:
    if not match["unit"] and not match["whole"]:
        return None
    if (match["jiao"] or match["fen"]) and not match["unit"]:
        return None
    whole = numerals.integer(re.sub(r"[ \t_]", "", match["number"]))
    return None if whole is None else whole + _cents(match["jiao"], match["fen"])


def find(text: str, start: int = 0, end: int | None = None, *, bare: bool = False) -> Iterator[Amount]:
    """Every amount of ``text[start:end]`` in order. ``bare``: numbers without ¥ or 元 count too, as doubtful."""
    stop = len(text) if end is None else end
    at = start
    figure, word = _FIGURES.search(text, at, stop), _WORDS.search(text, at, stop)
    while at < stop:
        if figure and figure.start() < at:
            figure = _FIGURES.search(text, at, stop)
        if word and word.start() < at:
            word = _WORDS.search(text, at, stop)
        found = [match for match in (figure, word) if match]
        if not found:
            return
        match = min(found, key=lambda m: (m.start(), -m.end()))
        at = match.end()
        got = _amount(match, bare)
        if got is None:
            at = max(match.start() + 1, match.end() - 1 if "number" in match.groupdict() else match.end())
        else:
            yield got


def _broken(match: re.Match[str]) -> bool:
    """Whether the words are a part of an amount with a misread character in it: no part is worth what it says."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    if match["unit"]:
        return bool(_BROKEN_BEFORE.search(before))
    return bool(_BROKEN_BEFORE.search(before) or _BROKEN_AFTER.match(match.string, match.end()))


def _amount(match: re.Match[str], bare: bool) -> Amount | None:
    groups = match.groupdict()
    if "number" in groups:
        value = _words(match)
        if value is None or _broken(match):
            return None
        # 三元 within running text is hardly an amount; capitals, or 整, say so
        digits = re.sub(r"[ \t_]", "", groups["number"])
        doubtful = not (set(digits) & _CAPITALS) and not groups["whole"] and len(digits) < 3
        return Amount(match.start(), match.end(), value, "words", doubtful)
    marked = bool(groups["sign"] or groups["unit"])
    if not marked and not bare:
        return None
    read = figures(groups["digits"])
    if read is None:
        return None
    value, mended = read
    value *= _SCALE[groups["scale"] or ""]
    if groups["minus"]:
        value = -value
    first = match.start("sign") if groups["sign"] else match.start("minus" if groups["minus"] else "digits")
    return Amount(first, match.end(), value, "figures", mended or not marked)


#: what may stand between an amount in words and the same in figures
_BETWEEN = re.compile(
    r"^[\s_(\[:,;、)\]]*(人民币)?[\s_(\[:,]*(大写|小写|即|计|合计|共计|为|RMB|CNY|¥|人民币)*[\s_:)\],]*$"
)


def pairs(amounts: list[Amount], text: str) -> Iterator[tuple[Amount, Amount | None]]:
    """Amounts one after the other, those written twice (in words and in figures) put together."""
    index = 0
    while index < len(amounts):
        one = amounts[index]
        after = amounts[index + 1] if index + 1 < len(amounts) else None
        if after and after.form != one.form and _BETWEEN.match(text[one.end : after.start]):
            yield one, after
            index += 2
        else:
            yield one, None
            index += 1
