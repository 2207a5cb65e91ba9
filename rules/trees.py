"""Where a pack's files come from: a folder, or the archive of a published version. Nothing is unpacked to disk.

A tree is read-only: names (relative, with forward slashes) to bytes. Everything that reads a pack reads it from a tree.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from rules.pack_errors import PackArchiveBroken

ENDING: Final = ".zip"
#: bytes of all files of a pack together; a real one has 400 kB
LARGEST: Final = 64 * 1024 * 1024
#: same for every archive, so that the same files give the same bytes
_STAMP: Final = (1980, 1, 1, 0, 0, 0)
_MODE: Final = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Tree:
    """The files of one pack."""

    name: str  #: of its folder, which is the pack's name
    place: str  #: folder or archive, for people and for :func:`at`
    files: Mapping[str, bytes] = field(repr=False)  #: by name, sorted

    def has(self, name: str) -> bool:
        return name in self.files

    def read(self, name: str) -> bytes:
        """Raises KeyError."""
        return self.files[name]

    def text(self, name: str) -> str:
        """With ``\\n`` at the end of each line, whatever the editor wrote. Raises KeyError, UnicodeDecodeError."""
        return self.files[name].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")

    def within(self, folder: str, ending: str) -> list[str]:
        """Full names of the files directly in a folder, sorted: ``within("cases", ".yaml")``."""
        return [n for n in self.files if n.endswith(ending) and str(PurePosixPath(n).parent) == folder]

    def top(self) -> list[tuple[str, bool]]:
        """What stands directly in the pack, sorted: (name, is a folder)."""
        return sorted({(n.partition("/")[0], "/" in n) for n in self.files})


def at(place: str | Path) -> Tree:
    """The tree of a folder or of an archive. Raises OSError, PackArchiveBroken."""
    path = Path(place)
    if path.suffix == ENDING and path.is_file():
        return unpacked(path.read_bytes(), str(path))
    return folder(path)


def folder(path: Path) -> Tree:
    """Every file below a folder; what begins with ``.`` or ``__`` (of editors, of git) is not the pack's."""
    found = {}
    size = 0
    for file in path.rglob("*"):
        own = file.relative_to(path)
        if any(part.startswith((".", "__")) for part in own.parts) or not file.is_file():
            continue
        size += file.stat().st_size
        if size > LARGEST:
            raise PackArchiveBroken(place=str(path), reason="too_large")
        found[own.as_posix()] = file.read_bytes()
    return Tree(path.resolve().name, str(path), dict(sorted(found.items())))


def packed(tree: Tree) -> bytes:
    """The tree as an archive: the same files give the same bytes on every machine.

    Files stand in one folder named as the pack, sorted, not compressed (compressors differ between machines, and git
    and wheels compress anyway), with one fixed time.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(tree.files):
            entry = zipfile.ZipInfo(f"{tree.name}/{name}", _STAMP)
            entry.create_system, entry.external_attr = 3, _MODE
            archive.writestr(entry, tree.files[name])
    return made.getvalue()


def unpacked(data: bytes, place: str) -> Tree:
    """The tree in an archive. Raises PackArchiveBroken."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > LARGEST:
                raise PackArchiveBroken(place=place, reason="too_large")
            files = {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise PackArchiveBroken(place=place, reason="no_archive") from error
    roots = {name.partition("/")[0] for name in files}
    if len(roots) != 1 or any("/" not in name or ".." in PurePosixPath(name).parts for name in files):
        raise PackArchiveBroken(place=place, reason="layout")
    root = roots.pop()
    return Tree(root, place, {name[len(root) + 1 :]: files[name] for name in sorted(files)})
