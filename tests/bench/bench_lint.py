"""Milliseconds of one processor to lint the shipped pack, beside only parsing the same YAML files with PyYAML.

Linting reads every file with places, checks the schema, types every expression, finds every quotation in the notice,
reads the cases, and proves which criteria can never be met or never fail. The readers take turns and count their own
time only, so that a busy neighbour changes little.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from statistics import median

import yaml

from rules import loader, trees
from rules.lint import Report, examine
from rules.shipped import load_pack
from rules.trees import Tree

PACK = "chaoyang-2020-8"
ROUNDS = 7


def run() -> list[str]:
    tree = trees.at(Path(load_pack(PACK).path))
    texts = [tree.text(name) for name in tree.files if name.endswith(".yaml")]
    ways: dict[str, Callable[[], object]] = {
        "lint": lambda: examine(tree),
        "load": lambda: loader.load(tree),
        "PyYAML safe_load": lambda: [yaml.safe_load(text) for text in texts],
        "PyYAML with libyaml": lambda: [yaml.load(text, yaml.CSafeLoader) for text in texts],
    }
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.process_time()
            way()
            taken[name].append((time.process_time() - began) * 1000)
    report = examine(tree)
    return [*_figures(tree, report, len(texts)), *_lines(taken)]


def _figures(tree: Tree, report: Report, files: int) -> list[str]:
    counts = dict(report.counts)
    kinds = Counter(found.code for found in report.diagnostics)
    size = sum(len(data) for data in tree.files.values()) / 1024
    return [
        f"{report.pack}: {files} YAML files, {size:.0f} KiB, {counts['measures']} measures, {counts['facts']} facts, "
        f"{counts['parameters']} parameters, {counts['cases']} cases",
        f"found: {len(report.errors)} errors, {len(report.warnings)} warnings {dict(kinds) or ''}".rstrip(),
    ]


def _lines(taken: dict[str, list[float]]) -> list[str]:
    plain = median(taken["PyYAML safe_load"])
    return [f"{name}: {median(ms):.0f} ms ({median(ms) / plain:.2f} of safe_load)" for name, ms in taken.items()]
