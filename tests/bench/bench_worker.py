"""One process doing what a worker does, paper by paper and the decision at the end: its time and its peak memory.

The text variant runs first, because a process never gives its peak back. Its baseline is what the process holds
before it has read anything.
"""

from __future__ import annotations

import resource
import time

from tests.samples import casefiles

CASE = "restaurant-district-landlord"


def run() -> list[str]:
    lines = [f"before the first paper: {_peak()} MB"]
    for variant in casefiles.VARIANTS:
        count = len(casefiles.papers(CASE, variant))
        start = time.perf_counter()
        casefiles.run(CASE, variant)
        seconds = time.perf_counter() - start
        lines.append(f"{CASE}/{variant}: {count} papers and the decision in {seconds:.1f} s, peak {_peak()} MB")
    return lines


def _peak() -> int:
    """Largest resident memory of this process so far, MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
