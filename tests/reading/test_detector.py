"""When the fast detector's answer stands, and how lines of a page are read at the same time."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.backends.crops import Quad
from extractors.backends.detector import Detectors
from extractors.backends.leftover import accounts_for_all
from extractors.backends.recogniser import Recogniser
from extractors.backends.region import region_of
from tests.reading.pages import LEASE, drawn

Picture = NDArray[np.uint8]

LEFT, TOP, STEP, HIGH, COUNT = 200, 300, 60, 24, 12
WIDE = 600


def printed() -> Picture:
    """Lines of hollow squares, each as one character, with a frame around them."""
    picture = np.full((1754, 1240, 3), 255, np.uint8)
    for row in range(COUNT):
        for x in range(LEFT, LEFT + WIDE, 30):
            y = TOP + row * STEP
            cv2.rectangle(picture, (x, y), (x + HIGH - 3, y + HIGH - 3), (30, 30, 30), 2)
    cv2.rectangle(picture, (LEFT - 60, TOP - 60), (LEFT + WIDE + 60, TOP + COUNT * STEP), (30, 30, 30), 2)
    return picture


def outlines(right: int = LEFT + WIDE) -> list[Quad]:
    rows = (TOP + row * STEP for row in range(COUNT))
    return [
        np.array([[LEFT - 2, y - 2], [right, y - 2], [right, y + HIGH], [LEFT - 2, y + HIGH]], np.float32) for y in rows
    ]


def test_lines_that_hold_all_the_print_account_for_it() -> None:
    assert accounts_for_all(outlines(), region_of(printed()))


def test_a_line_left_out_is_noticed() -> None:
    assert not accounts_for_all(outlines()[:-1], region_of(printed()))
    assert not accounts_for_all([], region_of(printed()))


def test_an_edge_through_a_character_is_noticed() -> None:
    # the last square of each line is cut in two
    assert not accounts_for_all(outlines(LEFT + WIDE - 18), region_of(printed()))


def test_one_mark_far_from_all_lines_is_noticed_and_grain_is_not() -> None:
    picture = printed()
    cv2.circle(picture, (900, 1500), 1, (120, 120, 120), -1)
    assert accounts_for_all(outlines(), region_of(picture))
    cv2.putText(picture, "7", (900, 1500), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (60, 60, 60), 2)
    assert not accounts_for_all(outlines(), region_of(picture))


def test_a_blank_page_needs_no_lines() -> None:
    assert accounts_for_all([], region_of(np.full((1754, 1240, 3), 255, np.uint8)))


@pytest.fixture(scope="module")
def detectors() -> Detectors:
    return Detectors(threads=1)


def lease() -> Picture:
    return np.ascontiguousarray(np.asarray(drawn([line for line in LEASE if "¥" not in line]).image)[:, :, ::-1])


@pytest.mark.ocr
def test_the_fast_detector_finds_the_same_lines_on_a_plain_page(detectors: Detectors) -> None:
    page = lease()
    fast, sure = detectors.lines(page, plain=True), detectors.lines(page, plain=False)
    assert len(fast) == len(sure) > 4
    for one, other in zip(fast, sure, strict=True):
        assert one.mean(axis=0) == pytest.approx(other.mean(axis=0), abs=6)
    # so it was the fast one that answered
    assert not all(np.array_equal(one, other) for one, other in zip(fast, sure, strict=True))


@pytest.mark.ocr
def test_where_ink_is_left_over_the_sure_detector_answers(detectors: Detectors) -> None:
    page = lease()
    high, wide = page.shape[:2]
    cv2.rectangle(page, (wide - 90, high - 90), (wide - 40, high - 40), (40, 40, 40), -1)  # no text
    fast, sure = detectors.lines(page, plain=True), detectors.lines(page, plain=False)
    assert len(fast) == len(sure) and all(np.array_equal(one, other) for one, other in zip(fast, sure, strict=True))


@pytest.mark.ocr
def test_lines_read_at_the_same_time_come_in_the_order_asked_for(detectors: Detectors) -> None:
    page = lease()
    quads = detectors.lines(page, plain=False)
    both, alone = Recogniser(workers=3), Recogniser(workers=1)
    nowhere = np.zeros((4, 2), np.float32)
    lines = both.begin(page, [*quads[::-1], nowhere]).lines()
    assert [line.text for line in lines[:-1]] == [line.text for line in alone.begin(page, quads[::-1]).lines()]
    assert lines[-1].text == ""
    assert len({line.text for line in lines}) > 4


@pytest.mark.ocr
def test_a_reading_that_is_stopped_lets_the_next_one_begin(detectors: Detectors) -> None:
    page = lease()
    quads = detectors.lines(page, plain=False)
    recogniser = Recogniser(workers=1)
    recogniser.begin(page, quads * 200).stop()
    assert len(recogniser.begin(page, quads[:2]).lines()) == 2
