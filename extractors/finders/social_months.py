"""Tables of social-insurance records: one line a month, or one line an insurance."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors import dates
from extractors.finders.cells import below
from extractors.finders.headcounts import typed_counts
from extractors.finders.people import counts_people
from extractors.finders.statement_words import amount_in
from extractors.model import Document, Evidence, Value
from extractors.tables.clean import is_blank
from extractors.tables.grid import Cell
from extractors.tables.stream import Row, evidence, stream
from extractors.textmap import TextMap

INSURANCES = {"养老": "pension", "医疗": "medical", "失业": "unemployment", "工伤": "injury", "生育": "maternity"}
_MONTH_HEAD = re.compile(
    r"(缴费|费款所属|参保|业务|台账|对应费款所属|应缴|实缴|入账|做账)?(年月|月份|年月份|月度)|(缴费|费款|税款|对应费款)?所属(期|时期|年月|月份)[起止]?|缴费(期间|时间|期)|时间"
)
_YEAR_HEAD = re.compile(r"年(份|度)?|缴费年(份|度)?")
_MON_HEAD = re.compile(r"月(份)?|缴费月份?")
_ONE = r"(?P<y%s>(?:19|20)\d\d)(?:年|[-./])?(?P<m%s>0[1-9]|1[0-2]|[1-9])月?(?:份)?(?:[-./]?(?:[0-2]\d|3[01]|[1-9])日?)?"
_MONTH = re.compile(rf"{_ONE % ('', '')}(?:[-至到~]+{_ONE % ('2', '2')})?")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_NOT_PAID = re.compile(r".*(未缴|欠费|欠缴|未参保|中断|停保|暂停).*")


@dataclass(frozen=True, slots=True)
class MonthRow:
    month: str  #: YYYY-MM
    row: Row
    cells: tuple[tuple[str, Cell], ...]  #: clean header of the column and the cell; blank cells left out
    when: tuple[Cell, ...] = ()  #: the cells that tell the month

    def told(self, document: Document) -> Evidence:
        """Where the month itself stands."""
        return evidence(document, self.row, tuple(w for cell in self.when or self.row.cells for w in cell.words))

    @property
    def paid(self) -> bool:
        """Whether a sum above nothing stands there, and no remark says that it was not paid."""
        sums = [
            read[0]
            for head, cell in self.cells
            if re.search(r"基数|缴费|金额|个人|单位部分|应缴|实缴|合计|账户", head)
            and not re.search(r"编号|名称|月数|状态", head)
            and (read := amount_in(cell.raw)) is not None
        ]
        if any(_NOT_PAID.fullmatch(cell.text) for _, cell in self.cells):
            return False
        return any(value > 0 for value in sums)


def month_rows(document: Document) -> list[MonthRow]:
    """Every line of a table with a month of its own, in reading order."""
    found: list[MonthRow] = []
    heads: list[Row] = []
    keyed: dict[int, str] = {}
    blocks: list[tuple[int, int | None, int]] = []  # column of the year or month, of the month, last column
    table: object = None
    year = ""  #: of the lines above, for months told without one
    for item in stream(document):
        if not isinstance(item, Row):
            years = set(_YEAR.findall(item.text))
            year = years.pop() if len(years) == 1 else "" if years else year
            continue
        opened = _blocks(item)
        if opened:
            blocks, table = opened, item.table
            heads = [item]
            keyed = {}
            continue
        if not blocks:
            continue
        if item.table is not table:
            if item.table.column_count != (heads[0].table.column_count if heads else -1):
                blocks = []
                continue
            table = item.table  # the table goes on over a page break
        made = [m for block in blocks if (m := _month_row(item, block, heads, keyed, year)) is not None]
        if made:
            found += made
        elif not found or found[-1].row.table is not item.table:
            heads.append(item)
            keyed = {}
    return found


def month_in(text: str) -> str | None:
    """The month that a cell tells, by itself, by one of its days, or from its first day to its last."""
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    month = dates.month_name(int(match["y"]), int(match["m"]))
    last = match["y2"] and dates.month_name(int(match["y2"]), int(match["m2"]))
    return month if last in {None, "", month} else None


def _blocks(row: Row) -> list[tuple[int, int | None, int]]:
    cells = [c for c in row.cells if c.text]
    if len(cells) < 3:
        return []
    starts: list[tuple[int, int | None]] = []
    for index, cell in enumerate(cells):
        following = cells[index + 1] if index + 1 < len(cells) else None
        if _YEAR_HEAD.fullmatch(cell.text) and following is not None and _MON_HEAD.fullmatch(following.text):
            starts.append((cell.column, following.column))
        elif _MONTH_HEAD.fullmatch(cell.text) and not (starts and starts[-1][1] == cell.column):
            starts.append((cell.column, None))
    if not starts:
        return []
    ends = [s[0] - 1 for s in starts[1:]] + [row.table.column_count - 1]
    return [(a, b, end) for (a, b), end in zip(starts, ends, strict=True)]


def _month_row(
    row: Row, block: tuple[int, int | None, int], heads: Sequence[Row], keyed: dict[int, str], year: str
) -> MonthRow | None:
    first, second, last = block
    at = row.table.at(row.index, first)
    when = [at] if at is not None else []
    if at is None or at.row != row.index or not at.text:
        return None
    if second is None:
        alone = re.fullmatch(r"(?:0?[1-9]|1[0-2])月份?", at.text)
        told = month_in(f"{year}年{at.text}" if alone and year else at.text)
        if told is None:
            return None
        month = told
    else:
        other = row.table.at(row.index, second)
        if other is None or not re.fullmatch(r"(19|20)\d\d年?", at.text):
            return None
        number = re.fullmatch(r"(0?[1-9]|1[0-2])月?", other.text)
        if number is None:
            return None
        month = dates.month_name(int(at.text[:4]), int(number[1]))
        when.append(other)
    cells: list[tuple[str, Cell]] = []
    for column in range((second if second is not None else first) + 1, last + 1):
        cell = row.table.at(row.index, column)
        if cell is None or is_blank(cell.text) or any(cell is c for _, c in cells):
            continue
        cells.append((_head(heads, column, keyed), cell))
    return MonthRow(month, row, tuple(cells), tuple(when))


def _head(heads: Sequence[Row], column: int, keyed: dict[int, str]) -> str:
    if column not in keyed:
        said: list[str] = []
        for row in heads:
            cell = row.table.at(row.index, column)
            if cell is not None and cell.text and cell.text not in said:
                said.append(cell.text)
        keyed[column] = "".join(said)
    return keyed[column]


def first_last(rows: Sequence[MonthRow]) -> tuple[MonthRow, MonthRow] | None:
    """The lines of the first and the last of at least three months that follow each other without a gap."""
    by_month = {row.month: row for row in rows}
    told = sorted(by_month)
    numbers = [12 * int(month[:4]) + int(month[5:]) for month in told]
    if len(told) < 3 or numbers[-1] - numbers[0] != len(told) - 1:
        return None
    return by_month[told[0]], by_month[told[-1]]


def latest(document: Document, rows: Sequence[MonthRow]) -> tuple[Mapping[str, Value], Evidence] | None:
    """The last month with figures: bases and personal parts by insurance, status, remark."""
    filled = [r for r in rows if any(amount_in(cell.raw) is not None for _, cell in r.cells)]
    if not filled:
        return None
    row = max(filled, key=lambda r: r.month)
    if sum(1 for r in filled if r.month == row.month) > 1:
        return None
    told: dict[str, Value] = {"month": row.month}
    for head, cell in row.cells:
        name = _name(head)
        if name is None or name in told:
            continue
        if name.endswith("_yuan"):
            read = amount_in(cell.raw)
            if read is not None and read[1]:
                told[name] = read[0]
        else:
            told[name] = cell.text
    words = tuple(w for _, cell in row.cells for w in cell.words)
    return told, evidence(document, row.row, words)


def _name(head: str) -> str | None:
    kind = next((english for word, english in INSURANCES.items() if word in head), None)
    if re.search(r"状态|标志|情况$", head):
        return "status" if kind is None else f"{kind}_status"
    if "备注" in head:
        return "remark"
    if "基数" in head or "工资" in head:
        return f"base_{kind}_yuan" if kind else "base_yuan"
    if "个人" in head and "编号" not in head:
        return f"{kind}_personal_yuan" if kind else "personal_yuan"
    if "单位" in head and not re.search("编号|名称", head):
        return f"{kind}_unit_yuan" if kind else "unit_yuan"
    return None


_INSURANCE = re.compile(
    r"(?:城镇|机关事业单位)?(?:企业)?(?:职工)?(?:基本)?(?P<k>养老|医疗|失业|工伤|生育)(?:保险)?费?(?:\(.*\))?"
)


def by_insurance(document: Document, flow: TextMap) -> tuple[dict[str, int], tuple[Evidence, ...]] | None:
    """Insured people by insurance: a line for each, a column for each, or said in text. None when not told."""
    counts: dict[str, int] = {}
    places: list[Evidence] = []

    several = False  # numbers for one insurance: of several months, or of those who pay and those who do not

    def add(kind: str, number: int, at: Evidence) -> None:
        nonlocal several
        several |= counts.get(kind + "保险", number) != number
        if kind + "保险" not in counts:
            counts[kind + "保险"] = number
            places.append(at)

    people: tuple[object, int] | None = None
    across: tuple[object, dict[int, str]] | None = None
    for item in stream(document):
        if not isinstance(item, Row):
            continue
        cells = [c for c in item.cells if c.text]
        column = next((c.column for c in cells if counts_people(c.text)), None)
        kinds = {c.column: m["k"] for c in cells if (m := _INSURANCE.fullmatch(c.text))}
        first = cells[0] if cells else None
        if column is not None and first is not None and column != first.column and not kinds:
            people = (item.table, column)
            continue
        if across is not None and across[0] is item.table and first is not None and counts_people(first.text):
            numbers = [c for c in cells[1:] if re.fullmatch(r"\d{1,6}人?", c.text)]
            told = [(across[1].get(c.column), c) for c in numbers]
            if not any(kind for kind, _ in told) and len(numbers) == len(across[1]):
                told = list(zip(across[1].values(), numbers, strict=True))  # figures set apart from their headings
            for kind, c in told:
                if kind:
                    add(kind, int(c.text.rstrip("人")), evidence(document, item, c.words))
            across = None
            continue
        if len(kinds) >= 2:
            across = (item.table, kinds)
            continue
        if people is not None and people[0] is item.table and len(kinds) == 1:
            cell = item.table.at(item.index, people[1])
            if cell is not None and re.fullmatch(r"\d{1,6}人?", cell.text):
                add(next(iter(kinds.values())), int(cell.text.rstrip("人")), evidence(document, item, cell.words))
    if not counts:
        for kind, number, start, end in typed_counts(flow.text):  # sentences run over lines
            add(kind, number, flow.evidence(start, end)[0])
    return (counts, tuple(places)) if counts and not several else None


def last_paid(document: Document, head: re.Pattern[str]) -> tuple[str, Evidence] | None:
    """The month that every line of a column of last months tells; None when there is none or they differ."""
    told: dict[str, Evidence] = {}
    for text, at in below(document, head):
        month = month_in(text)
        if month is None:
            return None
        told.setdefault(month, at)
    return next(iter(told.items())) if len(told) == 1 else None
