"""A field on its way: its value, what speaks for it and against it.

Only the extraction driver and the checks see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.model import Evidence, Value


@dataclass(slots=True)
class Draft:
    name: str
    value: Value
    evidence: tuple[Evidence, ...]
    score: float  #: 0..1, how far the place is to be believed
    doubtful: bool = False
    confirmed: int = 0  #: independent things that say the same: another place, words = figures, a check that held
    passed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    tags: Mapping[str, str] = field(default_factory=dict)
    offers: int = 0  #: how many finders and places gave this value; 0 where a reader decided by itself
    rivals: int = 0  #: how many other values were offered


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found out about some fields."""

    code: str  #: stable, ``check.<code>``
    held: bool
    names: tuple[str, ...]  #: the fields it speaks about
    proves: bool = True  #: holding makes the values more certain (an equation does, an order of dates does not)
    data: Mapping[str, str | int] = field(default_factory=dict)  #: for the message when it failed
