"""Finder for the fields of a printed form, whose labels stand in columns and whose values run over several lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from extractors.clean import latin
from extractors.finders.base import Candidate
from extractors.finders.form_labels import Row
from extractors.finders.form_rows import rows
from extractors.finders.patterns import part_of
from extractors.model import Document
from extractors.recent import Recent
from extractors.textmap import TextMap

#: a value whose extent is not certain is worth this much of itself, and is never sure
_LOOSE = 0.8


def form(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """What belongs to a label of a form: beside it, in the lines that go on from there, or under it.

    ``labels``: the label in its spellings; blanks inside it do not matter. ``whole_line``: gaps do not end a line of
    the value. ``until``: a line that it finds ends the value. ``unless``: no value that it finds. ``part``: ``first``
    or ``last`` of a range.
    """
    textmap = TextMap.of(document, flow=False)
    names = (*spec["labels"], *spec.get("_stops", ()))
    wanted = set(spec["labels"])
    found: list[Candidate] = []
    for row in _ROWS(textmap)(tuple(sorted(set(names)))):
        if row.name in wanted:
            candidate = _value(textmap, row, spec)
            if candidate is not None:
                found.append(candidate)
    return found


def _value(textmap: TextMap, row: Row, spec: Mapping[str, Any]) -> Candidate | None:
    until: re.Pattern[str] | None = spec.get("until")
    unless: re.Pattern[str] | None = spec.get("unless")
    raw = ""
    spans: list[tuple[int, int]] = []
    for line in row.lines:
        kept = line if spec.get("whole_line") else line[:1]
        text = "\t".join(textmap.text[piece.start : piece.end] for piece in kept)
        if until is not None and until.search(text):
            break
        raw += (" " if raw and latin(raw[-1]) and latin(text[0]) and not raw[-1].isdigit() else "") + text
        spans += [(piece.start, piece.end) for piece in kept]
    if not raw.strip("\t _"):
        return Candidate("", textmap.evidence(row.start, row.end), 0.97, blank=True)
    if unless is not None and unless.search(raw):
        return None
    part = part_of(raw, spec.get("part"))
    if spec.get("part") and part and len(spans) == 1:
        at = textmap.text.index(part, spans[0][0])
        spans = [(at, at + len(part))]
    score = (1.0 if row.apart else 0.97) * (_LOOSE if row.loose else 1.0)
    tags = {"doubtful": "true"} if row.loose else {}
    return Candidate(part, textmap.evidence_of(spans), score, blank=not part.strip(), tags=tags)


class _Rows:
    """The rows of one document by the labels asked for; all fields of a kind ask for the same ones."""

    def __init__(self, textmap: TextMap) -> None:
        self._textmap = textmap
        self._found: dict[tuple[str, ...], list[Row]] = {}

    def __call__(self, names: tuple[str, ...]) -> list[Row]:
        if names not in self._found:
            self._found[names] = rows(self._textmap, names)
        return self._found[names]


_ROWS: Recent[TextMap, _Rows] = Recent(_Rows)
