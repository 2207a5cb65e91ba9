"""``huiqi decide``: reads some files and decides, in this process, without a queue; keeps nothing."""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from rules.model import Pack
from service import catalogue, statements, uploads
from service.commands.saying import complain, console
from workers.jobs import ToRead
from workers.records import CaseRecord, CaseState, DocumentState
from workers.settings import Settings
from workers.store import Store


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a file could not be read or no decision came about."""
    from service import create_app
    from service.commands import showing

    given = Settings.from_env().absolute()
    pack = _pack(args, given)
    _check_day(pack, args)
    filed = _filed(pack, given)
    if filed != pack.reference:
        said = catalogue.text("publish.by_draft", args.lang, {"pack": pack.reference, "folder": pack.path})
        console(stderr=True).print(said, style="yellow", markup=False)
    with tempfile.TemporaryDirectory(prefix="huiqi-") as folder:
        settings = replace(given, data_dir=Path(folder), database_url=None)
        store = Store(settings)
        try:
            case = _worked(store, pack, filed, args)
            if args.json:
                _complain(case, args.lang)
                decided = store.decisions(case.id)
                sys.stdout.buffer.write((decided.sealed if decided else b"null") + b"\n")
            else:
                with create_app(settings, store).test_request_context(f"/?lang={args.lang}") as context:
                    context.app.preprocess_request()
                    out = console()
                    showing.case(case, pack, lambda line: out.print(line))
        finally:
            store.close()
    failed = any(document.state == DocumentState.FAILED for document in case.documents)
    return 1 if failed or case.state != CaseState.DONE else 0


def _complain(case: CaseRecord, lang: str) -> None:
    """On the error stream, beside JSON: which files could not be read, and why no decision came about."""
    for document in case.documents:
        if document.state == DocumentState.FAILED and document.error:
            said = catalogue.coded("error", document.error.code, lang, document.error.data)
            complain(f"{document.filename}{catalogue.text('app.colon', lang)}{said}")
    if case.error is not None:
        complain(catalogue.coded("error", case.error.code, lang, case.error.data))


def _pack(args: argparse.Namespace, settings: Settings) -> Pack:
    """The version in force of the pack named, or what stands in a folder. Raises PackNotFound, ServiceError."""
    from rules.shelves import Shelves
    from service.packs_known import KnownPacks

    known, on = KnownPacks(settings.packs), uploads.as_of(args.on)
    if not args.pack:
        return known.named(known.default.name, on)
    return Shelves.beside(settings.packs).in_force(args.pack, on)


def _check_day(pack: Pack, args: argparse.Namespace) -> None:
    """Before any file is read. Raises NotInForce."""
    from rules.errors import NotInForce
    from workers.pipeline import CHINA

    on = uploads.as_of(args.on) or datetime.now(tz=CHINA).date()
    start, end = pack.effective
    if on < start or (end is not None and on > end):
        raise NotInForce(pack=pack.reference, on=str(on), **{"from": str(start)}, to=str(end or ""))


def _filed(pack: Pack, settings: Settings) -> str:
    """A draft is known by its folder alone."""
    from rules.shelves import Shelves

    return pack.reference if Shelves.beside(settings.packs).is_published(pack) else pack.path


def _worked(store: Store, pack: Pack, filed: str, args: argparse.Namespace) -> CaseRecord:
    """A case of the files, read and decided here. Raises ServiceError for a wrong date or declaration."""
    from workers import work

    applicant = uploads.applicant(args.applicant)
    said = [_declared(pack, text, applicant) for text in args.declare]
    case = store.create_case(applicant=applicant, pack=filed, on=uploads.as_of(args.on))
    for path in args.files:
        store.add_document(case.id, path.name, path.read_bytes())
    for one in said:
        store.add_statement(case.id, one.fact, one.subject, one.value, one.method, one.by, one.reason)
    for document_id in store.jobs.submit(case.id).documents:
        begun = store.jobs.begin_document(document_id)
        while isinstance(begun, ToRead):
            work.read(store, begun)
            begun = store.jobs.begin_document(document_id)  # again, where the reason may pass
    if store.jobs.begin_decision(case.id):
        work.decide(store, case.id)
    if not args.json:
        work.advise(store, case.id)
    return store.case(case.id)


def _declared(pack: Pack, text: str, applicant: str | None) -> statements.Said:
    fact, _, value = text.partition("=")
    return statements.check(
        pack, {"fact": fact.strip(), "value": value.strip()}, method="applicant", by=applicant or "申请人"
    )
