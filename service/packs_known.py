"""The packs that cases may be judged by: the published versions, those shipped and those of the office's own folder.

A version published while the service runs is found at once: the index is read each time, a version only once.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from rules.errors import PackNotFound
from rules.model import Pack
from rules.shelves import Shelves
from service.errors import fail
from workers.records import CaseRecord
from workers.store import Store


class KnownPacks:
    """By name or ``name@version``; loading a pack needs no rule engine."""

    def __init__(self, folder: Path | None = None) -> None:
        """``folder``: the office's own packs. Raises PackFolderMissing."""
        self._shelves = Shelves.beside(folder)

    @property
    def default(self) -> Pack:
        """The pack of a case that names none: the first by name, in its newest version."""
        names = self.names()
        return self.named(names[0] if names else "")

    def named(self, word: str, on: date | None = None) -> Pack:
        """``name``: the newest version in force ``on`` that day; ``name@version``: that one. Never a path.

        Raises ServiceError ``pack.unknown``.
        """
        try:
            if any(sign in word for sign in "/\\\0"):
                raise PackNotFound(pack=word)
            return self._shelves.in_force(word, on)
        except PackNotFound:
            raise fail("pack.unknown", pack=word[:80], known=", ".join(self.names())) from None

    def of(self, case: CaseRecord, store: Store) -> Pack:
        """What a case's latest decisions were made by; before the first, what it is filed under.

        The two differ from when a case is filed anew until it is decided. Raises ServiceError ``pack.unknown``.
        """
        latest = store.decisions(case.id)
        return self.named(latest.pack if latest else case.pack)

    def names(self) -> list[str]:
        return list(self._shelves.published_names())

    def versions(self, name: str) -> list[str]:
        """Published versions as ``name@version``, oldest first."""
        return [entry.reference for entry in self._shelves.versions(name)]
