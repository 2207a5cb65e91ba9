"""Freezes a pack's version for good: an archive and its entry in the index, after everything has been checked.

What is refused: a pack with mistakes, with failing cases or with criteria that no case drives; a version that is
published already with other content, or that is not above the last one; a version that CHANGES.md says nothing about.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from rules import loader, published, trees, versions
from rules.author.fitness import Fitness, fitness
from rules.pack_errors import PublishRefused
from rules.published import INDEX, Published
from rules.shelves import PUBLISHED, SHIPPED
from rules.trees import Tree

CHANGES: Final = "CHANGES.md"


@dataclass(frozen=True, slots=True)
class Publication:
    entry: Published
    new: bool  #: False: this very content was published before, and nothing was done
    fitness: Fitness | None  #: what was checked; None where nothing was done


def home(folder: Path) -> Path:
    """Where the versions of the pack in ``folder`` are kept unless one says otherwise: ``published`` beside it."""
    drafts = folder.resolve().parent
    return SHIPPED.published if drafts == SHIPPED.drafts.resolve() else drafts / PUBLISHED


def publish(folder: Path, to: Path | None, on: date) -> Publication:
    """Publishes the pack in ``folder`` as the version its pack.yaml names, into ``to`` (default :func:`home`).

    ``on``: the day of publication. Raises PackInvalid, PublishRefused, PublishedBroken, OSError.
    """
    tree = trees.at(folder.resolve())
    pack = loader.load(tree)
    shelf = (to or home(folder)) / pack.name
    before = published.read(shelf)
    same = next((entry for entry in before if entry.version == pack.version), None)
    if same:
        if same.content_hash == pack.content_hash:
            published.tree(same)  # a changed archive is not taken for what was published
            return Publication(same, False, None)
        raise PublishRefused(
            pack=pack.reference, reason="exists", hash=same.content_hash[:12], found=pack.content_hash[:12]
        )
    if before and versions.number(pack.version) <= before[-1].number:
        raise PublishRefused(pack=pack.reference, reason="not_above", last=before[-1].version)
    note = noted(tree, pack.version)
    if note is None:
        raise PublishRefused(pack=pack.reference, reason="changes", heading=f"## {pack.version}")
    checked = fitness(pack)
    if not checked.fit:
        raise PublishRefused(
            checked.details, pack=pack.reference, reason="unfit", lint=len(checked.mistakes),
            cases=len(checked.failing), coverage=len(checked.gaps),
        )  # fmt: skip
    archive = trees.packed(tree)
    entry = Published(
        pack.name, pack.version, on, pack.content_hash, hashlib.sha256(archive).hexdigest(), note,
        shelf / f"{pack.version}{trees.ENDING}",
    )  # fmt: skip
    shelf.mkdir(parents=True, exist_ok=True)
    _put(entry.place, archive)
    _put(shelf / INDEX, published.written((*before, entry), pack.name))
    return Publication(entry, True, checked)


def noted(tree: Tree, version: str) -> str | None:
    """What CHANGES.md says of a version: the rest of its heading, or the first line below; None where it has none."""
    if not tree.has(CHANGES):
        return None
    lines = tree.text(CHANGES).splitlines()
    heading = re.compile(rf"#+\s*\[?v?{re.escape(version)}\]?(?![0-9.])\s*(.*)")
    for number, line in enumerate(lines):
        found = heading.fullmatch(line.strip())
        if found:
            below = next((text.strip() for text in lines[number + 1 :] if text.strip()), "")
            first = "" if below.startswith("#") else below.lstrip("-* ")
            rest = found[1].strip(" -–—:：()（）")
            return "; ".join(part for part in (rest, first) if part) or None
    return None


def _put(path: Path, data: bytes) -> None:
    """Wholly there or not at all."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
