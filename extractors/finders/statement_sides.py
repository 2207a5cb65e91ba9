"""Statements printed side by side on one page: which of the lines above them are about which."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.finders.statement_words import title_in
from extractors.model import Box, Page
from extractors.tables.grid import Table
from extractors.tables.stream import Line, Row


def are_beside(one: Table, other: Table) -> bool:
    """Whether two tables of a page stand beside each other: at one height, neither over the other."""
    a, b = one.place, other.place
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    apart = a.x1 <= b.x0 or b.x1 <= a.x0
    return apart and shared > 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def own_part(caption: Sequence[Line | Row], table: Table, items: Sequence[Line | Row]) -> list[Line | Row] | None:
    """Of the lines above tables that stand side by side, the pieces above this one, where each has a title of its own;
    None where it has not. ``items``: the document's stream."""
    page = next((item.page for item in items if isinstance(item, Row) and item.table is table), None)
    tables = {id(item.table): item.table for item in items if isinstance(item, Row) and item.page is page}
    others = [t.place for t in tables.values() if t is not table and are_beside(t, table)]
    if page is None or not others:
        return None
    ends = _pieces(caption, page, table.place, others)
    titled = any(title_in(item.text) for item in ends)
    rest = [piece for place in others for piece in _pieces(caption, page, place, [table.place])]
    return ends if titled and any(title_in(item.text) for item in rest) else None


def _pieces(caption: Sequence[Line | Row], page: Page, place: Box, others: Sequence[Box]) -> list[Line | Row]:
    left = max((o.x1 for o in others if o.x1 <= place.x0), default=float("-inf"))
    right = min((o.x0 for o in others if o.x0 >= place.x1), default=float("inf"))
    found: list[Line | Row] = []
    for item in caption:
        words = tuple(w for w in item.words if left <= (w.place.x0 + w.place.x1) / 2 <= right)
        if item.page is not page or len(words) == len(item.words):
            found.append(item)
        elif words:
            found.append(Line(page, words))
    return found
