"""Licences as a recogniser hands them over: boxes now higher, now lower, letters of labels lost, words of a seal or a
watermark between the lines. A value may be lost to that, but none that is sure may be another than what is written."""

from __future__ import annotations

import random
from collections.abc import Mapping

import pytest

from extractors.extract import extract
from extractors.model import Box, Document, Method, Page, Word
from extractors.report import to_report
from tests.fields.test_licence_forms import FOOT, HEAD, Printed, rows, sheet

LANDSCAPE: list[Printed] = [
    *HEAD,
    *rows(
        60, 150,
        (150, "名", []), (180, "类", [(180, "有限责任公司(自然人投资或控股的法"), (196, "人独资)")]),
        (226, "法定代表人", [(226, "杨帆")]),
        (256, "经营范围", [(256, "组织文化艺术交流活动；影视策划；摄影服"),
                          (272, "务；会议服务。（市场主体依法自主选择"), (288, "经营项目，开展经营活动）")]),
    ),
    (120, 150, "称"), (150, 150, "北京星河互动数字文化传媒有限公司"), (120, 180, "型"),
    *rows(
        470, 560,
        (150, "注册资本", [(150, "3688万元")]),
        (180, "成立日期", [(180, "2016年03月02日")]),
        (210, "住", [(210, "北京市朝阳区高碑店乡半壁店村惠河"), (226, "南街1008-B四惠大厦3层3019-3021号")]),
    ),
    (530, 210, "所"),
    *FOOT,
]  # fmt: skip
PORTRAIT: list[Printed] = [
    *HEAD,
    *rows(
        70, 165,
        (150, "名　　称", [(150, "成都麦浪时光餐饮管理有限公司锦江分公司")]),
        (178, "类　　型", [(178, "有限责任公司分公司(自然人独资)")]),
        (206, "营业场所", [(206, "成都市锦江区东大街下东大街段199号睿东中心1栋2单"), (222, "元19层1907号")]),
        (250, "负 责 人", [(250, "蒲晓芸")]),
        (278, "成立日期", [(278, "2019年08月14日")]),
        (306, "经营范围", [(306, "餐饮管理；餐饮服务；会议及展览服务（依法须经批准的"),
                          (322, "项目，经相关部门批准后方可开展经营活动）。")]),
    ),
    *FOOT,
]  # fmt: skip
TOLD = {
    "landscape": (
        LANDSCAPE,
        {
            "name": "北京星河互动数字文化传媒有限公司",
            "type": "有限责任公司(自然人投资或控股的法人独资)",
            "address": "北京市朝阳区高碑店乡半壁店村惠河南街1008-B四惠大厦3层3019-3021号",
            "established": "2016-03-02",
            "issue_date": "2021-06-18",
        },
    ),
    "portrait": (
        PORTRAIT,
        {
            "name": "成都麦浪时光餐饮管理有限公司锦江分公司",
            "type": "有限责任公司分公司(自然人独资)",
            "address": "成都市锦江区东大街下东大街段199号睿东中心1栋2单元19层1907号",
            "established": "2019-08-14",
            "issue_date": "2021-06-18",
        },
    ),
}
_REMAINS = ("国", "市场监督", "管理", "★", "仅供", "办理", "复印无效", "监", "口")


def uneven(document: Document, lot: random.Random, *, lost: float, remains: int) -> Document:
    """``lost``: share of a label's lone letters that are not read; ``remains``: words of marks over the page."""
    (page,) = document.pages
    slope = lot.uniform(-0.006, 0.006)
    words: list[Word] = []
    for word in page.words:
        if len(word.text) == 1 and lot.random() < lost:
            continue
        at, high = word.place, word.place.height
        shift = slope * (at.x0 - page.width / 2)
        aside = lot.uniform(-0.25, 0.25) * high
        top, bottom = (
            at.top + shift + lot.uniform(-0.18, 0.18) * high,
            at.bottom + shift + lot.uniform(-0.12, 0.3) * high,
        )
        box = Box(at.x0 + aside, top, at.x1 + aside, bottom)
        edges = tuple(edge + aside for edge in word.edges)
        words.append(Word(word.text, box, box, 0.99, edges, (0.995,) * len(word.text)))
    for _ in range(remains):
        text, x, y, size = lot.choice(_REMAINS), lot.uniform(0.1, 0.85), lot.uniform(0.2, 0.9), lot.uniform(8, 16)
        box = Box(x * page.width, y * page.height, x * page.width + size * len(text), y * page.height + size)
        words.append(Word(text, box, box, 0.8, (), (0.8,) * len(text)))
    read = Page(1, page.width, page.height, tuple(words), method=Method.OCR)
    return Document(document.sha256, document.name, document.media_type, (read,))


@pytest.mark.parametrize("told", TOLD.values(), ids=TOLD)
@pytest.mark.parametrize(
    ("lost", "remains", "least"),
    [(0.0, 0, 0.97), (0.15, 0, 0.85), (0.0, 3, 0.9)],
    ids=["uneven", "letters lost", "marks"],
)
def test_what_is_sure_is_what_is_written(
    told: tuple[list[Printed], Mapping[str, str]], lost: float, remains: int, least: float
) -> None:
    printed, expected = told
    right = asked = 0
    for seed in range(20):
        document = uneven(sheet(printed), random.Random(seed), lost=lost, remains=remains)  # noqa: S311 - no secret
        report = to_report(document, extract(document))
        for name, value in expected.items():
            entry = report["fields"].get(name)
            asked += 1
            right += entry is not None and entry["value"] == value
            assert entry is None or not entry["sure"] or entry["value"] == value, (seed, name, entry["value"])
    assert right >= least * asked
