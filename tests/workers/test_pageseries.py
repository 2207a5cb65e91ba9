"""Which files look like the pages of one paper, and which do not."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

import pytest

from tests.fields.paper import paper
from workers.pageseries import Series, Sheet, series

LEASE = "^房屋租赁合同\n出租方（甲方）：南京江岸置业\n承租方（乙方）：南京青石餐饮\n一、房屋坐落于南京市。\n"
TERM = "二、租赁期限自2021年8月1日起至2024年7月31日止。\n三、月租金为人民币9000元。\n"
SIGNED = "四、本合同一式两份。\n甲方（盖章）：\n乙方（盖章）：\n"
LICENCE = "^营业执照\n名称 南京青石餐饮有限公司\n"
_ids = count(1)


def sheet(name: str, text: str, kind: str = "other", media: str = "image/jpeg") -> Sheet:
    document = replace(paper(text), name=name, media_type=media)
    return Sheet(f"c-{next(_ids)}", kind, document)


def told(*sheets: Sheet) -> list[tuple[list[str], str]]:
    names = {one.document_id: one.document.name for one in sheets}
    return [([names[id_] for id_ in one.documents], one.basis) for one in series(sheets)]


@pytest.mark.parametrize(
    "feet",
    [
        ("第1页 共3页", "第2页 共3页", "第3页 共3页"),
        ("第 1 页/共 3 页", "第 2 页/共 3 页", "第 3 页/共 3 页"),
        ("共三页，第一页", "共三页，第二页", "共三页，第三页"),
        ("1/3", "2/3", "3/3"),
        ("- 1 -", "- 2 -", "- 3 -"),
        ("Page 1 of 3", "Page 2 of 3", "Page 3 of 3"),
    ],
)
def test_page_numbers_that_go_on_in_whatever_order_they_were_photographed(feet: tuple[str, ...]) -> None:
    texts = [LEASE + feet[0], TERM + feet[1], SIGNED + feet[2]]
    made = [sheet(f"IMG_{n}.jpg", texts[at]) for n, at in ((7, 2), (8, 0), (9, 1))]
    assert told(*made) == [(["IMG_8.jpg", "IMG_9.jpg", "IMG_7.jpg"], "numbers")]


def test_names_that_go_on_with_no_title_on_the_later_pages() -> None:
    made = [sheet("IMG_0007.jpg", LEASE, "lease"), sheet("IMG_0008.jpg", TERM), sheet("IMG_0009.jpg", SIGNED)]
    assert told(*made) == [(["IMG_0007.jpg", "IMG_0008.jpg", "IMG_0009.jpg"], "names")]
    assert told(*reversed(made)) == told(*made)


def test_photographs_named_by_the_moment() -> None:
    made = [
        sheet("微信图片_20200501101012.jpg", LEASE, "lease"),
        sheet("微信图片_20200501101047.jpg", TERM),
        sheet("微信图片_20200502090000.jpg", SIGNED),
    ]
    assert told(*made) == [(["微信图片_20200501101012.jpg", "微信图片_20200501101047.jpg"], "names")]


def test_two_leases_one_after_the_other_are_two() -> None:
    made = [sheet("p1.jpg", LEASE), sheet("p2.jpg", TERM), sheet("p3.jpg", LEASE), sheet("p4.jpg", TERM)]
    assert told(*made) == [(["p1.jpg", "p2.jpg"], "names"), (["p3.jpg", "p4.jpg"], "names")]
    feet = ("第1页共2页", "第2页共2页")
    numbered = [sheet(f"q{n}.jpg", (LEASE, TERM)[n % 2] + feet[n % 2]) for n in range(4)]
    assert told(*numbered) == [(["q0.jpg", "q1.jpg"], "numbers"), (["q2.jpg", "q3.jpg"], "numbers")]


def test_all_pages_of_a_paper_under_names_of_their_own() -> None:
    made = [
        sheet("末页.jpg", SIGNED + "第3页共3页"),
        sheet("首页.jpg", LEASE + "第1页共3页"),
        sheet("b.png", TERM + "第2页共3页"),
    ]
    assert told(*made) == [(["首页.jpg", "b.png", "末页.jpg"], "numbers")]
    assert told(made[0], made[2]) == [], "two of three, under names that say nothing"


@pytest.mark.parametrize(
    "made",
    [
        [sheet("IMG_1.jpg", LEASE, "lease"), sheet("IMG_2.jpg", LICENCE, "business_licence")],
        [sheet("IMG_1.jpg", LICENCE, "business_licence"), sheet("IMG_2.jpg", TERM)],
        [sheet("IMG_1.jpg", LEASE, "lease"), sheet("IMG_9.jpg", TERM)],
        [sheet("合同.jpg", LEASE, "lease"), sheet("照片.jpg", TERM)],
        [sheet("IMG_1.jpg", TERM), sheet("IMG_2.jpg", SIGNED)],
        [sheet("IMG_1.jpg", LEASE + "第1页共1页", "lease"), sheet("IMG_2.jpg", TERM)],
        [sheet("IMG_1.jpg", LEASE, "lease"), sheet("IMG_2.jpg", TERM + "第5页共9页")],
        [sheet("01.pdf", LEASE, "lease", "application/pdf"), sheet("02.csv", TERM, media="text/csv")],
        [sheet("IMG_1.jpg", LEASE, "lease"), sheet("IMG_2.jpg", "")],
        [sheet("01-利润表.pdf", "^利润表\n营业收入 1\n"), sheet("02-资产负债表.pdf", "^资产负债表\n货币资金 1\n")],
    ],
    ids=["two titles", "after a licence", "a gap", "no numbers in names", "no title at all", "a single page",
         "another page", "a table", "nothing on it", "two statements"],
)  # fmt: skip
def test_nothing_is_proposed(made: list[Sheet]) -> None:
    assert told(*made) == []


def test_a_paper_of_several_pages_is_no_page() -> None:
    whole = sheet("IMG_1.jpg", LEASE + TERM * 30, "lease")
    assert len(whole.document.pages) > 1
    assert told(whole, sheet("IMG_2.jpg", TERM)) == []


def test_it_is_the_order_of_the_case() -> None:
    late, first = (
        [sheet(f"b{n}.jpg", (LEASE, TERM)[n]) for n in (0, 1)],
        [sheet(f"a{n}.jpg", (LEASE, TERM)[n]) for n in (0, 1)],
    )
    assert [one.documents[0] for one in series([*late, *first])] == [late[0].document_id, first[0].document_id]
    assert isinstance(series(late)[0], Series)
