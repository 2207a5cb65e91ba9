"""The reader of pictures in this process: PaddleOCR detects lines, a recogniser of our own reads them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.backends.crops import Quad
from extractors.backends.detector import Detectors
from extractors.backends.line import Line
from extractors.backends.recogniser import Picture, Reading, Recogniser

#: threads for one page: the recogniser's workers and the detector's operators. Overridden by the environment
THREADS_VARIABLE = "HUIQI_OCR_THREADS"


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
        self._detectors = Detectors(threads=workers)
        self._recogniser = Recogniser(workers=workers, cascade=cascade)

    def detect(self, picture: Picture, *, plain: bool = False) -> list[Quad]:
        """Outlines of text lines on a BGR picture, from the top; nothing is recognised. ``plain``: nothing is known to
        lie over the print (a seal, a watermark)."""
        return self._detectors.lines(picture, plain=plain)

    def recognise(self, picture: Picture, quads: Sequence[Quad]) -> list[Line]:
        """What stands in ``quads`` of a BGR picture, where anything does."""
        return [found.line for found in self.read(picture, quads)]

    def read(self, picture: Picture, quads: Sequence[Quad] | None = None) -> list[Found]:
        """The lines of text in ``quads`` of a BGR picture, or in all it shows; empty ones dropped."""
        quads = self.detect(picture) if quads is None else quads
        with self.begin(picture, quads) as reading:
            lines = reading.lines()
        return [Found(quad, line) for quad, line in zip(quads, lines, strict=True) if line.text.strip()]

    def begin(self, picture: Picture, quads: Sequence[Quad]) -> Reading:
        """Starts to read ``quads`` of a BGR picture."""
        return self._recogniser.begin(picture, quads)
