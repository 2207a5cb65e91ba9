"""The mapping between a page as shown and the straightened page, whatever it was turned by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.geometry import (
    after,
    apply,
    clipped,
    inverse,
    mapped,
    span_box,
    span_place,
    straightened_size,
    straightening,
    to_shown,
    union,
    upright_size,
)
from extractors.model import Box, Flattened, Method, Page, Word

TURNS = st.sampled_from([0, 90, 180, 270])
SKEWS = st.floats(-8, 8)
SIZES = st.tuples(st.floats(50, 2000), st.floats(50, 2000))


@given(SIZES, TURNS, SKEWS, st.floats(0, 1), st.floats(0, 1))
def test_there_and_back(size: tuple[float, float], turn: int, skew: float, u: float, v: float) -> None:
    there = straightening(*size, turn, skew)
    point = u * size[0], v * size[1]
    assert apply(inverse(there), *apply(there, *point)) == pytest.approx(point, abs=1e-6)
    assert apply(after(there, inverse(there)), *point) == pytest.approx(point, abs=1e-6)

    slope = (1.02, 0.03, -4.0, -0.02, 0.97, 6.0, 1.2e-4, -0.8e-4, 1.0)
    aslant = straightening(*size, turn, skew, Flattened(slope, size[0] * 0.9, size[1] * 1.1))
    assert apply(inverse(aslant), *apply(aslant, *point)) == pytest.approx(point, abs=1e-5)


def test_a_flattened_page_is_turned_first_and_levelled_last() -> None:
    width, height = 300.0, 200.0
    lean = Flattened((1.0, 0.1, 0.0, 0.0, 1.0, 5.0, 0.0, 0.001, 1.0), 180.0, 290.0)
    page = Page(1, width, height, (), (), Method.OCR, "image_file", turned=90, skew=2.0, flat=lean)
    x, y = apply(straightening(width, height, 90, 0), 40, 70)
    x, y = (x + 0.1 * y) / (1 + 0.001 * y), (y + 5) / (1 + 0.001 * y)
    assert apply(straightening(width, height, 90, 0, lean), 40, 70) == pytest.approx((x, y))
    there = straightening(width, height, 90, 2.0, lean)
    assert apply(there, 40, 70) == pytest.approx(apply(straightening(180, 290, 0, 2.0), x, y))
    assert upright_size(page) == straightened_size(180, 290, 0, 2.0)
    at = apply(there, 40, 70)
    spot = to_shown(page, Box(at[0], at[1], at[0], at[1]))
    assert (spot.x0, spot.top) == pytest.approx((40, 70))


@given(SIZES, TURNS, SKEWS)
def test_no_corner_is_lost(size: tuple[float, float], turn: int, skew: float) -> None:
    there = straightening(*size, turn, skew)
    width, height = straightened_size(*size, turn, skew)
    frame = mapped(Box(0, 0, *size), there)
    assert (frame.x0, frame.top) == pytest.approx((0, 0), abs=1e-6)
    assert (frame.x1, frame.bottom) == pytest.approx((width, height), abs=1e-6)


def test_a_quarter_turn_clockwise_takes_the_top_left_to_the_top_right() -> None:
    assert apply(straightening(200, 100, 90, 0), 0, 0) == (100, 0)
    assert apply(straightening(200, 100, 270, 0), 0, 0) == (0, 200)
    assert apply(straightening(200, 100, 180, 0), 0, 0) == (200, 100)


def test_a_part_of_a_word_is_cut_by_its_edges() -> None:
    place = Box(10, 20, 90, 30)
    even = Word("月租金五", place, place)
    assert span_place(even, 1, 3) == Box(30, 20, 70, 30)
    measured = Word("月租1元", place, place, 1.0, (10, 30, 50, 60, 90))
    assert span_place(measured, 2, 3) == Box(50, 20, 60, 30)
    page = Page(1, 100, 50, (measured,))
    assert span_box(page, measured, 2, 3) == Box(50, 20, 60, 30)


def test_a_part_of_a_word_on_a_turned_page_lies_within_the_words_box() -> None:
    width, height = 300.0, 200.0
    place = Box(40, 50, 160, 62)
    bare = Page(1, width, height, (), (), Method.OCR, "no_text", turned=90, skew=1.5)
    word = Word("某某有限公司", to_shown(bare, place), place)
    part = span_box(bare, word, 1, 3)
    around = word.box
    assert around.x0 - 0.01 <= part.x0 and part.x1 <= around.x1 + 0.01
    assert around.top - 0.01 <= part.top and part.bottom <= around.bottom + 0.01
    # a line that reads upwards or downwards on the page as shown is higher than wide
    assert part.height > part.width


def test_union_and_clip() -> None:
    assert union([Box(1, 2, 3, 4), Box(0, 3, 2, 9)]) == Box(0, 2, 3, 9)
    assert clipped(Box(-5, -5, 500, 20), 100, 50) == Box(0, 0, 100, 20)
    with pytest.raises(ValueError, match="no boxes"):
        union([])
