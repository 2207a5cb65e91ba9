"""Documents of a case beside one another: which are one paper, what they do not agree on, and what a person said to it.

``/api/v1/cases/ID/agreement`` shows it; ``/api/v1/cases/ID/documents/N/apart`` takes what a person says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from service import catalogue, language, statements
from service.app import parts
from service.cases import accepted, find, law
from service.errors import fail
from service.facts import CaseFacts, Shown, as_json
from service.intake import redecide
from service.records import shown_time
from workers import samepaper
from workers.records import APART, CaseRecord, StatementRecord

blueprint = Blueprint("agreements", __name__, url_prefix="/api/v1/cases/<case_id>")

#: what only explains itself once a person has looked, and what is a hint
_TONES = {"differs": "bad", "future": "bad", "same_code": "wait", "alike": "wait", "branch": "info"}


@dataclass(frozen=True, slots=True)
class Twin:
    """A document that is taken for a copy of an earlier one, or would be had nobody said otherwise."""

    number: int
    of: int
    filename: str  #: of the first
    apart: bool  #: a person says that they are two papers
    note: str
    differ: tuple[tuple[Shown, Shown], ...] = ()  #: what the first says otherwise: its value, and this one's
    only: tuple[Shown, ...] = ()  #: what was read in one of them only
    agreeing: int = 0  #: values that are the same in both
    pages: tuple[int, int] | None = None  #: of the first and of this one, where they have not as many


@dataclass(frozen=True, slots=True)
class Note:
    """Documents that do not agree."""

    check: str
    relation: str
    title: str
    explained: str
    tone: str
    readings: tuple[Shown, ...]
    disputed: int | None  #: number of the document whose field is disputed


@dataclass(frozen=True, slots=True)
class Agreement:
    twins: Mapping[int, tuple[Twin, ...]] = field(default_factory=dict)  #: by the number of the later document
    notes: tuple[Note, ...] = ()


def of(known: CaseFacts) -> Agreement:
    """As of the case's latest decision run."""
    latest = parts().store.facts(known.case.id)
    data: Mapping[str, Any] = latest.data if latest else {}
    apart = _apart(known.case)
    said = {(twin.number, twin.of) for twin in apart}
    copies = [twin for twin in _copies(known.case, data.get("copies", ())) if (twin.number, twin.of) not in said]
    twins: dict[int, list[Twin]] = {}
    for twin in (*copies, *apart):
        twins.setdefault(twin.number, []).append(twin)
    found = data.get("findings", ())
    shown = {one.id: one for one in known.fields()} if found else {}
    notes = tuple(note for raw in found if (note := _note(raw, shown)).readings)
    compared = {number: tuple(_compared(known, twin) for twin in some) for number, some in twins.items()}
    return Agreement(compared, notes)


def _compared(known: CaseFacts, twin: Twin) -> Twin:
    """With what differs between the two, each value with its places."""
    if twin.apart:  # two papers may differ in anything
        return twin
    by_number = {document.number: document for document in known.case.documents}
    first, again = by_number[twin.of], by_number[twin.number]
    one, other = known.extraction(first), known.extraction(again)
    if one is None or other is None:
        return twin
    found = samepaper.differences(one, other)
    both = (first, again)
    return replace(
        twin,
        differ=tuple((known.field(first, a), known.field(again, b)) for a, b in found.differ),
        only=tuple(known.field(both[which], field) for which, field in found.only),
        agreeing=found.agreeing,
        pages=_pages(first.pages_total, again.pages_total),
    )


def _pages(one: int | None, other: int | None) -> tuple[int, int] | None:
    return (one, other) if one is not None and other is not None and one != other else None


def lines(found: Agreement) -> Iterator[str]:
    """The same for a terminal."""
    for number, some in found.twins.items():
        for twin in some:
            yield language.say("agreement.line", number=number, note=" ".join([twin.note, *_told(twin)]))
    for note in found.notes:
        told = (f"{one.value} ← {one.source}" for one in note.readings)
        yield f"{note.title}{language.say('app.colon')}{note.explained} {language.say('app.semicolon').join(told)}"


def _told(twin: Twin) -> Iterator[str]:
    """What differs, in a line each."""
    colon, between = language.say("app.colon"), language.say("app.semicolon")
    for a, b in twin.differ:
        yield f"{a.label}{colon}{a.value} ← {a.source}{between}{b.value} ← {b.source}"
    for one in twin.only:
        yield language.say("agreement.only", label=one.label, value=one.value, source=one.source)
    if twin.pages:
        yield language.say("agreement.pages", first=twin.pages[0], again=twin.pages[1])
    if twin.agreeing and not twin.differ:
        yield language.say("agreement.all_agree", count=twin.agreeing)


def _number(document_id: str) -> int:
    return int(document_id.rpartition("-")[2])


def _copies(case: CaseRecord, raw: Any) -> list[Twin]:
    names = {document.number: document.filename for document in case.documents}
    found = []
    for one in raw:
        number, first = _number(one["document"]), _number(one["of"])
        words = {"number": first, "filename": names[first], "share": _share(one["likeness"])}
        note = language.say(f"agreement.copy_{one['basis']}", **words)
        found.append(Twin(number, first, names[first], False, note))
    return found


def _share(likeness: float | None) -> str:
    """Rounded down: nothing but the same bytes is 100% the same."""
    return "" if likeness is None else f"{min(99, int(likeness * 100))}%"


def _apart(case: CaseRecord) -> list[Twin]:
    names = {document.number: document.filename for document in case.documents}
    last: dict[str, StatementRecord] = {one.subject: one for one in case.statements if one.method == APART}
    found = []
    for subject, said in last.items():
        first, second = (int(number) for number in subject.split("-"))
        if said.value is not None and first in names and second in names:
            words = {"number": first, "by": said.by, "at": shown_time(said.at), "reason": said.reason}
            found.append(Twin(second, first, names[first], True, language.say("agreement.apart", **words)))
    return found


def _note(raw: Mapping[str, Any], shown: Mapping[str, Shown]) -> Note:
    ids = (f"field:{_number(one['document'])}:{one['field']}" for one in raw["readings"])
    check, relation = raw["check"], raw["relation"]
    lang = language.current()
    return Note(
        check,
        relation,
        catalogue.coded("agreement_check", check, lang),
        catalogue.coded("agreement_relation", relation, lang),
        _TONES.get(relation, "wait"),
        tuple(shown[id_] for id_ in ids if id_ in shown),
        _number(raw["disputed"]) if raw["disputed"] else None,
    )


# -- what a person says ---------------------------------------------------------------------------------------------


def state(case: CaseRecord, number: int, given: Mapping[str, Any]) -> CaseRecord:
    """Keeps that document ``number`` and document ``given["of"]`` are two papers, or with ``apart`` false that they may
    be one again; the case is decided anew. Raises ServiceError."""
    numbers = {document.number for document in case.documents}
    try:
        other = int(str(given.get("of")))
    except ValueError:
        raise fail("request.bad") from None
    for one in (number, other):
        if one not in numbers:
            raise fail("document.unknown", case=case.id, number=one)
    if number == other:
        raise fail("request.bad")
    apart = str(given.get("apart", True)).casefold() not in {"false", "0"}
    by, reason = statements.who(given), statements.why(given)
    subject = f"{min(number, other)}-{max(number, other)}"
    parts().store.add_statement(case.id, "", subject, True if apart else None, APART, by, reason)
    redecide(case.id)
    return find(case.id)


@blueprint.get("/agreement")
def show(case_id: str) -> Response:
    """Copies of one paper, and what the documents do not agree on, each with its places."""
    case = find(case_id)
    known = CaseFacts(case, parts().packs.of(case, parts().store))
    found = of(known)
    answer = jsonify(
        {
            "case": case.id,
            "copies": [
                {
                    "document": one.number,
                    "of": one.of,
                    "apart": one.apart,
                    "note": one.note,
                    "differ": [{"name": a.name, "readings": [as_json(a), as_json(b)]} for a, b in one.differ],
                    "only": [as_json(single) for single in one.only],
                    "agreeing": one.agreeing,
                }
                for some in found.twins.values()
                for one in some
            ],
            "findings": [
                {
                    "check": one.check,
                    "relation": one.relation,
                    "title": one.title,
                    "explained": one.explained,
                    "disputed": one.disputed,
                    "readings": [as_json(reading) for reading in one.readings],
                }
                for one in found.notes
            ],
        }
    )
    answer.headers.extend(law(case))
    return answer


@blueprint.post("/documents/<int:number>/apart")
def apart(case_id: str, number: int) -> Response:
    given: Any = request.get_json(silent=True)
    if not isinstance(given, dict):
        raise fail("request.bad")
    return accepted(state(find(case_id), number, given))
