"""The reader of training rosters: how many people took part, as stated and as listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extractors.finders.base import Read
from extractors.finders.findings import Findings
from extractors.finders.roster import rosters_of, stated_counts
from extractors.model import Document, Evidence, Problem
from extractors.textmap import TextMap


def read(document: Document, spec: Mapping[str, Any]) -> Read:
    """``spec``: ``fields``, the names whose absence is told. The stated count is checked against the list; without
    one the list's own length counts, which is certain only where its serial numbers run without a gap."""
    found = Findings()
    rosters = rosters_of(document)
    listed: int | None = None
    whole = False
    places: list[Evidence] = []
    if rosters:
        rows = sum(len(r.people) for r in rosters)
        keys = {(p.identity if len(p.identity) >= 6 else "", p.name.text) for r in rosters for p in r.people}
        listed = len(keys)
        whole = all(r.in_order for r in rosters) or sorted(n for r in rosters for n in r.serials) == [
            *range(1, rows + 1)
        ]
        places = [e for r in rosters for e in r.evidence(document)]
        found.add("roster_rows", rows, places, 0.9, ("+serials",) if whole else (), kind="count")
    stated: dict[int, tuple[Evidence, ...]] = {}
    for text in (TextMap.of(document, flow=False), TextMap.of(document, flow=True)):
        for said in stated_counts(text.text):
            stated.setdefault(said.count, text.evidence(said.start, said.end))
    if len(stated) > 1 and listed in stated:
        stated = {listed: stated[listed]}
    if len(stated) == 1:
        count, at = next(iter(stated.items()))
        checks: list[str] = []
        if listed is not None:
            checks.append("+roster_count" if listed == count else "-roster_count")
        if checks and checks[0].startswith("-"):
            data: dict[str, str | int] = {"stated": count, "listed": listed or 0}
            found.problems.append(Problem("training.count_differs", data, at[0].page, at[0].boxes))
        found.add("trainee_count", count, at, 0.93, checks, kind="count")
    elif stated:
        found.differ("trainee_count", stated.items(), "count")
    elif listed is not None:
        checks = ["+serials"] if whole and listed == sum(len(r.people) for r in rosters) else []
        found.add("trainee_count", listed, places, 0.88, checks, kind="count", doubtful=not checks)
    for name in spec.get("fields", ()):
        if name not in found.named:
            found.lacking(name)
    return found.read()
