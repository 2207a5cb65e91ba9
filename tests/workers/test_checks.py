"""Each start-up check passes on a whole installation and tells what is wrong with a broken one."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

from tests.stack import settings_in
from workers import checks
from workers.settings import Settings
from workers.store import Store


def test_a_whole_installation_passes(settings: Settings) -> None:
    assert [(one.name, one.code, one.data) for one in checks.run(settings)] == [
        (name, None, {}) for name in ("folders", "database", "queue", "reader", "packs")
    ]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    settings.data_dir.write_text("here already")
    found = checks.folders(settings)
    assert found.code == "check.folder_not_writable"
    assert found.data["folder"] == str(settings.data_dir)
    assert "HUIQI_DATA_DIR" in found.hint


def test_a_database_that_does_not_answer(settings: Settings) -> None:
    away = replace(settings, database_url="postgresql+psycopg://huiqi:secret@127.0.0.1:1/huiqi")
    found = checks.database(away)
    assert found.code == "check.database_unreachable"
    assert "secret" not in str(found)


def test_a_database_file_that_is_none(settings: Settings) -> None:
    settings.data_dir.mkdir()
    (settings.data_dir / "huiqi.db").write_bytes(b"no database at all" * 100)
    assert checks.database(settings).code == "check.database_unreachable"


def test_a_database_of_another_version(settings: Settings) -> None:
    Store(settings).close()
    with sqlite3.connect(settings.data_dir / "huiqi.db") as raw:
        raw.execute("UPDATE meta SET value = '0'")
    assert checks.database(settings).code == "store.schema_differs"


def test_a_queue_that_does_not_answer(settings: Settings) -> None:
    for url in ("redis://127.0.0.1:1/0", f"redis+socket://{settings.data_dir}/none.sock"):
        found = checks.queue(replace(settings, redis_url=url))
        assert (found.name, found.code) == ("queue", "queue.unavailable")
        assert "HUIQI_REDIS_URL" in found.hint
