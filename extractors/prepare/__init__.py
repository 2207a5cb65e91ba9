"""A picture made ready for reading: upright, straight, without seals and watermarks; and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Box

Picture = NDArray[np.uint8]


class Sight(Protocol):
    """What the steps ask of the reader."""

    def detect(self, picture: Picture) -> list[NDArray[np.float32]]: ...


@dataclass(frozen=True, slots=True)
class Prepared:
    picture: Picture  #: BGR, the straightened page
    grey: Picture  #: the same in grey
    turned: int  #: degrees clockwise, 0, 90, 180 or 270
    skew: float  #: degrees clockwise, after turning
    seals: tuple[Box, ...]  #: in pixels of the picture as shown


def prepared(picture: Picture, sight: Sight) -> Prepared:
    """``picture``: BGR, as shown."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return Prepared(picture, grey, 0, 0.0, ())
