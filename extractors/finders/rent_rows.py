"""Rent told by a table: a row for each part of the term, the amount under a head that says what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors import amounts
from extractors.finders import scopes
from extractors.finders.scopes import Scope
from extractors.geometry import union
from extractors.model import Box
from extractors.textmap import TextMap

_HEADS = {
    "month": re.compile(r"月租金|每月租金|月租|租金[^\t]{0,6}(?:元/月|每月|/月)|月固定租金|月基本租金"),
    "year": re.compile(r"年租金|每年租金|年租|租金[^\t]{0,6}(?:元/年|每年|/年)|年度租金"),
    "quarter": re.compile(r"季租金|季度租金|每季度?租金"),
}
#: heads of other columns in which figures stand
_NO_RENT = re.compile(r"税额|税率|单价|平方米|平米|m2|物业|管理费|保证金|押金|合计|总额|总计|累计|面积")
_FIGURES = re.compile(r"¥?(?P<digits>\d[\d,]*(?:\.\d{1,2})?)(?:万?元)?(?:整|/[月年])?")
#: so many lines above its first row a table's head may stand
_ABOVE = 4
#: a longer text is no head
_HEAD = 24


@dataclass(frozen=True, slots=True)
class Row:
    """The rent of one part of the term. Offsets are those of the ``lines`` map."""

    one: amounts.Amount
    twin: amounts.Amount | None  #: the same in words
    per: str  #: month, quarter, year
    scope: Scope


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    start: int
    place: Box

    @property
    def middle(self) -> float:
        return (self.place.x0 + self.place.x1) / 2


def rows(textmap: TextMap) -> tuple[Row, ...]:
    """All rows of tables of rent, in order; ``textmap`` is a ``lines`` map."""
    lines = [_pieces(textmap, number) for number in range(len(textmap.lines))]
    found: list[Row] = []
    above = -1  # the line before the table's first row
    before: Scope | None = None
    for number, pieces in enumerate(lines):
        scope = _scope(pieces, before)
        if scope is None:
            continue
        heads = [piece for line in lines[max(0, above - _ABOVE + 1) : above + 1] for piece in line] if found else []
        if not heads:
            above = number - 1
            heads = [piece for line in lines[max(0, number - _ABOVE) : number] for piece in line]
        heads = [piece for piece in heads if len(piece.text) <= _HEAD]
        row = _row(pieces, heads, scope)
        if row is not None:
            found.append(row)
            before = scope
    return tuple(found)


def _pieces(textmap: TextMap, number: int) -> list[_Piece]:
    at = textmap.starts[number]
    end = textmap.text.find("\n", at)
    found = []
    for text in textmap.text[at : end if end >= 0 else len(textmap.text)].split("\t"):
        places = [place for offset in range(at, at + len(text)) if (place := textmap.place(offset))]
        if places:
            found.append(_Piece(text, at, union(places)))
        at += len(text) + 1
    return found


def _scope(pieces: list[_Piece], before: Scope | None) -> Scope | None:
    if len(pieces) < 2:
        return None
    told = "".join(piece.text for piece in pieces if not _FIGURES.fullmatch(piece.text))
    return None if len(told) > 60 else scopes.find(told, before)


def _row(pieces: list[_Piece], heads: list[_Piece], scope: Scope) -> Row | None:
    figures = [piece for piece in pieces[1:] if _FIGURES.fullmatch(piece.text)]
    words = [piece for piece in pieces[1:] if amounts.words(piece.text) is not None]
    for index, piece in enumerate(pieces[:-1]):
        per = _per(piece.text)
        if per and _FIGURES.fullmatch(pieces[index + 1].text):  # the row itself says it: 年租金 1,510,800.00
            return _made(pieces[index + 1], heads, None, per, scope)
    named = [(piece, per) for piece in heads if (per := _per(piece.text))]
    # what is due is the rent with the tax on it
    taxed = [(piece, per) for piece, per in named if not re.search(r"不含税|未税|除税", piece.text)]
    named = taxed or named
    if not named or not figures:
        return None
    twin = _in_words(words[0]) if len(words) == 1 else None
    kept = {id(piece) for piece, _ in named}
    others = [piece for piece in heads if id(piece) not in kept and (_per(piece.text) or _NO_RENT.search(piece.text))]
    if len(figures) == 1 and len({per for _, per in named}) == 1 and not others:
        return _made(figures[0], heads, twin, named[0][1], scope)
    for piece, per in named:
        under = min(figures, key=lambda f: abs(f.middle - piece.middle))
        rivals = [*others, *(other for other, _ in named if other is not piece)]
        apart = abs(under.middle - piece.middle)
        if apart <= piece.place.width and all(apart < abs(under.middle - rival.middle) for rival in rivals):
            return _made(under, heads, twin, per, scope)
    return None


def _made(piece: _Piece, heads: list[_Piece], twin: amounts.Amount | None, per: str, scope: Scope) -> Row | None:
    one = _amount(piece, heads)
    return None if one is None else Row(one, twin, per, scope)


def _per(text: str) -> str | None:
    return next((per for per, head in _HEADS.items() if head.search(text)), None) if len(text) <= _HEAD else None


def _amount(piece: _Piece, heads: list[_Piece]) -> amounts.Amount | None:
    match = _FIGURES.fullmatch(piece.text)
    read = amounts.figures(match["digits"]) if match else None
    if read is None:
        return None
    scale = 10_000 if "万元" in piece.text or any("万元" in head.text for head in heads) else 1
    return amounts.Amount(piece.start, piece.start + len(piece.text), read[0] * scale, "figures", read[1])


def _in_words(piece: _Piece) -> amounts.Amount | None:
    value = amounts.words(piece.text)
    return None if value is None else amounts.Amount(piece.start, piece.start + len(piece.text), value, "words", False)
