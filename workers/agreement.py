"""What the documents of a case say of the same thing, compared: the enterprise, its code, its leases, its headcount.

Pure: extractions in, findings out, each with every place it rests on. What is compared is data in ``agreement.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, product
from pathlib import Path
from typing import Final

from extractors.model import Extraction, Field, Value
from extractors.strictyaml import Node, load
from workers import wording

_FILE = Path(__file__).with_suffix(".yaml")
#: how two readings stand to each other, from the worst: another name or value; another name with the same credit code
#: (renamed, or misspelt); nearly the same letters (misread, or misspelt); a branch of the same enterprise
RELATIONS: Final = ("differs", "same_code", "alike", "branch")
#: a paper of a time that had not begun on the day the case is judged as of
FUTURE: Final = "future"


@dataclass(frozen=True, slots=True)
class Reading:
    document_id: str
    field: Field


@dataclass(frozen=True, slots=True)
class Finding:
    check: str  #: of ``agreement.yaml``, or ``period``
    relation: str  #: one of RELATIONS, or FUTURE
    readings: tuple[Reading, ...]  #: of different documents; the one the others are held against comes first
    disputed: str | None = None  #: the document whose field is disputed by it


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a check looks."""

    kind: str
    field: str
    code: str | None
    unless: str | None
    reference: bool  #: the others are held against it, two of it not against each other


@dataclass(frozen=True, slots=True)
class Check:
    name: str
    names: bool  #: compares names, not plain values
    by: tuple[tuple[str, bool], ...]  #: field, and whether it may be missing
    spots: tuple[Spot, ...]
    disputes: str | None


@dataclass(frozen=True, slots=True)
class Agreements:
    checks: tuple[Check, ...]
    also: Mapping[str, tuple[str, ...]]  #: other fields that stand for one
    periods: tuple[Spot, ...]


@lru_cache(maxsize=1)
def agreements(path: Path = _FILE) -> Agreements:
    """Raises KindError."""
    root = load(path).mapping(("checks", "also", "periods"), ("checks",))
    also = {name: _texts(node) for name, node in root["also"].mapping().items()} if "also" in root else {}
    periods = tuple(_spot(node) for node in root["periods"].sequence()) if "periods" in root else ()
    return Agreements(tuple(_check(node) for node in root["checks"].sequence()), also, periods)


def _texts(node: Node) -> tuple[str, ...]:
    return tuple(one.text() for one in node.sequence())


def _spot(node: Node) -> Spot:
    keys = node.mapping(("kind", "field", "code", "unless", "reference"), ("kind", "field"))
    code, unless = (keys[name].text() if name in keys else None for name in ("code", "unless"))
    reference = "reference" in keys and keys["reference"].flag()
    return Spot(keys["kind"].text(), keys["field"].text(), code, unless, reference)


def _check(node: Node) -> Check:
    keys = node.mapping(("check", "as", "by", "papers", "disputes"), ("check", "as", "papers"))
    if keys["as"].text() not in ("name", "value"):
        keys["as"].fail("'as' is name or value")
    by = tuple((name.rstrip("?"), name.endswith("?")) for name in _texts(keys["by"])) if "by" in keys else ()
    disputes = keys["disputes"].text() if "disputes" in keys else None
    spots = tuple(_spot(one) for one in keys["papers"].sequence())
    return Check(keys["check"].text(), keys["as"].text() == "name", by, spots, disputes)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was read, and is no copy of another."""

    document_id: str
    extraction: Extraction

    def get(self, name: str) -> Field | None:
        names = (name, *agreements().also.get(name, ()))
        return next((field for wanted in names for field in self.extraction.fields if field.name == wanted), None)


def findings(papers: Sequence[Paper], on: date) -> tuple[Finding, ...]:
    """What does not agree, in the order of the checks. ``on``: the day the case is judged as of."""
    found: list[Finding] = []
    for check in agreements().checks:
        found += _pairs(check, papers) if check.by else _all(check, papers)
    return (*found, *_later(papers, on))


# -- one thing of the whole case ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Said:
    spot: Spot
    paper: Paper
    field: Field

    @property
    def code(self) -> Value | None:
        field = self.paper.get(self.spot.code) if self.spot.code else None
        return field.value if field else None


def _said(check: Check, papers: Sequence[Paper]) -> Iterator[_Said]:
    for spot in check.spots:
        for paper in papers:
            field = paper.get(spot.field) if paper.extraction.kind.kind == spot.kind else None
            if field is not None:
                yield _Said(spot, paper, field)


def _all(check: Check, papers: Sequence[Paper]) -> Iterator[Finding]:
    """Every document held against the first that speaks; all that stand to it in one way make one finding."""
    said = list(_said(check, papers))
    if not said:
        return
    first = said[0]
    by_relation: dict[str, list[_Said]] = {}
    for other in said[1:]:
        if other.spot.reference or not (first.spot.reference or all(not s.reference for s in check.spots)):
            continue
        if other.spot.unless and _names(other.paper.get(other.spot.unless), first.field):
            continue
        relation = _relation(check, first, other)
        if relation is not None:
            by_relation.setdefault(relation, []).append(other)
    for relation in RELATIONS:
        if others := by_relation.get(relation):
            yield _finding(check, relation, [first, *others])


def _names(field: Field | None, other: Field) -> bool:
    return field is not None and wording.folded(str(field.value)) == wording.folded(str(other.value))


def _finding(check: Check, relation: str, said: Sequence[_Said]) -> Finding:
    disputed = next((one.paper.document_id for one in said if one.spot.kind == check.disputes), None)
    readings = tuple(Reading(one.paper.document_id, one.field) for one in said)
    return Finding(check.name, relation, readings, disputed if relation == "differs" else None)


def _relation(check: Check, one: _Said, other: _Said) -> str | None:
    """None where they agree."""
    if not check.names:
        return None if _equal(one.field.value, other.field.value) else "differs"
    a, b = str(one.field.value), str(other.field.value)
    if wording.folded(a) == wording.folded(b):
        return None
    if wording.branch(a, b):
        return "branch"
    if one.code is not None and one.code == other.code:
        return "same_code"
    return "alike" if wording.alike(a, b) else "differs"


def _equal(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return wording.folded(one) == wording.folded(other)
    return one == other


# -- one thing of two documents -------------------------------------------------------------------------------------


def _pairs(check: Check, papers: Sequence[Paper]) -> Iterator[Finding]:
    """Documents that speak of one lease, or one month, held against each other."""
    order = {paper.document_id: index for index, paper in enumerate(papers)}
    told: set[frozenset[str]] = set()
    for one, other in combinations(_said(check, papers), 2):
        pair = frozenset((one.paper.document_id, other.paper.document_id))
        if len(pair) < 2 or pair in told:
            continue
        kinds = {one.spot.kind, other.spot.kind}
        # two leases are two leases: only documents of different kinds, or two that count, speak of one thing
        if len({spot.kind for spot in check.spots}) > 1 and len(kinds) < 2:
            continue
        if not all(_meet(one.paper.get(name), other.paper.get(name), missing) for name, missing in check.by):
            continue
        relation = _relation(check, one, other)
        if relation is not None and not _another(check, one, other, papers):
            told.add(pair)
            yield _finding(check, relation, sorted((one, other), key=lambda said: order[said.paper.document_id]))


def _meet(one: Field | None, other: Field | None, missing: bool) -> bool:
    """Whether two documents name the same lessee, address or month."""
    if one is None or other is None:
        return missing
    if not isinstance(one.value, str) or not isinstance(other.value, str):
        return one.value == other.value
    a, b = wording.folded(one.value), wording.folded(other.value)
    within = len(min(a, b, key=len)) >= 6 and (a in b or b in a)
    return a == b or within or wording.alike(one.value, other.value)


def _another(check: Check, one: _Said, other: _Said, papers: Sequence[Paper]) -> bool:
    """Whether a document that speaks of one of several leases agrees with another that it fits as well."""
    several = check.spots[0].kind
    mine, yours = (one, other) if one.spot.kind != several else (other, one)
    if mine.spot.kind == several:
        return False
    return any(
        third.spot.kind == several
        and third.paper is not yours.paper
        and all(_meet(mine.paper.get(name), third.paper.get(name), gap) for name, gap in check.by)
        and _relation(check, mine, third) is None
        for third in _said(check, papers)
    )


# -- time -----------------------------------------------------------------------------------------------------------


def _later(papers: Sequence[Paper], on: date) -> Iterator[Finding]:
    for paper, spot in product(papers, agreements().periods):
        field = next((f for f in paper.extraction.fields if f.name == spot.field), None)
        if paper.extraction.kind.kind != spot.kind or field is None:
            continue
        period = field.value.isoformat() if isinstance(field.value, date) else str(field.value)
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", period) and period > on.isoformat()[: len(period)]:
            yield Finding("period", FUTURE, (Reading(paper.document_id, field),))
