"""Which sentence of an amended notice is which of the old one.

Sentences are compared without blanks, width and the numbers of clauses. Equal ones are partners wherever they stand,
those in order first; of the rest those that are most alike, sentences of partner clauses before others.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rules import notice
from rules.author.notice_diff_model import Piece, Sentence
from rules.clauses import NUMBER

#: less alike than this is another sentence
ALIKE = 0.5
#: what a partner clause is worth
NEAR = 0.15
_END = re.compile(r"[。；;！？!?]+|(?<![，、,])[^\S\n]*\n")
#: of the lines that a sentence was broken into, at most so many are put together again
_LINES = 12
_FIGURE = re.compile(
    r"\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日|底|末)?|\d{1,2}月(?:\d{1,2}日|底|末)?"
    r"|\d[\d,.]*\s*(?:%|％|‰|万元|亿元|元|个百分点|倍|折|平方米|米|人|年|个月|天|日|户|家|项|次)"
    r"|百分之[一二三四五六七八九十百零点]+|[一二三四五六七八九十百千两]+(?:万元|亿元|元|个月|年|折|成)"
)
_SIGNS = str.maketrans("—－–─～“”‘’。、﹐，〔〕【】；：", "----~\"\"''.,,,()();:")


def fold(text: str) -> tuple[str, list[int]]:
    """The text without blanks and differences of width, with the place of each of its characters."""
    folded: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for one in unicodedata.normalize("NFKC", sign.translate(_SIGNS)).translate(_SIGNS).casefold():
            if not one.isspace():
                folded.append(one)
                places.append(place)
    return "".join(folded), places


def figures(text: str) -> tuple[str, ...]:
    """Amounts, shares, dates and numbers of things, as they are written."""
    plain = unicodedata.normalize("NFKC", text)
    return tuple(dict.fromkeys("".join(m[0].split()) for m in _FIGURE.finditer(plain)))


@dataclass(frozen=True, slots=True)
class Text:
    """A notice cut into sentences."""

    whole: str
    sentences: tuple[Sentence, ...]
    keys: tuple[str, ...]  #: of each sentence: folded, without the number of its clause

    def touching(self, start: int, end: int) -> list[int]:
        """Numbers of the sentences that a span stands in."""
        return [n for n, s in enumerate(self.sentences) if s.start < end and start < s.end]


def cut(text: str, other: str = "") -> Text:
    """Sentences end at 。；！？ and at the end of a line, unless a comma stands there; blank ones are none.

    Lines that are one sentence of ``other`` when put together are one here too: text from a page is broken anywhere.
    """
    cut_up = _cut(text)
    return _joined(cut_up, set(_cut(other).keys)) if other else cut_up


def _joined(text: Text, known: set[str]) -> Text:
    sentences: list[Sentence] = []
    n = 0
    while n < len(text.keys):
        last = n
        if text.keys[n] not in known:
            ends = range(n + 1, min(n + _LINES, len(text.keys)))
            last = next((m for m in ends if fold(bare(_between(text, n, m)))[0] in known), n)
        first, end = text.sentences[n], text.sentences[last].end
        words = _between(text, n, last)
        sentences.append(Sentence(first.clause, words, first.start, end, figures(bare(words))))
        n = last + 1
    return Text(text.whole, tuple(sentences), tuple(fold(bare(s.text))[0] for s in sentences))


def _between(text: Text, first: int, last: int) -> str:
    return text.whole[text.sentences[first].start : text.sentences[last].end]


def one_line(words: str) -> str:
    """Without the line breaks inside."""
    return re.sub(r"\s*\n\s*", "", words)


def _cut(text: str) -> Text:
    known = notice.parse(text)
    found: list[Sentence] = []
    start = 0
    for end in [m.end() for m in _END.finditer(text)] + [len(text)]:
        words = text[start:end]
        lead = len(words) - len(words.lstrip())
        if words.strip():
            at = start + lead
            found.append(
                Sentence(
                    notice.clause_at(known, at), words.strip(), at, start + len(words.rstrip()), figures(bare(words))
                )
            )
        start = end
    return Text(text, tuple(found), tuple(fold(bare(s.text))[0] for s in found))


def bare(words: str) -> str:
    """Without the number of its clause."""
    return NUMBER.sub("", words)


def align(old: Text, new: Text) -> dict[int, int]:
    """Partners by their numbers, old to new."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in _equal(old, new):
        pairs[i] = j
        taken.add(j)
    clauses = clause_map(old, new, pairs)
    scored = []
    for i in (n for n in range(len(old.keys)) if n not in pairs):
        for j in (n for n in range(len(new.keys)) if n not in taken):
            score = _alike(old.keys[i], new.keys[j])
            if score:
                near = clauses.get(old.sentences[i].clause) == new.sentences[j].clause
                scored.append((-(score + (NEAR if near else 0)), abs(i - j), i, j))
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _equal(old: Text, new: Text) -> Iterator[tuple[int, int]]:
    """Equal sentences: in order as far as possible, then moved ones."""
    used: set[int] = set()
    matcher = SequenceMatcher(None, old.keys, new.keys, autojunk=False)
    done: set[int] = set()
    for i, j, size in matcher.get_matching_blocks():
        for k in range(size):
            done.add(i + k)
            used.add(j + k)
            yield i + k, j + k
    waiting: defaultdict[str, list[int]] = defaultdict(list)
    for j, key in enumerate(new.keys):
        if j not in used:
            waiting[key].append(j)
    for i, key in enumerate(old.keys):
        if i not in done and waiting[key]:
            yield i, waiting[key].pop(0)


def _alike(a: str, b: str) -> float:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    if ratio < ALIKE:  # a sentence that was lengthened holds most of the old one in long stretches
        longest = sum(b.size for b in matcher.get_matching_blocks() if b.size >= 4)
        return ALIKE if min(len(a), len(b)) >= 8 and longest >= 0.8 * min(len(a), len(b)) else 0.0
    return ratio


def clause_map(old: Text, new: Text, pairs: dict[int, int]) -> dict[str, str]:
    """Which clause is which, by the characters their partner sentences share."""
    shared: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for i, j in pairs.items():
        shared[old.sentences[i].clause][new.sentences[j].clause] += len(old.keys[i])
    return {a: max(found.items(), key=lambda item: item[1])[0] for a, found in shared.items()}


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Old words against new, sign by sign; figures are never torn apart."""
    a, b = _tokens(old), _tokens(new)
    found: list[Piece] = []
    for op, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if op == "equal":
            found.append(Piece("same", "".join(a[i:j])))
            continue
        if j > i:
            found.append(Piece("gone", "".join(a[i:j])))
        if m > k:
            found.append(Piece("new", "".join(b[k:m])))
    return tuple(found)


def _tokens(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,，．]\d+)*(?:%|万元|亿元|元)?|.", text, re.DOTALL)


def mapped(old: str, new: str, start: int, end: int) -> tuple[int, int]:
    """The span of ``new`` that corresponds to a span of ``old``: what stands between the same neighbours."""
    a, b = _tokens(old), _tokens(new)
    begin, stop = None, 0
    at_a, starts_b = _offsets(a), _offsets(b)
    for op, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        low, high = at_a[i], at_a[j]
        if high <= start:
            continue
        if low >= end:
            break
        if op == "equal":
            left = starts_b[k] + max(start - low, 0)
            right = starts_b[k] + min(end, high) - low
        else:
            left, right = starts_b[k], starts_b[m]
        begin = left if begin is None else begin
        stop = right
    return (begin or 0, max(stop, begin or 0))


def _offsets(tokens: list[str]) -> list[int]:
    found = [0]
    for token in tokens:
        found.append(found[-1] + len(token))
    return found
