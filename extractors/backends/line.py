"""What a recogniser reads on one crop."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """What one crop says."""

    text: str
    probabilities: tuple[float, ...]  #: 0..1, one for each character
    centres: tuple[float, ...]  #: along the crop, 0 its left and 1 its right side; one for each character
    turned: bool = False  #: read from top to bottom of the crop

    @property
    def score(self) -> float:
        """Mean probability of the characters, 0 for an empty line."""
        return sum(self.probabilities) / len(self.probabilities) if self.probabilities else 0.0


NOTHING = Line("", (), ())
