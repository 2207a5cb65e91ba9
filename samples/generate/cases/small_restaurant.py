"""A restaurant whose papers leave one thing out: no record of social insurance at all."""

from __future__ import annotations

from datetime import date

from samples.generate.cases.sheets import (
    STATE_LANDLORD,
    balance_sheet,
    income_sheet,
    lease_sheet,
    licence_sheet,
    months,
    position,
    result,
    yuan,
)
from samples.generate.collection import Folder
from samples.generate.kinds.balance import Balance
from samples.generate.kinds.base import Party
from samples.generate.kinds.income import Income
from samples.generate.kinds.lease import Lease, Step
from samples.generate.kinds.licence import Licence
from samples.generate.scan import GENTLE, ROUGH

COMPANY = Party("北京示例知味小馆餐饮有限公司", "MA01T6U3", "吕明哲", "北京市朝阳区示例东里甲4号楼底商7号")


def folder() -> Folder:
    licence = Licence(
        COMPANY,
        "有限责任公司(自然人投资或控股)",
        yuan("500000"),
        date(2019, 4, 18),
        date(2039, 4, 17),
        "餐饮服务；销售食品；零售日用品。（依法须经批准的项目，经相关部门批准后依批准的内容开展经营活动。）",
        date(2019, 4, 18),
    )
    lease = Lease(
        "SLZC-2019-077",
        STATE_LANDLORD,
        COMPANY,
        COMPANY.address,
        yuan("118.00"),
        "餐饮经营",
        (Step(date(2019, 5, 1), date(2022, 4, 30), yuan("28500.00")),),
        3,
        yuan("57000.00"),
        "贰",
        "季度",
        date(2019, 4, 22),
    )
    january = result("212000", "84800", "48300", "66200", surcharges="636", finance="240", income_tax="591.20")
    now = (
        result("36500.00", "15700.00", "41200.00", "58300.00", surcharges="109.50", finance="240.00"),
        result("94200.00", "38600.00", "42500.00", "57900.00", surcharges="282.60", finance="240.00"),
        result("179300.00", "72500.00", "45100.00", "59600.00", surcharges="537.90", finance="240.00"),
    )
    before = (
        result("281000.00", "112400.00", "49800.00", "67300.00", surcharges="843.00", finance="310.00"),
        result("306500.00", "122900.00", "51200.00", "68100.00", surcharges="919.50", finance="310.00"),
        result("312500.00", "125300.00", "51600.00", "68400.00", surcharges="937.50", finance="310.00"),
    )
    year = Income(
        COMPANY,
        "2019",
        result(
            "3564800.00",
            "1425900.00",
            "612400.00",
            "826500.00",
            surcharges="10694.40",
            finance="3480.00",
            other_expense="1200.00",
            income_tax="34231.28",
        ),
        result("2981600.00", "1203400.00", "547100.00", "768900.00", surcharges="8944.80", finance="3720.00"),
    )
    sheet = Balance(
        COMPANY,
        "2019-12-31",
        position(
            cash="318264.90",
            receivables="26400.00",
            prepaid="85500.00",
            stock="64310.25",
            fixed="241800.00",
            deferred="168000.00",
            payables="93215.40",
            advances="52600.00",
            wages="71400.00",
            taxes="11863.22",
            loans="0.00",
            capital="500000.00",
        ),
        position(
            cash="241806.35",
            receivables="18900.00",
            prepaid="0.00",
            stock="58214.70",
            fixed="286400.00",
            deferred="204000.00",
            payables="104380.60",
            advances="41300.00",
            wages="64800.00",
            taxes="9471.80",
            loans="100000.00",
            capital="500000.00",
        ),
    )
    return Folder(
        "restaurant-no-social-insurance",
        (
            licence_sheet("01-营业执照", licence, "duplicate"),
            lease_sheet("02-房屋租赁合同", lease, "form", wear=GENTLE),
            income_sheet("03-利润表-2019年度", year, "plain", wear=GENTLE),
            *(
                income_sheet(
                    f"0{4 + at}-利润表-{month.period.replace('-', '')}",
                    month,
                    "general",
                    wear=ROUGH if at == 2 else GENTLE,
                )
                for at, month in enumerate(months(COMPANY, january, now, before))
            ),
            balance_sheet("07-资产负债表-20191231", sheet, "plain"),
        ),
    )
