"""Content drawn by lot: invented names, places, codes, days and amounts. The same seed draws the same."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from samples.generate.codes import CREDIT_ALPHABET, credit_code

T = TypeVar("T")

#: city, district, code of the district (GB/T 2260)
PLACES = (
    ("北京市", "朝阳区", "110105"),
    ("北京市", "海淀区", "110108"),
    ("北京市", "丰台区", "110106"),
    ("北京市", "通州区", "110112"),
    ("北京市", "大兴区", "110115"),
    ("天津市", "南开区", "120104"),
    ("上海市", "徐汇区", "310104"),
    ("南京市", "鼓楼区", "320106"),
    ("杭州市", "西湖区", "330106"),
    ("广州市", "越秀区", "440104"),
    ("成都市", "武侯区", "510107"),
    ("武汉市", "江岸区", "420102"),
)
_FIRST = "澜沐衡霁棠樾砚筠翎曜朔珩芷萤岚槿泽溪禾拾"
_SECOND = "枢禾川序原墨图野舟庭石舍木帆屿林岭谷星合"
_TRADES = {
    "餐饮管理": "餐饮服务；食品销售；餐饮管理",
    "科技": "技术开发、技术推广、技术转让、技术咨询、技术服务；软件开发；销售计算机、软件及辅助设备",
    "文化传媒": "组织文化艺术交流活动；设计、制作、代理、发布广告；会议服务；承办展览展示活动",
    "商贸": "销售日用品、文具用品、针纺织品、服装、鞋帽、工艺品、五金交电；货物进出口",
    "教育咨询": "教育咨询；企业管理咨询；经济贸易咨询；销售文具用品",
    "装饰工程": "施工总承包、专业承包；室内装饰工程设计；销售建筑材料、装饰材料",
    "酒店管理": "酒店管理；住宿；餐饮服务；会议服务；洗衣服务",
    "物流": "普通货物运输；仓储服务；装卸服务；国内货运代理；分批包装",
}
_LANDLORDS = ("置业", "物业管理", "资产经营管理", "商业管理", "房地产开发", "投资管理")
_FORMS = ("有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司")
_ROADS = (
    "青槐路",
    "望澜街",
    "和畅东路",
    "云栖大街",
    "百梓胡同",
    "新苇路",
    "锦禾二街",
    "石榆北路",
    "清樾路",
    "长汀西街",
)
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严金魏陶姜谢邹苏潘葛范彭鲁马方任袁柳史唐薛雷贺汤罗郝毕安常乐于傅康伍余元"
    "顾孟黄萧尹姚邵汪毛狄戴宋庞熊纪项祝董梁杜阮蓝闵席季贾路江童颜郭梅盛林钟徐邱骆高夏蔡田樊胡凌霍"
)
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红娥玲芬彬建国志文海燕晓春冬雪佳宁思远雨桐子涵一"
    "诺若曦浩然欣怡俊博天宇嘉颖"
)


@dataclass(frozen=True, slots=True)
class Firm:
    name: str
    code: str
    person: str  #: legal representative
    address: str
    city: str
    district: str
    trade: str  #: as in _TRADES; nothing for landlords
    scope: str
    phone: str


class Lot:
    """One paper's drawing of lots."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)  # noqa: S311 - not for secrets

    def pick(self, among: Sequence[T]) -> T:
        return among[self.random.randrange(len(among))]

    def number(self, low: int, high: int) -> int:
        """Both ends included."""
        return self.random.randint(low, high)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def digits(self, count: int) -> str:
        return "".join(str(self.random.randrange(10)) for _ in range(count))

    def shuffled(self, among: Sequence[T]) -> list[T]:
        out = list(among)
        self.random.shuffle(out)
        return out

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.random.randint(0, (last - first).days))

    def amount(self, low: int, high: int, *, step: str = "1") -> Decimal:
        """Yuan between ``low`` and ``high``, small ones more often; a whole multiple of ``step``, two places."""
        value = Decimal(low * (high / low) ** self.random.random())
        return (value / Decimal(step)).to_integral_value() * Decimal(step) + Decimal("0.00")

    def credit_code(self, district: str, office: str = "91") -> str:
        alphabet = CREDIT_ALPHABET[10:]
        body = "MA" + "".join(self.pick(CREDIT_ALPHABET[:10] * 2 + alphabet) for _ in range(6))
        return credit_code(body, district=district, office=office)

    def person(self) -> str:
        given = "".join(self.pick(_GIVEN) for _ in range(self.pick((1, 2, 2))))
        return self.pick(_SURNAMES) + given

    def identity(self, stars: int = 6, district: str = "") -> str:
        """An identity number of an invented person with ``stars`` of its digits starred, as lists print them."""
        born = self.day(date(1965, 1, 1), date(2001, 12, 28))
        whole = f"{district or self.pick(PLACES)[2]}{born:%Y%m%d}{self.digits(3)}{self.pick('0123456789X')}"
        return whole[: 14 - stars + 2] + "*" * stars + whole[16:]

    def phone(self) -> str:
        return f"1{self.pick('35789')}{self.digits(1)}****{self.digits(4)}"

    def brand(self) -> str:
        return self.pick(_FIRST) + self.pick(_SECOND)

    def place(self) -> tuple[str, str, str]:
        """City, district, code; more often in Beijing."""
        return self.pick(PLACES[:5]) if self.chance(0.5) else self.pick(PLACES)

    def address(self, city: str, district: str, *, shop: bool = False) -> str:
        road, number = self.pick(_ROADS), self.number(1, 188)
        floor = self.number(1, 3) if shop else self.number(2, 22)
        room = f"{floor}{self.number(1, 28):02}"
        return f"{city}{district}{road}{number}号" + self.pick(
            (
                f"{self.brand()}大厦{floor}层{room}室",
                f"院{self.number(1, 9)}号楼{floor}层{room}",
                f"{self.brand()}中心{self.pick('ABC')}座{room}号",
                f"{self.number(1, 12)}幢{floor}层",
                f"底商{self.number(1, 30)}号" if shop else f"{self.number(1, 6)}号楼{room}",
            )
        )

    def firm(self, *, landlord: bool = False, place: tuple[str, str, str] | None = None) -> Firm:
        city, district, code = place or self.place()
        trade = self.pick(_LANDLORDS) if landlord else self.pick(tuple(_TRADES))
        town = city.removesuffix("市")
        form = self.pick(_FORMS)
        head = self.pick((town + self.brand(), town + self.brand(), self.brand() + f"（{town}）"))
        return Firm(
            f"{head}{trade}{form}",
            self.credit_code(code),
            self.person(),
            self.address(city, district),
            city,
            district,
            "" if landlord else trade,
            _TRADES.get(trade, "物业管理；出租商业用房；企业管理"),
            f"0{self.pick(('10', '21', '28', '571'))}-{self.number(5, 8)}{self.digits(7)}",
        )
