"""A district of 1,000,000 enterprises by the whole Chaoyang pack in columns: seconds and peak memory.

Beside it three of the measures, through the reader and as a query written by hand (:mod:`tests.bench.by_hand`), which
must come to the same decisions and amounts. Each runs in a process of its own, on a district made there; times are of
the screening alone, peak memory is of the whole process, the district included.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from datetime import date
from typing import Any

ENTERPRISES = 1_000_000
ON = date(2020, 5, 15)
PACK = "chaoyang-2020-8"


def run() -> list[str]:
    made = {what: _child(what) for what in ("district", "whole", "reader", "hand")}
    if made["reader"]["sums"] != made["hand"]["sums"]:
        raise AssertionError((made["reader"]["sums"], made["hand"]["sums"]))
    whole, ratio = made["whole"], made["reader"]["seconds"] / made["hand"]["seconds"]
    return [
        f"{ENTERPRISES:,} enterprises with {whole['subjects']:,} leases, statements and other papers; "
        f"the district itself takes {made['district']['peak']:,} MB at its peak",
        f"whole pack: {whole['measures']} measures, {whole['decisions']:,} decisions in {whole['seconds']:.1f} s "
        f"({whole['cpu']:.1f} s of processor time), peak {whole['peak']:,} MB; {whole['exact']} cases one by one",
        f"three measures: reader {made['reader']['seconds']:.2f} s, by hand {made['hand']['seconds']:.2f} s, "
        f"ratio {ratio:.1f} (processor time {made['reader']['cpu']:.1f} and {made['hand']['cpu']:.1f} s)",
    ]


def _child(what: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.bench_screen", what]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _measured(what: str) -> dict[str, object]:
    from rules import load_pack
    from rules.screen import screen
    from tests.bench import by_hand, district

    pack = load_pack(PACK)
    frames = district.frames(pack, ENTERPRISES)
    found: dict[str, object] = {"subjects": sum(len(frame) for frame in frames.many.values())}
    began, used = time.perf_counter(), time.process_time()
    if what == "hand":
        found["sums"] = _sums(by_hand.decide(frames))
    elif what != "district":
        measures = by_hand.MEASURES if what == "reader" else None
        result = screen(pack, frames, ON, measures=measures, keep=what == "reader")
        found |= {"exact": result.exact_cases, "measures": len(result.measures)}
        found["decisions"] = sum(m.met + m.not_eligible + m.not_addressed + m.undetermined for m in result.measures)
        if result.decisions is not None:
            found["sums"] = _sums(result.decisions)
    found |= {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used}
    found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return found


def _sums(decisions: object) -> list[list[object]]:
    """Decisions by measure and status, with their sums, to tell whether two ways agree."""
    import polars as pl

    if not isinstance(decisions, pl.DataFrame):
        raise TypeError(decisions)
    fen = pl.col("amount_fen", "low_fen", "high_fen", "cap_fen").sum()
    by = [pl.col("measure"), pl.col("status").cast(pl.String)]
    return [list(row) for row in decisions.group_by(by).agg(pl.len(), fen).sort("measure", "status").iter_rows()]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measured(sys.argv[1])))
