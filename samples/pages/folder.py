"""Papers as files: text layer, clean scan and degraded scan in folders of their own, each with its truth.json."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from samples.generate.scan import rng_of
from samples.pages.made import Boxes, Made, papers
from samples.pages.registry import KINDS
from samples.pages.worn import CLEAN, DEGRADED, Treatment, Worn, file_of, wear

VARIANTS = ("text", "scan", "degraded")
#: made on request: papers with a table as a spreadsheet, the truth naming cells instead of boxes; others are left out
SHEET = "sheet"


def moved(boxes: Boxes, pages: Sequence[Worn]) -> Boxes:
    """The boxes where the values stand on the worn pages."""
    return {
        name: [
            [line | {"box": pages[line["page"] - 1].box(line["box"])} for line in place]  # a box for each line
            for place in places
        ]
        for name, places in boxes.items()
    }


def entry(made: Made, file: str, boxes: Boxes, how: Treatment | None) -> dict[str, Any]:
    """One document of truth.json. ``layout`` names the layout of the development half alone."""
    out: dict[str, Any] = {"file": file, "kind": made.layout.kind, "fields": made.fields}
    out["layout"] = "held-out" if made.held_out else made.layout.name
    if how is not None:
        out["treatment"] = how.name
    if made.clashes:
        out["note"] = f"contradicts itself on purpose: {', '.join(made.clashes)}"
    out["boxes"] = boxes
    return out


def as_sheet(made: Made, seed: int) -> tuple[str, bytes, dict[str, Any]] | None:
    """File name, bytes and truth of a paper as a spreadsheet; None for one that is none."""
    from samples.pages.workbook import written

    found = written(made, f"{seed}/{made.name}/{made.layout.name}/{SHEET}")
    if found is None:
        return None
    ending, data, cells = found
    file = f"{made.name}.{ending}"
    truth = entry(made, file, {}, None)
    del truth["boxes"]
    return file, data, {**truth, "cells": cells}


def variant_of(made: Made, variant: str, seed: int) -> tuple[str, bytes, dict[str, Any]]:
    """File name, bytes and truth of a paper in one of VARIANTS."""
    if variant == "text":
        file = f"{made.name}.pdf"
        return file, made.pdf, entry(made, file, made.boxes, None)
    rng = rng_of(f"{seed}/{made.name}/{made.layout.name}/{variant}")
    how = CLEAN if variant == "scan" else DEGRADED[int(rng.integers(len(DEGRADED)))]
    pages = wear(made.pdf, made.seals, how, rng)
    ending, data = file_of(pages, how, rng)
    file = f"{made.name}.{ending}"
    return file, data, entry(made, file, moved(made.boxes, pages), how)


def write(
    out: Path,
    *,
    seed: int,
    count: int,
    half: str = "all",
    kinds: Sequence[str] = KINDS,
    variants: Sequence[str] = VARIANTS,
    on_paper: Callable[[Made], None] | None = None,
) -> None:
    """Writes ``count`` papers below ``out``, each variant in its folder. Raises FontsMissing, OSError."""
    truths: dict[str, list[dict[str, Any]]] = {variant: [] for variant in variants}
    for variant in variants:
        (out / variant).mkdir(parents=True, exist_ok=True)
    for made in papers(seed, count, half, kinds):
        for variant in variants:
            one = as_sheet(made, seed) if variant == SHEET else variant_of(made, variant, seed)
            if one is None:
                continue
            file, data, truth = one
            (out / variant / file).write_bytes(data)
            truths[variant].append(truth)
        if on_paper is not None:
            on_paper(made)
    for variant, entries in truths.items():
        text = json.dumps(entries, ensure_ascii=False, indent=1) + "\n"
        (out / variant / "truth.json").write_text(text, "utf-8")
