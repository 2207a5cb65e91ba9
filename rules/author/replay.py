"""Which filed cases come out otherwise under another pack, what money moves, and which change brings it about.

The seals of the cases hold the facts that went in; both packs decide them anew, as of the day of the seal. What a pack
does not know, or needs newly, is told for each case.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.author.diff import diff
from rules.author.diff_model import PackDiff
from rules.author.replay_columns import columns
from rules.author.replay_facts import Fitted, fitted
from rules.author.replay_model import SORTS, Filed, Flip, Moved, NotReplayed, Replay, Replayed, Verdict
from rules.author.replay_read import Reader, Verdicts, plain
from rules.author.replay_why import Why
from rules.errors import RulesError, SealBroken
from rules.model import Measure, Pack
from rules.once import benefit_of
from rules.sealing import opened
from rules.validity import in_force

__all__ = ["Filed", "Replay", "replay"]

#: cases of one day from which on columns are quicker (tests/bench/bench_replay.py: even at 100, 4 times at 300, 9 at
#: 2,000)
MANY = 100
ABSENT = Verdict("absent", 0, 0, None)


@dataclass(frozen=True, slots=True)
class _Case:
    name: str
    body: dict[str, Any]  #: the opened seal
    on: date
    a: Fitted
    b: Fitted


def replay(a: Pack, b: Pack, filed: Iterable[Filed], *, reader: Reader | None = None) -> Replay:
    """Every filed case under ``a`` and under ``b``.

    ``reader``: :func:`rules.author.replay_read.plain` or :func:`rules.author.replay_columns.columns`; None: whichever
    is quicker.
    A broken seal, a seal of another notice or of a day outside a pack's dates is listed, never used.
    """
    refused: list[NotReplayed] = []
    cases: list[_Case] = []
    for one in filed:
        try:
            cases.append(_taken(one, a, b))
        except RulesError as error:
            refused.append(NotReplayed(one.name, error.code, tuple((k, str(v)) for k, v in error.data.items())))
    found = diff(a, b)
    reader = reader or quicker([c.on for c in cases])
    old = reader(a, [(c.a.facts, c.on) for c in cases])
    new = reader(b, [(c.b.facts, c.on) for c in cases])
    pairs = _pairs(found, a, b)
    why = Why(a, b, found)
    done = tuple(_compared(c, x, y, a, b, pairs, why) for c, x, y in zip(cases, old, new, strict=True))
    moved = tuple(_moved(a, b, old, new, pairs))
    return Replay(found, done, tuple(refused), moved, getattr(reader, "__name__", "reader"))


def quicker(days: Sequence[date]) -> Reader:
    """The reader for cases of these days: columns are made anew for each day, and pay for themselves from MANY on."""
    return columns if len(days) >= MANY * max(1, len(set(days))) else plain


class OtherPack(RulesError):
    """The seal is of another notice than both packs. data: pack."""

    code = "replay.other_pack"


def _taken(filed: Filed, a: Pack, b: Pack) -> _Case:
    """Raises SealBroken, OtherPack, NotInForce."""
    body = opened(filed.sealed)
    try:
        name, on, inputs = str(body["pack_name"]), date.fromisoformat(body["on"]), body["inputs"]
    except (KeyError, TypeError, ValueError) as error:
        raise SealBroken(reason="inputs", detail=str(error)) from error
    if name not in (a.name, b.name):
        raise OtherPack(pack=f"{name}@{body.get('pack_version')}")
    for pack in (a, b):
        in_force(pack, on)
    if not isinstance(inputs, dict) or not isinstance(body.get("decisions"), list):
        raise SealBroken(reason="inputs", detail="inputs, decisions")
    return _Case(filed.name, body, on, fitted(inputs, a, "a"), fitted(inputs, b, "b"))


@dataclass(frozen=True, slots=True)
class _Pair:
    """A measure of both packs, or of one."""

    a: Measure | None
    b: Measure | None

    @property
    def shown(self) -> Measure:
        found = self.b or self.a
        if found is None:
            raise ValueError("a pair of nothing")
        return found


def _pairs(found: PackDiff, a: Pack, b: Pack) -> tuple[_Pair, ...]:
    matched = {y: x for x, y in found.renumbered}
    gone = [m for m in a.measures.values() if m.id not in matched.values()]
    both = [_Pair(a.measures[matched[m.id]] if m.id in matched else None, m) for m in b.measures.values()]
    return (*both, *(_Pair(m, None) for m in gone))


def _verdicts(pair: _Pair, old: Verdicts, new: Verdicts) -> Iterator[tuple[str, Verdict, Verdict]]:
    """(subject, old, new) for every subject of a measure in either pack."""
    ones = {s: v for (m, s), v in old.items() if pair.a is not None and m == pair.a.id}
    twos = {s: v for (m, s), v in new.items() if pair.b is not None and m == pair.b.id}
    for subject in dict.fromkeys((*twos, *ones)):
        yield subject, ones.get(subject, ABSENT), twos.get(subject, ABSENT)


def _compared(
    case: _Case, old: Verdicts, new: Verdicts, a: Pack, b: Pack, pairs: Sequence[_Pair], why: Why
) -> Replayed:
    flips: list[Flip] = []
    same = 0
    reason = None
    for pair in pairs:
        for subject, before, after in _verdicts(pair, old, new):
            if before == after:
                same += 1
                continue
            if reason is None:  # proofs cost more than truths: only where something changed
                reason = why.of(case.a.facts, case.b.facts, case.on)
            said = reason.said(pair.a, pair.b, subject, (before != ABSENT, after != ABSENT))
            measure = pair.shown
            flips.append(
                Flip(
                    case.name, measure.id, measure.title, subject, before, after, said.causes, said.changes,
                    said.missing if after.status == "undetermined" else (),
                )
            )  # fmt: skip
    needed = dict.fromkeys(n for flip in flips for n in flip.missing if n.fact not in a.facts)
    under = f"{case.body['pack_name']}@{case.body.get('pack_version')}"
    as_filed = _as_filed(case.body, old) if case.body.get("content_hash") == a.content_hash else None
    return Replayed(
        case.name, case.on, under, as_filed, tuple(flips), same, (*case.a.lost, *case.b.lost), tuple(needed)
    )


def _as_filed(body: dict[str, Any], old: Verdicts) -> bool:
    """The seal's own decisions are those that A comes to now."""
    try:
        return {(d["measure"], d["subject"]): _sealed(d) for d in body["decisions"]} == dict(old)
    except (KeyError, TypeError):  # a right digest over something else
        return False


def _sealed(decision: dict[str, Any]) -> Verdict:
    benefit = decision["benefit"]
    if not benefit or not benefit["granted"]:
        return Verdict(decision["status"], 0, 0, None)
    amount, low, high = benefit["amount_fen"], benefit["low_fen"], benefit["high_fen"]
    cap = benefit["cap_fen"] if benefit["kind"] == "cap" else None
    if amount is not None:
        low = high = amount
    return Verdict(decision["status"], low or 0, high or 0, cap)


def _moved(
    a: Pack, b: Pack, old: Sequence[Verdicts], new: Sequence[Verdicts], pairs: Sequence[_Pair]
) -> Iterator[Moved]:
    sums: list[Moved] = []
    for pair in pairs:
        found = [v for x, y in zip(old, new, strict=True) for v in _verdicts(pair, x, y)]
        sums.append(_sum(pair, [(before, after) for _, before, after in found]))
    yield from (m for m in sums if any(getattr(m, part) for part in SORTS))
    whole = {part: sum(getattr(m, part) for m in sums) for part in SORTS}
    moved = [(_granted(b, y), _granted(a, x)) for x, y in zip(old, new, strict=True)]
    whole |= {"low_fen": sum(y[0] - x[0] for y, x in moved), "high_fen": sum(y[1] - x[1] for y, x in moved)}
    yield Moved(None, None, **whole)


def _granted(pack: Pack, verdicts: Verdicts) -> tuple[int, int]:
    """What one case is granted in all, at least and at most; a benefit that several measures grant counts once."""
    groups: dict[Hashable, tuple[int, int]] = {}
    for (measure, subject), verdict in verdicts.items():
        key = benefit_of(pack.measures[measure], subject)
        low, high = groups.get(key, (0, 0))
        groups[key] = (max(low, verdict.low_fen), max(high, verdict.high_fen))
    return sum(low for low, _ in groups.values()), sum(high for _, high in groups.values())


_NO = ("not_eligible", "undetermined", "absent")


def _sum(pair: _Pair, verdicts: Sequence[tuple[Verdict, Verdict]]) -> Moved:
    counts = dict.fromkeys(SORTS, 0)
    for old, new in verdicts:
        counts[_sort(old, new)] += 1
    low = sum(new.low_fen - old.low_fen for old, new in verdicts)
    high = sum(new.high_fen - old.high_fen for old, new in verdicts)
    return Moved(pair.shown.id, pair.shown.title, **counts, low_fen=low, high_fen=high)


def _sort(old: Verdict, new: Verdict) -> str:
    if old == new:
        return "unchanged"
    if old.status in _NO and new.status not in _NO:
        return "gained"
    if old.status not in _NO and new.status in _NO:
        return "lost"
    if old.status == new.status or old.status not in _NO:
        return "repriced"
    if new.status == "undetermined":
        return "opened"
    return "one_sided" if "absent" in (old.status, new.status) else "settled"
