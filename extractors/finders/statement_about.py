"""What a statement says about itself: company, report, period, unit, scope, audited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from extractors.finders.findings import Findings
from extractors.finders.statement_model import Section
from extractors.finders.statement_places import period_place, text_place, unit_place
from extractors.finders.statement_values import Reading
from extractors.finders.statement_words import Period
from extractors.geometry import upright_size
from extractors.model import Document, Evidence
from extractors.tables.clean import clean
from extractors.tables.stream import Line, Row, evidence, stream
from extractors.tables.within import evidence_within

_OWNER = re.compile(
    r"(?:编制单位|编报单位|填报单位|核算单位|会计主体|单位名称|公司名称|企业名称|纳税人名称)"
    r"(?:\(?(?:盖章|公章|签章)\)?|[A-Za-z ]{2,20})?[:;](?:[(\[]\d+[)\]])?"
    r"(?P<name>[^:;]*?)(?=\(?(?:盖章|公章|签章)|(?:19|20)\d\d[年.\-/]|年?\d{1,2}月(?:\d{1,2}日|份|$)|金额单位|货币单位|单位[:;]|币种|会[企小]|所属|报送|填报|填表|制表|日期|截[止至]|报表|期间|月份|账套|报告期|会计期间|税款|纳税人识别号|$)"
)
_COMPANY = r"[一-龥A-Za-z0-9()·&]{2,40}?(?:股份有限公司|有限责任公司|有限公司|股份公司)(?:[一-龥]{2,12}分公司)?"
_HEAD = re.compile(rf"^(?:关于)?(?P<name>{_COMPANY})")
_REPORT = re.compile(r"(半年度报告|年度报告|第[一二三四]季度报告|季度报告|审计报告|招股说明书)")
_YEARLY = re.compile(r"((?:19|20)\d\d)年(?:年度报告|度报告|年报|度财务报表|度财务报告|度审计报告|度财务会计报告)")
NAMES = ("company", "report", "period", "unit", "scope")
_REPORT_NAMES = {"balance": "资产负债表", "income": "利润表", "cash": "现金流量表"}


#: an amount that stands behind the name is no part of one, nor is a name that runs into it whole
_FIGURE = re.compile(r"\d[\d,.]{3}")
#: names more alike than this may be one
_MISREAD = 0.9


def heads(document: Document) -> Iterable[Line | Row]:
    """Lines in the top tenth of each page."""
    for item in stream(document):
        height = upright_size(item.page)[1]
        if item.place.bottom < 0.11 * height:
            yield item


def company(found: Findings, document: Document, reading: Reading) -> None:
    """Who drew the statement up: 编制单位 above the tables, else the company whose name heads the pages."""
    owners, empty = _owners(reading)
    named = {name: (text_place(document, item, name), 0.95) for name, item in owners.items()}
    if not named:
        for item in [*heads(document), *_near_titles(reading.sections)]:
            match = next((m for text in (item.text, *_pieces(item)) if (m := _HEAD.match(text))), None)
            if match is not None and "事务所" not in match["name"]:
                name = match["name"]
                named.setdefault(name, (text_place(document, item, name), 0.92))
    if len(named) == 1:
        name, (at, score) = next(iter(named.items()))
        found.add("company", name, (at,), score, kind="name")
    else:
        found.lacking("company", "ambiguous" if named else "empty" if empty else "not_found")


def several_owners(reading: Reading) -> bool:
    """Whether the statements are of several companies: no figure of one is then surely the other's. Names that differ
    by no more than a character may be one that was misread, and one that goes on ran into what stands behind it."""
    owners, _ = _owners(reading)
    return any(
        not a.startswith(b) and not b.startswith(a) and SequenceMatcher(None, a, b).ratio() < _MISREAD
        for a, b in combinations(owners, 2)
    )


def _owners(reading: Reading) -> tuple[dict[str, Line | Row], bool]:
    """Who the captions say drew the statements up, each with the line that does; and whether one names nobody."""
    named: dict[str, Line | Row] = {}
    empty = False
    for item in _captions(reading.sections):
        match = _OWNER.search(item.text)
        if match is None:
            continue
        name = match["name"].strip(" _-/.,、:")
        if len(name) < 4 or not re.search(r"[一-龥]{3}", name) or _FIGURE.search(name):
            empty = True
            continue
        named.setdefault(name, item)
    return named, empty


def _pieces(item: Line | Row) -> Iterable[str]:
    """What stands apart on a line: the number of a notice, then the company."""
    return (clean(word.text) for word in item.words)


def _captions(sections: Sequence[Section]) -> Iterable[Line | Row]:
    seen: set[int] = set()
    for section in sections:
        for item in section.caption:
            if id(item) not in seen:
                seen.add(id(item))
                yield item


def _near_titles(sections: Sequence[Section]) -> Iterable[Line | Row]:
    for section in sections:
        if section.title is None or section.title not in section.caption:
            continue
        index = section.caption.index(section.title)
        yield from section.caption[max(0, index - 2) : index + 3]


def report(found: Findings, document: Document, reading: Reading) -> None:
    named: dict[str, Evidence] = {}
    for item in [*heads(document), *_near_titles(reading.sections)]:
        match = _REPORT.search(item.text)
        if match is not None and len(item.text) < 50:
            named.setdefault(match[1], evidence_within(document, item, *match.span(1)))
    if not named:
        drawn_up(found, document, reading.sections)
    elif len(named) == 1:
        name, at = next(iter(named.items()))
        found.add("report", name, (at,), 0.93)
    else:
        found.lacking("report", "ambiguous")


def drawn_up(found: Findings, document: Document, sections: Sequence[Section]) -> None:
    """The report by the titles of its statements, where all are of one kind."""
    named: dict[str, Evidence] = {}
    for section in sections:
        if section.kind in _REPORT_NAMES and section.title is not None:
            named.setdefault(_REPORT_NAMES[section.kind], evidence(document, section.title))
    if len(named) == 1:
        name, at = next(iter(named.items()))
        found.add("report", name, (at,), 0.93)
    else:
        found.lacking("report", "ambiguous" if named else "not_found")


def period(found: Findings, document: Document, reading: Reading) -> None:
    """The period of the flows where there are any, else the day of the balance; one that the report itself names
    goes before both. Statements of different periods in one file give none."""
    yearly: dict[str, Evidence] = {}
    for item in [*heads(document), *_near_titles(reading.sections)]:
        match = _YEARLY.search(item.text)
        if match is not None:
            yearly.setdefault(match[1], evidence_within(document, item, match.start(1), match.end(1) + 1))
    if len(yearly) == 1:
        year, at = next(iter(yearly.items()))
        found.add("period", year, (at,), 0.95, kind="month")
        return
    flows = _periods(reading.sections, {"income", "cash", "key", None}, flow=True)
    days = _periods(reading.sections, {"balance", "key", None}, flow=False)
    months = _periods(reading.sections, {"balance"}, flow=True)  # at whose end it was drawn up
    for told in (flows, days, months):
        texts = {p.text() for p, _ in told}
        if len(texts) == 1 and None not in texts:
            # a flow statement whose own period was not read may be of another than the balance beside it
            other = told is days and any(s.kind in {"income", "cash"} and s.period is None for s in reading.sections)
            at = period_place(document, told[0][1], told[0][0])
            found.add("period", str(texts.pop()), (at,), 0.5 if other else 0.95, kind="month")
            return
        if texts and texts != {None}:
            break
    found.lacking("period", "ambiguous" if flows or days else "not_found")


def _periods(sections: Sequence[Section], kinds: set[str | None], *, flow: bool) -> list[tuple[Period, Line | Row]]:
    told: list[tuple[Period, Line | Row]] = []
    for section in sections:
        if section.kind not in kinds or section.period is None or section.period_at is None:
            continue
        if flow == bool(section.period.day):
            continue
        told.append((section.period, section.period_at))
    return told


def unit(found: Findings, document: Document, sections: Sequence[Section]) -> None:
    stated = [s for s in sections if s.unit is not None]
    if len({s.unit for s in stated}) != 1:
        found.lacking("unit", "ambiguous" if stated else "not_found")
        return
    above = next((s for s in stated if s.unit_at is not None), None)
    at = unit_place(document, above or stated[0])
    found.add("unit", str(stated[0].unit), (at,), 0.95 if above else 0.9)


def scope(found: Findings, document: Document, reading: Reading, top: Sequence[str | None]) -> None:
    """合并 or 母公司, as titles say it; a share of the parent's holders is found in consolidated figures only."""
    for wanted in ("合并", "母公司"):
        if wanted not in top:
            continue
        said = next((s.scope_at for s in reading.sections if s.scope == wanted and s.scope_at is not None), None)
        if said is not None:
            found.add("scope", wanted, (text_place(document, said, wanted),), 0.95)
        else:  # by the header of a column only
            figure = next(f for f in reading.figures if f.scope == wanted)
            found.add("scope", wanted, (figure.evidence(document),), 0.9)
        return
    for figure in reading.figures:
        if figure.item in {"net_profit_parent_holders", "equity_parent_holders"} and figure.entry.label:
            found.add("scope", "合并", (evidence(document, figure.entry.row, figure.entry.label),), 0.9)
            return
    found.lacking("scope")


def audited(found: Findings, document: Document, reading: Reading) -> None:
    pages = {e.row.page.number for s in reading.sections for e in s.entries}
    said: dict[bool, Line | Row] = {}
    for item in stream(document):
        if item.page.number in pages and len(item.text) < 60 and "审计" in item.text:
            if re.search(r"未经审计|未审计", item.text):
                said.setdefault(False, item)
            elif re.search(r"(已经?|业经.{0,20}|^[(]?经)审计|[(]经审计[)]", item.text):
                said.setdefault(True, item)
    if len(said) == 1:
        value, item = next(iter(said.items()))
        found.add("audited", value, (evidence(document, item),), 0.9)
