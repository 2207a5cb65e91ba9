"""Several files as the pages of one document: order, places, copies, taken apart again; nothing read twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.errors import TooManyPages
from extractors.limits import Limits
from extractors.model import Document, Page, Problem
from tests.service.helpers import finish
from tests.service.leasepages import FIRST, SECOND, THIRD, page_pdf
from workers import joining, work
from workers.errors import ClaimLost, JoinNotPages, JoinOrder, JoinTooFew, UnknownDocument
from workers.jobs import ToRead
from workers.records import CaseRecord, DocumentState
from workers.store import Store


@pytest.fixture
def case(store: Store, tmp_path: Path) -> CaseRecord:
    made = store.create_case(applicant="南京青石餐饮有限公司", pack="chaoyang-2020-8", on=None)
    for name, lines in (("p1.pdf", FIRST), ("p3.pdf", THIRD), ("p2.pdf", SECOND)):
        data = page_pdf(lines)
        (tmp_path / name).write_bytes(data)
        store.add_document(made.id, name, data)
    return store.case(made.id)


def read_all(store: Store, case_id: str) -> None:
    """Reads what waits, and decides nothing."""
    for document_id in store.jobs.submit(case_id).documents:
        begun = store.jobs.begin_document(document_id)
        if isinstance(begun, ToRead):
            work.read(store, begun)


def states(store: Store, case: CaseRecord) -> list[str]:
    return [document.state.value for document in store.case(case.id).documents]


def test_pages_of_several_files_are_one_lease(store: Store, case: CaseRecord) -> None:
    assert store.joins.join(case.id, [1, 3, 2]) == 1
    assert states(store, case) == ["waiting", "joined", "joined"]
    finish(store, case.id)
    root = store.case(case.id).documents[0]
    assert (root.state, root.kind, root.pages_total) == (DocumentState.READ, "lease", 3)
    assert [(part.number, part.filename) for part in root.parts] == [(1, "p1.pdf"), (3, "p2.pdf"), (2, "p3.pdf")]
    extraction = store.extraction(root.id)
    assert extraction is not None
    found = {field.name: field for field in extraction.fields}
    assert (str(found["rent_monthly_yuan"].value), found["rent_monthly_yuan"].evidence[0].page) == ("9000", 2)
    assert found["lessee"].evidence[0].page == 1
    assert {evidence.document for field in found.values() for evidence in field.evidence} == {root.sha256}
    facts = store.facts(case.id)
    assert facts is not None
    assert [one["subject"] for one in facts.data["subjects"] if one["kind"] == "lease"] == ["lease:1"]


def test_what_stands_for_their_bytes_follows_from_the_files_and_their_order(store: Store, case: CaseRecord) -> None:
    before = [document.sha256 for document in case.documents]
    store.joins.join(case.id, [1, 3, 2])
    assert store.case(case.id).documents[0].sha256 == joining.digest([before[0], before[2], before[1]])
    store.joins.arrange(case.id, 1, [1, 2, 3])
    assert store.case(case.id).documents[0].sha256 == joining.digest(before)


def test_no_file_is_read_twice(store: Store, case: CaseRecord, monkeypatch: pytest.MonkeyPatch) -> None:
    read_all(store, case.id)
    assert states(store, case) == ["read", "read", "read"]
    import extractors

    def again(*_: object, **__: object) -> Document:
        raise AssertionError("read again")

    monkeypatch.setattr(extractors, "read", again)
    store.joins.join(case.id, [1, 3, 2])
    read_all(store, case.id)
    assert states(store, case) == ["read", "joined", "joined"]
    store.joins.arrange(case.id, 1, [2, 3, 1])
    read_all(store, case.id)
    assert [part.number for part in store.case(case.id).documents[0].parts] == [2, 3, 1]


def test_taken_apart_each_is_what_it_was(store: Store, case: CaseRecord) -> None:
    store.joins.join(case.id, [3, 2, 1])
    read_all(store, case.id)
    store.joins.split(case.id, 1)
    read_all(store, case.id)
    after = store.case(case.id).documents
    assert [(d.number, d.filename, d.sha256, d.size, d.media_type) for d in after] == [
        (d.number, d.filename, d.sha256, d.size, d.media_type) for d in case.documents
    ]
    assert [d.state for d in after] == [DocumentState.READ] * 3
    assert all(not d.parts and d.duplicate_of is None for d in after)


def test_a_further_page_joins_what_is_joined(store: Store, case: CaseRecord) -> None:
    store.joins.join(case.id, [1, 2])
    store.joins.join(case.id, [1, 3])
    root = store.case(case.id).documents[0]
    assert [part.number for part in root.parts] == [1, 2, 3]
    assert {d.duplicate_of for d in store.case(case.id).documents[1:]} == {root.id}
    store.joins.split(case.id, 1)
    assert states(store, case) == ["waiting"] * 3


def test_the_same_bytes_are_still_known(store: Store, case: CaseRecord, tmp_path: Path) -> None:
    store.joins.join(case.id, [1, 3, 2])
    for name in ("p1.pdf", "p2.pdf"):
        again = store.add_document(case.id, "again.pdf", (tmp_path / name).read_bytes())
        assert (again.state, again.duplicate_of) == (DocumentState.DUPLICATE, f"{case.id}-1")


def test_who_is_reading_a_page_meanwhile_has_lost_it(store: Store, case: CaseRecord) -> None:
    store.jobs.submit(case.id)
    assert isinstance(store.jobs.begin_document(f"{case.id}-1"), ToRead)
    store.joins.join(case.id, [1, 2])
    with pytest.raises(ClaimLost):
        store.jobs.beat_document(f"{case.id}-1")


def test_a_file_that_cannot_be_read_is_named(store: Store, case: CaseRecord) -> None:
    store.add_document(case.id, "broken.pdf", b"%PDF-1.7 nothing")
    store.joins.join(case.id, [1, 4])
    read_all(store, case.id)
    root = store.case(case.id).documents[0]
    assert root.state is DocumentState.FAILED and root.error is not None
    assert root.error.data["part"] == "broken.pdf"
    store.joins.split(case.id, 1)
    read_all(store, case.id)
    assert states(store, case) == ["read", "read", "read", "failed"]


def test_what_cannot_be_joined_is_refused_and_nothing_changes(store: Store, case: CaseRecord) -> None:
    store.add_document(case.id, "a.csv", "项目,金额\n收入,1\n".encode())
    for numbers in ([1], [1, 1], []):
        with pytest.raises(JoinTooFew):
            store.joins.join(case.id, numbers)
    with pytest.raises(JoinNotPages):
        store.joins.join(case.id, [1, 4])
    with pytest.raises(UnknownDocument):
        store.joins.join(case.id, [1, 9])
    store.joins.join(case.id, [1, 2])
    with pytest.raises(JoinNotPages):  # its pages are another's already
        store.joins.join(case.id, [2, 3])
    for order in ([1], [1, 2, 2], [1, 3], [2, 2]):
        with pytest.raises(JoinOrder):
            store.joins.arrange(case.id, 1, order)
    with pytest.raises(JoinOrder):
        store.joins.arrange(case.id, 3, [3])
    assert states(store, case) == ["waiting", "joined", "waiting", "waiting"]


def test_pages_and_problems_are_numbered_on() -> None:
    def file(pages: int) -> Document:
        return Document(
            "0" * 64,
            "a",
            "application/pdf",
            tuple(Page(n, 10, 10, ()) for n in range(1, pages + 1)),
            (Problem("page.not_readable", {"page": pages}, pages),),
        )

    made = joining.whole("1" * 64, "a", [file(2), file(1)], Limits())
    assert [page.number for page in made.pages] == [1, 2, 3]
    assert [(problem.page, problem.data["page"]) for problem in made.problems] == [(2, 2), (3, 3)]
    assert [joining.locate([2, 1], page) for page in (1, 2, 3)] == [(0, 1), (0, 2), (1, 1)]
    with pytest.raises(IndexError):
        joining.locate([2, 1], 4)
    with pytest.raises(TooManyPages):
        joining.whole("1" * 64, "a", [file(2), file(2)], Limits(max_pages=3))
