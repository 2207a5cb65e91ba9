"""Where a number that names something ends: at its line's end, unless what stands below can be the rest of a number."""

from __future__ import annotations

import re
from typing import Final

from extractors.finders.pieces import Piece, line_end, pieces_of
from extractors.onward import Turn
from extractors.textmap import TextMap

#: the type whose values are such numbers
TYPE: Final = "code"
#: letters, figures and what joins them, with the last words of a number in words: …字第2019-/018号
_REST = re.compile(r"(?=.*[0-9A-Za-z号])[\[(〔]?第?[-/0-9A-Za-z()〔〕\[\]第字号 ]{1,24}")
#: behind a part without any figure more words may stand: 海州市 / 科孵字第18号
_REST_OF_WORDS = re.compile(r"[\u4e00-\u9fff〔(\[][\u4e00-\u9fff0-9A-Za-z()〔〕\[\] -]{1,28}号")
#: the day of issue, the page or the like under a number is none of it
_NO_REST = re.compile(r"(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}|\d{1,2}/\d{1,3}|-? ?\d{1,3} ?-")
#: the label of another number
_LABEL = re.compile(r"(?:编号|编码|号码|代码|证号|期限?|日期|机关|单位|名称)$")
#: a number goes on at most so far below, in heights of its line
_LEADING = 1.1
#: lines looked at: others of the same row may come between
_NEAR = 3


def rest(textmap: TextMap, first: tuple[int, int], label: int) -> tuple[int, int] | None:
    """The stretch below, or next in the paragraph, that may be the rest of the number at ``first``.

    ``label``: where the number's label starts. None where the number ends by itself, as it does before any prose.
    """
    end = line_end(textmap, first[0])
    index = textmap.line_at(first[0])
    if (first[1] != end and textmap.text[first[1]] != "\t") or textmap.lines[index].celled:
        return None
    number = textmap.text[slice(*first)].strip("\t ")
    if _LABEL.search(number):
        return None
    candidates = _below(textmap, first, label)
    if first[1] == end and textmap.turns[index] is not Turn.ENDS:
        start = textmap.starts[textmap.following[index]]
        candidates += pieces_of(textmap, start, line_end(textmap, start))[:1]
    for piece in candidates:
        if _goes_on(number, textmap.text[piece.start : piece.end].strip("\t ")):
            return piece.start, piece.end
    return None


def _below(textmap: TextMap, first: tuple[int, int], label: int) -> list[Piece]:
    """What stands close below the number or its label."""
    head, place, last = textmap.place(label), textmap.place(first[0]), textmap.place(first[1] - 1)
    if head is None or place is None or last is None:
        return []
    found: list[Piece] = []
    index = textmap.line_at(first[0])
    for line, start in list(zip(textmap.lines, textmap.starts, strict=True))[index + 1 : index + 1 + _NEAR]:
        if line.page != textmap.lines[index].page:
            break
        for piece in pieces_of(textmap, start, line_end(textmap, start)):
            close = 0.5 * place.height < piece.place.bottom - place.bottom
            close = close and piece.place.top - place.bottom <= _LEADING * place.height
            if close and piece.place.x0 < last.x1 and piece.place.x1 > head.x0:
                found.append(piece)
    return found


def _goes_on(number: str, text: str) -> bool:
    if _NO_REST.fullmatch(text) or (text == "号" and number.endswith("号")):
        return False
    told = any(char.isdigit() for char in number)
    return bool(_REST.fullmatch(text) or (not told and _REST_OF_WORDS.fullmatch(text)))
