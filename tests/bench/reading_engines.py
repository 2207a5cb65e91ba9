"""Readers of scans, each in a process of its own, asked page by page in turn.

A process each: no reader's idle threads slow another, and peak memory is that reader's alone. In turn: a busy
neighbour slows all of them.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import numpy as np
from PIL import Image

CORES = 2  #: that each reader may use


@dataclass(frozen=True, slots=True)
class Answer:
    texts: tuple[str, ...]
    clock: float  #: seconds
    work: float  #: seconds of all processors


def _ours() -> Callable[[Path], Sequence[str]]:
    from extractors.reader import read

    return lambda path: [word.text for page in read(path).pages for word in page.words]


def _paddle() -> Callable[[Path], Sequence[str]]:
    """PaddleOCR as it comes, on the same weights: those of its default call are in no package."""
    from paddleocr import PaddleOCR

    from extractors.backends.weights import lay_out

    with TemporaryDirectory() as folder:
        ocr = PaddleOCR(
            text_detection_model_name="PP-OCRv6_small_det",
            text_detection_model_dir=str(lay_out("small/det", Path(folder))),
            text_recognition_model_name="PP-OCRv6_small_rec",
            text_recognition_model_dir=str(lay_out("small/rec", Path(folder))),
            use_doc_orientation_classify=False,
            use_doc_unwarping=False,
            use_textline_orientation=False,
            engine="onnxruntime",
        )
    return lambda path: list(ocr.predict(_pixels(path))[0]["rec_texts"])


def _rapid() -> Callable[[Path], Sequence[str]]:
    """RapidOCR as it comes: the same weights from its own wheel, on ONNX Runtime."""
    from rapidocr import RapidOCR

    ocr: Any = RapidOCR(params={"Global.log_level": "critical"})
    return lambda path: list(ocr(_pixels(path)).txts or ())


#: by the name shown
ENGINES: dict[str, Callable[[], Callable[[Path], Sequence[str]]]] = {
    "ours": _ours,
    "PaddleOCR default": _paddle,
    "RapidOCR": _rapid,
}


def _pixels(path: Path) -> Any:
    with Image.open(path) as image:
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[:, :, ::-1])


class Engine:
    """One reader in its own process."""

    def __init__(self, name: str) -> None:
        context = multiprocessing.get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(name, there), daemon=True)
        self._process.start()
        there.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._here.close()
        self._process.join(20)
        if self._process.is_alive():
            self._process.kill()

    def read(self, path: Path) -> Answer:
        """One call. Raises EOFError when the reader has died."""
        self._here.send(path)
        answer = self._here.recv()
        assert isinstance(answer, Answer)
        return answer

    def peak(self) -> float:
        """Peak memory of the process until now, MB."""
        self._here.send(None)
        return float(self._here.recv())


def _serve(name: str, pipe: Connection) -> None:
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    read = ENGINES[name]()
    while True:
        try:
            path = pipe.recv()
        except EOFError:
            return
        if path is None:
            pipe.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
            continue
        start, work = time.perf_counter(), time.process_time()
        texts = tuple(read(path))
        pipe.send(Answer(texts, time.perf_counter() - start, time.process_time() - work))
