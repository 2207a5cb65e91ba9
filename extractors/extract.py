"""The driver: finders look, types read, checks speak, and each field ends as a value, a conflict or a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from extractors import finders, masking
from extractors.checks import CHECKS, DERIVATIONS
from extractors.classify import classify
from extractors.confidence import judge
from extractors.drafts import Draft, Verdict
from extractors.finders.base import Finder, Read
from extractors.geometry import overlap_x, overlap_y
from extractors.kindfiles import OTHER, load_kinds
from extractors.kindmodel import FieldSpec, Kind
from extractors.model import Box, Classified, Conflict, Document, Extraction, Field, Method, Missing, Problem, Series
from extractors.registry import resolve
from extractors.settle import Offer, Outcome, settle
from extractors.tables.forms import by_cells

#: the months of ten years: a longer list is not taken apart, as each period costs time wherever a rule looks for one
MOST_PERIODS: Final = 120


def extract(document: Document, kind: Classified | None = None) -> Extraction:
    """All fields of the document's kind. ``kind``: what :func:`classify` said, or a person.

    What a person must hear of the file itself comes first among the problems.
    """
    classified = kind or classify(document)
    if classified.kind == OTHER:
        found = Extraction(document.sha256, classified)
    else:
        spec = load_kinds()[classified.kind]
        found = _with_readers(document, spec, _extraction(document, classified, spec))
    return masking.masked(replace(found, problems=(*document.problems, *found.problems)))


def _with_readers(document: Document, kind: Kind, found: Extraction) -> Extraction:
    """Adds what the kind's readers found. Names do not overlap: what a reader names, it decides."""
    for step in kind.readers:
        read: Read = resolve(finders.READERS[step.name].target)(document, step.spec)
        named = {f.name for f in read.fields} | {m.name for m in read.missing} | {c.name for c in read.conflicts}
        parts = _parts(document, found.kind, read.parts)
        several = 0 < len(read.periods) <= MOST_PERIODS
        series = Series(read.by, _parts(document, found.kind, read.periods)) if several else found.series
        found = Extraction(
            found.document,
            found.kind,
            (*(f for f in found.fields if f.name not in named), *read.fields),
            (*(m for m in found.missing if m.name not in named), *read.missing),
            (*found.conflicts, *read.conflicts),
            (*found.problems, *read.problems),
            {**found.parts, **parts},
            series,
        )
    return found


def _parts(document: Document, kind: Classified, given: Mapping[str, tuple[Field, ...]]) -> dict[str, Extraction]:
    return {name: Extraction(document.sha256, kind, fields) for name, fields in given.items()}


def _offers(document: Document, kind: Kind, spec: FieldSpec) -> list[Offer]:
    offers: list[Offer] = []
    for call in spec.finders:
        find: Finder = resolve(finders.FINDERS[call.name].target)
        # finders that end a value at the next label need to know the kind's labels; a number ends otherwise than prose
        found = find(document, {**call.spec, "_stops": kind.labels, "_type": spec.type})
        offers += [Offer(c, c.score * call.score, call.despite_blank) for c in found]
    return offers


def _extraction(document: Document, classified: Classified, kind: Kind) -> Extraction:
    document = by_cells(document) if kind.cells else document
    outcomes = {name: settle(spec, _offers(document, kind, spec)) for name, spec in kind.fields.items()}
    drafts = {name: outcome.draft for name, outcome in outcomes.items() if outcome.draft is not None}
    problems: list[Problem] = []
    # what the paper says is checked first, so that nothing sure follows from what a check speaks against
    for verdict in _verdicts(kind, drafts):
        problems += _spoken(verdict, drafts)
    for draft in drafts.values():
        _seal(document, draft)
    derived = _derive(kind, outcomes, drafts)
    for verdict in _verdicts(kind, drafts):
        # a value derived from others agrees with them by nature: only what speaks against it counts
        if derived & set(verdict.names) and not verdict.held:
            problems += _spoken(verdict, drafts)
    found: list[Field] = []
    missing: list[Missing] = []
    conflicts: list[Conflict] = []
    for name, outcome in outcomes.items():
        if name in drafts:
            found.append(_field(drafts[name], kind.fields[name].type))
            continue
        if outcome.rivals:
            readings = tuple(_field(draft, kind.fields[name].type, unsure=True) for draft in outcome.rivals)
            conflicts.append(Conflict(name, readings, outcome.code))
            problems.append(_conflict_problem(name, outcome))
            found += _both_ways(name, outcome, kind.fields[name].type)
            missing.append(Missing(name, "conflict"))
            continue
        missing.append(Missing(name, outcome.reason))
        if kind.fields[name].required:
            problems.append(Problem("extract.required_missing", {"field": name, "kind": kind.name}))
    return Extraction(document.sha256, classified, tuple(found), tuple(missing), tuple(conflicts), tuple(problems))


def _seal(document: Document, draft: Draft) -> None:
    """A reader is confident of what it makes of text under a red seal, and wrong: nothing there is sure by itself."""
    if draft.confirmed:
        return
    seals = {page.number: page.seals for page in document.pages if page.method is Method.OCR and page.seals}
    for evidence in draft.evidence:
        for box in evidence.boxes:
            if any(overlap_x(box, s) > 0 and overlap_y(box, s) > 0 for s in seals.get(evidence.page, ())):
                draft.failed.append("-under_seal")
                return


def _derive(kind: Kind, outcomes: Mapping[str, Outcome], drafts: dict[str, Draft]) -> set[str]:
    """Fills what follows from other fields, and names it; what the paper itself says, or disputes, is left alone."""
    derived: set[str] = set()
    for step in kind.derive:
        name = step.spec["field"]
        if name in drafts or outcomes[name].rivals or outcomes[name].reason == "unreadable":
            continue
        draft: Draft | None = resolve(DERIVATIONS[step.name].target)(drafts, step.spec)
        if draft is not None:
            drafts[name] = draft
            derived.add(name)
    return derived


def _verdicts(kind: Kind, drafts: Mapping[str, Draft]) -> list[Verdict]:
    verdicts: list[Verdict] = []
    for step in kind.checks:
        verdicts += resolve(CHECKS[step.name].target)(drafts, step.spec)
    return verdicts


def _spoken(verdict: Verdict, drafts: Mapping[str, Draft]) -> list[Problem]:
    """Notes a verdict on its fields; the problem to tell people when it failed."""
    boxes: list[Box] = []
    page: int | None = None
    for name in verdict.names:
        draft = drafts[name]
        if verdict.held:
            draft.passed.append(f"+{verdict.code}")
            draft.confirmed += 1 if verdict.proves else 0
            continue
        draft.failed.append(f"-{verdict.code}")
        for evidence in draft.evidence:
            page = page or evidence.page
            boxes += evidence.boxes if evidence.page == page else ()
    if verdict.held:
        return []
    data = {"fields": ", ".join(verdict.names), **verdict.data}
    return [Problem(f"check.{verdict.code}", data, page, tuple(boxes))]


def _field(draft: Draft, kind: str, *, unsure: bool = False) -> Field:
    confidence, sure = judge(draft, kind)
    return Field(
        draft.name,
        draft.value,
        draft.evidence,
        min(confidence, 0.5) if unsure else confidence,
        sure and not unsure,
        (*dict.fromkeys(draft.passed), *dict.fromkeys(draft.failed)),
    )


def _conflict_problem(name: str, outcome: Outcome) -> Problem:
    first = outcome.rivals[0].evidence[0]
    boxes = tuple(box for draft in outcome.rivals for e in draft.evidence if e.page == first.page for box in e.boxes)
    data = {"field": name, "values": " / ".join(str(draft.value) for draft in outcome.rivals)}
    return Problem(f"extract.{outcome.code}", data, first.page, boxes)


def _both_ways(name: str, outcome: Outcome, kind: str) -> list[Field]:
    """An amount whose words and figures differ, under a name for each, so that a person can see what was read."""
    if outcome.code != "words_figures_differ":
        return []
    stem = name.removesuffix("_yuan")
    found = []
    for draft in outcome.rivals:
        form = draft.tags.get("form")
        if form in {"words", "figures"}:
            confidence, _ = judge(draft, kind)
            label = f"{stem}_{form}_yuan" if name.endswith("_yuan") else f"{stem}_{form}"
            found.append(Field(label, draft.value, draft.evidence, min(confidence, 0.5), False))
    return found
