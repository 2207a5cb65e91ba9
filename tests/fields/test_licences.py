"""Business licences of different years and forms, reductions and certificates, and papers that are none of them."""

from __future__ import annotations

import pytest

from tests.fields.paper import Got

UPRIGHT = """
^营　业　执　照
^（副　本）（2-1）
\t\t\t统一社会信用代码 91110108MA00H5K27M
名　　称 北京青石板文化传播有限公司
类　　型 有限责任公司（自然人投资或控股）
住　　所 北京市朝阳区八里庄北里129号院8号楼12层
法定代表人 周颖
注册资本 人民币伍佰万元整
成立日期 2015年06月18日
营业期限 2015年06月18日 至 2035年06月17日
经营范围 组织文化艺术交流活动；设计、制作、代理、发布广告。
\t\t登记机关
\t\t北京市工商行政管理局朝阳分局
\t\t2017 年 05 月 09 日
"""

LANDSCAPE = """
统一社会信用代码\t\t^营业执照
91420106MADH7N25XH
名称\t武汉晓航智能科技有限公司\t\t注册资本\t壹佰万元整
类型\t有限责任公司\t\t成立日期\t2019年03月12日
法定代表人\t梁一\t\t营业期限\t长期
经营范围\t软件开发。\t\t住所\t武汉市洪山区珞喻路1037号
登记机关 武汉市洪山区市场监督管理局
2019年3月12日
"""

BRANCH = """
^营业执照
统一社会信用代码：91310000132200821H
名称：上海云麓餐饮管理有限公司北京朝阳分公司
类型：有限责任公司分公司
营业场所：北京市朝阳区朝阳门外大街18号丰联广场B1层
负责人：高明
成立日期：2018-11-02
营业期限：2018-11-02至长期
经营范围：餐饮服务。
登记机关：北京市朝阳区市场监督管理局
2018年11月2日
"""

SOLE = """
^营业执照
统一社会信用代码 92110105MA00000GX2
经营者 孙梅
名称 北京市朝阳区梅梅便利店
类型 个体工商户
经营场所 北京市朝阳区团结湖南里16号楼1层底商
组成形式 个人经营
注册日期 2016年08月30日
经营范围 零售日用品、食品。
登记机关
北京市工商行政管理局朝阳分局
2016年08月30日
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            UPRIGHT,
            {
                "name": "北京青石板文化传播有限公司",
                "credit_code": "91110108MA00H5K27M",
                "type": "有限责任公司(自然人投资或控股)",
                "address": "北京市朝阳区八里庄北里129号院8号楼12层",
                "registered_capital_yuan": "5000000.00",
                "established": "2015-06-18",
                "term_start": "2015-06-18",
                "term_end": "2035-06-17",
                "issue_date": "2017-05-09",
                "registrar": "北京市工商行政管理局朝阳分局",
            },
        ),
        (
            LANDSCAPE,
            {
                "name": "武汉晓航智能科技有限公司",
                "credit_code": "91420106MADH7N25XH",
                "address": "武汉市洪山区珞喻路1037号",
                "registered_capital_yuan": "1000000.00",
                "established": "2019-03-12",
                "term_start": None,
                "term_end": None,
                "registrar": "武汉市洪山区市场监督管理局",
            },
        ),
        (
            BRANCH,
            {
                "name": "上海云麓餐饮管理有限公司北京朝阳分公司",
                "legal_representative": "高明",
                "address": "北京市朝阳区朝阳门外大街18号丰联广场B1层",
                "registered_capital_yuan": None,
                "established": "2018-11-02",
                "term_start": "2018-11-02",
                "term_end": None,
                "registrar": "北京市朝阳区市场监督管理局",
            },
        ),
        (
            SOLE,
            {
                "name": "北京市朝阳区梅梅便利店",
                "type": "个体工商户",
                "legal_representative": "孙梅",
                "established": "2016-08-30",
                "registered_capital_yuan": None,
                "issue_date": "2016-08-30",
            },
        ),
    ],
    ids=["upright", "landscape", "branch", "sole"],
)
def test_a_licence_gives_what_it_says(text: str, expected: dict[str, object]) -> None:
    got = Got(text)
    assert got.kind == "business_licence"
    assert {name: got[name] for name in expected} == expected


def test_a_code_that_fails_its_check_is_shown_but_never_sure() -> None:
    got = Got(UPRIGHT.replace("91110108MA00H5K27M", "91110108MA00H5K27N"))
    field = got.field("credit_code")
    assert (field.value, field.sure) == ("91110108MA00H5K27N", False)
    assert "-credit_code" in field.checks


def test_a_letter_in_place_of_a_digit_is_put_right_only_where_the_check_proves_it() -> None:
    assert Got(UPRIGHT.replace("91110108MA00H5K27M", "9111O108MA00H5K27M"))["credit_code"] == "91110108MA00H5K27M"


REDUCTION = """
^房屋租金减免协议
甲方（出租方）：北京恒茂商业管理有限公司
乙方（承租方）：北京一碗春餐饮有限公司
鉴于双方于2018年6月1日签订了《房屋租赁合同》，乙方承租甲方位于北京市朝阳区建国路88号1层105的房屋，月租金为人民币60,000元。
受疫情影响，双方协商一致：
一、甲方同意免收乙方2020年3月、4月租金，减免金额共计人民币壹拾贰万元整（￥120,000.00）。
二、本协议一式两份。
甲方（盖章）：\t\t乙方（盖章）：
日期：2020年3月2日\t\t日期：2020年3月2日
"""

LETTER = """
^关于减免租金的告知函
致：北京一碗春餐饮有限公司
为支持中小微企业共渡难关，我公司决定减免贵公司承租的北京市朝阳区建国路88号1层105自2020年2月1日至2020年4月30日期间的租金。
减免租金总额：￥90,000.00元（大写：玖万元整）。
特此函告。
北京恒茂商业管理有限公司
2020年2月20日
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            REDUCTION,
            {
                "lessor": "北京恒茂商业管理有限公司",
                "lessee": "北京一碗春餐饮有限公司",
                "address": "北京市朝阳区建国路88号1层105",
                "months": ["2020-03", "2020-04"],
                "monthly_rent_yuan": "60000.00",
                "reduction_yuan": "120000.00",
                "sign_date": "2020-03-02",
            },
        ),
        (
            LETTER,
            {
                "lessor": "北京恒茂商业管理有限公司",
                "lessee": "北京一碗春餐饮有限公司",
                "months": ["2020-02", "2020-03", "2020-04"],
                "reduction_yuan": "90000.00",
                "sign_date": "2020-02-20",
            },
        ),
    ],
    ids=["agreement", "letter"],
)
def test_a_reduction_is_not_a_lease(text: str, expected: dict[str, object]) -> None:
    got = Got(text)
    assert got.kind == "rent_reduction"
    assert {name: got[name] for name in expected} == expected


CERTIFICATE = """
^认定证书
证书编号：京科孵2018-037
北京蓝桥孵化器管理有限公司：
经评审，认定你单位为国家级科技企业孵化器。
统一社会信用代码：91110108MA00H5K27M
有效期三年。
\t\t\t北京市科学技术委员会
\t\t\t二〇一八年十二月三日
"""

PLAQUE = """
^朝阳区文化创意产业园区认定证明
兹证明北京铜锣湾文化发展有限公司运营的铜锣湾园区，符合条件，认定为朝阳区文化创意产业园区。
认定单位：北京市朝阳区文化创意产业领导小组办公室
发证日期：2019年8月5日
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            CERTIFICATE,
            {
                "holder": "北京蓝桥孵化器管理有限公司",
                "title": "国家级科技企业孵化器",
                "level": "国家级",
                "carrier_type": "科技企业孵化器",
                "issuer": "北京市科学技术委员会",
                "issue_date": "2018-12-03",
                "certificate_no": "京科孵2018-037",
            },
        ),
        (
            PLAQUE,
            {
                "holder": "北京铜锣湾文化发展有限公司",
                "title": "朝阳区文化创意产业园区",
                "level": "区级",
                "carrier_type": "文化产业园",
                "issue_date": "2019-08-05",
            },
        ),
    ],
    ids=["certificate", "plaque"],
)
def test_a_certificate_gives_what_it_says(text: str, expected: dict[str, object]) -> None:
    got = Got(text)
    assert got.kind == "recognition_certificate"
    assert {name: got[name] for name in expected} == expected


@pytest.mark.parametrize(
    "text",
    [
        "^产品服务费结算单\n产品名称\t订单数量\t税率\t本期结算金额\n场租费\t\t6%\t126743.56\n合计\t\t\t5483024.32\n盖章：\t日期：",
        "^车辆租赁合同\n出租方：北京顺达汽车租赁有限公司\n承租方：李四\n租赁期限自2019年1月1日起至2019年12月31日止。月租金为3000元，押金5000元。",
        "^通知\n各租户：请于本月25日前缴清房屋租金、物业费。出租方联系电话见前台。\n北京恒茂商业管理有限公司\n2020年3月1日",
        "^增值税专用发票\n购买方名称：北京一碗春餐饮有限公司\n*经营租赁*房屋租金\t60000.00\n价税合计（大写）陆万元整",
        "^民事判决书\n原告与被告房屋租赁合同纠纷一案，双方签订《房屋租赁合同》，约定月租金5000元，租期一年，押金5000元。出租方甲方、承租方乙方各执一词。",
        "^授权委托书\n兹委托张三办理营业执照登记，提交营业执照副本复印件。统一社会信用代码：91110108MA00H5K27M",
        "^会议纪要\n讨论了减免租金的政策，以及社会保险缴费证明的开具。",
        "",
    ],
    ids=["settlement", "car", "notice", "invoice", "judgment", "authority", "minutes", "nothing"],
)
def test_other_papers_are_no_kind_here(text: str) -> None:
    got = Got(text)
    assert got.kind == "other"
    assert got.values() == {}


PUBLIC_REGISTER = """
^国家企业信用信息公示系统
企业名称：北京四季锦程酒店有限公司
统一社会信用代码：91110108MA00H5K27M
营业执照信息
类型：有限责任公司\t法定代表人：钱进
注册资本：100万人民币\t成立日期：2019年05月16日
登记机关：北京市朝阳区市场监督管理局\t核准日期：2019年05月16日
登记状态：存续（在营、开业、在册）
经营范围：住宿
"""

FOOD = """
^食品经营许可证
经营者名称：北京海纳川流餐饮管理有限公司\t许可证编号：JY21105012345678
统一社会信用代码：91110108MA00H5K27M
法定代表人（负责人）：刘海川
住所：北京市朝阳区望京东园四区7号楼
经营场所：北京市朝阳区望京东园四区7号楼15层
经营项目：热食类食品制售
发证机关：北京市朝阳区市场监督管理局
2019年06月11日
有效期至2024年06月10日
"""

ACCOUNT = """
^开户许可证
核准号：J1000123456701
经审核，北京海纳川流餐饮管理有限公司符合开户条件，准予开立基本存款账户。
法定代表人（单位负责人）刘海川
开户银行 中国工商银行股份有限公司北京望京支行
发证机关（盖章）
2019年04月02日
"""

TAX = """
^税务登记证
纳税人名称：北京恒通达机电设备有限责任公司
法定代表人（负责人）：赵建国
登记注册类型：有限责任公司
经营范围：销售机械设备
批准设立机关：北京市工商行政管理局朝阳分局
发证税务机关
二〇〇九年八月一日
"""

ORGANISATION_CODE = """
^中华人民共和国组织机构代码证
代码：12345678-9
机构名称：北京恒通达机电设备有限责任公司
机构类型：企业法人 法定代表人：赵建国
有效期：自2009年8月3日至2013年8月3日
颁发单位：北京市朝阳区质量技术监督局
"""

LOST = """
^营业执照遗失声明
北京四季锦程酒店有限公司遗失营业执照正、副本，统一社会信用代码：91110108MA00H5K27M，特声明作废。
2020年3月2日
"""


@pytest.mark.parametrize(
    "text",
    [PUBLIC_REGISTER, FOOD, ACCOUNT, TAX, ORGANISATION_CODE, LOST],
    ids=["register", "food", "account", "tax", "organisation", "lost"],
)
def test_what_only_speaks_of_a_licence_is_none(text: str) -> None:
    assert Got(text).kind == "other"


@pytest.mark.parametrize(
    ("name", "kind", "code", "failed"),
    [
        ("北京青石板文化传播有限公司", "有限责任公司(自然人投资或控股)", "91110108MA00H5K27M", False),
        ("北京青石板文化传播有限公司", "个体工商户", "91110108MA00H5K27M", True),
        ("北京市朝阳区梅梅便利店", "个体工商户", "92110105MA00000GX2", False),
        ("北京市朝阳区梅梅便利店", "有限责任公司分公司", "92110105MA00000GX2", True),
        ("宁波星瀚股权投资合伙企业（有限合伙）", "有限合伙企业", "91110108MA00H5K27M", False),
        ("上海云麓餐饮管理有限公司北京朝阳分公司", "有限责任公司分公司", "91110108MA00H5K27M", False),
        ("北京第一机床厂", "全民所有制", "91110108MA00H5K27M", False),
    ],
)
def test_name_type_and_code_tell_one_legal_form(name: str, kind: str, code: str, failed: bool) -> None:
    text = UPRIGHT.replace("北京青石板文化传播有限公司", name).replace("91110108MA00H5K27M", code)
    got = Got(text.replace("有限责任公司（自然人投资或控股）", kind))
    assert got["name"] is not None and got["type"] == kind
    assert ("-goes_with" in got.field("type").checks) is failed
    assert not failed or not got.field("type").sure
    assert any(problem.code == "check.goes_with" for problem in got.extraction.problems) is failed


def test_the_founding_date_low_on_the_sheet_is_no_date_of_issue() -> None:
    short = "\n".join(line for line in LANDSCAPE.splitlines() if not line.startswith(("登记机关", "2019", "经营范围")))
    low = (
        short.replace("类型\t有限责任公司\t\t成立日期\t2019年03月12日\n", "类型\t有限责任公司\n")
        + "\n成立日期\t2019年03月12日\n"
    )
    got = Got(low)
    assert got["established"] == "2019-03-12"
    assert got["issue_date"] is None
