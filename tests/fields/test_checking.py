"""What one field says of another, and when it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from extractors import checking
from extractors.drafts import Draft
from extractors.model import Box, Evidence, Method, Value
from tests.fields.paper import Got

LINE = Box(100, 200, 180, 212)
BEHIND = Box(200, 200, 280, 212)
OVER = Box(150, 204, 260, 216)
ORDER = {"first": "start_date", "then": "end_date"}
EARLY, LATE = date(2022, 5, 8), date(2022, 5, 9)


def draft(name: str, value: Value, box: Box, page: int = 1) -> Draft:
    return Draft(name, value, (Evidence("0" * 64, page, (box,), str(value), Method.TEXT_LAYER, 1.0),), 0.9)


def dates(first: Draft, then: Draft) -> Mapping[str, Draft]:
    return {"start_date": first, "end_date": then}


def held(drafts: Mapping[str, Draft]) -> list[bool]:
    return [verdict.held for verdict in checking.order(drafts, ORDER)]


def test_two_dates_at_their_own_places_are_told_in_order_or_not() -> None:
    assert held(dates(draft("start_date", EARLY, LINE), draft("end_date", LATE, BEHIND))) == [True]
    assert held(dates(draft("start_date", LATE, LINE), draft("end_date", EARLY, BEHIND))) == [False]
    assert held(dates(draft("start_date", EARLY, LINE), draft("end_date", LATE, LINE, page=2))) == [True]


def test_one_place_read_for_both_dates_confirms_neither() -> None:
    assert held(dates(draft("start_date", EARLY, LINE), draft("end_date", EARLY, LINE))) == []
    assert held(dates(draft("start_date", EARLY, LINE), draft("end_date", LATE, OVER))) == []


def test_one_place_that_gives_them_the_wrong_way_round_still_speaks_against_both() -> None:
    assert held(dates(draft("start_date", LATE, LINE), draft("end_date", EARLY, LINE))) == [False]


def test_one_place_counted_under_two_names_is_no_agreement() -> None:
    both = {"fields": ["insured_count", "roster_rows"]}
    same = {"insured_count": draft("insured_count", 9, LINE), "roster_rows": draft("roster_rows", 9, LINE)}
    own = {"insured_count": draft("insured_count", 9, LINE), "roster_rows": draft("roster_rows", 9, BEHIND)}
    assert checking.equal(same, both) == ()
    assert [one.held for one in checking.equal(own, both)] == [True]


def test_a_range_in_one_line_is_two_places() -> None:
    got = Got(
        "^职业技能培训人员花名册\n培训单位：杭州青石职业技能培训学校\n培训班名称：中式烹调师\n"
        "培训时间：2022年5月8日至2022年5月9日\n序号\t姓名\t性别\t工种\n1\t孙一\t男\t烹调\n2\t李二\t女\t烹调\n"
    )
    assert (got["start_date"], got["end_date"]) == ("2022-05-08", "2022-05-09")
    assert "+order" in got.field("start_date").checks
