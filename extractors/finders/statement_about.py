"""What a statement says about itself: company, report, period, unit, scope, audited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from extractors.finders.statement_sections import Section
from extractors.finders.statement_values import Reading
from extractors.finders.statement_words import Period
from extractors.model import Document, Evidence, Field, Missing, Value, Word
from extractors.tables.clean import clean
from extractors.tables.stream import Line, Row, evidence, stream

_OWNER = re.compile(
    r"(?:编制单位|编报单位|填报单位|单位名称|公司名称|企业名称|纳税人名称)(?:\(?(?:盖章|公章|签章)\)?)?[:;]"
    r"(?P<name>[^:;]*?)(?=\(?(?:盖章|公章|签章)|(?:19|20)\d\d[年.\-/]|金额单位|货币单位|单位[:;]|币种|会[企小]|所属|日期|税款|纳税人识别号|$)"
)
_COMPANY = r"[一-龥A-Za-z0-9()·&]{2,40}?(?:股份有限公司|有限责任公司|有限公司|股份公司)(?:[一-龥]{2,12}分公司)?"
_HEAD = re.compile(rf"^(?:关于)?(?P<name>{_COMPANY})")
_REPORT = re.compile(r"(半年度报告|年度报告|第[一二三四]季度报告|季度报告|审计报告|招股说明书)")
_YEARLY = re.compile(r"((?:19|20)\d\d)年(?:年度报告|度报告|年报|度财务报表|度财务报告|度审计报告|度财务会计报告)")
_REPORT_NAMES = {"balance": "资产负债表", "income": "利润表", "cash": "现金流量表"}


def _field(name: str, value: Value, at: Evidence, confidence: float) -> Field:
    found = min(confidence, at.confidence)
    return Field(name, value, (at,), found, found >= 0.9)


def heads(document: Document) -> Iterable[Line | Row]:
    """Lines in the top tenth of each page."""
    for item in stream(document):
        height = item.page.height if item.page.turned in {0, 180} else item.page.width
        if item.place.bottom < 0.11 * height:
            yield item


def company(document: Document, reading: Reading) -> Field | Missing:
    """Who drew the statement up: 编制单位 above the tables, else the company whose name heads the pages."""
    named: dict[str, Field] = {}
    empty = False
    for item in _captions(reading.sections):
        match = _OWNER.search(item.text)
        if match is None:
            continue
        name = match["name"].strip(" _-/.,、:")
        if len(name) < 4 or not re.search(r"[一-龥]{3}", name):
            empty = True
            continue
        named.setdefault(name, _field("company", name, evidence(document, item, _holding(item, name)), 0.95))
    if not named:
        for item in [*heads(document), *_near_titles(reading.sections)]:
            match = _HEAD.match(item.text)
            if match is not None and "事务所" not in match["name"]:
                name = match["name"]
                named.setdefault(name, _field("company", name, evidence(document, item, _holding(item, name)), 0.92))
    if len(named) == 1:
        return next(iter(named.values()))
    return Missing("company", "ambiguous" if named else "empty" if empty else "not_found")


def _holding(item: Line | Row, name: str) -> tuple[Word, ...]:
    """The words of a line that the name stands in."""
    words = tuple(w for w in item.words if clean(w.text) in name or name in clean(w.text))
    return words or tuple(item.words)


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


def report(document: Document, reading: Reading) -> Field | Missing:
    found: dict[str, Field] = {}
    for item in [*heads(document), *_near_titles(reading.sections)]:
        match = _REPORT.search(item.text)
        if match is not None and len(item.text) < 50:
            found.setdefault(match[1], _field("report", match[1], evidence(document, item), 0.95))
    if not found:
        for section in reading.sections:
            if section.kind in _REPORT_NAMES and section.title is not None:
                name = _REPORT_NAMES[section.kind]
                found.setdefault(name, _field("report", name, evidence(document, section.title), 0.9))
    if len(found) == 1:
        return next(iter(found.values()))
    return Missing("report", "ambiguous" if found else "not_found")


def period(document: Document, reading: Reading) -> Field | Missing:
    """The period of the flows where there are any, else the day of the balance; one that the report itself names
    goes before both. Statements of different periods in one file give none."""
    for item in [*heads(document), *_near_titles(reading.sections)]:
        match = _YEARLY.search(item.text)
        if match is not None:
            return _field("period", match[1], evidence(document, item), 0.95)
    flows = _periods(reading.sections, {"income", "cash", "key", None}, flow=True)
    days = _periods(reading.sections, {"balance", "key", None}, flow=False)
    if flows:
        texts = {p.text() for p, _ in flows}
        if len(texts) == 1 and None not in texts:
            return _field("period", str(texts.pop()), evidence(document, flows[0][1]), 0.95)
        if texts != {None}:
            return Missing("period", "ambiguous")
    texts = {p.text() for p, _ in days}
    if len(texts) == 1 and None not in texts:
        return _field("period", str(texts.pop()), evidence(document, days[0][1]), 0.95)
    return Missing("period", "ambiguous" if flows or days else "not_found")


def _periods(sections: Sequence[Section], kinds: set[str | None], *, flow: bool) -> list[tuple[Period, Line | Row]]:
    found: list[tuple[Period, Line | Row]] = []
    for section in sections:
        if section.kind not in kinds or section.period is None or section.period_at is None:
            continue
        if flow == bool(section.period.day):
            continue
        found.append((section.period, section.period_at))
    return found


def unit(document: Document, sections: Sequence[Section]) -> Field | Missing:
    stated = [(s.unit, s.unit_at) for s in sections if s.unit is not None]
    if not stated:
        return Missing("unit", "not_found")
    if len({u for u, _ in stated}) > 1:
        return Missing("unit", "ambiguous")
    at = next((a for _, a in stated if a is not None), None)
    if at is None:  # stated in a column's header
        header = next(s for s in sections if s.unit is not None).entries[0].row
        return _field("unit", str(stated[0][0]), evidence(document, header), 0.9)
    return _field("unit", str(stated[0][0]), evidence(document, at), 0.95)


def scope(document: Document, reading: Reading, top: Sequence[str | None]) -> Field | Missing:
    """合并 or 母公司, as titles say it; a share of the parent's holders is found in consolidated figures only."""
    for wanted in ("合并", "母公司"):
        if wanted in top:
            for section in reading.sections:
                if section.scope == wanted and section.scope_at is not None:
                    return _field("scope", wanted, evidence(document, section.scope_at), 0.95)
            for figure in (f for f in reading.figures if f.scope == wanted):  # said by a column's header only
                return _field("scope", wanted, figure.evidence(document), 0.9)
    for figure in reading.figures:
        if figure.item in {"net_profit_parent_holders", "equity_parent_holders"} and figure.entry.label:
            return _field("scope", "合并", evidence(document, figure.entry.row, figure.entry.label), 0.91)
    return Missing("scope", "not_found")


def audited(document: Document, reading: Reading) -> Field | None:
    pages = {e.row.page.number for s in reading.sections for e in s.entries}
    said: dict[bool, Line | Row] = {}
    for item in stream(document):
        if item.page.number in pages and len(item.text) < 60 and "审计" in item.text:
            if re.search(r"未经审计|未审计", item.text):
                said.setdefault(False, item)
            elif re.search(r"(已经?|业经.{0,20}|^[(]?经)审计|[(]经审计[)]", item.text):
                said.setdefault(True, item)
    if len(said) != 1:
        return None
    value, item = next(iter(said.items()))
    return _field("audited", value, evidence(document, item), 0.9)
