"""``huiqi rules lint``: a pack's mistakes and doubtful places, as ``file:line:column code sentence``."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import catalogue
from service.commands import saying
from service.commands.saying import console

if TYPE_CHECKING:
    from rules.errors import Diagnostic
    from rules.lint import Report


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a pack has mistakes, with ``--strict`` when it has warnings too. Raises PackNotFound."""
    from rules import shipped_packs
    from rules.lint import examine
    from service.commands.rules.supplied import supply

    given = supply()
    reports = []
    for word in [args.pack] if args.pack else shipped_packs():
        place = _place(word)
        reports.append((place, examine(place, given)))
    if args.json:
        shown = [_json(place, report) for place, report in reports]
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
    else:
        for place, report in reports:
            _show(place, report, args.lang)
    return 1 if any(r.errors or (args.strict and r.warnings) for _, r in reports) else 0


def _place(word: str) -> Path:
    """The folder or archive that a path, a name or ``name@version`` means; a folder that is no pack yet is one too."""
    from rules.shipped import load_pack, shelves

    path = Path(word)
    if path.is_dir() or path.is_file():
        return path
    draft = shelves().draft(word)
    return draft if draft is not None else Path(load_pack(word).path)


def _line(folder: str, found: Diagnostic, lang: str) -> str:
    return f"{folder}/{found.place} {found.code} {getattr(found.text, lang)}"


def _show(place: Path, report: Report, lang: str) -> None:
    from rules.shelves import at
    from service.commands.rules.naming import named

    folder = saying.place(place)
    out, wrong = console(), console(stderr=True)
    for found in report.diagnostics:
        if found.severity == "error":
            wrong.print(_line(folder, found, lang), style="red", markup=False, soft_wrap=True)
        else:
            out.print(_line(folder, found, lang), style="yellow", markup=False, soft_wrap=True)
    numbers = {"errors": len(report.errors), "warnings": len(report.warnings)}
    if not report.counts:
        wrong.print(catalogue.text("author_lint.refused", lang, {"pack": report.pack, **numbers}), markup=False)
        return
    key = "author_lint.doubtful" if report.diagnostics else "author_lint.fine"
    told = catalogue.text(key, lang, {"pack": named(at(place), lang), **dict(report.counts), **numbers})
    out.print(told, style=None if report.diagnostics else "green", markup=False, soft_wrap=True)


def _json(place: Path, report: Report) -> dict[str, Any]:
    from rules import to_json

    found = [
        {
            "file": d.place.file,
            "line": d.place.line,
            "column": d.place.column,
            "code": d.code,
            "severity": d.severity,
            "text": to_json(d.text),
        }
        for d in report.diagnostics
    ]
    return {"pack": report.pack, "folder": saying.place(place), "counts": dict(report.counts), "found": found}
