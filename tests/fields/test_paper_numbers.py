"""The number of a certificate ends where numbers end: remarks behind it and lines below it are none of it."""

from __future__ import annotations

import pytest

from extractors import codes
from extractors.extract import extract
from extractors.model import Field
from tests.tables.grids import Apart, Block, Text, document

FIRM = "云台丙丁创业服务有限公司"
SAID = Text(f"兹认定{FIRM}为云台市众创空间。")
SIGNED: list[Block] = [Text("云台市科学技术局", "right"), Text("2018年9月3日", "right")]


def number(*blocks: Block) -> Field | None:
    whole = extract(document([Text("众创空间认定证书", "middle"), *blocks]))
    assert whole.kind.kind == "recognition_certificate"
    return next((f for f in whole.fields if f.name == "certificate_no"), None)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("below", [f"{FIRM}", f"授予{FIRM}", "云台市众创空间", "有效期三年"])
def test_prose_below_a_number_is_none_of_it(side: str, below: str) -> None:
    found = number(Text("证书编号:YTZC-2018-06", side), Text(below), SAID, *SIGNED)
    assert found is not None and (found.value, found.sure) == ("YTZC-2018-06", True)


def test_a_number_above_the_signature_ends_at_the_margin() -> None:
    found = number(SAID, Text("证书编号:YTZC-2018-06", "right"), *SIGNED)
    assert found is not None and (found.value, found.sure) == ("YTZC-2018-06", True)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("first", "rest", "whole"),
    [
        ("YTZC2018", "0062", "YTZC20180062"),
        ("YTZC", "-2018-0062", "YTZC-2018-0062"),
        ("云科孵字第2018", "0062号", "云科孵字第20180062号"),
        ("云台市", "科孵字第62号", "云台市科孵字第62号"),
    ],
)
def test_a_number_over_two_lines_is_put_together_and_never_sure(side: str, first: str, rest: str, whole: str) -> None:
    found = number(SAID, Text(f"证书编号:{first}", side), Text(rest, side), *SIGNED)
    assert found is not None and (found.value, found.sure) == (whole, False)


@pytest.mark.parametrize("below", ["2018-09-03", "1/2", "- 1 -"])
def test_a_day_or_a_page_below_is_no_rest(below: str) -> None:
    found = number(SAID, Text("证书编号:YTZC2018062"), Text(below), *SIGNED)
    assert found is not None and found.value == "YTZC2018062"


@pytest.mark.parametrize(
    "remark", [" 第三批", "(有效期三年)", "有效期三年", " (副本)", " 批次:第三批", "(本证书不得涂改、转让)第1页共1页"]
)
def test_a_remark_behind_is_left_out_and_the_number_not_sure(remark: str) -> None:
    found = number(SAID, Text(f"证书编号:YTZC2018062{remark}"), *SIGNED)
    assert found is not None and (found.value, found.sure) == ("YTZC2018062", False)


@pytest.mark.parametrize("end", ["(2018-2020)", "/2018年度", "甲乙留存"])
def test_an_end_that_numbers_seldom_have_is_not_sure(end: str) -> None:
    found = number(SAID, Text(f"证书编号:YTZC2018062{end}"), *SIGNED)
    assert found is not None and not found.sure


def test_two_numbers_are_a_contradiction() -> None:
    assert number(SAID, Text("编号:0003371"), Text("证书编号:YTZC-2018-06"), *SIGNED) is None


def test_labels_side_by_side_are_no_number() -> None:
    assert number(SAID, Apart(("证书编号", "电子证照编码")), Apart(("YTZC-2018-06", "K32-7761")), *SIGNED) is None


@pytest.mark.parametrize("text", ["云科(2018)62号", "云台字第2018-62号", "第 62 号", "YT-62(补充)", "1301 2019 0056"])
def test_the_words_of_a_number_stay(text: str) -> None:
    assert codes.number(text) == (text, False)


@pytest.mark.parametrize("text", ["2018年9月3日", "2018年9月"])
def test_a_day_is_no_number(text: str) -> None:
    assert codes.number(text) == ("", False)


def test_characters_in_places_of_their_own_are_joined() -> None:
    assert codes.number("Y T 2 0 1 8 0 6") == ("YT201806", False)
