"""``huiqi rules diff A B``: what changed between two packs, by meaning."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from service import catalogue
from service.commands.saying import console

if TYPE_CHECKING:
    from rules.author.diff_model import Change, PackDiff


def run(args: argparse.Namespace) -> int:
    """Exit code 1 where a decision or an amount can come out otherwise. Raises PackInvalid, PackNotFound."""
    from rules import load_pack, to_json
    from rules.author.diff import diff
    from service.commands.rules.naming import named

    a, b = load_pack(args.a), load_pack(args.b)
    found = diff(a, b)
    if args.json:
        body = {"same_meaning": found.same_meaning, **to_json(found)}
        sys.stdout.write(json.dumps(body, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(found, (named(a, args.lang), named(b, args.lang)), args.lang, texts=args.texts)
    return 0 if found.same_meaning else 1


def _show(found: PackDiff, names: tuple[str, str], lang: str, *, texts: bool) -> None:
    from rules.author.diff_model import DECISION, SERVICE, SOURCE, TEXT

    out = console()

    def say(key: str, **data: object) -> str:
        return catalogue.text(key, lang, data)

    out.print(say("author_diff.head", a=names[0], b=names[1]), style="bold", markup=False, soft_wrap=True)
    if not found.changes:
        out.print(say("author_diff.same"), style="green", markup=False)
        return
    if found.same_meaning:
        out.print(say("author_diff.same_meaning"), style="green", markup=False)
    for layer in (DECISION, SERVICE, SOURCE, TEXT):
        changes = found.of(layer)
        if not changes:
            continue
        if layer == TEXT and not texts:
            out.print(f"\n{say('author_diff.texts_folded', count=len(changes))}", markup=False)
            continue
        out.print(f"\n{catalogue.text(f'author_diff.layer.{layer}', lang, {'count': len(changes)})}", style="bold")
        for change in changes:
            out.print(f"  · {getattr(change.text, lang)}", markup=False)
            out.print(f"      {_places(change, say('author_diff.nowhere'))}", style="dim", markup=False)


def _places(change: Change, nowhere: str) -> str:
    """Where it stands in A and in B; said once where it is the same place."""
    old, new = (str(place) if place else nowhere for place in (change.place_a, change.place_b))
    return old if old == new else f"{old} → {new}"
