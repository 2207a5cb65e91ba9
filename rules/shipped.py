"""The front door to packs: by path, by name, by ``name@version``. Which of them a word means: :mod:`rules.shelves`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from rules.model import Pack
from rules.shelves import Shelves

_SHELVES: ContextVar[Shelves | None] = ContextVar("shelves", default=None)


def shelves() -> Shelves:
    """The shelves in use here: the shipped one, and what :func:`also` adds."""
    return _SHELVES.get() or Shelves()


@contextmanager
def also(folder: Path | None) -> Iterator[Shelves]:
    """Within the block, packs are looked for in an office's own folder first."""
    token = _SHELVES.set(Shelves.beside(folder))
    try:
        yield shelves()
    finally:
        _SHELVES.reset(token)


def shipped_packs() -> tuple[str, ...]:
    """Names of the packs there are, as draft or published, sorted."""
    return shelves().names()


def load_pack(path: str | Path) -> Pack:
    """For authors: a pack from its folder or archive, the draft of a name, or ``name@version``.

    Decisions are made by :func:`in_force` instead. Raises PackNotFound, PackInvalid, PublishedBroken.
    """
    return shelves().load(path)


def find_shipped(name: str, version: str) -> Pack:
    """Exactly this version of a pack. Raises PackNotFound, PublishedBroken."""
    return shelves().find(name, version)
