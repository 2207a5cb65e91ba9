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
from extractors.score import FILE, KIND, Answer, ScoreTable, Tally, score
from extractors.truthfile import BadTruth
from service import catalogue
from service.commands.saying import complain, console, table

_COUNTS = ("right", "right_sure", "wrong", "wrong_sure", "missed", "invented")


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a value is wrong or invented; what is only missed is no error."""
    try:
        scored = score(args.truth, _report)
    except BadTruth as error:
        problem = catalogue.text(f"truth.{error.code}", args.lang, error.data)
        complain(catalogue.text("cli.bad_truth", args.lang, {"path": args.truth, "problem": problem}))
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
    total = scored.total()
    columns = (*_COUNTS, "near", "overlap") if total.placed else _COUNTS
    headings = tuple(catalogue.text(f"cli.score_{name}", lang) for name in ("kind", "field", *columns))
    rows: list[tuple[str, ...]] = []
    before = ""
    for (kind, name), tally in sorted(scored.rows.items()):
        shown = catalogue.coded("kind", kind, lang) if kind != before else ""
        before = kind
        special = {KIND: "cli.score_kind", FILE: "cli.score_file"}.get(name)
        rows.append((shown, catalogue.text(special, lang) if special else name, *_cells(tally, columns)))
    for kind, tally in scored.by_kind().items():
        rows.append((catalogue.coded("kind", kind, lang), "Σ", *_cells(tally, columns)))
    rows.append((catalogue.text("cli.score_total", lang), "Σ", *_cells(total, columns)))
    out = console()
    out.print(table(rows, headings, numbers=dict.fromkeys(range(2, 2 + len(columns)), "right")))
    for miss in scored.misses:
        out.print(_line(miss, lang), markup=False)
    for sentence in _sentences(scored, total, lang):
        out.print(sentence, markup=False)


def _cells(tally: Tally, columns: tuple[str, ...]) -> tuple[str, ...]:
    cells = []
    for name in columns:
        if name == "overlap":
            cells.append(f"{tally.union / tally.placed:.0%}" if tally.placed else "·")
        elif name == "near":
            cells.append(f"{tally.near}/{tally.placed}" if tally.placed else "·")
        else:
            cells.append(str(getattr(tally, name) or "·"))
    return tuple(cells)


def _line(miss: Answer, lang: str) -> str:
    sure = f" ({catalogue.text('fact.sure', lang)})" if miss.sure else ""
    outcome = catalogue.text(f"cli.score_{miss.outcome}", lang)
    return f"{miss.file}  {miss.name}  {outcome}{sure}: {miss.expected} ≠ {miss.got}"


def _sentences(scored: ScoreTable, total: Tally, lang: str) -> list[str]:
    sure = total.right_sure + total.wrong_sure
    counts: dict[str, int | str] = {"count": scored.files, "sure": sure, "wrong": total.wrong_sure}
    if sure:
        counts["share"] = f"{total.right_sure / sure:.2%}"
        said = [catalogue.text("cli.score_files", lang, counts)]
    else:
        said = [catalogue.text("cli.score_nothing_sure", lang, counts)]
    if total.placed:
        data: dict[str, int | str] = {"count": total.placed, "wrong_page": total.wrong_page}
        data["share"] = f"{total.near / total.placed:.1%}"
        data |= {"union": f"{total.union / total.placed:.0%}", "covered": f"{total.covered / total.placed:.0%}"}
        said.append(catalogue.text("cli.score_places", lang, data))
    return said
