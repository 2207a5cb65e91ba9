"""The text layer of a PDF page as words and rulings, through pdfplumber.

Coordinates are converted here, once: pdfplumber counts from the top left of the (turned) MediaBox, a viewer shows
the CropBox, and this project counts from the top left of what is shown.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.layout import LTChar, LTCurve, LTLine, LTRect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.page import PDFPageAggregatorWithMarkedContent

from extractors.backends import pdf_objects
from extractors.backends.glyphs import Drawn, Glyph, TextLayer, share, unknown, words_of
from extractors.backends.rulings import merged
from extractors.model import Box, Ruling

# pdfminer warns on every sloppy font descriptor; nothing a reader of the log could act on
logging.getLogger("pdfminer").setLevel(logging.ERROR)
pdf_objects.cut_circles()

_INVISIBLE = "Invisible"
#: text rendering modes that leave no ink (ISO 32000-1, table 106): neither fill nor stroke; clip only
_NO_INK_MODES = frozenset({3, 7})
#: a rect thinner than this (points) is a line drawn as a rect
_THIN = 2.5
#: shapes of a page whose text is read. The densest paper has some thousand; a map has hundreds of thousands, and
#: pdfminer takes a second for every ten thousand
_MOST_SHAPES = 40_000


class _Device(PDFPageAggregatorWithMarkedContent):
    """Marks characters drawn without ink; pdfminer itself forgets the text rendering mode. Counts the shapes."""

    shapes = 0

    def paint_path(self, *args: Any) -> None:
        self.shapes += 1
        if self.shapes > _MOST_SHAPES:
            raise TooMuchDrawn
        super().paint_path(*args)

    def render_string(self, textstate: Any, *args: Any) -> None:
        if textstate.render in _NO_INK_MODES:
            kept, self.cur_tag = self.cur_tag, _INVISIBLE
            super().render_string(textstate, *args)
            self.cur_tag = kept
        else:
            super().render_string(textstate, *args)


class BrokenText(Exception):
    """pdfminer cannot follow the file or the page; PDFium's rewriting of it, or its picture, may still be read."""


class TooMuchDrawn(BrokenText):
    """The page is a drawing of so many shapes that only its picture is worth reading; rewriting it helps nothing."""


@contextmanager
def opened(source: Path | Any, pages: int) -> Iterator[Any]:
    """The pdfplumber document of a path or a binary stream; closed at the end.

    Raises BrokenText when it cannot be opened or has not ``pages`` pages.
    """
    try:
        pdf = pdfplumber.open(source)
        found = len(pdf.pages)
    except Exception as error:  # pdfminer raises any type at all
        raise BrokenText from error
    try:
        if found != pages:
            raise BrokenText
        yield pdf
    finally:
        pdf.close()


def read_page(pdf: Any, index: int, width: float, height: float) -> TextLayer:
    """Text layer of page ``index`` (from 0), which is shown ``width`` x ``height`` points large.

    The page's objects are released at the end; pdfplumber would keep them until the file is closed.
    Raises BrokenText when pdfminer cannot follow the page, TooMuchDrawn when it would take too long.
    """
    page = pdf.pages[index]
    try:
        try:
            device = _Device(pdf.rsrcmgr, pageno=page.page_number, laparams=pdf.laparams)
            PDFPageInterpreter(pdf.rsrcmgr, device).process_page(page.page_obj)
            page._layout = device.get_result()
            page.process_object = partial(_object, page)
            _ = page.objects
        except TooMuchDrawn:
            raise
        except Exception as error:  # pdfminer raises any type at all
            raise BrokenText from error
        dx, dy = _crop_offset(page)
        shift_x, shift_y = page.mediabox[0] + dx, page.mediabox[1] + dy
        objects = page.objects
        fills = [
            _box(o, shift_x, shift_y) for o in [*objects.get("rect", ()), *objects.get("curve", ())] if _dark_fill(o)
        ]
        images = [_box(o, shift_x, shift_y) for o in objects.get("image", ())]
        glyphs = _glyphs(page, shift_x, shift_y, width, height, fills + images)
        lines = _rulings(objects, shift_x, shift_y, width, height)
        return TextLayer(
            words=tuple(words_of(glyphs, lines)),
            rulings=tuple(lines),
            characters=len(glyphs),
            garbled=sum(unknown(g.text) for g in glyphs if g.text),
            image_share=share(images, width, height),
            curves=len(objects.get("curve", ())),
        )
    finally:
        page.close()


def _object(page: Any, item: Any) -> dict[str, Any]:
    """What pdfplumber makes of a drawn thing, with nothing but what is asked for here: its own copying of every
    attribute of every character takes a third of the time."""
    kind = _KINDS.get(type(item))
    if kind is None:
        made: dict[str, Any] = type(page).process_object(page, item)
        return made
    left, top = page.mediabox[:2]
    told = {
        "object_type": kind,
        "x0": item.x0 + left,
        "x1": item.x1 + left,
        "top": page.height - item.y1 + top,
        "bottom": page.height - item.y0 + top,
    }
    if kind == "char":
        colour = item.graphicstate.ncolor
        told["non_stroking_color"] = colour if isinstance(colour, tuple) else (colour,)
        told |= {"text": item.get_text(), "size": item.size, "upright": item.upright, "matrix": item.matrix}
        told["tag"] = getattr(item, "tag", None)
    else:
        told |= {"stroke": item.stroke, "fill": item.fill, "pts": item.pts}
        told |= {"stroking_color": item.stroking_color, "non_stroking_color": item.non_stroking_color}
    return told


_KINDS = {LTChar: "char", LTLine: "line", LTRect: "rect", LTCurve: "curve"}


def _crop_offset(page: Any) -> tuple[float, float]:
    """Top left of the CropBox, in points right of and below the top left of the MediaBox, as shown."""
    attrs = page.page_obj
    mx0, my0, mx1, my1 = _sorted_box(attrs.mediabox)
    cx0, cy0, cx1, cy1 = _sorted_box(attrs.cropbox)
    cx0, cy0, cx1, cy1 = max(cx0, mx0), max(cy0, my0), min(cx1, mx1), min(cy1, my1)
    if cx0 >= cx1 or cy0 >= cy1:  # a CropBox outside the page: viewers fall back to the MediaBox
        return 0.0, 0.0
    return {
        0: (cx0 - mx0, my1 - cy1),
        90: (cy0 - my0, cx0 - mx0),
        180: (mx1 - cx1, cy0 - my0),
        270: (my1 - cy1, mx1 - cx1),
    }.get(page.rotation % 360, (0.0, 0.0))


def _sorted_box(raw: Sequence[float]) -> tuple[float, float, float, float]:
    return min(raw[0], raw[2]), min(raw[1], raw[3]), max(raw[0], raw[2]), max(raw[1], raw[3])


def _box(thing: dict[str, Any], shift_x: float, shift_y: float) -> Box:
    return Box(
        float(thing["x0"]) - shift_x,
        float(thing["top"]) - shift_y,
        float(thing["x1"]) - shift_x,
        float(thing["bottom"]) - shift_y,
    )


def _is_white(colour: Any) -> bool:
    """Whether a PDF colour (grey, RGB or CMYK tuple) is as light as paper."""
    if not isinstance(colour, tuple | list) or not all(isinstance(c, int | float) for c in colour):
        return False
    if len(colour) in (1, 3):
        return all(c >= 0.98 for c in colour)
    return len(colour) == 4 and all(c <= 0.02 for c in colour)


def _is_red(colour: Any) -> bool:
    """Whether a PDF colour (RGB or CMYK tuple) is red, as programs print figures below nothing."""
    if not isinstance(colour, tuple | list) or not all(isinstance(c, int | float) for c in colour):
        return False
    if len(colour) == 3:
        return bool(colour[0] >= 0.6 and max(colour[1:]) <= 0.35)
    return len(colour) == 4 and bool(min(colour[1:3]) >= 0.6 and max(colour[0], colour[3]) <= 0.35)


def _dark_fill(thing: dict[str, Any]) -> bool:
    return bool(thing.get("fill")) and not _is_white(thing.get("non_stroking_color"))


def _glyphs(
    page: Any, shift_x: float, shift_y: float, width: float, height: float, grounds: Sequence[Box]
) -> list[Glyph]:
    """Visible characters in the order of the content stream; white space only as a mark on what follows it."""
    found: list[Glyph] = []
    drawn = Drawn()
    space = False
    for char in page.chars:
        text = char["text"]
        if not text.strip() or text == "\u200b":
            space = True
            continue
        box = _box(char, shift_x, shift_y)
        centre_x, centre_y = (box.x0 + box.x1) / 2, box.middle
        hidden = (
            char.get("tag") == _INVISIBLE
            or not (0 <= centre_x <= width and 0 <= centre_y <= height)
            or (
                _is_white(char.get("non_stroking_color"))
                and not any(g.x0 <= centre_x <= g.x1 and g.top <= centre_y <= g.bottom for g in grounds)
            )
        )
        a, b, c, d = char["matrix"][:4]
        straight = (abs(b) < 0.08 * abs(a) and abs(c) < 0.08 * abs(d)) or (
            abs(a) < 0.08 * abs(b) and abs(d) < 0.08 * abs(c)
        )
        # tilted text is a watermark laid over the page, no part of its lines
        if hidden or not straight:
            space = False
        elif not drawn.again(text, char["size"], box):
            em, red = float(char["size"]) or box.height, _is_red(char.get("non_stroking_color"))
            found.append(Glyph(text, box, em, space, bool(char["upright"]), red))
            space = False
    return found


def _rulings(
    objects: dict[str, list[dict[str, Any]]], shift_x: float, shift_y: float, width: float, height: float
) -> list[Ruling]:
    """Drawn lines: lines, thin rects, and the sides of rects that are stroked. White ones are erasures."""
    raw: list[Ruling] = []
    for thing in objects.get("line", ()):
        if not _is_white(thing.get("stroking_color")):
            box = _box(thing, shift_x, shift_y)
            raw.append(Ruling(box.x0, box.top, box.x1, box.bottom))
    for thing in [*objects.get("rect", ()), *objects.get("curve", ())]:
        if thing["object_type"] == "curve" and len(thing.get("pts", ())) > 5:
            continue
        box = _box(thing, shift_x, shift_y)
        thin = min(box.width, box.height) <= _THIN
        stroked = bool(thing.get("stroke")) and not _is_white(thing.get("stroking_color"))
        if thin and (stroked or _dark_fill(thing)):
            if box.width >= box.height:
                raw.append(Ruling(box.x0, box.middle, box.x1, box.middle))
            else:
                middle = (box.x0 + box.x1) / 2
                raw.append(Ruling(middle, box.top, middle, box.bottom))
        elif stroked:
            raw += [
                Ruling(box.x0, box.top, box.x1, box.top),
                Ruling(box.x0, box.bottom, box.x1, box.bottom),
                Ruling(box.x0, box.top, box.x0, box.bottom),
                Ruling(box.x1, box.top, box.x1, box.bottom),
            ]
    return merged(raw, width, height)
