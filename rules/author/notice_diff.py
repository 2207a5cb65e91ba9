"""What rests on words that an amended notice changed, which quotations still stand, and what nothing cites yet.

Words are looked for where they belong: in the sentence that corresponds to theirs, not wherever the same words happen
to stand. A quotation that stands verbatim in a sentence that changed around it is told as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.author import notice_diff_align as aligning
from rules.author.notice_diff_align import Text
from rules.author.notice_diff_model import Fate, NoticeDiff, Piece, Rest, Rewritten, Sentence
from rules.author.notice_diff_rests import rests
from rules.model import Notice, Pack
from rules.notice import clause_at, parse

__all__ = ["NoticeDiff", "notice_diff"]

_STATES = ("gone", "changed", "respelled", "nearby", "stands")


def notice_diff(pack: Pack, new: str, *, old: str | None = None) -> NoticeDiff:
    """``old``: the text that ``new`` amends, where it is not the pack's own notice."""
    before = pack.notice.text if old is None else old
    was, now = aligning.cut(before, new), aligning.cut(new, before)
    known = pack.notice if old is None else parse(old)
    work = _Work(was, now, aligning.align(was, now), parse(new))
    fates: list[Fate] = []
    unplaced: list[Rest] = []
    cited: set[int] = set()
    for rest in rests(pack):
        span = _span(rest, known, own=old is None)
        if span is None:
            unplaced.append(rest)
            continue
        cited.update(was.touching(*span))
        fates.append(work.fate(rest, *span))
    order = {id(f): n for n, f in enumerate(fates)}
    fates.sort(key=lambda f: (_STATES.index(f.state), order[id(f)]))
    clauses = aligning.clause_map(was, now, work.pairs)
    renumbered = tuple((a, b) for a, b in clauses.items() if a != b and a and b)
    return NoticeDiff(
        pack.reference, tuple(fates), renumbered, tuple(work.rewritten(cited)), tuple(_figures_first(work.added())),
        tuple(_figures_first(work.vanished())), tuple(unplaced),
    )  # fmt: skip


def _span(rest: Rest, notice: Notice, *, own: bool) -> tuple[int, int] | None:
    """Where the quotation stands in the old text."""
    if own:
        return rest.cite.start, rest.cite.end
    clause = notice.clauses.get(rest.cite.clause)
    at = notice.text.find(rest.cite.quote, clause.start, clause.end) if clause else -1
    at = at if at >= 0 else notice.text.find(rest.cite.quote)
    return None if at < 0 else (at, at + len(rest.cite.quote))


def _figures_first(some: Iterator[Sentence]) -> list[Sentence]:
    return sorted(some, key=lambda s: (not s.figures, s.start))


@dataclass(slots=True)
class _Work:
    old: Text
    new: Text
    pairs: dict[int, int]
    notice: Notice  #: the new one

    def fate(self, rest: Rest, start: int, end: int) -> Fate:
        inside = self.old.touching(start, end)
        partners = [self.pairs[n] for n in inside if n in self.pairs]
        if not partners:
            return Fate(rest, "gone", "", None, None, "", (Piece("gone", rest.cite.quote),))
        low, high = self._new_span(inside, start, end)
        words = self.new.whole[low:high]
        clause = self._clause(low)
        at = self._verbatim(rest.cite.quote, partners)
        if at is not None:
            stop = at + len(rest.cite.quote)
            changed = [n for n in inside if self._differs(n)]
            state = "nearby" if changed else "stands"
            around = self._sentence_pieces(changed[0]) if changed else ()
            return Fate(rest, state, self._clause(at), at, stop, rest.cite.quote, around)
        if "".join(words.split()) == "".join(rest.cite.quote.split()):  # broken into lines, or put together
            changed = [n for n in inside if self._differs(n)]
            around = self._sentence_pieces(changed[0]) if changed else ()
            return Fate(rest, "nearby" if changed else "stands", clause, low, high, words, around)
        compared = aligning.pieces(aligning.one_line(rest.cite.quote), aligning.one_line(words))
        if aligning.fold(words)[0] == aligning.fold(rest.cite.quote)[0]:
            return Fate(rest, "respelled", clause, low, high, words, compared)
        if not words.strip():
            return Fate(rest, "gone", clause, None, None, "", self._sentence_pieces(inside[0]))
        return Fate(rest, "changed", clause, low, high, words, compared)

    def _verbatim(self, quote: str, partners: list[int]) -> int | None:
        """Where it stands in the partner sentences, taken together with what is between them."""
        low = min(self.new.sentences[j].start for j in partners)
        high = max(self.new.sentences[j].end for j in partners)
        at = self.new.whole.find(quote, low, high)
        return at if at >= 0 else None

    def _new_span(self, inside: list[int], start: int, end: int) -> tuple[int, int]:
        """The words that correspond: from the first sentence that has a partner to the last."""
        spans = []
        for n in (n for n in inside if n in self.pairs):
            old, new = self.old.sentences[n], self.new.sentences[self.pairs[n]]
            left, right = max(start, old.start) - old.start, min(end, old.end) - old.start
            low, high = aligning.mapped(old.text, new.text, left, right)
            spans.append((new.start + low, new.start + high))
        return min(s[0] for s in spans), max(s[1] for s in spans)

    def _clause(self, at: int) -> str:
        return clause_at(self.notice, at)

    def _differs(self, n: int) -> bool:
        return n not in self.pairs or self.old.keys[n] != self.new.keys[self.pairs[n]]

    def _sentence_pieces(self, n: int) -> tuple[Piece, ...]:
        if n not in self.pairs:
            return (Piece("gone", self.old.sentences[n].text),)
        return _compared(self.old.sentences[n], self.new.sentences[self.pairs[n]])

    def rewritten(self, cited: set[int]) -> Iterator[Rewritten]:
        for i, j in sorted(self.pairs.items()):
            if self._differs(i):
                old, new = self.old.sentences[i], self.new.sentences[j]
                gone = tuple(f for f in old.figures if f not in new.figures)
                come = tuple(f for f in new.figures if f not in old.figures)
                yield Rewritten(old, new, _compared(old, new), gone, come, i in cited)

    def added(self) -> Iterator[Sentence]:
        taken = set(self.pairs.values())
        return (s for n, s in enumerate(self.new.sentences) if n not in taken)

    def vanished(self) -> Iterator[Sentence]:
        return (s for n, s in enumerate(self.old.sentences) if n not in self.pairs)


def _compared(old: Sentence, new: Sentence) -> tuple[Piece, ...]:
    """The words of two sentences; another number of the clause is no difference."""
    before, after = (aligning.one_line(aligning.bare(s.text)) for s in (old, new))
    return aligning.pieces(before, after)
