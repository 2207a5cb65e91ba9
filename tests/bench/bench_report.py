"""A yearly report of 120 pages: how long until its statements are found, beside pdfplumber's own search for tables on
every page in the same run; how much memory 300 pages take; what a report with some scanned pages costs.

Every page with a text layer is read and searched; only pages without one are given to PaddleOCR.
"""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import pdfplumber

from extractors.extract import extract
from extractors.model import Extraction, Method
from extractors.reader import read
from tests.bench.reports import ASSETS, REVENUE, report

T = TypeVar("T")
PAGES, MANY = 120, 300
#: pages of the mixed report that are pictures: the balance sheet, the income statement, two of the notes
SCANNED = frozenset({PAGES * 3 // 7, PAGES * 3 // 7 + 2, 20, 80})


def run() -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*_memory(folder), *_text(folder), *_mixed(folder)]


def _memory(folder: Path) -> list[str]:
    """First, so that the peak is this report's alone."""
    path = report(folder / "many.pdf", MANY)
    before = _peak()
    document = read(path)
    after_reading = _peak()
    found = extract(document)
    return [
        f"{MANY} pages: peak {before:.0f} MB before, {after_reading:.0f} MB after reading, "
        f"{_peak():.0f} MB with its statements found ({_found(found)})"
    ]


def _text(folder: Path) -> list[str]:
    path = report(folder / "text.pdf", PAGES)
    document, clock, work = _timed(partial(read, path))
    found, more_clock, more_work = _timed(partial(extract, document))
    theirs, their_clock, their_work = _timed(partial(_every_table, path))
    return [
        f"{PAGES} pages: read {clock:.1f} s, statements found in {more_clock:.1f} s more ({_found(found)}); "
        f"processor {work + more_work:.1f} s, {(work + more_work) / PAGES * 1000:.0f} ms a page",
        f"pdfplumber, extract_tables on every page: {their_clock:.1f} s, processor {their_work:.1f} s "
        f"({theirs} tables, no value read); ratio {their_work / (work + more_work):.2f}",
    ]


def _mixed(folder: Path) -> list[str]:
    path = report(folder / "mixed.pdf", PAGES, scanned=SCANNED)
    document, clock, work = _timed(partial(read, path))
    seen = sum(page.method is Method.OCR for page in document.pages)
    return [
        f"{PAGES} pages, {len(SCANNED)} of them scanned: {clock:.1f} s with loading PaddleOCR, processor {work:.1f} s; "
        f"{seen} pages read by it ({_found(extract(document))})"
    ]


def _found(extraction: Extraction) -> str:
    """Whether the two figures asked for are there, as the report prints them."""
    wanted = {"revenue_yuan": REVENUE, "total_assets_yuan": ASSETS}
    values = {field.name: field.value for field in extraction.fields}
    right = sum(str(values.get(name)) == text.replace(",", "") for name, text in wanted.items())
    return f"{right} of {len(wanted)} figures right"


def _every_table(path: Path) -> int:
    count = 0
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            count += len(page.extract_tables())
            page.close()
    return count


def _timed(call: Callable[[], T]) -> tuple[T, float, float]:
    """What it gives, seconds by the clock, seconds of all processors of this process."""
    clock, work = time.perf_counter(), time.process_time()
    result = call()
    return result, time.perf_counter() - clock, time.process_time() - work


def _peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
