"""The opposite of what a label says, as a person would say it; where that cannot be told, in a form right for any."""

from __future__ import annotations

import re
from collections.abc import Container

from rules.grammar import quoted
from rules.schema import Text

#: 不 before one of these would reach the first part only
_COMPOUND = re.compile(r"[，；,;]|或|且|并")
_ZH_DONE = re.compile(r"已经?(?P<rest>.+)")
_ZH_NOT = re.compile(r"(属于|是|在|符合|满足|遵守|用于|具备|位于|具有|承担|享受|愿意|能够|可以|需要).+")
_ZH_HAS = re.compile(r"有.+")
_ZH_DID = re.compile(r"(参加|获得|取得|达到|提供|持有|通过|经过|经(?!营)|办理|缴纳|完成|安排).+")
_ZH_NOUN = re.compile(
    r"(?!不|未|无|没|非|为|对|向|给|请|从|按|受|由|把|被|将).*"
    r"(企业|单位|机构|工商户|幼儿园|学校|门店|园区|平台|基地|公司|人员|职工|农户|居民|合作社|协会)"
)
_EN_COMPOUND = re.compile(r"[,;:]|\b(and|or|but|nobody|no|not|never|few|nor|neither)\b")
_EN_CLAUSE = re.compile(r"(?P<head>(?:the|an?) [^,;]+?) (?P<be>is|are|was|were|has|have) (?P<rest>.+)")
_EN_VERB = re.compile(
    r"(?P<verb>operate|fit|follow|give|provide|invest|expand|use|hold|meet|need|pay|own|employ|keep|run|bear|belong"
    r"|take|lease|rent|lie|live|work|prove|cover|offer|produce|sell|export|import|trade|serve|make)s (?P<rest>.+)"
)
_EN_BE = re.compile(r"(?P<be>is|are|was|were) (?P<rest>.+)")
_EN_HAS = re.compile(r"has (?P<done>\w+ed\b)?(?P<rest>.+)")
_EN_OTHER = re.compile(
    r"((in|outside|inside|within|under)"
    r"|(used|recognised|recognized|registered|located|listed|insured|affected|exempt|employed|resident|based|founded)"
    r" (in|at|on|for|by|as|under|with|from|to)|(severely|considerably|directly) \w+ed) .+"
)


def negated(text: Text, taken: Container[str] = ()) -> Text:
    """``taken``: what other labels say already; the opposite of one fact must not read like another fact."""
    zh, en = _zh(text.zh), _en(text.en)
    marks = quoted(text)
    return Text(
        zh if zh and zh not in taken else f"不符合{marks.zh}",
        en if en and en not in taken else f"{marks.en} does not hold",
    )


def _zh(label: str) -> str | None:
    if _COMPOUND.search(label):
        return None
    if done := _ZH_DONE.fullmatch(label):
        return f"尚未{done['rest']}"
    for pattern, no in ((_ZH_NOT, "不"), (_ZH_HAS, "没"), (_ZH_DID, "没有"), (_ZH_NOUN, "不属于")):
        if pattern.fullmatch(label):
            return f"{no}{label}"
    return None


def _en(label: str) -> str | None:
    if _EN_COMPOUND.search(label):
        return None
    if clause := _EN_CLAUSE.fullmatch(label):
        return f"{clause['head']} {clause['be']} not {clause['rest']}"
    if verb := _EN_VERB.fullmatch(label):
        return f"does not {verb['verb']} {verb['rest']}"
    if be := _EN_BE.fullmatch(label):
        return f"{be['be']} not {be['rest']}"
    if has := _EN_HAS.fullmatch(label):
        return f"has not {has['done']}{has['rest']}" if has["done"] else f"does not have {has['rest']}"
    return f"not {label}" if _EN_OTHER.fullmatch(label) else None
