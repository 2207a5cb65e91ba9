"""Every setting of the program: one frozen object, read once from the environment, the same in all processes."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from workers.errors import SettingInvalid

PREFIX: Final = "HUIQI_"


def _text(default: str | None, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


def _number(default: int, meaning: str, low: int, high: int) -> Any:
    return field(default=default, metadata={"meaning": meaning, "low": low, "high": high})


def _cores() -> int:
    return max(1, len(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """``HUIQI_<NAME>`` in the environment sets each; the metadata says what it means and within which bounds."""

    data_dir: Path = field(
        default=Path(".data"), metadata={"meaning": "folder of the documents, the database and the queue's socket"}
    )
    database_url: str | None = _text(None, "SQLAlchemy URL; empty: SQLite in the data folder")
    packs: Path | None = field(
        default=None,
        metadata={"meaning": "an office's own folder of packs, before those shipped; its versions stand in published/"},
    )
    redis_url: str | None = _text(None, "redis:// URL of the queue; empty: an embedded Redis is started")
    host: str = _text("127.0.0.1", "address the web server listens on")
    port: int = _number(8000, "port the web server listens on; 0: any free one", 0, 65535)
    concurrency: int = field(
        default_factory=_cores,
        metadata={"meaning": "documents read at the same time on this machine", "low": 1, "high": 256},
    )
    ocr_threads: int = _number(
        1, "threads that read one scanned page; more than one only where fewer documents are read than cores", 1, 64
    )
    max_bytes: int = _number(64 * 1024 * 1024, "largest file, bytes", 1024, 2**31)
    max_pages: int = _number(300, "most pages of a document", 1, 10_000)
    max_pixels: int = _number(100_000_000, "most pixels of an image", 10_000, 2**31)
    max_page_points: int = _number(7_200, "longest side of a page, PDF points (1/72 inch); A0 is 3370", 100, 1_000_000)
    max_documents: int = _number(200, "most documents of a case", 1, 10_000)
    document_seconds: int = _number(900, "longest time one document may take to be read", 1, 24 * 3600)
    decision_seconds: int = _number(120, "longest time one decision run may take", 1, 3600)
    worker_memory_mb: int = _number(3072, "memory a reading process may use, MiB; more ends the document", 256, 2**20)
    recycle_memory_mb: int = _number(
        1536, "a reading process that has grown beyond this, MiB, is replaced after its document", 128, 2**20
    )
    attempts: int = _number(3, "how often a document is begun before it is set aside", 1, 100)
    heartbeat_seconds: int = _number(5, "how often work in progress says that it is alive", 1, 600)
    stale_seconds: int = _number(30, "silence after which work counts as lost, at least 3 heartbeats", 2, 3600)
    reaper_seconds: int = _number(5, "how often lost work is looked for", 1, 600)
    stop_seconds: int = _number(5, "how long a stopping stack waits for work in progress", 0, 3600)

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            low, high = one.metadata.get("low"), one.metadata.get("high")
            if low is not None and not low <= value <= high:
                raise _invalid(one, value, f"must be between {low} and {high}")
        if self.stale_seconds < 3 * self.heartbeat_seconds:
            raise SettingInvalid(
                setting=f"{PREFIX}STALE_SECONDS",
                value=self.stale_seconds,
                problem=f"must be at least 3 x {PREFIX}HEARTBEAT_SECONDS ({self.heartbeat_seconds})",
            )
        if self.redis_url is not None and not self.redis_url.startswith(("redis://", "rediss://", "redis+socket://")):
            raise SettingInvalid(
                setting=f"{PREFIX}REDIS_URL", value=self.redis_url, problem="must start with redis:// or rediss://"
            )
        if self.database_url is not None and not self.database_url.startswith(("sqlite:///", "postgresql")):
            raise SettingInvalid(
                setting=f"{PREFIX}DATABASE_URL",
                value=self.database_url.split("@")[-1],  # never the password
                problem="must start with sqlite:/// or postgresql+psycopg://",
            )

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Settings of this process. An empty variable counts as not set.

        Raises SettingInvalid for a value out of bounds and for a ``HUIQI_`` name that is no setting.
        """
        environ = os.environ if environ is None else environ
        known = {PREFIX + one.name.upper(): one for one in fields(cls)}
        given: dict[str, Any] = {}
        for name in sorted(environ):
            if not name.startswith(PREFIX):
                continue
            if name not in known:
                close = get_close_matches(name, known, n=1)
                hint = f"; did you mean {close[0]}?" if close else ""
                raise SettingInvalid(setting=name, value=environ[name], problem=f"no such setting{hint}")
            if text := environ[name].strip():
                given[known[name].name] = _parse(known[name], text)
        return cls(**given)

    def to_env(self) -> dict[str, str]:
        """The variables that give a child process these same settings."""
        values = {PREFIX + one.name.upper(): getattr(self, one.name) for one in fields(self)}
        return {name: "" if value is None else str(value) for name, value in values.items()}

    def absolute(self) -> Settings:
        """The same with the folders' full paths, for processes that may run elsewhere."""
        packs = self.packs.expanduser().resolve() if self.packs else None
        return replace(self, data_dir=self.data_dir.expanduser().resolve(), packs=packs)

    @property
    def database(self) -> str:
        """URL of the database in use."""
        return self.database_url or f"sqlite:///{self.data_dir.expanduser().resolve() / 'huiqi.db'}"

    @property
    def visibility_seconds(self) -> int:
        """After which an unacknowledged message is handed out again: longer than any message can honestly wait."""
        return 3 * max(self.document_seconds, self.decision_seconds) + 600


def _parse(one: Field[Any], text: str) -> object:
    if one.name in ("data_dir", "packs"):
        return Path(text)
    if "low" not in one.metadata:
        return text
    try:
        return int(text)
    except ValueError:
        raise _invalid(one, text, "must be a whole number") from None


def _invalid(one: Field[Any], value: object, problem: str) -> SettingInvalid:
    return SettingInvalid(
        setting=PREFIX + one.name.upper(), value=str(value), problem=f"{problem} ({one.metadata['meaning']})"
    )


def described() -> tuple[tuple[str, str, str], ...]:
    """Every setting as (environment variable, default, meaning), for the README and ``--help``."""
    plain = Settings()
    return tuple(
        (
            PREFIX + one.name.upper(),
            "cores" if one.name == "concurrency" else str(getattr(plain, one.name) or ""),
            one.metadata["meaning"],
        )
        for one in fields(Settings)
    )
