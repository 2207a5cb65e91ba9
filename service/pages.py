"""The pages: hand in, follow a case, read the notice. Everything on them is also in the API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from extractors.model import Extraction
from rules.model import Pack
from service import (
    agreements,
    cards,
    catalogue,
    declaring,
    fields,
    joining,
    language,
    nextsteps,
    notices,
    overview,
    records,
    statements,
    uploads,
)
from service.app import parts
from service.cases import find, law
from service.facts import CaseFacts, Shown
from service.intake import add as add_files
from service.intake import hand_in
from workers.pipeline import CHINA, as_of
from workers.records import CaseRecord, CaseState, DocumentRecord, DocumentState, PartRecord

blueprint = Blueprint("pages", __name__)

_ADVICE_COMES = timedelta(seconds=20)  #: after a decision; later the case is shown as complete without it
_RECENT = 12  #: cases on the home page
_TONES = {
    CaseState.WAITING: "info",
    CaseState.READING: "info",
    CaseState.DECIDING: "info",
    CaseState.DONE: "good",
    CaseState.FAILED: "bad",
}
_DOCUMENT_TONES = {
    DocumentState.WAITING: "no",
    DocumentState.READING: "info",
    DocumentState.READ: "good",
    DocumentState.FAILED: "bad",
    DocumentState.DUPLICATE: "no",
    DocumentState.JOINED: "no",
}
#: sentences that the scripts need
_SCRIPT = (
    "fact.conflict", "source.where", "source.count", "source.alt", "source.gone",
    "value.yes", "value.no", "value.in_yuan", "value.in_percent", "page.offline", "app.comma", "attest.choose",
    "attest.step_from", "attest.step_to", "attest.step_amount", "attest.step_per", "attest.step_add",
    "attest.step_remove", "value.per_month", "value.per_quarter", "value.per_year", "value.per_total",
    "attest.reason_hint", "attest.reason_optional", "attest.title", "attest.overrule",
)  # fmt: skip


@blueprint.app_context_processor
def _default_pack() -> dict[str, Any]:
    return {"default_pack": parts().packs.default.name}


# -- home ---------------------------------------------------------------------------------------------------------


@blueprint.get("/")
def home() -> str:
    pack = parts().packs.default
    start, end = pack.effective
    first, topics = declaring.asked(pack)
    return render_template(
        "home.html",
        pack=pack,
        max_bytes=parts().settings.max_bytes,
        on=datetime.now(CHINA).date().isoformat(),
        first_day=start.isoformat(),
        last_day=end.isoformat() if end else None,
        declared=first,
        topics=topics,
        wanted=_wanted(pack),
        cases=[_line(case) for case in parts().store.cases(limit=_RECENT)],
    )


def _wanted(pack: Pack) -> list[tuple[str, list[str]]]:
    """Document kinds that the pack's facts come from, each with the first few facts that it gives."""
    found: dict[str, list[str]] = {}
    for spec in pack.facts.values():
        for source in spec.sources:
            found.setdefault(source.kind, []).append(language.pick_text(spec.label))
    ordered = sorted(found.items(), key=lambda item: -len(item[1]))  # the most telling paper first
    return [(kind, list(dict.fromkeys(labels))[:4]) for kind, labels in ordered]


def _line(case: CaseRecord) -> dict[str, Any]:
    return {
        "id": case.id,
        "name": case.applicant or language.say("home.unnamed"),
        "documents": sum(document.state != DocumentState.JOINED for document in case.documents),
        "created": records.shown_time(case.created),
        "state": case.state.value,
        "tone": _TONES[case.state],
    }


@blueprint.post("/cases")
def submit() -> BaseResponse:
    """The form without its script: the same as POST /api/v1/cases, then the case's page."""
    on = uploads.as_of(request.form.get("on"))
    pack = parts().packs.named(parts().packs.default.name, on)
    applicant = uploads.applicant(request.form.get("applicant"))
    said = [
        statements.check(pack, {"fact": name[5:], "value": value}, method="applicant", by=applicant or "申请人")
        for name, value in request.form.items()
        if name.startswith("fact:") and value
    ]
    case = hand_in(pack, applicant, on, said)
    return redirect(url_for("pages.case", case_id=case.id), 303)


@blueprint.post("/cases/<case_id>/documents")
def add(case_id: str) -> BaseResponse:
    case = add_files(find(case_id))
    return redirect(url_for("pages.case", case_id=case.id), 303)


@blueprint.post("/cases/<case_id>/documents/<int:number>/apart")
def apart(case_id: str, number: int) -> BaseResponse:
    """Whether two documents are two papers: the form without its script."""
    case = agreements.state(find(case_id), number, request.form)
    return redirect(url_for("pages.case", case_id=case.id, _anchor=f"doc-{number}"), 303)


# -- a case -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _DocumentView:
    number: int
    filename: str
    kind: str | None
    tone: str
    busy: bool
    state_text: str
    pages_done: int
    pages_total: int | None
    pages: int
    files: tuple[PartRecord, ...]  #: of a document of several files
    error: Mapping[str, Any] | None
    problems: tuple[str, ...] = ()
    fields: tuple[Shown, ...] = ()
    disputed: frozenset[str] = field(default_factory=frozenset)
    missing: tuple[tuple[str, str], ...] = ()


@blueprint.get("/cases/<case_id>")
def case(case_id: str) -> Response:
    record = find(case_id)
    pack = parts().packs.of(record, parts().store)
    lang = language.current()
    page = render_template(
        "case.html",
        **_case_values(record, pack),
        paragraphs=notices.paragraphs(pack.notice),
        strings={key: catalogue.sentences(lang)[key] for key in _SCRIPT},
    )
    return _with_law(page, record)


@blueprint.get("/cases/<case_id>/live")
def live(case_id: str) -> Response:
    """What changes while a case is worked on, to be put into its page."""
    record = find(case_id)
    pack = parts().packs.of(record, parts().store)
    return _with_law(render_template("_live.html", **_case_values(record, pack)), record)


def _with_law(page: str, record: CaseRecord) -> Response:
    answer = Response(page, mimetype="text/html")
    answer.headers.extend(law(record))
    return answer


def _case_values(record: CaseRecord, pack: Pack) -> dict[str, Any]:
    known = CaseFacts(record, pack)
    decided = cards.cards(known)
    latest = parts().store.decisions(record.id)
    # a file that is pages of another document is shown there
    documents = [_document(one, known) for one in record.documents if one.state != DocumentState.JOINED]
    step = nextsteps.of(known)
    coming = known.advice is None and latest is not None and datetime.now(UTC) - latest.created < _ADVICE_COMES
    return {
        "pack": pack,
        "case": {
            "id": record.id,
            "name": record.applicant or _named(known) or language.say("home.unnamed"),
            "state": record.state.value,
            "tone": _TONES[record.state],
            "busy": record.state in records.BUSY_CASE,
            "on": as_of(record).isoformat(),
            "reference": latest.pack if latest else pack.reference,
            "digest": latest.digest if latest else None,
            "revision": record.revision,
            "decided": record.decided,
            "error": record.error,
            "signature": records.signature(record, parts().store.advice.revision(record.id)),
        },
        "documents": documents,
        "figures": overview.figures(known, decided),
        "settle": overview.to_settle(decided),
        "next": step,
        "coming": coming,
        "bring": [] if known.advice or coming else overview.next_steps(decided),
        "groups": overview.groups(decided),
        "subjects": overview.subjects(known),
        "problems": known.problems,
        "agreement": agreements.of(known),
        "joinable": joining.joinable(record),
        "proposed": joining.proposed(record),
    }


def _named(known: CaseFacts) -> str | None:
    """The enterprise's name as its documents state it."""
    return next((fact.value for fact in known.facts.values() if fact.name == "enterprise.name"), None)


def _document(record: DocumentRecord, known: CaseFacts) -> _DocumentView:
    extraction = known.extraction(record)
    lang = language.current()
    return _DocumentView(
        record.number,
        record.filename,
        record.kind,
        _DOCUMENT_TONES[record.state],
        record.state in records.BUSY_DOCUMENT,
        records.state_text(record, lang),
        record.pages_done,
        record.pages_total,
        record.pages_total or record.pages_done,
        record.parts,
        {"code": record.error.code, "data": record.error.data} if record.error else None,
        *(_found(record, extraction, known, lang) if extraction else ()),
    )


def _found(record: DocumentRecord, extraction: Extraction, known: CaseFacts, lang: str) -> tuple[Any, ...]:
    problems = tuple(fields.problem(one, lang, extraction.kind.kind) for one in extraction.problems)
    told = extraction.series.told if extraction.series else frozenset()
    missing = tuple(
        (fields.label(one.name, lang, extraction.kind.kind), catalogue.coded("missing", one.reason, lang))
        for one in extraction.missing
        if one.name not in told
    )
    disputed = frozenset(conflict.name for conflict in extraction.conflicts)
    return problems, tuple(known.fields_of(record, extraction)), disputed, missing


# -- the notice ---------------------------------------------------------------------------------------------------


@blueprint.get("/packs/<name>/notice")
def notice(name: str) -> Response:
    """The whole notice; ``?start=&end=`` marks a span of its characters."""
    pack = parts().packs.named(name)
    start = request.args.get("start", type=int)
    end = request.args.get("end", type=int)
    mark = (start, end) if start is not None and end is not None and start < end else None
    page = render_template("notice.html", pack=pack, paragraphs=notices.paragraphs(pack.notice, mark))
    return Response(page, mimetype="text/html", headers={"Huiqi-Pack": pack.reference})
