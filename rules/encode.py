"""Values as the integers that the rule engine compares.

durable_rules 2.0.28 compares integers exactly up to 2**63 - 1 (probed at every power of two around 15..66; beyond,
all integers are equal to it). Anything else it compares loosely, so only integers reach it: fractions of one
comparison are brought to their common denominator, dates are day numbers, months are month numbers, words are numbered.
A comparison whose integers would not fit is sent as its sign: the order is kept, the numbers stay in the proof.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from rules.names import normal_name
from rules.types import Type, Value, months_of

#: well inside the range probed
SAFE = 2**62


class Words:
    """Numbers for texts, the same text always the same number within one evaluation."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers) + 1)


def sides(values: Sequence[Value], kind: Type, words: Words) -> list[int]:
    """Left side first. ``kind`` is the type that they are compared as: texts as names, words of a choice as written."""
    numbers = [_number(value, kind, words) for value in values]
    scale = math.lcm(*(n.denominator for n in numbers))
    whole = [int(n * scale) for n in numbers]
    if all(abs(n) < SAFE for n in whole):
        return whole
    left = numbers[0]
    # left stands at 0, each right side on its own side of it
    return [0, *((n > left) - (n < left) for n in numbers[1:])]


def _number(value: Value, kind: Type, words: Words) -> Fraction:
    if isinstance(value, date):
        return Fraction(value.toordinal())
    if isinstance(value, str):
        return Fraction(
            months_of(value) if kind is Type.MONTH else words.number(normal_name(value) if kind is Type.TEXT else value)
        )
    if isinstance(value, bool | int | Fraction):
        return Fraction(value)
    raise TypeError(f"a {kind} is never compared")
