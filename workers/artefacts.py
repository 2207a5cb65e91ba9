"""What the stages made of a document's bytes, kept by (sha256, stage, version): the same input is worked on once."""

from __future__ import annotations

import json
import zlib
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from extractors import serial
from workers.database import Database
from workers.tables import Artefact


def pack(thing: Any) -> bytes:
    """Compressed JSON of a model object of the extractors."""
    text = json.dumps(serial.to_data(thing), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack(data: bytes) -> Any:
    return serial.from_data(json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass")))


class Artefacts:
    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, sha256: str, stage: str, version: str | None = None) -> Any | None:
        """The model object, or None. Without ``version``: the newest one."""
        chosen = select(Artefact).where(Artefact.sha256 == sha256, Artefact.stage == stage)
        if version is not None:
            chosen = chosen.where(Artefact.version == version)
        with self._database.read() as session:
            found = session.scalars(chosen.order_by(Artefact.created.desc()).limit(1)).first()
            return None if found is None else unpack(found.data)

    def put(self, sha256: str, stage: str, version: str, thing: Any) -> None:
        """Keeps it; the first one wins, since the same input gives the same."""
        data = pack(thing)
        with self._database.write() as session:
            if session.get(Artefact, (sha256, stage, version)) is None:
                session.add(Artefact(sha256=sha256, stage=stage, version=version, created=datetime.now(UTC), data=data))
