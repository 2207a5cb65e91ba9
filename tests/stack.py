"""Real parts for tests: settings for a test's own folder, a store, a whole stack, a PostgreSQL server, small PDFs."""

from __future__ import annotations

import io
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from workers.records import CaseRecord, CaseState
from workers.settings import Settings
from workers.store import Store
from workers.supervisor import Stack

T = TypeVar("T")
#: a small pack with every sort of fact, the one the tests of the rules use
PACK = str(Path(__file__).parent / "rules" / "good")
ON = date(2020, 5, 15)


def settings_in(folder: Path, **changes: Any) -> Settings:
    """Settings that notice everything soon: one reader, quick heartbeats, a quick reaper."""
    quick = {
        "concurrency": 1,
        "heartbeat_seconds": 1,
        "stale_seconds": 3,
        "reaper_seconds": 1,
        "stop_seconds": 2,
    }
    return Settings(data_dir=folder / "data", **{**quick, **changes})


def text_pdf(pages: int = 1, *, lines: int = 6, mark: str = "") -> bytes:
    """A PDF with a text layer; ``mark`` makes its bytes differ. Many lines make it slow to read."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for page in range(1, pages + 1):
        for line in range(lines):
            canvas.drawString(50, 800 - line * 11, f"Page {page} line {line} of a plain page of no known kind {mark}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def until(look: Callable[[], T], good: Callable[[T], bool], seconds: float = 90) -> T:
    """What ``look`` gives once it is ``good``. Fails the test after ``seconds``, showing what it gave last."""
    end = time.monotonic() + seconds
    while True:
        found = look()
        if good(found):
            return found
        if time.monotonic() > end:
            pytest.fail(f"not within {seconds} s: {found}")
        time.sleep(0.05)


def ended(store: Store, case_id: str, seconds: float = 90) -> CaseRecord:
    """The case once it is done or failed."""
    return until(lambda: store.case(case_id), lambda case: case.state in {CaseState.DONE, CaseState.FAILED}, seconds)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return settings_in(tmp_path)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    made = Store(settings)
    yield made
    made.close()


@pytest.fixture
def stack(settings: Settings) -> Iterator[Stack]:
    """Embedded Redis, a Celery worker and the reaper, for one test."""
    with Stack(settings) as running:
        yield running


def postgres_programs() -> Path | None:
    """The folder with ``initdb`` and ``postgres``; Debian keeps it out of the PATH."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """SQLAlchemy URL of a PostgreSQL server that lives as long as the tests. Debian package: ``postgresql``."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    folder = Path(tempfile.mkdtemp(prefix="huiqi-pg-"))
    # it refuses to run as root
    owner = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner)
    data = folder / "data"
    common: dict[str, Any] = {"user": owner, "cwd": folder, "check": True, "capture_output": True}
    subprocess.run([programs / "initdb", "-D", data, "-U", "huiqi", "-A", "trust", "-E", "UTF8", "--no-sync"], **common)
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    log = folder / "log"
    subprocess.run([programs / "pg_ctl", "-D", data, "-o", options, "-l", log, "-w", "start"], **common)
    yield f"postgresql+psycopg://huiqi@/postgres?host={folder}"
    subprocess.run([programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"], **common)
    shutil.rmtree(folder, ignore_errors=True)
