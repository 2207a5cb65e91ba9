"""The store keeps what it acknowledges, under any file name, once."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from extractors.model import Box, Classified, Document, Evidence, Extraction, Field, Method, Page, Word
from tests.stack import settings_in, text_pdf
from workers import names
from workers.blobs import FolderBlobs
from workers.errors import BlobMissing, SchemaDiffers, TooManyDocuments, UnknownCase
from workers.records import CaseState, DocumentState
from workers.store import Store


def test_a_case_comes_back_as_it_was_made(store: Store) -> None:
    made = store.create_case(applicant="示例餐饮有限公司", pack="p", on=date(2020, 5, 15))
    document = store.add_document(made.id, "租赁合同.pdf", b"%PDF-1.7 lease")
    said = store.add_statement(made.id, "lease.use", "lease:1", {"a": [1, "二"]}, "reviewer", "李四", "看过现场")
    case = store.case(made.id)
    assert (case.applicant, case.pack, case.on, case.state) == (
        "示例餐饮有限公司", "p", date(2020, 5, 15), CaseState.WAITING,
    )  # fmt: skip
    assert case.documents == (document,)
    assert case.statements == (said,)
    assert case.created.utcoffset() is not None
    assert (document.number, document.media_type, document.state) == (1, "application/pdf", DocumentState.WAITING)
    assert store.blob_path(document.sha256).read_bytes() == b"%PDF-1.7 lease"
    assert store.cases() == (case,)


def test_the_same_bytes_twice_are_kept_once_and_said_to_be_twice(store: Store) -> None:
    case = store.create_case(applicant=None, pack="p", on=None)
    first = store.add_document(case.id, "a.pdf", b"%PDF-x")
    again = store.add_document(case.id, "b.pdf", b"%PDF-x")
    third = store.add_document(case.id, "c.pdf", b"%PDF-x")
    assert again.state == third.state == DocumentState.DUPLICATE
    assert again.duplicate_of == third.duplicate_of == first.id
    assert store.jobs.submit(case.id).documents == (first.id,)


def test_a_file_over_the_limit_is_told_and_not_kept(tmp_path: Path) -> None:
    store = Store(settings_in(tmp_path, max_bytes=1024))
    case = store.create_case(applicant=None, pack="p", on=None)
    large = store.add_document(case.id, "large.pdf", b"x" * 1025)
    exact = store.add_document(case.id, "exact.pdf", b"x" * 1024)
    assert large.state == DocumentState.FAILED
    assert large.error == ("file.too_large", {"bytes": 1025, "limit": 1024})
    with pytest.raises(BlobMissing):
        store.blob_path(large.sha256)
    assert exact.state == DocumentState.WAITING


def test_a_case_takes_only_so_many_documents(tmp_path: Path) -> None:
    store = Store(settings_in(tmp_path, max_documents=2))
    case = store.create_case(applicant=None, pack="p", on=None)
    for name in "ab":
        store.add_document(case.id, name, name.encode())
    with pytest.raises(TooManyDocuments) as caught:
        store.add_document(case.id, "c", b"c")
    assert caught.value.data == {"case": case.id, "limit": 2}


def test_unknown_ids_are_told(store: Store) -> None:
    for act in (
        lambda: store.case("none"),
        lambda: store.add_document("none", "a", b"a"),
        lambda: store.add_statement("none", "f", "s", 1, "reviewer", "b", "r"),
        lambda: store.jobs.submit("none"),
    ):
        with pytest.raises(UnknownCase):
            act()
    for wrong in ("../../etc/passwd", "A" * 64, ""):
        with pytest.raises(BlobMissing):
            store.blob_path(wrong)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "../../etc/passwd"),
        ("C:\\合同\\租.pdf", "C:\\合同\\租.pdf"),
        ("发票🧾👨‍👩‍👧.pdf", "发票🧾👨‍👩‍👧.pdf"),
        ("a\0b\nc.pdf", "a\ufffdb\ufffdc.pdf"),
        ("\u202efdp.exe", "\ufffdfdp.exe"),
        ("\udcff.pdf", "\ufffd.pdf"),
        ("  ", names.UNNAMED),
        ("长" * 300 + ".pdf", "长" * 300 + ".pdf"),
        ("x" * 5000 + ".pdf", "x" * 339 + "…" + "x" * 56 + ".pdf"),
    ],
)
def test_any_file_name_is_kept_for_show(store: Store, given: str, shown: str) -> None:
    case = store.create_case(applicant=None, pack="p", on=None)
    document = store.add_document(case.id, given, b"%PDF-")
    assert store.document(document.id).filename == shown
    assert store.blob_path(document.sha256).name == document.sha256


@given(st.text(max_size=600))
def test_a_shown_name_is_short_printable_and_stays_what_it_is(name: str) -> None:
    shown = names.shown(name)
    assert 0 < len(shown) <= names.LONGEST
    shown.encode("utf-8")
    assert "\0" not in shown and "\n" not in shown
    assert names.shown(shown) == shown


def test_blobs_are_private_files_of_exactly_those_bytes(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path / "blobs")
    sha256 = blobs.put(b"some bytes")
    assert blobs.put(b"some bytes") == sha256
    assert stat.S_IMODE(blobs.path(sha256).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == [sha256]


def test_a_full_disk_leaves_no_half_blob(tmp_path: Path) -> None:
    blobs = FolderBlobs(tmp_path / "blobs")
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "from pathlib import Path; from workers.blobs import FolderBlobs;"
        "FolderBlobs(Path(sys.argv[1])).put(b'x' * 5000)"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path / "blobs"], capture_output=True, text=True, check=False)
    assert "File too large" in run.stderr
    assert [path for path in (tmp_path / "blobs").rglob("*") if path.is_file()] == []
    assert blobs.path(blobs.put(b"x" * 5000)).stat().st_size == 5000


def test_artefacts_come_back_whole_and_the_newest_is_the_one_in_use(store: Store) -> None:
    word = Word("甲方：￥1,234.50", Box(1, 2, 3, 4), Box(1, 2, 3, 4), 0.5, (1.0, 2.0))
    sha256 = "ab" * 32
    document = Document(sha256, "a.pdf", "application/pdf", (Page(1, 595.0, 842.0, (word,), method=Method.OCR),))
    store.artefacts.put(sha256, "read", "v1", document)
    assert store.document_read(sha256) == document
    newer = Document(sha256, "a.pdf", "application/pdf", ())
    store.artefacts.put(sha256, "read", "v2", newer)
    assert store.document_read(sha256) == newer
    assert store.artefacts.get(sha256, "read", "v1") == document
    assert store.artefacts.get(sha256, "read", "v3") is None
    assert store.document_read("cd" * 32) is None


def test_an_extraction_is_found_by_its_document(store: Store) -> None:
    case = store.create_case(applicant=None, pack="p", on=None)
    kept = store.add_document(case.id, "a.pdf", text_pdf())
    assert store.extraction(kept.id) is None
    store.jobs.begin_document(kept.id)
    evidence = Evidence(kept.sha256, 1, (Box(0, 0, 1, 1),), "1,000.10元", Method.TEXT_LAYER, 1.0)
    rent = Field("rent", Decimal("1000.10"), (evidence,), 1.0, True)
    extraction = Extraction(kept.sha256, Classified("lease", 0.9), (rent,))
    store.artefacts.put(kept.sha256, "extract", "e1", extraction)
    store.jobs.finish_document(kept.id, kind="lease", media_type="application/pdf", pages=1, versions=("r1", "e1"))
    assert store.extraction(kept.id) == extraction
    assert store.document(kept.id).kind == "lease"


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    store = Store(settings)
    with store.database.write() as session:
        session.execute(text("UPDATE meta SET value = '0'"))
    store.close()
    with pytest.raises(SchemaDiffers) as caught:
        Store(settings)
    assert caught.value.data["found"] == "0"


def test_sqlite_waits_for_other_writers_and_syncs(store: Store) -> None:
    with store.database.read() as session:
        settings = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        }
    assert settings == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 30_000}


def test_an_acknowledged_document_survives_sigkill(tmp_path: Path) -> None:
    code = (
        "import os, sys, json; from pathlib import Path; from tests.stack import settings_in;"
        "from workers.store import Store; s = Store(settings_in(Path(sys.argv[1])));"
        "c = s.create_case(applicant=None, pack='p', on=None); d = s.add_document(c.id, 'a', b'bytes');"
        "print(json.dumps([c.id, d.sha256]), flush=True); os.kill(os.getpid(), 9)"
    )
    run = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True, check=False)
    assert run.returncode == -9
    case_id, sha256 = json.loads(run.stdout)
    store = Store(settings_in(tmp_path))
    assert store.case(case_id).documents[0].state == DocumentState.WAITING
    assert store.blob_path(sha256).read_bytes() == b"bytes"
