"""The third reader of a pack: whole columns of cases at once, to screen a district or to replay a draft.

    frames = frames_of(pack, {"case 1": facts, …})        # or read_folder(pack, folder)
    result = screen(pack, frames, on)
    result.decisions, result.measures

Decisions and amounts are those of :func:`rules.evaluate`, exactly. Polars is loaded by the first call, never by the
import of this module.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

    from rules.columns.frames import Frames
    from rules.facts import FactSet
    from rules.model import Pack

#: cases worked on at a time: a few hundred MB, and long enough columns
CHUNK = 100_000


@dataclass(frozen=True, slots=True)
class MeasureCount:
    """What came of one measure over all subjects of all cases."""

    measure: str
    met: int  #: eligible; permitted, encouraged or a duty where the measure grants nothing
    not_eligible: int  #: of those the measure addresses
    not_addressed: int
    undetermined: int
    amount_fen: int  #: granted, summed
    low_fen: int  #: granted ranges, summed at their low end
    high_fen: int  #: and at their high end
    cap_fen: int  #: caps of what is granted up to a cap, summed
    open_fen: int  #: what undetermined decisions would come to: the amount, or the high end
    deadline: date | None  #: for applying; passing it changes no decision
    deadline_passed: bool


@dataclass(frozen=True, slots=True)
class Screening:
    pack: str  #: name@version
    content_hash: str
    on: date
    cases: int
    exact_cases: int  #: decided one by one, where columns cannot be exact
    measures: tuple[MeasureCount, ...]
    #: case, measure, subject, status, addressed, amount_fen, low_fen, high_fen, cap_fen, capped; None where not kept
    decisions: pl.DataFrame | None


def frames_of(pack: Pack, given: Mapping[str, FactSet]) -> Frames:
    """Frames of fact sets by case, with their disputes and overrulings. Raises FactRefused, OverruleRefused."""
    from rules.columns import frames

    return frames.of_fact_sets(pack, given)


def read_folder(pack: Pack, folder: Path) -> Frames:
    """Frames of CSV or Parquet files (:mod:`rules.columns.folder`). Raises FrameRefused."""
    from rules.columns import folder as folders

    return folders.read(pack, folder)


def screen(
    pack: Pack,
    frames: Frames,
    on: date,
    *,
    measures: Collection[str] | None = None,
    keep: bool = True,
    write: Callable[[pl.DataFrame], None] | None = None,
    chunk: int = CHUNK,
) -> Screening:
    """Decide every measure (or those named) for every case, in chunks.

    ``keep``: hold all decisions; ``write``: is handed those of each chunk. Raises NotInForce, FrameRefused,
    AmountTooLarge, FactRefused.
    """
    from rules.columns import run

    return run.screen(pack, frames, on, measures, keep, write, chunk)
