"""The names of subjects that are one period of a paper: ``statement:1-2020-02``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from rules.types import Type, fits

_PERIOD = re.compile(r"(?P<whole>[^-]+:\d+)-(?P<period>\d{4}-\d\d(?:-\d\d)?)(?:~(?P<way>\d+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class OfPeriod:
    """A subject that is one period of a document, taken apart."""

    whole: str  #: ``statement:1``, what the document itself would be
    period: str  #: YYYY-MM, or a day
    way: int  #: 1, or counted on where the document tells the period in several ways


def of_period(subject: str) -> OfPeriod | None:
    """None for any other subject."""
    match = _PERIOD.fullmatch(subject)
    if match is None or not (fits(match["period"], Type.MONTH) or _is_day(match["period"])):
        return None
    return OfPeriod(match["whole"], match["period"], int(match["way"] or 1))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
