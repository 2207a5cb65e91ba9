"""From what documents say and people state to the facts of a pack's vocabulary.

Nothing is chosen here: every reading becomes a fact of its own with its evidence; that several documents agree or
disagree is for :class:`rules.book.Book` to say. What does not fit the vocabulary is a problem, never a guess.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from rules.facts import Fact, FactSet, Key, Overruling, SourceRef, State
from rules.model import FactSpec, Pack
from rules.types import Type, Value
from workers import misread, stated
from workers.bind.bound import (
    REFUSED,
    BindProblem,
    Bound,
    Collected,
    Dispute,
    Source,
    SubjectMade,
)
from workers.bind.documents import from_document, plain
from workers.bind.papers import papers
from workers.periods import of_period
from workers.records import OVERRULING, StatementRecord

#: the fact that the name a case is applied under states, where the pack has it and lets the applicant declare it
APPLICANT: Final = "enterprise.name"


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
    subject their facts belong; a copy's own number stays unused, so that no other subject changes its name. A document
    that tells of several periods makes a subject of each, ``statement:1-2020-02``; see :mod:`workers.bind.papers`.
    """
    found = Collected()
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
                here[spec.name] = moved[subject] = first.get(spec.name, subject)
            elif not spec.many:
                here[spec.name] = spec.name
        for paper in papers(pack, source.extraction, here):
            known = {one.subject for one in found.subjects}
            for name, subject in paper.subjects.items():
                if pack.subjects[name].many and subject not in known:
                    found.subjects.append(SubjectMade(subject, source.document_id, source.extraction.document, kind))
            for fact in pack.facts.values():
                for given in fact.sources:
                    if given.kind == kind and fact.subject in paper.subjects:
                        dispute = against.get((source.document_id, given.field)) if paper.whole else None
                        part = replace(source, extraction=paper.extraction)
                        from_document(fact, given, paper.subjects[fact.subject], part, found, dispute)
    found.facts = misread.without(found.facts, {s.extraction.document for s in sources if s.document_id in copies})
    found.missing = [one for one in found.missing if one.document_id not in copies]
    said = _last_words(replace(one, subject=_moved(one.subject, moved)) for one in statements)
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
        unasked=_unasked(found),
    )
    return Bound(facts, tuple(found.subjects), tuple(found.missing), tuple(found.problems))


def _moved(subject: str, moved: Mapping[str, str]) -> str:
    """The subject, or that of the first document of the same paper, also of its period: ``statement:1-2020-02``."""
    one = of_period(subject)
    whole = one.whole if one else subject
    return moved.get(whole, whole) + subject.removeprefix(whole)


def _unasked(found: Collected) -> tuple[Key, ...]:
    """What a document answers with: there is none."""
    said = {(one.name, one.subject) for one in found.facts} | {(one.name, one.subject) for one in found.conflicts}
    return tuple(key for key in dict.fromkeys(found.unasked) if key not in said)


# -- statements -------------------------------------------------------------------------------------------------


def _last_words(statements: Iterable[StatementRecord]) -> list[StatementRecord]:
    """Who states a fact again takes the earlier statement back."""
    last: dict[tuple[str, str, str], StatementRecord] = {}
    for statement in statements:
        key = (statement.fact, statement.subject, statement.method)
        last.pop(key, None)
        last[key] = statement
    return list(last.values())


def _from_statement(pack: Pack, statement: StatementRecord, made: Mapping[str, int], found: Collected) -> None:
    spec = pack.facts.get(statement.fact)
    parts = {one.subject for one in found.subjects if of_period(one.subject)}
    reason = _refusal(pack, spec, statement, made, parts)
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


def _from_overruling(pack: Pack, statement: StatementRecord, found: Collected) -> None:
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


def _from_application(pack: Pack, applied: SourceRef, found: Collected) -> None:
    spec = pack.facts.get(APPLICANT)
    if spec is None or spec.type is not Type.TEXT or not spec.declare or not applied.text.strip():
        return
    named = [str(fact.value) for fact in found.facts if fact.name == APPLICANT]
    if named and all(_short_for(plain(applied.text), plain(name)) for name in named):
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


def _refusal(
    pack: Pack, spec: FactSpec | None, statement: StatementRecord, made: Mapping[str, int], parts: Collection[str]
) -> str | None:
    """Why the pack in use does not take a statement; stable code."""
    if spec is None:
        return "unknown_fact"
    subject = pack.subjects[spec.subject]
    kind, _, number = statement.subject.partition(":")
    if kind != subject.name or bool(number) != subject.many:
        return "wrong_subject"
    if subject.many and statement.subject not in parts:
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
