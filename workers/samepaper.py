"""Which documents of a case are one paper: scanned twice, or handed in as a text and as a scan of it.

What a paper grants is granted once: the facts of a copy belong to the subject of the first document, where equal
values join and different ones dispute each other. A person can say that two documents are two papers after all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from extractors.model import Extraction, Field, Value
from extractors.strictyaml import load
from workers import wording
from workers.likeness import Print, likeness

_FILE = Path(__file__).with_suffix(".yaml")
_LISTS = ("apart", "never", "same")


@dataclass(frozen=True, slots=True)
class Paper:
    """A document that was read."""

    document_id: str
    extraction: Extraction
    print: Print | None  #: None where its pages are not at hand


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that is the same paper as an earlier one."""

    document_id: str
    of: str  #: document id of the first
    basis: str  #: text: nearly the same words and numbers; fields: every field that tells such papers apart is the same
    likeness: float | None  #: 0 to 1, of the text


@dataclass(frozen=True, slots=True)
class _Signs:
    apart: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    same: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _signs() -> Mapping[str, _Signs]:
    """By kind. Raises KindError."""
    found = {}
    for kind, node in load(_FILE).mapping().items():
        lists = {name: tuple(one.text() for one in given.sequence()) for name, given in node.mapping(_LISTS).items()}
        found[kind] = _Signs(**lists)
    return found


def kinds() -> frozenset[str]:
    """The kinds of which copies are looked for."""
    return frozenset(_signs())


def copies(papers: Sequence[Paper], apart: Collection[frozenset[str]] = ()) -> tuple[Copy, ...]:
    """Every document that is a copy of an earlier one, in order. ``apart``: pairs of document ids that a person
    declared two papers."""
    first: dict[str, str] = {}
    found: dict[str, Copy] = {}
    for one, other in combinations(papers, 2):
        if other.document_id in first or one.extraction.kind.kind != other.extraction.kind.kind:
            continue
        origin = first.get(one.document_id, one.document_id)
        if frozenset((origin, other.document_id)) in apart or frozenset((one.document_id, other.document_id)) in apart:
            continue
        told = _one_paper(one, other)
        if told is not None:
            first[other.document_id] = origin
            found[other.document_id] = Copy(other.document_id, origin, *told)
    return tuple(found[paper.document_id] for paper in papers if paper.document_id in found)


def _one_paper(one: Paper, other: Paper) -> tuple[str, float | None] | None:
    """On what basis, and how alike; None for two papers."""
    signs = _signs().get(one.extraction.kind.kind)
    if signs is None:
        return None
    here, there = _fields(one.extraction), _fields(other.extraction)
    for name in (*signs.never, *signs.apart):
        a, b = here.get(name), there.get(name)
        if a and b and _differ(a.value, b.value) and (name in signs.never or (a.sure and b.sure)):
            return None
    share = likeness(one.print, other.print) if one.print and other.print else None
    if share is not None:
        return "text", share
    if signs.same and all(n in here and n in there and not _differ(here[n].value, there[n].value) for n in signs.same):
        return "fields", None
    return None


@dataclass(frozen=True, slots=True)
class Differences:
    """What was read of two documents that are one paper, name by name."""

    differ: tuple[tuple[Field, Field], ...]  #: of the one, of the other
    only: tuple[tuple[int, Field], ...]  #: read in one of them: which (0 or 1), and what
    agreeing: int


def differences(one: Extraction, other: Extraction) -> Differences:
    """Values as read, word by word: only width, brackets and blanks of texts do not count."""
    here, there = _fields(one), _fields(other)
    both = [(field, there[name]) for name, field in here.items() if name in there]
    differ = tuple((a, b) for a, b in both if not _same(a.value, b.value))
    only = [(0, field) for name, field in here.items() if name not in there]
    only += [(1, field) for name, field in there.items() if name not in here]
    return Differences(differ, tuple(only), len(both) - len(differ))


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return wording.folded(one) == wording.folded(other)
    return one == other


def _fields(extraction: Extraction) -> dict[str, Field]:
    return {field.name: field for field in extraction.fields}


def _differ(one: Value, other: Value) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return wording.folded(one) != wording.folded(other) and not wording.alike(one, other)
    return one != other
