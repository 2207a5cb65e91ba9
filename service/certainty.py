"""How certain a value is, for people.

The word decides: *sure* may be used without a person, *unsure* may not. The number says how far an unsure value is from
that: the share of such values that were right where it was measured. It is shown of unsure values only, and only below
what any value needs to be sure; one that something else speaks against (a check that failed, mended characters) is
unsure at any share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from extractors import confidence
from extractors.model import Evidence, Extraction, Field
from rules.facts import Fact, SourceRef
from rules.model import FactSpec
from service import catalogue


@lru_cache(maxsize=1)
def _least() -> float:
    """The least confidence that makes any value sure."""
    return min(least for ways in confidence.thresholds().values() for least in ways.values())


def percent(sure: bool, share: float | None) -> int | None:
    """Whole percent, rounded down; None where the word says it all."""
    if sure or share is None or share >= _least():
        return None
    return int(share * 100)


def worded(sure: bool, share: float | None, lang: str) -> str:
    """``可靠``, ``待核``, ``待核（把握约 62%）``."""
    number = percent(sure, share)
    if number is None:
        return catalogue.text("fact.sure" if sure else "fact.unsure", lang)
    return catalogue.text("certainty.unsure_of", lang, {"percent": number})


def of_fact(fact: Fact, spec: FactSpec, extractions: Iterable[Extraction]) -> float | None:
    """The confidence of a fact that papers give: of those that agree on it, that of the surest. None where no paper
    gives it.

    ``extractions``: of the documents that the fact's evidence names.
    """
    found = [field for extraction in extractions for field in _fields(fact, spec, extraction)]
    best = max(found, key=lambda field: (field.sure, field.confidence), default=None)
    return None if best is None else best.confidence


def _fields(fact: Fact, spec: FactSpec, extraction: Extraction) -> Iterator[Field]:
    names = {one.field.partition(".")[0] for one in spec.sources if one.kind == extraction.kind.kind}
    refs = [ref for ref in fact.evidence if ref.document == extraction.document]
    for part in _all(extraction):
        readings = (one for conflict in part.conflicts for one in conflict.readings)
        for field in (*part.fields, *readings):
            if field.name in names and any(_same(ref, evidence) for ref in refs for evidence in field.evidence):
                yield field


def _all(extraction: Extraction) -> Iterator[Extraction]:
    yield extraction
    if extraction.series is not None:
        yield from extraction.series.parts.values()


def _same(ref: SourceRef, evidence: Evidence) -> bool:
    boxes = tuple((box.x0, box.top, box.x1, box.bottom) for box in evidence.boxes)
    return (ref.page, ref.boxes) == (evidence.page, boxes)
