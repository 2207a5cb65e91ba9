"""Where packs stand: drafts that authors edit, and the published versions by which cases are decided.

A shelf has two folders: ``drafts/<name>/pack.yaml`` (a working copy each, in git) and ``published/<name>/`` (see
:mod:`rules.published`). The project ships one shelf; an office adds its own folder, in which the drafts stand and,
below ``published``, its versions. Which of the two a word means:

- ``name`` for an author's tool is the draft, and where there is none the newest published version;
- ``name`` for a decision is the newest published version in force on the day: a draft is not law;
- ``name@1.0.0`` is that version: the published one, or the draft as long as it bears this number unpublished;
- a path is the folder or the archive that stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from rules import loader, published, trees
from rules.errors import PackNotFound
from rules.model import Pack
from rules.pack_errors import NotPublished, PackFolderMissing, PublishedBroken, VersionNotFound
from rules.published import Published

PUBLISHED: Final = "published"
HEAD: Final = "pack.yaml"


@dataclass(frozen=True, slots=True)
class Shelf:
    drafts: Path
    published: Path

    @classmethod
    def of(cls, folder: Path) -> Shelf:
        """An office's own folder: drafts in it, versions in ``published`` below it."""
        return cls(folder, folder / PUBLISHED)


SHIPPED: Final = Shelf(Path(__file__).parent / "packs", Path(__file__).parent / PUBLISHED)


@dataclass(frozen=True, slots=True)
class Shelves:
    """Several shelves as one; what stands on an earlier one is found first."""

    shelves: tuple[Shelf, ...] = (SHIPPED,)

    @classmethod
    def beside(cls, folder: Path | None) -> Shelves:
        """The shipped shelf, and before it that of an office's folder where one is given.

        Raises PackFolderMissing.
        """
        if folder and not folder.is_dir():
            raise PackFolderMissing(folder=str(folder))
        return cls((Shelf.of(folder), SHIPPED)) if folder else cls()

    # -- what there is ------------------------------------------------------------------------------------------

    def names(self) -> tuple[str, ...]:
        """Every pack of which there is a draft or a version, sorted."""
        drafts = {p.parent.name for shelf in self.shelves for p in shelf.drafts.glob(f"*/{HEAD}")}
        return tuple(sorted(drafts | set(self.published_names())))

    def published_names(self) -> tuple[str, ...]:
        """Every pack that cases can be decided by, sorted."""
        return tuple(
            sorted({p.parent.name for shelf in self.shelves for p in shelf.published.glob(f"*/{published.INDEX}")})
        )

    def versions(self, name: str) -> tuple[Published, ...]:
        """The published versions of a pack on all shelves, oldest first. Raises PublishedBroken."""
        found: dict[str, Published] = {}
        for shelf in self.shelves:
            for entry in published.read(shelf.published / name) if _plain(name) else ():
                first = found.setdefault(entry.version, entry)
                if first.content_hash != entry.content_hash:
                    raise PublishedBroken(pack=entry.reference, place=str(entry.place), reason="twice")
        return tuple(sorted(found.values(), key=lambda entry: entry.number))

    def draft(self, name: str) -> Path | None:
        """The folder of a pack's working copy."""
        for shelf in self.shelves:
            if _plain(name) and (shelf.drafts / name / HEAD).is_file():
                return shelf.drafts / name
        return None

    def working_copy(self, word: str) -> Path:
        """The folder that a path or a name means, for publishing it. Raises PackNotFound."""
        path = Path(word)
        folder = path if (path / HEAD).is_file() else self.draft(word)
        if folder is None:
            raise PackNotFound(pack=word, known=", ".join(self.names()))
        return folder

    # -- loading ------------------------------------------------------------------------------------------------

    def load(self, word: str | Path) -> Pack:
        """For authors: a path, ``name`` (the draft first) or ``name@version``. Raises PackNotFound, PackInvalid."""
        path = Path(word)
        if _is_pack(path):
            return at(path)
        name, _, version = str(word).partition("@")
        if version:
            return self.find(name, version)
        draft = self.draft(name)
        if draft:
            return at(draft)
        versions = self.versions(name)
        if not versions:
            raise PackNotFound(pack=str(word), known=", ".join(self.names()))
        return published.load(versions[-1])

    def find(self, name: str, version: str) -> Pack:
        """Exactly this version: published, or a draft that bears its number. Raises PackNotFound, PublishedBroken."""
        versions = self.versions(name)
        for entry in versions:
            if entry.version == version:
                return published.load(entry)
        draft = self.draft(name)
        if draft:
            pack = at(draft)
            if pack.version == version:
                return pack
        reference = f"{name}@{version}"
        if not versions and not draft:
            raise PackNotFound(pack=reference, known=", ".join(self.names()))
        known = ", ".join(entry.reference for entry in versions)
        raise VersionNotFound(pack=reference, known=known, folder=str(self.shelves[0].published / name))

    def in_force(self, word: str, on: date | None = None) -> Pack:
        """For decisions: ``name`` is the newest version whose dates hold ``on`` (None: the newest), ``name@version``
        that one, a path the folder or archive there. Where no version holds the day it is the newest, and evaluating
        says so.

        Raises PackNotFound, NotPublished, PublishedBroken.
        """
        path = Path(word)
        if not _plain(word) and _is_pack(path):  # a bare word is a name, whatever stands in this process's folder
            return at(path)
        name, _, version = word.partition("@")
        if version:
            return self.find(name, version)
        versions = self.versions(name)
        if not versions:
            known = ", ".join(self.published_names())
            if self.draft(name):
                raise NotPublished(pack=name, known=known, folder=str(self.shelves[0].published / name))
            raise PackNotFound(pack=name, known=known)
        packs = (published.load(entry) for entry in reversed(versions))
        newest = next(packs)
        return next((pack for pack in (newest, *packs) if on is None or pack.holds(on)), newest)

    def is_published(self, pack: Pack) -> bool:
        """Whether this very content is a published version."""
        return any(
            entry.version == pack.version and entry.content_hash == pack.content_hash
            for entry in self.versions(pack.name)
        )


def _is_pack(path: Path) -> bool:
    """Whether a pack's folder or an archive stands there."""
    return (path / HEAD).is_file() or (path.suffix == trees.ENDING and path.is_file())


def at(path: Path) -> Pack:
    """The pack in a folder or archive. Raises PackInvalid, PackArchiveBroken."""
    tree = trees.at(path.resolve())
    return _loaded(tree.place, loader.content_hash(tree))


@lru_cache(maxsize=16)
def _loaded(place: str, content_hash: str) -> Pack:
    """Loading again gives the same pack as long as its files are the same."""
    return loader.load(Path(place))


def _plain(name: str) -> bool:
    """A name that is one folder's, never a way out of the shelf."""
    return bool(name) and name not in (".", "..") and not any(c in name for c in "/\\\0")
