"""Contracts drawn as tables: the cells of a row read together, however many lines each of them takes."""

from __future__ import annotations

from extractors.extract import extract
from extractors.model import Document
from extractors.report import to_report
from extractors.tables.forms import by_cells
from extractors.textmap import TextMap
from tests.tables.grids import Grid, Text, document

HEAD = [
    Text("商铺租赁合同", "middle"),
    Text("出租方（甲方）：江州金桥商业管理有限公司"),
    Text("承租方（乙方）：江州小满书店有限公司"),
    Text("甲方将商铺出租给乙方使用，双方约定如下："),
]
TERMS = Grid(
    [
        ["1", "商铺位置", "江州市武昌区中南路99号金桥广场\nL3层027号"],
        ["2", "租赁期限", "自2019年9月1日起至2022年8月31日\n止，共计3年"],
        ["3", "租赁\n保证金", "人民币185,670.00元，相当于三个月\n固定租金"],
        ["4", "付款\n方式", "按季度支付，乙方应于每季度首月25\n日前支付当季租金"],
    ],
    [30, 60, 180],
)
STEPS = Grid(
    [
        ["租赁\n年度", "起止日期", "单价\n（元/㎡/月）", "月固定租金\n（元）"],
        ["第一\n年", "2019.09.01-\n2020.08.31", "150.00", "61,890.00"],
        ["第二\n年", "2020.09.01-\n2021.08.31", "159.00", "65,603.40"],
        ["第三\n年", "2021.09.01-\n2022.08.31", "168.54", "69,539.60"],
    ],
    [40, 80, 80, 80],
)


def values(paper: Document) -> dict[str, object]:
    fields = to_report(paper, extract(paper))["fields"]
    return {name: entry["value"] for name, entry in fields.items()}


def test_a_label_in_the_middle_of_its_row_has_the_whole_cell_beside_it() -> None:
    told = values(document([*HEAD, TERMS]))
    assert told["address"] == "江州市武昌区中南路99号金桥广场L3层027号"
    assert (told["start_date"], told["end_date"], told["term_months"]) == ("2019-09-01", "2022-08-31", 36)
    assert (told["deposit_yuan"], told["payment_cycle"], told["pay_day"]) == ("185670.00", "季度", 25)


def test_rent_stands_under_its_head_where_the_cells_of_the_table_wrap() -> None:
    told = values(document([*HEAD, TERMS, Text("固定租金标准："), STEPS]))
    assert told["rent_monthly_yuan"] == "61890.00"
    assert told["rent_schedule"] == [
        {"from": "2019-09-01", "to": "2020-08-31", "amount_yuan": "61890.00", "per": "month"},
        {"from": "2020-09-01", "to": "2021-08-31", "amount_yuan": "65603.40", "per": "month"},
        {"from": "2021-09-01", "to": "2022-08-31", "amount_yuan": "69539.60", "per": "month"},
    ]


def test_rent_with_the_tax_on_it_is_what_is_due() -> None:
    table = Grid(
        [
            ["租期", "不含税月租金（元）", "税额（元）", "含税月租金（元）"],
            ["2019年9月1日至2020年8月31日", "50,000.00", "2,500.00", "52,500.00"],
            ["2020年9月1日至2022年8月31日", "52,500.00", "2,625.00", "55,125.00"],
        ],
        [150, 90, 60, 90],
    )
    told = values(document([*HEAD, Text("租期：2019年9月1日至2022年8月31日。"), table]))
    assert told["rent_monthly_yuan"] == "52500.00"


def test_a_value_over_two_lines_of_its_cell_is_marked_line_by_line() -> None:
    paper = document([*HEAD, TERMS])
    [address] = [field for field in extract(paper).fields if field.name == "address"]
    [evidence] = address.evidence
    assert len(evidence.boxes) == 2 and evidence.boxes[0].bottom <= evidence.boxes[1].top
    assert evidence.text == "江州市武昌区中南路99号金桥广场\nL3层027号"


def test_paragraphs_of_a_cell_stay_apart() -> None:
    table = Grid([["租金", "一、每月租金5000元，按月支付，先付后用，不得拖欠\n二、押金10000元"]], [60, 320])
    paper = by_cells(document([*HEAD, table]))
    assert "租金\t一、每月租金5000元,按月支付,先付后用,不得拖欠\n二、押金10000元" in TextMap.of(paper).text


def test_nothing_drawn_is_nothing_changed() -> None:
    plain = document(HEAD)
    assert by_cells(plain) is plain


def test_a_table_of_months_tells_the_rent_and_what_is_waived_of_it() -> None:
    table = Grid(
        [
            ["月份", "应收租金（元）", "减免比例", "减免金额（元）", "实收租金（元）"],
            ["2020年2月", "38,000.00", "100%", "38,000.00", "0.00"],
            ["2020年3月", "38,000.00", "50%", "19,000.00", "19,000.00"],
            ["合计", "76,000.00", "", "57,000.00", "19,000.00"],
        ],
        [70, 80, 60, 80, 80],
    )
    paper = document(
        [
            Text("房屋租赁合同补充协议", "middle"),
            Text("甲方（出租方）：江州金桥商业管理有限公司"),
            Text("乙方（承租方）：江州小满书店有限公司"),
            Text("甲方同意对乙方2020年2月至2020年3月的租金予以减免，具体如下："),
            table,
        ]
    )
    told = values(paper)
    assert (told["monthly_rent_yuan"], told["reduction_yuan"]) == ("38000.00", "57000.00")
    assert told["months"] == ["2020-02", "2020-03"]


def test_the_months_of_a_table_are_those_whose_rows_waive_anything() -> None:
    table = Grid(
        [
            ["月份", "应交租金（元）", "减免金额（元）"],
            ["2020年2月", "5,000.00", "5,000.00"],
            ["2020年3月", "5,000.00", "2,500.00"],
            ["2020年4月", "5,000.00", "0.00"],
            ["合计", "15,000.00", "7,500.00"],
        ],
        [70, 80, 80],
    )
    head = [Text("减免租金确认书", "middle"), Text("出租方同意减免承租方租金如下：")]
    [months] = [field for field in extract(document([*head, table])).fields if field.name == "months"]
    assert months.value == ("2020-02", "2020-03")


def test_a_sum_of_waived_rent_that_its_rows_do_not_make_is_not_sure() -> None:
    table = Grid(
        [
            ["月份", "月租金（元）", "减免金额（元）"],
            ["2020年2月", "38,000.00", "38,000.00"],
            ["2020年3月", "38,000.00", "19,000.00"],
            ["合计", "", "75,000.00"],
        ],
        [70, 80, 80],
    )
    head = [Text("减免租金确认书", "middle"), Text("出租方同意减免承租方租金如下：")]
    [waived] = [field for field in extract(document([*head, table])).fields if field.name == "reduction_yuan"]
    assert not waived.sure
