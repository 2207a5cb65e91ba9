"""Milliseconds per decision run of the shipped pack: the rule engine with firings beside the plain reader.

One run decides every measure for one case, with proofs; the same cases alternate between the readers, so that a busy
neighbour slows both. Conditions alone: every condition settled, without decisions and proofs.
"""

from __future__ import annotations

import resource
import time
from statistics import median

from rules import cases, evaluate, load_pack
from rules.book import Book
from rules.evaluation import network_of, settled
from rules.facts import FactSet
from rules.plain import PlainReader
from rules.world import World

PACK = "chaoyang-2020-8"
CASES = 30


def run() -> list[str]:
    began = time.perf_counter()
    pack = load_pack(PACK)
    loading = time.perf_counter() - began
    every = cases.load(pack)
    some = every[:: max(1, len(every) // CASES)]
    evaluate(pack, FactSet(), some[0].on)  # the ruleset is made on first use
    whole: dict[str, list[float]] = {"durable": [], "plain": []}
    conditions: dict[str, list[float]] = {"durable": [], "plain": []}
    firings = []
    for case in some:
        for reader in whole:
            began = time.perf_counter()
            result = evaluate(pack, case.facts, case.on, reader=reader)
            whole[reader].append(time.perf_counter() - began)
            conditions[reader].append(settle(World(Book(pack, case.facts), case.on), reader))
            if reader == "durable":
                firings.append(result.firings)
    net = network_of(pack)
    return [
        f"pack {pack.reference}: {len(net.rules)} rules over {len(net.nodes)} conditions, loaded in {loading:.2f} s; "
        f"{len(some)} cases, {median(firings):.0f} firings each",
        _line("decisions with proofs", whole),
        _line("conditions alone", conditions),
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
    ]


def settle(world: World, reader: str) -> float:
    """Seconds to settle every condition of a world."""
    began = time.perf_counter()
    if reader == "durable":
        with settled(world):
            pass
    else:
        world.reader = PlainReader(world).truth
        for node in network_of(world.pack).nodes.values():
            for subject in world.book.decided(node.scope) if node.scope else ("",):
                world.truth(node.condition, subject)
    return time.perf_counter() - began


def _line(what: str, times: dict[str, list[float]]) -> str:
    engine, plain = (median(times[name]) * 1000 for name in ("durable", "plain"))
    return f"{what}: durable_rules {engine:.1f} ms, plain {plain:.1f} ms, ratio {engine / plain:.1f}"
