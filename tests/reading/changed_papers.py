"""Changes to a document that is already read: ones that say nothing new, and ones that contradict or take away.

Each takes the document and a source of chance and gives another document, as a reader would have handed it over.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from extractors.geometry import span_place
from extractors.model import Box, Document, Page, Ruling, Word

Change = Callable[[Document, Random], Document]

#: running text of a paper that has nothing to do with leases, statements, insurance or licences
ASIDE = (
    "各楼层住户请注意，近日气温下降，请将阳台上的花盆移入室内，以免坠落伤人。",
    "楼道内不得堆放杂物，电动车请停放在指定的车棚内，并保持通道畅通。",
    "图书角已重新开放，欢迎大家前来借阅，阅后请放回原处，谢谢配合。",
    "春游活动改在下周举行，请自备雨具和午餐，早上八点在东门集合出发。",
)
_EM = 11.0


def _moved(box: Box, scale: float, dx: float, dy: float) -> Box:
    return Box(box.x0 * scale + dx, box.top * scale + dy, box.x1 * scale + dx, box.bottom * scale + dy)


def _placed(page: Page, scale: float, dx: float, dy: float) -> Page:
    """Everything on the page scaled, then moved; the page grows with it."""
    words = tuple(
        replace(
            word,
            box=_moved(word.box, scale, dx, dy),
            place=_moved(word.place, scale, dx, dy),
            edges=tuple(x * scale + dx for x in word.edges),
        )
        for word in page.words
    )
    rulings = tuple(
        Ruling(r.x0 * scale + dx, r.top * scale + dy, r.x1 * scale + dx, r.bottom * scale + dy) for r in page.rulings
    )
    width, height = page.width * scale + max(0.0, dx), page.height * scale + max(0.0, dy)
    return replace(page, words=words, rulings=rulings, width=width, height=height)


def shifted(document: Document, chance: Random) -> Document:
    """All boxes moved together, as on paper with other margins."""
    dx, dy = chance.uniform(0, 40), chance.uniform(0, 60)
    return replace(document, pages=tuple(_placed(page, 1.0, dx, dy) for page in document.pages))


def scaled(document: Document, chance: Random) -> Document:
    """The same paper printed smaller or larger."""
    scale = chance.uniform(0.6, 1.8)
    return replace(document, pages=tuple(_placed(page, scale, 0.0, 0.0) for page in document.pages))


def reordered(document: Document, chance: Random) -> Document:
    """The words where they were, handed over in another order, as a PDF that was drawn in another order gives them."""
    pages = []
    for page in document.pages:
        words = list(page.words)
        chance.shuffle(words)
        pages.append(replace(page, words=tuple(words)))
    return replace(document, pages=tuple(pages))


def _cut(word: Word, at: int) -> tuple[Word, Word]:
    first, second = span_place(word, 0, at), span_place(word, at, len(word.text))
    return (
        replace(word, text=word.text[:at], box=first, place=first, edges=word.edges[: at + 1]),
        replace(word, text=word.text[at:], box=second, place=second, edges=word.edges[at:]),
    )


def split(document: Document, chance: Random) -> Document:
    """A few words handed over as two that touch, as where a font changes inside a word."""
    pages = list(document.pages)
    for _ in range(3):
        number = chance.randrange(len(pages))
        words = list(pages[number].words)
        long = [index for index, word in enumerate(words) if len(word.text.strip()) > 1]
        if long:
            index = chance.choice(long)
            words[index : index + 1] = _cut(words[index], chance.randrange(1, len(words[index].text)))
            pages[number] = replace(pages[number], words=tuple(words))
    return replace(document, pages=tuple(pages))


def _wider(char: str) -> str:
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char


def _narrower(char: str) -> str:
    plain = unicodedata.normalize("NFKC", char)
    return plain if "\uff01" <= char <= "\uff5e" and len(plain) == 1 else char


def _written(document: Document, letter: Callable[[str], str]) -> Document:
    pages = (
        replace(page, words=tuple(replace(w, text="".join(map(letter, w.text))) for w in page.words))
        for page in document.pages
    )
    return replace(document, pages=tuple(pages))


def full_width(document: Document, chance: Random) -> Document:
    """Figures, letters and signs as wide as Chinese characters."""
    return _written(document, _wider)


def half_width(document: Document, chance: Random) -> Document:
    """Figures, letters and signs as narrow as Latin ones."""
    return _written(document, _narrower)


def _line(text: str, x: float, top: float, em: float = _EM) -> Word:
    box = Box(x, top, x + em * len(text), top + em)
    return Word(text, box, box)


def _aside(chance: Random, left: float, top: float, count: int) -> list[Word]:
    return [_line(text, left, top + 1.8 * _EM * n) for n, text in enumerate(chance.sample(ASIDE, count))]


def with_page(document: Document, chance: Random) -> Document:
    """A page about something else at the end, as when two papers went through the scanner together."""
    last = document.pages[-1]
    words = tuple(_aside(chance, 60.0, 90.0, 3))
    page = Page(last.number + 1, 595.0, 842.0, words, method=last.method, sheet=last.sheet)
    return replace(document, pages=(*document.pages, page))


def with_paragraph(document: Document, chance: Random) -> Document:
    """A sentence about something else below everything on one of the pages."""
    pages = list(document.pages)
    number = chance.randrange(len(pages))
    page = pages[number]
    low = max((w.place.bottom for w in page.words), default=60.0) + 3 * _EM
    words = (*page.words, *_aside(chance, 60.0, low, 1))
    pages[number] = replace(page, words=words, height=max(page.height, low + 5 * _EM))
    return replace(document, pages=tuple(pages))


def without_word(document: Document, chance: Random) -> Document:
    """One word gone, as where a reader lost it."""
    pages = list(document.pages)
    filled = [number for number, page in enumerate(pages) if page.words]
    number = chance.choice(filled)
    words = list(pages[number].words)
    del words[chance.randrange(len(words))]
    pages[number] = replace(pages[number], words=tuple(words))
    return replace(document, pages=tuple(pages))


#: what must leave every value what it is, or lose it
HARMLESS: Mapping[str, Change] = {
    change.__name__: change
    for change in (shifted, scaled, reordered, split, full_width, half_width, with_page, with_paragraph)
}


_CAPITALS = "壹贰叁肆伍陆柒捌玖"


def with_other_digit(document: Document, page: int, index: int, at: int, chance: Random) -> Document:
    """Another figure, or figure in capitals, in the place of the one at ``at`` of a word, numbered as in its page."""
    pages = list(document.pages)
    where = next(n for n, one in enumerate(pages) if one.number == page)
    words = list(pages[where].words)
    text = words[index].text
    other = chance.choice([d for d in (_CAPITALS if text[at] in _CAPITALS else "123456789") if d != text[at]])
    words[index] = replace(words[index], text=text[:at] + other + text[at + 1 :])
    pages[where] = replace(pages[where], words=tuple(words))
    return replace(document, pages=tuple(pages))


def digits(text: str) -> list[int]:
    """Where figures stand in a text that :func:`with_other_digit` can change."""
    return [at for at, char in enumerate(text) if char in "123456789" or char in _CAPITALS]
