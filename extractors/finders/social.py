"""The reader of social-insurance records: whose, which month, how many people, what was paid.

A personal record never gives a headcount. A unit's count comes from its sentences, its table by insurance, and its
roster; where they disagree nothing is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from extractors.finders import social_about as about
from extractors.finders.base import Read
from extractors.finders.cells import beside
from extractors.finders.findings import Findings
from extractors.finders.roster import Roster, rosters_of, stated_counts
from extractors.finders.social_months import MonthRow, below, by_insurance, latest, month_rows, total_paid
from extractors.finders.statement_words import amount_in
from extractors.model import Document, Evidence, Problem
from extractors.tables.stream import evidence
from extractors.textmap import TextMap

_UNIT = re.compile(
    r"(?:(?:参保单位|单位|用人单位|缴费单位|企业|公司|缴费人|纳税人|现参保单位)(?:名称|全称)(?:\((?:盖章|公章|全称)\))?[:;]?"
    r"|(?:参保单位|缴费单位|用人单位|投保单位|申报单位|所在单位|(?<![一-龥])单位):)[ \t]*"
    r"(?P<v>[^\t\n:;]{4,50}?)(?=\t|\n|$|单位(?:编号|编码|代码|社保)|统一社会|社会保险登记|组织机构|校验码|验证码|所属|缴费年月|统计|打印|制表|费款)"
)
_UNIT_SENTENCE = re.compile(
    r"(?m)(?:兹证明|兹有|证明|现有|^)[,:]?(?!兹)(?P<v>[一-龥A-Za-z0-9()]{3,40}?(?:公司|厂|店|中心|研究院|学校|医院|事务所|合作社|协会|酒店|集团|商行|经营部|工作室))"
    r"(?=[(,:。]|在|已|自|为|于|系|单位|参加|参保|统一|截至|依法|共)"
)
_UNIT_NO = re.compile(
    r"(?:单位(?:社保)?(?:编号|编码|代码|社保号|参保号)|社会保险登记(?:证)?(?:编号|号码?)|单位社会保险(?:登记)?号|社保登记(?:证)?号码?|社保编号)"
    r"[:;]?[ \t]*(?P<v>[0-9A-Za-z-]{4,20})(?![0-9A-Za-z])"
)
_NAME_HEAD = re.compile(r"(参保|缴费|工作|用人)?单位(名称|全称)?|公司名称")
#: how the names of those who employ end
_BODY = re.compile(
    r"(公司|厂|店|中心|院|校|所|社|会|集团|行|部|室|馆|站|园|处|局|酒店|企业|工厂|超市|餐厅|饭庄|作坊)([(].*[)])?$"
)
_NO_HEAD = re.compile(r"单位(社保)?(编号|编码|代码|社保号)|社会保险登记(证)?(编)?号码?|社保(登记)?(编)?号码?")


def read(document: Document, spec: Mapping[str, Any]) -> Read:
    """``spec``: ``fields``, the names whose absence is told."""
    lines, flow = TextMap.of(document, flow=False), TextMap.of(document, flow=True)
    rosters = rosters_of(document)
    title = about.title_of(document)
    said = title.text if title else ""
    personal = about.is_personal(document, said, roster=bool(rosters))
    found = Findings()
    if title is not None:
        found.add("title", title.text, (title.evidence,), 0.95, doubtful=not title.whole)
        subtype = about.subtype_of(title.text, personal=personal, roster=bool(rosters))
        if subtype is not None:
            found.add("subtype", subtype, (title.evidence,), 0.95)
    rows = month_rows(document)
    _owner(found, document, lines, flow)
    if personal:
        _personal(found, document, rows)
        found.lacking("insured_count", "not_stated_by_this_kind")
    else:
        _count(found, document, lines, flow, rosters)
    _when(found, lines, flow)
    _money(found, document, lines, flow, personal=personal)
    for name in spec.get("fields", ()):
        if name not in found.named:
            found.lacking(name)
    return found.read()


def _owner(found: Findings, document: Document, lines: TextMap, flow: TextMap) -> None:
    for name, label, head in (("unit_name", _UNIT, _NAME_HEAD), ("unit_no", _UNIT_NO, _NO_HEAD)):
        told: dict[str, tuple[Evidence, ...]] = {}
        for row, cell, following in beside(document):  # a form's cell says more than the line it stands on
            value = following.text
            if (
                head.fullmatch(cell.text.rstrip(":"))
                and _fits(name, value)
                and (name == "unit_no" or _BODY.search(value))
            ):
                told.setdefault(value, (evidence(document, row, following.words),))
        if not told:
            for value, at in about.spans(lines, label, "v"):
                if _fits(name, value):
                    told.setdefault(value, at)
        if not told and name == "unit_name":
            for value, at in about.spans(flow, _UNIT_SENTENCE, "v"):
                if not re.search(r"社会保险|社保|人力资源|医疗保障|税务", value):
                    told.setdefault(value, at)
        if not told:
            for value, place in below(document, head):
                if _fits(name, value):
                    told.setdefault(value, (place,))
        if len(told) == 1:
            value, at = next(iter(told.items()))
            found.add(name, value, at, 0.95, kind="name" if name == "unit_name" else "code")
        elif told:
            found.lacking(name, "ambiguous")


def _fits(name: str, value: str) -> bool:
    if name == "unit_no":
        return bool(re.fullmatch(r"[0-9A-Za-z-]{4,20}", value)) and any(c.isdigit() for c in value)
    return len(re.findall(r"[一-龥]", value)) >= 4 and not re.search(
        r"人数|编号|缴费|参保|名称|证明$|登记|代码|日期|时间|状态|类型|地址|电话", value
    )


def _personal(found: Findings, document: Document, rows: Sequence[MonthRow]) -> None:
    paid = [row for row in rows if row.paid]
    if paid:
        places = [evidence(document, row.row, tuple(w for _, c in row.cells for w in c.words)) for row in paid]
        found.add("months_paid", tuple(sorted({row.month for row in paid})), places, 0.93, kind="month")
    last = latest(document, rows)
    if last is not None:
        found.add("latest", last[0], (last[1],), 0.93, kind="money")


def _count(found: Findings, document: Document, lines: TextMap, flow: TextMap, rosters: Sequence[Roster]) -> None:
    roster = max(rosters, key=lambda r: len(r.people), default=None)
    if roster is not None:
        checks = ("+serials",) if roster.in_order else ()
        found.add("roster_rows", len(roster.people), roster.evidence(document), 0.9, checks, kind="count")
    stated: dict[int, tuple[Evidence, ...]] = {}
    for text in (lines, flow):
        for said in stated_counts(text.text):
            stated.setdefault(said.count, text.evidence(said.start, said.end))
    typed = by_insurance(document, flow)
    numbers: set[int] = set()
    if typed is not None:
        numbers = set(typed[0].values())
        found.add("insured_by_type", dict(typed[0]), typed[1], 0.93, kind="count")
        for number in numbers:  # 养老保险28人 is a count by insurance, not of the unit
            if len(numbers) > 1:
                stated.pop(number, None)
    listed = roster.distinct if roster is not None else None
    if len(stated) > 1 and listed in stated:
        stated = {listed: stated[listed]}
    if len(stated) == 1:
        count, at = next(iter(stated.items()))
        checked = []
        if listed is not None:
            checked.append("+roster_count" if listed == count else "-roster_count")
            if listed != count:
                data: dict[str, str | int] = {"stated": count, "listed": listed}
                found.problems.append(Problem("social.count_differs", data, at[0].page, at[0].boxes))
        if len(numbers) == 1:
            checked.append("+by_insurance" if numbers == {count} else "-by_insurance")
        found.add("insured_count", count, at, 0.93, checked, kind="count")
    elif stated:
        found.differ("insured_count", stated.items(), "count")
    elif typed is not None and len(numbers) == 1 and len(typed[0]) >= 2:
        found.add("insured_count", numbers.pop(), typed[1], 0.9, kind="count")
    elif typed is not None:
        found.lacking("insured_count", "ambiguous")
    elif roster is not None and roster.in_order and not roster.some_left:
        # nobody states the count: the list is the only word on it, and a page of it may be lacking
        at = roster.evidence(document)
        found.add("insured_count", roster.distinct, at, 0.8, kind="count", doubtful=True)


def _when(found: Findings, lines: TextMap, flow: TextMap) -> None:
    month = about.for_month(lines, flow)
    as_of = about.as_of_month(flow, about.print_date(lines))
    if as_of is not None:
        found.add("as_of_month", as_of.value, as_of.evidence, 0.92, kind="month")
    if month is not None:
        found.add("month", month.value, month.evidence, 0.92, kind="month")
    span = about.period(flow)
    if span is not None:
        found.add("period_start", span[0].value, span[0].evidence, 0.92, kind="month")
        found.add("period_end", span[1].value, span[1].evidence, 0.92, kind="month")


def _money(found: Findings, document: Document, lines: TextMap, flow: TextMap, *, personal: bool) -> None:
    sums: dict[Decimal, tuple[Evidence, ...]] = {}
    for text, at in about.amounts_paid(lines):
        read_amount = amount_in(text)
        if read_amount is not None and read_amount[1]:
            sums.setdefault(read_amount[0], at)
    if len(sums) == 1:
        value, at = next(iter(sums.items()))
        found.add("amount_paid_yuan", value, at, 0.9, kind="money")
    elif not sums and not personal and (total := total_paid(document)) is not None:
        found.add("amount_paid_yuan", total[0], (total[1],), 0.9, ("+column_sum",), kind="money")
    owed = about.arrears(flow)
    if owed is not None:
        found.add("arrears", owed[0], owed[1], 0.9)
