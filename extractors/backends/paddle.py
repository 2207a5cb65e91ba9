"""The ``PaddleOCR`` object on local weights: no network, no sub-pipelines, one recogniser of our own.

PaddleOCR detects and sorts; :mod:`extractors.backends.recogniser` takes the place of its recogniser.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.backends.crops import Quad, crop_of, within
from extractors.backends.line import Line
from extractors.backends.recogniser import Picture, Recogniser
from extractors.backends.region import region_of
from extractors.backends.weights import lay_out
from extractors.errors import ReaderUnavailable

#: threads for one page: the recogniser's workers and the detector's operators. Overridden by the environment
THREADS_VARIABLE = "HUIQI_OCR_THREADS"
#: of PP-OCRv6's detectors. tiny needs a third of the time and loses nothing on clean pages, but on worn ones its
#: boxes cut into the digits: on six such papers 46 values were right where they stand, with small 61
DETECTOR = "small"


@dataclass(frozen=True, slots=True)
class Found:
    """One line of text on a picture."""

    quad: Quad
    line: Line


def threads() -> int:
    """Threads for one page: the environment's, else two or as many as the machine has, if fewer."""
    given = os.environ.get(THREADS_VARIABLE, "")
    if given.isdigit() and int(given) > 0:
        return int(given)
    return max(1, min(2, os.cpu_count() or 1))


@lru_cache(maxsize=1)
def reader() -> Reader:
    """The reader of this process; the first call takes some seconds. Raises ReaderUnavailable."""
    return Reader(workers=threads())


class Reader:
    def __init__(self, *, workers: int, cascade: bool = True) -> None:
        self._pipeline = _pipeline(workers)
        self._pipeline.text_rec_model = Recogniser(workers=workers, cascade=cascade)

    def detect(self, picture: Picture) -> list[Quad]:
        """Boxes of text lines on a BGR picture, from the top; nothing is recognised."""
        pipe, region = self._pipeline, region_of(picture)
        how = {**pipe.get_text_det_params(), "limit_type": "max", "limit_side_len": region.side}
        result = next(iter(pipe.text_det_model([region.of(picture)], **how)))
        corner = np.array([region.left, region.top], np.float32)
        return [ordered(np.asarray(poly) + corner) for poly in pipe._sort_boxes(result["dt_polys"])]

    def recognise(self, picture: Picture, quads: Sequence[Quad]) -> list[Line]:
        """What stands in ``quads`` of a BGR picture; nothing for one without an area."""
        return [found.line for found in self.read(picture, quads)]

    def read(self, picture: Picture, quads: Sequence[Quad] | None = None) -> list[Found]:
        """The lines of text in ``quads`` of a BGR picture, or in all it shows; empty ones dropped."""
        if quads is None:
            quads = self.detect(picture)
        crops = [(quad, crop_of(picture, quad)) for quad in quads]
        crops = [(quad, crop) for quad, crop in crops if crop.size]
        results = self._pipeline.text_rec_model([crop for _, crop in crops])
        found = [
            Found(quad, within(quad, result["rec_text"])) for (quad, _), result in zip(crops, results, strict=True)
        ]
        return [f for f in found if f.line.text.strip()]


def _pipeline(workers: int) -> Any:
    # PaddleX asks the model hubs for their speed when imported, unless told not to
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    try:
        from paddleocr import PaddleOCR
    except ImportError as error:
        raise ReaderUnavailable(missing="paddleocr") from error
    logging.getLogger("paddlex").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="huiqi-weights-") as folder:
        try:
            ocr = PaddleOCR(
                text_detection_model_name=f"PP-OCRv6_{DETECTOR}_det",
                text_detection_model_dir=str(lay_out(f"{DETECTOR}/det", Path(folder))),
                text_recognition_model_name="PP-OCRv6_small_rec",
                text_recognition_model_dir=str(lay_out("small/rec", Path(folder))),
                text_recognition_batch_size=1,
                use_doc_orientation_classify=False,
                use_doc_unwarping=False,
                use_textline_orientation=False,
                device="cpu",
                engine="onnxruntime",
                engine_config={
                    "intra_op_num_threads": workers,
                    "enable_mem_pattern": False,
                    "log_severity_level": 3,
                },
            )
        except RuntimeError as error:  # a missing dependency of PaddleX
            raise ReaderUnavailable(problem=str(error)[:200]) from error
    return ocr.paddlex_pipeline._pipeline


def ordered(poly: NDArray[Any]) -> Quad:
    """The smallest rectangle around a detected outline: top left, top right, bottom right, bottom left."""
    corners = cv2.boxPoints(cv2.minAreaRect(poly.astype(np.float32)))
    corners = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = corners[:2], corners[2:]
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)
