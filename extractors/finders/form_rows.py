"""The rows of a printed form: its labels stand in columns, and every line of text belongs to one of them.

A label is known by name, or by standing in the column of known ones with a value beside it. A value goes on in the
lines below it (and, where the label stands at the middle of its value, above it) that have no label of their own;
which of two labels a line between them belongs to is told by the gaps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from extractors.finders.form_labels import Piece, Row, found
from extractors.geometry import overlap_x, overlap_y
from extractors.model import Box
from extractors.textmap import TextMap

#: labels, and the lines of a value, that start within this many ems of one another are in one column
_ALIGNED_EM = 1.3
#: the next line of a value is not further below than this share of its height …
_LEADING = 1.25
#: … and the first one under its label than this
_UNDER = 2.0
#: two gaps between lines that differ by less than this many ems are equal
_EQUAL_EM = 0.12
#: a line stands beside a label when they share this much of the lower one's height
_BESIDE = 0.2
#: lines flush right end within this many ems of one another
_FLUSH_EM = 0.6
#: lines of one value are of one size of type, within this factor
_SIZE = 1.35
#: what is larger or smaller than a label by more than this is printed over the form, or is no part of it
_OVERPRINTED = 2.4
#: a line that ends within this many ems of the longest one of its column has run to the margin
_FULL_EM = 2.0
#: at least so many labels with their values side by side make a column in which an unknown label is known by its place
_COLUMN = 2
_LABEL_LENGTH = 10
#: a label in English under the Chinese one, beside the value
_TRANSLATED = re.compile(r"[A-Z][A-Za-z .,'&/()-]*")


def rows(textmap: TextMap, names: tuple[str, ...]) -> list[Row]:
    """Every label of ``names`` on the pages, with the lines that belong to it."""
    labels, pieces = found(textmap, names)
    dealt: list[Row] = []
    for page in sorted({row.page for row in labels}):
        own = [row for row in labels if row.page == page]
        dealt += _Sheet(textmap, names, own, [piece for piece in pieces if piece.page == page]).rows
    return dealt


class _Sheet:
    """One page: its labels, and the pieces dealt out to them."""

    def __init__(self, textmap: TextMap, names: Sequence[str], labels: list[Row], pieces: list[Piece]) -> None:
        self._textmap, self._names = textmap, names
        self.rows = sorted(labels, key=lambda row: (row.place.top, row.place.x0))
        left = self._anchor(pieces)
        left = self._unknown(left)
        left = self._straddled(left)
        self._chain(left)
        for row in self.rows:
            row.lines.sort(key=lambda line: line[0].place.top)
        self._doubt()

    # -- beside a label ------------------------------------------------------------------------------------------

    def _columns(self, piece: Piece) -> list[Row]:
        """Labels of the column that a piece belongs to: the nearest to its left that has begun by its height."""
        em = piece.place.height
        begun = [
            row
            for row in self.rows
            if row.place.x0 <= piece.place.x0 + em and row.place.top <= piece.place.bottom + 2 * em
        ]
        if not begun:
            return []
        nearest = max(row.place.x0 for row in begun)
        beside = [row for row in begun if row.place.x0 >= nearest - _ALIGNED_EM * em]
        level = [row for row in begun if self._level(row, piece) and row.place.x1 <= piece.place.x0 + em / 2]
        if level:  # a label on its own row, unless a whole column of labels stands between
            own = max(level, key=lambda row: row.place.x0)
            between = [row for row in beside if row.place.x0 > own.place.x1]
            if not between or not self._holds(between, piece):
                return [row for row in begun if abs(row.place.x0 - own.place.x0) <= _ALIGNED_EM * em]
        return beside

    def _holds(self, between: list[Row], piece: Piece) -> bool:
        """Whether a piece stands where the values of these labels stand, or in the midst of their column."""
        em = piece.place.height
        column = [row for row in self.rows if abs(row.place.x0 - between[0].place.x0) <= _ALIGNED_EM * em]
        top, bottom = min(r.place.top for r in column), max(r.place.bottom for r in column)
        reach = 4 * em if len(column) > 1 else 0.0
        inside = top - em <= piece.place.top and piece.place.bottom <= bottom + reach
        return inside or any(
            row.lines and abs(row.left() - piece.place.x0) <= em and piece.place.top <= row.bottom() + _LEADING * em
            for row in between
        )

    def _level(self, row: Row, piece: Piece) -> bool:
        return overlap_y(row.place, piece.place) > _BESIDE * min(row.place.height, piece.place.height)

    def _anchor(self, pieces: list[Piece]) -> list[Piece]:
        """Gives each label the pieces beside it; returns the others."""
        left: list[Piece] = []
        for piece in sorted(pieces, key=lambda one: (one.place.top, one.place.x0)):
            level = [
                row
                for row in self._columns(piece)
                if self._level(row, piece)
                and row.place.x1 <= piece.place.x0 + piece.place.height / 2
                and _one_size(row.place, piece.place, _OVERPRINTED)
            ]
            if level:
                row = max(level, key=lambda one: (overlap_y(one.place, piece.place), one.place.x0))
                _add(row, piece)
            else:
                left.append(piece)
        return left

    def _unknown(self, left: list[Piece]) -> list[Piece]:
        """Labels that are not known by name: in a column of labels, with a value where the others have theirs."""
        kept: list[Piece] = []
        for piece in left:
            em = piece.place.height
            column = [row for row in self.rows if row.name and abs(row.place.x0 - piece.place.x0) <= em and row.lines]
            beside = [
                other
                for other in left
                if other is not piece
                and overlap_y(other.place, piece.place) > em / 2
                and other.place.x0 > piece.place.x1
            ]
            values = [row.left() for row in column]
            if (
                piece.end - piece.start <= _LABEL_LENGTH
                and len(column) >= _COLUMN
                and any(abs(other.place.x0 - at) <= em for other in beside for at in values)
            ):
                self.rows.append(Row("", piece.start, piece.end, piece.place, piece.page, True))
            else:
                kept.append(piece)
        self.rows.sort(key=lambda row: (row.place.top, row.place.x0))
        return self._anchor(kept) if len(kept) < len(left) else kept

    def _straddled(self, left: list[Piece]) -> list[Piece]:
        """A label at the middle of a value of two lines stands beside neither: it gets both; returns the others."""
        for row in self.rows:
            em = row.place.height
            near = [
                (piece.place.middle - row.place.middle, piece)
                for piece in left
                if not row.lines
                and piece.place.x0 >= row.place.x1 - em / 2
                and abs(piece.place.middle - row.place.middle) < _LEADING * em
                and row in self._columns(piece)
            ]
            above = max((one for one in near if one[0] < 0), key=lambda one: one[0], default=None)
            below = min((one for one in near if one[0] > 0), key=lambda one: one[0], default=None)
            if above is None or below is None or abs(above[0] + below[0]) > 2 * _EQUAL_EM * em:
                continue
            if abs(above[1].place.x0 - below[1].place.x0) <= em:
                _add(row, above[1])
                _add(row, below[1])
                left = [piece for piece in left if piece is not above[1] and piece is not below[1]]
        return left

    # -- above and below -----------------------------------------------------------------------------------------

    def _chain(self, left: list[Piece]) -> None:
        """Gives the pieces without a label beside them to the value they go on with."""
        waiting: list[Piece] = []
        for piece in left:
            above, gap = self._above(piece)
            below, room = self._below(piece, left)
            em = piece.place.height
            if below is not None and (above is None or room < gap - _EQUAL_EM * em):
                waiting.append(piece)  # of the label further down, once it is known which line joins it
                continue
            if above is None:
                self._orphaned(piece)
                continue
            hanging = above.lines and piece.place.x0 < above.left() - _ALIGNED_EM * em
            text = self._textmap.text[piece.start : piece.end]
            if hanging and (re.match(r"[^:]{2,10}:", text) or _TRANSLATED.fullmatch(text)):
                continue
            if hanging and any(text in name for name in self._names):  # what a reader left of a label
                continue
            if above.lines and not self._full(above) and not self._bracketed(above, text):
                above.loose = True
            if abs(gap - room) <= _EQUAL_EM * em and below is not None and self._centred(below, left):
                above.loose = below.loose = True
            _add(above, piece)
        self._above_labels(waiting)

    def _orphaned(self, piece: Piece) -> None:
        """A line right under a value, and of its size, that is in no column of it: the value may go on there."""
        em = piece.place.height
        for row in self.rows:
            last = row.lines[-1] if row.lines else []
            beneath = last and -0.5 * em < piece.place.top - row.bottom() <= _LEADING * em / 2
            if beneath and any(overlap_x(one.place, piece.place) > 0 for one in last):
                row.loose = row.loose or _one_type(last[0], piece)

    def _above_labels(self, waiting: Sequence[Piece]) -> None:
        """Lines above the one beside their label: as many as follow it, where the label stands at the middle."""
        joining: dict[int, list[Piece]] = {}
        for piece in reversed(waiting):
            row, _ = self._below(piece, [], joining)
            if row is not None:
                joining.setdefault(id(row), []).append(piece)
        for row in self.rows:
            pieces = joining.get(id(row), [])
            if pieces and len(pieces) != len(row.lines) - 1:
                if all(one.place.top >= row.place.top for one in self._column(row)):
                    continue  # what stands above a form is no part of it
                row.loose = True
            for piece in pieces:
                _add(row, piece)

    def _column(self, row: Row) -> list[Row]:
        return [one for one in self.rows if abs(one.place.x0 - row.place.x0) <= _ALIGNED_EM * row.place.height]

    def _doubt(self) -> None:
        """A label left with nothing below a value of several lines may have lost its own to that value."""
        for row in self.rows:
            following = next((one for one in self._column(row) if one.place.top > row.place.top), None)
            if following is not None and len(row.lines) > 1 and not following.lines:
                row.loose = True
            self._doubt_under([piece for line in row.lines for piece in line[1:]])

    def _doubt_under(self, others: Sequence[Piece]) -> None:
        """What stands level with a label but far behind its value may be the first line of the value below it."""
        for piece in others:
            em = piece.place.height
            for row in self.rows:
                first = row.lines[0][0] if row.lines else None
                if first is None or not -0.5 * em < first.place.top - piece.place.bottom <= _LEADING * em / 2:
                    continue
                if abs(first.place.x0 - piece.place.x0) <= _ALIGNED_EM * em and _one_type(piece, first):
                    row.loose = True

    def _fits(self, row: Row, piece: Piece) -> bool:
        """Whether a line that starts there may be one of the row's value."""
        em = piece.place.height
        if not (_one_type(row.lines[0][0], piece) if row.lines else _one_size(row.place, piece.place, _SIZE)):
            return False
        if row.lines:
            under_value = _under(row, piece)
            return under_value or abs(piece.place.x0 - row.place.x0) <= em
        return abs(piece.place.x0 - row.place.x0) <= 1.5 * em or overlap_x(row.place, piece.place) > row.place.width / 2

    def _above(self, piece: Piece) -> tuple[Row | None, float]:
        em = piece.place.height
        best: tuple[float, Row] | None = None
        for row in self.rows:
            gap = piece.place.top - row.bottom()
            reach = _LEADING if row.lines else _UNDER
            if -0.5 * em < gap <= reach * em and self._fits(row, piece) and (best is None or gap < best[0]):
                best = (gap, row)
        return (best[1], best[0]) if best else (None, float("inf"))

    def _below(
        self, piece: Piece, left: Sequence[Piece], joining: Mapping[int, Sequence[Piece]] = MappingProxyType({})
    ) -> tuple[Row | None, float]:
        """The row whose value starts below the piece, and the gap to the next line below, whosever it is.

        ``joining``: lines that will stand above the ones the rows have, by the row's identity.
        """
        em = piece.place.height
        best: tuple[float, Row] | None = None
        for row in self.rows:
            lines = [*(line[0] for line in row.lines), *joining.get(id(row), ())]
            first = min((line.place.top for line in lines), default=row.place.top)
            gap = first - piece.place.bottom
            aligned = row.lines and abs(piece.place.x0 - row.left()) <= _ALIGNED_EM * em
            aligned = aligned and _one_type(row.lines[0][0], piece)
            if aligned and -0.5 * em < gap <= _LEADING * em and (best is None or gap < best[0]):
                best = (gap, row)
        room = best[0] if best else float("inf")
        for other in left:
            gap = other.place.top - piece.place.bottom
            if other is not piece and -0.5 * em < gap < room and overlap_x(other.place, piece.place) > 0:
                room = gap
                best = (gap, best[1]) if best and gap <= _LEADING * em else None
        for row in self.rows:  # the next label at the left, where its value stands elsewhere
            gap = row.place.top - piece.place.bottom
            if -0.5 * em < gap < room and abs(row.place.x0 - piece.place.x0) <= em:
                room = gap
        return (best[1], room) if best else (None, room)

    def _bracketed(self, row: Row, text: str) -> bool:
        """Whether a bracket tells that a line goes on with ``text``."""
        said = "".join(self._textmap.text[one.start : one.end] for line in row.lines for one in line)
        return text.startswith("(") or said.count("(") > said.count(")")

    def _full(self, row: Row) -> bool:
        """Whether the last line of the value ran to the margin of its column, as one does that is broken off."""
        last = row.lines[-1][-1].place
        peers = [
            line[-1].place.x1
            for other in self.rows
            for line in other.lines
            if abs(other.place.x0 - row.place.x0) <= last.height
        ]
        return last.x1 >= max(peers) - _FULL_EM * last.height

    def _centred(self, row: Row, left: Sequence[Piece]) -> bool:
        """Whether lines without a label follow the first one of a value, as where labels stand at its middle."""
        em = row.place.height
        return any(
            0 < piece.place.top - row.bottom() + em <= (1 + _LEADING) * em
            and abs(piece.place.x0 - row.left()) <= _ALIGNED_EM * em
            for piece in left
            if row.lines and piece.place.top > row.place.top
        )


def _under(row: Row, piece: Piece) -> bool:
    """Whether a line stands under the value of a label as its lines do: flush left, or flush right or centred."""
    em, first = piece.place.height, row.lines[0]
    if abs(piece.place.x0 - row.left()) <= _ALIGNED_EM * em:
        return True
    if piece.place.x0 < row.place.x1:
        return False
    left, right = piece.place.x0 - first[0].place.x0, first[-1].place.x1 - piece.place.x1
    return abs(right) <= _FLUSH_EM * em or abs(left - right) <= 2 * _FLUSH_EM * em


def _one_type(one: Piece, other: Piece) -> bool:
    """Whether two lines are set in one size of type. A scan's boxes are now higher, now lower; its letters' widths
    tell, too."""
    return _one_size(one.place, other.place, _SIZE) or one.em / _SIZE <= other.em <= one.em * _SIZE


def _one_size(one: Box, other: Box, factor: float) -> bool:
    return one.height / factor <= other.height <= one.height * factor


def _add(row: Row, piece: Piece) -> None:
    for line in row.lines:
        if overlap_y(line[0].place, piece.place) > piece.place.height / 2:
            line.append(piece)
            line.sort(key=lambda one: one.place.x0)
            return
    row.lines.append([piece])
