"""Replaying filed cases under another pack: case by case beside whole columns.

The cases are those of the shipped pack over and over; the other pack is the same with a lower threshold and a doubled
cap. The readers alone: the truths and amounts of every case under both packs. The whole replay opens the seals,
compares, and works out the reasons of what came out otherwise. Both readers must come to the same.
"""

from __future__ import annotations

import re
import resource
import shutil
import tempfile
import time
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from rules import cases, evaluate, load_pack, seal
from rules.author.diff import diff
from rules.author.replay import replay
from rules.author.replay_columns import columns
from rules.author.replay_model import Filed
from rules.author.replay_read import plain
from rules.facts import FactSet
from rules.model import Pack
from rules.sealing import opened

PACK = "chaoyang-2020-8"
SIZES = (30, 100, 300, 2000)
WHOLE = 100


def run() -> list[str]:
    a = load_pack(PACK)
    with tempfile.TemporaryDirectory() as folder:
        b = _other(a, Path(folder))
        every = cases.load(a)
        given = list(islice(cycle([(c.facts, c.on) for c in every[:: max(1, len(every) // WHOLE)]]), max(SIZES)))
        columns(a, given[:1])  # Polars is loaded on first use
        began = time.perf_counter()
        found = diff(a, b)
        lines = [f"diff of {a.reference} with itself edited: {len(found.changes)} changes, {_since(began):.2f} s"]
        lines += [_readers(a, b, given[:size]) for size in SIZES]
        seals = [seal(evaluate(a, facts, on, reader="plain")) for facts, on in given[:WHOLE]]
        lines.append(_whole(a, b, [Filed(str(n), s) for n, s in enumerate(seals)]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*lines, f"peak memory {peak:.0f} MB"]


def _readers(a: Pack, b: Pack, given: list[tuple[FactSet, date]]) -> str:
    seconds = {}
    verdicts = {}
    for name, reader in (("plain", plain), ("columns", columns)):
        began = time.perf_counter()
        verdicts[name] = [list(reader(pack, given)) for pack in (a, b)]
        seconds[name] = _since(began)
    if verdicts["plain"] != verdicts["columns"]:
        raise AssertionError("the readers differ")
    ratio = seconds["plain"] / seconds["columns"]
    return (
        f"{len(given)} cases under both packs: case by case {seconds['plain']:.1f} s, "
        f"columns {seconds['columns']:.1f} s, ratio {ratio:.1f}"
    )


def _whole(a: Pack, b: Pack, filed: list[Filed]) -> str:
    began = time.perf_counter()
    for one in filed:
        opened(one.sealed)
    opening = _since(began)
    began = time.perf_counter()
    done = replay(a, b, filed, reader=plain)
    whole = _since(began)
    return (
        f"whole replay of {len(filed)} seals, case by case: {whole:.1f} s, of which opening them {opening:.1f} s; "
        f"{len(done.flips)} decisions changed"
    )


def _since(began: float) -> float:
    return time.perf_counter() - began


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
