"""Columns where none are drawn: the white strips that run down between the words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.geometry import union
from extractors.model import Page, Word
from extractors.tables.clean import clean, is_blank, is_number
from extractors.tables.grid import cut, edges_of, shared

_MONEY_THEN_NAME = re.compile(r"(?P<money>[-(]?\d{1,3}(,\d{3})*\.\d\d\)?)\s*(?P<name>[⺀-⿟一-龥])")

#: a column: from where to where its words run
Span = tuple[float, float]


def columns_of(lines: Sequence[Sequence[Word]]) -> list[Span]:
    """Columns of lines of words, left to right; empty when the lines show none.

    Strips are sought in lines that hold figures: headings are often wider than what stands under them. A heading
    that stands over a strip, with nothing under it, makes a column of its own (an empty column of the form).
    """
    body = [line for line in lines if len(line) > 1 and any(_figure(word) for word in line)]
    if len(body) < 2 and not any(sum(map(_figure, line)) > 1 for line in body):
        body = [line for line in lines if len(line) > 1]
    if not body:
        return []
    spans = _split_mixed(_covered(body), body)
    for heading in _headings(lines):
        spans = _with_heading(spans, heading)
    return spans


@dataclass(frozen=True, slots=True)
class _Head:
    """A heading of one word or of several over each other: from where to where it runs."""

    span: Span
    words: int


def _headings(lines: Sequence[Sequence[Word]]) -> list[list[_Head]]:
    """From where to where the headings run, for each run of lines without figures close under each other."""
    found: list[list[Sequence[Word]]] = []
    bottom = float("-inf")
    for line in lines:
        if len(line) < 2 or any(_figure(word) for word in line):
            bottom = float("-inf")
            continue
        box = union(w.place for w in line)
        if box.top - bottom < box.height:
            found[-1].append(line)
        else:
            found.append([line])
        bottom = max(bottom, box.bottom)
    return [_stacks(run) for run in found]


def _stacks(lines: Sequence[Sequence[Word]]) -> list[_Head]:
    """Words of several lines as headings: words that stand over each other alone are one; a wide one over several
    others is a heading of its own."""
    stacks = [[(w.place.x0, w.place.x1)] for w in lines[0]]
    for line in lines[1:]:
        below = [(w.place.x0, w.place.x1) for w in line]
        whole = [(min(s[0] for s in stack), max(s[1] for s in stack)) for stack in stacks]
        pairs = [(i, j) for i, s in enumerate(whole) for j, w in enumerate(below) if _over(s, w)]
        for j, span in enumerate(below):
            over = [i for i, k in pairs if k == j]
            if len(over) == 1 and sum(1 for i, _ in pairs if i == over[0]) == 1:
                stacks[over[0]].append(span)
            else:
                stacks.append([span])
    return [_Head((min(s[0] for s in stack), max(s[1] for s in stack)), len(stack)) for stack in stacks]


def _over(a: Span, b: Span) -> bool:
    return shared(*a, *b) > 0.5 * min(a[1] - a[0], b[1] - b[0])


def _with_heading(spans: list[Span], heads: Sequence[_Head]) -> list[Span]:
    """Columns after a row of headings: one that stands beside its figures widens their column, one that stands over
    nothing, with the columns beside it headed by others, has an empty column of its own."""
    spans = list(spans)
    width = spans[-1][1] - spans[0][0] + 1
    alone: list[Span] = []
    headed: set[Span] = set()
    for head in heads:
        low, high = head.span
        over = [s for s in spans if shared(low, high, *s) > 0]
        if len(over) == 1 and head.words > 1:  # all its words belong to the column, also those beside the figures
            spans[spans.index(over[0])] = (min(low, over[0][0]), max(high, over[0][1]))
            over = [(min(low, over[0][0]), max(high, over[0][1]))]
        headed.update(over)
        if not over and high - low < 0.4 * width and not any(_over(head.span, o.span) for o in heads if o != head):
            alone.append(head.span)
    for span, beside in _paired(sorted(alone), [s for s in spans if s not in headed]):
        if beside is not None:
            spans.remove(beside)
        low, high = beside or span
        spans.append((min(span[0], low), max(span[1], high)))
    return sorted(spans)


def _paired(heads: Sequence[Span], spans: Sequence[Span]) -> list[tuple[Span, Span | None]]:
    """Headings and the columns beside them, left to right; as many pairs as there can be, the nearest ones.

    A heading over an empty column must not take the figures of its neighbour, so the pairing keeps the order.
    """
    few, many = (heads, spans) if len(heads) <= len(spans) else (spans, heads)
    # best[i]: how far apart the pairs so far are at least, and which of ``many`` they took, the i-th the last
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for nth, one in enumerate(few):
        best = [
            min((apart + _gap(one, many[at]), (*taken, at)) for apart, taken in best if not taken or taken[-1] < at)
            for at in range(nth, len(many) - len(few) + nth + 1)
        ]
    taken = min(best)[1]
    if few is heads:
        return [(head, spans[at]) for head, at in zip(heads, taken, strict=True)]
    beside = dict(zip(taken, spans, strict=True))
    return [(head, beside.get(at)) for at, head in enumerate(heads)]


def _gap(a: Span, b: Span) -> float:
    return max(a[0] - b[1], b[0] - a[1], 0.0)


def _figure(word: Word) -> bool:
    return is_number(word.text) or (is_blank(word.text) and bool(clean(word.text)))


def _covered(body: Sequence[Sequence[Word]]) -> list[Span]:
    """Stretches of x over which words stand, the ones crossed by hardly any line taken as white."""
    starts: list[tuple[float, int]] = []
    for line in body:
        merged: list[list[float]] = []
        for left, right in (span for word in line for span in _pieces(word)):
            if merged and left <= merged[-1][1] + 0.2:
                merged[-1][1] = max(merged[-1][1], right)
            else:
                merged.append([left, right])
        for x0, x1 in merged:
            inset = min(0.6, (x1 - x0) / 4)
            starts += [(x0 + inset, 1), (x1 - inset, -1)]
    few = len(body) // 25
    spans: list[Span] = []
    depth = 0
    opened: float | None = None
    for x, step in sorted(starts):
        depth += step
        if depth > few and opened is None:
            opened = x
        elif depth <= few and opened is not None:
            if spans and opened - spans[-1][1] < 1.5:
                spans[-1] = (spans[-1][0], x)
            else:
                spans.append((opened, x))
            opened = None
    return spans


def _pieces(word: Word) -> list[Span]:
    """From where to where a word runs; money with a name right behind it is two cells read as one."""
    match = _MONEY_THEN_NAME.match(word.text)
    if match is None:
        return [(word.place.x0, word.place.x1)]
    edges, white = edges_of(word), 0.1 * word.place.height
    return [(word.place.x0, edges[match.end("money")] - white), (edges[match.start("name")] + white, word.place.x1)]


def _split_mixed(spans: Sequence[Span], body: Sequence[Sequence[Word]]) -> list[Span]:
    """A stretch in which many lines hold two figures side by side is two columns whose figures overlap in x:
    split by their right edges, where figures are aligned."""
    result: list[Span] = []
    for span in spans:
        inside = [[w for w in line if span[0] <= (w.place.x0 + w.place.x1) / 2 <= span[1]] for line in body]
        pairs = [row for row in inside if len(row) == 2 and all(_figure(w) for w in row)]
        filled = [row for row in inside if row]
        if len(pairs) >= 2 and 2 * len(pairs) >= len(filled):
            border = (max(row[0].place.x1 for row in pairs) + min(row[1].place.x0 for row in pairs)) / 2
            left, right = max(row[0].place.x1 for row in pairs), min(row[1].place.x0 for row in pairs)
            if left <= right:
                result += [(span[0], min(left, border)), (max(right, border), span[1])]
                continue
        result.append(span)
    return result


def place_words(
    lines: Sequence[Sequence[Word]], columns: Sequence[Span], page: Page
) -> list[tuple[tuple[int, int], list[Word], Span]]:
    """Words of one row put into columns: ((first column, how many), words, from where to where)."""
    held: dict[tuple[int, int], list[Word]] = {}
    for line in lines:
        for word in line:
            for part, where in _place(word, columns, page):
                held.setdefault(where, []).append(part)
    placed: list[tuple[tuple[int, int], list[Word], Span]] = []
    for where in sorted(held):
        box = union(w.place for w in held[where])
        placed.append((where, held[where], (box.x0, box.x1)))
    return placed


def _place(word: Word, columns: Sequence[Span], page: Page) -> list[tuple[Word, tuple[int, int]]]:
    x0, x1 = word.place.x0, word.place.x1
    over = [i for i, (a, b) in enumerate(columns) if shared(x0, x1, a, b) > 0.5 * min(b - a, x1 - x0)]
    if len(over) <= 1:
        return [(word, (_nearest(word, columns), 1))]
    text = clean(word.text)
    if (any(c.isdigit() for c in text) and not is_number(word.text)) or (len(over) > 1 and " " in word.text.strip()):
        # words of neighbouring cells read as one: cut in the white between the columns, if that gives figures
        borders = [(columns[i][1] + columns[i + 1][0]) / 2 for i in over[:-1]]
        parts = cut(page, word, borders)
        if len(parts) == len(over) and any(is_number(p.text) for p in parts):
            return [(part, (_nearest(part, columns), 1)) for part in parts]
    if is_number(word.text):
        return [(word, (_nearest(word, columns), 1))]
    return [(word, (over[0], over[-1] - over[0] + 1))]


def _nearest(word: Word, columns: Sequence[Span]) -> int:
    """The column sharing most with the word; where none does, the one whose border is nearest."""
    x0, x1 = word.place.x0, word.place.x1
    best = max(range(len(columns)), key=lambda i: shared(x0, x1, *columns[i]))
    if shared(x0, x1, *columns[best]) > 0:
        return best
    return min(range(len(columns)), key=lambda i: min(abs(columns[i][0] - x1), abs(x0 - columns[i][1])))


def borders(columns: Sequence[Span]) -> tuple[float, ...]:
    """Column borders in the middle of the white between, with the outer edges."""
    if not columns:
        return ()
    return (columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1])
