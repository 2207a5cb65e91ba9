"""Training rosters of several layouts, read as a whole through the kind's own file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.extract import extract
from extractors.model import Document
from tests.tables.grids import Apart, Block, Grid, Text, document
from tests.tables.test_social import NAMES, identity

TITLE: Block = Text("职业技能培训人员花名册", "middle")
WIDTHS = [40.0, 70, 140, 90]


def trainees(count: int, start: int = 1) -> list[list[str]]:
    return [[str(i), NAMES[i % 12], identity(i), "13800000000"] for i in range(start, start + count)]


ROSTER = [["序号", "姓名", "身份证号码", "联系电话"], *trainees(8)]


def got(made: Document) -> dict[str, Any]:
    whole = extract(made)
    assert whole.kind.kind == "training_roster"
    return {f.name: f.value for f in whole.fields}


FORMS: list[tuple[list[Block], dict[str, Any]]] = [
    (
        [
            Text("单位名称:北京甲乙软件有限公司"),
            Apart(("培训机构:北京启航职业技能培训学校", "培训课程:软件测试员")),
            Apart(("培训时间:2020年3月2日至2020年3月20日", "培训人数:8人")),
            Grid(ROSTER, WIDTHS),
            Text("填表日期:2020年3月25日"),
        ],
        {"start_date": date(2020, 3, 2), "end_date": date(2020, 3, 20), "print_date": date(2020, 3, 25)},
    ),
    (
        [
            Apart(("企业名称:北京甲乙软件有限公司", "统一社会信用代码:91110108MA00H5K27M")),
            Apart(("课程名称:软件测试员", "承训机构:北京启航职业技能培训学校")),
            Apart(("开始日期:2020-03-02", "结束日期:2020-03-20")),
            Grid(ROSTER, WIDTHS, "none"),
            Text("合计:8人"),
        ],
        {"start_date": date(2020, 3, 2), "end_date": date(2020, 3, 20), "credit_code": "91110108MA00H5K27M"},
    ),
    (
        [
            Text("申报单位:北京甲乙软件有限公司(盖章)"),
            Text("培训工种:软件测试员"),
            Text("培训机构:北京启航职业技能培训学校"),
            Text("培训起止时间:2020.03.02-2020.03.20"),
            Grid(ROSTER, WIDTHS, "open"),
        ],
        {"start_date": date(2020, 3, 2), "end_date": date(2020, 3, 20)},
    ),
    (
        [
            Grid(
                [
                    ["单位名称", "北京甲乙软件有限公司", "培训机构", "北京启航职业技能培训学校"],
                    ["培训课程", "软件测试员", "培训人数", "8人"],
                ],
                [60, 140, 60, 160],
            ),
            Grid(ROSTER, WIDTHS),
        ],
        {},
    ),
    (
        [
            Text("参训单位:北京甲乙软件有限公司"),
            Text("培训项目:软件测试员"),
            Text("承办单位:北京启航职业技能培训学校"),
            Text("参训人员共8名,培训日期:2020年3月2日至3月20日"),
            Grid([ROSTER[0] * 2, *[[*ROSTER[i], *ROSTER[i + 4]] for i in range(1, 5)]], [30, 50, 95, 70] * 2),
        ],
        {},
    ),
    (
        [
            Text("用人单位:北京甲乙软件有限公司"),
            Text("培训内容:软件测试员"),
            Text("培训学校:北京启航职业技能培训学校"),
            Grid(ROSTER, WIDTHS, "columns"),
        ],
        {},
    ),
]


SCHOOL = "北京启航职业技能培训学校"
SAME = {"start_date": date(2020, 3, 2), "end_date": date(2020, 3, 20), "unit_name": "北京甲乙软件有限公司"}
TOLD: dict[str, list[Block]] = {
    "a sentence of the company": [
        Text("北京甲乙软件有限公司于2020年3月2日至3月20日组织职工8人参加由"),
        Text(f"{SCHOOL}承办的“软件测试员”线上培训,名单如下:"),
        Grid(ROSTER, WIDTHS),
    ],
    "a sentence of the school that signs": [
        Text("兹证明北京甲乙软件有限公司选派的8名职工参加了我校于2020年3月2日至20日举办的"),
        Text("《软件测试员》职业技能培训,考核合格。"),
        Grid(ROSTER, WIDTHS),
        Text(f"{SCHOOL}(盖章)", "right"),
        Text("二〇二〇年三月三十日", "right"),
    ],
    "a form above the list in one table": [
        Grid(
            [
                ["单位名称", "北京甲乙软件有限公司", "培训机构", SCHOOL],
                ["培训职业(工种)", "软件测试员", "培训人数", "8"],
                ["培训起止时间", "2020年3月2日至2020年3月20日", "培训地点", "线上"],
                *ROSTER,
            ],
            [80, 150, 120, 150],
        ),
    ],
    "columns that say the same on every line": [
        Grid(
            [
                ["序号", "企业名称", "姓名", "培训课程", "培训机构", "培训起止日期"],
                *[
                    [str(i), "北京甲乙软件有限公司", NAMES[i % 12] + "一", "软件测试员", SCHOOL, "2020.3.2-2020.3.20"]
                    for i in range(1, 9)
                ],
            ],
            [30, 110, 50, 60, 120, 100],
        ),
    ],
}


@pytest.mark.parametrize("name", TOLD)
def test_told_in_sentences_forms_and_columns(name: str) -> None:
    found = got(document([TITLE, *TOLD[name]]))
    expected = {"organizer": SCHOOL, "course": "软件测试员", "trainee_count": 8, "roster_rows": 8, **SAME}
    assert {name: found.get(name) for name in expected} == expected


def test_a_summary_gives_the_number_of_its_line_or_total() -> None:
    head = ["序号", "培训班名称", "培训机构", "参训人数"]
    lines = [["1", "电工(四级)", SCHOOL, "31"], ["2", "焊工(四级)", SCHOOL, "20"], ["合计", "", "", "51"]]
    title: Block = Text("职业技能培训人员情况汇总表", "middle")
    assert got(document([title, Grid([head, lines[0]], WIDTHS)]))["trainee_count"] == 31
    several = got(document([title, Grid([head, *lines], WIDTHS)]))
    assert several["trainee_count"] == 51 and several["organizer"] == SCHOOL and "course" not in several


def test_a_line_whose_name_cannot_be_read_leaves_the_list_unsure() -> None:
    rows = [*ROSTER[:-1], ["8", "", "", "13800000000"]]
    whole = extract(document([TITLE, Text("培训课程:软件测试员"), Grid(rows, WIDTHS)]))
    assert {f.name: f.sure for f in whole.fields if f.name in {"trainee_count", "roster_rows"}} == {
        "trainee_count": False,
        "roster_rows": False,
    }


@pytest.mark.parametrize("number", range(len(FORMS)))
def test_layouts(number: int) -> None:
    blocks, more = FORMS[number]
    found = got(document([TITLE, *blocks]))
    expected = {
        "unit_name": "北京甲乙软件有限公司",
        "organizer": "北京启航职业技能培训学校",
        "course": "软件测试员",
        "trainee_count": 8,
        "roster_rows": 8,
        **more,
    }
    assert {name: found.get(name) for name in expected} == expected


def test_a_list_over_pages_is_counted_whole() -> None:
    first: list[Block] = [
        TITLE,
        Text("单位名称:北京甲乙软件有限公司"),
        Text("培训课程:软件测试员"),
        Grid(ROSTER, WIDTHS),
    ]
    found = got(document(first, [Grid([ROSTER[0], *trainees(5, 9)], WIDTHS)]))
    assert found["trainee_count"] == 13


def test_a_count_that_differs_from_the_whole_list_is_a_conflict() -> None:
    made = document([TITLE, Text("培训课程:软件测试员"), Text("培训人数:10人"), Grid(ROSTER, WIDTHS)])
    whole = extract(made)
    assert [(c.name, [r.value for r in c.readings]) for c in whole.conflicts] == [("trainee_count", [10, 8])]
    assert "trainee_count" not in {f.name for f in whole.fields}
    assert "training.count_differs" in {p.code for p in whole.problems}


def test_a_page_of_several_is_no_conflict() -> None:
    made = document([TITLE, Apart(("培训课程:软件测试员", "第1页/共2页")), Text("培训人数:10人"), Grid(ROSTER, WIDTHS)])
    whole = extract(made)
    field = next(f for f in whole.fields if f.name == "trainee_count")
    assert field.value == 10 and not field.sure and not whole.conflicts


def test_an_empty_roster_gives_no_count() -> None:
    rows = [ROSTER[0], *[[str(i), "", "", ""] for i in range(1, 9)]]
    made = document([TITLE, Text("单位名称:"), Text("培训课程:"), Text("培训人数:   人"), Grid(rows, WIDTHS)])
    whole = extract(made)
    assert not {f.name for f in whole.fields} & {"trainee_count", "roster_rows", "unit_name", "course"}
