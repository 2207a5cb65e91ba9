"""A restaurant that rents from a district-owned company and kept its staff through a collapse of revenue."""

from __future__ import annotations

from datetime import date

from samples.generate.cases.sheets import (
    STATE_LANDLORD,
    TRAINER,
    balance_sheet,
    income_sheet,
    lease_sheet,
    licence_sheet,
    months,
    position,
    result,
    social_sheet,
    training_sheet,
    yuan,
)
from samples.generate.collection import Folder
from samples.generate.kinds.balance import Balance
from samples.generate.kinds.base import Party
from samples.generate.kinds.income import Income
from samples.generate.kinds.lease import Lease, Step
from samples.generate.kinds.licence import Licence
from samples.generate.kinds.social import Record
from samples.generate.kinds.training import Roster
from samples.generate.scan import GENTLE, ROUGH

COMPANY = Party("北京示例禾香餐饮有限公司", "MA00K2X7", "沈春梅", "北京市朝阳区示例路18号院3号楼1层101")


def folder() -> Folder:
    licence = Licence(
        COMPANY,
        "有限责任公司(自然人投资或控股)",
        yuan("2000000"),
        date(2017, 3, 15),
        date(2037, 3, 14),
        "餐饮服务；销售食品；会议服务；企业管理咨询。（企业依法自主选择经营项目，开展经营活动；餐饮服务以及依法须经批准的"
        "项目，经相关部门批准后依批准的内容开展经营活动；不得从事本市产业政策禁止和限制类项目的经营活动。）",
        date(2019, 11, 20),
    )
    lease = Lease(
        "SLZC-2017-031",
        STATE_LANDLORD,
        COMPANY,
        COMPANY.address,
        yuan("286.50"),
        "餐饮经营",
        (
            Step(date(2017, 4, 1), date(2020, 3, 31), yuan("45000.00")),
            Step(date(2020, 4, 1), date(2022, 3, 31), yuan("47250.00")),
        ),
        5,
        yuan("135000.00"),
        "叁",
        "季度",
        date(2017, 3, 20),
    )
    january = result("690000", "276000", "148000", "196500", surcharges="2100", finance="1850", income_tax="3277.50")
    now = (
        result("42600", "19800", "121500", "143200", surcharges="128", finance="1850"),
        result("118400", "49300", "118600", "139800", surcharges="355", finance="1850"),
        result("279000", "114500", "126400", "141700", surcharges="837", finance="1850", other_income="8000"),
    )
    before = (
        result("780000", "313500", "152000", "190400", surcharges="2340", finance="2100", income_tax="5983"),
        result("862000", "345200", "157300", "193100", surcharges="2586", finance="2100", income_tax="8085.70"),
        result("858000", "343900", "156800", "192500", surcharges="2574", finance="2100", income_tax="8006.30"),
    )
    year = Income(
        COMPANY,
        "2019",
        result(
            "9862000.00",
            "3944800.00",
            "1813200.00",
            "2294650.00",
            surcharges="29586.00",
            finance="24300.00",
            other_income="12000.00",
            other_expense="3500.00",
            income_tax="88198.20",
        ),
        result(
            "9415000.00",
            "3772400.00",
            "1745800.00",
            "2210300.00",
            surcharges="28245.00",
            finance="26100.00",
            other_income="6000.00",
            other_expense="2150.00",
            income_tax="81800.25",
        ),
    )
    sheet = Balance(
        COMPANY,
        "2019-12-31",
        position(
            cash="1126480.35",
            receivables="186300.00",
            prepaid="141750.00",
            stock="238915.60",
            fixed="864200.00",
            deferred="415000.00",
            payables="352160.75",
            advances="268400.00",
            wages="214300.00",
            taxes="43126.90",
            loans="300000.00",
            capital="2000000.00",
        ),
        position(
            cash="953207.18",
            receivables="164820.00",
            prepaid="135000.00",
            stock="221340.25",
            fixed="1003600.00",
            deferred="498000.00",
            payables="401522.40",
            advances="245900.00",
            wages="202750.00",
            taxes="38217.65",
            loans="500000.00",
            capital="2000000.00",
        ),
    )
    roster = Roster(
        COMPANY,
        "餐饮服务与食品安全操作技能提升",
        TRAINER,
        date(2020, 3, 9),
        date(2020, 3, 13),
        12,
        date(2020, 3, 16),
    )
    number = "110105880213"
    return Folder(
        "restaurant-district-landlord",
        (
            licence_sheet("01-营业执照", licence, "duplicate", wear=GENTLE),
            lease_sheet("02-房屋租赁合同", lease, "clauses"),
            social_sheet(
                "03-社保缴费证明-202001", Record(COMPANY, number, "2020-01", 28, date(2020, 2, 18)), "certificate"
            ),
            social_sheet(
                "04-社保缴费明细-202004",
                Record(COMPANY, number, "2020-04", 27, date(2020, 5, 8)),
                "payments",
                photo=True,
            ),
            income_sheet("05-利润表-2019年度", year, "general", wear=GENTLE),
            *(
                income_sheet(
                    f"0{6 + at}-利润表-{month.period.replace('-', '')}",
                    month,
                    "small",
                    wear=ROUGH if at == 1 else GENTLE,
                )
                for at, month in enumerate(months(COMPANY, january, now, before))
            ),
            balance_sheet("09-资产负债表-20191231", sheet, "small"),
            training_sheet("10-培训花名册", roster, "register"),
        ),
    )
