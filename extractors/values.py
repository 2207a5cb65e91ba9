"""Typed values out of a finder's text. A type gives a value, says that nothing stands there, or that it cannot tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from extractors import amounts, codes, dates, identifiers, numerals
from extractors.clean import EDGE, normal
from extractors.model import Value
from extractors.ticks import ticked


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says as a value of a type."""

    value: Value | None = None
    blank: bool = False  #: the place is empty, or filled with what stands for nothing
    doubtful: bool = False  #: mended or loosely written: never sure
    checks: tuple[str, ...] = ()  #: codes of checks passed (+) and failed (-)


BLANK = Reading(blank=True)
UNREADABLE = Reading()

#: signs that forms print where something is to be filled in
_FILLER = re.compile(r"[\s_/\\\-—*×xX□〇口·.…,，。、;；:：()（）\[\]【】<>《》~'\"“”^|=+]*")
#: words that stand for a value without being one
_STANDIN = re.compile(
    r"^(甲|乙|丙|丁)方(名称|姓名)?$|^(出租|承租|转租|租用|居间)(方|人|单位)$|^(业主|租户|租客|房东|商户)(方|单位)?$|^(签[字章名]|盖章|公章|签字盖章|签名盖章|手印|按印|填写.*|待定|待填|同上|同前|详见.*|见.{0,8}附件.*|另行.*)$"
    r"|^(xx+|XX+|××+|某某?|某某?公司|\*+|无|空|暂无|未填|(公司|单位|企业)?(名称|姓名))$|^(年月日|年月|元|平方米|号|第号|人民币元?|个?月|日|使用|之用|用途)$"
)
#: a company's name in another language behind its own
_TRANSLATION = re.compile(
    r"(?<=公司|中心|集团)[\s/(]*[A-Z][A-Za-z .,&'()-]*"
    r"\b(?:Co|Ltd|Inc|Limited|LLC|Corporation|Group|Center|Centre)\b[.,)\s]*(?:Ltd[.)]*)?\s*$"
)
#: what a bilingual form calls a party is no name
_PARTY = re.compile(r"(?:the )?(?:landlord|tenant|lessor|lessee|owner|agent|party ?[ab])(?![A-Za-z])", re.IGNORECASE)
#: a role that running text puts before the name: 与承租人李强
_ROLE = re.compile(r"^[与和由及]?(?:出租|承租|转租)[方人](?:\([^()]{1,6}\))?:?(?=.{2})")
_TAIL = re.compile(
    r"[\s(]*\((?:以下|下[称文])[^()]*\)?.*$|\([\"“”「]?(?:[甲乙丙]方|(?:出租|承租|转租|居间)[方人])[\"“”」]?\).*$|[,，。;；]?\(?以下(?:简称|统称|称).*$|\((?:盖章|签[字章名]|公章|签字或盖章|签章处|章)[^()]*\)?|(?:盖章|签字盖章|签章)$"
)


def is_blank(text: str) -> bool:
    """Whether nothing is written there: blanks, underscores, slashes, units of a form, stand-ins such as XX or 甲方."""
    bare = re.sub(r"[\s_]", "", text)
    if not bare or _FILLER.fullmatch(bare):
        return True
    trimmed = bare.strip(EDGE + "()（）")
    if not trimmed or bool(_STANDIN.match(trimmed)):
        return True
    # a form's own units with nothing between them: 年 月 日 至 年 月 日, 仟 佰 拾 元
    return bool(re.fullmatch(r"[年月日至起止到元万仟佰拾角分整大写小()（）:：/\-¥人民币第号]*", trimmed))


def _trimmed(raw: str) -> str:
    return re.sub(r"[\t ]+", lambda m: " " if " " in m[0] else "", raw).strip(EDGE)


def _text(raw: str, options: Mapping[str, Any]) -> Reading:
    chosen = ticked(raw)
    if chosen is None:
        return UNREADABLE
    raw = chosen
    if is_blank(raw):
        return BLANK
    value = _balanced(_trimmed(raw))
    if "__" in value or not least_most(len(value), options, 1, 400):
        return UNREADABLE
    value, closed = _closed(value.replace("_", ""))
    return Reading(value, doubtful=closed)


def least_most(size: float, options: Mapping[str, Any], least: float, most: float) -> bool:
    return bool(options.get("least", least) <= size <= options.get("most", most))


def _balanced(text: str) -> str:
    """Without a bracket at an end whose partner is not there."""
    while (text and text[-1] in "(（[【「《") or (text.count("(") > text.count(")") and text.endswith("(")):
        text = text[:-1].strip(EDGE)
    while text.startswith((")", "）", "]", "】", "」", "》")):
        text = text[1:].strip(EDGE)
    if text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1].strip(EDGE)
    return text


def _closed(text: str) -> tuple[str, bool]:
    """With the bracket that a reader lost at the end put back, and whether one was lost anywhere."""
    lost = text.count("(") - text.count(")")
    return (text + ")" if lost == 1 and "(" in text[1:] else text), lost != 0


_ORGANISATION = re.compile(
    r"(公司|集团|中心|学校|幼儿园|医院|委员会|合作社|合伙\)?|事务所|协会|研究院|研究所|局|厂|店|馆|站|社|部|所|处|院|行|队|办公室|工作室|经营部|个体工商户\)?|厅|大学|学院|基金会|联合社|村委会|分公司|办事处|酒楼|餐厅|饭庄|会所|超市|府|署)(\([^()]*\))?$"
)
_PERSON = re.compile(r"^[\u4e00-\u9fff·]{2,5}$|^[A-Za-z][A-Za-z .·]{2,40}$")
_NO_NAME = re.compile(
    r"((?<![供感反适效])应(?![用急])|须|可以|不得|有权|负责|按照|双方|的房屋|租金|租赁期|本合同|签订|自愿|如下|向[甲乙]方|提供|承担|支付(?!.{0,16}公司$)|交纳|电话|地址|身份证|邮编|账号|开户|证号|代表人|联系|日期|统一社会|兹|证明|认定为|证件|编号|经协商|就.*事宜)"
)


#: what a paper puts in brackets behind a name: its code, its licence's number, its identity number
_NUMBER_BEHIND = re.compile(
    r"[ \t]*\((?:(?:统一)?(?:社会)?信用代码|身份证|证件|注册号|营业执照|税号)[^()]*\)|[ \t]*\([0-9A-Z]{15,18}\)"
    r"|[,，;；\t ]?(?:统一社会信用代码|身份证号?码?|证件号?码?|联系电话|地址|住所|备案证?号)[:：].*$"
)


def _name(raw: str, options: Mapping[str, Any]) -> Reading:
    """A person or an organisation; several together, as written. Sentences and a form's leftovers are none."""
    parts = [part for part in re.split(r"[、]|(?<=[\u4e00-\u9fff])/(?=[\u4e00-\u9fff])", raw) if part.strip()]
    if len(parts) > 1 and not is_blank(raw):
        read = [_one_name(part, options) for part in parts]
        if all(r.value is not None and not r.doubtful for r in read):
            return Reading("、".join(str(r.value) for r in read))
    return _one_name(raw, options)


def _one_name(raw: str, options: Mapping[str, Any]) -> Reading:
    """One person or organisation."""
    text = _TAIL.sub("", _TRANSLATION.sub("", _NUMBER_BEHIND.sub("", _trimmed(raw))))
    text = _ROLE.sub("", re.sub(r"^(名称|姓名|单位名称|公司名称)[:：]", "", text))
    if is_blank(text):
        return BLANK
    value = _balanced(text.strip("_ ").strip(EDGE))
    value = re.sub(r"[ \t]", "", value) if not value.isascii() else value
    if is_blank(value):
        return BLANK
    if "_" in value or not 2 <= len(value) <= 60 or _NO_NAME.search(value) or re.search(r"\d{5,}|\d{4}年", value):
        return UNREADABLE
    if re.search(r"[,;。、:]", value) or re.search(r"[xX×*某]{2,}", value) or _PARTY.match(value):
        return UNREADABLE
    value, closed = _closed(value)
    organisation = bool(_ORGANISATION.search(value)) and len(value) >= 4
    if options.get("organisation") and not organisation:
        return Reading(value, doubtful=True) if len(value) >= 6 else UNREADABLE
    return Reading(value, doubtful=closed or (not organisation and not _PERSON.match(value)))


#: what a form prints for the writer to choose from: 某某区(县)某某街道(乡镇)
_ALTERNATIVE = re.compile(
    r"\((?:(?:自治县|县级市|省|市|区|县|旗|乡镇|镇乡|乡|镇|街道|村|新村|路|街|弄|巷|部位|号|幢|栋|座|楼|层|室|单元)[/、]?){1,3}\)|(?<=区)/县"
)
#: a sentence about an address is none
_SENTENCE = re.compile(r"本合同|本协议|以下简称|下称|^[甲乙]方|出租给|(?<=.)(?:坐落|座落|位于)")
#: a street and the word for a number, and no number between them: 成都市路号
_NO_NUMBER = re.compile(r"[路街巷弄]号|大道号")
#: a form's own words for the parts of an address, with nothing filled in
_UNFILLED = re.compile(
    r"(?:本市|本区|(?:北京|上海|天津|重庆|[\u4e00-\u9fff]{2,3}省)?[\u4e00-\u9fff]{0,3}市)?"
    r"[省市区县路弄号室幢栋层楼座街道办事处乡镇村巷院组单元门牌房间地址小大厦/、_\-()]*"
)


def _address(raw: str, options: Mapping[str, Any]) -> Reading:
    if is_blank(raw):
        return BLANK
    value = _balanced(_ALTERNATIVE.sub("", re.sub(r"[\s]", "", raw)).strip("_").strip(EDGE))
    if is_blank(value) or _UNFILLED.fullmatch(value) or _NO_NUMBER.search(value):
        return BLANK
    if _SENTENCE.search(value):
        return UNREADABLE
    if "__" in value or not 4 <= len(value) <= 160 or not re.search(r"[\u4e00-\u9fff]{2}", value):
        return UNREADABLE
    value = value.replace("_", "")
    stray = r"[|^*~\[\]]" if value.count("[") != value.count("]") else r"[|^*~]"
    whole = re.sub(stray, "", value)
    noisy = whole != value  # a stray sign inside an address is a table line or a seal's edge
    value = whole
    place = re.search(r"[省市区县镇乡街道路巷弄村里号楼座室层园厦苑广场院城]", value)
    return (
        Reading(value, doubtful=noisy or not place or bool(re.search(r"[路弄号]/|/[弄号室]", value)))
        if place or len(value) >= 6
        else UNREADABLE
    )


_FOREIGN = (
    r"(?:美元|美金|港元|港币|欧元|日元|英镑|澳元|澳大利亚元|加元|加拿大元|新加坡元|新西兰元|台币|澳门元|卢布|韩元|法郎"
    r"|USD|HKD|EUR|JPY|GBP|US\$|\$)"
)
_FOREIGN_BEFORE = re.compile(rf"{_FOREIGN}[\s:()]*$")
_FOREIGN_AFTER = re.compile(rf"[\s(]*新?{_FOREIGN}")


def _money(raw: str, options: Mapping[str, Any]) -> Reading:
    if is_blank(raw):
        return BLANK
    found = list(amounts.find(raw))
    if not found and options.get("unit"):
        found = list(amounts.find(raw, bare=True))
    if not found:
        return UNREADABLE
    one, twin = next(iter(amounts.pairs(found, raw)))
    if _FOREIGN_BEFORE.search(raw, 0, one.start) or _FOREIGN_AFTER.match(raw, (twin or one).end):
        return UNREADABLE  # not yuan
    if twin and twin.value != one.value:
        return UNREADABLE
    scale = {"元": 1, "万元": 10_000, "千元": 1_000}.get(str(options.get("unit") or "元"), 1)
    bare = one.form == "figures" and not re.search(r"[元圆¥万亿]", raw[one.start : one.end])
    value = one.value * scale if bare else one.value
    if value < 0 or not least_most(float(value), options, 0, 10**14):
        return UNREADABLE
    checks = ("+words_figures",) if twin else ()
    return Reading(value, doubtful=one.doubtful and not twin and not (bare and scale > 1), checks=checks)


def _area(raw: str, options: Mapping[str, Any]) -> Reading:
    """Square metres. 亩 and other units are not guessed."""
    if is_blank(raw):
        return BLANK
    match = re.search(r"(\d[\d,.]*\d|\d)[\s_]*(平方米|平米|平方|㎡|m2|M2|m²|sq\.? ?m)?", raw)
    if not match:
        return BLANK if re.search(r"_{2,}", raw) else UNREADABLE
    read = amounts.figures(match[1])
    if read is None or not least_most(float(read[0]), options, 0.1, 10**8):
        return UNREADABLE
    return Reading(read[0], doubtful=read[1] or match[2] is None)


def _date(raw: str, options: Mapping[str, Any]) -> Reading:
    found = list(dates.find(raw, compact=bool(options.get("compact"))))
    if found:
        which = found[-1] if options.get("pick") == "last" else found[0]
        return Reading(which.value)
    if is_blank(raw) or re.fullmatch(r"[\s\d_〇零一二三四五六七八九十/\-年月日.]*", raw):
        # 20__年__月__日 is a form, not a date
        return BLANK if not re.search(r"\d{4}.*\d", raw) else UNREADABLE
    return UNREADABLE


def _month(raw: str, options: Mapping[str, Any]) -> Reading:
    found = dates.find_months(raw, compact=bool(options.get("compact", True)))
    if found:
        return Reading(found[-1] if options.get("pick") == "last" else found[0])
    return BLANK if is_blank(raw) else UNREADABLE


def _months(raw: str, options: Mapping[str, Any]) -> Reading:
    found = dates.month_list(raw)
    if found:
        return Reading(found)
    return BLANK if is_blank(raw) else UNREADABLE


def _count(raw: str, options: Mapping[str, Any]) -> Reading:
    if is_blank(raw):
        return BLANK
    match = re.search(rf"\d[\d,]*|[{numerals.CHARACTERS}]+", raw)
    if not match:
        return UNREADABLE
    value = numerals.number(match[0].replace(",", ""))
    if value is None or not least_most(value, options, 0, 10**7):
        return UNREADABLE
    return Reading(value)


def _term_months(raw: str, options: Mapping[str, Any]) -> Reading:
    """A duration: 3年, 三年, 两年零六个月, 36个月, 半年; in months."""
    number = rf"(\d+|[{numerals.CHARACTERS}]+)"
    match = re.search(
        rf"{number}[ _()\d]*(?:周年|年)(?:(半)|[ _]*零?[ _]*{number}[ _]*个?月)?|{number}[ _()\d]*个月|(半)年", raw
    )
    if not match:
        return BLANK if is_blank(raw) else UNREADABLE
    years, half, extra, months, only_half = match.groups()
    if only_half:
        return Reading(6)
    parts = [numerals.number(part) if part else 0 for part in (years, extra, months)]
    if None in parts:
        return UNREADABLE
    total = (parts[0] or 0) * 12 + (6 if half else 0) + (parts[1] or 0) + (parts[2] or 0)
    return Reading(total) if 0 < total <= 1200 else UNREADABLE


def _ratio(raw: str, options: Mapping[str, Any]) -> Reading:
    if is_blank(raw):
        return BLANK
    match = re.search(r"(\d+(?:\.\d+)?)\s*(%|‰)", raw)
    if not match:
        return UNREADABLE
    return Reading(Decimal(match[1]) / (100 if match[2] == "%" else 1000))


def _credit_code(raw: str, options: Mapping[str, Any]) -> Reading:
    if is_blank(raw):
        return BLANK
    found = list(identifiers.find(raw))
    code = found[0] if found else identifiers.read_code(_trimmed(raw))
    if code is None:
        return UNREADABLE
    check = "+credit_code" if code.valid else "-credit_code"
    return Reading(code.value, doubtful=not code.valid, checks=(check,))


#: a number with the remarks behind it, in characters
_LONGEST_CODE = 120


def _code(raw: str, options: Mapping[str, Any]) -> Reading:
    """A number that names something: contract or certificate number. Holds at least one digit."""
    if is_blank(raw):
        return BLANK
    value = _trimmed(raw).replace("\t", "")
    value = _balanced(re.sub(r"^(NO|No|no|№)[.:：]?", "", value)).strip("_")
    if is_blank(value):
        return BLANK
    value, doubtful = codes.number(value) if len(value) <= _LONGEST_CODE else ("", False)
    if not re.search(r"\d", value) or re.search(r"[_,。;:]", value) or not least_most(len(value), options, 2, 40):
        return UNREADABLE
    return Reading(value, doubtful=doubtful)


def _choice(raw: str, options: Mapping[str, Any]) -> Reading:
    for value, pattern in options.get("choices", {}).items():
        if pattern.search(raw):
            return Reading(value)
    return BLANK if is_blank(raw) else UNREADABLE


def _day(raw: str, options: Mapping[str, Any]) -> Reading:
    return _count(raw, {"least": 1, "most": 31})


def _cycle(raw: str, options: Mapping[str, Any]) -> Reading:
    """How often something is due, as written: 每3个月, 季度, 月, 押一付三."""
    value = re.sub(r"[\s_]", "", raw)
    if not value:
        return BLANK
    return Reading(value) if re.search(r"[月季年付]", value) and len(value) <= 12 else UNREADABLE


Parser = Callable[[str, Mapping[str, Any]], Reading]
TYPES: Mapping[str, Parser] = {
    "text": _text,
    "name": _name,
    "address": _address,
    "money": _money,
    "area": _area,
    "date": _date,
    "month": _month,
    "months": _months,
    "count": _count,
    "term_months": _term_months,
    "ratio": _ratio,
    "credit_code": _credit_code,
    "code": _code,
    "choice": _choice,
    "day": _day,
    "cycle": _cycle,
    #: a finder or reader gives the value itself, already typed
    "given": _text,
}
#: keys of a field's ``options`` and their form
OPTIONS: Mapping[str, str] = {
    "least": "number",
    "most": "number",
    "organisation": "flag",
    "unit": "text",
    "pick": "text",
    "compact": "flag",
    "choices": "choices",
}


def parse(kind: str, raw: str, options: Mapping[str, Any] | None = None) -> Reading:
    """``raw`` as a value of the type named ``kind``. Raises KeyError for an unknown type."""
    return TYPES[kind](normal(raw) if not raw.isascii() else raw, options or {})
