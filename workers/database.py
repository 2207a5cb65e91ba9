"""One engine for SQLite (WAL) and PostgreSQL, with reading and writing sessions.

Made once per process and never carried through a fork: a child makes its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from workers.errors import SchemaDiffers
from workers.settings import Settings
from workers.tables import SCHEMA, Base, Meta

#: how long a writer waits for another one, seconds; writes here take milliseconds
BUSY_SECONDS: Final = 30
#: any number that no other program on the same server is likely to lock
SCHEMA_LOCK: Final = 4_868_756
#: cases of before packs had versions are filed under a bare name: they stay with the version that last decided them
_KEEP_VERSION: Final = """
    UPDATE cases SET pack = (SELECT pack FROM evaluations WHERE case_id = cases.id ORDER BY id DESC LIMIT 1)
    WHERE pack NOT LIKE '%@%' AND pack NOT LIKE '%/%'
    AND EXISTS (SELECT 1 FROM evaluations WHERE case_id = cases.id)
"""


class Database:
    def __init__(self, settings: Settings) -> None:
        url = make_url(settings.database)
        self._lite = url.get_backend_name() == "sqlite"
        if self._lite:
            settings.data_dir.expanduser().mkdir(parents=True, exist_ok=True)
            self._engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
            event.listen(self._engine, "connect", _set_up_sqlite)
            event.listen(self._engine, "begin", _begin_sqlite)
        else:
            self._engine = create_engine(url, pool_pre_ping=True)
        self._writing = self._engine.execution_options(writing=True)
        self._make_schema()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with Session(self._engine) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose changes are all on disk, or none, when the block ends."""
        with Session(self._writing, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        self._engine.dispose()

    def _make_schema(self) -> None:
        with self._writing.begin() as connection:
            if not self._lite:  # two processes that start at once would both create the tables
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": SCHEMA_LOCK})
            Base.metadata.create_all(connection)
            found = connection.execute(Meta.__table__.select().where(Meta.name == "schema")).first()
            if found is None:
                connection.execute(Meta.__table__.insert().values(name="schema", value=SCHEMA))  # type: ignore[attr-defined]
            elif found.value != SCHEMA:
                raise SchemaDiffers(found=found.value, expected=SCHEMA)
            else:
                connection.execute(text(_KEEP_VERSION))


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and is never IMMEDIATE
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # an acknowledged document survives a power cut
        "foreign_keys=ON",
        f"busy_timeout={BUSY_SECONDS * 1000}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # a writer takes the lock at once: upgrading a reader fails with "database is locked" without waiting
    immediate = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
