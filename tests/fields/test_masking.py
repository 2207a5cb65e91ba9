"""Numbers of natural persons leave the extractors masked, wherever a text carries them."""

from __future__ import annotations

import json

import pytest

from extractors import masking, serial
from extractors.model import Box, Classified, Conflict, Evidence, Extraction, Field, Method, Problem, Series
from tests.fields.paper import Got


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证号码:11010519900307001X", "身份证号码:110***********001X"),
        ("张三110105199003070013,男", "张三110***********0013,男"),
        ("1101051990030\n70013", "110**********\n*0013"),  # broken over two lines of a cell
        ("11010519900307 0013", "110*********** 0013"),
        ("11010519900307001", "110**************"),  # the first of two lines only
        ("证件号码:110105900307001", "证件号码:110*********001"),
        ("联系电话:13800001234", "联系电话:138****1234"),
        ("手机138 0000 1234", "手机138 **** 1234"),
    ],
)
def test_numbers_of_persons_are_masked(text: str, shown: str) -> None:
    assert masking.text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "统一社会信用代码:91110108MA00H5K27M",
        "电话:010-65001234",
        "单位编号:110105223817",
        "311056200400055501",  # a voucher's number: no such month
        "2019 2020 2021 2022 2023",
        "12,345.00 138,0000.00",
        "110105********0013",
        "合同编号:FW-20200307-0013",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert masking.text(text) == text


def test_every_text_of_an_extraction_is_masked() -> None:
    identity, mobile = "110105199003070013", "13800001234"
    said = Evidence("0" * 64, 1, (Box(0, 0, 9, 9),), f"甲方 {identity}", Method.TEXT_LAYER, 1.0)
    one = Field("use", f"办公,联系{mobile}", (said,), 0.9, True)
    listed = Field("names", (identity, "x"), (said,), 0.9, True)
    told = Field("latest", {"remark": mobile}, (said,), 0.9, True)
    whole = Extraction(
        "0" * 64,
        Classified("lease", 1.0, None, (said,)),
        (one, listed, told),
        conflicts=(Conflict("lessor", (one, one), "two_values"),),
        problems=(Problem("bind", {"text": identity, "count": 3}),),
        parts={"parent_only": Extraction("0" * 64, Classified("lease", 1.0), (one,))},
        series=Series("month", {"2020-02": Extraction("0" * 64, Classified("lease", 1.0), (one,))}),
    )
    shown = json.dumps(serial.to_data(masking.masked(whole)), ensure_ascii=False)
    assert identity not in shown and mobile not in shown
    assert shown.count("110***********0013") == 10 and shown.count("138****1234") == 6


def test_a_report_shows_no_number_of_a_person() -> None:
    identity, mobile = "110105199003070013", "13800001234"
    got = Got(
        "^房屋租赁合同\n"
        "出租方（甲方）：王小明\n"
        "承租方（乙方）：北京甲乙商贸有限公司\n"
        f"房屋坐落：北京市朝阳区建国路1号（产权人证号{identity}，联系{mobile}）\n"
        "租期自2020年1月1日起至2020年12月31日止，每月租金人民币5000元。"
    )
    shown = json.dumps(got.report, ensure_ascii=False)
    assert got.kind == "lease" and got["rent_monthly_yuan"] == "5000.00"
    assert identity not in shown and mobile not in shown
