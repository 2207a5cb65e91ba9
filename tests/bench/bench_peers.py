"""Microseconds per case on three measures (2, 16a, 16b): our readers beside CLIPS and GoRules' ZEN.

The peers give status and amount on known facts. Ours runs the shipped pack's three measures and also gives proof,
citations, calculations and sentences in two languages. All see the same cases and must give the same answers, or the
run fails.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

from rules import Pack, evaluate, load_pack
from rules.expressions import facts_of as in_expressions
from rules.load_derived import facts_of
from rules.model import Measure
from tests.bench import peers

PACK = "chaoyang-2020-8"
CASES = 200
ON = date(2020, 5, 15)


def run() -> list[str]:
    pack = only(load_pack(PACK), peers.MEASURES)
    engines: dict[str, peers.Engine] = {
        "durable_rules with proof": lambda case: _ours(pack, case, "durable"),
        "plain reader with proof": lambda case: _ours(pack, case, "plain"),
        "clipspy": peers.clips(),
        "zen-engine": peers.zen(),
    }
    cases = [peers.random_case(number) for number in range(CASES)]
    answers: dict[str, list[peers.Answer]] = {}
    micros: dict[str, float] = {}
    for name, engine in engines.items():
        engine(cases[0])  # rule sets are made on first use
        began = time.perf_counter()
        answers[name] = [engine(case) for case in cases]
        micros[name] = (time.perf_counter() - began) / len(cases) * 1e6
    plain = answers["plain reader with proof"]
    for name, given in answers.items():
        for case, mine, other in zip(cases, plain, given, strict=True):
            if mine != other:
                raise AssertionError(f"{name} decides {other}, the plain reader {mine}: {case}")
    granted = sum(status == peers.ELIGIBLE for answer in plain for status, _ in answer)
    least = min(micros["clipspy"], micros["zen-engine"])
    named = ", ".join(peers.MEASURES)
    return [
        f"measures {named}: {len(cases)} cases, {granted} of {3 * len(cases)} granted, all engines agree",
        *(f"{name}: {spent:.0f} µs a case, {spent / least:.1f} x the faster peer" for name, spent in micros.items()),
    ]


def only(pack: Pack, names: tuple[str, ...]) -> Pack:
    """The pack with some of its measures and the derived facts they rest on."""
    measures = {name: pack.measures[name] for name in names}
    needed: set[str] = set()
    wanted = [fact for measure in measures.values() for fact in _facts(measure)]
    while wanted:
        fact = wanted.pop()
        if fact not in needed:
            needed.add(fact)
            wanted += pack.needs.get(fact, ())
    derived = {name: one for name, one in pack.derived.items() if name in needed}
    return replace(pack, measures=measures, derived=derived, content_hash="+".join(names))


def _facts(measure: Measure) -> frozenset[str]:
    amount = measure.amount
    formulas = (amount.value, amount.low, amount.high, amount.cap) if amount else ()
    return facts_of(measure.root) | in_expressions(*(f.expression for f in formulas if f is not None))


def _ours(pack: Pack, case: peers.Case, reader: str) -> peers.Answer:
    found = evaluate(pack, peers.facts(case), ON, reader=reader)
    return tuple(
        (d.status, (d.benefit.amount_fen or d.benefit.high_fen or 0) if d.benefit else 0) for d in found.decisions
    )
