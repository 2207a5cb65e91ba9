"""Text lines to characters with positions: PP-OCRv6 recognition on true crop widths, tiny first, small where unsure.

Takes the place of the recogniser of the ``PaddleOCR`` object. PaddleOCR's own pads each crop to 320 pixels and each
batch to its widest crop, and returns 18,710 probabilities for every 8 pixels; this one does neither.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnxruntime
import yaml
from numpy.typing import NDArray

from extractors.backends import onnx_tail
from extractors.backends.cascade import settled
from extractors.backends.crops import Quad, crop_of, size_of, within
from extractors.backends.line import NOTHING, Line
from extractors.backends.weights import weight_file

Picture = NDArray[np.uint8]

_HEIGHT = 48  #: pixels; fixed by the models
_MIN_WIDTH = 96  #: pixels a crop is padded to; measured: below, simplified characters turn into traditional twins
_MAX_WIDTH = 3200  #: pixels; a longer line is squeezed, as PaddleOCR does
#: a crop higher than this many times its width may be a column of characters (PaddleOCR's own constant)
_TALL = 1.5


class Model:
    """One recognition network on one thread; may be called from several threads at once."""

    def __init__(self, size: str) -> None:
        """``size`` is ``small`` or ``tiny``. Raises ReaderUnavailable."""
        graph = weight_file(f"ppocrv6/{size}/rec/rec.onnx")
        self._characters = _characters(weight_file(f"ppocrv6/{size}/rec/inference.yml"))
        self._session = _session(graph)
        self._input = self._session.get_inputs()[0].name

    def read(self, crop: Picture) -> Line:
        """The text of a BGR crop of one line."""
        picture, used = _normalised(crop)
        best, probability = self._session.run(
            [onnx_tail.BEST, onnx_tail.PROBABILITY], {self._input: picture[np.newaxis]}
        )
        return self._decoded(best[0], probability[0], used / picture.shape[2])

    def _decoded(self, best: NDArray[np.int64], probability: NDArray[np.float32], used: float) -> Line:
        """CTC: repeated classes are one character, class 0 is none. ``used``: share of the width that is no padding."""
        steps = len(best)
        starts = np.flatnonzero(np.diff(best, prepend=-1))
        ends = np.append(starts[1:], steps)
        text: list[str] = []
        probabilities: list[float] = []
        centres: list[float] = []
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
            if best[start] == 0:
                continue
            text.append(self._characters[best[start]])
            probabilities.append(min(1.0, float(probability[start:end].max())))
            weight = probability[start:end].astype(np.float64)
            at = float((np.arange(start, end) + 0.5) @ weight / weight.sum())
            centres.append(min(1.0, at / steps / used))
        return Line("".join(text), tuple(probabilities), tuple(centres))


def _session(graph: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # memory is kept between lines, which saves a seventh of the time: the system clears every page it hands out. It
    # is bounded by the widest line; planned ahead for each width, it would not be
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    plain = graph.read_bytes()
    probe = onnxruntime.InferenceSession(plain, _quiet(), providers=["CPUExecutionProvider"])
    scores = probe.get_outputs()[0].name
    del probe
    model = onnx_tail.with_best(plain, scores)
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _quiet() -> Any:
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return options


def _characters(config: Path) -> list[str]:
    """Class number to character: none, those of the file, a space (PaddleOCR appends both)."""
    with config.open(encoding="utf-8") as stream:
        data = yaml.load(stream, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - a safe loader
    return ["", *data["PostProcess"]["character_dict"], " "]


def _normalised(crop: Picture) -> tuple[NDArray[np.float32], int]:
    """The network's input, and how many of its columns are not padding."""
    height, width = crop.shape[:2]
    used = min(_MAX_WIDTH, max(8, math.ceil(_HEIGHT * width / height)))
    resized = cv2.resize(crop, (used, _HEIGHT))
    padded = max(_MIN_WIDTH, math.ceil(used / 8) * 8)
    out = np.zeros((3, _HEIGHT, padded), np.float32)
    out[:, :, :used] = resized[:, :, ::-1].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1.0
    return out, used


class Reading:
    """Lines of a picture that are being read; used with ``with``, what is not read at its end stays unread."""

    def __init__(self, pending: Sequence[Future[Line]]) -> None:
        self._pending = pending

    def lines(self) -> list[Line]:
        """The line of each quad, with places along it, empty where nothing stands; waits for them."""
        return [future.result() for future in self._pending]

    def stop(self) -> None:
        """What has not been begun stays unread: nobody waits for it, and the next page needs the threads."""
        for future in self._pending:
            future.cancel()

    def __enter__(self) -> Reading:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


class Recogniser:
    """Reads the lines of a picture, several at a time."""

    def __init__(self, *, workers: int, cascade: bool = True) -> None:
        """``workers`` lines are read at the same time. Without ``cascade`` everything is read by small."""
        self._small = Model("small")
        self._tiny = Model("tiny") if cascade else None
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="recognise")

    def begin(self, picture: Picture, quads: Sequence[Quad]) -> Reading:
        """Starts to read what stands in ``quads`` of a BGR picture; nothing in one without an area."""

        def read(quad: Quad) -> Line:
            crop = crop_of(picture, quad)
            return within(quad, self.read(crop)) if crop.size else NOTHING

        sides = [size_of(quad) for quad in quads]
        # long lines first: no worker is left with a long one at the end
        order = sorted(range(len(quads)), key=lambda i: -sides[i][0] / max(1.0, sides[i][1]))
        futures = {i: self._pool.submit(read, quads[i]) for i in order}
        return Reading([futures[i] for i in range(len(quads))])

    def read(self, crop: Picture) -> Line:
        """The text of one BGR crop; a high one is read upright and turned, and the surer reading wins."""
        if crop.shape[0] < _TALL * crop.shape[1]:
            return self._level(crop)
        upright = self._level(crop)
        down = self._level(np.ascontiguousarray(np.rot90(crop)))
        # one character is a column of nothing: a lone digit is high and narrow, too
        if len(down.text) > 1 and down.score > upright.score:
            return Line(down.text, down.probabilities, down.centres, turned=True)
        return upright

    def _level(self, crop: Picture) -> Line:
        if self._tiny is None:
            return self._small.read(crop)
        return settled(crop, self._tiny.read(crop), self._small.read)
