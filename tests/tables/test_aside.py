"""A line at the margin does not go on in a cell that begins further right than anything of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.layout import Line, Segment
from extractors.model import Box, Page
from extractors.onward import Turn, turns


@pytest.mark.parametrize(("x0", "turn"), [(488.0, Turn.ENDS), (321.0, Turn.ON), (40.0, Turn.ON)])
def test_what_follows_a_line_of_labels_at_the_margin(x0: float, turn: Turn) -> None:
    office = Box(321.0, 100.0, 555.0, 109.0)
    line = Line(1, (Segment((0,), Box(40.0, 100.0, 152.0, 109.0)), Segment((1,), office)), Box(40, 100, 555, 109), 9.0)
    rest = Line(1, (Segment((2,), Box(x0, 112.0, x0 + 64, 121.0)),), Box(x0, 112.0, x0 + 64, 121.0), 9.0)
    texts = ("填发日期:2020年2月24日\t税务机关:国家税务总局某某市某某区税务局第一税务分局", "某某区汇盈模具")
    full = [replace(line, place=Box(40, top, 555, top + 9)) for top in (200.0, 220.0)]
    page = Page(1, 595.0, 842.0, ())
    told, _ = turns((page,), (line, rest, *full), (*texts, texts[0], texts[0]), set())
    assert told[0] is turn
