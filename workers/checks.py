"""Start-up checks: is everything there that the work will need, and if not, what to do about it.

None of them loads PaddleOCR or durable_rules into this process.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from workers import embedded, reader_trouble
from workers.database import Database
from workers.errors import WorkersError
from workers.settings import PREFIX, Settings

#: bytes that must be free in the data folder: one case of large scans
FREE_BYTES: Final = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """``code`` is None where all is well, else stable: its sentence is in the catalogue under ``error.<code>``."""

    name: str
    code: str | None = None
    data: dict[str, str | int] = field(default_factory=dict)
    hint: str = ""  #: what to do, in English, for a log

    @property
    def ok(self) -> bool:
        return self.code is None


def run(settings: Settings) -> tuple[Check, ...]:
    """Every check, in the order in which a person would put things right."""
    return tuple(check(settings) for check in CHECKS)


def folders(settings: Settings) -> Check:
    """The data folder can be written and has room."""
    folder = settings.data_dir.expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return Check(
            "folders",
            "check.folder_not_writable",
            {"folder": str(folder), "reason": error.strerror or type(error).__name__},
            f"give this user the right to write in {folder}, or set {PREFIX}DATA_DIR",
        )
    free = shutil.disk_usage(folder).free
    if free < FREE_BYTES:
        data: dict[str, str | int] = {"folder": str(folder), "free": free, "needed": FREE_BYTES}
        return Check("folders", "check.disk_full", data, f"make room, or set {PREFIX}DATA_DIR to another disk")
    return Check("folders")


def database(settings: Settings) -> Check:
    """The database answers and has this version's tables."""
    try:
        Database(settings).close()
    except WorkersError as error:
        return Check("database", error.code, error.data, "use an empty database, or the version that made this one")
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", error)).splitlines()[0]
        hint = f"start the database, or correct {PREFIX}DATABASE_URL"
        return Check("database", "check.database_unreachable", {"reason": reason}, hint)
    return Check("database")


def queue(settings: Settings) -> Check:
    """The Redis named in the settings answers; or the embedded one can be started."""
    import redis

    if settings.redis_url is None:
        try:
            embedded.server()
        except WorkersError as error:
            return Check("queue", error.code, error.data, str(error.data["reason"]))
        return Check("queue")
    url = settings.redis_url.replace("redis+socket://", "unix://", 1)
    client = redis.Redis.from_url(url, socket_timeout=5, socket_connect_timeout=5)
    try:
        client.ping()
    except (redis.RedisError, OSError) as error:
        hint = f"start Redis, or correct {PREFIX}REDIS_URL"
        return Check("queue", "queue.unavailable", {"reason": str(error)}, hint)
    finally:
        client.close()
    return Check("queue")


def reader(settings: Settings) -> Check:
    """PaddleOCR is installed, its weights are the ones measured, and its image library finds its system libraries."""
    trouble = reader_trouble.found()
    return Check("reader") if trouble is None else Check("reader", *trouble)


def packs(settings: Settings) -> Check:
    """Every published version is what its index says, and the newest of each pack loads. Drafts decide nothing."""
    from rules import published
    from rules.errors import RulesError
    from rules.shelves import Shelves

    try:
        shelves = Shelves.beside(settings.packs)
        names = shelves.published_names()
        if not names:
            return Check("packs", "pack.not_found", {"pack": "*", "known": ""}, "install the package again")
        for name in names:
            for version in shelves.versions(name):
                published.tree(version)
            shelves.in_force(name)
    except RulesError as error:
        return Check("packs", error.code, error.data, str(error))
    return Check("packs")


CHECKS: Final[tuple[Callable[[Settings], Check], ...]] = (folders, database, queue, reader, packs)
