"""``python -m samples.calibrate``: measure how often values are right, and set confidence and thresholds by it.

Makes papers and reads them (both kept in the working folder: a second run reads only what changed), fits on what the
development layouts showed, checks on the held-out half and the samples, and writes ``extractors/confidence.yaml`` and,
beside this file, the reliability plot and the figures.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from extractors import confidence
from extractors.score import ScoreTable
from samples.calibrate import first_sight
from samples.calibrate.fit import fit, presented
from samples.calibrate.observe import Observation, observed
from samples.calibrate.plot import Panel, drawn
from samples.calibrate.reading import Reading, reader_version
from samples.calibrate.sets import CHECKED, FITTED, cases, made, maker_version
from samples.calibrate.writing import Presented, Told, tables_of, yaml_of
from samples.pages.registry import DEVELOPMENT, HELD_OUT

_HERE = Path(__file__).parent


@dataclass
class _Set:
    """Papers that are told about together."""

    score: ScoreTable = field(default_factory=ScoreTable)
    seen: list[Observation] = field(default_factory=list)


def _arguments(given: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.calibrate", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="folder for the papers and for what was read")
    parser.add_argument("--check", type=Path, action="append", default=[], metavar="TRUTH", help="score this, too")
    parser.add_argument("--any-version", action="store_true", help="take papers and readings of earlier versions")
    parser.add_argument("--dry", action="store_true", help="print the figures, write nothing but the working folder")
    return parser.parse_args(given)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _measured(args: argparse.Namespace) -> dict[str, _Set]:
    """What was seen, by the name of the set."""
    reading = Reading(args.work / "read", any_version=args.any_version)
    sets: dict[str, _Set] = {}

    def see(name: str, truths: Iterable[Path]) -> None:
        started, before = time.monotonic(), reading.read
        one = sets.setdefault(name, _Set())
        for truth in truths:
            one.seen += observed(truth, reading, one.score)
        took = time.monotonic() - started
        _say(f"{name}: {one.score.files} papers, {len(one.seen)} values, {reading.read - before} read, {took:.0f} s")

    for lot in (*FITTED, *CHECKED):
        see(f"{lot.half} {lot.variant}", [made(args.work / "papers", lot, any_version=args.any_version)])
    see("samples", cases())
    for truth in args.check:
        see(truth.parent.name, [truth])
    return sets


def _plot(named: Mapping[str, Presented], first: Presented, day: str) -> str:
    seen = [*named["development scan"], *named["development degraded"]]
    held = [value for name, of in named.items() if name.startswith(HELD_OUT) for value in of]
    panels = []
    for title, of in (("measured on: first sight, and OCR", [*first, *seen]), ("checked on: held-out layouts", held)):
        values: dict[str, list[tuple[float, bool]]] = {way: [] for way in confidence.WAYS}
        for one, stated, _ in of:
            values[one.signs.way].append((stated, one.right))
        panels.append(Panel(title, values))
    return drawn(panels, f"{day}; bars: 95% Clopper-Pearson; grey: 99.5%")


def main(given: list[str]) -> int:
    """Exit code 0."""
    args = _arguments(given)
    started = time.monotonic()
    _say(f"reader {reader_version()}, page maker {maker_version()}")
    sets = _measured(args)
    first = first_sight.load()
    first += first_sight.fresh(first, sets[f"{DEVELOPMENT} text"].seen)
    read = [one for lot in FITTED if lot.variant != "text" for one in sets[f"{lot.half} {lot.variant}"].seen]
    fitted = fit(first, read, datetime.now(UTC).date().isoformat())
    named = {name: presented(one.seen, fitted.table) for name, one in sets.items()}
    told = [Told(name, one.score.files, named[name], one.score.total()) for name, one in sets.items()]
    told.insert(0, Told("first sight", 0, presented(first, fitted.table), None))
    minutes = (time.monotonic() - started) / 60
    _say(tables_of(fitted, told))
    _say(f"{minutes:.1f} minutes")
    if not args.dry:
        papers = {"first_sight_values": len(first)}
        papers |= {f"{lot.half}_{lot.variant}": lot.count for lot in FITTED if lot.variant != "text"}
        (Path(confidence.__file__).parent / "confidence.yaml").write_text(yaml_of(fitted, papers), "utf-8")
        first_sight.save(first)
        (_HERE / "reliability.svg").write_text(_plot(named, told[0].presented, fitted.table.measured), "utf-8")
        # papers that were only named for a look stay out of what is kept
        own = [one for one in told if one.name not in {truth.parent.name for truth in args.check}]
        (_HERE / "FIGURES.md").write_text(tables_of(fitted, own), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
