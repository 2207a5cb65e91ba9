"""Which documents of a case look like the pages of one paper: photographed page by page, each a file of its own.

Only proposed, never done: a person says whether it is so. Two signs, each by itself enough: page numbers that go on
from file to file (第2页 共5页), and names in a series (IMG_101, IMG_102) where the later pages bear no title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from extractors import numerals
from extractors.model import Document
from extractors.textmap import TextMap
from workers.joining import PAGES

#: kinds of a single page: what was photographed after one is another paper
_SINGLE: Final = frozenset(("business_licence", "recognition_certificate"))
_NUMBER = r"(\d{1,3}|[一二三四五六七八九十]{1,3})"
_OF_TOTAL = (
    re.compile(rf"第{_NUMBER}页[,，、/／]?[(（]?共{_NUMBER}页"),
    re.compile(rf"共{_NUMBER}页[,，、/／]?[(（]?第{_NUMBER}页"),
    re.compile(r"^[-—(（]*(\d{1,3})[/／](\d{1,3})[-—)）]*$"),
    re.compile(r"(?i)page(\d{1,3})(?:of|/)(\d{1,3})"),
)
_TOTAL_FIRST: Final = 1  #: of those, where the total comes first
_ALONE = re.compile(rf"^[-—(（]*(?:第{_NUMBER}页|[-—](\d{{1,3}})[-—])[)）-]*$")
#: lines at the head and foot of a page in which its number is looked for
_HEAD, _FOOT = 2, 3
#: lines at the head in which a title is looked for, and characters of one
_TITLE_LINES, _TITLE = 4, 24
_TITLED = re.compile(
    r"(合同|协议|协议书|合约|证明|证明书|证书|执照|报表|负债表|利润表|损益表|流量表|名单|花名册|名册|清单|明细|明细表|汇总表|登记表"
    r"|备案表|申请表|函|通知|通知书|决定|公告|回执|凭证|发票|报告|报告书)(书|[(（][^()（）]{1,12}[)）])?$"
)
_CLAUSE = re.compile(r"^(第[\d一二三四五六七八九十百]+[条款章]|[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．])")
_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)")
#: a name that is a moment, 20200501101012: pages are photographed within the hour
_MOMENT = re.compile(r"20\d{12,15}")
_STEP: Final = 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document that was read."""

    document_id: str
    kind: str
    document: Document


@dataclass(frozen=True, slots=True)
class Series:
    """Documents that look like pages of one paper, in the order of their pages."""

    documents: tuple[str, ...]
    basis: str  #: numbers: their page numbers go on; names: their names do, and the later ones have no title


@dataclass(frozen=True, slots=True)
class _Page:
    sheet: Sheet
    place: int  #: in the case
    family: str  #: its name without the number
    nth: int | None  #: the number in its name
    number: int | None  #: printed on it
    total: int | None
    titled: bool


def series(sheets: Sequence[Sheet]) -> tuple[Series, ...]:
    """In the order of the case."""
    pages = [
        _page(place, sheet)
        for place, sheet in enumerate(sheets)
        if sheet.document.media_type in PAGES and len(sheet.document.pages) == 1 and sheet.document.pages[0].words
    ]
    found: list[list[_Page]] = []
    ordered = sorted(pages, key=lambda page: (page.family, page.nth or 0, page.place))
    for _, family in groupby(ordered, key=lambda page: page.family):
        found += _runs(list(family))
    taken = {page.sheet.document_id for run in found for page in run}
    found += _complete([page for page in pages if page.sheet.document_id not in taken])
    found.sort(key=lambda run: min(page.place for page in run))
    return tuple(_told(run) for run in found)


def _told(run: Sequence[_Page]) -> Series:
    numbered = all(page.number is not None for page in run)
    return Series(tuple(page.sheet.document_id for page in run), "numbers" if numbered else "names")


def _runs(family: Sequence[_Page]) -> Iterator[list[_Page]]:
    """Files whose names go on, parted where a new paper begins."""
    by_number = sorted(family, key=lambda page: (page.number or 0, page.place))
    if all(page.number for page in family) and _goes_on(by_number):
        family = by_number  # however they are named
    run: list[_Page] = []
    for page in family:
        if run and _continues(run, page):
            run.append(page)
            continue
        if len(run) > 1:
            yield run
        run = [page]
    if len(run) > 1:
        yield run


def _goes_on(pages: Sequence[_Page]) -> bool:
    return all((page.number or 0) == (pages[0].number or 0) + index for index, page in enumerate(pages))


def _continues(run: Sequence[_Page], page: _Page) -> bool:
    last = run[-1]
    if last.number is not None and page.number is not None:
        return page.number == last.number + 1 and last.total == page.total
    if page.titled or not run[0].titled or run[0].sheet.kind in _SINGLE or page.sheet.kind in _SINGLE:
        return False
    if last.total is not None and last.number == last.total:
        return False
    if page.number is not None and page.number != len(run) + 1:
        return False
    return _next_name(last, page)


def _next_name(one: _Page, other: _Page) -> bool:
    if one.nth is None or other.nth is None:
        return False
    if _MOMENT.fullmatch(str(one.nth)) and _MOMENT.fullmatch(str(other.nth)):
        return str(one.nth)[:10] == str(other.nth)[:10]
    return other.nth - one.nth == _STEP


def _complete(pages: Sequence[_Page]) -> Iterator[list[_Page]]:
    """Pages 1 to N of N, each there once, whatever their names."""
    by_total: dict[int, list[_Page]] = {}
    for page in pages:
        if page.number is not None and page.total is not None and page.total > 1:
            by_total.setdefault(page.total, []).append(page)
    for total, some in by_total.items():
        some.sort(key=lambda page: page.number or 0)
        if [page.number for page in some] == list(range(1, total + 1)) and not any(p.titled for p in some[1:]):
            yield some


def _page(place: int, sheet: Sheet) -> _Page:
    text = TextMap.of(sheet.document, flow=False).text
    lines = [line for raw in text.split("\n") if (line := "".join(raw.split()))]
    number, total = _numbered([*lines[:_HEAD], *lines[-_FOOT:]])
    titled = any(_is_title(line) for line in lines[:_TITLE_LINES])
    name = sheet.document.name.rpartition(".")[0] or sheet.document.name
    match = _LAST_NUMBER.search(name)
    family = name if match is None else f"{name[: match.start()]}#{name[match.end() :]}"
    return _Page(sheet, place, family, int(match[1]) if match else None, number, total, titled)


def _is_title(line: str) -> bool:
    return len(line) <= _TITLE and bool(_TITLED.search(line)) and not _CLAUSE.match(line)


def _numbered(lines: Iterable[str]) -> tuple[int | None, int | None]:
    """The number a page bears, and of how many."""
    for line in lines:
        for at, pattern in enumerate(_OF_TOTAL):
            if match := pattern.search(line):
                number, total = _count(match[1]), _count(match[2])
                if at == _TOTAL_FIRST:
                    number, total = total, number
                if number is not None and total is not None and 1 <= number <= total:
                    return number, total
        if match := _ALONE.match(line):
            return _count(match[1] or match[2]), None
    return None, None


def _count(text: str) -> int | None:
    return int(text) if text.isdecimal() else numerals.integer(text)
