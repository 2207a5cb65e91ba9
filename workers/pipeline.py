"""The stages from a file to decisions: two literal lists of pure functions. No queue, no database.

Each stage takes what is known so far and gives it back with its own result added; a stage whose result is there
already (kept from an earlier run) does nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta, timezone
from pathlib import Path
from typing import Any, Final, TypeVar

import extractors
import rules
from extractors.limits import Limits
from extractors.model import Classified, Document, Extraction
from rules.decisions import Evaluation
from rules.errors import PackNotFound
from rules.facts import SourceRef
from rules.model import Pack
from rules.pack_errors import PackFolderMissing, PackUnavailable, PublishedBroken
from rules.schema import Text
from rules.shelves import Shelves
from workers import bind as binding
from workers import together as comparing
from workers.records import APART, CaseRecord
from workers.versions import versions as versions  # of the stages of this process

T = TypeVar("T")
OnPage = Callable[[int, int], None]
#: China has one time zone, without summer time: the day a case was made is the day there
CHINA: Final = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class DocumentWork:
    """One document on its way."""

    path: Path | None  #: None of several files, whose pages are there already
    name: str  #: as given, for people
    limits: Limits
    document: Document | None = None
    kind: Classified | None = None
    extraction: Extraction | None = None


def read(work: DocumentWork, on_page: OnPage) -> DocumentWork:
    """Bytes to pages of words. Raises the errors of :mod:`extractors.errors`."""
    if work.document is not None:
        on_page(len(work.document.pages), len(work.document.pages))
        return work
    path = _there(work.path)
    return replace(work, document=extractors.read(path, name=work.name, limits=work.limits, on_page=on_page))


def classify(work: DocumentWork, on_page: OnPage) -> DocumentWork:
    """Pages to a kind."""
    if work.extraction is not None:
        return replace(work, kind=work.extraction.kind)
    return replace(work, kind=extractors.classify(_there(work.document)))


def extract(work: DocumentWork, on_page: OnPage) -> DocumentWork:
    """Pages of a kind to fields with evidence."""
    if work.extraction is not None:
        return work
    return replace(work, extraction=extractors.extract(_there(work.document), _there(work.kind)))


@dataclass(frozen=True, slots=True)
class CaseWork:
    """One case on its way, all its documents having ended."""

    case: CaseRecord
    sources: tuple[binding.Source, ...]  #: documents that were read, in the order of the case
    pack: Pack
    on: date  #: as-of date
    read: comparing.Read | None = None  #: pages of a document, for what is compared page by page
    together: comparing.Together | None = None
    bound: binding.Bound | None = None
    evaluation: Evaluation | None = None


def compare(work: CaseWork) -> CaseWork:
    """Documents held against one another: copies of one paper, and what does not agree."""
    sources = [(source.document_id, source.extraction) for source in work.sources]
    single = {document.id for document in work.case.documents if document.pages_total == 1}
    told = comparing.compare(sources, work.case.statements, work.on, work.read, single)
    return replace(work, together=told)


def bind(work: CaseWork) -> CaseWork:
    """Fields and statements to facts of the pack's vocabulary."""
    case, together = work.case, _there(work.together)
    said = [one for one in case.statements if one.method != APART]
    disputes = [
        binding.Dispute(mine.document_id, mine.field.name, other.field, "papers_differ")
        for finding in together.findings
        for mine in finding.readings
        for other in finding.readings
        if mine.document_id == finding.disputed != other.document_id
    ]
    applied = None
    if case.applicant:
        applied = SourceRef(
            "applicant", text=case.applicant, by=case.applicant, at=case.created.isoformat(), reason="以此名称申报"
        )
    bound = binding.bind(work.pack, work.sources, said, applied, copies=together.first, disputes=disputes)
    return replace(work, bound=bound)


def evaluate(work: CaseWork) -> CaseWork:
    """Facts to decisions. Raises the errors of :mod:`rules.errors`."""
    return replace(work, evaluation=rules.evaluate(work.pack, _there(work.bound).facts, work.on))


DOCUMENT_STAGES: Final = (read, classify, extract)
CASE_STAGES: Final = (compare, bind, evaluate)


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision run leaves behind."""

    pack: str  #: name@version
    facts: Mapping[str, Any]  #: plain JSON, see :func:`facts_data`
    sealed: bytes  #: canonical JSON
    digest: str  #: of the sealed evaluation
    bound: binding.Bound = field(repr=False)
    evaluation: Evaluation = field(repr=False)


def read_document(work: DocumentWork, on_page: OnPage) -> Iterator[DocumentWork]:
    """The document after each stage."""
    for stage in DOCUMENT_STAGES:
        work = stage(work, on_page)
        yield work


def decide_case(
    case: CaseRecord,
    extractions: Mapping[str, Extraction],
    packs: Path | None = None,
    read: comparing.Read | None = None,
) -> Decided:
    """Decides ``case`` from its documents' extractions (by document id) and its statements, by the pack and version it
    is filed under. ``packs``: the office's own folder of packs. ``read``: what was read of a document, by its sha256;
    without it copies of one paper are known by their fields alone.

    Raises the errors of :mod:`rules.errors`: PackUnavailable, PackInvalid, NotInForce, FactRefused, EngineFailed.
    """
    sources = tuple(
        binding.Source(document.id, extractions[document.id])
        for document in case.documents
        if document.id in extractions
    )
    work = CaseWork(case, sources, _pack(case, packs), as_of(case), read)
    for stage in CASE_STAGES:
        work = stage(work)
    bound, evaluation = _there(work.bound), _there(work.evaluation)
    sealed = rules.seal(evaluation)
    return Decided(
        pack=work.pack.reference,
        facts=facts_data(bound, _there(work.together)),
        sealed=sealed,
        digest=str(json.loads(sealed)["digest"]),
        bound=bound,
        evaluation=evaluation,
    )


def advise_case(case: CaseRecord, sealed: bytes, packs: Path | None = None) -> Mapping[str, Any]:
    """What stands beside the sealed decisions of ``case``, from the very facts and date in the seal, as plain JSON of
    :class:`rules.answers.model.Advice`.

    Raises the errors of :mod:`rules.errors`; PackUnavailable also where the pack is another than the seal's.
    """
    from extractors.kindfiles import load_kinds  # late: the web process, which knows this module, needs neither
    from rules.answers.advise import advise

    body = rules.opened(sealed)
    pack = _pack(case, packs)
    if (pack.reference, pack.content_hash) != (body["pack"], body["content_hash"]):
        raise PackUnavailable(pack=body["pack"], reason=PackNotFound.code)
    facts = rules.facts_from_json(body["inputs"], pack)
    kinds = {kind.name: Text(kind.title["zh"], kind.title["en"]) for kind in load_kinds().values()}
    found: Mapping[str, Any] = rules.to_json(advise(pack, facts, date.fromisoformat(body["on"]), kinds=kinds))
    return found


def _pack(case: CaseRecord, packs: Path | None) -> Pack:
    try:
        return Shelves.beside(packs).in_force(case.pack, as_of(case))
    except (PackNotFound, PackFolderMissing, PublishedBroken) as error:
        raise PackUnavailable(pack=case.pack, reason=error.code) from error


def as_of(case: CaseRecord) -> date:
    """The day a case is judged as of: the one given, else the day it was made, in China."""
    return case.on or case.created.astimezone(CHINA).date()


def facts_data(bound: binding.Bound, together: comparing.Together) -> dict[str, Any]:
    """``inputs`` (the facts with their evidence, money in fen), ``subjects`` (with the document that made each),
    ``missing`` (facts that a document of the right kind does not give), ``problems``, ``copies``, ``findings``
    and ``series`` (see :func:`workers.together.to_data`), as plain JSON.
    """
    return {
        **comparing.to_data(together),
        "inputs": rules.to_json(bound.facts),
        "subjects": rules.to_json(bound.subjects),
        "missing": rules.to_json(bound.missing),
        "problems": rules.to_json(bound.problems),
    }


def _there(thing: T | None) -> T:
    if thing is None:
        raise RuntimeError("a stage ran before the one it rests on")
    return thing
