"""``huiqi score``: what is read against a truth file, per kind and per field."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import extractors
from extractors.report import to_report
from extractors.score import FILE, KIND, ScoreTable, Tally, score
from service import catalogue
from service.commands.saying import complain, console, table


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a value is wrong or invented; what is only missed is no error."""
    try:
        scored = score(args.truth, _report)
    except (ValueError, UnicodeDecodeError) as error:
        complain(catalogue.text("cli.bad_truth", args.lang, {"path": args.truth, "problem": error}))
        return 2
    if args.json:
        sys.stdout.write(json.dumps(scored.to_data(), ensure_ascii=False, indent=1) + "\n")
    else:
        _show(scored, args.lang)
    total = scored.total()
    return 1 if total.wrong or total.invented else 0


def _report(path: Path) -> Mapping[str, Any]:
    document = extractors.read(path, name=path.name)
    return to_report(document, extractors.extract(document, extractors.classify(document)))


def _show(scored: ScoreTable, lang: str) -> None:
    columns = ("right", "wrong", "wrong_sure", "missed", "invented")
    headings = tuple(catalogue.text(f"cli.score_{name}", lang) for name in ("kind", "field", *columns))
    rows: list[tuple[str, ...]] = []
    before = ""
    for (kind, name), tally in sorted(scored.rows.items()):
        shown = catalogue.coded("kind", kind, lang) if kind != before else ""
        before = kind
        special = {KIND: "cli.score_kind", FILE: "cli.score_file"}.get(name)
        rows.append((shown, catalogue.text(special, lang) if special else name, *_counts(tally, columns)))
    for kind, tally in scored.by_kind().items():
        rows.append((catalogue.coded("kind", kind, lang), "Σ", *_counts(tally, columns)))
    rows.append((catalogue.text("cli.score_total", lang), "", *_counts(scored.total(), columns)))
    out = console()
    out.print(table(rows, headings, numbers=dict.fromkeys(range(2, 7), "right")))
    for miss in scored.misses:
        sure = f" ({catalogue.text('fact.sure', lang)})" if miss.sure else ""
        outcome = catalogue.text(f"cli.score_{miss.outcome}", lang)
        out.print(f"{miss.file}  {miss.name}  {outcome}{sure}: {miss.expected} ≠ {miss.got}", markup=False)


def _counts(tally: Tally, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(getattr(tally, name)) if getattr(tally, name) else "·" for name in columns)
