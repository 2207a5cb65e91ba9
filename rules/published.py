"""The published versions of one pack: archives that never change, and the index that says what each must be.

``published/<name>/1.0.0.zip`` beside ``published/<name>/index.json``. The index holds, for each version, the hash of
what decides (the one that stands in every decision) and the sha256 of the whole archive, so that neither a rule nor a
case nor a note can be changed afterwards without being noticed when the version is loaded.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from rules import loader, trees
from rules.model import Pack
from rules.pack_errors import PackArchiveBroken, PublishedBroken
from rules.trees import Tree
from rules.versions import is_version, number

INDEX: Final = "index.json"
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Published:
    """One entry of an index."""

    name: str
    version: str
    published: date
    content_hash: str  #: of what decides, see :func:`rules.loader.content_hash`
    sha256: str  #: of the archive's bytes
    note: str  #: what changed, from CHANGES.md
    place: Path  #: the archive, on this machine

    @property
    def reference(self) -> str:
        return f"{self.name}@{self.version}"

    @property
    def number(self) -> tuple[int, ...]:
        return number(self.version)


def read(folder: Path) -> tuple[Published, ...]:
    """The versions in ``published/<name>``, oldest first; empty where there is no index. Raises PublishedBroken."""
    index = folder / INDEX
    try:
        raw = json.loads(index.read_text(encoding="utf-8"))
        found = tuple(_entry(folder, one) for one in raw["versions"])
        if raw["pack"] != folder.name:
            raise ValueError(raw["pack"])
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PublishedBroken(pack=folder.name, place=str(index), reason="index") from error
    if len({one.version for one in found}) != len(found):
        raise PublishedBroken(pack=folder.name, place=str(index), reason="index")
    return tuple(sorted(found, key=lambda one: one.number))


def _entry(folder: Path, raw: Any) -> Published:
    version = str(raw["version"])
    if not is_version(version) or not _HASH.fullmatch(raw["sha256"]) or not _HASH.fullmatch(raw["content_hash"]):
        raise ValueError(version)
    return Published(
        folder.name, version, date.fromisoformat(raw["published"]), raw["content_hash"], raw["sha256"],
        str(raw["note"]), folder / f"{version}{trees.ENDING}",
    )  # fmt: skip


def written(versions: tuple[Published, ...], name: str) -> bytes:
    """The index's bytes, for people and for :func:`read`."""
    entries = []
    for one in versions:
        entry = {**asdict(one), "published": one.published.isoformat()}
        entries.append({key: entry[key] for key in ("version", "published", "content_hash", "sha256", "note")})
    return (json.dumps({"pack": name, "versions": entries}, ensure_ascii=False, indent=2) + "\n").encode()


def load(entry: Published) -> Pack:
    """The pack of a version, checked against its index entry. Raises PublishedBroken, PackInvalid."""
    return _load(entry)


def tree(entry: Published) -> Tree:
    """The files of a version, checked. Raises PublishedBroken."""

    def broken(reason: str) -> PublishedBroken:
        return PublishedBroken(pack=entry.reference, place=str(entry.place), reason=reason)

    try:
        data = entry.place.read_bytes()
    except OSError as error:
        raise broken("missing") from error
    if hashlib.sha256(data).hexdigest() != entry.sha256:
        raise broken("archive")
    try:
        found = trees.unpacked(data, str(entry.place))
    except PackArchiveBroken as error:
        raise broken("archive") from error
    if found.name != entry.name:
        raise broken("name")
    if loader.content_hash(found) != entry.content_hash:
        raise broken("content")
    return found


@lru_cache(maxsize=32)
def _load(entry: Published) -> Pack:
    """Read once per process: an entry with the same hashes is the same pack."""
    pack = loader.load(tree(entry))
    if pack.version != entry.version:
        raise PublishedBroken(pack=entry.reference, place=str(entry.place), reason="name")
    return pack
