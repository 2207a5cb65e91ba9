"""A document as the papers it amounts to: itself, or one for each period that it tells of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.model import Extraction, Field, Series
from rules.model import Pack


@dataclass(frozen=True, slots=True)
class Paper:
    extraction: Extraction
    subjects: Mapping[str, str]  #: by kind of subject, the subjects whose facts it gives
    whole: bool = True  #: the document itself, no part of it


def papers(pack: Pack, extraction: Extraction, subjects: Mapping[str, str]) -> Iterator[Paper]:
    """``subjects``: those of the document, by their kinds. The parts of ``statement:1`` are ``statement:1-2020-02``.

    Periods are told apart where the pack does so: where a fact of the subject is read from the field that names them.
    """
    series = extraction.series
    apart = {name for name in subjects if series is not None and _told_apart(pack, name, extraction, series)}
    yield Paper(extraction, {name: subject for name, subject in subjects.items() if name not in apart})
    if series is None or not apart:
        return
    own = _own(extraction, series)
    if own is not None:
        yield Paper(own, {name: subjects[name] for name in apart})
    for period, part in series.parts.items():
        yield Paper(part, {name: f"{subjects[name]}-{period}" for name in apart}, whole=False)


def _told_apart(pack: Pack, name: str, extraction: Extraction, series: Series) -> bool:
    kind = extraction.kind.kind
    return pack.subjects[name].many and any(
        fact.subject == name and given.kind == kind and given.field == series.by
        for fact in pack.facts.values()
        for given in fact.sources
    )


def _own(extraction: Extraction, series: Series) -> Extraction | None:
    """What the document says as a paper of its own: all, where it names its own period; else what no part says at the
    same place. None where no figure is left: nobody need be asked for the period of nothing."""
    if any(field.name == series.by for field in extraction.fields):
        return extraction
    told: dict[str, set[object]] = {}
    for part in series.parts.values():
        for field in part.fields:
            told.setdefault(field.name, set()).update(field.evidence)
    left = tuple(f for f in extraction.fields if not told.get(f.name, set()).issuperset(f.evidence))
    disputed = any(conflict.name in told for conflict in extraction.conflicts)
    if not disputed and not any(field.name in told and _figure(field) for field in left):
        return None
    return replace(extraction, fields=left, missing=tuple(m for m in extraction.missing if m.name not in told))


def _figure(field: Field) -> bool:
    return isinstance(field.value, int | Decimal) and not isinstance(field.value, bool)
