"""Degraded pages: characters read right with every step of the preparation, and with each step left out.

A step is left out of the pages on which it does something; where the prepared picture is the same without it, so is
the reading. Also how well the seals found cover the seals pressed.
"""

from __future__ import annotations

import os
import time
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from extractors.model import Box, Page
from extractors.prepare import EVERY_STEP, Step
from samples.pages.worn import DEGRADED, HARSH
from tests.bench.degraded import Count, Degraded, counted, degraded

#: papers in each treatment; HUIQI_BENCH_PAPERS asks for more
PAPERS = 2
SEED = 5


def run() -> list[str]:
    count = int(os.environ.get("HUIQI_BENCH_PAPERS", PAPERS))
    only = set(filter(None, os.environ.get("HUIQI_BENCH_TREATMENTS", "").split(",")))
    whole: dict[str, Count] = defaultdict(Count)
    without: dict[tuple[Step, str], tuple[Count, Count]] = defaultdict(lambda: (Count(), Count()))
    seconds: dict[str, list[float]] = defaultdict(list)
    seals = np.zeros(3)
    wrongly_turned = pages = 0
    for paper in degraded([h for h in (*DEGRADED, *HARSH) if not only or h.name in only], count, SEED):
        start = time.perf_counter()
        page = _read(paper, EVERY_STEP)
        seconds["all"].append(time.perf_counter() - start)
        all_steps = counted(page, paper)
        whole[paper.treatment].add(all_steps)
        pages += 1
        wrongly_turned += page.turned != _turn_of(paper)
        seals += _covered(page, paper)
        for step in _done(page, paper):
            start = time.perf_counter()
            left_out = counted(_read(paper, EVERY_STEP - {step}), paper)
            seconds[step].append(seconds["all"][-1] - (time.perf_counter() - start))
            for total, one in zip(without[step, paper.treatment], (all_steps, left_out), strict=True):
                total.add(one)
    lines = [f"{name}: {_told(one)}" for name, one in whole.items()]
    total = Count()
    for one in whole.values():
        total.add(one)
    lines.append(f"all {pages} pages: {_told(total)}; {np.mean(seconds['all']):.1f} s per page")
    lines.append(f"pages turned wrongly: {wrongly_turned}")
    if seals[0] and seals[1]:
        lines.append(
            f"area of seals found: {seals[2] / seals[0]:.1%}; of what was found, no seal: {1 - seals[2] / seals[1]:.1%}"
        )
    for step in Step:
        for (which, name), (kept, left) in without.items():
            if which is step:
                lines.append(f"without {step}, {name}: {_told(left)} instead of {_told(kept)}")
        if seconds[step]:
            lines.append(f"{step}: costs {np.median(seconds[step]):.2f} s on a page where it does something")
    return lines


def _told(one: Count) -> str:
    return f"{one.share:.2f} % of {one.characters} characters, {one.broken} of {one.rows} rows broken"


def _read(paper: Degraded, steps: frozenset[Step]) -> Page:
    from extractors.backends.ocr_page import read_page

    return read_page(paper.picture, 1, *paper.size, "image_file", steps)


def _done(page: Page, paper: Degraded) -> list[Step]:
    """The steps that did something to a page."""
    done = []
    if page.seals:
        done.append(Step.SEALS)
    if page.turned:
        done.append(Step.TURN)
    if page.flat is not None:
        done.append(Step.FLATTEN)
    if page.skew:
        done.append(Step.SKEW)
    if paper.treatment in {how.name for how in HARSH if how.watermark}:
        done.append(Step.WATERMARK)
    return done


def _turn_of(paper: Degraded) -> int:
    """Degrees clockwise by which the page must be turned, from how it was laid."""
    across = paper.worn.matrix[:2, 0]
    return round(float(-np.degrees(np.arctan2(across[1], across[0]))) / 90) * 90 % 360


def _covered(page: Page, paper: Degraded) -> NDArray[np.float64]:
    """Square points of the seals pressed in colour, of those found, and of both."""
    if paper.picture.convert("HSV").getchannel("S").getextrema()[1] < 40:  # type: ignore[operator]
        return np.zeros(3)
    width, height = (round(v) for v in paper.size)
    pressed, found = np.zeros((height, width), bool), np.zeros((height, width), bool)
    for place in paper.worn.seals:
        _fill(pressed, Box(*paper.worn.box(place)))
    for box in page.seals:
        _fill(found, box)
    return np.array([pressed.sum(), found.sum(), (pressed & found).sum()], np.float64)


def _fill(mask: NDArray[np.bool_], box: Box) -> None:
    mask[max(0, round(box.top)) : round(box.bottom), max(0, round(box.x0)) : round(box.x1)] = True
