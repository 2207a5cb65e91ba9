"""Where the premises are, out of the sentences of a lease or of a letter about one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from extractors.finders.base import Candidate
from extractors.finders.former import of_another
from extractors.finders.patterns import sentence
from extractors.model import Document
from extractors.textmap import TextMap

_NOUN = (
    r"(?:房屋|房产|商铺|店铺|店面|铺面|铺位|门面房?|门市房?|办公(?:用房|室|楼|区)?|写字楼|场地|物业|厂房|仓库|库房|商业(?:用房)?|用房|单元|公寓|写字间|"
    r"一?套|部分|整[层栋幢]|摊位|柜台|空地|土地|房间|工位)"
)
#: brackets that belong to the address: (A座), and not (以下简称该房屋), (建筑面积…)
_ASIDE = (
    r"\((?!以下|下称|简称|建筑|产权|房产|房屋|面积|权属|使用|详见|租赁|合同|[^()]*(?:编号|合同|面积|简称))[^()]{1,16}\)"
)
_PLACE = rf"(?P<value>(?:[^,。;\n\t_:()]|{_ASIDE}){{4,90}}?)"
#: a form's own word for a part of an address
_UNIT = (
    r"(?:省|市|区(?:\(县\)|/县)?|县|镇|乡|街道(?:办事处)?|路(?:\([^()\n]{1,6}\))?|街|巷|弄"
    r"|号楼?|幢|栋|座|楼|层|单元|室|房)"
)
#: what is written on underscores between those words: 坐落于__城东__区__人民__路
_WRITTEN = re.compile(
    rf"(?:坐落|座落|位于|地处)(?:于|在)?(?P<value>[^_,。;\n]{{0,8}}(?:_+(?!{_UNIT}_)[^_\s,。;的]{{1,40}}?_*{_UNIT}){{2,}})"
    r"(?=[_ \t]*(?:的|[,。;\n(]|出租|房屋))"
)
_END = (
    rf"[ _\t]*(?=的(?:{_NOUN}|[\u4e00-\u9fff]{{0,8}}(?:租|出租))|[,。;\n\t)]|(?!{_ASIDE})\("
    r"|出租|租赁给|租给|租予|转租|提供给|(?:建筑|租赁|承租|出租|计租|使用|套内|产权)面积|房屋建筑|面积|共\d|$)"
)
_SITUATED = re.compile(
    rf"(?:坐落|座落|位于|地处)(?:于|在|地址|位置)?(?:为|是|:)?:?[ \t_]*(?!的|本合同|该){_PLACE}{_END}"
)
_LET = re.compile(
    r"将[ \t_]*(?:其|自己|自有)?(?:合法|依法)?(?:承租|所有|自有|拥有|持有|享有|管理|经营)?"
    r"(?:合法)?(?:产权|所有权)?(?:的)?"
    rf"(?:坐落|座落|位)?(?:于|在)?{_PLACE}"
    rf"(?:的[\u4e00-\u9fff]{{0,6}}?)?(?:\([^()]{{0,40}}\))?[ _\t]*(?:出租|租赁|转租|租|提供)(?:给|予|与)"
)
_IS = re.compile(rf"(?:租赁|出租|承租|该)(?:房屋|房产|物业|物|标的|场地|商铺|单元)(?:为|系)[ \t_]*{_PLACE}{_END}")
_ABOUT = re.compile(rf"就{_PLACE}(?:的)?{_NOUN}(?:的)?(?:租金|租赁|减免|减租)")
_OWNED = re.compile(
    rf"(?:作为|系|是){_PLACE}(?:的)?{_NOUN}?(?:商服)?(?:\([^()]{{0,40}}\))?的?(?:产权|所有权|出租)(?:单位|人|方)"
)
#: 第一条 租赁物业, and the address at once
_HEADED = re.compile(
    r"(?:^|\n)(?:第[一二三四五]条|[一二三四五]、)[ \t]*(?:租赁|承租|出租|该)?"
    r"(?:物业|房屋|标的物?|房产|商铺|场地|厂房|仓库)(?:的)?"
    r"(?:坐落|位置|地址|概况|基本情况|情况)?[:\n][ \t]*(?:[(]?[一1][)、.][ \t]*)?"
    rf"(?=[\u4e00-\u9fff]{{2,9}}[省市区县])(?![甲乙丙本将]|出租|承租){_PLACE}{_END}"
)
_WAYS = ((_SITUATED, 1.0), (_WRITTEN, 1.0), (_HEADED, 0.9), (_IS, 0.97), (_LET, 0.9), (_ABOUT, 0.9), (_OWNED, 0.88))
#: an address names a town, a street, a building or a number
_TOLD = re.compile(r"[市区县镇乡村路街道巷弄号]")
_OTHER = re.compile(r"注册地|账户|开户|仲裁|法院|注册于")
#: how many rooms there are is no part of where they are
_SO_MANY = re.compile(
    rf"(?:的)?(?:自有|临街)?(?:{_NOUN})?[一二两三四五六七八九十壹贰叁\d]+(?:间|套|处)(?:{_NOUN})?$|的{_NOUN}$|(?:商业|办公|经营性?|生产|营业)?(?:房屋|房产|用房)$"
)
#: 本市黄浦区…: which town that is the form's publisher tells
_HERE = re.compile(r"本[市区县][ \t_]*(?=[\u4e00-\u9fff])")
_BARE_NOUN = re.compile(rf"{_NOUN}$|商服$")


def premises(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """Addresses of premises in sentences: 位于…的房屋, 将…出租给, 租赁房屋为….

    Doubtful where a noun follows the number without 的: 12号商铺 may be the address, or only 12号.
    """
    textmap = TextMap.of(document)
    found = [pair for pattern, score in _WAYS for pair in _found(textmap, pattern, score)]
    # a paper that changes a lease tells the premises of that one only
    own = [candidate for at, candidate in found if not of_another(textmap.text, at)]
    return own or [candidate for _, candidate in found]


def _found(textmap: TextMap, pattern: re.Pattern[str], score: float) -> Iterator[tuple[int, Candidate]]:
    for match in pattern.finditer(textmap.text):
        start, end = match.span("value")
        if _OTHER.search(textmap.text, *sentence(textmap.text, start)):
            continue
        value = textmap.text[start:end]
        here = _HERE.match(value)
        start, value = (start + here.end(), value[here.end() :]) if here else (start, value)
        rest = value.rstrip(" \t_")
        if not rest:
            continue
        kept = _SO_MANY.sub("", rest)
        if pattern is not _SITUATED and not _TOLD.search(kept):
            continue
        doubtful = bool(here) or "_" in kept or bool(_BARE_NOUN.search(kept)) or textmap.cut_off(end)
        evidence = textmap.evidence(start, start + len(kept))
        if evidence:
            yield (
                start,
                Candidate(kept.replace("_", ""), evidence, score, tags={"doubtful": "true"} if doubtful else {}),
            )
