"""Certificates of recognition of other sorts than places of business: what says so, who holds them, and which not."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from extractors.model import Extraction
from tests.tables.grids import Apart, Block, Text, document

SIGNED: list[Block] = [Text("云台市科学技术局", "right"), Text("2018年9月3日", "right")]


def values(whole: Extraction) -> dict[str, object]:
    return {f.name: f.value for f in whole.fields}


@pytest.mark.parametrize(
    "firm",
    [
        "云台丙丁科技园发展有限公司",
        "云台商务中心运营有限公司",
        "云台丙丁会展有限公司",
        "云台文化产业园管理有限公司",
        "云台众创基地管理有限公司",
    ],
)
@pytest.mark.parametrize(
    "sentence",
    [
        "兹认定{}为云台市众创空间。",
        "经认定,{}符合云台市众创空间认定条件。",
        "命名{}为云台市众创空间。",
        "授予{}“云台市众创空间”称号。",
    ],
)
def test_a_name_ends_with_its_last_word(firm: str, sentence: str) -> None:
    whole = extract(document([Text("众创空间认定证书", "middle"), Text(sentence.format(firm)), *SIGNED]))
    assert values(whole)["holder"] == firm


@pytest.mark.parametrize(
    "title",
    [
        "云台市企业技术中心证书",
        "专精特新企业证书",
        "云台老字号证书",
        "云台市文化创意产业园区证书",
        "科技型中小企业证书",
    ],
)
def test_sorts_of_certificates(title: str) -> None:
    whole = extract(
        document(
            [
                Text(title, "middle"),
                Apart(("企业名称", "云台丙丁食品有限公司")),
                Apart(("证照编号", "YT-2018-0062")),
                Apart(("有效期", "2018-09-03至2021-09-02")),
                Apart(("颁发机构", "云台市商务局")),
                Apart(("颁发日期", "2018年9月3日")),
            ]
        )
    )
    found = values(whole)
    assert whole.kind.kind == "recognition_certificate"
    assert (found["holder"], found["certificate_no"], found["issuer"]) == (
        "云台丙丁食品有限公司", "YT-2018-0062", "云台市商务局",
    )  # fmt: skip


def test_entered_in_the_register_of_technology_firms() -> None:
    whole = extract(
        document(
            [
                Text("科技型中小企业", "middle"),
                Text("入库登记证明", "middle"),
                Text("云台丙丁数据有限公司经评价,符合《科技型中小企业评价办法》规定的科技型中小企业条件,"),
                Text("入库登记编号:201832070100001234,"),
                Text("有效期至2018年12月31日。"),
                *SIGNED,
            ]
        )
    )
    found = values(whole)
    assert whole.kind.kind == "recognition_certificate"
    assert (found["title"], found["certificate_no"]) == ("科技型中小企业", "201832070100001234")


def test_the_label_in_another_language_is_no_part_of_the_name() -> None:
    whole = extract(
        document(
            [
                Text("众创空间认定证书", "middle"),
                Apart(("单位名称", "云台丙丁创业服务有限公司")),
                Text("Name of Enterprise"),
                Apart(("证书编号", "YT-2018-0062")),
                Text("Certificate No."),
                Apart(("发证机关", "云台市科学技术局")),
                Text("Issued by"),
            ]
        )
    )
    found = values(whole)
    assert (found["holder"], found["certificate_no"], found["issuer"]) == (
        "云台丙丁创业服务有限公司", "YT-2018-0062", "云台市科学技术局",
    )  # fmt: skip


@pytest.mark.parametrize("title", ["质量管理体系认证证书", "建筑业企业资质证书", "商标注册证", "软件著作权登记证书"])
def test_certificates_of_another_nature_are_none(title: str) -> None:
    blocks: list[Block] = [
        Text(title, "middle"),
        Text("证书编号:YT-2018-0062"),
        Text("企业名称:云台丙丁建设有限公司"),
        Text("有效期:2018年9月3日至2021年9月2日"),
    ]
    assert extract(document([*blocks, *SIGNED])).kind.kind == "other"
