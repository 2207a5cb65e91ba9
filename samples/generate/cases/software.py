"""A software company that trained its staff; its revenue fell, but by far less than 80 %."""

from __future__ import annotations

from datetime import date

from samples.generate.cases.sheets import (
    TRAINER,
    balance_sheet,
    income_sheet,
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
from samples.generate.kinds.licence import Licence
from samples.generate.kinds.social import Record
from samples.generate.kinds.training import Roster
from samples.generate.scan import GENTLE, ROUGH, Wear

#: twenty-two rows fill the page: a stronger JPEG keeps the file small
DENSE = Wear(noise=3.0, quality=31)
COMPANY = Party("北京示例云帆软件有限公司", "MA01P4R8", "许博远", "北京市朝阳区示例科技园B座5层506")


def folder() -> Folder:
    licence = Licence(
        COMPANY,
        "有限责任公司(自然人独资)",
        yuan("5000000"),
        date(2018, 9, 12),
        date(2048, 9, 11),
        "软件开发；基础软件服务；应用软件服务；技术开发、技术推广、技术转让、技术咨询、技术服务；计算机系统服务。",
        date(2018, 9, 12),
        registrar="北京市工商行政管理局朝阳分局",
    )
    january = result("486000", "129800", "61200", "287400", surcharges="1458", finance="-620")
    now = (
        result("218000", "87200", "46300", "276500", surcharges="654", finance="-580"),
        result("305500", "101700", "52800", "279100", surcharges="916.50", finance="-610"),
        result("376500", "118900", "57400", "281300", surcharges="1129.50", finance="-595", other_income="15000"),
    )
    before = (
        result("432000", "121500", "63700", "268200", surcharges="1296", finance="-430"),
        result("521000", "138600", "66900", "271800", surcharges="1563", finance="-455", income_tax="2129.60"),
        result("547000", "144300", "68200", "270600", surcharges="1641", finance="-460", income_tax="3135.95"),
    )
    year = Income(
        COMPANY,
        "2019",
        result(
            "6318500.00",
            "1706200.00",
            "794600.00",
            "3294800.00",
            surcharges="18955.50",
            finance="-5820.00",
            other_income="40000.00",
            income_tax="27488.23",
        ),
        result(
            "4107300.00",
            "1150900.00",
            "611400.00",
            "2498700.00",
            surcharges="12321.90",
            finance="-3260.00",
            other_expense="5000.00",
        ),
    )
    sheet = Balance(
        COMPANY,
        "2019-12-31",
        position(
            cash="2318640.72",
            receivables="864500.00",
            prepaid="96200.00",
            stock="0.00",
            fixed="187430.55",
            deferred="54000.00",
            payables="143600.00",
            advances="412000.00",
            wages="318250.00",
            taxes="61074.38",
            loans="0.00",
            capital="2000000.00",
        ),
        position(
            cash="1784205.16",
            receivables="692300.00",
            prepaid="88400.00",
            stock="0.00",
            fixed="236910.20",
            deferred="81000.00",
            payables="168900.00",
            advances="367500.00",
            wages="276400.00",
            taxes="47812.60",
            loans="0.00",
            capital="2000000.00",
        ),
    )
    roster = Roster(
        COMPANY,
        "软件测试与云平台运维技能提升",
        TRAINER,
        date(2020, 4, 7),
        date(2020, 4, 17),
        15,
        date(2020, 4, 20),
        first_person=101,
        technical=True,
    )
    number = "110105910467"
    before_record = Record(COMPANY, number, "2020-01", 22, date(2020, 2, 20), first_person=101, base=yuan("12600"))
    after_record = Record(COMPANY, number, "2020-04", 22, date(2020, 5, 9), first_person=101, base=yuan("12600"))
    return Folder(
        "software-training",
        (
            licence_sheet("01-电子营业执照", licence, "electronic", wear=GENTLE),
            social_sheet("02-社保缴费证明-202001", before_record, "certificate", photo=True),
            social_sheet("03-参保人员名单-202004", after_record, "roster", wear=DENSE),
            training_sheet("04-培训人员名单", roster, "two_columns"),
            income_sheet("05-利润表-2019年度", year, "small"),
            *(
                income_sheet(
                    f"0{6 + at}-利润表-{month.period.replace('-', '')}",
                    month,
                    "plain",
                    wear=ROUGH if not at else GENTLE,
                )
                for at, month in enumerate(months(COMPANY, january, now, before))
            ),
            balance_sheet("09-资产负债表-20191231", sheet, "general"),
        ),
    )
