"""Names of parties keep the characters that elsewhere join two names."""

from __future__ import annotations

import pytest

from tests.fields.paper import Got

_LEASE = """^房屋租赁合同
{parties}
第一条 甲方将位于江州市鼓楼区中山北路18号3层的房屋出租给乙方使用，建筑面积120平方米。
第二条 租赁期限自2019年8月1日起至2021年7月31日止。
第三条 租金为每月人民币5000元。
"""


@pytest.mark.parametrize(
    "parties",
    [
        "和平商贸有限公司（以下简称甲方）与及时雨餐饮有限公司（以下简称乙方）经协商订立本合同。",
        "由和平商贸有限公司（以下简称甲方）和及时雨餐饮有限公司（以下简称乙方）经协商订立本合同。",
        "出租方 和平商贸有限公司\n承租方 及时雨餐饮有限公司",
    ],
)
def test_a_name_that_begins_like_a_conjunction_is_whole(parties: str) -> None:
    got = Got(_LEASE.format(parties=parties))
    assert (got["lessor"], got["lessee"]) == ("和平商贸有限公司", "及时雨餐饮有限公司")
