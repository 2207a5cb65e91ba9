"""When the fast detector's answer stands, and how lines of a page are read at the same time."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from extractors.backends.crops import Quad
from extractors.backends.detector import Detectors
from extractors.backends.leftover import drawn_out
from extractors.backends.line import Line
from extractors.backends.ocr_page import read_page
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
    assert drawn_out(outlines(), region_of(printed())) is not None


def test_a_line_left_out_is_noticed() -> None:
    assert drawn_out(outlines()[:-1], region_of(printed())) is None
    assert drawn_out([], region_of(printed())) is None


def test_an_edge_through_a_character_is_noticed() -> None:
    # the last square of each line is cut in two
    assert drawn_out(outlines(LEFT + WIDE - 18), region_of(printed())) is None


def test_a_few_lines_that_cut_their_last_character_are_drawn_out_to_its_end() -> None:
    region = region_of(printed())
    cut = [*outlines()[:9], *outlines(LEFT + WIDE - 18)[9:]]
    mended = drawn_out(cut, region)
    assert mended is not None
    for row, (before, after) in enumerate(zip(cut, mended, strict=True)):
        if row < 9:
            assert np.array_equal(before, after)
        else:  # the last square ends 9 pixels before the row does
            assert after[1] == pytest.approx([LEFT + WIDE - 9, before[1][1]], abs=3)
            assert np.array_equal(before[0], after[0])
    # a character that stands off stays a line of its own, which is missing here
    assert drawn_out([*outlines()[:11], *outlines(LEFT + WIDE - 36)[11:]], region) is None


def test_one_mark_far_from_all_lines_is_noticed_and_grain_is_not() -> None:
    picture = printed()
    cv2.circle(picture, (900, 1500), 1, (120, 120, 120), -1)
    assert drawn_out(outlines(), region_of(picture)) is not None
    cv2.putText(picture, "7", (900, 1500), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (60, 60, 60), 2)
    assert drawn_out(outlines(), region_of(picture)) is None


def test_a_heading_of_any_size_is_noticed() -> None:
    picture = printed()
    cv2.putText(picture, "R", (900, 1500), cv2.FONT_HERSHEY_SIMPLEX, 9.0, (60, 60, 60), 12)
    assert drawn_out(outlines(), region_of(picture)) is None


def test_a_blank_page_needs_no_lines() -> None:
    assert drawn_out([], region_of(np.full((1754, 1240, 3), 255, np.uint8))) is not None


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


class Counting(Recogniser):
    """Counts the lines it has begun to read."""

    begun = 0

    def read(self, crop: Picture) -> Line:
        self.begun += 1
        return super().read(crop)


@pytest.mark.ocr
def test_what_a_broken_off_reading_has_left_is_not_read_before_the_next_page() -> None:
    page = printed()
    reader = Counting(workers=1)

    def break_off() -> None:
        with reader.begin(page, outlines() * 20):
            raise ValueError

    with pytest.raises(ValueError):
        break_off()
    with reader.begin(page, outlines()[:1]) as reading:
        assert len(reading.lines()) == 1
    assert reader.begun < 24


@pytest.mark.ocr
@pytest.mark.parametrize("size", [(1, 600), (6, 3000), (3000, 6), (30, 30), (2, 2)])
def test_no_picture_is_too_small_to_be_asked(size: tuple[int, int]) -> None:
    picture = Image.new("RGB", size, "white")
    picture.putpixel((0, 0), (10, 10, 10))
    assert read_page(picture, 1, size[0] * 0.48, size[1] * 0.48, "image_file").number == 1
