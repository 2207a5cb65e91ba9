"""An office building that cut the rent of three small tenants, each on a different paper."""

from __future__ import annotations

from datetime import date

from samples.generate.cases.sheets import cut_sheet, licence_sheet, recognition_sheet, yuan
from samples.generate.collection import Folder
from samples.generate.kinds.base import Party
from samples.generate.kinds.licence import Licence
from samples.generate.kinds.recognition import Recognition
from samples.generate.kinds.rentcut import RentCut
from samples.generate.scan import GENTLE, ROUGH

COMPANY = Party("北京示例恒远商业管理有限公司", "MA00C5T9", "陶志强", "北京市朝阳区示例中街9号恒远大厦2层201")
TENANTS = (
    Party("北京示例启明设计有限公司", "MA01D3F6", "曹文博", "北京市朝阳区示例中街9号恒远大厦8层806"),
    Party("北京示例拾光文化传播有限公司", "MA01E7G2", "严若水", "北京市朝阳区示例中街9号恒远大厦11层1102"),
    Party("北京示例海棠餐饮管理有限公司", "MA01H8J4", "魏佳怡", "北京市朝阳区示例中街9号恒远大厦1层105"),
)


def _cut(tenant: int, lease: str, months: tuple[str, ...], monthly: str, reduced: str, signed: date) -> RentCut:
    party = TENANTS[tenant]
    return RentCut(COMPANY, party, party.address, lease, months, yuan(monthly), yuan(reduced), signed)


def folder() -> Folder:
    licence = Licence(
        COMPANY,
        "有限责任公司(法人独资)",
        yuan("30000000"),
        date(2012, 6, 8),
        date(2042, 6, 7),
        "企业管理；物业管理；出租办公用房；出租商业用房；会议服务；机动车公共停车场服务。",
        date(2019, 8, 2),
    )
    recognised = Recognition(
        COMPANY,
        "朝阳区重点商务楼宇",
        "区级",
        "商务楼宇",
        "北京市朝阳区发展和改革委员会",
        date(2019, 12, 6),
        "朝发改楼宇〔2019〕示例14号",
        "恒远大厦",
    )
    platform = Recognition(
        COMPANY,
        "北京市中小企业公共服务示范平台",
        "市级",
        "",
        "北京市经济和信息化局",
        date(2020, 3, 25),
        "京经信示例〔2020〕21号",
        "恒远大厦企业服务中心",
    )
    march_april = ("2020-03", "2020-04")
    return Folder(
        "building-rent-cut",
        (
            licence_sheet("01-营业执照", licence, "original", wear=GENTLE),
            recognition_sheet("02-商务楼宇认定证书", recognised, "certificate", photo=True),
            cut_sheet(
                "03-租金减免协议-启明设计",
                _cut(0, "HY-2018-0806", march_april, "64000.00", "128000.00", date(2020, 3, 2)),
                "agreement",
            ),
            cut_sheet(
                "04-减免租金函-拾光文化",
                _cut(1, "HY-2019-1102", ("2020-02", *march_april), "48250.00", "72375.00", date(2020, 2, 26)),
                "letter",
                wear=GENTLE,
            ),
            cut_sheet(
                "05-租金减免确认单-海棠餐饮",
                _cut(2, "HY-2017-0105", march_april, "133333.34", "266666.68", date(2020, 3, 6)),
                "slip",
                wear=ROUGH,
            ),
            recognition_sheet("06-示范平台批复", platform, "reply"),
        ),
    )
