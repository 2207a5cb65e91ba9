"""The reliability plot: stated confidence against the share that is right, as SVG without any library."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from samples.calibrate.statistics import Bin, bins, lower_bound, upper_bound

#: both axes show the odds of being wrong, 1 in 2 to 1 in 2,000: nearly all values are right, and the difference
#: between 99% and 99.9% is what matters
_MOST, _LEAST = 0.5, 0.0005
_TICKS = (0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005)
_SIDE, _LEFT, _TOP, _GAP = 300, 62, 54, 74
_COLOURS = {"text_layer": "#1b6ca8", "ocr": "#c0392b", "ocr_confirmed": "#2e8b57"}
_NAMES = {"text_layer": "text layer", "ocr": "OCR", "ocr_confirmed": "OCR, confirmed"}


@dataclass(frozen=True, slots=True)
class Panel:
    """One square of the plot."""

    title: str
    values: dict[str, list[tuple[float, bool]]]  #: by way of reading: stated confidence, right or not


def _at(share: float) -> float:
    """0..1 along an axis."""
    doubt = min(_MOST, max(_LEAST, 1 - share))
    return math.log(_MOST / doubt) / math.log(_MOST / _LEAST)


def _tick(doubt: float) -> str:
    return f"{100 * (1 - doubt):.2f}".rstrip("0").rstrip(".") + "%"


def _dots(panel: Panel, x: float) -> list[str]:
    out = []
    for way, values in panel.values.items():
        colour = _COLOURS[way]
        for one in bins(values, 8):
            cx, cy = x + _at(one.confidence) * _SIDE, _TOP + (1 - _at(one.share)) * _SIDE
            low, high = _bounds(one)
            y0, y1 = (_TOP + (1 - _at(share)) * _SIDE for share in (low, high))
            out.append(
                f'<path d="M{cx:.1f} {y0:.1f}V{y1:.1f}" stroke="{colour}" stroke-width="1.2" stroke-opacity=".55"/>'
                f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="{2 + math.log10(one.count):.1f}" fill="{colour}">'
                f"<title>{_NAMES[way]}: stated {one.confidence:.2%}, right {one.share:.2%} of {one.count}</title>"
                "</circle>"
            )
    return out


def _bounds(one: Bin) -> tuple[float, float]:
    right = round(one.share * one.count)
    return lower_bound(right, one.count, 0.975), upper_bound(right, one.count, 0.975)


def _frame(panel: Panel, x: float) -> list[str]:
    out = [f'<text x="{x}" y="{_TOP - 12}" font-weight="600">{escape(panel.title)}</text>']
    for doubt in _TICKS:
        at = _at(1 - doubt) * _SIDE
        grid = "#888" if doubt == 0.005 else "#ddd"
        out.append(
            f'<path d="M{x + at:.1f} {_TOP}V{_TOP + _SIDE}M{x} {_TOP + _SIDE - at:.1f}H{x + _SIDE}" stroke="{grid}"/>'
            f'<text x="{x - 6}" y="{_TOP + _SIDE - at + 3:.1f}" text-anchor="end" font-size="9">{_tick(doubt)}</text>'
            f'<text transform="translate({x + at + 3:.1f} {_TOP + _SIDE + 8}) rotate(-60)" text-anchor="end" '
            f'font-size="9">{_tick(doubt)}</text>'
        )
    out.append(f'<path d="M{x} {_TOP + _SIDE}L{x + _SIDE} {_TOP}" stroke="#444" stroke-dasharray="4 3"/>')
    out.append(f'<rect x="{x}" y="{_TOP}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#444"/>')
    middle = x + _SIDE / 2
    out.append(f'<text x="{middle}" y="{_TOP + _SIDE + 50}" text-anchor="middle">confidence stated</text>')
    return out


def drawn(panels: Sequence[Panel], note: str) -> str:
    """The plot as SVG text."""
    width = _LEFT + len(panels) * (_SIDE + _GAP)
    height = _TOP + _SIDE + 96
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="11" fill="#222">',
        "<title>Reliability: stated confidence against the share of values that are right</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<text transform="translate(14 {_TOP + _SIDE / 2}) rotate(-90)" text-anchor="middle">share right</text>',
    ]
    for index, panel in enumerate(panels):
        x = _LEFT + index * (_SIDE + _GAP)
        out += [*_frame(panel, x), *_dots(panel, x)]
    x = _LEFT
    for way, name in _NAMES.items():
        out.append(f'<circle cx="{x + 4}" cy="{height - 14}" r="4" fill="{_COLOURS[way]}"/>')
        out.append(f'<text x="{x + 12}" y="{height - 10}">{name}</text>')
        x += 105
    out.append(f'<text x="{x + 10}" y="{height - 10}" fill="#555">{escape(note)}</text>')
    return "\n".join([*out, "</svg>"]) + "\n"
