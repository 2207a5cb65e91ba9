"""All tables of a page: drawn ones first, then what the remaining words show by their alignment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.geometry import union, upright_size
from extractors.model import Box, Page, Word
from extractors.tables.apart import joined_headings, joined_phrases
from extractors.tables.clean import clean, is_amount
from extractors.tables.columns import borders, columns_of, place_words
from extractors.tables.grid import Cell, Table, lines_of
from extractors.tables.ruled import ruled_table
from extractors.tables.rulings import Lattice, lattices

#: a line above a table that opens a new one: its unit, its title
_CAPTION = re.compile(
    r"(单位|币种)[:：]|(资产负债|财务状况|利润|损益|现金流量|明细|汇总|统计|登记)表(\(续\))?[A-Za-z() ]*$"
    r"|(名单|花名册|清单)$"
    # whose it is, with its day or the form's number beside it; an amount's currency and unit alone in brackets
    r"|(企业|公司|单位|机构|纳税人)名称[:：].*((19|20)\d\d年|(会.{0,3}|[年季月]报)\d\d表)"
    r"|[(（][^()（）]{0,8}人民币(千|万|百万|亿)?元[)）]$|^[^0-9]{2,40}公司(19|20)\d\d年(\d{1,2}月(\d{1,2}日)?|度)$"
)
#: at most so many lines with one word only in a row of a table that goes on (items without figures)
_MOST_SINGLES = 14


def tables_of(page: Page) -> list[Table]:
    """Tables of the page, top to bottom."""
    free = joined_phrases(joined_headings([word for word in page.words if word.text.strip()]))
    tables: list[Table] = []
    for lattice in (_headed(found, free) for found in lattices(page)):
        inside = [w for w in free if _within(w, lattice.xs, lattice.ys)]
        table = ruled_table(page, lattice, inside)
        if table is not None:
            taken = {id(w) for w in inside}
            free = [w for w in free if id(w) not in taken]
            tables.append(table)
    for region in _regions(page, free, tables):
        unruled = _unruled(page, region)
        if unruled is not None:
            tables.append(unruled)
    return sorted(tables, key=lambda t: (t.place.top, t.place.x0))


def _headed(lattice: Lattice, free: Sequence[Word]) -> Lattice:
    """Row lines that begin under the heading: a lattice whose first row is no heading takes in the line of words
    right above it, unless that is a caption."""
    if lattice.down:
        return lattice
    inside = [w for w in free if lattice.xs[0] - 3 < (w.place.x0 + w.place.x1) / 2 < lattice.xs[-1] + 3]
    first = lines_of(w for w in inside if lattice.ys[0] < w.place.middle < lattice.ys[1])
    if first and len(first[0]) > 1 and not any(is_amount(w.text) for w in first[0]):
        return lattice
    above = lines_of(w for w in inside if lattice.ys[0] - 40 < w.place.middle < lattice.ys[0])
    if not above or len(above[-1]) < 3 or _CAPTION.search(clean("".join(w.text for w in above[-1]))):
        return lattice
    box = union(w.place for w in above[-1])
    if lattice.ys[0] - box.bottom > box.height:
        return lattice
    return replace(lattice, ys=(box.top - 1, *lattice.ys))


def _within(word: Word, xs: Sequence[float], ys: Sequence[float]) -> bool:
    middle = (word.place.x0 + word.place.x1) / 2
    return xs[0] - 3 < middle < xs[-1] + 3 and ys[0] - 1 < word.place.middle < ys[-1] + 1


def _regions(page: Page, words: Sequence[Word], ruled: Sequence[Table]) -> list[list[list[Word]]]:
    """Runs of text lines that may be a table: several words beside each other, near each other, not a paragraph."""
    regions: list[list[list[Word]]] = []
    current: list[list[Word]] = []
    waiting: list[list[Word]] = []  # single words at the page's top: the end of a row that began on the page before
    singles = 0

    def close() -> None:
        nonlocal current, singles, waiting
        left = min((line[0].place.x0 for line in current if len(line) > 1), default=0.0)
        while current and len(current[-1]) < 2 and (singles > 1 or not _rest(current[-1], left)):
            current.pop()
            singles -= 1
        if sum(1 for line in current if len(line) > 1) >= 2:
            while waiting and _rest(waiting[-1], left):
                current.insert(0, waiting.pop())
            regions.append(current)
        current, singles, waiting = [], 0, []

    last_bottom: float | None = None
    for line in lines_of(words):
        box = union(w.place for w in line)
        text = clean("".join(w.text for w in line))
        between = last_bottom is not None and any(
            t.place.top >= last_bottom - 2 and t.place.bottom <= box.top + 2 for t in ruled
        )
        far = last_bottom is not None and box.top - last_bottom > 4 * max(8.0, box.height)
        prose = len(line) == 1 and box.width > 0.6 * upright_size(page)[0] and any(c in text for c in "。,;")
        if between or far or prose or _CAPTION.search(text):
            close()
        if _CAPTION.search(text):
            waiting = []
        last_bottom = box.bottom
        if prose:
            continue
        if len(line) > 1:
            current.append(line)
            singles = 0
        elif current:
            current.append(line)
            singles += 1
            if singles > _MOST_SINGLES:
                close()
        elif not regions and not _CAPTION.search(text):
            waiting = [*waiting[-1:], line]
    close()
    return regions


def _rest(line: list[Word], left: float) -> bool:
    """Whether a word alone may be the rest of a label that a table's row wraps: short, and at the table's edge."""
    text = clean(line[0].text)
    return abs(line[0].place.x0 - left) < 2.5 * line[0].place.height and len(text) <= 20 and text[-1:] not in ":。;"


def _unruled(page: Page, lines: list[list[Word]]) -> Table | None:
    told = [line for line in lines if not _CAPTION.search(clean("".join(w.text for w in line)))]
    columns = columns_of(told or lines)
    if len(columns) < 2:
        return None
    cells: list[Cell] = []
    for row, line in enumerate(lines):
        box = union(w.place for w in line)
        for (column, span), words, (x0, x1) in place_words([line], columns, page):
            cells.append(Cell(row, column, Box(x0, box.top, x1, box.bottom), tuple(words), 1, span))
    place = union(c.place for c in cells)
    return Table(page.number, place, tuple(cells), len(lines), len(columns), False, borders(columns))
