"""A picture made ready for reading: upright, flat, straight, without seals; and what was done to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.model import Box, Flattened
from extractors.prepare.orientation import turn_of
from extractors.prepare.perspective import Flattening, perspective_of
from extractors.prepare.seals import without_seals
from extractors.prepare.skew import skew_of

Picture = NDArray[np.uint8]

#: degrees; a page nearer to straight than this is left alone, turning it would only blur it
LEAST_SKEW = 0.2
_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class Step(StrEnum):
    """One thing done to a picture before it is read; the bench leaves each out to see what it is worth."""

    SEALS = "seals"
    TURN = "turn"
    FLATTEN = "flatten"
    SKEW = "skew"
    WATERMARK = "watermark"


EVERY_STEP = frozenset(Step)


class Sight(Protocol):
    """What the steps ask of the reader of text."""

    def detect(self, picture: Picture) -> list[NDArray[np.float32]]: ...

    def recognise(self, picture: Picture, quads: Sequence[NDArray[np.float32]]) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class Prepared:
    picture: Picture  #: BGR, the straightened page
    grey: Picture  #: the same in grey
    turned: int  #: degrees clockwise, 0, 90, 180 or 270
    flat: Flattened | None  #: in points
    skew: float  #: degrees clockwise, after turning and flattening
    seals: tuple[Box, ...]  #: in pixels of the picture as shown


def prepared(picture: Picture, sight: Sight, scale: float, steps: Set[Step] = EVERY_STEP) -> Prepared:
    """``picture``: BGR, as shown; ``scale``: points for each of its pixels."""
    clean, seals = without_seals(picture, scale) if Step.SEALS in steps else (picture, [])
    flattened, skewed = _how_it_lies(steps)
    # most pages lie upright and flat: what holds for the page as it lies is sought while its turn is
    with ThreadPoolExecutor(1, thread_name_prefix="prepare") as aside:
        as_it_is = aside.submit(flattened, clean)
        turned = turn_of(clean, sight) if Step.TURN in steps else 0
        skew = skewed(clean) if not turned else 0.0
        flattening = as_it_is.result()
    if turned:
        clean = np.ascontiguousarray(cv2.rotate(clean, _TURNS[turned]))
        flattening = flattened(clean)
    flat = None
    if flattening is not None:
        clean, flat = _flattened(clean, flattening), _in_points(flattening, scale)
    if turned or flat:
        skew = skewed(clean)
    if abs(skew) < LEAST_SKEW:
        skew = 0.0
    else:
        clean = _rotated(clean, skew)
    grey = cv2.cvtColor(clean, cv2.COLOR_BGR2GRAY)
    return Prepared(clean, grey, turned, flat, skew, tuple(seals))


def _how_it_lies(
    steps: Set[Step],
) -> tuple[Callable[[Picture], Flattening | None], Callable[[Picture], float]]:
    """How to ask for the perspective and for the skew of a BGR picture, without the steps left out."""
    return (
        perspective_of if Step.FLATTEN in steps else lambda _: None,
        (lambda p: skew_of(cv2.cvtColor(p, cv2.COLOR_BGR2GRAY))) if Step.SKEW in steps else lambda _: 0.0,
    )


def _rotated(picture: Picture, degrees: float) -> Picture:
    """Turned clockwise about its middle on a canvas that holds every corner, new ground in the page's own colour.

    The same mapping as :func:`extractors.geometry.straightening`.
    """
    height, width = picture.shape[:2]
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    new_width, new_height = width * abs(c) + height * abs(s), width * abs(s) + height * abs(c)
    matrix = np.array(
        [
            [c, -s, new_width / 2 - c * width / 2 + s * height / 2],
            [s, c, new_height / 2 - s * width / 2 - c * height / 2],
        ]
    )
    size = (max(1, round(new_width)), max(1, round(new_height)))
    out: Picture = cv2.warpAffine(
        picture, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=_paper(picture)
    )
    return out


def _flattened(picture: Picture, how: Flattening) -> Picture:
    size = (how.width, how.height)
    out: Picture = cv2.warpPerspective(
        picture, how.matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=_paper(picture)
    )
    return out


def _in_points(how: Flattening, scale: float) -> Flattened:
    a, b, c, d, e, f, g, h, i = how.matrix.ravel().tolist()
    mapping = (a, b, c * scale, d, e, f * scale, g / scale, h / scale, i)
    return Flattened(mapping, how.width * scale, how.height * scale)


def _paper(picture: Picture) -> list[float]:
    """The colour that most of a picture has."""
    return [float(v) for v in np.median(picture[::8, ::8].reshape(-1, 3), axis=0)]
