"""From what documents say and people state to the facts of a pack's vocabulary.

Nothing is chosen here: every reading becomes a fact of its own with its evidence; that several documents agree or
disagree is for :class:`rules.book.Book` to say. What does not fit the vocabulary is a problem, never a guess.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from extractors.model import Evidence, Extraction, Field, RentPeriod
from extractors.model import Value as FieldValue
from rules.facts import Conflict, Fact, FactSet, Overruling, SourceRef, State
from rules.model import FactSpec, FieldSource, Pack
from rules.types import RentStep, Type, Value, fits
from workers import misread, stated
from workers.records import OVERRULING, StatementRecord

#: a document gives a value that the fact's type cannot hold; data: fact, subject, field, type, text
MISFIT: Final = "bind.value_does_not_fit"
#: a statement that the pack in use does not allow; data: fact, subject, reason (unknown_fact, wrong_subject,
#: not_allowed, wrong_type, unknown_parameter, no_discretion)
REFUSED: Final = "bind.statement_refused"
PROBLEMS: Final = (MISFIT, REFUSED)

#: the fact that the name a case is applied under states, where the pack has it and lets the applicant declare it
APPLICANT: Final = "enterprise.name"


@dataclass(frozen=True, slots=True)
class BindProblem:
    code: str  #: one of PROBLEMS; the sentence is in the catalogue under ``problem.<code>``
    data: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """A document that was read, in the order of the case."""

    document_id: str
    extraction: Extraction


@dataclass(frozen=True, slots=True)
class Dispute:
    """Another document says otherwise: neither is to be believed before a person has looked."""

    document_id: str  #: whose field is disputed
    field: str
    other: Field  #: what the other document says
    code: str  #: stable; why


@dataclass(frozen=True, slots=True)
class SubjectMade:
    """The document that made a subject."""

    subject: str  #: ``lease:1``
    document_id: str
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """A fact that a document of the right kind does not give."""

    fact: str
    subject: str
    document_id: str
    field: str
    reason: str  #: of :class:`extractors.model.Missing`


@dataclass(frozen=True, slots=True)
class Bound:
    facts: FactSet
    subjects: tuple[SubjectMade, ...] = ()
    missing: tuple[NotFound, ...] = ()
    problems: tuple[BindProblem, ...] = ()


@dataclass(slots=True)
class _Collected:
    facts: list[Fact] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    subjects: list[SubjectMade] = field(default_factory=list)
    missing: list[NotFound] = field(default_factory=list)
    problems: list[BindProblem] = field(default_factory=list)
    overrulings: list[Overruling] = field(default_factory=list)


def bind(
    pack: Pack,
    sources: Sequence[Source],
    statements: Iterable[StatementRecord],
    applied: SourceRef | None = None,
    *,
    copies: Mapping[str, str] = MappingProxyType({}),
    disputes: Sequence[Dispute] = (),
) -> Bound:
    """The facts of a case. Subjects are numbered by their documents' order in the case: ``lease:1``, ``lease:2``.

    ``applied``: who applies, in ``text``, and when; declared by the applicant, so papers that name somebody else
    dispute it. ``copies``: document ids of copies, with that of the first document of the same paper, to whose
    subject their facts belong; a copy's own number stays unused, so that no other subject changes its name.
    """
    found = _Collected()
    made: dict[str, int] = {}
    own: dict[str, dict[str, str]] = {}
    moved: dict[str, str] = {}
    against = {(one.document_id, one.field): one for one in disputes}
    for source in sources:
        kind = source.extraction.kind.kind
        here = own.setdefault(source.document_id, {})
        first = own.get(copies.get(source.document_id, ""), {})
        for spec in pack.subjects.values():
            if spec.many and spec.document == kind:
                made[spec.name] = made.get(spec.name, 0) + 1
                subject = f"{spec.name}:{made[spec.name]}"
                here[spec.name] = first.get(spec.name, subject)
                if here[spec.name] == subject:
                    found.subjects.append(SubjectMade(subject, source.document_id, source.extraction.document, kind))
                else:
                    moved[subject] = here[spec.name]
            elif not spec.many:
                here[spec.name] = spec.name
        for fact in pack.facts.values():
            for given in fact.sources:
                if given.kind == kind and fact.subject in here:
                    dispute = against.get((source.document_id, given.field))
                    _from_document(fact, given, here[fact.subject], source, found, dispute)
    found.facts = misread.without(found.facts, {s.extraction.document for s in sources if s.document_id in copies})
    found.missing = [one for one in found.missing if one.document_id not in copies]
    said = _last_words(replace(one, subject=moved.get(one.subject, one.subject)) for one in statements)
    for statement in said:
        if statement.method == OVERRULING:
            _from_overruling(pack, statement, found)
        else:
            _from_statement(pack, statement, made, found)
    if applied is not None and not any((s.fact, s.method) == (APPLICANT, "applicant") for s in said):
        _from_application(pack, applied, found)
    facts = FactSet(
        facts=tuple(found.facts),
        conflicts=tuple(found.conflicts),
        subjects=tuple(one.subject for one in found.subjects),
        overrulings=tuple(found.overrulings),
    )
    return Bound(facts, tuple(found.subjects), tuple(found.missing), tuple(found.problems))


# -- documents --------------------------------------------------------------------------------------------------


def _from_document(
    spec: FactSpec, given: FieldSource, subject: str, source: Source, found: _Collected, dispute: Dispute | None
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


def _fact(spec: FactSpec, subject: str, one: Field, reading: int | None, found: _Collected) -> Fact | None:
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
    words = _plain(str(raw))
    for choice, label in spec.choices.items():
        if words in {_plain(choice), _plain(label.zh)}:
            return choice
    return None


def _plain(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split()).casefold()


# -- statements -------------------------------------------------------------------------------------------------


def _last_words(statements: Iterable[StatementRecord]) -> list[StatementRecord]:
    """Who states a fact again takes the earlier statement back."""
    last: dict[tuple[str, str, str], StatementRecord] = {}
    for statement in statements:
        key = (statement.fact, statement.subject, statement.method)
        last.pop(key, None)
        last[key] = statement
    return list(last.values())


def _from_statement(pack: Pack, statement: StatementRecord, made: Mapping[str, int], found: _Collected) -> None:
    spec = pack.facts.get(statement.fact)
    reason = _refusal(pack, spec, statement, made)
    if reason is None and spec is not None:
        try:
            value = stated.value(spec, statement.value)
        except ValueError:
            reason = "wrong_type"
        else:
            found.facts.append(_stated_fact(spec, statement, value))
            return
    data = {"fact": statement.fact, "subject": statement.subject, "reason": reason or "unknown_fact"}
    found.problems.append(BindProblem(REFUSED, data))


def _from_overruling(pack: Pack, statement: StatementRecord, found: _Collected) -> None:
    """A pack in another version may leave another parameter, or none, to discretion."""
    if statement.value is None:  # taken back: what the pack proposes holds
        return
    parameter = pack.parameters.get(statement.fact)
    reason = "unknown_parameter" if parameter is None else "" if parameter.discretion else "no_discretion"
    if parameter is not None and not reason:
        try:
            value = stated.of_type(parameter.type, statement.value)
        except ValueError:
            reason = "wrong_type"
        else:
            at = statement.at.isoformat()
            found.overrulings.append(Overruling(parameter.name, value, statement.by, at, statement.reason))
            return
    found.problems.append(BindProblem(REFUSED, {"fact": statement.fact, "subject": "", "reason": reason}))


def _from_application(pack: Pack, applied: SourceRef, found: _Collected) -> None:
    spec = pack.facts.get(APPLICANT)
    if spec is None or spec.type is not Type.TEXT or not spec.declare or not applied.text.strip():
        return
    named = [str(fact.value) for fact in found.facts if fact.name == APPLICANT]
    if named and all(_short_for(_plain(applied.text), _plain(name)) for name in named):
        return  # what people call the company disputes nothing that its papers give in full
    subject = spec.subject
    found.facts.append(
        Fact(f"{APPLICANT}@{subject}#applied", APPLICANT, subject, applied.text.strip(), State.DECLARED, (applied,))
    )


def _short_for(short: str, whole: str) -> bool:
    """Its characters stand in the whole name in order (示例餐饮 for 北京示例禾香餐饮有限公司), without its ending:
    with the same ending it is a full name, of somebody else."""
    letters = iter(whole)
    return short[-2:] != whole[-2:] and all(letter in letters for letter in short)


def _refusal(pack: Pack, spec: FactSpec | None, statement: StatementRecord, made: Mapping[str, int]) -> str | None:
    """Why the pack in use does not take a statement; stable code."""
    if spec is None:
        return "unknown_fact"
    subject = pack.subjects[spec.subject]
    kind, _, number = statement.subject.partition(":")
    if kind != subject.name or bool(number) != subject.many:
        return "wrong_subject"
    if subject.many:
        if not number.isdecimal() or int(number) < 1:
            return "wrong_subject"
        # a first one may be stated before its document is there, or where its document could not be read
        if subject.document is not None and int(number) > max(1, made.get(subject.name, 0)):
            return "wrong_subject"
    if statement.method == "applicant":
        return None if spec.declare else "not_allowed"
    return None if spec.attest or not spec.derived else "not_allowed"


def _stated_fact(spec: FactSpec, statement: StatementRecord, value: Value) -> Fact:
    reviewer = statement.method == "reviewer"
    said = SourceRef(
        method=statement.method,
        text=str(statement.value),
        by=statement.by,
        at=statement.at.isoformat(),
        reason=statement.reason,
    )
    by_reviewer = State.ATTESTED if spec.attest else State.CORRECTED
    return Fact(
        id=f"{spec.name}@{statement.subject}#said{statement.id}",
        name=spec.name,
        subject=statement.subject,
        value=value,
        state=by_reviewer if reviewer else State.DECLARED,
        evidence=(said,),
        confirmed=reviewer,
    )
