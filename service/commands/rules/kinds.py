"""``huiqi rules kinds``: the kinds of papers there are, and the fields that a pack can take from each."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from service import catalogue
from service.commands.saying import complain, console, table

if TYPE_CHECKING:
    from rules.lint import Offer


def run(args: argparse.Namespace) -> int:
    """Exit code 2 for a kind that there is not."""
    from service.cli import MISUSED
    from service.commands.rules.supplied import supply

    known = supply()
    if args.kind is not None and args.kind not in known:
        data = {"kind": args.kind, "known": catalogue.text("app.comma", args.lang).join(known)}
        complain(catalogue.text("author_kinds.unknown", args.lang, data))
        return MISUSED
    wanted = {name: offer for name, offer in known.items() if args.kind in (None, name)}
    if args.json:
        shown = {name: {field: sorted(types) for field, types in one.fields.items()} for name, one in wanted.items()}
        sys.stdout.write(json.dumps(shown, ensure_ascii=False, indent=2) + "\n")
        return 0
    for name, offer in wanted.items():
        _show(name, offer, args.lang)
    return 0


def _show(kind: str, offer: Offer, lang: str) -> None:
    from service.fields import label

    data = {"kind": kind, "title": catalogue.coded("kind", kind, lang)}
    console().print(catalogue.text("author_kinds.kind", lang, data), style="bold", markup=False)
    rows: list[tuple[str, ...]] = []
    for field, types in offer.fields.items():
        name, _, part = field.partition(".")
        meant = label(name, lang, kind)
        rows.append((field, f"{meant} {part}".strip() if meant != name else part, " / ".join(sorted(types))))
    headings = tuple(catalogue.text(f"author_kinds.{word}", lang) for word in ("field", "meaning", "types"))
    console().print(table(rows, headings))
