"""Finders that look through running text: sentence patterns, dates that stand alone, codes, titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extractors import dates, identifiers
from extractors.finders.base import Candidate
from extractors.finders.columns import Section, columns, sections
from extractors.model import Document
from extractors.textmap import PAGE_NUMBER, TextMap
from extractors.ticks import unticked

_SENTENCE_END = "。;\n"
#: no sentence is longer, in characters
_LONGEST = 1000
#: values that end like this are whole, even at the end of a line that may go on
COMPLETE = re.compile(r"(?:[。;!?元整日%]|平方米|m2|公司|\d{4}([-./])\d{1,2}\1\d{1,2})$")


#: of a measure the figure is what is to be looked at
_MEASURE = re.compile(r"[ \t_]*(\d[\d,.]*)[ \t_]*(?:sq\.? ?m\.?)?[ \t]*(?:平方米|平米|平方|m2)")


def part_of(text: str, which: str | None) -> str:
    """``first`` or ``last`` half of a range (自…至…, 2017-03-02 至 2037-03-01); all of it otherwise."""
    if which is None:
        return text
    days = list(dates.find(text))
    if len(days) == 2:  # whatever joins them: 2019.3.1-2021.2.28
        return text[: days[0].end] if which == "first" else text[days[1].start :]
    parts = re.split(r"至|到|—|~|-{1,2}(?!\d)|(?<=日)-", text, maxsplit=1)
    if len(parts) < 2:
        return text if which == "first" else ""
    return parts[0] if which == "first" else parts[1]


def sentence(text: str, at: int) -> tuple[int, int]:
    """The sentence around an offset, or as much of it as a sentence may be long."""
    low, high = max(0, at - _LONGEST), min(len(text), at + _LONGEST)
    start = max(low, *(text.rfind(char, low, at) + 1 for char in _SENTENCE_END))
    ends = [end for end in (text.find(char, at, high) for char in _SENTENCE_END) if end >= 0]
    return start, min(ends, default=high)


def pattern(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """Regular expressions over the text; the group ``value`` (or the whole match) is the value.

    The earlier an expression stands in the list, the better its place: each later one is worth 2% less.
    """
    textmap = TextMap.of(document, flow=spec.get("where", "flow") == "flow")
    unless: re.Pattern[str] | None = spec.get("unless")
    found: list[Candidate] = []
    for rank, expression in enumerate(spec["match"]):
        for low, high in sections(textmap, spec.get("between")):
            for match in expression.finditer(textmap.text, low, high):
                start, end = match.span("value") if "value" in expression.groupindex else match.span()
                if start < 0:
                    continue
                if unticked(textmap.text, start):
                    continue
                if unless is not None:
                    around = sentence(textmap.text, start)
                    if unless.search(textmap.text, *around):
                        continue
                raw = part_of(textmap.text[start:end], spec.get("part"))
                if raw:
                    start = textmap.text.index(raw, start)
                    end = start + len(raw)
                figure = _MEASURE.fullmatch(raw)
                at = (start + figure.start(1), start + figure.end(1)) if figure else (start, end)
                evidence = textmap.evidence(*at) or textmap.evidence(*match.span())
                cut = textmap.cut_off(end) and not COMPLETE.search(raw)
                tags = {"doubtful": "true"} if cut else {}
                if evidence:
                    found.append(Candidate(raw, evidence, 1 - 0.02 * rank, blank=not raw.strip(), tags=tags))
    return found


def standing_date(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """Dates that stand by themselves or behind a label, in the lower part of a page.

    ``from``: share of the printed part of the page above which nothing is looked at (0.5). ``near``: what must
    stand on the line or one of the two lines above. ``unless``: what must not stand beside the date. ``known``: what
    must be in a text beside it, where there is one, for the date not to be doubtful: a label may have been misread.
    """
    textmap = TextMap.of(document, flow=False)
    near: re.Pattern[str] | None = spec.get("near")
    unless: re.Pattern[str] | None = spec.get("unless")
    known: re.Pattern[str] | None = spec.get("known")
    found: list[Candidate] = []
    texts = _at(textmap)
    levels = _levels(textmap, texts, float(spec.get("from", 0.5)))
    for number, (line, start) in enumerate(zip(textmap.lines, textmap.starts, strict=True)):
        text = texts[number]
        if line.place.middle < levels[line.page]:
            continue
        if near is not None and not near.search("\n".join(texts[max(0, number - 2) : number + 1])):
            continue
        for dated in dates.find(text):
            beside = _beside(text, dated.start, dated.end)
            # a date inside a sentence is about something else
            if len(beside) > 12 or re.search(r"[至起止前后内]", beside):
                continue
            across = _across(text, dated.start)
            if unless and (unless.search(beside) or unless.search(across)):
                continue
            doubtful = known is not None and (beside or across) and not known.search(beside + across)
            tags = {"doubtful": "true"} if doubtful else {}
            evidence = textmap.evidence(start + dated.start, start + dated.end)
            found.append(Candidate(text[dated.start : dated.end], evidence, 1.0, value=dated.value, tags=tags))
    return found


def _levels(textmap: TextMap, texts: Sequence[str], share: float) -> Mapping[int, float]:
    """The height, in points, at which ``share`` of what is printed on a page lies above, by page number.

    The number of a page stands at its foot however little is printed above it.
    """
    reach: dict[int, tuple[float, float]] = {}
    for line, text in zip(textmap.lines, texts, strict=True):
        if line.page in reach and PAGE_NUMBER.match(text):
            continue
        top, bottom = reach.get(line.page, (line.place.top, line.place.bottom))
        reach[line.page] = min(top, line.place.top), max(bottom, line.place.bottom)
    return {page: top + share * (bottom - top) for page, (top, bottom) in reach.items()}


#: characters that a label before a gap may have, its colon or not
_LABEL = 12


def _beside(text: str, start: int, end: int) -> str:
    """What stands in the same stretch of the line as ``text[start:end]``, and the label before it."""
    low, before = _stretch(text, start)
    high = text.find("\t", end)
    label = before if before.endswith(":") else ""
    return re.sub(r"[\s_]", "", label + text[low:start] + text[end : high if high >= 0 else len(text)])


def _across(text: str, start: int) -> str:
    """A short text before the gap that ``text[start:]`` stands behind: its label, where a form has no colons."""
    low, before = _stretch(text, start)
    return before if len(before) <= _LABEL and not text[low:start].strip() else ""


def _stretch(text: str, start: int) -> tuple[int, str]:
    """Where the stretch of a line that ``start`` lies in begins, and the text of the one before it."""
    low = text.rfind("\t", 0, start) + 1
    return low, text[:low].rstrip("\t ").rsplit("\t", 1)[-1]


def _at(textmap: TextMap) -> list[str]:
    """The text of each line of a ``lines`` map."""
    ends = [*textmap.starts[1:], len(textmap.text) + 1] if textmap.starts else []
    return [textmap.text[start : max(start, end - 1)] for start, end in zip(textmap.starts, ends, strict=True)]


def valid_code(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """统一社会信用代码 anywhere (between ``after`` and ``before``); one that fails its check only counts less, and
    nothing where only those that pass are asked for (``checked``)."""
    found: list[Candidate] = []
    textmap = TextMap.of(document, flow=False)
    between = [spec[key] for key in ("after", "before") if key in spec]
    section = next(iter(columns(textmap, between)), None) if "after" in spec else Section(0, len(textmap.text))
    if section is None:
        return found
    for code in identifiers.find(textmap.text, section.low, section.high):
        if section.holds(textmap.place(code.start)) and (code.valid or not spec.get("checked")):
            raw = textmap.text[code.start : code.end]
            found.append(Candidate(raw, textmap.evidence(code.start, code.end), 1.0 if code.valid else 0.7))
    return found


def title_line(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """The first line (of all pages' first 12) that one of ``match`` finds, whole, without blanks."""
    textmap = TextMap.of(document, flow=False)
    for number, (start, text) in enumerate(zip(textmap.starts, _at(textmap), strict=True)):
        if number >= 12:
            break
        shown = re.sub(r"[\t ]", "", text)
        if any(expression.search(shown) for expression in spec["match"]):
            return [Candidate(shown, textmap.evidence(start, start + len(text)), 1.0)]
    return []
