"""Who lets, who rents and who brokers: the parties of a lease, whatever the paper calls them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from extractors import identifiers
from extractors.finders.base import Candidate
from extractors.finders.columns import columns
from extractors.finders.labels import after_label, spread
from extractors.model import Document
from extractors.recent import Recent
from extractors.textmap import TextMap

#: what papers call each party, apart from 甲方 and 乙方
WORDS: Mapping[str, tuple[str, ...]] = {
    "lessor": ("转租方", "转租人", "出租方", "出租人", "出租单位", "业主方", "业主", "房东", "产权单位"),
    "lessee": (
        "受转租方", "次承租方", "次承租人", "受租方", "承租方", "承租人", "承租单位", "承租户", "承租商户",
        "租户", "租客", "租用方", "租用人", "商户",
    ),
    "agent": (
        "居间方", "居间人", "居间机构", "中介方", "中介机构", "经纪方", "经纪机构", "房地产经纪机构",
        "代理方", "代理机构",
    ),
}  # fmt: skip
_LETTERS = "甲乙丙丁"
#: who makes a declaration or asks for something, with the part played behind it: 承诺人(出租人)
_MAKERS = ("承诺人", "申请人", "申请单位", "申请企业", "立约人", "声明人", "确认人")
_SUFFIXES = ("名称", "全称", "姓名", "单位名称")
_NAME_LABELS = (
    "名称",
    "姓名",
    "单位名称",
    "公司名称",
    "企业名称",
    "名称(姓名)",
    "姓名(名称)",
    "姓名/名称",
    "名称/姓名",
    "单位(姓名)",
    "全称",
)
_CODE_LABELS = (
    "统一社会信用代码", "社会信用代码", "统一信用代码", "信用代码", "统一社会信用代码/身份证号", "营业执照号",
    "营业执照号码", "营业执照注册号", "税号", "纳税人识别号",
)  # fmt: skip
#: the particulars of the parties have ended
_BODY = r"第一[条章]|(?<![\d一二三四五六七八九十])一、|鉴于|根据《|依据《"
_CALLED = r"\((?:以下|下)?[统]?[简下]?称(?:之?为)?[:]?[\"“「]?"
_ALIAS = re.compile(rf"(?:{_CALLED}|\()[甲乙丙丁]方[\"”」]?\)")
_ASIDE = r"\((?!以下|下称|简称)[^()]{1,10}\)"
_SOMEBODY = r"[^\s,。;:、()]{2,40}(?:\((?!以下|下称|简称)[^()]{1,8}\)[^\s,。;:、()]{0,30})?"
#: what a sentence puts before a name; 和 begins many a name, and joins two only behind the brackets of the first
_BEFORE_NAME = re.compile(r"立契约人|由|(?<=\))[与和及]")
_ORGANISATION = r"(?:公司|厂|局|中心|学校|院|社|会|所|集团|部|店|馆|行|站|处)"


@dataclass(frozen=True, slots=True)
class Roles:
    """Which of 甲方, 乙方 … plays which part in this paper."""

    by_letter: Mapping[str, str]
    told: frozenset[str]  #: letters whose part the paper itself tells


def _either(words: Sequence[str]) -> str:
    return "|".join(spread(word) for word in sorted(words, key=len, reverse=True))


_ALL = {role: _either(words) for role, words in WORDS.items()}
_TOLD = {
    role: (
        re.compile(rf"(?P<letter>[甲乙丙丁])[ \t]*方[ \t]*(?:[(:“]|即|为)?[ \t]*[新现]?(?:{words})(?!.{{0,3}}:)"),
        re.compile(rf"(?P<letter>[甲乙丙丁])[ \t]*方[ \t]*\([新现](?:{words})\)"),
        re.compile(rf"(?<!原)(?:{words})[ \t]*\((?P<letter>[甲乙丙丁])方"),
        re.compile(
            rf"(?<!原)(?:{words})[^,。;\n()]{{0,40}}(?:{_ASIDE}[^,。;\n()]{{0,20}})?{_CALLED}(?P<letter>[甲乙丙丁])方"
        ),
    )
    for role, words in _ALL.items()
}  # fmt: skip
#: who leaves the lease plays no part in it any more
_LEAVES = re.compile(
    r"(?P<letter>[甲乙丙丁])[ \t]*方[ \t]*\((?:原|老)(?:承租|出租|转租)"
    r"|(?:原|老)(?:承租|出租|转租)[方人]?\((?P<behind>[甲乙丙丁])方"
)
_LETS = re.compile(
    r"(?P<lessor>[甲乙丙])方[^。;\n]{0,120}?(?:出租|转租|租赁|租|提供|交付)(?:给|予|与)(?P<lessee>[甲乙丙])方"
)
_RENTS = re.compile(r"(?P<lessee>[甲乙丙])方[^。;,\n]{0,12}?(?:承租|租用|租赁|租)(?P<lessor>[甲乙丙])方")


def _roles(textmap: TextMap) -> Roles:
    votes: dict[str, Counter[str]] = {letter: Counter() for letter in _LETTERS}
    for role, patterns in _TOLD.items():
        for pattern in patterns:
            for match in pattern.finditer(textmap.text):
                votes[match["letter"]][role] += 1
    told = {letter: count.most_common(1)[0][0] for letter, count in votes.items() if count}
    told |= {match["letter"] or match["behind"]: "former" for match in _LEAVES.finditer(textmap.text)}
    if len({told.get("甲"), told.get("乙")} & {"lessor", "lessee"}) < 2:
        for pattern in (_LETS, _RENTS):
            for match in pattern.finditer(textmap.text):
                if match["lessor"] != match["lessee"]:
                    told.setdefault(match["lessor"], "lessor")
                    told.setdefault(match["lessee"], "lessee")
    usual = {"甲": "lessor", "乙": "lessee", "丙": "agent"}
    if told.get("甲") == "lessee" or told.get("乙") == "lessor":
        usual = {"甲": "lessee", "乙": "lessor", "丙": "agent"}
    return Roles({**usual, **told}, frozenset(told))


#: every field of the parties asks for the same
roles_of: Recent[TextMap, Roles] = Recent(_roles)


def _labels(role: str, roles: Roles) -> tuple[list[str], list[str]]:
    """Labels that name the part itself, and those that only say 甲方 or 乙方."""
    words = list(WORDS[role])
    letters = [letter for letter, part in roles.by_letter.items() if part == role]
    named = [*words, *(word + suffix for word, suffix in product(words, _SUFFIXES))]
    for letter in _LETTERS:
        if letter in roles.told and letter not in letters:
            continue
        for word in words:
            named += [f"{letter}方({word})", f"{word}({letter}方)", f"{letter}方{word}", f"{word}{letter}方"]
            named += [f"{word}称{letter}方", f"{word}简称{letter}方", f"{word}以下简称{letter}方"]
            named += [f"{maker}({word})" for maker in _MAKERS]
            named += [f"{letter}方(新{word})", f"新{word}({letter}方)"]
    return named, [f"{letter}方{suffix}" for letter in letters for suffix in ("", *_SUFFIXES, "单位")]


def _head(role: str, roles: Roles) -> re.Pattern[str]:
    letters = "".join(letter for letter, part in roles.by_letter.items() if part == role)
    lettered = rf"|[{letters}]方(?=[^\n]{{0,16}}[:\n\t])" if letters else ""
    return re.compile(rf"(?<![\u4e00-\u9fff])(?:{_ALL[role]}{lettered})")


def _others(role: str, roles: Roles) -> re.Pattern[str]:
    """Where another party's particulars start, or the text itself."""
    heads = [_head(other, roles).pattern for other in WORDS if other != role]
    return re.compile(rf"{'|'.join(heads)}|{_BODY}")


def party(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """Names of the party that plays the part ``role``: lessor, lessee or agent."""
    role = str(spec["role"])
    textmap = TextMap.of(document)
    roles = roles_of(textmap)
    named, lettered = _labels(role, roles)
    found = list(_after(document, spec, named, 1.0))
    unless = re.compile("担保|保证人") if role == "agent" else None
    found += _after(document, spec, lettered, 0.86, unless)
    between = (_head(role, roles), _others(role, roles))
    found += [replace(c, score=0.97 * c.score) for c in _after(document, spec, _NAME_LABELS, 1.0, between=between)]
    if role != "agent":
        found += _told(textmap, role, roles)
    return found


def _after(
    document: Document,
    spec: Mapping[str, Any],
    labels: Sequence[str],
    score: float,
    unless: re.Pattern[str] | None = None,
    between: Sequence[re.Pattern[str]] | None = None,
) -> Iterator[Candidate]:
    if not labels:
        return
    asked: dict[str, Any] = {"labels": tuple(labels), "colon": "yes", "_stops": spec.get("_stops", ())}
    if unless is not None:
        asked["unless"] = unless
    if between is not None:
        asked["between"] = between
    for candidate in after_label(document, asked):
        # 出租方:(简称甲方)某某: told with its place by what looks for the brackets
        if not _ALIAS.match(candidate.raw):
            yield replace(candidate, score=score * candidate.score)


def _told(textmap: TextMap, role: str, roles: Roles) -> Iterator[Candidate]:
    """Names that a sentence gives to a party: X(以下简称甲方); lines without a colon: 出租方 X公司."""
    letters = "".join(letter for letter, part in roles.by_letter.items() if part == role)
    called = re.compile(rf"(?P<value>{_SOMEBODY})(?:\([^()]{{6,60}}\))?{_CALLED}(?:{_ALL[role]}|[{letters or '无'}]方)")
    # 立约人:出租方 某某(甲方),承租方 某某(乙方)。
    lettered = re.compile(
        rf"(?<![\u4e00-\u9fff])(?:{_ALL[role]})[ \t:]*(?P<value>[^\s,。;:、()_]{{2,40}})\([{letters or '无'}]方\)"
    )
    aliased = re.compile(
        rf"(?<![\u4e00-\u9fff])(?:{_ALL[role]})[ \t]*:[ \t]*{_ALIAS.pattern}"
        rf"[ \t_]*(?P<value>{_SOMEBODY})(?=[ \t_]*(?:[\n,;。\t]|$))"
    )
    plain = re.compile(
        rf"(?:^|\n)(?:{_ALL[role]})[ \t]*(?:\([^()\n]{{0,14}}\))?[ \t]*"
        rf"(?P<value>[^\n\t:;,。_]{{3,40}}{_ORGANISATION})(?=[ \t]*(?:\(|\n|\t|$))"
    )
    for score, pattern, lines in (
        (0.95, called, textmap),
        (0.94, lettered, textmap),
        (0.95, aliased, TextMap.of(textmap.document, flow=False)),
        (0.95, plain, TextMap.of(textmap.document, flow=False)),
    ):
        for match in pattern.finditer(lines.text):
            start = match.start("value")
            if pattern is called and (before := _BEFORE_NAME.match(lines.text, start)):
                start = before.end()
            value = lines.text[start : match.end("value")]
            yield Candidate(value, lines.evidence(start, match.end("value")), score)


def party_code(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """统一社会信用代码 of the party that plays the part ``role``."""
    role = str(spec["role"])
    flow = TextMap.of(document)
    roles = roles_of(flow)
    between = (_head(role, roles), _others(role, roles))
    found = list(_after(document, spec, _CODE_LABELS, 1.0, between=between))
    found += _only_code(TextMap.of(document, flow=False), between)
    named, lettered = _labels(role, roles)
    label = re.compile(rf"(?:^|\n|[\d.、)\t])(?:{_either([*named, *lettered])})[^\n:]{{0,16}}:")
    rival = re.compile("|".join(_head(other, roles).pattern for other in WORDS if other != role))
    for match in label.finditer(flow.text):
        end = flow.text.find("\n", match.end())
        end = len(flow.text) if end < 0 else end
        other = rival.search(flow.text, match.end(), end)
        for code in identifiers.find(flow.text, match.end(), other.start() if other else end):
            raw = flow.text[code.start : code.end]
            found.append(Candidate(raw, flow.evidence(code.start, code.end), 0.97 if code.valid else 0.8))
    return found


def _only_code(lines: TextMap, between: Sequence[re.Pattern[str]]) -> Iterator[Candidate]:
    """The one code that stands among a party's particulars, whatever its label has become."""
    for section in columns(lines, between):
        found = identifiers.find(lines.text, section.low, section.high)
        held = [code for code in found if section.holds(lines.place(code.start))]
        if len(held) == 1:
            [code] = held
            raw = lines.text[code.start : code.end]
            yield Candidate(raw, lines.evidence(code.start, code.end), 0.9 if code.valid else 0.75)
