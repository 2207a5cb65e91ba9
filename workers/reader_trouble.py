"""Whether this machine can read pictures, found out without loading PaddleOCR into this process."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from typing import Final

from extractors.backends.weights import weight_file
from extractors.errors import ReaderUnavailable

#: the weights without which no picture can be read
WEIGHTS: Final = (
    "ppocrv6/small/det/det.onnx",
    "ppocrv6/small/det/inference.yml",
    "ppocrv6/small/rec/rec.onnx",
    "ppocrv6/small/rec/inference.yml",
)
SECONDS: Final = 120  #: how long the trial import may take


def found() -> tuple[str, dict[str, str | int], str] | None:
    """None where all is well, else the code, its data and what to do about it."""
    try:
        if importlib.util.find_spec("paddleocr") is None:
            raise ReaderUnavailable(missing="paddleocr")
        for name in WEIGHTS:
            weight_file(name)
    except ReaderUnavailable as error:
        return error.code, error.data, "install the locked requirements again"
    trial = subprocess.run(  # in a process of its own: this one must stay small
        [sys.executable, "-I", "-c", "import cv2, onnxruntime"],
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    if trial.returncode == 0:
        return None
    reason = (trial.stderr.strip().splitlines() or ["?"])[-1]
    return ReaderUnavailable.code, {"missing": reason}, "apt-get install libgl1 libglib2.0-0"
