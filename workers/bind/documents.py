"""A field of a document as a fact of the pack's vocabulary, with its evidence; what does not fit is a problem."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from extractors.model import Evidence, Field, RentPeriod
from extractors.model import Value as FieldValue
from rules.facts import Conflict, Fact, SourceRef, State
from rules.model import FactSpec, FieldSource
from rules.types import RentStep, Type, Value, fits
from workers import stated
from workers.bind.bound import MISFIT, BindProblem, Collected, Dispute, NotFound, Source


def from_document(
    spec: FactSpec, given: FieldSource, subject: str, source: Source, found: Collected, dispute: Dispute | None
) -> None:
    """A field ``name.part`` is that part of a field of several values (``insured_by_type.失业保险``)."""
    extraction = source.extraction
    name, _, part = given.field.partition(".")
    for conflict in extraction.conflicts:
        if conflict.name == name:
            parts = [_part(reading, part) for reading in conflict.readings]
            readings = [_fact(spec, subject, reading, n, found) for n, reading in enumerate(parts) if reading]
            found.conflicts.append(Conflict(spec.name, subject, tuple(r for r in readings if r), conflict.code))
            return
    for one in extraction.fields:
        if one.name == name:
            held = _part(one, part)
            fact = _fact(spec, subject, held, None, found) if held else None
            if fact is None and held is not None and held.sure and _no_month(spec, held.value):
                found.unasked.append((spec.name, subject))
            rival = _fact(spec, subject, dispute.other, None, found) if fact and dispute else None
            if fact is not None and rival is not None and dispute is not None:
                found.conflicts.append(Conflict(spec.name, subject, (fact, rival), dispute.code))
            elif fact is not None:
                found.facts.append(fact)
            return
    for missing in extraction.missing:
        if missing.name == name:
            found.missing.append(NotFound(spec.name, subject, source.document_id, given.field, missing.reason))


def _part(one: Field, part: str) -> Field | None:
    """The field itself, or one part of its mapping; None where it has no such part.

    The evidence of a part is its own where the field has a place for each part, in their order; else all of it.
    """
    if not part:
        return one
    value = one.value.get(part) if isinstance(one.value, Mapping) else None
    if value is None or not isinstance(one.value, Mapping):
        return None
    places = one.evidence
    if len(places) == len(one.value):
        own = places[list(one.value).index(part)]
        places = (own,) if str(value) in own.text else places
    return replace(one, value=value, evidence=places)


def _fact(spec: FactSpec, subject: str, one: Field, reading: int | None, found: Collected) -> Fact | None:
    try:
        value = _value(spec, one.value)
    except (ValueError, TypeError):
        data = {
            "fact": spec.name,
            "subject": subject,
            "field": one.name,
            "type": spec.type.value,
            "text": one.evidence[0].text,
        }
        found.problems.append(BindProblem(MISFIT, data))
        return None
    if value is None:
        return None
    ending = "" if reading is None else f"~{reading + 1}"
    return Fact(
        id=f"{spec.name}@{subject}#{one.evidence[0].document[:12]}{ending}",
        name=spec.name,
        subject=subject,
        value=value,
        state=State.EXTRACTED,
        evidence=tuple(_ref(evidence) for evidence in one.evidence),
        sure=one.sure,
    )


def _ref(evidence: Evidence) -> SourceRef:
    return SourceRef(
        method=evidence.method.value,
        document=evidence.document,
        page=evidence.page,
        boxes=tuple((box.x0, box.top, box.x1, box.bottom) for box in evidence.boxes),
        text=evidence.text,
        confidence=evidence.confidence,
        sheet=evidence.sheet,
        cells=evidence.cells,
    )


def _value(spec: FactSpec, raw: FieldValue) -> Value | None:
    """The value as the vocabulary types it; None where the field is of another sort and simply does not tell.

    Raises ValueError or TypeError where it should tell and cannot.
    """
    if spec.type is Type.SCHEDULE:
        return _schedule(raw)
    if isinstance(raw, tuple | Mapping):
        raise TypeError(raw)
    if spec.type is Type.CHOICE:
        return _choice(spec, raw)
    if spec.type is Type.MONTH:  # a period may be a year, a month or a day: only a month tells the month
        return raw if isinstance(raw, str) and fits(raw, Type.MONTH) else None
    if spec.type is Type.TEXT:
        return raw.isoformat() if isinstance(raw, date) else str(raw)
    if spec.type is Type.DATE:
        if not isinstance(raw, date):
            raise TypeError(raw)
        return raw
    return stated.value(spec, raw)


def _no_month(spec: FactSpec, raw: FieldValue) -> bool:
    """A paper of a year or a day: it has no month that could be asked for."""
    return spec.type is Type.MONTH and isinstance(raw, str | date) and not fits(raw, Type.MONTH)


def _schedule(raw: FieldValue) -> tuple[RentStep, ...]:
    if not isinstance(raw, tuple) or not raw:
        raise TypeError(raw)
    steps = []
    for period in raw:
        if not isinstance(period, RentPeriod):
            raise TypeError(period)
        steps.append(RentStep(period.start, period.end, stated.fen(period.amount), period.per))
    return tuple(steps)


def _choice(spec: FactSpec, raw: object) -> str | None:
    """By the choice's own word or its Chinese name; None for a text that names none of them."""
    words = plain(str(raw))
    for choice, label in spec.choices.items():
        if words in {plain(choice), plain(label.zh)}:
            return choice
    return None


def plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()
