"""One benefit that several measures grant: for one subject it counts once, the largest.

Measures whose ``once`` is the same word waive the same rent, pay the same subsidy. Each decides as it would alone; only
sums over measures, and what a decision says of the others, know of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace

from rules.decisions import Decision, Total
from rules.model import Measure
from rules.schema import Text


def benefit_of(measure: Measure, subject: str) -> Hashable:
    """The same for two measures that grant this subject one and the same benefit, else different."""
    return ("once", measure.once, subject) if measure.once else ("own", measure.id, subject)


def total(measures: Mapping[str, Measure], decisions: Iterable[Decision]) -> Total:
    """The sums of the case."""
    groups: dict[Hashable, list[Decision]] = {}
    some = list(decisions)
    for decision in some:
        groups.setdefault(benefit_of(measures[decision.measure], decision.subject), []).append(decision)
    sums = [_largest(group) for group in groups.values()]
    granted, low, high, estimate = (sum(parts) for parts in zip(*sums, strict=True)) if sums else (0, 0, 0, 0)
    open_ = sum(d.status == "undetermined" for d in some)
    return Total(None, granted, low, high, estimate, len(some) - open_, open_)


def _largest(group: Iterable[Decision]) -> tuple[int, int, int, int]:
    """Granted for certain, at least, at most; and what the open decisions could add to that."""
    granted = low = high = open_ = 0
    for decision in group:
        benefit = decision.benefit
        if benefit is None:
            continue
        if benefit.granted:
            granted = max(granted, benefit.amount_fen or 0)
            low = max(low, benefit.amount_fen or benefit.low_fen or 0)
            high = max(high, benefit.amount_fen or benefit.high_fen or 0)
        elif decision.status == "undetermined":
            open_ = max(open_, benefit.amount_fen or benefit.high_fen or 0)
    return granted, low, high, max(0, open_ - high)


def told(measures: Mapping[str, Measure], decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions; the note of each that grants, or may grant, the benefit of another says so."""
    some = tuple(decisions)
    groups: dict[Hashable, list[str]] = {}
    for decision in filter(_speaks, some):
        groups.setdefault(benefit_of(measures[decision.measure], decision.subject), []).append(decision.measure)
    return tuple(_told(d, groups[benefit_of(measures[d.measure], d.subject)]) if _speaks(d) else d for d in some)


def _speaks(decision: Decision) -> bool:
    """It grants an amount, or could."""
    benefit = decision.benefit
    return benefit is not None and (benefit.granted or decision.status == "undetermined")


def _told(decision: Decision, ids: list[str]) -> Decision:
    others = [id_ for id_ in ids if id_ != decision.measure]
    if not others:
        return decision
    words, note = same(others), decision.note
    return replace(decision, note=words if note is None else Text(f"{note.zh}{words.zh}", f"{note.en} {words.en}"))


def same(others: Iterable[str]) -> Text:
    """A sentence: a measure and these others grant one benefit."""
    ids = tuple(others)
    zh, en = "、".join(ids), ", ".join(ids)
    return Text(f"与{zh}为同一项权益，合计只计一次。", f"The same benefit as {en}: counted once in the sum.")


def partners(measures: Mapping[str, Measure], measure: Measure) -> tuple[str, ...]:
    """Ids of the other measures that grant the same benefit, in the pack's order."""
    if measure.once is None:
        return ()
    return tuple(m.id for m in measures.values() if m.once == measure.once and m.id != measure.id)
