"""Work is claimed once, found again when its process is gone, and ends after so many attempts. On both databases."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text, update

from tests.stack import settings_in
from workers import errors, identity
from workers.errors import ClaimLost
from workers.jobs import Due, ToRead
from workers.records import CaseState, DocumentState
from workers.store import Store
from workers.tables import Base, Case, Document


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    made = Store(settings_in(tmp_path, database_url=url))
    yield made
    if url is not None:
        with made.database.write() as session:
            for table in reversed(Base.metadata.sorted_tables):
                if table.name != "meta":
                    session.execute(text(f"TRUNCATE {table.name} CASCADE"))
    made.close()


@pytest.fixture(scope="module")
def dead() -> str:
    """Identity of a process that has ended."""
    code = "from workers.identity import me; print(me())"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def case_of(store: Store, *files: bytes) -> tuple[str, tuple[str, ...]]:
    """A submitted case and its documents' ids."""
    case = store.create_case(applicant=None, pack="p", on=None)
    for data in files:
        store.add_document(case.id, "a.pdf", data)
    return case.id, store.jobs.submit(case.id).documents


def change(store: Store, table: Any, one: str, **values: Any) -> None:
    """What time or another process would have done to a row."""
    with store.database.write() as session:
        session.execute(update(table).where(table.id == one).values(**values))


def read(store: Store, document_id: str) -> Due:
    return store.jobs.finish_document(
        document_id, kind="other", media_type="application/pdf", pages=1, versions=("r", "e")
    )


def decided(store: Store, case_id: str) -> Due:
    revision = store.case(case_id).revision
    return store.jobs.finish_decision(case_id, revision, pack="p@1", facts={"a": 1}, sealed=b"{}", digest="d")


AGO = timedelta(hours=1)


def test_a_case_goes_from_waiting_to_done(store: Store) -> None:
    case_id, (first, second) = case_of(store, b"a", b"b")
    begun = store.jobs.begin_document(first)
    assert isinstance(begun, ToRead) and begun.attempt == 1
    store.jobs.beat_document(first, pages=(2, 5))
    assert (store.document(first).pages_done, store.document(first).pages_total) == (2, 5)
    assert store.case(case_id).state == CaseState.READING
    assert read(store, first) == Due()
    store.jobs.begin_document(second)
    assert store.jobs.fail_document(second, "file.damaged", {"page": 3}) == Due(cases=(case_id,))
    assert store.document(second).error == ("file.damaged", {"page": 3})
    assert store.case(case_id).state == CaseState.DECIDING
    assert store.decisions(case_id) is None
    assert store.jobs.begin_decision(case_id)
    assert decided(store, case_id) == Due()
    case = store.case(case_id)
    assert (case.state, case.decided) == (CaseState.DONE, case.revision)
    latest = store.decisions(case_id)
    assert latest is not None and (latest.sealed, latest.digest, latest.pack) == (b"{}", "d", "p@1")


def test_a_case_without_documents_is_decided_at_once(store: Store) -> None:
    case = store.create_case(applicant=None, pack="p", on=None)
    assert store.jobs.submit(case.id) == Due(cases=(case.id,))


def test_a_second_message_for_the_same_work_does_nothing(store: Store) -> None:
    case_id, (document,) = case_of(store, b"a")
    assert isinstance(store.jobs.begin_document(document), ToRead)
    assert store.jobs.begin_document(document) == Due()
    read(store, document)
    assert store.jobs.begin_document(document) == Due()
    assert store.document(document).attempts == 1
    assert store.jobs.begin_decision(case_id)
    assert not store.jobs.begin_decision(case_id)


def test_only_one_of_many_gets_the_claim(store: Store) -> None:
    _, (document,) = case_of(store, b"a")
    got: list[ToRead | Due] = []
    threads = [threading.Thread(target=lambda: got.append(store.jobs.begin_document(document))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(one, ToRead) for one in got) == 1


def test_documents_that_end_at_once_make_one_decision_due(store: Store) -> None:
    case_id, documents = case_of(store, *(str(n).encode() for n in range(6)))
    due: list[Due] = []

    def work(document: str) -> None:
        store.jobs.begin_document(document)
        due.append(read(store, document))

    threads = [threading.Thread(target=work, args=(document,)) for document in documents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(due, key=bool) == [*[Due()] * 5, Due(cases=(case_id,))]


def test_a_dead_reader_s_document_is_read_again_at_once(store: Store, dead: str) -> None:
    _, (document,) = case_of(store, b"a")
    store.jobs.begin_document(document)
    change(store, Document, document, claim=dead)
    begun = store.jobs.begin_document(document)
    assert isinstance(begun, ToRead) and begun.attempt == 2
    change(store, Document, document, claim=dead)
    assert store.jobs.reap(queue_empty=False) == Due(documents=(document,))
    assert store.document(document).state == DocumentState.WAITING


def test_who_lost_the_claim_can_change_nothing(store: Store, dead: str) -> None:
    case_id, (document,) = case_of(store, b"a")
    store.jobs.begin_document(document)
    change(store, Document, document, claim=dead)
    with pytest.raises(ClaimLost):
        store.jobs.beat_document(document)
    with pytest.raises(ClaimLost):
        read(store, document)
    with pytest.raises(ClaimLost):
        store.jobs.fail_document(document, "x", {})
    with pytest.raises(ClaimLost):
        decided(store, case_id)
    assert store.document(document).state == DocumentState.READING


def test_silence_counts_as_death_where_a_process_cannot_be_seen(store: Store) -> None:
    elsewhere = "another-machine|pid:[1]|17|12345"
    assert not identity.is_dead(elsewhere)
    _, (document,) = case_of(store, b"a")
    store.jobs.begin_document(document)
    change(store, Document, document, claim=elsewhere)
    assert store.jobs.reap(queue_empty=True) == Due()
    change(store, Document, document, beat=datetime.now(UTC) - timedelta(seconds=4))
    assert store.jobs.reap(queue_empty=True) == Due(documents=(document,))


def test_a_document_that_kills_its_readers_is_set_aside_and_the_case_goes_on(store: Store, dead: str) -> None:
    case_id, (poison, other) = case_of(store, b"a", b"b")
    store.jobs.begin_document(other)
    read(store, other)
    for attempt in range(store.settings.attempts):
        begun = store.jobs.begin_document(poison)
        assert isinstance(begun, ToRead) and begun.attempt == attempt + 1
        change(store, Document, poison, claim=dead)
    assert store.jobs.reap(queue_empty=True) == Due(cases=(case_id,))
    assert store.document(poison).error == (errors.GAVE_UP, {"attempts": 3})
    assert store.jobs.begin_decision(case_id)


def test_the_last_death_may_also_be_found_by_the_next_message(store: Store, dead: str) -> None:
    case_id, (poison,) = case_of(store, b"a")
    store.jobs.begin_document(poison)
    change(store, Document, poison, claim=dead, attempts=3)
    assert store.jobs.begin_document(poison) == Due(cases=(case_id,))
    assert store.document(poison).state == DocumentState.FAILED


def test_a_reader_that_lived_to_its_time_limit_is_not_tried_again(store: Store, dead: str) -> None:
    _, (document,) = case_of(store, b"a")
    store.jobs.begin_document(document)
    begun = datetime.now(UTC) - timedelta(seconds=store.settings.document_seconds + 1)
    change(store, Document, document, claim=dead, claimed=begun)
    store.jobs.reap(queue_empty=True)
    assert store.document(document).error == (errors.TIMED_OUT, {"seconds": store.settings.document_seconds})


def test_passing_trouble_is_tried_again_and_then_told(store: Store) -> None:
    case_id, (document,) = case_of(store, b"a")
    for _ in range(2):
        store.jobs.begin_document(document)
        assert store.jobs.retry_document(document, errors.OUT_OF_MEMORY, {"limit_mb": 9}) == Due(documents=(document,))
    store.jobs.begin_document(document)
    assert store.jobs.retry_document(document, errors.OUT_OF_MEMORY, {"limit_mb": 9}) == Due(cases=(case_id,))
    assert store.document(document).error == (errors.OUT_OF_MEMORY, {"limit_mb": 9})


def test_a_lost_message_is_sent_again(store: Store) -> None:
    _, (document,) = case_of(store, b"a")
    assert store.jobs.reap(queue_empty=True) == Due()  # it was sent only just now
    change(store, Document, document, queued=datetime.now(UTC) - timedelta(seconds=5))
    assert store.jobs.reap(queue_empty=False) == Due()  # it may stand behind others
    assert store.jobs.reap(queue_empty=True) == Due(documents=(document,))
    assert store.jobs.reap(queue_empty=True) == Due()
    store.jobs.forget_queue()
    assert store.jobs.reap(queue_empty=False) == Due(documents=(document,))
    change(store, Document, document, queued=datetime.now(UTC) - timedelta(days=1))
    assert store.jobs.reap(queue_empty=False) == Due(documents=(document,))


def test_what_was_kept_but_never_submitted_is_read_all_the_same(store: Store) -> None:
    case = store.create_case(applicant=None, pack="p", on=None)
    document = store.add_document(case.id, "a", b"a").id
    assert store.jobs.reap(queue_empty=True) == Due()  # the request may still be under way
    change(store, Document, document, created=datetime.now(UTC) - timedelta(seconds=5))
    assert store.jobs.reap(queue_empty=True) == Due(documents=(document,))


def test_lost_decision_runs_are_found_and_limited(store: Store, dead: str) -> None:
    case = store.create_case(applicant=None, pack="p", on=None)
    store.jobs.submit(case.id)
    for _ in range(3):
        assert store.jobs.begin_decision(case.id)
        change(store, Case, case.id, claim=dead)
        due = store.jobs.reap(queue_empty=True)
    assert due == Due()
    assert (store.case(case.id).state, store.case(case.id).error) == (
        CaseState.FAILED,
        (errors.DECISION_GAVE_UP, {"attempts": 3}),
    )
    assert store.jobs.resubmit(case.id) == Due(cases=(case.id,))
    assert store.jobs.begin_decision(case.id)
    decided(store, case.id)
    assert (store.case(case.id).state, store.case(case.id).error) == (CaseState.DONE, None)


def test_a_statement_and_a_late_document_decide_anew(store: Store) -> None:
    case_id, (first,) = case_of(store, b"a")
    store.jobs.begin_document(first)
    read(store, first)
    store.jobs.begin_decision(case_id)
    # stated while the decisions are being made: they are kept, and made again
    revision = store.case(case_id).revision
    store.add_statement(case_id, "f", "enterprise", True, "reviewer", "李四", "r")
    again = store.jobs.finish_decision(case_id, revision, pack="p@1", facts={}, sealed=b"1", digest="1")
    assert again == Due(cases=(case_id,))
    assert store.case(case_id).state == CaseState.DECIDING
    assert store.jobs.begin_decision(case_id)
    decided(store, case_id)
    assert store.case(case_id).state == CaseState.DONE
    late = store.add_document(case_id, "late", b"late")
    assert store.jobs.submit(case_id) == Due(documents=(late.id,))
    assert store.case(case_id).state == CaseState.READING
    latest = store.decisions(case_id)
    assert latest is not None and latest.sealed == b"{}"  # the earlier decisions can still be seen
    store.jobs.begin_document(late.id)
    assert read(store, late.id) == Due(cases=(case_id,))


def test_submitting_again_without_a_change_decides_nothing_anew(store: Store) -> None:
    case = store.create_case(applicant=None, pack="p", on=None)
    store.jobs.submit(case.id)
    store.jobs.begin_decision(case.id)
    decided(store, case.id)
    assert store.jobs.submit(case.id) == Due()
    assert store.jobs.resubmit(case.id) == Due(cases=(case.id,))


def test_what_the_machine_could_not_read_is_read_when_asked_again(store: Store) -> None:
    case_id, (scan, broken) = case_of(store, b"a", b"b")
    for document, code in ((scan, "ocr.unavailable"), (broken, "file.damaged")):
        store.jobs.begin_document(document)
        store.jobs.fail_document(document, code, {})
    store.jobs.begin_decision(case_id)
    decided(store, case_id)
    assert store.jobs.submit(case_id) == Due()
    assert store.jobs.resubmit(case_id) == Due(documents=(scan,))
    assert store.document(scan).error is None
    assert isinstance(store.jobs.begin_document(scan), ToRead)


def test_an_orderly_stop_is_no_attempt(store: Store, dead: str) -> None:
    _, (document,) = case_of(store, b"a")
    store.jobs.begin_document(document)
    change(store, Document, document, claim=dead)
    store.jobs.forgive_dead()
    assert (store.document(document).state, store.document(document).attempts) == (DocumentState.WAITING, 0)
    assert store.jobs.reap(queue_empty=False) == Due(documents=(document,))
