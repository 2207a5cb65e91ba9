"""The rent of a lease period by period, where the paper determines it: named steps, or a rate of increase."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any

from extractors import amounts, dates, numerals
from extractors.dates import add_months
from extractors.finders.base import Candidate
from extractors.finders.rent import Statement, statements
from extractors.finders.scopes import placed
from extractors.finders.term import Span, lease_term
from extractors.model import Document, RentPeriod
from extractors.textmap import TextMap

_SPANS = ("month", "quarter", "year")
_MORE = r"(?:递增|上浮|上涨|上调|增长|提高|增加|涨)"
_N = rf"(?:\d+|[{numerals.CHARACTERS}]+)"
#: a rate that comes back: 自第三年起每年递增5%, 租金每两年递增10%
_EVERY = re.compile(
    rf"(?:(?:从|自)?第(?P<from>{_N})个?(?:租赁|计租|合同)?年度?(?:起|开始)?[,]?)?[^。;\n]{{0,24}}?"
    rf"(?P<every>每隔?(?P<n>{_N})?个?(?:租赁|计租|合同)?年度?|逐年|以后每年)"
    rf"(?:[^。;\n]{{0,24}}?{_MORE}[^。;\n\d]{{0,6}}(?P<rate>\d+(?:\.\d+)?)%|(?:租金)?按?(?P<at>\d+(?:\.\d+)?)%[^。;,\n\d]{{0,8}}{_MORE})"
)
#: a rate for one year and those after: 第3年起月租金上浮6%,第5年再上浮6%
_ONCE = re.compile(
    rf"第(?P<from>{_N})个?(?:租赁|计租|合同)?年度?(?:起|开始)?[^。;,\n]{{0,24}}?{_MORE}[^。;\n\d]{{0,6}}(?P<rate>\d+(?:\.\d+)?)%"
)
_OF_THE_FIRST = re.compile(r"首年|第一年|首个|首期|起始")
_NO_RENT = re.compile(r"物业|管理费|违约|逾期|滞纳|利率|保险|续租|续期|续约|期满")


def schedule(document: Document, spec: Mapping[str, Any]) -> Sequence[Candidate]:
    """A stepped rent's periods. A flat rent's follow from rent and term and are not given here."""
    textmap = TextMap.of(document)
    term = lease_term(textmap)
    stated = [s for s in statements(textmap) if s.per in _SPANS]
    # the same step stated per month and per year is one step: the finer span wins
    for per in _SPANS:
        steps = [s for s in stated if s.per == per and s.scope]
        base = [s for s in stated if s.per == per and not s.scope]
        if len({s.scope for s in steps}) > 1 or (steps and base and base[0].one.value != steps[0].one.value):
            return _steps(steps, base, term)
    flat = [s for s in stated if not s.scope] or stated
    return _rising(textmap, flat[0], term) if flat and term else []


def _steps(steps: Sequence[Statement], base: Sequence[Statement], term: Span | None) -> list[Candidate]:
    if any(s.twin and s.twin.value != s.one.value for s in (*steps, *base)):
        return []
    begun: dict[date, tuple[Statement, date | None]] = {}
    for step in steps:
        place = placed(step.scope, term) if step.scope else None
        if place is None or begun.get(place[0], (step, None))[0].one.value != step.one.value:
            return []
        begun.setdefault(place[0], (step, place[1]))
    order = sorted(begun)
    used = [begun[day][0] for day in order]
    periods: list[RentPeriod] = []
    if base and term and order[0] > term.first and len({s.one.value for s in base}) == 1:
        periods.append(RentPeriod(term.first, order[0] - timedelta(days=1), base[0].one.value, base[0].per))
        used.insert(0, base[0])
    for index, day in enumerate(order):
        step, last = begun[day]
        if last is None:
            last = order[index + 1] - timedelta(days=1) if index + 1 < len(order) else term.last if term else None
        if last is None or last < day:
            return []
        periods.append(RentPeriod(day, last, step.one.value, step.per))
    left = {s.one.value for s in base} - {s.one.value for s in used}
    if left and term and periods[-1].end < term.last:
        return []  # rent of a time that cannot be told
    joined = all(a.end + timedelta(days=1) == b.start for a, b in pairwise(periods))
    covered = term is None or (periods[0].start == term.first and periods[-1].end == term.last)
    sure = joined and covered and not any(s.one.doubtful for s in used)
    # of a table's row the words may stand before the figures
    evidence = tuple(
        e for s in used for e in s.textmap.evidence_of([(a.start, a.end) for a in (s.one, s.twin) if a is not None])
    )
    raw = " ".join(e.text for e in evidence)
    return [Candidate(raw, evidence, 1.0, value=tuple(periods), tags={} if sure else {"doubtful": "true"})]


def _rises(text: str, term: Span) -> tuple[dict[int, Decimal], bool, tuple[int, int]] | None:
    """Rates by the year of the term they start in, whether all are of the first year's rent, and where it says so."""
    years = (term.last - term.first).days // 365 + 2
    for match in _EVERY.finditer(text):
        low = max(text.rfind(char, 0, match.start()) for char in "。;\n") + 1
        if _NO_RENT.search(text, low, match.end()):
            continue
        every = numerals.number(match["n"]) if match["n"] else 1
        begins = numerals.number(match["from"]) if match["from"] else (every or 1) + 1
        days = list(dates.find(text, low, match.start("every")))
        if len(days) == 1 and not match["from"]:
            begins = next((n for n in range(1, years) if add_months(term.first, 12 * (n - 1)) == days[0].value), None)
        if not every or not begins or begins < 2:
            return None
        rates = {year: Decimal(match["rate"] or match["at"]) for year in range(begins, years, every)}
        return rates, bool(_OF_THE_FIRST.search(text, match.start("every"), match.end())), match.span()
    once = [m for m in _ONCE.finditer(text) if not _NO_RENT.search(text, text.rfind("\n", 0, m.start()) + 1, m.end())]
    begun = [(numerals.number(m["from"]), Decimal(m["rate"])) for m in once]
    if not begun or any(year is None or year < 2 for year, _ in begun):
        return None
    return {year: rate for year, rate in begun if year}, False, (once[0].start(), once[-1].end())


#: by how much it rises, not at what rate: 第三年起每月增加300元, 月租金每年递增500元
_PLUS = re.compile(rf"{_MORE}(?:租金)?(?:人民币)?(?=[\d¥{numerals.CHARACTERS}])")
_FROM = re.compile(rf"第(?P<n>{_N})个?(?:租赁|计租|合同)?年度?(?:起|开始|以后|后)?")
_RECURS = re.compile(r"每(?:一|个?租赁)?年|逐年|以后各年")
_MONTHLY = re.compile(r"每个?月|月租")
#: what is said of a rise stands so many characters before it
_SAID = 40


def _plus(text: str, term: Span, per: str) -> tuple[dict[int, Decimal], tuple[int, int]] | None:
    """Amounts by the year of the term from which they are added, and where it says so; None where that is unclear."""
    years = (term.last - term.first).days // 365 + 2
    added: dict[int, Decimal] = {}
    spans: list[tuple[int, int]] = []
    before = 0
    for match in _PLUS.finditer(text):
        low = max(text.rfind(char, 0, match.start()) for char in "。;\n") + 1
        one = next(amounts.find(text, match.end(), match.end() + 24), None)
        if one is None or one.start > match.end() + 1 or _NO_RENT.search(text, low, one.end):
            continue
        if "租" not in text[low : one.end] or re.match(r"[)整]*(?:/|每)(?:平|m2|天|日)", text[one.end :]):
            continue
        # what is said of the amounts before in the sentence is theirs
        told = [a.end for a in amounts.find(text, low, match.start())]
        opening = max([low, before, match.start() - _SAID, *told])
        said, before = text[opening : match.start()], one.end
        named, recurs = list(_FROM.finditer(said)), bool(_RECURS.search(said))
        first = numerals.number(named[-1]["n"]) if named else 2 if recurs else None
        monthly = bool(_MONTHLY.search(said)) or text.startswith("/月", one.end)
        if not first or first < 2 or len(named) > 1 or one.doubtful or (per == "month") != monthly:
            return None
        for year in range(first, years) if recurs else (first,):
            if year in added:
                return None
            added[year] = one.value
        spans.append((opening, one.end))
    return (added, (spans[0][0], spans[-1][1])) if spans else None


def _rising(textmap: TextMap, base: Statement, term: Span) -> list[Candidate]:
    """Rates of increase, or amounts added, each on the rent before, to the fen.

    How a lease rounds, and what the amount is added to, is rarely said: never sure.
    """
    told = _rises(textmap.text, term)
    more = _plus(textmap.text, term, base.per)
    if (told is None) == (more is None) or (base.twin and base.twin.value != base.one.value):
        return []
    rates, of_the_first, where = told or ({}, False, (0, 0))
    added, where = more or ({}, where)
    periods: list[RentPeriod] = []
    amount, year = base.one.value, 1
    while (first := add_months(term.first, 12 * (year - 1))) <= term.last:
        if year in rates:
            on = base.one.value if of_the_first else amount
            amount = (amount + on * rates[year] / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        amount += added.get(year, Decimal(0))
        last = min(add_months(term.first, 12 * year) - timedelta(days=1), term.last)
        if periods and periods[-1].amount == amount:
            first = periods.pop().start
        periods.append(RentPeriod(first, last, amount, base.per))
        year += 1
    evidence = (*base.textmap.evidence(base.one.start, base.one.end), *textmap.evidence(*where))
    raw = textmap.text[slice(*where)]
    return [Candidate(raw, evidence, 1.0, value=tuple(periods), tags={"doubtful": "true"})]
