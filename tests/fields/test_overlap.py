"""Evidence against the places where the truth says that a value stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.overlap import overlap
from extractors.score import ScoreTable, score_one


def _place(*boxes: tuple[float, ...], page: int = 1) -> list[dict[str, Any]]:
    return [{"page": page, "box": list(box), "text": "x"} for box in boxes]


def _shown(*boxes: tuple[float, ...], page: int = 1) -> dict[str, Any]:
    return {"page": page, "boxes": [list(box) for box in boxes]}


@pytest.mark.parametrize(
    ("evidence", "union", "covered", "right_page"),
    [
        (_shown((0, 0, 10, 10)), 1.0, 1.0, True),
        (_shown((0, 0, 20, 10)), 0.5, 1.0, True),
        (_shown((5, 0, 10, 10)), 0.5, 0.5, True),
        (_shown((5, 0, 15, 10)), 1 / 3, 0.5, True),
        (_shown((0, 0, 6, 10), (4, 0, 10, 10)), 1.0, 1.0, True),  # what two boxes share counts once
        (_shown((30, 0, 40, 10)), 0.0, 0.0, True),
        (_shown((0, 0, 10, 10), page=2), 0.0, 0.0, False),
    ],
)
def test_areas_are_compared(evidence: dict[str, Any], union: float, covered: float, right_page: bool) -> None:
    got = overlap([_place((0, 0, 10, 10))], [evidence])
    assert got is not None
    assert [got.union, got.covered] == pytest.approx([union, covered])
    assert got.right_page is right_page


def test_one_of_several_places_is_enough_and_each_shown_one_counts() -> None:
    places = [_place((0, 0, 10, 10)), _place((0, 50, 10, 60), (0, 60, 4, 70), page=3)]
    whole = overlap(places, [_shown((0, 50, 10, 60), (0, 60, 4, 70), page=3)])
    assert whole is not None and whole.union == 1
    half = overlap(places, [_shown((0, 50, 10, 60), page=3), _shown((0, 0, 10, 10))])
    assert half is not None and half.union == half.covered == pytest.approx(200 / 240)


def test_what_has_no_boxes_is_not_compared() -> None:
    assert overlap([], [_shown((0, 0, 1, 1))]) is None
    assert overlap([_place((0, 0, 1, 1))], [{"page": 1, "boxes": []}]) is None


_CORNER = st.integers(0, 12)


@given(st.lists(st.tuples(_CORNER, _CORNER, _CORNER, _CORNER), min_size=1, max_size=6), st.integers(1, 5))
def test_areas_are_those_of_counted_squares(drawn: list[tuple[int, ...]], parted: int) -> None:
    boxes = [(min(a, c), min(b, d), max(a, c) + 1, max(b, d) + 1) for a, b, c, d in drawn]
    truth, shown = boxes[:parted], boxes[parted:] or boxes[:1]

    def squares(some: list[tuple[int, int, int, int]]) -> set[tuple[int, int]]:
        return {(x, y) for x0, y0, x1, y1 in some for x in range(x0, x1) for y in range(y0, y1)}

    got = overlap([_place(*truth)], [_shown(*shown)])
    one, other = squares(truth), squares(shown)
    assert got is not None
    if one & other:
        assert got.union == pytest.approx(len(one & other) / len(one | other))
        assert got.covered == pytest.approx(len(one & other) / len(one))
    else:
        assert (got.union, got.covered) == (0, 0)


def _report(**fields: Any) -> dict[str, Any]:
    return {"kind": "lease", "fields": fields}


def test_places_of_right_values_are_counted_where_the_truth_has_them(tmp_path: Path) -> None:
    entry = {
        "file": "a.pdf",
        "kind": "lease",
        "fields": {"lessor": "甲公司", "lessee": "乙公司", "use": "办公", "area_m2": "9", "term_months": None},
        "boxes": {
            "lessor": [_place((0, 0, 10, 10))],
            "lessee": [_place((0, 20, 10, 30))],
            "use": [_place((0, 40, 10, 50))],
        },
    }
    report = _report(
        lessor={"value": "甲公司", "sure": True, "evidence": [_shown((0, 0, 20, 10))]},
        lessee={"value": "乙公司", "sure": True, "evidence": [_shown((0, 0, 10, 10), page=2)]},
        use={"value": "商铺", "sure": True, "evidence": [_shown((0, 40, 10, 50))]},  # wrong: its place counts nothing
        area_m2={"value": "9", "sure": True, "evidence": [_shown((0, 0, 1, 1))]},  # no place in the truth
    )
    table = ScoreTable()
    score_one(table, entry, report)
    total = table.total()
    assert (total.right, total.wrong) == (4, 1)
    assert (total.placed, total.near, total.wrong_page) == (2, 1, 1)
    data = json.loads(json.dumps(table.to_data()))
    assert data["total"]["mean_overlap"] == pytest.approx(0.25)
    assert data["places"] == [{"file": "a.pdf", "name": "lessee", "overlap": 0.0, "right_page": False}]


def test_a_truth_without_boxes_says_nothing_of_places() -> None:
    table = ScoreTable()
    entry = {"file": "a.pdf", "kind": "lease", "fields": {"use": "办公"}}
    score_one(table, entry, _report(use={"value": "办公", "sure": True, "evidence": [_shown((0, 0, 1, 1))]}))
    assert table.total().right == 1
    assert "placed" not in table.to_data()["total"]
