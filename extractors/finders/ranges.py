"""Days from … to …, where the second is told without what it shares with the first: 2020年3月9日至13日."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from extractors.finders.base import Candidate
from extractors.model import Document
from extractors.textmap import TextMap

_CLOCK = r"(?:[ \t]*\([^()\n]{1,6}\))?(?:[ \t]*\d{1,2}:\d\d(?::\d\d)?)?"
_FIRST = (
    rf"(?P<a>(?P<y>(?:19|20)\d\d)(?:年|[-./])[ \t]*(?P<m>\d{{1,2}})(?:月|[-./])[ \t]*(?P<d>\d{{1,2}})[日号]?){_CLOCK}"
)
_THEN = (
    r"(?P<b>(?:(?P<y2>(?:19|20)\d\d)(?:年|[-./])[ \t]*)?(?:(?P<m2>\d{1,2})(?:月|[-./])[ \t]*(?P<d2>\d{1,2})[日号]?"
    r"|(?P<d3>\d{1,2})[日号]))(?![\d.])"
)
_RANGE = re.compile(rf"(?<!\d){_FIRST}[ \t]*起?[ \t]*(?:至|到|-+|~+)[ \t]*{_THEN}")
_DAY = re.compile(rf"(?<!\d){_FIRST}(?!\d)")


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def date_range(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """The first or last day (``part``) of ranges in a sentence or line that ``near`` finds (not more than 30
    characters before the range or 40 behind it), unless ``unless`` is found there.

    ``alone``: a day behind ``near`` with no second one is both the first and the last, which is never sure.
    """
    near: re.Pattern[str] = spec["near"]
    unless: re.Pattern[str] | None = spec.get("unless")
    found: list[Candidate] = []
    for flow in (False, True):
        textmap = TextMap.of(document, flow=flow)
        text = textmap.text
        ranges = list(_RANGE.finditer(text))
        for match in ranges:
            if not _beside(text, match, near, 40) or (unless and _beside(text, match, unless, 4)):
                continue
            first = _made(match["y"], match["m"], match["d"])
            last = _made(match["y2"] or match["y"], match["m2"] or match["m"], match["d2"] or match["d3"])
            value = first if spec["part"] == "first" else last
            if first is None or last is None or value is None or first > last:
                continue
            group = "a" if spec["part"] == "first" else "b"
            found.append(Candidate(match[group], textmap.evidence(*match.span(group)), 1.0, value=value))
        if found or not spec.get("alone"):
            continue
        for match in _DAY.finditer(text):
            value = _made(match["y"], match["m"], match["d"])
            if value is None or not _beside(text, match, near, 0) or (unless and _beside(text, match, unless, 4)):
                continue
            at = textmap.evidence(*match.span("a"))
            found.append(Candidate(match["a"], at, 0.9, value=value, tags={"doubtful": "true"}))
    return found


def _beside(text: str, match: re.Match[str], sought: re.Pattern[str], behind: int) -> bool:
    """Whether the pattern is found on the line or in the sentence of the match, close to it."""
    before = re.split(r"[\n。;]", text[max(0, match.start() - 30) : match.start()])[-1]
    after = re.split(r"[\n。;]", text[match.end() : match.end() + behind])[0]
    return bool(sought.search(before) or sought.search(after))
