"""Finders for forms: the value stands after its label on the line, goes on below itself, or stands under the label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import pairwise
from typing import Any

from extractors.clean import joint, latin
from extractors.finders import numbers
from extractors.finders.base import Candidate
from extractors.finders.columns import columns
from extractors.finders.patterns import COMPLETE, part_of, sentence
from extractors.finders.pieces import Piece, line_end, pieces_of
from extractors.model import Box, Document
from extractors.onward import Turn
from extractors.textmap import TextMap

_GAP = r"[ \t]*"
#: what may stand between a label and its colon: Landlord, (甲方), (以下简称“甲方”), (盖章)
_ASIDE = r"(?:[ \t]*[A-Za-z][A-Za-z .&/]{0,24}(?=[ \t]*[:(]))?(?:[ \t]*\([^()\n]{0,18}\))?"
_COLON = {"yes": r"[ \t]*(?::|(?=_{2,})|(?<=\t)|(?=\t))", "maybe": r"[ \t]*:?", "no": r"(?![ \t]*:)"}
#: a label starts a line, follows a gap or one of these, or starts a word of its own
_BEFORE = "\t\n ,;。、:.)]】*"
#: a value's next line starts within this many ems of where the value starts …
_INDENT_EM = 1.3
_NUMBERED = re.compile(
    r"(?:^|[\t\n ])(?:[(]?\d{1,2}(?:[.、-]\d{1,2})*[.、)]?|第[一二三四五六七八九十\d]{1,3}[条章款])[ \t]*$"
)
#: the label in another language before it: Landlord 出租人
_TRANSLATED = re.compile(r"(?:^|[\t\n])[A-Za-z][A-Za-z .&/'-]{2,30}$")
#: in the signature block an empty place is usual: the name stands below, or under the seal
_SIGNATURE = re.compile(r"盖章|签[字章名]|公章")
#: where a cell breaks a company's name, and how it goes on under its label
_CUT_NAME = re.compile(r"(?:有限?|有限责任?|有限公|股份?|股份有限?|责任公?|分公?|集团公?)[ \t]*$")
_REST_OF_NAME = re.compile(r"(?:有?限?责?任?|份?有?限?|有限责任)公?司(?:[^:]{0,12})$")
#: a number broken behind its dash, and how it goes on below: ZC2019-<break>018
_CUT_CODE = re.compile(r"[0-9A-Za-z]-[ \t]*$")
_REST_OF_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,23}[ \t]*$")
#: a label that tells the unit of the figures behind it: 月租金(元)
_UNIT = re.compile(r"\((?:单位:?|人民币)?(万?元)\)")
_FIGURES = re.compile(r"\d[\d,]*(?:\.\d+)?")
#: a value is not sought over more lines than this
_MOST_LINES = 3
#: what starts with a label of whatever name, or a number of a list, is no rest of a value
_OTHER_LABEL = re.compile(
    r"[^\s,;。:]{1,16}:|[(]?[\d一二三四五六七八九十]{1,3}[、.)](?!\d)|第[\d一二三四五六七八九十]{1,3}[条章]"
)
#: under words in Chinese, a line of Latin letters is the label once more: Name of Tenant
_TRANSLATION = re.compile(r"[A-Za-z][A-Za-z .&/'()-]{3,40}")
#: … and not further below the line before than this share of its height
_LEADING = 1.1


@lru_cache(maxsize=1024)
def spread(label: str) -> str:
    """A pattern for a label whose characters may be set apart: 名　　称."""
    return _GAP.join(re.escape(char) for char in label)


@lru_cache(maxsize=256)
def _labels(labels: tuple[str, ...], colon: str) -> re.Pattern[str]:
    ordered = sorted(labels, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(spread(label) for label in ordered)}){_ASIDE}{_COLON[colon]}")


@dataclass(frozen=True, slots=True)
class Stops:
    """The labels of a kind, at which the value before them ends."""

    ends: re.Pattern[str]  #: a label after a gap, or inside a line with its colon
    any: re.Pattern[str]  #: a label anywhere


@lru_cache(maxsize=64)
def _stop(labels: tuple[str, ...]) -> Stops | None:
    """The kind's labels as stops; None for a kind without any."""
    if not labels:
        return None
    either = "|".join(spread(label) for label in labels)
    ends = re.compile(rf"(?<![^\n\t ])(?:{either}){_ASIDE}(?=[ \t]*:|[\t ]|$)|(?:{either}){_ASIDE}[ \t]*:")
    return Stops(ends, re.compile(rf"(?:{either})"))


def _starts_here(textmap: TextMap, at: int) -> bool:
    if at == 0 or textmap.text[at - 1] in _BEFORE:
        return True
    if _NUMBERED.search(textmap.text[max(0, at - 9) : at]) or _TRANSLATED.search(textmap.text[max(0, at - 40) : at]):
        return True
    source, before = textmap.sources[at], textmap.sources[at - 1]
    return source is not None and source[3] == 0 and before is not None and before[2] != source[2]


def _standing(textmap: TextMap, label: re.Pattern[str], low: int, high: int) -> Iterator[re.Match[str]]:
    """Each label that stands where labels do; one found across the end of a value hides no other."""
    at = low
    while match := label.search(textmap.text, at, high):
        stands = _starts_here(textmap, match.start())
        at = max(match.end() if stands else match.start() + 1, at + 1)
        if stands:
            yield match


def _cut(text: str, stop: Stops | None, until: re.Pattern[str] | None) -> str:
    for pattern in (stop.ends if stop else None, until):
        match = pattern.search(text) if pattern else None
        if match:
            text = text[: match.start()]
    return text


def after_label(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """What stands to the right of a label.

    ``labels``: the label in its spellings; blanks inside it do not matter. ``colon``: ``yes`` (or
    a gap, as between the cells of a form), ``maybe`` (default) or ``no``. ``lines``: how many lines the value may
    run over, each starting below its first character (1).
    ``whole_line``: gaps do not end the value. ``until``: ends the value. ``unless``: not in such a sentence.
    ``between``: only between these two patterns. ``part``: ``first`` or ``last`` of a range.
    """
    textmap = TextMap.of(document, flow=False)
    colon = str(spec.get("colon", "maybe"))
    expression = _labels(tuple(spec["labels"]), colon)
    stop = _stop(tuple(spec.get("_stops", ())))
    found: list[Candidate] = []
    for section in columns(textmap, spec.get("between")):
        for match in _standing(textmap, expression, section.low, section.high):
            if not section.holds(textmap.place(match.start())):
                continue
            if "unless" in spec and spec["unless"].search(textmap.text, *sentence(textmap.text, match.start())):
                continue
            candidate = _value(textmap, match, spec, stop)
            if not (candidate.blank and _SIGNATURE.search(match[0])):
                found.append(candidate)
    return found


def _value(textmap: TextMap, match: re.Match[str], spec: Mapping[str, Any], stop: Stops | None) -> Candidate:
    text = textmap.text
    end = line_end(textmap, match.end())
    start = match.end()
    while start < end and text[start] in "\t :":
        start += 1
    raw = _cut(text[start : _next_label(textmap, start, end, stop)], stop, spec.get("until"))
    if not spec.get("whole_line") and "\t" in raw:
        raw = raw[: raw.index("\t")]
    score = 1.0 if ":" in match[0] or "\t" in text[match.end() : start + 1] else 0.97
    if not raw.strip("\t _"):
        return Candidate("", textmap.evidence(match.start(), match.end()), score, blank=True)
    spans = [(start, start + len(raw.rstrip("\t ")))]
    head = textmap.place(match.start())
    label = head.x0 if head and "\t" in text[match.end() - 1 : start] else None
    spans += _continued(textmap, spans[0], int(spec.get("lines", 1)) - 1, stop, spec.get("until"), label=label)
    if len(spans) == 1 and _CUT_NAME.search(raw):
        below = _continued(textmap, spans[0], 1, stop, spec.get("until"), head.x0 if head else None)
        spans += [(a, b) for a, b in below if _REST_OF_NAME.match(text[a:b])]
    broken = len(spans) == 1 and bool(_CUT_CODE.search(raw))
    if broken:
        below = _continued(textmap, spans[0], 1, stop, spec.get("until"), head.x0 if head else None)
        spans += [(a, b) for a, b in below if _REST_OF_CODE.match(text[a:b])]
    if spec.get("_type") == numbers.TYPE:
        after = numbers.rest(textmap, spans[0], match.start()) if len(spans) == 1 else None
        doubtful = after is not None or (broken and len(spans) == 1)
        spans += [after] if after else []
    else:
        spans += _over_the_margin(textmap, spans[-1], stop, spec.get("until"))
        doubtful = broken and len(spans) == 1
    spans[-1] = _before_label(textmap, spans[-1], stop)
    if spec.get("_type") != numbers.TYPE:
        doubtful = doubtful or _cut_off(textmap, spans[-1], stop, spec.get("until"), label)
    tags = {"doubtful": "true"} if doubtful else {}
    raw = part_of(_put_together([text[a:b] for a, b in spans]), spec.get("part"))
    if spec.get("part") and len(spans) == 1:
        at = text.index(raw, start) if raw else start
        spans = [(at, at + len(raw))] if raw else spans
    unit = _UNIT.search(match[0])
    if unit and _FIGURES.fullmatch(raw):
        raw += unit[1]
    return Candidate(raw, textmap.evidence_of(spans), score, blank=not raw.strip(), tags=tags)


def _next_label(textmap: TextMap, start: int, end: int, stop: Stops | None) -> int:
    """Where a word that is one of the kind's labels ends the value, in a table whose cells nearly touch; else ``end``.

    The labels of such a row have no colon: |出租方|…公司|承租方|…公司|.
    """
    if stop is None or ":" in textmap.text[max(0, start - 2) : start]:
        return end
    words = [at for at in range(start + 1, end) if _word_starts(textmap, at)]
    for at, after in pairwise([*words, end]):
        if re.fullmatch(rf"(?:{stop.any.pattern}){_ASIDE}", textmap.text[at:after].rstrip("\t ")):
            return at
    return end


def _word_starts(textmap: TextMap, at: int) -> bool:
    source, before = textmap.sources[at], textmap.sources[at - 1]
    return source is not None and source[3] == 0 and (before is None or before[2] != source[2])


def _put_together(pieces: Sequence[str]) -> str:
    """The lines of one value as one text."""
    return reduce(lambda whole, piece: whole + joint(whole, piece) + piece, pieces)


def _over_the_margin(
    textmap: TextMap, last: tuple[int, int], stop: Stops | None, until: re.Pattern[str] | None
) -> list[tuple[int, int]]:
    """The lines in which a value that runs to the margin goes on, up to the end of its sentence."""
    spans: list[tuple[int, int]] = []
    while len(spans) < _MOST_LINES and last[1] == line_end(textmap, last[0]):
        number = textmap.line_at(last[0])
        if textmap.turns[number] is not Turn.ON or (until and until.search(textmap.text, *last)):
            break
        start = textmap.starts[textmap.following[number]]
        shown = textmap.text[start : line_end(textmap, start)].split("\t")[0]
        if (stop and stop.ends.match(shown)) or _OTHER_LABEL.match(shown):
            break
        if _TRANSLATION.fullmatch(shown) and not latin(textmap.text[last[1] - 1]):
            break
        kept = re.split("[;。]", _cut(shown, stop, until))[0]
        if not kept:
            break
        last = (start, start + len(kept))
        spans.append(last)
    return spans


def _before_label(textmap: TextMap, last: tuple[int, int], stop: Stops | None) -> tuple[int, int]:
    """The line without the label that begins at its end and goes on in the next: …有限公司统一/社会信用代码:."""
    number = textmap.line_at(last[0])
    if stop is None or last[1] != line_end(textmap, last[0]) or textmap.turns[number] is not Turn.ON:
        return last
    start = textmap.starts[textmap.following[number]]
    tail, head = textmap.text[max(last[0] + 1, last[1] - 10) : last[1]], textmap.text[start : start + 12]
    for match in stop.ends.finditer(tail + head.split("\n")[0]):
        if match.start() < len(tail) < match.end():
            return last[0], last[1] - len(tail) + match.start()
    return last


def _cut_off(
    textmap: TextMap,
    last: tuple[int, int],
    stop: Stops | None,
    until: re.Pattern[str] | None,
    label: float | None = None,
) -> bool:
    """Whether it cannot be told that the value ends with its last line here."""
    text = textmap.text
    if text[last[1] : last[1] + 1] not in ("", "\n", "\t") or COMPLETE.search(text, *last):
        return False
    if textmap.cut_off(last[1]):
        start = textmap.starts[textmap.following[textmap.line_at(last[0])]]
        rest = text[start : line_end(textmap, start)]
        if not (stop and stop.any.match(rest)) and not _OTHER_LABEL.match(rest):
            return True
    return any(not _OTHER_LABEL.match(text[a:b]) for a, b in _continued(textmap, last, 1, stop, until, label=label))


def _continued(
    textmap: TextMap,
    first: tuple[int, int],
    most: int,
    stop: Stops | None,
    until: re.Pattern[str] | None,
    indent: float | None = None,
    label: float | None = None,
) -> list[tuple[int, int]]:
    """The lines below ``first`` that start where it starts (or at ``indent``, in points) and follow it closely.

    ``label``: where the label of a form's row starts; what stands there on a line below heads a row of its own.
    """
    place = textmap.place(first[0])
    if place is None or most < 1 or (until and until.search(textmap.text, *first)):
        return []
    page = textmap.page_of(first[0])
    number = textmap.line_at(first[0])
    if textmap.lines[number].celled:
        return []
    spans: list[tuple[int, int]] = []
    bottom, x0, em = place.bottom, place.x0 if indent is None else indent, place.height
    for index in range(number + 1, min(number + 4 * most + 1, len(textmap.lines))):
        line = textmap.lines[index]
        start = textmap.starts[index]
        if len(spans) >= most or line.page != page or line.place.top > bottom + _LEADING * em + em:
            break
        pieces = pieces_of(textmap, start, line_end(textmap, start))
        if label is not None and any(p.place.x0 < x0 - em and abs(p.place.x0 - label) <= em for p in pieces):
            break
        for piece in pieces:
            below = -0.3 * em <= piece.place.top - bottom <= _LEADING * em
            if abs(piece.place.x0 - x0) > _INDENT_EM * em or not below:
                continue
            shown = textmap.text[piece.start : piece.end]
            if stop and (stop.ends.match(shown) or _labelled(textmap, start, piece, stop)):
                return spans
            kept = _cut(shown, stop, until)
            if kept:
                spans.append((piece.start, piece.start + len(kept)))
                bottom = piece.place.bottom
            if kept != shown:
                return spans
            break
    return spans


def _labelled(textmap: TextMap, line: int, piece: Piece, stop: Stops) -> bool:
    """Whether the piece is the value of a label on its own line, or starts with that label's last character."""
    before = any(m.end() >= piece.start - 1 for m in stop.ends.finditer(textmap.text, line, piece.start))
    return before or any(m.start() < piece.start < m.end() for m in stop.any.finditer(textmap.text, line, piece.end))


def below_label(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """What stands under a label that has nothing to its right; ``lines`` as for ``after_label``."""
    textmap = TextMap.of(document, flow=False)
    expression = _labels(tuple(spec["labels"]), "maybe")
    stop = _stop(tuple(spec.get("_stops", ())))
    found: list[Candidate] = []
    for match in _standing(textmap, expression, 0, len(textmap.text)):
        first, last = textmap.place(match.start()), textmap.place(match.end() - 1)
        tail = textmap.text[match.end() : line_end(textmap, match.end())]
        if first is None or last is None or tail[:1] not in ("", "\t"):
            continue
        label = Box(first.x0, first.top, last.x1, last.bottom)
        number = textmap.line_at(match.start())
        piece = _under(textmap, number, label)
        if piece is None or (stop and stop.ends.match(textmap.text[piece.start : piece.end])):
            continue
        raw = _cut(textmap.text[piece.start : piece.end], stop, spec.get("until"))
        spans = [(piece.start, piece.start + len(raw))]
        spans += _continued(textmap, spans[0], int(spec.get("lines", 1)) - 1, stop, spec.get("until"))
        raw = _put_together([textmap.text[a:b] for a, b in spans])
        tags = {"doubtful": "true"} if _cut_off(textmap, spans[-1], stop, spec.get("until")) else {}
        evidence = textmap.evidence_of(spans)
        if evidence:
            found.append(Candidate(raw, evidence, 1.0, blank=not raw.strip(), tags=tags))
    return found


def _under(textmap: TextMap, number: int, label: Box) -> Piece | None:
    """The nearest piece below ``label`` that starts where it starts or lies under it, within two lines' height."""
    for index in range(number + 1, min(number + 5, len(textmap.lines))):
        line = textmap.lines[index]
        if line.page != textmap.lines[number].page or line.place.top > label.bottom + 2 * label.height:
            return None
        start = textmap.starts[index]
        for piece in pieces_of(textmap, start, line_end(textmap, start)):
            if piece.place.top < label.bottom - 0.4 * label.height:
                continue
            near = abs(piece.place.x0 - label.x0) <= 1.5 * label.height
            under = min(piece.place.x1, label.x1) - max(piece.place.x0, label.x0) > 0.5 * label.width
            if near or under:
                return piece
    return None
