"""Cases through the real queue: embedded Redis, a Celery worker, SQLite; and what happens when parts of it die."""

from __future__ import annotations

import json
import os
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import select

import rules
from tests import badfiles
from tests.stack import ON, PACK, ended, settings_in, text_pdf, until
from workers import errors, identity
from workers.records import CaseRecord, CaseState, DocumentRecord, DocumentState
from workers.store import Store
from workers.supervisor import Stack
from workers.tables import Document

pytestmark = pytest.mark.stack

#: slow enough to be caught in the middle: some seconds of reading
PAGES = 40
LONG = text_pdf(PAGES, lines=14)


def new_case(store: Store, *files: bytes) -> CaseRecord:
    case = store.create_case(applicant=None, pack=PACK, on=ON)
    for number, data in enumerate(files, 1):
        store.add_document(case.id, f"{number}.pdf", data)
    store.add_statement(case.id, "enterprise.trade", "enterprise", "catering", "applicant", "张三", "")
    return store.case(case.id)


def reader(store: Store, document_id: str) -> int | None:
    """Process id of who reads a document now."""
    with store.database.read() as session:
        claim = session.scalars(select(Document.claim).where(Document.id == document_id)).one()
    return None if claim is None else identity.pid_of(claim)


def begun(store: Store, document_id: str, *, attempt: int = 1) -> int:
    """Waits until a document is in the middle of being read for the n-th time; the process id of its reader."""
    until(
        lambda: store.document(document_id),
        lambda one: one.attempts >= attempt and one.state == DocumentState.READING and one.pages_done >= 2,
    )
    pid = reader(store, document_id)
    assert pid is not None
    return pid


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text(encoding="utf-8")


def test_a_case_is_read_and_decided(stack: Stack) -> None:
    case = new_case(stack.store, text_pdf(3), text_pdf(mark="other"))
    stack.queue.submit(case.id)
    done = ended(stack.store, case.id)
    assert (done.state, done.error, done.decided) == (CaseState.DONE, None, done.revision)
    first = done.documents[0]
    assert (first.state, first.kind, first.pages_done, first.pages_total) == (DocumentState.READ, "other", 3, 3)
    read = stack.store.document_read(first.sha256)
    assert read is not None and "Page 3 line 0" in " ".join(word.text for word in read.pages[2].words)
    latest = stack.store.decisions(case.id)
    assert latest is not None
    body = rules.opened(latest.sealed)
    assert body["pack"] == latest.pack == "good@1.0.0"
    assert latest.digest == json.loads(latest.sealed)["digest"]
    facts = stack.store.facts(case.id)
    pack = rules.load_pack(PACK)
    assert facts is not None and body["inputs"]["facts"]
    assert rules.facts_from_json(facts.data["inputs"], pack) == rules.facts_from_json(body["inputs"], pack)


def test_a_statement_makes_the_case_decided_anew(stack: Stack) -> None:
    case = new_case(stack.store)
    stack.queue.submit(case.id)
    ended(stack.store, case.id)
    stack.store.add_statement(case.id, "enterprise.trade", "enterprise", "other", "applicant", "张三", "")
    stack.queue.submit(case.id)
    until(lambda: stack.store.case(case.id), lambda one: one.decided == one.revision)
    latest = stack.store.decisions(case.id)
    assert latest is not None
    assert [fact["value"] for fact in rules.opened(latest.sealed)["inputs"]["facts"]] == ["other"]


def test_bad_files_end_with_their_codes_and_the_case_goes_on(stack: Stack, tmp_path: Path) -> None:
    bad = {
        badfiles.empty_file(tmp_path): "file.empty",
        badfiles.text_called_pdf(tmp_path): "file.unknown_format",
        badfiles.truncated_pdf(tmp_path): "file.damaged",
    }
    case = new_case(stack.store, *(path.read_bytes() for path in bad), text_pdf())
    stack.queue.submit(case.id)
    done = ended(stack.store, case.id)
    assert [one.error.code if one.error else None for one in done.documents] == [*bad.values(), None]
    assert (done.state, done.documents[-1].state) == (CaseState.DONE, DocumentState.READ)


def test_the_same_bytes_in_another_case_are_not_read_twice(stack: Stack) -> None:
    first, second = new_case(stack.store, LONG), new_case(stack.store, LONG)
    stack.queue.submit(first.id)
    ended(stack.store, first.id)
    start = time.monotonic()
    stack.queue.submit(second.id)
    assert ended(stack.store, second.id).documents[0].pages_done == PAGES
    assert time.monotonic() - start < 3


def test_progress_is_seen_page_by_page(stack: Stack) -> None:
    case = new_case(stack.store, LONG)
    stack.queue.submit(case.id)
    seen: set[int] = set()

    def look() -> DocumentRecord:
        document = stack.store.case(case.id).documents[0]
        seen.add(document.pages_done)
        return document

    until(look, lambda one: one.state == DocumentState.READ)
    assert len(seen) > 5


def test_a_reader_killed_in_the_middle_of_a_document(stack: Stack) -> None:
    case = new_case(stack.store, LONG, text_pdf())
    stack.queue.submit(case.id)
    os.kill(begun(stack.store, case.documents[0].id), signal.SIGKILL)
    done = ended(stack.store, case.id)
    document = done.documents[0]
    assert (document.state, document.attempts, document.error) == (DocumentState.READ, 2, None)
    assert document.pages_done == document.pages_total == PAGES
    assert done.state == CaseState.DONE


def test_the_whole_worker_killed_in_the_middle_of_a_document(stack: Stack) -> None:
    case = new_case(stack.store, LONG, text_pdf())
    stack.queue.submit(case.id)
    child = begun(stack.store, case.documents[0].id)
    worker = stack.worker_pid
    assert worker is not None and worker != child
    os.kill(worker, signal.SIGKILL)
    done = ended(stack.store, case.id)
    assert [one.state for one in done.documents] == [DocumentState.READ] * 2
    assert done.documents[0].attempts == 2
    assert done.state == CaseState.DONE
    assert stack.worker_pid != worker
    assert not alive(child)


def test_the_embedded_redis_killed_with_work_in_the_queue(stack: Stack) -> None:
    files = (LONG, *(text_pdf(mark=str(n)) for n in range(4)))
    case = new_case(stack.store, *files)
    stack.queue.submit(case.id)
    begun(stack.store, case.documents[0].id)
    assert stack.redis_pid is not None
    os.kill(stack.redis_pid, signal.SIGKILL)
    done = ended(stack.store, case.id)
    assert [one.state for one in done.documents] == [DocumentState.READ] * 5


def test_a_document_that_always_kills_its_reader_is_set_aside(tmp_path: Path) -> None:
    with Stack(settings_in(tmp_path, attempts=2)) as stack:
        case = new_case(stack.store, LONG, text_pdf())
        stack.queue.submit(case.id)
        for attempt in (1, 2):
            os.kill(begun(stack.store, case.documents[0].id, attempt=attempt), signal.SIGKILL)
        done = ended(stack.store, case.id)
    poison, other = done.documents
    assert (poison.state, poison.error) == (DocumentState.FAILED, (errors.GAVE_UP, {"attempts": 2}))
    assert (other.state, done.state) == (DocumentState.READ, CaseState.DONE)


def test_a_document_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with Stack(settings_in(tmp_path, document_seconds=6)) as stack:
        case = new_case(stack.store, text_pdf(pages=300, lines=70), text_pdf())
        stack.queue.submit(case.id)
        done = ended(stack.store, case.id)
    slow, other = done.documents
    assert (slow.state, slow.error) == (DocumentState.FAILED, (errors.TIMED_OUT, {"seconds": 6}))
    assert (other.state, done.state) == (DocumentState.READ, CaseState.DONE)


def test_a_second_stack_in_the_same_folder_is_told(stack: Stack) -> None:
    with pytest.raises(errors.DataDirInUse) as caught, Stack(stack.settings_given):
        pass
    assert caught.value.data == {"data_dir": str(stack.settings.data_dir), "pid": str(os.getpid())}


def test_two_stacks_run_side_by_side(stack: Stack, tmp_path: Path) -> None:
    with Stack(settings_in(tmp_path / "second")) as other:
        for one in (stack, other):
            case = new_case(one.store, text_pdf())
            one.queue.submit(case.id)
            assert ended(one.store, case.id).state == CaseState.DONE
            assert len(one.store.cases()) == 1


def test_a_stop_cuts_work_off_and_the_next_start_does_it(tmp_path: Path) -> None:
    settings = settings_in(tmp_path, stop_seconds=0)
    with Stack(settings) as stack:
        case = new_case(stack.store, LONG)
        stack.queue.submit(case.id)
        child = begun(stack.store, case.documents[0].id)
        worker, redis = stack.worker_pid, stack.redis_pid
    assert worker is not None and redis is not None
    assert not any(alive(pid) for pid in (child, worker, redis))
    assert not (settings.data_dir / "redis.sock").exists()
    with Stack(settings) as stack:
        document = ended(stack.store, case.id).documents[0]
    assert (document.state, document.attempts) == (DocumentState.READ, 1)


def test_the_queue_away_loses_nothing(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    with Stack(settings) as stack:
        address = stack.settings
    store = Store(settings)
    case = new_case(store, text_pdf())
    from workers.queue import Queue

    queue = Queue(address, store)
    queue.submit(case.id)  # nobody answers at this address any more
    with pytest.raises(errors.QueueUnavailable):
        queue.waiting()
    store.close()
    with Stack(settings) as stack:
        assert ended(stack.store, case.id).state == CaseState.DONE


def test_a_document_that_needs_too_much_memory_is_ended(tmp_path: Path) -> None:
    big = badfiles.blank_png(tmp_path, "big.png", 9_900, 9_900, bits=8, colour=2)  # 294 MB decoded
    with Stack(settings_in(tmp_path, worker_memory_mb=400, attempts=2)) as stack:
        case = new_case(stack.store, big.read_bytes(), text_pdf())
        stack.queue.submit(case.id)
        done = ended(stack.store, case.id)
    large, other = done.documents
    assert (large.state, large.error) == (DocumentState.FAILED, (errors.OUT_OF_MEMORY, {"limit_mb": 400}))
    assert (large.attempts, other.state, done.state) == (2, DocumentState.READ, CaseState.DONE)
