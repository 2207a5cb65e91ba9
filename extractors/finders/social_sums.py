"""What a social-insurance record says was paid: in words, in words and figures, or as the total of a table's column.

What is due is not yet paid: an assessment, a notice to pay or a declaration gives no sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractors import amounts
from extractors.finders.findings import Findings
from extractors.finders.statement_words import amount_in
from extractors.model import Document, Evidence
from extractors.tables.celltext import CellText
from extractors.tables.grid import Cell
from extractors.tables.stream import Row, evidence, stream
from extractors.textmap import TextMap

#: titles of papers that tell what is to be paid
_DUE = re.compile(r"核定|申报|通知|应缴|应收|催缴|征集|征缴|测算|预算|计划|补缴申请")
_FIGURE = r"(?P<n>\d[\d,]*\.?\d*)(?:元|(?=\s|$|[,;。)]))"
_PAID = re.compile(
    r"(?:(?:缴纳|实缴)[^。;\n]{0,80}?[,、](?:共计|合计|总计)|(?:缴费|缴纳|实缴|已缴|到账)(?:总)?(?:金额|总额)|实缴合计|缴费合计|合计(?:缴(?:费|纳)|金额)|金额合计|"
    r"(?:共(?:计)?|已?足额)缴纳?(?:[^,;。\n\d]{0,10}(?:保险费|社保费))?(?:费用)?|缴纳[^,;。\n\d]{0,8}(?:保险费|社保费)|"
    r"(?:实缴|实际缴纳|已缴纳?)[^,;。\n\t\d]{0,8}?(?:保险费|社保费)?)"
    rf"(?:合计|总计|共计|共|为|[:;]|\(元\)|人民币|[¥]|[ \t])*{_FIGURE}(?![\d.]*(?:人|个?月|年|%))"
)
#: what was paid for one insurance is a part
_OF_ONE = re.compile(r"养老|医疗|失业|工伤|生育")
_SUM = re.compile(r"[,、](?:共计|合计|总计)")
_CAPITALS = r"(?P<w>[零〇壹贰叁肆伍陆柒捌玖拾佰仟万亿元圆角分整正]{4,})"
_CENTS = r"(?P<n>\d[\d,]*\.\d\d)"
_TWICE = (
    re.compile(
        rf"(?:金额)?合计[:\t ]*(?:\(?(?:人民币)?\(?大写\)?)?[:\t ]*(?:人民币)?{_CAPITALS}"
        rf"[\t ]*(?:\(?小写\)?)?[:\t ]*[¥]?[ \t]*{_CENTS}"
    ),
    # a bank's voucher: one below or beside the other, other things between them
    re.compile(
        rf"(?:小写\(合计\)|\(?小写\)?合计|合计\(小写\))(?:金额)?[:\t ]*(?:人民币)?[¥]?[ \t]*{_CENTS}[\s\S]{{0,160}}?"
        rf"(?:大写\(合计\)|\(?大写\)?合计|合计\(大写\))(?:金额)?[:\t ]*(?:人民币)?{_CAPITALS}"
    ),
    re.compile(
        rf"(?:大写\(合计\)|\(?大写\)?合计|合计\(大写\))(?:金额)?[:\t ]*(?:人民币)?{_CAPITALS}[\s\S]{{0,160}}?"
        rf"(?:小写\(合计\)|\(?小写\)?合计|合计\(小写\))(?:金额)?[:\t ]*(?:人民币)?[¥]?[ \t]*{_CENTS}"
    ),
)
#: columns of sums by the whole of what heads them, the surer ones first
_HEADS = (
    re.compile(r"(实缴|已缴|到账|实际缴纳|入库)(\(退\))?(总)?(费|税)?(金?额|合计|总额|总计)(\(元\))?"),
    re.compile(
        r"(本[月期])?(缴费|缴纳|单位和个人|总)?(总)?(金额|合计|小计|总额|总计)(合计|金额|小计|总计)?(\(元\))?|"
        r"(合计|总计)(缴费|金额|缴纳)(\(元\))?|(缴费|缴纳)(合计|总计)(\(元\))?"
    ),
)
_TOTAL = re.compile(r"(金额)?(合计|总计|共计)(金额)?(\(元\))?")
_PART = re.compile(r"本页.*|.{0,6}小计(\(元\))?")


def is_due(title: str) -> bool:
    """Whether a paper of this title tells what is to be paid, not what was."""
    return bool(_DUE.search(title))


def paid(found: Findings, document: Document, texts: Sequence[TextMap], title: str, *, personal: bool) -> None:
    """Adds ``amount_paid_yuan``, or the conflict of words and figures. ``texts``: the lines, and the flow of them."""
    twice = _twice(texts[0]) or _twice(CellText.of(document))
    if is_due(title):  # but what a column says was received
        if not personal and (received := _total(document, _HEADS[:1])) is not None:
            found.add("amount_paid_yuan", received[0], (received[1],), 0.9, ("+column_sum",), kind="money")
        return
    if twice is not None and twice[0] != twice[1]:
        found.differ("amount_paid_yuan", ((amount, twice[2]) for amount in twice[:2]), "money")
        return
    sums: dict[Decimal, tuple[Evidence, ...]] = {} if twice is None else {twice[0]: twice[2]}
    for text in texts if not sums else ():
        for match in text.search(_PAID):
            if _OF_ONE.search(match[0]) and not _SUM.search(match[0]):
                continue
            read = amount_in(match["n"])
            if read is not None and read[1]:
                sums.setdefault(read[0], text.evidence(*match.span("n")))
    if len(sums) == 1:
        value, at = next(iter(sums.items()))
        found.add("amount_paid_yuan", value, at, 0.9, ["+words_figures"] if twice else [], kind="money")
    elif not sums and not personal and (total := _total(document)) is not None:
        found.add("amount_paid_yuan", total[0], (total[1],), 0.9, ("+column_sum",), kind="money")


def _twice(text: TextMap | CellText) -> tuple[Decimal, Decimal, tuple[Evidence, ...]] | None:
    """The total of a voucher in words and in figures, with the place of both; None where it is not told so."""
    for pattern in _TWICE:
        for match in text.search(pattern):
            words = [one for one in amounts.find(match["w"]) if one.form == "words"]
            if len(words) == 1:
                at = (*text.evidence(*match.span("n")), *text.evidence(*match.span("w")))
                return words[0].value, Decimal(match["n"].replace(",", "")), tuple(dict.fromkeys(at))
    return None


def _total(document: Document, asked: Sequence[re.Pattern[str]] = _HEADS) -> tuple[Decimal, Evidence] | None:
    """The total of a payment table's column of sums; None unless it is the sum of the lines above it."""
    for heads in asked:
        found: dict[Decimal, Evidence] = {}
        for rows in _tables(document):
            for column, start in _columns(rows, heads):
                told = _summed(document, rows[start:], column)
                if told is not None:
                    found.setdefault(*told)
        if found:
            return next(iter(found.items())) if len(found) == 1 else None
    return None


def _tables(document: Document) -> list[list[Row]]:
    """Rows of each table; one that goes on over a page break with as many columns is one."""
    found: list[list[Row]] = []
    for item in stream(document):
        if not isinstance(item, Row):
            continue
        last = found[-1][-1] if found else None
        goes_on = last is not None and last.page is not item.page and last.table.column_count == item.table.column_count
        if last is not None and (last.table is item.table or goes_on):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def _columns(rows: Sequence[Row], heads: re.Pattern[str]) -> list[tuple[int, int]]:
    """Columns whose whole heading, over all its rows, is that of a sum; each with the index of the first row below."""
    found: list[tuple[int, int]] = []
    for index, row in enumerate(rows):
        for cell in row.cells:
            below = index + 1
            if not cell.text or cell is row.cells[0]:
                continue
            said = "".join(_over(row, cell)) + cell.text
            if cell.columns > 1:  # a heading of several columns: which of them it means, those below tell
                continue
            if heads.fullmatch(said) and not any(amount_in(c.raw) for c in row.cells if c.text):
                found.append((cell.column, below))
    return found


def _over(row: Row, cell: Cell) -> list[str]:
    """The headings above a cell that span it, from the top: where its row is the lower one of a heading, which leaves
    something to the row above or blank. What stands above a row of its own is another table's, or a form's."""
    table, own = row.table, {c.column for c in row.cells if c.text}
    told: list[str] = []
    for above in range(row.index - 1, -1, -1):
        held = table.at(above, cell.column)
        lower = any(table.at(row.index, at) not in row.cells or at not in own for at in range(table.column_count))
        if not lower or held is None or not held.text or held.columns < 2 or held.columns >= table.column_count:
            break
        told.append(held.text)
    return told[::-1]


def _summed(document: Document, rows: Sequence[Row], column: int) -> tuple[Decimal, Evidence] | None:
    lines: list[Decimal] = []
    for row in rows:
        cell = row.table.at(row.index, column)
        read = amount_in(cell.raw) if cell is not None else None
        if cell is None or read is None or not read[1] or cell.row != row.index:
            continue
        if any(_PART.fullmatch(c.text) for c in row.cells):
            continue
        if any(_TOTAL.fullmatch(c.text) for c in row.cells):
            held = bool(lines) and min(lines) >= 0 and sum(lines, Decimal(0)) == read[0]
            return (read[0], evidence(document, row, cell.words)) if held else None
        lines.append(read[0])
    return None
