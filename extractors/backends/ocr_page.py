"""A picture of a page as words with boxes: prepared, read by PaddleOCR, cut into words, mapped back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.backends.crops import Quad
from extractors.backends.line import Line
from extractors.backends.paddle import reader
from extractors.geometry import AS_SHOWN, clipped, inverse, mapped, straightening
from extractors.model import Box, Method, Page, Ruling, Word
from extractors.prepare import EVERY_STEP, Prepared, Step, prepared
from extractors.prepare.levels import levels
from extractors.prepare.lines import rulings
from extractors.prepare.watermark import TILTED, tilt, without_watermark

#: white wider than this many times a line's height separates two words; Chinese text justified over a line opens
#: up to about 0.4, cells that the detector ran together stand 0.8 apart or more
_GAP = 0.8
#: a picture smaller than this (pixels, long side) is enlarged: the detector misses lines a few pixels high
_LEAST_SIDE, _ENLARGED_SIDE = 1100, 1280
#: full-width punctuation fills half of its square; the recogniser often writes its half-width twin
_BLANK_AFTER = frozenset("，。、；：！？）》」』】”’,.;:!?)")
_BLANK_BEFORE = frozenset("（《「『【“‘(￥¥")


@dataclass(frozen=True, slots=True)
class _Found:
    """One line of text on a straightened picture."""

    quad: Quad
    line: Line
    gaps: Sequence[tuple[float, float]]  #: runs of white across it, in points


def read_page(shown: Any, number: int, width: float, height: float, reason: str, steps: Set[Step] = EVERY_STEP) -> Page:
    """The page whose picture as shown is ``shown`` (Pillow, RGB) and which is ``width`` x ``height`` points large.

    Raises ReaderUnavailable.
    """
    picture: NDArray[np.uint8] = cv2.cvtColor(np.asarray(shown), cv2.COLOR_RGB2BGR)
    if max(picture.shape) < _LEAST_SIDE:
        enlarge = _ENLARGED_SIDE / max(picture.shape)
        picture = cv2.resize(picture, None, fx=enlarge, fy=enlarge, interpolation=cv2.INTER_CUBIC)
    scale = width / picture.shape[1]  # points for each pixel, on both sides of the mapping
    page = prepared(picture, reader(), scale, steps)
    with ExitStack() as begun:
        # the detector leaves a core idle for half of its time
        aside = begun.enter_context(ThreadPoolExecutor(1, thread_name_prefix="rulings"))
        drawn = aside.submit(rulings, page.picture, scale)
        quads = reader().detect(page.picture, plain=not page.seals and page.flat is None)
        # what needs no text is done while that is read
        reading = begun.enter_context(reader().begin(page.picture, quads))
        if Step.WATERMARK in steps and (clean := without_watermark(page.picture, quads)) is not None:
            # few pages have one; they are begun anew
            reading.stop()
            # what still lies aslant belongs to the watermark
            quads = [q for q in reader().detect(clean) if abs(tilt(q)) <= TILTED]
            reading = begun.enter_context(reader().begin(clean, quads))
        gaps = [_white(q, page.grey, scale) for q in quads]
        lines_read = reading.lines()
    found = [_Found(*item) for item in zip(quads, lines_read, gaps, strict=True) if item[1].text.strip()]
    texts = [_place(f.quad, scale) for f in found]
    lines = [r for r in drawn.result() if not _stroke(r, texts)]
    words = tuple(_words(found, page, scale, lines, (width, height)))
    seals = tuple(clipped(_scaled(b, scale), width, height) for b in page.seals)
    return Page(
        number,
        width,
        height,
        words,
        tuple(lines),
        Method.OCR,
        reason,
        turned=page.turned,
        skew=page.skew,
        seals=seals,
        flat=page.flat,
    )


def _stroke(line: Ruling, texts: Sequence[Box]) -> bool:
    """Whether a drawn line is the stroke of a large character: it begins and ends within one line of text."""
    slack = 1.5
    for box in texts:
        inside = box.x0 - slack <= line.x0 and line.x1 <= box.x1 + slack
        if line.bottom - line.top > line.x1 - line.x0:
            if inside and box.top - slack <= line.top and line.bottom <= box.bottom + slack:
                return True
        elif inside and box.top + 0.15 * box.height < line.top < box.bottom - 0.15 * box.height:
            return True
    return False


def _scaled(box: Box, scale: float) -> Box:
    return Box(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)


def _words(
    found: Sequence[_Found], page: Prepared, scale: float, lines: Sequence[Ruling], size: tuple[float, float]
) -> Iterator[Word]:
    straight = straightening(*size, page.turned, page.skew, page.flat)
    back = None if straight == AS_SHOWN else inverse(straight)
    walls = [r for r in lines if r.bottom - r.top > r.x1 - r.x0]
    for item in found:
        for text, probabilities, place, edges in _parts(item, scale, walls):
            box = place if back is None else clipped(mapped(place, back), *size)
            mean = sum(probabilities) / len(probabilities) if probabilities else 0.0
            yield Word(text, box, place, mean, edges, tuple(round(p, 4) for p in probabilities))


#: text, probability of each character, place, edges
_Part = tuple[str, Sequence[float], Box, tuple[float, ...]]


def _parts(item: _Found, scale: float, walls: Sequence[Ruling]) -> Iterator[_Part]:
    """One detected line as words, in points of the straightened page."""
    quad, line = item.quad, item.line
    place = _place(quad, scale)
    if line.turned:
        yield from _column(item, place)
        return
    x0, x1 = float(quad[[0, 3], 0].mean()) * scale, float(quad[[1, 2], 0].mean()) * scale
    centres = [x0 + c * (x1 - x0) for c in line.centres]
    walls_here = [w.x0 for w in walls if w.top <= place.middle <= w.bottom and place.x0 < w.x0 < place.x1]
    run: list[int] = []
    cut_before = place.x0
    for i, character in enumerate(line.text):
        if character.isspace():
            if run:
                yield _part(line.text, line.probabilities, centres, run, place, cut_before, centres[i])
                cut_before = centres[i]
            run = []
            continue
        if run:
            low, high = centres[run[-1]], centres[i]
            least = _GAP * place.height
            if line.text[run[-1]] in _BLANK_AFTER or character in _BLANK_BEFORE:
                least += 0.5 * place.height
            between = [g for g in item.gaps if g[1] - g[0] > least and low < (g[0] + g[1]) / 2 < high]
            wall = [w for w in walls_here if low < w < high]
            if between or wall:
                cut = wall[0] if wall else (between[0][0] + between[0][1]) / 2
                yield _part(line.text, line.probabilities, centres, run, place, cut_before, cut)
                cut_before, run = cut, []
        run.append(i)
    if run:
        yield _part(line.text, line.probabilities, centres, run, place, cut_before, place.x1)


def _column(item: _Found, place: Box) -> Iterator[_Part]:
    """Characters read downwards: a heading set upright, or the first characters of rows that stand one above another.

    In a heading the characters stand as close as in a line; further apart they are rows, each a word of its own.
    """
    line = item.line
    keep = [i for i, c in enumerate(line.text) if not c.isspace()]
    ys = [place.top + line.centres[i] * place.height for i in keep]
    pitch = min((b - a for a, b in pairwise(ys)), default=0.0)
    if len(keep) < 2 or pitch < place.width:
        first, last = (keep[0], keep[-1] + 1) if keep else (0, 0)
        yield line.text[first:last], line.probabilities[first:last], place, ()
        return
    half = min(pitch, place.width * 1.1) / 2
    for i, y in zip(keep, ys, strict=True):
        box = Box(place.x0, max(place.top, y - half), place.x1, min(place.bottom, y + half))
        yield line.text[i], line.probabilities[i : i + 1], box, (box.x0, box.x1)


def _part(
    text: str,
    probabilities: Sequence[float],
    centres: Sequence[float],
    run: Sequence[int],
    place: Box,
    left: float,
    right: float,
) -> _Part:
    """Characters ``run`` of a line as a word that stands between ``left`` and ``right``."""
    inner = [(centres[a] + centres[b]) / 2 for a, b in pairwise(run)]
    step = place.height * 0.42  # half a character's width where its neighbour does not tell
    first = max(left, centres[run[0]] - min(step, (inner[0] - centres[run[0]]) * 1.2 if inner else step))
    last = min(right, centres[run[-1]] + min(step, (centres[run[-1]] - inner[-1]) * 1.2 if inner else step))
    edges = [first, *inner, max(last, centres[run[-1]])]
    for i in range(1, len(edges)):
        edges[i] = max(edges[i], edges[i - 1])
    box = Box(edges[0], place.top, edges[-1], place.bottom)
    return "".join(text[i] for i in run), [probabilities[i] for i in run], box, tuple(edges)


def _place(quad: Quad, scale: float) -> Box:
    xs, ys = quad[:, 0] * scale, quad[:, 1] * scale
    # a line that still slopes a little is as high as its ends, not as their difference
    return Box(float(xs.min()), float(ys[:2].mean()), float(xs.max()), float(ys[2:].mean()))


def _white(quad: Quad, grey: NDArray[np.uint8], scale: float) -> list[tuple[float, float]]:
    """Runs of white across a line, wider than a word's own gaps, as (start, end) in points."""
    x0, x1 = int(max(0, quad[:, 0].min())), int(min(grey.shape[1], quad[:, 0].max()))
    top, bottom = float(quad[:2, 1].mean()), float(quad[2:, 1].mean())
    height = bottom - top
    # the middle of the line only: a rule above or below it is no ink of a character
    strip = grey[max(0, int(top + 0.15 * height)) : max(0, int(bottom - 0.15 * height)) + 1, x0:x1]
    if strip.size == 0 or height < 6:
        return []
    paper, dark = levels(strip, [90, 2])
    if paper - dark < 24:
        return []
    # blur and noise leave grey in the white, so ink is what is nearer to the darkest than to the paper
    marks = np.flatnonzero((strip < paper - 0.4 * (paper - dark)).any(axis=0))
    wide = np.flatnonzero(np.diff(marks) > _GAP * height)
    return [
        ((x0 + a) * scale, (x0 + b) * scale)
        for a, b in zip(marks[wide].tolist(), marks[wide + 1].tolist(), strict=True)
    ]
