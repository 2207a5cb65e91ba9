"""Licences as forms: values of several lines, labels at their middle, at their top, above them, and unknown ones."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from extractors.extract import extract
from extractors.model import Box, Document, Method, Page, Word
from extractors.report import to_report

Printed = tuple[float, float, str]  #: left, top and text, 12 points high


def sheet(printed: list[Printed], *, method: Method = Method.TEXT_LAYER) -> Document:
    """A landscape page with each text where it is put."""
    words = []
    for x, top, text in printed:
        edges = [x]
        for char in text:
            edges.append(edges[-1] + (12 if ord(char) > 0x2E7F else 6))
        box = Box(x, top, edges[-1], top + 12)
        words.append(Word(text, box, box, 1.0, tuple(edges)))
    page = Page(1, 842, 595, tuple(words), method=method)
    return Document("0" * 64, "sheet.pdf", "application/pdf", (page,))


def rows(x: float, value: float, *given: tuple[float, str, list[tuple[float, str]]]) -> list[Printed]:
    """Labels at ``x`` and the lines of their values at ``value``, each at its own height."""
    found: list[Printed] = []
    for top, label, lines in given:
        found += [(x, top, label), *((value, at, text) for at, text in lines)]
    return found


HEAD: list[Printed] = [(360, 50, "营业执照"), (60, 80, "统一社会信用代码"), (60, 98, "91110108MA00H5K27M")]
FOOT: list[Printed] = [
    (560, 430, "登记机关"),
    (590, 470, "2021年06月18日"),
    (60, 560, "国家企业信用信息公示系统网址：http://www.gsxt.gov.cn"),
    (620, 560, "国家市场监督管理总局监制"),
]

#: labels at the middle of values of two and three lines, columns whose rows are not level
CENTRED = [
    *HEAD,
    *rows(
        60, 140,
        (180, "名　　称", [(172, "北京星河互动数字文化传媒股份有限"), (188, "公司")]),
        (220, "类　　型", [(212, "股份有限公司(非上市、自然人投资或"), (228, "控股)")]),
        (260, "法定代表人", [(260, "杨帆")]),
        (306, "经营范围", [(290, "组织文化艺术交流活动；影视策划；住所"), (306, "申报服务；企业名称代理服务。（市场"),
                          (322, "主体依法自主选择经营项目）")]),
    ),
    *rows(
        470, 550,
        (180, "注册资本", [(180, "3688万元")]),
        (220, "成立日期", [(220, "2016年03月02日")]),
        (260, "住　　所", [(244, "北京市朝阳区高碑店乡半壁店村"), (260, "惠河南街1008-B四惠大厦3层"),
                        (276, "3019-3021号")]),
    ),
    *FOOT,
]  # fmt: skip

#: a row whose label is none of the known ones, a scope that begins a line with the words of a label
UNKNOWN_LABEL = [
    *HEAD,
    *rows(
        60, 150,
        (170, "名称", [(170, "苏州工业园区金鸡湖商贸有限公司")]),
        (186, "联系邮箱", [(186, "北京路支局九号")]),
        (202, "类型", [(202, "有限责任公司分公司(自然人投资或控"), (218, "股)")]),
        (234, "营业场所", [(234, "苏州工业园区星海街200号星海国际"), (250, "广场101室")]),
        (266, "登记类别", [(266, "内资")]),
        (282, "负责人", [(282, "沈伟")]),
        (298, "成立日期", [(298, "2011年05月20日")]),
        (314, "经营范围", [(314, "企业形象策划；"), (330, "名称代理服务；预包装食品零售。")]),
    ),
    *FOOT,
]  # fmt: skip

#: value under its label; value touching its label; a line that goes on at the margin
UNDER = [
    *HEAD,
    (70, 170, "名称"), (70, 190, "重庆江北嘴滨江酒店管理有限公司"), (70, 220, "类型"), (70, 240, "有限责任公司"),
    (450, 170, "注册资本"), (450, 190, "捌佰万元整"), (450, 220, "成立日期"), (450, 240, "2017年07月03日"),
    (450, 270, "住所"), (450, 290, "重庆市江北区聚贤街25号3幢24-1"), *FOOT,
]  # fmt: skip
TOUCHING = [
    *HEAD,
    (60, 170, "名称重庆江北嘴滨江酒店管理有限公司"), (60, 194, "类型有限责任公司"), (60, 218, "注册资本捌佰万元整"),
    (60, 242, "住所重庆市江北区聚贤街25号融恒时代广场甲级写字楼3幢"), (60, 258, "24-1"),
    (60, 282, "成立日期2017年07月03日"), (60, 306, "经营范围酒店管理。"), *FOOT,
]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            CENTRED,
            {
                "name": "北京星河互动数字文化传媒股份有限公司",
                "type": "股份有限公司(非上市、自然人投资或控股)",
                "legal_representative": "杨帆",
                "address": "北京市朝阳区高碑店乡半壁店村惠河南街1008-B四惠大厦3层3019-3021号",
                "registered_capital_yuan": "36880000",
                "registrar": None,
                "issue_date": "2021-06-18",
            },
        ),
        (
            UNKNOWN_LABEL,
            {
                "name": "苏州工业园区金鸡湖商贸有限公司",
                "type": "有限责任公司分公司(自然人投资或控股)",
                "address": "苏州工业园区星海街200号星海国际广场101室",
                "legal_representative": "沈伟",
                "established": "2011-05-20",
                "scope": "企业形象策划;名称代理服务;预包装食品零售",
            },
        ),
        (
            UNDER,
            {
                "name": "重庆江北嘴滨江酒店管理有限公司",
                "type": "有限责任公司",
                "registered_capital_yuan": "8000000",
                "established": "2017-07-03",
                "address": "重庆市江北区聚贤街25号3幢24-1",
            },
        ),
        (
            TOUCHING,
            {
                "name": "重庆江北嘴滨江酒店管理有限公司",
                "type": "有限责任公司",
                "address": "重庆市江北区聚贤街25号融恒时代广场甲级写字楼3幢24-1",
                "established": "2017-07-03",
            },
        ),
    ],
    ids=["centred", "unknown-label", "under", "touching"],
)
def test_a_value_is_all_of_its_lines_and_none_of_its_neighbours(
    printed: list[Printed], expected: Mapping[str, str]
) -> None:
    document = sheet(printed)
    report = to_report(document, extract(document))
    assert report["kind"] == "business_licence"
    got = {name: entry["value"] for name, entry in report["fields"].items()}
    if "registered_capital_yuan" in got:
        got["registered_capital_yuan"] = f"{Decimal(str(got['registered_capital_yuan'])):.0f}"
    assert {name: got.get(name) for name in expected} == expected


def test_a_line_that_either_of_two_labels_may_own_makes_neither_sure() -> None:
    """Lines as far apart inside a value as between two: a label may stand at the top or at the middle of its own."""
    lines = ["有限责任公司(自然人投资或控股)", "北京市朝阳区望京东园四区七号楼", "十五层一单元一八〇一室", "(集群注册)"]
    printed = [
        *HEAD,
        *rows(60, 150, (170, "名称", [(170, "北京四季锦程酒店有限公司")]), (190, "类型", [(190, lines[0])])),
        *rows(60, 150, (230, "住所", [(210 + 20 * n, line) for n, line in enumerate(lines[1:])])),
        *rows(60, 150, (270, "经营范围", [(270, "住宿。")])),
        *FOOT,
    ]
    found = {field.name: field for field in extract(sheet(printed)).fields}
    assert found["name"].value == "北京四季锦程酒店有限公司"
    assert not found["type"].sure and not found["address"].sure
    assert found["name"].confidence > max(found["type"].confidence, found["address"].confidence)


@pytest.mark.parametrize("title", ["菅业扶照", "营业挑照", "营亚执照"])
def test_a_title_is_known_by_characters_that_look_like_its_own_where_a_recogniser_read_it(title: str) -> None:
    bare_form = [(x, top, text.replace("营业执照", title)) for x, top, text in CENTRED if text[:4] != "登记机关"]
    assert extract(sheet(bare_form, method=Method.OCR)).kind.kind == "business_licence"
    score = extract(sheet([p for p in bare_form if p[2] != title], method=Method.OCR)).kind.confidence
    assert extract(sheet(bare_form, method=Method.OCR)).kind.confidence > score
    assert extract(sheet(bare_form)).kind == extract(sheet([p for p in bare_form if p[2] != title])).kind


def _screen(*lines: tuple[float, str]) -> list[Printed]:
    """A list as telephones show it: an address on several lines, each with the place where it begins."""
    right = 560.0
    plain = [("名称", "成都麦浪时光餐饮管理有限公司"), ("类型", "有限责任公司(自然人独资)"), ("法定代表人", "蒲晓芸")]
    printed: list[Printed] = [*HEAD]
    for n, (label, value) in enumerate(plain):
        wide = sum(12 if ord(char) > 0x2E7F else 6 for char in value)
        printed += [(60, 140 + 30 * n, label), (right - wide, 140 + 30 * n, value)]
    printed += [(60, 240, "住所"), *((x, 240 + 16 * n, text) for n, (x, text) in enumerate(lines))]
    return [*printed, (60, 300, "成立日期"), (right - 84, 300, "2019年08月14日"), *FOOT]


@pytest.mark.parametrize(
    "begins", [(340.0, 440.0), (340.0, 390.0), (340.0, 340.0)], ids=["flush right", "centred", "flush left"]
)
def test_a_value_goes_on_flush_right_or_centred(begins: tuple[float, float]) -> None:
    first, second = "成都市武侯区簇桥街道锦城大道三百号一", "号2栋二单元九层904号"
    document = sheet(_screen((begins[0], first), (begins[1], second)))
    found = {field.name: field for field in extract(document).fields}
    assert found["address"].value == first + second and found["address"].sure
    assert found["name"].value == "成都麦浪时光餐饮管理有限公司"


def test_a_line_under_a_value_that_stands_in_no_column_of_it_leaves_it_unsure() -> None:
    document = sheet(_screen((340, "成都市武侯区簇桥街道锦城大道三百号一"), (362, "号2栋二单元九层904号")))
    assert not next(field for field in extract(document).fields if field.name == "address").sure
