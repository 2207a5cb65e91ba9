"""``huiqi extract``: fields of documents with evidence, for people or as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import extractors
from extractors.errors import ExtractionError
from extractors.limits import Limits
from extractors.model import Document, Extraction
from extractors.report import to_report
from service import catalogue, certainty, errors, fields
from service.commands.saying import complain, console, sentence
from service.places import worded


def run(args: argparse.Namespace) -> int:
    """Exit code 1 when a file could not be read; the others are done all the same."""
    failed = 0
    for path in args.files:
        try:
            document = extractors.read(path, name=path.name, limits=Limits())
            extraction = extractors.extract(document, extractors.classify(document))
        except ExtractionError as error:
            failed += 1
            complain(f"{path}：{sentence(error, args.lang)}")
            if args.json:
                _line({"file": str(path), "error": errors.shape(error.code, error.data)})
            continue
        if args.json:
            _line({**to_report(document, extraction), "file": str(path)})
        else:
            _show(path, document, extraction, args.lang)
    return 1 if failed else 0


def _line(data: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")


def _show(path: Path, document: Document, extraction: Extraction, lang: str) -> None:
    from rich.table import Table

    say = catalogue.text
    methods = "、".join(dict.fromkeys(catalogue.coded("method", page.method, lang) for page in document.pages))
    kind = extraction.kind.kind
    out = console()
    out.print(f"\n{path}", style="bold", markup=False)
    out.print(
        say(
            "cli.read",
            lang,
            {"kind": catalogue.coded("kind", kind, lang), "pages": len(document.pages), "methods": methods},
        ),
        markup=False,
    )
    shown = Table(box=None, pad_edge=False, show_header=False)
    for field in extraction.fields:
        place = field.evidence[0]
        at = worded(place.page, place.sheet, place.cells, lang)
        where = say("cli.where", lang, {"where": at, "text": place.text})
        shown.add_row(
            fields.label(field.name, lang, kind),
            _safe(fields.worded(field.name, field.value, lang)),
            certainty.worded(field.sure, field.confidence, lang),
            _safe(where),
        )
    for conflict in extraction.conflicts:
        readings = " / ".join(fields.worded(conflict.name, one.value, lang) for one in conflict.readings)
        reason = catalogue.coded("conflict", conflict.code, lang)
        shown.add_row(fields.label(conflict.name, lang, kind), _safe(readings), reason, "")
    for missing in extraction.missing:
        shown.add_row(fields.label(missing.name, lang, kind), "—", catalogue.coded("missing", missing.reason, lang), "")
    out.print(shown)
    for problem in extraction.problems:
        out.print(fields.problem(problem, lang, kind), style="yellow", markup=False)


def _safe(text: str) -> str:
    """Brackets in a document are no markup."""
    from rich.markup import escape

    return escape(text)
