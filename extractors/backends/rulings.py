"""Ruling segments made whole: pieces of one drawn line joined, specks dropped. Shared by both readers. Points."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.model import Ruling

_APART = 1.2  #: lines closer than this across are one line drawn twice or with a thickness
_BREAK = 3.0  #: a gap shorter than this along a line is a dash or the crossing of another line
_SHORT = 5.0  #: what stays shorter than this is a speck or a stroke of a letter
_SLOPE = 0.02  #: a segment steeper than this is neither horizontal nor vertical
_MOST = 3_000  #: lines of a page; of more, a drawing, the longest are kept: tables are among them if anywhere


def merged(segments: Iterable[Ruling], width: float, height: float) -> list[Ruling]:
    """Horizontal, then vertical lines of a page of this size, each whole and exactly straight."""
    flat: list[tuple[float, float, float]] = []
    tall: list[tuple[float, float, float]] = []
    for s in segments:
        wide, high = s.x1 - s.x0, s.bottom - s.top
        if wide >= high and high <= max(1.0, _SLOPE * wide):
            flat.append(((s.top + s.bottom) / 2, max(0.0, s.x0), min(width, s.x1)))
        elif high > wide and wide <= max(1.0, _SLOPE * high):
            tall.append(((s.x0 + s.x1) / 2, max(0.0, s.top), min(height, s.bottom)))
    lines = [Ruling(a, at, b, at) for at, a, b in _joined(flat) if -_APART <= at <= height + _APART]
    lines += [Ruling(at, a, at, b) for at, a, b in _joined(tall) if -_APART <= at <= width + _APART]
    if len(lines) > _MOST:
        kept = set(sorted(range(len(lines)), key=lambda i: -_length(lines[i]))[:_MOST])
        lines = [line for i, line in enumerate(lines) if i in kept]
    return lines


def _length(line: Ruling) -> float:
    return line.x1 - line.x0 + line.bottom - line.top


def _joined(pieces: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    """Pieces (position across, start, end) joined into whole lines, sorted by position and start."""
    bands: list[list[tuple[float, float, float]]] = []
    for piece in sorted(p for p in pieces if p[2] > p[1]):
        if bands and piece[0] - bands[-1][0][0] <= _APART:
            bands[-1].append(piece)
        else:
            bands.append([piece])
    lines: list[tuple[float, float, float]] = []
    for band in bands:
        at = sum(p[0] * (p[2] - p[1]) for p in band) / sum(p[2] - p[1] for p in band)
        start, end = 0.0, float("-inf")
        for _, a, b in sorted(band, key=lambda p: p[1]):
            if a - end > _BREAK:
                if end - start >= _SHORT:
                    lines.append((at, start, end))
                start, end = a, b
            else:
                end = max(end, b)
        if end - start >= _SHORT:
            lines.append((at, start, end))
    return lines
