"""The facts of a case for people: value in words, source, and every place on a page that it stands on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from extractors.model import Box, Evidence, Extraction, Field
from extractors.report import shown as as_plain
from rules.book import Book
from rules.facts import Fact, SourceRef
from rules.jsonform import facts_from_json, to_json
from rules.model import Pack
from rules.sealing import opened
from rules.types import Type, fits
from rules.wording import value as worded
from service import catalogue, certainty, fields, language, pagefiles
from service.app import parts
from service.errors import fail
from service.places import Place
from service.records import page_image, shown_time
from workers.periods import of_period
from workers.records import CaseRecord, DocumentRecord, DocumentState


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact, a reading of a disputed fact, a derived fact or a field of a document, ready to be shown."""

    id: str
    name: str
    subject: str
    label: str
    value: str  #: in words
    raw: Any  #: JSON: money in fen for facts, in yuan for fields
    state: str
    sure: bool
    confidence: float | None  #: 0..1, the share of such values that are right; None of what no paper gives
    source: str
    places: tuple[Place, ...]
    said: tuple[dict[str, Any], ...] = ()  #: who stated it, when and why
    type: str = ""

    @property
    def standing(self) -> str:
        """Whether it may be used as it is, in words; of an unsure value also how far it is to be believed."""
        return certainty.worded(self.sure, self.confidence, language.current())


@dataclass(frozen=True, slots=True)
class Clash:
    """Sources that disagree."""

    name: str
    subject: str
    label: str
    code: str
    readings: tuple[Shown, ...]

    @property
    def distinct(self) -> tuple[Shown, ...]:
        """One reading for each value, with the sources of all that agree on it."""
        found: dict[tuple[str, str], list[Shown]] = {}
        for reading in self.readings:
            found.setdefault((reading.subject, reading.value), []).append(reading)
        between = language.say("app.semicolon")
        return tuple(
            replace(some[0], source=between.join(dict.fromkeys(one.source for one in some))) for some in found.values()
        )


class CaseFacts:
    """Everything known in a case at its latest decision run, by id."""

    def __init__(self, case: CaseRecord, pack: Pack) -> None:
        self.case = case
        self.pack = pack
        #: the first copy of some bytes is the one that was read
        self.by_sha = {d.sha256: d for d in reversed(case.documents) if d.state == DocumentState.READ}
        self._extractions: dict[str, Extraction | None] = {}
        latest = parts().store.decisions(case.id)
        self.evaluation: dict[str, Any] | None = opened(latest.sealed) if latest else None
        self.book = Book(pack, facts_from_json(self.evaluation["inputs"], pack)) if self.evaluation else None
        self.facts: dict[str, Shown] = {}
        self.clashes: list[Clash] = []
        if self.book is not None and self.evaluation is not None:
            self.facts = {fact.id: self._fact(fact) for fact in self.book.facts.values()}
            self.clashes = [self._clash(c.name, c.subject, c.code, c.readings) for c in self.book.conflicts.values()]
            self.derived = {one["id"]: self._derived(one) for one in self.evaluation["derived"]}
        else:
            self.derived = {}
        bound = parts().store.facts(case.id)
        #: what the papers or a person gave and the vocabulary could not take
        self.problems = tuple(
            catalogue.coded("problem", one["code"], language.current(), self._told(one["data"]))
            for one in (bound.data.get("problems", ()) if bound else ())
        )
        #: what the worker worked out beside these very decisions; None where it did not, or not yet
        self.advice: Mapping[str, Any] | None = None
        if latest and (beside := parts().store.advice.latest(case.id)) and beside.revision == latest.revision:
            self.advice = beside.data
        self.by_key = {(one.name, one.subject): one for one in (*self.facts.values(), *self.derived.values())}
        #: facts of several subjects that should agree and do not: each is known, none may be relied on
        self.at_odds = tuple(self._at_odds())
        self.readings = {reading.id: reading for clash in self.clashes for reading in clash.readings}

    def _at_odds(self) -> Iterator[Clash]:
        own = {(clash.name, clash.subject) for clash in self.clashes}
        for decision in self.evaluation["decisions"] if self.evaluation else ():
            for raw in decision["conflicts"]:
                key = (raw["name"], raw["subject"])
                readings = tuple(self.facts[one["id"]] for one in raw["readings"] if one["id"] in self.facts)
                if key not in own and readings:
                    own.add(key)
                    yield Clash(*key, self.label(raw["name"]), raw["code"], readings)

    def disputed(self, fact_id: str) -> bool:
        """Whether it is one of several readings of which none is settled."""
        return any(one.id == fact_id for clash in (*self.clashes, *self.at_odds) for one in clash.readings)

    def find(self, fact_id: str) -> Shown | None:
        found = self.facts.get(fact_id) or self.readings.get(fact_id) or self.derived.get(fact_id)
        if found is None and fact_id.startswith("field:"):
            return next((one for one in self.fields() if one.id == fact_id), None)
        return found

    def label(self, name: str) -> str:
        spec = self.pack.facts.get(name)
        return language.pick_text(spec.label) if spec else name

    def subject_label(self, subject: str) -> str:
        """``房屋租赁合同 2``, ``财务报表 1（2020年2月）``; only the kind's label where there is one subject or none was
        shown yet."""
        if one := of_period(subject):
            month = fits(one.period, Type.MONTH)
            told = worded(one.period, Type.MONTH) if month else worded(date.fromisoformat(one.period), Type.DATE)
            words = {"label": self.subject_label(one.whole), "period": language.pick_text(told), "way": one.way}
            return language.say("subject.of_period" if one.way == 1 else "subject.of_period_again", **words)
        kind, _, number = subject.partition(":")
        spec = self.pack.subjects.get(kind)
        label = language.pick_text(spec.label) if spec else kind
        if number:
            return language.say("subject.numbered", label=label, number=number)
        return language.say("subject.none_yet", label=label) if spec and spec.many else label

    def extraction(self, document: DocumentRecord) -> Extraction | None:
        """Kind and fields of a document; None where it is not read."""
        if document.state != DocumentState.READ:
            return None
        if document.id not in self._extractions:
            self._extractions[document.id] = parts().store.extraction(document.id)
        return self._extractions[document.id]

    def fields(self) -> Iterator[Shown]:
        """Fields of every document that was read, whether or not a rule uses them."""
        for document in self.case.documents:
            if (extraction := self.extraction(document)) is not None:
                yield from self.fields_of(document, extraction)

    def fields_of(self, document: DocumentRecord, extraction: Extraction) -> Iterator[Shown]:
        for field in extraction.fields:
            yield self.field(document, field)
        for conflict in extraction.conflicts:
            for index, reading in enumerate(conflict.readings, 1):
                yield self._field(document, reading, f"field:{document.number}:{conflict.name}:{index}")

    def field(self, document: DocumentRecord, field: Field) -> Shown:
        return self._field(document, field, f"field:{document.number}:{field.name}")

    def _told(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The data of a problem in the words of the page."""
        found = dict(data)
        parameter = self.pack.parameters.get(found.get("fact", ""))
        if "fact" in found:
            found["fact"] = language.pick_text(parameter.label) if parameter else self.label(found["fact"])
        if found.get("subject"):
            found["about"] = language.say("app.bracket", text=self.subject_label(found["subject"]))
        found.setdefault("about", "")
        for key, group in (("reason", "refused"), ("type", "type")):
            if key in found:
                found[key] = catalogue.coded(group, found[key], language.current())
        return found

    # -- one fact ----------------------------------------------------------------------------------------------

    def _fact(self, fact: Fact) -> Shown:
        spec = self.pack.facts[fact.name]
        places = tuple(self._places(fact.evidence))
        said = tuple(to_json(ref) for ref in fact.evidence if ref.page is None)
        papers = {ref.document: self.by_sha[ref.document] for ref in fact.evidence if ref.document in self.by_sha}
        read = [one for one in map(self.extraction, papers.values()) if one is not None]
        return Shown(
            fact.id,
            fact.name,
            fact.subject,
            self.label(fact.name),
            language.pick_text(worded(fact.value, spec.type, spec.choices)),
            to_json(fact.value),
            fact.state.value,
            fact.firm,
            certainty.of_fact(fact, spec, read),
            self._source(fact.evidence, places),
            places,
            said,
            spec.type.value,
        )

    def _clash(self, name: str, subject: str, code: str, readings: Iterable[Fact]) -> Clash:
        return Clash(name, subject, self.label(name), code, tuple(self._fact(reading) for reading in readings))

    def _derived(self, raw: dict[str, Any]) -> Shown:
        basis = [self.facts[one] for one in raw["basis"] if one in self.facts]
        source = raw["source"]["text"]
        return Shown(
            raw["id"],
            raw["name"],
            raw["subject"],
            language.pick(raw["label"]),
            language.pick(raw["shown"]),
            raw["value"],
            "derived",
            all(one.sure for one in basis) and raw["value"] is not None,
            None,
            source,
            tuple(dict.fromkeys(place for one in basis for place in one.places)),
        )

    def _field(self, document: DocumentRecord, field: Field, id_: str) -> Shown:
        lang = language.current()
        refs = [_as_ref(evidence) for evidence in field.evidence]
        places = tuple(self._places(refs))
        return Shown(
            id_,
            field.name,
            str(document.number),
            fields.label(field.name, lang, document.kind or ""),
            fields.worded(field.name, field.value, lang),
            as_plain(field.value),
            "extracted",
            field.sure,
            field.confidence,
            self._source(refs, places),
            places,
        )

    def _source(self, refs: Iterable[SourceRef], places: tuple[Place, ...]) -> str:
        """Every source in a line: documents with pages, persons with their reason."""
        lines = [
            language.say("fact.source_document", number=p.number, filename=p.filename, where=p.where) for p in places
        ]
        for ref in refs:
            if ref.method == "registry":
                lines.append(
                    language.say("fact.source_registry", text=ref.text.rpartition(": ")[0] or ref.text or ref.reason)
                )
            elif ref.by:
                lines.append(_person(ref))
        return language.say("app.semicolon").join(dict.fromkeys(lines))

    def _places(self, refs: Iterable[SourceRef]) -> Iterator[Place]:
        for ref in refs:
            document = self.by_sha.get(ref.document or "")
            if document is None or ref.page is None:
                continue
            sizes = pagefiles.sizes(document.sha256)
            if not 1 <= ref.page <= len(sizes):
                continue
            yield Place(
                document.number,
                document.filename,
                ref.page,
                len(sizes),
                *sizes[ref.page - 1],
                ref.boxes,
                ref.text,
                ref.method,
                ref.confidence,
                page_image(document, ref.page),
                ref.sheet,
                ref.cells,
                document.media_type,
                pagefiles.of(document, ref.page).filename,
            )


def _person(ref: SourceRef) -> str:
    at = shown_time(datetime.fromisoformat(ref.at)) if ref.at else ""
    method = catalogue.coded("method", ref.method, language.current())
    words = "fact.source_person" if ref.reason else "fact.source_person_only"
    return language.say(words, by=ref.by, at=at, method=method, reason=ref.reason or "")


def _as_ref(evidence: Evidence) -> SourceRef:
    boxes = tuple((box.x0, box.top, box.x1, box.bottom) for box in evidence.boxes)
    return SourceRef(
        evidence.method,
        evidence.document,
        evidence.page,
        boxes,
        evidence.text,
        evidence.confidence,
        sheet=evidence.sheet,
        cells=evidence.cells,
    )


def of_case(case: CaseRecord) -> dict[str, Any]:
    """The API's answer: facts, derived facts, disputes and the documents' own fields, each with its evidence."""
    known = CaseFacts(case, parts().packs.of(case, parts().store))
    return {
        "case": case.id,
        "facts": [as_json(one) for one in known.facts.values()],
        "derived": [as_json(one) for one in known.derived.values()],
        "conflicts": [
            {
                "name": clash.name,
                "subject": clash.subject,
                "label": clash.label,
                "code": clash.code,
                "readings": [as_json(one) for one in clash.readings],
            }
            for clash in (*known.clashes, *known.at_odds)
        ],
        "fields": [as_json(one) for one in known.fields()],
    }


def as_json(one: Shown) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "subject": one.subject,
        "label": one.label,
        "value": one.raw,
        "shown": one.value,
        "type": one.type,
        "state": one.state,
        "sure": one.sure,
        "confidence": one.confidence,
        "standing": one.standing,
        "source": one.source,
        "stated": list(one.said),
        "evidence": [
            {
                "document": place.number,
                "filename": place.filename,
                "page": place.page,
                "pages": place.pages,
                "width": place.width,
                "height": place.height,
                "boxes": [list(box) for box in place.boxes],
                "text": place.text,
                "method": place.method,
                "method_text": place.method_text,
                "confidence": place.confidence,
                "image": place.image,
                "sheet": place.sheet,
                "cells": list(place.cells),
                "where": place.seen,
                "file": place.file,
                "note": place.note,
            }
            for place in one.places
        ],
    }


def boxes(case: CaseRecord, fact_id: str, sha256: str, page: int) -> list[Box]:
    """Boxes of a fact on one page. Raises ServiceError ``fact.unknown``, ``fact.not_here``."""
    known = CaseFacts(case, parts().packs.of(case, parts().store))
    fact = known.find(fact_id)
    if fact is None:
        raise fail("fact.unknown", fact=fact_id[:120])
    number = known.by_sha[sha256].number
    found = [Box(*b) for place in fact.places if (place.number, place.page) == (number, page) for b in place.boxes]
    if not found:
        raise fail("fact.not_here", fact=fact_id[:120])
    return found
