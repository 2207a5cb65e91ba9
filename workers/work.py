"""Does one piece of claimed work and writes down how it ended. Every error ends here, under a stable code."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from billiard.exceptions import SoftTimeLimitExceeded
from sqlalchemy.exc import OperationalError

from extractors.errors import ExtractionError
from extractors.limits import Limits
from extractors.model import Document as ReadDocument
from workers import errors, joining
from workers.errors import ClaimLost
from workers.heartbeat import Heartbeat
from workers.jobs import Due, ToRead
from workers.settings import Settings
from workers.store import Store

log = logging.getLogger(__name__)

#: may go better another time: a full disk, a database that restarts
PASSING: Final = (OSError, OperationalError)


def read(store: Store, document: ToRead) -> Due:
    """Reads a claimed document and returns what is due next. Raises nothing that a document can cause."""
    settings = store.settings
    try:
        try:
            return _read(store, document)
        except SoftTimeLimitExceeded:
            return store.jobs.fail_document(document.id, errors.TIMED_OUT, {"seconds": settings.document_seconds})
        except MemoryError:
            return store.jobs.retry_document(document.id, errors.OUT_OF_MEMORY, {"limit_mb": settings.worker_memory_mb})
        except (ExtractionError, errors.BlobMissing) as error:
            return store.jobs.fail_document(document.id, error.code, error.data)
        except PASSING as error:
            log.warning("document %s, attempt %d: %s", document.id, document.attempt, error)
            return store.jobs.retry_document(document.id, errors.FAILED, {"error": type(error).__name__})
        except ClaimLost:
            raise
        except Exception as error:  # the boundary: a bug ends this piece of work only, and says so
            log.exception("document %s", document.id)
            return store.jobs.fail_document(document.id, errors.FAILED, {"error": type(error).__name__})
    except ClaimLost:
        log.warning("document %s was taken over by another process", document.id)
        return Due()


def _read(store: Store, document: ToRead) -> Due:
    from workers import pipeline  # late: the web process imports none of what it needs

    versions = pipeline.versions()
    kept = store.artefacts
    before = pipeline.DocumentWork(
        path=None if document.parts else store.blob_path(document.sha256),
        name=document.filename,
        limits=limits_of(store.settings),
        document=kept.get(document.sha256, "read", versions.read),
        extraction=kept.get(document.sha256, "extract", versions.extract),
    )

    def on_page(done: int, total: int) -> None:
        alive.check()
        store.jobs.beat_document(document.id, pages=(done, total))

    with Heartbeat(lambda: store.jobs.beat_document(document.id), store.settings.heartbeat_seconds) as alive:
        if document.parts and before.document is None:
            read = _files(store, document, on_page)
            made = joining.whole(document.sha256, document.filename, read, before.limits)
            kept.put(document.sha256, "read", versions.read, made)
            before = replace(before, document=made)
        for after in pipeline.read_document(before, on_page):
            alive.check()
            if after.document is not None and before.document is None:
                kept.put(document.sha256, "read", versions.read, after.document)
            if after.extraction is not None and before.extraction is None:
                kept.put(document.sha256, "extract", versions.extract, after.extraction)
            before = after
    if before.document is None or before.extraction is None:
        raise RuntimeError("the stages ended without an extraction")
    return store.jobs.finish_document(
        document.id,
        kind=before.extraction.kind.kind,
        media_type=before.document.media_type,
        pages=len(before.document.pages),
        versions=(versions.read, versions.extract),
    )


def _files(store: Store, document: ToRead, on_page: Callable[[int, int], None]) -> list[ReadDocument]:
    """Each file of a document of several, read by itself, and kept so that none is read twice.

    Raises ExtractionError with the file's name as ``part`` among its data.
    """
    from workers import pipeline

    versions, kept, limits = pipeline.versions(), store.artefacts, limits_of(store.settings)
    found: list[ReadDocument] = []
    for index, (sha256, name) in enumerate(document.parts):
        before, after = sum(len(one.pages) for one in found), len(document.parts) - index - 1
        work = pipeline.DocumentWork(
            path=store.blob_path(sha256), name=name, limits=limits, document=kept.get(sha256, "read", versions.read)
        )
        try:
            done = pipeline.read(work, _counted(on_page, before, after))
        except ExtractionError as error:
            error.data["part"] = name
            raise
        if done.document is None:
            raise RuntimeError("a file was read into nothing")
        if work.document is None:
            kept.put(sha256, "read", versions.read, done.document)
        found.append(done.document)
    return found


def _counted(on_page: Callable[[int, int], None], before: int, after: int) -> Callable[[int, int], None]:
    """``on_page`` for a file with pages before it, and files after it of a page at least."""
    return lambda done, total: on_page(before + done, before + total + after)


def decide(store: Store, case_id: str) -> Due:
    """Decides a claimed case and returns what is due next. Raises nothing that a case can cause."""
    settings = store.settings
    try:
        try:
            return _decide(store, case_id)
        except SoftTimeLimitExceeded:
            store.jobs.fail_decision(case_id, errors.DECISION_TIMED_OUT, {"seconds": settings.decision_seconds})
        except PASSING as error:  # the claim falls silent, and the reaper has it decided again
            log.warning("case %s: %s", case_id, error)
        except ClaimLost:
            raise
        except Exception as error:  # the boundary: a bug ends this piece of work only, and says so
            code, data = _told(error)
            if _explained(code):
                log.info("case %s: %s %s", case_id, code, data)
            else:
                log.exception("case %s", case_id)
            store.jobs.fail_decision(case_id, code, data)
    except ClaimLost:
        log.warning("case %s was taken over by another process", case_id)
    return Due()


def _decide(store: Store, case_id: str) -> Due:
    from workers import pipeline

    case = store.case(case_id)
    found = {document.id: store.extraction(document.id) for document in case.documents}
    with Heartbeat(lambda: store.jobs.beat_decision(case_id), store.settings.heartbeat_seconds):
        there = {key: value for key, value in found.items() if value is not None}
        decided = pipeline.decide_case(case, there, store.settings.packs, store.document_read)
    return store.jobs.finish_decision(
        case_id,
        case.revision,
        pack=decided.pack,
        facts=dict(decided.facts),
        sealed=decided.sealed,
        digest=decided.digest,
    )


def advise(store: Store, case_id: str) -> None:
    """Works out what stands beside the latest decisions of a case, where it is lacking. Raises nothing, ever: the
    decisions are stored and hold without it.
    """
    try:
        due = store.advice.begin(case_id)
        if due is not None:
            from workers import pipeline

            advice = pipeline.advise_case(store.case(case_id), due.sealed, store.settings.packs)
            store.advice.keep(case_id, due.decided_id, advice)
    except SoftTimeLimitExceeded:
        log.warning("case %s: no advice within the time of a decision run", case_id)
    except PASSING as error:
        log.warning("case %s, no advice: %s", case_id, error)
    except Exception:  # the boundary: a bug costs the advice and nothing else
        log.exception("advice on case %s", case_id)


def _explained(code: str) -> bool:
    """Whether the pack or what was given is at fault, as the case itself then says: a trace would tell no more."""
    return code.startswith(("pack.", "fact.", "overrule."))


def _told(error: Exception) -> tuple[str, dict[str, str | int]]:
    """Code and data of an error of the rules (which this module may not know), or of a bug."""
    code, data = getattr(error, "code", None), getattr(error, "data", None)
    if isinstance(code, str) and isinstance(data, dict):
        return code, data
    return errors.DECISION_FAILED, {"error": type(error).__name__}


def limits_of(settings: Settings) -> Limits:
    """The extractors' limits as set for this program."""
    return Limits(
        max_bytes=settings.max_bytes,
        max_pages=settings.max_pages,
        max_pixels=settings.max_pixels,
        max_page_points=float(settings.max_page_points),
    )
