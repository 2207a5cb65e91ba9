"""The part of an XLSX file's styles that a reader needs: number formats, font sizes, alignment, drawn sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from extractors.backends.markup import Node
from extractors.backends.number_format import BUILT_IN
from extractors.backends.sheets import Sides

T = TypeVar("T")

_ALIGN = {
    "left": "left", "center": "center", "right": "right", "centerContinuous": "across", "distributed": "center",
    "fill": "left", "justify": "left",
}  # fmt: skip


_PLAIN = Sides()


@dataclass(frozen=True, slots=True)
class Style:
    code: str = "General"  #: number format
    align: str | None = None  #: None: numbers to the right, texts to the left
    points: float = 11.0
    sides: Sides = _PLAIN


def styles(root: Node | None) -> list[Style]:
    """The styles that cells name by number; what is missing or odd in them stays as by default."""
    if root is None:
        return []
    codes = dict(BUILT_IN)
    for one in root.all("numFmts", "numFmt"):
        if one.get("numFmtId").isdecimal():
            codes[int(one.get("numFmtId"))] = one.get("formatCode", "General")
    fonts = [_points(font) for font in root.all("fonts", "font")]
    borders = [_sides(border) for border in root.all("borders", "border")]
    found = []
    for xf in root.all("cellXfs", "xf"):
        alignment = xf.first("alignment")
        found.append(
            Style(
                codes.get(_number(xf, "numFmtId"), "General"),
                _ALIGN.get(alignment.get("horizontal")) if alignment else None,
                _at(fonts, _number(xf, "fontId"), 11.0),
                _at(borders, _number(xf, "borderId"), _PLAIN),
            )
        )
    return found


def _points(font: Node) -> float:
    size = font.first("sz")
    try:
        return min(36.0, max(6.0, float(size.get("val")))) if size else 11.0
    except ValueError:
        return 11.0


def _sides(border: Node) -> Sides:
    drawn = {side.name for side in border.children if side.get("style", "none") != "none"}
    return Sides(
        "left" in drawn or "start" in drawn, "right" in drawn or "end" in drawn, "top" in drawn, "bottom" in drawn
    )


def _number(node: Node, name: str) -> int:
    text = node.get(name, "0")
    return int(text) if text.isdecimal() else 0


def _at(items: list[T], index: int, default: T) -> T:
    return items[index] if 0 <= index < len(items) else default
