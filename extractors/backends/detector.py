"""Where lines of text stand on a picture: PaddleOCR's ``TextDetection`` on local weights, without a network.

Two sizes of PP-OCRv6. tiny needs half the time of small; on worn pages its outlines cut into the digits (on six such
papers 46 values were right where they stand, with small 61). So its answer stands only where it leaves no ink over.
"""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.backends.crops import Picture, Quad
from extractors.backends.leftover import drawn_out
from extractors.backends.region import Region, region_of
from extractors.backends.weights import lay_out
from extractors.errors import ReaderUnavailable

#: those of PaddleOCR's pipeline; on worn pages a little better than the models' own (0.2, 0.45, 1.4)
_PIXEL, _BOX, _UNCLIP = 0.3, 0.6, 1.5


class Detectors:
    """Both sizes; not for several threads at once."""

    def __init__(self, *, threads: int) -> None:
        """Raises ReaderUnavailable."""
        self._small = _detector("small", threads)
        self._tiny = _detector("tiny", threads)

    def lines(self, picture: Picture, *, plain: bool) -> list[Quad]:
        """Outlines of the lines of text on a BGR picture, from the top. ``plain``: nothing is known to lie over the
        print, so the fast detector is worth a try."""
        region = region_of(picture)
        if plain:
            found = drawn_out(_found(self._tiny, picture, region), region)
            if found is not None:
                return found
        return _found(self._small, picture, region)


def _found(detector: Any, picture: Picture, region: Region) -> list[Quad]:
    result = detector.predict([region.of(picture)], limit_type="max", limit_side_len=region.side)[0]
    corner = np.array([region.left, region.top], np.float32)
    return _from_the_top([ordered(np.asarray(outline) + corner) for outline in result["dt_polys"]])


def _from_the_top(quads: Sequence[Quad]) -> list[Quad]:
    return sorted(quads, key=lambda quad: (float(quad[0][1]), float(quad[0][0])))


def ordered(outline: NDArray[Any]) -> Quad:
    """The smallest rectangle around a detected outline: top left, top right, bottom right, bottom left."""
    corners = cv2.boxPoints(cv2.minAreaRect(outline.astype(np.float32)))
    corners = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = corners[:2], corners[2:]
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)


def _detector(size: str, threads: int) -> Any:
    # PaddleX asks the model hubs for their speed when imported, unless told not to
    os.environ["PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK"] = "True"
    try:
        from paddleocr import TextDetection
    except ImportError as error:
        raise ReaderUnavailable(missing="paddleocr") from error
    logging.getLogger("paddlex").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="huiqi-weights-") as folder:
        try:
            return TextDetection(
                model_name=f"PP-OCRv6_{size}_det",
                model_dir=str(lay_out(f"{size}/det", Path(folder))),
                thresh=_PIXEL,
                box_thresh=_BOX,
                unclip_ratio=_UNCLIP,
                device="cpu",
                engine="onnxruntime",
                engine_config={
                    "intra_op_num_threads": threads,
                    "enable_mem_pattern": False,
                    "log_severity_level": 3,
                },
            )
        except RuntimeError as error:  # a missing dependency of PaddleX
            raise ReaderUnavailable(problem=str(error)[:200]) from error
