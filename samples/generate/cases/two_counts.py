"""A data company whose two social-insurance records of the same month give different counts."""

from __future__ import annotations

from datetime import date

from samples.generate.cases.sheets import (
    INSTITUTION_LANDLORD,
    TRAINER,
    income_sheet,
    lease_sheet,
    licence_sheet,
    months,
    result,
    social_sheet,
    training_sheet,
    yuan,
)
from samples.generate.collection import Folder
from samples.generate.kinds.base import Party
from samples.generate.kinds.income import Income
from samples.generate.kinds.lease import Lease, Step
from samples.generate.kinds.licence import Licence
from samples.generate.kinds.social import Record
from samples.generate.kinds.training import Roster
from samples.generate.scan import GENTLE, ROUGH

COMPANY = Party("北京示例衡石数据技术有限公司", "MA01W2Y5", "华云帆", "北京市朝阳区示例西路21号示例中心7层702")


def folder() -> Folder:
    licence = Licence(
        COMPANY,
        "有限责任公司(自然人投资或控股)",
        yuan("3000000"),
        date(2018, 11, 6),
        date(2048, 11, 5),
        "技术开发、技术服务；数据处理；应用软件服务；计算机系统服务。",
        date(2018, 11, 6),
    )
    lease = Lease(
        "SWZX-2019-015",
        INSTITUTION_LANDLORD,
        COMPANY,
        COMPANY.address,
        yuan("186.00"),
        "软件研发及经营办公",
        (Step(date(2019, 7, 1), date(2021, 6, 30), yuan("29419.00")),),
        2,
        yuan("58838.00"),
        "贰",
        "季度",
        date(2019, 6, 18),
        daily=yuan("5.20"),
    )
    january = result("268000", "92400", "28600", "152300", surcharges="804", finance="-140")
    now = (
        result("98600", "41200", "21500", "148700", surcharges="295.80", finance="-130"),
        result("127300", "52600", "22800", "149200", surcharges="381.90", finance="-135"),
        result("154100", "60300", "23600", "150100", surcharges="462.30", finance="-128"),
    )
    before = (
        result("241000", "88600", "27400", "143800", surcharges="723", finance="-95"),
        result("263500", "95200", "28100", "145600", surcharges="790.50", finance="-98"),
        result("270500", "97800", "28300", "146200", surcharges="811.50", finance="-102"),
    )
    year = Income(
        COMPANY,
        "2019",
        result(
            "3126400.00",
            "1140800.00",
            "338500.00",
            "1762900.00",
            surcharges="9379.20",
            finance="-1320.00",
            income_tax="0.00",
        ),
        result("186000.00", "71500.00", "32400.00", "251600.00", surcharges="558.00", finance="-210.00"),
    )
    roster = Roster(
        COMPANY,
        "数据库管理与信息安全",
        TRAINER,
        date(2020, 4, 13),
        date(2020, 4, 24),
        9,
        date(2020, 4, 26),
        first_person=201,
        technical=True,
    )
    number = "110105936582"
    wage = yuan("11800")
    records = (
        ("03-社保缴费证明-202001", Record(COMPANY, number, "2020-01", 18, date(2020, 2, 19), base=wage), "certificate"),
        ("04-社保缴费证明-202004", Record(COMPANY, number, "2020-04", 18, date(2020, 5, 7), base=wage), "certificate"),
        (
            "05-参保人员名单-202004",
            Record(COMPANY, number, "2020-04", 14, date(2020, 5, 11), first_person=201, base=wage),
            "roster",
        ),
    )
    return Folder(
        "software-two-counts",
        (
            licence_sheet("01-营业执照", licence, "original"),
            lease_sheet("02-写字楼租赁合同", lease, "office"),
            *(social_sheet(name, record, layout, wear=GENTLE) for name, record, layout in records),
            income_sheet("06-利润表-2019年度", year, "general"),
            *(
                income_sheet(f"0{7 + at}-利润表-{month.period.replace('-', '')}", month, "small", wear=GENTLE)
                for at, month in enumerate(months(COMPANY, january, now, before))
            ),
            training_sheet("10-培训班学员名册", roster, "filing", wear=ROUGH),
        ),
    )
