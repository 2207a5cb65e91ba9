"""The reader of training rosters: how many people took part, as stated and as listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.finders.base import Read
from extractors.finders.counting import listed, settle_count
from extractors.finders.findings import Findings
from extractors.finders.headcounts import TRAINED
from extractors.finders.people import TRAINED_HEAD, column_of
from extractors.finders.roster import rosters_of
from extractors.model import Document
from extractors.textmap import TextMap


def read(document: Document, spec: Mapping[str, Any]) -> Read:
    """``spec``: ``fields``, the names whose absence is told. A stated count that is not that of the whole list is a
    conflict; without a stated one the list's own length counts, which is certain only where its serial numbers run
    without a gap."""
    found = Findings()
    rosters = rosters_of(document)
    seen = listed(document, rosters)
    if seen is not None:
        checks = ("+serials",) if seen.in_order else ()
        found.add("roster_rows", seen.lines, seen.evidence, 0.9, checks, kind="count", doubtful=seen.unread)
    texts = (TextMap.of(document, flow=False), TextMap.of(document, flow=True))
    if not settle_count(found, "trainee_count", texts, TRAINED, seen):
        column = None if seen is not None else column_of(document, TRAINED_HEAD)
        part = column is not None and not column.whole
        if seen is not None and seen.torn:
            found.lacking("trainee_count", "ambiguous")
        elif seen is not None:
            checks = ("+serials",) if seen.in_order and seen.people == seen.lines else ()
            found.add("trainee_count", seen.people, seen.evidence, 0.88, checks, kind="count", doubtful=not checks)
        elif column is not None:
            found.add("trainee_count", column.count, column.evidence, 0.9, column.checks, kind="count", doubtful=part)
    for name in spec.get("fields", ()):
        if name not in found.named:
            found.lacking(name)
    return found.read()
