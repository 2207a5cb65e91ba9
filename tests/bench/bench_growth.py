"""How the time of extraction grows with the document: processor seconds at a quarter, half and all of a size.

Twice the document should take about twice the time; the last figure is the exponent between half and all, 1 for
time in proportion, 2 for time with the square. Pages made to be slow are read as every kind, the slowest is told.
"""

from __future__ import annotations

import math
import time

from extractors.extract import extract
from extractors.kindfiles import load_kinds
from extractors.model import Classified, Document
from tests.bench.growing import Sized, shapes

_STEPS = (4, 2, 1)


def run() -> list[str]:
    return [_line(name, make, size) for name, (make, size) in shapes().items()]


def _line(name: str, make: Sized, size: int) -> str:
    kinds = [None] if "pages" in name else sorted(load_kinds())
    taken = max(([_seconds(make(size // step), kind) for step in _STEPS] for kind in kinds), key=lambda t: t[-1])
    exponent = math.log2(max(taken[-1], 0.001) / max(taken[-2], 0.001))
    shown = ", ".join(f"{seconds:.2f}" for seconds in taken)
    return f"{name}: {shown} s, exponent {exponent:.1f}"


def _seconds(document: Document, kind: str | None) -> float:
    began = time.process_time()
    extract(document, Classified(kind, 1.0) if kind else None)
    return time.process_time() - began
