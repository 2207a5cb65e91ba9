"""Where a pack stands: its published versions, and what its working copy is beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from rules.errors import PackNotFound, RulesError
from rules.model import Pack
from rules.shelves import Shelves, at


@dataclass(frozen=True, slots=True)
class Version:
    version: str
    published: date
    content_hash: str
    note: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A working copy: ``same`` as published, ``new``: to be published, ``clash``: changed under a published number."""

    version: str
    content_hash: str
    state: Literal["same", "new", "clash"]


@dataclass(frozen=True, slots=True)
class Standing:
    name: str
    versions: tuple[Version, ...]  #: oldest first
    draft: Draft | None


def unpublished(shelves: Shelves, pack: Pack) -> Literal["", "draft", "clash"]:
    """Whether a folder's pack is a draft, or one that bears the number of another published content; else empty.

    Empty too for an archive, and where the index cannot be read: ``versions`` tells that.
    """
    if not Path(pack.path).is_dir():
        return ""
    try:
        known = {entry.version: entry.content_hash for entry in shelves.versions(pack.name)}
    except RulesError:
        return ""
    if pack.version not in known:
        return "draft"
    return "" if known[pack.version] == pack.content_hash else "clash"


def standing(shelves: Shelves, name: str) -> Standing:
    """Raises PackNotFound, PackInvalid (of the working copy), PublishedBroken (of an index or archive)."""
    versions = shelves.versions(name)
    folder = shelves.draft(name)
    if not versions and folder is None:
        raise PackNotFound(pack=name, known=", ".join(shelves.names()))
    for entry in versions:
        shelves.find(name, entry.version)  # an archive that was changed is told here, not when a case needs it
    draft = None
    if folder is not None:
        pack = at(folder)
        known = {entry.version: entry.content_hash for entry in versions}
        same = known.get(pack.version)
        state: Literal["same", "new", "clash"] = (
            "new" if same is None else "same" if same == pack.content_hash else "clash"
        )
        draft = Draft(pack.version, pack.content_hash, state)
    return Standing(
        name, tuple(Version(e.version, e.published, e.content_hash, e.note) for e in versions), draft
    )  # fmt: skip
