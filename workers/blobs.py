"""The bytes of documents, by their sha256. A folder here; anything that keeps to :class:`Blobs` elsewhere."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Protocol

from workers.errors import BlobMissing

_SHA256 = re.compile(r"[0-9a-f]{64}")


class Blobs(Protocol):
    def put(self, data: bytes) -> str:
        """Keeps ``data`` for good and returns its sha256; when this returns, a power cut no longer loses it."""
        ...

    def path(self, sha256: str) -> Path:
        """A file on this machine with these bytes. Raises BlobMissing."""
        ...


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class FolderBlobs:
    """``<folder>/ab/ab12…``: written beside, synced, then renamed, so that a name always means whole bytes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        sha256 = sha256_of(data)
        target = self._place(sha256)
        if target.is_file():
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        for folder in (target.parent, self._folder):
            _sync(folder)
        return sha256

    def path(self, sha256: str) -> Path:
        place = self._place(sha256)
        if not place.is_file():
            raise BlobMissing(sha256=sha256)
        return place

    def _place(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):  # also keeps every path inside the folder
            raise BlobMissing(sha256=sha256)
        return self._folder / sha256[:2] / sha256


def _sync(folder: Path) -> None:
    """Makes a rename inside ``folder`` last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
