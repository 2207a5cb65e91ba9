"""Documents of any size for ``bench_growth``: papers gone on and on, and pages made to be slow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from extractors.model import Box, Document, Page, Word
from extractors.reader import read
from samples.pages.made import make_one
from samples.pages.registry import DEVELOPMENT, of_half

Sized = Callable[[int], Document]

_WIDTH, _HEIGHT = 595.0, 842.0


def _document(pages: list[Page]) -> Document:
    return Document("0" * 64, "grown.pdf", "application/pdf", tuple(pages))


def _word(text: str, x: float, top: float, width: float, height: float = 10.0) -> Word:
    box = Box(x, top, x + width, top + height)
    return Word(text, box, box)


def paper(kind: str, name: str) -> Sized:
    """A made paper whose pages come again and again; sized by pages."""
    layout = next(one for one in of_half(DEVELOPMENT) if (one.kind, one.name) == (kind, name))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(make_one(layout, 41, 1).pdf)
        document = read(path)

    def sized(pages: int) -> Document:
        again = (document.pages[n % len(document.pages)] for n in range(pages))
        return _document([replace(page, number=n) for n, page in enumerate(again, 1)])

    return sized


def line_of(piece: str) -> Sized:
    """One word over the width of a page; sized by characters."""
    return lambda size: _document([Page(1, _WIDTH, _HEIGHT, (_word((piece * size)[:size], 20, 300, 550),))])


def paragraph_of(piece: str) -> Sized:
    """One sentence over many pages of 36 lines; sized by characters."""

    def sized(size: int) -> Document:
        text = (piece * size)[:size]
        rows = [text[at : at + 37] for at in range(0, size, 37)]
        pages = []
        for number, at in enumerate(range(0, len(rows), 36), 1):
            words = tuple(_word(row, 72, 60 + 20 * n, 12 * len(row), 12) for n, row in enumerate(rows[at : at + 36]))
            pages.append(Page(number, _WIDTH, _HEIGHT, words))
        return _document(pages)

    return sized


def characters(size: int) -> Document:
    """Words of one character on one line; sized by words."""
    text = "租金人民币12月公司姓名"
    words = (_word(text[n % len(text)], 20 + n * 550 / size, 300, 550 / size) for n in range(size))
    return _document([Page(1, _WIDTH, _HEIGHT, tuple(words))])


def equal(size: int) -> Document:
    """Words that are equal, all in one place."""
    return _document([Page(1, _WIDTH, _HEIGHT, tuple(_word("月租金5000元", 100, 300, 84) for _ in range(size)))])


def roster(per_page: int | None) -> Sized:
    """A list of persons without lines; sized by rows, so many on a page, or all on one."""

    def sized(size: int) -> Document:
        chance = Random(2)  # noqa: S311  no secret
        pages: list[Page] = []
        each = per_page or size
        for at in range(0, size, each):
            words = [_word("社会保险参保人员名单", 200, 20, 120)]
            heads = ("序号", "姓名", "证件号码", "缴费基数", "个人缴费", "状态")
            words += [_word(head, 30 + 90 * n, 40, 10 * len(head)) for n, head in enumerate(heads)]
            for row in range(min(each, size - at)):
                name, code = f"张{chr(0x4E00 + chance.randrange(3000))}明", f"A{chance.randrange(10**9):09d}"
                texts = (str(at + row + 1), name, code, f"{chance.randrange(9) + 1},000.00", "500.00", "在保")
                words += [_word(t, 30 + 90 * n, 52 + 12 * row, 6 * len(t), 9) for n, t in enumerate(texts)]
            pages.append(Page(len(pages) + 1, _WIDTH, max(_HEIGHT, 12.0 * each + 100), tuple(words)))
        return _document(pages)

    return sized


def shapes() -> Mapping[str, tuple[Sized, int]]:
    """What grows, with its full size."""
    return {
        "lease, 300 pages": (paper("lease", "yearly-steps"), 300),
        "licence, 300 pages": (paper("business_licence", "electronic"), 300),
        "reduction, 300 pages": (paper("rent_reduction", "agreement"), 300),
        "register, 300 pages": (paper("training_roster", "register"), 300),
        "statements, 300 pages": (paper("financial_statement", "annual-consolidated"), 300),
        "persons, 5,000 rows": (roster(60), 5000),
        "persons, 2,000 rows on one page": (roster(None), 2000),
        "3,000 words of one character": (characters, 3000),
        "2,000 equal words": (equal, 2000),
        "a line of 100,000 figures": (line_of("1,234.5"), 100_000),
        "a line of 100,000 capitals": (line_of("壹万"), 100_000),
        "a line of 100,000, a label again and again": (line_of("甲方:"), 100_000),
        "a sentence of 60,000, rent without end": (paragraph_of("月租金5000元"), 60_000),
        "a sentence of 60,000, days without end": (paragraph_of("2020年1月1日"), 60_000),
    }
