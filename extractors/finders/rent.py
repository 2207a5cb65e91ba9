"""Rent out of the sentences of a lease: how much, for what span, and in which part of the term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from extractors import amounts, numerals
from extractors.dates import add_months
from extractors.finders import scopes
from extractors.finders.amounts import BLANK, candidates, clause_end
from extractors.finders.base import Candidate
from extractors.finders.former import of_another, renews
from extractors.finders.rent_rows import rows
from extractors.finders.scopes import Scope
from extractors.finders.term import lease_term
from extractors.model import Document
from extractors.recent import Recent
from extractors.textmap import TextMap
from extractors.ticks import unticked

#: the noun nearest before an amount says what it is
_NOUN = re.compile(
    r"(?P<rent>(?P<which>[月季]|(?<!\d)日|年(?!月)|每月|每年|每季度?|每日|全年|(?<![第上前])一年(?!月)|年度|季度)?(?:(?<=每月|每年|全年|一年)的)?(?:房屋|商铺|场地|办公|保底|固定|基本|最低){0,2}(?:租金|房租|租赁费用?|租费|月租|年租|租[赁用]金额|场地租赁费|(?:(?<=房屋)|(?<=场地)|(?<=商铺)|(?<=用房)|(?<=厂房)|(?<=土地)|(?<=[年月]))使用费)(?P<sum>总额|合计|总计|总价)?)"
    r"|(?P<other>押金|保证金|定金|订金|违约金|滞纳金|赔偿|物业|管理费|水费|电费|燃气|取暖|供暖|空调费|网络|停车|(?<!含)税|中介|佣金|服务费|维修|装修|转让费|手续费|罚款|注册资本|首期|首付|第一期|首次|第一次|每次|每期|利息|损失|保险|总价款|优惠|减免|免除|减收|减半|免收|免交|免缴|少收|补偿)"
)
#: rent of something beside the premises
_NOT_PREMISES = re.compile(r"(?:车位|广告位|设备|家具|(?<![、和及与])宿舍|场地外摆)[^,。;\n]{0,4}$")
#: what is due once or each time, whatever span that is for; what somebody thinks the premises could bring
_NOT_RATE = re.compile(
    r"(?:首[次期笔]|第一[次期笔]|[每各当下本][次期])(?:支付|应付|应交|缴纳|交纳)?的?$|(?:评估|市场|挂牌|参考)(?:的)?$"
)
#: by how much it rises is no rent: 房租每月增加300元
_INCREMENT = re.compile(r"(?:递增|上浮|上涨|上调|增长|增加|提高|增|涨|加)(?:租金)?(?:人民币)?$")
#: a factor of a sum that is worked out: 3.2元×412.5平方米×365天÷12
_FACTOR = re.compile(r"[ \t]*[×÷*xX]")
#: rent of so many years together: 三年租金合计; not 第三年租金, 2022年租金
_SO_MANY_YEARS = re.compile(rf"(?<![第\d{numerals.CHARACTERS}])(?:\d{{1,2}}|[{numerals.CHARACTERS}]{{1,2}})$")
#: so many months' rent is another amount: 相当于2个月租金
_SO_MANY = re.compile(rf"(?<!第)(?<![第\d{numerals.CHARACTERS}])[\d{numerals.CHARACTERS}]+[ \t_]*个月的?(?:房屋)?$")
#: a span named between the noun and the amount: 租金为每月…, 租金(按年计)
_SPAN = re.compile(
    r"每个?(?P<month>月)|(?P<m2>月租|按月|月为|/月)|每(?P<year>年)|(?P<y2>年租|全年|按年|(?<![第上前])一年|/年)|每个?(?P<quarter>季)|每(?P<day>日|天)|(?P<area>每平方米|每平米|每建筑平方|每m2|单价)|(?P<total>总计|合计|共计|总额|总租金|租期内)"
)
_SUMMED = re.compile(r"(?:共计|合计|总计)(?:为|是|:)?")
#: a month or year by its number: 2月、3月租金共计, 三年租金合计
_COUNTED = re.compile(rf"[\d{numerals.CHARACTERS}]个?$")
#: the span a form has ticked before the amount: 每(□月√年)
_TICKED = re.compile(
    r"\((?:□?(?:月|季度?|半年|年)[/、,]?)*[☑√☒■✓✔](?P<span>月|季度?|年)(?:[/、,]?□?(?:月|季度?|半年|年))*\)"
)
#: what follows an amount: 元/月, 元每月, 元/平方米·天, 元/(□月/☑季/□年)
_AFTER = re.compile(
    r"^[整正)\s]*(?:\(含税\)|含税)?(?:/?\(?(?:□(?:月|季度?|半年|年)[/、,]?)*[☑√☒■✓✔](?P<ticked>月|季度?|年))?(?:人民币)?(?:/|每|一)?(?:个)?(?P<area>平方米|平米|m2|㎡|建筑平方米)?(?:[/每·.、*×]|每)?(?P<span>月|年|季度?|天|日)?"
)
#: 乙方每月向甲方缴纳租金…元; a form's 每月(季) of which nothing is struck out is the former
_DUE = re.compile(
    r"每个?[ \t_]*(?P<span>月|季度?|年)(?:\(季\))?(?:应|须|需)?(?:向(?:甲方|出租[方人]))?"
    r"(?:缴纳|交纳|支付|缴付|交付|缴|交|付)的?$"
)
#: rent of so many at so much each: no premises' rent by itself
_EACH = re.compile(r"每[一1]?个?(?:工位|卡位|席位|床位|间|车位|亩|人)|/(?:工位|卡位|间|亩)")
#: an amount right behind a year is one of the year: 2017年度22万元, 第一年6.6万元
_WHOLE_YEAR = re.compile(
    rf"(?:(?:19|20)\d\d年度|第[\d{numerals.CHARACTERS}]+个?(?:租赁|计租|合同)?年度?)(?:为|是|:)?(?:人民币)?$"
)
#: the price of a square metre told before the noun: 每日每平方米建筑面积租金为4.20元
_EACH_METRE = re.compile(r"每(?:建筑)?平(?:方)?米[^,。;\n]{0,10}$")
#: rent of a time that may never come
_OPTION = re.compile(r"续租|续期|续约|续签|期满后|到期后")
#: the rent changes, by how much ever: 以后每年递增500元, 第三年起租金另行协商
_CHANGES = re.compile(
    r"(?:租金|房租|租费)[^。;\n]{0,30}(?:每隔?[一二两三四五\d]?年|逐年|次年|以后各?年|第[二三四五六2-9]个?(?:租赁)?年)[^。;\n]{0,24}"
    r"(?:递增|上浮|上涨|上调|增长|增加|提高|涨|调整|协商|另行)"
    r"|(?:每隔?[一二两三四五\d]?年|逐年|次年|以后各?年|第[二三四五六2-9]个?(?:租赁)?年)[^。;\n]{0,16}(?:租金|房租|租费)[^。;\n]{0,24}"
    r"(?:递增|上浮|上涨|上调|增长|增加|提高|涨|调整|协商|另行)"
)
_ENDS = "。;\n"
#: no clause is longer, in characters
_LONGEST = 600
#: rent's steps follow each other within so many characters
_STEP_REACH = 60


@dataclass(frozen=True, slots=True)
class _Last:
    """The amount of rent before."""

    end: int
    per: str
    scope: Scope | None
    noun: re.Match[str]


@dataclass(frozen=True, slots=True)
class Statement:
    """One amount of rent as the paper states it."""

    one: amounts.Amount
    twin: amounts.Amount | None  #: the same in words or figures
    #: month, quarter, year, total, day, area (per square metre, whatever the span), unit (per desk, per room)
    per: str
    scope: Scope | None  #: the part of the term it is stated for; None where none is named
    plain: bool  #: the noun itself names the span (月租金), so it is surely the rent
    textmap: TextMap  #: that the amounts' offsets belong to
    summed: bool = False  #: the noun says that it is all together (月租金合计)


def _clause(text: str, at: int) -> int:
    low = max(0, at - _LONGEST)
    return max(low, *(text.rfind(char, low, at) + 1 for char in _ENDS))


def _per(noun: re.Match[str], between: str, after: str) -> tuple[str, bool] | None:
    behind = _AFTER.match(after)
    if behind and behind["area"]:
        return "area", True
    spans = {"月": "month", "年": "year", "季": "quarter", "季度": "quarter", "天": "day", "日": "day"}
    if behind and (behind["ticked"] or behind["span"]):
        return spans[behind["ticked"] or behind["span"]], True
    if ticked := _TICKED.search(between):
        return spans[ticked["span"]], True
    # 月租金共计…元: of several rooms together, each month
    named = noun["which"] and not _COUNTED.search(noun.string[: noun.start()][-2:])
    summed = _SUMMED.match(between) if named else None
    marks = list(_SPAN.finditer(between, summed.end() if summed else 0))
    if any(mark["area"] for mark in marks):
        return "area", True
    if marks:
        mark = marks[-1]
        name = next(key for key, value in mark.groupdict().items() if value)
        return {"m2": "month", "y2": "year"}.get(name, name), True
    which = noun["which"] or ("月" if "月租" in noun["rent"] else "年" if "年租" in noun["rent"] else "")
    for sign, per in (("月", "month"), ("年", "year"), ("季", "quarter"), ("日", "day")):
        if sign in which:
            return per, True
    if noun["sum"]:
        return "total", True
    return None


def _statements(textmap: TextMap) -> Iterator[Statement]:
    """Every amount that is rent, in reading order."""
    text = textmap.text
    listed = list(amounts.find(text))
    before = opened = 0
    last: _Last | None = None  # the amount before
    for one, twin in amounts.pairs(listed, text):
        start = _clause(text, one.start)
        end = (twin or one).end
        told = last if last and last.end > start else None
        nouns = list(_NOUN.finditer(text, start, one.start))
        scope_before = last.scope if last else None
        if not nouns:
            # 第1-2年每月…元;第3-4年每月…元: the noun stands once, before the first of them
            scope = scopes.find(text[max(start, before) : one.start], scope_before)
            goes_on = last is not None and scope is not None and one.start - last.end <= _STEP_REACH
            before = end
            if not goes_on or last is None or last.scope is None:
                continue
            found = _per(last.noun, text[start : one.start], text[end : end + 24])
            per = found[0] if found else last.per
            if per != last.per and per not in ("area", "unit"):
                continue
            last = _Last(end, per, scope, last.noun)
            yield Statement(one, twin, per, scope, False, textmap)
            continue
        noun = nouns[-1]
        if noun["other"] or _no_rent(text, start, noun, one.start):
            before, last = end, None
            continue
        # 第一年租金…元,第二年租金…元: what was said before the amount before belongs to that one
        opening = max(start, before)
        between = text[max(noun.end(), opening) : one.start]
        told_per = _per(noun, between, text[end : end + 24])
        before = end
        if _EACH.search(between) or _EACH.search(text[end : end + 8]):
            per = "unit"
        elif _EACH_METRE.search(text[start : noun.start()]):
            per = "area"
        elif told_per is not None:
            per = told_per[0]
        elif due := _DUE.search(text[start : noun.start()]):
            per = {"月": "month", "年": "year", "季": "quarter"}[due["span"][0]]
        elif told and scopes.find(between, scope_before):
            per = told.per  # 第一年…,第二年…: the span stands once
        elif _WHOLE_YEAR.search(between):
            per = "year"
        else:
            continue
        if len(text[noun.end() : one.start]) > 60 or _INCREMENT.search(text, noun.end(), one.start):
            continue
        if _FACTOR.match(text, end):
            continue
        if (noun["which"] or "").startswith("年") and _SO_MANY_YEARS.search(text, start, noun.start()):
            yield Statement(one, twin, "total", None, False, textmap)
            continue
        # 第一年:日租金…元/平方米,月租金…元: two ways to say the same, for the same year
        opening = opened if told and told.per != per else opening
        opened = opening
        scope = scopes.find(text[opening : one.start], scope_before)
        if told and told.per == per and scope is None:
            scope = scopes.find(text[start : noun.start()], None)
        last = _Last(end, per, scope, noun)
        yield Statement(one, twin, per, scope, bool(noun["which"]), textmap, bool(noun["sum"]))


def _no_rent(text: str, start: int, noun: re.Match[str], amount: int) -> bool:
    """Whether the sentence is about something else than what is due for the premises."""
    before = text[start : noun.start()]
    so_many = noun.start("which") + 1 if noun["which"] else noun.start()
    return bool(
        unticked(text, noun.start())
        or _NOT_PREMISES.search(before)
        or _NOT_RATE.search(before)
        or _SO_MANY.search(text, start, so_many)
        or (_OPTION.search(text, start, amount) and not renews(text))
        or re.search(r"逾期|违反|拖欠|解除|提前退", text[start:amount])
    )


def _told(textmap: TextMap) -> list[Statement]:
    """What the sentences say, and the tables, which know better what their rows are for."""
    lines = TextMap.of(textmap.document, flow=False)
    listed = [Statement(row.one, row.twin, row.per, row.scope, True, lines) for row in rows(lines)]
    spans = {statement.per for statement in listed}
    said = [s for s in _statements(textmap) if not (s.per in spans and s.scope)]
    # a paper that changes a lease tells the rent of that one only
    own = [s for s in said if not of_another(textmap.text, s.one.start)]
    told = {s.per for s in own}
    return [*own, *(s for s in said if s.per not in told), *listed]


#: every rent field asks for the same list
statements: Recent[TextMap, list[Statement]] = Recent(_told)


def _stepped(stated: Sequence[Statement]) -> bool:
    return any(s.scope for s in stated) and len({s.one.value for s in stated}) > 1


def _moves(textmap: TextMap, stated: Sequence[Statement]) -> bool:
    """Whether the rent does not stay what it is for the whole term: steps, rates, or that it is to be agreed anew."""
    if _stepped(stated) or any(s.scope and not scopes.covers(s.scope, textmap) for s in stated):
        return True
    said = _CHANGES.finditer(textmap.text)
    return any(not _OPTION.search(textmap.text, _clause(textmap.text, match.start()), match.end()) for match in said)


def rent(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """Rent per ``month``, ``quarter``, ``year``, in ``total``, or by ``area``; of a stepped one the first period's."""
    textmap = TextMap.of(document)
    stated = statements(textmap)
    mine = [s for s in stated if s.per == spec["per"]]
    found: list[Candidate] = []
    tags = {"stepped": "true"} if _moves(textmap, stated) else {}
    if _stepped(mine) or (mine and all(s.scope for s in mine)):
        first = min((s for s in mine if s.scope), key=lambda s: scopes.begins(s.scope, textmap))
        if first.scope and scopes.later(first.scope, textmap):
            # what is stated for no year by name is for the years before
            mine = [s for s in mine if not s.scope] or _after_free_months(first, textmap)
        else:
            mine = [s for s in mine if s is first or (not s.scope and s.one.value == first.one.value)]
    whole = _together(mine)
    if len(whole) < len(mine):
        mine, tags = list(whole), {**tags, "doubtful": "true"}
    for statement in mine:
        told = {**tags, **_months(statement)} if statement.per == "area" else tags
        found += candidates(statement.textmap, statement.one, statement.twin, 1.0 if statement.plain else 0.95, told)
    return [*found, *_blanks(textmap, spec["per"])]


#: the first months may be free of rent, so that it begins with a later day than the term
_FREE = re.compile(r"免租|免收租金|免除租金|装修期|免交租金|免付租金")


def _after_free_months(first: Statement, textmap: TextMap) -> list[Statement]:
    """The rent of the first step, where it begins within the term's first year and the paper tells of free months."""
    term = lease_term(textmap)
    place = scopes.placed(first.scope, term) if first.scope and term else None
    if term is None or place is None or place[0] >= add_months(term.first, 12) or not _FREE.search(textmap.text):
        return []
    return [first]


def _together(stated: Sequence[Statement]) -> Sequence[Statement]:
    """Of the rents of several buildings and what they make together, the latter: 厂房89,600元,月租金合计107,600元."""
    whole = {s.one.value for s in stated if s.summed}
    parts = {s.one.value for s in stated} - whole
    if len(whole) != 1 or not parts or any(s.scope for s in stated) or max(parts) >= min(whole):
        return stated
    return [s for s in stated if s.one.value in whole]


#: how many days a month has for the rent: 365天÷12个月, 每月按30天计
_DAYS = re.compile(
    r"(?P<year>36[56])(?:天|日)?(?:/年)?[)]?(?:÷|/|除以)12|(?:每个?月|月租金)?(?:均?按|以|[×*xX])(?P<month>3[01])(?:天|日)"
)


def _months(statement: Statement) -> Mapping[str, str]:
    """How many times the rent of a square metre a month takes, where the paper says so: 1, 365/12, 30."""
    text, one = statement.textmap.text, statement.one
    before = re.split(r"[,。;\n]", text[max(0, one.start - 30) : one.start])[-1]
    after = re.split(r"[,。;\n(]", text[one.end : one.end + 14])[0]
    monthly, daily = "月" in before + after, bool(re.search(r"日|天", before + after))
    if monthly == daily:
        return {}
    if monthly:
        return {"months": "1"}
    said = {match["year"] + "/12" if match["year"] else match["month"] for match in _DAYS.finditer(text)}
    return {"months": said.pop()} if len(said) == 1 else {}


_BLANK_NOUN = {
    "month": re.compile(r"月租金|每月租金|租金[^。;\n_]{0,8}每月|月租"),
    "year": re.compile(r"年租金|每年租金|租(?:金|赁金额)[^。;\n_]{0,8}每年|年租"),
}


def _blanks(textmap: TextMap, per: str) -> Iterator[Candidate]:
    expression = _BLANK_NOUN.get(per)
    for match in expression.finditer(textmap.text) if expression else ():
        end = clause_end(textmap.text, match.end(), 24)
        written = next(amounts.find(textmap.text, match.end(), end + 24), None)
        # underscores up to the amount are the line it is written on
        gap = textmap.text[match.end() : min(end, written.start) if written else end]
        gap = gap.rstrip(" \t_¥(") if written and written.start <= end else gap
        if BLANK.match(gap):
            yield Candidate("", textmap.evidence(*match.span()), 1.0, blank=True)
