"""Replaying filed cases under another pack: case by case beside whole columns, for more and more cases.

The cases are those of the shipped pack over and over; the other pack is the same with every money parameter doubled
and a lower threshold, so that some decisions flip and their reasons are worked out too. Both readers must come to
the same flips and the same money.
"""

from __future__ import annotations

import re
import resource
import shutil
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from rules import cases, evaluate, load_pack, seal
from rules.author.diff import diff
from rules.author.replay import replay
from rules.author.replay_columns import columns
from rules.author.replay_model import Filed
from rules.author.replay_read import plain
from rules.evaluation import network_of
from rules.facts import FactSet
from rules.model import Pack

PACK = "chaoyang-2020-8"
SIZES = (30, 100, 300, 2000)


def run() -> list[str]:
    a = load_pack(PACK)
    with tempfile.TemporaryDirectory() as folder:
        b = _other(a, Path(folder))
        network_of(a), network_of(b)
        filed = list(_filed(a, max(SIZES)))
        columns(a, [(FactSet(), a.effective[0])])  # Polars is loaded on first use
        began = time.perf_counter()
        found = diff(a, b)
        lines = [f"diff of {a.reference} with itself edited: {len(found.changes)} changes, {_since(began):.2f} s"]
        for size in SIZES:
            lines.append(_both(a, b, filed[:size]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*lines, f"peak memory {peak:.0f} MB"]


def _both(a: Pack, b: Pack, filed: list[Filed]) -> str:
    began = time.perf_counter()
    one = replay(a, b, filed, reader=plain)
    by_case = _since(began)
    began = time.perf_counter()
    two = replay(a, b, filed, reader=columns)
    in_bulk = _since(began)
    if (one.flips, one.moved) != (two.flips, two.moved):
        raise AssertionError("the readers differ")
    moved = one.moved[-1]
    flips = len(one.flips)
    return (
        f"{len(filed)} cases: {flips} decisions changed, {moved.high_fen / 100:,.0f} yuan moved; "
        f"case by case {by_case:.1f} s, columns {in_bulk:.1f} s, ratio {by_case / in_bulk:.1f}"
    )


def _since(began: float) -> float:
    return time.perf_counter() - began


def _filed(pack: Pack, size: int) -> list[Filed]:
    every = cases.load(pack)
    seals = [seal(evaluate(pack, c.facts, c.on, reader="plain")) for c in every[:: max(1, len(every) // 100)]]
    return [Filed(str(n), s) for n, s in enumerate(islice(cycle(seals), size))]


def _other(pack: Pack, folder: Path) -> Pack:
    """The pack with the threshold of the revenue drop lowered and the cap of the carriers' reward doubled."""
    made = folder / pack.name
    shutil.copytree(pack.path, made)
    file = made / "parameters" / "amounts.yaml"
    text = file.read_text(encoding="utf-8")
    for name, old, new in (("revenue_drop_16b", '"0.80"', '"0.70"'), ("carrier_reward_cap", '"1000000"', '"2000000"')):
        text = re.sub(rf"(name: {name}\n(?:.*\n)*?.*value: ){re.escape(old)}", rf"\g<1>{new}", text, count=1)
    file.write_text(text, encoding="utf-8")
    return load_pack(made)
