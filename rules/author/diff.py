"""What changed between two packs, by meaning: order, layout, file names and comments do not count.

>>> found = diff(load_pack("a"), load_pack("b"))
>>> found.same_meaning, [c.text.zh for c in found.changes]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rules import wording
from rules.author import diff_match, diff_measures, diff_notice, diff_once, diff_parameters, diff_stale
from rules.author.diff_data import Data
from rules.author.diff_measures import words_changed
from rules.author.diff_model import DECISION, SOURCE, Change, PackDiff, rank
from rules.author.diff_normal import tree
from rules.author.diff_reach import parts_of
from rules.author.diff_side import Pair, sides
from rules.model import Citation, Derived, Measure, Pack
from rules.schema import Text
from rules.types import Type

__all__ = ["Change", "PackDiff", "diff"]


def diff(a: Pack, b: Pack) -> PackDiff:
    """Every difference from ``a`` to ``b``, what moves money first."""
    pair = Pair(*sides(a, b))
    matched = diff_match.measures(a, b)
    found = list(_changes(pair, matched))
    found += diff_stale.remarks(pair, found)
    order = {m: n for n, m in enumerate(dict.fromkeys((*b.measures, *a.measures)))}

    def place(change: Change) -> tuple[int, int, int]:
        layer, kind = rank(change)
        return (layer, kind, order.get(change.owner, -1))

    renumbered = tuple((x.id, y.id) for x, y in matched)
    return PackDiff(
        a.reference, b.reference, a.content_hash, b.content_hash, tuple(sorted(found, key=place)), renumbered
    )


def _changes(pair: Pair, matched: list[tuple[Measure, Measure]]) -> Iterator[Change]:
    a, b = pair.a.pack, pair.b.pack
    kept_a, kept_b = {x.id for x, _ in matched}, {y.id for _, y in matched}
    yield from (diff_measures.alone(pair, m, added=False) for m in a.measures.values() if m.id not in kept_a)
    yield from (diff_measures.alone(pair, m, added=True) for m in b.measures.values() if m.id not in kept_b)
    for old, new in matched:
        yield from diff_measures.of(pair, old, new)
    yield from diff_once.changes(pair, matched)
    yield from diff_parameters.changes(pair)
    yield from Data(pair).changes()
    yield from _clauses(pair, matched)
    yield from _head(pair)


def _clauses(pair: Pair, matched: list[tuple[Measure, Measure]]) -> Iterator[Change]:
    """Clauses that only got another number are told once each, with how many citations follow."""
    counted: Counter[tuple[str, str]] = Counter()
    for old, new in matched:
        by_quote = {c.quote: c.clause for c in _citations(old)}
        for cite in _citations(new):
            if by_quote.get(cite.quote, cite.clause) != cite.clause:
                counted[by_quote[cite.quote], cite.clause] += 1
    for (before, after), number in counted.items():
        words = Text(
            f"第{before}条改为第{after}条，引文不变（{number}处）",
            f"clause {before} is now clause {after}, with the same words ({number} citations)",
        )
        places = (pair.a.places.at("notice"), pair.b.places.at("notice"))
        texts = Text(before, before), Text(after, after)
        yield pair.change("cite.clause", SOURCE, "", words, item=after, before=texts[0], after=texts[1], places=places)


def _citations(owner: Measure | Derived) -> Iterator[Citation]:
    for part, condition in parts_of(owner).items():
        yield from (n.condition.cite for n in tree(condition, part).walk() if n.leaf and n.condition.cite)
    if isinstance(owner, Measure):
        if owner.amount:
            yield owner.amount.cite
        yield from (c.cite for c in owner.contacts)
        if owner.deadline:
            yield owner.deadline.cite


def _head(pair: Pair) -> Iterator[Change]:
    a, b = pair.a.pack, pair.b.pack

    def one(kind: str, layer: str, key: str, what: Text, old: Text, new: Text) -> Change:
        words = Text(f"{what.zh}由“{old.zh}”改为“{new.zh}”", f"{what.en}: “{old.en}” becomes “{new.en}”")
        places = (pair.a.places.at("pack", key), pair.b.places.at("pack", key))
        return pair.change(kind, layer, "", words, item=key, before=old, after=new, places=places)

    if a.effective != b.effective:
        old, new = _span(a), _span(b)
        yield one("pack.effective", DECISION, "effective", Text("规则集有效期", "dates of the pack"), old, new)
    if (a.document_number, a.issued) != (b.document_number, b.issued):
        said = [wording.value(p.issued, Type.DATE) for p in (a, b)]
        old, new = (
            Text(f"{p.document_number}，{t.zh}", f"{p.document_number}, {t.en}")
            for p, t in zip((a, b), said, strict=True)
        )
        yield one("pack.number", SOURCE, "document_number", Text("通知文号", "the notice's number"), old, new)
    if a.notice.text != b.notice.text:
        places = (pair.a.places.at("notice"), pair.b.places.at("notice"))
        words = diff_notice.words(a.notice.text, b.notice.text)
        yield pair.change("notice", SOURCE, "", words, places=places)
    for key in ("title", "authority", "jurisdiction", "scope", "not_covered"):
        old, new = getattr(a, key), getattr(b, key)
        if old != new:
            places = (pair.a.places.at("pack", key), pair.b.places.at("pack", key))
            yield words_changed(pair, "pack.yaml", old, new, places)


def _number(pack: Pack) -> Text:
    issued = wording.value(pack.issued, Type.DATE)
    return Text(f"{pack.document_number}，{issued.zh}", f"{pack.document_number}, {issued.en}")


def _span(pack: Pack) -> Text:
    start, end = (wording.value(d, Type.DATE) if d else None for d in pack.effective)
    first = start or Text("", "")
    if end is None:
        return Text(f"{first.zh}起", f"from {first.en}")
    return Text(f"{first.zh}至{end.zh}", f"{first.en} to {end.en}")
