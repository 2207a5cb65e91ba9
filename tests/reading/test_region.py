"""What part of a page the detector of text is shown, and how large."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from extractors.backends.crops import crop_of, size_of, within
from extractors.backends.line import Line
from extractors.backends.region import LEAST_PRINT, PAGE_SIDE, region_of

Picture = NDArray[np.uint8]


def page(height: int = 1754, width: int = 1240) -> Picture:
    return np.full((height, width, 3), 255, np.uint8)


def rows(picture: Picture, left: int, top: int, *, high: int, count: int, words: int = 12) -> None:
    """Lines of blocks as wide as they are high, as characters stand."""
    for row in range(count):
        y = top + row * 2 * high
        for k in range(words):
            x = left + round(k * 1.3 * high)
            cv2.rectangle(picture, (x, y), (x + high - 1, y + high - 1), (30, 30, 30), 2)


def test_margins_are_not_shown_and_everything_printed_is() -> None:
    picture = page()
    rows(picture, 300, 500, high=22, count=10)
    region = region_of(picture)
    assert 0 < region.left < 300 and 0 < region.top < 500
    assert region.right > 300 + 11 * 28 and region.bottom > 500 + 19 * 22
    assert (region.right - region.left) * (region.bottom - region.top) < 0.4 * picture.shape[0] * picture.shape[1]


def test_a_faint_mark_far_off_is_shown() -> None:
    picture = page()
    rows(picture, 300, 500, high=22, count=10)
    cv2.putText(picture, "7", (1150, 1700), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (205, 205, 205), 2)
    region = region_of(picture)
    assert region.right > 1165 and region.bottom > 1700


def test_an_empty_page_is_shown_whole() -> None:
    region = region_of(page())
    assert (region.left, region.top, region.right, region.bottom) == (0, 0, 1240, 1754)


def test_the_grain_of_a_page_is_no_ink() -> None:
    picture = page()
    rows(picture, 300, 500, high=22, count=10)
    grain = np.random.default_rng(3).normal(0, 6, picture.shape)
    region = region_of(np.clip(picture + grain, 0, 255).astype(np.uint8))
    assert region.left > 150 and region.top > 300


@pytest.mark.parametrize("high", [14, 18, 26, 40])
def test_large_print_is_shown_smaller_but_never_too_small(high: int) -> None:
    picture = page()
    rows(picture, 100, 100, high=high, count=15)
    scale = region_of(picture).scale
    whole = PAGE_SIDE / 1754
    assert scale <= whole
    assert scale == pytest.approx(whole) or high * scale > 0.8 * LEAST_PRINT
    assert scale >= 0.5 * whole


def test_small_print_under_large_print_counts() -> None:
    picture = page()
    rows(picture, 100, 100, high=40, count=6)
    large = region_of(picture).scale
    rows(picture, 100, 900, high=13, count=20, words=40)
    assert region_of(picture).scale > large


def test_rules_of_a_table_do_not_make_its_print_large() -> None:
    picture = page()
    rows(picture, 110, 110, high=14, count=20)
    plain = region_of(picture).scale
    for y in range(100, 720, 28):
        cv2.line(picture, (90, y), (500, y), (0, 0, 0), 2)
    for x in (90, 300, 500):
        cv2.line(picture, (x, 100), (x, 716), (0, 0, 0), 2)
    assert region_of(picture).scale == pytest.approx(plain, rel=0.1)


def test_what_is_shown_is_not_stretched() -> None:
    picture = page()
    rows(picture, 300, 500, high=22, count=3)
    region = region_of(picture)
    for side in (region.right - region.left, region.bottom - region.top):
        assert abs(side * region.scale / 32 - round(side * region.scale / 32)) < 0.1


def test_a_crop_is_wider_than_its_line_and_its_places_are_the_lines() -> None:
    picture = page(200, 400)
    quad = np.array([[50, 60], [250, 60], [250, 80], [50, 80]], np.float32)
    cv2.line(picture, (50, 81), (250, 81), (0, 0, 0), 1)  # the tail of a comma stands below the outline
    crop = crop_of(picture, quad)
    assert (crop[-2:] < 128).any() and crop.shape[1] > size_of(quad)[0]
    middle = within(quad, Line("一二", (1.0, 1.0), (0.5, 1.0)))
    assert middle.centres == pytest.approx((0.5, 1.0))


def test_a_column_is_not_made_much_wider_for_being_high() -> None:
    quad = np.array([[50, 20], [70, 20], [70, 190], [50, 190]], np.float32)
    crop = crop_of(page(200, 400), quad)
    assert crop.shape[1] < 26 and crop.shape[0] < 176


def test_an_outline_without_an_area_has_no_crop() -> None:
    assert crop_of(page(200, 400), np.zeros((4, 2), np.float32)).size == 0
