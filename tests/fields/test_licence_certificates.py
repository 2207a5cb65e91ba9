"""Certificates that schools have in a licence's stead; offices without a label; labels in two languages."""

from __future__ import annotations

import pytest

from extractors.extract import extract
from tests.fields.paper import Got
from tests.fields.test_licence_forms import FOOT, HEAD, Printed, rows, sheet

PUBLIC = """^事业单位法人证书
^(副本)
^统一社会信用代码 12110105400658213X
名　　称\t\t北京市朝阳区望和社区服务中心
宗旨和业务范围\t\t提供社区服务。养老服务与家政培训
住　　所\t\t北京市朝阳区望和桥东路5号
法定代表人\t\t于海
经费来源\t\t财政补贴
开办资金\t\t￥120万元
举办单位\t\t北京市朝阳区民政局
登记管理机关\t\t北京市朝阳区事业单位登记管理局
有效期\t\t自2019年03月01日至2024年02月29日
请于每年3月31日前向登记管理机关报送上一年度的年度报告"""
PRIVATE = """^民办非企业单位登记证书
^(法人)
统一社会信用代码：52110105MJ01234568
名称：\t\t北京市朝阳区明德职业技能培训学校
业务范围：\t\t四级及以下职业技能培训
住所：\t\t北京市朝阳区金盏东路18号2幢
法定代表人：\t\t罗敏
开办资金：\t\t人民币叁拾万元
业务主管单位：\t\t北京市朝阳区人力资源和社会保障局
有效期限：\t\t2018年7月4日至2022年7月3日
\t\t\t\t发证机关：北京市朝阳区民政局
\t\t\t\t发证日期：2018年7月4日"""
LAW_FIRM = """^律师事务所执业许可证
统一社会信用代码：31110000MD0123456X

北京清和律师事务所，符合《律师法》及《律师事务所管理办法》规定的条件，准予设立并执业。

发证机关：北京市司法局
发证日期：2020年11月17日\f^律师事务所登记事项(一)
住　所\t\t北京市朝阳区光华路9号B座1201
负责人\t\t章越
组织形式\t\t普通合伙
设立资产\t\t30.0万元
主管机关\t\t朝阳区司法局
批准文号\t\t京司许律〔2016〕8号
批准日期\t\t2016年08月26日"""


def test_the_certificate_of_a_private_school_is_read_as_a_licence() -> None:
    got = Got(PRIVATE)
    found = got.values()
    assert got.kind == "business_licence"
    expected = {
        "name": "北京市朝阳区明德职业技能培训学校",
        "address": "北京市朝阳区金盏东路18号2幢",
        "registrar": "北京市朝阳区民政局",
        "issue_date": "2018-07-04",
    }
    assert {name: found.get(name) for name in expected} == expected
    # how long the certificate holds is no term of business, and the funds of a founder are no registered capital
    assert not {"term_start", "term_end", "registered_capital_yuan", "established", "type"} & set(found)


@pytest.mark.parametrize("text", [PUBLIC, LAW_FIRM], ids=["public institution", "law firm"])
def test_the_certificate_of_what_is_no_enterprise_is_no_licence(text: str) -> None:
    assert Got(text).kind != "business_licence"


@pytest.mark.parametrize(
    "title", ["民办学校办学许可证", "食品经营许可证", "开户许可证", "医疗机构执业许可证", "税务登记证"]
)
def test_a_permit_is_no_licence(title: str) -> None:
    assert Got(PRIVATE.replace("民办非企业单位登记证书", title)).kind != "business_licence"


@pytest.mark.parametrize("labelled", [True, False], ids=["under its label, with other words beside it", "alone"])
def test_the_office_that_registers_is_known_by_its_name(labelled: bool) -> None:
    foot = [(x, y, text) for x, y, text in FOOT if labelled or text != "登记机关"]
    office: list[Printed] = [(380, 450, "扫描二维码查询更多信息"), (560, 452, "成都市武侯区行政审批局")]
    printed = [*HEAD, *rows(60, 150, (170, "名称", [(170, "成都四季锦程酒店有限公司")]),
                            (190, "类型", [(190, "有限责任公司")]), (210, "住所", [(210, "成都市武侯区一环路88号")])),
               *foot, *office]  # fmt: skip
    found = {field.name: field.value for field in extract(sheet(printed)).fields}
    assert found["registrar"] == "成都市武侯区行政审批局"


def test_a_label_in_english_is_no_part_of_the_value_beside_it() -> None:
    form = [
        (170, "名　　称", "Name", "苏州维拓精密部件有限公司"),
        (200, "类　　型", "Type", "有限责任公司(外国法人独资)"),
        (230, "住　　所", "Domicile", "苏州工业园区星海街28号"),
        (260, "法定代表人", "Legal Representative", "MARTIN KRAUSE"),
    ]
    printed = list(HEAD)
    for top, label, english, value in form:
        printed += [(60, top, label), (60, top + 13, english), (170, top, value)]
    found = {field.name: field.value for field in extract(sheet([*printed, *FOOT])).fields}
    assert [found[name] for name in ("name", "type", "address", "legal_representative")] == [row[3] for row in form]


LICENCE = """^营业执照
统一社会信用代码 91110105MA01ABCD19
名　　称\t\t北京晨星餐饮管理有限公司
类　　型\t\t有限责任公司(自然人独资)
住　　所\t\t北京市朝阳区建国路88号院3号楼1层101
法定代表人\t\t王小明
成立日期\t\t2018年06月12日
经营范围\t\t餐饮服务。
登记机关
北京市朝阳区市场监督管理局
2018年06月12日"""
BEHIND = {
    "permit": """^食品经营许可证
经营者名称：\t\t北京晨星餐饮管理有限公司食堂
住所：\t\t北京市大兴区兴华路9号
经营场所：\t\t北京市大兴区兴华路9号一层
发证机关：北京市大兴区市场监督管理局
2020年3月5日""",
    "bank": """^开户许可证
北京晨星餐饮管理有限公司符合开户条件，准予开立基本存款账户。
发证机关 中国人民银行营业管理部
2019年7月2日""",
    "identity card": "姓名 王小明\n住址 北京市通州区新华大街7号2单元301室\n签发机关 北京市公安局通州分局",
}


@pytest.mark.parametrize("behind", BEHIND.values(), ids=BEHIND)
@pytest.mark.parametrize("first", [True, False])
def test_what_is_bound_with_a_licence_says_nothing_sure_of_it(behind: str, first: bool) -> None:
    got = Got("\f".join((LICENCE, behind) if first else (behind, LICENCE)))
    own = Got(LICENCE).values()
    assert got.kind == "business_licence"
    assert got["name"] == own["name"] and got["registrar"] in (own["registrar"], None)
    for field in got.extraction.fields:
        assert not field.sure or got[field.name] == own[field.name], field.name


def test_an_address_whose_beginning_was_not_read_is_none() -> None:
    cut = [(60, 170, "名称"), (150, 170, "北京四季锦程酒店有限公司"), (60, 190, "类型"), (150, 190, "有限责任公司"),
           (60, 210, "住所"), (150, 210, "号望京中心C座1711室")]  # fmt: skip
    assert "address" not in {field.name for field in extract(sheet([*HEAD, *cut, *FOOT])).fields}
