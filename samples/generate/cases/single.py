"""Papers outside the cases: a layout that no case uses, an empty form, a paper of no known kind."""

from __future__ import annotations

from datetime import date

from samples.generate.cases.sheets import recognition_sheet, yuan
from samples.generate.collection import Folder, Sheet
from samples.generate.kinds.base import Party
from samples.generate.kinds.other import Bill, bill, blank_lease, blank_lease_truth
from samples.generate.kinds.recognition import Recognition
from samples.generate.scan import GENTLE

PARK = Party("北京示例青禾孵化器有限公司", "MA00Q9W4", "姜远", "北京市朝阳区示例科技园A座")
TENANT = Party("北京示例启明设计有限公司", "MA01D3F6", "曹文博", "恒远大厦8层806")


def folder() -> Folder:
    recognised = Recognition(
        PARK,
        "朝阳区科技企业孵化器",
        "区级",
        "科技企业孵化器",
        "北京市朝阳区科学技术和信息化局",
        date(2019, 10, 18),
        "朝科信示例〔2019〕33号",
        "青禾孵化器，北京市朝阳区示例科技园A座",
    )
    fees = (("物业服务费", yuan("3348.00")), ("公共区域能源费", yuan("412.60")), ("场地使用费", yuan("200.00")))
    notice = Bill(TENANT, "北京示例恒远商业管理有限公司", yuan("186.00"), fees, "2020年3月")
    return Folder(
        "single",
        (
            recognition_sheet("01-孵化器认定结果通知书", recognised, "notice", wear=GENTLE),
            Sheet(
                "02-空白租赁合同", "lease", None, blank_lease, blank_lease_truth(), note="空白合同：所有字段均应为空。"
            ),
            Sheet("03-物业缴费通知单", "other", notice, bill, {}, note="不属于任何已知种类。", photo=True),
        ),
    )
