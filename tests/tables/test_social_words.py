"""Social-insurance records told in sentences and forms: employed and insured, ranges and months, wrapped cells."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.extract import extract
from extractors.finders.headcounts import stated_counts
from extractors.finders.social import read
from extractors.model import Document
from tests.tables.grids import Grid, Text, document

WANTED = {"fields": ("unit_name", "insured_count", "month")}
NAMES = ["张三", "李四", "王五六", "赵七", "欧阳小八"]


def got(made: Document) -> dict[str, Any]:
    return {f.name: f.value for f in read(made, WANTED).fields}


def identity(number: int) -> str:
    return f"1101011990{number % 12 + 1:02}150{number:02}{number % 10}"


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("截至2020年4月,该单位参保职工共计壹拾捌人", [18]),
        ("现有在职职工人数 30 人,参保人数 27 人", [27]),  # employed is not insured
        ("我公司共有员工45人,其中参保人员42人", [45, 42]),
        ("参加社会保险人数:35人", [35]),
        ("正常参保缴费职工126人,其中男职工70人", [126]),
        ("该单位共为19人缴纳社会保险费", [19]),
        ("已为其中42名员工缴纳社会保险", [42]),
        ("2020年2-4月参保缴费人数均为15人", [15]),
        ("参保人数\t18\t缴费基数\t4500.00", [18]),
        ("缴费人数\t128\t127\t127", []),  # one for each month
        ("缴费人数26人次", []),
        ("未参保人数3人", []),
        ("应参保人数30人,实际参保人数28人,新参保2人", [28]),
        ("本页小计20人\n合计32人", [32]),
        ("女职工人数12人", []),
        ("缴费人数壹", []),  # in words only with 人 behind it
    ],
)
def test_headcounts_as_sentences_say_them(text: str, counts: list[int]) -> None:
    assert [said.count for said in stated_counts(text)] == counts


def test_a_month_in_a_range_or_above_the_next_line_is_not_the_month_of_the_figures() -> None:
    ranged = document([Text("社会保险缴费证明", "middle"), Text("2020年1月至2020年4月社会保险费缴纳情况如下:")])
    assert "month" not in got(ranged) and got(ranged)["period_end"] == "2020-04"
    above = document([Text("社会保险参保证明", "middle"), Text("登记于2009年3月"), Text("参保险种如下")])
    assert "month" not in got(above)


def test_counts_by_insurance_in_a_sentence_over_two_lines() -> None:
    made = document(
        [Text("社会保险单位参保证明", "middle"),
         Text("兹证明某某食品有限公司在我局参保情况如下:基本养老保险参保41人,失业保险参保4"),
         Text("1人,工伤保险参保43人。")]
    )  # fmt: skip
    found = got(made)
    assert found["insured_by_type"] == {"养老保险": 41, "失业保险": 41, "工伤保险": 43}
    assert "insured_count" not in found


def test_the_unit_opens_the_sentence_and_the_office_signs() -> None:
    made = document(
        [Text("社会保险无欠费证明", "middle"),
         Text("某某餐饮有限公司(社会保险登记证号:110105000011)自2012年起参加社会保险。"),
         Text("某某市社会保险事业管理中心(盖章)")]
    )  # fmt: skip
    assert got(made)["unit_name"] == "某某餐饮有限公司"


def test_a_form_whose_cells_wrap_label_and_value() -> None:
    rows = [["单位名称", "甲乙酒店管理有限公司", "<", "<"],
            ["统一社会信用代\n码", "91110105MA01ABCD7N", "社会保险登记\n号", "110105223344"],
            ["当前参保人数", "57", "经办机构", "海州市云台区社会保险基金管理中\n心"]]  # fmt: skip
    made = document([Text("某某市社会保险单位参保证明", "middle"), Grid(rows, [80, 150, 70, 160])])
    fields = {f.name: f.value for f in extract(made).fields}
    assert fields["credit_code"] == "91110105MA01ABCD7N" and fields["unit_no"] == "110105223344"
    assert fields["issuer"] == "海州市云台区社会保险基金管理中心" and fields["insured_count"] == 57


def test_a_person_with_a_line_for_each_insurance_counts_once() -> None:
    rows = [["序号", "姓名", "证件号码", "险种"]]
    for i in range(1, 5):
        rows += [[str(i), NAMES[i], identity(i), kind] for kind in ("养老保险", "失业保险")]
    made = document([Text("单位职工社会保险缴费明细", "middle"), Grid(rows, [40, 80, 140, 80])])
    assert got(made)["insured_count"] == 4


def test_a_wrapped_name_beside_its_label_is_the_unit_and_not_the_next_label() -> None:
    rows = [["单位名称", "甲乙里餐饮管\n理有限公司", "社会保险登记码", "00987654"], ["缴费状态", "已缴费", "", ""]]
    made = document([Text("单位参加城镇社会保险基本情况", "middle"), Grid(rows, [80, 90, 90, 90])])
    found = got(made)
    assert found["unit_name"] == "甲乙里餐饮管理有限公司"


def test_the_heading_of_a_part_is_no_title() -> None:
    made = document(
        [Text("海州市社会保险个人权益记录(参保人员缴费信息)", "middle"), Text("姓名:张三"),
         Text("一、养老、失业、工伤保险缴费信息(2020年01月至2020年04月)")]
    )  # fmt: skip
    assert got(made)["title"] == "海州市社会保险个人权益记录(参保人员缴费信息)"


def test_a_credit_code_within_a_sentence_over_two_lines() -> None:
    made = document(
        [Text("社会保险参保证明", "middle"), Text("兹证明甲乙电子有限公司经核查属实无误(统一社会信用代码:91110105M"),
         Text("A01ABCD7N)参加社会保险,缴费人数为20人。")]
    )  # fmt: skip
    fields = {f.name: f.value for f in extract(made).fields}
    assert fields["credit_code"] == "91110105MA01ABCD7N"
