"""Papers that chance came upon, each once read wrongly or without end."""

from __future__ import annotations

from extractors.finders.statement import read
from tests.tables.grids import Apart, Grid, Text, document


def test_a_date_whose_year_was_lost_is_no_part_of_the_company_name() -> None:
    rows = [["项目", "期末余额", "年初余额"], ["货币资金", "10.00", "20.00"], ["资产总计", "10.00", "20.00"]]
    caption = Apart(("编制单位：宁波远山餐饮有限公司", "年12月31日", "单位：元"))
    made = document([Text("资产负债表", "middle"), caption, Grid(rows, [150, 110, 110])])
    found = {field.name: field.value for field in read(made, {"items": ("total_assets",)}).fields}
    assert found["company"] == "宁波远山餐饮有限公司"
