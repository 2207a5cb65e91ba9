"""Whether a pack may be asked about a day."""

from __future__ import annotations

from datetime import date

from rules.errors import NotInForce
from rules.model import Pack


def in_force(pack: Pack, on: date) -> None:
    """Raises NotInForce for a day outside the pack's effective dates."""
    if not pack.holds(on):
        start, end = pack.effective
        raise NotInForce(pack=pack.reference, on=str(on), **{"from": str(start)}, to=str(end or ""))
