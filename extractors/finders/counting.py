"""How many people a paper counts: what it states against what it lists.

A whole list that is longer or shorter than the stated number is a contradiction, and neither is chosen. A list may
also be a part of the people: one page of several, those of one state, one that goes on elsewhere. Then the stated
number stands, and is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.finders.findings import Findings
from extractors.finders.headcounts import INSURED, PART, TRAINED, stated_counts, told_counts
from extractors.finders.roster import Roster
from extractors.geometry import upright_size
from extractors.model import Document, Evidence, Problem
from extractors.tables.stream import Line, Row, stream
from extractors.textmap import TextMap

_OF_PAGES = re.compile(r"共(\d{1,3})页|(?<![\d/.-])\d{1,3}/(\d{1,3})(?:页|$)|/共?(\d{1,3})页|总页数[:为]?(\d{1,3})")
_GOES_ON = re.compile(r"(接|转|续|见)(下|次|后|附)页?|续表|未完|待续|部分(人员|名单)|节选|摘录|本页小计|详见附")
_PAGE_NUMBER = re.compile(r"[-(第]*\d{1,3}(/\d{1,3})?[-)页]*(共\d{1,3}页)?")
#: share of a page's height that stays white below a list that ends on it
_WHITE = 0.12


@dataclass(frozen=True, slots=True)
class Listed:
    people: int  #: counted once each
    lines: int
    active: int  #: without those whose state says that they left
    unread: bool  #: some lines hold a name that could not be read, or stand for lines left out
    in_order: bool  #: every line has its serial number, from 1 without a gap
    closed: bool  #: the list is all there is: it was read whole and ends before the paper does
    torn: bool  #: the paper says that it has more pages than are here
    evidence: tuple[Evidence, ...]


def listed(document: Document, rosters: Sequence[Roster], *, whole: bool = True) -> Listed | None:
    """All lists taken together; None without any. ``whole``: these are all the lists of the paper."""
    if not rosters:
        return None
    people = [person for roster in rosters for person in roster.people]
    keys = {person.key for person in people}
    numbers = sorted(n for r in rosters for n in r.serials)
    in_order = all(r.in_order for r in rosters) or (
        numbers == [*range(1, len(people) + 1)] and not any(r.unread for r in rosters)
    )
    return Listed(
        len(keys),
        len(people),
        sum(r.active for r in rosters) if len(rosters) > 1 else rosters[0].active,
        any(r.unread for r in rosters),
        in_order,
        whole and _closed(document, rosters),
        _torn(document),
        tuple(one for roster in rosters for one in roster.evidence(document)),
    )


def _closed(document: Document, rosters: Sequence[Roster]) -> bool:
    last = rosters[-1].last
    if last is None or any(roster.unread for roster in rosters):
        return False
    if not all(r.in_order or not r.serials for r in rosters):
        return False
    items = stream(document)
    if _torn(document):
        return False
    after = [item for item in items[items.index(last) + 1 :] if not _PAGE_NUMBER.fullmatch(item.text)]
    if any(_GOES_ON.search(item.text) for item in after):
        return False
    if any(_says_something(item) for item in after):
        return True
    height = upright_size(last.page)[1]
    return last.page is document.pages[-1] and last.place.bottom < (1 - _WHITE) * height


def _torn(document: Document) -> bool:
    told = (match for item in stream(document) for match in _OF_PAGES.finditer(item.text))
    return any(int(next(number for number in match.groups() if number)) > len(document.pages) for match in told)


def _says_something(item: Line | Row) -> bool:
    return len(re.findall(r"[一-龥]", item.text)) >= 2


def settle_count(
    found: Findings,
    name: str,
    texts: Sequence[TextMap],
    asked: str,
    seen: Listed | None,
    others: Collection[int] = (),
    agreed: str = "",
    by_month: Collection[int] = (),
) -> bool:
    """Gives the field ``name``, or its conflict, from what is stated; False when nothing is stated.

    ``asked``: INSURED or TRAINED; ``others``: the one number that the paper tells elsewhere, or several that differ
    by nature; ``agreed``: the code of the check against the one; ``by_month``: counts of months that differ, which
    a line cut out of its sentence (the last of ``texts``) does not show as such.
    """
    stated: dict[int, tuple[Evidence, ...]] = {}
    parts: set[int] = set()
    sentences = {said.count for said in told_counts(texts[-1].text)}
    for text in texts:
        for said in stated_counts(text.text, asked):
            if said.count not in by_month or said.count in sentences:
                stated.setdefault(said.count, text.evidence(said.start, said.end))
        parts |= {said.count for said in told_counts(text.text) if said.role == PART}
    if len(stated) > 1 and seen is not None and seen.people in stated:
        stated = {seen.people: stated[seen.people]}
    if len(stated) > 1:
        found.differ(name, stated.items(), "count")
        return True
    if not stated:
        return False
    count, at = next(iter(stated.items()))
    checks = [("+" if count in others else "-") + agreed] if agreed and len(others) == 1 else []
    if seen is None or count in {seen.people, seen.lines, seen.active}:
        checks += ["+roster_count"] if seen is not None else []
        found.add(name, count, at, 0.93, checks, kind="count")
        return True
    if parts & {seen.people, seen.lines}:  # the list is of a part that the paper counts too
        found.add(name, count, at, 0.93, checks, kind="count", doubtful=True)
        return True
    data: dict[str, str | int] = {"stated": count, "listed": seen.people}
    found.problems.append(Problem(f"{_KIND[asked]}.count_differs", data, at[0].page, at[0].boxes))
    if seen.closed:
        found.differ(name, ((count, at), (seen.people, seen.evidence)), "count")
    else:
        found.add(name, count, at, 0.93, ["-roster_count", *checks], kind="count")
    return True


#: whose problem it is, by what is counted
_KIND = {INSURED: "social", TRAINED: "training"}
