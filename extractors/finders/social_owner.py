"""Whose a social-insurance record is: the unit's name and its number at the bureau."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.finders import social_about as about
from extractors.finders.cells import below, beside
from extractors.finders.findings import Findings
from extractors.finders.patterns import COMPLETE
from extractors.model import Document, Evidence
from extractors.tables.celltext import CellText
from extractors.tables.stream import evidence
from extractors.textmap import TextMap

_WHO = (
    r"(?:现?参保|当前|用人|缴费|工作|申报|投保|填报|编制|制表|所在)?单位|组织机构|企业|公司|缴费人|纳税人|付款人|缴款人"
    r"|缴款单位"
)
_STAMPED = r"(?:\((?:盖章|公章|签章|全称|章|加盖公章)\))?"
_UNIT = re.compile(
    rf"(?:(?<!经办)(?<!征收)(?<!收款)(?<!出具)(?<!打印)(?<!开户)(?:{_WHO})(?:名称|全称)(?:及纳税人识别号)?{_STAMPED}[:;]?"
    rf"|(?:(?:现?参保|缴费|用人|投保|申报|填报|编制|制表|所在)单位|(?<![一-龥])单位){_STAMPED}:)[ \t]*"
    r"(?P<v>[^\t\n:;,。]{4,50}?)(?=[\t\n,。;]|$|(?<=[司店厂心院校团])[一-龥]{2,6}:|"
    r"(?<=[司店厂心院校团行部])[ \t]?[0-9A-Z]{15,20}(?![0-9A-Z])|"
    r"第\d{1,3}页|共\d{1,3}页|单位(?:编号|编码|代码|社保)|统一社会|社会保险登记|组织机构|校验码|验证码|所属|缴费年月|统计|打印|制表|费款)"
)
_UNIT_SENTENCE = re.compile(
    r"(?m)(?:兹证明|兹有|证明|现有|经(?:系统)?(?:查询?|核实|核查|审核)|[我本该](?:单位|公司)\(|^)[,:]?[_ ]*"
    r"(?!兹|[我本该](?:单位|公司)|其中)"
    r"(?P<v>[一-龥A-Za-z0-9()]{3,40}?(?:公司|厂|店|中心|研究院|学校|医院|事务所|合作社|协会|酒店|集团|商行|经营部|工作室))"
    r"[_ ]*(?=[(),:。]|在|已|自|为|于|系|单位|参加|参保|统一|截至|依法|共|本月|当月|目前|现有|\d{4}年)"
)
_UNIT_NO = re.compile(
    r"(?:单位(?:社保)?(?:编号|编码|代码|社保号|参保号)|社会保险登记(?:证)?(?:编号|编码|号码?|码)|单位社会保险(?:登记)?号|社保登记(?:证)?号?码?|社保编号)"
    r"(?:为|是)?[:;]?[ \t_]*(?P<v>[0-9A-Za-z-]{4,20})(?![0-9A-Za-z])"
)
_NAME_HEAD = re.compile(rf"(?:{_WHO})(名称|全称){_STAMPED}|(现?参保|缴费|填报|申报|编制)单位{_STAMPED}")
#: how the names of those who employ end
_BODY = re.compile(
    r"(公司|厂|店|中心|院|校|所|社|会|集团|行|部|室|馆|站|园|处|局|酒店|企业|工厂|超市|餐厅|饭庄|作坊)([(].*[)])?$"
)
_NO_HEAD = re.compile(r"单位(社保)?(编号|编码|代码|社保号)|社会保险登记(证)?(编)?(号码?|码)|社保(登记)?(编)?(号码?|码)")
_SEAL = re.compile(r"\((盖章|公章|章|签章|加盖公章|单位公章)\)$")
_BUREAU = re.compile(r"社会.{0,4}保险|保险(基金|事业|中心)|社保|就业(服务|管理)|人力资源|医疗保障|税务")


#: the rest of a name that its line or cell cut off
_REST = re.compile(
    r"[一-龥()A-Za-z0-9]{1,20}?(?:公司|厂|店|中心|院|学校|事务所|合作社|协会|商行|经营部|工作室)(?![一-龥])"
)


@dataclass(frozen=True, slots=True)
class _Said:
    value: str
    evidence: tuple[Evidence, ...]
    whole: bool = True  #: False where a name may have been cut off


def owner(found: Findings, document: Document, lines: TextMap, flow: TextMap) -> None:
    """Adds ``unit_name`` and ``unit_no``; several different ones are ambiguous."""
    names, numbers = (_told(document, lines, flow, name) for name in ("unit_name", "unit_no"))
    if len(names) == 1:
        found.add("unit_name", names[0].value, names[0].evidence, 0.95, kind="name", doubtful=not names[0].whole)
    elif names:
        found.lacking("unit_name", "ambiguous")
    if len(numbers) == 1:
        found.add("unit_no", numbers[0].value, numbers[0].evidence, 0.95, kind="code")
    elif numbers:
        found.lacking("unit_no", "ambiguous")


def _told(document: Document, lines: TextMap, flow: TextMap, name: str) -> list[_Said]:
    """The values of the first way of telling that tells any: a form's cell, a label, a sentence, a heading."""
    named = name == "unit_name"
    label, head = (_UNIT, _NAME_HEAD) if named else (_UNIT_NO, _NO_HEAD)
    told: dict[str, _Said] = {}

    def add(said: _Said) -> None:
        told.setdefault(said.value, said)

    for row, cell, following in beside(document):  # a form's cell says more than the line it stands on
        value = _fit(name, following.text)
        if head.fullmatch(cell.text.rstrip(":")) and value and (not named or _BODY.search(value)):
            add(_Said(value, (evidence(document, row, following.words),)))
    for match in lines.search(label) if not told else ():
        value = _fit(name, match["v"])
        if value and not _is_bureau(value):
            at = lines.evidence(*match.span("v"))
            cut = named and (not _BODY.search(value) or (not COMPLETE.search(value) and lines.cut_off(match.end("v"))))
            add(_whole(value, at, (CellText.of(document), flow)) if cut else _Said(value, at))
    for raw, at in about.spans(flow, _UNIT_SENTENCE if named else label, "v") if not told else ():
        value = _fit(name, raw)
        if value and not _is_bureau(value):
            add(_Said(value, at))
    for raw, place in below(document, head) if not told else ():
        if value := _fit(name, raw):
            add(_Said(value, (place,)))
    return list(told.values())


def _is_bureau(name: str) -> bool:
    return bool(_BUREAU.search(name)) and not re.search(r"公司|事务所|协会|学校|店$", name)


def _whole(value: str, there: tuple[Evidence, ...], texts: Sequence[TextMap | CellText]) -> _Said:
    """A name cut off at the end of its line, with its rest where one of the texts tells it."""
    for text in texts:
        at = text.text.find(value)
        rest = _REST.match(text.text, at + len(value)) if at >= 0 else None
        if rest is not None:
            return _Said(value + rest[0], text.evidence(at, rest.end()))
    return _Said(value, there, whole=False)


def _fit(name: str, text: str) -> str | None:
    """The value as it may stand; None for what is none."""
    if name == "unit_no":
        fits = re.fullmatch(r"[0-9A-Za-z-]{4,20}", text) and any(c.isdigit() for c in text)
        return text if fits else None
    if len(re.findall(r"[一-龥]", text)) < 4 or re.search(
        r"人数|编号|缴费|参保|名称|证明$|登记|代码|日期|时间|状态|类型|地址|电话", text
    ):
        return None
    value = _SEAL.sub("", text).strip("_()")
    return value + ")" if value.count("(") > value.count(")") else value
