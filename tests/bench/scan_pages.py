"""Pictures of six kinds of paper whose every character is known, clean and worn, for measuring readers of scans.

Everything is drawn here with fonts that the sample maker uses too; names and numbers are made up. The wearing is in
:mod:`tests.bench.scan_wear`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from extractors import masking
from samples.generate.fonts import FANG, HEI, KAI, SONG, Face, drawn
from tests.bench.scan_wear import DPI, WEARS, scanned

_A4 = (595.0, 842.0)


@dataclass(frozen=True, slots=True)
class Scan:
    """``kind``: contract, roster, … ; ``wear``: clean or what was done to it; ``text``: all that is written."""

    kind: str
    wear: str
    image: Image.Image
    text: str

    @property
    def name(self) -> str:
        return f"{self.kind}-{self.wear}"


class _Sheet:
    """A white page that remembers what is written on it. All places in points."""

    def __init__(self, size: tuple[float, float] = _A4) -> None:
        self._scale = DPI / 72
        self.image = Image.new("RGB", (round(size[0] * self._scale), round(size[1] * self._scale)), "white")
        self._pen = ImageDraw.Draw(self.image)
        self.text: list[str] = []

    def write(self, x: float, y: float, text: str, face: Face = SONG, size: float = 10.5) -> None:
        font = drawn(face, round(size * self._scale))
        self._pen.text((x * self._scale, y * self._scale), text, font=font, fill=(25, 25, 28))
        self.text.append(text)

    def right(self, x: float, y: float, text: str, face: Face = SONG, size: float = 10.5) -> None:
        wide = drawn(face, round(size * self._scale)).getlength(text) / self._scale
        self.write(x - wide, y, text, face, size)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self._pen.line([v * self._scale for v in (x0, y0, x1, y1)], fill="black", width=2)

    def grid(self, columns: list[float], top: float, step: float, rows: int) -> None:
        for i in range(rows + 1):
            self.line(columns[0], top + i * step, columns[-1], top + i * step)
        for x in columns:
            self.line(x, top, x, top + rows * step)


_CONTRACT = """\
出租方（以下简称甲方）：安庆市宜秀区恒沣商业管理有限责任公司
承租方（以下简称乙方）：安庆璟悦轩餐饮服务有限公司
根据《中华人民共和国民法典》及有关法律、法规的规定，甲乙双方在平等、自愿、
协商一致的基础上，就房屋租赁的有关事宜达成如下协议，以资共同遵守。
第一条 房屋基本情况
甲方将坐落于安庆市宜秀区菱湖北路218号水岸新天地7幢103室的商业用房出租给
乙方使用，房屋建筑面积为286.45平方米，产权证号为皖（2016）不动产权第0048273号。
该房屋现状为毛坯，水、电、燃气设施齐全，乙方对此已充分了解并表示认可。
第二条 租赁用途
乙方承租该房屋作为餐饮经营场所使用，未经甲方书面同意不得改变用途，亦不得
将该房屋全部或部分转租、转借他人或者以任何形式与第三方合作经营。
第三条 租赁期限
租赁期限为三年，自2019年3月16日起至2022年3月15日止，其中装修免租期为45天。
租赁期满，乙方如需继续承租，应提前六十日向甲方提出书面申请，同等条件下享有优先权。
第四条 租金及支付方式
第一年月租金为人民币壹万捌仟陆佰伍拾元整（￥18,650.00），自第二年起每年递增百分之五。
租金按季度支付，先付后用，乙方应于每季度首月10日前将租金汇入甲方指定的银行账户，
开户行：徽商银行安庆宜秀支行，账号：2230176193400058126，户名同甲方名称。
第五条 押金
签订本合同之日乙方向甲方支付押金人民币叁万柒仟叁佰元整（￥37,300.00），
合同终止且乙方结清全部费用后，甲方于七个工作日内无息退还。
第六条 其他费用
租赁期间所发生的水费、电费、燃气费、物业管理费、垃圾清运费等均由乙方承担，
物业管理费标准为每月每平方米2.80元，由乙方直接向物业服务企业缴纳。
第七条 房屋维护与修缮
乙方应爱护并合理使用房屋及其附属设施，因使用不当造成损坏的应负责修复或者赔偿；
属于房屋主体结构自然损坏的，由甲方在接到通知后五日内派人维修。
第八条 合同的变更与解除
有下列情形之一的，甲方可以解除合同并收回房屋：拖欠租金累计达三十日的；
擅自拆改承重结构的；利用房屋从事违法犯罪活动的；因疫情等不可抗力除外。
第九条 违约责任
任何一方违反本合同约定，应向对方支付相当于两个月租金的违约金；乙方逾期支付租金的，
每逾期一日按欠付金额的万分之五支付滞纳金，超过十五日视为根本违约。
第十条 争议解决
因履行本合同发生争议的，双方应协商解决；协商不成的，向房屋所在地人民法院起诉。
第十一条 本合同一式肆份，甲乙双方各执贰份，自双方签字盖章之日起生效。
甲方（盖章）：　　　　　　　　　　　　乙方（盖章）：
法定代表人：缪煜堃　　　　　　　　　　法定代表人：闵奕萱
统一社会信用代码：91340811MA2N6X3K72　联系电话：13855620917
签订日期：2019年2月27日"""

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"
_GIVEN = re.findall(
    "..?(?=，)",
    "建国，秀英，志强，丽娟，文博，雨桐，梓涵，海燕，宏伟，晓静，思琪，俊杰，桂兰，浩然，敏，磊，婷婷，国栋，淑珍，鹏飞，春梅，"
    "一鸣，玉洁，永康，佳怡，振华，丹丹，旭东，瑞雪，子轩，",
)

_BALANCE = """\
流动资产：||||流动负债：|||
货币资金|1|1,386,204.57|972,518.30|短期借款|32|800,000.00|500,000.00
交易性金融资产|2|150,000.00|0.00|应付票据|33|0.00|120,000.00
应收票据|3|64,870.00|38,400.00|应付账款|34|735,918.26|688,047.91
应收账款|4|918,463.22|1,047,395.86|预收款项|35|42,600.00|57,150.00
预付款项|5|83,120.40|66,905.18|合同负债|36|118,734.51|96,208.77
其他应收款|6|27,519.63|31,840.09|应付职工薪酬|37|213,486.90|198,375.42
存货|7|642,087.15|587,963.74|应交税费|38|76,041.38|81,529.66
合同资产|8|0.00|0.00|其他应付款|39|154,209.07|149,883.25
其他流动资产|9|19,364.88|22,107.53|一年内到期的非流动负债|40|60,000.00|60,000.00
流动资产合计|10|3,291,629.85|2,767,130.70|流动负债合计|41|2,200,990.12|1,951,195.01
非流动资产：||||非流动负债：|||
长期股权投资|11|300,000.00|300,000.00|长期借款|42|640,000.00|700,000.00
投资性房地产|12|0.00|0.00|应付债券|43|0.00|0.00
固定资产|13|2,418,736.94|2,586,410.37|长期应付款|44|95,280.00|127,040.00
在建工程|14|187,450.00|74,300.00|递延收益|45|36,000.00|48,000.00
使用权资产|15|511,238.16|613,485.79|递延所得税负债|46|8,417.33|7,962.05
无形资产|16|96,875.25|104,312.50|非流动负债合计|47|779,697.33|883,002.05
商誉|17|0.00|0.00|负债合计|48|2,980,687.45|2,834,197.06
长期待摊费用|18|132,694.08|171,583.42|所有者权益：|||
递延所得税资产|19|14,206.71|11,938.64|实收资本|49|3,000,000.00|3,000,000.00
其他非流动资产|20|45,000.00|45,000.00|资本公积|50|260,000.00|260,000.00
非流动资产合计|21|3,706,201.14|3,907,030.72|盈余公积|51|107,514.35|91,283.66
|||| 未分配利润|52|649,629.19|488,680.70
|||| 所有者权益合计|53|4,017,143.54|3,839,964.36
资产总计|22|6,997,830.99|6,674,161.42|负债和所有者权益总计|54|6,997,830.99|6,674,161.42"""

_FORM = """\
企业名称|芜湖市镜湖区沐晨托育服务有限公司
统一社会信用代码|91340202MA8LQ4WD5A
法定代表人|蔺晓瑜|联系电话|0553-3847621
注册地址|芜湖市镜湖区吉和街道中山北路77号侨鸿国际商城写字楼1906室
经营地址|同注册地址
所属行业|居民服务业|企业划型|微型企业
上年末从业人数|14人|上年度营业收入|126.83万元
本年参保人数|13人|申请减免月份|2020年2月至4月
承租房屋面积|172.6平方米|月租金|7,940.00元
减免租金合计（大写）|贰万叁仟捌佰贰拾元整
开户银行|中国农业银行股份有限公司芜湖镜湖支行
银行账号|12631001040019385
申请理由|受新冠肺炎疫情影响，我单位自二月起停业至四月下旬，
|营业收入同比下降超过百分之六十，现申请减免房屋租金。
承诺|本单位承诺所提供的材料真实、合法、有效，如有虚假愿
|意承担相应的法律责任，并退回全部已减免的租金。
街道初审意见|情况属实，同意上报。
区主管部门意见|符合减免条件，予以减免三个月租金。"""

_LICENCE = """\
统一社会信用代码|91340826MA2TH9PX0Y
名称|宿松县鑫垚盛建材贸易有限公司
类型|有限责任公司（自然人投资或控股）
法定代表人|汪旻昊
注册资本|贰佰万圆整
成立日期|2018年10月23日
营业期限|2018年10月23日至2038年10月22日
住所|安徽省安庆市宿松县孚玉镇龙山路与振兴大道交叉口东侧12号
经营范围|建筑材料、装饰材料、五金交电、陶瓷制品、卫生洁具、门窗、
|防水材料、保温材料销售；室内外装饰工程设计与施工；货物运
|输代理；机械设备租赁。（依法须经批准的项目，经相关部门批
|准后方可开展经营活动）"""

_CERTIFICATE = """\
兹证明马鞍山市花山区毓秀幼儿园（单位编号：3405030027156）已按规定参加企业职工基本养老
保险、失业保险和工伤保险，截至2020年3月31日，该单位参保职工共计37人，其中在职人员35人，
退休返聘人员2人。2019年1月至2020年3月期间缴费情况如下，累计应缴金额与实缴金额一致，无欠费。"""


def _contract() -> _Sheet:
    sheet = _Sheet()
    sheet.write(235, 40, "房屋租赁合同", HEI, 18)
    sheet.right(548, 66, "合同编号：HF-2019-0227-08", FANG, 9)
    for i, line in enumerate(_CONTRACT.splitlines()):
        sheet.write(62, 84 + 17.2 * i, line, HEI if line.startswith("第") and len(line) < 16 else FANG, 10.8)
    return sheet


def _roster() -> _Sheet:
    sheet = _Sheet()
    sheet.write(170, 36, "社会保险单位职工参保缴费明细表", HEI, 16)
    sheet.write(40, 64, "单位名称：铜陵市义安区翊航电子科技有限公司", FANG, 10)
    sheet.right(555, 64, "缴费月份：202003", FANG, 10)
    columns = [36.0, 66, 118, 236, 300, 362, 424, 484, 559]
    sheet.grid(columns, 80, 21.5, 32)
    rng = np.random.default_rng(29)
    rows = [["序号", "姓名", "公民身份号码", "缴费基数", "养老单位", "养老个人", "失业单位", "参保状态"]]
    for n in range(31):
        base = int(rng.integers(3200, 12000))
        number = f"3407{rng.integers(10, 99)}19{rng.integers(62, 99)}{rng.integers(1, 12):02d}{rng.integers(1, 28):02d}"
        number += f"{rng.integers(0, 999):03d}"
        number += next(check for check in "0123456789X" if masking.checked(number + check))
        name = _SURNAMES[(7 * n) % len(_SURNAMES)] + _GIVEN[n % len(_GIVEN)]
        amounts = [f"{base * share:.2f}" for share in (1.0, 0.16, 0.08, 0.005)]
        rows.append([str(n + 1), name, number, *amounts, "暂停缴费" if n % 9 == 4 else "正常缴费"])
    for i, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            sheet.write(x + 4, 85 + 21.5 * i, text, FANG, 10)
    sheet.write(40, 782, "经办机构：铜陵市义安区社会保险事业管理中心　打印日期：2020年4月8日", FANG, 10)
    return sheet


def _balance() -> _Sheet:
    sheet = _Sheet()
    sheet.write(255, 34, "资产负债表", SONG, 18)
    sheet.write(36, 66, "编制单位：滁州市南谯区冶宸机械配件制造有限公司", SONG, 9)
    sheet.write(270, 66, "2019年12月31日", SONG, 9)
    sheet.right(560, 66, "单位：元", SONG, 9)
    columns = [34.0, 132, 152, 228, 304, 408, 428, 498, 564]
    rows = [line.split("|") for line in _BALANCE.splitlines()]
    head = ["资产", "行次", "期末余额", "年初余额", "负债和所有者权益", "行次", "期末余额", "年初余额"]
    sheet.grid(columns, 82, 24.0, len(rows) + 1)
    for i, row in enumerate([head, *rows]):
        for k, cell in enumerate(row):
            text, y = cell.strip(), 90 + 24.0 * i
            if not text:
                continue
            if i and k % 4 >= 2:
                sheet.right(columns[k + 1] - 3, y, text, SONG, 9)
            else:
                sheet.write(columns[k] + 3, y, text, SONG, 9 if k % 4 != 1 or i else 7.5)
    foot = 92 + 24.0 * (len(rows) + 1)
    sheet.write(36, foot, "单位负责人：厉承泽　　　　主管会计工作负责人：蒙敏华　　　　会计机构负责人：卞亦舒", SONG, 9)
    return sheet


def _pairs(sheet: _Sheet, text: str, face: Face, size: float, *, left: float, top: float, step: float) -> None:
    """Labels and what stands behind them, one or two to a row."""
    for i, line in enumerate(text.splitlines()):
        cells = line.split("|")
        for x, cell in zip((left, left + 124, left + 290, left + 384), cells, strict=False):
            if cell:
                sheet.write(x, top + step * i, cell, face, size)


def _form() -> _Sheet:
    sheet = _Sheet()
    sheet.write(150, 40, "中小微企业房屋租金减免申请表", HEI, 18)
    sheet.write(60, 74, "填表日期：2020年5月12日", KAI, 11)
    _pairs(sheet, _FORM, KAI, 11, left=64, top=104, step=33)
    for i in range(len(_FORM.splitlines()) + 1):
        sheet.line(56, 94 + 33 * i, 545, 94 + 33 * i)
    for x in (56.0, 180, 545):
        sheet.line(x, 94, x, 94 + 33 * len(_FORM.splitlines()))
    return sheet


def _licence() -> _Sheet:
    sheet = _Sheet((842.0, 595.0))
    sheet.write(340, 60, "营业执照", KAI, 38)
    sheet.write(600, 100, "（副本）", KAI, 16)
    for i, line in enumerate(_LICENCE.splitlines()):
        label, value = line.split("|")
        if label:
            sheet.write(96, 140 + 27 * i, label, HEI, 13)
        sheet.write(230, 140 + 27 * i, value, SONG, 14)
    sheet.write(540, 480, "登记机关：宿松县市场监督管理局", SONG, 13)
    sheet.write(540, 506, "2020年1月6日", SONG, 13)
    sheet.write(96, 545, "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告。", SONG, 10)
    return sheet


def _certificate() -> _Sheet:
    sheet = _Sheet()
    sheet.write(196, 60, "社会保险参保缴费证明", HEI, 20)
    for i, line in enumerate(_CERTIFICATE.splitlines()):
        sheet.write(60, 116 + 24 * i, line, FANG, 11)
    columns = [60.0, 140, 250, 340, 440, 536]
    sheet.grid(columns, 210, 25, 16)
    rows = [["缴费年月", "险种", "参保人数", "应缴金额", "实缴金额"]]
    for n in range(15):
        year, month = divmod(n, 12)
        count, paid = 33 + n * 7 % 6, f"{28413.6 + 317.42 * (n * 5 % 7):.2f}"
        kind = ("企业养老", "失业保险", "工伤保险")[n % 3]
        rows.append([f"{2019 + year}年{month + 1:02d}月", kind, f"{count}", paid, paid])
    for i, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            sheet.write(x + 8, 216 + 25 * i, text, FANG, 11)
    sheet.write(60, 640, "验证码：QK7T-29XD-4MPR-81VB　经办人：褚亦涵　打印时间：2020-04-09 15:27:43", FANG, 11)
    sheet.write(60, 664, "本证明由参保单位自行打印，盖章有效，涂改无效。", FANG, 11)
    return sheet


#: characters of names that few documents hold; a good part is in no alphabet of the fast networks
RARE = "堃喆犇淼焱鑫垚翀翾赟頔旸昇晟珺琰玥璟璎瑄瓒祎禛筱甯郜亓仝逄靳闫谌缪亶懿麒彧翯龑"


def rare_names() -> list[str]:
    """Thirty-nine names, each with one character of :data:`RARE`."""
    return [_SURNAMES[i % len(_SURNAMES)] + rare + "明文宇涵"[i % 4] for i, rare in enumerate(RARE)]


def rare_roster(face: Face = HEI) -> Scan:
    """A list of :func:`rare_names`, three to a row."""
    sheet = _Sheet()
    sheet.write(220, 40, "参训人员名单", face, 18)
    columns = [60.0, 95, 190, 225, 320, 355, 450]
    sheet.grid(columns, 80, 26, 13)
    for i, name in enumerate(rare_names()):
        x, y = columns[2 * (i % 3)], 86 + 26 * (i // 3)
        sheet.write(x + 5, y, str(i + 1), face, 11)
        sheet.write(x + 42, y, name, face, 11)
    return Scan("names", "clean", sheet.image, "".join(sheet.text))


_KINDS: dict[str, Callable[[], _Sheet]] = {
    "contract": _contract,
    "roster": _roster,
    "balance": _balance,
    "form": _form,
    "licence": _licence,
    "certificate": _certificate,
}


def clean() -> list[Scan]:
    """One page of each kind as a good scanner gives it: a breath of blur and noise."""
    return [_scan(kind, "clean") for kind in _KINDS]


def worn(kinds: int = 6) -> list[Scan]:
    """Pages of the first ``kinds`` kinds under each wearing in turn, so that every pair of wearing and page differs."""
    names = list(_KINDS)[:kinds]
    return [_scan(names[i % len(names)], wear) for i, wear in enumerate(WEARS)]


def every_wear() -> list[Scan]:
    """Every kind under every wearing."""
    return [_scan(kind, wear) for kind in _KINDS for wear in WEARS]


def _scan(kind: str, wear: str) -> Scan:
    sheet = _KINDS[kind]()
    bare = scanned(sheet.image, blur=0.6, noise=5, quality=85) if wear == "clean" else WEARS[wear](sheet.image)
    return Scan(kind, wear, bare, "".join(sheet.text))
