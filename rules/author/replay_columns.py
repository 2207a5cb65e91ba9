"""The columnar reader for a replay: all cases of one day at once, for thousands of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from rules.author.replay_model import Verdict
from rules.author.replay_read import Verdicts
from rules.facts import FactSet
from rules.model import Pack


def columns(pack: Pack, cases: Sequence[tuple[FactSet, date]]) -> Sequence[Verdicts]:
    """As :func:`rules.author.replay_read.plain`. Raises NotInForce, FactRefused, and the errors of the columns."""
    from rules.screen import frames_of, screen

    found: list[dict[tuple[str, str], Verdict]] = [{} for _ in cases]
    for on in sorted({day for _, day in cases}):
        given = {str(n): facts for n, (facts, day) in enumerate(cases) if day == on}
        decisions = screen(pack, frames_of(pack, given), on).decisions
        for row in decisions.iter_rows(named=True) if decisions is not None else ():
            found[int(row["case"])][str(row["measure"]), str(row["subject"])] = _verdict(row)
    return found


def _verdict(row: dict[str, Any]) -> Verdict:
    status = str(row["status"])
    if status != "eligible":
        return Verdict(status, 0, 0, None)
    amount, low, high, cap = (row[k] for k in ("amount_fen", "low_fen", "high_fen", "cap_fen"))
    if amount is not None:
        return Verdict(status, int(amount), int(amount), None)
    if low is not None and high is not None:
        return Verdict(status, int(low), int(high), None)
    return Verdict(status, 0, 0, None if cap is None else int(cap))
