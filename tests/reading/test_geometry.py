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
)
from extractors.model import Box, Method, Page, Word

TURNS = st.sampled_from([0, 90, 180, 270])
SKEWS = st.floats(-8, 8)
SIZES = st.tuples(st.floats(50, 2000), st.floats(50, 2000))


@given(SIZES, TURNS, SKEWS, st.floats(0, 1), st.floats(0, 1))
def test_there_and_back(size: tuple[float, float], turn: int, skew: float, u: float, v: float) -> None:
    there = straightening(*size, turn, skew)
    point = u * size[0], v * size[1]
    assert apply(inverse(there), *apply(there, *point)) == pytest.approx(point, abs=1e-6)
    assert apply(after(there, inverse(there)), *point) == pytest.approx(point, abs=1e-6)


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
