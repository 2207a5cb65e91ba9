"""Rent out of the sentences of a lease: how much, for what span, and in which part of the term."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from extractors import amounts, dates, numerals
from extractors.dates import add_months
from extractors.finders.amounts import BLANK, candidates, clause_end
from extractors.finders.base import Candidate
from extractors.finders.term import lease_term
from extractors.model import Document, Evidence, RentPeriod
from extractors.recent import Recent
from extractors.textmap import TextMap

#: the noun nearest before an amount says what it is
_NOUN = re.compile(
    r"(?P<rent>(?P<which>[月季日]|年(?!月)|每月|每年|每季度?|每日|全年|(?<!第)一年(?!月)|年度|季度)?(?:房屋|商铺|场地|办公)?(?:租金|房租|租赁费用?|租费|月租|年租|租赁金额|场地租赁费|使用费)(?P<sum>总额|合计|总计|总价)?)"
    r"|(?P<other>押金|保证金|定金|订金|违约金|滞纳金|赔偿|物业|管理费|水费|电费|燃气|取暖|供暖|空调费|网络|停车|税|中介|佣金|服务费|维修|装修|转让费|手续费|罚款|注册资本|首期|首付|第一期|首次|第一次|每次|每期|利息|损失|保险|总价款|优惠|减免|免除|补偿)"
)
#: rent of something beside the premises
_NOT_PREMISES = re.compile(r"(?:车位|广告位|设备|家具|宿舍|场地外摆)[^,。;\n]{0,4}$")
#: so many months' rent is another amount: 相当于2个月租金
_SO_MANY = re.compile(rf"(?<!第)(?<![第\d{numerals.CHARACTERS}])[\d{numerals.CHARACTERS}]+[ \t_]*个月的?(?:房屋)?$")
#: a span named between the noun and the amount: 租金为每月…, 租金(按年计)
_SPAN = re.compile(
    r"每个?(?P<month>月)|(?P<m2>月租|按月|月为|/月)|每(?P<year>年)|(?P<y2>年租|全年|按年|一年|/年)|每个?(?P<quarter>季)|每(?P<day>日|天)|(?P<area>每平方米|每平米|每建筑平方|每m2|单价)|(?P<total>总计|合计|共计|总额|总租金|租期内)"
)
#: what follows an amount: 元/月, 元每月, 元/平方米·天, 元/(□月/☑季/□年)
_AFTER = re.compile(
    r"^[整正)\s]*(?:\(含税\)|含税)?(?:/?\(?(?:□(?:月|季度?|半年|年)[/、,]?)*[☑√☒■✓✔](?P<ticked>月|季度?|年))?(?:人民币)?(?:/|每|一)?(?:个)?(?P<area>平方米|平米|m2|㎡|建筑平方米)?(?:[/每·.、*×]|每)?(?P<span>月|年|季度?|天|日)?"
)
_ENDS = "。;\n"
_YEAR_NO = re.compile(
    rf"第(?P<first>\d+|[{numerals.CHARACTERS}]+)(?:个?(?:租赁|计租|合同)?年度?)?(?:(?:至|到|-|~|、|和)第?(?P<last>\d+|[{numerals.CHARACTERS}]+))?个?(?:租赁|计租|合同)?年度?"
)
#: 首年, 首三年, 前两年
_FIRST_YEARS = re.compile(
    rf"(?:首(?P<n>\d+|[{numerals.CHARACTERS}两]+)?|前(?P<m>\d+|[{numerals.CHARACTERS}两]+))个?(?:租赁|计租)?年度?"
)
_RISE = re.compile(
    rf"(?:(?:从|自)?第(?P<from>\d+|[{numerals.CHARACTERS}]+)个?(?:租赁|计租)?年度?(?:起|开始)?[,]?)?[^。;\n]{{0,24}}?(?P<every>每(?P<n>\d+|[{numerals.CHARACTERS}]+)?年|逐年|以后每年)[^。;\n]{{0,24}}?"
    r"(?:递增|上浮|上涨|上调|增长|提高|增加|涨)[^。;\n\d]{0,6}(?P<rate>\d+(?:\.\d+)?)%"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One amount of rent as the paper states it."""

    one: amounts.Amount
    twin: amounts.Amount | None  #: the same in words or figures
    per: str  #: month, quarter, year, total, day, area (per square metre, whatever the span)
    first: date | None  #: the period it is stated for, by dates
    last: date | None
    years: tuple[int, int] | None  #: by years of the term, 第一年 is 1
    plain: bool  #: the noun itself names the span (月租金), so it is surely the rent


def _clause(text: str, at: int) -> int:
    return max(text.rfind(char, 0, at) for char in _ENDS) + 1


def _per(noun: re.Match[str], between: str, after: str) -> tuple[str, bool] | None:
    behind = _AFTER.match(after)
    if behind and behind["area"]:
        return "area", True
    spans = {"月": "month", "年": "year", "季": "quarter", "季度": "quarter", "天": "day", "日": "day"}
    if behind and (behind["ticked"] or behind["span"]):
        return spans[behind["ticked"] or behind["span"]], True
    marks = list(_SPAN.finditer(between))
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
    last_per = ""  # of the amount before, in the same clause
    for one, twin in amounts.pairs(listed, text):
        start = _clause(text, one.start)
        last_per = last_per if before > start else ""
        nouns = list(_NOUN.finditer(text, start, one.start))
        if not nouns:
            before = (twin or one).end
            continue
        noun = nouns[-1]
        if (
            noun["other"]
            or _NOT_PREMISES.search(text[start : noun.start()])
            or _SO_MANY.search(text, start, noun.start("which") + 1 if noun["which"] else noun.start())
            or re.search(r"逾期|违反|拖欠|解除|提前退", text[start : one.start])
        ):
            before, last_per = (twin or one).end, ""
            continue
        # 第一年租金…元,第二年租金…元: what was said before the amount before belongs to that one
        opening = max(start, before)
        between = text[max(noun.end(), opening) : one.start]
        per = _per(noun, between, text[(twin or one).end : (twin or one).end + 24])
        before = (twin or one).end
        if per is None or len(text[noun.end() : one.start]) > 60:
            continue
        # 第一年:日租金…元/平方米,月租金…元: two ways to say the same, for the same year
        opening = opened if last_per and last_per != per[0] else opening
        opened, last_per = opening, per[0]
        scope = text[opening : one.start]
        years = _years(scope)
        days = list(dates.find(scope))
        first, last = (days[-2].value, days[-1].value) if len(days) >= 2 else (None, None)
        yield Statement(one, twin, per[0], first, last, years, bool(noun["which"]))


#: every rent field asks for the same list
statements: Recent[TextMap, list[Statement]] = Recent(lambda textmap: list(_statements(textmap)))


def _years(scope: str) -> tuple[int, int] | None:
    opening = _FIRST_YEARS.search(scope)
    if opening and not _YEAR_NO.search(scope, opening.end()):
        stated = opening["n"] or opening["m"]
        number = numerals.number(stated) if stated else 1
        return (1, number) if number and number <= 60 else None
    found = list(_YEAR_NO.finditer(scope))
    if not found or "年" not in found[-1][0]:
        return None
    first = numerals.number(found[-1]["first"])
    last = numerals.number(found[-1]["last"]) if found[-1]["last"] else first
    return (first, last) if first and last and first <= last <= 60 else None


def _stepped(stated: Sequence[Statement]) -> bool:
    return any(s.years or s.first for s in stated) and len({s.one.value for s in stated}) > 1


def rent(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """Rent per ``month``, ``quarter``, ``year``, in ``total``, or as a ``schedule`` of periods.

    Of a stepped rent the first period's; a flat rent's schedule follows from rent and term and is not given here.
    """
    textmap = TextMap.of(document)
    stated = statements(textmap)
    if spec["per"] == "schedule":
        return _schedule(textmap, stated)
    mine = [s for s in stated if s.per == spec["per"]]
    found: list[Candidate] = []
    if _stepped(mine):
        first = min((s for s in mine if s.years or s.first), key=lambda s: (s.years or (0, 0), s.first or date.min))
        if first.years and first.years[0] > 1:  # what is stated for no year by name is for the years before
            mine = [s for s in mine if not s.years and not s.first]
        else:
            mine = [s for s in mine if s is first or (not s.years and not s.first and s.one.value == first.one.value)]
    for statement in mine:
        tags = {"stepped": "true"} if _stepped(stated) else {}
        found += candidates(textmap, statement.one, statement.twin, 1.0 if statement.plain else 0.95, tags)
    return [*found, *_blanks(textmap, spec["per"])]


_BLANK_NOUN = {
    "month": re.compile(r"月租金|每月租金|租金[^。;\n_]{0,8}每月|月租"),
    "year": re.compile(r"年租金|每年租金|租(?:金|赁金额)[^。;\n_]{0,8}每年|年租"),
}


def _blanks(textmap: TextMap, per: str) -> Iterator[Candidate]:
    expression = _BLANK_NOUN.get(per)
    for match in expression.finditer(textmap.text) if expression else ():
        gap = textmap.text[match.end() : clause_end(textmap.text, match.end(), 24)]
        if BLANK.match(gap):
            yield Candidate("", textmap.evidence(*match.span()), 1.0, blank=True)


def term(textmap: TextMap) -> tuple[date, date, tuple[Evidence, ...]] | None:
    """The lease's first and last day, where the paper leaves no doubt about them."""
    span = lease_term(textmap)
    return (span.first, span.last, textmap.evidence(span.start, span.end)) if span else None


def _schedule(textmap: TextMap, stated: Sequence[Statement]) -> list[Candidate]:
    whole = term(textmap)
    usable = [s for s in stated if s.per in {"month", "year", "quarter"}]
    stepped = [s for s in usable if s.years or s.first]
    # the same step stated per month and per year is one step: the finer span wins
    for per in ("month", "quarter", "year"):
        steps = [s for s in stepped if s.per == per]
        if len({(s.years, s.first) for s in steps}) > 1:
            return _stated_steps(textmap, steps, whole)
    rising = _RISE.search(textmap.text)
    flat = [s for s in usable if not s.years and not s.first] or usable
    if rising and whole and flat:
        return _rising(textmap, flat[0], rising, whole)
    return []


def _stated_steps(
    textmap: TextMap, steps: Sequence[Statement], whole: tuple[date, date, tuple[Evidence, ...]] | None
) -> list[Candidate]:
    periods: list[RentPeriod] = []
    doubtful = False
    for step in steps:
        if step.twin and step.twin.value != step.one.value:
            return []
        if step.first and step.last:
            first, last = step.first, step.last
        elif step.years and whole:
            first = add_months(whole[0], 12 * (step.years[0] - 1))
            last = min(add_months(whole[0], 12 * step.years[1]) - timedelta(days=1), whole[1])
        else:
            return []
        doubtful = doubtful or step.one.doubtful
        periods.append(RentPeriod(first, last, step.one.value, step.per))
    periods.sort(key=lambda p: p.start)
    joined = all(a.end + timedelta(days=1) == b.start for a, b in pairwise(periods))
    if any(p.start > p.end for p in periods):
        return []
    covered = whole is None or (periods[0].start == whole[0] and periods[-1].end == whole[1])
    evidence = tuple(e for s in steps for e in textmap.evidence(s.one.start, (s.twin or s.one).end))
    tags = {} if joined and covered and not doubtful else {"doubtful": "true"}
    raw = " ".join(e.text for e in evidence)
    return [Candidate(raw, evidence, 1.0, value=tuple(periods), tags=tags)]


def _rising(
    textmap: TextMap,
    base: Statement,
    rise: re.Match[str],
    whole: tuple[date, date, tuple[Evidence, ...]],
) -> list[Candidate]:
    """A rate of increase, compounded year by year to the fen. How a lease rounds is rarely said: never sure."""
    every = numerals.number(rise["n"]) if rise["n"] else 1
    begins = numerals.number(rise["from"]) if rise["from"] else (every or 1) + 1
    if not every or not begins or begins < 2 or (base.twin and base.twin.value != base.one.value):
        return []
    factor = 1 + Decimal(rise["rate"]) / 100
    periods: list[RentPeriod] = []
    amount, year = base.one.value, 1
    while True:
        first = add_months(whole[0], 12 * (year - 1))
        if first > whole[1]:
            break
        if year >= begins and (year - begins) % every == 0:
            amount = (amount * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
        last = min(add_months(whole[0], 12 * year) - timedelta(days=1), whole[1])
        if periods and periods[-1].amount == amount:
            periods[-1] = RentPeriod(periods[-1].start, last, amount, base.per)
        else:
            periods.append(RentPeriod(first, last, amount, base.per))
        year += 1
    evidence = (*textmap.evidence(base.one.start, base.one.end), *textmap.evidence(*rise.span()))
    return [Candidate(rise[0], evidence, 1.0, value=tuple(periods), tags={"doubtful": "true"})]
